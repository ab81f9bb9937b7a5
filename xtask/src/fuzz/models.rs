//! Is a damaged model refused in words? Every file of it in turn, cut, flipped, swapped, missing and more.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use super::checks::check;
use super::damage::Damage;
use super::process::Stopped;
use super::{Campaign, fresh};
use crate::failure::Failure;

/// A text that uses every component.
const TEXT: &str = "Ida Berg, the premier of Norland, didn't pay $450m to the Bank of Vantia on Jan. 14.\n\nWhy not? ";

/// By how much a damaged model may take more memory than a whole one.
const PEAK_TIMES_MAX: u64 = 3;

/// A copy of a model that can be damaged and mended.
struct Copy {
    folder: PathBuf,
    /// The files by their names within the folder, with what they hold.
    files: Vec<(String, Vec<u8>)>,
}

/// Counts how damaged models are met.
#[derive(Default)]
struct Met {
    refused: usize,
    read: usize,
}

/// Tries damaged models until it is time; files that are missing and swapped first, each at the least once.
pub fn try_some(campaign: &mut Campaign<'_>, until: Instant) -> Result<(), Failure> {
    let copy = Copy::of(&campaign.reader.model, fresh(campaign.folder.join("model"))?)?;
    let text = campaign.folder.join("model-text.txt");
    fs::write(&text, TEXT).map_err(Failure::disk(&text))?;
    let whole = campaign.reader.read_with(&copy.folder, std::slice::from_ref(&text), campaign.folder)?;
    if let Some(stopped) = whole.stopped {
        return Err(Failure::Refused { load: "the whole model".to_owned(), message: format!("{stopped:?}") });
    }
    let mut tried = Trial { copy, text, peak_bytes_max: whole.peak_bytes * PEAK_TIMES_MAX, met: Met::default() };
    for index in 0..tried.copy.files.len() {
        tried.put(campaign, index, None, "it is missing")?;
        let other = campaign.rng.usize(..tried.copy.files.len());
        let bytes = tried.copy.files[other].1.clone();
        let what = format!("it holds {}", tried.copy.files[other].0);
        tried.put(campaign, index, Some(&bytes), &what)?;
    }
    while Instant::now() < until {
        let index = campaign.rng.usize(..tried.copy.files.len());
        let damage = Damage::any(&mut campaign.rng);
        let bytes = damage.done_to(&tried.copy.files[index].1, &mut campaign.rng);
        tried.put(campaign, index, Some(&bytes), &format!("{damage:?}"))?;
    }
    println!("damaged models: {} refused in words, {} read all the same", tried.met.refused, tried.met.read);
    Ok(())
}

struct Trial {
    copy: Copy,
    text: PathBuf,
    peak_bytes_max: u64,
    met: Met,
}

impl Trial {
    /// Puts bytes in the place of a file, or takes it away; reads a text, and mends the file.
    fn put(
        &mut self,
        campaign: &mut Campaign<'_>,
        index: usize,
        bytes: Option<&[u8]>,
        what: &str,
    ) -> Result<(), Failure> {
        let (name, whole) = &self.copy.files[index];
        let path = self.copy.folder.join(name);
        match bytes {
            Some(bytes) => fs::write(&path, bytes),
            None => fs::remove_file(&path),
        }
        .map_err(Failure::disk(&path))?;
        let ending = campaign.reader.read_with(&self.copy.folder, std::slice::from_ref(&self.text), campaign.folder)?;
        fs::write(&path, whole).map_err(Failure::disk(&path))?;
        let told = |why: &str| format!("{name}, {what}: {why}");
        let kept = bytes.unwrap_or_default();
        if ending.peak_bytes > self.peak_bytes_max {
            campaign.found(kept, &told(&format!("takes {} MB", ending.peak_bytes / 1_000_000)))?;
        }
        match ending.stopped {
            Some(Stopped::Broke(why)) => campaign.found(kept, &told(&why))?,
            Some(Stopped::Refused(_)) => self.met.refused += 1,
            None => {
                self.met.read += 1;
                for (_, wrong) in check(&ending.lines, [TEXT])?.1 {
                    campaign.found(kept, &told(&wrong))?;
                }
            }
        }
        Ok(())
    }
}

impl Copy {
    fn of(model: &Path, folder: PathBuf) -> Result<Self, Failure> {
        let mut files = Vec::new();
        gather(model, "", &mut files)?;
        files.sort();
        for (name, bytes) in &files {
            let path = folder.join(name);
            let parent = path.parent().expect("a file lies in a folder");
            fs::create_dir_all(parent).map_err(Failure::disk(parent))?;
            fs::write(&path, bytes).map_err(Failure::disk(&path))?;
        }
        Ok(Self { folder, files })
    }
}

fn gather(root: &Path, within: &str, files: &mut Vec<(String, Vec<u8>)>) -> Result<(), Failure> {
    let folder = root.join(within);
    for entry in fs::read_dir(&folder).map_err(Failure::disk(&folder))? {
        let entry = entry.map_err(Failure::disk(&folder))?;
        let name = format!("{within}{}", entry.file_name().to_string_lossy());
        let path = entry.path();
        if path.is_dir() {
            gather(root, &format!("{name}/"), files)?;
        } else {
            files.push((name, fs::read(&path).map_err(Failure::disk(&path))?));
        }
    }
    Ok(())
}
