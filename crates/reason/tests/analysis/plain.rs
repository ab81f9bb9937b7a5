//! What follows, worked out step by step and by looking at every combination.

use std::collections::BTreeSet;

use casus_claim::{Condition, PropositionId};
use casus_reason::{Case, Goal, Moves, Need, Promise, Reference, Rules, Scenario, Setting, Truth, value};

use crate::cases::*;

/// A world worked out step by step, all promises asked at each.
pub struct Plain<'a> {
    promises: Vec<&'a Promise>,
    rules: &'a Rules,
    set: Scenario,
    /// Nothing comes to have a value here that is not set.
    shut: Ids,
    brought: Ids,
}

impl<'a> Plain<'a> {
    pub fn of(promises: Vec<&'a Promise>, rules: &'a Rules, set: &Scenario, shut: Ids, moves: Moves) -> Self {
        let mut world = Self { promises, rules, set: set.clone(), shut, brought: Ids::new() };
        let all: Ids = world.bringing(|_| true);
        if moves == Moves::AllTogether {
            world.brought = all;
        }
        loop {
            let next = world.bringing(|promise| world.is_due(promise));
            if next == world.brought {
                return world;
            }
            world.brought = next;
        }
    }

    pub fn bringing(&self, is_it: impl Fn(&Promise) -> bool) -> Ids {
        let live = self.promises.iter().filter(|promise| promise.status.is_live() && is_it(promise));
        let brought = live.filter_map(|promise| promise.brings_about.clone());
        brought.filter(|id| !self.set.contains_key(id) && self.rules.definition(id).is_none()).collect()
    }

    pub fn is_due(&self, promise: &Promise) -> bool {
        promise.antecedent.as_ref().is_none_or(|of| value(of, &|id| self.truth(id)) == Truth::True)
    }

    pub fn truth(&self, id: &PropositionId) -> Truth {
        if let Some(&value) = self.set.get(id) {
            return value.into();
        }
        if self.shut.contains(id) {
            return Truth::Unknown;
        }
        match self.rules.definition(id) {
            Some(of) => value(of, &|id| self.truth(id)),
            None if self.brought.contains(id) => Truth::True,
            None if self.rules.parts(id).any(|part| self.truth(part) == Truth::True) => Truth::True,
            None => Truth::Unknown,
        }
    }

    /// Returns whether a goal is reached, counting what is due.
    pub fn reaches(&self, goal: &Goal) -> bool {
        let due = |reference: &Reference| {
            self.promises.iter().any(|promise| promise.reference == *reference && self.is_due(promise))
        };
        let need = |need: &Need| match need {
            Need::Proposition(id) => self.truth(id),
            Need::Due { at_least, among } => (among.iter().filter(|of| due(of)).count() >= *at_least).into(),
            Need::Sum { at_least, of } => {
                (of.iter().filter(|(of, _)| due(of)).map(|(_, size)| size).sum::<u64>() >= *at_least).into()
            }
        };
        value(goal, &need) == Truth::True
    }
}

pub fn all_of(case: &Case) -> Vec<&Promise> {
    case.promises().iter().collect()
}

pub fn derived(case: &Case) -> Ids {
    Plain::of(all_of(case), case.rules(), &Scenario::new(), Ids::new(), Moves::NobodyFirst).bringing(|_| true)
}

/// Lists all subsets of some things.
pub fn subsets<T: Clone + Ord>(of: &[T]) -> Vec<BTreeSet<T>> {
    (0..1_u32 << of.len())
        .map(|bits| (0..of.len()).filter(|n| bits >> n & 1 == 1).map(|n| of[n].clone()).collect())
        .collect()
}

/// Returns those sets of which no other is a part, the smallest first.
pub fn minimal<T: Clone + Ord>(mut sets: Vec<BTreeSet<T>>) -> Vec<BTreeSet<T>> {
    sets.sort_by(|one, other| one.len().cmp(&other.len()).then_with(|| one.cmp(other)));
    let mut least: Vec<BTreeSet<T>> = Vec::new();
    for set in sets {
        if !least.iter().any(|smaller| smaller.is_subset(&set)) {
            least.push(set);
        }
    }
    least
}

/// Leaves out sets from which another one follows by the rules.
pub fn weakest(case: &Case, scenario: &Scenario, sets: Vec<BTreeSet<Setting>>) -> Vec<BTreeSet<Setting>> {
    let is_stronger = |set: &BTreeSet<Setting>, than: &BTreeSet<Setting>| {
        let whole = with(case, scenario, set).expect("it goes together");
        set != than && than.iter().all(|it| whole.get(&it.proposition) == Some(&it.value))
    };
    sets.iter().filter(|set| !sets.iter().any(|other| is_stronger(set, other))).cloned().collect()
}

/// Returns a scenario with some settings and all that follows; none where they do not go together.
pub fn with(case: &Case, scenario: &Scenario, set: &BTreeSet<Setting>) -> Option<Scenario> {
    let mut whole = scenario.clone();
    for Setting { proposition, value } in set {
        if whole.insert(proposition.clone(), *value).is_some() {
            return None;
        }
    }
    case.rules().closed(&whole).ok()
}

/// Lists the settings that may be made beside a scenario; of what promises bring about, only to one value.
pub fn settings(case: &Case, scenario: &Scenario, of_derived: bool) -> Vec<Setting> {
    let derived = derived(case);
    let unset =
        NAMES.map(id).into_iter().filter(|id| !scenario.contains_key(id) && case.rules().definition(id).is_none());
    let both = unset.flat_map(|id| [true, false].map(|value| Setting { proposition: id.clone(), value }));
    both.filter(|it| it.value == of_derived || !derived.contains(&it.proposition)).collect()
}

/// Returns whether a goal may still come about, where whatever is not set goes well for it.
pub fn may_reach(case: &Case, set: &Scenario, derived: &Ids, goal: &Goal) -> bool {
    let against = |id: &PropositionId, value: bool| set.get(id).is_some_and(|set| *set != value);
    let towards = |id: &PropositionId, value: bool| set.get(id) == Some(&value);
    may(case, derived, goal, &against, &towards)
}

/// As [`may_reach`], of settings of which both values of one proposition may be there.
pub fn may_stand(case: &Case, set: &BTreeSet<Setting>, derived: &Ids, goal: &Goal) -> bool {
    let against = |id: &PropositionId, value: bool| set.contains(&Setting { proposition: id.clone(), value: !value });
    may(case, derived, goal, &against, &|_, _| false)
}

/// Returns whether a goal may come about, by what speaks against the two values of a proposition and what forces them.
pub fn may(
    case: &Case,
    derived: &Ids,
    goal: &Goal,
    against: &impl Fn(&PropositionId, bool) -> bool,
    towards: &impl Fn(&PropositionId, bool) -> bool,
) -> bool {
    struct Hope<'h, A, T> {
        case: &'h Case,
        derived: &'h Ids,
        against: &'h A,
        towards: &'h T,
        given_up: Ids,
    }
    impl<A: Fn(&PropositionId, bool) -> bool, T: Fn(&PropositionId, bool) -> bool> Hope<'_, A, T> {
        fn is(&self, condition: &Formula, wanted: bool) -> bool {
            match condition {
                Condition::Not(part) => self.is(part, !wanted),
                Condition::All(parts) => count(parts.iter().map(|part| self.is(part, wanted)), parts.len(), wanted),
                Condition::Any(parts) => count(parts.iter().map(|part| self.is(part, wanted)), 1, wanted),
                Condition::AtLeast { count: least, of } => {
                    count(of.iter().map(|part| self.is(part, wanted)), *least, wanted)
                }
                Condition::Atom(id) => self.proposition(id, wanted),
            }
        }

        fn proposition(&self, id: &PropositionId, wanted: bool) -> bool {
            match self.case.rules().definition(id) {
                _ if (self.towards)(id, wanted) => true,
                _ if (self.against)(id, wanted) => false,
                Some(of) => self.is(of, wanted),
                None if wanted => !self.given_up.contains(id),
                None => true,
            }
        }

        fn is_due(&self, promise: &Promise) -> bool {
            promise.antecedent.as_ref().is_none_or(|of| self.is(of, true))
        }
    }
    /// Returns whether so many are so; or, where it is wanted that fewer are, whether few enough need be.
    fn count(of: impl Iterator<Item = bool>, least: usize, wanted: bool) -> bool {
        let all: Vec<bool> = of.collect();
        let so = all.iter().filter(|it| **it).count();
        if wanted { so >= least } else { least > 0 && so + least > all.len() }
    }
    let mut hope = Hope { case, derived, against, towards, given_up: Ids::new() };
    loop {
        let lost = hope.derived.iter().filter(|id| {
            let ways = case
                .promises()
                .iter()
                .filter(|promise| promise.status.is_live() && promise.brings_about.as_ref() == Some(id));
            let parts = || case.rules().parts(id).any(|part| hope.proposition(part, true));
            !ways.into_iter().any(|promise| hope.is_due(promise)) && !parts()
        });
        let lost: Ids = lost.cloned().collect();
        if lost == hope.given_up {
            break;
        }
        hope.given_up = lost;
    }
    let due = |reference: &Reference| {
        case.promises().iter().any(|promise| promise.reference == *reference && hope.is_due(promise))
    };
    fn reaches(goal: &Goal, need: &impl Fn(&Need) -> bool) -> bool {
        match goal {
            Condition::Atom(of) => need(of),
            Condition::Not(_) => unreachable!("the goals of these tests have no `not`"),
            Condition::All(parts) => parts.iter().all(|part| reaches(part, need)),
            Condition::Any(parts) => parts.iter().any(|part| reaches(part, need)),
            Condition::AtLeast { count, of } => of.iter().filter(|part| reaches(part, need)).count() >= *count,
        }
    }
    reaches(goal, &|need| match need {
        Need::Proposition(id) => hope.proposition(id, true),
        Need::Due { at_least, among } => among.iter().filter(|of| due(of)).count() >= *at_least,
        Need::Sum { at_least, of } => {
            of.iter().filter(|(of, _)| due(of)).map(|(_, size)| size).sum::<u64>() >= *at_least
        }
    })
}
