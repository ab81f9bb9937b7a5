//! How do a reading's rows get in and out of the tables?

use super::{StoredQuote, StoredReading, StoredRecord, StoredTime};
use crate::database::{Database, Fault, Row};
use crate::{DocumentId, Reader};

/// Adds a reading with its records under an act.
pub(crate) fn insert(
    db: &Database,
    act: i64,
    (document, origin): (&DocumentId, i64),
    reader: &Reader,
    reading: &StoredReading,
) -> Result<(), Fault> {
    let digest = reading.digest();
    let values = [
        act.into(),
        document.as_str().into(),
        origin.into(),
        reader.kind.word().into(),
        (&reader.name).into(),
        (&reading.entities).into(),
        (&reading.notes).into(),
        (&reading.sentences).into(),
        (&digest).into(),
    ];
    db.execute("INSERT INTO reading VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)", &values)?;
    (0_i64..).zip(&reading.records).try_for_each(|(place, record)| insert_record(db, (act, place), record))
}

fn insert_record(db: &Database, (reading, place): (i64, i64), record: &StoredRecord) -> Result<(), Fault> {
    let [start, end] = record.quote.span;
    let time = record.time.as_ref();
    let insert = "INSERT INTO record (reading, place, number, reference, kind, span_start, span_end, quote, confidence, \
                  time_text, time_start, time_end, body) \
                  VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)";
    let values = [
        reading.into(),
        place.into(),
        i64::from(record.number).into(),
        (&record.reference).into(),
        (&record.kind).into(),
        start.into(),
        end.into(),
        (&record.quote.text).into(),
        record.confidence.into(),
        time.map(|time| &time.text).into(),
        time.and_then(|time| time.start.as_ref()).into(),
        time.and_then(|time| time.end.as_ref()).into(),
        (&record.body).into(),
    ];
    db.execute(insert, &values)?;
    Ok(())
}

/// Takes a reading with its records out of the tables; fails when these are not what was put in.
pub(crate) fn select(db: &Database, act: i64) -> Result<StoredReading, Fault> {
    let (reading, digest) = stored(db, act)?;
    if reading.digest() != digest {
        return Err(Fault::Corrupt(format!("reading `{act}` does not fit its hash")));
    }
    Ok(reading)
}

/// Takes a reading with its records out of the tables as they lie there, and the hash that it should have.
pub(crate) fn stored(db: &Database, act: i64) -> Result<(StoredReading, String), Fault> {
    let records = "SELECT number, reference, kind, span_start, span_end, quote, confidence, time_text, time_start, \
                   time_end, body FROM record WHERE reading = ?1 ORDER BY place";
    let records = db.rows(records, &[act.into()], record)?;
    let whole = "SELECT entities, notes, sentences, digest FROM reading WHERE act = ?1";
    let whole = db.only(whole, &[act.into()], |row| Ok([row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?]))?;
    let [entities, notes, sentences, digest] = whole;
    Ok((StoredReading { entities, notes, sentences, records }, digest))
}

fn record(row: &Row<'_>) -> Result<StoredRecord, Fault> {
    let text: Option<String> = row.get(7)?;
    let (start, end) = (row.get(8)?, row.get(9)?);
    let number: i64 = row.get(0)?;
    Ok(StoredRecord {
        number: u32::try_from(number).map_err(|_| Fault::Corrupt(format!("`{number}` is no number of a record")))?,
        reference: row.get(1)?,
        kind: row.get(2)?,
        quote: StoredQuote { span: [row.count(3)?, row.count(4)?], text: row.get(5)? },
        confidence: row.get(6)?,
        time: text.map(|text| StoredTime { text, start, end }),
        body: row.get(10)?,
    })
}
