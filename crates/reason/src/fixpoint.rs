//! What comes true, when promises bring about what other promises wait on?

use std::collections::{BTreeMap, BTreeSet};

use casus_claim::{Condition, PropositionId};

use crate::reasons::support;
use crate::{Case, Scenario, Truth, value};

/// The values of all propositions at one fixpoint.
#[derive(Clone, Debug)]
pub(crate) struct World<'a> {
    case: &'a Case,
    scenario: &'a Scenario,
    brought_about: BTreeSet<&'a PropositionId>,
}

impl<'a> World<'a> {
    /// Returns the world in which nobody moves first: the least fixpoint.
    ///
    /// It starts from the scenario alone. Wherever the antecedent of a live promise is true, what that promise brings
    /// about comes true, until nothing more does.
    ///
    /// A proposition moves only between unknown and true, and a formula of Kleene's logic that is true stays true when an
    /// unknown proposition becomes true, even under a `not`. So the order in which promises are asked is of no account,
    /// and each is asked again only when something that it rests on has moved.
    pub(crate) fn least(case: &'a Case, scenario: &'a Scenario) -> Self {
        let mut world = Self { case, scenario, brought_about: BTreeSet::new() };
        let mut asked: Vec<usize> = world.bringing().flat_map(|(_, places)| places).copied().collect();
        while let Some(place) = asked.pop() {
            let promise = &case.promises()[place];
            let Some(id) = world.brings_about(place).filter(|id| !world.brought_about.contains(id)) else { continue };
            if world.antecedent(promise.antecedent.as_ref()) == Truth::True {
                world.brought_about.insert(id);
                asked.extend(case.waiting(id));
            }
        }
        world
    }

    /// Returns the world in which all move together: the greatest fixpoint.
    ///
    /// It starts from the hope that everything comes true that some live promise would bring about, and gives up each
    /// proposition whose every promise waits on something that is not true, until no hope is left that does not carry
    /// itself. Promises that wait only on one another thus keep one another alive.
    ///
    /// A proposition that is given up becomes unknown and not false: the promises on record are not the only ways in
    /// which a thing can come about. For the same reason a proposition that nobody has set and no live promise brings
    /// about is unknown in both worlds, so it can keep a promise open and never block it.
    pub(crate) fn greatest(case: &'a Case, scenario: &'a Scenario) -> Self {
        let mut world = Self { case, scenario, brought_about: BTreeSet::new() };
        let hoped_for: Vec<(&PropositionId, &[usize])> = world.bringing().collect();
        world.brought_about = hoped_for.iter().map(|(id, _)| *id).collect();
        let mut left: BTreeMap<&PropositionId, usize> =
            hoped_for.iter().map(|(id, places)| (*id, places.len())).collect();
        let mut is_given_up = vec![false; case.promises().len()];
        let mut asked: Vec<usize> = hoped_for.iter().flat_map(|(_, places)| *places).copied().collect();
        while let Some(place) = asked.pop() {
            let promise = &case.promises()[place];
            let Some(id) = world.brings_about(place).filter(|_| !is_given_up[place]) else { continue };
            if world.antecedent(promise.antecedent.as_ref()) == Truth::True {
                continue;
            }
            is_given_up[place] = true;
            let count = left.get_mut(id).expect("what a promise brings about was hoped for");
            *count -= 1;
            if *count == 0 {
                world.brought_about.remove(id);
                asked.extend(case.waiting(id));
            }
        }
        world
    }

    /// Returns the value of a proposition: what the scenario sets stands, whatever a promise brings about.
    pub(crate) fn of(&self, id: &PropositionId) -> Truth {
        if let Some(&value) = self.scenario.get(id) {
            return value.into();
        }
        let rules = self.case.rules();
        let has_part = || rules.parts(id).any(|part| self.of(part) == Truth::True);
        match rules.definition(id) {
            Some(definition) => value(definition, &|id| self.of(id)),
            None if self.brought_about.contains(id) || has_part() => Truth::True,
            None => Truth::Unknown,
        }
    }

    /// Returns the value of a proposition as far as it rests on these.
    pub(crate) fn of_these(&self, these: &BTreeSet<&PropositionId>, id: &PropositionId) -> Truth {
        let rules = self.case.rules();
        if these.contains(id) {
            return self.of(id);
        }
        match rules.definition(id) {
            _ if self.scenario.contains_key(id) => Truth::Unknown,
            Some(definition) => value(definition, &|id| self.of_these(these, id)),
            None if rules.parts(id).any(|part| self.of_these(these, part) == Truth::True) => Truth::True,
            None => Truth::Unknown,
        }
    }

    /// Returns the propositions that settle the value of one: itself, unless it has its value from others.
    pub(crate) fn rests_on(&self, id: &'a PropositionId) -> BTreeSet<&'a PropositionId> {
        let rules = self.case.rules();
        if self.scenario.contains_key(id) || self.brought_about.contains(id) {
            return BTreeSet::from([id]);
        }
        match (rules.definition(id), rules.parts(id).find(|part| self.of(part) == Truth::True)) {
            (Some(definition), _) => support(definition, self),
            (None, Some(part)) => self.rests_on(part),
            (None, None) => BTreeSet::from([id]),
        }
    }

    /// Returns the value of an antecedent; where there is none, nothing is waited for.
    pub(crate) fn antecedent(&self, antecedent: Option<&Condition<PropositionId>>) -> Truth {
        antecedent.map_or(Truth::True, |condition| value(condition, &|id| self.of(id)))
    }

    /// Returns what the live promises bring about that the scenario leaves unset.
    fn bringing(&self) -> impl Iterator<Item = (&'a PropositionId, &'a [usize])> + use<'a> {
        let scenario = self.scenario;
        self.case.brought_about().filter(|(id, _)| !scenario.contains_key(*id))
    }

    /// Returns what a live promise brings about that the scenario leaves unset.
    fn brings_about(&self, place: usize) -> Option<&'a PropositionId> {
        let promise = &self.case.promises()[place];
        let brought = promise.brings_about.as_ref().filter(|id| self.case.rules().definition(id).is_none());
        brought.filter(|id| promise.status.is_live() && !self.scenario.contains_key(*id))
    }
}
