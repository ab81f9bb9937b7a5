//! How does each database keep an index of words?
//!
//! SQLite keeps it in a full-text table without the texts, whose row numbers are made of the reading and the place of a
//! record; PostgreSQL in a vector of lexemes beside both.

use std::collections::BTreeSet;

use super::{Database, Fault};

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
