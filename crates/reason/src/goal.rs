//! What does a goal take, and how does it stand?

use std::collections::BTreeSet;

use casus_claim::{Condition, PropositionId};

use crate::fixpoint::World;
use crate::verdict::{Worlds, promises_something};
use crate::{Case, Reference, Scenario, Truth, Verdict, value};

/// What promises are to lead to.
pub type Goal = Condition<Need>;

/// A part of what a goal takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Need {
    /// A proposition is true.
    Proposition(PropositionId),
    /// Promises are due, so many of these.
    Due {
        /// How many.
        at_least: usize,
        /// Among which.
        among: BTreeSet<Reference>,
    },
    /// Promises are due that together come to so much, in whatever unit the weights have.
    Sum {
        /// How much.
        at_least: u64,
        /// Among which, each with what it comes to.
        of: Vec<(Reference, u64)>,
    },
}

/// How what goals take stands in a scenario.
pub struct Standing<'a> {
    case: &'a Case,
    worlds: Worlds<'a>,
}

impl<'a> Standing<'a> {
    /// Works out the worlds that a scenario leaves.
    pub fn of(case: &'a Case, scenario: &'a Scenario) -> Self {
        let worlds = Worlds { least: World::least(case, scenario), greatest: World::greatest(case, scenario) };
        Self { case, worlds }
    }

    /// Returns whether a goal is reached when nobody moves first; it is false where it could not be even if all that is
    /// open came to be due.
    pub fn goal(&self, goal: &Goal) -> Truth {
        value(goal, &|need| self.need(need))
    }

    /// Returns whether a part of what a goal takes is given.
    pub fn need(&self, need: &Need) -> Truth {
        match need {
            Need::Proposition(id) => self.worlds.least.of(id),
            Need::Due { at_least, among } => reaches(*at_least as u64, among.iter().map(|by| (self.due(by), 1))),
            Need::Sum { at_least, of } => reaches(*at_least, of.iter().map(|(by, size)| (self.due(by), *size))),
        }
    }

    /// Returns whether a promise is due; where nothing is promised, nothing is.
    fn due(&self, reference: &Reference) -> Truth {
        let promise = self.case.promise(reference).filter(|promise| promises_something(promise));
        match promise.map(|promise| self.worlds.verdict(promise, None)) {
            Some(Verdict::Due) => Truth::True,
            Some(Verdict::Open) => Truth::Unknown,
            Some(Verdict::Blocked) | None => Truth::False,
        }
    }
}

/// Returns whether a goal is reached, as [`Standing::goal`] does.
pub fn reached(goal: &Goal, case: &Case, scenario: &Scenario) -> Truth {
    Standing::of(case, scenario).goal(goal)
}

/// Returns whether weights come to so much: of those that are true, or with those that are unknown.
fn reaches(at_least: u64, of: impl Iterator<Item = (Truth, u64)>) -> Truth {
    let (mut least, mut most) = (0_u64, 0_u64);
    for (value, weight) in of {
        least = least.saturating_add(if value == Truth::True { weight } else { 0 });
        most = most.saturating_add(if value == Truth::False { 0 } else { weight });
    }
    match () {
        () if least >= at_least => Truth::True,
        () if most >= at_least => Truth::Unknown,
        () => Truth::False,
    }
}
