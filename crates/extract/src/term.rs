//! How long is it to hold? Terms of commitments, with their days where these can be told.

use std::sync::LazyLock;

use casus_claim::Time;
use casus_text::Span;
use jiff::ToSpan;
use jiff::civil::Date;
use regex::Regex;

use crate::lexicon::rows;
use crate::needed::Needed;
use crate::passage::Passage;
use crate::time::SeenTime;

/// What is known of the days of a sentence.
#[derive(Clone, Copy)]
pub(crate) struct Days<'a> {
    pub times: &'a [SeenTime],
    pub published: Option<Date>,
}

struct Form {
    value: &'static str,
    regex: Regex,
    #[cfg(test)]
    example: &'static str,
    #[cfg(test)]
    expect: &'static str,
}

const NUMBER: &str = "(?:[0-9]{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty|ninety)";
const UNIT: &str = "(?:days?|weeks?|months?|years?|decades?)";

static FORMS: LazyLock<(Needed, Vec<Form>)> = LazyLock::new(|| {
    let form = |row: Vec<&'static str>| {
        let [value, _, pattern, ..] = row[..] else { panic!("a term has a value, a frame and an expression: {row:?}") };
        let pattern = pattern.replace("NUMBER", NUMBER).replace("UNIT", UNIT).replace(r"[\w-]", "[a-z0-9-]");
        Form {
            value,
            regex: Regex::new(&format!(r"(?i-u)\b(?:{pattern})\b")).expect("the forms of terms compile"),
            #[cfg(test)]
            example: row.get(3).copied().unwrap_or_default(),
            #[cfg(test)]
            expect: row.get(4).copied().unwrap_or_default(),
        }
    };
    let forms: Vec<Form> = rows(include_str!("../data/terms.tsv")).map(form).collect();
    (Needed::of(forms.iter().map(|form| form.regex.as_str())), forms)
});

/// Returns how long what a trigger words is to hold: a term in the clause of its verb or in its object.
pub(crate) fn term(passage: &Passage<'_>, trigger: Span, object: Span, days: Days<'_>) -> Option<Time> {
    let verb = passage.top(trigger)?;
    let is_meant = |span: &Span| {
        let first = passage.word_from(span.start_bytes());
        let hangs = passage.words.get(first).is_some_and(|_| passage.is_under(first, verb));
        if hangs { !is_of_other(passage, first, verb) } else { object.overlaps(*span) }
    };
    let mut terms: Vec<(Span, Time)> = found(passage, days).into_iter().filter(|(span, _)| is_meant(span)).collect();
    terms.sort_by_key(|(span, _)| (!object.overlaps(*span), span.start_bytes()));
    terms.into_iter().next().map(|(_, time)| time)
}

/// Returns whether a word stands in a clause of its own under a verb: `will pay because the lock is shut | for a year`.
fn is_of_other(passage: &Passage<'_>, word: usize, verb: usize) -> bool {
    let mut at = word;
    while at != verb {
        if matches!(passage.words[at].dep, "conj" | "advcl" | "relcl" | "parataxis" | "ccomp") && passage.is_verbal(at)
        {
            return true;
        }
        at = passage.words[at].head;
    }
    false
}

/// Returns the terms of a sentence with their places.
fn found(passage: &Passage<'_>, days: Days<'_>) -> Vec<(Span, Time)> {
    let (needed, forms) = &*FORMS;
    let text = passage.text();
    let mut found: Vec<(Span, Time)> = Vec::new();
    for form in needed.in_text(text).into_iter().map(|at| &forms[at]) {
        for hit in form.regex.find_iter(text) {
            let span = passage.part(hit.start(), hit.end());
            let is_free = found.iter().all(|(other, _)| !other.overlaps(span));
            if let Some((span, time)) = time(passage, form.value, span, days).filter(|_| is_free) {
                found.push((span, time));
            }
        }
    }
    found
}

fn time(passage: &Passage<'_>, value: &str, span: Span, days: Days<'_>) -> Option<(Span, Time)> {
    let text = |span: Span| passage.source.slice(span).to_owned();
    match value {
        "ahead" => {
            let end = days.published.and_then(|day| Some((day, length(&text(span))?(day)?)));
            let time = end.map(|(start, end)| Time::days(text(span), start, end));
            Some((span, time.unwrap_or_else(|| Time::symbolic(text(span)))))
        }
        "until" => {
            let seen = days.times.iter().find(|seen| {
                seen.span.overlaps(span)
                    || seen.span.start_bytes() == span.end_bytes() + 1
                    || seen.span.start_bytes() == span.end_bytes()
            })?;
            let span = span.cover(seen.span);
            let end = seen.time.end().or(seen.time.start());
            let both = days.published.zip(end).filter(|(start, end)| start <= end);
            let time = both.map(|(start, end)| Time::days(text(span), start, end));
            Some((span, time.unwrap_or_else(|| Time::symbolic(text(span)))))
        }
        _ => Some((span, Time::symbolic(text(span)))),
    }
}

/// Returns how a length in words leads from a day to the last one it covers.
fn length(words: &str) -> Option<impl Fn(Date) -> Option<Date>> {
    let lower = words.to_lowercase();
    let mut parts = lower.split_whitespace().rev();
    let unit = parts.next()?.trim_end_matches('s').to_owned();
    let count = parts.next().and_then(count).unwrap_or(1);
    Some(move |day: Date| {
        let span = match unit.as_str() {
            "day" => count.days(),
            "week" => (7 * count).days(),
            "month" => count.months(),
            "year" => count.years(),
            "decade" => (10 * count).years(),
            _ => return None,
        };
        day.checked_add(span).ok()
    })
}

/// Returns a number of at most three digits, or one in a word.
fn count(word: &str) -> Option<i64> {
    let words = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
    let tens =
        [("fifteen", 15), ("twenty", 20), ("thirty", 30), ("forty", 40), ("fifty", 50), ("sixty", 60), ("ninety", 90)];
    let small = words.iter().position(|known| *known == word).and_then(|at| i64::try_from(at + 1).ok());
    let ten = || tens.iter().find(|(known, _)| *known == word).map(|(_, value)| *value);
    word.parse().ok().or(small).or_else(ten)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_fits_its_example() {
        for form in &FORMS.1 {
            let words = form.regex.find(form.example).map(|hit| hit.as_str()).unwrap_or_default();
            assert!(!words.is_empty() && form.expect.starts_with(words.trim()), "{}", form.example);
        }
    }

    #[test]
    fn lengths_lead_to_their_last_day() {
        let check = |words: &str, expected: &str| {
            let day = jiff::civil::date(2031, 5, 2);
            let end = length(words).and_then(|length| length(day)).map(|end| end.to_string());
            assert_eq!(end.unwrap_or_default(), expected, "{words}");
        };
        check("over the next two years", "2033-05-02");
        check("in the coming 10 weeks", "2031-07-11");
        check("over the coming year", "2032-05-02");
        check("over the next moons", "");
    }
}
