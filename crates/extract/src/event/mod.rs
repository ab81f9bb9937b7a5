//! What was held, goes on, or is to come?
//!
//! In go the words of a sentence with their tree, those who are named and the times; out come events. Words of
//! `data/events.tsv` propose them, as verbs and as nouns; the tree tells who takes part, where, when and whether it has
//! been; what is told of too thinly is dropped. [`Tellings`] makes the tellings of one event one.

mod candidate;
mod deadline;
mod form;
mod near;
mod need;
mod party;
mod retold;
mod status;
mod tense;
mod weight;
mod when;
mod who;
mod words;

#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use casus_claim::{EntityId, Event, EventStatus, EventType, Time};
use casus_text::Span;
use jiff::civil::Date;

use crate::cast::Cast;
use crate::passage::Passage;
use crate::reason::because;
use crate::time::SeenTime;
use crate::trace::Row;
use candidate::{Candidate, candidates};
use deadline::{Deadline, deadlines};
use near::Sight;
use weight::Details;
use who::Company;

pub(crate) use retold::{Heard, Tellings};

/// An event with the words that show it.
#[derive(Clone, Debug)]
pub(crate) struct SeenEvent {
    pub trigger: Span,
    pub event: Event,
    pub time: Option<Time>,
    /// Those who take part and whom nothing names but these words.
    pub described: Vec<Span>,
    /// The states that take part and whom only an adjective names.
    pub lands: Vec<&'static str>,
    telling: Telling,
    /// Whether it is one of a row, or several: `the second round`, `two rounds`.
    is_in_row: bool,
    /// Those who stand beside the noun, and are not only brought by the verb.
    own: Vec<EntityId>,
    /// The base form of the word that tells of it.
    lemma: String,
    /// The words by which it has been called.
    names: BTreeSet<String>,
    /// The rule by which it was read.
    rule: &'static str,
}

impl SeenEvent {
    /// Returns the rule by which it was read, with its table.
    pub fn row(&self) -> Row {
        Row::of(self.rule, "events.tsv", self.lemma.as_str())
    }
}

/// How a sentence tells of an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Telling {
    /// For all that it says, it may be the first to tell of it.
    Anew,
    /// It points at an event told before: `the talks`.
    Again,
    /// It points at one told before, if there is one, and else tells of it: `the talks failed after an hour`.
    Perhaps,
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
        let sight = Sight::new(passage, self.cast, candidate);
        let time = sight.time(self.times);
        let (status, is_past) = status::status(passage, candidate, time.map(|(time, _)| time), self.published)?;
        let days = time.map(|(time, _)| when::days(time, status, is_past, self.published));
        // What has been has no day to come: `approved the dispatch of monitors in August`.
        const OWN_STEPS_MAX: usize = 3;
        let is_ahead = |time: &Time| time.start().zip(self.published).is_some_and(|(start, day)| start > day);
        let is_alien = days.as_ref().is_some_and(is_ahead)
            || time.is_some_and(|(seen, steps)| steps > OWN_STEPS_MAX && is_ahead(&seen.time));
        let time = time.filter(|_| !(is_past && is_alien));
        let days = days.filter(|_| time.is_some());
        let mut company = who::company(&sight, status);
        let is_afar = candidate.kind == EventType::Call;
        let place = sight.place().filter(|_| !is_afar);
        company.all.retain(|id| Some(*id) != place);
        let details = Details { sight: &sight, company: &company, time: time.map(|(_, steps)| steps), place, status };
        let telling = weight::telling(&details)?;
        let is_in_row = !candidate.is_verb && details.is_in_row();
        let event = Event {
            kind: candidate.kind,
            participants: std::mem::take(&mut company.all),
            place,
            format: form::format(&sight),
            status,
            because: because(passage, passage.words[candidate.head].span),
        };
        let word = &passage.words[candidate.head];
        let lemma = word.lemma.to_lowercase();
        let rule = if candidate.is_verb { "verb" } else { "noun" };
        let names = BTreeSet::from([lemma.clone()]);
        let Company { described, lands, own, .. } = company;
        Some(SeenEvent {
            trigger: word.span,
            event,
            time: days,
            described,
            lands,
            telling,
            is_in_row,
            own,
            lemma,
            rule,
            names,
        })
    }

    fn deadline(&self, deadline: Deadline<'_>) -> SeenEvent {
        let (passage, candidate) = (self.passage, &deadline.at);
        let time = when::days(deadline.time, EventStatus::Planned, false, self.published);
        let is_over = time.start().zip(self.published).is_some_and(|(start, day)| start < day);
        let is_actor = |id: &EntityId| self.cast.entity(*id).kind.is_actor();
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
        let trigger = word.span;
        SeenEvent {
            is_in_row: false,
            trigger,
            event,
            time: Some(time),
            described: Vec::new(),
            lands: Vec::new(),
            telling: Telling::Anew,
            own: Vec::new(),
            names: BTreeSet::from([lemma.clone()]),
            lemma,
            rule: "deadline",
        }
    }
}
