//! At what hour? Hours, and the parts of a day.

use super::line::Line;
use super::thing::Parsed;
use super::words::Meaning;

/// Names of zones that may stand behind an hour.
const ZONES: [&str; 14] =
    ["est", "edt", "cst", "cdt", "mst", "pst", "pdt", "gmt", "utc", "bst", "cet", "cest", "et", "pt"];

impl Line<'_> {
    /// Reads an hour as TIMEX3 has it: `10:35 a.m.`, `noon`, `4 in the morning`.
    pub(super) fn clock(&self, at: usize) -> Parsed<String> {
        if self.is_any(at, &["noon", "midday"]) {
            return Some(("T12:00".to_owned(), at + 1));
        }
        if self.is(at, "midnight") {
            return Some(("T24:00".to_owned(), at + 1));
        }
        if let Some(number) = self.digits(at, 4..=4).filter(|number| number / 100 < 24 && number % 100 < 60) {
            // `0900 GMT`
            let hour = format!("T{:02}:{:02}", number / 100, number % 100);
            return self.is_any(at + 1, &ZONES).then_some((hour, at + 2));
        }
        if let Some((hour, after)) = self.in_words(at).filter(|(hour, _)| (1..=12).contains(hour)) {
            let is_hour = self.is(after, "o") && self.is(after + 2, "clock");
            return is_hour.then(|| (format!("T{hour:02}:00"), after + 3));
        }
        let hour = self.digits(at, 1..=2).filter(|hour| *hour <= 24)?;
        let is_part = at > 0 && self.is_glued(at) && self.is_any(at - 1, &[":", ".", "-", "/", ","]);
        let (minutes, after) = self.minutes(at + 1).map_or((None, at + 1), |(minutes, after)| (Some(minutes), after));
        let half = self.half_of_day(after);
        if is_part || half.is_none() && minutes.is_none() {
            return None;
        }
        let (is_afternoon, after) = half.map_or((None, after), |(half, after)| (Some(half), after));
        let hour = match is_afternoon {
            Some(true) if hour < 12 => hour + 12,
            Some(false) if hour == 12 => 0,
            _ => hour,
        };
        Some((format!("T{hour:02}:{:02}", minutes.unwrap_or(0)), self.behind_zone(after)))
    }

    fn minutes(&self, at: usize) -> Parsed<i64> {
        let is_joint = self.is_any(at, &[":", "."]) && self.is_glued(at) && self.is_glued(at + 1);
        let minutes = self.digits(at + 1, 2..=2).filter(|minutes| is_joint && *minutes < 60)?;
        // `10.35` is an hour only where it says so.
        let is_hour = self.is(at, ":") || self.half_of_day(at + 2).is_some();
        let seconds = self.is(at + 2, ":") && self.is_glued(at + 2) && self.digits(at + 3, 2..=2).is_some();
        is_hour.then_some((minutes, if seconds { at + 4 } else { at + 2 }))
    }

    /// Reads `a.m.` as false and `p.m.` as true.
    fn half_of_day(&self, at: usize) -> Parsed<bool> {
        for (letter, is_afternoon) in [("a", false), ("p", true)] {
            let dotted = self.words_at(at, &[letter, ".", "m"]);
            if let Some(after) = dotted {
                return Some((is_afternoon, if self.is(after, ".") { after + 1 } else { after }));
            }
        }
        match self.lower(at) {
            "am" => Some((false, at + 1)),
            "pm" => Some((true, at + 1)),
            "in" if self.words_at(at, &["in", "the", "morning"]).is_some() => Some((false, at + 3)),
            "in" if self.words_at(at, &["in", "the", "afternoon"]).is_some() => Some((true, at + 3)),
            "in" if self.words_at(at, &["in", "the", "evening"]).is_some() => Some((true, at + 3)),
            "o" if self.is(at + 2, "clock") => Some((false, at + 3)),
            _ => None,
        }
    }

    fn behind_zone(&self, at: usize) -> usize {
        if self.is_any(at, &ZONES) {
            return at + 1;
        }
        self.words_at(at, &["local", "time"]).unwrap_or(at)
    }

    /// Reads a part of a day: `morning`, `night`.
    pub(super) fn part_of_day(&self, at: usize) -> Parsed<&'static str> {
        let at = if self.is_any(at, &["mid", "late", "early"]) { self.behind_hyphen(at + 1) } else { at };
        let part = self.meaning(at, |meaning| match meaning {
            Meaning::Part(part) => Some(part),
            _ => None,
        })?;
        Some((part, at + 1))
    }
}
