//! How does each database keep an index of words?
//!
//! SQLite keeps it in a full-text table without the texts, whose row numbers are made of the reading and the place of a
//! record; PostgreSQL in a vector of lexemes beside both.

use std::collections::BTreeSet;

use super::{Database, Fault, Row};

/// So many records may a reading have; the rest of a row number is the reading.
const PLACES: i64 = 1 << 24;

impl Database {
    /// Puts a record into the index under some words.
    pub(crate) fn index(&self, reading: i64, place: i64, words: &BTreeSet<String>) -> Result<(), Fault> {
        let words = words.iter().map(String::as_str).collect::<Vec<_>>().join(" ");
        match self {
            Self::Sqlite(_) if place >= PLACES => {
                Err(Fault::Refused(format!("a reading of more than `{PLACES}` records cannot be indexed")))
            }
            Self::Sqlite(_) => {
                let row = reading * PLACES + place;
                self.execute("INSERT INTO word (rowid, words) VALUES (?1, ?2)", &[row.into(), (&words).into()])
            }
            Self::Server(_) => {
                let insert = "INSERT INTO word VALUES (?1, ?2, array_to_tsvector(string_to_array(?3, ' ')))";
                self.execute(insert, &[reading.into(), place.into(), (&words).into()])
            }
        }?;
        Ok(())
    }

    /// Takes the records of a reading out of the index.
    pub(crate) fn unindex(&self, reading: i64) -> Result<(), Fault> {
        match self {
            Self::Sqlite(_) => {
                let first = reading * PLACES;
                let delete = "DELETE FROM word WHERE rowid >= ?1 AND rowid < ?2";
                self.execute(delete, &[first.into(), (first + PLACES).into()])
            }
            Self::Server(_) => self.execute("DELETE FROM word WHERE reading = ?1", &[reading.into()]),
        }?;
        Ok(())
    }

    /// Writes the index anew without the words that only records had which were taken out.
    pub(crate) fn condense_index(&self) -> Result<(), Fault> {
        match self {
            Self::Sqlite(_) => self.batch("INSERT INTO word (word) VALUES ('optimize')"),
            // What a row had is gone when the table is written anew.
            Self::Server(_) => Ok(()),
        }
    }

    /// Returns the records that the index does not lead to, then the places it leads to where no record is.
    pub(crate) fn misindexed(&self) -> Result<[Vec<(i64, i64)>; 2], Fault> {
        let (is_it, places) = match self {
            Self::Sqlite(_) => (
                format!("word.rowid = record.reading * {PLACES} + record.place"),
                format!("word.rowid / {PLACES} AS reading, word.rowid % {PLACES} AS place"),
            ),
            Self::Server(_) => (
                "word.reading = record.reading AND word.place = record.place".to_owned(),
                "word.reading, word.place".to_owned(),
            ),
        };
        let left_out = format!(
            "SELECT reading, place FROM record WHERE NOT EXISTS (SELECT 1 FROM word WHERE {is_it}) ORDER BY 1, 2"
        );
        let astray = format!(
            "SELECT reading, place FROM (SELECT {places} FROM word) AS led WHERE NOT EXISTS (SELECT 1 FROM record \
             WHERE record.reading = led.reading AND record.place = led.place) ORDER BY 1, 2"
        );
        let pair = |row: &Row<'_>| Ok((row.get(0)?, row.get(1)?));
        Ok([self.rows(&left_out, &[], pair)?, self.rows(&astray, &[], pair)?])
    }

    /// Returns the tables in which the index leads to records.
    pub(crate) fn indexed_records(&self) -> String {
        match self {
            Self::Sqlite(_) => format!(
                "word JOIN record ON record.reading = word.rowid / {PLACES} AND record.place = word.rowid % {PLACES}"
            ),
            Self::Server(_) => {
                "word JOIN record ON record.reading = word.reading AND record.place = word.place".to_owned()
            }
        }
    }

    /// Returns the condition that a row of the index has what the first parameter asks for.
    pub(crate) fn index_matches(&self) -> &'static str {
        match self {
            Self::Sqlite(_) => "word MATCH ?1",
            Self::Server(_) => "word.words @@ ?1::text::tsquery",
        }
    }

    /// Writes down that words must all be there, some of them whole, and of some the beginnings.
    pub(crate) fn match_of(&self, whole: &[String], beginnings: &[String]) -> String {
        let (joint, quote, rest) = match self {
            Self::Sqlite(_) => (" AND ", '"', " *"),
            Self::Server(_) => (" & ", '\'', ":*"),
        };
        let whole = whole.iter().map(|word| format!("{quote}{word}{quote}"));
        let beginnings = beginnings.iter().map(|word| format!("{quote}{word}{quote}{rest}"));
        whole.chain(beginnings).collect::<Vec<_>>().join(joint)
    }
}
