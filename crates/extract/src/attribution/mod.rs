//! Which words are attributed to whom, and by which words?
//!
//! In go a source and the tree of each of its sentences; out come attributions: speech, thought, wish and denial, each
//! with the words that name its source, the words that attribute (the cue), and the words that are attributed.

mod cue;
mod feature;
#[cfg(feature = "learn")]
pub mod learn;
mod model;
mod network;
mod outline;
mod part;
#[cfg(test)]
mod tests;

use casus_syntax::Doc;
use casus_text::{Source, Span};

use model::MODEL;
use outline::{Outline, Sort};

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
pub fn attributions(source: &Source, doc: &Doc) -> Vec<Attribution> {
    let outline = Outline::new(source.text(), doc);
    let found = MODEL.find(&outline, MODEL.threshold);
    found.iter().map(|found| found.spans(source, &outline)).collect()
}

/// An attribution by its tokens: of each part the first and the last.
#[derive(Clone, Debug)]
struct Found {
    pub cue: (usize, usize),
    pub source: Option<(usize, usize)>,
    pub before: Option<(usize, usize)>,
    pub after: Option<(usize, usize)>,
}

impl Found {
    fn spans(&self, source: &Source, outline: &Outline) -> Attribution {
        let span = |(first, last): (usize, usize)| {
            source.span(outline.nodes[first].start_bytes, outline.nodes[last].end_bytes)
        };
        let content = [self.before, self.after].into_iter().flatten();
        Attribution {
            source: self.source.and_then(span).into_iter().collect(),
            cue: span(self.cue).into_iter().collect(),
            content: content.filter_map(|piece| span(with_marks(outline, piece))).collect(),
        }
    }
}

/// Returns a piece with the quotation marks right around it, and the stop before the one that closes.
fn with_marks(outline: &Outline, (first, last): (usize, usize)) -> (usize, usize) {
    let is = |at: usize, sort: Sort| outline.nodes.get(at).is_some_and(|node| node.sort == sort);
    let first = first.checked_sub(1).filter(|at| is(*at, Sort::Opens)).unwrap_or(first);
    let close = if is(last + 1, Sort::Mark) { last + 2 } else { last + 1 };
    (first, if is(close, Sort::Closes) { close } else { last })
}
