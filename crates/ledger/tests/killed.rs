//! Does a process that is killed while it ingests leave whole documents only?
//!
//! The test starts itself again as a child that ingests until it is killed with SIGKILL, at a moment drawn from a seed.
//! It does so ten times; `CASUS_KILLS=300` asks for as many as one has patience for.

#[allow(dead_code)]
#[path = "../src/tests/sample.rs"]
mod sample;

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::time::{Duration, Instant};
use std::{env, io, thread};

use casus_claim::Reading;
use casus_ledger::{Incoming, Ledger, Reader};
use casus_text::{Origin, Source};
use fastrand::Rng;
use jiff::Timestamp;
use libtest_mimic::{Arguments, Trial};

/// Tells the child which ledger to write to.
const CHILD: &str = "CASUS_LEDGER_TO_FILL";
/// Rounds on one ledger, so that it does not grow without end.
const ROUNDS_PER_LEDGER: usize = 10;

fn main() {
    if let Some(path) = env::var_os(CHILD) {
        return fill(Path::new(&path));
    }
    let trial = Trial::test("a_kill_leaves_whole_documents", || {
        kill_often();
        Ok(())
    });
    libtest_mimic::run(&Arguments::from_args(), vec![trial]).exit();
}

/// Kills the child again and again, and looks at what each kill leaves.
fn kill_often() {
    let rounds = env::var("CASUS_KILLS").map_or(10, |count| count.parse().expect("CASUS_KILLS is a number"));
    let seed = env::var("CASUS_SEED").map_or_else(|_| fastrand::u64(..), |seed| seed.parse().expect("a number"));
    println!("{rounds} kills, CASUS_SEED={seed}");
    let mut rng = Rng::with_seed(seed);
    let mut tally = Tally::default();
    for first in (0..rounds).step_by(ROUNDS_PER_LEDGER) {
        let folder = tempfile::tempdir().expect("there is room for a folder");
        let path = folder.path().join("ledger.sqlite");
        drop(Ledger::create(&path).expect("the folder is empty"));
        for _ in first..rounds.min(first + ROUNDS_PER_LEDGER) {
            round(&path, &mut rng, &mut tally);
        }
    }
    println!("{} left a journal, {} documents came in; each ledger is whole", tally.journals, tally.documents);
    // A kill may fall between two documents; that nearly all do would mean that the test misses its moment.
    assert!(tally.journals > 0, "no kill fell into a write");
}

#[derive(Default)]
struct Tally {
    journals: usize,
    documents: usize,
}

/// What the child prints.
#[derive(Debug, PartialEq)]
enum Line {
    Begun,
    Done(usize),
}

fn round(path: &Path, rng: &mut Rng, tally: &mut Tally) {
    let here = env::current_exe().expect("a test knows where it lies");
    let mut child = Command::new(here).env(CHILD, path).stdout(Stdio::piped()).spawn().expect("it starts again");
    let lines = lines(child.stdout.take().expect("its output is piped"));
    let done = kill_amid(&mut child, &lines, path, rng);
    tally.journals += usize::from(is_writing(path));
    let held = check(path);
    assert!(held >= done, "{done} documents were said to be in, and {held} are");
    tally.documents += held;
}

/// Returns whether a write has begun that has not ended.
fn is_writing(path: &Path) -> bool {
    path.with_extension("sqlite-journal").try_exists().expect("the folder is there")
}

/// Kills the child at a random moment, and returns how many documents it had said to be in.
///
/// Every other time the moment is one at which it is seen to write.
fn kill_amid(child: &mut Child, lines: &Receiver<Line>, path: &Path, rng: &mut Rng) -> usize {
    let mut done = 0;
    let mut note = |line: Line| match line {
        Line::Done(count) => done = count,
        Line::Begun => {}
    };
    for _ in 0..rng.usize(1..20) {
        note(lines.recv().expect("the child writes until it is killed"));
    }
    let until = Instant::now() + Duration::from_micros(rng.u64(0..30_000));
    while let Ok(line) = lines.recv_timeout(until.saturating_duration_since(Instant::now())) {
        note(line);
    }
    let must_be_writing = rng.bool();
    while must_be_writing && !is_writing(path) {
        assert!(child.try_wait().is_ok_and(|status| status.is_none()), "the child fell over by itself");
        thread::yield_now();
    }
    child.kill().expect("the child lives");
    child.wait().expect("the child was killed");
    lines.iter().for_each(note);
    done
}

fn lines(output: ChildStdout) -> Receiver<Line> {
    let (send, receive) = mpsc::channel();
    thread::spawn(move || {
        for line in BufReader::new(output).lines().map_while(Result::ok) {
            let line = line.parse().map_or(Line::Begun, Line::Done);
            if send.send(line).is_err() {
                return;
            }
        }
    });
    receive
}

/// Checks that the ledger holds the first documents, each of them whole, and returns how many.
fn check(path: &Path) -> usize {
    let ledger = Ledger::open_read_only(path).expect("a ledger opens after a kill");
    ledger.verify().expect("the ledger is whole");
    let known = ledger.known_at(None).expect("the ledger can be read");
    for (number, known) in known.iter().enumerate() {
        let (source, reading) = document(number);
        assert_eq!(known.source.origin(), source.origin());
        assert!(known.source.text() == source.text(), "document {number} has another text");
        assert_eq!(known.readings, [(reader(), reading)]);
        let original = ledger.original(&known.document).expect("the bytes fit their hash");
        assert!(original.as_deref() == Some(source.text().as_bytes()), "document {number} has other bytes");
    }
    known.len()
}

/// Ingests one document after the other, going on where another left off, and says so before and after each.
fn fill(path: &Path) {
    let mut ledger = Ledger::open(path).expect("the ledger is there");
    let start = ledger.known_at(None).expect("the ledger can be read").len();
    let mut out = io::stdout();
    for number in start.. {
        let (source, reading) = document(number);
        let incoming =
            Incoming { bytes: source.text().as_bytes(), source: &source, reader: &reader(), reading: &reading };
        writeln!(out, "begun").expect("somebody reads");
        let now = Timestamp::from_second(1_935_000_000 + number as i64).expect("the instant is in range");
        ledger.ingest(&incoming, now).expect("the ledger takes it");
        writeln!(out, "{}", number + 1).expect("somebody reads");
    }
}

fn reader() -> Reader {
    Reader::rules("casus 0.1.0 rules")
}

/// Every seventh document is larger than the cache of the database, which then writes before it commits.
fn document(number: usize) -> (Source, Reading) {
    let repeats = if number % 7 == 6 { 50_000 } else { 1 + number * 37 % 400 };
    let text = format!("Norland will send {number} ferries once the dykes hold. ").repeat(repeats);
    // Paths sort as their numbers do.
    let source = Source::new(text, Origin { path: format!("{number:06}.txt"), ..Origin::default() });
    let reading = sample::reading(&mut Rng::with_seed(number as u64), &source);
    (source, reading)
}
