//! Does casus know when? Its times beside those of two public corpora: the news of TempEval-3, and the specifications of
//! Recognizers-Text.
//!
//! Both lie outside the project, in a folder that has to be named; no text of them comes in.

mod recognizers;
mod tempeval;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use clap::Args;
use serde::Deserialize;

use crate::eval::page;
use crate::failure::Failure;
use crate::release;
use crate::tools::heard;
use crate::workspace::Workspace;

/// What is scored.
#[derive(Args)]
pub struct Wanted {
    /// The folder of the corpora, which has time/tempeval3-train and time/recognizers-text in it.
    #[arg(long, value_name = "DIR")]
    corpora: PathBuf,
    /// Shows so many cases of Recognizers-Text that are not right.
    #[arg(long, value_name = "N", default_value_t = 0)]
    errors: usize,
    /// Puts the tables into a document as well, between the marks `times` and `times recognizers`.
    #[arg(long, value_name = "FILE")]
    page: Option<PathBuf>,
}

/// A text with its day of publication.
struct Text {
    words: String,
    published: Option<String>,
}

/// A line of `casus times`.
#[derive(Deserialize)]
struct Line {
    path: PathBuf,
    times: Vec<Seen>,
}

/// An expression of time that casus found; places count characters.
#[derive(Clone, Deserialize)]
struct Seen {
    span: [usize; 2],
    text: String,
    value: String,
    start: Option<String>,
    end: Option<String>,
}

/// Reads both corpora and prints how well the times agree.
pub fn print(workspace: &Workspace, wanted: &Wanted) -> Result<(), Failure> {
    let corpora = wanted.corpora.join("time");
    let news = tempeval::documents(&present(&corpora.join("tempeval3-train"))?)?;
    let cases = recognizers::cases(&present(&corpora.join("recognizers-text/DateTimeModel.json"))?)?;
    release::build(workspace)?;
    let texts = news.iter().map(|document| &document.text).collect::<Vec<_>>();
    let seen = casus(workspace, "times-tempeval", &texts)?;
    tell(wanted, "times", &tempeval::table(&news, &seen))?;
    let texts = cases.iter().map(|case| &case.text).collect::<Vec<_>>();
    let seen = casus(workspace, "times-recognizers", &texts)?;
    let judged = recognizers::judge(&cases, &seen);
    tell(wanted, "times recognizers", &recognizers::table(&judged))?;
    recognizers::wrong(&judged).take(wanted.errors).for_each(|line| println!("{line}"));
    Ok(())
}

fn tell(wanted: &Wanted, name: &str, table: &str) -> Result<(), Failure> {
    println!("\n{table}");
    wanted.page.as_deref().map_or(Ok(()), |document| page::put(document, name, table))
}

fn present(path: &Path) -> Result<PathBuf, Failure> {
    if path.try_exists().unwrap_or(false) {
        return Ok(path.to_owned());
    }
    let hint = "name the folder of the corpora with `--corpora`; in `time/tempeval3-train` lie the TimeML files of TempEval-3, \
                and in `time/recognizers-text` the English specifications of Microsoft Recognizers-Text";
    Err(Failure::Missing { tool: path.display().to_string(), hint: hint.to_owned() })
}

/// Runs casus on texts, each with its day beside it.
fn casus(workspace: &Workspace, name: &str, texts: &[&Text]) -> Result<Vec<Vec<Seen>>, Failure> {
    let folder = workspace.target().join("eval").join(name);
    fs::create_dir_all(&folder).map_err(Failure::disk(&folder))?;
    let mut paths = Vec::new();
    for (number, text) in texts.iter().enumerate() {
        let path = folder.join(format!("{number:04}.txt"));
        fs::write(&path, &text.words).map_err(Failure::disk(&path))?;
        let sidecar = folder.join(format!("{number:04}.meta.json"));
        let day = text.published.as_deref().map_or("{}".to_owned(), |day| format!("{{\"published\": \"{day}\"}}"));
        fs::write(&sidecar, day).map_err(Failure::disk(&sidecar))?;
        paths.push(path);
    }
    println!("$ casus times {}/*.txt", folder.display());
    let printed = heard(Command::new(workspace.casus()).arg("times").args(&paths))?;
    let wrong = |error: String| Failure::Format { path: folder.clone(), error };
    let mut lines = printed.lines().map(serde_json::from_str::<Line>);
    let mut seen = Vec::new();
    for path in &paths {
        let line = lines.next().ok_or_else(|| wrong("casus did not read all of it".to_owned()))?;
        let line = line.map_err(|error| wrong(error.to_string()))?;
        if line.path != *path {
            return Err(wrong(format!("casus did not read `{}`", path.display())));
        }
        seen.push(line.times);
    }
    Ok(seen)
}

fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { 100.0 * part as f64 / whole as f64 }
}
