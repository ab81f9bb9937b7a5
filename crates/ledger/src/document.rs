//! What goes in and what comes out: a document with its readings.

use std::fmt;

use casus_claim::Reading;
use casus_text::Source;
use jiff::Timestamp;

use crate::Reader;

/// The id of certain bytes at a certain address: the BLAKE3 hash of both, and of the text that the bytes decode to.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DocumentId(String);

impl DocumentId {
    /// Takes the hash of the bytes, the id of the text and the address.
    pub(crate) fn of(original: &str, text: &str, address: &str) -> Self {
        // Both hashes have a fixed length, so no two triples are joined alike.
        Self(blake3::hash(format!("{original}{text}{address}").as_bytes()).to_string())
    }

    pub(crate) fn stored(id: String) -> Self {
        Self(id)
    }

    /// Returns the id as hexadecimal digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for DocumentId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

/// A document that is to be recorded with a reading of it.
#[derive(Clone, Copy, Debug)]
pub struct Incoming<'a> {
    /// The bytes as they arrived.
    pub bytes: &'a [u8],
    /// The text they decode to, with what is known of it.
    pub source: &'a Source,
    /// Who read it.
    pub reader: &'a Reader,
    /// What was read.
    pub reading: &'a Reading,
}

/// What recording did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ingested {
    /// The document.
    pub document: DocumentId,
    /// What the ledger took.
    pub change: Change,
}

/// What the ledger took of something that came in; it takes nothing that it has.
///
/// Everything but [`Change::Nothing`] and [`Change::Redacted`] gives the instant under which it is recorded: the caller's now, or the instant of
/// the last entry when the caller's clock is behind that.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// Nothing: all of it was there.
    Nothing,
    /// The first document at its address.
    Document {
        /// The instant it is recorded under.
        recorded_at: Timestamp,
    },
    /// Other bytes at an address that gave a document before.
    Version {
        /// The document that the address gave until then.
        of: DocumentId,
        /// The instant it is recorded under.
        recorded_at: Timestamp,
    },
    /// The same bytes, of which something else is said: another title, day, publisher, address or path.
    Origin {
        /// The instant it is recorded under.
        recorded_at: Timestamp,
    },
    /// A further reading of a document.
    Reading {
        /// The instant it is recorded under.
        recorded_at: Timestamp,
    },
    /// Nothing: the document was redacted, or every document with these bytes or this text was.
    Redacted,
}

/// A document as it was known at an instant.
#[derive(Clone, Debug)]
pub struct Known {
    /// Its id.
    pub document: DocumentId,
    /// Its text, with what was known of it at that instant.
    pub source: Source,
    /// What was read out of it: by rules in the order in which it was recorded, then by models, then by people.
    ///
    /// Of each set of rules this is the last reading, which replaces one made under another origin; where several sets
    /// of rules have read it, the last is that of the latest. Models and people add to what they read before.
    pub readings: Vec<(Reader, Reading)>,
    /// When it was first recorded.
    pub recorded_at: Timestamp,
    /// The document that its address gave before, when that had other bytes.
    pub version_of: Option<DocumentId>,
    /// The document that its address gave afterwards; `None` while this is the present version.
    pub replaced_by: Option<DocumentId>,
}
