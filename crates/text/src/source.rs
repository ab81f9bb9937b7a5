//! A document as it was published: its text, its name, its day.

use std::fmt;

use jiff::civil::Date;

use crate::{Quote, Span};

/// How many bytes lie between two entries of the table that turns bytes into code points.
const STRIDE_BYTES: usize = 256;

/// The BLAKE3 hash of a source's text.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ContentId([u8; 32]);

impl ContentId {
    /// Hashes the UTF-8 bytes of a text.
    pub fn of(text: &str) -> Self {
        Self(*blake3::hash(text.as_bytes()).as_bytes())
    }
}

impl fmt::Display for ContentId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for ContentId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ContentId({self})")
    }
}

/// What is known of a document besides its text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Origin {
    /// The path or address it was read from, as the user gave it.
    pub path: String,
    /// Its headline.
    pub title: Option<String>,
    /// The day it was published, and how that is known.
    pub published: Option<Published>,
    /// Who published it.
    pub publisher: Option<String>,
    /// The address it was published at.
    pub url: Option<String>,
    /// Who is named as its author.
    pub byline: Option<String>,
    /// The language it says it is in, as a tag such as `en` or `de-AT`.
    pub language: Option<String>,
}

/// A day of publication.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Published {
    /// The day.
    pub day: Date,
    /// How it is known.
    pub origin: DateOrigin,
}

/// How a day of publication is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateOrigin {
    /// A line at the head of the text gives it.
    Dateline(Span),
    /// The file beside the document gives it.
    Sidecar,
    /// The user gives it.
    Given,
    /// What came with the document gives it.
    Stated(StatedIn),
}

/// Which part of what came with a document says when it was published.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StatedIn {
    /// A field of the page or of the file, which readers do not see.
    Metadata,
    /// The structured data of the page, as search engines read it.
    StructuredData,
    /// A line that readers of the page see.
    Page,
    /// Its address.
    Address,
    /// The feed that announced it.
    Feed,
    /// The header that it was sent with, as a mail or an answer of a server has one.
    Header,
    /// The row of the table that it stood in.
    Row,
}

impl StatedIn {
    /// Every part, the one that is believed first before the others.
    pub const ALL: [Self; 7] =
        [Self::StructuredData, Self::Metadata, Self::Page, Self::Row, Self::Feed, Self::Address, Self::Header];

    /// Returns the word for it where it is stored.
    pub fn word(self) -> &'static str {
        match self {
            Self::Metadata => "metadata",
            Self::StructuredData => "structured-data",
            Self::Page => "page",
            Self::Address => "address",
            Self::Feed => "feed",
            Self::Header => "header",
            Self::Row => "row",
        }
    }

    /// Returns the part that a word stands for.
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|part| part.word() == word)
    }
}

/// The text of one document, which never changes, with its origin.
#[derive(Clone, Debug)]
pub struct Source {
    id: ContentId,
    text: String,
    origin: Origin,
    /// The number of code points before each multiple of [`STRIDE_BYTES`]; empty when the text is ASCII.
    chars_before: Vec<usize>,
}

impl Source {
    /// Takes a text and what is known of it.
    pub fn new(text: String, origin: Origin) -> Self {
        let chars_before = if text.is_ascii() { Vec::new() } else { count_chars(&text) };
        Self { id: ContentId::of(&text), text, origin, chars_before }
    }

    /// Returns the same text with another origin.
    pub fn with_origin(self, origin: Origin) -> Self {
        Self { origin, ..self }
    }

    /// Returns the content id.
    pub fn id(&self) -> ContentId {
        self.id
    }

    /// Returns the whole text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Returns what is known besides the text.
    pub fn origin(&self) -> &Origin {
        &self.origin
    }

    /// Returns the day of publication, if it is known.
    pub fn published(&self) -> Option<Date> {
        self.origin.published.map(|published| published.day)
    }

    /// Returns the span of a byte range, or `None` when an end lies outside the text or inside a character.
    pub fn span(&self, start_bytes: usize, end_bytes: usize) -> Option<Span> {
        self.text.get(start_bytes..end_bytes)?;
        Some(Span::new(start_bytes..end_bytes))
    }

    /// Returns the span of the whole text.
    pub fn whole(&self) -> Span {
        Span::new(0..self.text.len())
    }

    /// Returns the words at a span of this source.
    pub fn slice(&self, span: Span) -> &str {
        self.text.get(span.range()).expect("a span is only used with the source that made it")
    }

    /// Returns the words at a span together with their place.
    pub fn quote(&self, span: Span) -> Quote {
        Quote::new(self.id, span, self.slice(span).to_owned())
    }

    /// Returns the span without the white space at its ends.
    pub fn trim(&self, span: Span) -> Span {
        let text = self.slice(span);
        let start = span.start_bytes() + (text.len() - text.trim_start().len());
        Span::new(start..start + text.trim().len())
    }

    /// Returns how many code points stand before a byte offset that lies on a character boundary.
    pub fn chars_at(&self, offset_bytes: usize) -> usize {
        if self.chars_before.is_empty() {
            return offset_bytes;
        }
        let stride = offset_bytes / STRIDE_BYTES;
        let rest = &self.text.as_bytes()[stride * STRIDE_BYTES..offset_bytes];
        self.chars_before[stride] + starts(rest)
    }

    /// Returns the length of the text in code points.
    pub fn len_chars(&self) -> usize {
        self.chars_at(self.text.len())
    }

    /// Returns a span as `[start, end)` in code points.
    pub fn span_chars(&self, span: Span) -> [usize; 2] {
        [self.chars_at(span.start_bytes()), self.chars_at(span.end_bytes())]
    }

    /// Returns the span of a range in code points, or `None` when it reaches beyond the text.
    pub fn span_of_chars(&self, start_chars: usize, end_chars: usize) -> Option<Span> {
        let start = self.byte_at(start_chars)?;
        let end = self.byte_at(end_chars)?;
        self.span(start, end)
    }

    fn byte_at(&self, offset_chars: usize) -> Option<usize> {
        if self.chars_before.is_empty() {
            return (offset_chars <= self.text.len()).then_some(offset_chars);
        }
        let stride = self.chars_before.partition_point(|&before| before <= offset_chars) - 1;
        // A stride may begin inside a character, whose first byte was then counted before it.
        let start = (stride * STRIDE_BYTES..=self.text.len()).find(|&at| self.text.is_char_boundary(at))?;
        let mut ahead = offset_chars - self.chars_before[stride];
        for (at, _) in self.text[start..].char_indices() {
            if ahead == 0 {
                return Some(start + at);
            }
            ahead -= 1;
        }
        (ahead == 0).then_some(self.text.len())
    }
}

fn count_chars(text: &str) -> Vec<usize> {
    let mut before = Vec::with_capacity(text.len() / STRIDE_BYTES + 1);
    let mut count = 0;
    before.push(0);
    for chunk in text.as_bytes().chunks_exact(STRIDE_BYTES) {
        count += starts(chunk);
        before.push(count);
    }
    before
}

/// Counts the bytes that begin a character.
fn starts(bytes: &[u8]) -> usize {
    bytes.iter().filter(|&&byte| byte & 0xC0 != 0x80).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source(text: &str) -> Source {
        Source::new(text.to_owned(), Origin::default())
    }

    #[test]
    fn code_points_and_bytes_lead_to_one_another() {
        for text in ["", "plain", "€210 bn “quoted” 🇪🇺", &"aé€🙂".repeat(200)] {
            let source = source(text);
            for (chars, (bytes, _)) in text.char_indices().enumerate() {
                assert_eq!(source.chars_at(bytes), chars);
                assert_eq!(source.byte_at(chars), Some(bytes));
            }
            assert_eq!(source.len_chars(), text.chars().count());
            assert_eq!(source.byte_at(text.chars().count()), Some(text.len()));
            assert_eq!(source.byte_at(text.chars().count() + 1), None);
        }
    }

    #[test]
    fn a_span_inside_a_character_is_refused() {
        let source = source("a€b");
        assert_eq!(source.span(1, 2), None);
        assert_eq!(source.span(0, 9), None);
        let euro = source.span(1, 4).expect("the euro sign is three bytes");
        assert_eq!(source.quote(euro).text(), "€");
        assert_eq!(source.span_chars(euro), [1, 2]);
    }

    #[test]
    fn trimming_keeps_only_the_words() {
        let source = source("  two words \n");
        assert_eq!(source.slice(source.trim(source.whole())), "two words");
    }

    #[test]
    fn the_same_text_has_the_same_id() {
        assert_eq!(source("a").id(), source("a").id());
        assert_ne!(source("a").id(), source("b").id());
        assert_eq!(source("").id().to_string().len(), 64);
    }
}
