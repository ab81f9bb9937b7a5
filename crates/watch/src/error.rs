//! Why can nothing be watched?

use casus_engine::ledger;

/// A look could not be taken to its end; what it had done until then stays, and the next one goes on from there.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The book of the watch cannot be read or written.
    #[error("the book of the watch `{path}` {what}")]
    Book {
        /// Its file.
        path: String,
        /// What is wrong.
        what: String,
    },
    /// The ledger cannot be read or written.
    #[error(transparent)]
    Ledger(#[from] ledger::Error),
    /// The dossier does not fit what it asks for.
    #[error(transparent)]
    Question(casus_engine::Error),
}
