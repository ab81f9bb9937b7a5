//! Does casus say of every token what spaCy says? Both read the same texts, and every difference is shown.
//!
//! spaCy runs in a Python environment outside the tree. Casus is run from outside, as a user would.

mod compare;
mod margins;
mod python;
mod recorded;
mod report;
mod sides;
mod texts;
mod tokens;

pub use python::{Distribution, Pipeline, Python, Room};
pub use texts::{Kept, Texts};

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use clap::Args;

use crate::failure::Failure;
use crate::model;
use crate::release;
use crate::workspace::Workspace;

use compare::compare;
use recorded::texts as recorded_texts;
use report::{Report, Shown};
use sides::Versions;
use tokens::lines;

/// What is compared, and how it is told.
#[derive(Args)]
pub struct Wanted {
    /// The pipeline, as casus names it.
    #[arg(long, default_value = "en")]
    pipeline: String,
    /// spaCy's package for the pipeline and its version, such as `de_core_news_sm==3.8.0`.
    #[arg(long)]
    package: Option<String>,
    /// A text, a file of texts (`.jsonl`, `.jsonl.gz`, each line with a "text") or a folder; the recorded ones if none.
    #[arg(long, value_name = "PATH")]
    text: Vec<PathBuf>,
    /// The folder of the Python environment; made if it is not there.
    #[arg(long, value_name = "FOLDER")]
    python: Option<PathBuf>,
    /// Shows beside each difference how close spaCy's own decision was.
    #[arg(long)]
    margins: bool,
    /// Writes the figures and the differences to a file.
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
    /// Reads each text as it is, with the crate and not with the command, which mends the ends of lines.
    #[arg(long)]
    raw: bool,
    /// Writes what spaCy says of suite/syntax beside its texts, and compares nothing.
    #[arg(long, conflicts_with_all = ["text", "margins", "json", "raw"])]
    record: bool,
}

/// Compares, prints every difference and a table, and fails when casus is not where it should be.
pub fn run(workspace: &Workspace, wanted: &Wanted) -> Result<(), Failure> {
    let pipeline = Pipeline::named(&wanted.pipeline, wanted.package.as_deref())?;
    let paths = if wanted.text.is_empty() { recorded_texts(workspace.root())? } else { wanted.text.clone() };
    let kept = if wanted.raw { Kept::AsIs } else { Kept::AsRead };
    let texts = Texts::gather(&paths, workspace.target().join("oracle/texts"), kept)?;
    println!("{} texts, {:.1} MB; left out: {}", texts.len(), texts.bytes() as f64 / 1e6, texts.refused());
    let python = Python::ready(workspace, wanted.python.as_deref(), &pipeline)?;
    let (spacy, versions) = sides::spacy(&python, &pipeline, &texts)?;
    if wanted.record {
        return recorded::write(&texts, &spacy, &versions);
    }
    let casus = sides::casus(&reader(workspace, wanted)?, &texts)?;
    let mut report = compared(&texts, &spacy, &casus, versions)?;
    if wanted.margins {
        margins::explain(&mut report, &python, &pipeline, &texts, &spacy)?;
    }
    print!("{report}");
    if let Some(path) = &wanted.json {
        std::fs::write(path, report.json()).map_err(Failure::disk(path))?;
    }
    report.verdict()
}

/// Returns how texts are read on casus' side: the command to which their names are added.
fn reader(workspace: &Workspace, wanted: &Wanted) -> Result<Vec<OsString>, Failure> {
    release::build(workspace)?;
    if !wanted.raw {
        let words = ["syntax", "--format", "json", "--model", &wanted.pipeline].map(OsString::from);
        return Ok([workspace.casus().into()].into_iter().chain(words).collect());
    }
    release::build_examples(workspace, "casus-syntax")?;
    let folder = model::folder(workspace, &wanted.pipeline)?;
    Ok(vec![release::example(workspace, "tokens").into(), folder.into()])
}

/// Compares the lines of two files, in step.
fn compared(texts: &Texts, spacy: &Path, casus: &Path, versions: Versions) -> Result<Report, Failure> {
    let mut report = Report::new(versions);
    let mut casus_lines = lines(casus)?;
    let lost = |what: String| Failure::Format { path: casus.to_owned(), error: what };
    for (index, line) in lines(spacy)?.enumerate() {
        let line = line?;
        let ours = casus_lines.next().ok_or_else(|| lost(format!("it ends before `{}`", line.path)))??;
        if line.path != ours.path {
            return Err(lost(format!("`{}` stands where `{}` should", ours.path, line.path)));
        }
        let (tally, differences) = compare(&line.tokens, &ours.tokens);
        report.tally.add(&tally);
        if !differences.is_empty() {
            let chars = texts.chars(index)?;
            let shown = differences.into_iter().map(|it| Shown::of(it, index, texts.name(index), &chars));
            report.differences.extend(shown);
        }
    }
    match casus_lines.next() {
        Some(line) => Err(lost(format!("it holds `{}`, which nobody asked for", line?.path))),
        None => Ok(report),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FERRIES: &str = r#"{"path":"000000.txt","tokens":[[0,7,"NNS","NOUN","ferry",1,"nsubj",1,"","O"],[8,11,"VBP","VERB","run",1,"ROOT",0,"","O"]]}"#;

    /// Compares two files of lines about the one text `Ferries run`, and returns what is told.
    fn told(spacy: &str, casus: &str) -> Result<Vec<String>, String> {
        let room = tempfile::tempdir().expect("a folder can be made");
        let put = |name: &str, text: &str| {
            let path = room.path().join(name);
            std::fs::write(&path, text).expect("a file can be written");
            path
        };
        let texts = Texts::gather(&[put("ferries.txt", "Ferries run")], room.path().join("texts"), Kept::AsIs);
        let versions = ["pipeline", "python", "spacy", "thinc", "blis", "numpy"].map(|name| (name, "1"));
        let versions = serde_json::to_value(std::collections::BTreeMap::from(versions)).expect("these are words");
        let versions = serde_json::from_value(versions).expect("these are all of them");
        let (spacy, casus) = (put("spacy.jsonl", spacy), put("casus.jsonl", casus));
        let report = compared(&texts.expect("it is a text"), &spacy, &casus, versions).map_err(|it| it.to_string())?;
        let place = room.path().display().to_string() + "/";
        Ok(report.differences.iter().map(|it| it.to_string().replace(&place, "")).collect())
    }

    #[test]
    fn lines_are_compared_in_step() {
        assert_eq!(told(FERRIES, FERRIES), Ok(Vec::new()));
        let other = FERRIES.replace("NNS", "NNP").replace("1,\"nsubj\"", "0,\"nsubj\"");
        let tag = "ferries.txt@0: \"Ferries\" in \"Ferries run\": tag: spaCy `NNS`, casus `NNP`";
        let head = "ferries.txt@0: \"Ferries\" in \"Ferries run\": head: spaCy `\"run\"@8`, casus `\"Ferries\"@0`";
        assert_eq!(told(FERRIES, &other), Ok(vec![tag.to_owned(), head.to_owned()]));
    }

    #[test]
    fn lines_that_are_lost_are_no_agreement() {
        let says = |casus: &str, what: &str| {
            let failure = told(FERRIES, casus).expect_err("the lines do not fit together");
            assert!(failure.contains("casus.jsonl") && failure.contains(what), "{failure}");
        };
        says("", "it ends before `000000.txt`");
        says(&FERRIES.replace("000000", "000001"), "`000001.txt` stands where `000000.txt` should");
        says(&format!("{FERRIES}\n{FERRIES}"), "it holds `000000.txt`, which nobody asked for");
        says("{\"path\":\"000000.txt\",\"tokens\":[[0]]}", "jsonl:1");
    }
}
