//! What is wrong, and where? One line for a person.

use std::fmt;

use crate::failure::Failure;

/// A rule that the tree breaks.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    /// The file, or the crate.
    pub place: String,
    /// The line, counted from 1, if it stands on one.
    pub line: Option<usize>,
    /// What is wrong, and what to do instead.
    pub message: String,
}

impl Finding {
    /// Says what is wrong with a whole file or crate.
    pub fn of(place: &str, message: impl Into<String>) -> Self {
        Self { place: place.to_owned(), line: None, message: message.into() }
    }

    /// Says what is wrong on a line.
    pub fn at(place: &str, line: usize, message: impl Into<String>) -> Self {
        Self { line: Some(line), ..Self::of(place, message) }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "{}:{line}: {}", self.place, self.message),
            None => write!(f, "{}: {}", self.place, self.message),
        }
    }
}

/// Prints the findings, and fails when there are any.
pub fn report(findings: &[Finding]) -> Result<(), Failure> {
    findings.iter().for_each(|finding| println!("{finding}"));
    if findings.is_empty() { Ok(()) } else { Err(Failure::Findings(findings.len())) }
}
