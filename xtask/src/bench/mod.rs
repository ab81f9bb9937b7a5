//! How fast and in how much memory does casus read? Figures of the whole process, beside those of the last record.
//!
//! The machine may be busy with other things. So each figure is the median of several runs, and stands beside a bound
//! measured between the same runs: what it costs only to read the same bytes, check them and cut them into words.

mod bound;
mod corpus;
pub mod crawl;
mod growth;
pub mod ledger;
pub mod pages;
mod process;
pub mod reading;
pub mod reason;
mod record;
pub mod syntax;

use std::num::NonZero;
use std::thread;

use clap::Subcommand;

use crate::failure::Failure;
use crate::release;
use crate::workspace::Workspace;

use corpus::Corpus;
use process::{Ending, Figures, Load};
use record::{Corpus as CorpusFacts, Line, Record};
pub use record::{Machine, rounded};

/// A room that is measured by itself.
#[derive(Subcommand)]
pub enum Room {
    /// Measures how fast sentences are read, beside spaCy.
    Syntax(syntax::Wanted),
    /// Measures what a whole reading costs beside its syntax.
    Reading(reading::Wanted),
    /// Measures what a ledger costs when it is large beside what it costs when it is small.
    Ledger(ledger::Wanted),
    /// Measures how many pages a second give their articles, beside trafilatura.
    Pages(pages::Wanted),
    /// Measures how fast a large crawl is gone through, beside warcio.
    Warc(crawl::Wanted),
    /// Measures how long fault trees take, beside SCRAM.
    Reason(reason::Wanted),
}

/// How often each load is run at most.
const RUNS_MAX: usize = 5;

/// A load whose runs have taken this long is not run again.
const SECONDS_MAX: f64 = 30.0;

/// Measures, prints the figures beside the last record, and keeps them as the record when asked to.
pub fn measure(workspace: &Workspace, is_to_record: bool) -> Result<(), Failure> {
    release::build(workspace)?;
    let corpus = Corpus::make(workspace)?;
    println!("{} documents, {:.1} MB; up to {RUNS_MAX} runs of each load", corpus.documents.len(), mega(corpus.bytes));
    let record = measured(workspace, &corpus)?;
    let path = workspace.root().join("bench/last.json");
    let last = Record::read(&path)?;
    print!("{}", record.beside(last.as_ref()));
    if is_to_record {
        record.write(&path)?;
        println!("recorded in {}", path.display());
    }
    Ok(())
}

fn measured(workspace: &Workspace, corpus: &Corpus) -> Result<Record, Failure> {
    let mut bounds = vec![bound(corpus)?];
    let mut trials = first_trials(workspace, corpus)?;
    for _ in 1..RUNS_MAX {
        // What is compared is measured in turn, so that a busy minute falls on all alike.
        bounds.push(bound(corpus)?);
        for trial in trials.iter_mut().filter(|trial| trial.seconds() < SECONDS_MAX) {
            match process::run(&workspace.casus(), &trial.load, corpus)? {
                Ending::Read(figures) => trial.figures.push(figures),
                Ending::Refused(message) => return Err(Failure::Refused { load: trial.load.name.clone(), message }),
            }
        }
    }
    let bound_mb_per_s = median(bounds);
    let lines = trials.iter().map(|trial| Line::of(&trial.load, &trial.figures, bound_mb_per_s)).collect();
    let facts = CorpusFacts { documents: corpus.documents.len(), bytes: corpus.bytes, blake3: corpus.blake3.clone() };
    Ok(Record { machine: Machine::here(), corpus: facts, bound_mb_per_s, lines })
}

fn bound(corpus: &Corpus) -> Result<f64, Failure> {
    Ok(mega(corpus.bytes) / bound::seconds(&corpus.documents)?)
}

/// A load with what its runs have cost.
struct Trial {
    load: Load,
    figures: Vec<Figures>,
}

impl Trial {
    fn seconds(&self) -> f64 {
        self.figures.iter().map(|it| it.seconds).sum()
    }
}

/// Runs each load once, and says which are refused.
fn first_trials(workspace: &Workspace, corpus: &Corpus) -> Result<Vec<Trial>, Failure> {
    let mut trials = Vec::new();
    for load in loads(corpus) {
        match process::run(&workspace.casus(), &load, corpus)? {
            Ending::Read(figures) => trials.push(Trial { load, figures: vec![figures] }),
            Ending::Refused(message) => println!("{}: refused and not measured: {}", load.name, message.trim()),
        }
    }
    Ok(trials)
}

fn loads(corpus: &Corpus) -> Vec<Load> {
    let cores = thread::available_parallelism().map_or(1, NonZero::get);
    let load = |name: &str, threads, documents: &[_], bytes| Load {
        name: name.to_owned(),
        threads,
        documents: documents.to_vec(),
        bytes,
    };
    vec![
        load("many documents, 1 thread", 1, &corpus.documents, corpus.bytes),
        load(&format!("many documents, {cores} threads"), cores, &corpus.documents, corpus.bytes),
        load("1 long document", 1, std::slice::from_ref(&corpus.long), corpus.long_bytes),
        load("1 long line", 1, std::slice::from_ref(&corpus.line), corpus.line_bytes),
    ]
}

/// Returns the middle value; of an even number of values, the mean of the two in the middle.
fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    let middle = values.len() / 2;
    if values.len().is_multiple_of(2) { (values[middle - 1] + values[middle]) / 2.0 } else { values[middle] }
}

fn mega(bytes: u64) -> f64 {
    bytes as f64 / 1e6
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_is_the_middle_value() {
        assert_eq!(median(vec![3.0, 1.0, 2.0]), 2.0);
        assert_eq!(median(vec![4.0, 1.0, 3.0, 2.0]), 2.5);
    }
}
