//! What may an expression of time be? What the grammar finds, before anybody knows which day it is.

use super::unit::{Length, Unit};
use super::words::Holiday;

/// A point of the calendar, as far as it is named.
#[derive(Clone, Default)]
pub(super) struct Point {
    pub year: Option<i16>,
    pub month: Option<i8>,
    pub day: Option<i64>,
    pub weekday: Option<i8>,
    pub quarter: Option<i64>,
    pub half: Option<i64>,
    pub week: Option<i64>,
    pub season: Option<&'static str>,
    /// The first digits of its years: `199` for the nineties, `19` for the twentieth century.
    pub digits: Option<i16>,
    pub holiday: Option<&'static Holiday>,
    /// Whether its year is one of accounts, whose days nobody knows.
    pub is_fiscal: bool,
    /// Where its year lies from the present one: `last year’s third quarter`.
    pub year_step: Option<i32>,
    /// Which one is meant: `last March`, `next Easter`.
    pub step: Option<i32>,
}

impl Point {
    /// Returns whether nothing says which year it belongs to.
    pub fn is_open(&self) -> bool {
        self.year.is_none() && self.year_step.is_none() && self.step.is_none() && self.digits.is_none()
    }

    /// Returns whether it names no day, month or quarter but a year at most.
    pub fn is_year(&self) -> bool {
        let parts = [self.day, self.quarter, self.half, self.week];
        let names_less = self.season.is_some() || self.holiday.is_some() || self.weekday.is_some();
        self.month.is_none() && parts.iter().all(Option::is_none) && !names_less
    }
}

/// Where a shift is counted from.
#[derive(Clone)]
pub(super) enum From {
    /// The day of publication: `two years ago`.
    Published,
    /// What the text spoke of last: `a year earlier`.
    Narrated,
    /// A time that is named: `two days after Easter`.
    Thing(Box<Phrase>),
}

/// Where a stretch lies from the present one.
#[derive(Clone, Copy)]
pub(super) struct Step {
    pub units: i32,
    /// Whether it is counted from what the text spoke of last: `the following year`.
    pub is_narrated: bool,
    /// Whether nothing says which one it is: `the quarter`.
    pub is_bare: bool,
}

/// What an expression of time is.
#[derive(Clone)]
pub(super) enum Thing {
    Point(Point),
    /// Days from the day of publication: `yesterday`.
    Offset(i64),
    /// `last week`, `the quarter`.
    Stepped {
        unit: Unit,
        step: Step,
        is_fiscal: bool,
    },
    /// `last Friday`, `Monday of next week`.
    Weekday {
        weekday: i8,
        step: Option<i32>,
        of: Option<Box<Thing>>,
        /// Whether it is the nearest one, and not that of the week before or after.
        is_nearest: bool,
    },
    /// `two weeks ago`.
    Shift {
        lengths: Vec<Length>,
        is_back: bool,
        from: From,
        weekday: Option<i8>,
    },
    /// `the next two weeks`.
    Stretch {
        lengths: Vec<Length>,
        step: Step,
    },
    /// `six months`.
    Length(Vec<Length>),
    /// `two weeks from Easter on`: a length with its first day.
    LengthFrom {
        lengths: Vec<Length>,
        start: Box<Phrase>,
    },
    /// `the third week of 2031`; the last two weeks are number -1, count 2.
    Ordinal {
        number: i64,
        count: Option<i64>,
        unit: Unit,
        of: Box<Thing>,
    },
    /// `the week of 6 March`.
    Around {
        unit: Unit,
        of: Box<Phrase>,
    },
    /// What a table gives the value of.
    Known {
        kind: &'static str,
        value: &'static str,
    },
    /// `every week`.
    Every(String),
    /// An hour or a part of a day that no day is named for.
    Hour,
    Range(Box<Phrase>, Box<Phrase>),
}

/// Which part of a stretch is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Portion {
    Start,
    Early,
    Middle,
    Late,
    End,
    /// What is past of it: `earlier this year`.
    Earlier,
    /// What is left of it: `later this year`.
    Later,
    /// The whole, said as a part: `early on Monday`.
    Whole,
}

impl Portion {
    pub fn from_word(word: &str) -> Option<Self> {
        Some(match word {
            "start" => Self::Start,
            "early" => Self::Early,
            "middle" => Self::Middle,
            "late" => Self::Late,
            "end" => Self::End,
            "earlier" => Self::Earlier,
            "later" => Self::Later,
            "whole" => Self::Whole,
            _ => return None,
        })
    }
}

/// How a time bounds what it is said of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bound {
    Before,
    /// At its end at the latest.
    By,
    Until,
    Since,
    After,
}

impl Bound {
    pub fn from_word(word: &str) -> Option<Self> {
        Some(match word {
            "before" => Self::Before,
            "by" => Self::By,
            "until" => Self::Until,
            "since" => Self::Since,
            "after" => Self::After,
            _ => return None,
        })
    }
}

/// An expression with all that is said around its thing.
#[derive(Clone)]
pub(super) struct Phrase {
    pub thing: Thing,
    /// The part of the day, or the hour, as TIMEX3 puts it behind the day: `TMO`, `T10:35`.
    pub hour: Option<String>,
    pub portion: Option<Portion>,
    pub bound: Option<Bound>,
    /// Its first piece, and the place behind its last.
    pub first: usize,
    pub after: usize,
}

impl Phrase {
    /// Takes a thing as the whole of an expression.
    pub fn of(thing: Thing, first: usize, after: usize) -> Self {
        Self { thing, hour: None, portion: None, bound: None, first, after }
    }
}

/// What was read at a place, and the place behind it.
pub(super) type Parsed<T> = Option<(T, usize)>;

/// Returns the reading that reaches furthest; of two that reach as far, the first.
pub(super) fn furthest<T>(readings: impl IntoIterator<Item = Parsed<T>>) -> Parsed<T> {
    readings.into_iter().flatten().fold(None, |best: Parsed<T>, next| match best {
        Some(best) if best.1 >= next.1 => Some(best),
        _ => Some(next),
    })
}
