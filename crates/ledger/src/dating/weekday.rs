//! In which year does its day of the week fall on its day of the month? Kind `weekday`.
//!
//! **The same day**: a day of the week beside a day with its month and without a year: `Friday, 12 March`.
//!
//! **Bounds**: where the other reasons leave few years and the day of the week fits in only one of them, what is told as
//! past was written from that day on, and what is told as to come up to it.

use casus_claim::{Claim, EventStatus};
use jiff::civil::{Date, Weekday};

use super::{DateReason, DateReasonKind, Window, shifted};
use crate::contradiction::said;
use crate::contradiction::text::{Sentence, Text};
use crate::contradiction::words::{has_of, month, weekday, year};

/// A day without its year is one of the last year or of the next.
const YEAR_DAYS: i32 = 366;
/// A longer window leaves too many years.
const YEARS_MAX: i32 = 12;

/// Returns what the days of the week tell, given what the other reasons leave.
pub(super) fn reasons(text: &Text<'_>, so_far: Window) -> Vec<DateReason> {
    let (Some(earliest), Some(latest)) = (so_far.earliest, so_far.latest) else { return Vec::new() };
    if (latest - earliest).get_days() > YEARS_MAX * YEAR_DAYS {
        return Vec::new();
    }
    let (first, last) = (shifted(earliest, -YEAR_DAYS), shifted(latest, YEAR_DAYS));
    let reason = |sentence: &Sentence<'_>| {
        let (weekday, month, day) = named(sentence)?;
        let of_year = |year: i16| Date::new(year, month, day).ok();
        let days: Vec<Date> = (first.year()..=last.year())
            .filter_map(of_year)
            .filter(|day| day.weekday() == weekday && (first..=last).contains(day))
            .collect();
        let window = match (days.as_slice(), is_past(text, sentence)) {
            ([day], Some(true)) => Window::from(*day),
            ([day], Some(false)) => Window::until(*day),
            _ => Window::default(),
        };
        let written: Vec<String> = days.iter().map(Date::to_string).collect();
        let why = match written.as_slice() {
            [] => return None,
            [only] => format!("Of the days that the other reasons leave, its day of the week fits only {only}."),
            several => format!("Its day of the week fits {}.", several.join(" and ")),
        };
        Some(DateReason {
            kind: DateReasonKind::Weekday,
            window,
            near: None,
            why,
            here: said(text, sentence.span),
            there: Vec::new(),
            is_set_aside: false,
        })
    };
    text.sentences.iter().filter_map(reason).collect()
}

/// Returns the only day of the week of a sentence with the day and month beside it, where no year is named.
fn named(sentence: &Sentence<'_>) -> Option<(Weekday, i8, i8)> {
    let words = &sentence.words;
    let mut weekdays = words.iter().enumerate().filter_map(|(at, word)| Some((at, weekday(word)?)));
    let (Some((at, weekday)), None) = (weekdays.next(), weekdays.next()) else { return None };
    if words.iter().any(|word| year(word).is_some()) || words.iter().filter(|word| month(word).is_some()).count() != 1 {
        return None;
    }
    let pair = |first: usize| {
        let [one, other] = words.get(first..first + 2)? else { return None };
        let day = |text: &str| text.trim_end_matches(char::is_alphabetic).parse::<i8>().ok();
        match (month(one), month(other)) {
            (Some(month), None) => Some((month, day(&other.lower)?)),
            (None, Some(month)) => Some((month, day(&one.lower)?)),
            _ => None,
        }
    };
    let of_month = |word: &str| if word == "the" { 2 } else { 1 };
    let behind = words.get(at + 1).and_then(|next| pair(at + of_month(&next.lower)));
    let (month, day) = behind.or_else(|| pair(at.checked_sub(2)?))?;
    Some((weekday, month, day))
}

/// Returns whether what a sentence tells is past; none where it does not say.
fn is_past(text: &Text<'_>, sentence: &Sentence<'_>) -> Option<bool> {
    let mut told = text.records_in(sentence.span).filter_map(|record| match &record.claim {
        Claim::Event(event) => Some((event.status, record.attributed_to.is_empty())),
        _ => None,
    });
    let (Some((status, is_own)), None) = (told.next(), told.next()) else { return None };
    match status {
        EventStatus::Held => Some(true),
        EventStatus::Planned if is_own && !has_of("toldback", &sentence.words) => Some(false),
        _ => None,
    }
}
