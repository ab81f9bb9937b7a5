//! Is the ledger whole, and what exactly is wrong with it?
//!
//! Everything is worked out again from what it hangs on: each hash from its bytes, each quote from its text, each
//! reference from its record, each "replaced by" from the order of sightings. What does not come out as it is stored is
//! a [`Finding`], and the search goes on.

mod acts;
mod decisions;
mod documents;
mod pointers;
mod readings;

use std::fmt;

use crate::database::tables::TABLES;
use crate::database::{Database, Fault};
use crate::{DocumentId, Error, Ledger};

/// What looking through a ledger came to.
#[must_use = "what is wrong stands in it"]
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Verification {
    /// How many rows each table has, in the order in which tables build on one another.
    pub checked: Vec<(&'static str, u64)>,
    /// Everything that is wrong.
    pub findings: Vec<Finding>,
}

impl Verification {
    /// Returns whether nothing is wrong.
    pub fn is_whole(&self) -> bool {
        self.findings.is_empty()
    }
}

/// One thing that is wrong with a ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The table that it stands in; `None` for the database as such.
    pub table: Option<&'static str>,
    /// The key of its row.
    pub row: Option<String>,
    /// The document, decision or act that is meant, as a person knows it.
    pub about: String,
    /// What does not fit.
    pub what: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.about, self.what)
    }
}

/// How far a search has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// So many documents are done.
    pub done: u64,
    /// So many there are.
    pub of: u64,
}

impl Ledger {
    /// Returns the bytes of a document as they arrived, or `None` when it is not in the ledger.
    pub fn original(&self, document: &DocumentId) -> Result<Option<Vec<u8>>, Error> {
        self.read(|db| {
            let select = "SELECT hash, bytes FROM original JOIN document ON document.original = original.hash \
                          WHERE document.id = ?1 AND document.id NOT IN (SELECT document FROM redaction)";
            let found = db.first(select, &[document.as_str().into()], |row| Ok((row.get(0)?, row.get(1)?)))?;
            found.map(|(hash, bytes)| unharmed(hash, bytes)).transpose()
        })
    }

    /// Goes through the whole ledger and returns everything that does not fit together.
    ///
    /// Fails when the ledger cannot be asked, and not when something in it is wrong.
    pub fn verify(&self) -> Result<Verification, Error> {
        self.verify_telling(|_| {})
    }

    /// Does as [`Ledger::verify`], and tells after each document how far it has come.
    pub fn verify_telling(&self, mut tell: impl FnMut(Progress)) -> Result<Verification, Error> {
        self.read(|db| of(db, &mut tell))
    }
}

/// Goes through a database within a transaction.
pub(crate) fn of(db: &Database, tell: &mut dyn FnMut(Progress)) -> Result<Verification, Fault> {
    let mut search = Search { db, found: Verification::default(), tell };
    for table in &TABLES {
        search.part(Some(table.name), |search| {
            let count = db.only(&format!("SELECT count(*) FROM {}", table.name), &[], |row| row.get::<i64>(0))?;
            search.found.checked.push((table.name, count.unsigned_abs()));
            Ok(())
        })?;
    }
    search.part(None, |search| {
        let harm = db.harm()?;
        harm.into_iter().for_each(|what| search.find(None, None, "database", what));
        Ok(())
    })?;
    search.part(Some("act"), Search::acts)?;
    search.pointers()?;
    search.part(Some("document"), Search::documents)?;
    search.part(Some("record"), Search::index)?;
    search.part(Some("decision"), Search::decisions)?;
    search.part(Some("redaction"), Search::redactions)?;
    Ok(search.found)
}

/// A search under way.
struct Search<'a> {
    db: &'a Database,
    found: Verification,
    tell: &'a mut dyn FnMut(Progress),
}

/// So many keys are in memory at once.
const PAGE: i64 = 500;

impl<'a> Search<'a> {
    fn find(&mut self, table: Option<&'static str>, row: Option<String>, about: impl Into<String>, what: String) {
        let finding = Finding { table, row, about: about.into(), what };
        self.found.findings.push(finding);
    }

    /// Does a part of the search; where it meets harm that stops it, that is found, and the other parts are still done.
    fn part(
        &mut self,
        table: Option<&'static str>,
        work: impl FnOnce(&mut Self) -> Result<(), Fault>,
    ) -> Result<(), Fault> {
        let Err(fault) = work(self) else { return Ok(()) };
        let what = fault.harm()?;
        let about = table.map_or("database".to_owned(), |table| format!("table `{table}`"));
        self.find(table, None, about, what);
        Ok(())
    }

    /// Returns what came out of a row, or else finds what is wrong with the row.
    fn sound<T>(
        &mut self,
        (table, row): (&'static str, &str),
        about: &str,
        result: Result<T, Fault>,
    ) -> Result<Option<T>, Fault> {
        match result {
            Ok(sound) => Ok(Some(sound)),
            Err(fault) => {
                let what = fault.harm()?;
                self.find(Some(table), Some(row.to_owned()), about, what);
                Ok(None)
            }
        }
    }
}

fn unharmed(hash: String, bytes: Vec<u8>) -> Result<Vec<u8>, Fault> {
    if blake3::hash(&bytes).to_string() == hash {
        return Ok(bytes);
    }
    Err(Fault::Corrupt(format!("the bytes under `{hash}` do not fit their hash")))
}
