//! Which stretch of the calendar is it? With its TIMEX3 value and its days.

use jiff::ToSpan;
use jiff::civil::{Date, ISOWeekDate, Weekday};

use super::unit::Unit;

/// A first and a last day.
pub(super) type Days = (Date, Date);

/// A stretch of the calendar.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum When {
    Day(Date),
    /// From its Monday on.
    Week(Date),
    /// From its Monday to its Friday.
    Workweek(Date),
    /// From its Saturday on.
    Weekend(Date),
    /// Two weeks, from a Monday on.
    Fortnight(Date),
    /// From its first day on.
    Month(Date),
    Quarter(i16, i64),
    Half(i16, i64),
    Year(i16),
    /// A year of accounts, whose days nobody knows.
    FiscalYear(i16),
    /// By the first digits of its years.
    Decade(i16),
    Century(i16),
    /// Of a year; where on earth is not said, so it has no days.
    Season(i16, &'static str),
}

impl When {
    /// Returns the stretch of a unit that lies some units from the one with a day in it.
    pub fn around(unit: Unit, day: Date, steps: i32) -> Option<Self> {
        let year = i32::from(day.year());
        let small = |year: i32| i16::try_from(year).ok();
        Some(match unit {
            Unit::Second | Unit::Minute | Unit::Hour | Unit::Night | Unit::Day | Unit::Workday => {
                Self::Day(day.checked_add(i64::from(steps).days()).ok()?)
            }
            Unit::Week => Self::Week(monday(day)?.checked_add(weeks(steps)?).ok()?),
            Unit::Workweek => Self::Workweek(monday(day)?.checked_add(weeks(steps)?).ok()?),
            Unit::Weekend => Self::Weekend(monday(day)?.checked_add(5.days()).ok()?.checked_add(weeks(steps)?).ok()?),
            Unit::Fortnight => Self::Fortnight(monday(day)?.checked_add(weeks(steps.checked_mul(2)?)?).ok()?),
            Unit::Month => Self::Month(day.first_of_month().checked_add(months(steps)?).ok()?),
            Unit::Quarter => {
                let at = year * 4 + (i32::from(day.month()) - 1) / 3 + steps;
                Self::Quarter(small(at.div_euclid(4))?, i64::from(at.rem_euclid(4)) + 1)
            }
            Unit::Half => {
                let at = year * 2 + (i32::from(day.month()) - 1) / 6 + steps;
                Self::Half(small(at.div_euclid(2))?, i64::from(at.rem_euclid(2)) + 1)
            }
            Unit::Year => Self::Year(small(year + steps)?),
            Unit::Decade => Self::Decade(small(year.div_euclid(10) + steps)?),
            Unit::Century => Self::Century(small(year.div_euclid(100) + steps)?),
            Unit::Millennium => return None,
        })
    }

    /// Returns the stretch that lies some units of its own before it.
    pub fn years_before(self, years: i16) -> Option<Self> {
        let less = |year: i16| year.checked_sub(years);
        Some(match self {
            Self::Day(day) => Self::Day(day.checked_sub(i64::from(years).years()).ok()?),
            Self::Month(day) => Self::Month(day.checked_sub(i64::from(years).years()).ok()?),
            Self::Quarter(year, quarter) => Self::Quarter(less(year)?, quarter),
            Self::Half(year, half) => Self::Half(less(year)?, half),
            Self::Season(year, season) => Self::Season(less(year)?, season),
            Self::Year(year) | Self::FiscalYear(year) => Self::Year(less(year)?),
            Self::Week(_)
            | Self::Workweek(_)
            | Self::Weekend(_)
            | Self::Fortnight(_)
            | Self::Decade(_)
            | Self::Century(_) => return None,
        })
    }

    /// Returns its value in TIMEX3.
    pub fn value(self) -> String {
        match self {
            Self::Day(day) => day.to_string(),
            Self::Week(day) | Self::Workweek(day) | Self::Fortnight(day) => week(day),
            Self::Weekend(day) => format!("{}-WE", week(day)),
            Self::Month(day) => format!("{:04}-{:02}", day.year(), day.month()),
            Self::Quarter(year, quarter) => format!("{year:04}-Q{quarter}"),
            Self::Half(year, half) => format!("{year:04}-H{half}"),
            Self::Year(year) | Self::FiscalYear(year) => format!("{year:04}"),
            Self::Decade(digits) => format!("{digits:03}"),
            Self::Century(digits) => format!("{digits:02}"),
            Self::Season(year, season) => format!("{year:04}-{season}"),
        }
    }

    /// Returns its first and its last day; none where nobody can tell them.
    pub fn days(self) -> Option<Days> {
        let months = |year: i16, first: i64, count: i64| {
            let start = Date::new(year, i8::try_from(first).ok()?, 1).ok()?;
            let end = start.checked_add((count - 1).months()).ok()?;
            Some((start, end.last_of_month()))
        };
        let years = |first: i32, last: i32| {
            let (first, last) = (i16::try_from(first).ok()?, i16::try_from(last).ok()?);
            Date::new(first, 1, 1).ok().zip(Date::new(last, 12, 31).ok())
        };
        let until = |start: Date, more: i64| Some((start, start.checked_add(more.days()).ok()?));
        match self {
            Self::Day(day) => Some((day, day)),
            Self::Week(day) => until(day, 6),
            Self::Workweek(day) => until(day, 4),
            Self::Weekend(day) => until(day, 1),
            Self::Fortnight(day) => until(day, 13),
            Self::Month(day) => Some((day, day.last_of_month())),
            Self::Quarter(year, quarter) => months(year, 3 * quarter - 2, 3),
            Self::Half(year, half) => months(year, 6 * half - 5, 6),
            Self::Year(year) => years(year.into(), year.into()),
            Self::Decade(digits) => years(i32::from(digits) * 10, i32::from(digits) * 10 + 9),
            Self::Century(digits) => years((i32::from(digits) * 100).max(1), i32::from(digits) * 100 + 99),
            Self::FiscalYear(_) | Self::Season(..) => None,
        }
    }

    /// Returns a day in it, to count from.
    pub fn first_day(self) -> Option<Date> {
        match self {
            Self::FiscalYear(year) | Self::Season(year, _) => Date::new(year, 1, 1).ok(),
            _ => self.days().map(|(first, _)| first),
        }
    }
}

fn week(day: Date) -> String {
    let week = day.iso_week_date();
    format!("{:04}-W{:02}", week.year(), week.week())
}

fn weeks(count: i32) -> Option<jiff::Span> {
    jiff::Span::new().try_weeks(count).ok()
}

fn months(count: i32) -> Option<jiff::Span> {
    jiff::Span::new().try_months(count).ok()
}

/// Returns the Monday of the week of a day.
pub(super) fn monday(day: Date) -> Option<Date> {
    day.checked_sub(i64::from(day.weekday().to_monday_zero_offset()).days()).ok()
}

/// Returns the week of a year by its number.
pub(super) fn week_of_year(year: i16, week: i64) -> Option<When> {
    let week = ISOWeekDate::new(year, i8::try_from(week).ok()?, Weekday::Monday).ok()?;
    Some(When::Week(week.date()))
}

/// Returns a day of the week by its number, 1 being Monday.
pub(super) fn weekday(number: i8) -> Option<Weekday> {
    Weekday::from_monday_one_offset(number).ok()
}
