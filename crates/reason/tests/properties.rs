//! What must hold for any promises, measured against brute force on small cases.

use std::collections::{BTreeMap, BTreeSet};

use casus_claim::{Category, Condition, PropositionId, Status};
use casus_reason::{
    Case, Conclusion, GeneralClaim, Ground, Promise, Reference, Rules, Scenario, Truth, Verdict, conclude, value,
};
use proptest::prelude::*;

type Formula = Condition<PropositionId>;
type Set = BTreeSet<PropositionId>;

const NAMES: [&str; 4] = ["a", "b", "c", "d"];

fn any_id() -> impl Strategy<Value = PropositionId> {
    prop::sample::select(&NAMES[..]).prop_map(|name| PropositionId(name.to_owned()))
}

fn any_formula() -> impl Strategy<Value = Formula> {
    any_id().prop_map(Condition::Atom).prop_recursive(3, 12, 3, |inner| {
        let parts = || prop::collection::vec(inner.clone(), 0..4);
        prop_oneof![
            parts().prop_map(Condition::All),
            parts().prop_map(Condition::Any),
            inner.clone().prop_map(Formula::negated),
            (0usize..4, parts()).prop_map(|(count, of)| Condition::AtLeast { count, of }),
        ]
    })
}

fn any_promises() -> impl Strategy<Value = Vec<Promise>> {
    let one = (
        prop::sample::select(Status::ALL),
        prop::option::weighted(0.8, any_formula()),
        prop::option::weighted(0.7, any_id()),
    );
    prop::collection::vec(one, 0..6).prop_map(|parts| {
        let promise = |(n, (status, antecedent, brings_about)): (usize, (Status, _, _))| Promise {
            reference: Reference(format!("P{n}")),
            status,
            category: Category::Other,
            debtors: BTreeSet::from([format!("State {n}")]),
            antecedent,
            brings_about,
        };
        parts.into_iter().enumerate().map(promise).collect()
    })
}

fn case(promises: &[Promise]) -> Case {
    Case::new(promises.to_vec(), Rules::default())
}

fn any_scenario() -> impl Strategy<Value = Scenario> {
    prop::collection::btree_map(any_id(), any::<bool>(), 0..4)
}

/// Returns the value of an antecedent when the scenario holds and these propositions have come true.
fn judge(antecedent: Option<&Formula>, scenario: &Scenario, came_true: &Set) -> Truth {
    let of = |id: &PropositionId| match scenario.get(id) {
        Some(&value) => value.into(),
        None if came_true.contains(id) => Truth::True,
        None => Truth::Unknown,
    };
    antecedent.map_or(Truth::True, |formula| value(formula, &of))
}

fn subsets(ids: &Set) -> Vec<Set> {
    let ids: Vec<&PropositionId> = ids.iter().collect();
    (0..1u32 << ids.len())
        .map(|bits| (0..ids.len()).filter(|n| bits >> n & 1 == 1).map(|n| ids[n].clone()).collect())
        .collect()
}

/// Lists every set of unset propositions that is exactly what live promises with a true antecedent bring about.
fn fixpoints(promises: &[Promise], scenario: &Scenario) -> Vec<Set> {
    let unset: Set =
        NAMES.map(|name| PropositionId(name.to_owned())).into_iter().filter(|id| !scenario.contains_key(id)).collect();
    let is_fixpoint = |set: &Set| {
        let moves = promises.iter().filter(|promise| {
            promise.status.is_live() && judge(promise.antecedent.as_ref(), scenario, set) == Truth::True
        });
        let brought: Set = moves.filter_map(|promise| promise.brings_about.clone()).collect();
        brought.intersection(&unset).cloned().collect::<Set>() == *set
    };
    subsets(&unset).into_iter().filter(is_fixpoint).collect()
}

fn by_reference(promises: &[Promise], conclusions: Vec<Conclusion>) -> BTreeMap<Reference, Conclusion> {
    std::iter::zip(promises.iter().map(|promise| promise.reference.clone()), conclusions).collect()
}

fn sorted_grounds(mut conclusion: Conclusion) -> Conclusion {
    for reason in &mut conclusion.reasons {
        match &mut reason.ground {
            Ground::BroughtAbout(by) | Ground::Unset(by) => by.sort(),
            Ground::Set => {}
        }
    }
    conclusion
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn verdicts_are_those_of_the_least_and_the_greatest_of_all_fixpoints(
        promises in any_promises(), scenario in any_scenario(),
    ) {
        let all = fixpoints(&promises, &scenario);
        let least = all.iter().find(|set| all.iter().all(|other| set.is_subset(other)));
        let greatest = all.iter().find(|set| all.iter().all(|other| set.is_superset(other)));
        let (least, greatest) = (least.expect("one lies below all"), greatest.expect("one lies above all"));
        for (promise, conclusion) in promises.iter().zip(conclude(&case(&promises), &[], &scenario)) {
            let antecedent = promise.antecedent.as_ref();
            let values = (judge(antecedent, &scenario, least), judge(antecedent, &scenario, greatest));
            let verdict = match values {
                _ if matches!(promise.status, Status::Refused | Status::Withdrawn) => None,
                _ if promise.status == Status::Withheld && antecedent.is_none() => None,
                (Truth::True, _) => Some(Verdict::Due),
                (Truth::False, Truth::False) => Some(Verdict::Blocked),
                _ => Some(Verdict::Open),
            };
            prop_assert_eq!(conclusion.verdict, verdict);
            prop_assert_eq!(conclusion.is_due_together, verdict == Some(Verdict::Open) && values.1 == Truth::True);
        }
    }

    #[test]
    fn the_order_of_the_promises_is_of_no_account(
        (promises, shuffled) in any_promises().prop_flat_map(|all| (Just(all.clone()), Just(all).prop_shuffle())),
        scenario in any_scenario(),
    ) {
        let conclusions = |promises: &[Promise]| -> BTreeMap<Reference, Conclusion> {
            let by_reference = by_reference(promises, conclude(&case(promises), &[], &scenario));
            by_reference.into_iter().map(|(reference, conclusion)| (reference, sorted_grounds(conclusion))).collect()
        };
        prop_assert_eq!(conclusions(&promises), conclusions(&shuffled));
    }

    #[test]
    fn what_is_due_or_blocked_stays_so_whatever_becomes_of_the_unknown(
        promises in any_promises(), scenario in any_scenario(), later in any_scenario(),
    ) {
        let before = conclude(&case(&promises), &[], &scenario);
        // What a promise brings about cannot be set against it, or the scenario would deny what follows from it.
        let came_true = |id: &PropositionId| promises.iter().zip(&before).any(|(promise, conclusion)| {
            promise.brings_about.as_ref() == Some(id) && conclusion.verdict == Some(Verdict::Due)
        });
        let mut settled = scenario.clone();
        for (id, value) in later {
            if !came_true(&id) {
                settled.entry(id).or_insert(value);
            }
        }
        for (before, after) in before.iter().zip(conclude(&case(&promises), &[], &settled)) {
            if before.verdict != Some(Verdict::Open) {
                prop_assert_eq!(before.verdict, after.verdict);
            }
        }
    }

    #[test]
    fn the_reasons_alone_settle_the_verdict_and_none_can_be_spared(
        promises in any_promises(), scenario in any_scenario(),
    ) {
        for (promise, conclusion) in promises.iter().zip(conclude(&case(&promises), &[], &scenario)) {
            let Some(antecedent) = &promise.antecedent else { continue };
            let by = |without: Option<&PropositionId>| value(antecedent, &|id| {
                let known = conclusion.reasons.iter().filter(|reason| Some(&reason.proposition) != without);
                known.clone().find(|reason| reason.proposition == *id).map_or(Truth::Unknown, |reason| reason.value)
            });
            let settled = match conclusion.verdict {
                Some(Verdict::Due) => Truth::True,
                Some(Verdict::Blocked) => Truth::False,
                _ => continue,
            };
            prop_assert_eq!(by(None), settled);
            for reason in &conclusion.reasons {
                prop_assert_eq!(by(Some(&reason.proposition)), Truth::Unknown);
            }
        }
    }

    #[test]
    fn a_claim_never_makes_a_promise_come_closer(
        promises in any_promises(), scenario in any_scenario(), antecedent in any_formula(),
    ) {
        let claim = GeneralClaim {
            reference: Reference("G1".to_owned()),
            categories: BTreeSet::from([Category::Other]),
            antecedent,
            actors: BTreeSet::new(),
        };
        let covered = conclude(&case(&promises), &[claim], &scenario);
        for (conclusion, alone) in covered.iter().zip(conclude(&case(&promises), &[], &scenario)) {
            prop_assert_eq!(conclusion.verdict, alone.verdict);
            for cover in &conclusion.covers {
                prop_assert!(Some(cover.verdict_if_meant) >= conclusion.verdict);
            }
        }
    }
}
