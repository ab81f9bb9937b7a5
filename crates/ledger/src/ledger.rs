//! Where is the ledger? One file, made once and opened after.
//!
//! The file is written with a rollback journal and not with a write-ahead log: between two commands a ledger is one
//! file that can be copied, mailed and put under version control, and there is one writer at a time. Each commit waits
//! for the disk. A process that is killed leaves a journal beside the file, with which the next one that opens it undoes
//! what was not finished.

use std::path::{Path, PathBuf};
use std::time::Duration;

use jiff::Timestamp;
use rusqlite::{Connection, OpenFlags, OptionalExtension};

use crate::storage::Fault;
use crate::stored::instant;
use crate::{Error, schema};

/// How long to wait for another program to finish its document.
const WAIT_SECONDS: u64 = 5;

/// What was known, and when it was learned.
#[derive(Debug)]
pub struct Ledger {
    pub(crate) db: Connection,
    pub(crate) path: PathBuf,
}

impl Ledger {
    /// Makes an empty ledger at a place where there is none.
    pub fn create(path: &Path) -> Result<Self, Error> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE;
        let at = |fault: Fault| match fault.at(path) {
            // What is no database is in the way like any other file.
            Error::NotALedger { path } => Error::Exists { path },
            error => error,
        };
        let mut db = connect(path, flags).map_err(at)?;
        schema::create(&mut db).map_err(at)?;
        Ok(Self { db, path: path.to_owned() })
    }

    /// Makes an empty ledger that lives as long as the value.
    pub fn in_memory() -> Result<Self, Error> {
        let path = PathBuf::from(":memory:");
        let made = || -> Result<Connection, Fault> {
            let mut db = Connection::open_in_memory()?;
            schema::create(&mut db)?;
            Ok(db)
        };
        let db = made().map_err(|fault| fault.at(&path))?;
        Ok(Self { db, path })
    }

    /// Opens a ledger to read it and to add to it.
    pub fn open(path: &Path) -> Result<Self, Error> {
        let ledger = Self::opened(path)?;
        let is_read_only = ledger.db.is_readonly("main").map_err(|error| ledger.fails(error))?;
        if is_read_only {
            return Err(Fault::ReadOnly.at(path));
        }
        Ok(ledger)
    }

    /// Opens a ledger to read it; adding to it fails.
    ///
    /// What a killed process left unfinished is undone here too, where the file can be written to.
    pub fn open_read_only(path: &Path) -> Result<Self, Error> {
        let ledger = Self::opened(path)?;
        ledger.db.pragma_update(None, "query_only", true).map_err(|error| ledger.fails(error))?;
        Ok(ledger)
    }

    /// Returns where the ledger lies.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Returns the instant of the last entry, or `None` when there is none.
    pub fn last_recorded_at(&self) -> Result<Option<Timestamp>, Error> {
        last_recorded_at(&self.db).map_err(|fault| self.fails(fault))
    }

    fn opened(path: &Path) -> Result<Self, Error> {
        // SQLite cannot tell a missing file or a folder from a file that must not be read.
        match path.try_exists() {
            Ok(true) if path.is_dir() => return Err(Fault::NotALedger.at(path)),
            Ok(true) => {}
            Ok(false) => return Err(Error::Missing { path: path.to_owned() }),
            Err(error) => return Err(Error::Storage { path: path.to_owned(), reason: error.to_string() }),
        }
        let mut db = connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE).map_err(|fault| fault.at(path))?;
        schema::check(&mut db).map_err(|fault| fault.at(path))?;
        Ok(Self { db, path: path.to_owned() })
    }

    pub(crate) fn fails(&self, fault: impl Into<Fault>) -> Error {
        fault.into().at(&self.path)
    }
}

fn connect(path: &Path, flags: OpenFlags) -> Result<Connection, Fault> {
    let db = Connection::open_with_flags(path, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    db.busy_timeout(Duration::from_secs(WAIT_SECONDS))?;
    db.pragma_update(None, "synchronous", "FULL")?;
    db.pragma_update(None, "foreign_keys", true)?;
    // A file from elsewhere must not run functions through its schema.
    db.pragma_update(None, "trusted_schema", false)?;
    Ok(db)
}

pub(crate) fn last_recorded_at(db: &Connection) -> Result<Option<Timestamp>, Fault> {
    let last = "SELECT recorded_at FROM act ORDER BY seq DESC LIMIT 1";
    let text: Option<String> = db.query_row(last, [], |row| row.get(0)).optional()?;
    text.map(|text| instant::parsed(&text)).transpose()
}
