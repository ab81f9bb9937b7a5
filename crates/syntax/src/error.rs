//! What can be wrong with a pipeline?

use std::io;

/// Why a pipeline cannot be loaded.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ModelError {
    /// A file cannot be read.
    #[error("`{name}` of the pipeline cannot be read: {error}")]
    File {
        /// The file's name within the pipeline's folder.
        name: String,
        /// What the system said.
        error: io::Error,
    },
    /// A file does not hold what it should.
    #[error("`{name}` of the pipeline is damaged: {what}")]
    Damaged {
        /// The file's name within the pipeline's folder.
        name: String,
        /// What was found.
        what: String,
    },
    /// The pipeline needs something that this crate does not have.
    #[error("{what} `{name}` is not supported")]
    Unsupported {
        /// What kind of thing it is: a component, an architecture, a feature.
        what: &'static str,
        /// Its name in the pipeline.
        name: String,
    },
    /// The pipeline has more than 65,535 labels.
    #[error("the pipeline has more labels than can be told apart")]
    TooManyLabels,
}

impl ModelError {
    /// A file that does not hold what it should.
    pub(crate) fn damaged(name: &str, what: impl Into<String>) -> Self {
        Self::Damaged { name: name.to_owned(), what: what.into() }
    }

    /// Something that this crate does not have.
    pub(crate) fn unsupported(what: &'static str, name: impl Into<String>) -> Self {
        Self::Unsupported { what, name: name.into() }
    }
}
