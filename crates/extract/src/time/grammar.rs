//! Where does a sentence speak of time? Whole expressions: a thing with its part, its hour, its bounds, and ranges.

use super::line::{Line, Sort};
use super::thing::{Bound, From, Parsed, Phrase, Point, Portion, Step, Thing, furthest};
use super::unit::Unit;
use super::words::{Frame, Meaning, frames, holidays};

/// What has numbers that look like years.
const NUMBERED: [&str; 14] = [
    "resolution",
    "resolutions",
    "directive",
    "regulation",
    "decree",
    "article",
    "paragraph",
    "section",
    "flight",
    "number",
    "no",
    "room",
    "model",
    "bill",
];

impl Line<'_> {
    /// Returns the expressions of time of a sentence in order, without overlap.
    pub(super) fn expressions(&self) -> Vec<Phrase> {
        let (mut found, mut at) = (Vec::new(), 0);
        while at < self.pieces.len() {
            match (self.may_be_time(at) && self.may_begin(at)).then(|| self.longest(at)).flatten() {
                Some(phrase) => {
                    at = phrase.after;
                    found.push(phrase);
                }
                None => at += 1,
            }
        }
        found
    }

    /// Returns whether an expression may begin here: not inside a word, a sum or a longer number.
    fn may_begin(&self, at: usize) -> bool {
        if self.is_in_name(at) {
            return false;
        }
        let Some(before) = at.checked_sub(1).filter(|_| self.is_glued(at)) else { return true };
        if self.pieces[before].sort != Sort::Mark {
            return false;
        }
        let is_year = self.digits(at, 4..=4).is_some() || self.digits(at, 8..=8).is_some();
        match self.lower(before) {
            "$" | "€" | "£" | "¥" | "#" | "%" | "@" | "&" => false,
            "." | "," | ":" => before == 0 || !self.is_glued(before) || self.pieces[before - 1].sort == Sort::Letters,
            "-" | "‑" | "/" | "_" | "'" | "’" => {
                before == 0 || !self.is_glued(before) || is_year || self.is_name(at)
            }
            _ => true,
        }
    }

    /// Returns whether a word for a time is a part of a name: `Harbour Today`, `Radio This Morning`.
    fn is_in_name(&self, at: usize) -> bool {
        let is_capital = |at: usize| self.pieces[at].text.starts_with(char::is_uppercase);
        let before = at.checked_sub(1).filter(|before| is_capital(*before) && !self.is_glued(at));
        let is_dated = |before: usize| self.is_date_name(before);
        let is_named =
            before.is_some_and(|before| is_capital(at) && self.tag(at).starts_with("NNP") && !is_dated(before));
        is_named && !self.is_date_name(at)
    }

    /// Returns whether a piece is a month, a day of the week, a season or a day with a name, which have capitals of their own.
    fn is_date_name(&self, at: usize) -> bool {
        let is_named =
            |meaning| matches!(meaning, Meaning::Month(_) | Meaning::Weekday(_) | Meaning::Season(_)).then_some(());
        self.any_meaning(at, is_named).is_some() || !holidays(self.lower(at)).is_empty()
    }

    fn is_name(&self, at: usize) -> bool {
        self.meaning(at, |meaning| matches!(meaning, Meaning::Month(_) | Meaning::Weekday(_)).then_some(())).is_some()
    }

    fn longest(&self, at: usize) -> Option<Phrase> {
        let with = |phrase: Option<Phrase>| phrase.map(|phrase| (phrase.after, phrase)).map(|(after, it)| (it, after));
        let plain = |found: Parsed<Thing>| found.map(|(thing, after)| (Phrase::of(thing, at, after), after));
        let alone = self.expression(at);
        let best = furthest([
            with(self.range(at, alone.as_ref())),
            with(self.bounded(at)),
            with(self.told(at, alone.as_ref())),
            plain(self.how_often(at)),
            plain(self.known(at)),
            with(self.long(at)),
        ]);
        best.map(|(phrase, _)| phrase)
    }

    /// Takes the expression without bounds that begins here, where it stands by itself.
    fn told(&self, at: usize, alone: Option<&Phrase>) -> Option<Phrase> {
        let phrase = alone?;
        let is_bare_year = matches!(&phrase.thing, Thing::Point(point) if point.is_year() && point.year.is_some())
            && phrase.after == phrase.first + 1
            && phrase.portion.is_none();
        if is_bare_year && !self.is_year_here(at) {
            return None;
        }
        Some(self.and_later(phrase.clone()))
    }

    /// Returns whether a number of four digits is a year where it stands.
    fn is_year_here(&self, at: usize) -> bool {
        const LEADS: [&str; 24] = [
            "in", "since", "of", "by", "until", "till", "from", "during", "before", "after", "between", "to",
            "through", "for", "year", "fiscal", "late", "early", "mid", "and", "or", "than", "(", "=",
        ];
        let Some(year) = self.digits(at, 4..=4) else { return false };
        let is_led = at > 0 && self.is_any(at - 1, &LEADS);
        let is_sum =
            self.is_any(at + 1, &["%", "percent", "people", "million", "billion", "tons", "tonnes", "miles", "km"]);
        let is_in = at > 0 && self.is_any(at - 1, &["in", "since", "by", "until", "during", "before", "after"]);
        let counts = self.tag(at + 1) == "NNS" && self.tag(at) == "CD" && !is_in;
        // `resolution 1973` is a number.
        let is_abbreviated = at > 1 && self.is(at - 1, ".") && self.is_any(at - 2, &["no", "nr"]);
        let is_numbered = is_abbreviated || at > 0 && self.is_any(at - 1, &NUMBERED);
        let is_near = (1900..2060).contains(&year);
        !is_sum && !counts && !is_numbered && (is_near || is_led && (1000..2100).contains(&year))
    }

    /// Reads `2031 or later`.
    fn and_later(&self, mut phrase: Phrase) -> Phrase {
        let behind = self.framed(phrase.after, |frame| (frame == Frame::Later).then_some(()));
        // `on Friday and after the talks` goes on.
        let is_end = |after: usize| self.is_any(after, &["", ".", ",", ";", ")", "?", "!", "is"]);
        if let Some((_, after)) =
            behind.filter(|(_, after)| is_end(*after) && !matches!(phrase.thing, Thing::Shift { .. }))
        {
            phrase.after = after;
            phrase.bound = Some(Bound::Since);
        }
        phrase
    }

    /// Reads a thing with the part of it that is meant, and its hour.
    pub(super) fn expression(&self, at: usize) -> Option<Phrase> {
        let is_asked = at > 0 && self.is_any(at - 1, &["how", "what"]);
        let hedged = if is_asked { at } else { self.hedge(at) };
        let start = if matches!(self.lower(at), "about" | "around") { hedged } else { at };
        let shift = self.shift_hedged(at, hedged);
        let (portion, inner) = self.portion(start);
        let timed = self.at_hour(start);
        let year_end = self.year_end(at);
        let plain = self.simple(inner).filter(|_| start == at || self.is_any(at, &["around", "about"]));
        let plain = plain.map(|(thing, after)| {
            let mut phrase = Phrase { portion, ..Phrase::of(thing, at, after) };
            self.add_hour(&mut phrase);
            phrase
        });
        let plain = plain.filter(|phrase| phrase.portion.is_none() || can_be_parted(&phrase.thing));
        let all = [plain, timed, shift, year_end];
        let with = |phrase: Phrase| {
            let after = phrase.after;
            (Phrase { first: at, ..phrase }, after)
        };
        furthest(all.map(|phrase| phrase.map(with))).map(|(phrase, _)| phrase)
    }

    fn hedge(&self, at: usize) -> usize {
        self.framed(at, |frame| (frame == Frame::Hedge).then_some(())).map_or(at, |(_, after)| after)
    }

    /// Reads `nearly two years ago`.
    fn shift_hedged(&self, at: usize, hedged: usize) -> Option<Phrase> {
        let (thing, after) = self.deictic(hedged).filter(|_| hedged > at)?;
        // `12 percent less than a year earlier` compares.
        let compares = self.is(hedged - 1, "than") && matches!(thing, Thing::Shift { from: From::Narrated, .. });
        (matches!(thing, Thing::Shift { .. }) && !compares).then(|| Phrase::of(thing, at, after))
    }

    /// Reads a length with what makes it approximate: `more than four hours`.
    fn long(&self, at: usize) -> Option<Phrase> {
        let within = if self.is(at, "within") { at + 1 } else { at };
        let hedged = self.hedge(within);
        let lengths = self.how_long(hedged);
        if within > at {
            let (lengths, after) = match self.deictic(within) {
                Some((Thing::Stretch { lengths, .. }, after)) => (lengths, after),
                _ => match lengths? {
                    (Thing::Length(lengths), after) => (lengths, after),
                    _ => return None,
                },
            };
            let start = Box::new(Phrase::of(Thing::Offset(0), at, at));
            return Some(Phrase::of(Thing::LengthFrom { lengths, start }, at, after));
        }
        let (thing, after) = lengths?;
        Some(Phrase::of(thing, at, after))
    }

    /// Returns the first frame of the wanted sort whose words stand at a place, and the place behind them.
    fn framed<T>(&self, at: usize, wanted: impl Fn(Frame) -> Option<T>) -> Parsed<T> {
        frames(self.lower(at)).iter().find_map(|(words, frame)| Some((wanted(*frame)?, self.words_at(at, words)?)))
    }

    fn portion(&self, at: usize) -> (Option<Portion>, usize) {
        // `end-March`
        if self.is(at, "end") && self.behind_hyphen(at + 1) > at + 1 {
            return (Some(Portion::End), at + 2);
        }
        let found = self.framed(at, |frame| match frame {
            Frame::Portion(portion) => Some(portion),
            _ => None,
        });
        found.map_or((None, at), |(portion, after)| (Some(portion), self.behind_hyphen(after)))
    }

    /// Reads `year-end`, `the year’s end`, `EOY`.
    fn year_end(&self, at: usize) -> Option<Phrase> {
        let start = self.behind_the(at);
        let joined = self.behind_hyphen(start + 1);
        let is_short = self.is(start, "eoy") || self.is(start, "eom");
        let owned =
            self.words_at(start + 1, &["'", "s", "end"]).or_else(|| self.words_at(start + 1, &["’", "s", "end"]));
        let bare = self.is_any(start, &["end"]).then(|| self.words_at(start + 1, &["of"])).flatten();
        let (unit, after) = if is_short {
            (if self.is(start, "eoy") { Unit::Year } else { Unit::Month }, start + 1)
        } else if let Some(of) = bare {
            self.unit(of)?
        } else {
            let (unit, _) = self.unit(start)?;
            (unit, owned.or_else(|| self.is(joined, "end").then_some(joined + 1))?)
        };
        if let Some((year, after)) = self.year(after).filter(|_| unit == Unit::Year) {
            let point = Point { year: Some(year), ..Point::default() };
            return Some(Phrase { portion: Some(Portion::End), ..Phrase::of(Thing::Point(point), at, after) });
        }
        let step = Step { units: 0, is_narrated: false, is_bare: true };
        let thing = Thing::Stepped { unit, step, is_fiscal: false };
        (unit >= Unit::Week).then(|| Phrase { portion: Some(Portion::End), ..Phrase::of(thing, at, after) })
    }

    /// Reads a point of the calendar, or what is told from where the text stands.
    pub(super) fn simple(&self, at: usize) -> Parsed<Thing> {
        let point = self.point(at).map(|(point, after)| (Thing::Point(point), after));
        let year = self.year(at).filter(|_| self.digits(at, 4..=4).is_some() || self.digits(at + 1, 2..=2).is_none());
        let year = year.map(|(year, after)| (Thing::Point(Point { year: Some(year), ..Point::default() }), after));
        furthest([point, self.deictic(at), year])
    }

    /// Reads an hour or a part of a day before its day: `10 p.m. Wednesday`, `this morning`, `last night`.
    fn at_hour(&self, at: usize) -> Option<Phrase> {
        if let Some((hour, after)) = self.clock(at) {
            let comma = self.behind_comma(after);
            let on = if self.is(comma, "on") { comma + 1 } else { comma };
            let day = self.simple(on).filter(|(thing, _)| is_day(thing));
            let (thing, after) = day.unwrap_or((Thing::Hour, after));
            return Some(Phrase { hour: Some(hour), ..Phrase::of(thing, at, after) });
        }
        let skipped = if self.is_any(at, &["later", "earlier", "late", "early"]) { at + 1 } else { at };
        let start = self.behind_the(skipped);
        let step = self.step(skipped);
        let (part, after) = self.part_of_day(step.as_ref().map_or(start, |(_, after)| *after))?;
        let hour = Some(format!("T{part}"));
        let of = self.words_at(after, &["of"]).and_then(|of| self.simple(of)).filter(|(thing, _)| is_day(thing));
        if let Some((thing, after)) = of {
            return Some(Phrase { hour, ..Phrase::of(thing, at, after) });
        }
        let thing = match step {
            Some((Step { units: -1, is_narrated: false, .. }, _)) => Thing::Offset(-1),
            Some((Step { units: 0, is_narrated: false, .. }, _)) => Thing::Offset(0),
            Some((step, _)) => {
                let step = Step { is_narrated: true, ..step };
                Thing::Stepped { unit: Unit::Day, step, is_fiscal: false }
            }
            None if start > skipped && self.is_alone(after) || self.is(start, "overnight") => Thing::Hour,
            None => return None,
        };
        Some(Phrase { hour, ..Phrase::of(thing, at, after) })
    }

    /// Adds the part of the day or the hour behind a day: `Friday morning`.
    fn add_hour(&self, phrase: &mut Phrase) {
        if !is_day(&phrase.thing) {
            return;
        }
        let start = self.behind_comma(phrase.after);
        let (part, after) = match self.part_of_day(start).filter(|_| start == phrase.after) {
            Some((part, after)) => (format!("T{part}"), after),
            None => {
                let at = if self.is(start, "at") { start + 1 } else { start };
                let Some((hour, after)) = self.clock(at).filter(|_| at > start || start == phrase.after) else {
                    return;
                };
                (hour, after)
            }
        };
        phrase.hour = Some(part);
        phrase.after = after;
    }

    /// Reads a time with the word that bounds it: `since 2024`, `by the end of March`.
    fn bounded(&self, at: usize) -> Option<Phrase> {
        let (bound, start) = self.framed(at, |frame| match frame {
            Frame::Bound(bound) => Some(bound),
            _ => None,
        })?;
        let inner = self.expression(start)?;
        let is_timed = matches!(
            inner.thing,
            Thing::Point(_)
                | Thing::Offset(_)
                | Thing::Stepped { .. }
                | Thing::Weekday { .. }
                | Thing::Ordinal { .. }
                | Thing::Around { .. }
        );
        let is_year = matches!(&inner.thing, Thing::Point(point) if point.is_year());
        if !is_timed || is_year && inner.after == start + 1 && !self.is_year_here(start) {
            return None;
        }
        // `by Friday` is Friday; `by the end of the week` has a day of its own.
        let is_led = self.is_any(at, &["by"]) && inner.portion != Some(Portion::End);
        (!is_led).then_some(Phrase { bound: Some(bound), first: at, ..inner })
    }

    /// Reads `from 4 to 6 June`, `between 2031 and 2033`, `January–April 2031`; `alone` is the expression that begins here.
    fn range(&self, at: usize, alone: Option<&Phrase>) -> Option<Phrase> {
        let lead = self.is_any(at, &["from", "between"]);
        let start = if lead { at + 1 } else { at };
        if let Some(phrase) = self.days_of_month(start) {
            return Some(Phrase { first: at, ..phrase });
        }
        let from_now = self.is(start, "now") && lead;
        let begins = |first: &Phrase| is_point(&first.thing) && first.hour.is_none();
        let first = match lead {
            _ if from_now => Phrase::of(Thing::Offset(0), start, start + 1),
            true => self.expression(start).filter(begins)?,
            false => alone.filter(|first| begins(first)).cloned()?,
        };
        let is_year = matches!(&first.thing, Thing::Point(point) if point.year.is_some() && point.is_year());
        let is_slash =
            is_year && self.is(first.after, "/") && self.is_glued(first.after) && self.is_glued(first.after + 1);
        let joint = if is_slash { first.after + 1 } else { self.joint(first.after, lead)? };
        let is_and = self.is(first.after, "and");
        let now =
            self.is_any(joint, &["now", "date", "present"]).then(|| Phrase::of(Thing::Offset(0), joint, joint + 1));
        let second = now.or_else(|| {
            self.words_at(joint, &["current", "date"]).map(|after| Phrase::of(Thing::Offset(0), joint, after))
        });
        let second = second.or_else(|| self.expression(joint)).or_else(|| self.short_year(&first, joint))?;
        let is_like = lead || is_like(&first.thing, &second.thing);
        if !is_point(&second.thing) || second.hour.is_some() || is_and && !self.is(at, "between") || !is_like {
            return None;
        }
        let after = second.after;
        Some(Phrase::of(Thing::Range(Box::new(first), Box::new(second)), at, after))
    }

    fn joint(&self, at: usize, is_led: bool) -> Option<usize> {
        let is_worded = self.is_any(at, &["to", "till", "until", "through", "and"]);
        let is_dash = self.is_any(at, &["-", "–", "—", "~"]);
        let is_joint = is_dash || is_worded && (is_led || !self.is(at, "and"));
        is_joint.then_some(at + 1)
    }

    /// Reads the last two digits of `1990-91`.
    fn short_year(&self, first: &Phrase, at: usize) -> Option<Phrase> {
        let Thing::Point(point) = &first.thing else { return None };
        let year = point.year.filter(|_| point.is_year())?;
        // `by 2030 to 32 per cent`
        let is_joined = self.is_any(at - 1, &["-", "–", "/"]) && self.is_glued(at) && !self.is(at + 1, "%");
        let short = i16::try_from(self.digits(at, 2..=2)?).ok().filter(|short| is_joined && *short > year % 100)?;
        let year = year - year % 100 + short;
        let point = Point { year: Some(year), is_fiscal: point.is_fiscal, ..Point::default() };
        Some(Phrase::of(Thing::Point(point), at, at + 1))
    }

    /// Reads two days of one month: `4–6 June 2031`, `4 and 5 June`, `June 4 to 6`, `4-23 in next month`.
    fn days_of_month(&self, at: usize) -> Option<Phrase> {
        let is_joint = |at: usize| self.is_any(at, &["-", "–", "—", "to", "and", "through"]);
        let point = |point: &Point, day: i64, first: usize, after: usize| {
            Box::new(Phrase::of(Thing::Point(Point { day: Some(day), weekday: None, ..point.clone() }), first, after))
        };
        if let Some((first, after)) = self.day_number(at).filter(|(_, after)| is_joint(*after)) {
            let (second, behind) = self.day_number(after + 1)?;
            let month = if self.is_any(behind, &["of", "in"]) { behind + 1 } else { behind };
            let (month, end) = match self.point(month) {
                Some((month, end)) if month.month.is_some() && month.day.is_none() => (month, end),
                _ => {
                    let (step, end) = self.step(month)?;
                    let (_, end) = self.unit(end).filter(|(unit, _)| *unit == Unit::Month)?;
                    (Point { step: Some(step.units), month: Some(0), ..Point::default() }, end)
                }
            };
            let range = Thing::Range(point(&month, first, at, after), point(&month, second, after + 1, end));
            return (first < second).then(|| Phrase::of(range, at, end));
        }
        let (mut first, after) = self.point(at).filter(|(point, _)| point.month.is_some() && point.year.is_none())?;
        let (second, behind) = self.day_number(after + 1).filter(|_| is_joint(after))?;
        let is_month = self.month(behind).is_some() || self.is_glued(behind) && self.is_any(behind, &["/", "-"]);
        let day = first.day.filter(|day| *day < second && !is_month && !self.is(after, "and"))?;
        let comma = self.behind_comma(behind);
        let (year, end) = self.year(comma).map_or((None, behind), |(year, after)| (Some(year), after));
        first.year = year;
        let range = Thing::Range(point(&first, day, at, after), point(&first, second, after + 1, end));
        Some(Phrase::of(range, at, end))
    }
}

/// Returns whether a thing is a point of the calendar that a range may begin or end with.
fn is_point(thing: &Thing) -> bool {
    matches!(thing, Thing::Point(_) | Thing::Offset(_) | Thing::Weekday { .. } | Thing::Stepped { .. })
}

/// Returns whether two things are of one kind, and so may make a range without a word before them.
fn is_like(first: &Thing, second: &Thing) -> bool {
    let are_days = matches!((first, second), (Thing::Weekday { .. }, Thing::Weekday { .. }));
    are_days || matches!((first, second), (Thing::Point(_), Thing::Point(_) | Thing::Offset(_)))
}

/// Returns whether a thing is one day, which has hours.
fn is_day(thing: &Thing) -> bool {
    match thing {
        Thing::Point(point) => point.day.is_some() || point.holiday.is_some(),
        Thing::Offset(_) | Thing::Weekday { .. } => true,
        Thing::Stepped { unit, .. } => *unit == Unit::Day,
        _ => false,
    }
}

/// Returns whether a thing has an early and a late part.
fn can_be_parted(thing: &Thing) -> bool {
    matches!(thing, Thing::Point(_) | Thing::Offset(_) | Thing::Stepped { .. } | Thing::Weekday { .. })
}
