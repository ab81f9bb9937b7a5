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
pub(crate) struct Found {
    /// The word that the others of the cue depend on.
    pub head: usize,
    pub cue: (usize, usize),
    pub source: Option<(usize, usize)>,
    pub before: Option<(usize, usize)>,
    pub after: Option<(usize, usize)>,
    /// How likely it is that this is an attribution.
    pub likelihood: f32,
}

impl Found {
    fn spans(&self, source: &Source, outline: &Outline) -> Attribution {
        let span = |(first, last): (usize, usize)| {
            let (start, end) = (outline.nodes[first].start_bytes, outline.nodes[last].end_bytes);
            source.span(start, end).expect("tokens lie on the characters of their text")
        };
        let with_marks = |(first, last): (usize, usize)| {
            let opens = |at: &usize| outline.nodes[*at].sort == Sort::Opens;
            let closes = |at: &usize| outline.nodes.get(*at).is_some_and(|node| node.sort == Sort::Closes);
            let is_stop = |at: usize| outline.nodes.get(at).is_some_and(|node| node.sort == Sort::Mark);
            let first = first.checked_sub(1).filter(opens).unwrap_or(first);
            let close =
                Some(last + 1).filter(closes).or_else(|| Some(last + 2).filter(|at| is_stop(last + 1) && closes(at)));
            span((first, close.unwrap_or(last)))
        };
        Attribution {
            source: self.source.map(span).into_iter().collect(),
            cue: vec![span(self.cue)],
            content: [self.before, self.after].into_iter().flatten().map(with_marks).collect(),
        }
    }
}
