//! What was held, goes on, or is to come?
//!
//! In go the words of a sentence with their tree, those who are named and the times; out come events. Words of
//! `data/events.tsv` propose them, as verbs and as nouns; the tree tells who takes part, where, when and whether it has
//! been; what is told of too thinly is dropped. [`Told`] makes the tellings of one event one.

mod candidate;
mod deadline;
mod form;
mod near;
mod retold;
mod status;
mod weight;
mod who;
mod words;

#[cfg(test)]
mod tests;

use casus_claim::{Event, EventStatus, EventType, Time};
use casus_text::Span;
use jiff::civil::Date;

use crate::cast::Cast;
use crate::passage::Passage;
use crate::time::{SeenTime, forward};
use candidate::{Candidate, candidates};
use deadline::{Deadline, deadlines};
use weight::Details;

pub(crate) use retold::{Heard, Told};

/// An event with the words that show it.
#[derive(Clone, Debug)]
pub(crate) struct SeenEvent {
    pub trigger: Span,
    pub event: Event,
    pub time: Option<Time>,
    telling: Telling,
    /// The base form of the word that tells of it.
    lemma: String,
}

/// How a sentence tells of an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Telling {
    /// For all that it says, it may be the first to tell of it.
    Anew,
    /// It points at an event told before: `the talks`.
    Again,
    /// It names more of those who took part in the last.
    Attendance,
}

/// Returns the events of a sentence in order.
pub(crate) fn events(
    passage: &Passage<'_>,
    cast: &Cast,
    times: &[SeenTime],
    published: Option<Date>,
) -> Vec<SeenEvent> {
    let teller = Teller { passage, cast, times, published };
    let mut seen: Vec<SeenEvent> =
        candidates(passage, cast).iter().filter_map(|candidate| teller.event(candidate)).collect();
    for deadline in deadlines(passage, times) {
        let is_known = |other: &SeenEvent| {
            other.event.kind == EventType::Deadline && other.time.as_ref() == Some(&deadline.time.time)
        };
        if !seen.iter().any(is_known) {
            seen.push(teller.deadline(deadline));
        }
    }
    seen.sort_by_key(|seen| seen.trigger);
    seen
}

/// A sentence with all that its events are made of.
struct Teller<'a> {
    passage: &'a Passage<'a>,
    cast: &'a Cast,
    times: &'a [SeenTime],
    published: Option<Date>,
}

impl Teller<'_> {
    fn event(&self, candidate: &Candidate) -> Option<SeenEvent> {
        let passage = self.passage;
        let time = passage.time_of(candidate, self.times);
        let status = status::status(passage, candidate, time.map(|(time, _)| time), self.published)?;
        let mut company = who::company(passage, self.cast, candidate);
        let is_afar = candidate.kind == EventType::Call;
        let place = passage.place_of(self.cast, candidate).filter(|_| !is_afar);
        company.all.retain(|id| Some(*id) != place);
        let details = Details { company: &company, time: time.map(|(_, steps)| steps), place, status };
        let telling = weight::telling(passage, self.cast, candidate, &details)?;
        let time = time.map(|(time, _)| self.resolve(time, status));
        // What has a day after the document's has not been held.
        let is_ahead = time.as_ref().and_then(Time::start).zip(self.published).is_some_and(|(start, day)| start > day);
        let status = if status == EventStatus::Held && is_ahead { EventStatus::Planned } else { status };
        let event = Event {
            kind: candidate.kind,
            participants: company.all,
            place,
            format: form::format(passage, candidate),
            status,
            because: None,
        };
        let word = &passage.words[candidate.head];
        Some(SeenEvent { trigger: word.span, event, time, telling, lemma: word.lemma.to_lowercase() })
    }

    fn deadline(&self, deadline: Deadline<'_>) -> SeenEvent {
        let (passage, candidate) = (self.passage, &deadline.at);
        let time = forward(deadline.time, self.published);
        let is_over = time.start().zip(self.published).is_some_and(|(start, day)| start < day);
        let is_actor = |id: &casus_claim::EntityId| self.cast.entity(*id).kind.is_actor();
        let event = Event {
            kind: EventType::Deadline,
            participants: deadline.who.into_iter().filter(is_actor).collect(),
            place: None,
            format: None,
            status: if is_over { EventStatus::Held } else { EventStatus::Planned },
            because: None,
        };
        let word = &passage.words[candidate.head];
        let lemma = word.lemma.to_lowercase();
        SeenEvent { trigger: word.span, event, time: Some(time), telling: Telling::Anew, lemma }
    }

    fn resolve(&self, seen: &SeenTime, status: EventStatus) -> Time {
        match status {
            EventStatus::Planned | EventStatus::Possible | EventStatus::Ongoing => forward(seen, self.published),
            EventStatus::Held | EventStatus::Cancelled => seen.time.clone(),
        }
    }
}
