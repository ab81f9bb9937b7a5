//! Which tellings are of one meeting?
//!
//! **One meeting**: events of which the days overlap, with a place in common or none that differs, and with somebody
//! named on both sides. Which of them is compared with which is looked up by day.

use std::collections::{BTreeMap, BTreeSet};

use casus_claim::{Claim, Entity, EntityKind, Event, EventStatus, EventType, Format, Record};
use jiff::civil::Date;

use super::redated::day_in_words;
use super::retold::{Passage, are_set_apart};
use super::text::{Text, days_between};
use super::words::{Word, binding, month, words, year};

/// Meetings that are told longer apart than this are not looked at as one.
const DAYS_MAX: i32 = 60;
/// An event that lasts longer is no single meeting.
const LENGTH_DAYS_MAX: i32 = 6;
/// So much of the telling words of two sentences is the same where they tell one thing in much the same words.
const ALIKE_MIN: f64 = 0.6;
/// So many telling words tie two tellings of one place and day.
const PLACED_WORDS_MIN: usize = 4;
/// So many telling words must be the same in any case.
const ALIKE_WORDS_MIN: usize = 3;

/// A telling of an event with its days.
pub(crate) struct Meeting<'t> {
    pub(crate) text: &'t Text<'t>,
    pub(crate) record: &'t Record,
    pub(crate) event: &'t Event,
    pub(crate) start: Date,
    pub(crate) end: Date,
    /// Who takes part by name, and who is named where it is told.
    pub(crate) names: BTreeSet<&'t str>,
    /// Where it is told to be.
    pub(crate) places: BTreeSet<&'t str>,
    /// What else the sentence tells.
    pub(crate) telling: BTreeSet<String>,
    pub(crate) words: Vec<Word<'t>>,
    passage: Option<Passage<'t>>,
}

/// The events of some documents that have days, in the order of the documents.
pub(crate) struct Meetings<'t> {
    pub(crate) all: Vec<Meeting<'t>>,
    /// Their places by each of their days.
    by_day: BTreeMap<Date, Vec<usize>>,
}

impl<'t> Meetings<'t> {
    /// Lists the events of some documents.
    pub(crate) fn of(texts: impl IntoIterator<Item = &'t Text<'t>>) -> Self {
        let of_text =
            |text: &'t Text<'t>| text.reading.records().iter().filter_map(move |record| meeting(text, record));
        let all: Vec<Meeting<'t>> = texts.into_iter().flat_map(of_text).collect();
        let mut by_day: BTreeMap<Date, Vec<usize>> = BTreeMap::new();
        for (at, meeting) in all.iter().enumerate() {
            let mut day = meeting.start;
            while day <= meeting.end {
                by_day.entry(day).or_default().push(at);
                let Ok(next) = day.tomorrow() else { break };
                day = next;
            }
        }
        Self { all, by_day }
    }

    /// Returns those that take place on a day.
    pub(crate) fn on(&self, day: Date) -> impl Iterator<Item = &Meeting<'t>> {
        self.by_day.get(&day).into_iter().flatten().map(|&at| &self.all[at])
    }
}

fn meeting<'t>(text: &'t Text<'t>, record: &'t Record) -> Option<Meeting<'t>> {
    let Claim::Event(event) = &record.claim else { return None };
    let told = record.time.as_ref().and_then(|time| Some((time.start()?, time.end()?)));
    let (start, end) = told.or_else(|| {
        let (words, published) = (words(text.source, record.quote.span()), text.published()?);
        let is_held = event.status == EventStatus::Held;
        let weekday = || is_held.then(|| day_in_words(&words, published)).flatten().map(|((day, _), _)| day);
        let day = day_named(&words, published).or_else(weekday)?;
        Some((day, day))
    })?;
    if event.kind == EventType::Deadline || (end - start).get_days() > LENGTH_DAYS_MAX {
        return None;
    }
    let named = text.sentences_of(record).flat_map(|sentence| &sentence.named).map(|(_, entity)| *entity);
    let all: Vec<_> = named.chain(event.participants.iter().map(|&id| text.entity(id))).collect();
    let is_name = |kind: EntityKind| !matches!(kind, EntityKind::Group | EntityKind::Place);
    let names = all.iter().filter(|entity| is_name(entity.kind)).map(|entity| short(entity)).collect();
    let place = event.place.map(|id| text.entity(id));
    let places: BTreeSet<&str> = all
        .iter()
        .copied()
        .filter(|entity| entity.kind == EntityKind::Place)
        .chain(place)
        .map(|entity| entity.name.as_str())
        .collect();
    // What happened where a reporter writes needs no place.
    let is_placed = !places.is_empty() || event.format.is_some_and(|format| format != Format::InPerson);
    let dateline = text.dateline.as_deref().filter(|_| !is_placed && text.is_of_lead(record));
    let places: BTreeSet<&str> = places.into_iter().chain(dateline).collect();
    let of_places: BTreeSet<String> = places.iter().flat_map(|place| super::words::telling_of(place)).collect();
    Some(Meeting {
        text,
        record,
        event,
        start,
        end,
        names,
        telling: &text.telling(record.quote.span()) - &of_places,
        places,
        words: words(text.source, record.quote.span()),
        passage: text.sentences_of(record).next().map(|sentence| Passage::of(text, sentence)),
    })
}

/// Returns the name by which texts call an actor when they are short: the last name of a person.
fn short(entity: &Entity) -> &str {
    match entity.kind {
        EntityKind::Person => entity.name.rsplit(' ').next().unwrap_or(&entity.name),
        _ => &entity.name,
    }
}

/// Returns the only day that is named with its month, in the year that its words give or else in the one before a document.
///
/// A reader may take a sentence's other time for that of the event, and leave this one.
pub(super) fn day_named(words: &[Word<'_>], published: Date) -> Option<Date> {
    let mut months = words.iter().enumerate().filter(|(_, word)| month(word).is_some());
    let ((at, word), None) = (months.next()?, months.next()) else { return None };
    let beside = [at.checked_sub(1), Some(at + 1)].into_iter().flatten();
    let day = beside.filter_map(|at| words.get(at)?.text.parse::<i8>().ok()).find(|day| *day > 0)?;
    let told = words.iter().find_map(year);
    let of_year = |year: i16| Date::new(year, month(word)?, day).ok();
    match told {
        Some(year) => of_year(year),
        None => of_year(published.year()).filter(|day| *day <= published).or_else(|| of_year(published.year() - 1)),
    }
}

/// Returns whether two tellings, each with its telling words and all its words, tell much the same in the same words.
pub(crate) fn are_told_alike(
    (one, one_words): (&BTreeSet<String>, &[Word<'_>]),
    (other, other_words): (&BTreeSet<String>, &[Word<'_>]),
) -> bool {
    let shared = one.intersection(other).count();
    let (shorter, all) = (one.len().min(other.len()), one.union(other).count());
    let share = shared as f64 / all.max(1) as f64;
    // A treaty on the dam is no treaty on the locks.
    let (less, more) = (one - other, other - one);
    let bound = &binding(one_words) | &binding(other_words);
    let is_bound = |left: &BTreeSet<String>| !left.is_disjoint(&bound);
    !(is_bound(&less) && is_bound(&more))
        && shared >= ALIKE_WORDS_MIN
        && (share >= ALIKE_MIN || shared == shorter && shared > ALIKE_WORDS_MIN)
}

impl Meeting<'_> {
    /// Returns whether two tellings are of one meeting, whoever is said to have been there.
    pub(crate) fn is_one_with(&self, other: &Self) -> bool {
        let is_overlapping = self.start <= other.end && other.start <= self.end;
        let shared = self.names.intersection(&other.names).count();
        let is_near = days_between(self.text, other.text).is_none_or(|days| days <= DAYS_MAX);
        // Where only one name ties them together, the place must do so too.
        let is_placed = self.is_at_one_place_with(other);
        let is_tied = shared >= 2
            || shared == 1 && (is_placed || self.names == other.names)
            || is_placed
                && (self.is_told_like(other)
                    || self.is_retold_by(other)
                    || self.shares_much_with(other)
                    || self.names.is_empty()
                    || other.names.is_empty());
        is_overlapping && is_near && is_tied && self.may_be_at_one_place_with(other)
    }

    fn may_be_at_one_place_with(&self, other: &Self) -> bool {
        self.places.is_empty() || other.places.is_empty() || !self.places.is_disjoint(&other.places)
    }

    /// Returns whether two tellings name one place, or both a screen.
    pub(crate) fn is_at_one_place_with(&self, other: &Self) -> bool {
        let is_remote = |event: &Event| matches!(event.format, Some(Format::Virtual | Format::Phone));
        !self.places.is_disjoint(&other.places)
            || self.places.is_empty() && other.places.is_empty() && is_remote(self.event) && is_remote(other.event)
    }

    /// Returns whether two sentences tell much the same in the same words.
    pub(crate) fn is_told_like(&self, other: &Self) -> bool {
        are_told_alike((&self.telling, &self.words), (&other.telling, &other.words))
    }

    /// Returns whether another sentence tells again, in other words, what the one of this meeting tells.
    pub(crate) fn is_retold_by(&self, other: &Self) -> bool {
        let passages = self.passage.as_ref().zip(other.passage.as_ref());
        passages.is_some_and(|(one, other)| one.is_retold_by(other))
            && !are_set_apart((self.text, &self.words), (other.text, &other.words))
    }

    /// Returns whether so many telling words are the same that at one place and day it is one meeting.
    fn shares_much_with(&self, other: &Self) -> bool {
        self.telling.intersection(&other.telling).count() >= PLACED_WORDS_MIN
            && !are_set_apart((self.text, &self.words), (other.text, &other.words))
    }

    /// Returns whether people came together, in a room or on a screen.
    pub(crate) fn is_gathering(&self) -> bool {
        matches!(self.event.kind, EventType::Meeting | EventType::Call | EventType::Decision | EventType::Signing)
    }

    /// Returns whether it was held.
    pub(crate) fn is_held(&self) -> bool {
        self.event.status == EventStatus::Held
    }

    /// Returns whether it is told within a few days after it took place.
    pub(crate) fn is_fresh(&self, days_max: i32) -> bool {
        self.text.published().is_some_and(|published| (0..=days_max).contains(&(published - self.end).get_days()))
    }
}
