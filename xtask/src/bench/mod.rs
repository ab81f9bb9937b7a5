//! How fast and in how much memory does casus read? Figures of the whole process, beside those of the last record.
//!
//! The machine may be busy with other things. So each figure is the median of several runs, and stands beside a bound
//! measured between the same runs: what it costs only to read the same bytes, check them and cut them into words.

mod bound;
mod corpus;
mod process;
mod record;

use std::num::NonZero;
use std::thread;

use crate::failure::Failure;
use crate::release;
use crate::workspace::Workspace;

use corpus::Corpus;
use process::{Ending, Figures, Load};
use record::{Corpus as CorpusFacts, Line, Record};

/// How often each thing is measured.
const RUNS: usize = 5;

/// Measures, prints the figures beside the last record, and keeps them as the record when asked to.
pub fn measure(workspace: &Workspace, is_to_record: bool) -> Result<(), Failure> {
    release::build(workspace)?;
    let corpus = Corpus::make(workspace)?;
    println!("{} documents, {:.1} MB; {RUNS} runs of each", corpus.documents.len(), mega(corpus.bytes));
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
    let loads = loads_read(workspace, corpus)?;
    let mut bounds = Vec::new();
    let mut figures: Vec<Vec<Figures>> = loads.iter().map(|_| Vec::new()).collect();
    for _ in 0..RUNS {
        // What is compared is measured in turn, so that a busy minute falls on all alike.
        bounds.push(mega(corpus.bytes) / bound::seconds(&corpus.documents)?);
        for (load, figures) in loads.iter().zip(&mut figures) {
            match process::run(&workspace.casus(), load, corpus)? {
                Ending::Read(measured) => figures.push(measured),
                Ending::Refused(message) => return Err(Failure::Refused { load: load.name.clone(), message }),
            }
        }
    }
    let bound_mb_per_s = median(bounds);
    let line = |(load, figures): (&Load, Vec<Figures>)| Line::of(load, figures, bound_mb_per_s);
    let lines = loads.iter().zip(figures).map(line).collect();
    let facts = CorpusFacts { documents: corpus.documents.len(), bytes: corpus.bytes, blake3: corpus.blake3.clone() };
    Ok(Record { machine: record::Machine::here(), corpus: facts, bound_mb_per_s, lines })
}

/// Runs each load once, so that its files are in the system's memory, and says which are refused.
fn loads_read(workspace: &Workspace, corpus: &Corpus) -> Result<Vec<Load>, Failure> {
    let mut read = Vec::new();
    for load in loads(corpus) {
        match process::run(&workspace.casus(), &load, corpus)? {
            Ending::Read(_) => read.push(load),
            Ending::Refused(message) => println!("{}: refused and not measured: {}", load.name, message.trim()),
        }
    }
    Ok(read)
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
