//! What can be wrong with a ledger?

use crate::Location;

/// A ledger that cannot be used as it was asked.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is no ledger.
    #[error("there is no ledger at `{place}`")]
    Missing {
        /// The place.
        place: Location,
    },
    /// There is a file where a ledger is to be made.
    #[error("`{place}` is there already")]
    Exists {
        /// The place.
        place: Location,
    },
    /// The file is something else.
    #[error("`{place}` is not a ledger of Casus")]
    NotALedger {
        /// The place.
        place: Location,
    },
    /// A later Casus made or changed the ledger.
    #[error("the ledger `{place}` has format `{found}`, and this version of Casus knows formats up to `{known}`")]
    Newer {
        /// The place.
        place: Location,
        /// The format it has.
        found: i64,
        /// The last format known here.
        known: i64,
    },
    /// The ledger, or the folder that it lies in, cannot be written to.
    #[error("the ledger `{place}` is read-only")]
    ReadOnly {
        /// The place.
        place: Location,
    },
    /// The disk has no room left.
    #[error("the disk is full: the ledger `{place}` is as it was before")]
    Full {
        /// The place.
        place: Location,
    },
    /// Somebody else writes to the ledger.
    #[error("the ledger `{place}` is in use by another program")]
    Busy {
        /// The place.
        place: Location,
    },
    /// What is stored does not fit together.
    #[error("the ledger `{place}` is damaged: {what}")]
    Corrupt {
        /// The place.
        place: Location,
        /// What does not fit, with the document or record.
        what: String,
    },
    /// A reading would not come back as it went in.
    #[error("a reading of `{document}` cannot be stored: {what}")]
    Unfit {
        /// The path of the document that was read.
        document: String,
        /// What does not fit.
        what: String,
    },
    /// A decision is about something that is not in the ledger, or cannot be made.
    #[error("{what}")]
    Refused {
        /// What it is.
        what: String,
    },
    /// An archive is not whole, or is something else.
    #[error("the archive cannot be restored: {what}")]
    BadArchive {
        /// What is wrong with it.
        what: String,
    },
    /// An archive cannot be written.
    #[error("the archive cannot be written: {reason}")]
    NotArchived {
        /// What the system says.
        reason: String,
    },
    /// A document was redacted, but the files of the database may still hold words of it.
    #[error("the document is redacted, but words of it may still lie in the files of the database: {cause}")]
    Unscrubbed {
        /// Why the files could not be written anew.
        cause: Box<Error>,
    },
    /// The disk or the database failed in another way.
    #[error("the ledger `{place}` cannot be used: {reason}")]
    Storage {
        /// The place.
        place: Location,
        /// What the database says.
        reason: String,
    },
}

impl Error {
    /// Returns the advice that goes with the message.
    pub fn hint(&self) -> Option<&'static str> {
        match self {
            Error::Missing { .. } => Some("`casus init` makes an empty dossier with a ledger"),
            Error::Exists { .. } => Some("choose another folder, or add to the ledger that is there"),
            Error::NotALedger { .. } => Some("name the folder of a dossier that `casus init` made"),
            Error::Newer { .. } => Some("use the version of Casus that wrote it, or a later one"),
            Error::ReadOnly { .. } => Some("make the file and its folder writable, or copy the dossier elsewhere"),
            Error::Full { .. } => Some("make room and repeat the command; what was added before is kept"),
            Error::Busy { .. } => Some("wait until the other program is done, and repeat the command"),
            Error::Corrupt { .. } => {
                Some("`casus verify` lists all that is wrong; `casus restore` makes a ledger from a backup")
            }
            Error::BadArchive { .. } => Some("take another copy of it; nothing was made of this one"),
            Error::NotArchived { .. } => Some("check the free space with `df`, and who may write there"),
            Error::Unscrubbed { .. } => Some("see to the cause, and redact the document once more"),
            Error::Refused { .. } | Error::Unfit { .. } | Error::Storage { .. } => None,
        }
    }
}
