//! How does a document come in? Whole, in one transaction, or not at all.

use casus_claim::Reading;
use casus_text::{Origin, Source};
use jiff::Timestamp;

use crate::act::Act;
use crate::database::{Database, Fault};
use crate::decide::no_document;
use crate::document::{Change, DocumentId, Incoming, Ingested};
use crate::stored::{StoredReading, origin, rebuild, rows};
use crate::view::View;
use crate::{Error, Ledger, Reader, ReaderKind, search};

impl Ledger {
    /// Records a document with a reading of it, as known from `now` on.
    ///
    /// What the ledger has already it does not take again. The address of a document is its url, or else its path; other
    /// bytes at an address are a version of the document that was there. What was redacted is not taken again. Where `now` is not after the last entry, as
    /// after a clock was set back, the least later instant is taken, so that the past stays as it was.
    ///
    /// # Panics
    /// When the reading is of another text.
    pub fn ingest(&mut self, incoming: &Incoming<'_>, now: Timestamp) -> Result<Ingested, Error> {
        let stored = fit(incoming.source, incoming.reading).map_err(|fault| self.fails(fault))?;
        self.write(|db| take(db, incoming, &stored, now))
    }

    /// Records what somebody else read out of a document of the ledger, as known from `now` on.
    ///
    /// Fails when the document is not in the ledger or was redacted.
    ///
    /// # Panics
    /// When the reading is of another text.
    pub fn add_reading(
        &mut self,
        document: &DocumentId,
        (reader, reading): (&Reader, &Reading),
        now: Timestamp,
    ) -> Result<Ingested, Error> {
        self.write(|db| {
            let found = View::until(db, None).source(document)?;
            let (origin, source) = found.ok_or_else(|| no_document(document))?;
            let stored = fit(&source, reading)?;
            let document = document.clone();
            if has_reading(db, &document, Some(origin), reader, &stored)? {
                return Ok(Ingested { document, change: Change::Nothing });
            }
            let act = Act::begin(db, now)?;
            rows::insert(db, act.seq, (&document, origin), reader, &stored)?;
            search::index(db, act.seq, reading)?;
            Ok(Ingested { document, change: Change::Reading { recorded_at: act.recorded_at } })
        })
    }

    /// Returns whether a document lies here just as it arrives, read by this reader, so that reading it can be spared.
    pub fn has(&self, bytes: &[u8], source: &Source, reader: &Reader) -> Result<bool, Error> {
        self.read(|db| {
            let place = Place::find(db, bytes, source)?;
            let Some(origin) = place.origin.filter(|_| place.is_present) else { return Ok(false) };
            let rows = View::until(db, None).readings(&place.document)?;
            Ok(rows.iter().any(|row| row.reader == *reader && row.origin == origin))
        })
    }
}

/// Adds what of a document is not there, within a transaction.
pub(crate) fn take(
    db: &Database,
    incoming: &Incoming<'_>,
    stored: &StoredReading,
    now: Timestamp,
) -> Result<Ingested, Fault> {
    let Incoming { bytes, source, reader, reading } = *incoming;
    let place = Place::find(db, bytes, source)?;
    if is_taken_out(db, &place, bytes, source)? {
        return Ok(Ingested { document: place.document, change: Change::Redacted });
    }
    let is_read = has_reading(db, &place.document, place.origin, reader, stored)?;
    if place.is_present && place.origin.is_some() && is_read {
        return Ok(Ingested { document: place.document, change: Change::Nothing });
    }
    let act = Act::begin(db, now)?;
    let origin = place.record(&act, bytes, source)?;
    if !is_read {
        rows::insert(db, act.seq, (&place.document, origin), reader, stored)?;
        search::index(db, act.seq, reading)?;
    }
    let change = place.change(act.recorded_at);
    Ok(Ingested { document: place.document, change })
}

/// Returns whether a document was redacted, or nothing but redacted documents had its bytes or its text: a row for them
/// is there then, and empty.
fn is_taken_out(db: &Database, place: &Place, bytes: &[u8], source: &Source) -> Result<bool, Fault> {
    let redacted = "SELECT count(*) FROM redaction WHERE document = ?1";
    let emptied_bytes = "SELECT count(*) FROM original WHERE hash = ?1 AND length(bytes) = 0";
    let emptied_text = "SELECT count(*) FROM text WHERE id = ?1 AND length(text) = 0";
    let has =
        |select, key: &str| -> Result<bool, Fault> { Ok(db.only(select, &[key.into()], |row| row.get::<i64>(0))? > 0) };
    Ok(has(redacted, place.document.as_str())?
        || (!bytes.is_empty() && has(emptied_bytes, &place.original)?)
        || (!source.text().is_empty() && has(emptied_text, &source.id().to_string())?))
}

/// Writes a reading in its stored form, and makes sure that it comes back from there as it is.
pub(crate) fn fit(source: &Source, reading: &Reading) -> Result<StoredReading, Fault> {
    assert!(source.id() == reading.source(), "a reading is recorded with the text that was read");
    let unfit = |what: String| Fault::Unfit { document: source.origin().path.clone(), what };
    let stored = StoredReading::of(reading);
    match rebuild(source, &stored) {
        Ok(rebuilt) if rebuilt == *reading => Ok(stored),
        Ok(_) => Err(unfit("it comes back as another".to_owned())),
        Err(Fault::Corrupt(what)) => Err(unfit(what)),
        Err(other) => Err(other),
    }
}

/// Returns whether a reader's reading is there already.
///
/// Rules read a text with an origin one way, so theirs counts whatever it says; a model or a person may read on.
pub(crate) fn has_reading(
    db: &Database,
    document: &DocumentId,
    origin: Option<i64>,
    reader: &Reader,
    reading: &StoredReading,
) -> Result<bool, Fault> {
    let rows = View::until(db, None).readings(document)?;
    let digest = reading.digest();
    let is_same = |row: &crate::view::ReadingRow| match reader.kind {
        ReaderKind::Rules => Some(row.origin) == origin,
        ReaderKind::Model | ReaderKind::Person => row.digest == digest,
    };
    Ok(rows.iter().any(|row| row.reader == *reader && is_same(row)))
}

/// Where a document belongs, and what of it is there.
struct Place {
    address: String,
    /// The hash of its bytes.
    original: String,
    document: DocumentId,
    /// The document that the address gave last.
    present: Option<DocumentId>,
    is_present: bool,
    /// The act of its last origin, where that is the origin it comes with.
    origin: Option<i64>,
}

impl Place {
    fn find(db: &Database, bytes: &[u8], source: &Source) -> Result<Self, Fault> {
        let view = View::until(db, None);
        let address = address(db, source.origin())?;
        let original = blake3::hash(bytes).to_string();
        let document = DocumentId::of(&original, &source.id().to_string(), &address);
        let present = view.present(&address)?;
        let last = view.source(&document)?;
        let origin = last.filter(|(_, known)| known.origin() == source.origin()).map(|(act, _)| act);
        Ok(Self { is_present: present.as_ref() == Some(&document), address, original, document, present, origin })
    }

    /// Adds what is not there, and returns the act of the origin.
    fn record(&self, act: &Act<'_>, bytes: &[u8], source: &Source) -> Result<i64, Fault> {
        if !self.is_present {
            self.insert(act.db, bytes, source)?;
            let replaces = self.present.as_ref().map(DocumentId::as_str);
            let insert = "INSERT INTO sighting VALUES (?1, ?2, ?3)";
            act.db.execute(insert, &[act.seq.into(), self.document.as_str().into(), replaces.into()])?;
        }
        if let Some(origin) = self.origin {
            return Ok(origin);
        }
        origin::insert(act.db, act.seq, &self.document, source.origin())?;
        Ok(act.seq)
    }

    /// Adds bytes, text and document, each of which may be there from elsewhere.
    fn insert(&self, db: &Database, bytes: &[u8], source: &Source) -> Result<(), Fault> {
        let text = source.id().to_string();
        let original = &[(&self.original).into(), bytes.into()];
        db.execute("INSERT INTO original VALUES (?1, ?2) ON CONFLICT DO NOTHING", original)?;
        let whole = &[(&text).into(), source.text().into()];
        db.execute("INSERT INTO text VALUES (?1, ?2) ON CONFLICT DO NOTHING", whole)?;
        let document =
            &[self.document.as_str().into(), (&self.address).into(), (&self.original).into(), (&text).into()];
        db.execute("INSERT INTO document VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING", document)?;
        Ok(())
    }

    fn change(&self, recorded_at: Timestamp) -> Change {
        match (&self.present, self.origin) {
            (None, _) => Change::Document { recorded_at },
            (Some(present), _) if !self.is_present => Change::Version { of: present.clone(), recorded_at },
            (Some(_), None) => Change::Origin { recorded_at },
            (Some(_), Some(_)) => Change::Reading { recorded_at },
        }
    }
}

/// Returns the address under which a document is kept: its url, or else its path.
///
/// A document that comes with a url after it came without, or without after it came with, stays where it is; the same
/// path under two urls is two documents.
fn address(db: &Database, origin: &Origin) -> Result<String, Fault> {
    // Each name is looked up in its own index: a condition over both columns would go through all documents.
    const NAMED: &str =
        "origin.act IN (SELECT act FROM origin WHERE path = ?1 UNION SELECT act FROM origin WHERE url = ?1)";
    let find = |condition: &str, name: &str| -> Result<Option<String>, Fault> {
        let select = format!(
            "SELECT address FROM origin JOIN document ON document.id = origin.document \
             WHERE {condition} ORDER BY origin.act DESC LIMIT 1"
        );
        db.first(&select, &[name.into()], |row| row.get(0))
    };
    let Some(url) = &origin.url else {
        let there = find(NAMED, &origin.path)?;
        return Ok(there.unwrap_or_else(|| origin.path.clone()));
    };
    let at_url = find(NAMED, url)?;
    let without_url = "origin.act IN (SELECT act FROM origin WHERE path = ?1) AND NOT EXISTS (SELECT 1 FROM origin AS other JOIN document AS its \
                       ON its.id = other.document WHERE its.address = document.address AND other.url IS NOT NULL)";
    let there = at_url.map_or_else(|| find(without_url, &origin.path), |address| Ok(Some(address)))?;
    Ok(there.unwrap_or_else(|| url.clone()))
}
