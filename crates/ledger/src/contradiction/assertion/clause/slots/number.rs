//! How many, or how much? Kinds `count` and `amount`.

use super::super::deeds::{is_of_kind, is_thing_of_kind};
use rust_decimal::Decimal;

use super::*;
use crate::contradiction::quantity::{Dimension, Quantity};
use crate::contradiction::words::{Word, month, stems_of, weekday, year};

/// So much must be the same.
const WEIGHT_MIN: f64 = 3.0;
/// And so much of what the shorter sentence tells.
const SHARE_MIN: f64 = 0.5;
/// Less is enough where nearly all that the shorter sentence tells is told by the other one.
const NEAR_WEIGHT_MIN: f64 = 2.5;
/// So much of it.
const NEAR_SHARE_MIN: f64 = 0.75;
/// And less where all of it is.
const SAME_WEIGHT_MIN: f64 = 2.0;
/// So much of it.
const SAME_SHARE_MIN: f64 = 0.9;
/// What is counted changes in longer times than this.
const DAYS_MAX: i32 = 2;
/// One number is so many times the other at most.
const RATIO_MAX: Decimal = Decimal::from_parts(8, 0, 0, false, 0);
/// What may stand on one side alone.
const STAGES: [&str; 1] = ["record"];
/// And where things are counted.
const COUNT_STAGES: [&str; 2] = ["record", "whole"];

pub(super) fn clash(Pair { told, one, other, weight }: Pair<'_, '_>) -> Option<Clash> {
    if days(one, other) > DAYS_MAX {
        return None;
    }
    let (ours, theirs) = pair(told, one, other)?;
    let is_enough = weight.all() >= WEIGHT_MIN && weight.share >= SHARE_MIN
        || weight.all() >= NEAR_WEIGHT_MIN && weight.share >= NEAR_SHARE_MIN
        || weight.all() >= SAME_WEIGHT_MIN && weight.share >= SAME_SHARE_MIN;
    let is_count = matches!(ours.dimension, Dimension::Count(_));
    let is_one = is_enough
        && would(one) == would(other)
        && !is_grown(one, other, &ours, &theirs)
        && weight.own >= 1.0
        && is_one_role(one, other)
        && !are_of_other_stages(one, other, if is_count { &COUNT_STAGES } else { &STAGES })
        && is_one_time(one, other)
        && !knows(told, one, &theirs)
        && !knows(told, other, &ours);
    is_one.then(|| Clash {
        kind: match &ours.dimension {
            Dimension::Count(thing) if !stems_of("measured").contains(thing) => ContradictionKind::Count,
            _ => ContradictionKind::Amount,
        },
        why: format!("The same thing is given as {} and as {}.", ours.written(), theirs.written()),
    })
}

/// Returns the only two numbers of one measure in two sentences, where they do not meet.
fn pair(told: &[Told<'_>], one: &Clause<'_>, other: &Clause<'_>) -> Option<(Quantity, Quantity)> {
    let of = |clause: &Clause<'_>| -> Vec<Quantity> {
        let all = told[clause.document].quantities(clause.at).iter();
        all.filter(|quantity| !quantity.is_before && quantity.dimension != Dimension::Bare).cloned().collect()
    };
    let (ours, theirs) = (of(one), of(other));
    let is_limit = one.deeds.contains_key("limit") && other.deeds.contains_key("limit");
    let mut pairs = ours.iter().flat_map(|ours| {
        theirs
            .iter()
            .filter(|theirs| is_one_measure(&ours.dimension, &theirs.dimension))
            .map(move |theirs| (ours, theirs))
    });
    let (Some((ours, theirs)), None) = (pairs.next(), pairs.next()) else { return None };
    let is_least = |clause: &Clause<'_>| clause.own.contains("=minimum");
    // What is at least so much on both sides is a bound that is given twice.
    let both_least = is_least(one) && is_least(other);
    let is_apart =
        if both_least { ours.value != theirs.value } else { !ours.range(is_limit).meets(theirs.range(is_limit)) };
    // What is much more is another thing.
    let most = ours.value.max(theirs.value);
    let is_near = most <= ours.value.min(theirs.value).saturating_mul(RATIO_MAX);
    let is_part = |of: &Quantity| of.is_part && !matches!(of.dimension, Dimension::Money(_));
    (is_apart && is_near && is_part(ours) == is_part(theirs)).then(|| (ours.clone(), theirs.clone()))
}

/// Returns whether two numbers measure the same: those who work somewhere are people.
fn is_one_measure(one: &Dimension, other: &Dimension) -> bool {
    let is_people = |of: &Dimension| matches!(of, Dimension::Count(thing) if is_thing_of_kind("people", thing));
    one == other || is_people(one) && is_people(other)
}

/// Returns whether nobody would say that one deed is done and another one: what is signed is not yet ratified.
fn is_one_role(one: &Clause<'_>, other: &Clause<'_>) -> bool {
    let roles = |clause: &Clause<'_>| -> BTreeSet<&str> {
        clause.deeds.keys().copied().filter(|deed| is_of_kind("role", deed)).collect()
    };
    let (ours, theirs) = (roles(one), roles(other));
    let is_one = |deed: &&str| one.deeds[*deed].is_done == other.deeds[*deed].is_done;
    let is_ahead = |roles: &BTreeSet<&str>| roles.iter().any(|deed| is_of_kind("ahead", deed));
    if is_ahead(&ours) != is_ahead(&theirs) {
        return false;
    }
    ours.is_empty() || theirs.is_empty() || ours.intersection(&theirs).any(is_one)
}

/// Returns whether nothing says that the numbers are of other years, months or days.
fn is_one_time(one: &Clause<'_>, other: &Clause<'_>) -> bool {
    let times = |clause: &Clause<'_>| -> [BTreeSet<i16>; 3] {
        let words = clause.words();
        let weekdays = words.iter().filter(|word| word.is_capital()).filter_map(weekday);
        [
            words.iter().filter_map(year).collect(),
            (0..words.len())
                .filter(|&at| !is_bound(words, at))
                .filter_map(|at| month(&words[at]))
                .map(i16::from)
                .collect(),
            weekdays.map(|day| i16::from(day.to_monday_zero_offset())).collect(),
        ]
    };
    let are_one =
        times(one).iter().zip(&times(other)).all(|(one, other)| one.is_empty() || other.is_empty() || one == other);
    are_one && may_be_of_one_day(one, other, DAYS_MAX)
}

/// Returns whether something is only told as it would be.
fn would(clause: &Clause<'_>) -> bool {
    clause.words().iter().any(|word| matches!(word.lower.as_str(), "would" | "could" | "should" | "if"))
}

/// Returns whether the later document gives the larger number of what is counted for days.
fn is_grown(one: &Clause<'_>, other: &Clause<'_>, ours: &Quantity, theirs: &Quantity) -> bool {
    let grows = |clause: &Clause<'_>| clause.deeds.keys().any(|deed| is_of_kind("grows", deed));
    let (Some(day), Some(other_day)) = (one.text.published(), other.text.published()) else { return false };
    let is_later = day < other_day && ours.value < theirs.value || other_day < day && theirs.value < ours.value;
    grows(one) && grows(other) && is_later
}

/// Returns whether a month only bounds a time: `before September` is by the end of August.
fn is_bound(words: &[Word<'_>], at: usize) -> bool {
    let before = at.checked_sub(1).map_or("", |at| words[at].lower.as_str());
    matches!(before, "before" | "by" | "until" | "till") || before == "of" && at > 1 && words[at - 2].lower == "end"
}

fn knows(told: &[Told<'_>], clause: &Clause<'_>, quantity: &Quantity) -> bool {
    told[clause.document].values().contains(&quantity.value.normalize())
}
