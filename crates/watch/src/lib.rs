//! What is new since we last looked, and who should hear of it?
//!
//! In go the sources that a dossier names, as they stand at an instant; out come new entries in the ledger and
//! [`Alert`]s, one for each development and none twice. [`Watch::round`] tells the story of one look. The ledger
//! remembers what was said; the [`Book`] remembers what was asked, told and delivered, so that a process that is killed
//! at any moment leaves off where the next one begins.

mod alert;
mod assess;
mod book;
mod deliver;
mod error;
mod look;
mod outside;
mod round;
mod rule;
mod schedule;
mod status;

pub use alert::{Alert, Cite, Edit};
pub use book::{BOOK, Book};
pub use deliver::{atom, line, plain};
pub use error::Error;
pub use outside::{Found, Outside, Parcel};
pub use round::{Outcome, Watch};
pub use status::{SourceStatus, Status};
