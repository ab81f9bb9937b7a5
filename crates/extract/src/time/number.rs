//! How many, and which year? Numbers, ordinals and years in digits and in words.

use super::line::{Line, Sort};
use super::unit::Count;
use super::words::Meaning;

/// How many words a number has at most: `two thousand and thirty-two`.
const WORDS_MAX: usize = 8;

impl Line<'_> {
    /// Reads a count before a unit: `three`, `1,200`, `2 1/2`, `a couple of`, `several`, `a`.
    pub(super) fn count(&self, at: usize) -> Option<(Count, usize)> {
        self.indefinite(at).or_else(|| self.cardinal(at))
    }

    fn indefinite(&self, at: usize) -> Option<(Count, usize)> {
        const SOME: &[&[&str]] = &[
            &["a", "few"],
            &["a", "number", "of"],
            &["dozens", "of"],
            &["hundreds", "of"],
            &["thousands", "of"],
            &["few"],
            &["several"],
            &["many"],
            &["some"],
        ];
        if let Some(after) = SOME.iter().find_map(|words| self.words_at(at, words)) {
            return Some((Count::Some, after));
        }
        let article = if self.is_any(at, &["a", "an"]) { at + 1 } else { at };
        if self.is(article, "couple") {
            let after = if self.is(article + 1, "of") { article + 2 } else { article + 1 };
            return Some((Count::Whole(2), after));
        }
        if self.is(at, "half") && self.is_any(at + 1, &["a", "an"]) {
            return Some((Count::Half(0), at + 2));
        }
        if article > at && self.is(article, "half") && !self.is(article + 1, "of") {
            return Some((Count::Half(0), self.behind_hyphen(article + 1)));
        }
        let is_number = |meaning| matches!(meaning, Meaning::Scale(_) | Meaning::Number(12)).then_some(());
        if article > at && self.meaning(article, is_number).is_some() {
            return self.in_words(article).map(|(count, after)| (Count::Whole(count), after));
        }
        (article > at).then_some((Count::Whole(1), article))
    }

    /// Reads a number: `three`, `1,200`, `2 1/2`, `1.5`, `one and a half`.
    fn cardinal(&self, at: usize) -> Option<(Count, usize)> {
        let (whole, after) = match self.pieces.get(at)?.sort {
            Sort::Digits => self.in_digits(at)?,
            _ => self.in_words(at)?,
        };
        if let Some(after) = self.words_at(after, &["and", "a", "half"]) {
            return Some((Count::Half(whole), after));
        }
        let is_half = self.words_at(after, &["1", "/", "2"]).or_else(|| self.words_at(after, &["½"]));
        let is_half = is_half.or_else(|| self.words_at(after, &[".", "5"]).filter(|_| self.is_glued(after + 1)));
        if let Some(after) = is_half {
            return Some((Count::Half(whole), after));
        }
        // The first part of a decimal, a fraction or a longer number is no number.
        let goes_on = self.is_any(after, &[".", "/", ":"]) && self.is_glued(after) && self.is_glued(after + 1);
        let goes_on = goes_on && self.digits(after + 1, 1..=9).is_some() || self.is(after, "%");
        (!goes_on).then_some((Count::Whole(whole), after))
    }

    /// Reads `90` and `1,200`.
    fn in_digits(&self, at: usize) -> Option<(i64, usize)> {
        let mut value = self.digits(at, 1..=6)?;
        let mut after = at + 1;
        while self.is(after, ",") && self.is_glued(after) && self.is_glued(after + 1) && after < at + WORDS_MAX {
            let Some(thousands) = self.digits(after + 1, 3..=3) else { break };
            value = value.checked_mul(1000)?.checked_add(thousands)?;
            after += 2;
        }
        Some((value, after))
    }

    /// Reads `three`, `twenty-four`, `two thousand and thirty-two`.
    pub(super) fn in_words(&self, at: usize) -> Option<(i64, usize)> {
        let number = |at: usize| {
            self.meaning(at, |meaning| match meaning {
                Meaning::Number(number) => Some(number),
                _ => None,
            })
        };
        let scale = |at: usize| {
            self.meaning(at, |meaning| match meaning {
                Meaning::Scale(scale) => Some(scale),
                _ => None,
            })
        };
        let (mut total, mut group, mut after, mut last) = (0_i64, 0_i64, at, 0_i64);
        while after < at + WORDS_MAX {
            let joint = after > at && (self.is(after, "and") && last >= 100 || self.behind_hyphen(after) > after);
            let next = if joint { after + 1 } else { after };
            if let Some(number) = number(next) {
                // `twenty four` is one number, `four twenty` is two.
                let goes_on = last == 0 || last >= 100 || (20..100).contains(&last) && number < 10;
                if !goes_on {
                    break;
                }
                group += number;
                last = number;
            } else if let Some(scale) = scale(next).filter(|_| !joint && (last < 100 || after == at)) {
                group = group.max(1).checked_mul(scale)?;
                if scale == 1000 {
                    total += group;
                    group = 0;
                }
                last = scale;
            } else {
                break;
            }
            after = next + 1;
        }
        (after > at).then_some((total + group, after))
    }

    /// Reads an ordinal: `third`, `21st`, `twenty-first`; the last is -1.
    pub(super) fn ordinal(&self, at: usize) -> Option<(i64, usize)> {
        if let Some(number) = self.digits(at, 1..=3) {
            let is_suffix = self.is_any(at + 1, &["st", "nd", "rd", "th"]) && self.is_glued(at + 1);
            return is_suffix.then_some((number, at + 2));
        }
        let ordinal = |at: usize| {
            self.meaning(at, |meaning| match meaning {
                Meaning::Ordinal(number) => Some(number),
                _ => None,
            })
        };
        let tens = self.meaning(at, |meaning| match meaning {
            Meaning::Number(number) if number >= 20 => Some(number),
            _ => None,
        });
        let second = if self.is(at + 1, "-") { at + 2 } else { at + 1 };
        if let Some((tens, ones)) = tens.zip(ordinal(second)).filter(|(_, ones)| (1..10).contains(ones)) {
            return Some((tens + ones, second + 1));
        }
        ordinal(at).map(|number| (number, at + 1))
    }

    /// Reads a year: `1998`, `’98`, `nineteen ninety-six`, `two thousand and fifteen`.
    pub(super) fn year(&self, at: usize) -> Option<(i16, usize)> {
        if let Some(year) = self.digits(at, 4..=4).filter(|year| (1000..2200).contains(year)) {
            let goes_on = self.is_any(at + 1, &[",", "."]) && self.is_glued(at + 1) && self.is_glued(at + 2);
            let goes_on = goes_on && self.digits(at + 2, 1..=9).is_some();
            return if goes_on { None } else { found(year, at + 1) };
        }
        if self.is_any(at, &["'", "’", "‘"]) && self.is_glued(at + 1) {
            let year = self.digits(at + 1, 2..=2)?;
            return found(in_century(year), at + 2);
        }
        self.year_in_words(at)
    }

    fn year_in_words(&self, at: usize) -> Option<(i16, usize)> {
        let number = |at: usize| {
            self.meaning(at, |meaning| match meaning {
                Meaning::Number(number) => Some(number),
                _ => None,
            })
        };
        if let Some(century) = number(at).filter(|number| (11..=20).contains(number)) {
            let hundreds = if self.is(at + 1, "hundred") { at + 2 } else { at + 1 };
            let hundreds = if self.is(hundreds, "and") { hundreds + 1 } else { hundreds };
            let rest = self.in_words(self.behind_hyphen(hundreds));
            if let Some((rest, after)) =
                rest.filter(|(rest, _)| (10..100).contains(rest) || hundreds > at + 1 && *rest < 10)
            {
                return found(century * 100 + rest, after);
            }
            return None;
        }
        let (year, after) = self.in_words(at).filter(|(year, _)| (2000..2100).contains(year))?;
        found(year, after)
    }
}

/// Returns the year that two digits stand for: `87` is 1987, `18` is 2018.
pub(super) fn in_century(two_digits: i64) -> i64 {
    if two_digits < 40 { 2000 + two_digits } else { 1900 + two_digits }
}

/// Returns a year with the place behind it.
fn found(year: i64, after: usize) -> Option<(i16, usize)> {
    i16::try_from(year).ok().map(|year| (year, after))
}
