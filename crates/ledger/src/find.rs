//! Which entry goes by this reference?

use casus_claim::{Reading, Record, Reference};
use casus_text::Source;
use jiff::Timestamp;

use crate::database::Fault;
use crate::known::order;
use crate::stored::instant;
use crate::view::{ReadingRow, View};
use crate::{DocumentId, Error, Ledger, Reader};

/// What the first digits of a reference lead to.
#[derive(Clone, Debug)]
pub enum Found {
    /// Nothing.
    Nothing,
    /// One entry.
    Entry(Entry),
    /// Several entries, in the order of their references.
    Several(Vec<Candidate>),
}

/// One entry with all the places where it was read.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Its reference.
    pub reference: Reference,
    /// Where it was read: never nowhere; more than once where several read it, or a text lies at several addresses.
    pub occurrences: Vec<Occurrence>,
}

/// One reading that has the entry.
#[derive(Clone, Debug)]
pub struct Occurrence {
    /// The document.
    pub document: DocumentId,
    /// Its text, with what was known of it when it was read.
    pub source: Source,
    /// Who read it.
    pub reader: Reader,
    /// All that was read with it.
    pub reading: Reading,
    /// When the reading was recorded.
    pub recorded_at: Timestamp,
    /// The place of the record in the reading.
    place: usize,
}

impl Occurrence {
    /// Returns the record.
    pub fn record(&self) -> &Record {
        &self.reading.records()[self.place]
    }
}

/// One of several entries whose references begin alike.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// Its reference.
    pub reference: Reference,
    /// The kind of its record.
    pub kind: String,
    /// Its words.
    pub quote: String,
}

impl Ledger {
    /// Returns what a reference, or its first digits, led to at an instant; `None` asks with all that is recorded.
    ///
    /// Capitals, hyphens, and letters that are easily taken for a digit are understood.
    pub fn find(&self, typed: &str, instant: Option<Timestamp>) -> Result<Found, Error> {
        let Some(prefix) = Reference::prefix(typed) else { return Ok(Found::Nothing) };
        self.read(|db| {
            let view = View::until(db, instant);
            let mut candidates = candidates(&view, &prefix)?;
            match candidates.pop() {
                None => Ok(Found::Nothing),
                Some(only) if candidates.is_empty() => Ok(Found::Entry(entry(&view, only.reference)?)),
                Some(last) => {
                    candidates.push(last);
                    Ok(Found::Several(candidates))
                }
            }
        })
    }
}

fn candidates(view: &View<'_>, prefix: &str) -> Result<Vec<Candidate>, Fault> {
    // The digits of a reference all sort before `~`.
    let select = "SELECT reference, min(kind), min(quote) FROM record JOIN act ON act.seq = record.reading \
                  WHERE reference >= ?1 AND reference < (?1 || '~') AND recorded_at <= ?2 \
                  GROUP BY reference ORDER BY reference";
    view.db.rows(select, &[prefix.into(), (&view.until).into()], |row| {
        let digits: String = row.get(0)?;
        let reference =
            Reference::from_whole(&digits).ok_or_else(|| Fault::Corrupt(format!("`{digits}` is no reference")))?;
        Ok(Candidate { reference, kind: row.get(1)?, quote: row.get(2)? })
    })
}

/// A row that has the entry.
struct Place {
    document: DocumentId,
    reading: i64,
    place: usize,
    recorded_at: Timestamp,
}

/// Gathers the places of an entry. A reading that its rules have since replaced counts only where no other has it.
fn entry(view: &View<'_>, reference: Reference) -> Result<Entry, Fault> {
    let mut in_force = Vec::new();
    let mut replaced = Vec::new();
    for place in places(view, reference)? {
        let is_it = |row: &&ReadingRow| row.act == place.reading;
        match view.readings(&place.document)?.iter().find(is_it) {
            Some(row) => in_force.push(occurrence(view, place, row)?),
            None => {
                let row = view.reading_row(place.reading)?;
                replaced.push(occurrence(view, place, &row)?);
            }
        }
    }
    let mut occurrences = if in_force.is_empty() { replaced } else { in_force };
    occurrences.sort_by_cached_key(|it| (order(&it.source, &it.document), it.reader.clone(), it.recorded_at));
    Ok(Entry { reference, occurrences })
}

fn places(view: &View<'_>, reference: Reference) -> Result<Vec<Place>, Fault> {
    let select = "SELECT document, reading.act, place, recorded_at FROM record \
                  JOIN reading ON reading.act = record.reading JOIN act ON act.seq = reading.act \
                  WHERE reference = ?1 AND recorded_at <= ?2 ORDER BY act.seq, record.place";
    view.db.rows(select, &[reference.whole().into(), (&view.until).into()], |row| {
        Ok(Place {
            document: DocumentId::stored(row.get(0)?),
            reading: row.get(1)?,
            place: row.count(2)?,
            recorded_at: instant::parsed(&row.get::<String>(3)?)?,
        })
    })
}

fn occurrence(view: &View<'_>, place: Place, row: &ReadingRow) -> Result<Occurrence, Fault> {
    let source = view.source_under(row.origin)?;
    let reading = view.reading(&source, row.act)?;
    let Place { document, place, recorded_at, .. } = place;
    Ok(Occurrence { document, source, reader: row.reader.clone(), reading, recorded_at, place })
}
