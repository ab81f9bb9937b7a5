//! Which number stands here? `7,000`, `twenty-six`, `half a million`, `three and a half billion`, `50m`.

use std::ops::Range;

use rust_decimal::Decimal;

use super::piece::{Line, PieceKind, value_of};
use super::words::Sort;

/// A number with the pieces that it is made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Number {
    pub value: Decimal,
    /// What its digits were multiplied by: a million in `3 million`.
    pub scale: Decimal,
    pub pieces: Range<usize>,
    pub is_in_digits: bool,
}

/// Reads the number that begins at a piece; in money, `m` and `b` need not touch their digits.
pub(super) fn number(line: &Line<'_>, at: usize, is_money: bool) -> Option<Number> {
    let piece = line.get(at)?;
    match piece.kind {
        PieceKind::Number => in_digits(line, at, is_money),
        PieceKind::Word => part_of(line, at).or_else(|| in_words(line, at)),
        PieceKind::Mark => None,
    }
}

fn in_digits(line: &Line<'_>, at: usize, is_money: bool) -> Option<Number> {
    let mut value = value_of(line.get(at)?.text)?;
    let mut next = at + 1;
    if let Some(part) = line.get(next).and_then(|piece| fraction(piece.text)) {
        value = value.checked_add(part)?;
        next += 1;
    } else if let Some((part, end)) = and_a_half(line, next) {
        value = value.checked_add(part)?;
        next = end;
    }
    let mut scale = Decimal::ONE;
    while let Some((by, end)) = scale_at(line, next, is_money) {
        scale = scale.checked_mul(by)?;
        next = end;
    }
    let value = value.checked_mul(scale)?.normalize();
    Some(Number { value, scale, pieces: at..next, is_in_digits: true })
}

/// Returns the scale behind digits, with where it ends: `50m`, `90 bn`, `2-million`.
fn scale_at(line: &Line<'_>, at: usize, is_money: bool) -> Option<(Decimal, usize)> {
    let is_joined = line.is(at, "-") && line.is_tight(at) && line.is_tight(at + 1);
    let at = if is_joined { at + 1 } else { at };
    let (sort, by) = line.number_word(at)?;
    let is_tight = line.is_tight(at) && !is_joined;
    let is_scale = match sort {
        Sort::Scale | Sort::Hundred | Sort::Short => true,
        Sort::Tight => is_tight || is_money && !is_joined,
        Sort::One | Sort::Ten | Sort::Part => false,
    };
    is_scale.then_some((by, at + 1))
}

fn fraction(mark: &str) -> Option<Decimal> {
    let hundredths = match mark {
        "½" => 50,
        "¼" => 25,
        "¾" => 75,
        _ => return None,
    };
    Some(Decimal::new(hundredths, 2))
}

/// Reads `and a half` before a scale.
fn and_a_half(line: &Line<'_>, at: usize) -> Option<(Decimal, usize)> {
    let (sort, part) = line.number_word(at + 2)?;
    let fits = sort == Sort::Part && line.is(at, "and") && line.is(at + 1, "a");
    (fits && is_scale(line, at + 3)).then_some((part, at + 3))
}

fn is_scale(line: &Line<'_>, at: usize) -> bool {
    line.number_word(at).is_some_and(|(sort, _)| matches!(sort, Sort::Scale | Sort::Short))
}

/// Reads `half a billion`, `a quarter million`, `three quarters of a billion`.
fn part_of(line: &Line<'_>, start: usize) -> Option<Number> {
    let mut at = start + usize::from(line.is(start, "a"));
    let times = match line.number_word(at) {
        Some((Sort::One, times)) => {
            at += 1 + usize::from(line.is(at + 1, "-"));
            times
        }
        _ => Decimal::ONE,
    };
    let (_, part) = line.number_word(at).filter(|(sort, _)| *sort == Sort::Part)?;
    at += 1;
    while ["of", "a", "an", "-"].iter().any(|small| line.is(at, small)) {
        at += 1;
    }
    let (_, scale) = line.number_word(at).filter(|(sort, _)| *sort == Sort::Scale)?;
    let value = times.checked_mul(part)?.checked_mul(scale)?.normalize();
    Some(Number { value, scale, pieces: start..at + 1, is_in_digits: false })
}

/// A number in words under way: `two hundred and fifty | thousand`.
#[derive(Default)]
struct Sum {
    /// What stands before the last large scale.
    done: Decimal,
    /// What stands behind it.
    open: Decimal,
    last: Option<Decimal>,
}

fn in_words(line: &Line<'_>, start: usize) -> Option<Number> {
    let mut sum = Sum::default();
    let mut at = start;
    if line.is(at, "a") || line.is(at, "an") {
        // Only `a hundred`, `a dozen`, `a million` are numbers.
        let follows = line.number_word(at + 1);
        follows.filter(|(sort, _)| matches!(sort, Sort::Scale | Sort::Hundred))?;
        sum.open = Decimal::ONE;
        at += 1;
    }
    let mut end = start;
    while let Some((sort, value)) = line.number_word(at) {
        if !sum.take(sort, value)? {
            break;
        }
        end = at + 1;
        if let Some((part, after)) = and_a_half(line, end) {
            sum.open = sum.open.checked_add(part)?;
            end = after;
        }
        at = next_word(line, end, &sum);
    }
    let value = sum.done.checked_add(sum.open)?.normalize();
    let scale = sum.last.unwrap_or(Decimal::ONE);
    (end > start && value > Decimal::ZERO).then_some(Number { value, scale, pieces: start..end, is_in_digits: false })
}

/// Returns where the next word of a number would stand: behind a hyphen, or behind `and` after hundreds.
fn next_word(line: &Line<'_>, at: usize, sum: &Sum) -> usize {
    if line.is(at, "-") && line.is_tight(at) && line.is_tight(at + 1) {
        return at + 1;
    }
    let is_after_hundreds = sum.open >= Decimal::ONE_HUNDRED || sum.open.is_zero() && !sum.done.is_zero();
    let is_small = line.number_word(at + 1).is_some_and(|(sort, _)| matches!(sort, Sort::One | Sort::Ten));
    at + usize::from(line.is(at, "and") && is_after_hundreds && is_small)
}

impl Sum {
    /// Takes a further word; `Some(false)` where it does not belong to the number, `None` where it is too large.
    fn take(&mut self, sort: Sort, value: Decimal) -> Option<bool> {
        let ten = Decimal::TEN;
        let rest = self.open % Decimal::ONE_HUNDRED;
        let fits = match sort {
            Sort::One => rest.is_zero() || value < ten && rest >= ten + ten && (rest % ten).is_zero(),
            Sort::Ten => rest.is_zero(),
            Sort::Hundred => self.open > Decimal::ZERO && self.open < Decimal::ONE_HUNDRED,
            Sort::Scale => self.open > Decimal::ZERO && self.last.is_none_or(|last| value < last),
            Sort::Short | Sort::Tight | Sort::Part => false,
        };
        // Behind a scale that is written out a number goes on only in words: `one billion two hundred million`.
        if !fits {
            return Some(false);
        }
        match sort {
            Sort::Hundred => self.open = self.open.checked_mul(value)?,
            Sort::Scale => {
                self.done = self.done.checked_add(self.open.checked_mul(value)?)?;
                self.open = Decimal::ZERO;
                self.last = Some(value);
            }
            _ => self.open = self.open.checked_add(value)?,
        }
        Some(true)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Option<(&str, &str)>) {
        let line = Line::of(text);
        let found = number(&line, 0, false);
        let found = found.map(|it| (it.value.to_string(), line.slice(it.pieces.start, it.pieces.end)));
        assert_eq!(found.as_ref().map(|(value, words)| (value.as_str(), *words)), expected, "{text}");
    }

    #[test]
    fn numbers_in_digits_have_their_scale() {
        check("7,000 soldiers", Some(("7000", "7,000")));
        check("210bn of debt", Some(("210000000000", "210bn")));
        check("90 bn euros", Some(("90000000000", "90 bn")));
        check("4.5 million doses", Some(("4500000", "4.5 million")));
        check("3½ million", Some(("3500000", "3½ million")));
        check("2 thousand million", Some(("2000000000", "2 thousand million")));
        check("35 lakh", Some(("3500000", "35 lakh")));
        check("50 m away", Some(("50", "50")));
    }

    #[test]
    fn numbers_in_words_are_summed_up() {
        check("twenty-six states", Some(("26", "twenty-six")));
        check("two hundred and fifty thousand men", Some(("250000", "two hundred and fifty thousand")));
        check("three and a half million", Some(("3500000", "three and a half million")));
        check("a hundred and four envoys", Some(("104", "a hundred and four")));
        check("a dozen aides", Some(("12", "a dozen")));
        check("one billion two hundred million", Some(("1200000000", "one billion two hundred million")));
        check("two and three", Some(("2", "two")));
    }

    #[test]
    fn parts_of_large_numbers_are_numbers() {
        check("half a billion", Some(("500000000", "half a billion")));
        check("a quarter million", Some(("250000", "a quarter million")));
        check("three quarters of a billion", Some(("750000000", "three quarters of a billion")));
        check("half a day", None);
        check("a day", None);
        check("hundreds of", None);
    }
}
