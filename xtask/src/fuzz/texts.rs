//! Is every text read? Random ones, many to a process, and the same whatever was read before.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use super::checks::check;
use super::odd;
use super::process::{Ending, Stopped};
use super::{Campaign, fresh};
use crate::failure::Failure;

/// How many texts a process reads.
const TEXTS: usize = 100;

/// Tries random texts until it is time, once at the least.
pub fn try_some(campaign: &mut Campaign<'_>, until: Instant) -> Result<(), Failure> {
    let (mut texts, mut bytes, mut tokens) = (0, 0, 0);
    while texts == 0 || Instant::now() < until {
        let batch: Vec<_> = (0..TEXTS).map(|_| odd::text(&mut campaign.rng)).collect();
        tokens += try_batch(campaign, &batch)?;
        texts += batch.len();
        bytes += batch.iter().map(String::len).sum::<usize>();
    }
    println!("random texts: {texts}, {:.1} MB, {tokens} tokens, each read twice", bytes as f64 / 1e6);
    Ok(())
}

fn try_batch(campaign: &mut Campaign<'_>, texts: &[String]) -> Result<u64, Failure> {
    let folder = fresh(campaign.folder.join("texts"))?;
    let mut paths = Vec::new();
    for (index, text) in texts.iter().enumerate() {
        let path = folder.join(format!("{index:04}.txt"));
        fs::write(&path, text).map_err(Failure::disk(&path))?;
        paths.push(path);
    }
    let forward = campaign.reader.read(&paths, &folder)?;
    if forward.stopped.is_some() {
        blame(campaign, &paths, texts, &folder)?;
        return Ok(0);
    }
    let (tokens, wrong) = check(&forward.lines, texts.iter().map(String::as_str))?;
    for (index, what) in wrong {
        campaign.found(texts[index].as_bytes(), &what)?;
    }
    let before = by_path(&forward)?;
    paths.reverse();
    let after = by_path(&campaign.reader.read(&paths, &folder)?)?;
    for (path, text) in paths.iter().rev().zip(texts) {
        let path = path.display().to_string();
        if before.get(&path) != after.get(&path) {
            campaign.found(text.as_bytes(), "what is said of it depends on what was read before")?;
        }
    }
    Ok(tokens)
}

/// Returns the lines by the path that they begin with.
fn by_path(ending: &Ending) -> Result<BTreeMap<String, String>, Failure> {
    let text = fs::read_to_string(&ending.lines).map_err(Failure::disk(&ending.lines))?;
    let path =
        |line: &str| serde_json::from_str::<serde_json::Value>(line).ok()?.get("path")?.as_str().map(str::to_owned);
    Ok(text.lines().filter_map(|line| Some((path(line)?, line.to_owned()))).collect())
}

/// Finds the texts that stop a process, one by one.
fn blame(campaign: &mut Campaign<'_>, paths: &[PathBuf], texts: &[String], folder: &Path) -> Result<(), Failure> {
    let known = campaign.findings.len();
    for (path, text) in paths.iter().zip(texts) {
        let ending = campaign.reader.read(std::slice::from_ref(path), folder)?;
        if let Some(Stopped::Refused(why) | Stopped::Broke(why)) = ending.stopped {
            campaign.found(text.as_bytes(), &why)?;
        }
    }
    if campaign.findings.len() == known {
        let all = texts.join("\u{1d}");
        campaign.found(all.as_bytes(), "these texts together stop the reader, and none of them alone does")?;
    }
    Ok(())
}
