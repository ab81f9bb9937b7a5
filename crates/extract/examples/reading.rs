//! How much does a reading cost beside its syntax?
//!
//! `reading FOLDER LIST` loads the pipeline in a folder and reads each text whose path stands in a file, one a line, once
//! and on one thread: what has been read before is remembered and costs less. It prints a line of JSON for each text: its
//! tokens, how many seconds its syntax took and the whole reading, that syntax included, and the most memory that the
//! process had held before it, with its syntax and with its reading. `cargo xtask bench reading` runs it again and again
//! and sums it up.

use std::error::Error;
use std::path::Path;
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
        let Costs { tokens, syntax, all, peaks } = timed(&source(fs::read_to_string(path)?), &mut reader);
        println!(r#"{{"tokens":{tokens},"syntax":{syntax},"all":{all},"peaks":{peaks:?}}}"#);
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
struct Costs {
    tokens: usize,
    syntax: f64,
    all: f64,
    /// The most memory that was resident before it, with its syntax and with the whole, in bytes.
    peaks: [u64; 3],
}

/// Returns how long this thread has been at work, in seconds: between the syntax of a long text and its reading, the machine
/// may turn to other things.
#[cfg(unix)]
fn worked() -> f64 {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    time.tv_sec as f64 + time.tv_nsec as f64 / 1e9
}

/// Returns how long the process has run, in seconds, where the work of a thread is not told.
#[cfg(not(unix))]
fn worked() -> f64 {
    static START: std::sync::LazyLock<std::time::Instant> = std::sync::LazyLock::new(std::time::Instant::now);
    START.elapsed().as_secs_f64()
}

/// Returns the most memory that this process has held so far, in bytes; 0 where the system does not tell.
fn peak() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<u64>().ok()).unwrap_or(0) * 1024
}

/// Reads a text as the engine does.
fn timed(source: &Source, reader: &mut Reader<'_>) -> Costs {
    let (peak_before, begun) = (peak(), worked());
    let unwrapped = Unwrapped::of(source);
    let paragraphs = unwrapped.paragraphs();
    let before = worked();
    let doc = reader.read_parts(unwrapped.source().text(), &paragraphs);
    let syntax = worked() - before;
    let peak_syntax = peak();
    let reading = unwrapped.back(read(unwrapped.source(), &Registry::default(), &doc));
    let all = worked() - begun;
    std::hint::black_box(reading);
    Costs { tokens: doc.len(), syntax, all, peaks: [peak_before, peak_syntax, peak()] }
}
