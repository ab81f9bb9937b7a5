//! What is kept of a run? Its figures, with the machine and the corpus that they belong to.

use std::fmt::Write as _;
use std::fs;
use std::io::ErrorKind;
use std::path::Path;
use std::process::Command;
use std::thread;

use serde::{Deserialize, Serialize};

use super::process::{Figures, Load};
use super::{median, mega};
use crate::failure::Failure;

/// A run, as it stands in `bench/last.json`.
#[derive(Serialize, Deserialize)]
pub struct Record {
    /// Where it ran.
    pub machine: Machine,
    /// What was read.
    pub corpus: Corpus,
    /// How fast the bound is.
    pub bound_mb_per_s: f64,
    /// The figures.
    pub lines: Vec<Line>,
}

/// What was read.
#[derive(Serialize, Deserialize, PartialEq, Eq)]
pub struct Corpus {
    /// How many documents of the length of an article.
    pub documents: usize,
    /// How much they hold together.
    pub bytes: u64,
    /// The hash of what they hold.
    pub blake3: String,
}

/// Where it ran, and what.
#[derive(Serialize, Deserialize)]
pub struct Machine {
    /// The processor.
    pub processor: String,
    /// How many threads it runs at once.
    pub threads: usize,
    /// How much memory it has.
    pub memory_gb: f64,
    /// The compiler.
    pub compiler: String,
    /// The commit.
    pub commit: String,
}

/// The medians for one load.
#[derive(Serialize, Deserialize)]
pub struct Line {
    /// What was read, and how.
    pub name: String,
    /// How often it was run.
    pub runs: usize,
    /// How fast.
    pub mb_per_s: f64,
    /// How many documents.
    pub documents_per_s: f64,
    /// The most memory that was resident at once.
    pub peak_mb: f64,
    /// How fast beside the bound, which does far less.
    pub share_of_bound: f64,
}

impl Line {
    /// Takes the medians of some runs.
    pub fn of(load: &Load, figures: &[Figures], bound_mb_per_s: f64) -> Self {
        let seconds = median(figures.iter().map(|it| it.seconds).collect());
        let mb_per_s = mega(load.bytes) / seconds;
        Self {
            name: load.name.clone(),
            runs: figures.len(),
            mb_per_s: rounded(mb_per_s),
            documents_per_s: rounded(load.documents.len() as f64 / seconds),
            peak_mb: rounded(median(figures.iter().map(|it| mega(it.peak_bytes)).collect())),
            share_of_bound: rounded(mb_per_s / bound_mb_per_s),
        }
    }
}

/// Keeps three significant digits, which is more than the noise allows.
pub fn rounded(value: f64) -> f64 {
    format!("{value:.2e}").parse().expect("what a number prints is a number")
}

impl Machine {
    /// Looks around.
    pub fn here() -> Self {
        let fact = |path: &str, key: &str| {
            let text = fs::read_to_string(path).unwrap_or_default();
            let line = text.lines().find_map(|line| line.strip_prefix(key)?.split_once(':'));
            line.map_or_else(|| "unknown".to_owned(), |(_, value)| value.trim().to_owned())
        };
        let memory = fact("/proc/meminfo", "MemTotal");
        let memory_kib = memory.trim_end_matches(" kB").parse::<f64>().unwrap_or(f64::NAN);
        Self {
            processor: fact("/proc/cpuinfo", "model name"),
            threads: thread::available_parallelism().map_or(1, std::num::NonZero::get),
            memory_gb: rounded(memory_kib * 1024.0 / 1e9),
            compiler: answer("rustc", &["--version"]),
            commit: answer("git", &["describe", "--always", "--dirty", "--exclude", "*"]),
        }
    }
}

fn answer(program: &str, arguments: &[&str]) -> String {
    let output = Command::new(program).args(arguments).output();
    let text = output.map(|it| String::from_utf8_lossy(&it.stdout).trim().to_owned()).unwrap_or_default();
    if text.is_empty() { "unknown".to_owned() } else { text }
}

impl Record {
    /// Reads the last record, if there is one.
    pub fn read(path: &Path) -> Result<Option<Self>, Failure> {
        let text = match fs::read_to_string(path) {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            text => text.map_err(Failure::disk(path))?,
        };
        let record = serde_json::from_str(&text);
        record.map(Some).map_err(|error| Failure::Format { path: path.to_owned(), error: error.to_string() })
    }

    /// Writes the record for the next run to be compared with.
    pub fn write(&self, path: &Path) -> Result<(), Failure> {
        let folder = path.parent().expect("the record lies in a folder");
        fs::create_dir_all(folder).map_err(Failure::disk(folder))?;
        let text = serde_json::to_string_pretty(self).expect("a record is made of numbers and words") + "\n";
        fs::write(path, text).map_err(Failure::disk(path))
    }

    /// Returns a table of the figures, each beside the one of the last record.
    pub fn beside(&self, last: Option<&Record>) -> String {
        let mut table = self.setting(last);
        row(
            &mut table,
            ["", "runs", "MB/s", "(last)", "documents/s", "(last)", "peak MB", "(last)", "of bound", "(last)"]
                .map(str::to_owned),
        );
        for line in &self.lines {
            let before = last.and_then(|last| last.lines.iter().find(|it| it.name == line.name));
            let figures = [
                (line.mb_per_s, before.map(|it| it.mb_per_s)),
                (line.documents_per_s, before.map(|it| it.documents_per_s)),
                (line.peak_mb, before.map(|it| it.peak_mb)),
                (line.share_of_bound, before.map(|it| it.share_of_bound)),
            ];
            let cells =
                figures.map(|(value, last)| [value.to_string(), last.map_or("-".to_owned(), |it| it.to_string())]);
            let [[a, b], [c, d], [e, f], [g, h]] = cells;
            row(&mut table, [line.name.clone(), line.runs.to_string(), a, b, c, d, e, f, g, h]);
        }
        table
    }

    /// Says where the figures come from, and what makes them hard to compare.
    fn setting(&self, last: Option<&Record>) -> String {
        let machine = &self.machine;
        let (processor, threads, memory) = (&machine.processor, machine.threads, machine.memory_gb);
        let mut text =
            format!("{processor}, {threads} threads, {memory} GB, {}, commit {}\n", machine.compiler, machine.commit);
        let bound = rounded(self.bound_mb_per_s);
        let _ = writeln!(text, "bound: {bound} MB/s to read, check and cut into words on one thread");
        let Some(last) = last else { return text + "there is no record yet: `--record` makes one\n" };
        let _ =
            writeln!(text, "last record: commit {}, bound {} MB/s", last.machine.commit, rounded(last.bound_mb_per_s));
        if last.machine.processor != *processor || last.machine.threads != threads {
            let _ = writeln!(text, "note: recorded on another machine, {}; compare the shares", last.machine.processor);
        }
        if last.corpus != self.corpus {
            text.push_str("note: the sentences of the demo or the suite have changed since the record\n");
        }
        text
    }
}

fn row(table: &mut String, cells: [String; 10]) {
    let [name, runs, numbers @ ..] = cells;
    let numbers: String = numbers.iter().map(|it| format!(" {it:>11}")).collect();
    let _ = writeln!(table, "{name:<26} {runs:>4}{numbers}");
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(processor: &str, mb_per_s: f64) -> Record {
        let machine = Machine {
            processor: processor.to_owned(),
            threads: 2,
            memory_gb: 8.0,
            compiler: "rustc".to_owned(),
            commit: "abc".to_owned(),
        };
        let corpus = Corpus { documents: 10, bytes: 2_000_000, blake3: "00".to_owned() };
        let load = Load { name: "many".to_owned(), threads: 1, documents: Vec::new(), bytes: 2_000_000 };
        let line = Line::of(&load, &[Figures { seconds: 2.0 / mb_per_s, peak_bytes: 5_000_000 }], 40.0);
        Record { machine, corpus, bound_mb_per_s: 40.0, lines: vec![line] }
    }

    #[test]
    fn figures_stand_beside_those_of_the_last_record() {
        let table = record("one", 4.0).beside(Some(&record("one", 2.0)));
        let cells: Vec<_> = table.lines().last().expect("there is a line").split_whitespace().collect();
        assert_eq!(cells, ["many", "1", "4", "2", "0", "0", "5", "5", "0.1", "0.05"]);
        assert!(!table.contains("note:"), "{table}");
    }

    #[test]
    fn another_machine_and_no_record_are_said() {
        assert!(record("one", 4.0).beside(Some(&record("two", 4.0))).contains("recorded on another machine, two"));
        assert!(record("one", 4.0).beside(None).contains("there is no record yet"));
    }

    #[test]
    fn a_record_is_read_as_it_was_written() {
        let folder = tempfile::tempdir().expect("a folder can be made");
        let path = folder.path().join("bench/last.json");
        assert!(Record::read(&path).expect("a missing record is no error").is_none());
        record("one", 4.0).write(&path).expect("the record can be written");
        let read = Record::read(&path).expect("the record can be read").expect("there is a record");
        assert_eq!(read.lines[0].mb_per_s, 4.0);
        fs::write(&path, "{").expect("a file can be written");
        assert!(Record::read(&path).is_err());
    }
}
