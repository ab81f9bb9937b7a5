//! How do a reading's rows get in and out of the tables?

use rusqlite::{Connection, Row, params};

use super::{StoredQuote, StoredReading, StoredRecord, StoredTime};
use crate::storage::Fault;
use crate::{DocumentId, Reader};

/// Adds a reading with its records under an act.
pub(crate) fn insert(
    db: &Connection,
    act: i64,
    (document, origin): (&DocumentId, i64),
    reader: &Reader,
    reading: &StoredReading,
) -> Result<(), Fault> {
    db.prepare_cached("INSERT INTO reading VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)")?.execute(params![
        act,
        document.as_str(),
        origin,
        reader.kind.word(),
        reader.name,
        reading.entities,
        reading.notes,
        reading.sentences,
        reading.digest(),
    ])?;
    (0..).zip(&reading.records).try_for_each(|(place, record)| insert_record(db, (act, place), record))
}

fn insert_record(db: &Connection, (reading, place): (i64, usize), record: &StoredRecord) -> Result<(), Fault> {
    let [start, end] = record.quote.span;
    let time = record.time.as_ref();
    let insert = "INSERT INTO record (reading, place, number, reference, kind, span_start, span_end, quote, confidence, \
                  time_text, time_start, time_end, body) \
                  VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)";
    db.prepare_cached(insert)?.execute(params![
        reading,
        place,
        record.number,
        record.reference,
        record.kind,
        start,
        end,
        record.quote.text,
        record.confidence,
        time.map(|time| &time.text),
        time.and_then(|time| time.start.as_ref()),
        time.and_then(|time| time.end.as_ref()),
        record.body,
    ])?;
    Ok(())
}

/// Takes a reading with its records out of the tables; fails when these are not what was put in.
pub(crate) fn select(db: &Connection, act: i64) -> Result<StoredReading, Fault> {
    let records = "SELECT number, reference, kind, span_start, span_end, quote, confidence, time_text, time_start, \
                   time_end, body FROM record WHERE reading = ?1 ORDER BY place";
    let mut records = db.prepare_cached(records)?;
    let records = records.query_map([act], record)?.collect::<Result<_, _>>()?;
    let whole = "SELECT entities, notes, sentences, digest FROM reading WHERE act = ?1";
    let (reading, digest) = db.prepare_cached(whole)?.query_row([act], |row| {
        let reading = StoredReading { entities: row.get(0)?, notes: row.get(1)?, sentences: row.get(2)?, records };
        Ok((reading, row.get::<_, String>(3)?))
    })?;
    if reading.digest() != digest {
        return Err(Fault::Corrupt(format!("reading `{act}` does not fit its hash")));
    }
    Ok(reading)
}

fn record(row: &Row<'_>) -> rusqlite::Result<StoredRecord> {
    let text: Option<String> = row.get(7)?;
    let (start, end) = (row.get(8)?, row.get(9)?);
    Ok(StoredRecord {
        number: row.get(0)?,
        reference: row.get(1)?,
        kind: row.get(2)?,
        quote: StoredQuote { span: [row.get(3)?, row.get(4)?], text: row.get(5)? },
        confidence: row.get(6)?,
        time: text.map(|text| StoredTime { text, start, end }),
        body: row.get(10)?,
    })
}
