//! Where does somebody stand?

use casus_claim::{Actors, Position, Stance};
use casus_text::Span;

use crate::cast::{Cast, Who};
use crate::passage::Passage;
use crate::pattern::{Frame, Hit, POSITIONS};
use crate::reason::because;
use crate::statement::Report;

/// A position with the words that show it.
#[derive(Clone, Debug)]
pub(crate) struct SeenPosition {
    pub trigger: Span,
    pub position: Position,
}

/// Returns the positions of a sentence in order.
pub(crate) fn positions(passage: &Passage<'_>, cast: &Cast, reports: &[Report]) -> Vec<SeenPosition> {
    // What must be done may be told in the passive: `the dam must be opened`.
    let is_worded = |hit: &Hit<'_>| {
        let trigger = passage.part(hit.range.start, hit.range.end);
        let is_told = || passage.is_verb(trigger) || passage.passive(trigger).is_some();
        let is_held = || is_told() && !passage.is_feared(trigger);
        passage.holds_words(hit) && (hit.pattern.frame == Frame::Whole || is_held())
    };
    POSITIONS.find(passage.text(), is_worded).iter().filter_map(|hit| position(passage, cast, reports, hit)).collect()
}

fn position(passage: &Passage<'_>, cast: &Cast, reports: &[Report], hit: &Hit<'_>) -> Option<SeenPosition> {
    let trigger = passage.part(hit.range.start, hit.range.end);
    let stance = Stance::from_word(hit.pattern.value)?;
    let (holder, content) = match hit.pattern.frame {
        Frame::Whole => whole(passage, reports, trigger)?,
        _ => match passage.passive(trigger) {
            Some((_, agent)) => (agent, passage.subject_phrase(trigger)?),
            None => (passage.subject(trigger)?, passage.object(trigger, trigger.end_bytes())?),
        },
    };
    let holder = cast.actors(holder.ids())?;
    let content = without_that(passage, content);
    let because = because(passage, trigger);
    let position = Position { holder, stance, content: passage.quote(content), because };
    Some(SeenPosition { trigger, position })
}

/// Reads "… must …": the clause is what whoever says it demands.
fn whole(passage: &Passage<'_>, reports: &[Report], modal: Span) -> Option<(Actors, Span)> {
    let report = reports.iter().find(|report| report.content.contains(modal));
    let holder = match report {
        Some(report) => report.speaker.clone(),
        None if passage.mentions.iter().any(|mention| mention.who == Who::Speaker) => {
            Actors::new(passage.speaker.iter().copied())?
        }
        None => return None,
    };
    let subject = passage.subject_phrase(modal)?;
    let object = passage.object(modal, modal.end_bytes())?;
    let whole = subject.cover(object);
    // Without a `that` the clause of the cue runs into the clause of the content.
    let start = report.map_or(whole.start_bytes(), |report| report.content.start_bytes().max(whole.start_bytes()));
    let content = passage.source.span(start, whole.end_bytes())?;
    Some((holder, content))
}

fn without_that(passage: &Passage<'_>, content: Span) -> Span {
    let words = ["that ", "on ", "for "];
    let text = passage.source.slice(content);
    let skip = words.iter().find(|word| text.starts_with(**word)).map_or(0, |word| word.len());
    passage.source.span(content.start_bytes() + skip, content.end_bytes()).unwrap_or(content)
}
