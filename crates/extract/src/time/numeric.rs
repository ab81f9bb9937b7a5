//! Which dates stand in numbers? `2031-05-02`, `5/2/2031`, `02.05.2031`, `20310502`, `2031/May/2`.

use super::line::Line;
use super::number::in_century;
use super::thing::{Parsed, Point};
use super::words::Meaning;

/// A part of a date between two marks.
#[derive(Clone, Copy)]
enum Part {
    Year(i16),
    Month(i8),
    /// A number of one or two digits, which may be a day, a month or a short year.
    Small(i64),
}

impl Line<'_> {
    /// Reads a date in numbers.
    pub(super) fn numeric(&self, at: usize) -> Parsed<Point> {
        if let Some((_, after)) = self.weekday(at)
            && self.digits(self.behind_comma(after), 1..=4).is_some()
        {
            return self.numeric(self.behind_comma(after)).filter(|(point, _)| point.day.is_some());
        }
        if let Some(point) = self.run_together(at) {
            return Some((point, at + 1));
        }
        let is_part_of_more = at > 0 && self.is_glued(at) && self.is_any(at - 1, &[".", "/", ",", "$", "€", "£"]);
        let (first, after) = self.part(at).filter(|_| !is_part_of_more)?;
        let separator = self.separator(after)?;
        let (second, after) = self.part(after + 1)?;
        if self.separator(after) == Some(separator)
            && let Some((third, after)) = self.part(after + 1)
            && let Some(point) = three(first, second, third, separator)
        {
            return Some((point, after));
        }
        if let (Part::Small(month), Part::Small(day)) = (first, second) {
            // `5/12` is a day where a word for one leads to it, and a fraction elsewhere.
            let is_after = at > 2 && self.is_glued(at) && self.is_any(at - 1, &["-", "–"]) && self.is(at - 3, "/");
            let is_before =
                self.is_any(after, &["-", "–"]) && self.digits(after + 1, 1..=2).is_some() && self.is(after + 2, "/");
            let is_day = separator == '/' && (self.is_led_to_day(at) || is_after || is_before) && !self.is(after, "of");
            let year = self.year(after + 1).filter(|_| self.is(after, ","));
            let (year, after) = year.map_or((None, after), |(year, after)| (Some(year), after));
            return dated(year, month, day).filter(|_| is_day).map(|point| (point, after));
        }
        let point = two(first, second, separator)?;
        Some((point, after))
    }

    /// Returns whether a word stands before a piece that leads to a day: `on 5/12`, `Friday 5/12`.
    fn is_led_to_day(&self, at: usize) -> bool {
        const LEADS: [&str; 12] =
            ["on", "by", "from", "between", "this", "next", "last", "since", "until", "before", "after", "to"];
        let Some(before) = at.checked_sub(1) else { return false };
        self.is_any(before, &LEADS) || self.weekday(before).is_some()
    }

    fn separator(&self, at: usize) -> Option<char> {
        let mark = self.lower(at).chars().next()?;
        (matches!(mark, '-' | '/' | '.') && self.is_glued(at) && self.is_glued(at + 1)).then_some(mark)
    }

    fn part(&self, at: usize) -> Parsed<Part> {
        if let Some(year) = self.digits(at, 4..=4).filter(|year| (1000..2200).contains(year)) {
            return i16::try_from(year).ok().map(|year| (Part::Year(year), at + 1));
        }
        if let Some(small) = self.digits(at, 1..=2) {
            return Some((Part::Small(small), at + 1));
        }
        let month = self.any_meaning(at, |meaning| match meaning {
            Meaning::Month(month) => Some(month),
            _ => None,
        });
        month.map(|month| (Part::Month(month), at + 1))
    }

    /// Reads `20310502`.
    fn run_together(&self, at: usize) -> Option<Point> {
        let number = self.digits(at, 8..=8)?;
        let (year, month, day) = (number / 10_000, number / 100 % 100, number % 100);
        let is_date = (1900..2100).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day);
        is_date.then(|| dated(i16::try_from(year).ok(), month, day))?
    }
}

fn dated(year: Option<i16>, month: i64, day: i64) -> Option<Point> {
    let is_date = (1..=12).contains(&month) && (1..=31).contains(&day);
    let month = i8::try_from(month).ok();
    is_date.then(|| Point { year, month, day: Some(day), ..Point::default() })
}

/// Makes a date of three parts. Month before day, as in the United States, where the numbers allow it.
fn three(first: Part, second: Part, third: Part, separator: char) -> Option<Point> {
    use Part::{Month, Small, Year};
    match (first, second, third) {
        (Year(year), Small(a), Small(b)) => dated(Some(year), a, b),
        // With full stops the day stands first, as in most of Europe.
        (Small(a), Small(b), Year(year)) if separator == '.' => {
            dated(Some(year), b, a).or_else(|| dated(Some(year), a, b))
        }
        (Small(a), Small(b), Year(year)) => dated(Some(year), a, b).or_else(|| dated(Some(year), b, a)),
        // `1.10.2` may be a version, and `2-1-3` a score.
        (Small(a), Small(b), Small(year)) if separator == '/' => {
            let year = i16::try_from(in_century(year)).ok();
            dated(year, a, b).or_else(|| dated(year, b, a))
        }
        (Year(year), Month(month), Small(day))
        | (Year(year), Small(day), Month(month))
        | (Small(day), Month(month), Year(year))
        | (Month(month), Small(day), Year(year))
        | (Month(month), Year(year), Small(day))
        | (Small(day), Year(year), Month(month)) => dated(Some(year), month.into(), day),
        (Small(day), Month(month), Small(year)) => dated(i16::try_from(in_century(year)).ok(), month.into(), day),
        _ => None,
    }
}

/// Makes a month or a day without its year of two parts.
fn two(first: Part, second: Part, separator: char) -> Option<Point> {
    use Part::{Month, Small, Year};
    let month = |year: i16, month: i64| {
        let is_month = (1..=12).contains(&month);
        let month = i8::try_from(month).ok();
        is_month.then(|| Point { year: Some(year), month, ..Point::default() })
    };
    match (first, second) {
        (Year(year), Small(number)) if separator != '.' => month(year, number),
        (Small(number), Year(year)) if separator != '.' => month(year, number),
        (Month(number), Year(year)) | (Year(year), Month(number)) => month(year, number.into()),
        _ => None,
    }
}
