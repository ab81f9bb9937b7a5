//! How well does casus read? Its score on documents whose records a person has written.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;

use clap::Args;

use crate::eval::page;
use crate::failure::Failure;
use crate::release;
use crate::tools::{self, heard, run};
use crate::workspace::Workspace;

/// What is scored.
#[derive(Args)]
pub struct Wanted {
    /// The folder, with score.py in the folder above it.
    #[arg(long, value_name = "DIR")]
    gold: PathBuf,
    /// Shows so many records of each kind that are missed or false.
    #[arg(long, value_name = "N", default_value_t = 0)]
    errors: usize,
    /// Puts the table into a document as well, between the marks `gold` and the name of the folder.
    #[arg(long, value_name = "FILE")]
    page: Option<PathBuf>,
}

/// Reads the documents of a folder and runs the `score.py` above it over what casus gives.
pub fn print(workspace: &Workspace, wanted: &Wanted) -> Result<(), Failure> {
    let gold = wanted.gold.canonicalize().map_err(Failure::disk(&wanted.gold))?;
    let scorer = gold.parent().unwrap_or(&gold).join("score.py");
    fs::metadata(&scorer).map_err(Failure::disk(&scorer))?;
    if !tools::has("python3") {
        let hint = "on Debian, `apt-get install python3`".to_owned();
        return Err(Failure::Missing { tool: "python3".to_owned(), hint });
    }
    release::build(workspace)?;
    let readings = workspace.target().join("readings.jsonl");
    let output = File::create(&readings).map_err(Failure::disk(&readings))?;
    run(Command::new(workspace.casus()).arg("extract").args(documents(&gold)?).stdout(output))?;
    let errors = wanted.errors.to_string();
    let table = heard(Command::new("python3").arg(scorer).arg(&gold).arg(&readings).args(["--errors", &errors]))?;
    println!("\n{table}");
    let folder = gold.file_name().unwrap_or_default().to_string_lossy();
    let block = format!("```text\n{}\n```", table.trim_end());
    wanted.page.as_deref().map_or(Ok(()), |document| page::put(document, &format!("gold {folder}"), &block))
}

fn documents(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let entries = fs::read_dir(folder).map_err(Failure::disk(folder))?;
    let mut paths: Vec<_> = entries.filter_map(|entry| entry.ok().map(|it| it.path())).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "txt"));
    paths.sort();
    Ok(paths)
}
