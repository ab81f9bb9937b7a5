//! What was asked, told and delivered?
//!
//! A file of SQLite beside the dossier. Each step of a look is one transaction, so that a process that is killed leaves
//! nothing half done.

mod addresses;
mod alerts;
mod sources;

use std::path::{Path, PathBuf};

use jiff::Timestamp;
use jiff::civil::Date;
use rusqlite::{Connection, OptionalExtension, Row, Transaction, TransactionBehavior, params};

use crate::Error;

pub(crate) use addresses::{Address, Announced, Given, Read};
pub use alerts::Delivery;
pub(crate) use sources::{Polled, key};

/// What the file is called in the folder of a dossier.
pub const BOOK: &str = "watch.casus";

/// Marks a file as the book of a watch: `CasW` in ASCII.
const APPLICATION_ID: i64 = 0x4361_7357;
/// The format that this version writes.
const FORMAT: i64 = 1;
/// How long to wait for another process that writes.
const WAIT_MILLIS: u64 = 10_000;

/// The memory of a watch.
#[derive(Debug)]
pub struct Book {
    db: Connection,
    path: PathBuf,
}

/// How far developments were told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Mark {
    /// The instant of the last act of the ledger that was looked at; nothing where the ledger was empty.
    pub(crate) instant: Option<Timestamp>,
    /// The day as of which it was looked at.
    pub(crate) day: Date,
}

impl Book {
    /// Opens a book, or makes one where there is none.
    pub fn open(path: &Path) -> Result<Self, Error> {
        let fails = |what: String| Error::Book { path: path.display().to_string(), what };
        let db = Connection::open(path).map_err(|error| fails(said(&error)))?;
        let book = Self { db, path: path.to_owned() };
        book.begin().map_err(|error| book.fails(&error))?;
        let (mark, format) = book.header().map_err(|error| book.fails(&error))?;
        match (mark, format) {
            (APPLICATION_ID, FORMAT) => Ok(book),
            (APPLICATION_ID, other) => {
                Err(fails(format!("has format `{other}`, and this version of Casus knows `{FORMAT}`")))
            }
            _ => Err(fails("is no book of a watch".to_owned())),
        }
    }

    /// Makes the tables in a file that holds nothing.
    fn begin(&self) -> rusqlite::Result<()> {
        self.db.busy_timeout(std::time::Duration::from_millis(WAIT_MILLIS))?;
        self.db.pragma_update(None, "synchronous", "FULL")?;
        self.db.pragma_update(None, "foreign_keys", true)?;
        self.db.execute_batch("BEGIN IMMEDIATE")?;
        let made = self.db.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get::<_, i64>(0)).and_then(
            |tables| {
                if tables == 0 {
                    self.db.execute_batch(include_str!("schema.sql"))?;
                    self.db.pragma_update(None, "application_id", APPLICATION_ID)?;
                    self.db.pragma_update(None, "user_version", FORMAT)?;
                }
                self.db.execute_batch("COMMIT")
            },
        );
        if made.is_err() {
            let _ = self.db.execute_batch("ROLLBACK");
        }
        made
    }

    fn header(&self) -> rusqlite::Result<(i64, i64)> {
        let field = |name: &str| self.db.pragma_query_value(None, name, |row| row.get(0));
        Ok((field("application_id")?, field("user_version")?))
    }

    /// Returns how far developments were told; nothing before the first look.
    pub(crate) fn mark(&self) -> Result<Option<Mark>, Error> {
        let of_row =
            |row: &Row<'_>| Ok(Mark { instant: instant_of(row, 0)?, day: day_of(row, 1)?.unwrap_or(Date::MIN) });
        self.ask(|db| db.query_row("SELECT instant, day FROM mark", [], of_row).optional())
    }

    /// Returns when a brief was written last.
    pub(crate) fn last_brief(&self, name: &str) -> Result<Option<Timestamp>, Error> {
        let select = "SELECT max(due) FROM brief WHERE name = ?1";
        self.ask(|db| db.query_row(select, [name], |row| instant_of(row, 0)))
    }

    /// Notes that a brief was written.
    pub(crate) fn note_brief(&mut self, name: &str, due: Timestamp) -> Result<(), Error> {
        let insert = "INSERT INTO brief VALUES (?1, ?2) ON CONFLICT DO NOTHING";
        self.write(|db| db.execute(insert, params![name, written(due)]).map(drop))
    }

    fn ask<T>(&self, ask: impl FnOnce(&Connection) -> rusqlite::Result<T>) -> Result<T, Error> {
        ask(&self.db).map_err(|error| self.fails(&error))
    }

    /// Runs one transaction: all that it writes is there afterwards, or none of it.
    fn write<T>(&mut self, work: impl FnOnce(&Transaction<'_>) -> rusqlite::Result<T>) -> Result<T, Error> {
        let path = self.path.clone();
        let done = self.db.transaction_with_behavior(TransactionBehavior::Immediate).and_then(|transaction| {
            let done = work(&transaction)?;
            transaction.commit()?;
            Ok(done)
        });
        done.map_err(|error| Error::Book { path: path.display().to_string(), what: said(&error) })
    }

    fn fails(&self, error: &rusqlite::Error) -> Error {
        Error::Book { path: self.path.display().to_string(), what: said(error) }
    }
}

fn said(error: &rusqlite::Error) -> String {
    match error.sqlite_error_code() {
        Some(rusqlite::ErrorCode::NotADatabase) => "is no book of a watch".to_owned(),
        Some(rusqlite::ErrorCode::DatabaseBusy) => "is in use by another watch".to_owned(),
        Some(rusqlite::ErrorCode::DiskFull) => "cannot be written: the disk is full".to_owned(),
        _ => format!("cannot be used: {error}"),
    }
}

/// Writes an instant so that text sorts as time does.
fn written(instant: Timestamp) -> String {
    format!("{instant:.9}")
}

fn instant_of(row: &Row<'_>, place: usize) -> rusqlite::Result<Option<Timestamp>> {
    parsed(row, place)
}

fn day_of(row: &Row<'_>, place: usize) -> rusqlite::Result<Option<Date>> {
    parsed(row, place)
}

fn parsed<T: std::str::FromStr<Err: std::error::Error + Send + Sync + 'static>>(
    row: &Row<'_>,
    place: usize,
) -> rusqlite::Result<Option<T>> {
    let text: Option<String> = row.get(place)?;
    let wrong =
        |error: T::Err| rusqlite::Error::FromSqlConversionFailure(place, rusqlite::types::Type::Text, Box::new(error));
    text.map(|text| text.parse().map_err(wrong)).transpose()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_book_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("watch.casus");
        std::fs::write(&path, "Buy bread.".repeat(100)).unwrap();
        let error = Book::open(&path).unwrap_err().to_string();
        assert!(error.ends_with("is no book of a watch"), "{error}");
        assert_eq!(std::fs::read(&path).unwrap().len(), 1000);
        let other = folder.path().join("other.casus");
        Connection::open(&other).unwrap().execute_batch("CREATE TABLE a (b)").unwrap();
        let error = Book::open(&other).unwrap_err().to_string();
        assert!(error.ends_with("is no book of a watch"), "{error}");
    }

    #[test]
    fn a_book_is_opened_again_as_it_was() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(BOOK);
        let due: Timestamp = "2031-05-05T06:00:00Z".parse().unwrap();
        Book::open(&path).unwrap().note_brief("day", due).unwrap();
        let book = Book::open(&path).unwrap();
        assert_eq!(book.last_brief("day").unwrap(), Some(due));
        assert_eq!(book.mark().unwrap(), None);
    }
}
