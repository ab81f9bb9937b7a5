//! What does one run cost? Each in a process of its own, with what it prints and its peak memory.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde::Deserialize;
use serde::de::DeserializeOwned;
use wait4::Wait4;

use crate::failure::Failure;
use crate::oracle::Python;
use crate::tools::shown;

/// The example of the crate that measures, and the pipeline that it reads with.
pub struct Casus {
    /// The example.
    pub program: PathBuf,
    /// The folder of the pipeline.
    pub folder: PathBuf,
}

/// What one run of casus cost.
#[derive(Deserialize)]
pub struct CasusRun {
    /// How long loading took.
    pub load_seconds: f64,
    /// How many tokens were read.
    pub tokens: u64,
    /// How long reading took.
    pub seconds: f64,
    /// How many operations on numbers the products of matrices took.
    pub operations: u64,
    /// The most memory that was resident at once.
    #[serde(skip)]
    pub peak_bytes: u64,
}

impl Casus {
    /// Reads the texts of a list on some threads.
    pub fn read(&self, list: &Path, threads: usize) -> Result<CasusRun, Failure> {
        let mut command = Command::new(&self.program);
        command.arg(&self.folder).arg(list).arg(threads.to_string());
        let (run, peak_bytes) = answered::<CasusRun>(&mut command, list)?;
        Ok(CasusRun { peak_bytes, ..run })
    }

    /// Returns how many thousand million operations a second this machine reaches on one thread.
    pub fn peak(&self, list: &Path) -> Result<f64, Failure> {
        #[derive(Deserialize)]
        struct Peak {
            gflops: f64,
        }
        let (peak, _) = answered::<Peak>(Command::new(&self.program).arg("peak"), list)?;
        Ok(peak.gflops)
    }
}

/// A Python with spaCy, and the package of a pipeline.
pub struct Spacy<'a> {
    /// The Python.
    pub python: &'a Python,
    /// The package.
    pub package: &'a str,
}

/// What one run of spaCy cost.
#[derive(Deserialize)]
pub struct SpacyRun {
    /// How long loading took, without the import of its modules.
    pub load_seconds: f64,
    /// What reading cost with each size of a batch.
    pub runs: Vec<Batch>,
    /// The most memory that was resident at once.
    #[serde(skip)]
    pub peak_bytes: u64,
}

/// What reading cost with one size of a batch.
#[derive(Deserialize)]
pub struct Batch {
    /// The size.
    pub batch: usize,
    /// How many tokens were read.
    pub tokens: u64,
    /// How long it took.
    pub seconds: f64,
}

impl Batch {
    /// Returns how fast it was.
    pub fn tokens_per_s(&self) -> f64 {
        self.tokens as f64 / self.seconds
    }
}

impl Spacy<'_> {
    /// Reads the texts of a list once with each size of a batch.
    pub fn read(&self, list: &Path, sizes: &[usize]) -> Result<SpacyRun, Failure> {
        let sizes = sizes.iter().map(usize::to_string).collect::<Vec<_>>().join(",");
        let arguments = [self.package.as_ref(), list.as_os_str(), sizes.as_ref()];
        let (run, peak_bytes) = answered::<SpacyRun>(&mut self.python.script("spacy_bench.py", arguments), list)?;
        Ok(SpacyRun { peak_bytes, ..run })
    }
}

/// Runs a command; returns what the last line that it prints says, and its peak memory.
fn answered<T: DeserializeOwned>(command: &mut Command, beside: &Path) -> Result<(T, u64), Failure> {
    let path = beside.with_extension("out");
    let out = File::create(&path).map_err(Failure::disk(&path))?;
    let child = command.stdin(Stdio::null()).stdout(out).spawn();
    let used = child.and_then(|mut child| child.wait4());
    let used = used.map_err(|error| Failure::Start { program: shown(command), error })?;
    if !used.status.success() {
        return Err(Failure::Command { command: shown(command) });
    }
    let text = fs::read_to_string(&path).map_err(Failure::disk(&path))?;
    let answer = serde_json::from_str(text.lines().last().unwrap_or_default());
    let answer = answer.map_err(|error| Failure::Format { path: path.clone(), error: error.to_string() })?;
    Ok((answer, used.rusage.maxrss))
}
