//! How does the cost of a reading grow with the length of its text?
//!
//! Each text is the documents of `training/` one after another, read as one. Once they have the names that they have, so
//! that a long text names the same over and over; once each document has names of its own, so that the longer a text is,
//! the more it names. Each is read in a process of its own.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::Command;

use serde::{Deserialize, Serialize};
use unicode_segmentation::UnicodeSegmentation;

use super::record::rounded;
use super::{RUNS_MAX, median};
use crate::failure::Failure;
use crate::model;
use crate::release;
use crate::tools::heard;
use crate::tree;
use crate::workspace::Workspace;

/// How long the texts are; the last is read only by those who have the time.
const LENGTHS_BYTES: [usize; 5] = [1_000, 10_000, 100_000, 1_000_000, 10_000_000];

/// A text longer than this is read once.
const AGAIN_BYTES_MAX: usize = 100_000;

/// Whom a text names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Names {
    /// The same in each document of it.
    Same,
    /// Others in each document.
    New,
}

/// What one text cost: microseconds for each kB, and how much memory was held for each of its bytes.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Growth {
    names: Names,
    bytes: usize,
    all_us_per_kb: f64,
    syntax_us_per_kb: f64,
    /// What the whole costs, its syntax being 1.
    ratio: f64,
    all_memory_per_byte: f64,
    syntax_memory_per_byte: f64,
}

/// A line of the reader's: seconds, and the peaks of memory before the text, with its syntax and with the whole.
#[derive(Deserialize)]
struct Cost {
    syntax: f64,
    all: f64,
    peaks: [f64; 3],
}

/// Reads texts of growing length; the longest only where there is time for it.
pub fn measure(workspace: &Workspace, is_long: bool) -> Result<Vec<Growth>, Failure> {
    let folder = workspace.target().join("bench-growth");
    fs::create_dir_all(&folder).map_err(Failure::disk(&folder))?;
    let documents = documents(workspace.root())?;
    let lengths = &LENGTHS_BYTES[..LENGTHS_BYTES.len() - usize::from(!is_long)];
    let mut grown = Vec::new();
    for names in [Names::Same, Names::New] {
        for bytes in lengths {
            let (path, list) = (folder.join("text.txt"), folder.join("list.txt"));
            fs::write(&path, text(&documents, *bytes, names)).map_err(Failure::disk(&path))?;
            fs::write(&list, format!("{}\n", path.display())).map_err(Failure::disk(&list))?;
            let rounds = if *bytes > AGAIN_BYTES_MAX { 1 } else { RUNS_MAX };
            let costs = (0..rounds).map(|_| cost(workspace, &list)).collect::<Result<Vec<_>, _>>()?;
            grown.push(Growth::of(names, *bytes, &costs));
        }
    }
    Ok(grown)
}

fn cost(workspace: &Workspace, list: &Path) -> Result<Cost, Failure> {
    let folder = model::folder(workspace, "en")?;
    let answer = heard(Command::new(release::example(workspace, "reading")).arg(&folder).arg(list))?;
    serde_json::from_str(&answer).map_err(|error| Failure::Format { path: "reading".into(), error: error.to_string() })
}

impl Growth {
    fn of(names: Names, bytes: usize, costs: &[Cost]) -> Self {
        let middle = |figure: &dyn Fn(&Cost) -> f64| rounded(median(costs.iter().map(figure).collect()));
        let length = bytes as f64;
        Self {
            names,
            bytes,
            all_us_per_kb: middle(&|cost| cost.all * 1e9 / length),
            syntax_us_per_kb: middle(&|cost| cost.syntax * 1e9 / length),
            ratio: middle(&|cost| cost.all / cost.syntax),
            all_memory_per_byte: middle(&|cost| (cost.peaks[2] - cost.peaks[0]) / length),
            syntax_memory_per_byte: middle(&|cost| (cost.peaks[1] - cost.peaks[0]) / length),
        }
    }
}

/// Returns a table of what texts cost for their length, with a bar for the time.
pub fn table(grown: &[Growth]) -> String {
    const BAR_WIDTH: f64 = 30.0;
    let most = grown.iter().map(|it| it.all_us_per_kb).fold(1.0, f64::max);
    let mut table = format!(
        "{:<12}{:>10}{:>10}{:>10}{:>8}{:>10}{:>10}\n",
        "names", "bytes", "µs/kB", "syntax", "ratio", "memory", "syntax"
    );
    for it in grown {
        let names = if it.names == Names::Same { "the same" } else { "new ones" };
        let bar = "█".repeat((it.all_us_per_kb / most * BAR_WIDTH).round() as usize);
        let Growth { bytes, all_us_per_kb, syntax_us_per_kb, ratio, .. } = it;
        let Growth { all_memory_per_byte, syntax_memory_per_byte, .. } = it;
        let _ = writeln!(
            table,
            "{names:<12}{bytes:>10}{all_us_per_kb:>10}{syntax_us_per_kb:>10}{ratio:>8}{all_memory_per_byte:>10}{syntax_memory_per_byte:>10}  {bar}"
        );
    }
    table
}

fn documents(root: &Path) -> Result<Vec<String>, Failure> {
    let texts = tree::texts(root, "txt")?.into_iter().filter(|it| it.path.starts_with("training/"));
    Ok(texts.map(|it| it.text.trim().to_owned()).collect())
}

/// Puts documents together, again and again, until there is so much.
fn text(documents: &[String], bytes: usize, names: Names) -> String {
    let known = names_of(documents);
    let mut text = String::new();
    for (round, document) in documents.iter().cycle().enumerate() {
        match names {
            Names::Same => text.push_str(document),
            Names::New => text.push_str(&renamed(document, &known, round)),
        }
        text.push_str("\n\n");
        if text.len() >= bytes {
            break;
        }
    }
    let end = (0..=bytes.min(text.len())).rev().find(|end| text.is_char_boundary(*end)).unwrap_or(0);
    text.truncate(end);
    text
}

/// Returns every second of the capitalised words that stand inside a sentence; the others are titles and bodies now and then.
fn names_of(documents: &[String]) -> BTreeSet<&str> {
    let mut names = BTreeSet::new();
    for document in documents {
        let words: Vec<&str> = document.split_word_bounds().collect();
        let inside =
            words.windows(3).filter(|it| it[0].ends_with(char::is_lowercase) && it[1] == " " && is_name(it[2]));
        names.extend(inside.map(|it| it[2]));
    }
    names.into_iter().step_by(2).collect()
}

fn is_name(word: &str) -> bool {
    const LEN_MIN: usize = 4;
    let rest = word.strip_prefix(|c: char| c.is_ascii_uppercase());
    word.len() >= LEN_MIN && rest.is_some_and(|rest| rest.bytes().all(|byte| byte.is_ascii_lowercase()))
}

/// Gives a document names that no other round has.
fn renamed(document: &str, names: &BTreeSet<&str>, round: usize) -> String {
    let words = document.split_word_bounds();
    words.map(|word| if names.contains(word) { format!("{word}{}", ending(round)) } else { word.to_owned() }).collect()
}

/// Returns syllables that stand for a number.
fn ending(number: usize) -> String {
    const SYLLABLES: [&str; 8] = ["ba", "de", "ki", "lo", "mu", "ra", "se", "ti"];
    let mut rest = number;
    let mut ending = SYLLABLES[rest % 8].to_owned();
    while rest >= 8 {
        rest /= 8;
        ending.push_str(SYLLABLES[rest % 8]);
    }
    ending
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: usize, names: Names, expected: &str) {
        let documents = ["They met Korn.".to_owned(), "Korn and Vale paid.".to_owned()];
        assert_eq!(text(&documents, bytes, names), expected);
    }

    #[test]
    fn a_text_is_as_long_as_it_should_be() {
        check(24, Names::Same, "They met Korn.\n\nKorn and");
        check(40, Names::Same, "They met Korn.\n\nKorn and Vale paid.\n\nThe");
    }

    #[test]
    fn each_document_has_names_of_its_own() {
        check(60, Names::New, "They met Kornba.\n\nKornde and Vale paid.\n\nThey met Kornki.\n\nK");
    }

    #[test]
    fn growth_is_told_for_each_length() {
        let cost = Cost { syntax: 1.0, all: 1.5, peaks: [10.0, 30.0, 40.0] };
        let table = table(&[Growth::of(Names::New, 1_000_000, &[cost])]);
        let row: Vec<_> = table.lines().last().expect("there is a row").split_whitespace().take(8).collect();
        assert_eq!(row[..8], ["new", "ones", "1000000", "1500", "1000", "1.5", "0.00003", "0.00002"]);
    }
}
