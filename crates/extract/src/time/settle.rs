//! When is it? From what the grammar found to a TIMEX3 type, value and days, as far as the day of publication and what
//! the text spoke of before let them be told.

use jiff::civil::Date;

use super::line::Line;
use super::portion::{bounded, parted};
use super::tense::Direction;
use super::thing::{Bound, Phrase, Portion, Thing};
use super::timex::TimeType;
use super::unit::period;
use super::when::{Days, When};

/// What the text spoke of before, and when it was published.
#[derive(Clone, Debug, Default)]
pub(crate) struct Told {
    pub(super) published: Option<Date>,
    /// The last time that was told in days.
    pub(super) last: Option<When>,
    /// The last day.
    pub(super) day: Option<Date>,
    /// The last day that a line began with, under which the hours of a running report stand.
    pub(super) heading: Option<Date>,
    /// The last quarter of a year.
    pub(super) quarter: Option<(i16, i64)>,
}

/// What an expression comes to.
#[derive(Clone, Debug)]
pub(super) struct Settled {
    pub kind: TimeType,
    pub value: String,
    pub start: Option<Date>,
    pub end: Option<Date>,
    /// The days of the thing without its bound and its part.
    pub whole: Option<Days>,
    /// Whether its days hang on the day of publication.
    pub is_relative: bool,
}

/// What a thing comes to, before its part, its hour and its bound are looked at.
pub(super) struct Core {
    pub kind: TimeType,
    pub value: String,
    pub when: Option<When>,
    pub days: Option<Days>,
    pub is_relative: bool,
}

impl Core {
    pub fn of(when: Option<When>, unknown: impl Into<String>, is_relative: bool) -> Self {
        let value = when.map_or_else(|| unknown.into(), When::value);
        Self { kind: TimeType::Date, value, when, days: when.and_then(When::days), is_relative }
    }

    pub fn valued(kind: TimeType, value: impl Into<String>) -> Self {
        Self { kind, value: value.into(), when: None, days: None, is_relative: false }
    }
}

impl Told {
    /// Knows nothing but the day of publication.
    pub(crate) fn on(published: Option<Date>) -> Self {
        Self { published, ..Self::default() }
    }

    /// Settles an expression, and remembers what it speaks of.
    pub(super) fn settle(&mut self, line: &Line<'_>, phrase: &Phrase) -> Settled {
        let direction = line.direction(phrase);
        let core = match phrase.thing {
            Thing::Hour if phrase.first == 0 => {
                Core::of(self.heading.or(self.published).map(When::Day), "XXXX-XX-XX", true)
            }
            _ => self.core(&phrase.thing, direction),
        };
        self.remember(phrase, core.when);
        let mut settled = Settled {
            kind: core.kind,
            start: core.days.map(|days| days.0),
            end: core.days.map(|days| days.1),
            whole: core.days,
            is_relative: core.is_relative,
            value: core.value,
        };
        if let Some(hour) = &phrase.hour {
            settled.kind = TimeType::Time;
            settled.value.push_str(hour);
        }
        if let Some((portion, (days, when))) = phrase.portion.zip(core.days.zip(core.when)) {
            let part = parted(portion, days, when, self.published, matches!(phrase.thing, Thing::Point(_)));
            settled.start = Some(part.0);
            settled.end = Some(part.1);
        }
        if let Some(bound) = phrase.bound {
            let days = settled.start.zip(settled.end);
            // `by the end of March` ends with March, and `since the end of March` begins before it ends.
            let is_until_end = matches!(bound, Bound::By | Bound::Before | Bound::Until);
            let bound = if is_until_end && phrase.portion == Some(Portion::End) { Bound::By } else { bound };
            (settled.start, settled.end) = days.map_or((None, None), |days| bounded(bound, days));
        }
        settled
    }

    fn remember(&mut self, phrase: &Phrase, when: Option<When>) {
        let Some(when) = when else { return };
        let is_over = when.days().zip(self.published).is_some_and(|(days, day)| days.1 < day);
        if let When::Quarter(year, quarter) = when
            && is_over
            && !matches!(phrase.thing, Thing::Shift { .. })
        {
            self.quarter = Some((year, quarter));
        }
        if let When::Day(day) = when {
            self.day = Some(day);
            let is_heading = phrase.first == 0 && phrase.hour.is_none();
            self.heading = if is_heading { Some(day) } else { self.heading };
        }
        self.last = Some(when);
    }

    /// Settles a thing by itself.
    pub(super) fn core(&self, thing: &Thing, direction: Option<Direction>) -> Core {
        match thing {
            Thing::Point(point) => self.point(point, direction),
            Thing::Offset(offset) => self.offset(*offset),
            Thing::Stepped { unit, step, is_fiscal } => self.stepped(*unit, *step, *is_fiscal, direction),
            Thing::Weekday { weekday, step, of, is_nearest } => {
                self.weekday(*weekday, *step, of.as_deref(), *is_nearest, direction)
            }
            Thing::Shift { lengths, is_back, from, weekday } => {
                self.shift(lengths, *is_back, from, *weekday, direction)
            }
            Thing::Stretch { lengths, step } => self.stretch(lengths, *step),
            Thing::Length(lengths) => Core::valued(TimeType::Duration, period(lengths)),
            Thing::LengthFrom { lengths, start } => self.length_from(lengths, start, direction),
            Thing::Ordinal { number, count, unit, of } => self.ordinal(*number, *count, *unit, of, direction),
            Thing::Around { unit, of } => {
                let core = self.core(&of.thing, direction);
                let day = core.when.and_then(When::first_day);
                Core::of(day.and_then(|day| When::around(*unit, day, 0)), "XXXX-WXX", core.is_relative)
            }
            Thing::Known { kind, value } => Core::valued(TimeType::from_word(kind), *value),
            Thing::Every(value) => Core::valued(TimeType::Set, value.clone()),
            Thing::Hour => self.hour(),
            Thing::Range(first, second) => self.range(first, second, direction),
        }
    }

    fn offset(&self, offset: i64) -> Core {
        let steps = i32::try_from(offset).unwrap_or_default();
        let when = self.published.and_then(|day| When::around(super::unit::Unit::Day, day, steps));
        Core::of(when, "XXXX-XX-XX", true)
    }

    /// An hour without a day is one of the day that was spoken of last, or of the day of publication.
    fn hour(&self) -> Core {
        Core::of(self.day.or(self.published).map(When::Day), "XXXX-XX-XX", true)
    }

    fn range(&self, first: &Phrase, second: &Phrase, direction: Option<Direction>) -> Core {
        let (first, second) = self.ends(first, second, direction);
        let days = first.days.zip(second.days).map(|(first, second)| (first.0, second.1));
        Core {
            kind: TimeType::Duration,
            value: format!("{}/{}", first.value, second.value),
            when: None,
            days: days.filter(|(start, end)| start <= end),
            is_relative: first.is_relative || second.is_relative,
        }
    }

    /// Settles the two ends of a range, each of which may say what the other leaves out.
    pub(super) fn ends(&self, first: &Phrase, second: &Phrase, direction: Option<Direction>) -> (Core, Core) {
        let (mut start, mut end) = (first.thing.clone(), second.thing.clone());
        if let (Thing::Point(start), Thing::Point(end)) = (&mut start, &mut end) {
            match (start.is_open(), end.is_open()) {
                (true, false) => {
                    start.year = end.year;
                    start.year_step = end.year_step;
                    if start.month > end.month && end.month.is_some() {
                        start.year = start.year.map(|year| year - 1);
                    }
                }
                (false, true) => {
                    let is_next = start.month > end.month && end.month.is_some();
                    end.year = start.year.map(|year| if is_next { year + 1 } else { year });
                }
                _ => {}
            }
        }
        if let (Thing::Point(from), Thing::Point(to)) = (&start, &end)
            && from.is_open()
            && to.is_open()
        {
            // Where neither end says its year, the first is the last one before the second.
            let end = self.core_of(&end, second.portion, direction);
            let before = Self { published: end.days.map(|days| days.0), ..self.clone() };
            return (before.core_of(&start, first.portion, Some(Direction::SURELY_BACK)), end);
        }
        let start = self.core_of(&start, first.portion, direction);
        // What has no year or week of its own lies behind the first end.
        let from = start.days.map(|days| days.0).or(self.published);
        let behind = Self { published: from, ..self.clone() };
        let is_open = match &end {
            Thing::Point(point) => point.is_open(),
            Thing::Weekday { step, of, .. } => step.is_none() && of.is_none(),
            _ => false,
        };
        let end = match is_open {
            true => behind.core_of(&end, second.portion, Some(Direction::SURELY_AHEAD)),
            false => self.core_of(&end, second.portion, direction),
        };
        (start, end)
    }

    fn core_of(&self, thing: &Thing, portion: Option<Portion>, direction: Option<Direction>) -> Core {
        let mut core = self.core(thing, direction);
        if let Some((portion, (days, when))) = portion.zip(core.days.zip(core.when)) {
            core.days = Some(parted(portion, days, when, self.published, matches!(thing, Thing::Point(_))));
        }
        core
    }
}
