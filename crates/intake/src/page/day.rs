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

#[cfg(test)]
mod tests {
    use super::*;

    fn check_stamps(cases: &[(&str, Option<&str>, Option<&str>)]) {
        for (value, day, instant) in cases {
            let found = stamp(value);
            let seen = (found.map(|it| it.day.to_string()), found.and_then(|it| it.instant).map(|it| it.to_string()));
            assert_eq!((seen.0.as_deref(), seen.1.as_deref()), (*day, *instant), "{value}");
        }
    }

    fn check_lines(order: DigitOrder, cases: &[(&str, &str)]) {
        for (line, expect) in cases {
            let found: Vec<String> = days(line, order).iter().map(ToString::to_string).collect();
            assert_eq!(found.join(" "), *expect, "{line}");
        }
    }

    #[test]
    fn values_for_machines_are_read_in_every_form() {
        let day = Some("2031-05-03");
        check_stamps(&[
            ("2031-05-03", day, None),
            ("2031-05-03T09:30:00Z", day, Some("2031-05-03T09:30:00Z")),
            ("2031-05-03T09:30:00.123+02:00", day, Some("2031-05-03T07:30:00Z")),
            ("2031-05-03T23:30-0500", day, Some("2031-05-04T04:30:00Z")),
            ("2031-05-03 09:30:00 UTC", day, Some("2031-05-03T09:30:00Z")),
            ("2031-05-03 09:30:00", day, None),
            ("20310503", day, None),
            ("20310503T093000", day, None),
            ("1935566400", Some("2031-05-03"), Some("2031-05-03T09:20:00Z")),
            ("Sat, 03 May 2031 09:30:00 +0200", day, None),
            ("Sat May 03 2031 09:30:00 GMT+0000", day, None),
            ("Sat May 03 09:30:57 UTC 2031", day, None),
            ("May 3, 2031, 09:30 AM EST", day, None),
        ]);
    }

    #[test]
    fn what_is_no_day_of_the_web_is_refused() {
        let none = ["", "0001-01-01T00:00:00Z", "1970-01-01", "2031-02-30", "2031-13-01", "soon", "5", "9999999999999"];
        check_stamps(&none.map(|value| (value, None, None)));
        check_stamps(&[
            ("2031-05-03T99:99:99Z", Some("2031-05-03"), None),
            ("2031-05-03T10:00+99:99", Some("2031-05-03"), None),
        ]);
    }

    #[test]
    fn printed_days_are_read_in_several_languages() {
        let lines = [
            ("Published 3 May 2031", "2031-05-03"),
            ("May 3rd, 2031 at 4 pm", "2031-05-03"),
            ("Sept. 9, 2031 | Updated Sept. 10, 2031", "2031-09-09 2031-09-10"),
            ("the 3rd of May 2031", "2031-05-03"),
            ("Eastport, 20. März 2031", "2031-03-20"),
            ("Publié le 1er août 2031", "2031-08-01"),
            ("3 de maio de 2031", "2031-05-03"),
            ("24 сентября 2031", "2031-09-24"),
            ("2031年5月3日", "2031-05-03"),
            ("03.05.2031, 14:00", "2031-05-03"),
            ("2031/05/03", "2031-05-03"),
            ("May 2031", ""),
            ("call 31 05 2031", ""),
            ("version 1.2.20310", ""),
        ];
        check_lines(DigitOrder::DayFirst, &lines);
    }

    #[test]
    fn digits_alone_follow_the_order_of_the_page() {
        check_lines(DigitOrder::DayFirst, &[("05/03/2031", "2031-03-05"), ("05/13/2031", "2031-05-13")]);
        check_lines(
            DigitOrder::MonthFirst,
            &[("05/03/2031", "2031-05-03"), ("13/05/2031", "2031-05-13"), ("03.05.2031", "2031-05-03")],
        );
    }

    #[test]
    fn addresses_tell_a_day_in_their_path() {
        for (address, expect) in [
            ("https://wire.example/2031/05/03/ferries", Some("2031-05-03")),
            ("https://wire.example/2031/may/3/ferries/", Some("2031-05-03")),
            ("https://wire.example/ferries-2031-05-03.html", Some("2031-05-03")),
            ("https://wire.example/a/20310503/ferries", Some("2031-05-03")),
            ("https://wire.example/2031/05/ferries", None),
            ("https://wire.example/a?on=2031-05-03", None),
            ("https://wire.example/id-120310503", None),
        ] {
            assert_eq!(day_of_address(address).map(|day| day.to_string()).as_deref(), expect, "{address}");
        }
    }
}
