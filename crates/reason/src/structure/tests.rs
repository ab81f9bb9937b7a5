//! Formulas held against a look at every combination of events.

use num_bigint::BigUint;
use proptest::prelude::*;

use super::*;

/// A formula as a test writes it.
#[derive(Clone, Debug)]
enum Formula {
    Constant(bool),
    Event(u32),
    Not(Box<Formula>),
    All(Vec<Formula>),
    Any(Vec<Formula>),
    AtLeast(usize, Vec<Formula>),
    Differ(Box<Formula>, Box<Formula>),
}

impl Formula {
    fn put(&self, into: &mut Structure) -> NodeId {
        let many =
            |of: &[Formula], into: &mut Structure| -> Vec<NodeId> { of.iter().map(|part| part.put(into)).collect() };
        match self {
            Formula::Constant(holds) => into.constant(*holds),
            Formula::Event(event) => into.event(Event(*event)),
            Formula::Not(of) => {
                let of = of.put(into);
                into.not(of)
            }
            Formula::All(of) => {
                let of = many(of, into);
                into.all(of)
            }
            Formula::Any(of) => {
                let of = many(of, into);
                into.any(of)
            }
            Formula::AtLeast(count, of) => {
                let of = many(of, into);
                into.at_least(*count, of)
            }
            Formula::Differ(one, other) => {
                let (one, other) = (one.put(into), other.put(into));
                into.differ(one, other)
            }
        }
    }

    fn holds(&self, world: u32) -> bool {
        match self {
            Formula::Constant(holds) => *holds,
            Formula::Event(event) => world >> event & 1 == 1,
            Formula::Not(of) => !of.holds(world),
            Formula::All(of) => of.iter().all(|part| part.holds(world)),
            Formula::Any(of) => of.iter().any(|part| part.holds(world)),
            Formula::AtLeast(count, of) => of.iter().filter(|part| part.holds(world)).count() >= *count,
            Formula::Differ(one, other) => one.holds(world) != other.holds(world),
        }
    }
}

fn formula(events: u32, is_coherent: bool) -> impl Strategy<Value = Formula> {
    let leaf = prop_oneof![
        12 => (0..events).prop_map(Formula::Event),
        1 => any::<bool>().prop_map(Formula::Constant),
    ];
    leaf.prop_recursive(5, 40, 5, move |inner| {
        let many = prop::collection::vec(inner.clone(), 1..5);
        let coherent = prop_oneof![
            many.clone().prop_map(Formula::All),
            many.clone().prop_map(Formula::Any),
            (0_usize..5, many).prop_map(|(count, of)| Formula::AtLeast(count, of)),
        ];
        if is_coherent {
            return coherent.boxed();
        }
        prop_oneof![
            3 => coherent,
            1 => inner.clone().prop_map(|of| Formula::Not(Box::new(of))),
            1 => (inner.clone(), inner).prop_map(|(one, other)| Formula::Differ(Box::new(one), Box::new(other))),
        ]
        .boxed()
    })
}

/// Returns the prime implicants of a function of so many events, by trying all sets of literals: a literal is free, there
/// or denied.
fn primes(events: u32, holds: &dyn Fn(u32) -> bool) -> BTreeSet<Vec<Literal>> {
    let cubes = 3_usize.pow(events);
    let digit = |cube: usize, event: u32| cube / 3_usize.pow(event) % 3;
    let mut implies = vec![false; cubes];
    for cube in 0..cubes {
        // A cube with a free event implies if both with the event settled do, and those have larger numbers.
        let place = cubes - 1 - cube;
        implies[place] = match (0..events).find(|event| digit(place, *event) == 0) {
            Some(event) => [1, 2].iter().all(|settled| implies[place + settled * 3_usize.pow(event)]),
            None => holds((0..events).fold(0, |world, event| world | u32::from(digit(place, event) == 1) << event)),
        };
    }
    let is_prime = |cube: &usize| {
        implies[*cube]
            && (0..events).all(|event| {
                let settled = digit(*cube, event);
                settled == 0 || !implies[*cube - settled * 3_usize.pow(event)]
            })
    };
    let literals = |cube: usize| {
        let literal = |event: u32| match digit(cube, event) {
            0 => None,
            settled => Some(Literal { event: Event(event), is_denied: settled == 2 }),
        };
        (0..events).filter_map(literal).collect()
    };
    (0..cubes).filter(is_prime).map(literals).collect()
}

fn probability(events: u32, given: &[f64], holds: &dyn Fn(u32) -> bool) -> f64 {
    let of = |world: u32| -> f64 {
        (0..events)
            .map(|event| if world >> event & 1 == 1 { given[event as usize] } else { 1.0 - given[event as usize] })
            .product()
    };
    (0..1 << events).filter(|world| holds(*world)).map(of).sum()
}

const BUDGET: usize = 1 << 20;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn minimal_sets_and_probabilities_are_those_of_a_look_at_every_world(
        coherent in formula(7, true),
        general in formula(7, false),
        given in prop::collection::vec(0.0_f64..1.0, 7),
    ) {
        for formula in [coherent, general] {
            let mut structure = Structure::new();
            let top = formula.put(&mut structure);
            let budget = Budget::of_nodes(BUDGET);
            let solved = Solved::of(&structure, top, &budget).expect("the formula is small");
            let holds = |world: u32| formula.holds(world);
            let expect = primes(7, &holds);
            let minimal = solved.minimal(&budget).expect("the formula is small");
            prop_assert_eq!(minimal.count(), BigUint::from(expect.len()));
            let sets = minimal.sets(usize::MAX);
            prop_assert!(sets.windows(2).all(|pair| (pair[0].len(), &pair[0]) < (pair[1].len(), &pair[1])));
            prop_assert_eq!(sets.into_iter().collect::<BTreeSet<_>>(), expect);
            let probability_of = |given: &[f64]| probability(7, given, &holds);
            prop_assert!((solved.probability(&given) - probability_of(&given)).abs() < 1e-12);
            for (event, importance) in solved.importance(&minimal, &given, &budget).expect("the formula is small") {
                let with = |value: f64| {
                    let mut given = given.clone();
                    given[event.0 as usize] = value;
                    probability_of(&given)
                };
                let (birnbaum, whole) = (with(1.0) - with(0.0), probability_of(&given));
                prop_assert!((importance.birnbaum - birnbaum).abs() < 1e-12);
                if whole > 1e-3 {
                    prop_assert!((importance.criticality - birnbaum * given[event.0 as usize] / whole).abs() < 1e-12);
                }
                let Some(fussell_vesely) = importance.fussell_vesely else { continue };
                let cuts = primes(7, &holds);
                let with_event = |world: u32| {
                    let has = |set: &Vec<Literal>| set.iter().all(|literal| world >> literal.event.0 & 1 == 1);
                    cuts.iter().any(|set| has(set) && set.iter().any(|literal| literal.event == event))
                };
                if whole > 1e-3 {
                    prop_assert!((fussell_vesely - probability(7, &given, &with_event) / whole).abs() < 1e-12);
                }
            }
        }
    }

    #[test]
    fn sets_that_are_searched_for_are_all_minimal_sets(formula in formula(7, true)) {
        let mut structure = Structure::new();
        let top = formula.put(&mut structure);
        let budget = Budget::of_nodes(BUDGET);
        let found = structure.search(top, usize::MAX, &budget).expect("nothing is denied");
        let plain = |set: &Vec<Literal>| set.iter().map(|literal| literal.event).collect::<BTreeSet<Event>>();
        let expect: BTreeSet<BTreeSet<Event>> = primes(7, &|world| formula.holds(world)).iter().map(plain).collect();
        prop_assert!(found.is_all);
        prop_assert_eq!(found.sets.iter().cloned().collect::<BTreeSet<_>>(), expect.clone());
        let two = structure.search(top, 2, &budget).expect("nothing is denied");
        prop_assert_eq!(two.sets.len(), expect.len().min(2));
        prop_assert!(two.sets.iter().all(|set| expect.contains(set)));
    }

    #[test]
    fn gate_by_gate_the_same_minimal_sets_come_out(coherent in formula(9, true), general in formula(5, false)) {
        for formula in [coherent, general] {
            let mut structure = Structure::new();
            let top = formula.put(&mut structure);
            let budget = Budget::of_nodes(BUDGET);
            let Some(by_gates) = structure.minimal_by_gates(top, &budget).expect("the formula is small") else { continue };
            let solved = Solved::of(&structure, top, &budget).expect("the formula is small");
            let minimal = solved.minimal(&budget).expect("the formula is small");
            prop_assert_eq!(by_gates.count(), minimal.count());
            prop_assert_eq!(by_gates.sets(usize::MAX), minimal.sets(usize::MAX));
            if solved.is_coherent() {
                let by_definition = solved.count_by_definition(&budget).expect("the formula is small");
                prop_assert_eq!(by_definition, Some(minimal.count()));
            }
        }
    }

    #[test]
    fn what_is_known_of_some_events_settles_a_formula_or_does_not(
        formula in formula(6, false), known in prop::collection::vec(any::<Option<bool>>(), 6),
    ) {
        let mut structure = Structure::new();
        let top = formula.put(&mut structure);
        let solved = Solved::of(&structure, top, &Budget::of_nodes(BUDGET)).expect("the formula is small");
        let fits = |world: &u32| (0..6).all(|event| known[event].is_none_or(|known| (world >> event & 1 == 1) == known));
        let held: BTreeSet<bool> = (0..1_u32 << 6).filter(fits).map(|world| formula.holds(world)).collect();
        let expect = if held.len() == 1 { held.first().copied() } else { None };
        prop_assert_eq!(solved.as_constant_where(|event| known[event.0 as usize]), expect);
    }

    #[test]
    fn the_cut_sets_of_the_dual_are_the_path_sets(formula in formula(7, true)) {
        let mut structure = Structure::new();
        let top = formula.put(&mut structure);
        let (dual, top) = structure.dual(top);
        let budget = Budget::of_nodes(BUDGET);
        let solved = Solved::of(&dual, top, &budget).expect("the formula is small");
        let sets = solved.minimal(&budget).expect("the formula is small").sets(usize::MAX);
        let fails = |world: u32| !formula.holds(!world & 0x7f);
        prop_assert_eq!(sets.into_iter().collect::<BTreeSet<_>>(), primes(7, &fails));
    }
}

#[test]
fn parts_of_many_levels_are_solved_without_a_deep_stack() {
    let mut structure = Structure::new();
    let mut top = structure.event(Event(0));
    for number in 1..20_000 {
        let event = structure.event(Event(number % 5));
        top = if number % 2 == 0 { structure.all([top, event]) } else { structure.any([top, event]) };
    }
    let budget = Budget::of_nodes(BUDGET);
    assert!(Solved::of(&structure, top, &budget).is_ok());
}

#[test]
fn a_budget_is_kept_and_its_end_is_told() {
    let mut structure = Structure::new();
    let pairs: Vec<NodeId> = (0..40)
        .map(|number| {
            let [one, other] = [number, (number * 17 + 5) % 40].map(|event| structure.event(Event(event)));
            structure.all([one, other])
        })
        .collect();
    let top = structure.at_least(9, pairs);
    let tight = Budget::of_nodes(200);
    assert_eq!(Solved::of(&structure, top, &tight).err(), Some(Stopped::Nodes));
    let over = Budget { nodes_max: BUDGET, is_over: &|| true };
    assert_eq!(Solved::of(&structure, top, &over).err(), Some(Stopped::Over));
}

#[test]
fn a_long_list_of_events_is_cut_into_parts_of_few_levels() {
    let mut structure = Structure::new();
    let events: Vec<NodeId> = (0..10_000).map(|number| structure.event(Event(number))).collect();
    for top in [structure.any(events.clone()), structure.all(events)] {
        let budget = Budget::of_nodes(BUDGET);
        let solved = Solved::of(&structure, top, &budget).expect("each part is small");
        let minimal = solved.minimal(&budget).expect("each part is small");
        assert!(solved.parts.iter().all(|part| part.inputs.len() <= GROUP_MAX));
        let is_any = matches!(structure.nodes[top.at()], Node::Any(_));
        assert_eq!(minimal.count(), BigUint::from(if is_any { 10_000_u32 } else { 1 }));
        assert_eq!(minimal.sets(5).len(), if is_any { 5 } else { 0 }, "very large sets are counted and not listed");
    }
}

#[test]
fn a_part_of_very_many_levels_is_refused_and_not_walked() {
    let mut structure = Structure::new();
    let mut of = Vec::new();
    for number in 0..20_000 {
        let [one, other] = [number, number + 1].map(|event| structure.event(Event(event)));
        of.push(structure.all([one, other]));
    }
    let top = structure.any(of);
    assert_eq!(Solved::of(&structure, top, &Budget::of_nodes(BUDGET)).err(), Some(Stopped::Nodes));
}
