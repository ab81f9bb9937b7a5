//! Which words are attributed to whom, and by which words?
//!
//! In go a source and the tree of each of its sentences; out come attributions: speech, thought, wish and denial, each
//! with the words that name its source, the words that attribute (the cue), and the words that are attributed.

mod cue;
#[cfg(feature = "learn")]
pub mod learn;
mod model;
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
        let speaker = self.source.and_then(span).map(|speaker| with_bracket(source, speaker));
        let cue = span(self.cue);
        let content = [self.before, self.after].into_iter().flatten();
        let content = content.filter_map(|piece| span(with_marks(outline, piece)));
        let content = content.filter_map(|piece| without(source, without(source, piece, cue)?, speaker));
        Attribution {
            content: joined(content.map(|piece| source.trim(piece)).filter(|piece| !piece.is_empty())),
            source: speaker.into_iter().collect(),
            cue: cue.into_iter().collect(),
        }
    }
}

/// Returns a span with the bracket right behind it that closes one inside.
fn with_bracket(source: &Source, span: Span) -> Span {
    let words = source.slice(span);
    let rest = &source.text()[span.end_bytes()..];
    let is_open = |(open, close): &(char, char)| {
        rest.starts_with(*close) && words.matches(*open).count() > words.matches(*close).count()
    };
    let closed = [('(', ')'), ('[', ']')].iter().any(is_open);
    let longer = source.span(span.start_bytes(), span.end_bytes() + 1).filter(|_| closed);
    longer.unwrap_or(span)
}

/// Returns what a content keeps beside another part of its attribution; nothing where that covers it.
fn without(source: &Source, content: Span, part: Option<Span>) -> Option<Span> {
    let Some(part) = part.filter(|part| part.overlaps(content)) else { return Some(content) };
    if part.start_bytes() <= content.start_bytes() {
        return (part.end_bytes() < content.end_bytes()).then(|| source.span(part.end_bytes(), content.end_bytes()))?;
    }
    if part.end_bytes() >= content.end_bytes() {
        source.span(content.start_bytes(), part.start_bytes())
    } else {
        Some(content)
    }
}

/// Returns pieces with each that begins inside the one before it made one with that.
fn joined(pieces: impl Iterator<Item = Span>) -> Vec<Span> {
    let mut joined: Vec<Span> = Vec::new();
    for piece in pieces {
        match joined.last_mut().filter(|last| piece.start_bytes() < last.end_bytes()) {
            Some(last) => *last = last.cover(piece),
            None => joined.push(piece),
        }
    }
    joined
}

/// Returns a piece with the quotation marks right around it, and the stop before the one that closes.
fn with_marks(outline: &Outline, (first, last): (usize, usize)) -> (usize, usize) {
    let is = |at: usize, sort: Sort| outline.nodes.get(at).is_some_and(|node| node.sort == sort);
    let first = first.checked_sub(1).filter(|at| is(*at, Sort::Opens)).unwrap_or(first);
    let close = if is(last + 1, Sort::Mark) { last + 2 } else { last + 1 };
    (first, if is(close, Sort::Closes) { close } else { last })
}
