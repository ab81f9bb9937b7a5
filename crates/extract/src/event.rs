//! What was held, goes on, or is to come?

use std::sync::LazyLock;

use casus_claim::{EntityId, EntityKind, Event, EventStatus, EventType, Format, Time};
use casus_text::Span;
use regex::RegexSet;

use crate::cast::Cast;
use crate::passage::Passage;
use crate::pattern::{EVENTS, Frame, Hit};
use crate::reason::because;
use crate::time::{SeenTime, forward};

/// An event with the words that show it.
#[derive(Clone, Debug)]
pub(crate) struct SeenEvent {
    pub trigger: Span,
    pub event: Event,
    pub time: Option<Time>,
}

/// Returns the events of a sentence in order.
pub(crate) fn events(
    passage: &Passage<'_>,
    cast: &Cast,
    times: &[SeenTime],
    published: Option<jiff::civil::Date>,
) -> Vec<SeenEvent> {
    let mut seen: Vec<SeenEvent> = Vec::new();
    let is_worded = |hit: &Hit<'_>| {
        let trigger = passage.part(hit.range.start, hit.range.end);
        passage.holds_words(hit) && (hit.pattern.frame == Frame::Noun || passage.is_verb(trigger))
    };
    for hit in EVENTS.find(passage.text(), is_worded) {
        let Some(event) = event(passage, cast, times, published, &hit) else { continue };
        let is_retold = seen.iter().any(|earlier| {
            let same = earlier.event.kind == event.event.kind && earlier.event.participants == event.event.participants;
            same && !event.event.participants.is_empty()
        });
        if !is_retold {
            seen.push(event);
        }
    }
    seen
}

fn event(
    passage: &Passage<'_>,
    cast: &Cast,
    times: &[SeenTime],
    published: Option<jiff::civil::Date>,
    hit: &Hit<'_>,
) -> Option<SeenEvent> {
    let trigger = passage.part(hit.range.start, hit.range.end);
    let kind = EventType::from_word(hit.pattern.value)?;
    let status = status(passage, hit);
    let participants = participants(passage, cast, trigger, hit.pattern.frame, kind);
    let place = place(passage, cast, trigger);
    let near = times.iter().min_by_key(|time| distance(time.span, trigger));
    let is_bare = participants.is_empty() && (hit.pattern.frame == Frame::Verb || place.is_none() && near.is_none());
    let is_named_only =
        hit.pattern.frame == Frame::Noun && !is_told(passage, trigger, place.is_some() || near.is_some());
    let is_bare = is_bare && kind != EventType::Attack;
    if is_bare || is_named_only {
        return None;
    }
    let time = near.map(|seen| match status {
        EventStatus::Planned | EventStatus::Possible => forward(seen, published),
        _ => seen.time.clone(),
    });
    // What has a day after the document's has not been held.
    let is_ahead = time.as_ref().and_then(Time::start).zip(published).is_some_and(|(start, day)| start > day);
    let status = if status == EventStatus::Held && is_ahead { EventStatus::Planned } else { status };
    let event =
        Event { kind, participants, place, format: format(passage, kind), status, because: because(passage, trigger) };
    Some(SeenEvent { trigger, event, time })
}

/// Returns how far a time stands from an event's words; what follows them is nearer than what goes before.
fn distance(time: Span, trigger: Span) -> usize {
    let gap = time.start_bytes().abs_diff(trigger.start_bytes());
    if time.start_bytes() < trigger.start_bytes() { 2 * gap } else { gap }
}

/// Returns whether a noun tells of an event, and does not only refer to it: `a meeting`, `the summit in Rivermouth`.
fn is_told(passage: &Passage<'_>, trigger: Span, has_place_or_time: bool) -> bool {
    let next = passage.word_from(trigger.end_bytes());
    let has_partners = passage.words.get(next).is_some_and(|word| word.is_any(&["with", "between", "of"]))
        || passage.words[next - 1].is_any(&["of", "on", "against", "for", "in"]);
    let is_definite = passage.words[passage.word_from(trigger.start_bytes())].is_any(&["the", "this", "its", "their"]);
    let is_placed = passage.words.get(next).is_some_and(|word| word.is_any(&["in", "on", "at"]));
    match is_definite {
        true => has_partners && passage.words[next - 1].is("of") || has_place_or_time && (is_placed || has_partners),
        false => has_place_or_time || has_partners,
    }
}

/// Tells from the verb's form and the words before it whether an event has happened.
fn status(passage: &Passage<'_>, hit: &Hit<'_>) -> EventStatus {
    static SIGNS: LazyLock<RegexSet> = LazyLock::new(|| {
        RegexSet::new([
            r"(?i)\b(?:cancelled|canceled|called off|postponed|scrapped)\b",
            r"(?i)\b(?:may|might|could|would|possible|possibly|potentially|considering|proposes?|invited)\b[^.;]*$",
            r"(?i)\b(?:will|shall|is to|are to|plans? to|planned|planning|is due|are due|is set|are set|expected|scheduled|foreseen|intends? to|next|upcoming|due to)\b[^.;]*$",
        ])
        .expect("the signs of status compile")
    });
    let text = passage.text();
    let before = &text[..hit.range.end];
    let around = SIGNS.matches(text);
    let ahead = SIGNS.matches(before);
    let word = &text[hit.range.clone()];
    let follows = SIGNS.matches(&text[hit.range.start..]);
    if around.matched(0) {
        EventStatus::Cancelled
    } else if ahead.matched(1) {
        EventStatus::Possible
    } else if ahead.matched(2) || hit.pattern.frame == Frame::Noun && follows.matched(2) {
        EventStatus::Planned
    } else if word.to_lowercase().ends_with("ing") && hit.pattern.frame == Frame::Verb && !before.contains("recently") {
        EventStatus::Ongoing
    } else if hit.pattern.frame == Frame::Noun && hit.pattern.value == EventType::Deployment.word() {
        // Whoever speaks of `the deployment of troops` does not say that it has taken place.
        EventStatus::Possible
    } else {
        EventStatus::Held
    }
}

fn participants(passage: &Passage<'_>, cast: &Cast, trigger: Span, frame: Frame, kind: EventType) -> Vec<EntityId> {
    let verb = passage.top(trigger).and_then(|top| match frame {
        Frame::Noun => passage.governor(top),
        _ => Some(top),
    });
    let subject = verb.and_then(|verb| passage.subject_of(verb));
    let mut all = subject.map(|subject| passage.actors_of(subject)).unwrap_or_default();
    if kind == EventType::Attack {
        return Vec::new();
    }
    let takes_others = matches!(kind, EventType::Meeting | EventType::Call | EventType::Signing);
    if (takes_others || frame == Frame::Noun)
        && let Some(object) = passage.object(trigger, trigger.end_bytes())
    {
        all.extend(passage.actors_in(object));
    }
    let is_actor = |id: &EntityId| cast.entity(*id).kind.is_actor();
    let mut participants = Vec::new();
    let place = place(passage, cast, trigger);
    for id in all.into_iter().filter(is_actor) {
        if !participants.contains(&id) && Some(id) != place {
            participants.push(id);
        }
    }
    participants
}

/// Returns the first place named after "in" or "at", behind the event's words before the others.
fn place(passage: &Passage<'_>, cast: &Cast, trigger: Span) -> Option<EntityId> {
    let is_located = |mention: &&crate::cast::Mention| {
        let at = passage.word_from(mention.span.start_bytes());
        let at = if at > 0 && passage.words[at - 1].is("the") { at - 1 } else { at };
        at > 0 && passage.words[at - 1].is_any(&["in", "at", "to", "visited"])
    };
    let kinds = [EntityKind::Place, EntityKind::State];
    let is_place = |mention: &&crate::cast::Mention| {
        let word = passage.words.get(passage.word_from(mention.span.start_bytes()).wrapping_sub(1));
        let is_firm = word.is_some_and(|word| word.is_any(&["in", "at"]));
        passage.bearers(mention).iter().any(|id| {
            let kind = cast.entity(*id).kind;
            kind == EntityKind::Place || kinds.contains(&kind) && is_firm
        })
    };
    let places: Vec<_> = passage.mentions.iter().filter(is_located).filter(is_place).collect();
    // What stands further behind belongs to something else: `a meeting on Friday, then talks in Rivermouth`.
    const NEAR_WORDS_MAX: usize = 12;
    let after = passage.word_from(trigger.end_bytes());
    let near = |mention: &&&crate::cast::Mention| {
        let at = passage.words_of(mention).0;
        at >= after && at - after <= NEAR_WORDS_MAX && !passage.words[after..at].iter().any(|word| word.text == ",")
    };
    let before = places.iter().rev().find(|mention| mention.span.end_bytes() <= trigger.start_bytes());
    let chosen = places.iter().find(near).or(before)?;
    passage.bearers(chosen).first().copied()
}

fn format(passage: &Passage<'_>, kind: EventType) -> Option<Format> {
    let text = passage.text().to_lowercase();
    let has = |words: &[&str]| words.iter().any(|word| text.contains(word));
    let is_virtual = has(&["virtual", "video", "online", "by link", "remotely"]);
    let is_present = has(&["in person", "in-person", "face to face", "face-to-face"]);
    match (is_virtual, is_present) {
        (true, true) => Some(Format::Hybrid),
        (true, false) => Some(Format::Virtual),
        (false, true) => Some(Format::InPerson),
        _ if has(&["hybrid"]) => Some(Format::Hybrid),
        _ if has(&["telephone", "by phone", "on the phone", "phone call", "phoned"]) || kind == EventType::Call => {
            Some(Format::Phone)
        }
        _ => None,
    }
}
