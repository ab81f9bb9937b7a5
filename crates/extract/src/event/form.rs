//! In which form do people meet: in one room, at a distance, by telephone?

use casus_claim::{EventType, Format};

use super::candidate::Medium;
use super::near::Sight;
use super::words::Sign;

/// What is further away tells of something else.
const STEPS_MAX: usize = 6;

/// Returns the form of an event, where the words tell it.
pub(super) fn format(sight: &Sight<'_>) -> Option<Format> {
    let Sight { passage, candidate, .. } = sight;
    if !matches!(candidate.kind, EventType::Meeting | EventType::Call) {
        return None;
    }
    let near = |at: usize| sight.steps(at).is_some_and(|steps| steps <= STEPS_MAX);
    let has =
        |test: &dyn Fn(&str) -> bool| (0..passage.words.len()).any(|at| test(&passage.words[at].lower()) && near(at));
    let text = passage.text().to_lowercase();
    let is_virtual = candidate.medium == Some(Medium::Video) || has(&|word| Sign::Virtual.is(word));
    // `person` of `in person`
    let last = |words: &'static str| words.rsplit([' ', '-']).next().unwrap_or(words);
    let is_present = Sign::InPerson.words().any(|words| text.contains(words) && has(&|word| word == last(words)));
    match (is_virtual, is_present) {
        _ if candidate.attends => candidate.medium.map(|_| Format::Virtual),
        _ if has(&|word| word == "hybrid") => Some(Format::Hybrid),
        (true, true) => Some(Format::Hybrid),
        (true, false) => Some(Format::Virtual),
        (false, true) => Some(Format::InPerson),
        _ if candidate.kind == EventType::Call => Some(Format::Phone),
        _ => candidate.word.and_then(|word| word.format),
    }
}
