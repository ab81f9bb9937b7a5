//! Which entries count, once people have decided on some?
//!
//! In go a reading with the marks of its records, and what people decided; out come the records that count: not those
//! that were rejected or that stand corrected, and those behind which a person stands without a doubt of the machine's.

use casus_claim::{Confidence, Reading, Record, RecordId};
use casus_ledger::{Decision, Review, Reviewed};

use crate::page::Vouched;
use crate::readings::Mark;

/// What people decided, and whether only that counts.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Heard<'a> {
    /// What people decided, entry by entry.
    pub(crate) review: &'a Review,
    /// All decisions that nobody has undone.
    pub(crate) decisions: &'a [Decision],
    /// Whether only entries count behind which a person stands.
    pub(crate) is_vouched_only: bool,
}

impl Heard<'_> {
    /// Leaves out what does not count, and notes who stands behind what does.
    pub(crate) fn applied(self, reading: Reading, marks: Vec<Mark>) -> (Reading, Vec<Mark>) {
        let records = reading.records().iter().cloned();
        let counting = records.zip(marks).filter_map(|(record, mark)| self.counts(record, mark));
        let numbered = counting.zip(0..).map(|((record, mark), id)| (Record { id: RecordId(id), ..record }, mark));
        let (records, marks) = numbered.unzip();
        let (entities, notes) = (reading.entities().to_vec(), reading.notes().to_vec());
        (Reading::new(reading.source(), entities, records, notes, reading.sentences().to_vec()), marks)
    }

    fn counts(self, record: Record, mark: Mark) -> Option<(Record, Mark)> {
        let Reviewed { state, decided, .. } = self.review.entry(mark.reference);
        if state.is_out() || (self.is_vouched_only && !state.is_vouched_for()) {
            return None;
        }
        let Some((by, _)) = decided.filter(|_| state.is_vouched_for()) else { return Some((record, mark)) };
        let confidence = Confidence::new(1.0).expect("a share may be whole");
        let readers = mark.readers.into_iter().filter(|reader| *reader != by).collect();
        let vouched = Some(Vouched { state: state.word(), by });
        Some((Record { confidence, ..record }, Mark { readers, vouched, ..mark }))
    }
}
