//! Powers, probabilities, readings and circles.

use std::collections::{BTreeMap, BTreeSet};

use casus_claim::PropositionId;
use casus_reason::{
    Case, Dispute, Goal, In, Interval, Moves, Need, Promise, Reference, Rules, Scenario, Setting, Truth,
    admitted_values, chance, deadlocks, first_moves, powers, readings, weights,
};
use proptest::prelude::*;

use crate::cases::*;
use crate::plain::*;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn powers_are_shares_of_coalitions_and_of_orders(promises in any_promises(), goal in any_goal(), bits in any::<u8>()) {
        let case = Case::new(promises, Rules::default());
        let derived = derived(&case);
        // Where everything is set that no promise brings about, there is nothing left to hope for.
        let scenario: Scenario = NAMES.iter().enumerate().map(|(n, name)| (id(name), bits >> n & 1 == 1))
            .filter(|(id, _)| !derived.contains(id)).collect();
        let actors: Vec<String> = case.promises().iter().flat_map(|promise| promise.debtors.iter().cloned())
            .collect::<BTreeSet<_>>().into_iter().collect();
        let wins = |coalition: &BTreeSet<String>| {
            let kept = case.promises().iter().filter(|promise| promise.debtors.is_subset(coalition)).collect();
            Plain::of(kept, case.rules(), &scenario, Ids::new(), Moves::AllTogether).reaches(&goal)
        };
        let found = powers(&case, &scenario, &goal, &budget()).expect("it is small");
        let (mut banzhaf, mut shapley) = (BTreeMap::new(), BTreeMap::new());
        let factorial = |n: usize| (1..=n).map(|k| k as f64).product::<f64>();
        for coalition in subsets(&actors) {
            for actor in actors.iter().filter(|actor| !coalition.contains(*actor)) {
                let mut joined = coalition.clone();
                joined.insert(actor.clone());
                if wins(&joined) && !wins(&coalition) {
                    let (size, all) = (coalition.len(), actors.len());
                    *banzhaf.entry(actor.clone()).or_insert(0.0) += 0.5_f64.powi(all as i32 - 1);
                    *shapley.entry(actor.clone()).or_insert(0.0) +=
                        factorial(size) * factorial(all - size - 1) / factorial(all);
                }
            }
        }
        for power in &found {
            prop_assert!((power.banzhaf - banzhaf.remove(&power.actor).unwrap_or(0.0)).abs() < 1e-12);
            prop_assert!((power.shapley_shubik - shapley.remove(&power.actor).unwrap_or(0.0)).abs() < 1e-12);
            let others = actors.iter().filter(|actor| **actor != power.actor).cloned().collect();
            prop_assert_eq!(power.has_veto, !wins(&others));
        }
        prop_assert!(banzhaf.is_empty() && shapley.is_empty());
    }

    #[test]
    fn a_chance_is_the_weight_of_the_worlds_in_which_a_goal_is_reached(
        promises in any_promises(), rules in any_rules(false), goal in any_goal(),
        given in prop::collection::btree_map(any_id(), 0.0..1.0_f64, 0..6), moves in prop::sample::select(&[Moves::NobodyFirst, Moves::AllTogether][..]),
    ) {
        let case = Case::new(promises, rules);
        let derived = derived(&case);
        let events: Vec<PropositionId> = NAMES.map(id).into_iter()
            .filter(|id| case.rules().definition(id).is_none())
            .filter(|id| given.contains_key(id) || !derived.contains(id)).collect();
        let all: BTreeMap<PropositionId, f64> =
            events.iter().map(|id| (id.clone(), given.get(id).copied().unwrap_or(0.5))).collect();
        let intervals = all.iter().map(|(id, value)| (id.clone(), Interval::exactly(*value))).collect();
        let found = chance(&case, &Scenario::new(), &goal, &intervals, moves, &budget()).expect("it is small");
        let (mut expect, mut possible) = (0.0, 0.0);
        for happening in subsets(&events) {
            let weight: f64 = events.iter().map(|id| if happening.contains(id) { all[id] } else { 1.0 - all[id] }).product();
            let set: Scenario = events.iter().map(|id| (id.clone(), happening.contains(id)))
                .filter(|(id, value)| *value || !derived.contains(id)).collect();
            if case.rules().incompatible().iter().any(|rule| rule.intersection(&happening).count() > 1) {
                continue;
            }
            possible += weight;
            let set = case.rules().closed(&set).expect("no two that are incompatible happen");
            if Plain::of(all_of(&case), case.rules(), &set, Ids::new(), moves).reaches(&goal) {
                expect += weight;
            }
        }
        let expect = expect / possible;
        prop_assert!(found.is_sharp);
        prop_assert!((found.probability.least - expect).abs() < 1e-12, "{} and not {expect}", found.probability.least);
        prop_assert!((found.probability.most - expect).abs() < 1e-12);
    }

    #[test]
    fn a_chance_of_intervals_is_reached_at_their_ends(
        promises in any_promises(), rules in any_rules(false), goal in any_goal(),
        ends in prop::collection::vec((0.0..1.0_f64, 0.0..1.0_f64), 6), at in prop::collection::vec(0.0..=1.0_f64, 6),
    ) {
        let case = Case::new(promises, rules);
        let interval = |(one, other): &(f64, f64)| Interval { least: one.min(*other), most: one.max(*other) };
        let given: BTreeMap<PropositionId, Interval> =
            NAMES.map(id).into_iter().zip(ends.iter().map(interval)).collect();
        let of = |given: &BTreeMap<PropositionId, Interval>| {
            chance(&case, &Scenario::new(), &goal, given, Moves::NobodyFirst, &budget()).expect("it is small")
        };
        let found = of(&given);
        prop_assert!(found.is_sharp);
        let points = |choose: &dyn Fn(usize, &Interval) -> f64| {
            given.iter().enumerate().map(|(n, (id, interval))| (id.clone(), Interval::exactly(choose(n, interval)))).collect()
        };
        let inside = of(&points(&|n, interval| interval.least + at[n] * (interval.most - interval.least))).probability;
        prop_assert!(found.probability.least <= inside.least + 1e-12 && inside.most <= found.probability.most + 1e-12);
        let corners: Vec<f64> = (0..64_u32).map(|corner| {
            of(&points(&|n, interval| if corner >> n & 1 == 1 { interval.most } else { interval.least })).probability.least
        }).collect();
        let least = corners.iter().copied().fold(f64::INFINITY, f64::min);
        let most = corners.iter().copied().fold(0.0, f64::max);
        prop_assert!((found.probability.least - least).abs() < 1e-12 && (found.probability.most - most).abs() < 1e-12);
    }

    #[test]
    fn weights_tell_how_failing_moves_with_a_condition(
        promises in any_promises(), goal in any_goal(), given in prop::collection::vec(0.01..0.99_f64, 6),
    ) {
        let case = Case::new(promises, Rules::default());
        let derived = derived(&case);
        let given: BTreeMap<PropositionId, f64> = NAMES.map(id).into_iter().zip(given).collect();
        let intervals: BTreeMap<PropositionId, Interval> =
            given.iter().map(|(id, value)| (id.clone(), Interval::exactly(*value))).collect();
        let found = weights(&case, &Scenario::new(), &goal, &intervals, &budget()).expect("it is small");
        let settings = settings(&case, &Scenario::new(), false);
        let chance_of = |it: &Setting| if it.value { given[&it.proposition] } else { 1.0 - given[&it.proposition] };
        // Both values of a proposition are events of their own here, as they are in the minimal sets.
        let failing = |fixed: Option<(&Setting, bool)>| -> f64 {
            subsets(&settings).into_iter().filter(|set| fixed.is_none_or(|(it, is_in)| set.contains(it) == is_in)).map(|set| {
                let free = settings.iter().filter(|it| fixed.is_none_or(|(fixed, _)| fixed != *it));
                let weight: f64 = free.map(|it| if set.contains(it) { chance_of(it) } else { 1.0 - chance_of(it) }).product();
                if may_stand(&case, &set, &derived, &goal) { 0.0 } else { weight }
            }).sum()
        };
        for weight in &found {
            let birnbaum = failing(Some((&weight.setting, true))) - failing(Some((&weight.setting, false)));
            prop_assert!((weight.importance.birnbaum - birnbaum).abs() < 1e-12);
            let criticality = birnbaum * chance_of(&weight.setting) / failing(None);
            prop_assert!((weight.importance.criticality - criticality).abs() < 1e-9);
        }
    }

    #[test]
    fn readings_are_all_choices_of_one_side_of_each_dispute(
        case in any_case(), goal in any_goal(), scenario in any_scenario(),
        sides in prop::collection::vec(prop::collection::vec(prop::collection::btree_set(0usize..6, 0..3), 2..4), 0..4),
    ) {
        let Ok(scenario) = case.rules().closed(&scenario) else { return Ok(()) };
        let named = |set: &BTreeSet<usize>| set.iter().map(|n| Reference(format!("P{n}"))).collect();
        let disputes: Vec<Dispute> =
            sides.iter().map(|sides| Dispute { sides: sides.iter().map(named).collect() }).collect();
        let mut choices: Vec<Vec<usize>> = vec![Vec::new()];
        for dispute in &disputes {
            choices = choices.iter().flat_map(|choice| {
                (0..dispute.sides.len()).map(move |side| [choice.as_slice(), &[side]].concat())
            }).collect();
        }
        let is_reached = |choice: &Vec<usize>| {
            let is_believed = |promise: &&Promise| disputes.iter().zip(choice).all(|(dispute, side)| {
                dispute.sides[*side].contains(&promise.reference)
                    || !dispute.sides.iter().any(|side| side.contains(&promise.reference))
            });
            let believed = case.promises().iter().filter(is_believed).collect();
            Plain::of(believed, case.rules(), &scenario, Ids::new(), Moves::NobodyFirst).reaches(&goal)
        };
        let held = |of: Vec<bool>| match (of.iter().all(|it| *it), of.iter().any(|it| *it)) {
            (true, _) => In::All,
            (_, true) => In::Some,
            _ => In::None,
        };
        let found = readings(&case, &scenario, &goal, &disputes, &budget());
        prop_assert!(found.is_exact);
        prop_assert_eq!(found.holds, held(choices.iter().map(is_reached).collect()));
        for (place, dispute) in disputes.iter().enumerate() {
            let by_side: Vec<In> = (0..dispute.sides.len()).map(|side| {
                held(choices.iter().filter(|choice| choice[place] == side).map(is_reached).collect())
            }).collect();
            let decides = by_side.windows(2).any(|pair| pair[0] != pair[1]);
            prop_assert_eq!(found.by_side.get(&place), decides.then_some(&by_side));
        }
    }

    #[test]
    fn cautious_and_brave_answers_are_the_readings_of_each_proposition(
        case in any_case(), scenario in any_scenario(),
        sides in prop::collection::vec(prop::collection::vec(prop::collection::btree_set(0usize..6, 0..3), 2..4), 0..4),
    ) {
        let Ok(scenario) = case.rules().closed(&scenario) else { return Ok(()) };
        let named = |set: &BTreeSet<usize>| set.iter().map(|n| Reference(format!("P{n}"))).collect();
        let disputes: Vec<Dispute> =
            sides.iter().map(|sides| Dispute { sides: sides.iter().map(named).collect() }).collect();
        let found = admitted_values(&case, &scenario, &NAMES.map(id), &disputes, &budget()).expect("it is small");
        for (id, holds) in found {
            let goal = Goal::Atom(Need::Proposition(id));
            prop_assert_eq!(holds, readings(&case, &scenario, &goal, &disputes, &budget()).holds);
        }
    }

    #[test]
    fn a_deadlock_comes_about_together_and_not_by_itself(promises in any_promises(), bits in any::<u8>()) {
        let case = Case::new(promises, Rules::default());
        let derived = derived(&case);
        let scenario: Scenario = NAMES.iter().enumerate().map(|(n, name)| (id(name), bits >> n & 1 == 1))
            .filter(|(id, _)| !derived.contains(id)).collect();
        let world = |moves| Plain::of(all_of(&case), case.rules(), &scenario, Ids::new(), moves);
        let (least, greatest) = (world(Moves::NobodyFirst), world(Moves::AllTogether));
        let gap: Ids = derived.into_iter()
            .filter(|id| greatest.truth(id) == Truth::True && least.truth(id) != Truth::True).collect();
        let found = deadlocks(&case, &scenario);
        // What only waits for a circle without being in one is no circle, but there is none without one.
        prop_assert_eq!(found.is_empty(), gap.is_empty());
        for deadlock in &found {
            prop_assert!(deadlock.propositions.is_subset(&gap));
            for (wait, next) in deadlock.circle.iter().zip(deadlock.circle.iter().cycle().skip(1)) {
                prop_assert_eq!(&wait.waits_on, &next.brings_about);
                let promise = case.promise(&wait.promise).expect("it is one of the case");
                prop_assert_eq!(promise.brings_about.as_ref(), Some(&wait.brings_about));
                prop_assert!(promise.antecedent.as_ref().is_some_and(|of| of.atoms().contains(&&wait.waits_on)));
            }
            let moves = first_moves(&case, &scenario, deadlock, usize::MAX, &budget()).expect("it is small");
            let expect = subsets(&settings(&case, &scenario, true)).into_iter().filter(|set| {
                with(&case, &scenario, set).is_some_and(|whole| {
                    let world = Plain::of(all_of(&case), case.rules(), &whole, Ids::new(), Moves::NobodyFirst);
                    deadlock.propositions.iter().all(|id| world.truth(id) == Truth::True)
                })
            });
            prop_assert_eq!(moves.sets, minimal(expect.collect()));
        }
    }
}
