//! Is one event told of two days, or of a day that cannot be? Kind `date`.
//!
//! **The same event**: both held, of one kind, at one place or both on a screen, with the same people named on both sides
//! or those of one side on the other, told in much the same words.
//!
//! **A clash**: their days have none in common, and they are a day or two apart; or only the month or only the year
//! differs; or both are the first, the second, an anniversary. A decision and a signature happen once, so any other day
//! clashes. An event that a document reports as news cannot lie long before the document, and what was held cannot lie
//! after it.
//!
//! **Excused**: a sentence tells of another meeting of a row or of one that goes on; each document tells, days after it,
//! of its own meeting; one of the documents tells of both days.

use std::collections::{BTreeMap, BTreeSet};

use casus_claim::{Claim, Event, EventStatus, EventType, Reading, Record};
use casus_text::{DateOrigin, Span};
use jiff::civil::Date;

use super::meeting::Meeting;
use super::text::{Sentence, Text, days_between};
use super::words::{Word, has_of, is_of, month, year};
use super::{Contradiction, ContradictionKind, Side, one_line, said, told};

/// An event this long before the document that reports it as news has a wrong day, or the document has.
const NEWS_DAYS_MAX: i32 = 300;
/// An event is reported as news when it stands among this many first sentences; further down it may be history.
const LEAD_SENTENCES: usize = 4;
/// A longer time is no day.
const LENGTH_DAYS_MAX: i32 = 6;
/// Days this near one another are mistaken for one another.
const NEAR_DAYS_MAX: i32 = 2;
/// A document this soon after an event tells of it as news.
const FRESH_DAYS_MAX: i32 = 7;
/// Plans change from one day to the next but one.
const PLAN_DAYS_MAX: i32 = 1;
/// Documents longer apart tell of different events, unless all they say is the same.
const DAYS_MAX: i32 = 60;
/// A year in which February is as long as it can be.
const LEAP_YEAR: i16 = 2028;
/// A larger number beside a month is no day of it.
const DAY_MAX: i8 = 31;
/// A day this far behind the day of publication may be a matter of time zones.
const ZONE_DAYS_MAX: i32 = 1;

/// Finds events with two days, and days that cannot be.
pub(super) fn find(texts: &[Text<'_>], meetings: &[Meeting<'_>]) -> Vec<Contradiction> {
    let impossible = texts.iter().flat_map(|text| {
        text.reading.records().iter().filter_map(move |record| stale(text, record).or_else(|| ahead(text, record)))
    });
    let nowhere = texts.iter().flat_map(|text| text.sentences.iter().filter_map(move |of| in_no_calendar(text, of)));
    impossible.chain(nowhere).chain(two_days(meetings)).collect()
}

/// Finds a day that no month has: `30 February 2032`, `June 31`.
fn in_no_calendar(text: &Text<'_>, sentence: &Sentence<'_>) -> Option<Contradiction> {
    let words = &sentence.words;
    let (at, number) = words.iter().enumerate().find_map(|(at, word)| Some((at, month(word)?)))?;
    // `May` is also a verb, and `March` too.
    let day = |at: Option<usize>| -> Option<i8> {
        let word = words.get(at?)?;
        let digits = word.text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        digits.parse().ok().filter(|_| digits.len() <= 2 && word.text.len() <= digits.len() + 2)
    };
    let is_capital = words[at].is_capital();
    let day = day(at.checked_sub(1)).or_else(|| day(Some(at + 1))).filter(|_| is_capital)?;
    let years = words.iter().filter_map(year).next();
    // Without a year the day may be that of a leap year.
    let length = Date::new(years.unwrap_or(LEAP_YEAR), number, 1).ok()?.days_in_month();
    (day > length && day <= DAY_MAX).then(|| Contradiction {
        kind: ContradictionKind::Date,
        about: one_line(text.source.slice(sentence.span)),
        why: format!("The month named here has no day {day}."),
        sides: vec![said(text, sentence.span)],
    })
}

/// Returns the days between an event that a document reports as news and the document, where there are too many.
pub fn days_stale(published: Option<Date>, reading: &Reading, record: &Record) -> Option<i32> {
    let Claim::Event(Event { kind, status, .. }) = &record.claim else { return None };
    let time = record.time.as_ref()?;
    let day = time.end()?;
    // A month that is named without its year may be that of another year.
    let is_day = time.start().is_some_and(|start| (day - start).get_days() <= LENGTH_DAYS_MAX);
    let days = (published? - day).get_days();
    let is_ahead = matches!(status, EventStatus::Planned | EventStatus::Possible | EventStatus::Ongoing);
    // Wars begin and soldiers deploy long before an article mentions it; talks make the news on their day.
    let makes_news = matches!(kind, EventType::Meeting | EventType::Call | EventType::Signing | EventType::Decision);
    let is_in_lead = is_in_lead(reading, record.quote.span()) && !is_aside(record.quote.text(), time.text());
    let is_news = *status == EventStatus::Held && makes_news && is_in_lead;
    (is_day && days > NEWS_DAYS_MAX && (is_ahead || is_news)).then_some(days)
}

/// Returns whether a time stands in a clause that tells what was before: `who signed the treaty on 3 May 2021`.
fn is_aside(quote: &str, time: &str) -> bool {
    const ASIDE: [&str; 12] =
        ["who", "which", "whose", "where", "when", "since", "that", "after", "had", "as", "following", "before"];
    let before = quote.find(time).map_or("", |at| &quote[..at]);
    before.split(|c: char| !c.is_alphanumeric()).any(|word| ASIDE.contains(&word))
}

fn is_in_lead(reading: &Reading, span: Span) -> bool {
    reading.sentences().iter().take(LEAD_SENTENCES).any(|sentence| sentence.overlaps(span))
}

fn stale(text: &Text<'_>, record: &Record) -> Option<Contradiction> {
    let days = days_stale(text.published(), text.reading, record)?;
    let day = record.time.as_ref().and_then(|time| time.end())?;
    let published = text.source.origin().published?;
    Some(Contradiction {
        kind: ContradictionKind::Date,
        about: one_line(record.quote.text()),
        why: format!(
            "The document is dated {} and reports this as news, yet places it on {day}, {days} days before.",
            published.day
        ),
        sides: dateline(text).into_iter().chain([told(text, record)]).collect(),
    })
}

/// Returns the words that give the document its day, where they stand in it.
fn dateline(text: &Text<'_>) -> Option<Side> {
    match text.source.origin().published?.origin {
        DateOrigin::Dateline(span) => {
            Some(Side { document: text.number, quote: text.source.quote(span), record: None })
        }
        DateOrigin::Sidecar | DateOrigin::Given | DateOrigin::Stated(_) => None,
    }
}

/// Finds what is told as past and lies after the document: a day is named, with its month.
fn ahead(text: &Text<'_>, record: &Record) -> Option<Contradiction> {
    let Claim::Event(Event { status: EventStatus::Held, .. }) = &record.claim else { return None };
    let published = text.published()?;
    let day = text.sentences_of(record).find_map(|sentence| named_day(&sentence.words))?;
    // What the reader takes for another day is not what happened.
    let is_its_own = record.time.as_ref().and_then(|time| time.start()).is_none_or(|start| start == day);
    let days = (day - published).get_days();
    (is_its_own && days > ZONE_DAYS_MAX).then(|| Contradiction {
        kind: ContradictionKind::Date,
        about: one_line(record.quote.text()),
        why: format!(
            "The document is dated {published} and tells this as past, yet places it on {day}, {days} days later."
        ),
        sides: dateline(text).into_iter().chain([told(text, record)]).collect(),
    })
}

/// Returns the only day that is named in full: `3 May 2031`, `May 3, 2031`.
fn named_day(words: &[Word<'_>]) -> Option<Date> {
    let mut years = words.iter().enumerate().filter(|(_, word)| year(word).is_some());
    let ((at, word), None) = (years.next()?, years.next()) else { return None };
    let near = &words[at.saturating_sub(2)..at];
    let month = near.iter().find_map(month)?;
    let day = near.iter().find_map(|word| word.text.parse::<i8>().ok())?;
    Date::new(year(word)?, month, day).ok()
}

/// What two tellings of one event have in common whatever their days, under which they are looked up.
type Key<'t> = (EventType, &'t str, Slip);

/// How the days of two tellings may come to differ by mistake.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Slip {
    /// By a day or two: the days around.
    Near(Date),
    /// By the month: the day of the month.
    Month(i8),
    /// It happens only once: a telling word.
    Once(String),
}

fn two_days(meetings: &[Meeting<'_>]) -> Vec<Contradiction> {
    let mut by_key: BTreeMap<Key<'_>, Vec<usize>> = BTreeMap::new();
    for (at, meeting) in meetings.iter().enumerate().filter(|(_, meeting)| meeting.is_held() || is_planned(meeting)) {
        for key in keys(meeting) {
            by_key.entry(key).or_default().push(at);
        }
    }
    let mut pairs: BTreeSet<(usize, usize)> = BTreeSet::new();
    for (key, places) in &by_key {
        for (n, &one) in places.iter().enumerate() {
            let clashing = places[n + 1..].iter().filter(|&&other| differ(&key.2, &meetings[one], &meetings[other]));
            pairs.extend(clashing.map(|&other| (one, other)));
        }
    }
    each_once(meetings, &pairs)
}

/// Leaves out what tells the same two days again.
fn each_once(meetings: &[Meeting<'_>], pairs: &BTreeSet<(usize, usize)>) -> Vec<Contradiction> {
    let mut seen: Vec<(&Meeting<'_>, &Meeting<'_>)> = Vec::new();
    for &(one, other) in pairs {
        let (one, other) = (&meetings[one], &meetings[other]);
        let is_again = |(before, after): &(&Meeting<'_>, &Meeting<'_>)| {
            let days =
                |one: &Meeting<'_>, other: &Meeting<'_>| [one.start.min(other.start), one.start.max(other.start)];
            days(before, after) == days(one, other) && !before.names.is_disjoint(&one.names)
        };
        if !seen.iter().any(is_again) {
            seen.push((one, other));
        }
    }
    seen.into_iter().map(|(one, other)| contradiction(one, other)).collect()
}

fn keys<'t>(meeting: &Meeting<'t>) -> Vec<Key<'t>> {
    let mut slips = vec![Slip::Month(meeting.start.day())];
    slips.extend((0..=NEAR_DAYS_MAX).filter_map(|days| {
        let day = meeting.start.checked_add(jiff::Span::new().days(days)).ok()?;
        Some(Slip::Near(day))
    }));
    let is_once = matches!(meeting.event.kind, EventType::Decision | EventType::Signing);
    slips.extend(
        meeting.words.iter().filter(|word| is_of("ordinal", &word.lower)).map(|word| Slip::Once(word.lower.clone())),
    );
    if is_once {
        slips.extend(meeting.telling.iter().cloned().map(Slip::Once));
    }
    let kind = meeting.event.kind;
    let by = || meeting.names.iter().chain(meeting.places.iter().filter(|_| meeting.names.is_empty()));
    slips.into_iter().flat_map(|slip| by().map(move |&name| (kind, name, slip.clone()))).collect()
}

fn differ(slip: &Slip, one: &Meeting<'_>, other: &Meeting<'_>) -> bool {
    let is_apart = one.end < other.start || other.end < one.start;
    let days = (one.start - other.start).get_days().abs();
    let are_both_fresh = one.is_fresh(FRESH_DAYS_MAX) && other.is_fresh(FRESH_DAYS_MAX);
    let is_slip = match slip {
        Slip::Near(_) => days <= NEAR_DAYS_MAX && (are_both_fresh || are_both_planned(one, other)),
        Slip::Month(_) => one.start.day() == other.start.day() && !are_both_fresh && one.is_held(),
        Slip::Once(_) => {
            one.is_held() && !are_both_fresh || has_of("ordinal", &one.words) && ordinals(one) == ordinals(other)
        }
    };
    one.event.status == other.event.status && is_apart && is_slip && is_one_event(one, other) && !tells_both(one, other)
}

/// Returns whether what began or what ended is told, neither of which is the day of the whole.
fn phase(meeting: &Meeting<'_>) -> [bool; 2] {
    phases_in(&meeting.words)
}

/// Returns whether words tell of a beginning, and of an end.
pub(super) fn phases_in(words: &[Word<'_>]) -> [bool; 2] {
    ["begin", "end"].map(|class| words.iter().any(|word| is_of(class, &word.lower)))
}

/// Returns whether a word is the round of which the number is told: `the first round`.
fn is_numbered_round(meeting: &Meeting<'_>, word: &Word<'_>) -> bool {
    word.lower == "round" && !ordinals(meeting).is_empty()
}

fn is_planned(meeting: &Meeting<'_>) -> bool {
    meeting.event.status == EventStatus::Planned
}

/// Returns whether two documents of one day tell what lies ahead, so that nothing can have been put off between them.
fn are_both_planned(one: &Meeting<'_>, other: &Meeting<'_>) -> bool {
    is_planned(one) && is_planned(other) && days_between(one.text, other.text).is_some_and(|days| days <= PLAN_DAYS_MAX)
}

fn ordinals<'m>(meeting: &'m Meeting<'_>) -> BTreeSet<&'m str> {
    ordinals_in(&meeting.words)
}

/// Returns the ordinals among words.
pub(super) fn ordinals_in<'w>(words: &'w [Word<'_>]) -> BTreeSet<&'w str> {
    words.iter().map(|word| word.lower.as_str()).filter(|word| is_of("ordinal", word)).collect()
}

fn is_one_event(one: &Meeting<'_>, other: &Meeting<'_>) -> bool {
    let is_afresh = |meeting: &Meeting<'_>| {
        meeting.words.iter().any(|word| {
            is_of("afresh", &word.lower) && !is_of("ordinal", &word.lower) && !is_numbered_round(meeting, word)
        })
    };
    // What is no gathering has no place to be told apart by.
    let is_decided = !matches!(one.event.kind, EventType::Meeting | EventType::Call);
    let is_one_place = one.is_at_one_place_with(other) || is_decided && one.places == other.places;
    is_one_place
        && (one.names.is_subset(&other.names) || other.names.is_subset(&one.names))
        && ordinals(one) == ordinals(other)
        && phase(one) == phase(other)
        && one.is_told_like(other)
        && !is_afresh(one)
        && !is_afresh(other)
        && days_between(one.text, other.text).is_none_or(|days| days <= DAYS_MAX)
}

/// Returns whether one of two documents speaks of the day of the other too.
fn tells_both(one: &Meeting<'_>, other: &Meeting<'_>) -> bool {
    let tells = |text: &Text<'_>, day: Date| {
        let mut times = text.reading.records().iter().filter_map(|record| record.time.as_ref());
        times.any(|time| time.start().is_some_and(|start| start <= day) && time.end().is_some_and(|end| day <= end))
    };
    tells(one.text, other.start) || tells(other.text, one.start)
}

fn contradiction(one: &Meeting<'_>, other: &Meeting<'_>) -> Contradiction {
    let days = |meeting: &Meeting<'_>| {
        if meeting.start == meeting.end {
            meeting.start.to_string()
        } else {
            format!("{} to {}", meeting.start, meeting.end)
        }
    };
    Contradiction {
        kind: ContradictionKind::Date,
        about: one_line(one.record.quote.text()),
        why: format!("The same event is placed on {} and on {}.", days(one), days(other)),
        sides: vec![told(one.text, one.record), told(other.text, other.record)],
    }
}
