//! What had been recorded of one document by an instant?

use casus_claim::Reading;
use casus_text::{Origin, Source};
use jiff::Timestamp;

use crate::database::{Database, Fault, Row};
use crate::stored::origin::{COLUMN_COUNT, COLUMNS, StoredOrigin};
use crate::stored::{instant, rebuild, rows};
use crate::{DocumentId, Reader, ReaderKind};

/// The ledger as it was at an instant: nothing that was recorded later is seen through it.
pub(crate) struct View<'a> {
    pub db: &'a Database,
    /// The instant, as it is stored.
    pub until: String,
}

/// Which row a reading is, and who made it.
#[derive(Clone, Debug)]
pub(crate) struct ReadingRow {
    pub act: i64,
    /// The act of the origin that the document had when it was read.
    pub origin: i64,
    pub reader: Reader,
    pub digest: String,
}

const READING: &str = "SELECT reading.act, origin, digest, reader_kind, reader_name FROM reading \
                       JOIN act ON act.seq = reading.act";

fn reading_row(row: &Row<'_>) -> Result<ReadingRow, Fault> {
    let (kind, name): (String, String) = (row.get(3)?, row.get(4)?);
    let (act, origin, digest) = (row.get(0)?, row.get(1)?, row.get(2)?);
    let kind = ReaderKind::from_word(&kind).ok_or_else(|| Fault::Corrupt(format!("`{kind}` is no kind of reader")));
    Ok(ReadingRow { act, origin, reader: Reader { kind: kind?, name }, digest })
}

impl<'a> View<'a> {
    /// Looks at all that was recorded by an instant, or at everything.
    pub(crate) fn until(db: &'a Database, known_at: Option<Timestamp>) -> Self {
        Self { db, until: Self::written(known_at) }
    }

    /// Writes down an instant up to which one looks, or the last of all.
    pub(crate) fn written(known_at: Option<Timestamp>) -> String {
        instant::written(known_at.unwrap_or(Timestamp::MAX))
    }

    /// Returns the last origin of a document with the text, and the act that recorded the origin; `None` when it had
    /// not been recorded, or has been redacted since, whenever that was.
    pub(crate) fn source(&self, document: &DocumentId) -> Result<Option<(i64, Source)>, Fault> {
        let last = "SELECT max(act) FROM origin JOIN act ON act.seq = origin.act \
                    WHERE document = ?1 AND recorded_at <= ?2 \
                    AND NOT EXISTS (SELECT 1 FROM redaction WHERE redaction.document = ?1)";
        let values = &[document.as_str().into(), (&self.until).into()];
        let act: Option<i64> = self.db.only(last, values, |row| row.get(0))?;
        act.map(|act| Ok((act, self.source_under(act)?))).transpose()
    }

    /// Returns the text of a document with a certain origin.
    pub(crate) fn source_under(&self, origin: i64) -> Result<Source, Fault> {
        let select = format!(
            "SELECT {COLUMNS}, text.id, text.text FROM origin JOIN document ON document.id = origin.document \
             JOIN text ON text.id = document.text WHERE origin.act = ?1"
        );
        let (origin, id, text) = self.db.only(&select, &[origin.into()], |row| {
            Ok((StoredOrigin::of_row(row)?, row.get::<String>(COLUMN_COUNT)?, row.get::<String>(COLUMN_COUNT + 1)?))
        })?;
        let path = origin.path.clone();
        let checked = || {
            let source = Source::new(text, Origin::default());
            if source.id().to_string() != id {
                return Err(Fault::Corrupt("its text does not fit its hash".to_owned()));
            }
            origin.applied(source)
        };
        checked().map_err(|fault| fault.within(|| document_at(&path)))
    }

    /// Lists the readings of a document that are in force: first those of rules in the order in which they were
    /// recorded, then those of models and of people in the order of their names.
    ///
    /// Of each set of rules only the last counts, for it reads the same text again when the origin is another; what a
    /// model or a person read stays beside what they read before.
    pub(crate) fn readings(&self, document: &DocumentId) -> Result<Vec<ReadingRow>, Fault> {
        let mut rows = self.all_readings(document)?;
        let later = rows.clone();
        rows.retain(|row| {
            let is_replaced = |other: &ReadingRow| other.act > row.act && other.reader == row.reader;
            row.reader.kind != ReaderKind::Rules || !later.iter().any(is_replaced)
        });
        let age = |row: &ReadingRow| if row.reader.kind == ReaderKind::Rules { row.act } else { 0 };
        rows.sort_by_cached_key(|row| (row.reader.kind, age(row), row.reader.name.clone(), row.digest.clone()));
        Ok(rows)
    }

    fn all_readings(&self, document: &DocumentId) -> Result<Vec<ReadingRow>, Fault> {
        let select = format!("{READING} WHERE document = ?1 AND recorded_at <= ?2 ORDER BY act.seq");
        self.db.rows(&select, &[document.as_str().into(), (&self.until).into()], reading_row)
    }

    /// Returns the row of a reading, be it in force or replaced.
    pub(crate) fn reading_row(&self, act: i64) -> Result<ReadingRow, Fault> {
        self.db.only(&format!("{READING} WHERE act.seq = ?1"), &[act.into()], reading_row)
    }

    /// Builds a reading of a source again.
    pub(crate) fn reading(&self, source: &Source, act: i64) -> Result<Reading, Fault> {
        let rebuilt = rows::select(self.db, act).and_then(|stored| rebuild(source, &stored));
        rebuilt.map_err(|fault| fault.within(|| document_at(&source.origin().path)))
    }

    /// Returns the document that an address gives.
    pub(crate) fn present(&self, address: &str) -> Result<Option<DocumentId>, Fault> {
        let select = "SELECT document.id FROM sighting JOIN document ON document.id = sighting.document \
                      JOIN act ON act.seq = sighting.act WHERE address = ?1 AND recorded_at <= ?2 \
                      ORDER BY act.seq DESC LIMIT 1";
        let id: Option<String> = self.db.first(select, &[address.into(), (&self.until).into()], |row| row.get(0))?;
        Ok(id.map(DocumentId::stored))
    }
}

pub(crate) fn document_at(path: &str) -> String {
    format!("document `{path}`")
}
