//! Which addresses are known, what did each give, and when is it to be asked next?

use casus_engine::dossier::Place;
use jiff::Timestamp;
use jiff::civil::Date;
use rusqlite::{OptionalExtension, Row, params};

use crate::Error;

use super::sources::key;
use super::{Book, day_of, instant_of, written};

/// What an answer of the web is asked with the next time.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Given {
    pub(crate) etag: Option<String>,
    pub(crate) last_modified: Option<String>,
    /// The address that gave these two.
    pub(crate) given_by: Option<String>,
}

/// What a source says of an address.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Announced {
    pub(crate) address: String,
    pub(crate) title: Option<String>,
    pub(crate) published: Option<Date>,
    /// What changes when the source says that the document did.
    pub(crate) stamp: Option<String>,
}

/// What is remembered of an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Address {
    pub(crate) announced: Announced,
    /// The source that named it, as the book calls it.
    pub(crate) place: String,
    /// Whether it was there when its source was read first.
    pub(crate) is_quiet: bool,
    pub(crate) given: Given,
    /// The hash of the bytes that it gave last.
    pub(crate) hash: Option<String>,
    /// When a document was read there first.
    pub(crate) first_read: Option<Timestamp>,
    /// Since when it gives nothing.
    pub(crate) missing_since: Option<Timestamp>,
    pub(crate) is_gone: bool,
    pub(crate) tries: i64,
}

/// What an address gave when it was asked.
#[derive(Clone, Debug)]
pub(crate) enum Read {
    /// A document, or the one that it gave before.
    There { given: Given, hash: Option<String> },
    /// Nothing, where something was.
    Missing { is_gone: bool },
    /// Nothing that can be read, for now or for good.
    Failed(String),
}

impl Book {
    /// Notes the addresses that a source names: those that are new, and those of which it says that they changed, are to
    /// be asked at once.
    pub(crate) fn announce(
        &mut self,
        place: &Place,
        all: &[Announced],
        is_quiet: bool,
        now: Timestamp,
    ) -> Result<(), Error> {
        let insert = "INSERT INTO address (address, place, title, published, stamp, is_quiet, found, next) \
                      VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?7) ON CONFLICT (address) DO UPDATE SET \
                      title = excluded.title, stamp = excluded.stamp, next = excluded.next, is_quiet = 0 \
                      WHERE excluded.stamp IS NOT NULL AND excluded.stamp IS NOT address.stamp";
        let place = key(place);
        self.write(|db| {
            let mut statement = db.prepare(insert)?;
            for one in all {
                let day = one.published.map(|day| day.to_string());
                statement.execute(params![one.address, place, one.title, day, one.stamp, is_quiet, written(now)])?;
            }
            Ok(())
        })
    }

    /// Lists the addresses that are to be asked by an instant: what is news before what was there before, and what waits
    /// longest first.
    pub(crate) fn due(&self, now: Timestamp, limit: usize) -> Result<Vec<Address>, Error> {
        let select = format!("{SELECT} WHERE next <= ?1 ORDER BY is_quiet, next, found, address LIMIT ?2");
        self.ask(|db| {
            let mut statement = db.prepare_cached(&select)?;
            let rows = statement.query_map(params![written(now), limit as i64], of_row)?;
            rows.collect()
        })
    }

    /// Returns what is remembered of an address.
    pub(crate) fn address(&self, address: &str) -> Result<Option<Address>, Error> {
        let select = format!("{SELECT} WHERE address = ?1");
        self.ask(|db| db.query_row(&select, [address], of_row).optional())
    }

    /// Notes what an address gave, and when to ask it next; it is never asked again without a next time.
    pub(crate) fn note_address(
        &mut self,
        address: &Address,
        read: &Read,
        now: Timestamp,
        next: Option<Timestamp>,
    ) -> Result<(), Error> {
        let (now, next) = (written(now), next.map(written));
        let of = &address.announced.address;
        self.write(|db| match read {
            Read::There { given, hash } => db.execute(
                "UPDATE address SET etag = ?2, last_modified = ?3, given_by = ?4, hash = coalesce(?5, hash), \
                 first_read = coalesce(first_read, ?6), last_read = ?6, missing_since = NULL, is_gone = 0, \
                 last_error = NULL, tries = 0, next = ?7 WHERE address = ?1",
                params![of, given.etag, given.last_modified, given.given_by, hash, now, next],
            ),
            Read::Missing { is_gone } => db.execute(
                "UPDATE address SET missing_since = coalesce(missing_since, ?2), is_gone = ?3, tries = tries + 1, \
                 next = ?4 WHERE address = ?1",
                params![of, now, is_gone, next],
            ),
            Read::Failed(error) => db.execute(
                "UPDATE address SET last_error = ?2, tries = tries + 1, next = ?3 WHERE address = ?1",
                params![of, error, next],
            ),
        })
        .map(drop)
    }

    /// Returns the source of a document, as the book calls it, by its address.
    pub(crate) fn place_of(&self, address: &str) -> Result<Option<String>, Error> {
        let select = "SELECT place FROM address WHERE address = ?1";
        self.ask(|db| db.query_row(select, [address], |row| row.get(0)).optional())
    }

    /// Counts the addresses of a source: those that are known, those that were read, and those that are gone.
    pub(crate) fn counts(&self, place: &Place) -> Result<[i64; 3], Error> {
        let select = "SELECT count(*), count(first_read), coalesce(sum(is_gone), 0) FROM address WHERE place = ?1";
        self.ask(|db| db.query_row(select, [key(place)], |row| Ok([row.get(0)?, row.get(1)?, row.get(2)?])))
    }
}

const SELECT: &str = "SELECT address, title, published, stamp, place, is_quiet, etag, last_modified, given_by, hash, \
                      first_read, missing_since, is_gone, tries FROM address";

fn of_row(row: &Row<'_>) -> rusqlite::Result<Address> {
    Ok(Address {
        announced: Announced {
            address: row.get(0)?,
            title: row.get(1)?,
            published: day_of(row, 2)?,
            stamp: row.get(3)?,
        },
        place: row.get(4)?,
        is_quiet: row.get(5)?,
        given: Given { etag: row.get(6)?, last_modified: row.get(7)?, given_by: row.get(8)? },
        hash: row.get(9)?,
        first_read: instant_of(row, 10)?,
        missing_since: instant_of(row, 11)?,
        is_gone: row.get(12)?,
        tries: row.get(13)?,
    })
}
