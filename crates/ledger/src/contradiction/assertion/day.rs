//! Which days and years does a sentence name?
//!
//! In go words and the day of publication; out come days with their months, several in a row too (`23 and 30 May`), and the
//! years, of which “last year” is one.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::super::words::{Word, is_of, is_time, month, year};
use super::Answer;
use super::frame::{Frame, Subject};
use super::told::Told;
use super::value::Value;

/// Days that lie further apart are of several things.
const LENGTH_DAYS_MAX: i32 = 5;

/// So many words before a day say whether something was said on it.
const SAYING_WORDS: usize = 3;

const ORDINALS: [&str; 10] =
    ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"];
const TENS: [(&str, i8); 2] = [("twenty", 20), ("thirty", 30)];

/// Returns the days that a sentence puts something on.
pub(super) fn answers(frame: &Frame, told: &Told<'_>, at: usize) -> Vec<Answer> {
    let named = told.days(at);
    let days = if named.is_empty() {
        told.day(at).filter(|(start, end)| start == end).map(|(day, _)| BTreeSet::from([day])).unwrap_or_default()
    } else {
        named
    };
    let is_one = match (days.first(), days.last()) {
        (Some(first), Some(last)) => frame.is_slip || (*last - *first).get_days() <= LENGTH_DAYS_MAX,
        _ => false,
    };
    let words = told.words(at);
    if is_said(words) {
        return Vec::new();
    }
    let near = 0..words.len();
    let subject = match frame.subject {
        Subject::Person => told.names(at).iter().find(|name| name.may_be_person()).cloned().into_iter().collect(),
        _ => Vec::new(),
    };
    is_one.then_some(Answer { value: Value::Days(days), subject, near, behind: 0..0 }).into_iter().collect()
}

/// Returns whether a time only tells when something was said: `said on Monday`.
pub(super) fn is_said(words: &[Word<'_>]) -> bool {
    (0..words.len()).any(|day| {
        is_time(&words[day])
            && words[day.saturating_sub(SAYING_WORDS)..day].iter().any(|word| is_of("saying", &word.lower))
    })
}

/// Returns the day of which a sentence tells; none where it only names a month.
pub(super) fn of(told: &Told<'_>, at: usize) -> Option<(Date, Date)> {
    let is_of_month = told.day(at).is_none() && told.scopes(at).iter().any(|scope| scope.starts_with("month"));
    if is_of_month { None } else { told.day_around(at) }
}

/// Returns the years of which a sentence speaks.
pub(super) fn years(told: &Told<'_>, at: usize) -> BTreeSet<i16> {
    let words = told.words(at);
    let mut years: BTreeSet<i16> = words.iter().filter_map(year).collect();
    let published = told.text.published().map(Date::year);
    for pair in words.windows(2) {
        let back = match (pair[0].lower.as_str(), pair[1].lower.as_str()) {
            ("last" | "previous" | "past", "year") => 1,
            ("this" | "current", "year") => 0,
            _ => continue,
        };
        years.extend(published.map(|year| year - back));
    }
    years
}

/// Returns the days that words name with their month, in the year that they give or the one nearest to a document.
pub(super) fn days(words: &[Word<'_>], published: Date) -> BTreeSet<Date> {
    let told = words.iter().find_map(year);
    let mut days = BTreeSet::new();
    for (at, word) in words.iter().enumerate() {
        let Some(month) = month(word) else { continue };
        let before = words[..at].iter().enumerate().rev().map(|(at, _)| at);
        let behind = at + 1..words.len();
        let in_row = |places: &mut dyn Iterator<Item = usize>, is_back: bool| {
            let mut row: Vec<i8> = Vec::new();
            for place in places.take(7) {
                let lower = words[place].lower.as_str();
                match day_number(words, place) {
                    Some(_) if is_back && day_number(words, place + 1).is_some() && is_tens(&words[place].lower) => {}
                    Some(day) if is_back && place > 0 && is_tens(&words[place - 1].lower) => {
                        row.push(
                            day + TENS
                                .iter()
                                .find(|(tens, _)| *tens == words[place - 1].lower)
                                .map_or(0, |(_, ten)| *ten),
                        );
                    }
                    Some(day) => row.push(day),
                    None if matches!(lower, "and" | "to" | "of" | "the" | "or" | "until") || is_tens(lower) => {}
                    None => break,
                }
            }
            row
        };
        let mut row = in_row(&mut before.into_iter(), true);
        if row.is_empty() {
            row = in_row(&mut behind.into_iter(), false);
        }
        let of_year = |day: i8, year: i16| Date::new(year, month, day).ok();
        let nearest = |day: i8| {
            let years = [published.year() - 1, published.year(), published.year() + 1];
            let days = years.into_iter().filter_map(|year| of_year(day, year));
            days.min_by_key(|day| (*day - published).get_days().abs())
        };
        days.extend(row.into_iter().filter_map(|day| told.map_or_else(|| nearest(day), |year| of_year(day, year))));
    }
    if let (Some(&first), Some(&last)) = (days.first(), days.last()) {
        let between = first.series(jiff::Span::new().days(1)).take_while(|day| *day < last).take(6);
        let is_range = words.iter().any(|word| matches!(word.lower.as_str(), "to" | "until"));
        if is_range {
            days.extend(between);
        }
    }
    days
}

fn is_tens(lower: &str) -> bool {
    TENS.iter().any(|(tens, _)| *tens == lower)
}

/// Returns the day of a month that a word gives: `17`, `17th`, `fourth`, `twentieth`.
fn day_number(words: &[Word<'_>], at: usize) -> Option<i8> {
    let lower = words.get(at)?.lower.as_str();
    let bare = ["st", "nd", "rd", "th"].iter().find_map(|ending| lower.strip_suffix(ending)).unwrap_or(lower);
    let teens = [
        "eleventh",
        "twelfth",
        "thirteenth",
        "fourteenth",
        "fifteenth",
        "sixteenth",
        "seventeenth",
        "eighteenth",
        "nineteenth",
        "twentieth",
    ];
    let in_words = ORDINALS.iter().chain(&teens).position(|ordinal| *ordinal == lower);
    let in_words = in_words.and_then(|at| i8::try_from(at + 1).ok());
    bare.parse().ok().or(in_words).or((lower == "thirtieth").then_some(30)).filter(|day| (1..=31).contains(day))
}

#[cfg(test)]
mod tests {
    use casus_text::{Origin, Source};
    use jiff::civil::date;

    use super::super::super::words::words;
    use super::*;

    fn check(text: &str, expect: &[Date]) {
        let source = Source::new(text.to_owned(), Origin::default());
        let days = days(&words(&source, source.whole()), date(2031, 5, 6));
        assert_eq!(days.into_iter().collect::<Vec<_>>(), expect, "{text}");
    }

    #[test]
    fn days_in_a_row_have_one_month() {
        check("They met on 23 and 30 April.", &[date(2031, 4, 23), date(2031, 4, 30)]);
        check("It lasted from April 3rd to 5th.", &[date(2031, 4, 3), date(2031, 4, 4), date(2031, 4, 5)]);
        check("On the twenty-fourth of April it rained.", &[date(2031, 4, 24)]);
        check("They may march on.", &[]);
    }
}
