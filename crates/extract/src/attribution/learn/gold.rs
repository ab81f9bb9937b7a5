//! What people have marked, in tokens.

use casus_text::Span;

use crate::attribution::Attribution;
use crate::attribution::outline::Outline;

/// A marked attribution in tokens.
#[derive(Clone, Debug)]
pub(crate) struct Marked {
    pub head: usize,
    pub cue: (usize, usize),
    pub source: Option<(usize, usize)>,
    pub before: Option<(usize, usize)>,
    pub after: Option<(usize, usize)>,
}

/// Returns the marked attributions that have a cue.
pub(crate) fn marked(outline: &Outline, attributions: &[Attribution]) -> Vec<Marked> {
    attributions.iter().filter_map(|attribution| in_tokens(outline, attribution)).collect()
}

fn in_tokens(outline: &Outline, attribution: &Attribution) -> Option<Marked> {
    let cue = words(outline, *attribution.cue.first()?).or_else(|| all(outline, *attribution.cue.first()?))?;
    let head = head(outline, cue);
    let pieces = || attribution.content.iter().filter_map(|span| words(outline, *span));
    let longest = |pieces: &mut dyn Iterator<Item = (usize, usize)>| pieces.max_by_key(|(first, last)| last - first);
    Some(Marked {
        head,
        cue,
        source: attribution.source.first().and_then(|span| words(outline, *span)),
        before: longest(&mut pieces().filter(|piece| piece.1 < head)),
        after: longest(&mut pieces().filter(|piece| piece.0 > head)),
    })
}

/// Returns the first and the last word of a span.
fn words(outline: &Outline, span: Span) -> Option<(usize, usize)> {
    let (first, last) = all(outline, span)?;
    let first = (first..=last).find(|at| outline.is_word(*at))?;
    let last = (first..=last).rev().find(|at| outline.is_word(*at))?;
    Some((first, last))
}

/// Returns the first and the last token of a span.
fn all(outline: &Outline, span: Span) -> Option<(usize, usize)> {
    let first = outline.nodes.partition_point(|node| node.end_bytes <= span.start_bytes());
    let after = outline.nodes.partition_point(|node| node.start_bytes < span.end_bytes());
    (first < after).then(|| (first, after - 1))
}

/// Returns the token of a run that the others depend on, the first of several.
fn head(outline: &Outline, (first, last): (usize, usize)) -> usize {
    let is_top = |at: &usize| {
        let head = outline.nodes[*at].head;
        head == *at || head < first || head > last
    };
    (first..=last).find(is_top).unwrap_or(first)
}
