//! Which day, month or year is it that is named? A point of the calendar with what it leaves out.

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

use super::settle::{Core, Told};
use super::tense::Direction;
use super::thing::Point;
use super::unit::Unit;
use super::when::{When, week_of_year};
use super::words::Holiday;

impl Told {
    /// Settles a point of the calendar.
    pub(super) fn point(&self, point: &Point, direction: Option<Direction>) -> Core {
        let stepped = point.year_step.and_then(|step| self.published?.year().checked_add(i16::try_from(step).ok()?));
        let year = point.year.or(stepped);
        let is_relative = point.year.is_none() && point.digits.is_none();
        let chosen = |of_year: &dyn Fn(i16) -> Option<When>, near_days: (i32, i32)| match year {
            Some(year) => of_year(year),
            None => self.choose(of_year, point.step, direction, near_days),
        };
        if let Some(digits) = point.digits {
            let when = if digits < 100 { When::Century(digits) } else { When::Decade(digits) };
            return Core::of(Some(when), "", false);
        }
        if let Some(holiday) = point.holiday {
            let value = format!("XXXX-{:02}-XX", holiday.month);
            return Core::of(chosen(&|year| holiday.day(year).map(When::Day), (120, 120)), value, is_relative);
        }
        if let Some(season) = point.season {
            return Core::of(
                chosen(&|year| Some(When::Season(year, season)), (0, 0)),
                format!("XXXX-{season}"),
                is_relative,
            );
        }
        if let Some(half) = point.half {
            return Core::of(
                chosen(&|year| Some(When::Half(year, half)), (0, 0)),
                format!("XXXX-H{half}"),
                is_relative,
            );
        }
        if let Some(week) = point.week {
            let year = year.or(self.published.map(Date::year));
            let when = year.and_then(|year| week_of_year(year, week));
            return Core::of(when, format!("XXXX-W{week:02}"), is_relative);
        }
        if let Some(quarter) = point.quarter {
            return Core::of(self.quarter_of(quarter, year, direction), "XXXX-QX", is_relative);
        }
        match (point.month, point.day) {
            (Some(0), Some(day)) => Core::of(self.day_of_month(point, day).map(When::Day), "XXXX-XX-XX", true),
            (Some(month), Some(day)) => {
                let unknown = match year {
                    Some(year) => format!("{year:04}-{month:02}-{day:02}"),
                    None => format!("XXXX-{month:02}-{day:02}"),
                };
                // `Friday 2 May` is in a year in which that day is a Friday.
                let is_right = |day: &Date| point.weekday.is_none_or(|it| day.weekday().to_monday_one_offset() == it);
                let right = |year| date(year, month, day).filter(is_right).map(When::Day);
                let when = chosen(&right, (120, 120));
                let any = || chosen(&|year| date(year, month, day).map(When::Day), (120, 120));
                Core::of(when.or_else(any), unknown, is_relative)
            }
            (Some(month), None) => {
                let of_year = |year| date(year, month, 1).map(When::Month);
                Core::of(chosen(&of_year, (45, 14)), format!("XXXX-{month:02}"), is_relative)
            }
            _ if point.is_fiscal => Core::of(year.map(When::FiscalYear), "XXXX", is_relative),
            _ => Core::of(year.map(When::Year), "XXXX", is_relative),
        }
    }

    /// Returns a day of a month that is told and not named: `the 21st of this month`, `Monday 21`, `on the 5th`.
    fn day_of_month(&self, point: &Point, day: i64) -> Option<Date> {
        // `on the 5th` is in the month that was spoken of last.
        let told = if point.step.is_some() { self.published } else { self.day.or(self.published) };
        let month = |more: i32| {
            let steps = point.step.unwrap_or_default().checked_add(more)?;
            let first = When::around(Unit::Month, told?, steps)?.first_day()?;
            date(first.year(), first.month(), day)
        };
        let Some(weekday) = point.weekday else { return month(0) };
        let is_right = |day: &Date| day.weekday().to_monday_one_offset() == weekday;
        [0, 1, -1].into_iter().filter_map(month).find(is_right)
    }

    /// Chooses among the years around that of publication.
    fn choose(
        &self,
        of_year: &dyn Fn(i16) -> Option<When>,
        step: Option<i32>,
        direction: Option<Direction>,
        (near_back, near_ahead): (i32, i32),
    ) -> Option<When> {
        let published = self.published?;
        let years = [published.year() - 1, published.year(), published.year().checked_add(1)?];
        let starts = |when: &When| when.first_day().unwrap_or(published);
        let ends = |when: &When| when.days().map_or_else(|| season_end(*when, published), |days| days.1);
        let all = || years.iter().filter_map(|year| of_year(*year));
        let far = |when: &When| {
            let days = |day: Date| (day - published).get_days();
            days(starts(when)).max(-days(ends(when))).max(0)
        };
        let nearest = || all().min_by_key(far);
        let near_days = if direction.is_some_and(|direction| direction.is_ahead) { near_ahead } else { near_back };
        let is_near = near_days > 0 && nearest().is_some_and(|when| far(&when) <= near_days);
        match (step, direction) {
            (Some(0), _) => of_year(published.year()),
            (Some(step), _) if step < 0 => all().rfind(|when| ends(when) < published),
            (Some(_), _) => all().find(|when| starts(when) > published),
            // What is near is meant, whatever the tense of the verb above: `a dividend payable on 15 May, it said`.
            (None, Some(Direction { is_sure: false, .. })) if is_near => nearest(),
            (None, Some(Direction { is_ahead: false, .. })) => all().rfind(|when| starts(when) <= published),
            (None, Some(_)) => all().find(|when| ends(when) >= published),
            (None, None) => nearest(),
        }
    }

    /// Settles a quarter; zero is the one that was spoken of last.
    fn quarter_of(&self, quarter: i64, year: Option<i16>, direction: Option<Direction>) -> Option<When> {
        let last = || self.quarter.map(|(_, quarter)| quarter).or_else(|| self.latest_quarter().map(|it| it.1));
        let quarter = if quarter == 0 { last()? } else { quarter };
        if let Some(year) = year {
            return Some(When::Quarter(year, quarter));
        }
        let direction = direction.filter(|direction| !direction.is_ahead);
        self.choose(&|year| Some(When::Quarter(year, quarter)), None, direction, (0, 0))
    }

    /// Returns the last quarter that was over when the text was published.
    pub(super) fn latest_quarter(&self) -> Option<(i16, i64)> {
        match When::around(Unit::Quarter, self.published?, -1)? {
            When::Quarter(year, quarter) => Some((year, quarter)),
            _ => None,
        }
    }
}

/// Returns about the last day of a season, to choose among years.
fn season_end(when: When, published: Date) -> Date {
    let When::Season(year, season) = when else { return published };
    let month = match season {
        "SP" => 5,
        "SU" => 8,
        "FA" => 11,
        _ => 2,
    };
    Date::new(year, month, 28).unwrap_or(published)
}

fn date(year: i16, month: i8, day: i64) -> Option<Date> {
    Date::new(year, month, i8::try_from(day).ok()?).ok()
}

impl Holiday {
    /// Returns its day in a year.
    pub(super) fn day(&self, year: i16) -> Option<Date> {
        if let Some(days) = self.rule.strip_prefix("easter") {
            let days: i64 = days.trim_start_matches('+').parse().ok()?;
            return easter(year)?.checked_add(days.days()).ok();
        }
        let first = Date::new(year, self.month, 1).ok()?;
        match self.rule {
            // The Tuesday after the first Monday.
            "election" => first.nth_weekday_of_month(1, Weekday::Monday).ok()?.tomorrow().ok(),
            // The Friday after the fourth Thursday.
            "friday" => first.nth_weekday_of_month(4, Weekday::Thursday).ok()?.tomorrow().ok(),
            rule => match rule.split_once('*') {
                Some((nth, weekday)) => {
                    let weekday = super::when::weekday(weekday.parse().ok()?)?;
                    first.nth_weekday_of_month(nth.parse().ok()?, weekday).ok()
                }
                None => Date::new(year, self.month, rule.parse().ok()?).ok(),
            },
        }
    }
}

/// Returns Easter Sunday after the rule of Gauss as Meeus and others give it.
fn easter(year: i16) -> Option<Date> {
    let year = i32::from(year);
    let (a, b, c) = (year % 19, year / 100, year % 100);
    let (d, e, f) = (b / 4, b % 4, (b + 8) / 25);
    let g = (b - f + 1) / 3;
    let h = (19 * a + b - d - g + 15) % 30;
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let (month, day) = ((h + l - 7 * m + 114) / 31, (h + l - 7 * m + 114) % 31 + 1);
    Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}
