//! Is what is told twice in the documents of `suite/conflicts` found where it contradicts, and only there?
//!
//! The documents of a row are those whose names begin with it; they are read as one dossier. `found.md` says what is found
//! in each row, for a person to read in the diff, and how many rows are as `expected.tsv` has them.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::{Path, PathBuf};

use casus_claim::Reading;
use casus_engine::intake::{Given, Item, document};
use casus_engine::{Dossier, Page, Question, ReadDocument};
use casus_text::Source;

use crate::{differences, extract};

/// The folders: rows of what is told of real events, and rows about invented states.
const FOLDERS: [&str; 2] = ["conflicts", "conflicts/invented"];

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../suite").join(name)
}

/// Reads the kinds that each row expects; none where nothing contradicts.
fn expected(folder: &Path) -> BTreeMap<String, Vec<String>> {
    let table = std::fs::read_to_string(folder.join("expected.tsv")).expect("the table can be read");
    let rows = table.lines().filter(|line| !line.starts_with('#'));
    let row = |line: &str| {
        let (row, kinds) = line.split_once('\t').expect("a row has two columns");
        let kinds = kinds.split('|').filter(|kind| *kind != "none").map(str::to_owned).collect();
        (row.to_owned(), kinds)
    };
    rows.map(row).collect()
}

/// Reads the documents of a folder by row, in the order of their names.
fn documents(folder: &Path) -> BTreeMap<String, Vec<(Source, Reading)>> {
    let entries = std::fs::read_dir(folder).expect("the folder can be listed");
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry can be read").path()).collect();
    paths.retain(|path| path.extension().is_some_and(|end| end == "txt"));
    paths.sort();
    let mut rows: BTreeMap<String, Vec<(Source, Reading)>> = BTreeMap::new();
    for path in paths {
        let bytes = std::fs::read(&path).expect("a document can be read");
        let sidecar = std::fs::read(path.with_extension("meta.json")).expect("a document has a sidecar");
        let name = path.file_name().expect("a file has a name").to_string_lossy();
        let item = Item { path: name.to_string(), bytes, sidecar: Some(sidecar), ..Item::default() };
        let source = document(&item, Given::default()).expect("a document is taken in").source;
        let reading = extract(&source);
        let (row, _) = name.split_once('-').expect("the name begins with the row");
        rows.entry(row.to_owned()).or_default().push((source, reading));
    }
    rows
}

fn page(documents: Vec<(Source, Reading)>) -> Page {
    let documents: Vec<ReadDocument> = documents.into_iter().map(ReadDocument::from).collect();
    casus_engine::brief(&Dossier::default(), documents, &Question::default()).expect("the question can be answered")
}

/// Writes what is found in a folder, row by row, and how many rows are as they should be.
fn found(folder: &Path) -> String {
    let expected = expected(folder);
    let rows = documents(folder);
    assert_eq!(rows.keys().collect::<Vec<_>>(), expected.keys().collect::<Vec<_>>(), "the rows and the table differ");
    let mut text = String::new();
    let (mut right, mut contradicting, mut wrong) = (0, 0, 0);
    for (row, documents) in rows {
        let kinds = &expected[&row];
        let page = page(documents);
        let found: Vec<&str> = page.disagreements.iter().map(|found| found.kind.word()).collect();
        let is_told = found.iter().any(|kind| kinds.iter().any(|expected| expected == kind));
        let verdict = match (kinds.is_empty(), found.is_empty(), is_told) {
            (true, true, _) => "nothing contradicts, and nothing is found",
            (true, false, _) => "**found, though nothing contradicts**",
            (false, _, true) => "found",
            (false, _, false) => "**missed**",
        };
        contradicting += usize::from(!kinds.is_empty());
        right += usize::from(is_told);
        wrong += usize::from(kinds.is_empty() && !found.is_empty());
        writeln!(text, "\n## {row}: {verdict}\n").expect("a string can be written to");
        for found in &page.disagreements {
            writeln!(text, "- {}: {} — {}", found.kind.word(), found.about, found.why)
                .expect("a string can be written to");
            for side in &found.sides {
                let path = &page.documents[side.source].source.origin().path;
                writeln!(text, "  - {path}: {}", side.quote.text().replace('\n', " "))
                    .expect("a string can be written to");
            }
        }
    }
    format!(
        "# What is found\n\n{right} of {contradicting} rows that contradict are found, and {wrong} that do not.\n{text}"
    )
}

#[test]
fn what_is_told_twice_is_found_where_it_contradicts() {
    let is_blessing = std::env::var_os("CASUS_BLESS").is_some_and(|value| value == "1");
    let mut wrong = Vec::new();
    for name in FOLDERS {
        let path = folder(name).join("found.md");
        let expected = std::fs::read_to_string(&path).unwrap_or_default();
        let actual = found(&folder(name));
        if is_blessing {
            std::fs::write(&path, actual).expect("the page can be written");
        } else if expected != actual {
            wrong.push(format!("suite/{name}/found.md differs:\n{}", differences(&expected, &actual)));
        }
    }
    let advice = "hint: if the change is meant, run `cargo xtask bless` and read the diff";
    assert!(wrong.is_empty(), "{}\n{advice}", wrong.join("\n\n"));
}
