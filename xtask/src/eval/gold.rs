//! How well does casus read? Its score on documents whose records a person has written.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;

use clap::Args;

use super::measured::{Measured, tables};
use crate::eval::page;
use crate::failure::Failure;
use crate::release;
use crate::tools::{self, heard, run};
use crate::workspace::Workspace;

/// What is scored.
#[derive(Args)]
pub struct Wanted {
    /// A folder, with score.py in the folder above it; several are scored one after another.
    #[arg(long, value_name = "DIR", required = true)]
    gold: Vec<PathBuf>,
    /// Shows so many records of each kind that are missed or false.
    #[arg(long, value_name = "N", default_value_t = 0)]
    errors: usize,
    /// Puts the tables into a document as well, between the marks `gold` and the name of the folder.
    #[arg(long, value_name = "FILE")]
    page: Option<PathBuf>,
}

/// Reads the documents of each folder, and prints how well and how surely.
pub fn print(workspace: &Workspace, wanted: &Wanted) -> Result<(), Failure> {
    if !tools::has("python3") {
        let hint = "on Debian, `apt-get install python3`".to_owned();
        return Err(Failure::Missing { tool: "python3".to_owned(), hint });
    }
    release::build(workspace)?;
    let threshold = threshold(workspace)?;
    wanted.gold.iter().try_for_each(|gold| folder(workspace, wanted, gold, threshold))
}

/// Runs the `score.py` above a folder over what casus reads in its documents.
fn folder(workspace: &Workspace, wanted: &Wanted, gold: &Path, threshold: f64) -> Result<(), Failure> {
    let gold = gold.canonicalize().map_err(Failure::disk(gold))?;
    let scorer = gold.parent().unwrap_or(&gold).join("score.py");
    fs::metadata(&scorer).map_err(Failure::disk(&scorer))?;
    let readings = workspace.target().join("readings.jsonl");
    let output = File::create(&readings).map_err(Failure::disk(&readings))?;
    run(Command::new(workspace.casus()).arg("extract").args(documents(&gold)?).stdout(output))?;
    let errors = wanted.errors.to_string();
    let table = heard(python().arg(&scorer).arg(&gold).arg(&readings).args(["--errors", &errors]))?;
    let script = workspace.root().join("xtask/eval/records.py");
    let documents = measured(&script, &heard(python().arg(&script).arg(&scorer).arg(&gold).arg(&readings))?)?;
    let tables = tables(&documents, threshold);
    println!("\n{table}\n{tables}");
    let folder = gold.file_name().unwrap_or_default().to_string_lossy();
    let block = format!("```text\n{}\n```\n\n{tables}", table.trim_end());
    wanted.page.as_deref().map_or(Ok(()), |document| page::put(document, &format!("gold {folder}"), &block))
}

/// Returns Python as it leaves nothing behind beside its scripts.
fn python() -> Command {
    let mut python = Command::new("python3");
    python.arg("-B");
    python
}

/// Reads what was measured, a document a line.
pub fn measured(source: &Path, lines: &str) -> Result<Vec<Measured>, Failure> {
    let wrong = |error: serde_json::Error| Failure::Format { path: source.to_owned(), error: error.to_string() };
    lines.lines().map(|line| serde_json::from_str(line).map_err(wrong)).collect()
}

/// Asks casus from which confidence on a line is sure.
pub fn threshold(workspace: &Workspace) -> Result<f64, Failure> {
    let help = heard(Command::new(workspace.casus()).args(["read", "--help"]))?;
    let about = help.split_once("--min-confidence").and_then(|(_, rest)| rest.split_once("[default:"));
    let default = about.and_then(|(_, rest)| rest.split_once(']')?.0.trim().parse().ok());
    let error = "it does not name the default of `--min-confidence`".to_owned();
    default.ok_or_else(|| Failure::Format { path: "casus read --help".into(), error })
}

fn documents(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let entries = fs::read_dir(folder).map_err(Failure::disk(folder))?;
    let mut paths: Vec<_> = entries.filter_map(|entry| entry.ok().map(|it| it.path())).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "txt"));
    paths.sort();
    Ok(paths)
}
