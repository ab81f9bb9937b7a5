//! Which tellings are of one event?
//!
//! An event that a document tells of in several sentences is one record, where it is told first; what the later tellings
//! add, such as a host or a place, goes to that record.

use casus_claim::{EntityId, EventStatus, EventType, Format, Time};

use super::{SeenEvent, Telling};

/// The events that a document has told of so far.
#[derive(Default)]
pub(crate) struct Tellings {
    events: Vec<(SeenEvent, usize)>,
}

/// What a telling turns out to be.
pub(crate) enum Heard {
    /// The first of its event.
    First(SeenEvent),
    /// Another of an event whose record is at this place, with all that is known of it now.
    Again(usize, SeenEvent),
    /// It points at an event that nobody has told of.
    Nothing,
}

/// An event is told again soon or not at all.
const EVENTS_MAX: usize = 60;

/// Those who were there too are named so soon.
const ATTENDANCE_BYTES_MAX: usize = 1500;

impl Tellings {
    /// Takes a telling; `record` is the place of the record that a first one would get.
    pub fn hear(&mut self, seen: SeenEvent, record: usize) -> Heard {
        let near = self.events.iter_mut().rev().take(EVENTS_MAX);
        let known = match seen.telling {
            Telling::Anew => near.into_iter().find(|(earlier, _)| is_same(earlier, &seen)),
            Telling::Again | Telling::Perhaps => {
                let mut meant = near.filter(|(earlier, _)| is_meant(earlier, &seen)).collect::<Vec<_>>();
                // `the summit` is what was called one, though talks were told of since.
                let named = meant.iter().position(|(earlier, _)| earlier.names.contains(&seen.lemma));
                (!meant.is_empty()).then(|| meant.swap_remove(named.unwrap_or(0)))
            }
            Telling::Attendance => near.into_iter().find(|(earlier, _)| is_attended(earlier, &seen)),
        };
        if let Some((earlier, record)) = known {
            add(earlier, &seen);
            settle(earlier);
            return Heard::Again(*record, earlier.clone());
        }
        if !matches!(seen.telling, Telling::Anew | Telling::Perhaps) {
            return Heard::Nothing;
        }
        let mut seen = seen;
        self.bring_back(&mut seen);
        settle(&mut seen);
        self.events.push((seen.clone(), record));
        Heard::First(seen)
    }

    /// Gives a further round of talks without a word of who talks those of the last.
    fn bring_back(&self, seen: &mut SeenEvent) {
        let is_round = seen.lemma == "round";
        if !is_round || !seen.event.participants.is_empty() || seen.event.status == EventStatus::Held {
            return;
        }
        let meets =
            |earlier: &SeenEvent| earlier.event.kind == EventType::Meeting && earlier.event.participants.len() > 1;
        let last = self.events.iter().rev().take(EVENTS_MAX).find(|(earlier, _)| meets(earlier));
        if let Some((last, _)) = last {
            seen.event.participants.clone_from(&last.event.participants);
        }
    }
}

/// Takes those who have met in a place for present there.
fn settle(seen: &mut SeenEvent) {
    let event = &mut seen.event;
    let is_met = matches!(event.kind, EventType::Meeting | EventType::Signing);
    let has_been = matches!(event.status, EventStatus::Held | EventStatus::Ongoing);
    if is_met && has_been && event.place.is_some() && event.format.is_none() {
        event.format = Some(Format::InPerson);
    }
}

/// Gives an event what a later telling adds.
fn add(earlier: &mut SeenEvent, later: &SeenEvent) {
    let (event, more) = (&mut earlier.event, &later.event);
    if later.telling == Telling::Attendance && more.format == Some(Format::Virtual) && event.format != more.format {
        event.format = Some(Format::Hybrid);
    }
    event.place = event.place.or(more.place);
    event.format = event.format.or(more.format);
    earlier.names.insert(later.lemma.clone());
    let is_act = matches!(event.kind, EventType::Decision | EventType::Attack);
    for id in more.participants.iter().filter(|_| !is_act) {
        if !event.participants.contains(id) && event.place != Some(*id) {
            event.participants.push(*id);
        }
    }
    if earlier.time.as_ref().and_then(Time::start).is_none()
        && later.time.as_ref().is_some_and(|it| it.start().is_some())
    {
        earlier.time.clone_from(&later.time);
    }
    let is_open = matches!(event.status, EventStatus::Planned | EventStatus::Possible);
    if is_open && more.status == EventStatus::Cancelled {
        event.status = EventStatus::Cancelled;
    }
}

/// Returns whether the days of two tellings cannot be those of one event.
fn are_apart(a: Option<&Time>, b: Option<&Time>) -> bool {
    let (Some(a), Some(b)) = (a, b) else { return false };
    match (a.start().zip(a.end()), b.start().zip(b.end())) {
        (Some((a, a_end)), Some((b, b_end))) => a_end < b || b_end < a,
        (None, None) => !a.text().eq_ignore_ascii_case(b.text()),
        _ => false,
    }
}

fn share(a: &[EntityId], b: &[EntityId]) -> bool {
    a.iter().any(|id| b.contains(id))
}

/// Returns whether nothing keeps two tellings apart.
fn agree(a: &SeenEvent, b: &SeenEvent) -> bool {
    let places = a.event.place.zip(b.event.place);
    // A call is told again as talks and the like.
    let is_talk = a.event.kind == EventType::Call
        && b.event.kind == EventType::Meeting
        && matches!(b.lemma.as_str(), "talk" | "conversation" | "consultation");
    (a.event.kind == b.event.kind || is_talk)
        && places.is_none_or(|(one, other)| one == other)
        && !are_apart(a.time.as_ref(), b.time.as_ref())
}

/// Returns whether two tellings, each with its own details, are of one event.
fn is_same(earlier: &SeenEvent, later: &SeenEvent) -> bool {
    if !agree(earlier, later) || !fits(earlier.event.status, later.event.status) {
        return false;
    }
    let (a, b) = (&earlier.event.participants, &later.event.participants);
    let same_place = earlier.event.place.is_some() && earlier.event.place == later.event.place;
    let same_time = earlier.time.as_ref().and_then(Time::start).is_some()
        && earlier.time.as_ref().and_then(Time::start) == later.time.as_ref().and_then(Time::start);
    let is_open = a.is_empty() || b.is_empty();
    match earlier.event.kind {
        EventType::Meeting | EventType::Call => {
            // Who sees one partner and then another has two meetings.
            let is_other = a.len() > 1 && b.len() > 1 && !b.iter().all(|id| a.contains(id));
            let is_other = is_other || is_journey(earlier) != is_journey(later);
            let is_met_again = is_open && same_place && !later.is_in_row || b.is_empty() && same_time;
            share(a, b) && (!is_other || same_place || same_time) || is_met_again
        }
        EventType::Attack | EventType::Other => same_place || same_time || earlier.lemma == later.lemma,
        EventType::Deadline => same_time,
        // `They have to approve the deal; they vote on Friday`: the vote is how.
        EventType::Decision if share(a, b) && same_time => {
            earlier.lemma == later.lemma || [&earlier.lemma, &later.lemma].into_iter().any(|lemma| lemma == "vote")
        }
        _ => (share(a, b) || is_open) && earlier.lemma == later.lemma,
    }
}

/// Returns whether the one status may be another telling of the other.
fn fits(earlier: EventStatus, later: EventStatus) -> bool {
    earlier == later || is_ahead(earlier) == is_ahead(later) || later == EventStatus::Cancelled
}

fn is_ahead(status: EventStatus) -> bool {
    matches!(status, EventStatus::Planned | EventStatus::Possible)
}

/// Returns whether a way to somewhere is told.
fn is_journey(seen: &SeenEvent) -> bool {
    matches!(
        seen.lemma.as_str(),
        "visit"
            | "trip"
            | "travel"
            | "tour"
            | "fly"
            | "arrive"
            | "journey"
            | "land"
            | "go"
            | "come"
            | "head"
            | "return"
    )
}

/// Returns whether a telling with nothing of its own means an earlier event: `the talks`.
fn is_meant(earlier: &SeenEvent, later: &SeenEvent) -> bool {
    let own = &later.own;
    let known = &earlier.event.participants;
    let are_known = own.is_empty() || known.is_empty() || share(own, known);
    // What is still to come is not what has been.
    let is_new = is_ahead(later.event.status) && !is_ahead(earlier.event.status);
    agree(earlier, later) && are_known && !is_new && is_journey(earlier) == is_journey(later)
}

/// Returns whether those who are named were at an earlier event.
fn is_attended(earlier: &SeenEvent, later: &SeenEvent) -> bool {
    let gap = later.trigger.start_bytes().saturating_sub(earlier.trigger.end_bytes());
    let is_there = |seen: &SeenEvent| matches!(seen.event.status, EventStatus::Held | EventStatus::Ongoing);
    let takes = matches!(earlier.event.kind, EventType::Meeting | EventType::Call);
    takes && gap <= ATTENDANCE_BYTES_MAX && is_there(earlier) && is_there(later)
}
