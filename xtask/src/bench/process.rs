//! What does one run cost? Time and peak memory of the whole process, as the system counts them.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use wait4::Wait4;

use super::corpus::Corpus;
use crate::failure::Failure;

/// What is read, and on how many threads.
pub struct Load {
    /// What to call it.
    pub name: String,
    /// The number of threads.
    pub threads: usize,
    /// The documents.
    pub documents: Vec<PathBuf>,
    /// How much they hold.
    pub bytes: u64,
}

/// What one run cost.
#[derive(Clone, Copy, Debug)]
pub struct Figures {
    /// From start to end.
    pub seconds: f64,
    /// The most memory that was resident at once.
    pub peak_bytes: u64,
}

/// How a run ended.
pub enum Ending {
    /// It read the load.
    Read(Figures),
    /// It refused a document, with this message.
    Refused(String),
}

/// Runs `casus extract` over a load, with its output thrown away.
pub fn run(casus: &Path, load: &Load, corpus: &Corpus) -> Result<Ending, Failure> {
    let errors_path = corpus.long.with_file_name("errors.log");
    let errors = File::create(&errors_path).map_err(Failure::disk(&errors_path))?;
    let mut command = Command::new(casus);
    command.arg("extract").args(&load.documents).env("RAYON_NUM_THREADS", load.threads.to_string());
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(errors);
    let start = Instant::now();
    let failed = |error| Failure::Start { program: casus.display().to_string(), error };
    let used = command.spawn().map_err(failed)?.wait4().map_err(failed)?;
    let figures = Figures { seconds: start.elapsed().as_secs_f64(), peak_bytes: used.rusage.maxrss };
    if used.status.success() {
        return Ok(Ending::Read(figures));
    }
    fs::read_to_string(&errors_path).map(Ending::Refused).map_err(Failure::disk(&errors_path))
}
