//! In which answer do two sentences of one deed differ?

use std::collections::BTreeSet;

use super::super::super::ContradictionKind;
use super::super::name::{Name, shared};
use super::super::told::Told;
use super::matter::{Weight, are_of_other_stages, days, may_be_of_one_day, may_be_one, weigh};
use super::{Clash, Clause};

mod number;
mod place;
mod side;
mod time;
mod utterance;
mod voice;

/// Returns in what two sentences differ, where they tell one deed of the same, with how much they have in common.
pub(super) fn clash(told: &[Told<'_>], one: &Clause<'_>, other: &Clause<'_>) -> Option<(Clash, Weight)> {
    // Most sentences have nothing in common, which is soon seen.
    let is_kin = |ours: &BTreeSet<String>, theirs: &BTreeSet<String>| !ours.is_disjoint(theirs);
    let may_clash =
        is_kin(&one.own, &other.own) || is_kin(&one.pointed, &other.own) || is_kin(&one.own, &other.pointed);
    if !may_clash {
        return None;
    }
    let weight = weigh(one, other);
    let pair = Pair { told, one, other, weight };
    let clash = side::clash(pair)
        .or_else(|| time::clash(pair))
        .or_else(|| place::clash(pair))
        .or_else(|| number::clash(pair))
        .or_else(|| voice::clash(pair))
        .or_else(|| utterance::clash(pair))?;
    may_be_one(told, one, other, clash.kind).then_some((clash, weight))
}

/// Two sentences with what they have in common.
#[derive(Clone, Copy)]
struct Pair<'p, 't> {
    told: &'p [Told<'t>],
    one: &'p Clause<'t>,
    other: &'p Clause<'t>,
    weight: Weight,
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
    let named =
        |clause: &Clause<'_>| -> Vec<Name> { clause.names.iter().chain(&clause.names_pointed).cloned().collect() };
    weight.day >= 1.0
        || shared(&named(one), &named(other)) > 0
        || (&told(one) & &told(other)).iter().any(|sense| is_thing(&sense))
}
