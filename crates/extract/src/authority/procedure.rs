//! How is it decided? `by qualified majority`, `in a referendum`, `unanimously`.

use casus_text::Span;

use crate::passage::Passage;
use crate::pattern::PROCEDURES;

/// Returns the place of the words for how something is decided, the nearest to the words that tell by whom.
pub(super) fn procedure(passage: &Passage<'_>, trigger: Span) -> Option<Span> {
    let hits = PROCEDURES.find(passage.text(), |hit| passage.holds_words(hit));
    let spans = hits.iter().map(|hit| passage.part(hit.range.start, hit.range.end));
    let nearest = spans.min_by_key(|span| span.start_bytes().abs_diff(trigger.start_bytes()))?;
    let between = trigger.cover(nearest);
    (!passage.source.slice(between).contains(';')).then_some(nearest)
}
