//! What does a failure of the database mean?

use postgres::error::SqlState;
use rusqlite::ffi;

use crate::{Error, Location};

/// A failure inside this room, before it is known which ledger it is about.
#[derive(Debug)]
pub(crate) enum Fault {
    /// SQLite failed.
    Sqlite(rusqlite::Error),
    /// PostgreSQL failed.
    Server(postgres::Error),
    /// What is stored does not fit together.
    Corrupt(String),
    /// A reading does not fit its document.
    Unfit {
        /// The path of the document.
        document: String,
        /// What does not fit.
        what: String,
    },
    /// There is no file.
    Missing,
    /// The place holds something else.
    NotALedger,
    /// The format is later than ours.
    Newer {
        /// The format that was found.
        found: i64,
        /// The last format known here.
        known: i64,
    },
    /// Something is in the way of a ledger that is to be made.
    Exists,
    /// The place cannot be written to.
    ReadOnly,
    /// The disk or the server does not answer.
    Unreachable(String),
    /// An archive is not whole, or something else.
    BadArchive(String),
    /// An archive cannot be written.
    NotArchived(String),
    /// A decision is about something that is not in the ledger, or cannot be made.
    Refused(String),
}

impl From<rusqlite::Error> for Fault {
    fn from(error: rusqlite::Error) -> Self {
        Fault::Sqlite(error)
    }
}

impl From<postgres::Error> for Fault {
    fn from(error: postgres::Error) -> Self {
        Fault::Server(error)
    }
}

impl Fault {
    /// Takes a journal that cannot be made beside an open file for what it is: a folder that cannot be written to.
    pub(crate) fn while_writing(self) -> Self {
        match self {
            Fault::Sqlite(rusqlite::Error::SqliteFailure(failure, _))
                if failure.extended_code & 0xff == ffi::SQLITE_CANTOPEN =>
            {
                Fault::ReadOnly
            }
            other => other,
        }
    }

    /// Returns whether the file is no database at all.
    pub(super) fn is_not_a_database(&self) -> bool {
        matches!(self, Fault::Sqlite(rusqlite::Error::SqliteFailure(failure, _))
            if failure.extended_code & 0xff == ffi::SQLITE_NOTADB)
    }

    /// Returns what does not fit together, where that is what failed; the fault itself where it is another.
    pub(crate) fn harm(self) -> Result<String, Self> {
        match self {
            Fault::Corrupt(what) => Ok(what),
            Fault::Sqlite(error) => match of_sqlite_harm(&error) {
                true => Ok(error.to_string()),
                false => Err(Fault::Sqlite(error)),
            },
            other => Err(other),
        }
    }

    /// Returns why the tables do not take a row, where it is the row that is at fault.
    pub(crate) fn refusal(self) -> Result<String, Self> {
        match &self {
            Fault::Sqlite(rusqlite::Error::SqliteFailure(failure, message))
                if matches!(failure.extended_code & 0xff, ffi::SQLITE_CONSTRAINT | ffi::SQLITE_MISMATCH) =>
            {
                Ok(message.clone().unwrap_or_else(|| failure.to_string()))
            }
            Fault::Server(error) => match error.as_db_error() {
                // Class 22 is about values, class 23 about what they must fit.
                Some(told) if ["22", "23"].contains(&&told.code().code()[..2]) => Ok(told.message().to_owned()),
                _ => Err(self),
            },
            _ => Err(self),
        }
    }

    /// Says in front of what is corrupt where it stands.
    pub(crate) fn within(self, place: impl FnOnce() -> String) -> Self {
        match self {
            Fault::Corrupt(what) => Fault::Corrupt(format!("{}: {what}", place())),
            other => other,
        }
    }

    /// Names the ledger.
    pub(crate) fn at(self, place: &Location) -> Error {
        let place = place.clone();
        match self {
            Fault::Sqlite(error) => of_sqlite(error, place),
            Fault::Server(error) => of_server(&error, place),
            Fault::Corrupt(what) => Error::Corrupt { place, what },
            Fault::Unfit { document, what } => Error::Unfit { document, what },
            Fault::Missing => Error::Missing { place },
            Fault::NotALedger => Error::NotALedger { place },
            Fault::Newer { found, known } => Error::Newer { place, found, known },
            Fault::Exists => Error::Exists { place },
            Fault::ReadOnly => Error::ReadOnly { place },
            Fault::Unreachable(reason) => Error::Storage { place, reason },
            Fault::BadArchive(what) => Error::BadArchive { what },
            Fault::NotArchived(reason) => Error::NotArchived { reason },
            Fault::Refused(what) => Error::Refused { what },
        }
    }
}

/// Returns whether a page is broken, or a column is missing or holds another type than ours.
fn of_sqlite_harm(error: &rusqlite::Error) -> bool {
    match error {
        rusqlite::Error::SqliteFailure(failure, _) => failure.extended_code & 0xff == ffi::SQLITE_CORRUPT,
        _ => true,
    }
}

fn of_sqlite(error: rusqlite::Error, place: Location) -> Error {
    let reason = error.to_string();
    let rusqlite::Error::SqliteFailure(failure, _) = &error else {
        // A column that is missing or holds another type than ours; queries themselves are tested.
        return Error::Corrupt { place, what: reason };
    };
    match failure.extended_code & 0xff {
        ffi::SQLITE_FULL => Error::Full { place },
        ffi::SQLITE_BUSY | ffi::SQLITE_LOCKED => Error::Busy { place },
        ffi::SQLITE_READONLY => Error::ReadOnly { place },
        ffi::SQLITE_NOTADB => Error::NotALedger { place },
        ffi::SQLITE_CORRUPT => Error::Corrupt { place, what: reason },
        _ => Error::Storage { place, reason },
    }
}

fn of_server(error: &postgres::Error, place: Location) -> Error {
    let Some(told) = error.as_db_error() else {
        let reason = match std::error::Error::source(error) {
            Some(cause) => format!("{error}: {cause}"),
            None => error.to_string(),
        };
        return Error::Storage { place, reason };
    };
    match told.code() {
        &SqlState::DISK_FULL => Error::Full { place },
        &SqlState::LOCK_NOT_AVAILABLE | &SqlState::T_R_DEADLOCK_DETECTED => Error::Busy { place },
        &SqlState::READ_ONLY_SQL_TRANSACTION | &SqlState::INSUFFICIENT_PRIVILEGE => Error::ReadOnly { place },
        &SqlState::DATA_CORRUPTED | &SqlState::INDEX_CORRUPTED | &SqlState::UNDEFINED_COLUMN => {
            Error::Corrupt { place, what: told.message().to_owned() }
        }
        _ => Error::Storage { place, reason: told.message().to_owned() },
    }
}
