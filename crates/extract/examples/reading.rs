//! How much does a reading cost beside its syntax?
//!
//! `reading FOLDER LIST` loads the pipeline in a folder and reads each text whose path stands in a file, one a line, once
//! and on one thread: what has been read before is remembered and costs less. It prints a line of JSON for each text: its
//! tokens, and how many seconds its syntax took and the whole reading, that syntax included. `cargo xtask bench reading`
//! runs it again and again and sums it up.

use std::error::Error;
use std::path::Path;
use std::time::Instant;
use std::{env, fs};

use casus_claim::Registry;
use casus_extract::{Unwrapped, read};
use casus_syntax::{Pipeline, Reader};
use casus_text::{DateOrigin, Origin, Published, Source};
use jiff::civil::date;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [folder, list] = &arguments[..] else { return Err("usage: reading FOLDER LIST".into()) };
    let pipeline = Pipeline::open(Path::new(folder))?;
    let mut reader = pipeline.reader();
    // The tables are loaded and the patterns compiled with the first text that is read.
    timed(&source(FIRST.to_owned()), &mut reader);
    for path in fs::read_to_string(list)?.lines() {
        let Times { tokens, syntax, all } = timed(&source(fs::read_to_string(path)?), &mut reader);
        println!(r#"{{"tokens":{tokens},"syntax":{syntax},"all":{all}}}"#);
    }
    Ok(())
}

/// A text that meets every table.
const FIRST: &str =
    "Ada Korn said that Estavel will pay €3 million on Friday if the truce holds. Callow must approve the loan.";

/// Returns a source of a text with a day, so that what hangs on it is worked out.
fn source(text: String) -> Source {
    let published = Some(Published { day: date(2031, 5, 7), origin: DateOrigin::Given });
    Source::new(text, Origin { published, ..Origin::default() })
}

/// What one reading of one text cost, in seconds.
struct Times {
    tokens: usize,
    syntax: f64,
    all: f64,
}

/// Reads a text as the engine does.
fn timed(source: &Source, reader: &mut Reader<'_>) -> Times {
    let start = Instant::now();
    let unwrapped = Unwrapped::of(source);
    let paragraphs = unwrapped.paragraphs();
    let before = Instant::now();
    let doc = reader.read_parts(unwrapped.source().text(), &paragraphs);
    let syntax = before.elapsed().as_secs_f64();
    let reading = unwrapped.back(read(unwrapped.source(), &Registry::default(), &doc));
    let all = start.elapsed().as_secs_f64();
    std::hint::black_box(reading);
    Times { tokens: doc.len(), syntax, all }
}
