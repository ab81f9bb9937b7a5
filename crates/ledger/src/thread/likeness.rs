//! Do two shapes tell one thing?
//!
//! **The same thing**: one actor at least in common; the words of the shorter telling are, by their rarity, nearly all in
//! the longer one, and enough of all words are shared. Amounts, strength and stance may differ, for that is what threads
//! are about; an equal amount counts as one more word that is shared. An actor is also who speaks for them: a leader for
//! a state, a parliament for its country.
//!
//! **Apart in any case** ([`are_apart`]): fields that do not go together, other things counted, other places or people
//! named, other creditors, a word such as “second” or “additional” on one side, a day that an event cannot have moved to.

use std::collections::{BTreeMap, BTreeSet};

use casus_claim::{Category, EntityKind, EventType};
use rust_decimal::Decimal;

use crate::contradiction::words::telling_of;

use super::actor::Actor;
use super::part::Part;
use super::telling::{Shape, is_in};
use super::{ThreadKind, wording};

/// So much of the words of the shorter telling stands in the longer one.
const CONTAINED_MIN: f64 = 0.7;
/// So much of all words is shared.
const SHARED_MIN: f64 = 0.3;
/// The same where only vague words are shared, where groups promise, and for what is stood for.
const SHARED_STRICT_MIN: f64 = 0.6;
/// A word that may stand for nearly anything, or says who or where, tells so much of what another one tells.
const VAGUE: f64 = 0.25;
/// What is told without any word but the amount is as like as this to what is told with the same amount.
const BARE: f64 = 0.3;
/// Events of one day with the same people or at one place are as like as this.
const ONE_DAY: f64 = 0.8;
/// An equal amount makes two tellings more alike by this.
const SAME_AMOUNT: f64 = 0.1;
/// It counts as a word that is shared and weighs so much.
const AMOUNT: f64 = 2.0;
/// So much is shared where the shorter telling is wholly in the longer one, whichever that is.
const SHARED_SHORT_MIN: f64 = 0.08;
/// So much of the words of an event that was moved stands in the other report.
const CONTAINED_MOVED_MIN: f64 = 0.5;
/// An event is not moved further than this.
const MOVED_DAYS_MAX: i32 = 120;

/// Of two sums in other currencies that are one, neither is more than so many times the other.
const EXCHANGE_MAX: u32 = 2;

/// Fields that one promise may be put in by two readers.
const COMPATIBLE: [(Category, Category); 6] = [
    (Category::Equipment, Category::AirDefence),
    (Category::Troops, Category::Training),
    (Category::Troops, Category::Guarantee),
    (Category::Finance, Category::Humanitarian),
    (Category::Finance, Category::Climate),
    (Category::Finance, Category::Equipment),
];

/// How rare words are among the shapes of each kind.
pub(super) struct Weights {
    shapes: BTreeMap<ThreadKind, f64>,
    with_word: BTreeMap<(ThreadKind, String), f64>,
}

impl Weights {
    /// Counts the words of shapes.
    pub(super) fn of<'s>(shapes: impl IntoIterator<Item = &'s Shape<'s>>) -> Self {
        let mut weights = Self { shapes: BTreeMap::new(), with_word: BTreeMap::new() };
        for shape in shapes {
            *weights.shapes.entry(shape.kind).or_default() += 1.0;
            for word in &shape.words {
                *weights.with_word.entry((shape.kind, word.clone())).or_default() += 1.0;
            }
        }
        weights
    }

    /// Returns how much a word tells: more, the fewer shapes have it.
    pub(super) fn weight(&self, kind: ThreadKind, word: &str) -> f64 {
        let all = self.shapes.get(&kind).copied().unwrap_or(1.0);
        let with = self.with_word.get(&(kind, word.to_owned())).copied().unwrap_or(1.0);
        (1.0 + all / with).ln()
    }
}

/// Returns how like two tellings are, the higher the more; `None` when they tell two things.
pub(super) fn likeness(one: &Shape<'_>, other: &Shape<'_>, weights: &Weights) -> Option<f64> {
    // Of two who only speak for the same, each tells its own.
    let shared_actors: BTreeSet<&Actor> = one.actors.intersection(&other.actors).collect();
    let spoken_for = || one.actors.intersection(&other.sides).chain(one.sides.intersection(&other.actors)).next();
    if one.kind != other.kind || shared_actors.is_empty() && spoken_for().is_none() || are_apart(one, other) {
        return None;
    }
    let is_of_group = !shared_actors.is_empty() && shared_actors.iter().all(|(kind, _)| *kind == EntityKind::Group);
    match one.kind {
        ThreadKind::Event => of_events(one, other, weights, &shared_actors),
        ThreadKind::Position => Beside::of(one, other, weights).like([CONTAINED_MIN, SHARED_STRICT_MIN]),
        ThreadKind::Commitment | ThreadKind::Plan => {
            let is_strict = is_of_group || one.unit.is_some() && other.unit.is_some() && one.unit != other.unit;
            let least = if is_strict { SHARED_STRICT_MIN } else { SHARED_MIN };
            bare(one, other)
                .or_else(|| Beside::of(one, other, weights).like([CONTAINED_MIN, least]))
                .or_else(|| reworded(one, other, weights))
                .map(|like| like + if same_amount(one, other) { SAME_AMOUNT } else { 0.0 })
        }
    }
}

/// Returns the words of a telling without those that only make a name longer of which the other has a word: “the Veldt
/// Canal” is “the canal” where the other names nothing else.
fn said_besides(one: &Shape<'_>, other: &Shape<'_>) -> BTreeSet<String> {
    let is_short = |name: &&BTreeSet<String>| !name.is_disjoint(&other.words) && !name.is_subset(&other.words);
    let longer: BTreeSet<&String> = one.names_in_words.iter().filter(is_short).flatten().collect();
    one.words.iter().filter(|word| other.words.contains(*word) || !longer.contains(word)).cloned().collect()
}

/// Returns whether two shapes cannot be one thing, whatever their words.
pub(super) fn are_apart(one: &Shape<'_>, other: &Shape<'_>) -> bool {
    let differ =
        |one: &BTreeSet<&str>, other: &BTreeSet<&str>| !one.is_empty() && !other.is_empty() && one.is_disjoint(other);
    // Groups are held against groups: “refugees” may well be people of a state that is named elsewhere.
    let of = |shape: &Shape<'_>, is_group: bool| -> BTreeSet<String> {
        let of_kind = shape.others.iter().filter(|(kind, _)| (*kind == EntityKind::Group) == is_group);
        of_kind.map(|(_, name)| name.clone()).collect()
    };
    let are_others_apart = [false, true].into_iter().any(|is_group| {
        let (ours, theirs) = (of(one, is_group), of(other, is_group));
        !ours.is_empty() && !theirs.is_empty() && ours.is_disjoint(&theirs)
    });
    let is_field_apart = matches!((one.category, other.category), (Some(one), Some(other)) if !go_together(one, other));
    let are_rivals = one.is_rivalled && other.is_rivalled && one.amount_told != other.amount_told;
    is_field_apart
        || is_unit_apart(one, other)
        || are_rivals
        || one.kind == ThreadKind::Commitment && (one.apart != other.apart || is_no_part(one, other))
        || one.kind != ThreadKind::Event && differ(&one.names, &other.names)
        || are_others_apart
}

/// Returns whether other things are counted; sums in two currencies may be one sum where neither is far above the other.
fn is_unit_apart(one: &Shape<'_>, other: &Shape<'_>) -> bool {
    let (Some(ours), Some(theirs)) = (&one.unit, &other.unit) else { return false };
    let is_money = [ours, theirs].iter().all(|(kind, _)| *kind == "currency");
    let is_near =
        matches!((one.value, other.value), (Some(a), Some(b)) if a.max(b) <= a.min(b) * Decimal::from(EXCHANGE_MAX));
    ours != theirs && !(is_money && is_near)
}

/// Returns whether one tells a part of something, and the other promises no more than that.
fn is_no_part(one: &Shape<'_>, other: &Shape<'_>) -> bool {
    let (part, whole) = match (one.part, other.part) {
        (Some(Part::First | Part::Further), None) => (one, other),
        (None, Some(Part::First | Part::Further)) => (other, one),
        _ => return false,
    };
    !whole.is_done
        && part.unit == whole.unit
        && matches!((part.value, whole.value), (Some(part), Some(whole)) if part >= whole)
}

fn go_together(one: Category, other: Category) -> bool {
    one == other
        || [one, other].contains(&Category::Other)
        || COMPATIBLE.iter().any(|&(a, b)| (a, b) == (one, other) || (b, a) == (one, other))
}

/// Returns how like two are of which one tells a sum and nothing else: “Norland pledged €400 million”.
fn bare(one: &Shape<'_>, other: &Shape<'_>) -> Option<f64> {
    let is_bare = [one, other].iter().any(|shape| shape.words.iter().all(|word| is_in("vague", word)));
    (is_bare && one.amount_told.is_some() && one.amount_told == other.amount_told && one.category == other.category)
        .then_some(BARE)
}

fn same_amount(one: &Shape<'_>, other: &Shape<'_>) -> bool {
    one.amount_told.is_some() && one.amount_told == other.amount_told
}

/// The words of two tellings side by side.
struct Beside<'b> {
    words: [BTreeSet<String>; 2],
    /// Words for who and where, which do not say what.
    named: BTreeSet<&'b String>,
    kind: ThreadKind,
    weights: &'b Weights,
    /// What an equal amount weighs.
    amount: f64,
    /// Whether each tells an amount, and not the same.
    is_other_amount: bool,
}

impl<'b> Beside<'b> {
    fn of(one: &'b Shape<'_>, other: &'b Shape<'_>, weights: &'b Weights) -> Self {
        Self {
            words: [said_besides(one, other), said_besides(other, one)],
            named: one.names_in_words.union(&other.names_in_words).flatten().collect(),
            kind: one.kind,
            weights,
            amount: if same_amount(one, other) { AMOUNT } else { 0.0 },
            is_other_amount: one.amount_told.is_some() && other.amount_told.is_some() && !same_amount(one, other),
        }
    }

    fn sum<'w>(&self, words: impl IntoIterator<Item = &'w String>) -> f64 {
        let weight = |word: &String| {
            let share = if is_in("vague", word) || self.named.contains(word) { VAGUE } else { 1.0 };
            self.weights.weight(self.kind, word) * share
        };
        words.into_iter().map(weight).sum::<f64>() + self.amount
    }

    /// Returns how much of all words is shared, if it is enough of the shorter telling and of all.
    fn like(&self, [contained, least]: [f64; 2]) -> Option<f64> {
        let [one, other] = &self.words;
        let shared: Vec<&String> = one.intersection(other).collect();
        let is_named = shared.iter().all(|word| self.named.contains(word));
        if shared.is_empty() || is_named && self.kind == ThreadKind::Commitment || is_named && one != other {
            return None;
        }
        let is_vague = shared.iter().all(|word| is_in("vague", word) || self.named.contains(word));
        let common = self.sum(shared.iter().copied());
        let shorter = self.sum(one).min(self.sum(other));
        let all = self.sum(one.union(other));
        // One word and another amount are not enough.
        let tells = |word: &&&String| !is_in("vague", word) && !self.named.contains(**word);
        let is_plain = !self.is_other_amount || shared.iter().filter(tells).count() > 1;
        // What is told in short says nothing that the longer telling does not; which of several it means is asked
        // elsewhere.
        let is_short =
            self.kind == ThreadKind::Commitment && is_plain && (one.is_subset(other) || other.is_subset(one));
        let least = match (is_vague, is_short) {
            (true, _) => SHARED_STRICT_MIN.max(least),
            (false, true) if least < SHARED_STRICT_MIN => SHARED_SHORT_MIN,
            _ => least,
        };
        (common >= contained * shorter && common >= least * all).then(|| common / all)
    }
}

/// Returns how like two are that name much the same by words of different strength: “troops to the valley”, “support to
/// the valley”. Something else that tells must be shared.
fn reworded(one: &Shape<'_>, other: &Shape<'_>, weights: &Weights) -> Option<f64> {
    let rung = |shape: &Shape<'_>| -> BTreeSet<String> {
        shape.words.iter().map(|word| wording::LADDERS.ladder_of(word).unwrap_or_else(|| word.clone())).collect()
    };
    let beside = Beside::of(one, other, weights);
    let tells = |word: &String| !is_in("vague", word) && !beside.named.contains(word);
    one.words.intersection(&other.words).any(tells).then(|| {
        Beside { words: [rung(one), rung(other)], amount: 0.0, ..beside }.like([CONTAINED_MIN, SHARED_STRICT_MIN])
    })?
}

fn of_events(one: &Shape<'_>, other: &Shape<'_>, weights: &Weights, shared: &BTreeSet<&Actor>) -> Option<f64> {
    let is_one_type = one.event == other.event || [one.event, other.event].contains(&Some(EventType::Other));
    let names: BTreeSet<String> = one.actors.union(&other.actors).flat_map(|(_, name)| telling_of(name)).collect();
    let is_of_one = || shared.len() == one.actors.len().min(other.actors.len());
    let told = |shape: &Shape<'_>| -> BTreeSet<String> {
        shape.words.iter().filter(|word| !names.contains(*word) && !is_in("moved", word)).cloned().collect()
    };
    let (ours, theirs) = (told(one), told(other));
    let named = BTreeSet::new();
    let beside = Beside {
        words: [ours.clone(), theirs.clone()],
        named,
        kind: one.kind,
        weights,
        amount: 0.0,
        is_other_amount: false,
    };
    let like = |contained, least| beside.like([contained, least]);
    let is_tied = shared.len() >= 2 || !one.others.is_disjoint(&other.others);
    match (one.days, other.days) {
        _ if !is_one_type => None,
        (Some((start, end)), Some((first, last))) if start <= last && first <= end => {
            // A parliament does not decide twice on one thing in a day, and a group of one description does not meet
            // twice; people may.
            let is_group = || shared.iter().all(|(kind, words)| *kind == EntityKind::Group && words.contains(' '));
            let is_meeting = matches!(one.event, Some(EventType::Meeting | EventType::Other));
            let is_told_alike = || ours.intersection(&theirs).any(|word| !is_in("vague", word));
            let is_one_act = is_of_one() && if is_meeting { is_group() } else { is_told_alike() };
            (is_tied || is_one_act).then_some(ONE_DAY).or_else(|| like(CONTAINED_MIN, SHARED_MIN))
        }
        (Some((start, _)), Some((first, _))) => {
            let is_moved = [one, other].iter().any(|shape| shape.words.iter().any(|word| is_in("moved", word)));
            let is_near = (start - first).get_days().abs() <= MOVED_DAYS_MAX;
            (is_moved && is_near && is_tied).then(|| like(CONTAINED_MOVED_MIN, SHARED_MIN))?
        }
        _ => is_tied.then(|| like(CONTAINED_MIN, SHARED_STRICT_MIN))?,
    }
}
