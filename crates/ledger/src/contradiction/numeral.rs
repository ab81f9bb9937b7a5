//! Which quantity begins at a word?
//!
//! In go the words of a sentence and a place among them; out comes the [`Quantity`] whose first word stands there, if any:
//! digits, words, fractions and lengths of time, with the unit behind or before them.

use rust_decimal::Decimal;

use super::kin::thing;
use super::number::{self, Hedge};
use super::quantity::{Dimension, Quantity};
use super::words::{Word, is_of, month, year};

/// The words of a sentence in their text.
pub(super) struct Reader<'w> {
    pub(super) text: &'w str,
    pub(super) words: &'w [Word<'w>],
}

/// Parts by their names, with how many of them make a whole.
const PARTS: [(&str, i64); 12] = [
    ("half", 2),
    ("third", 3),
    ("quarter", 4),
    ("fifth", 5),
    ("sixth", 6),
    ("seventh", 7),
    ("eighth", 8),
    ("ninth", 9),
    ("tenth", 10),
    ("twelfth", 12),
    ("fifteenth", 15),
    ("twentieth", 20),
];
/// Lengths of time, in thousandths of a day.
const TIMES: [(&str, i64); 8] = [
    ("hour", 42),
    ("day", 1_000),
    ("week", 7_000),
    ("fortnight", 14_000),
    ("month", 30_437),
    ("year", 365_250),
    ("decade", 3_652_500),
    ("century", 36_525_000),
];
/// Words for money, with the code of the currency where it has one.
const MONEY: [(&str, &str); 22] = [
    ("euro", "EUR"),
    ("dollar", "USD"),
    ("pound", "GBP"),
    ("eur", "EUR"),
    ("usd", "USD"),
    ("gbp", "GBP"),
    ("rouble", "RUB"),
    ("ruble", "RUB"),
    ("yen", "JPY"),
    ("franc", "franc"),
    ("krone", "krone"),
    ("crown", "crown"),
    ("mark", "mark"),
    ("florin", "florin"),
    ("thaler", "thaler"),
    ("ducat", "ducat"),
    ("shilling", "shilling"),
    ("guilder", "guilder"),
    ("lira", "lira"),
    ("peso", "peso"),
    ("dinar", "dinar"),
    ("talent", "talent"),
];
/// Words for things in more than one that have no ending of it.
const PLURALS: [&str; 16] = [
    "people",
    "personnel",
    "aircraft",
    "men",
    "women",
    "police",
    "crew",
    "staff",
    "children",
    "hovercraft",
    "infantry",
    "cavalry",
    "artillery",
    "cattle",
    "percent",
    "strong",
];
/// A noun stands so many words behind its number.
const NOUN_WORDS: usize = 4;

impl Reader<'_> {
    /// Returns a word in lower case.
    pub(super) fn lower(&self, at: usize) -> &str {
        self.words.get(at).map_or("", |word| &word.lower)
    }

    /// Returns a word before a place, so many words back.
    pub(super) fn before(&self, at: usize, back: usize) -> &str {
        at.checked_sub(back).map_or("", |at| self.lower(at))
    }

    /// Returns what stands between a word and the one before it.
    fn gap(&self, at: usize) -> &str {
        let before = at.checked_sub(1).map_or(self.words[at].start_bytes, |before| self.words[before].end_bytes);
        self.text.get(before..self.words[at].start_bytes).unwrap_or_default()
    }

    fn one_of<'l, T: Copy>(list: &'l [(&'l str, T)], word: &str) -> Option<T> {
        let bare = word.strip_suffix("ies").map(|stem| format!("{stem}y"));
        let bare = bare.or_else(|| word.strip_suffix('s').map(str::to_owned)).unwrap_or_else(|| word.to_owned());
        list.iter()
            .find(|(name, _)| *name == word || *name == bare || *name == "half" && word == "halves")
            .map(|(_, value)| *value)
    }

    /// Reads digits or words, with the place behind.
    fn number(&self, at: usize) -> Option<(Decimal, usize)> {
        let word = self.words.get(at)?;
        if word.is_number() && word.text.ends_with("th") {
            return None;
        }
        let (mut value, mut end) = match number::in_digits(&word.lower) {
            Some(value) => (value, at + 1),
            None => self.spelt(at)?,
        };
        // `600 000` in groups of three.
        while word.is_number()
            && word.text.len() <= 3
            && self.words.get(end).is_some_and(|next| {
                next.text.len() == 3
                    && next.text.chars().all(|c| c.is_ascii_digit())
                    && matches!(self.gap(end), " " | "\u{a0}" | "\u{202f}")
            })
        {
            value = value.saturating_mul(Decimal::ONE_THOUSAND).saturating_add(self.words[end].text.parse().ok()?);
            end += 1;
        }
        while let Some(scale) = self.words.get(end).and_then(|word| number::scale(&word.lower)) {
            let is_unit = matches!(self.lower(end), "m" | "b" | "k");
            if is_unit {
                break;
            }
            value = value.saturating_mul(scale);
            end += 1;
        }
        Some((value, end))
    }

    fn spelt(&self, at: usize) -> Option<(Decimal, usize)> {
        if self.lower(at + 1) == "dozen" && matches!(self.lower(at), "a" | "one" | "two" | "three" | "four" | "five") {
            let dozens = number::spelt(self.words, at).map_or(Decimal::ONE, |(value, _)| value);
            return Some((dozens.saturating_mul(Decimal::from(12)), at + 2));
        }
        if matches!(self.lower(at), "a") && matches!(self.lower(at + 1), "hundred" | "thousand" | "million" | "billion")
        {
            return Some((Decimal::ONE, at + 1));
        }
        let (mut value, mut end) = number::spelt(self.words, at)?;
        if self.lower(end) == "hundred" {
            value = value.saturating_mul(Decimal::ONE_HUNDRED);
            end += 1;
            let and = usize::from(self.lower(end) == "and");
            if let Some((rest, behind)) = self.words.get(end + and).and_then(|_| number::spelt(self.words, end + and)) {
                value = value.saturating_add(rest);
                end = behind;
            }
        }
        Some((value, end))
    }

    /// Returns the quantity that begins at a word, behind those that are known.
    pub(super) fn quantity(&self, at: usize, before: &[Quantity]) -> Option<Quantity> {
        let found = self.fraction(at).or_else(|| self.nothing(at)).or_else(|| self.all(at)).or_else(|| self.time(at));
        if let Some((dimension, value, end)) = found {
            return Some(self.make(at, end, dimension, value));
        }
        let (value, end) = self.number(at)?;
        if self.is_label(at, end) {
            return None;
        }
        if let Some(found) = self.time_of(at, value, end) {
            return found;
        }
        let (dimension, unit_end) = self.dimension(at, end, value, before)?;
        let is_part = self.is_part(end) && !matches!(dimension, Dimension::Share | Dimension::OutOf(_));
        let made = self.make(at, unit_end, dimension, value);
        // `EUR 5 billion` begins with its unit.
        let is_code = at.checked_sub(1).is_some_and(|before| {
            Self::one_of(&MONEY, self.lower(before)).is_some()
                && self.words[before].text.chars().all(char::is_uppercase)
        });
        let places = at - usize::from(is_code)..unit_end;
        Some(Quantity { places, is_part: made.is_part || is_part, ..made })
    }

    fn make(&self, at: usize, end: usize, dimension: Dimension, value: Decimal) -> Quantity {
        let is_share = matches!(dimension, Dimension::Share | Dimension::Majority | Dimension::OutOf(_));
        let hedge = number::hedge(self.words, at);
        let behind = self.lower(end) == "at" && self.lower(end + 1) == "most"
            || self.lower(end) == "or" && self.lower(end + 1) == "less";
        let hedge = if behind { Hedge::Upper } else { hedge };
        let hedge = if self.before(at, 1) == "most" && self.before(at, 2) == "at" { Hedge::Upper } else { hedge };
        let hedge = if self.before(at, 1) == "on" && self.before(at, 2) == "close" { Hedge::Around } else { hedge };
        Quantity {
            places: at..end,
            dimension,
            value,
            high: None,
            hedge,
            is_part: self.is_part(end) && !is_share,
            is_before: false,
        }
    }

    fn is_part(&self, end: usize) -> bool {
        self.lower(end) == "of" && matches!(self.lower(end + 1), "the" | "them" | "its" | "those" | "whom" | "which")
    }

    /// Returns whether a number names a day, a year, a time or a place in a row.
    fn is_label(&self, at: usize, end: usize) -> bool {
        let word = &self.words[at];
        let is_day = end == at + 1
            && (at.checked_sub(1).is_some_and(|before| month(&self.words[before]).is_some())
                || self.words.get(end).is_some_and(|next| month(next).is_some()));
        let is_year = end == at + 1 && year(word).is_some() && !self.gap(at).contains(['€', '$', '£']);
        let is_place = matches!(
            self.before(at, 1),
            "point"
                | "article"
                | "chapter"
                | "phase"
                | "section"
                | "page"
                | "part"
                | "paragraph"
                | "resolution"
                | "no"
                | "number"
                | "group"
                | "fiscal"
                | "day"
                | "version"
        ) && end == at + 1
            && word.is_number();
        let is_clock = self.words.get(end).is_some_and(|next| {
            matches!(next.lower.as_str(), "am" | "pm" | "p" | "a" | "o")
                && next.text.len() <= 2
                && matches!(self.lower(end + 1), "m" | "clock" | "")
                || self.gap(end).contains(':') && next.is_number()
        });
        let is_glued =
            at > 0 && (self.gap(at).is_empty() || self.gap(at) == "/" || self.gap(at) == "." || self.gap(at) == ":");
        // `2026-27`, `400/30`.
        let is_span = self.gap(at).ends_with(['-', '–'])
            && at.checked_sub(1).is_some_and(|before| year(&self.words[before]).is_some());
        is_day || is_year || is_place || is_clock || is_glued || is_span
    }

    /// Reads `two-thirds`, `a quarter of`.
    fn fraction(&self, at: usize) -> Option<(Dimension, Decimal, usize)> {
        let (top, next) = match self.lower(at) {
            "half" => (Decimal::ONE, at),
            "a" | "one" => (Decimal::ONE, at + 1),
            _ => number::spelt(self.words, at)?,
        };
        let parts = Self::one_of(&PARTS, self.lower(next))?;
        let behind = self.lower(next + 1);
        let is_many = self.lower(next).ends_with('s') || self.lower(next) == "halves";
        let is_majority = behind == "majority";
        let is_open = matches!(
            behind,
            "of" | "for" | "to" | "goes" | "went" | "go" | "belongs" | "belong" | "is" | "are" | "was"
        );
        if next >= self.words.len() || parts > 2 && !is_many && !is_open && !is_majority || parts == 2 && behind != "of"
        {
            return None;
        }
        let value = top.saturating_mul(Decimal::ONE_HUNDRED).checked_div(Decimal::from(parts))?;
        let dimension = if is_majority { Dimension::Majority } else { Dimension::Share };
        Some((dimension, value, next + 1 + usize::from(is_majority)))
    }

    /// Reads `no interest`.
    fn nothing(&self, at: usize) -> Option<(Dimension, Decimal, usize)> {
        let is_none = matches!(self.lower(at), "no" | "without") && self.lower(at + 1) == "interest"
            || self.lower(at) == "interest" && self.lower(at + 1) == "free";
        is_none.then_some((Dimension::Share, Decimal::ZERO, at + 1))
    }

    /// Reads `all eleven members must agree`, `unanimously`.
    fn all(&self, at: usize) -> Option<(Dimension, Decimal, usize)> {
        let is_unanimous = matches!(self.lower(at), "unanimity" | "unanimous" | "unanimously");
        let is_required =
            |word: &Word<'_>| matches!(word.lower.as_str(), "must" | "need" | "needs" | "have" | "required" | "only");
        let agree = |word: &Word<'_>| matches!(word.lower.as_str(), "agree" | "consent" | "approve");
        let is_all = matches!(self.lower(at), "all" | "every") && {
            let behind = &self.words[at..self.words.len().min(at + 12)];
            behind.iter().any(is_required) && behind.iter().any(agree)
        };
        let is_rule = is_unanimous
            && self.words.iter().any(|word| {
                matches!(
                    word.lower.as_str(),
                    "must" | "needs" | "need" | "requires" | "require" | "required" | "only" | "can"
                )
            });
        if is_all || is_rule {
            return Some((Dimension::Majority, Decimal::ONE_HUNDRED, at + 1));
        }
        let is_simple = matches!(self.lower(at), "simple" | "bare") && self.lower(at + 1) == "majority";
        is_simple.then_some((Dimension::Majority, Decimal::from(50), at + 2))
    }

    /// Reads `half a century`, `for a year and a half`.
    fn time(&self, at: usize) -> Option<(Dimension, Decimal, usize)> {
        let is_half = self.lower(at) == "half" && matches!(self.lower(at + 1), "a" | "an");
        let is_one = matches!(self.lower(at), "a" | "one")
            && matches!(
                self.before(at, 1),
                "for" | "of" | "last" | "lasts" | "after" | "run" | "runs" | "exactly" | "by"
            );
        let unit_at = if is_half { at + 2 } else { at + 1 };
        let time = Self::one_of(&TIMES, self.lower(unit_at)).filter(|_| is_half || is_one)?;
        let half = Decimal::from(if is_half { 2 } else { 1 });
        let value = Decimal::from(time).checked_div(Decimal::ONE_THOUSAND)?.checked_div(half)?;
        let (more, end) = self.and_more(unit_at + 1);
        let value = value.saturating_add(value.saturating_mul(more));
        (!self.is_point_in_time(at, end)).then_some((Dimension::Days, value, end))
    }

    /// Reads `and a half` behind a unit of time.
    fn and_more(&self, at: usize) -> (Decimal, usize) {
        let is_more = self.lower(at) == "and" && self.lower(at + 1) == "a";
        match self.lower(at + 2) {
            "half" if is_more => (Decimal::new(5, 1), at + 3),
            "quarter" if is_more => (Decimal::new(25, 2), at + 3),
            _ => (Decimal::ZERO, at),
        }
    }

    /// Reads a number of days, weeks or years; some where it says when, and not how long, is nothing.
    fn time_of(&self, at: usize, value: Decimal, end: usize) -> Option<Option<Quantity>> {
        let time = Self::one_of(&TIMES, self.lower(end))?;
        let days = value.saturating_mul(Decimal::from(time)).checked_div(Decimal::ONE_THOUSAND)?;
        let is_point = self.is_point_in_time(at, end + 1);
        Some((!is_point).then(|| self.make(at, end + 1, Dimension::Days, days)))
    }

    fn is_point_in_time(&self, at: usize, end: usize) -> bool {
        matches!(self.lower(end), "ago" | "later" | "earlier" | "old" | "before" | "after" | "since" | "hence")
            || self.before(at, 1) == "last" && !matches!(self.before(at, 2), "to" | "will" | "would" | "shall" | "may")
            || matches!(self.before(at, 1), "past" | "previous" | "aged" | "every" | "first" | "next" | "coming")
            || self.before(at, 1) == "after" && self.lower(end) == "of"
            || self.before(at, 1) == "the" && matches!(self.before(at, 2), "over" | "in" | "for")
    }

    fn dimension(&self, at: usize, end: usize, value: Decimal, before: &[Quantity]) -> Option<(Dimension, usize)> {
        let behind = self.text.get(self.words[end - 1].end_bytes..).unwrap_or_default();
        if behind.starts_with('%')
            || matches!(self.lower(end), "percent" | "pc")
            || self.lower(end) == "per" && self.lower(end + 1) == "cent"
        {
            let end = if self.lower(end) == "per" { end + 2 } else { end + usize::from(!behind.starts_with('%')) };
            return Some((Dimension::Share, end));
        }
        let sign = self.text[..self.words[at].start_bytes].chars().next_back();
        let sign = match sign {
            Some('€') => Some("EUR"),
            Some('$') => Some("USD"),
            Some('£') => Some("GBP"),
            _ => at
                .checked_sub(1)
                .and_then(|before| Self::one_of(&MONEY, self.lower(before)))
                .filter(|code| code.chars().all(char::is_uppercase)),
        };
        let word = Self::one_of(&MONEY, self.lower(end));
        if let Some(currency) = word.or(sign) {
            let end = end + usize::from(word.is_some());
            // `The 60 billion crown credit` is 60 billion crowns.
            let is_each = !self.words.get(end).is_some_and(|_| self.gap(end).contains([',', ';']))
                && matches!(self.lower(end), "a" | "per")
                && !matches!(self.lower(end + 1), "year" | "month" | "");
            let currency = currency.to_owned();
            return Some(match is_each {
                true => (Dimension::Price(currency), end + 2),
                false => (Dimension::Money(currency), end),
            });
        }
        if value >= Decimal::from(1_000_000_000_i64) {
            let money = before.iter().rev().find(|known| matches!(known.dimension, Dimension::Money(_)));
            return money.map(|money| (money.dimension.clone(), end)).or_else(|| Some(self.counted(end)));
        }
        if let Some(whole) = self.out_of(end) {
            return Some((Dimension::OutOf(whole), end + 1));
        }
        Some(self.counted(end))
    }

    /// Returns the number of which another is a part: `15 of the 27 members`.
    fn out_of(&self, end: usize) -> Option<String> {
        let at = match (self.lower(end), self.lower(end + 1)) {
            ("of", "the" | "its" | "their") => end + 2,
            ("out", "of") => end + 2,
            _ => return None,
        };
        self.number(at).map(|(value, _)| value.normalize().to_string())
    }

    fn counted(&self, end: usize) -> (Dimension, usize) {
        let start = match (self.lower(end), self.lower(end + 1)) {
            ("of", "these" | "those" | "the" | "its" | "their") => end + 2,
            _ => end,
        };
        for at in start..self.words.len().min(start + NOUN_WORDS) {
            let word = &self.words[at];
            let is_new = at > start && self.gap(at).contains([',', ';', ':', '(', '—', '–', '.'])
                || at == start && self.gap(at).contains([',', ';', ':', '(', '.']);
            let is_small = is_of("stop", &word.lower) || word.is_number();
            if is_new || is_small {
                break;
            }
            let is_many = word.lower.ends_with('s') && !word.lower.ends_with("ss") && word.lower.len() > 3;
            if is_many || PLURALS.contains(&word.lower.as_str()) {
                // `Heads of government` are leaders.
                let head = if word.lower == "heads" { "leader".to_owned() } else { thing(&word.lower) };
                return (Dimension::Count(head), at + 1);
            }
        }
        (Dimension::Bare, end)
    }
}
