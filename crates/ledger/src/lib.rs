//! What did we know, when?
//!
//! In go documents as bytes, their sources and what somebody read out of them; out comes what had been recorded by an
//! instant. A [`Ledger`] is a file of SQLite or a database of PostgreSQL. Everything in it is added and nothing is changed or deleted, so an answer
//! about the past stays the same whatever is added later. "Now" is an argument.
//!
//! What comes back is built again from the stored text: a record whose quote does not stand there is an
//! [`Error::Corrupt`] and never a record.

pub mod identity;

mod contradiction;
mod dating;
mod decision;
mod document;
mod error;
mod location;
mod reader;

pub mod thread;

mod database;
mod ledger;

mod act;
mod view;

mod archive;
mod decide;
mod find;
mod ingest;
mod known;
mod redact;
mod review;
mod search;
mod verify;

mod stored;

#[cfg(test)]
mod tests;

pub use archive::Archived;
pub use contradiction::{Contradiction, ContradictionKind, Side, contradictions, days_stale};
pub use dating::{DateReason, DateReasonKind, Dating, Window, datings};
pub use decide::Person;
pub use decision::{Decided, Decision, DecisionId, Grade, Graded, Named, Subject};
pub use document::{Change, DocumentId, Incoming, Ingested, Known};
pub use error::Error;
pub use find::{Candidate, Entry, Found, Occurrence};
pub use known::Period;
pub use ledger::Ledger;
pub use location::Location;
pub use reader::{Reader, ReaderKind};
pub use redact::{Placed, Redacted, Redaction};
pub use review::{Review, Reviewed, State};
pub use search::{Hit, Search};
pub use verify::{Finding, Progress, Verification};
