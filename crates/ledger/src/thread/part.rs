//! Does a report tell a part of what was promised, and is with it all of it done?
//!
//! In go the words of a promise, and later the steps of a thread; out comes which [`Part`] each step tells. A first
//! payment belongs to the promise that it pays on: it is neither another promise nor another amount. What is done by
//! parts is done when they add up to what was promised; a payment that is told again counts once.

use std::collections::BTreeSet;

use casus_claim::{Amount, Status};
use rust_decimal::Decimal;

use crate::contradiction::words::{Word, is_time, stem};

use super::Step;
use super::change::{Change, ChangeKind, ChangeValue, is_more, named, peers};
use super::telling::is_in;

/// Which part of what was promised a report tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// A first one, or one of which no number is told.
    First,
    /// A further one.
    Further,
    /// What was left, and with it the whole.
    Rest,
}

impl Part {
    /// Returns the part as it stands on the wire.
    pub fn word(self) -> &'static str {
        match self {
            Self::First => "first",
            Self::Further => "further",
            Self::Rest => "rest",
        }
    }
}

/// Returns which part the words of a promise name; before anything is given, only what is left is a part of it.
pub(super) fn named_in(words: &[Word<'_>], status: Status) -> Option<Part> {
    let is_of_time = |word: &Word<'_>| is_time(word) || is_in("when", &stem(&word.lower));
    let stands_for_part = |at: usize| !words.get(at + 1).is_some_and(is_of_time);
    let has = |class: &str| {
        words.iter().enumerate().any(|(at, word)| is_in(class, &stem(&word.lower)) && stands_for_part(at))
    };
    // “€10 million of the €55 million”
    let is_of_sum = || {
        words.windows(3).any(|three| three[1].lower == "of" && is_sum(&three[0]))
            && words.iter().filter(|word| word.is_number()).count() > 1
    };
    match status {
        _ if has("rest") => Some(Part::Rest),
        Status::Delivered if has("further") => Some(Part::Further),
        Status::Delivered if has("part") || is_of_sum() => Some(Part::First),
        _ => None,
    }
}

fn is_sum(word: &Word<'_>) -> bool {
    word.is_number() || matches!(word.lower.as_str(), "million" | "billion" | "trillion" | "thousand")
}

/// Settles which steps tell a part: also what is less than was promised, and no longer what makes it whole.
pub(super) fn settle(steps: &mut [Step]) {
    for at in 0..steps.len() {
        if steps[at].told.status() != Some(Status::Delivered) {
            continue;
        }
        let Some(given) = steps[at].told.amount().cloned() else { continue };
        let Some(whole) = whole(steps, at).and_then(|whole| steps[whole].told.amount().cloned()) else { continue };
        if is_more(&whole, &given) && steps[at].part.is_none() {
            steps[at].part = Some(Part::First);
        }
        if steps[at].part.is_some_and(|part| part != Part::Rest) && !is_more(&whole, &sum(steps, at, &given)) {
            steps[at].part = Some(Part::Rest);
        }
    }
}

/// Returns the step before one that tells last how much is promised in all.
fn whole(steps: &[Step], at: usize) -> Option<usize> {
    let unit = &steps[at].told.amount()?.unit;
    let is_whole = |step: &Step| {
        let is_promise = step.told.status().is_some_and(|status| status.is_live() && status != Status::Delivered);
        let is_like = step.told.amount().is_some_and(|amount| amount.unit == *unit);
        is_promise && is_like && step.part.is_none()
    };
    (0..at).rev().find(|&other| is_whole(&steps[other]))
}

/// Adds up what was given by a step, each payment once.
fn sum(steps: &[Step], at: usize, given: &Amount) -> Amount {
    let is_given = |step: &&Step| step.told.status() == Some(Status::Delivered) && step.part.is_some();
    let amounts = steps[..=at].iter().filter(is_given).filter_map(|step| Some((step.part?, step.told.amount()?)));
    let like = amounts.filter(|(_, amount)| amount.unit == given.unit);
    let payments: BTreeSet<(bool, Decimal)> =
        like.map(|(part, amount)| (part == Part::Further, amount.value)).collect();
    Amount { value: payments.iter().map(|(_, value)| *value).sum(), high: None, ..given.clone() }
}

/// Returns the change of a step that gives a part: how much of how much.
pub(super) fn change(steps: &[Step], at: usize) -> Option<Change> {
    let peers = peers(steps, at, |step| step.told.status().is_some())?;
    let is_told = |&peer: &usize| {
        let (step, peer) = (&steps[at], &steps[peer]);
        peer.is_in_part() && peer.told.amount() == step.told.amount() && step.part == peer.part
    };
    if peers.iter().any(is_told) {
        return None;
    }
    let whole = whole(steps, at);
    let since = whole.unwrap_or_else(|| named(steps, at, &peers));
    let amount = |step: usize| steps[step].told.amount().cloned().map(ChangeValue::Amount);
    Some(Change { kind: ChangeKind::DeliveredInPart, from: whole.and_then(amount), to: amount(at), since })
}
