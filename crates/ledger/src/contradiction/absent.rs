//! Was somebody there, as one document says, or did they stay away, as another one does? Kind `attendance`.
//!
//! **The same thing**: somebody who takes part in a meeting on a day, and a sentence by which they did not, of that day or
//! with much the same words. **A clash**: just that. **Excused**: a sentence of another day.

use std::collections::BTreeSet;

use casus_claim::{Entity, EntityKind};
use jiff::civil::Date;

use super::attendance::attends;
use super::meeting::{Meeting, Meetings};
use super::redated::day_told;
use super::text::{Sentence, Text, days_between};
use super::words::{Word, telling_of};
use super::{Contradiction, ContradictionKind, said, told};

/// Documents longer apart may tell of two meetings.
const DAYS_MAX: i32 = 7;
/// So many telling words tie a sentence to a meeting.
const SHARED_MIN: usize = 3;

/// Finds those who took part in one telling and stayed away in another.
pub(super) fn find(texts: &[Text<'_>], meetings: &Meetings<'_>) -> Vec<Contradiction> {
    let mut found: Vec<Contradiction> = Vec::new();
    for there in texts {
        for sentence in &there.sentences {
            let Some((entity, day)) = absent(there, sentence) else { continue };
            let told = meetings.on(day).filter(|meeting| meeting.text.number == there.number);
            let told: Vec<&Meeting<'_>> = told.collect();
            let is_tied = |here: &Meeting<'_>| told.iter().any(|there| here.is_one_with(there));
            let here = meetings.on(day).find(|here| {
                takes_part(here, there, entity) && (is_tied(here) || is_of_meeting(here, there, sentence))
            });
            found.extend(here.map(|here| contradiction(here, there, sentence, entity)));
        }
    }
    found
}

/// Returns who is said not to have been there, and on which day.
fn absent<'t>(text: &Text<'t>, sentence: &Sentence<'t>) -> Option<(&'t Entity, Date)> {
    let at = sentence.words[stays_away(&sentence.words)?].start_bytes;
    let is_actor = |entity: &Entity| matches!(entity.kind, EntityKind::Person | EntityKind::State);
    let before = sentence.named.iter().filter(|(span, _)| span.end_bytes() <= at);
    let (_, entity) = before.rev().find(|(_, entity)| is_actor(entity))?;
    let told = day_told(text, sentence).map(|(start, _)| start);
    // A sentence without a day is of the meeting of which the document tells.
    let of_text = || text.reading.records().iter().find_map(|record| record.time.as_ref()?.start());
    Some((entity, told.or_else(of_text)?))
}

fn takes_part(here: &Meeting<'_>, there: &Text<'_>, entity: &Entity) -> bool {
    here.text.number != there.number
        && here.is_held()
        && (here.event.participants.iter().any(|&id| here.text.entity(id).name == entity.name)
            || attends(&here.words) && is_named(here, entity))
        && stays_away(&here.words).is_none()
        && days_between(here.text, there).is_some_and(|days| days <= DAYS_MAX)
}

/// Returns whether a telling of a meeting names somebody.
fn is_named(here: &Meeting<'_>, entity: &Entity) -> bool {
    here.text.sentences_of(here.record).flat_map(|sentence| &sentence.named).any(|(_, named)| named.name == entity.name)
}

/// Returns whether a sentence shares so many words with a meeting that it is about it.
fn is_of_meeting(here: &Meeting<'_>, there: &Text<'_>, sentence: &Sentence<'_>) -> bool {
    let places: BTreeSet<String> = here.places.iter().flat_map(|place| telling_of(place)).collect();
    there.telling(sentence.span).intersection(&(&here.telling | &places)).count() >= SHARED_MIN
}

fn contradiction(here: &Meeting<'_>, there: &Text<'_>, sentence: &Sentence<'_>, entity: &Entity) -> Contradiction {
    Contradiction {
        kind: ContradictionKind::Attendance,
        about: format!("whether {} took part on {}", entity.name, here.start),
        why: format!("{} took part here and stayed away there.", entity.name),
        sides: vec![told(here.text, here.record), said(there, sentence.span)],
    }
}

/// Returns the place of the words that say that somebody was not there.
fn stays_away(words: &[Word<'_>]) -> Option<usize> {
    let lower: Vec<&str> = words.iter().map(|word| word.lower.as_str()).collect();
    let is_away = |at: usize| match &lower[at..] {
        ["did", "not", "take", "part", ..] => true,
        ["did", "not", verb, ..] => matches!(*verb, "attend" | "participate" | "join" | "travel"),
        ["not", "attending", ..]
        | ["stayed", "away", ..]
        | ["skipped", "the", ..]
        | ["was", "absent", ..]
        | ["was", "not", "present", ..]
        | ["was", "not", "among", ..] => true,
        _ => false,
    };
    (0..lower.len()).find(|&at| is_away(at))
}
