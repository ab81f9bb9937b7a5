//! What does a failure of the database mean?

use std::path::Path;

use rusqlite::ffi;

use crate::Error;

/// A failure inside this room, before it is known which file it is about.
#[derive(Debug)]
pub(crate) enum Fault {
    /// The database failed.
    Database(rusqlite::Error),
    /// What is stored does not fit together.
    Corrupt(String),
    /// A reading does not fit its document.
    Unfit {
        /// The path of the document.
        document: String,
        /// What does not fit.
        what: String,
    },
    /// The file is not one of ours.
    NotALedger,
    /// The format is later than ours.
    Newer {
        /// The format that was found.
        found: i64,
    },
    /// The file is in the way of a ledger that is to be made.
    Exists,
    /// The file cannot be written to.
    ReadOnly,
}

impl From<rusqlite::Error> for Fault {
    fn from(error: rusqlite::Error) -> Self {
        Fault::Database(error)
    }
}

impl Fault {
    /// Takes a journal that cannot be made beside an open file for what it is: a folder that cannot be written to.
    pub(crate) fn while_writing(self) -> Self {
        match self {
            Fault::Database(rusqlite::Error::SqliteFailure(failure, _))
                if failure.extended_code & 0xff == ffi::SQLITE_CANTOPEN =>
            {
                Fault::ReadOnly
            }
            other => other,
        }
    }

    /// Says in front of what is corrupt where it stands.
    pub(crate) fn within(self, place: impl FnOnce() -> String) -> Self {
        match self {
            Fault::Corrupt(what) => Fault::Corrupt(format!("{}: {what}", place())),
            other => other,
        }
    }

    /// Names the file.
    pub(crate) fn at(self, path: &Path) -> Error {
        let path = path.to_owned();
        match self {
            Fault::Database(error) => of_database(error, &path),
            Fault::Corrupt(what) => Error::Corrupt { path, what },
            Fault::Unfit { document, what } => Error::Unfit { document, what },
            Fault::NotALedger => Error::NotALedger { path },
            Fault::Newer { found } => Error::Newer { path, found, known: crate::schema::FORMAT },
            Fault::Exists => Error::Exists { path },
            Fault::ReadOnly => Error::ReadOnly { path },
        }
    }
}

fn of_database(error: rusqlite::Error, path: &Path) -> Error {
    let path = path.to_owned();
    let reason = error.to_string();
    let rusqlite::Error::SqliteFailure(failure, _) = &error else {
        // A column that is missing or holds another type than ours; queries themselves are tested.
        return Error::Corrupt { path, what: reason };
    };
    match failure.extended_code & 0xff {
        ffi::SQLITE_FULL => Error::Full { path },
        ffi::SQLITE_BUSY | ffi::SQLITE_LOCKED => Error::Busy { path },
        ffi::SQLITE_READONLY => Error::ReadOnly { path },
        ffi::SQLITE_NOTADB => Error::NotALedger { path },
        ffi::SQLITE_CORRUPT => Error::Corrupt { path, what: reason },
        _ => Error::Storage { path, reason },
    }
}
