//! `casus threads`: how did what a dossier tells develop, and what is promised twice?

use casus_claim::Reference;
use casus_engine::Chronicle;
use casus_engine::ledger::thread::{Thread, ThreadKind};

use crate::brief::Desk;
use crate::command::{AnswerFormat, Kind, Threads};
use crate::error::Error;
use crate::{face, output, wire};

/// Prints the threads of a dossier, the history of one of them, or what is promised twice.
pub(crate) fn threads(options: &Threads) -> Result<(), Error> {
    let format = AnswerFormat::or_default(options.format);
    let asked = options.asked();
    let chronicle = Desk::open(&asked)?.chronicle(options.as_of, options.known_at)?;
    let threads = chronicle.threads();
    match &options.reference {
        Some(typed) => print(format, &chronicle, &one(&threads, typed)?, face::history, wire::history),
        None if options.doubles => {
            let doubles = chronicle.doubles(&threads);
            match format {
                AnswerFormat::Json => output::print((wire::doubles(&chronicle, &threads, &doubles) + "\n").as_bytes()),
                AnswerFormat::Text => {
                    output::print_styled(&face::doubles(&chronicle, &threads, &doubles, output::width()))
                }
            }
        }
        None => {
            let is_asked = |thread: &&Thread| {
                options.kind.is_none_or(|kind| thread.kind == kind_of(kind))
                    && options.actor.as_ref().is_none_or(|name| thread.actors.contains(name))
            };
            let listed: Vec<&Thread> = threads.iter().filter(is_asked).collect();
            print(format, &chronicle, &listed, face::list, wire::threads)
        }
    }
}

fn print<T: ?Sized>(
    format: AnswerFormat,
    chronicle: &Chronicle,
    what: &T,
    text: impl Fn(&Chronicle, &T, usize) -> String,
    json: impl Fn(&Chronicle, &T) -> String,
) -> Result<(), Error> {
    match format {
        AnswerFormat::Json => output::print((json(chronicle, what) + "\n").as_bytes()),
        AnswerFormat::Text => output::print_styled(&text(chronicle, what, output::width())),
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
