//! The command as a user meets it: its output, its messages and its exit codes.

mod article;
mod brief;
mod care;
mod contradictions;
mod copies;
mod dating;
mod digest;
mod dossier;
mod extract;
mod fault_tree;
mod faults;
mod figures;
mod follows;
mod formats;
mod ground;
mod guard;
mod marked;
mod models;
mod outputs;
mod propositions;
mod readings;
mod refused;
mod review;
mod review_session;
mod stories;
mod syntax;
mod threads;
mod times;
mod usage;
mod watching;
mod who;

use std::path::{Path, PathBuf};
use std::process::Output;

use assert_cmd::Command;
use tempfile::TempDir;

/// A document with something in it to read.
const TEXT: &str = "Dykes before ferries\n\nEastport, 2 May 2031\n\n\
    Norland will pay €3 billion for the dykes if Sudland signs the river accord, its premier Ann Berg said.\n";

/// A folder of its own in which `casus` runs.
struct Room {
    folder: TempDir,
}

impl Room {
    fn new() -> Self {
        Self { folder: tempfile::tempdir().expect("a folder can be made") }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn put(&self, name: &str, bytes: impl AsRef<[u8]>) -> &Self {
        std::fs::write(self.path(name), bytes).expect("the folder can be written");
        self
    }

    fn command(&self, words: &[&str]) -> Command {
        let mut command = Command::new(casus());
        command.current_dir(self.folder.path()).args(words).env_remove("NO_COLOR").env_remove("CLICOLOR_FORCE");
        command
    }

    fn run(&self, words: &[&str]) -> Run {
        Run::of(self.command(words).output().expect("the command runs"))
    }

    fn run_on(&self, words: &[&str], stdin: impl Into<Vec<u8>>) -> Run {
        Run::of(self.command(words).write_stdin(stdin.into()).output().expect("the command runs"))
    }
}

fn casus() -> &'static Path {
    Path::new(env!("CARGO_BIN_EXE_casus"))
}

/// What a run of `casus` gave.
#[derive(Debug, PartialEq, Eq)]
struct Run {
    code: Option<i32>,
    stdout: String,
    stderr: String,
}

impl Run {
    fn of(output: Output) -> Self {
        let text = |bytes| String::from_utf8(bytes).expect("casus writes UTF-8");
        Self { code: output.status.code(), stdout: text(output.stdout), stderr: text(output.stderr) }
    }

    fn lines(&self) -> Vec<serde_json::Value> {
        self.stdout.lines().map(|line| serde_json::from_str(line).expect("a line is JSON")).collect()
    }
}
