//! What does a ledger cost once it is large? The same questions to it while it is small and when it is full.
//!
//! Documents about invented states are written by a generator, ten for each day, and read into a dossier as a user would.
//! The questions are about its last month, so a small ledger and a large one have as much to answer with. Each is a
//! process of its own and counts as its fastest of several runs.

use std::collections::VecDeque;
use std::fmt::Write as _;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use clap::Args;
use serde::{Deserialize, Serialize};

use super::record::{Machine, rounded};
use crate::failure::Failure;
use crate::release;
use crate::tools::heard;
use crate::workspace::Workspace;

/// How often each question is asked.
const RUNS: usize = 3;
/// So many documents are read by one command.
const BATCH: usize = 500;
/// Of so many batches the fastest counts.
const BATCHES_TIMED: usize = 5;
/// After so many batches the reader is told how far it is.
const BATCHES_TOLD: usize = 20;
/// So many documents are published on a day.
const A_DAY: usize = 10;
/// How much more a question may cost when the ledger is full, as a ratio.
const QUESTION_RATIO_MAX: f64 = 3.0;
/// How much more a document may cost to ingest when the ledger is full, as a ratio.
const INGEST_RATIO_MAX: f64 = 1.3;

/// What is measured.
#[derive(Args)]
pub struct Wanted {
    /// How many records the small ledger has.
    #[arg(long, value_name = "COUNT", default_value_t = 10_000)]
    small: usize,
    /// How many records the large ledger has; a million take the better part of an hour.
    #[arg(long, value_name = "COUNT", default_value_t = 100_000)]
    large: usize,
    /// A database of PostgreSQL that is empty, instead of a file.
    #[arg(long, value_name = "URL")]
    ledger: Option<String>,
    /// An empty or missing folder for the dossier, on the disk that is to be measured [default: in the target folder].
    #[arg(long, value_name = "FOLDER")]
    folder: Option<PathBuf>,
    /// Writes the figures to bench/ledger.json, or bench/ledger-server.json.
    #[arg(long)]
    record: bool,
}

/// What was measured at one size.
#[derive(Serialize, Deserialize)]
struct Size {
    records: usize,
    documents: usize,
    /// Of the fastest of the last batches of documents.
    ingest_ms_per_document: f64,
    file_bytes_per_record: Option<f64>,
    /// Seconds for each question, in the order of [`QUESTIONS`].
    seconds: Vec<f64>,
}

/// A run, as it stands in `bench/ledger.json`.
#[derive(Serialize, Deserialize)]
struct Figures {
    machine: Machine,
    questions: Vec<String>,
    small: Size,
    large: Size,
}

/// What is asked; `FROM`, `TO` and `REF` are put in. A search goes through all that it finds, which becomes more, so it has
/// no bound.
const QUESTIONS: [(&str, Option<f64>); 5] = [
    ("brief --since FROM --as-of TO --format json", Some(QUESTION_RATIO_MAX)),
    ("diff --since FROM --from MID --to TO --format json", Some(QUESTION_RATIO_MAX)),
    ("threads REF --since FROM --as-of TO --format json", Some(QUESTION_RATIO_MAX)),
    ("search dredgers --kind commitment --format json", None),
    ("show REF --format json", Some(QUESTION_RATIO_MAX)),
];

/// Fills a ledger, asks it when it is small and when it is full, and prints both.
pub fn measure(workspace: &Workspace, wanted: &Wanted) -> Result<(), Failure> {
    release::build(workspace)?;
    let mut shelf = Shelf::make(workspace, wanted)?;
    shelf.fill(wanted.small)?;
    let small = shelf.asked()?;
    shelf.fill(wanted.large)?;
    let large = shelf.asked()?;
    let questions = QUESTIONS.map(|(question, _)| question.to_owned()).to_vec();
    let figures = Figures { machine: Machine::here(), questions, small, large };
    print!("{}", figures.table());
    if wanted.record {
        let name = if wanted.ledger.is_some() { "ledger-server" } else { "ledger" };
        let path = workspace.root().join(format!("bench/{name}.json"));
        let text = serde_json::to_string_pretty(&figures).expect("a record is made of numbers and words") + "\n";
        fs::write(&path, text).map_err(Failure::disk(&path))?;
        println!("recorded in {}", path.display());
    }
    Ok(())
}

/// A dossier that is being filled.
struct Shelf {
    casus: PathBuf,
    folder: PathBuf,
    ledger: Option<String>,
    documents: usize,
    records: usize,
    /// Of the last batches.
    ingest_ms_per_document: VecDeque<f64>,
}

impl Shelf {
    fn make(workspace: &Workspace, wanted: &Wanted) -> Result<Self, Failure> {
        let folder = match &wanted.folder {
            Some(folder) => folder.clone(),
            None => {
                let folder = workspace.target().join("bench-ledger");
                emptied(&folder)?;
                folder
            }
        };
        let (casus, ledger) = (workspace.casus(), wanted.ledger.clone());
        let shelf = Self { casus, folder, ledger, documents: 0, records: 0, ingest_ms_per_document: VecDeque::new() };
        let mut init = Command::new(&shelf.casus);
        init.arg("init").arg(&shelf.folder);
        shelf.ledger.iter().for_each(|ledger| {
            init.args(["--ledger", ledger]);
        });
        heard(&mut init)?;
        Ok(shelf)
    }

    /// Reads documents in until there are so many records.
    fn fill(&mut self, records: usize) -> Result<(), Failure> {
        let batch = self.folder.join("batch");
        while self.records < records {
            emptied(&batch)?;
            fs::create_dir_all(&batch).map_err(Failure::disk(&batch))?;
            let mut paths = Vec::new();
            for number in self.documents..self.documents + BATCH {
                let path = batch.join(format!("{number:07}.txt"));
                let sidecar = batch.join(format!("{number:07}.meta.json"));
                fs::write(&path, document(number)).map_err(Failure::disk(&path))?;
                fs::write(&sidecar, about(number)).map_err(Failure::disk(&sidecar))?;
                paths.push(path);
            }
            let start = Instant::now();
            let said = heard(self.command("ingest").args(&paths))?;
            self.ingest_ms_per_document.push_back(start.elapsed().as_secs_f64() * 1e3 / BATCH as f64);
            if self.ingest_ms_per_document.len() > BATCHES_TIMED {
                self.ingest_ms_per_document.pop_front();
            }
            self.documents += BATCH;
            self.records += said.lines().filter_map(records_of).sum::<usize>();
            if self.documents.is_multiple_of(BATCHES_TOLD * BATCH) {
                eprintln!("{} of {records} records", self.records);
            }
        }
        println!("{} records in {} documents", self.records, self.documents);
        Ok(())
    }

    fn command(&self, name: &str) -> Command {
        let mut command = Command::new(&self.casus);
        command.arg(name).arg("--dossier").arg(&self.folder).stderr(Stdio::null());
        self.ledger.iter().for_each(|ledger| {
            command.args(["--ledger", ledger]);
        });
        command
    }

    /// Asks each question several times.
    fn asked(&self) -> Result<Size, Failure> {
        let last = self.documents - 1;
        let found = heard(self.command("search").args([
            "dredgers",
            "--kind",
            "commitment",
            "--limit",
            "1",
            "--format",
            "json",
        ]))?;
        let reference = reference_of(&found)
            .ok_or_else(|| Failure::Format { path: self.folder.clone(), error: "no promise of dredgers".to_owned() })?;
        let mut seconds = Vec::new();
        for (question, _) in QUESTIONS {
            let put_in = |word: &str| match word {
                "FROM" => day(last - 30 * A_DAY),
                "MID" => day(last - 7 * A_DAY),
                "TO" => day(last),
                "REF" => reference.clone(),
                word => word.to_owned(),
            };
            let mut words = question.split(' ');
            let name = words.next().expect("a question has a name");
            let words: Vec<String> = words.map(put_in).collect();
            let mut fastest = f64::INFINITY;
            for _ in 0..RUNS {
                let start = Instant::now();
                heard(self.command(name).args(&words))?;
                fastest = fastest.min(start.elapsed().as_secs_f64());
            }
            seconds.push(rounded(fastest));
        }
        let file = self.folder.join("ledger.casus");
        let bytes = fs::metadata(&file).ok().filter(|_| self.ledger.is_none()).map(|it| it.len() as f64);
        Ok(Size {
            records: self.records,
            documents: self.documents,
            ingest_ms_per_document: rounded(self.ingest_ms_per_document.iter().copied().fold(f64::INFINITY, f64::min)),
            file_bytes_per_record: bytes.map(|bytes| rounded(bytes / self.records as f64)),
            seconds,
        })
    }
}

/// Takes a folder away, if it is there.
fn emptied(folder: &Path) -> Result<(), Failure> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(Failure::disk(folder)(error)),
        _ => Ok(()),
    }
}

/// Returns how many entries a line of `casus ingest` speaks of.
fn records_of(line: &str) -> Option<usize> {
    let words: Vec<&str> = line.split_whitespace().collect();
    let [.., count, "entries" | "entry"] = words[..] else { return None };
    count.parse().ok()
}

/// Returns the reference of the first entry that a search found.
fn reference_of(found: &str) -> Option<String> {
    let hits: serde_json::Value = serde_json::from_str(found).ok()?;
    Some(hits.get(0)?.get("ref")?.as_str()?.to_owned())
}

const STATES: [&str; 12] = [
    "Estavel",
    "Dunmere",
    "Fornland",
    "Kessara",
    "Dorvane",
    "Ilmark",
    "Norland",
    "Sudland",
    "Westmark",
    "Marrowland",
    "Callow",
    "Harland",
];
const GOODS: [&str; 10] = [
    "ferries",
    "engineers",
    "tents",
    "field hospitals",
    "water pumps",
    "trucks",
    "dredgers",
    "patrol boats",
    "buses",
    "cranes",
];
const TERMS: [&str; 5] = [
    "once the truce holds",
    "if the parliament ratifies the river treaty",
    "provided that the harbour is cleared",
    "as soon as the dam is repaired",
    "by the end of the year",
];
const PAPERS: [&str; 4] = ["The Heron", "The Basin Wire", "Harbour Courier", "The Salt Letter"];

/// Writes a document about invented states; no two are alike, and each tells of some ten things.
fn document(number: usize) -> String {
    let pick = |list: &[&'static str], salt: usize| list[(number * 7 + number / 13 + salt * 5) % list.len()];
    let mut text = format!("{} and {} meet again\n\n", pick(&STATES, 0), pick(&STATES, 1));
    for sentence in 0..5 {
        let (one, other) = (pick(&STATES, sentence * 2), pick(&STATES, sentence * 2 + 1));
        let (good, term) = (pick(&GOODS, sentence), pick(&TERMS, sentence));
        let count = 3 + (number * 31 + sentence * 17) % 900;
        let _ = match sentence {
            0 => writeln!(text, "{one} and {other} met in Port Sabel on Friday."),
            1 => writeln!(text, "{one} will send {count} {good} to {other} {term}."),
            2 => writeln!(text, "{one} pledged €{count} million for the Callow dam."),
            3 => writeln!(text, "“We will not pay twice,” said a spokesman for {one}, which has sent {count} {good}."),
            _ => writeln!(text, "{one} opposes the plan of {other}, and {other} is ready to host talks in May."),
        };
    }
    text
}

fn about(number: usize) -> String {
    let publisher = PAPERS[number % PAPERS.len()];
    format!(
        "{{\"published\": \"{}\", \"publisher\": \"{publisher}\", \"url\": \"https://heron.example/{number}\"}}",
        day(number)
    )
}

/// Returns the day on which a document is published: years have twelve months of 28 days, so that every day is one.
fn day(number: usize) -> String {
    let days = number / A_DAY;
    format!("{:04}-{:02}-{:02}", 2031 + days / 336, days / 28 % 12 + 1, days % 28 + 1)
}

impl Figures {
    fn table(&self) -> String {
        let Self { small, large, .. } = self;
        let mut table = format!("{:<52}{:>12}{:>12}{:>8}{:>8}\n", "", small.records, large.records, "ratio", "at most");
        let mut row = |name: &str, small: f64, large: f64, at_most: Option<f64>| {
            let ratio = rounded(large / small);
            let at_most = at_most.map(|bound| bound.to_string()).unwrap_or_default();
            let _ = writeln!(table, "{name:<52}{small:>12}{large:>12}{ratio:>8}{at_most:>8}");
        };
        let (of_small, of_large) = (small.ingest_ms_per_document, large.ingest_ms_per_document);
        row("ingest, ms per document", of_small, of_large, Some(INGEST_RATIO_MAX));
        for (((name, bound), small), large) in QUESTIONS.iter().zip(&small.seconds).zip(&large.seconds) {
            row(&format!("{name}, s"), *small, *large, *bound);
        }
        if let (Some(small), Some(large)) = (small.file_bytes_per_record, large.file_bytes_per_record) {
            row("file, bytes per record", small, large, None);
        }
        table
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documents_differ_and_days_are_days() {
        let all: std::collections::BTreeSet<String> = (0..2000).map(document).collect();
        assert_eq!(all.len(), 2000);
        assert_eq!([day(0), day(279), day(280), day(3360)], ["2031-01-01", "2031-01-28", "2031-02-01", "2032-01-01"]);
    }

    #[test]
    fn the_first_hit_is_the_one_that_is_asked_about() {
        assert_eq!(reference_of(r#"[{"ref": "5p7gvqam"}, {"ref": "43y0p4fa"}]"#).as_deref(), Some("5p7gvqam"));
        assert_eq!(reference_of("[]"), None);
    }

    #[test]
    fn entries_are_counted_from_what_ingest_says() {
        assert_eq!(records_of("a.txt: new, 8 entries"), Some(8));
        assert_eq!(records_of("a.txt: new, 1 entry"), Some(1));
        assert_eq!(records_of("a.txt: already known"), None);
    }
}
