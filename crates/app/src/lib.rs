//! Where does it meet people?
//!
//! In go the words of a command line; out come text, JSON or a page, messages that say what to do, and an exit code.
//! This is the only room that touches the disk and the terminal. [`wire`] is what others' programs see, [`readout`] what
//! a person sees.

mod address;
mod article;
mod attributions;
mod backup;
mod brief;
mod clock;
mod command;
mod common_ground;
mod complete;
mod contradictions;
mod copies;
mod coverage;
mod dating;
mod diff;
mod digest;
mod entities;
mod error;
mod expand;
mod extract;
pub mod face;
mod fault_tree;
mod figures;
mod folder;
mod follows;
mod guard;
mod ingest;
mod init;
mod input;
mod items;
mod many;
mod marked;
mod model;
mod output;
mod progress;
mod propositions;
mod read;
mod readers;
pub mod readout;
mod redact;
mod report;
mod review;
mod search;
mod show;
mod stories;
mod syntax;
mod take;
mod threads;
mod times;
mod verify;
mod watch;
mod web;
mod what_if;
mod who;
mod who_decides;
pub mod wire;

use std::ffi::OsString;
use std::process::ExitCode;
use std::{panic, thread};

use clap::Parser;

use clock::Clock;
use command::{Command, CommandLine, Model};
use error::Error;

/// Runs the command `casus` with the words of a command line, the first of which is its own name.
pub fn run(words: impl IntoIterator<Item = OsString>) -> ExitCode {
    quiet_readers();
    let result = match CommandLine::try_parse_from(words) {
        Ok(CommandLine { command, now }) => obey(command, &Clock(now)),
        Err(usage) => return answer(&usage),
    };
    let error = match result {
        Ok(()) => return ExitCode::SUCCESS,
        Err(error) => error,
    };
    report::error(&error);
    ExitCode::from(error.exit_code())
}

/// Keeps a reader that stumbles over an odd file from saying so by itself: what it was is told as an error of that file.
fn quiet_readers() {
    let tell = panic::take_hook();
    panic::set_hook(Box::new(move |panicked| {
        if thread::current().name() != Some(casus_engine::intake::PDF_THREAD) {
            tell(panicked);
        }
    }));
}

fn obey(command: Command, clock: &Clock) -> Result<(), Error> {
    match command {
        Command::Read(options) => read::read(&options),
        Command::Extract(options) => extract::extract(&options),
        Command::Entities(options) => entities::entities(&options),
        Command::Attributions(options) => attributions::attributions(&options),
        Command::Times(options) => times::times(&options),
        Command::Figures(options) => figures::figures(&options),
        Command::Items(options) => items::items(&options),
        Command::Article(options) => article::article(&options, clock),
        Command::Init(options) => init::init(&options),
        Command::Ingest(options) => ingest::ingest(&options, clock),
        Command::Brief(options) => brief::brief(&options),
        Command::Contradictions(options) => contradictions::contradictions(&options),
        Command::Dating(options) => dating::dating(&options),
        Command::Propositions(options) => propositions::propositions(&options),
        Command::Copies(options) => copies::copies(&options),
        Command::Stories(options) => stories::stories(&options),
        Command::Coverage(options) => coverage::coverage(&options),
        Command::WhatIf(options) => what_if::what_if(&options),
        Command::Goal(options) => follows::goal(&options),
        Command::Why(options) => follows::why(&options),
        Command::Deadlocks(options) => follows::deadlocks(&options),
        Command::CommonGround(options) => common_ground::common_ground(&options),
        Command::WhoDecides(options) => who_decides::who_decides(&options),
        Command::Threads(options) => threads::threads(&options),
        Command::Diff(options) => diff::diff(&options),
        Command::Digest(options) => digest::digest(&options, clock),
        Command::Show(options) => show::show(&options),
        Command::Search(options) => search::search(&options),
        Command::Watch(options) => watch::watch(&options, clock),
        Command::Who(options) => who::who(&options),
        Command::Review(options) => review::review(&options, clock),
        Command::Verify(options) => verify::verify(&options),
        Command::Backup(options) => backup::backup(&options),
        Command::Restore(options) => backup::restore(&options),
        Command::Redact(options) => redact::redact(&options, clock),
        Command::FaultTree(options) => fault_tree::fault_tree(&options),
        Command::Syntax(options) => syntax::syntax(&options),
        Command::Model(Model { action }) => model::model(&action, clock),
        Command::Completions { shell } => complete::complete(shell),
    }
}

/// Prints what clap answers: help and version go to standard output, wrong use to standard error.
fn answer(usage: &clap::Error) -> ExitCode {
    let printed = usage.print().map_err(output::to_stdout);
    match printed {
        Err(error) if !usage.use_stderr() => {
            report::error(&error);
            ExitCode::from(error.exit_code())
        }
        _ => ExitCode::from(if usage.use_stderr() { error::WRONG_USE } else { 0 }),
    }
}

#[cfg(test)]
mod sample;
