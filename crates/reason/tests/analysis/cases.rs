//! Cases, goals and settings as the tests make them.

use std::collections::BTreeSet;

use casus_claim::{Category, Condition, PropositionId, Status};
use casus_reason::structure::Budget;
use casus_reason::{Case, Goal, Need, Promise, Reference, Rules, Scenario};
use proptest::prelude::*;

pub type Formula = Condition<PropositionId>;
pub type Ids = BTreeSet<PropositionId>;

pub const NAMES: [&str; 6] = ["a", "a/x", "b", "c", "d", "e"];
pub const ACTORS: [&str; 4] = ["Norland", "Sudland", "Westmark", "Estavel"];

pub fn id(name: &str) -> PropositionId {
    PropositionId(name.to_owned())
}

pub fn budget() -> Budget<'static> {
    Budget::of_nodes(1 << 20)
}

pub fn any_id() -> impl Strategy<Value = PropositionId> {
    prop::sample::select(&NAMES[..]).prop_map(id)
}

pub fn formulas(atom: impl Strategy<Value = PropositionId> + 'static) -> impl Strategy<Value = Formula> {
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

pub fn any_promises() -> impl Strategy<Value = Vec<Promise>> {
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

pub fn any_rules(has_parts: bool) -> impl Strategy<Value = Rules> {
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

pub fn any_case() -> impl Strategy<Value = Case> {
    (any_promises(), any_rules(true)).prop_map(|(promises, rules)| Case::new(promises, rules))
}

pub fn any_goal() -> impl Strategy<Value = Goal> {
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

pub fn any_scenario() -> impl Strategy<Value = Scenario> {
    prop::collection::btree_map(any_id(), any::<bool>(), 0..3)
}
