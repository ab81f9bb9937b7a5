//! What does spaCy say of the texts of the suite? Kept beside them, so that tests need no Python.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use super::sides::Versions;
use super::texts::Texts;
use super::tokens::{Line, lines};
use crate::failure::Failure;

/// The folder of the texts, each `.txt` with its `.json`.
const FOLDER: &str = "suite/syntax";

/// Returns the texts of the suite, in the order of their names.
pub fn texts(root: &Path) -> Result<Vec<PathBuf>, Failure> {
    let folder = root.join(FOLDER);
    let entries = fs::read_dir(&folder).map_err(Failure::disk(&folder))?;
    let mut paths =
        entries.map(|it| it.map(|it| it.path())).collect::<Result<Vec<_>, _>>().map_err(Failure::disk(&folder))?;
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "txt"));
    paths.sort();
    Ok(paths)
}

/// Writes what spaCy says of each text beside it.
pub fn write(texts: &Texts, spacy: &Path, versions: &Versions) -> Result<(), Failure> {
    for (index, line) in lines(spacy)?.enumerate() {
        let path = Path::new(texts.name(index)).with_extension("json");
        fs::write(&path, record(&line?, versions)).map_err(Failure::disk(&path))?;
        println!("recorded {}", path.display());
    }
    println!("Read the diff before you commit it: `git diff {FOLDER}`.");
    Ok(())
}

/// Puts each token on a line of its own: compact, and a diff shows which token has changed.
fn record(line: &Line, versions: &Versions) -> String {
    let quoted = |text: &str| serde_json::to_string(text).expect("a string can be written");
    let mut out = String::from("{\n");
    let _ = writeln!(out, "\"pipeline\":{},", quoted(&versions.pipeline));
    let _ = writeln!(out, "\"spacy\":{},", quoted(&versions.spacy));
    out.push_str("\"tokens\":[\n");
    let rows = line.tokens.iter().map(|it| serde_json::to_string(it).expect("a token is made of numbers and words"));
    out.push_str(&rows.collect::<Vec<_>>().join(",\n"));
    out.push_str("\n]\n}\n");
    out
}
