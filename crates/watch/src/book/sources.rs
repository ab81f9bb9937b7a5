//! When was each source read, and when is it to be read next?

use casus_engine::dossier::Place;
use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, Row, params};

use crate::Error;

use super::{Book, Given, instant_of, written};

/// What is remembered of a source.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Source {
    /// What it was read with.
    pub(crate) given: Given,
    /// When it was read first.
    pub(crate) first_read: Option<Timestamp>,
    /// When it was read last.
    pub(crate) last_read: Option<Timestamp>,
    /// Since when it cannot be read.
    pub(crate) failing_since: Option<Timestamp>,
    /// Why.
    pub(crate) last_error: Option<String>,
    /// How often it was asked.
    pub(crate) polls: i64,
    /// How often it could not be read.
    pub(crate) failures: i64,
    /// How often since it was read last.
    pub(crate) failures_in_a_row: i64,
    /// When it is to be asked next.
    pub(crate) next: Option<Timestamp>,
}

/// What a source gave when it was asked.
#[derive(Clone, Debug)]
pub(crate) enum Polled {
    /// It was read, or is as it was.
    Read(Given),
    /// It could not be read.
    Failed(String),
}

/// Returns by what a source goes in the book.
pub(crate) fn key(place: &Place) -> String {
    match place {
        Place::Feed(address) => format!("feed {address}"),
        Place::Page(address) => format!("page {address}"),
        Place::Folder(path) => format!("folder {path}"),
    }
}

impl Book {
    /// Returns what is remembered of a source.
    pub(crate) fn source(&self, place: &Place) -> Result<Source, Error> {
        self.ask(|db| source(db, &key(place))).map(Option::unwrap_or_default)
    }

    /// Notes what a source gave, and when to ask it next.
    pub(crate) fn note_source(
        &mut self,
        place: &Place,
        polled: &Polled,
        now: Timestamp,
        next: Timestamp,
    ) -> Result<(), Error> {
        let key = key(place);
        self.write(|db| {
            let Source { given, first_read, last_read, failing_since, polls, failures, failures_in_a_row, .. } =
                source(db, &key)?.unwrap_or_default();
            let is_read = matches!(polled, Polled::Read(_));
            let (given, error) = match polled {
                Polled::Read(given) => (given.clone(), None),
                Polled::Failed(error) => (given, Some(error)),
            };
            let read = |earlier: Option<Timestamp>| if is_read { earlier.or(Some(now)) } else { earlier };
            let last_read = if is_read { Some(now) } else { last_read };
            let failing_since = if is_read { None } else { failing_since.or(Some(now)) };
            let text = |instant: Option<Timestamp>| instant.map(written);
            db.execute(
                "INSERT OR REPLACE INTO source VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
                params![
                    key,
                    given.etag,
                    given.last_modified,
                    given.given_by,
                    text(read(first_read)),
                    text(last_read),
                    text(failing_since),
                    error,
                    polls + 1,
                    failures + i64::from(!is_read),
                    if is_read { 0 } else { failures_in_a_row + 1 },
                    written(next)
                ],
            )
            .map(drop)
        })
    }
}

fn source(db: &Connection, key: &str) -> rusqlite::Result<Option<Source>> {
    let select = "SELECT etag, last_modified, given_by, first_read, last_read, failing_since, last_error, polls, \
                  failures, in_a_row, next FROM source WHERE place = ?1";
    let of_row = |row: &Row<'_>| {
        Ok(Source {
            given: Given { etag: row.get(0)?, last_modified: row.get(1)?, given_by: row.get(2)? },
            first_read: instant_of(row, 3)?,
            last_read: instant_of(row, 4)?,
            failing_since: instant_of(row, 5)?,
            last_error: row.get(6)?,
            polls: row.get(7)?,
            failures: row.get(8)?,
            failures_in_a_row: row.get(9)?,
            next: instant_of(row, 10)?,
        })
    };
    db.query_row(select, [key], of_row).optional()
}
