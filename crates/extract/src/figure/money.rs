//! How much money? A number with a currency before or behind it, and the ends of a range.

use std::ops::Range;

use casus_claim::Unit;
use rust_decimal::Decimal;

use super::currency::{Beside, after, before, is_money};
use super::number::{Number, number};
use super::piece::{Line, PieceKind};
use super::words::Sort;

/// A number with its unit, as it stands in the pieces of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Sized {
    pub pieces: Range<usize>,
    pub value: Decimal,
    pub high: Option<Decimal>,
    pub unit: Unit,
}

/// What is known around a sum of money.
pub(super) struct Purse<'s> {
    /// The states that the sentence names.
    pub states: &'s [&'static str],
    /// No currency stands before this piece.
    pub floor: usize,
    /// Whether a verb of rising and falling leads from one number to the next, so that they are no range.
    pub moves: bool,
    /// Whether it does so from the sum of a change to the sum that comes of it.
    pub leaps: bool,
}

/// Reads the money whose number begins at a piece.
pub(super) fn money(line: &Line<'_>, at: usize, purse: &Purse<'_>) -> Option<Sized> {
    let lead = before(line, at, purse.floor);
    let low = number(line, at, lead.is_some())?;
    let start = lead.as_ref().map_or(at, |lead| lead.at);
    let (low, high, end) = range(line, low, lead.is_some(), purse);
    let behind = after(line, end, purse.states).and_then(|behind| as_meant(line, &low, behind));
    let (unit, scale, end) = match (lead, behind) {
        // `$10 dollars` is one sum; in `$10 $20` the second sign belongs to what follows.
        (Some(lead), Some(behind)) if lead.unit == behind.unit && is_word(line, end) => {
            (lead.unit, lead.scale, behind.at)
        }
        (Some(lead), _) => (lead.unit, lead.scale, end),
        (None, Some(behind)) => {
            let (scale, end) = late_scale(line, &behind);
            (behind.unit, scale, end)
        }
        (None, None) => return None,
    };
    let value = Some(low.value.checked_mul(scale)?.normalize()).filter(|value| *value > Decimal::ZERO)?;
    let high = high.map(|high| high.value).and_then(|high| high.checked_mul(scale)).map(|high| high.normalize());
    let sized = Sized { pieces: start..end, value, high, unit };
    let whole = with_coins(line, sized);
    Some(if whole.high.is_some() || purse.moves || purse.leaps { whole } else { to_second(line, whole, purse) })
}

/// Returns what a name behind a number means: `500 pounds of flour` are a weight, and in `of 60 seats 31 won` is no money.
fn as_meant(line: &Line<'_>, number: &Number, behind: Beside) -> Option<Beside> {
    let name = line.word(behind.at - 1);
    let is_small = number.scale == Decimal::ONE;
    match &*name {
        "won" if number.value < Decimal::ONE_THOUSAND => None,
        "pounds" | "pound" if is_small && line.is(behind.at, "of") => {
            Some(Beside { unit: Unit::Noun("pound".to_owned()), ..behind })
        }
        _ => Some(behind),
    }
}

/// Returns a number with the further end of its range: `1.5-2 trillion`, `31 and 36 million` behind `between`.
pub(super) fn range(
    line: &Line<'_>,
    low: Number,
    is_money: bool,
    purse: &Purse<'_>,
) -> (Number, Option<Number>, usize) {
    let end = low.pieces.end;
    let alone = (low.clone(), None, end);
    if purse.moves && !line.is(end, "-") && !line.is(end, "–") {
        return alone;
    }
    let Some(mut next) = second(line, &low) else { return alone };
    if is_money && let Some(again) = before_at(line, next) {
        if purse.leaps {
            return alone;
        }
        next = again;
    }
    let Some(high) = number(line, next, is_money) else { return alone };
    let shares_scale = low.scale == Decimal::ONE && high.scale > Decimal::ONE && low.value < high.value / high.scale;
    let factor = if shares_scale { high.scale } else { Decimal::ONE };
    let Some(value) = low.value.checked_mul(factor).map(|value| value.normalize()) else { return alone };
    if value >= high.value || is_list(line, &high) {
        return alone;
    }
    let end = high.pieces.end;
    (Number { value, ..low }, Some(high), end)
}

/// Returns whether a further number follows in the same way, so that the two are members of a list and no range.
fn is_list(line: &Line<'_>, high: &Number) -> bool {
    let end = high.pieces.end;
    let is_number = line.get(end + 1).is_some_and(|piece| piece.kind == PieceKind::Number);
    is_number && (line.is(end, "-") || line.is(end, "/") || line.is(end, "–"))
}

/// Returns where the second number of a range would begin.
fn second(line: &Line<'_>, low: &Number) -> Option<usize> {
    let at = low.pieces.end;
    let joint = line.get(at)?;
    let start = low.pieces.start;
    let is_between = (start.saturating_sub(4)..start).any(|at| line.is(at, "between") || line.is(at, "from"));
    let is_joint = match joint.text {
        "-" | "–" | "—" => joint.is_tight == line.is_tight(at + 1),
        "to" => true,
        "and" => is_between,
        // `seven or eight`: of two small numbers that follow one another.
        "or" => line.get(at + 1).is_some_and(|next| next.kind == low_kind(low)),
        _ => false,
    };
    is_joint.then_some(at + 1)
}

fn low_kind(low: &Number) -> PieceKind {
    if low.is_in_digits { PieceKind::Number } else { PieceKind::Word }
}

/// Returns the number behind a currency's sign that begins at a piece.
fn before_at(line: &Line<'_>, at: usize) -> Option<usize> {
    (at + 1..=at + 3).find(|number| {
        line.get(*number).is_some_and(|piece| piece.kind == PieceKind::Number)
            && before(line, *number, at).is_some_and(|found| found.at == at)
    })
}

/// Returns the scale behind a currency: `75 USD million`.
fn late_scale(line: &Line<'_>, behind: &Beside) -> (Decimal, usize) {
    let scale = line.number_word(behind.at).filter(|(sort, _)| *sort == Sort::Scale);
    match scale.filter(|_| !behind.is_coin && matches!(behind.unit, Unit::Currency(_))) {
        Some((_, scale)) if line.get(behind.at - 1).is_some_and(|piece| piece.text.len() == 3) => {
            (scale, behind.at + 1)
        }
        _ => (behind.scale, behind.at),
    }
}

/// Adds the hundredths that follow: `3 dollars 50 cents`, `thirteen dollars and forty-five cents`, `15 dollars 50`.
fn with_coins(line: &Line<'_>, sized: Sized) -> Sized {
    let at = sized.pieces.end + usize::from(line.is(sized.pieces.end, "and"));
    let is_whole = matches!(sized.unit, Unit::Currency(_)) && sized.high.is_none();
    let coins = number(line, at, false).filter(|coins| is_whole && coins.scale == Decimal::ONE);
    let Some(coins) = coins.filter(|coins| coins.value < Decimal::ONE_HUNDRED && coins.value.scale() == 0) else {
        return sized;
    };
    let end = coins.pieces.end;
    let behind = after(line, end, &[]);
    let end = match behind {
        Some(coin) if coin.is_coin => coin.at,
        None if is_end(line, end) && line.get(sized.pieces.end - 1).is_some_and(|it| it.kind == PieceKind::Word) => end,
        _ => return sized,
    };
    let value = coins.value.checked_div(Decimal::ONE_HUNDRED).and_then(|part| sized.value.checked_add(part));
    value
        .map(|value| Sized { pieces: sized.pieces.start..end, value: value.normalize(), ..sized.clone() })
        .unwrap_or(sized)
}

fn is_word(line: &Line<'_>, at: usize) -> bool {
    line.get(at).is_some_and(|piece| piece.kind == PieceKind::Word)
}

fn is_end(line: &Line<'_>, at: usize) -> bool {
    line.get(at).is_none_or(|piece| piece.text == "." && line.get(at + 1).is_none_or(|next| !next.is_tight))
}

/// Joins a range whose ends both have a currency: `€2 billion to €3 billion`.
fn to_second(line: &Line<'_>, low: Sized, purse: &Purse<'_>) -> Sized {
    let as_number = Number { value: low.value, scale: Decimal::ONE, pieces: low.pieces.clone(), is_in_digits: true };
    let Some(mut next) = second(line, &as_number) else { return low };
    if line.is(low.pieces.end, "or") {
        return low;
    }
    next = before_at(line, next).unwrap_or(next);
    let purse = Purse { moves: true, floor: low.pieces.end, ..*purse };
    match money(line, next, &purse) {
        Some(high) if high.unit == low.unit && is_money(&low.unit) && high.value > low.value => {
            Sized { pieces: low.pieces.start..high.pieces.end, high: Some(high.value), ..low }
        }
        _ => low,
    }
}
