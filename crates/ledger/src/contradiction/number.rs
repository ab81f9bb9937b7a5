//! How much may a number be, as its words give it?
//!
//! A reader says of a figure that it is approximate; whether it is a lower bound, an upper one or rough on both sides
//! stands in the words before it. Here the number is found again in its sentence, and out comes its place with the range
//! in which the truth may lie.

use casus_claim::{Amount, Unit};
use rust_decimal::Decimal;

use super::words::{Word, is_of};

/// How far a rough count may be from the truth, and an exact one that was rounded: counts of people and things.
const ROUGH_COUNT: Decimal = Decimal::from_parts(20, 0, 0, false, 2);
/// How far a rough sum of money may be from the truth.
const ROUGH_MONEY: Decimal = Decimal::from_parts(12, 0, 0, false, 2);
/// How far sums of money may differ by being rounded or changed into another currency.
const ROUNDED_MONEY: Decimal = Decimal::from_parts(25, 0, 0, false, 3);
/// How many times a lower bound the truth may be: "more than 20" can well be 34.
const BOUND_FACTOR: Decimal = Decimal::TWO;

/// The range in which the truth may lie.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Range {
    low: Decimal,
    high: Decimal,
}

impl Range {
    /// Returns whether two ranges meet.
    pub(crate) fn meets(self, other: Self) -> bool {
        self.low <= other.high && other.low <= self.high
    }
}

/// What stands before a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Hedge {
    /// Nothing that makes it rough.
    None,
    /// It is the least.
    Lower,
    /// It is the most.
    Upper,
    /// It is rough.
    Around,
}

/// Returns the range of an amount.
pub(crate) fn range(amount: &Amount, hedge: Hedge) -> Range {
    let (low, high) = (amount.value, amount.high.unwrap_or(amount.value));
    let hedge = if hedge == Hedge::None && amount.is_approximate { Hedge::Around } else { hedge };
    let share = match (&amount.unit, hedge) {
        (Unit::Noun(_), Hedge::Around) => ROUGH_COUNT,
        (_, Hedge::Around) => ROUGH_MONEY,
        (Unit::Noun(_), _) => Decimal::ZERO,
        _ => ROUNDED_MONEY,
    };
    let spread = |value: Decimal| value.saturating_mul(share);
    match hedge {
        Hedge::Upper => Range { low: Decimal::ZERO, high: high.saturating_add(spread(high)) },
        Hedge::Lower => Range { low: low.saturating_sub(spread(low)), high: high.saturating_mul(BOUND_FACTOR) },
        _ => Range { low: low.saturating_sub(spread(low)), high: high.saturating_add(spread(high)) },
    }
}

/// Finds a number among words: the places of its first word and of the word behind it.
pub(crate) fn find(words: &[Word<'_>], value: Decimal) -> Option<(usize, usize)> {
    let at_word = |at: usize| numbers_at(words, at).find(|(number, _)| *number == value).map(|(_, end)| (at, end));
    (0..words.len()).find_map(at_word)
}

/// Returns the numbers that begin at a word, each with the place behind its last word.
fn numbers_at<'w>(words: &'w [Word<'w>], at: usize) -> impl Iterator<Item = (Decimal, usize)> + 'w {
    let digits = in_digits(&words[at].lower).map(|number| (number, at + 1));
    let spelt = spelt(words, at);
    digits.into_iter().chain(spelt).flat_map(|(number, end)| {
        let scaled =
            words.get(end).and_then(|word| scale(&word.lower)).map(|scale| (number.saturating_mul(scale), end + 1));
        [Some((number, end)), scaled].into_iter().flatten()
    })
}

/// Reads digits with what is written to them: `9.1`, `90bn`, `1,000`.
pub(super) fn in_digits(word: &str) -> Option<Decimal> {
    let end = word.find(|c: char| !c.is_ascii_digit() && !matches!(c, '.' | ',')).unwrap_or(word.len());
    let (digits, rest) = word.split_at(end);
    let number: Decimal = digits.replace(',', "").parse().ok()?;
    match rest {
        "" | "th" | "st" | "nd" | "rd" => Some(number),
        rest => Some(number.saturating_mul(scale(rest)?)),
    }
}

pub(super) fn scale(word: &str) -> Option<Decimal> {
    let zeros = match word {
        "hundred" => 2,
        "thousand" | "k" => 3,
        "million" | "mn" | "m" | "mln" => 6,
        "billion" | "bn" | "b" | "bln" => 9,
        "trillion" | "tn" | "trn" => 12,
        _ => return None,
    };
    Some(Decimal::from(10_i64.pow(zeros)))
}

const ONES: [&str; 20] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
const TENS: [&str; 10] = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

/// Reads a number in words below a hundred: `twenty-six`.
pub(super) fn spelt(words: &[Word<'_>], at: usize) -> Option<(Decimal, usize)> {
    let place =
        |list: &[&str], word: &Word<'_>| list.iter().position(|known| *known == word.lower && !known.is_empty());
    let word = &words[at];
    if let Some(ones) = place(&ONES, word) {
        return Some((Decimal::from(ones), at + 1));
    }
    let tens = place(&TENS, word)? * 10;
    let ones = words.get(at + 1).and_then(|next| place(&ONES, next)).filter(|ones| (1..10).contains(ones));
    Some(match ones {
        Some(ones) => (Decimal::from(tens + ones), at + 2),
        None => (Decimal::from(tens), at + 1),
    })
}

/// Writes a number with millions and billions in words.
pub(super) fn written(number: Decimal) -> String {
    let scales = [(12, "trillion"), (9, "billion"), (6, "million")];
    for (zeros, word) in scales {
        let scale = Decimal::from(10_i64.pow(zeros));
        if number.abs() >= scale {
            return format!("{} {word}", (number / scale).normalize());
        }
    }
    number.normalize().to_string()
}

/// Writes a noun for more than one.
pub(super) fn plural(noun: &str) -> String {
    match noun {
        "person" | "people" => "people".to_owned(),
        _ => match noun.strip_suffix('y').filter(|stem| !stem.ends_with(['a', 'e', 'o', 'u'])) {
            Some(stem) => format!("{stem}ies"),
            None if noun.ends_with(['s', 'x']) || noun.ends_with("ch") || noun.ends_with("sh") => format!("{noun}es"),
            None => format!("{noun}s"),
        },
    }
}

/// Reads what stands before a number.
pub(crate) fn hedge(words: &[Word<'_>], at: usize) -> Hedge {
    let before = |n: usize| at.checked_sub(n).map(|place| words[place].lower.as_str());
    let Some(one) = before(1) else { return Hedge::None };
    let two = before(2).map(|two| format!("{two}_{one}"));
    // `No fewer than 20` is the least, though `fewer than 20` is the most.
    if before(3) == Some("no") && matches!(two.as_deref(), Some("fewer_than" | "less_than")) {
        return Hedge::Lower;
    }
    // `more than half the 30 leaders` is no bound of thirty, so only what stands right before it counts.
    for (class, hedge) in [("lower", Hedge::Lower), ("upper", Hedge::Upper), ("around", Hedge::Around)] {
        if two.as_ref().is_some_and(|two| is_of(class, two)) {
            return hedge;
        }
    }
    for (class, hedge) in [("lower", Hedge::Lower), ("upper", Hedge::Upper), ("around", Hedge::Around)] {
        if is_of(class, one) {
            return hedge;
        }
    }
    Hedge::None
}

#[cfg(test)]
mod tests {
    use casus_text::{Origin, Source};

    use super::super::words::words;
    use super::*;

    fn check(text: &str, value: i64, expect: Hedge) {
        let source = Source::new(text.to_owned(), Origin::default());
        let words = words(&source, source.whole());
        let (at, _) = find(&words, Decimal::from(value)).expect("the number stands there");
        assert_eq!(hedge(&words, at), expect, "{text}");
    }

    #[test]
    fn a_number_is_found_with_what_stands_before_it() {
        check("It pledged more than €70 billion.", 70_000_000_000, Hedge::Lower);
        check("It pledged up to 90bn euros.", 90_000_000_000, Hedge::Upper);
        check("About 30 leaders met.", 30, Hedge::Around);
        check("Twenty-six countries met.", 26, Hedge::None);
        check("They count 1,200 ships.", 1200, Hedge::None);
        check("No fewer than 20 ships sailed.", 20, Hedge::Lower);
        check("Fewer than 20 ships sailed.", 20, Hedge::Upper);
    }

    #[test]
    fn ranges_meet_within_what_the_words_allow() {
        let amount = |value: i64, unit: &str| Amount {
            value: Decimal::from(value),
            high: None,
            unit: if unit == "EUR" { Unit::Currency(unit.to_owned()) } else { Unit::Noun(unit.to_owned()) },
            is_approximate: false,
        };
        let meet = |one: i64, hedge_one, other: i64, hedge_other, unit| {
            range(&amount(one, unit), hedge_one).meets(range(&amount(other, unit), hedge_other))
        };
        assert!(meet(20, Hedge::Lower, 34, Hedge::None, "leader"));
        assert!(!meet(31, Hedge::None, 35, Hedge::None, "leader"));
        assert!(meet(30, Hedge::Around, 35, Hedge::None, "leader"));
        assert!(meet(210, Hedge::None, 212, Hedge::None, "EUR"));
        assert!(!meet(140, Hedge::Around, 210, Hedge::Around, "EUR"));
        assert!(!meet(10, Hedge::Upper, 100, Hedge::None, "EUR"));
    }
}
