//! How do files get into an empty folder, within limits and safe from a power failure?

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};

use super::fault::Unfit;

/// How much a pipeline may bring.
#[derive(Clone, Copy, Debug)]
pub(super) struct Limits {
    /// The number of files.
    pub(super) files: usize,
    /// Their length altogether.
    pub(super) bytes: u64,
}

impl Limits {
    /// The largest pipelines of spaCy have about 40 files and, with vectors, 0.6 GB.
    pub(super) const OF_PIPELINE: Self = Self { files: 2_000, bytes: 4 << 30 };
}

/// The longest name of a file within a pipeline, which leaves every usual system room for the folder before it.
const NAME_BYTES_MAX: usize = 400;
/// The longest part of a name between two slashes; the usual systems hold 255 bytes.
const PART_BYTES_MAX: usize = 250;

/// Why a file did not get there.
#[derive(Debug)]
pub(super) enum Halt {
    /// It is not to be had, or not to be taken.
    Unfit(Unfit),
    /// The disk does not take it.
    Disk(io::Error),
}

impl From<Unfit> for Halt {
    fn from(unfit: Unfit) -> Self {
        Self::Unfit(unfit)
    }
}

/// A folder that is being filled.
#[derive(Debug)]
pub(super) struct Fill {
    folder: PathBuf,
    folders: BTreeSet<PathBuf>,
    limits: Limits,
    bytes: u64,
}

impl Fill {
    /// Makes the folder.
    pub(super) fn new(folder: &Path, limits: Limits) -> io::Result<Self> {
        fs::create_dir(folder)?;
        Ok(Self { folder: folder.to_owned(), folders: BTreeSet::from([folder.to_owned()]), limits, bytes: 0 })
    }

    /// Copies one file to its name in the folder, and onto the disk.
    ///
    /// What is read is counted here, since an archive may say less of a file than there is.
    pub(super) fn put(&mut self, name: &str, mut from: impl Read) -> Result<(), Halt> {
        check_name(name)?;
        let path = self.folder.join(name);
        let mut file = self.create(name, &path)?;
        let mut buffer = vec![0; 1 << 16];
        loop {
            let length = match from.read(&mut buffer) {
                Ok(0) => break,
                Ok(length) => length,
                Err(error) if error.kind() == ErrorKind::Interrupted => continue,
                Err(error) => {
                    return Err(Unfit::Damaged { file: name.to_owned(), what: error.to_string() }.into());
                }
            };
            self.bytes += length as u64;
            if self.bytes > self.limits.bytes {
                return Err(Unfit::TooLarge { max: self.limits.bytes }.into());
            }
            file.write_all(&buffer[..length]).map_err(Halt::Disk)?;
        }
        file.sync_all().map_err(Halt::Disk)
    }

    /// Puts the names of the files onto the disk, after which nothing of the folder is lost.
    pub(super) fn finish(self) -> io::Result<()> {
        self.folders.iter().try_for_each(|folder| sync(folder))
    }

    fn create(&mut self, name: &str, path: &Path) -> Result<File, Halt> {
        let parents = path.ancestors().skip(1).take_while(|parent| *parent != self.folder);
        self.folders.extend(parents.map(Path::to_owned));
        let made = path.parent().map_or(Ok(()), fs::create_dir_all);
        made.and_then(|()| File::create_new(path)).map_err(|error| match error.kind() {
            // The folder was empty, so whatever is there came from the same archive.
            ErrorKind::AlreadyExists | ErrorKind::NotADirectory => Unfit::Twice { file: name.to_owned() }.into(),
            _ => Halt::Disk(error),
        })
    }
}

/// Puts the names of the files in a folder onto the disk.
pub(super) fn sync(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

/// Refuses a name that could lead out of the folder, on this system or on another.
pub(super) fn check_name(name: &str) -> Result<(), Unfit> {
    let is_odd = |letter: char| letter.is_control() || matches!(letter, '\\' | ':');
    let leads_away = |part: &str| part.is_empty() || part.len() > PART_BYTES_MAX || matches!(part, "." | "..");
    if name.len() > NAME_BYTES_MAX || name.contains(is_odd) || name.split('/').any(leads_away) {
        return Err(Unfit::Name { file: visible(name) });
    }
    Ok(())
}

/// Writes a name as a message may hold it.
pub(super) fn visible(name: &str) -> String {
    crate::error::shown(Path::new(name)).chars().take(PART_BYTES_MAX).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fill(limits: Limits, files: &[(&str, &str)]) -> Result<(), Halt> {
        let folder = tempfile::tempdir().expect("a folder can be made");
        let mut fill = Fill::new(&folder.path().join("model"), limits).map_err(Halt::Disk)?;
        files.iter().try_for_each(|(name, text)| fill.put(name, text.as_bytes()))?;
        fill.finish().map_err(Halt::Disk)
    }

    fn check(files: &[(&str, &str)], expect: Option<Unfit>) {
        let found = match fill(Limits { files: 9, bytes: 8 }, files) {
            Ok(()) => None,
            Err(Halt::Unfit(unfit)) => Some(unfit),
            Err(Halt::Disk(error)) => panic!("{files:?}: {error}"),
        };
        assert_eq!(found, expect, "{files:?}");
    }

    #[test]
    fn files_get_their_places_and_no_more_than_fits() {
        check(&[("a", "1234"), ("b/c", "5678")], None);
        check(&[("a", "1234"), ("b/c", "56789")], Some(Unfit::TooLarge { max: 8 }));
    }

    #[test]
    fn a_place_is_taken_once() {
        let twice = |file: &str| Some(Unfit::Twice { file: file.to_owned() });
        check(&[("a", ""), ("a", "")], twice("a"));
        check(&[("a", ""), ("a/b", "")], twice("a/b"));
        check(&[("a/b", ""), ("a", "")], twice("a"));
    }

    #[test]
    fn no_name_leads_out_of_the_folder() {
        let (long, deep) = ("x".repeat(PART_BYTES_MAX + 1), "x/".repeat(NAME_BYTES_MAX) + "x");
        let names = ["", "/a", "a/", "a//b", "..", "a/../b", "./a", "a\\b", "C:a", "a\0b", "a\nb", &long, &deep];
        for name in names {
            check(&[(name, "")], Some(Unfit::Name { file: visible(name) }));
        }
    }
}
