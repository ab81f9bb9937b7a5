//! Spans and quotes: where the words stand, and the words.

use std::ops::Range;

use crate::ContentId;

/// A half-open range of bytes in the text of one [`Source`](crate::Source).
///
/// Invariant: both ends are character boundaries of the source that made the span.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    start_bytes: usize,
    end_bytes: usize,
}

impl Span {
    pub(crate) fn new(range: Range<usize>) -> Self {
        assert!(range.start <= range.end, "a span ends before it starts");
        Self { start_bytes: range.start, end_bytes: range.end }
    }

    /// Returns the offset of the first byte.
    pub fn start_bytes(self) -> usize {
        self.start_bytes
    }

    /// Returns the offset after the last byte.
    pub fn end_bytes(self) -> usize {
        self.end_bytes
    }

    /// Returns the length in bytes.
    pub fn len_bytes(self) -> usize {
        self.end_bytes - self.start_bytes
    }

    /// Returns whether the span holds no byte.
    pub fn is_empty(self) -> bool {
        self.start_bytes == self.end_bytes
    }

    /// Returns the byte range.
    pub fn range(self) -> Range<usize> {
        self.start_bytes..self.end_bytes
    }

    /// Returns the smallest span that covers both.
    pub fn cover(self, other: Span) -> Span {
        Span::new(self.start_bytes.min(other.start_bytes)..self.end_bytes.max(other.end_bytes))
    }

    /// Returns whether `other` lies wholly inside this span.
    pub fn contains(self, other: Span) -> bool {
        self.start_bytes <= other.start_bytes && other.end_bytes <= self.end_bytes
    }

    /// Returns how many bytes both spans have.
    pub fn shared_bytes(self, other: Span) -> usize {
        self.end_bytes().min(other.end_bytes()).saturating_sub(self.start_bytes().max(other.start_bytes()))
    }

    /// Returns whether the two share at least one byte.
    pub fn overlaps(self, other: Span) -> bool {
        self.start_bytes < other.end_bytes && other.start_bytes < self.end_bytes
    }
}

/// Words of a source with the place where they stand in it.
///
/// Invariant: `text` is the source's text at `span`; only [`Source::quote`](crate::Source::quote) makes quotes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Quote {
    source: ContentId,
    span: Span,
    text: String,
}

impl Quote {
    pub(crate) fn new(source: ContentId, span: Span, text: String) -> Self {
        Self { source, span, text }
    }

    /// Returns the id of the source that is quoted.
    pub fn source(&self) -> ContentId {
        self.source
    }

    /// Returns where the words stand.
    pub fn span(&self) -> Span {
        self.span
    }

    /// Returns the words.
    pub fn text(&self) -> &str {
        &self.text
    }
}
