//! What does the engine ask of the world?
//!
//! Nothing but the time: documents and the ledger are handed in. The application answers, and a test answers what it
//! likes.

use jiff::Timestamp;

/// The world outside.
pub trait World {
    /// Returns the present instant.
    fn now(&self) -> Timestamp;
}

impl World for Timestamp {
    fn now(&self) -> Timestamp {
        *self
    }
}
