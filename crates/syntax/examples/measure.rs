//! How fast does a pipeline load and read, and how much does it calculate?
//!
//! `measure FOLDER LIST THREADS` loads the pipeline in a folder, reads the texts whose paths stand in a file, one a line,
//! on some threads, and prints one line of JSON. `measure peak` prints how fast this machine multiplies on one thread when
//! it does nothing else. `cargo xtask bench syntax` runs both and sets them beside spaCy.

use std::error::Error;
use std::path::Path;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering::Relaxed};
use std::time::{Duration, Instant};
use std::{env, fs, thread};

use casus_syntax::{Pipeline, measure};
use serde_json::json;

/// How long the machine's peak is looked for; the best stretch of it counts.
const PEAK_TIME: Duration = Duration::from_secs(2);

/// The rounds that are timed at once: some milliseconds.
const PEAK_ROUNDS: u64 = 1_000_000;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let figures = match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["peak"] => json!({ "gflops": peak() / 1e9 }),
        [folder, list, threads] => reading(Path::new(folder), &texts(list)?, threads.parse()?)?,
        _ => return Err("usage: measure FOLDER LIST THREADS, or measure peak".into()),
    };
    println!("{figures}");
    Ok(())
}

fn texts(list: &str) -> Result<Vec<String>, Box<dyn Error>> {
    fs::read_to_string(list)?.lines().map(|path| Ok(String::from_utf8(fs::read(path)?)?)).collect()
}

fn reading(folder: &Path, texts: &[String], threads: usize) -> Result<serde_json::Value, Box<dyn Error>> {
    let start = Instant::now();
    let pipeline = Pipeline::open(folder)?;
    let load_seconds = start.elapsed().as_secs_f64();
    let (next, tokens, multiply_adds) = (AtomicUsize::new(0), AtomicU64::new(0), AtomicU64::new(0));
    let start = Instant::now();
    thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                let mut reader = pipeline.reader();
                while let Some(text) = texts.get(next.fetch_add(1, Relaxed)) {
                    tokens.fetch_add(reader.read(text).len() as u64, Relaxed);
                }
                multiply_adds.fetch_add(measure::multiply_adds(), Relaxed);
            });
        }
    });
    let seconds = start.elapsed().as_secs_f64();
    let operations = 2 * multiply_adds.into_inner();
    Ok(json!({ "load_seconds": load_seconds, "tokens": tokens, "seconds": seconds, "operations": operations }))
}

/// Returns the most operations in a second that this machine's best instructions have reached on one thread.
fn peak() -> f64 {
    let (start, mut best) = (Instant::now(), 0.0_f64);
    while start.elapsed() < PEAK_TIME {
        let start = Instant::now();
        let multiply_adds = measure::multiply_adds_at_peak(PEAK_ROUNDS);
        best = best.max(2.0 * multiply_adds as f64 / start.elapsed().as_secs_f64());
    }
    best
}
