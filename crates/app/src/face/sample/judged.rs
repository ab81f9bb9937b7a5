//! Which verdicts follow for a page put together by hand? Those that the engine would conclude from the same lines.

use std::collections::BTreeSet;

use casus_engine::page::{Cover, GeneralClaim, Page, Promise};
use casus_reason::{Case, Lifecycle, Reference, Scenario, Standing, Truth, conclude};

/// Concludes every verdict of a page from its gates, as the engine does.
pub fn judge(page: &mut Page) {
    let case = Case::new(page.promises.iter().map(for_reason).collect(), page.rules.clone());
    let claims: Vec<_> = page.general_claims.iter().map(claim_for_reason).collect();
    let conclusions = conclude(&case, &claims, &scenario(page));
    for (promise, conclusion) in page.promises.iter_mut().zip(conclusions) {
        promise.verdict = conclusion.verdict;
        promise.lifecycle = Lifecycle::of(promise.status, conclusion.verdict, false, false);
        promise.covered_by = conclusion
            .covers
            .into_iter()
            .map(|cover| Cover { claim: cover.claim.0, verdict_if_meant: cover.verdict_if_meant })
            .collect();
    }
    let scenario = scenario(page);
    let standing = Standing::of(&case, &scenario);
    page.goals
        .iter_mut()
        .filter_map(|goal| goal.test.as_mut())
        .for_each(|test| test.value = standing.goal(&test.goal()));
}

/// Returns the scenario that the gates of a page set.
fn scenario(page: &Page) -> Scenario {
    let set = page.gates.iter().filter(|gate| gate.value != Truth::Unknown);
    set.map(|gate| (gate.proposition.id.clone(), gate.value == Truth::True)).collect()
}

fn for_reason(promise: &Promise) -> casus_reason::Promise {
    casus_reason::Promise {
        reference: Reference(promise.reference.clone()),
        status: promise.status,
        category: promise.category,
        debtors: promise.debtor.iter().cloned().collect(),
        antecedent: promise.antecedent.clone(),
        brings_about: promise.brings_about.clone(),
    }
}

fn claim_for_reason(claim: &GeneralClaim) -> casus_reason::GeneralClaim {
    casus_reason::GeneralClaim {
        reference: Reference(claim.reference.clone()),
        categories: claim.categories.iter().copied().collect(),
        antecedent: claim.antecedent.clone(),
        actors: BTreeSet::new(),
    }
}
