//! How long, and how often? `six months`, `a 90-day pause`, `every two weeks`, `Tuesdays`.

use super::line::Line;
use super::thing::{Parsed, Phrase, Thing};
use super::unit::{Count, Length, Unit, period};
use super::words::{Meaning, phrases};

impl Line<'_> {
    /// Reads a length of time.
    pub(super) fn how_long(&self, at: usize) -> Parsed<Thing> {
        self.first_lengths(at).or_else(|| self.plain_length(at)).or_else(|| self.units_alone(at))
    }

    /// Reads `the first nine months`, `the six months`, `the latest nine months`.
    fn first_lengths(&self, at: usize) -> Parsed<Thing> {
        let start = self.behind_the(at);
        let skipped = match self.ordinal(start) {
            Some((number, after)) if number == 1 || number == -1 => after,
            _ if self.is_any(start, &["latest", "same", "full", "current"]) => start + 1,
            _ => start,
        };
        let year = &[Length { count: Count::Whole(1), unit: Unit::Year }];
        let kind = if self.is(skipped, "fiscal") { skipped + 1 } else { skipped };
        if start > at && self.is(kind, "year") && self.is_any(kind + 1, &["ended", "ending"]) {
            return Some((Thing::Length(year.to_vec()), kind + 1));
        }
        let (lengths, after) = self.lengths(skipped).filter(|_| start > at && !self.is_any(skipped, &["a", "an"]))?;
        let is_two = lengths.len() > 1 && self.is_any(after, &["ago", "later", "earlier"]);
        // The article of `the 14-day pause` is that of the pause.
        let is_part = self.behind_hyphen(after) > after || self.is_glued(after - 1) && skipped == at + 1;
        (!is_two && !is_part && !self.is(self.behind_hyphen(after), "old")).then_some((Thing::Length(lengths), after))
    }

    /// Reads `six months`, `2 1/2 years`, `two to three weeks`, `a week starting tomorrow`.
    fn plain_length(&self, at: usize) -> Parsed<Thing> {
        let joined = || {
            let (count, after) = self.count(at)?;
            let joint = if self.is_any(after, &["to", "or"]) { after + 1 } else { self.behind_hyphen(after) };
            let second = self.count(joint).filter(|_| joint > after && !self.is_any(at, &["a", "an"]))?;
            let (_, after) = second;
            let (unit, after) = self.units(self.behind_hyphen(after))?;
            Some((vec![Length { count, unit }], after))
        };
        let (lengths, after) = self.lengths(at).or_else(joined)?;
        let is_maybe = at > 0 && self.is_any(at - 1, &["will", "would", "may", "might", "could", "can", "shall"]);
        if self.words_at(at, &["one", "day"]).is_some() && (is_maybe || self.tag(after).starts_with("VB")) {
            return Some((Thing::Known { kind: "DATE", value: "FUTURE_REF" }, after));
        }
        if let Some(start) = self.start_of_length(after, at > 0 && self.is(at - 1, "for")) {
            let behind = start.after;
            return Some((Thing::LengthFrom { lengths, start: Box::new(start) }, behind));
        }
        let is_one = lengths[0].count == Count::Whole(1) && self.is_any(at, &["a", "an"]);
        if is_one && self.is_rate(at) {
            return Some((Thing::Every(period(&lengths)), after));
        }
        // An age is no time by itself: `a 6-year-old`, `52 years old`.
        let old = self.behind_hyphen(after);
        let after = if old > after && self.is(old, "long") { old + 1 } else { after };
        (!self.is(old, "old")).then_some((Thing::Length(lengths), after))
    }

    /// Returns the first day that is named behind a length: `for two weeks starting 20 May`.
    fn start_of_length(&self, at: usize, is_for: bool) -> Option<Phrase> {
        let comma = self.behind_comma(at);
        let start = match self.lower(comma) {
            "starting" | "beginning" if self.is_any(comma + 1, &["on", "from"]) => comma + 2,
            "starting" | "beginning" => comma + 1,
            "from" if comma > at || is_for => comma + 1,
            _ => return None,
        };
        let (thing, after) = self.simple(start)?;
        matches!(thing, Thing::Point(_) | Thing::Offset(_) | Thing::Weekday { .. })
            .then(|| Phrase::of(thing, start, after))
    }

    /// Returns whether `a year` is a rate here: `twice a year`, `$3 million a year`.
    pub(super) fn is_rate(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1) else { return false };
        // `barrels a day`: what stands right before the article is what is counted.
        let is_number = self.pieces[before].sort == super::line::Sort::Digits
            || matches!(self.tag(before), "CD" | "NNS" | "NN" | "NNPS");
        let is_sum = self.is_any(before, &["million", "billion", "thousand", "dollars", "percent", "%", "times"]);
        is_number || is_sum || self.is_any(before, &["once", "twice"])
    }

    /// Reads `for years`, `months of talks`: several of a unit.
    fn units_alone(&self, at: usize) -> Parsed<Thing> {
        let (unit, after) = self.units(at)?;
        let is_long = unit > Unit::Night && !matches!(unit, Unit::Half | Unit::Quarter | Unit::Weekend);
        let is_led = at > 0 && self.is_any(at - 1, &["for", "in", "after", "within", "of", "over", "recent"]);
        let is_head = self.is_any(after, &["of", "ago"]) && !self.is_any(at.wrapping_sub(1), &["of"]);
        // `for hours`, `within minutes`
        let is_short = unit.is_within_a_day() && at > 0 && self.is_any(at - 1, &["for", "within"]);
        (is_short || is_long && (is_led || is_head))
            .then(|| (Thing::Length(vec![Length { count: Count::Some, unit }]), after))
    }

    /// Reads how often: `every week`, `each Thursday`, `every two weeks`, `Tuesday nights`.
    pub(super) fn how_often(&self, at: usize) -> Parsed<Thing> {
        self.weekdays(at).or_else(|| self.per(at)).or_else(|| self.every(at))
    }

    fn weekdays(&self, at: usize) -> Parsed<Thing> {
        let weekday = self.meaning(at, |meaning| match meaning {
            Meaning::Weekdays(weekday) => Some(weekday),
            _ => None,
        });
        if let Some(weekday) = weekday {
            return Some((Thing::Every(format!("XXXX-WXX-{weekday}")), at + 1));
        }
        let (weekday, after) = self.weekday(at)?;
        let part = self.meaning(after, |meaning| match meaning {
            Meaning::Parts(part) => Some(part),
            _ => None,
        })?;
        Some((Thing::Every(format!("XXXX-WXX-{weekday}T{part}")), after + 1))
    }

    fn per(&self, at: usize) -> Parsed<Thing> {
        let (unit, after) = self.unit(at + 1).filter(|_| self.is(at, "per"))?;
        Some((Thing::Every(period(&[Length { count: Count::Whole(1), unit }])), after))
    }

    fn every(&self, at: usize) -> Parsed<Thing> {
        if !self.is_any(at, &["every", "each"]) {
            return None;
        }
        let start = if self.is(at + 1, "other") { at + 2 } else { at + 1 };
        let other = if start > at + 1 { 2 } else { 1 };
        if let Some((weekday, after)) = self.weekday(start) {
            return Some((Thing::Every(format!("XXXX-WXX-{weekday}")), after));
        }
        if let Some((month, after)) = self.month(start) {
            return Some((Thing::Every(format!("XXXX-{month:02}")), after));
        }
        let part = self.meaning(start, |meaning| match meaning {
            Meaning::Part(part) => Some(format!("XXXX-XX-XXT{part}")),
            Meaning::Season(season) => Some(format!("XXXX-{season}")),
            _ => None,
        });
        if let Some((unit, after)) = self.unit(start) {
            return Some((Thing::Every(period(&[Length { count: Count::Whole(other), unit }])), after));
        }
        if let Some(part) = part {
            return Some((Thing::Every(part), start + 1));
        }
        let (lengths, after) = self.lengths(start)?;
        Some((Thing::Every(period(&lengths)), after))
    }

    /// Reads a phrase whose value a table gives.
    pub(super) fn known(&self, at: usize) -> Parsed<Thing> {
        // `as soon as they come`, `shortly after the vote`.
        let is_clause = self.is(at, "soon") && at > 0 && self.is(at - 1, "as")
            || self.is_any(at + 1, &["after", "before", "thereafter"]);
        // `The Weekly` is a name.
        let is_name = self.pieces[at].text.starts_with(char::is_uppercase) && self.tag(at).starts_with("NNP");
        let is_clause = is_clause || is_name && at > 0;
        let known = phrases(self.lower(at)).iter().filter(|_| !is_clause).find_map(|known| {
            let after = self.words_at(at, &known.words)?;
            let tag = self.tag(at);
            let fits = known.tags.is_empty() || tag.is_empty() || known.tags.contains(&tag);
            fits.then_some((known, after))
        });
        let (known, after) = known?;
        Some((Thing::Known { kind: known.kind, value: known.value }, after))
    }
}
