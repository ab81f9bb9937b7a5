//! Which day is it, counted from where the text stands? Steps, shifts, stretches and the parts of a year by number.

use jiff::ToSpan;
use jiff::civil::Date;

use super::settle::{Core, Told};
use super::tense::Direction;
use super::thing::{From, Phrase, Step, Thing};
use super::timex::TimeType;
use super::unit::{Count, Length, Unit, period, shifted};
use super::when::{Days, When, monday, weekday};

impl Told {
    /// Settles `last week`, `the quarter`, `that year`.
    pub(super) fn stepped(&self, unit: Unit, step: Step, is_fiscal: bool, direction: Option<Direction>) -> Core {
        let unknown = match unit {
            Unit::Year => "XXXX",
            Unit::Month => "XXXX-XX",
            Unit::Quarter => "XXXX-QX",
            Unit::Week | Unit::Weekend | Unit::Fortnight => "XXXX-WXX",
            Unit::Decade => "XXX",
            _ => "XXXX-XX-XX",
        };
        Core::of(self.stepped_when(unit, step, is_fiscal, direction), unknown, true)
    }

    fn stepped_when(&self, unit: Unit, step: Step, is_fiscal: bool, direction: Option<Direction>) -> Option<When> {
        let is_open = step.units == 0 && (step.is_bare || step.is_narrated);
        if unit == Unit::Quarter && is_open {
            // Who reports on `the quarter` speaks of the one that is over, unless another was named.
            let (year, quarter) = self.quarter.or_else(|| self.latest_quarter())?;
            return Some(When::Quarter(year, quarter));
        }
        if unit == Unit::Weekend && step.is_bare && direction.is_some_and(|direction| !direction.is_ahead) {
            let published = self.published?;
            let steps = if published.weekday().to_monday_zero_offset() >= 5 { 0 } else { -1 };
            return When::around(unit, published, steps);
        }
        // `that day` is a day that was named.
        let told = if unit == Unit::Day { self.day } else { self.last.and_then(When::first_day) };
        let when = When::around(unit, told.filter(|_| step.is_narrated).or(self.published)?, step.units)?;
        match when {
            When::Year(year) if is_fiscal => Some(When::FiscalYear(year)),
            when => Some(when),
        }
    }

    /// Settles a day of the week.
    pub(super) fn weekday(
        &self,
        number: i8,
        step: Option<i32>,
        of: Option<&Thing>,
        is_nearest: bool,
        direction: Option<Direction>,
    ) -> Core {
        let day = || {
            let published = self.published?;
            let day = weekday(number)?;
            let in_week = |monday: Date| monday.checked_add(i64::from(number - 1).days()).ok();
            if let Some(of) = of {
                return in_week(self.core(of, direction).days?.0);
            }
            let around = |weeks: i64| in_week(monday(published)?.checked_add(weeks.weeks()).ok()?);
            match (step, direction) {
                (Some(0), _) => around(0),
                (Some(step), _) if !is_nearest => around(step.into()),
                (Some(step), _) => published.nth_weekday(step.signum(), day).ok(),
                (None, _) if published.weekday() == day => Some(published),
                (None, Some(Direction { is_ahead: true, .. })) => published.nth_weekday(1, day).ok(),
                (None, _) => published.nth_weekday(-1, day).ok(),
            }
        };
        Core::of(day().map(When::Day), format!("XXXX-WXX-{number}"), true)
    }

    /// Settles `two weeks ago`, `a year earlier`, `two days after Easter`.
    pub(super) fn shift(
        &self,
        lengths: &[Length],
        is_back: bool,
        from: &From,
        on: Option<i8>,
        direction: Option<Direction>,
    ) -> Core {
        let vague = if is_back { "PAST_REF" } else { "FUTURE_REF" };
        if lengths.iter().any(|length| length.count == Count::Some) {
            return Core { is_relative: true, ..Core::valued(TimeType::Date, vague) };
        }
        if let Some(when) = self.years_back(lengths, is_back, from) {
            return Core::of(Some(when), "XXXX", true);
        }
        let (base, is_relative) = match from {
            From::Published => (self.published, true),
            From::Narrated => (self.last.and_then(When::first_day).or(self.published), true),
            From::Thing(phrase) => self.anchor(phrase, direction),
        };
        let day = base.and_then(|base| shifted(base, lengths, is_back));
        let day = match on {
            Some(number) => day.and_then(monday).and_then(|it| it.checked_add(i64::from(number - 1).days()).ok()),
            None => day,
        };
        let Some(day) = day else {
            return Core { is_relative, ..Core::valued(TimeType::Date, "XXXX-XX-XX") };
        };
        let grain = match (lengths, from, on) {
            ([length], From::Published | From::Narrated, None) if is_back => length.unit,
            _ => Unit::Day,
        };
        let value = match grain {
            Unit::Decade | Unit::Century | Unit::Year => When::Year(day.year()).value(),
            Unit::Month | Unit::Quarter => When::Month(day.first_of_month()).value(),
            Unit::Week => When::Week(monday(day).unwrap_or(day)).value(),
            _ => day.to_string(),
        };
        Core { value, ..Core::of(Some(When::Day(day)), "", is_relative) }
    }

    /// Returns the day that something is counted from, and whether it hangs on the day of publication.
    fn anchor(&self, phrase: &Phrase, direction: Option<Direction>) -> (Option<Date>, bool) {
        let core = self.core(&phrase.thing, direction);
        (core.days.map(|days| days.0), core.is_relative)
    }

    /// In a report on a quarter, `a year earlier` is the same quarter a year before.
    fn years_back(&self, lengths: &[Length], is_back: bool, from: &From) -> Option<When> {
        let [Length { count: Count::Whole(years), unit: Unit::Year }] = lengths else { return None };
        let years = i16::try_from(*years).ok().filter(|_| is_back)?;
        match (from, self.quarter) {
            (From::Thing(_), _) => None,
            (_, Some((year, quarter))) if years == 1 => Some(When::Quarter(year.checked_sub(1)?, quarter)),
            (From::Narrated, _) => self.last?.years_before(years),
            (From::Published, _) => None,
        }
    }

    /// Settles `the next two weeks`.
    pub(super) fn stretch(&self, lengths: &[Length], step: Step) -> Core {
        let days = || {
            let published = self.published?;
            if let [
                Length { count: Count::Whole(count), unit: unit @ (Unit::Quarter | Unit::Decade | Unit::Weekend) },
            ] = lengths
            {
                return whole_units(*unit, published, i32::try_from(*count).ok()?, step.units.signum());
            }
            let far = shifted(published, lengths, step.units < 0)?;
            match step.units < 0 {
                true => Some((far, published.yesterday().ok()?)),
                false => Some((published.tomorrow().ok()?, far)),
            }
        };
        let days = days().filter(|(start, end)| start <= end && step.units != 0);
        Core { days, is_relative: true, ..Core::valued(TimeType::Duration, period(lengths)) }
    }

    /// Settles `two weeks starting tomorrow`.
    pub(super) fn length_from(&self, lengths: &[Length], start: &Phrase, direction: Option<Direction>) -> Core {
        let (start, is_relative) = self.anchor(start, direction);
        let is_short = lengths.iter().all(|length| length.unit.is_within_a_day());
        let end = start
            .and_then(|start| if is_short { Some(start) } else { shifted(start, lengths, false)?.yesterday().ok() });
        let days = start.zip(end).filter(|(start, end)| start <= end);
        Core { days, is_relative, ..Core::valued(TimeType::Duration, period(lengths)) }
    }

    /// Settles `the third week of 2031`, `the last two months of this year`.
    pub(super) fn ordinal(
        &self,
        number: i64,
        count: Option<i64>,
        unit: Unit,
        of: &Thing,
        direction: Option<Direction>,
    ) -> Core {
        let of = self.core(of, direction);
        let unknown = match count {
            Some(count) => period(&[Length { count: Count::Whole(count), unit }]),
            None => "XXXX-XX-XX".to_owned(),
        };
        let Some(days) = of.days.and_then(|days| nth(unit, days, number, count.unwrap_or(1))) else {
            return Core { is_relative: of.is_relative, ..Core::valued(TimeType::Date, unknown) };
        };
        match count {
            Some(_) => {
                Core { days: Some(days), is_relative: of.is_relative, ..Core::valued(TimeType::Duration, unknown) }
            }
            None => Core::of(around_first(unit, days.0), unknown, of.is_relative),
        }
    }
}

fn around_first(unit: Unit, first: Date) -> Option<When> {
    When::around(unit, first, 0)
}

/// Returns the days of whole units before or behind the present one.
fn whole_units(unit: Unit, published: Date, count: i32, sign: i32) -> Option<Days> {
    // `the next two decades` begins with the one that the year stands in where the calendar has just begun it.
    let first = When::around(unit, published, sign)?.days()?;
    let last = When::around(unit, published, sign.checked_mul(count)?)?.days()?;
    Some((first.0.min(last.0), first.1.max(last.1)))
}

/// Returns the days of the units of a stretch from the nth on; a number below zero counts from the end.
///
/// A week belongs to the month and the year that have its Thursday.
fn nth(unit: Unit, (start, end): Days, number: i64, count: i64) -> Option<Days> {
    let first = match unit {
        Unit::Week => {
            let monday = monday(start)?;
            if monday.checked_add(3.days()).ok()? < start { monday.checked_add(7.days()).ok()? } else { monday }
        }
        _ => start,
    };
    let step = |count: i64| {
        let length = Length { count: Count::Whole(count), unit };
        let is_whole = matches!(unit, Unit::Day | Unit::Week | Unit::Month | Unit::Quarter | Unit::Year);
        shifted(first, &[length], false).filter(|_| is_whole)
    };
    let from = if number > 0 {
        number - 1
    } else {
        let is_inside = |at: &i64| {
            let begin = step(*at);
            let middle = begin.map(|day| if unit == Unit::Week { day.saturating_add(3.days()) } else { day });
            middle.is_some_and(|day| day <= end)
        };
        // No stretch that is named has more days than a century.
        const UNITS_MAX: i64 = 400;
        (0..UNITS_MAX).take_while(is_inside).count().try_into().ok().and_then(|all: i64| all.checked_sub(count))?
    };
    let first = step(from)?;
    let last = step(from.checked_add(count)?)?.yesterday().ok()?;
    (first <= last).then_some((first, last))
}
