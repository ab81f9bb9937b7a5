//! Which day do these words or digits mean?

use std::sync::LazyLock;

use jiff::civil::Date;
use jiff::tz::Offset;
use jiff::{Timestamp, civil};
use regex::{Captures, Regex};

const MONTHS: &str = include_str!("../../data/page/months.txt");

/// A day as a page states it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stamp {
    /// The day as it is written.
    pub(super) day: Date,
    /// The instant, where hour and zone are written too.
    pub(super) instant: Option<Timestamp>,
    /// Whether the hour is that of no place: in UTC, or with no zone at all.
    pub(super) is_of_no_place: bool,
}

impl Stamp {
    fn of_day(day: Date) -> Self {
        Self { day, instant: None, is_of_no_place: false }
    }
}

/// In which order a page writes day and month where both are digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum DigitOrder {
    DayFirst,
    MonthFirst,
}

/// Reads a value that was written for machines, such as `2031-05-03T10:00:00Z`; words are understood too.
pub(super) fn stamp(value: &str) -> Option<Stamp> {
    const VALUE_BYTES_MAX: usize = 100;
    let value = value.trim();
    if value.len() > VALUE_BYTES_MAX {
        return None;
    }
    if let Some(found) = PATTERNS.machine.captures(value) {
        return machine(&found);
    }
    if let Some(found) = PATTERNS.joined.captures(value) {
        return numbers(&found, "y", "m", "d").map(Stamp::of_day);
    }
    if let Some(found) = PATTERNS.year_last.captures(value) {
        let month = month(&found["m"])?;
        let day = Date::new(found["y"].parse().ok()?, month, found["d"].parse().ok()?).ok()?;
        return plausible(day).map(|day| Stamp { day, instant: None, is_of_no_place: true });
    }
    if value.len() >= 10 && value.bytes().all(|byte| byte.is_ascii_digit()) {
        return since_1970(value);
    }
    let is_of_no_place = value.contains("GMT") || value.contains("UTC");
    days(value, DigitOrder::MonthFirst).first().map(|&day| Stamp { day, instant: None, is_of_no_place })
}

fn machine(found: &Captures<'_>) -> Option<Stamp> {
    let day = numbers(found, "y", "m", "d")?;
    let Some(hour) = found.name("hour") else { return Some(Stamp::of_day(day)) };
    let number = |name: &str| found.name(name).map_or(Some(0), |digits| digits.as_str().parse::<i8>().ok());
    let time = civil::Time::new(hour.as_str().parse().ok()?, number("minute")?, number("second")?, 0).ok();
    let zone = found.name("zone").map(|zone| zone.as_str());
    let offset = zone.and_then(offset);
    let instant = time.zip(offset).and_then(|(time, offset)| offset.to_timestamp(day.to_datetime(time)).ok());
    Some(Stamp { day, instant, is_of_no_place: offset.is_none_or(|offset| offset == Offset::UTC) })
}

fn offset(zone: &str) -> Option<Offset> {
    if matches!(zone, "Z" | "z" | "UTC" | "GMT") {
        return Some(Offset::UTC);
    }
    let digits: String = zone.chars().filter(char::is_ascii_digit).collect();
    let (hours, minutes) = digits.split_at_checked(2)?;
    let seconds = hours.parse::<i32>().ok()? * 3600 + minutes.parse::<i32>().unwrap_or(0) * 60;
    Offset::from_seconds(if zone.starts_with('-') { -seconds } else { seconds }).ok()
}

/// Reads seconds or thousandths of seconds since the beginning of 1970.
fn since_1970(digits: &str) -> Option<Stamp> {
    let number = digits.parse::<i64>().ok()?;
    let instant = match digits.len() {
        10 => Timestamp::from_second(number).ok()?,
        13 => Timestamp::from_millisecond(number).ok()?,
        _ => return None,
    };
    let day = plausible(Offset::UTC.to_datetime(instant).date())?;
    Some(Stamp { day, instant: Some(instant), is_of_no_place: true })
}

/// Lists the days that a line names in whole, in its order.
pub(super) fn days(line: &str, order: DigitOrder) -> Vec<Date> {
    PATTERNS.printed.captures_iter(line).filter_map(|found| printed(&found, order)).collect()
}

fn printed(found: &Captures<'_>, order: DigitOrder) -> Option<Date> {
    let number = |names: &[&str]| names.iter().find_map(|name| found.name(name))?.as_str().parse::<i16>().ok();
    let year = number(&["y1", "y2", "y3", "y4"])?;
    let small = |number: i16| i8::try_from(number).ok();
    let (month, day) = if let Some(name) = found.name("m1").or_else(|| found.name("m2")) {
        (month(name.as_str())?, small(number(&["d1", "d2"])?)?)
    } else if found.name("y3").is_some() {
        (small(number(&["m3"])?)?, small(number(&["d3"])?)?)
    } else {
        let (first, second) = (small(number(&["a"])?)?, small(number(&["b"])?)?);
        let is_month_first = order == DigitOrder::MonthFirst && &found["mark"] == "/" && first <= 12 || second > 12;
        if is_month_first { (first, second) } else { (second, first) }
    };
    plausible(Date::new(year, month, day).ok()?)
}

/// Finds the day in an address: `/2031/05/03/`, `/2031/may/03/`, `2031-05-03`, `20310503`.
pub(super) fn day_of_address(address: &str) -> Option<Date> {
    let path = address.split_once("://").map_or(address, |(_, rest)| rest);
    let path = path.split(['?', '#']).next().unwrap_or_default();
    if let Some(found) = PATTERNS.path_named.captures(path) {
        let day = Date::new(found["y"].parse().ok()?, month(&found["m"])?, found["d"].parse().ok()?);
        return plausible(day.ok()?);
    }
    PATTERNS.path.captures(path).and_then(|found| {
        let names = [("y1", "m1", "d1"), ("y2", "m2", "d2"), ("y3", "m3", "d3")];
        names.into_iter().find(|(year, ..)| found.name(year).is_some()).and_then(|(y, m, d)| numbers(&found, y, m, d))
    })
}

fn numbers(found: &Captures<'_>, year: &str, month: &str, day: &str) -> Option<Date> {
    plausible(Date::new(found[year].parse().ok()?, found[month].parse().ok()?, found[day].parse().ok()?).ok()?)
}

/// Refuses a day on which no page of the web was published.
fn plausible(day: Date) -> Option<Date> {
    const YEARS: std::ops::RangeInclusive<i16> = 1990..=2199;
    YEARS.contains(&day.year()).then_some(day)
}

fn month(name: &str) -> Option<i8> {
    let name = name.to_lowercase();
    let found = month_lines().zip(1..).find(|(line, _)| line.split_whitespace().any(|word| word == name));
    found.map(|(_, number)| number)
}

fn month_lines() -> impl Iterator<Item = &'static str> {
    MONTHS.lines().filter(|line| !line.starts_with('#'))
}

struct Patterns {
    machine: Regex,
    joined: Regex,
    /// `Tue May 03 21:57:01 UTC 2031`.
    year_last: Regex,
    printed: Regex,
    path: Regex,
    path_named: Regex,
}

static PATTERNS: LazyLock<Patterns> = LazyLock::new(|| {
    let mut names: Vec<&str> = month_lines().flat_map(str::split_whitespace).collect();
    names.sort_by_key(|name| std::cmp::Reverse(name.len()));
    let months = names.join("|");
    let build = |pattern: String| Regex::new(&pattern).expect("the pattern is made of literals and word lists");
    let day_words = r"(?:st|nd|rd|th|er|º|°|\.)?";
    Patterns {
        machine: build(
            r"^(?<y>\d{4})-(?<m>\d{1,2})-(?<d>\d{1,2})(?:(?:[Tt@]|\s+)(?<hour>\d{1,2}):(?<minute>\d{2})(?::(?<second>\d{2})(?:[.,]\d+)?)?\s*(?<zone>[Zz]|UTC|GMT|[+-]\d{2}(?::?\d{2})?)?)?"
                .to_owned(),
        ),
        joined: build(r"^(?<y>(?:19|20|21)\d{2})(?<m>\d{2})(?<d>\d{2})(?:T?\d{4,6}Z?)?$".to_owned()),
        year_last: build(format!(
            r"(?i)^(?:\w+,?\s+)?(?<m>{months})\s+(?<d>\d{{1,2}})\s+\d{{1,2}}:\d\d(?::\d\d)?\s+\S+\s+(?<y>\d{{4}})$"
        )),
        printed: build(format!(
            r"(?i)\b(?:(?<d1>\d{{1,2}}){day_words}\s*[-/]?(?:of\s+|de\s+|di\s+)?\s?(?<m1>{months})\b\.?,?\s*[-/]?(?:de\s+|del\s+)?(?<y1>\d{{4}})|(?<m2>{months})\b\.?\s*(?<d2>\d{{1,2}}){day_words},?\s+(?<y2>\d{{4}})|(?<y3>\d{{4}})(?:[-./]|年\s?)(?<m3>\d{{1,2}})(?:[-./]|月\s?)(?<d3>\d{{1,2}})|(?<a>\d{{1,2}})(?<mark>[./-])\s?(?<b>\d{{1,2}})[./-]\s?(?<y4>\d{{4}}))(?:\b|[^\d])"
        )),
        path: build(
            r"[/_-](?<y1>(?:19|20|21)\d{2})[/_-](?<m1>\d{1,2})[/_-](?<d1>\d{1,2})(?:[/_.-]|$)|[/_-](?<y2>(?:19|20|21)\d{2})(?<m2>[01]\d)(?<d2>[0-3]\d)(?:[/_.-]|\d{6,12}[/_.-]|$)|/(?<y3>(?:19|20|21)\d{2})[/-](?<m3>[01]\d)(?<d3>[0-3]\d)/"
                .to_owned(),
        ),
        path_named: build(format!(r"(?i)/(?<y>(?:19|20|21)\d{{2}})/(?<m>{months})/(?<d>\d{{1,2}})(?:/|$)")),
    }
});
