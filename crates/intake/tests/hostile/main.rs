//! Inputs that were made to do harm, each with what becomes of it.
//!
//! Nothing here hangs, grows without bound or takes the process down. Most inputs are made when the test runs, since a file
//! that unpacks to gigabytes is better described than kept. What is expected is a list of counts: documents that are read,
//! things that are passed over, and refusals by the name of their error.

mod letter;
mod markup;
mod packed;
mod paper;
mod plain;
mod rows;
mod web;

use std::collections::BTreeMap;
use std::fs;
use std::io::Cursor;
use std::ops::ControlFlow;
use std::time::{Duration, Instant};

use casus_intake::{Found, Given, Input, document, items};

/// How long an input may take, unoptimised and on a busy machine.
const TIME_MAX: Duration = Duration::from_secs(60);

/// How much memory an input may take besides itself, in kilobytes.
const MEMORY_MAX_KB: u64 = 700 << 10;

/// One input.
struct Case {
    /// What is wrong with it.
    name: &'static str,
    /// What the file is called.
    file: &'static str,
    /// The file.
    bytes: Vec<u8>,
    /// What becomes of it.
    expected: &'static str,
}

/// Describes an input; it is made in its turn, and not held before.
type Made = (&'static str, &'static str, fn() -> Vec<u8>, &'static str);

fn all() -> Vec<Made> {
    [plain::CASES, markup::CASES, packed::CASES, letter::CASES, rows::CASES, web::CASES, paper::CASES].concat()
}

#[test]
fn each_hostile_input_has_its_clear_outcome() {
    let all = all();
    assert!(all.len() >= 100, "there are {} inputs", all.len());
    let wanted = std::env::var("CASUS_HOSTILE").ok();
    let mut wrong = Vec::new();
    for (name, file, make, expected) in all {
        if wanted.as_deref().is_some_and(|wanted| !name.contains(wanted)) {
            continue;
        }
        let case = Case { name, file, bytes: make(), expected };
        wrong.extend(tried(&case));
    }
    assert!(wrong.is_empty(), "{} inputs went another way:\n{}", wrong.len(), wrong.join("\n"));
}

/// Reads an input, and says what went another way than expected.
fn tried(case: &Case) -> Option<String> {
    let before_kb = forget_peak();
    let start = Instant::now();
    let outcome = outcome(case.file, &case.bytes);
    let time = start.elapsed();
    let grown_kb = peak_kb().saturating_sub(before_kb);
    let Case { name, expected, .. } = case;
    match () {
        () if outcome != *expected => Some(format!("{name}: {outcome}, and not {expected}")),
        () if time > TIME_MAX => Some(format!("{name}: took {time:?}")),
        () if grown_kb > MEMORY_MAX_KB => Some(format!("{name}: took {} MB", grown_kb >> 10)),
        () => None,
    }
}

/// Counts what becomes of everything in a file.
fn outcome(file: &str, bytes: &[u8]) -> String {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    let mut tell = |found: Found| {
        let kind = match found {
            Found::PassedOver { .. } => "passed over".to_owned(),
            Found::Refused { cause, .. } => refusal(&cause),
            Found::Item(item) => match document(&item, Given::default()) {
                Ok(document) => {
                    let origin = document.source.origin();
                    let lines = [&origin.title, &origin.publisher, &origin.byline].into_iter().flatten();
                    for line in lines {
                        assert!(!line.contains(|c: char| c.is_control() || c == '\u{202E}'), "{file}: {line:?}");
                    }
                    "read".to_owned()
                }
                Err(cause) => refusal(&cause),
            },
        };
        *counts.entry(kind).or_default() += 1;
        ControlFlow::Continue(())
    };
    let _ = items(Input::File(&mut Cursor::new(bytes)), file, &mut tell);
    let counts: Vec<String> = counts.iter().map(|(kind, count)| format!("{count} {kind}")).collect();
    if counts.is_empty() { "nothing".to_owned() } else { counts.join(", ") }
}

/// Names an error, and sees that it says what happened and what to do.
fn refusal(cause: &casus_intake::IntakeError) -> String {
    let (message, hint) = (cause.to_string(), cause.hint());
    assert!(!message.is_empty() && message.len() < 400 && !message.contains(char::is_control), "{message:?}");
    assert!(!hint.is_empty());
    format!("{cause:?}").chars().take_while(|character| character.is_alphanumeric()).collect()
}

/// Begins to measure the memory anew, and returns how much is in use; 0 where the system does not tell.
fn forget_peak() -> u64 {
    let _ = fs::write("/proc/self/clear_refs", "5");
    peak_kb()
}

fn peak_kb() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.trim().trim_end_matches(" kB").parse().ok()).unwrap_or(0)
}
