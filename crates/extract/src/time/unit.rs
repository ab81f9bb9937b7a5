//! Which stretches does the calendar have? Units, and how many of them.

use std::fmt::Write as _;

use jiff::civil::Date;
use jiff::{Span, ToSpan};

/// A unit of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Unit {
    Second,
    Minute,
    Hour,
    Night,
    Day,
    /// A day from Monday to Friday.
    Workday,
    Weekend,
    Workweek,
    Week,
    Fortnight,
    Month,
    Quarter,
    Half,
    Year,
    Decade,
    Century,
    Millennium,
}

impl Unit {
    pub fn from_word(word: &str) -> Option<Self> {
        Some(match word {
            "second" => Self::Second,
            "minute" => Self::Minute,
            "hour" => Self::Hour,
            "night" => Self::Night,
            "day" => Self::Day,
            "weekend" => Self::Weekend,
            "week" => Self::Week,
            "fortnight" => Self::Fortnight,
            "month" => Self::Month,
            "quarter" => Self::Quarter,
            "half" => Self::Half,
            "year" => Self::Year,
            "decade" => Self::Decade,
            "century" => Self::Century,
            "millennium" => Self::Millennium,
            _ => return None,
        })
    }

    /// Returns whether it is shorter than a day.
    pub fn is_within_a_day(self) -> bool {
        self < Self::Night
    }

    /// Returns the letter of TIMEX3 and how many of what it stands for make one.
    fn letter(self) -> (&'static str, i64) {
        match self {
            Self::Second => ("S", 1),
            Self::Minute => ("M", 1),
            Self::Hour => ("H", 1),
            Self::Night | Self::Day | Self::Workday => ("D", 1),
            Self::Weekend => ("D", 2),
            Self::Week | Self::Workweek => ("W", 1),
            Self::Fortnight => ("W", 2),
            Self::Month => ("M", 1),
            Self::Quarter => ("M", 3),
            Self::Half => ("M", 6),
            Self::Year => ("Y", 1),
            Self::Decade => ("Y", 10),
            Self::Century => ("Y", 100),
            Self::Millennium => ("Y", 1000),
        }
    }
}

/// How many of a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Count {
    Whole(i64),
    /// So many and a half.
    Half(i64),
    /// Several.
    Some,
}

/// So many of a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Length {
    pub count: Count,
    pub unit: Unit,
}

impl Length {
    /// Returns it as a span of the calendar; none where it cannot be told.
    pub fn span(self) -> Option<Span> {
        let (letter, times) = self.unit.letter();
        let count = match self.count {
            Count::Whole(count) => count.checked_mul(times)?,
            Count::Half(count) if self.unit == Unit::Year && count < 100_000 => {
                return Span::new().try_months(count * 12 + 6).ok();
            }
            Count::Half(_) | Count::Some => return None,
        };
        // The calendar has no days beyond ten thousand years.
        let count = (count.abs() <= 3_000_000).then_some(count)?;
        match (letter, self.unit.is_within_a_day()) {
            ("D", _) => Some(count.days()),
            ("W", _) => 0.days().try_weeks(count).ok(),
            ("M", false) => 0.days().try_months(count).ok(),
            ("Y", _) => 0.days().try_years(count).ok(),
            _ => None,
        }
    }
}

/// Returns the TIMEX3 value of some lengths taken together: `P2Y6M`.
pub(super) fn period(lengths: &[Length]) -> String {
    let (mut days, mut hours) = (String::new(), String::new());
    for length in lengths {
        let (letter, times) = length.unit.letter();
        let part = if length.unit.is_within_a_day() { &mut hours } else { &mut days };
        let _ = match (length.count, length.unit) {
            (Count::Whole(count), _) => write!(part, "{}{letter}", count.saturating_mul(times)),
            (Count::Half(0), Unit::Year) => write!(part, "6M"),
            (Count::Half(0), Unit::Hour) => write!(part, "30M"),
            (Count::Half(0), Unit::Minute) => write!(part, "30S"),
            (Count::Half(count), Unit::Year) => write!(part, "{count}Y6M"),
            (Count::Half(count), Unit::Hour) => write!(part, "{count}H30M"),
            (Count::Half(count), Unit::Minute) => write!(part, "{count}M30S"),
            (Count::Half(count), _) if letter == "Y" => {
                write!(part, "{}Y", count.saturating_mul(times).saturating_add(times / 2))
            }
            (Count::Half(count), _) => write!(part, "{count}.5{letter}"),
            (Count::Some, Unit::Quarter) => write!(part, "XQ"),
            (Count::Some, Unit::Decade) => write!(part, "XE"),
            (Count::Some, Unit::Century) => write!(part, "XC"),
            (Count::Some, _) => write!(part, "X{letter}"),
        };
    }
    if hours.is_empty() { format!("P{days}") } else { format!("P{days}T{hours}") }
}

/// Returns the day that lies so many working days from another.
fn worked(day: Date, count: i64, is_back: bool) -> Option<Date> {
    /// Nobody counts more than the working days of two years.
    const COUNT_MAX: i64 = 600;
    let is_free = |day: &Date| day.weekday().to_monday_zero_offset() >= 5;
    let next = |day: Date| {
        let step = |day: Date| if is_back { day.yesterday().ok() } else { day.tomorrow().ok() };
        let mut day = step(day)?;
        while is_free(&day) {
            day = step(day)?;
        }
        Some(day)
    };
    (0..Some(count).filter(|count| *count <= COUNT_MAX)?).try_fold(day, |day, _| next(day))
}

/// Returns the day that lies some lengths from another.
pub(super) fn shifted(day: Date, lengths: &[Length], is_back: bool) -> Option<Date> {
    lengths.iter().try_fold(day, |day, length| {
        if let Length { count: Count::Whole(count), unit: Unit::Workday } = length {
            return worked(day, *count, is_back);
        }
        let span = length.span()?;
        if is_back { day.checked_sub(span).ok() } else { day.checked_add(span).ok() }
    })
}
