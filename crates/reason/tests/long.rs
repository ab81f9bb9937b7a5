//! What is long or wide must neither overflow the stack nor cost more than in proportion.

use std::collections::BTreeSet;

use casus_claim::{Category, Condition, PropositionId, Status};
use casus_reason::structure::Budget;
use casus_reason::{
    Case, Goal, Need, Promise, Reference, Rules, Scenario, Truth, Verdict, conclude, deadlocks, reached, sinks,
    suffices,
};

fn id(number: usize) -> PropositionId {
    PropositionId(format!("p{number}"))
}

/// Returns promises of which each waits on what the one before brings about, and the first on nothing or on the last.
fn chain(length: usize, first_waits_on: Option<usize>) -> Case {
    let promise = |number: usize| Promise {
        reference: Reference(format!("P{number}")),
        status: Status::Pledged,
        category: Category::Other,
        debtors: BTreeSet::from([format!("State {number}")]),
        antecedent: match number {
            0 => first_waits_on.map(|on| Condition::Atom(id(on))),
            _ => Some(Condition::Atom(id(number))),
        },
        brings_about: Some(id(number + 1)),
    };
    Case::new((0..length).map(promise).collect(), Rules::default())
}

const LONG: usize = 100_000;

#[test]
fn a_long_chain_is_concluded_from_end_to_end() {
    let case = chain(LONG, None);
    let conclusions = conclude(&case, &[], &Scenario::new());
    assert!(conclusions.iter().all(|it| it.verdict == Some(Verdict::Due)));
    let goal = Goal::Atom(Need::Proposition(id(LONG)));
    assert_eq!(reached(&goal, &case, &Scenario::new()), Truth::True);
}

#[test]
fn what_suffices_for_the_end_of_a_long_chain_and_what_sinks_it_are_found() {
    let case = chain(LONG, Some(0));
    let (goal, budget) = (Goal::Atom(Need::Proposition(id(LONG))), Budget::of_nodes(1 << 20));
    let found = suffices(&case, &Scenario::new(), &goal, 3, &budget).expect("it is long, and simple");
    // Whoever moves in the chain brings about its end; there are more of them than are looked through.
    assert_eq!((found.sets.len(), found.count), (3, None));
    let found = sinks(&case, &Scenario::new(), &goal, 3, &budget).expect("it is long, and simple");
    assert_eq!((found.sets.len(), found.count), (3, None));
}

#[test]
fn a_long_circle_is_found_and_solved() {
    let long = 1_000;
    let case = chain(long, Some(long));
    assert_eq!(conclude(&case, &[], &Scenario::new()).len(), long);
    let found = deadlocks(&case, &Scenario::new());
    assert_eq!(found.iter().map(|it| it.circle.len()).collect::<Vec<_>>(), [long]);
    let (goal, budget) = (Goal::Atom(Need::Proposition(id(1))), Budget::of_nodes(1 << 20));
    let found = suffices(&case, &Scenario::new(), &goal, 3, &budget).expect("it is long, and simple");
    assert_eq!(found.count, Some(long));
}

#[test]
fn a_deep_condition_is_solved() {
    let mut condition = Condition::Atom(id(0));
    for number in 1..200 {
        let atom = Condition::Atom(id(number));
        condition = match number % 2 {
            0 => Condition::All(vec![atom, condition]),
            _ => Condition::Any(vec![atom, condition.negated().negated()]),
        };
    }
    let mut case = chain(1, None).promises().to_vec();
    case[0].antecedent = Some(condition);
    let case = Case::new(case, Rules::default());
    let (goal, budget) = (Goal::Atom(Need::Proposition(id(1))), Budget::of_nodes(1 << 20));
    assert!(suffices(&case, &Scenario::new(), &goal, 3, &budget).is_ok());
    assert!(sinks(&case, &Scenario::new(), &goal, 3, &budget).is_ok());
}
