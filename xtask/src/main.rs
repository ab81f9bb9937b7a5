//! What does the project do with itself? Its own commands: the demo, the tests, the benches, the blessing and the documents.

mod bench;
mod bless;
mod demo;
mod documents;
mod eval;
mod failure;
mod finding;
mod fuzz;
mod learn;
mod model;
mod oracle;
mod postgres;
mod release;
mod stage;
mod test;
mod tools;
mod tree;
mod workspace;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::failure::Failure;
use crate::workspace::Workspace;

/// The project's own commands.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Cli {
    #[command(subcommand)]
    command: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Builds casus, reads the demo dossier and shows its brief.
    Demo,
    /// Runs everything that every change must pass.
    Test {
        /// Leaves out what takes minutes: licences, the documentation, the demo.
        #[arg(long)]
        quick: bool,
    },
    /// Measures how fast and in how much memory casus reads, beside the last recorded run.
    #[command(args_conflicts_with_subcommands = true)]
    Bench {
        /// Writes the figures to bench/last.json.
        #[arg(long)]
        record: bool,
        /// Measures one room by itself.
        #[command(subcommand)]
        room: Option<bench::Room>,
    },
    /// Writes what the tests expect from what casus gives; read the diff.
    Bless,
    /// Checks what the documents claim, or writes what the commands in them print.
    Documents {
        /// Rewrites the outputs; read the diff.
        #[arg(long)]
        bless: bool,
    },
    /// Scores what casus reads against what people wrote down.
    Eval {
        #[command(subcommand)]
        task: eval::Task,
    },
    /// Tries to break a room with odd input.
    Fuzz {
        #[command(subcommand)]
        room: fuzz::Room,
    },
    /// Finds the weights that the reader comes with.
    Learn {
        #[command(subcommand)]
        task: learn::Task,
    },
    /// Keeps a PostgreSQL server for tests that are run by hand, until it is interrupted.
    Postgres,
    /// Compares what casus and spaCy say of every token, in a Python environment outside the tree.
    Oracle(oracle::Wanted),
}

fn main() -> ExitCode {
    match run(Cli::parse().command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("error: {failure}");
            if let Some(hint) = failure.hint() {
                eprintln!("hint: {hint}");
            }
            ExitCode::FAILURE
        }
    }
}

fn run(task: Task) -> Result<(), Failure> {
    let workspace = Workspace::open()?;
    match task {
        Task::Demo => demo::show(&workspace),
        Task::Test { quick } => {
            test::run_stages(&workspace, if quick { test::Extent::Quick } else { test::Extent::Full })
        }
        Task::Bench { room: Some(bench::Room::Syntax(wanted)), .. } => bench::syntax::measure(&workspace, &wanted),
        Task::Bench { room: Some(bench::Room::Reading(wanted)), .. } => bench::reading::measure(&workspace, &wanted),
        Task::Bench { room: Some(bench::Room::Ledger(wanted)), .. } => bench::ledger::measure(&workspace, &wanted),
        Task::Bench { room: Some(bench::Room::Pages(wanted)), .. } => bench::pages::measure(&workspace, &wanted),
        Task::Bench { room: Some(bench::Room::Reason(wanted)), .. } => bench::reason::measure(&workspace, &wanted),
        Task::Bench { room: Some(bench::Room::Warc(wanted)), .. } => bench::crawl::measure(&workspace, &wanted),
        Task::Bench { record, room: None } => bench::measure(&workspace, record),
        Task::Bless => bless::rewrite(&workspace),
        Task::Documents { bless } => {
            release::build(&workspace)?;
            if bless { documents::bless(&workspace) } else { documents::check(&workspace) }
        }
        Task::Eval { task } => eval::run(&workspace, &task),
        Task::Fuzz { room: fuzz::Room::Syntax(wanted) } => fuzz::syntax(&workspace, &wanted),
        Task::Learn { task } => learn::run_task(&workspace, &task),
        Task::Postgres => postgres::keep(),
        Task::Oracle(wanted) => oracle::run(&workspace, &wanted),
    }
}
