//! Which times are told from where the text stands? `last week`, `two years ago`, `the day after tomorrow`.

use super::line::Line;
use super::thing::{From, Parsed, Phrase, Step, Thing, furthest};
use super::unit::{Count, Length, Unit};
use super::words::Meaning;

/// Words that may stand between a step and its unit.
const KINDS_OF_YEAR: [&str; 5] = ["fiscal", "financial", "school", "academic", "tax"];

/// What `year-ago` counts.
const ONE_YEAR: Length = Length { count: Count::Whole(1), unit: Unit::Year };

impl Line<'_> {
    /// Reads what is told from where the text stands.
    pub(super) fn deictic(&self, at: usize) -> Parsed<Thing> {
        furthest([
            self.offset(at),
            self.stretch(at),
            self.stepped(at),
            self.shift(at),
            self.quarter_ago(at),
            self.ahead(at),
            self.weekday_named(at),
            self.stepped_point(at),
            self.ordinal_of(at),
            self.around(at),
            self.next_but_one(at),
            self.day_beside(at),
            self.day_in_month(at),
            self.units_ahead(at),
        ])
    }

    /// Reads the word that steps from the present unit to another: `last`, `the coming`, `this past`.
    pub(super) fn step(&self, at: usize) -> Parsed<Step> {
        let start = self.behind_the(at);
        let step = |at: usize| {
            self.meaning(at, |meaning| match meaning {
                Meaning::Step(step) => Some(step),
                _ => None,
            })
        };
        // `they noted that last year was wet`
        if self.is(start, "that") && !matches!(self.tag(start), "DT" | "") {
            return None;
        }
        let units = step(start)?;
        let narrates =
            self.is_any(start, &["same", "that", "latest", "following", "previous", "preceding", "ensuing", "prior"]);
        let after = start + 1;
        // `this past Sunday`, `that same day`.
        let second = step(after).filter(|_| self.is_any(start, &["this", "that", "these"]));
        let units = second.unwrap_or(units);
        let after = if second.is_some() { after + 1 } else { after };
        Some((Step { units, is_narrated: narrates, is_bare: false }, after))
    }

    pub(super) fn unit(&self, at: usize) -> Parsed<Unit> {
        let unit = self.meaning(at, |meaning| match meaning {
            Meaning::Unit(unit) => Some(unit),
            _ => None,
        });
        unit.map(|unit| (unit, at + 1))
    }

    pub(super) fn units(&self, at: usize) -> Parsed<Unit> {
        let unit = self.meaning(at, |meaning| match meaning {
            Meaning::Units(unit) => Some(unit),
            _ => None,
        });
        unit.map(|unit| (unit, at + 1))
    }

    /// Reads `today`, `the day before yesterday`.
    fn offset(&self, at: usize) -> Parsed<Thing> {
        let offset = |at: usize| {
            self.meaning(at, |meaning| match meaning {
                Meaning::Offset(offset) => Some(offset),
                _ => None,
            })
        };
        if let Some(offset) = offset(at) {
            return Some((Thing::Offset(offset), at + 1));
        }
        let start = self.behind_the(at);
        let behind = self.words_at(start, &["day", "before", "yesterday"]).map(|after| (Thing::Offset(-2), after));
        behind.or_else(|| self.words_at(start, &["day", "after", "tomorrow"]).map(|after| (Thing::Offset(2), after)))
    }

    /// Reads `last week`, `this fiscal year`, `the quarter`, `the latest quarter`, `that year`.
    fn stepped(&self, at: usize) -> Parsed<Thing> {
        let bare = Step { units: 0, is_narrated: false, is_bare: true };
        let (step, after) = self.step(at).or_else(|| {
            let is_article = self.is_any(at, &["the"]);
            is_article.then(|| (bare, if self.is(at + 1, "full") { at + 2 } else { at + 1 }))
        })?;
        let is_fiscal = self.is_any(after, &KINDS_OF_YEAR);
        let is_worked = self.is_any(after, &["working", "work", "business"]) && self.is(after + 1, "week");
        if is_worked || self.is(after, "workweek") {
            let after = if is_worked { after + 2 } else { after + 1 };
            return Some((Thing::Stepped { unit: Unit::Workweek, step, is_fiscal: false }, after));
        }
        let is_kind = is_fiscal || self.is_any(after, &["calendar", "full", "working", "trading", "business"]);
        let after = if is_kind { after + 1 } else { after };
        let is_period = self.is_any(after - 1, &["latest"]) && self.is(after, "period");
        let (unit, after) = if is_period { (Unit::Quarter, after + 1) } else { self.unit(after)? };
        let is_told = match (unit, step.is_bare) {
            (Unit::Second | Unit::Minute | Unit::Hour | Unit::Half | Unit::Night, _) => false,
            (Unit::Day, true) => self.is_alone(after),
            (_, true) => unit >= Unit::Weekend && self.is_alone(after),
            // `that day` and `the last day` are days of their own.
            (Unit::Day, _) => step.is_narrated || step.units != -1 && step.units != 0,
            _ => true,
        };
        // `the next day` is that behind a day that was named.
        let is_narrated = step.is_narrated || unit == Unit::Day && self.words_at(at, &["the", "next"]).is_some();
        let step = Step { is_narrated, ..step };
        is_told.then_some((Thing::Stepped { unit, step, is_fiscal }, after))
    }

    /// Returns whether a bare unit is a time by itself: not `the year before the vote`, `the day care`.
    pub(super) fn is_alone(&self, after: usize) -> bool {
        !self.is_any(after, &["of", "when", "that", "-", "to", "in", "for"])
            && !matches!(self.tag(after), "NN" | "NNS" | "NNP" | "NNPS")
            && self.digits(after, 1..=2).is_none()
    }

    /// Reads a count of units with what may stand between: `three`, `the first nine`, `two more`.
    pub(super) fn lengths(&self, at: usize) -> Parsed<Vec<Length>> {
        let (length, mut after) = self.length(at)?;
        let mut lengths = vec![length];
        // `2 weeks and 2 days`, `2 years 1 month 21 days`.
        while lengths.len() < 4 {
            let joint = if self.is_any(after, &["and", ","]) { after + 1 } else { after };
            let is_count = self.digits(joint, 1..=4).is_some() || self.in_words(joint).is_some();
            let Some((next, behind)) = self.length(joint).filter(|_| is_count) else { break };
            if next.unit >= lengths[lengths.len() - 1].unit {
                break;
            }
            lengths.push(next);
            after = behind;
        }
        Some((lengths, after))
    }

    fn length(&self, at: usize) -> Parsed<Length> {
        const BETWEEN: [&str; 13] = [
            "more",
            "additional",
            "further",
            "extra",
            "full",
            "consecutive",
            "straight",
            "business",
            "working",
            "trading",
            "fiscal",
            "long",
            "whole",
        ];
        let (count, after) = self.count(at)?;
        let mut after = self.behind_hyphen(after);
        let is_worked = self.is_any(after, &["business", "working", "trading"]);
        if self.is_any(after, &BETWEEN) {
            after = self.behind_hyphen(after + 1);
        }
        let is_one = matches!(count, Count::Whole(1) | Count::Half(_));
        let is_small = matches!(count, Count::Whole(count) if count < 1000);
        let (unit, behind) = match self.units(after) {
            Some((Unit::Quarter, _)) if self.is_any(after - 1, &["-", "‑"]) => return None,
            Some(found) => found,
            // `a 90-day pause`, `one year`.
            None => self.unit(after).filter(|(unit, _)| is_one || is_small && *unit != Unit::Weekend)?,
        };
        let unit = if is_worked && unit == Unit::Day { Unit::Workday } else { unit };
        // `a quarter of the cost`.
        if unit == Unit::Quarter && self.is_any(at, &["a", "an"]) {
            return None;
        }
        if self.is_any(after, &["second", "seconds"]) && is_one && self.is_any(at, &["a", "one"]) {
            return None;
        }
        let (count, behind) = match self.words_at(behind, &["and", "a", "half"]) {
            Some(behind) => (half_more(count)?, behind),
            None => (count, behind),
        };
        (!matches!(unit, Unit::Half | Unit::Weekend) || count != Count::Whole(1))
            .then_some((Length { count, unit }, behind))
    }

    /// Reads `the next two weeks`, `the past 20 years`, `the 5 upcoming years`, `recent weeks`.
    fn stretch(&self, at: usize) -> Parsed<Thing> {
        if let Some((step, after)) = self.step(at) {
            let is_direct = step.units != 0 || self.is_any(at, &["these", "this"]);
            if let Some((lengths, after)) =
                self.lengths(after).filter(|_| is_direct && !self.is_any(after, &["a", "an"]))
            {
                // `the last three months and two days ago` are two times.
                let is_two = lengths.len() > 1 && self.is_any(after, &["ago", "later", "earlier"]);
                let first = || self.step(at).and_then(|(_, after)| self.length(after));
                let (lengths, after) = match first().filter(|_| is_two) {
                    Some((length, after)) => (vec![length], after),
                    None => (lengths, after),
                };
                return Some((Thing::Stretch { lengths, step }, after));
            }
            if let Some((unit @ (Unit::Decade | Unit::Century), behind)) = self.unit(after)
                && self.is(after - 1, "past")
            {
                return Some((Thing::Stretch { lengths: vec![Length { count: Count::Whole(1), unit }], step }, behind));
            }
            let (unit, after) = self.units(after).filter(|_| step.units != 0)?;
            return Some((Thing::Stretch { lengths: vec![Length { count: Count::Some, unit }], step }, after));
        }
        let start = self.behind_the(at);
        let (count, after) = self.count(start).filter(|_| !self.is_any(start, &["a", "an"]))?;
        let (step, after) = self.step(after).filter(|(step, _)| step.units != 0)?;
        let (unit, after) = self.units(after)?;
        Some((Thing::Stretch { lengths: vec![Length { count, unit }], step }, after))
    }

    /// Reads `two years ago`, `a year earlier`, `three weeks from tomorrow`, `two days after Easter`.
    fn shift(&self, at: usize) -> Parsed<Thing> {
        let adjective = || self.year_ago(at).map(|behind| (vec![ONE_YEAR], behind));
        let (lengths, behind) = adjective().or_else(|| self.lengths(at)).or_else(|| {
            let (unit, after) = self.units(at)?;
            let is_told = self.is_any(after, &["ago", "earlier", "later"]);
            is_told.then(|| (vec![Length { count: Count::Some, unit }], after))
        })?;
        let behind = self.words_at(behind, &["or", "so"]).unwrap_or(behind);
        let told = |is_back, from, after| {
            Some((Thing::Shift { lengths: lengths.clone(), is_back, from, weekday: None }, after))
        };
        match self.lower(behind) {
            _ if lengths.iter().any(|length| length.unit.is_within_a_day()) => return None,
            "ago" => return told(true, From::Published, behind + 1),
            "earlier" | "previously" => return told(true, From::Narrated, behind + 1),
            "later" | "afterwards" | "thereafter" => return told(false, From::Narrated, behind + 1),
            "hence" => return told(false, From::Published, behind + 1),
            _ => {}
        }
        if self.is_any(at, &["a", "an"]) && self.is_rate(at) {
            return None;
        }
        let (is_back, anchor) = match self.lower(behind) {
            "from" | "after" | "since" => (false, behind + 1),
            "before" => (true, behind + 1),
            _ => return None,
        };
        if self.is(anchor, "now") && !is_back {
            return told(false, From::Published, anchor + 1);
        }
        let (thing, after) = self.simple(anchor)?;
        let is_day = matches!(thing, Thing::Offset(_) | Thing::Weekday { .. } | Thing::Point(_) | Thing::Shift { .. });
        let from = From::Thing(Box::new(Phrase::of(thing, anchor, after)));
        is_day.then(|| told(is_back, from, after))?
    }

    /// Reads `year-ago` and `a year-earlier`, and returns the place of their last word.
    fn year_ago(&self, at: usize) -> Option<usize> {
        let start = if self.is_any(at, &["a", "the"]) { at + 1 } else { at };
        let start = if self.is_any(start, &["comparable", "corresponding", "same"]) { start + 1 } else { start };
        let joined = self.behind_hyphen(start + 1);
        let is_adjective = self.is(start, "year") && joined > start + 1 && self.is_any(joined, &["ago", "earlier"]);
        is_adjective.then_some(joined)
    }

    /// Reads `the year-earlier quarter`, `the year-ago third quarter`, `the year-earlier period`.
    fn quarter_ago(&self, at: usize) -> Parsed<Thing> {
        let noun = self.year_ago(at)? + 1;
        if self.is_any(noun, &["quarter", "period"]) {
            let (lengths, from) = (vec![ONE_YEAR], From::Narrated);
            return Some((Thing::Shift { lengths, is_back: true, from, weekday: None }, noun + 1));
        }
        let (point, after) = self.point(noun).filter(|(point, _)| point.quarter.is_some())?;
        Some((Thing::Point(super::thing::Point { year_step: Some(-1), ..point }), after))
    }

    /// Reads `in two weeks`, `within two days’ time`.
    fn ahead(&self, at: usize) -> Parsed<Thing> {
        let (lengths, after) = self.lengths(at + 1).filter(|_| self.is(at, "in") && self.shift(at + 1).is_none())?;
        let marks = [&["'", "time"][..], &["’", "time"], &["'", "s", "time"], &["’", "s", "time"], &["time"]];
        let time = marks.iter().find_map(|mark| self.words_at(after, mark));
        if let Some(anchor) = time.is_none().then(|| self.words_at(after, &["since"])).flatten() {
            let (point, behind) = self.point(anchor)?;
            let from = From::Thing(Box::new(Phrase::of(Thing::Point(point), anchor, behind)));
            return Some((Thing::Shift { lengths, is_back: false, from, weekday: None }, behind));
        }
        let is_plain = time.is_some() || !self.is_behind_past(at) && !self.is_any(after, &["of", "'", "’", "-"]);
        let is_firm = lengths.iter().all(|length| length.count != Count::Some && !length.unit.is_within_a_day());
        let thing = Thing::Shift { lengths, is_back: false, from: From::Published, weekday: None };
        (is_plain && is_firm).then_some((thing, time.unwrap_or(after)))
    }

    /// Reads `Friday`, `last Friday`, `Monday of next week`, `next week on Tuesday`, `this coming Sunday, March eighth`.
    fn weekday_named(&self, at: usize) -> Parsed<Thing> {
        if let Some((step, after)) = self.step(at) {
            if let Some((unit, week)) = self.unit(after).filter(|(unit, _)| *unit == Unit::Week) {
                let day = if self.is(week, "on") { week + 1 } else { self.behind_comma(week) };
                let day = if self.is(day, "-") { day + 1 } else { day };
                let (weekday, after) = self.weekday(day)?;
                let of = Some(Box::new(Thing::Stepped { unit, step, is_fiscal: false }));
                return Some((Thing::Weekday { weekday, step: None, of, is_nearest: false }, after));
            }
            let is_nearest = self.is_any(after - 1, &["last", "past", "coming", "upcoming"]);
            let (weekday, after) = self.weekday(after)?;
            return Some((Thing::Weekday { weekday, step: Some(step.units), of: None, is_nearest }, after));
        }
        let (weekday, after) = self.weekday(at)?;
        let comma = self.behind_comma(after);
        if let Some((shift, after)) = self.shift(comma)
            && let Thing::Shift { lengths, is_back, from, .. } = shift
        {
            return Some((Thing::Shift { lengths, is_back, from, weekday: Some(weekday) }, after));
        }
        let of = if self.is(after, "of") { after + 1 } else { after };
        if let Some((Thing::Stepped { unit: Unit::Week, step, is_fiscal }, after)) = self.stepped(of) {
            let of = Some(Box::new(Thing::Stepped { unit: Unit::Week, step, is_fiscal }));
            return Some((Thing::Weekday { weekday, step: None, of, is_nearest: false }, after));
        }
        Some((Thing::Weekday { weekday, step: None, of: None, is_nearest: false }, after))
    }

    /// Reads `last March`, `this summer`, `next Easter`, `this 5/12`, `this Friday 5/12`.
    fn stepped_point(&self, at: usize) -> Parsed<Thing> {
        let (step, start) = self.step(at)?;
        let (mut point, after) = match self.point_without_article(start).filter(|(point, _)| point.week.is_none()) {
            Some(found) => found,
            None => self.season_named(start)?,
        };
        let is_open = point.year.is_none() && point.year_step.is_none();
        // `next Friday 5/12` is the Friday of next week only where no date says otherwise.
        let is_dated = point.weekday.is_some() && point.day.is_some();
        point.step = Some(if is_dated { 0 } else { step.units });
        is_open.then_some((Thing::Point(point), after))
    }

    fn point_without_article(&self, at: usize) -> Parsed<super::thing::Point> {
        let is_quarter = |point: &super::thing::Point| point.quarter.is_some() || point.is_year();
        self.point(at).filter(|(point, _)| !is_quarter(point) && !self.is(at, "the"))
    }

    fn season_named(&self, at: usize) -> Parsed<super::thing::Point> {
        let season = self.meaning(at, |meaning| match meaning {
            Meaning::Season(season) => Some(season),
            _ => None,
        })?;
        Some((super::thing::Point { season: Some(season), ..Default::default() }, at + 1))
    }

    /// Reads `the third week of 2031`, `the last two weeks of this year`, `the 15th day of next month`.
    fn ordinal_of(&self, at: usize) -> Parsed<Thing> {
        let start = self.behind_the(at);
        let (number, after) = self.ordinal(start)?;
        let counted = self.count(after).filter(|_| !self.is_any(after, &["a", "an"]));
        let (count, (unit, after)) = match counted {
            Some((Count::Whole(count), after)) => (Some(count), self.units(after)?),
            Some(_) => return None,
            None => (None, self.unit(after)?),
        };
        let of = self.words_at(after, &["of"]).or_else(|| self.words_at(after, &["in"]))?;
        let (of, after) = self.simple(of)?;
        let is_whole = matches!(of, Thing::Point(_) | Thing::Stepped { .. });
        is_whole.then(|| (Thing::Ordinal { number, count, unit, of: Box::new(of) }, after))
    }

    /// Reads `the week of 6 March`.
    fn around(&self, at: usize) -> Parsed<Thing> {
        let (unit, of) =
            self.unit(self.behind_the(at)).filter(|(unit, _)| matches!(unit, Unit::Week | Unit::Weekend))?;
        let is_led = self.is_any(of, &["of", "beginning", "starting"]);
        let (point, after) = self.point(of + 1).filter(|(point, _)| is_led && !point.is_year())?;
        let of = Box::new(Phrase::of(Thing::Point(point), of + 1, after));
        Some((Thing::Around { unit, of }, after))
    }

    /// Reads `the day before` and `the day after`, where nothing says what it lies beside.
    fn day_beside(&self, at: usize) -> Parsed<Thing> {
        let units = match (self.words_at(at, &["the", "day", "before"]), self.words_at(at, &["the", "day", "after"])) {
            (Some(_), _) => -1,
            (_, Some(_)) => 1,
            _ => return None,
        };
        let step = Step { units, is_narrated: true, is_bare: false };
        let is_end = self.is_any(at + 3, &["", ".", ",", ";", "?", "!", ")", "and", "but"]);
        is_end.then_some((Thing::Stepped { unit: Unit::Day, step, is_fiscal: false }, at + 3))
    }

    /// Reads `the 21st of this month`, `Tuesday the eleventh`, `Monday 21`.
    fn day_in_month(&self, at: usize) -> Parsed<Thing> {
        let point = super::thing::Point { month: Some(0), ..Default::default() };
        if let Some((weekday, after)) = self.weekday(at) {
            let worded = || self.in_words(after + 1).filter(|_| self.is(after, "the"));
            let (day, after) = self.day_number(after).or_else(|| {
                let (tens, after) = worded()?;
                let (ones, after) = self.ordinal(after)?;
                Some((tens + ones, after))
            })?;
            let is_end = self.is_any(after, &["", ".", ",", ";", "?", "!", ")", "at"]);
            let point = super::thing::Point { day: Some(day), weekday: Some(weekday), step: Some(0), ..point };
            return is_end.then_some((Thing::Point(point), after));
        }
        let (day, after) = self.ordinal(self.behind_the(at)).filter(|(day, _)| (1..=31).contains(day))?;
        let is_led = at > 0 && self.is_any(at - 1, &["on", "by", "until", "from", "since"]);
        if is_led && self.is(at, "the") && self.digits(at + 1, 1..=2).is_some() && self.is_alone(after) {
            return Some((Thing::Point(super::thing::Point { day: Some(day), ..point }), after));
        }
        let of = if self.is(after, "of") { after + 1 } else { after };
        let (step, after) = self.step(of)?;
        let (_, after) = self.unit(after).filter(|(unit, _)| *unit == Unit::Month)?;
        let point = super::thing::Point { day: Some(day), step: Some(step.units), ..point };
        Some((Thing::Point(point), after))
    }

    /// Reads `the weeks ahead`, `in the months to come`.
    fn units_ahead(&self, at: usize) -> Parsed<Thing> {
        let (unit, after) = self.units(at + 1).filter(|_| self.is(at, "the"))?;
        let after = self.words_at(after, &["ahead"]).or_else(|| self.words_at(after, &["to", "come"]))?;
        let step = Step { units: 1, is_narrated: false, is_bare: false };
        Some((Thing::Stretch { lengths: vec![Length { count: Count::Some, unit }], step }, after))
    }

    /// Reads `the week after next`, `the year before last`, `the next day`, `the day before`.
    fn next_but_one(&self, at: usize) -> Parsed<Thing> {
        let (unit, after) = self.unit(at + 1).filter(|_| self.is(at, "the"))?;
        let units = match (self.lower(after), self.lower(after + 1)) {
            ("after", "next") => 2,
            ("before", "last") => -2,
            _ => return None,
        };
        let step = Step { units, is_narrated: false, is_bare: false };
        Some((Thing::Stepped { unit, step, is_fiscal: false }, after + 2))
    }
}

/// Returns a count and a half.
fn half_more(count: Count) -> Option<Count> {
    match count {
        Count::Whole(count) => Some(Count::Half(count)),
        _ => None,
    }
}
