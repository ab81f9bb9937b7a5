//! How well does casus read? Its score on documents whose records a person has written.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::failure::Failure;
use crate::release;
use crate::tools::{self, run};
use crate::workspace::Workspace;

/// Reads the documents of a folder and runs the `score.py` above it over what casus gives.
pub fn print(workspace: &Workspace, gold: &Path) -> Result<(), Failure> {
    let gold = gold.canonicalize().map_err(Failure::disk(gold))?;
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
    run(Command::new("python3").arg(scorer).arg(&gold).arg(&readings))
}

fn documents(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let entries = fs::read_dir(folder).map_err(Failure::disk(folder))?;
    let mut paths: Vec<_> = entries.filter_map(|entry| entry.ok().map(|it| it.path())).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "txt"));
    paths.sort();
    Ok(paths)
}
