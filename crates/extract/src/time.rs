//! When? Expressions of time in a sentence, with their days where the day of publication lets them be told.

use std::sync::LazyLock;

use casus_claim::Time;
use casus_text::Span;
use jiff::ToSpan;
use jiff::civil::{Date, Weekday};
use regex::{Captures, Regex};

use crate::needed::Needed;
use crate::passage::Passage;

/// A time with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SeenTime {
    pub span: Span,
    pub time: Time,
    /// Whether its days hang on the day of publication.
    pub is_relative: bool,
}

/// The first and last day of an expression.
type Days = (Date, Date);

/// What an expression comes to: `None` for days that cannot be told.
type Value = (Option<Days>, bool);

struct Form {
    regex: Regex,
    value: fn(&Captures<'_>, Option<Date>) -> Value,
}

const MONTHS: &str = "january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec";
const WEEKDAYS: &str = "monday|tuesday|wednesday|thursday|friday|saturday|sunday";
const NUMBERS: &str = "two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty|[0-9]{1,3}";

/// Compiles a form; most match nothing but ASCII, and are then smaller and faster.
fn form_of(pattern: &str) -> Regex {
    let form = |mode: &str| Regex::new(&format!(r"({mode})(?-u:\b)(?:{pattern})(?-u:\b)"));
    form("?i-u").or_else(|_| form("?i")).expect("the forms of time compile")
}

static FORMS: LazyLock<(Needed, Vec<Form>)> = LazyLock::new(|| {
    let form = |pattern: &str, value| {
        let pattern = pattern.replace("MONTH", MONTHS).replace("WEEKDAY", WEEKDAYS).replace("NUMBER", NUMBERS);
        Form { regex: form_of(&pattern), value }
    };
    let forms = vec![
        form(r"([0-9]{4})-([0-9]{2})-([0-9]{2})", |c, _| fixed(iso(c))),
        form(
            r"([0-9]{1,2})(?:st|nd|rd|th)?(?: and | to |–|-)([0-9]{1,2})(?:st|nd|rd|th)? (MONTH)\.?(?:,? ([0-9]{4}))?",
            two_days,
        ),
        form(r"([0-9]{1,2})(?:st|nd|rd|th)? (?:of )?(MONTH)\.?(?:,? ([0-9]{4}))?", |c, day| day_month(c, day, 1, 2)),
        form(r"(MONTH)\.? ([0-9]{1,2})(?:st|nd|rd|th)?(?:,? ([0-9]{4}))?", |c, day| day_month(c, day, 2, 1)),
        form(r"(?:the )?(?:end|close) of (MONTH)(?: ([0-9]{4}))?", month),
        form(r"(?:in |by |since |until |of |early |mid-|late )?(MONTH) ([0-9]{4})", month),
        form(r"(?:in|since|until|during|by|of|last|next|early|late) (MONTH)", month),
        form(r"(?:by |at |until |before )?the end of (the|this|next) (week|month|year)", end_of),
        form(
            r"(?:the )?(?:end of |course of )?(last|this|next|the coming|the past|the following|the current) (week|weekend|month|year|quarter)",
            span_of,
        ),
        form(r"(last|next|this)? ?(WEEKDAY)(?: (?:morning|afternoon|evening|night))?", weekday),
        form(
            r"(today|tonight|yesterday|tomorrow|last night|this morning|this afternoon|this evening|the day before)",
            near,
        ),
        form(r"(?:in|within) (NUMBER|a) (day|week|month|year)s?(?: time)?", ahead),
        form(r"(NUMBER|a) (day|week|month|year)s? ago", ago),
        form(
            r"(?:in|by|until|since|through|before|of|during|early|late|end of) (20[0-9]{2})(?:[-–](20[0-9]{2}))?",
            year,
        ),
        form(r"(20[0-9]{2})[-–](20[0-9]{2})", year),
        form(
            r"later this (week|month|year)|in the coming (?:days|weeks|months)|(?:over|for|in) the (?:next|coming|past|last) (?:NUMBER )?(?:days|weeks|months|years)|soon|shortly|indefinitely|earlier this (?:week|month|year)|recently",
            |_, _| (None, true),
        ),
    ];
    (Needed::of(forms.iter().map(|form| form.regex.as_str())), forms)
});

/// Returns the times of a sentence in order, without overlap.
pub(crate) fn times(passage: &Passage<'_>, published: Option<Date>) -> Vec<SeenTime> {
    let text = passage.text();
    let mut seen: Vec<SeenTime> = Vec::new();
    let (needed, forms) = &*FORMS;
    for form in needed.in_text(text).into_iter().map(|index| &forms[index]) {
        for captures in form.regex.captures_iter(text) {
            let range = captures.get(0).expect("a match has a whole").range();
            let span = passage.part(range.start, range.end);
            if seen.iter().any(|time| time.span.overlaps(span)) {
                continue;
            }
            let (days, is_relative) = (form.value)(&captures, published);
            let words = text[range].trim();
            if !is_relative && days.is_none() {
                continue;
            }
            let time = match days {
                Some((start, end)) => Time::days(words, start, end),
                None => Time::symbolic(words),
            };
            seen.push(SeenTime { span, time, is_relative });
        }
    }
    seen.sort_by_key(|time| time.span);
    seen
}

fn fixed(days: Option<Days>) -> Value {
    (days, false)
}

fn number(c: &Captures<'_>, group: usize) -> Option<i16> {
    c.get(group)?.as_str().parse().ok()
}

fn iso(c: &Captures<'_>) -> Option<Days> {
    let day = Date::new(number(c, 1)?, number(c, 2)?.try_into().ok()?, number(c, 3)?.try_into().ok()?).ok()?;
    Some((day, day))
}

fn month_of(word: &str) -> Option<i8> {
    let head = word.to_lowercase();
    let at = MONTHS.split('|').take(12).position(|month| month.starts_with(&head[..3.min(head.len())]))?;
    i8::try_from(at + 1).ok()
}

/// Returns the year that a day without one falls in: the year of publication that brings it nearest.
fn nearest_year(month: i8, published: Date) -> i16 {
    match month - published.month() {
        7..=11 => published.year() - 1,
        -11..=-7 => published.year() + 1,
        _ => published.year(),
    }
}

fn day_month(c: &Captures<'_>, published: Option<Date>, day_at: usize, month_at: usize) -> Value {
    let Some(month) = c.get(month_at).and_then(|word| month_of(word.as_str())) else { return (None, false) };
    let year = number(c, 3);
    let is_relative = year.is_none();
    let day = number(c, day_at).and_then(|day| i8::try_from(day).ok());
    let year = year.or_else(|| published.map(|published| nearest_year(month, published)));
    let day = year.zip(day).and_then(|(year, day)| Date::new(year, month, day).ok());
    (day.map(|day| (day, day)), is_relative)
}

fn two_days(c: &Captures<'_>, published: Option<Date>) -> Value {
    let month = month_of(&c[3]);
    let year = number(c, 4);
    let is_relative = year.is_none();
    let year = year.or_else(|| published.zip(month).map(|(published, month)| nearest_year(month, published)));
    let on = |group| Date::new(year?, month?, number(c, group)?.try_into().ok()?).ok();
    let days = on(1).zip(on(2)).filter(|(start, end)| start <= end);
    (days, is_relative)
}

fn month(c: &Captures<'_>, published: Option<Date>) -> Value {
    let month = month_of(&c[1]);
    let year = number(c, 2);
    let is_relative = year.is_none();
    let year = year.or_else(|| published.zip(month).map(|(published, month)| nearest_year(month, published)));
    let first = year.zip(month).and_then(|(year, month)| Date::new(year, month, 1).ok());
    let whole = first.map(|first| (first, first.last_of_month()));
    let is_end = c[0].to_lowercase().contains("end of");
    (whole.map(|(start, end)| if is_end { (end, end) } else { (start, end) }), is_relative)
}

fn year(c: &Captures<'_>, _: Option<Date>) -> Value {
    let first = number(c, 1);
    let last = number(c, 2).or(first);
    let days = first.zip(last).filter(|(first, last)| first <= last);
    let days = days.and_then(|(first, last)| whole_years(first, last));
    let is_end = c[0].to_lowercase().contains("end of");
    fixed(days.map(|(start, end)| if is_end { (end, end) } else { (start, end) }))
}

fn span_of(c: &Captures<'_>, published: Option<Date>) -> Value {
    let step = match c[1].to_lowercase().as_str() {
        "last" | "the past" => -1,
        "next" | "the coming" | "the following" => 1,
        _ => 0,
    };
    let days = published.and_then(|day| match c[2].to_lowercase().as_str() {
        "week" => week(day, step),
        "weekend" => week(day, step).map(|(_, sunday)| (sunday.saturating_sub(1.day()), sunday)),
        "month" => {
            let first = day.first_of_month().checked_add(step.months()).ok()?;
            Some((first, first.last_of_month()))
        }
        "year" => whole_years(day.year().checked_add(step.into())?, day.year().checked_add(step.into())?),
        _ => None,
    });
    (days, true)
}

/// Returns the days from the first of a year to the last of another; none where the calendar has no such year.
fn whole_years(first: i16, last: i16) -> Option<Days> {
    Date::new(first, 1, 1).ok().zip(Date::new(last, 12, 31).ok())
}

/// Returns the last day of a span.
fn end_of(c: &Captures<'_>, published: Option<Date>) -> Value {
    let (days, is_relative) = span_of(c, published);
    (days.map(|(_, end)| (end, end)), is_relative)
}

/// Returns the Monday and Sunday of the week that lies `step` weeks from a day's.
fn week(day: Date, step: i8) -> Option<Days> {
    let monday = day.checked_sub(i64::from(day.weekday().to_monday_zero_offset()).days()).ok()?;
    let monday = monday.checked_add(i64::from(step).weeks()).ok()?;
    Some((monday, monday.checked_add(6.days()).ok()?))
}

fn weekday(c: &Captures<'_>, published: Option<Date>) -> Value {
    let name = c[2].to_lowercase();
    let at = WEEKDAYS.split('|').position(|day| day == name).and_then(|at| i8::try_from(at).ok());
    let weekday = at.and_then(|at| Weekday::from_monday_zero_offset(at).ok());
    let is_next = c.get(1).is_some_and(|word| word.as_str().eq_ignore_ascii_case("next"));
    let day = published.zip(weekday).and_then(|(published, weekday)| {
        if published.weekday() == weekday && !is_next {
            return Some(published);
        }
        // Without a sign of the future a weekday is the last one; the event's own tense may turn it forward.
        published.nth_weekday(if is_next { 1 } else { -1 }, weekday).ok()
    });
    (day.map(|day| (day, day)), true)
}

/// Returns the same weekday ahead of the day of publication, for what is still to come.
pub(crate) fn forward(seen: &SeenTime, published: Option<Date>) -> Time {
    let (Some(day), Some(published)) = (seen.time.start(), published) else { return seen.time.clone() };
    let is_weekday = WEEKDAYS.split('|').any(|name| seen.time.text().to_lowercase().contains(name));
    let is_past = is_weekday && day < published && seen.time.end() == Some(day);
    if !is_past {
        return seen.time.clone();
    }
    let day = day.saturating_add(7.days());
    Time::days(seen.time.text(), day, day)
}

fn near(c: &Captures<'_>, published: Option<Date>) -> Value {
    let step = match c[1].to_lowercase().as_str() {
        "yesterday" | "last night" | "the day before" => -1,
        "tomorrow" => 1,
        _ => 0,
    };
    let day = published.and_then(|day| day.checked_add(step.days()).ok());
    (day.map(|day| (day, day)), true)
}

fn count(word: &str) -> i64 {
    const WORDS: &[(&str, i64)] = &[
        ("a", 1),
        ("two", 2),
        ("three", 3),
        ("four", 4),
        ("five", 5),
        ("six", 6),
        ("seven", 7),
        ("eight", 8),
        ("nine", 9),
        ("ten", 10),
        ("twelve", 12),
        ("fifteen", 15),
        ("twenty", 20),
        ("thirty", 30),
    ];
    let known = WORDS.iter().find(|(name, _)| name.eq_ignore_ascii_case(word)).map(|(_, count)| *count);
    known.or_else(|| word.parse().ok()).unwrap_or(1)
}

fn ahead(c: &Captures<'_>, published: Option<Date>) -> Value {
    (published.and_then(|day| shifted(day, count(&c[1]), &c[2])), true)
}

fn ago(c: &Captures<'_>, published: Option<Date>) -> Value {
    (published.and_then(|day| shifted(day, -count(&c[1]), &c[2])), true)
}

fn shifted(day: Date, count: i64, unit: &str) -> Option<Days> {
    let step = match unit.to_lowercase().as_str() {
        "day" => count.days(),
        "week" => count.weeks(),
        "month" => count.months(),
        _ => count.years(),
    };
    let day = day.checked_add(step).ok()?;
    Some((day, day))
}
