//! Which day does a text give as its own?
//!
//! Only the lines at the head are looked at, and only whole days count: `PARIS, March 27 (Agency)` has no year, so it
//! tells no day. A day written in digits with slashes is not read either, since nobody can tell its month.

use std::sync::LazyLock;

use casus_text::{Source, Span};
use jiff::civil::Date;
use regex::{Captures, Regex};

use crate::head::{HeadLine, head_lines};

/// A day that a text gives as its own, and the words that give it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dateline {
    /// The day.
    pub day: Date,
    /// Where the text gives it.
    pub span: Span,
}

/// How many words can stand before the day in a line such as `Joint statement, Rivermouth, 3 May 2031`.
const LEAD_WORDS_MAX: usize = 9;

/// Finds the day that the head of a text gives as its own.
pub fn dateline(source: &Source) -> Option<Dateline> {
    let head = head_lines(source);
    head.iter().find_map(|line| in_line(source, *line)).or_else(|| head.iter().find_map(|line| updated(source, *line)))
}

/// Returns whether a line says nothing but where, when and by whom the text was published.
pub(crate) fn is_dateline_only(source: &Source, line: HeadLine) -> bool {
    let Some(found) = in_line(source, line).or_else(|| updated(source, line)) else { return false };
    let text = source.slice(line.span);
    let lead = &text[..found.span.start_bytes() - line.span.start_bytes()];
    let tail = &text[found.span.end_bytes() - line.span.start_bytes()..];
    let goes_on = tail.len() > 1 && tail.starts_with(['.', ':']);
    !line.is_body() && !goes_on && (lead.split_whitespace().count() <= 2 || PATTERNS.labelled.is_match(text))
}

fn in_line(source: &Source, line: HeadLine) -> Option<Dateline> {
    let text = source.slice(line.span);
    let patterns = &*PATTERNS;
    let found = match patterns.labelled.captures(text) {
        Some(found) if is_publication(&found) => Some(found),
        Some(_) => None,
        None => patterns.opening.captures(text).filter(|found| is_lead(found, line)),
    };
    day_of(source, line, &found?)
}

fn updated(source: &Source, line: HeadLine) -> Option<Dateline> {
    let found = PATTERNS.labelled.captures(source.slice(line.span)).filter(|found| !is_publication(found))?;
    day_of(source, line, &found)
}

fn is_publication(found: &Captures<'_>) -> bool {
    found.name("published").is_some()
}

/// Returns whether the words before a day can be those of a dateline.
///
/// When a paragraph goes on after the day, they must look like names: in `Rivermouth, 3 May 2031. The parties met …`
/// the day is the text's own, in `the talks broke down, 3 May 2031: nobody came` it need not be.
fn is_lead(found: &Captures<'_>, line: HeadLine) -> bool {
    let lead = found.name("lead").map_or("", |lead| lead.as_str());
    let named = |word: &str| word.chars().next().is_none_or(|first| !first.is_lowercase());
    let goes_on = line.is_body() || !found["rest"].trim().is_empty();
    lead.split_whitespace().count() <= LEAD_WORDS_MAX && (!goes_on || lead.split_whitespace().all(named))
}

fn day_of(source: &Source, line: HeadLine, found: &Captures<'_>) -> Option<Dateline> {
    let words = found.name("day").expect("every pattern has a day");
    let start = line.span.start_bytes();
    let span = source.span(start + words.start(), start + words.end()).expect("a match ends where a character ends");
    Some(Dateline { day: date(found)?, span })
}

fn date(found: &Captures<'_>) -> Option<Date> {
    let number = |names: &[&str]| names.iter().find_map(|name| found.name(name))?.as_str().parse::<i16>().ok();
    let year = number(&["y1", "y2", "y3", "y4"])?;
    let day = i8::try_from(number(&["d1", "d2", "d3", "d4"])?).ok()?;
    let month = match found.name("m1").or_else(|| found.name("m2")) {
        Some(name) => month(name.as_str())?,
        None => i8::try_from(number(&["m3", "m4"])?).ok()?,
    };
    Date::new(year, month, day).ok()
}

fn month(name: &str) -> Option<i8> {
    let name = name.to_lowercase();
    let found = MONTHS.lines().zip(1..).find(|(line, _)| line.split_whitespace().any(|word| word == name));
    found.map(|(_, number)| number)
}

const MONTHS: &str = include_str!("../data/months.txt");
const WEEKDAYS: &str = include_str!("../data/weekdays.txt");
const LABELS: &str = include_str!("../data/labels.txt");

struct Patterns {
    /// `Published: 3 May 2031`.
    labelled: Regex,
    /// `3 May 2031`, `RIVERMOUTH, May 3, 2031 (Agency) - `.
    opening: Regex,
}

static PATTERNS: LazyLock<Patterns> = LazyLock::new(|| {
    let day = day_pattern();
    let labels = |kind: &str| {
        let of_kind = LABELS.lines().filter_map(|line| line.split_once(' ')).filter(|(word, _)| *word == kind);
        of_kind.map(|(_, label)| label.replace(' ', r"\s+")).collect::<Vec<_>>().join("|")
    };
    let (published, updated) = (labels("published"), labels("updated"));
    let build = |pattern: String| Regex::new(&pattern).expect("the pattern is made of literals and word lists");
    Patterns {
        labelled: build(format!(
            r"(?i)^(?:(?<published>{published})|{updated})(?:\s+by\s[^.;]{{1,60}}?\son)?\s*:?\s+{day}(?<rest>.*)"
        )),
        opening: build(format!(
            r"(?i)^\(?(?:(?<lead>[^.;!?]{{1,80}}?)(?:,|\s[-–—|·•]|\|)\s*)??{day}(?:[.)]?$|,\s[^.;]{{1,24}}$|\.?\s+[-–—|(]|[.:—]\s|,?\s+\d{{1,2}}[:.]\d\d\b|T\d\d:)(?<rest>(?:.|\n)*)"
        )),
    }
});

fn day_pattern() -> String {
    let months = words(MONTHS);
    let weekdays = words(WEEKDAYS);
    format!(
        r"(?<day>(?:(?:{weekdays})\.?,?\s+)?(?:(?<d1>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?<m1>{months})\.?,?\s+(?<y1>\d{{4}})|(?<m2>{months})\.?\s+(?<d2>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?<y2>\d{{4}})|(?<y3>\d{{4}})-(?<m3>\d{{2}})-(?<d3>\d{{2}})|(?<d4>\d{{1,2}})\.\s?(?<m4>\d{{1,2}})\.\s?(?<y4>\d{{4}})))"
    )
}

/// Joins a word list into alternatives, longer words first so that `sept` is not read as `sep`.
fn words(list: &str) -> String {
    let mut all: Vec<&str> = list.split_whitespace().collect();
    all.sort_by_key(|word| std::cmp::Reverse(word.len()));
    all.join("|")
}

#[cfg(test)]
mod tests {
    use casus_text::Origin;

    use super::*;

    fn check(text: &str, expect: Option<(&str, &str)>) {
        let source = Source::new(text.to_owned(), Origin::default());
        let found = dateline(&source).map(|found| (found.day.to_string(), source.slice(found.span).to_owned()));
        let expect = expect.map(|(day, words)| (day.to_owned(), words.to_owned()));
        assert_eq!(found, expect, "{text}");
    }

    #[test]
    fn every_word_of_the_lists_is_read() {
        for (line, number) in MONTHS.lines().zip(1..) {
            for name in line.split_whitespace() {
                let words = format!("7 {name} 2031");
                check(&words, Some((&format!("2031-{number:02}-07"), &words)));
            }
        }
        for name in WEEKDAYS.split_whitespace() {
            let words = format!("{name}, 7 May 2031");
            check(&words, Some(("2031-05-07", &words)));
        }
        for line in LABELS.lines() {
            let (_, label) = line.split_once(' ').expect("a label follows its kind");
            check(&format!("Grain deal\n{label}: 7 May 2031"), Some(("2031-05-07", "7 May 2031")));
        }
    }

    #[test]
    fn a_line_that_is_a_day_gives_the_day() {
        check("2 May, 2031\n\nThe delegates met.", Some(("2031-05-02", "2 May, 2031")));
        check("May 2nd, 2031\nThe delegates met.", Some(("2031-05-02", "May 2nd, 2031")));
        check("2031-05-02", Some(("2031-05-02", "2031-05-02")));
        check("2031-05-02T08:15:00Z", Some(("2031-05-02", "2031-05-02")));
        check("Title\n\nFriday 2 May 2031\n", Some(("2031-05-02", "Friday 2 May 2031")));
        check("2.5.2031", Some(("2031-05-02", "2.5.2031")));
        check("2 May 2031 – for the file", Some(("2031-05-02", "2 May 2031")));
        check("2 May 2031, 14:30", Some(("2031-05-02", "2 May 2031")));
        check("Monday 2 May 2031, local time", Some(("2031-05-02", "Monday 2 May 2031")));
    }

    #[test]
    fn places_and_papers_stand_before_the_day() {
        check("RIVERMOUTH, 2 May 2031. The delegates met.", Some(("2031-05-02", "2 May 2031")));
        check("Rivermouth, 2 May 2031", Some(("2031-05-02", "2 May 2031")));
        check("Rivermouth, 2 May 2031 (translation)", Some(("2031-05-02", "2 May 2031")));
        check("EASTPORT, Dec. 15, 2031 (WireCo) — The delegates met.", Some(("2031-12-15", "Dec. 15, 2031")));
        check("THE HERON – weekly letter, 2 May 2031", Some(("2031-05-02", "2 May 2031")));
        check("Press release 4/31 – Rivermouth, 2 May 2031", Some(("2031-05-02", "2 May 2031")));
        let paragraph =
            "The delegates met and talked for a long while about the dykes, the ferries and the toll. ".repeat(3);
        check(&format!("Title\n\nEASTPORT, 2 May 2031 (WireCo) - {paragraph}"), Some(("2031-05-02", "2 May 2031")));
        check(&format!("Title\n\n{paragraph}\n\nEastport, 2 May 2031"), None);
    }

    #[test]
    fn no_day_is_guessed() {
        check("EASTPORT, March 27 (WireCo) - The delegates met.", None);
        check("The delegates met on 2 May 2031 in Eastport.", None);
        check("In Eastport, 2 May 2031, the delegates met.", None);
        check("It was a hard night, 2 May 2031: nobody slept in the hall.", None);
        check("31 February 2031", None);
        check("02/05/2031", None);
        check("Published 3 hours ago", None);
        check("Talks of May 2-4, 2031", None);
    }

    #[test]
    fn the_day_of_publication_goes_before_that_of_a_change() {
        check("Updated: 9 May 2031\nPublished: 2 May 2031", Some(("2031-05-02", "2 May 2031")));
        check("Issued by the Heads of the Delegations on 2 May 2031", Some(("2031-05-02", "2 May 2031")));
        check("Last updated on May 9, 2031 by the desk", Some(("2031-05-09", "May 9, 2031")));
    }
}
