//! Which general claims would cover a promise, if they are meant so?

use casus_claim::{Condition, PropositionId, Status};

use crate::verdict::Worlds;
use crate::{GeneralClaim, Promise, Reference, Truth, Verdict, value};

/// A general claim that would cover a promise, and what would follow.
///
/// Whether "any such support" means this very promise is for a person to say, so a claim leaves the verdict as it is
/// and the other verdict is shown beside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cover {
    /// The general claim.
    pub claim: Reference,
    /// The verdict of the promise if the claim is meant to cover it.
    pub verdict_if_meant: Verdict,
}

/// Lists the claims that would change the verdict of a promise or put a further condition on it.
pub(crate) fn covers(promise: &Promise, claims: &[GeneralClaim], worlds: &Worlds) -> Vec<Cover> {
    let own = worlds.verdict(promise, None);
    let cover = |claim: &GeneralClaim| {
        let verdict_if_meant = worlds.verdict(promise, Some(claim));
        let changes = verdict_if_meant != own || adds_a_condition(promise, claim);
        changes.then(|| Cover { claim: claim.reference.clone(), verdict_if_meant })
    };
    claims.iter().filter(|claim| speaks_of(claim, promise)).filter_map(cover).collect()
}

/// Returns whether a promise is among those that a claim speaks of.
///
/// Not so what is done, since it waits on nothing any more; nor what nobody promises; nor a promise of the very actor
/// whose move the claim waits for, or one that brings about what it waits for: that would wait for itself.
fn speaks_of(claim: &GeneralClaim, promise: &Promise) -> bool {
    let is_ahead = promise.status.is_live() && promise.status != Status::Delivered;
    let waits_for_itself = !claim.actors.is_disjoint(&promise.debtors)
        || promise.brings_about.as_ref().is_some_and(|id| claim.antecedent.atoms().contains(&id));
    is_ahead && claim.categories.contains(&promise.category) && !waits_for_itself
}

/// Returns whether a claim asks for more than what the promise requires already.
fn adds_a_condition(promise: &Promise, claim: &GeneralClaim) -> bool {
    let mut required = Vec::new();
    if let Some(antecedent) = &promise.antecedent {
        require(antecedent, Truth::True, &mut required);
    }
    let of = |id: &PropositionId| {
        let requirement = required.iter().find(|(required, _)| *required == id);
        requirement.map_or(Truth::Unknown, |(_, value)| *value)
    };
    value(&claim.antecedent, &of) != Truth::True
}

/// Collects the values that single propositions must have for a condition to have a given value.
fn require<'a>(condition: &'a Condition<PropositionId>, wanted: Truth, required: &mut Vec<(&'a PropositionId, Truth)>) {
    match (condition, wanted) {
        (Condition::Atom(id), _) => required.push((id, wanted)),
        (Condition::Not(part), _) => require(part, wanted.negated(), required),
        (Condition::All(parts), Truth::True) | (Condition::Any(parts), Truth::False) => {
            parts.iter().for_each(|part| require(part, wanted, required));
        }
        (Condition::All(parts) | Condition::Any(parts), _) if parts.len() == 1 => require(&parts[0], wanted, required),
        (Condition::AtLeast { count, of }, Truth::True) if *count == of.len() => {
            of.iter().for_each(|part| require(part, wanted, required));
        }
        // Of an alternative no single member is required.
        _ => {}
    }
}
