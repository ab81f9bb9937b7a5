//! What can go wrong in a task?

use std::io;
use std::path::{Path, PathBuf};

use thiserror::Error;

/// Why a task stopped.
#[derive(Debug, Error)]
pub enum Failure {
    /// The workspace could not be described.
    #[error("cargo cannot describe the workspace: {0}")]
    Metadata(#[from] cargo_metadata::Error),
    /// A file or folder could not be read or written.
    #[error("cannot use `{}`: {error}", path.display())]
    Disk { path: PathBuf, error: io::Error },
    /// A program could not be started.
    #[error("cannot start `{program}`: {error}")]
    Start { program: String, error: io::Error },
    /// A program ended with an error.
    #[error("`{command}` failed")]
    Command { command: String },
    /// A program is missing and could not be installed.
    #[error("`{tool}` is missing")]
    Missing { tool: String, hint: String },
    /// A file that a person or an earlier run wrote cannot be understood.
    #[error("cannot understand `{}`: {error}", path.display())]
    Format { path: PathBuf, error: String },
    /// A load that is read at one time is refused at another.
    #[error("`{load}` is refused: {message}")]
    Refused { load: String, message: String },
    /// Casus and spaCy differ in these columns by more than may be; the differences are on the screen.
    #[error("casus and spaCy agree on too few tokens: {0}")]
    Differs(String),
    /// A server for the tests does not start.
    #[error("PostgreSQL does not start: {0}")]
    Server(String),
    /// The tests were lent a server, and none used it.
    #[error("no test talked to PostgreSQL")]
    Unused,
    /// The tree or its documents break rules; the findings are on the screen.
    #[error("findings: {0}")]
    Findings(usize),
    /// Some stages of the tests failed; they are on the screen.
    #[error("failed: {0}")]
    Stages(String),
}

impl Failure {
    /// Returns what the reader may do about it.
    pub fn hint(&self) -> Option<&str> {
        match self {
            Failure::Missing { hint, .. } => Some(hint),
            Failure::Unused => {
                Some("a test that talks to the server adds a line to the file that `CASUS_TEST_POSTGRES_SEEN` names")
            }
            _ => None,
        }
    }

    /// Returns a way to say on which path an operation failed.
    pub fn disk(path: &Path) -> impl FnOnce(io::Error) -> Failure {
        move |error| Failure::Disk { path: path.to_owned(), error }
    }
}
