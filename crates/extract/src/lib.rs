//! What does this text say?
//!
//! In goes a [`Source`]; out comes a [`Reading`]. Reading is total: odd text gives notes, never an error.

use casus_claim::Reading;
use casus_text::Source;

/// Reads a document.
pub fn read(source: &Source) -> Reading {
    Reading::new(source.id(), Vec::new(), Vec::new(), Vec::new(), vec![source.whole()])
}
