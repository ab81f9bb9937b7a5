//! Runs the readable cases of `suite/*.md`: each passage is read, and what is read and what follows is compared whole.
//! Beside them, the documents of `suite/coreference` are read and scored, and those of `suite/conflicts` held against one
//! another.
//!
//! With `CASUS_BLESS=1` the expected blocks are written in place instead, to be reviewed in the diff.

mod annotated;
mod conflicts;
mod coreference;
#[path = "../../../extract/tests/installed/mod.rs"]
mod installed;
mod page;
mod times;
mod what_follows;

use std::path::{Path, PathBuf};

use casus_claim::{Reading, Registry};
use casus_engine::intake::{Given, Item, document};
use casus_engine::syntax;
use casus_text::Source;

use page::{Block, Kind, Part, parse};

/// The width of a reading in the suite, in columns.
const WIDTH: usize = 100;

fn suite() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../suite");
    let entries = std::fs::read_dir(&folder).expect("the suite lies at the root of the project");
    let files = entries.map(|entry| entry.expect("the folder can be listed").path());
    let mut pages: Vec<PathBuf> = files.filter(|path| path.extension().is_some_and(|end| end == "md")).collect();
    pages.retain(|path| path.file_name().is_some_and(|name| name != "README.md"));
    pages.sort();
    pages
}

/// Writes a page with what is read and what follows at present in its expected blocks.
fn blessed(text: &str) -> Result<String, String> {
    let mut out = Vec::new();
    let mut source: Option<Source> = None;
    let parts = parse(text)?;
    for (n, part) in parts.iter().enumerate() {
        let Part::Block(block) = part else {
            out.push(part.text());
            continue;
        };
        if block.kind == Kind::Passage {
            let read = arrived(block)?;
            let is_read = |next: &Block| matches!(next.kind, Kind::Reading | Kind::Times);
            let lacks_reading = !next_block(&parts[n + 1..]).is_some_and(is_read);
            out.push(block.text());
            if lacks_reading {
                out.push(format!("\n```reading\n{}```\n", reading(&read)));
            }
            source = Some(read);
            continue;
        }
        let source = source.as_ref().ok_or_else(|| block.wrong("stands before any passage"))?;
        let body = match block.kind {
            Kind::Reading => reading(source),
            Kind::Times => times::lines(source),
            Kind::WhatFollows => what_follows::lines(source, &block.scenario()?),
            Kind::Passage => unreachable!("a passage has been dealt with"),
        };
        out.push(block.with(&body).text());
    }
    Ok(out.concat())
}

fn next_block(parts: &[Part]) -> Option<&Block> {
    parts.iter().find_map(|part| match part {
        Part::Block(block) => Some(block),
        Part::Prose(_) => None,
    })
}

fn arrived(passage: &Block) -> Result<Source, String> {
    let given = Given { published: passage.published()? };
    let item = Item { path: "passage".to_owned(), bytes: passage.body.trim_end().into(), ..Item::default() };
    document(&item, given).map(|document| document.source).map_err(|error| passage.wrong(&error.to_string()))
}

fn reading(source: &Source) -> String {
    casus::readout::readout(source, &extract(source), WIDTH)
}

/// Reads a document as the command does.
fn extract(source: &Source) -> Reading {
    installed::with_reader(|reader| casus_engine::extract(source, &Registry::default(), reader))
}

#[test]
fn every_page_says_what_is_read_and_what_follows() {
    let pages = suite();
    assert!(!pages.is_empty(), "the suite has no pages");
    let is_blessing = std::env::var_os("CASUS_BLESS").is_some_and(|value| value == "1");
    let mut wrong = Vec::new();
    for path in pages {
        let name = path.file_name().expect("a page has a name").to_string_lossy().into_owned();
        let text = std::fs::read_to_string(&path).expect("a page can be read");
        match blessed(&text) {
            Err(error) => wrong.push(format!("suite/{name}: {error}")),
            Ok(blessed) if blessed == text => {}
            Ok(blessed) if is_blessing => std::fs::write(&path, blessed).expect("a page can be written"),
            Ok(blessed) => wrong.push(format!("suite/{name} differs:\n{}", differences(&text, &blessed))),
        }
    }
    let advice = "hint: if the change is meant, run `cargo xtask bless` and read the diff";
    assert!(wrong.is_empty(), "{}\n{advice}", wrong.join("\n\n"));
}

/// Shows the lines in which two texts differ, with the lines around them.
fn differences(expected: &str, actual: &str) -> String {
    similar::TextDiff::from_lines(expected, actual).unified_diff().header("expected", "actual").to_string()
}

#[test]
fn a_passage_gets_its_reading_and_keeps_it() {
    let page = "Prose.\n\n```passage published=2031-05-02\nThe ferries run.\n```\n\nMore prose.\n";
    let once = blessed(page).expect("this is a page");
    assert!(once.starts_with("Prose.\n\n```passage published=2031-05-02\nThe ferries run.\n```\n\n```reading\n"));
    assert!(once.contains("published: 2031-05-02 (given by the user)\n"), "{once}");
    assert!(once.ends_with("```\n\nMore prose.\n"), "{once}");
    assert_eq!(blessed(&once).as_deref(), Ok(once.as_str()));
}

#[test]
fn what_is_wrong_in_a_page_is_told_with_its_line() {
    let check = |page: &str, message: &str| assert_eq!(blessed(page).expect_err("this is no page"), message);
    check("One\n\n```reading\n```\n", "line 3: `reading` stands before any passage");
    check("```passage publised=2031-05-02\nA.\n```\n", "line 1: `passage` has no attribute `publised`");
    check("```passage published=May\nA.\n```\n", "line 1: `passage` has a day that is none: `May`");
    check("```passage\n```\n", "line 1: `passage` is empty");
    check("```passage\nA.\n", "line 1: `passage` has no end");
    let follows = "```passage\nA.\n```\n\n```what-follows set=truce\n```\n";
    check(follows, "line 5: `what-follows` has an assignment that is none: `truce`");
}
