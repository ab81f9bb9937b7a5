//! What becomes of a document once a person says when it was published?
//!
//! The same bytes come in again with the day, and are read again with it, together with the decision or not at all.

use casus_claim::{Reading, Registry};
use casus_ledger::{Decided, Decision, DecisionId, DocumentId, Error, Incoming, Known, Ledger, Person};
use casus_text::{DateOrigin, Origin, Published, Source};
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};

use crate::World;
use crate::memory::{present, rules};

/// Who decides, and how a document is read again.
#[derive(Clone, Copy)]
pub struct Rereading<'a> {
    /// Who decides.
    pub person: Person<'a>,
    /// The actors of the dossier.
    pub registry: &'a Registry,
    /// Reads a document with them.
    pub read: &'a dyn Fn(&Source) -> Reading,
}

/// Records that a document was published on a day, and the document as it reads with that day.
pub fn date(
    world: &impl World,
    ledger: &mut Ledger,
    (known, day): (&Known, Date),
    again: Rereading<'_>,
) -> Result<DecisionId, Error> {
    let decision = Decision::Date { document: known.document.clone(), day };
    let published = Some(Published { day, origin: DateOrigin::Given });
    again.record(world.now(), ledger, (known, published), &decision)
}

/// Undoes a decision; where that gave a document its day, the document goes back to the day that it had before.
pub fn undo(
    world: &impl World,
    ledger: &mut Ledger,
    decided: &Decided,
    again: Rereading<'_>,
) -> Result<DecisionId, Error> {
    let (now, decision) = (world.now(), Decision::Undo(decided.id));
    if let (Decision::Date { document, day }, None) = (&decided.decision, decided.undone_by) {
        let given = Some(Published { day: *day, origin: DateOrigin::Given });
        let known = present(ledger.known_at(None)?).into_iter().find(|known| known.document == *document);
        let hangs_on_it = |known: &Known| known.source.origin().published == given;
        if let Some(known) = known.filter(hangs_on_it) {
            let before = published_before(ledger, document, decided)?;
            return again.record(now, ledger, (&known, before), &decision);
        }
    }
    ledger.decide(again.person, &[decision], now).map(|ids| ids[0])
}

/// Returns the day that a document had before a decision, leaving out days whose decisions were undone as well.
fn published_before(ledger: &Ledger, document: &DocumentId, decided: &Decided) -> Result<Option<Published>, Error> {
    let is_undone = |it: &Decided| {
        it.undone_by.is_some() && matches!(&it.decision, Decision::Date { document: of, .. } if of == document)
    };
    let undone: Vec<Decided> = ledger.decisions(None)?.into_iter().filter(is_undone).collect();
    let mut instant = decided.recorded_at;
    loop {
        let before = instant.saturating_sub(1.nanosecond()).unwrap_or(Timestamp::MIN);
        let known = ledger.known_at(Some(before))?.into_iter().find(|known| known.document == *document);
        let published = known.and_then(|known| known.source.origin().published);
        let gave = |it: &&Decided| it.recorded_at < instant && gives(it, published);
        match undone.iter().rev().find(gave) {
            Some(earlier) => instant = earlier.recorded_at,
            None => return Ok(published),
        }
    }
}

fn gives(decided: &Decided, published: Option<Published>) -> bool {
    matches!(decided.decision, Decision::Date { day, .. }
        if published == Some(Published { day, origin: DateOrigin::Given }))
}

impl Rereading<'_> {
    fn record(
        self,
        now: Timestamp,
        ledger: &mut Ledger,
        (known, published): (&Known, Option<Published>),
        decision: &Decision,
    ) -> Result<DecisionId, Error> {
        let gone = || Error::Refused { what: format!("the bytes of `{}` are not in the ledger", known.document) };
        let bytes = ledger.original(&known.document)?.ok_or_else(gone)?;
        let origin = Origin { published, ..known.source.origin().clone() };
        let source = known.source.clone().with_origin(origin);
        let (reader, reading) = (rules(self.registry), (self.read)(&source));
        let incoming = Incoming { bytes: &bytes, source: &source, reader: &reader, reading: &reading };
        ledger.redate(self.person, decision, &incoming, now)
    }
}
