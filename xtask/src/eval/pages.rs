//! Does casus find the article of a page? Its text beside what people copied by hand, and its day beside the labels of
//! `bench/page-dates.tsv`; trafilatura on the same pages.
//!
//! The pages lie outside the project, in a folder that has to be named; no text of them comes in.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::Command;

use clap::Args;
use flate2::read::GzDecoder;
use serde::{Deserialize, Serialize};

use crate::bench::{Machine, rounded};
use crate::failure::Failure;
use crate::release;
use crate::tools::heard;
use crate::workspace::Workspace;

/// What is scored.
#[derive(Args)]
pub struct Wanted {
    /// The folder with the pages, `NAME.html` or `NAME.html.gz`.
    #[arg(long, value_name = "DIR")]
    pages: PathBuf,
    /// What people copied: a JSON object with an `articleBody` under each NAME.
    #[arg(long, value_name = "FILE")]
    truth: PathBuf,
    /// A Python that has trafilatura, to be scored beside casus.
    #[arg(long, value_name = "PROGRAM")]
    python: Option<PathBuf>,
    /// Writes the figures to bench/page-scores.json.
    #[arg(long)]
    record: bool,
}

/// What somebody found on a page.
#[derive(Deserialize)]
struct Seen {
    path: PathBuf,
    text: String,
    published: Option<String>,
}

/// What people copied from a page.
#[derive(Deserialize)]
struct Truth {
    #[serde(rename = "articleBody")]
    text: String,
}

/// The figures, as they stand in `bench/page-scores.json`.
#[derive(Serialize)]
struct Figures {
    machine: Machine,
    pages: usize,
    scores: Vec<Score>,
}

/// How well somebody reads the pages.
#[derive(Serialize)]
struct Score {
    reader: String,
    precision: f64,
    recall: f64,
    f1: f64,
    /// How many of the pages that state a day got it.
    days_right: usize,
    days_stated: usize,
    /// How many of the pages that state none got one.
    days_invented: usize,
}

/// Reads the pages and prints how well their articles are found.
pub fn print(workspace: &Workspace, wanted: &Wanted) -> Result<(), Failure> {
    let paths = unpacked(workspace, &wanted.pages)?;
    let text = fs::read_to_string(&wanted.truth).map_err(Failure::disk(&wanted.truth))?;
    let wrong = |error: serde_json::Error| Failure::Format { path: wanted.truth.clone(), error: error.to_string() };
    let truth: BTreeMap<String, Truth> = serde_json::from_str(&text).map_err(wrong)?;
    let days = days(&workspace.root().join("bench/page-dates.tsv"))?;
    release::build(workspace)?;
    let mut readers = vec![("casus".to_owned(), heard(Command::new(workspace.casus()).arg("article").args(&paths))?)];
    if let Some(python) = &wanted.python {
        readers.push(("trafilatura".to_owned(), trafilatura(workspace, python, 1, &paths)?));
    }
    let scores: Vec<Score> = readers.iter().map(|(name, printed)| score(name, printed, &truth, &days)).collect();
    println!("{} pages\n\n| reader | precision | recall | F1 | day right | day invented |", truth.len());
    println!("| --- | --- | --- | --- | --- | --- |");
    for it in &scores {
        let Score { reader, precision, recall, f1, days_right, days_stated, days_invented } = it;
        println!(
            "| {reader} | {precision:.3} | {recall:.3} | {f1:.3} | {days_right} of {days_stated} | {days_invented} |"
        );
    }
    if !wanted.record {
        return Ok(());
    }
    let path = workspace.root().join("bench/page-scores.json");
    let figures = Figures { machine: Machine::here(), pages: truth.len(), scores };
    let text = serde_json::to_string_pretty(&figures).expect("a record is made of numbers and words") + "\n";
    fs::write(&path, text).map_err(Failure::disk(&path))
}

/// Unpacks the pages of a folder and returns their paths in order.
pub fn unpacked(workspace: &Workspace, folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let to = workspace.target().join("eval/pages");
    fs::create_dir_all(&to).map_err(Failure::disk(&to))?;
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder).map_err(Failure::disk(folder))? {
        let path = entry.map_err(Failure::disk(folder))?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if let Some(stem) = name.strip_suffix(".gz").filter(|stem| stem.ends_with(".html")) {
            let mut page = Vec::new();
            let packed = File::open(&path).map_err(Failure::disk(&path))?;
            GzDecoder::new(packed).read_to_end(&mut page).map_err(Failure::disk(&path))?;
            let unpacked = to.join(stem);
            fs::write(&unpacked, page).map_err(Failure::disk(&unpacked))?;
            paths.push(unpacked);
        } else if name.ends_with(".html") {
            paths.push(path);
        }
    }
    paths.sort();
    Ok(paths)
}

/// Reads pages with trafilatura, and returns what its script prints.
pub fn trafilatura(workspace: &Workspace, python: &Path, rounds: usize, paths: &[PathBuf]) -> Result<String, Failure> {
    let script = workspace.root().join("xtask/eval/trafilatura_pages.py");
    heard(Command::new(python).arg(script).arg(rounds.to_string()).args(paths))
}

fn days(path: &Path) -> Result<BTreeMap<String, Option<String>>, Failure> {
    let text = fs::read_to_string(path).map_err(Failure::disk(path))?;
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    let days = lines.filter_map(|line| {
        let mut fields = line.split('\t');
        let (name, day) = (fields.next()?.to_owned(), fields.next()?);
        Some((name, (day != "-").then(|| day.to_owned())))
    });
    Ok(days.collect())
}

type Days = BTreeMap<String, Option<String>>;

/// Scores as the benchmark of the pages does: precision and recall of four words in a row, averaged over pages.
fn score(reader: &str, printed: &str, truth: &BTreeMap<String, Truth>, days: &Days) -> Score {
    let seen = printed.lines().filter_map(|line| serde_json::from_str::<Seen>(line).ok());
    let name = |seen: &Seen| seen.path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let seen: BTreeMap<String, Seen> = seen.map(|seen| (name(&seen), seen)).collect();
    let (mut precisions, mut recalls) = (Vec::new(), Vec::new());
    for (name, page) in truth {
        let real = shingles(&page.text);
        let found = shingles(seen.get(name).map_or("", |seen| &seen.text));
        let both: usize = real.iter().map(|(words, count)| count.min(found.get(words).unwrap_or(&0))).sum();
        let share = |all: &Shingles| Some(both as f64 / all.values().sum::<usize>() as f64).filter(|it| it.is_finite());
        precisions.extend(share(&found));
        recalls.extend(share(&real));
    }
    let mean = |values: &[f64]| values.iter().sum::<f64>() / values.len().max(1) as f64;
    let (precision, recall) = (mean(&precisions), mean(&recalls));
    let day_of = |name: &str| seen.get(name).and_then(|seen| seen.published.clone());
    let stated = || days.iter().filter_map(|(name, day)| Some((name, day.as_ref()?)));
    Score {
        reader: reader.to_owned(),
        precision: rounded(precision),
        recall: rounded(recall),
        f1: rounded(2.0 * precision * recall / (precision + recall)),
        days_right: stated().filter(|(name, day)| day_of(name).as_ref() == Some(*day)).count(),
        days_stated: stated().count(),
        days_invented: days.iter().filter(|(name, day)| day.is_none() && day_of(name).is_some()).count(),
    }
}

type Shingles = BTreeMap<Vec<String>, usize>;

fn shingles(text: &str) -> Shingles {
    const WORDS: usize = 4;
    let words = text.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|word| !word.is_empty());
    let words: Vec<String> = words.map(str::to_owned).collect();
    let mut counted = Shingles::new();
    let runs = if words.len() < WORDS { words.chunks(WORDS) } else { words[..0].chunks(WORDS) };
    for run in runs.chain(words.windows(WORDS)) {
        *counted.entry(run.to_vec()).or_default() += 1;
    }
    counted
}
