//! How many pages a second does casus read, on one thread and on two, beside trafilatura on one?
//!
//! Casus is timed as a process, its start and the reading of the files included; trafilatura in its process, without
//! either. The two take turns, so that a busy minute falls on both alike, and each figure is the median of the rounds.

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::Instant;

use clap::Args;
use serde::{Deserialize, Serialize};

use super::record::{Machine, rounded};
use super::{RUNS_MAX, median};
use crate::eval::pages::{trafilatura, unpacked};
use crate::failure::Failure;
use crate::release;
use crate::workspace::Workspace;

/// What is measured.
#[derive(Args)]
pub struct Wanted {
    /// The folder with the pages, `NAME.html` or `NAME.html.gz`.
    #[arg(long, value_name = "DIR")]
    pages: PathBuf,
    /// A Python that has trafilatura, to be measured in turn.
    #[arg(long, value_name = "PROGRAM")]
    python: Option<PathBuf>,
    /// Writes the figures to bench/pages.json.
    #[arg(long)]
    record: bool,
}

/// The figures, as they stand in `bench/pages.json`.
#[derive(Serialize)]
struct Figures {
    machine: Machine,
    pages: usize,
    rounds: usize,
    /// Pages a second.
    casus_one_thread: f64,
    casus_two_threads: f64,
    trafilatura: Option<f64>,
    trafilatura_version: Option<String>,
}

/// The last line of the script that runs trafilatura.
#[derive(Deserialize)]
struct Timed {
    version: String,
    seconds: Vec<f64>,
}

/// Measures, prints the figures, and keeps them when asked to.
pub fn measure(workspace: &Workspace, wanted: &Wanted) -> Result<(), Failure> {
    release::build(workspace)?;
    let pages = unpacked(workspace, &wanted.pages)?;
    let (mut one, mut two, mut other, mut version) = (Vec::new(), Vec::new(), Vec::new(), None);
    for _ in 0..RUNS_MAX {
        one.push(seconds(workspace, 1, &pages)?);
        two.push(seconds(workspace, 2, &pages)?);
        if let Some(python) = &wanted.python {
            // The first round of a process makes what later ones find made.
            let printed = trafilatura(workspace, python, 2, &pages)?;
            let timed = serde_json::from_str::<Timed>(printed.lines().last().unwrap_or_default());
            let timed = timed.map_err(|error| Failure::Format { path: python.clone(), error: error.to_string() })?;
            other.extend(timed.seconds.last());
            version = Some(timed.version);
        }
    }
    let per_second = |seconds: Vec<f64>| rounded(pages.len() as f64 / median(seconds));
    let figures = Figures {
        machine: Machine::here(),
        pages: pages.len(),
        rounds: RUNS_MAX,
        casus_one_thread: per_second(one),
        casus_two_threads: per_second(two),
        trafilatura: (!other.is_empty()).then(|| per_second(other)),
        trafilatura_version: version,
    };
    let text = serde_json::to_string_pretty(&figures).expect("a record is made of numbers and words") + "\n";
    print!("{text}");
    if wanted.record {
        let path = workspace.root().join("bench/pages.json");
        fs::write(&path, text).map_err(Failure::disk(&path))?;
    }
    Ok(())
}

/// Runs `casus article` over the pages with its output thrown away, and returns how long it took.
fn seconds(workspace: &Workspace, threads: usize, pages: &[PathBuf]) -> Result<f64, Failure> {
    let mut command = Command::new(workspace.casus());
    command.arg("article").args(pages).env("RAYON_NUM_THREADS", threads.to_string());
    command.stdin(Stdio::null()).stdout(Stdio::null());
    let start = Instant::now();
    let failed = |error| Failure::Start { program: workspace.casus().display().to_string(), error };
    let status = command.status().map_err(failed)?;
    let seconds = start.elapsed().as_secs_f64();
    if status.success() { Ok(seconds) } else { Err(Failure::Command { command: "casus article".to_owned() }) }
}
