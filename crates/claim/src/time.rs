//! When.

use jiff::civil::Date;

/// A time in the text's words, with the days it covers where these can be told.
///
/// Invariant: `start` is not after `end`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Time {
    text: String,
    start: Option<Date>,
    end: Option<Date>,
}

impl Time {
    /// Takes the days from `start` to `end`, both included.
    pub fn days(text: impl Into<String>, start: Date, end: Date) -> Self {
        assert!(start <= end, "a time ends before it starts");
        Self { text: text.into(), start: Some(start), end: Some(end) }
    }

    /// Takes a time that lasts from `start` without an end.
    pub fn since(text: impl Into<String>, start: Date) -> Self {
        Self { text: text.into(), start: Some(start), end: None }
    }

    /// Takes a time that cannot be told in days, such as `next week` in an undated document.
    pub fn symbolic(text: impl Into<String>) -> Self {
        Self { text: text.into(), start: None, end: None }
    }

    /// Returns the words.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Returns the first day.
    pub fn start(&self) -> Option<Date> {
        self.start
    }

    /// Returns the last day.
    pub fn end(&self) -> Option<Date> {
        self.end
    }
}
