//! What does a document look like with some of its words marked?
//!
//! In go a source and marks on it, each of which belongs to one thing: an entity, of which it is a mention, or an
//! attribution, of which it is the source, the cue or the content, or a sentence without a record. Out comes the running text with every mark and the
//! number of its thing, and a list of the things: as styled text for a terminal ([`terminal()`]) or as one HTML file
//! ([`html()`]). A mark is told by more than its colour, so that nothing is lost where there is none.

mod attributions;
mod coverage;
mod entities;
mod html;
mod nesting;
mod terminal;

use casus_claim::EntityKind;
use casus_text::{Source, Span};

pub use attributions::attributions;
pub use coverage::coverage;
pub use entities::entities;
pub use html::html;
pub use terminal::terminal;

/// What is marked, and so what the page is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// Who and what is spoken of.
    Entities,
    /// Who says what.
    Attributions,
    /// What gave a record.
    Coverage,
}

/// A document with its marks.
#[derive(Clone, Debug)]
pub struct Marked {
    /// The document.
    pub source: Source,
    /// The stretches that are marked, in any order.
    pub marks: Vec<Mark>,
    /// What the marks belong to; a thing's number is its place, counted from 1.
    pub things: Vec<Thing>,
    /// What is to be said of it in figures, a phrase each.
    pub summary: Vec<String>,
    /// What could not be read.
    pub notes: Vec<String>,
}

/// A stretch of the text that belongs to a thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Where it stands.
    pub span: Span,
    /// The place of its thing in the list.
    pub thing: usize,
    /// What it is to the thing.
    pub ink: Ink,
}

/// What a mark is to its thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Ink {
    /// A mention of an entity of this kind.
    Mention(EntityKind),
    /// Who says it.
    Source,
    /// The words that attribute it.
    Cue,
    /// What is attributed.
    Content,
    /// A sentence without a record.
    Silent,
    /// Words that were not read.
    Unread,
}

impl Ink {
    /// Returns its name, of small letters alone.
    fn word(self) -> &'static str {
        match self {
            Self::Mention(kind) => kind.word(),
            Self::Source => "source",
            Self::Cue => "cue",
            Self::Content => "content",
            Self::Silent => "silent",
            Self::Unread => "unread",
        }
    }

    /// Returns what stands behind a mark of the thing with a number: `3` for a mention, `cue3` for a part.
    fn label(self, thing: usize) -> String {
        match self {
            Self::Mention(_) | Self::Silent => (thing + 1).to_string(),
            part => format!("{}{}", part.word(), thing + 1),
        }
    }
}

/// An entity, an attribution or a sentence in the list beside the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Thing {
    /// What is marked of it, first and foremost.
    pub ink: Ink,
    /// How it is called.
    pub name: String,
    /// What else is to be said of it, a phrase each; of an attribution the cue and the content, either of which may be
    /// empty.
    pub details: Vec<String>,
}

#[cfg(test)]
mod tests;
