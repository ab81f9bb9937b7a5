//! Which points of the calendar are named? `12 December 2031`, `the third quarter of 2031`, `autumn 2031`, `the 1990s`.

use super::line::Line;
use super::number::in_century;
use super::thing::{Parsed, Point, furthest};
use super::words::{Meaning, holidays};

/// Words before a name of a day that need no capital in it.
const HOLIDAY_LEADS: [&str; 14] = [
    "on",
    "at",
    "before",
    "after",
    "by",
    "until",
    "since",
    "of",
    "next",
    "last",
    "this",
    "previous",
    "following",
    "the",
];

/// Which year is named behind a day, a month or a quarter.
enum Year {
    Fixed(i16),
    Stepped(i32),
}

impl Point {
    fn with(mut self, year: Option<Year>) -> Self {
        match year {
            Some(Year::Fixed(year)) => self.year = Some(year),
            Some(Year::Stepped(step)) => self.year_step = Some(step),
            None => {}
        }
        self
    }
}

impl Line<'_> {
    /// Reads a point of the calendar.
    pub(super) fn point(&self, at: usize) -> Parsed<Point> {
        furthest([
            self.numeric(at),
            self.month_first(at),
            self.day_first(at),
            self.year_first(at),
            self.quarter(at),
            self.half(at),
            self.season(at),
            self.digits_of_years(at),
            self.holiday(at),
            self.week_number(at),
            self.year_named(at),
        ])
    }

    /// Reads the name of a month with the full stop that belongs to it.
    pub(super) fn month(&self, at: usize) -> Parsed<i8> {
        let month = self.meaning(at, |meaning| match meaning {
            Meaning::Month(month) => Some(month),
            _ => None,
        })?;
        let is_short = self.lower(at).len() <= 4 && !self.is_any(at, &["may", "june", "july"]);
        let has_stop = is_short && self.is(at + 1, ".") && self.is_glued(at + 1);
        Some((month, if has_stop { at + 2 } else { at + 1 }))
    }

    /// Reads the name of a day of the week with the full stop that belongs to it.
    pub(super) fn weekday(&self, at: usize) -> Parsed<i8> {
        let weekday = self.meaning(at, |meaning| match meaning {
            Meaning::Weekday(weekday) => Some(weekday),
            _ => None,
        })?;
        // `the Friday Group`
        if at > 0 && self.is(at - 1, "the") && self.is_first_name(at) {
            return None;
        }
        let has_stop = self.lower(at).len() <= 5 && self.is(at + 1, ".") && self.is_glued(at + 1);
        Some((weekday, if has_stop { at + 2 } else { at + 1 }))
    }

    /// Reads the number of a day in a month: `12`, `12th`, `the twelfth`.
    pub(super) fn day_number(&self, at: usize) -> Parsed<i64> {
        let at = self.behind_the(at);
        let plain = || {
            let day = self.digits(at, 1..=2)?;
            let goes_on = self.is_any(at + 1, &[":", "."]) && self.is_glued(at + 1) && self.is_glued(at + 2);
            let goes_on = goes_on && self.digits(at + 2, 1..=9).is_some() || self.is(at + 1, "%");
            (!goes_on).then_some((day, at + 1))
        };
        self.ordinal(at).or_else(plain).filter(|(day, _)| (1..=31).contains(day))
    }

    /// Reads the day of the week that may stand before a date, and the comma behind it.
    fn weekday_before(&self, at: usize) -> (Option<i8>, usize) {
        match self.weekday(at) {
            Some((weekday, after)) => {
                let after = self.behind_comma(after);
                (Some(weekday), self.behind_hyphen(if self.is(after, "(") { after + 1 } else { after }))
            }
            None => (None, at),
        }
    }

    /// Reads `December 12, 2031`, `March 2031`, `Dec-2031`, `last March` without its step.
    fn month_first(&self, at: usize) -> Parsed<Point> {
        let (weekday, start) = self.weekday_before(at);
        let (month, behind) = self.month(start)?;
        let point = Point { month: Some(month), weekday, ..Point::default() };
        let day_at = self.behind_hyphen(behind);
        let in_words = || self.in_words(day_at).filter(|(day, _)| (1..=31).contains(day));
        let is_year = self.digits(day_at, 1..=2).is_none() && self.year(day_at).is_some();
        let day = self.day_number(day_at).or_else(in_words).filter(|_| !is_year);
        if let Some((day, after)) = day.filter(|(_, after)| !self.is_counting(*after)) {
            let point = Point { day: Some(day), ..point };
            let (point, after) = self.with_year(point, after);
            let is_closed = start > at && self.is(start - 1, "(") && self.is(after, ")");
            return Some((point, if is_closed { after + 1 } else { after }));
        }
        if weekday.is_some() {
            return None;
        }
        Some(self.with_year(point, behind))
    }

    /// Returns whether a word stands here that a number would count: `in May 12 people`.
    fn is_counting(&self, at: usize) -> bool {
        self.is_any(at, &["percent", "per", "million", "billion", "people"])
    }

    /// Reads `12 December 2031`, `the 12th of December`, `05-Aug-2016` without its numbers.
    fn day_first(&self, at: usize) -> Parsed<Point> {
        let (weekday, start) = self.weekday_before(at);
        let in_words = || self.in_words(start).filter(|(day, _)| (1..=31).contains(day));
        let (day, after) = self.day_number(start).or_else(in_words)?;
        let after = self.behind_hyphen(after);
        let after = if self.is(after, "of") { after + 1 } else { after };
        let (month, after) = self.month(after)?;
        let point = Point { month: Some(month), day: Some(day), weekday, ..Point::default() };
        Some(self.with_year(point, after))
    }

    /// Reads `2031 April`.
    fn year_first(&self, at: usize) -> Parsed<Point> {
        let (year, after) = self.year(at).filter(|_| self.digits(at, 4..=4).is_some())?;
        let (month, after) = self.month(after)?;
        // `in 1998 March was cold` is seldom; `by 2031 May` is a name.
        let is_followed = self.day_number(after).is_some();
        (!is_followed).then_some((Point { year: Some(year), month: Some(month), ..Point::default() }, after))
    }

    /// Adds the year that may stand behind a point.
    fn with_year(&self, point: Point, after: usize) -> (Point, usize) {
        match self.year_behind(after, point.day.is_some()) {
            Some((year, after)) => (point.with(Some(year)), after),
            None => (point, after),
        }
    }

    /// Reads the year behind a day, a month or a quarter: `, 2031`, `of 2031`, `last year`, `of the same year`.
    fn year_behind(&self, at: usize, is_day: bool) -> Parsed<Year> {
        let comma = self.behind_comma(at);
        let start = match self.lower(comma) {
            "of" => comma + 1,
            "in" if is_day || self.year(comma + 1).is_some() => comma + 1,
            "-" | "/" if !is_day && self.is_glued(comma) && self.is_glued(comma + 1) => comma + 1,
            _ => comma,
        };
        let start = self.words_at(start, &["the", "year"]).unwrap_or(start);
        let start = self.words_at(start, &["year"]).unwrap_or(start);
        let start = if self.is_any(start, &["fiscal", "calendar"]) { start + 1 } else { start };
        let is_clock = |after: usize| self.is(after, ":") && self.is_glued(after);
        if let Some((year, after)) = self.year(start).filter(|(_, after)| !is_clock(*after)) {
            return Some((Year::Fixed(year), after));
        }
        if let Some(year) = self.digits(start, 2..=2).filter(|_| self.is(comma, "of")) {
            return i16::try_from(in_century(year)).ok().map(|year| (Year::Fixed(year), start + 1));
        }
        let short = self.digits(start, 2..=2).filter(|year| is_day && *year < 40 && start == at);
        if let Some(year) = short.filter(|_| self.lower(start + 1).is_empty() || self.is_any(start + 1, &[".", "was"]))
        {
            return i16::try_from(in_century(year)).ok().map(|year| (Year::Fixed(year), start + 1));
        }
        if self.is(comma, "of")
            && let Some(after) = self.words_at(comma + 1, &["the", "year"])
        {
            return Some((Year::Stepped(0), after));
        }
        let (step, after) = self.step(start)?;
        let after = if self.is_any(after, &["fiscal", "calendar"]) { after + 1 } else { after };
        self.is(after, "year").then_some((Year::Stepped(step.units), after + 1))
    }

    /// Reads `the third quarter of 2031`, `Q1 2026`, `last year’s third quarter`, `the 1988 second quarter`.
    fn quarter(&self, at: usize) -> Parsed<Point> {
        if let Some((year, after)) = self.year(at) {
            let after = self.behind_hyphen(after);
            let named = || self.is_any(after, &["quarter", "period"]).then_some((0, after + 1));
            let named = self.short(after, "q").or_else(|| self.ordinal_before(after, "quarter", false)).or_else(named);
            let (quarter, after) = named?;
            return Some((Point { quarter: Some(quarter), year: Some(year), ..Point::default() }, after));
        }
        let start = self.behind_the(at);
        let (year, start) = self.owning_year(start).map_or((None, start), |(year, after)| (Some(year), after));
        let is_fiscal = self.is_any(start, &["fiscal", "full"]);
        let start = if is_fiscal { self.behind_hyphen(start + 1) } else { start };
        let named = || {
            let is_named = self.is_any(start, &["quarter", "period"]) && year.is_some();
            is_named.then_some((0, start + 1))
        };
        let named = self.short(start, "q").or_else(|| self.ordinal_before(start, "quarter", start > at)).or_else(named);
        let (quarter, after) = named?;
        let point = Point { quarter: Some(quarter), ..Point::default() }.with(year);
        let joined = self.behind_hyphen(after);
        let joined = if joined > after { self.year(joined) } else { None };
        if let Some((year, after)) = joined {
            return Some((point.with(Some(Year::Fixed(year))), after));
        }
        Some(self.with_year(point, after))
    }

    /// Reads the year that a quarter belongs to: `last year’s`, `1988`, `the 1988`.
    fn owning_year(&self, at: usize) -> Parsed<Year> {
        if let Some((year, after)) = self.year(at) {
            return Some((Year::Fixed(year), self.behind_hyphen(after)));
        }
        let (step, after) = self.step(at)?;
        let marks = [&["year", "'", "s"][..], &["year", "’", "s"][..]];
        let after = marks.iter().find_map(|mark| self.words_at(after, mark))?;
        let after = if self.is(after, "fiscal") { after + 1 } else { after };
        Some((Year::Stepped(step.units), after))
    }

    /// Reads `third-quarter`, `1st quarter`.
    fn ordinal_before(&self, at: usize, noun: &str, is_within: bool) -> Parsed<i64> {
        let (number, after) = self.ordinal(at)?;
        let after = self.behind_hyphen(after);
        let after = if self.is(after, "fiscal") { after + 1 } else { after };
        // The article of `the third-quarter loss` is that of the loss.
        let is_joined = self.is_any(after - 1, &["-", "‑"]);
        if is_joined && at > 0 && self.is(at - 1, "the") && is_within {
            return None;
        }
        let is_noun = self.is(after, noun) && (1..=4).contains(&number);
        is_noun.then_some((number, after + 1))
    }

    /// Reads `Q3`.
    fn short(&self, at: usize, letter: &str) -> Parsed<i64> {
        let number = self.digits(at + 1, 1..=1).filter(|_| self.is(at, letter) && self.is_glued(at + 1))?;
        (1..=4).contains(&number).then_some((number, at + 2))
    }

    /// Reads `the first half of 2031`, `H2 2031`, `2031-H2`.
    fn half(&self, at: usize) -> Parsed<Point> {
        if let Some((year, after)) = self.year(at) {
            let (half, after) = self.short(self.behind_hyphen(after), "h").filter(|(half, _)| *half <= 2)?;
            return Some((Point { half: Some(half), year: Some(year), ..Point::default() }, after));
        }
        let start = self.behind_the(at);
        let worded = || {
            let (number, after) = self.ordinal(start)?;
            let number = if number == -1 { 2 } else { number };
            (self.is(self.behind_hyphen(after), "half") && number <= 2).then(|| (number, self.behind_hyphen(after) + 1))
        };
        let (half, after) = self.short(start, "h").filter(|(half, _)| *half <= 2).or_else(worded)?;
        let (year, after) = self.year_behind(after, false)?;
        Some((Point { half: Some(half), ..Point::default() }.with(Some(year)), after))
    }

    /// Reads `autumn 2031`, `the winter of 1994`, `this summer` without its step.
    fn season(&self, at: usize) -> Parsed<Point> {
        let start = self.behind_the(at);
        let season = self.meaning(start, |meaning| match meaning {
            Meaning::Season(season) => Some(season),
            _ => None,
        })?;
        let point = Point { season: Some(season), ..Point::default() };
        let (point, after) = self.with_year(point, start + 1);
        // A season without a year is named by a word before it, or it is a name for something else.
        let is_led =
            at > 0 && self.is_any(at - 1, &["in", "during", "by", "since", "until", "early", "late", "mid", "-"]);
        let is_named = point.year.is_some() || point.year_step.is_some() || start > at || is_led;
        is_named.then_some((point, after))
    }

    /// Reads `the 1990s`, `the nineties`, `the ’80s`, `the 20th century`.
    fn digits_of_years(&self, at: usize) -> Parsed<Point> {
        let start = self.behind_the(at);
        let in_words = self.meaning(start, |meaning| match meaning {
            Meaning::Decade(digits) => Some(digits),
            _ => None,
        });
        let with = |digits: i16, after: usize| Some((Point { digits: Some(digits), ..Point::default() }, after));
        if let Some(digits) = in_words.filter(|_| start > at) {
            return with(digits, start + 1);
        }
        // `the 1970s and 80s`.
        let is_led = start > at || at > 0 && self.is_any(at - 1, &["and", "or", "late", "early", "mid", "-"]);
        let short = self.digits(start, 2..=2).filter(|short| is_led && short % 10 == 0 && self.is(start + 1, "s"));
        if let Some(short) = short.filter(|_| self.is_glued(start + 1)) {
            return with(190 + i16::try_from(short).ok()? / 10, start + 2);
        }
        if let Some((year, after)) = self.year(start).filter(|(year, _)| year % 10 == 0) {
            let marked = self.is_any(after, &["'", "’"]) && self.is(after + 1, "s");
            let after = if marked { after + 1 } else { after };
            return self.is(after, "s").then(|| with(year / 10, after + 1))?;
        }
        let (number, after) = self.ordinal(start).filter(|(number, _)| (1..=30).contains(number))?;
        let after = self.behind_hyphen(after);
        self.is(after, "century").then(|| with(i16::try_from(number).ok()? - 1, after + 1))?
    }

    /// Reads `Easter 2031`, `New Year’s Eve`, `Independence Day of this year`.
    fn holiday(&self, at: usize) -> Parsed<Point> {
        let is_capital = self.pieces.get(at).is_some_and(|piece| piece.text.starts_with(char::is_uppercase));
        let known = holidays(self.lower(at)).iter().find_map(|(words, tails, holiday)| {
            let after = self.words_at(at, words)?;
            let tail = tails.iter().find_map(|tail| self.words_at(after, &super::words::pieces(tail)));
            let is_led = at > 0 && self.is_any(at - 1, &HOLIDAY_LEADS) || self.year(tail.unwrap_or(after)).is_some();
            let is_name = is_capital || is_led || self.tag(at).is_empty() || self.tag(at).starts_with("NNP");
            (is_name || tail.is_some()).then(|| (*holiday, tail.unwrap_or(after)))
        });
        let (holiday, after) = known?;
        let point = Point { holiday: Some(holiday), ..Point::default() };
        Some(self.with_year(point, after))
    }

    /// Reads `week 31`, `week 3 of 2031`.
    fn week_number(&self, at: usize) -> Parsed<Point> {
        let week = self.digits(at + 1, 1..=2).filter(|week| self.is(at, "week") && (1..=53).contains(week))?;
        if self.clock(at + 1).is_some() {
            return None;
        }
        let point = Point { week: Some(week), ..Point::default() };
        Some(self.with_year(point, at + 2))
    }

    /// Reads a year that is called one: `fiscal 1989`, `FY 1999`, `the year 2000`, `CY18`.
    fn year_named(&self, at: usize) -> Parsed<Point> {
        let start = self.behind_the(at);
        let next = |words: &[&str]| self.words_at(start, words);
        let (is_fiscal, behind) = if let Some(behind) = next(&["fiscal", "year"]).or_else(|| next(&["school", "year"]))
        {
            (true, behind)
        } else if let Some(behind) = next(&["fiscal"]).or_else(|| next(&["fy"])).or_else(|| next(&["sy"])) {
            (true, behind)
        } else {
            let behind = next(&["calendar", "year"]).or_else(|| next(&["cy"])).or_else(|| next(&["year"]))?;
            (false, if self.is(behind, "of") { behind + 1 } else { behind })
        };
        let short = || {
            let year = self.digits(behind, 2..=2).filter(|_| self.is_glued(behind) || self.lower(start) == "fy")?;
            i16::try_from(in_century(year)).ok().map(|year| (year, behind + 1))
        };
        let (year, after) = self.year(behind).or_else(short)?;
        Some((Point { year: Some(year), is_fiscal, ..Point::default() }, after))
    }
}
