//! Which programs are run, how, and where do missing ones come from?

use std::io::{self, BufRead, BufReader, Write};
use std::process::{Command, Stdio};
use std::thread;

use crate::failure::Failure;

/// The release of cargo-deny that is installed where there is none.
const CARGO_DENY: &str = "0.20.2";

/// So many words of a command line are shown.
const WORDS_SHOWN: usize = 40;

/// A command line that can be shown; one of a great many words is cut short.
pub fn shown(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    let words: Vec<_> = words.map(|word| word.to_string_lossy()).collect();
    match words.len().saturating_sub(WORDS_SHOWN) {
        0 => words.join(" "),
        more => format!("{} … and {more} more words", words[..WORDS_SHOWN].join(" ")),
    }
}

/// Runs a command with its output on the screen.
pub fn run(command: &mut Command) -> Result<(), Failure> {
    println!("$ {}", shown(command));
    let status = command.stdin(Stdio::null()).status().map_err(start(command))?;
    finished(command, status.success())
}

/// Runs a command with its output on the screen, and returns the output too.
pub fn run_heard(command: &mut Command) -> (String, Result<(), Failure>) {
    println!("$ {}", shown(command));
    let child = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn();
    let mut child = match child {
        Ok(child) => child,
        Err(error) => return (String::new(), Err(start(command)(error))),
    };
    let stdout = child.stdout.take().expect("the output is piped");
    let stderr = child.stderr.take().expect("the errors are piped");
    let errors = thread::spawn(move || relay(stderr, io::stderr()));
    let mut heard = relay(stdout, io::stdout());
    heard.push_str(&errors.join().expect("relaying lines does not panic"));
    let status = child.wait().map_err(start(command));
    (heard, status.and_then(|status| finished(command, status.success())))
}

/// Runs a command and returns what it prints; its errors go to the screen.
pub fn heard(command: &mut Command) -> Result<String, Failure> {
    let output = command.stdin(Stdio::null()).stderr(Stdio::inherit()).output();
    let program = || command.get_program().to_string_lossy().into_owned();
    let output = output.map_err(|error| Failure::Start { program: program(), error })?;
    if !output.status.success() {
        return Err(Failure::Command { command: shown(command) });
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

fn relay(from: impl io::Read, mut to: impl Write) -> String {
    let mut heard = String::new();
    for line in BufReader::new(from).split(b'\n').map_while(Result::ok) {
        let line = String::from_utf8_lossy(&line);
        // A closed screen does not stop the tests.
        let _ = writeln!(to, "{line}");
        heard.push_str(&line);
        heard.push('\n');
    }
    heard
}

fn start(command: &Command) -> impl FnOnce(io::Error) -> Failure + use<> {
    let program = command.get_program().to_string_lossy().into_owned();
    move |error| Failure::Start { program, error }
}

fn finished(command: &Command, is_success: bool) -> Result<(), Failure> {
    if is_success { Ok(()) } else { Err(Failure::Command { command: shown(command) }) }
}

/// Returns a cargo command.
pub fn cargo(arguments: &[&str]) -> Command {
    let mut command = Command::new("cargo");
    command.args(arguments);
    command
}

/// Returns whether a subcommand of cargo is there.
pub fn has_cargo(subcommand: &str) -> bool {
    answers(cargo(&[subcommand, "--version"]))
}

/// Returns whether a program is there.
pub fn has(program: &str) -> bool {
    let mut command = Command::new(program);
    command.arg("--version");
    answers(command)
}

fn answers(mut command: Command) -> bool {
    let command = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command.status().is_ok_and(|status| status.success())
}

/// Sees to it that a component of the Rust toolchain is there.
pub fn ensure_component(subcommand: &str, component: &str) -> Result<(), Failure> {
    if has_cargo(subcommand) {
        return Ok(());
    }
    if has("rustup") {
        println!("`{component}` is missing: installing it");
        return run(Command::new("rustup").args(["component", "add", component]));
    }
    let hint = format!("add `{component}` to your Rust toolchain; rustup (https://rustup.rs) does it by itself");
    Err(Failure::Missing { tool: format!("cargo {subcommand}"), hint })
}

/// Sees to it that cargo-deny is there.
pub fn ensure_cargo_deny() -> Result<(), Failure> {
    if has_cargo("deny") {
        return Ok(());
    }
    println!("`cargo-deny` is missing: installing release {CARGO_DENY}, which takes some minutes once");
    run(&mut cargo(&["install", "--quiet", "--locked", "cargo-deny", "--version", CARGO_DENY]))
}
