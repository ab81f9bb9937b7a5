//! How did reading end? In a process of its own, which the system stops when it takes too much.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use wait4::Wait4;

use crate::failure::Failure;

/// The most memory that a process may ask for. A length that a file only claims must not be believed.
const MEMORY_KB: u64 = 8 << 20;

/// The least and the most time that a process may take on its processor.
const SECONDS: (u64, u64) = (60, 600);

/// Sets both bounds, and becomes the program.
const BOUNDED: &str = r#"ulimit -v "$1" && ulimit -t "$2" && shift 2 && exec "$@""#;

/// Reads texts with a pipeline.
pub struct Reader {
    program: PathBuf,
    /// The folder of the pipeline.
    pub model: PathBuf,
    seconds_max: u64,
}

/// How a process ended.
#[derive(Debug)]
pub struct Ending {
    /// What it printed, as lines of JSON.
    pub lines: PathBuf,
    /// Why it stopped, when it did not read everything.
    pub stopped: Option<Stopped>,
    /// The processor's time that it took.
    pub seconds: f64,
    /// The most memory that was resident at once.
    pub peak_bytes: u64,
}

/// Why a process stopped.
#[derive(Debug, PartialEq, Eq)]
pub enum Stopped {
    /// It said what is wrong, as it should.
    Refused(String),
    /// It panicked, was stopped by the system or said nothing.
    Broke(String),
}

impl Reader {
    /// Names a program and a pipeline, and how long everything together should take.
    pub fn new(program: PathBuf, model: PathBuf, seconds: u64) -> Self {
        Self { program, model, seconds_max: seconds.clamp(SECONDS.0, SECONDS.1) }
    }

    /// Reads files; what is printed goes into a folder.
    pub fn read(&self, files: &[PathBuf], folder: &Path) -> Result<Ending, Failure> {
        self.read_with(&self.model, files, folder)
    }

    /// Reads files with a pipeline in another folder.
    pub fn read_with(&self, model: &Path, files: &[PathBuf], folder: &Path) -> Result<Ending, Failure> {
        let (lines, errors) = (folder.join("lines.jsonl"), folder.join("errors.txt"));
        let create = |path: &Path| File::create(path).map_err(Failure::disk(path));
        let mut command = Command::new("sh");
        command.args(["-c", BOUNDED, "sh"]).args([MEMORY_KB, self.seconds_max].map(|it| it.to_string()));
        command.arg(&self.program).arg(model).args(files).env("RUST_BACKTRACE", "0");
        let child = command.stdin(Stdio::null()).stdout(create(&lines)?).stderr(create(&errors)?).spawn();
        let used = child.and_then(|mut child| child.wait4());
        let used = used.map_err(|error| Failure::Start { program: self.program.display().to_string(), error })?;
        let errors = fs::read(&errors).map_err(Failure::disk(&errors))?;
        let said = String::from_utf8_lossy(&errors).into_owned();
        let stopped =
            (!used.status.success()).then(|| Stopped::of(used.status.code(), &said, &used.status.to_string()));
        let seconds = (used.rusage.utime + used.rusage.stime).as_secs_f64();
        Ok(Ending { lines, stopped, seconds, peak_bytes: used.rusage.maxrss })
    }
}

impl Stopped {
    /// Tells a refusal, which ends with the code 1 and says why on one line, from everything else.
    fn of(code: Option<i32>, said: &str, status: &str) -> Self {
        let said = said.trim();
        match said.strip_prefix("error: ") {
            Some(why) if code == Some(1) && !why.is_empty() && !why.contains('\n') => Self::Refused(why.to_owned()),
            _ => Self::Broke(format!("{status}: {}", said.chars().take(400).collect::<String>())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_clear_message_is_a_refusal() {
        let refused = Stopped::Refused("`ner/model` of the pipeline is damaged: it ends early".to_owned());
        assert_eq!(Stopped::of(Some(1), "error: `ner/model` of the pipeline is damaged: it ends early\n", ""), refused);
        let broke = |code, said| matches!(Stopped::of(code, said, "status"), Stopped::Broke(_));
        assert!(broke(Some(101), "thread 'main' panicked at src/lib.rs:1:1:\noh"));
        assert!(broke(Some(101), "error: a message from a program that panicked"));
        assert!(broke(Some(1), ""));
        assert!(broke(Some(1), "error: two\nlines"));
        assert!(broke(None, "memory allocation of 99999999999 bytes failed"));
    }

    #[test]
    fn a_process_that_takes_too_much_is_stopped() {
        let folder = tempfile::tempdir().expect("a folder can be made");
        let greedy = Reader::new("python3".into(), "-c".into(), 60);
        let program = [PathBuf::from("x = bytes(1 << 40)")];
        let ending = greedy.read(&program, folder.path()).expect("a shell is there");
        assert!(matches!(ending.stopped, Some(Stopped::Broke(_))), "{ending:?}");
    }
}
