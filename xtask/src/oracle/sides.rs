//! What do the two sides say of the same texts? Each is run once, and writes its lines to a file.

use std::ffi::OsString;
use std::fs::{self, File, OpenOptions};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::Instant;

use serde::{Deserialize, Serialize};

use super::python::{Pipeline, Python};
use super::texts::Texts;
use crate::failure::Failure;
use crate::tools::{heard, shown};

/// How many texts casus is given at once; a system bounds the length of a command.
const FILES_MAX: usize = 1_000;

/// What was at work on spaCy's side.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Versions {
    /// The pipeline and its version.
    pub pipeline: String,
    /// Python.
    pub python: String,
    /// spaCy.
    pub spacy: String,
    /// The library that runs its networks.
    pub thinc: String,
    /// The library that multiplies its matrices.
    pub blis: String,
    /// The library of its arrays.
    pub numpy: String,
}

/// Lets spaCy read texts, and returns the file of its lines and what was at work.
pub fn spacy(python: &Python, pipeline: &Pipeline, texts: &Texts) -> Result<(PathBuf, Versions), Failure> {
    let (list, lines) = (beside(texts, "files.txt"), beside(texts, "spacy.jsonl"));
    let names: Vec<_> = texts.files().collect();
    fs::write(&list, names.join("\n") + "\n").map_err(Failure::disk(&list))?;
    let start = Instant::now();
    let arguments = [pipeline.package.as_ref(), list.as_os_str(), lines.as_os_str()];
    let answer = heard(python.script("spacy_tokens.py", arguments).current_dir(texts.folder()))?;
    println!("spaCy has read them in {:.1} s", start.elapsed().as_secs_f64());
    let versions = serde_json::from_str(answer.lines().last().unwrap_or_default());
    let wrong = |error: serde_json::Error| Failure::Format {
        path: "xtask/oracle/spacy_tokens.py".into(),
        error: error.to_string(),
    };
    Ok((lines, versions.map_err(wrong)?))
}

/// Lets casus read texts with a command to which their names are added, and returns the file of its lines.
pub fn casus(reader: &[OsString], texts: &Texts) -> Result<PathBuf, Failure> {
    let lines = beside(texts, "casus.jsonl");
    File::create(&lines).map_err(Failure::disk(&lines))?;
    let start = Instant::now();
    let files: Vec<_> = texts.files().collect();
    for files in files.chunks(FILES_MAX) {
        let out = OpenOptions::new().append(true).open(&lines).map_err(Failure::disk(&lines))?;
        let mut command = Command::new(&reader[0]);
        command.args(&reader[1..]).current_dir(texts.folder());
        let name = format!("{} … ({} texts)", shown(&command), files.len());
        let status = command.args(files).stdin(Stdio::null()).stdout(out).status();
        if !status.map_err(|error| Failure::Start { program: name.clone(), error })?.success() {
            return Err(Failure::Command { command: name });
        }
    }
    println!("casus has read them in {:.1} s", start.elapsed().as_secs_f64());
    Ok(lines)
}

/// Returns a path beside the folder of the texts.
pub fn beside(texts: &Texts, name: &str) -> PathBuf {
    texts.folder().with_file_name(name)
}
