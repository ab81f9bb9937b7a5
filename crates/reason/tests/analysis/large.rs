//! Sixteen propositions, all of whose worlds are looked at.

use std::collections::BTreeSet;

use casus_claim::{Category, Condition, PropositionId, Status};
use casus_reason::{
    Case, Goal, Interval, Moves, Need, Promise, Reference, Rules, Scenario, Setting, chance, sinks, suffices,
};
use proptest::prelude::*;

use crate::cases::*;
use crate::plain::*;

/// Sixteen propositions, with nothing denied, so that every world of them can be looked at.
fn large() -> impl Strategy<Value = (Case, Goal)> {
    let any = || (0..16_usize).prop_map(|n| id(&format!("p{n}")));
    let plain = |leaf: BoxedStrategy<PropositionId>| {
        leaf.prop_map(Condition::Atom).prop_recursive(2, 6, 3, |inner| {
            let parts = || prop::collection::vec(inner.clone(), 2..4);
            prop_oneof![
                parts().prop_map(Condition::All),
                parts().prop_map(Condition::Any),
                parts().prop_map(|of| Condition::AtLeast { count: 2, of }),
            ]
        })
    };
    let promise = (plain(any().boxed()), any(), prop::sample::select(&ACTORS[..]));
    let goal = prop::collection::vec(plain(any().boxed()), 2..4);
    (prop::collection::vec(promise, 6..12), goal).prop_map(|(promises, goal)| {
        let promise = |(n, (antecedent, brings, debtor)): (usize, (Formula, _, &str))| Promise {
            reference: Reference(format!("P{n}")),
            status: Status::Pledged,
            category: Category::Other,
            debtors: BTreeSet::from([debtor.to_owned()]),
            antecedent: Some(antecedent),
            brings_about: Some(brings),
        };
        let promises = promises.into_iter().enumerate().map(promise).collect();
        let goal = goal.iter().map(|of| of.map(&mut |id| Need::Proposition(id.clone()))).collect();
        (Case::new(promises, Rules::default()), Goal::All(goal))
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1))]

    #[test]
    fn sixteen_propositions_are_weighed_as_every_world_of_them_has_it(
        (case, goal) in large(), chances in prop::collection::vec(0.0..1.0_f64, 16),
    ) {
        let ids: Vec<PropositionId> = (0..16).map(|n| id(&format!("p{n}"))).collect();
        let derived = derived(&case);
        let reached = |set: Scenario| {
            Plain::of(all_of(&case), case.rules(), &set, Ids::new(), Moves::NobodyFirst).reaches(&goal)
        };
        let (mut sufficing, mut sinking, mut chance_of_all) = (Vec::new(), Vec::new(), 0.0);
        for bits in 0..1_u32 << 16 {
            let of = |value: bool| -> BTreeSet<Setting> {
                let chosen = (0..16).filter(|n| bits >> n & 1 == 1).map(|n| ids[n].clone());
                chosen.map(|proposition| Setting { proposition, value }).collect()
            };
            let is_reached = reached(of(true).into_iter().map(|it| (it.proposition, true)).collect());
            if is_reached {
                sufficing.push(of(true));
            }
            if !may_stand(&case, &of(false), &derived, &goal) {
                sinking.push(of(false));
            }
            // Only what no promise brings about happens of its own accord.
            let is_own = (0..16).all(|n| bits >> n & 1 == 0 || !derived.contains(&ids[n]));
            if is_own && is_reached {
                let weight = |n: usize| match (derived.contains(&ids[n]), bits >> n & 1 == 1) {
                    (true, _) => 1.0,
                    (false, true) => chances[n],
                    (false, false) => 1.0 - chances[n],
                };
                chance_of_all += (0..16).map(weight).product::<f64>();
            }
        }
        let none = Scenario::new();
        prop_assert_eq!(suffices(&case, &none, &goal, usize::MAX, &budget()).expect("it is small").sets, minimal(sufficing));
        prop_assert_eq!(sinks(&case, &none, &goal, usize::MAX, &budget()).expect("it is small").sets, minimal(sinking));
        let given = (0..16).filter(|n| !derived.contains(&ids[*n])).map(|n| (ids[n].clone(), Interval::exactly(chances[n])));
        let found = chance(&case, &none, &goal, &given.collect(), Moves::NobodyFirst, &budget()).expect("it is small");
        prop_assert!((found.probability.least - chance_of_all).abs() < 1e-12);
        prop_assert!((found.probability.most - chance_of_all).abs() < 1e-12);
    }
}
