//! In which answer do two sentences of one deed differ?

use std::collections::BTreeSet;

use super::super::super::ContradictionKind;
use super::super::told::Told;
use super::super::name::shared;
use super::matter::{Weight, are_of_other_stages, days, may_be_of_one_day, may_be_one, weigh};
use super::{Clash, Clause};

mod number;
mod place;
mod side;
mod time;
mod utterance;
mod voice;

/// Returns in what two sentences differ, where they tell one deed of the same.
pub(super) fn clash(told: &[Told<'_>], one: &Clause<'_>, other: &Clause<'_>) -> Option<Clash> {
    let clash = side::clash(told, one, other)
        .or_else(|| time::clash(told, one, other))
        .or_else(|| place::clash(told, one, other))
        .or_else(|| number::clash(told, one, other))
        .or_else(|| voice::clash(told, one, other))
        .or_else(|| utterance::clash(told, one, other))?;
    may_be_one(told, one, other, clash.kind).then_some(clash)
}

/// Returns the deeds that both tell, each done.
fn both_done(one: &Clause<'_>, other: &Clause<'_>) -> BTreeSet<&'static str> {
    let done = |deed: &&'static str| one.deeds[deed].is_done && other.deeds.get(deed).is_some_and(|deed| deed.is_done);
    one.deeds.keys().copied().filter(|deed| done(deed)).collect()
}

/// Returns whether a thing, a name or a day is the same too, and not the deed alone.
fn is_of_something(one: &Clause<'_>, other: &Clause<'_>, weight: Weight) -> bool {
    let is_thing = |sense: &&String| !sense.starts_with('+');
    let told = |clause: &Clause<'_>| -> BTreeSet<String> { &clause.own | &clause.pointed };
    weight.day >= 1.0 || shared(&one.names, &other.names) > 0 || (&told(one) & &told(other)).iter().any(|sense| is_thing(&sense))
}
