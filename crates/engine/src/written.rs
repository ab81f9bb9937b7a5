//! Which of the entries that people wrote stand?
//!
//! In go the documents of a ledger and what people decided; out come the documents with the last correction that counts
//! of each entry, and without those that were undone or overtaken.

use std::collections::{BTreeMap, BTreeSet};

use casus_claim::{Reading, Record, RecordId, Reference, references};
use casus_ledger::{Decided, Decision, DocumentId, Error, Found, Known, Ledger, Reader, ReaderKind};
use jiff::Timestamp;

/// Lets what people wrote take the place of what others read under the same reference.
///
/// Not all that a record says is in its reference: a correction of an amount or a condition goes by the reference of what
/// it corrects. It stands alone then, and the last one of several.
pub(crate) fn settle(
    ledger: &Ledger,
    instant: Option<Timestamp>,
    decisions: &[Decided],
    mut all: Vec<Known>,
) -> Result<Vec<Known>, Error> {
    let written = Written::of(decisions);
    if written.by.is_empty() {
        return Ok(all);
    }
    let mut by_hand: BTreeMap<Reference, Vec<ByHand>> = BTreeMap::new();
    for known in &mut all {
        for (reader, reading) in std::mem::take(&mut known.readings) {
            match written.entry(&reader, &reading) {
                Some(entry) => {
                    by_hand.entry(entry).or_default().push((known.document.clone(), (reader, reading)));
                }
                None => known.readings.push((reader, written.without(reading))),
            }
        }
    }
    for (entry, mut candidates) in by_hand {
        let Some(&recorded_at) = written.stands.get(&entry) else { continue };
        let standing = match candidates.len() {
            1 => candidates.pop(),
            _ => written_at(ledger, instant, (entry, recorded_at))?,
        };
        let Some((document, read)) = standing else { continue };
        all.iter_mut().filter(|known| known.document == document).for_each(|known| known.readings.push(read.clone()));
    }
    Ok(all)
}

/// A reading of one record that a person wrote, with its document.
type ByHand = (DocumentId, (Reader, Reading));

/// What people wrote, each under the instant at which they did.
struct Written<'a> {
    /// By whom, whether it counts still or not.
    by: BTreeSet<(&'a str, Reference)>,
    /// The last that counts of each entry.
    stands: BTreeMap<Reference, Timestamp>,
}

impl<'a> Written<'a> {
    fn of(decisions: &'a [Decided]) -> Self {
        let mut written = Self { by: BTreeSet::new(), stands: BTreeMap::new() };
        for decided in decisions {
            let (Decision::Add(entry) | Decision::Amend { by: entry, .. }) = decided.decision else { continue };
            written.by.insert((&decided.by, entry));
            if decided.is_in_force() {
                written.stands.insert(entry, decided.recorded_at);
            }
        }
        written
    }

    /// Returns the entry of a reading that came in with a decision.
    fn entry(&self, reader: &Reader, reading: &Reading) -> Option<Reference> {
        if reader.kind != ReaderKind::Person || reading.records().len() != 1 {
            return None;
        }
        references(reading).into_iter().find(|&entry| self.by.contains(&(&reader.name, entry)))
    }

    /// Returns a reading without the entries that somebody has written otherwise.
    fn without(&self, reading: Reading) -> Reading {
        let is_kept = |entry: &Reference| !self.stands.contains_key(entry);
        let references = references(&reading);
        if references.iter().all(is_kept) {
            return reading;
        }
        let kept = reading.records().iter().zip(&references).filter(|(_, entry)| is_kept(entry));
        let records = kept.zip(0..).map(|((record, _), id)| Record { id: RecordId(id), ..record.clone() }).collect();
        let (entities, notes) = (reading.entities().to_vec(), reading.notes().to_vec());
        Reading::new(reading.source(), entities, records, notes, reading.sentences().to_vec())
    }
}

/// Returns what was written of an entry at an instant, with its document.
fn written_at(
    ledger: &Ledger,
    instant: Option<Timestamp>,
    (entry, recorded_at): (Reference, Timestamp),
) -> Result<Option<ByHand>, Error> {
    let Found::Entry(found) = ledger.find(entry.whole(), instant)? else { return Ok(None) };
    let own = found.occurrences.into_iter().find(|own| own.recorded_at == recorded_at);
    Ok(own.map(|own| (own.document, (own.reader, own.reading))))
}
