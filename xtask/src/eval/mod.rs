//! How well does casus read, held against what people wrote down? One task a file.

#[path = "../../../crates/app/tests/suite/annotated.rs"]
mod annotated;
mod attribution;
mod coreference;
mod figures;
mod gold;
mod measured;
mod page;
pub mod pages;
mod records;
mod reliability;
mod times;

use clap::Subcommand;

use crate::failure::Failure;
use crate::workspace::Workspace;

/// What is scored.
#[derive(Subcommand)]
pub enum Task {
    /// Who says what: source, cue and content beside PolNeAR, with the kinds of error.
    Attribution(attribution::Wanted),
    /// Who is who: the annotated documents of suite/coreference, with MUC, B³, CEAF-e, CoNLL and LEA.
    Coreference(coreference::Wanted),
    /// When: expressions of time beside TempEval-3 and Recognizers-Text.
    Times(times::Wanted),
    /// Money: how a public specification of its forms is read.
    Figures(figures::Wanted),
    /// Pages: their articles and days beside what people copied and labelled, and beside trafilatura.
    Pages(pages::Wanted),
    /// Statements, offices and every other kind of record, beside documents with their gold records.
    Gold(gold::Wanted),
    /// What is learned from documents with gold records: how well it carries over to others, by cross-validation.
    Records(records::Wanted),
}

/// Scores and prints a table.
pub fn run(workspace: &Workspace, task: &Task) -> Result<(), Failure> {
    match task {
        Task::Attribution(wanted) => attribution::print(workspace, wanted),
        Task::Coreference(wanted) => coreference::print(workspace, wanted),
        Task::Times(wanted) => times::print(workspace, wanted),
        Task::Figures(wanted) => figures::print(workspace, wanted),
        Task::Pages(wanted) => pages::print(workspace, wanted),
        Task::Gold(wanted) => gold::print(workspace, wanted),
        Task::Records(wanted) => records::print(workspace, wanted),
    }
}
