//! Which days does it give itself? Kind `inside`.
//!
//! An undated document has days only where a day, month or year is written in full.
//!
//! **Bounds**: what is told as held or done at a time was written from its first day on; what it says in its own voice is
//! planned, or somebody will do, up to its last.
//!
//! **No reason**: plans that are told back, or that somebody else is reported to have made.

use casus_claim::{Claim, EventStatus, Record, Status};
use jiff::civil::Date;

use super::thing::is_ahead;
use super::{DateReason, DateReasonKind, Window};
use crate::contradiction::text::Text;
use crate::contradiction::told;
use crate::contradiction::words::{Word, has_of, month, words, year};

/// Returns what the days in an undated document tell of its own.
///
/// Only the last day that is past and the first that is to come bound anything.
pub(super) fn reasons(text: &Text<'_>) -> Vec<DateReason> {
    let all: Vec<DateReason> = text.reading.records().iter().filter_map(|record| reason(text, record)).collect();
    let past = all.iter().filter(|reason| reason.window.earliest.is_some());
    // Of equals the first stands for all.
    let last = past.rev().max_by_key(|reason| reason.window.earliest);
    let first = all.iter().filter(|reason| reason.window.latest.is_some()).min_by_key(|reason| reason.window.latest);
    last.into_iter().chain(first).cloned().collect()
}

fn reason(text: &Text<'_>, record: &Record) -> Option<DateReason> {
    let words = words(text.source, record.quote.span());
    let time = record.time.as_ref();
    // A year is written in full, or it is another that the reader took for it.
    let in_full = |day: &Date| words.iter().filter_map(year).any(|year| year == day.year());
    let (window, why) = if is_past(record) {
        let day = time.and_then(|time| time.start()).or_else(|| first_day(&words))?;
        let day = Some(day).filter(in_full)?;
        (Window::from(day), format!("It tells as past what it places on or after {day}."))
    } else if is_plan(record, &words) && is_own(text, record) {
        let day = time?.end().filter(in_full)?;
        (Window::until(day), format!("It speaks as still to come of what it places on or before {day}."))
    } else {
        return None;
    };
    let here = told(text, record);
    let kind = DateReasonKind::Inside;
    Some(DateReason { kind, window, near: None, why, here, there: Vec::new(), is_set_aside: false })
}

/// Returns whether something happened, or was done.
fn is_past(record: &Record) -> bool {
    match &record.claim {
        Claim::Event(event) => event.status == EventStatus::Held,
        Claim::Commitment(commitment) => commitment.status == Status::Delivered,
        _ => false,
    }
}

/// Returns whether something is told as to come: an event that is planned, or what somebody will do.
fn is_plan(record: &Record, words: &[Word<'_>]) -> bool {
    match &record.claim {
        Claim::Event(event) => event.status == EventStatus::Planned,
        Claim::Commitment(commitment) => {
            let is_meant = matches!(commitment.status, Status::Pledged | Status::Agreed);
            is_meant && words.iter().any(|word| matches!(word.lower.as_str(), "will" | "shall"))
        }
        _ => false,
    }
}

/// Returns the first day of the only time with a year: `in November 2025`, `on 3 May 2031`.
fn first_day(words: &[Word<'_>]) -> Option<Date> {
    let mut years = words.iter().enumerate().filter_map(|(at, word)| Some((at, year(word)?)));
    let (Some((at, year)), None) = (years.next(), years.next()) else { return None };
    if is_ahead(words) {
        return None;
    }
    let word = |back: usize| words.get(at.checked_sub(back)?);
    let is_in = |back: usize| word(back).is_some_and(|word| word.lower == "in");
    let is_on = |back: usize| word(back).is_some_and(|word| word.lower == "on");
    let day_of = |back: usize| word(back).and_then(|word| word.text.parse::<i8>().ok());
    let month_of = |back: usize| word(back).and_then(month);
    if is_in(1) {
        return Date::new(year, 1, 1).ok();
    }
    match (month_of(1), month_of(2)) {
        (Some(month), _) if is_in(2) => Date::new(year, month, 1).ok(),
        (Some(month), _) if is_on(3) => Date::new(year, month, day_of(2)?).ok(),
        (None, Some(month)) if is_on(3) => Date::new(year, month, day_of(1)?).ok(),
        _ => None,
    }
}

/// Returns whether a document says something in its own voice, and of its own time.
fn is_own(text: &Text<'_>, record: &Record) -> bool {
    let is_quoted = |words: &str| words.contains(['“', '”', '"']);
    let sentences: Vec<_> = text.sentences_of(record).collect();
    record.attributed_to.is_empty()
        && !sentences
            .iter()
            .any(|sentence| has_of("toldback", &sentence.words) || is_quoted(text.source.slice(sentence.span)))
}
