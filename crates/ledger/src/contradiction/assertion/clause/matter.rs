//! Do two sentences tell of the same, as far as words, names and days can say?

use std::collections::BTreeSet;

use casus_claim::EntityKind;

use super::super::super::ContradictionKind;
use super::super::super::retold::are_set_apart;
use super::super::super::text::{days_between, each_has_spoken};
use super::super::super::words::{Word, stem, telling};
use super::super::is_one_affair;
use super::super::name::{Name, share, shared};
use super::super::phrase::Phrases;
use super::super::told::Told;
use super::Clause;

/// What weighs half: words that many affairs have in common.
const LIGHT: [&str; 17] = [
    "=government",
    "=people",
    "=leader",
    "=delegation",
    "+meet",
    "+agree",
    "+attend",
    "country",
    "state",
    "year",
    "official",
    "week",
    "two",
    "new",
    "members",
    "+begin",
    "=minimum",
];
/// So many names around the sentences are counted at most.
const NAMES_AROUND_MAX: usize = 2;

/// What the sentence before tells, to which one points back, weighs so much.
const POINTED: f64 = 0.75;

/// The houses of a parliament.
const HOUSES: [&str; 2] = ["lower", "upper"];

/// How much is the same.
#[derive(Clone, Copy, Debug)]
pub(super) struct Weight {
    /// What both sentences tell.
    pub(super) own: f64,
    /// A day of which both tell.
    pub(super) day: f64,
    /// What is told around both, half of it.
    pub(super) around: f64,
    /// The names in both, those around them half.
    pub(super) names: f64,
    /// How much of what the shorter sentence tells is told by the other one or around it.
    pub(super) share: f64,
}

impl Weight {
    pub(super) fn all(self) -> f64 {
        self.own + self.day + self.around + self.names
    }
}

/// Weighs what two sentences have in common.
pub(super) fn weigh(one: &Clause<'_>, other: &Clause<'_>) -> Weight {
    let both: BTreeSet<&String> = one.own.intersection(&other.own).collect();
    let pointed = |clause: &Clause<'_>| -> BTreeSet<String> { &clause.own | &clause.pointed };
    let joint: BTreeSet<String> = &pointed(one) & &pointed(other);
    let pointed = joint.iter().filter(|sense| !both.contains(sense));
    let around = one.around.intersection(&other.around);
    let around = around.filter(|sense| !both.contains(sense) && !joint.contains(*sense));
    let of = |sense: &String| if LIGHT.contains(&sense.as_str()) { 0.5 } else { 1.0 };
    let named = shared(&one.names, &other.names);
    let meant =
        |clause: &Clause<'_>| -> Vec<Name> { clause.names.iter().chain(&clause.names_pointed).cloned().collect() };
    let meant = shared(&meant(one), &meant(other)).saturating_sub(named).min(NAMES_AROUND_MAX);
    let named_around = shared(&one.names_around, &other.names_around).saturating_sub(named + meant);
    let named_around = named_around.min(NAMES_AROUND_MAX - meant);
    let told = |one: &Clause<'_>, other: &Clause<'_>| {
        let all: f64 = one.own.iter().map(of).sum();
        let known: f64 = one.own.iter().filter(|sense| other.around.contains(*sense)).map(of).sum();
        if all > 0.0 { known / all } else { 1.0 }
    };
    Weight {
        own: both.iter().map(|sense| of(sense)).sum::<f64>() + pointed.map(of).sum::<f64>() * POINTED,
        day: of_day(one, other),
        around: around.map(of).sum::<f64>() / 2.0,
        names: named as f64 + meant as f64 * POINTED + named_around as f64 / 2.0,
        share: told(one, other).max(told(other, one)),
    }
}

/// Weighs that both sentences tell of one day: more where both name it.
fn of_day(one: &Clause<'_>, other: &Clause<'_>) -> f64 {
    match (one.own_day, other.own_day) {
        (Some(ours), Some(theirs)) if ours == theirs => 1.0,
        _ if one.day.is_some() && one.day == other.day => 0.5,
        _ => 0.0,
    }
}

/// Returns whether nothing sets two sentences apart: neither stages nor states nor speakers.
pub(super) fn may_be_one(told: &[Told<'_>], one: &Clause<'_>, other: &Clause<'_>, kind: ContradictionKind) -> bool {
    // In what they differ sets them not apart.
    let others: &[EntityKind] = match kind {
        ContradictionKind::Place => &[EntityKind::State, EntityKind::Person],
        ContradictionKind::Speaker => &[EntityKind::State],
        _ => &[EntityKind::State, EntityKind::Organisation, EntityKind::Person, EntityKind::Place],
    };
    is_one_affair(&told[one.document], &told[other.document])
        && !are_of_others(told, one, other, (others, kind))
        && (kind == ContradictionKind::Wording
            || !each_has_spoken((one.text, one.sentence()), (other.text, other.sentence())))
        && !are_set_apart((one.text, one.words()), (other.text, other.words()))
        && !are_substituted(one, other)
        && (kind == ContradictionKind::Wording || !are_for_others(one, other))
}

/// Returns whether each sentence is of other things behind a preposition, of which the other one and its neighbours do not
/// tell: `open to cars`, `open to lorries`.
fn are_for_others(one: &Clause<'_>, other: &Clause<'_>) -> bool {
    let aims = |one: &Clause<'_>, other: &Clause<'_>| {
        let words = one.words();
        let aim = |at: usize| {
            // `To` and `with` lead to other things than aims as well, so there only several are one.
            let is_single = match words[at].lower.as_str() {
                "for" | "on" | "against" | "about" | "over" => true,
                "to" | "with" | "from" => false,
                _ => return None,
            };
            let is_small = |word: &Word<'_>| matches!(word.lower.as_str(), "the" | "a" | "an" | "its" | "their");
            let skipped = words.get(at + 1).is_some_and(|word| is_single && is_small(word));
            let thing = words.get(at + 1 + usize::from(skipped)..)?.first_chunk::<1>()?;
            let is_aim = !thing[0].is_capital() && (is_single || thing[0].lower.ends_with('s'));
            (is_aim && !telling(thing).is_empty()).then(|| sense(thing))
        };
        (0..words.len()).filter_map(aim).any(|aim| !other.around.contains(&aim))
    };
    aims(one, other) && aims(other, one)
}

/// Returns what a word tells: a thing of the table, or its stem.
fn sense(word: &[Word<'_>]) -> String {
    let phrases = Phrases::of(word);
    let thing = phrases.each_of("means").next();
    thing.map_or_else(|| stem(&word[0].lower), |(name, _)| format!("={name}"))
}

/// Returns whether each sentence names somebody or something of some kinds that the other document does not.
fn are_of_others(
    told: &[Told<'_>],
    one: &Clause<'_>,
    other: &Clause<'_>,
    (kinds, differs): (&[EntityKind], ContradictionKind),
) -> bool {
    let has_own = |one: &Clause<'_>, other: &Clause<'_>| {
        let is_bound = |name: &&Name| {
            let before = name.words.start.checked_sub(1).map_or("", |at| one.words()[at].lower.as_str());
            let is_place = matches!(before, "in" | "at" | "on" | "from" | "near");
            match (name.kind, is_place) {
                // Where it is, two sentences on places may tell otherwise.
                (_, true) if differs == ContradictionKind::Place => false,
                // `The monastery of Saint Orben` names nobody.
                (Some(EntityKind::Person), _) if differs == ContradictionKind::Place && before == "of" => false,
                (Some(kind), _) => kinds.contains(&kind),
                (None, is_place) => is_place && kinds.contains(&EntityKind::Place),
            }
        };
        let theirs = told[other.document].all_names();
        one.names.iter().filter(is_bound).any(|name| !share(std::slice::from_ref(name), theirs))
    };
    has_own(one, other) && has_own(other, one)
}

/// Returns whether each sentence has a word of its own between the same two: `the experts of`, `the ministers of`.
fn are_substituted(one: &Clause<'_>, other: &Clause<'_>) -> bool {
    let own = |one: &Clause<'_>, other: &Clause<'_>| -> BTreeSet<[String; 2]> {
        let words = one.words();
        let is_plain = |at: &usize| {
            let word = &words[*at];
            let stem = stem(&word.lower);
            !word.is_capital() && one.own.contains(&stem) && !other.own.contains(&stem)
        };
        let behind = |at: usize| words.get(at + 1).map_or_else(String::new, |word| word.lower.clone());
        let places = (1..words.len()).filter(is_plain);
        places.map(|at| [words[at - 1].lower.clone(), behind(at)]).collect()
    };
    !own(one, other).is_disjoint(&own(other, one))
}

/// Returns how many days lie between the documents of two sentences; many, where one is undated.
pub(super) fn days(one: &Clause<'_>, other: &Clause<'_>) -> i32 {
    days_between(one.text, other.text).unwrap_or(i32::MAX)
}

/// Returns whether both can be of one day.
pub(super) fn may_be_of_one_day(one: &Clause<'_>, other: &Clause<'_>, days_max: i32) -> bool {
    match (one.day, other.day) {
        (Some(ours), Some(theirs)) => ours.0 <= theirs.1 && theirs.0 <= ours.1,
        _ => days(one, other) <= days_max,
    }
}

/// Returns whether a class makes one of two sentences, but not both, one of several or not as it will be.
pub(super) fn are_of_other_stages(one: &Clause<'_>, other: &Clause<'_>, but: &[&str]) -> bool {
    // A parliament that is not told by its house may be either.
    let has_house = |clause: &Clause<'_>| HOUSES.iter().any(|house| clause.other.contains(house));
    let of_houses = has_house(one) && has_house(other);
    let is_told = |class: &&'static str| !HOUSES.contains(class) || of_houses;
    one.other.symmetric_difference(&other.other).filter(|class| is_told(class)).any(|class| !but.contains(class))
}
