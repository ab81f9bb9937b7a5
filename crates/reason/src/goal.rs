//! What does a goal take, and how does it stand?

use std::collections::BTreeSet;

use casus_claim::{Condition, PropositionId};

use crate::fixpoint::World;
use crate::verdict::Worlds;
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

/// Returns whether a goal is reached when nobody moves first; it is false where it could not be even if all that is open
/// came to be due.
pub fn reached(goal: &Goal, case: &Case, scenario: &Scenario) -> Truth {
    let worlds = Worlds { least: World::least(case, scenario), greatest: World::greatest(case, scenario) };
    let due = |reference: &Reference| match case.promise(reference).map(|promise| worlds.verdict(promise, None)) {
        Some(Verdict::Due) => Truth::True,
        Some(Verdict::Open) => Truth::Unknown,
        Some(Verdict::Blocked) | None => Truth::False,
    };
    let need = |need: &Need| match need {
        Need::Proposition(id) => worlds.least.of(id),
        Need::Due { at_least, among } => reaches(*at_least as u64, among.iter().map(|reference| (due(reference), 1))),
        Need::Sum { at_least, of } => reaches(*at_least, of.iter().map(|(reference, size)| (due(reference), *size))),
    };
    value(goal, &need)
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
