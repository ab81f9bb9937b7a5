//! Why is a verdict what it is: which propositions settle it, and where do they have their values from?

use std::collections::BTreeSet;

use casus_claim::{Condition, PropositionId};

use crate::fixpoint::World;
use crate::{Case, Promise, Reference, Scenario, Truth, value};

/// A proposition that a verdict rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    /// The proposition.
    pub proposition: PropositionId,
    /// Its value when nobody moves first.
    pub value: Truth,
    /// Where it has the value from.
    pub ground: Ground,
}

/// Where a proposition has its value from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ground {
    /// The scenario sets it.
    Set,
    /// These promises, all of them due, bring it about.
    BroughtAbout(Vec<Reference>),
    /// Nobody sets it and nobody brings it about yet; these live promises would if they were due.
    Unset(Vec<Reference>),
}

/// Lists the reasons of a promise's verdict, sorted by proposition.
pub(crate) fn reasons<'a>(
    promise: &'a Promise,
    case: &'a Case,
    scenario: &'a Scenario,
    least: &World<'a>,
) -> Vec<Reason> {
    let Some(antecedent) = &promise.antecedent else { return Vec::new() };
    let settle = |id: PropositionId| {
        let value = least.of(&id);
        Reason { ground: ground(&id, case, scenario, least), proposition: id, value }
    };
    spare(antecedent, support(antecedent, least), least).into_iter().cloned().map(settle).collect()
}

/// Takes away propositions one by one, as long as the others settle the condition without them.
///
/// Two parts of a formula may have been settled by different propositions where one would have done for both.
fn spare<'a>(
    condition: &Condition<PropositionId>,
    mut support: BTreeSet<&'a PropositionId>,
    world: &World<'a>,
) -> BTreeSet<&'a PropositionId> {
    let by = |support: &BTreeSet<&PropositionId>| value(condition, &|id| world.of_these(support, id));
    let own = by(&support);
    if own == Truth::Unknown {
        return support;
    }
    for id in support.clone() {
        support.remove(id);
        if by(&support) != own {
            support.insert(id);
        }
    }
    support
}

fn ground(id: &PropositionId, case: &Case, scenario: &Scenario, least: &World) -> Ground {
    if scenario.contains_key(id) {
        return Ground::Set;
    }
    let live = case.bringing(id).iter().map(|place| &case.promises()[*place]);
    let (due, waiting): (Vec<_>, Vec<_>) =
        live.partition(|promise| least.antecedent(promise.antecedent.as_ref()) == Truth::True);
    let references = |promises: Vec<&Promise>| promises.into_iter().map(|promise| promise.reference.clone()).collect();
    if due.is_empty() { Ground::Unset(references(waiting)) } else { Ground::BroughtAbout(references(due)) }
}

/// Returns propositions that suffice for the value a condition has.
///
/// Of several alternatives that each suffice the smallest is taken, and of equals the first in the formula. A condition
/// that is unknown rests on all that keep it so.
pub(crate) fn support<'a>(condition: &'a Condition<PropositionId>, world: &World<'a>) -> BTreeSet<&'a PropositionId> {
    let own = value(condition, &|id| world.of(id));
    let (parts, needed) = match condition {
        Condition::Atom(id) => return world.rests_on(id),
        Condition::Not(part) => return support(part, world),
        Condition::All(parts) => (parts, if own == Truth::False { 1 } else { parts.len() }),
        Condition::Any(parts) => (parts, if own == Truth::True { 1 } else { parts.len() }),
        // To make `count` of n impossible, n + 1 - count of them must fail.
        Condition::AtLeast { count, of } if own == Truth::False => (of, (of.len() + 1).saturating_sub(*count)),
        Condition::AtLeast { count, of } if own == Truth::True => (of, *count),
        Condition::AtLeast { of, .. } => (of, of.len()),
    };
    let alike = parts.iter().filter(|part| value(part, &|id| world.of(id)) == own);
    let mut supports: Vec<_> = alike.map(|part| support(part, world)).collect();
    supports.sort_by_key(BTreeSet::len);
    supports.into_iter().take(needed).flatten().collect()
}
