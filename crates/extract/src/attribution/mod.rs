//! Which words are attributed to whom, and by which words?
//!
//! In go a source and the tree of each of its sentences; out come attributions: speech, thought, wish and denial, each
//! with the words that name its source, the words that attribute (the cue), and the words that are attributed.

use casus_syntax::Doc;
use casus_text::{Source, Span};

/// Words that a text attributes to somebody.
///
/// Each part may stand in several pieces, in the order of the text: `“We will pay,” she said, “and soon.”` has a content
/// of two. A source that is not named has none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attribution {
    /// Who says, thinks, wants or denies it.
    pub source: Vec<Span>,
    /// The words that attribute it.
    pub cue: Vec<Span>,
    /// What is said, thought, wanted or denied.
    pub content: Vec<Span>,
}

/// Returns the attributions of a text in the order of their cues; `doc` is what syntax found out about it.
pub fn attributions(_source: &Source, _doc: &Doc) -> Vec<Attribution> {
    Vec::new()
}
