//! How well does casus read, held against what people wrote down? One task a file.

#[path = "../../../crates/app/tests/suite/annotated.rs"]
mod annotated;
mod coreference;

use clap::Subcommand;

use crate::failure::Failure;
use crate::workspace::Workspace;

/// What is scored.
#[derive(Subcommand)]
pub enum Task {
    /// Who is who: the annotated documents of suite/coreference, with MUC, B³, CEAF-e, CoNLL and LEA.
    Coreference(coreference::Wanted),
}

/// Scores and prints a table.
pub fn run(workspace: &Workspace, task: &Task) -> Result<(), Failure> {
    match task {
        Task::Coreference(wanted) => coreference::print(workspace, wanted),
    }
}
