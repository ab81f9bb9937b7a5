//! Is one thing told again with another day? Kind `date`.
//!
//! **The same thing**: sentences that tell one thing, as `retold` says, each with one day only, and the same word for what
//! happened on it (class `happen` of `data/telling.txt`): “expires on 31 March”, “will expire on 30 June”.
//!
//! **A clash**: the days have none in common.
//!
//! **Excused**: another meeting of a row, a day that was moved, an ordinal on one side; the first day beside the last;
//! documents further apart than a few days; a document that tells of the other day too; different places.

use std::collections::BTreeSet;

use casus_claim::EntityKind;
use jiff::civil::Date;

use super::date::{ordinals_in, phases_in};
use super::meeting::day_named;
use super::retold::{Passage, are_set_apart};
use super::tellings::{Around, Tellings};
use super::text::{Sentence, Text, days_between, each_has_spoken};
use super::words::{Word, has_of, is_of, month, stem, weekday};
use super::{Contradiction, ContradictionKind, one_line, said};

/// Documents longer apart may tell of two things.
const DAYS_MAX: i32 = 7;
/// A longer time is no day.
const LENGTH_DAYS_MAX: i32 = 6;
/// So many rarest words of a sentence are looked up.
const RAREST: usize = 8;

struct Dated<'t> {
    text: &'t Text<'t>,
    passage: Passage<'t>,
    days: (Date, Date),
    /// What happens on the day, by its stem.
    happens: String,
    /// All that the sentence says to happen.
    all: BTreeSet<String>,
    places: BTreeSet<&'t str>,
}

/// Finds what is told again with another day.
pub(super) fn find(texts: &[Text<'_>]) -> Vec<Contradiction> {
    let all: Vec<Dated<'_>> =
        texts.iter().flat_map(|text| text.sentences.iter().flat_map(move |sentence| dated(text, sentence))).collect();
    let tellings = Tellings::of(all.iter().map(|dated| (dated.text.published(), &dated.passage.telling)));
    let mut found = Vec::new();
    for (at, one) in all.iter().enumerate() {
        let around = Around { day: one.text.published(), days: DAYS_MAX };
        let near = tellings.beside(&one.passage.telling, RAREST, around).filter(|&other| other > at);
        let near: BTreeSet<usize> = near.collect();
        let other = near.into_iter().map(|other| &all[other]).find(|other| clash(one, other));
        found.extend(other.map(|other| contradiction(one, other)));
    }
    found
}

/// Lists the days of a sentence, with what happens on each.
fn dated<'t>(text: &'t Text<'t>, sentence: &'t Sentence<'t>) -> Vec<Dated<'t>> {
    let is_denied = sentence.words.iter().any(|word| matches!(word.lower.as_str(), "not" | "never" | "no"));
    if is_denied || has_of("moved", &sentence.words) {
        return Vec::new();
    }
    let places = sentence.named.iter().filter(|(_, entity)| entity.kind == EntityKind::Place);
    let places: BTreeSet<&str> = places.map(|(_, entity)| entity.name.as_str()).collect();
    let all: BTreeSet<String> =
        sentence.words.iter().filter(|word| is_of("happen", &word.lower)).map(happening).collect();
    let days = days_told(text, sentence);
    let is_only = days.len() == 1;
    let dated = |(days, at_bytes): ((Date, Date), usize)| {
        let happens = happens(&sentence.words, at_bytes)?;
        // Of meetings that lie ahead several may be planned.
        if happens == "gather" && text.published().is_none_or(|published| published < days.0) {
            return None;
        }
        let all = if is_only { all.clone() } else { BTreeSet::from([happens.clone()]) };
        Some(Dated { text, passage: Passage::of(text, sentence), days, happens, all, places: places.clone() })
    };
    days.into_iter().filter_map(dated).collect()
}

/// Returns the only days that a sentence tells of; none where they are several.
pub(super) fn day_told(text: &Text<'_>, sentence: &Sentence<'_>) -> Option<(Date, Date)> {
    match days_told(text, sentence)[..] {
        [(days, _)] => Some(days),
        _ => None,
    }
}

/// Returns the days that a sentence tells of, each once, with the place of the words that do.
fn days_told(text: &Text<'_>, sentence: &Sentence<'_>) -> Vec<((Date, Date), usize)> {
    let of_records = text.records_in(sentence.span).filter_map(|record| {
        let time = record.time.as_ref()?;
        let at_bytes = sentence.span.start_bytes() + text.source.slice(sentence.span).find(time.text())?;
        Some(((time.start()?, time.end()?), at_bytes))
    });
    let mut days: Vec<((Date, Date), usize)> = of_records.collect();
    days.sort_unstable();
    days.dedup_by_key(|(days, _)| *days);
    if days.is_empty() {
        days.extend(text.published().and_then(|published| day_in_words(&sentence.words, published)));
    }
    days.retain(|((start, end), _)| (*end - *start).get_days() <= LENGTH_DAYS_MAX);
    days
}

/// Returns the only day that words name, by its month or as a day of the week before a document.
pub(super) fn day_in_words(words: &[Word<'_>], published: Date) -> Option<((Date, Date), usize)> {
    let at = words.iter().position(|word| month(word).is_some());
    if let (Some(at), Some(day)) = (at, day_named(words, published)) {
        return Some(((day, day), words[at].start_bytes));
    }
    let mut named = words.iter().filter_map(|word| Some((weekday(word)?, word)));
    let ((of_week, word), None) = (named.next()?, named.next()) else { return None };
    let back = (0..7).filter_map(|back| published.checked_sub(jiff::Span::new().days(back)).ok());
    let day = back.into_iter().find(|day| day.weekday() == of_week)?;
    at.is_none().then_some(((day, day), word.start_bytes))
}

/// Returns the last word for what happens before a day, or else the first one behind it.
fn happens(words: &[Word<'_>], at_bytes: usize) -> Option<String> {
    let at = words.partition_point(|word| word.start_bytes < at_bytes);
    let is_happening = |word: &&Word<'_>| is_of("happen", &word.lower);
    let mut before = words[..at].iter().rev();
    let found = match before.find(|word| is_happening(word) || is_of("saying", &word.lower)) {
        Some(saying) if is_of("saying", &saying.lower) => return None,
        found => found.or_else(|| words[at..].iter().find(is_happening))?,
    };
    Some(happening(found))
}

/// Returns what a word says that happens; to come together has many words.
fn happening(word: &Word<'_>) -> String {
    let is_signing = word.lower.starts_with("sign");
    let is_gathering =
        !is_signing && is_of("gather", &word.lower) || matches!(word.lower.as_str(), "held" | "convened");
    if is_gathering { "gather".to_owned() } else { stem(&word.lower) }
}

fn clash(one: &Dated<'_>, other: &Dated<'_>) -> bool {
    let (ours, theirs) = (&one.passage.sentence.words[..], &other.passage.sentence.words[..]);
    let is_apart = one.days.1 < other.days.0 || other.days.1 < one.days.0;
    let is_one_place = one.places.is_empty() || other.places.is_empty() || !one.places.is_disjoint(&other.places);
    one.text.number != other.text.number
        && is_apart
        && (one.happens == other.happens || one.all == other.all)
        && is_one_place
        && days_between(one.text, other.text).is_some_and(|days| days <= DAYS_MAX)
        && ordinals_in(ours) == ordinals_in(theirs)
        && phases_in(ours) == phases_in(theirs)
        && one.passage.is_retold_by(&other.passage)
        && !are_set_apart((one.text, ours), (other.text, theirs))
        && !(names_other(one, other) && names_other(other, one))
        && !tells(one.text, other.days)
        && !tells(other.text, one.days)
        && !each_has_spoken((one.text, one.passage.sentence), (other.text, other.passage.sentence))
}

/// Returns whether a sentence names a state that the other document does not: each may have a parliament of its own.
fn names_other(one: &Dated<'_>, other: &Dated<'_>) -> bool {
    let mut named = one.passage.sentence.named.iter().filter(|(_, entity)| entity.kind == EntityKind::State);
    named.any(|(_, entity)| !other.text.names.contains(entity.name.as_str()))
}

/// Returns whether a document tells of some days anywhere.
fn tells(text: &Text<'_>, (start, end): (Date, Date)) -> bool {
    let mut times = text.reading.records().iter().filter_map(|record| record.time.as_ref());
    times.any(|time| time.start().is_some_and(|first| first <= end) && time.end().is_some_and(|last| start <= last))
}

fn contradiction(one: &Dated<'_>, other: &Dated<'_>) -> Contradiction {
    let written = |(start, end): (Date, Date)| {
        if start == end { start.to_string() } else { format!("{start} to {end}") }
    };
    let span = one.passage.sentence.span;
    Contradiction {
        kind: ContradictionKind::Date,
        about: one_line(one.text.source.slice(span)),
        why: format!("The same is placed on {} and on {}.", written(one.days), written(other.days)),
        sides: vec![said(one.text, span), said(other.text, other.passage.sentence.span)],
    }
}
