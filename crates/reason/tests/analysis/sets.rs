//! Minimal sets of settings and of supports.

use casus_reason::structure::Budget;
use casus_reason::{Moves, Promise, Scenario, Setting, Support, Truth, reached, sinks, suffices, supports};
use proptest::prelude::*;

use crate::cases::*;
use crate::plain::*;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn a_goal_stands_as_the_plain_worlds_have_it(case in any_case(), goal in any_goal(), scenario in any_scenario()) {
        let Ok(scenario) = case.rules().closed(&scenario) else { return Ok(()) };
        // Promises that are refused count for nothing, though the plain world would count them.
        let live: Vec<&Promise> = case.promises().iter().filter(|promise| promise.status.is_live()).collect();
        let plain = Plain::of(live, case.rules(), &scenario, Ids::new(), Moves::NobodyFirst);
        let is_refused = case.promises().iter().any(|promise| !promise.status.is_live());
        prop_assume!(!is_refused);
        prop_assert_eq!(reached(&goal, &case, &scenario) == Truth::True, plain.reaches(&goal));
    }

    #[test]
    fn what_suffices_is_every_least_set_of_settings_with_which_a_goal_is_reached(
        case in any_case(), goal in any_goal(), scenario in any_scenario(),
    ) {
        let Ok(scenario) = case.rules().closed(&scenario) else { return Ok(()) };
        let expect = subsets(&settings(&case, &scenario, true)).into_iter().filter(|set| {
            with(&case, &scenario, set).is_some_and(|whole| {
                Plain::of(all_of(&case), case.rules(), &whole, Ids::new(), Moves::NobodyFirst).reaches(&goal)
            })
        });
        let found = suffices(&case, &scenario, &goal, usize::MAX, &budget()).expect("it is small");
        let expect = weakest(&case, &scenario, minimal(expect.collect()));
        prop_assert_eq!(found.count, Some(expect.len()));
        prop_assert_eq!(found.sets, expect);
    }

    #[test]
    fn what_sinks_is_every_least_set_of_settings_with_which_a_goal_is_out_of_reach(
        case in any_case(), goal in any_goal(), scenario in any_scenario(),
    ) {
        let Ok(scenario) = case.rules().closed(&scenario) else { return Ok(()) };
        let derived = derived(&case);
        let expect = subsets(&settings(&case, &scenario, false)).into_iter().filter(|set| {
            with(&case, &scenario, set).is_some_and(|whole| !may_reach(&case, &whole, &derived, &goal))
        });
        let found = sinks(&case, &scenario, &goal, usize::MAX, &budget()).expect("it is small");
        prop_assert_eq!(found.sets, minimal(expect.collect()));
    }

    #[test]
    fn what_is_found_one_by_one_is_part_of_what_there_is(
        case in any_case(), goal in any_goal(), nodes_max in 4usize..64,
    ) {
        let scenario = Scenario::new();
        let whole = sinks(&case, &scenario, &goal, usize::MAX, &budget()).expect("it is small");
        if let Ok(found) = sinks(&case, &scenario, &goal, usize::MAX, &Budget::of_nodes(nodes_max)) {
            prop_assert!(found.sets.iter().all(|set| whole.sets.contains(set)));
            prop_assert!(found.count.is_none() || found.sets == whole.sets);
        }
    }

    #[test]
    fn a_goal_rests_on_every_least_set_of_what_is_set_and_promised(
        case in any_case(), goal in any_goal(), scenario in any_scenario(),
    ) {
        let Ok(scenario) = case.rules().closed(&scenario) else { return Ok(()) };
        let of_scenario = scenario.iter().map(|(id, value)| {
            Support::Set(Setting { proposition: id.clone(), value: *value })
        });
        let of_promises = case.promises().iter().map(|promise| Support::Promise(promise.reference.clone()));
        let all: Vec<Support> = of_scenario.chain(of_promises).collect();
        let expect = subsets(&all).into_iter().filter(|set| {
            let kept = |promise: &&Promise| set.contains(&Support::Promise(promise.reference.clone()));
            let promises = case.promises().iter().filter(kept).collect();
            let set = scenario.clone().into_iter().filter(|(id, value)| {
                set.contains(&Support::Set(Setting { proposition: id.clone(), value: *value }))
            });
            let shut = scenario.keys().cloned().collect();
            Plain::of(promises, case.rules(), &set.collect(), shut, Moves::NobodyFirst).reaches(&goal)
        });
        let found = supports(&case, &scenario, &goal, usize::MAX, &budget()).expect("it is small");
        prop_assert_eq!(found.sets, minimal(expect.collect()));
    }
}
