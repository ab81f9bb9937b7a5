//! Which verdicts follow for a page put together by hand? Those that the engine would conclude from the same lines.

use std::collections::BTreeSet;

use casus_engine::page::{Cover, GeneralClaim, GoalNeed, Page, Promise};
use casus_reason::{Case, Lifecycle, Reference, Scenario, Truth, Verdict, conclude, value, values};

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
    let verdicts: Vec<_> = page.promises.iter().map(|promise| (promise.reference.clone(), promise.verdict)).collect();
    let scenario = scenario(page);
    for test in page.goals.iter_mut().filter_map(|goal| goal.test.as_mut()) {
        let of = |need: &GoalNeed| match need {
            GoalNeed::Proposition(id) => values(&case, &scenario, [id])[id],
            GoalNeed::Promises { at_least, among, .. } => {
                let each: Vec<(String, u64)> = among.iter().map(|reference| (reference.clone(), 1)).collect();
                stands(&verdicts, *at_least as u64, &each)
            }
            GoalNeed::Money { at_least, among, .. } => {
                stands(&verdicts, at_least.value.try_into().unwrap_or(u64::MAX), among)
            }
        };
        test.value = value(&test.needs, &of);
    }
}

/// Returns whether promises that are due come to so much, or would with those that are open.
fn stands(verdicts: &[(String, Option<Verdict>)], at_least: u64, among: &[(String, u64)]) -> Truth {
    let sum = |wanted: &[Verdict]| -> u64 {
        let is_so = |reference: &str| {
            verdicts.iter().any(|(other, verdict)| other == reference && verdict.is_some_and(|it| wanted.contains(&it)))
        };
        among.iter().filter(|(reference, _)| is_so(reference)).map(|(_, size)| size).sum()
    };
    match (sum(&[Verdict::Due]) >= at_least, sum(&[Verdict::Due, Verdict::Open]) >= at_least) {
        (true, _) => Truth::True,
        (false, true) => Truth::Unknown,
        (false, false) => Truth::False,
    }
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
