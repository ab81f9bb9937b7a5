//! Does casus know who is who? Its entities beside those of annotated documents, scored by a program of others.

use std::path::PathBuf;

use clap::Args;

use crate::failure::Failure;
use crate::oracle::{Distribution, Python, Room};
use crate::tools::run;
use crate::workspace::Workspace;

/// The scorer, whose measures are those that papers on coreference compare by.
const SCORER: (&str, &str) = ("coreference-eval", "0.0.2");

/// What it counts with.
const NUMPY: (&str, &str) = ("numpy", "2.2.6");

/// What is scored, and where the scorer lies.
#[derive(Args)]
pub struct Wanted {
    /// The folder of the Python environment; made if it is not there.
    #[arg(long, value_name = "FOLDER")]
    python: Option<PathBuf>,
}

/// Reads the annotated documents, and prints how well the entities agree.
pub fn print(workspace: &Workspace, wanted: &Wanted) -> Result<(), Failure> {
    let room = Room { folder: wanted.python.as_deref(), name: "coreference", scripts: "xtask/eval" };
    let distributions = [Distribution::new(NUMPY.0, NUMPY.1), Distribution::new(SCORER.0, SCORER.1).by_itself()];
    let python = Python::with(workspace, &room, &distributions)?;
    run(&mut python.script("coreference.py", [workspace.target()]))
}
