//! `casus threads`: how did what a dossier tells develop, and what is promised twice?

use casus_claim::Reference;
use casus_engine::Chronicle;
use casus_engine::ledger::thread::{Double, Thread, ThreadKind};

use crate::brief::Desk;
use crate::command::{Kind, Threads, ThreadsFormat, or_by_place};
use crate::error::{Error, shown};
use crate::guard::Out;
use crate::{face, output, report, wire};

/// Prints the threads of a dossier, the history of one of them, or what is promised twice.
pub(crate) fn threads(options: &Threads) -> Result<(), Error> {
    let format = or_by_place(options.format, ThreadsFormat::Text, ThreadsFormat::Json);
    let asked = options.asked();
    let desk = Desk::open(&asked)?;
    if let Some(path) = &options.html {
        desk.check_out(Out { option: "--html", path })?;
    }
    let chronicle = desk.chronicle(options.as_of, options.known_at)?;
    let threads = chronicle.threads();
    let answer = Answer::of(options, &chronicle, &threads)?;
    match format {
        ThreadsFormat::Json => output::print((answer.json(&chronicle, &threads) + "\n").as_bytes())?,
        ThreadsFormat::Text => output::print_styled(&answer.text(&chronicle, &threads, output::width()))?,
        ThreadsFormat::Html => output::print(answer.html(&chronicle, &threads).as_bytes())?,
    }
    let Some(path) = &options.html else { return Ok(()) };
    output::write_file(path, &answer.html(&chronicle, &threads))?;
    report::note(&format!("the page is in `{}`", shown(path)));
    Ok(())
}

/// What was asked for.
enum Answer<'t> {
    /// Threads, each in short.
    List(Vec<&'t Thread>),
    /// The threads of one entry, with all their steps.
    History(Vec<&'t Thread>),
    /// What is promised twice.
    Doubles(Vec<Double>),
}

impl<'t> Answer<'t> {
    fn of(options: &Threads, chronicle: &Chronicle, threads: &'t [Thread]) -> Result<Self, Error> {
        if let Some(typed) = &options.reference {
            return Ok(Self::History(one(threads, typed)?));
        }
        if options.doubles {
            return Ok(Self::Doubles(chronicle.doubles(threads)));
        }
        let is_asked = |thread: &&Thread| {
            options.kind.is_none_or(|kind| thread.kind == kind_of(kind))
                && options.actor.as_ref().is_none_or(|name| thread.actors.contains(name))
        };
        Ok(Self::List(threads.iter().filter(is_asked).collect()))
    }

    fn text(&self, chronicle: &Chronicle, threads: &[Thread], width: usize) -> String {
        match self {
            Self::List(listed) => face::list(chronicle, listed, width),
            Self::History(found) => face::history(chronicle, found, width),
            Self::Doubles(doubles) => face::doubles(chronicle, threads, doubles, width),
        }
    }

    fn json(&self, chronicle: &Chronicle, threads: &[Thread]) -> String {
        match self {
            Self::List(listed) => wire::threads(chronicle, listed),
            Self::History(found) => wire::history(chronicle, found),
            Self::Doubles(doubles) => wire::doubles(chronicle, threads, doubles),
        }
    }

    fn html(&self, chronicle: &Chronicle, threads: &[Thread]) -> String {
        match self {
            Self::List(listed) => face::threads_html(chronicle, listed),
            Self::History(found) => face::history_html(chronicle, found),
            Self::Doubles(doubles) => face::doubles_html(chronicle, threads, doubles),
        }
    }
}

fn kind_of(kind: Kind) -> ThreadKind {
    match kind {
        Kind::Commitment => ThreadKind::Commitment,
        Kind::Position => ThreadKind::Position,
        Kind::Event => ThreadKind::Event,
        Kind::Plan => ThreadKind::Plan,
    }
}

/// Returns the thread of the entry that goes by a reference or by its first digits.
fn one<'t>(threads: &'t [Thread], typed: &str) -> Result<Vec<&'t Thread>, Error> {
    let none = || Error::NoThread { typed: typed.to_owned() };
    let prefix = Reference::prefix(typed).ok_or_else(none)?;
    let has = |thread: &&Thread| thread.steps.iter().any(|step| step.reference.whole().starts_with(&prefix));
    let found: Vec<&Thread> = threads.iter().filter(has).collect();
    let mut meant: Vec<Reference> = found
        .iter()
        .flat_map(|thread| thread.steps.iter().map(|step| step.reference))
        .filter(|reference| reference.whole().starts_with(&prefix))
        .collect();
    meant.sort();
    meant.dedup();
    match meant.len() {
        0 => Err(none()),
        1 => Ok(found),
        count => Err(Error::SeveralEntries { typed: typed.to_owned(), count }),
    }
}
