//! What must hold for every analysis of a case, measured against brute force on small ones.

use std::collections::{BTreeMap, BTreeSet};

use casus_claim::{Category, Condition, PropositionId, Status};
use casus_reason::structure::Budget;
use casus_reason::{
    Case, Dispute, Goal, In, Interval, Moves, Need, Promise, Reference, Rules, Scenario, Setting, Support, Truth,
    admitted_values, chance, deadlocks, first_moves, powers, reached, readings, sinks, suffices, supports, value,
    weights,
};
use proptest::prelude::*;

type Formula = Condition<PropositionId>;
type Ids = BTreeSet<PropositionId>;

const NAMES: [&str; 6] = ["a", "a/x", "b", "c", "d", "e"];
const ACTORS: [&str; 4] = ["Norland", "Sudland", "Westmark", "Estavel"];

fn id(name: &str) -> PropositionId {
    PropositionId(name.to_owned())
}

fn budget() -> Budget<'static> {
    Budget::of_nodes(1 << 20)
}

fn any_id() -> impl Strategy<Value = PropositionId> {
    prop::sample::select(&NAMES[..]).prop_map(id)
}

fn formulas(atom: impl Strategy<Value = PropositionId> + 'static) -> impl Strategy<Value = Formula> {
    atom.prop_map(Condition::Atom).prop_recursive(3, 10, 3, |inner| {
        let parts = || prop::collection::vec(inner.clone(), 1..4);
        prop_oneof![
            3 => parts().prop_map(Condition::All),
            3 => parts().prop_map(Condition::Any),
            1 => inner.clone().prop_map(Formula::negated),
            1 => (0usize..4, parts()).prop_map(|(count, of)| Condition::AtLeast { count, of }),
        ]
    })
}

fn any_promises() -> impl Strategy<Value = Vec<Promise>> {
    let debtors = prop::collection::btree_set(prop::sample::select(&ACTORS[..]).prop_map(str::to_owned), 1..3);
    let status = prop_oneof![8 => Just(Status::Pledged), 1 => Just(Status::Refused), 1 => Just(Status::Offered)];
    let one = (status, prop::option::weighted(0.8, formulas(any_id())), prop::option::weighted(0.7, any_id()), debtors);
    prop::collection::vec(one, 0..6).prop_map(|parts| {
        let promise = |(n, (status, antecedent, brings_about, debtors)): (usize, (Status, _, _, _))| Promise {
            reference: Reference(format!("P{n}")),
            status,
            category: Category::Other,
            debtors,
            antecedent,
            brings_about,
        };
        parts.into_iter().enumerate().map(promise).collect()
    })
}

fn any_rules(has_parts: bool) -> impl Strategy<Value = Rules> {
    let definition = formulas(prop::sample::select(&["a", "a/x", "b", "c"][..]).prop_map(id));
    let pair = prop::sample::subsequence(vec!["a/x", "b", "c", "e"], 2);
    (prop::option::weighted(0.3, definition), prop::option::weighted(0.3, pair)).prop_map(move |(definition, pair)| {
        let known: Vec<PropositionId> =
            if has_parts { NAMES.map(id).to_vec() } else { NAMES[1..].iter().copied().map(id).collect() };
        let definitions = definition.into_iter().map(|of| (id("d"), of)).collect();
        let incompatible = pair.into_iter().map(|pair| pair.into_iter().map(id).collect()).collect();
        Rules::new(&known, definitions, incompatible).expect("these rules can be kept")
    })
}

fn any_case() -> impl Strategy<Value = Case> {
    (any_promises(), any_rules(true)).prop_map(|(promises, rules)| Case::new(promises, rules))
}

fn any_goal() -> impl Strategy<Value = Goal> {
    let reference = || (0usize..6).prop_map(|n| Reference(format!("P{n}")));
    let need = prop_oneof![
        4 => any_id().prop_map(Need::Proposition),
        1 => (1usize..3, prop::collection::btree_set(reference(), 1..4))
            .prop_map(|(at_least, among)| Need::Due { at_least, among }),
        1 => (1u64..12, prop::collection::btree_map(reference(), 1u64..8, 1..4))
            .prop_map(|(at_least, of)| Need::Sum { at_least, of: of.into_iter().collect() }),
    ];
    need.prop_map(Condition::Atom).prop_recursive(2, 6, 3, |inner| {
        let parts = || prop::collection::vec(inner.clone(), 1..4);
        prop_oneof![
            parts().prop_map(Condition::All),
            parts().prop_map(Condition::Any),
            (1usize..3, parts()).prop_map(|(count, of)| Condition::AtLeast { count, of }),
        ]
    })
}

fn any_scenario() -> impl Strategy<Value = Scenario> {
    prop::collection::btree_map(any_id(), any::<bool>(), 0..3)
}

/// A world worked out step by step, all promises asked at each.
struct Plain<'a> {
    promises: Vec<&'a Promise>,
    rules: &'a Rules,
    set: Scenario,
    /// Nothing comes to have a value here that is not set.
    shut: Ids,
    brought: Ids,
}

impl<'a> Plain<'a> {
    fn of(promises: Vec<&'a Promise>, rules: &'a Rules, set: &Scenario, shut: Ids, moves: Moves) -> Self {
        let mut world = Self { promises, rules, set: set.clone(), shut, brought: Ids::new() };
        let all: Ids = world.bringing(|_| true);
        if moves == Moves::AllTogether {
            world.brought = all;
        }
        loop {
            let next = world.bringing(|promise| world.is_due(promise));
            if next == world.brought {
                return world;
            }
            world.brought = next;
        }
    }

    fn bringing(&self, is_it: impl Fn(&Promise) -> bool) -> Ids {
        let live = self.promises.iter().filter(|promise| promise.status.is_live() && is_it(promise));
        let brought = live.filter_map(|promise| promise.brings_about.clone());
        brought.filter(|id| !self.set.contains_key(id) && self.rules.definition(id).is_none()).collect()
    }

    fn is_due(&self, promise: &Promise) -> bool {
        promise.antecedent.as_ref().is_none_or(|of| value(of, &|id| self.truth(id)) == Truth::True)
    }

    fn truth(&self, id: &PropositionId) -> Truth {
        if let Some(&value) = self.set.get(id) {
            return value.into();
        }
        if self.shut.contains(id) {
            return Truth::Unknown;
        }
        match self.rules.definition(id) {
            Some(of) => value(of, &|id| self.truth(id)),
            None if self.brought.contains(id) => Truth::True,
            None if self.rules.parts(id).any(|part| self.truth(part) == Truth::True) => Truth::True,
            None => Truth::Unknown,
        }
    }

    /// Returns whether a goal is reached, counting what is due.
    fn reaches(&self, goal: &Goal) -> bool {
        let due = |reference: &Reference| {
            self.promises.iter().any(|promise| promise.reference == *reference && self.is_due(promise))
        };
        let need = |need: &Need| match need {
            Need::Proposition(id) => self.truth(id),
            Need::Due { at_least, among } => (among.iter().filter(|of| due(of)).count() >= *at_least).into(),
            Need::Sum { at_least, of } => {
                (of.iter().filter(|(of, _)| due(of)).map(|(_, size)| size).sum::<u64>() >= *at_least).into()
            }
        };
        value(goal, &need) == Truth::True
    }
}

fn all_of(case: &Case) -> Vec<&Promise> {
    case.promises().iter().collect()
}

fn derived(case: &Case) -> Ids {
    Plain::of(all_of(case), case.rules(), &Scenario::new(), Ids::new(), Moves::NobodyFirst).bringing(|_| true)
}

/// Lists all subsets of some things.
fn subsets<T: Clone + Ord>(of: &[T]) -> Vec<BTreeSet<T>> {
    (0..1_u32 << of.len())
        .map(|bits| (0..of.len()).filter(|n| bits >> n & 1 == 1).map(|n| of[n].clone()).collect())
        .collect()
}

/// Returns those sets of which no other is a part, the smallest first.
fn minimal<T: Clone + Ord>(mut sets: Vec<BTreeSet<T>>) -> Vec<BTreeSet<T>> {
    sets.sort_by(|one, other| one.len().cmp(&other.len()).then_with(|| one.cmp(other)));
    let mut least: Vec<BTreeSet<T>> = Vec::new();
    for set in sets {
        if !least.iter().any(|smaller| smaller.is_subset(&set)) {
            least.push(set);
        }
    }
    least
}

/// Leaves out sets from which another one follows by the rules.
fn weakest(case: &Case, scenario: &Scenario, sets: Vec<BTreeSet<Setting>>) -> Vec<BTreeSet<Setting>> {
    let is_stronger = |set: &BTreeSet<Setting>, than: &BTreeSet<Setting>| {
        let whole = with(case, scenario, set).expect("it goes together");
        set != than && than.iter().all(|it| whole.get(&it.proposition) == Some(&it.value))
    };
    sets.iter().filter(|set| !sets.iter().any(|other| is_stronger(set, other))).cloned().collect()
}

/// Returns a scenario with some settings and all that follows; none where they do not go together.
fn with(case: &Case, scenario: &Scenario, set: &BTreeSet<Setting>) -> Option<Scenario> {
    let mut whole = scenario.clone();
    for Setting { proposition, value } in set {
        if whole.insert(proposition.clone(), *value).is_some() {
            return None;
        }
    }
    case.rules().closed(&whole).ok()
}

/// Lists the settings that may be made beside a scenario; of what promises bring about, only to one value.
fn settings(case: &Case, scenario: &Scenario, of_derived: bool) -> Vec<Setting> {
    let derived = derived(case);
    let unset =
        NAMES.map(id).into_iter().filter(|id| !scenario.contains_key(id) && case.rules().definition(id).is_none());
    let both = unset.flat_map(|id| [true, false].map(|value| Setting { proposition: id.clone(), value }));
    both.filter(|it| it.value == of_derived || !derived.contains(&it.proposition)).collect()
}

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

/// Returns whether a goal may still come about, where whatever is not set goes well for it.
fn may_reach(case: &Case, set: &Scenario, derived: &Ids, goal: &Goal) -> bool {
    let against = |id: &PropositionId, value: bool| set.get(id).is_some_and(|set| *set != value);
    let towards = |id: &PropositionId, value: bool| set.get(id) == Some(&value);
    may(case, derived, goal, &against, &towards)
}

/// As [`may_reach`], of settings of which both values of one proposition may be there.
fn may_stand(case: &Case, set: &BTreeSet<Setting>, derived: &Ids, goal: &Goal) -> bool {
    let against = |id: &PropositionId, value: bool| set.contains(&Setting { proposition: id.clone(), value: !value });
    may(case, derived, goal, &against, &|_, _| false)
}

/// Returns whether a goal may come about, by what speaks against the two values of a proposition and what forces them.
fn may(
    case: &Case,
    derived: &Ids,
    goal: &Goal,
    against: &impl Fn(&PropositionId, bool) -> bool,
    towards: &impl Fn(&PropositionId, bool) -> bool,
) -> bool {
    struct Hope<'h, A, T> {
        case: &'h Case,
        derived: &'h Ids,
        against: &'h A,
        towards: &'h T,
        given_up: Ids,
    }
    impl<A: Fn(&PropositionId, bool) -> bool, T: Fn(&PropositionId, bool) -> bool> Hope<'_, A, T> {
        fn is(&self, condition: &Formula, wanted: bool) -> bool {
            match condition {
                Condition::Not(part) => self.is(part, !wanted),
                Condition::All(parts) => count(parts.iter().map(|part| self.is(part, wanted)), parts.len(), wanted),
                Condition::Any(parts) => count(parts.iter().map(|part| self.is(part, wanted)), 1, wanted),
                Condition::AtLeast { count: least, of } => {
                    count(of.iter().map(|part| self.is(part, wanted)), *least, wanted)
                }
                Condition::Atom(id) => self.proposition(id, wanted),
            }
        }

        fn proposition(&self, id: &PropositionId, wanted: bool) -> bool {
            match self.case.rules().definition(id) {
                _ if (self.towards)(id, wanted) => true,
                _ if (self.against)(id, wanted) => false,
                Some(of) => self.is(of, wanted),
                None if wanted => !self.given_up.contains(id),
                None => true,
            }
        }

        fn is_due(&self, promise: &Promise) -> bool {
            promise.antecedent.as_ref().is_none_or(|of| self.is(of, true))
        }
    }
    /// Returns whether so many are so; or, where it is wanted that fewer are, whether few enough need be.
    fn count(of: impl Iterator<Item = bool>, least: usize, wanted: bool) -> bool {
        let all: Vec<bool> = of.collect();
        let so = all.iter().filter(|it| **it).count();
        if wanted { so >= least } else { least > 0 && so + least > all.len() }
    }
    let mut hope = Hope { case, derived, against, towards, given_up: Ids::new() };
    loop {
        let lost = hope.derived.iter().filter(|id| {
            let ways = case
                .promises()
                .iter()
                .filter(|promise| promise.status.is_live() && promise.brings_about.as_ref() == Some(id));
            let parts = || case.rules().parts(id).any(|part| hope.proposition(part, true));
            !ways.into_iter().any(|promise| hope.is_due(promise)) && !parts()
        });
        let lost: Ids = lost.cloned().collect();
        if lost == hope.given_up {
            break;
        }
        hope.given_up = lost;
    }
    let due = |reference: &Reference| {
        case.promises().iter().any(|promise| promise.reference == *reference && hope.is_due(promise))
    };
    fn reaches(goal: &Goal, need: &impl Fn(&Need) -> bool) -> bool {
        match goal {
            Condition::Atom(of) => need(of),
            Condition::Not(_) => unreachable!("the goals of these tests have no `not`"),
            Condition::All(parts) => parts.iter().all(|part| reaches(part, need)),
            Condition::Any(parts) => parts.iter().any(|part| reaches(part, need)),
            Condition::AtLeast { count, of } => of.iter().filter(|part| reaches(part, need)).count() >= *count,
        }
    }
    reaches(goal, &|need| match need {
        Need::Proposition(id) => hope.proposition(id, true),
        Need::Due { at_least, among } => among.iter().filter(|of| due(of)).count() >= *at_least,
        Need::Sum { at_least, of } => {
            of.iter().filter(|(of, _)| due(of)).map(|(_, size)| size).sum::<u64>() >= *at_least
        }
    })
}
