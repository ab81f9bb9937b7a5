//! Who is killed? This program, started again, which does one step after the other and says so.

use std::io::{BufRead, BufReader, Write};
use std::process::{self, ChildStdout, Command, ExitCode, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::time::{Duration, Instant};
use std::{env, io, thread};

use casus_ledger::{Ledger, Location};

use crate::steps;

/// Tells the child which ledger to work on.
pub const PLACE: &str = "CASUS_LEDGER_TO_FILL";

/// How a child says that its database does not answer any more.
const FAILED: u8 = 9;

/// Does one step after the other, going on where another left off, and says so before and after each.
pub fn work(place: Location) -> ExitCode {
    let mut ledger = Ledger::open(place).expect("the ledger is there");
    let start = steps::held(&ledger);
    let mut out = io::stdout();
    for step in start.. {
        let _ = writeln!(out, "begun");
        if let Err(error) = steps::done(&mut ledger, step) {
            let _ = writeln!(out, "{error}");
            return ExitCode::from(FAILED);
        }
        let _ = writeln!(out, "{}", step + 1);
    }
    ExitCode::SUCCESS
}

/// A child at work, with what it says.
pub struct Child {
    process: process::Child,
    lines: Receiver<String>,
    done: usize,
}

impl Child {
    pub fn start(place: &Location) -> Self {
        let here = env::current_exe().expect("a test knows where it lies");
        let mut command = Command::new(here);
        let mut process = command.env(PLACE, address(place)).stdout(Stdio::piped()).spawn().expect("it starts again");
        let lines = lines(process.stdout.take().expect("its output is piped"));
        Self { process, lines, done: 0 }
    }

    /// Lets it say so many lines, and then work for so long.
    pub fn work_for(&mut self, lines: usize, microseconds: u64) {
        for _ in 0..lines {
            match self.lines.recv() {
                Ok(line) => self.note(line),
                Err(_) => return,
            }
        }
        let until = Instant::now() + Duration::from_micros(microseconds);
        while let Ok(line) = self.lines.recv_timeout(until.saturating_duration_since(Instant::now())) {
            self.note(line);
        }
    }

    /// Returns whether it has ended by itself.
    pub fn is_over(&mut self) -> bool {
        self.process.try_wait().expect("it can be asked").is_some()
    }

    /// Kills it, and returns how many steps it had said to be done.
    pub fn kill(mut self) -> usize {
        self.process.kill().expect("the child lives");
        self.end()
    }

    /// Waits until it has ended, and returns how many steps it had said to be done.
    pub fn end(mut self) -> usize {
        while let Ok(line) = self.lines.recv() {
            self.note(line);
        }
        let status = self.process.wait().expect("the child was there");
        // A signal gives no code.
        assert!(status.code().is_none_or(|code| code == i32::from(FAILED)), "the child fell over by itself: {status}");
        self.done
    }

    fn note(&mut self, line: String) {
        // It also says that it has begun, or why it stops.
        if let Ok(done) = line.parse() {
            self.done = done;
        }
    }
}

/// Returns the address that a child is given, under which its connections are told from others.
fn address(place: &Location) -> String {
    match place {
        Location::File(path) => path.display().to_string(),
        Location::Server(url) => format!("{url}&application_name={}", name(url)),
    }
}

/// Returns the name that the connections of children to a ledger go by: that of its schema.
pub fn name(url: &str) -> &str {
    url.rsplit("%3D").next().unwrap_or(url)
}

fn lines(output: ChildStdout) -> Receiver<String> {
    let (send, receive) = mpsc::channel();
    thread::spawn(move || {
        for line in BufReader::new(output).lines().map_while(Result::ok) {
            if send.send(line).is_err() {
                return;
            }
        }
    });
    receive
}
