//! `casus review`: what does a person think of what was read?
//!
//! The machine proposes, a person accepts. Whatever is decided is recorded at once with who decided and when, and undone
//! by deciding again. Without a subcommand one goes through the queue.

mod desk;
mod draft;
mod fault;
mod field;
mod log;
mod names;
mod queue;
mod session;
mod value;
mod words;

use casus_claim::{PropositionId, Reference};
use casus_engine::ledger::{Decision, DecisionId, Graded, Subject};

use crate::clock::Clock;
use crate::command::{self, AnswerFormat, Dating, Grading, Remark, ReviewAction, ReviewLog};
use crate::error::Error;
use crate::{address, output};

use desk::Desk;
pub(crate) use fault::Fault;
use log::Log;

/// Does what is asked, or goes through the queue.
pub(crate) fn review(options: &command::Review, clock: &Clock) -> Result<(), Error> {
    let only_asks = matches!(options.action, Some(ReviewAction::Queue(_) | ReviewAction::Log(_)));
    let mut desk = Desk::open(&options.by, clock, !only_asks)?;
    let Some(action) = &options.action else { return session::session(&mut desk) };
    let ids = match action {
        ReviewAction::Queue(asked) => return queue::print(&desk, asked, AnswerFormat::or_default(asked.format)),
        ReviewAction::Log(asked) => return print_log(&desk, asked),
        action => decided(&mut desk, action)?,
    };
    log::print(&desk.folder, &desk.ledger, &ids)
}

fn decided(desk: &mut Desk, action: &ReviewAction) -> Result<Vec<DecisionId>, Error> {
    let decision = match action {
        ReviewAction::Queue(_) | ReviewAction::Log(_) => return Ok(Vec::new()),
        ReviewAction::Accept(entries) => return each(desk, &entries.references, Decision::Accept),
        ReviewAction::Reject(entries) => return each(desk, &entries.references, Decision::Reject),
        ReviewAction::Amend(amend) => {
            let entry = desk.entry(&amend.reference)?;
            return Ok(vec![desk.amend(&entry, &amend.fields, None)?]);
        }
        ReviewAction::Add(add) => {
            let known = desk.document(&add.document)?;
            return Ok(vec![desk.add(&known, (add.kind, &add.words), &add.fields)?]);
        }
        ReviewAction::Remark(remark) => return self::remark(desk, remark),
        ReviewAction::Merge(names) => names::pair(desk, names).map(|(one, other)| Decision::Merge(one, other))?,
        ReviewAction::Split(names) => names::pair(desk, names).map(|(one, other)| Decision::Split(one, other))?,
        ReviewAction::Join(pair) => Decision::Join(reference(desk, &pair.one)?, reference(desk, &pair.other)?),
        ReviewAction::Part(pair) => Decision::Part(reference(desk, &pair.one)?, reference(desk, &pair.other)?),
        ReviewAction::Map(mapping) => {
            let proposition = proposition(desk, &mapping.proposition)?;
            Decision::Map { phrase: mapping.phrase.trim().to_owned(), proposition }
        }
        ReviewAction::Date(dating) => return date(desk, dating),
        ReviewAction::Grade(grading) => Decision::Grade { of: graded(desk, grading)?, grade: grading.grade },
        ReviewAction::Undo(undo) => return self::undo(desk, undo.decision),
    };
    desk.decide(&[decision], None)
}

/// Decides on several entries at once: on all or none.
fn each(desk: &mut Desk, typed: &[String], of: impl Fn(Reference) -> Decision) -> Result<Vec<DecisionId>, Error> {
    let decisions: Vec<Decision> =
        typed.iter().map(|typed| Ok(of(reference(desk, typed)?))).collect::<Result<_, Error>>()?;
    desk.decide(&decisions, None)
}

fn reference(desk: &Desk, typed: &str) -> Result<Reference, Error> {
    Ok(desk.entry(typed)?.reference)
}

fn remark(desk: &mut Desk, remark: &Remark) -> Result<Vec<DecisionId>, Error> {
    let subject = match (desk.entry(&remark.subject), desk.document(&remark.subject)) {
        (Ok(entry), _) => Subject::Entry(entry.reference),
        (Err(Error::NoEntry { .. }), Ok(known)) => Subject::Document(known.document),
        (Err(Error::NoEntry { typed }), Err(Error::Review(Fault::NoDocument { .. }))) => {
            return Err(Fault::Neither { typed, one: "an entry", other: "a document" }.into());
        }
        (Err(Error::NoEntry { .. }), Err(error)) | (Err(error), _) => return Err(error),
    };
    desk.decide(&[Decision::Note(subject)], Some(&remark.text))
}

fn proposition(desk: &Desk, typed: &PropositionId) -> Result<PropositionId, Fault> {
    let known = &desk.folder.dossier.propositions;
    if known.iter().any(|known| known.id == *typed) {
        return Ok(typed.clone());
    }
    Err(Fault::NoProposition { id: typed.0.clone(), known: known.iter().map(|known| known.id.0.clone()).collect() })
}

fn date(desk: &mut Desk, dating: &Dating) -> Result<Vec<DecisionId>, Error> {
    let known = desk.document(&dating.document)?;
    if let Some(day) = known.source.published().filter(|_| !dating.force) {
        let path = address::near(&known.source.origin().path, &desk.folder.path).to_owned();
        return Err(Fault::Dated { path, day: day.to_string() }.into());
    }
    Ok(vec![desk.date(&known, dating.day)?])
}

/// Finds what a grade is given to; a publisher is asked for first, since references seldom spell a name.
fn graded(desk: &Desk, grading: &Grading) -> Result<Graded, Error> {
    let subject = &grading.subject;
    let known = desk.ledger.known_at(None)?;
    if known.iter().any(|known| known.source.origin().publisher.as_ref() == Some(subject)) {
        return Ok(Graded::Publisher(subject.clone()));
    }
    match desk.entry(subject) {
        Ok(entry) => Ok(Graded::Entry(entry.reference)),
        Err(Error::NoEntry { typed }) => Err(Fault::Neither { typed, one: "a publisher", other: "an entry" }.into()),
        Err(error) => Err(error),
    }
}

/// Undoes a decision, or the last that counts of whoever asks.
fn undo(desk: &mut Desk, wanted: Option<DecisionId>) -> Result<Vec<DecisionId>, Error> {
    let by = desk.name()?.to_owned();
    let log = Log::of(&desk.folder, &desk.ledger, None)?;
    let found = match wanted {
        Some(id) => log.decided(|decided| decided.id == id),
        None => log.decided(|decided| {
            let may = !matches!(decided.decision, Decision::Undo(_) | Decision::Redact(_));
            may && decided.by == by && decided.is_in_force()
        }),
    };
    match (found, wanted) {
        (Some(decided), _) => Ok(vec![desk.undo(decided)?]),
        // The ledger says what is wrong with it.
        (None, Some(id)) => desk.decide(&[Decision::Undo(id)], None),
        (None, None) => Err(Fault::NothingToUndo { by }.into()),
    }
}

fn print_log(desk: &Desk, asked: &ReviewLog) -> Result<(), Error> {
    let log = Log::of(&desk.folder, &desk.ledger, asked.known_at)?;
    let text = match AnswerFormat::or_default(asked.format) {
        AnswerFormat::Text => log.text(),
        AnswerFormat::Json => log.json(),
    };
    output::print(text.as_bytes())
}
