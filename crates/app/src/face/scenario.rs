//! What does the page's script need to know?
//!
//! The script works out verdicts again when a switch is turned. It gets the conditions with propositions and promises
//! numbered in the order of the page, so that no id or label from a source ever serves as a key.

use std::collections::BTreeMap;

use casus_claim::{Condition, PropositionId, Status};
use casus_engine::page::{GoalNeed, Page, Promise};
use casus_reason::Truth;
use rust_decimal::prelude::ToPrimitive;
use serde_json::{Value, json};

use super::visible::visible;
use super::words;

/// The numbers of the propositions: those of the gates first, in the order of the page.
pub struct Numbers<'a>(BTreeMap<&'a PropositionId, usize>);

impl<'a> Numbers<'a> {
    /// Numbers every proposition that the page speaks of.
    pub fn new(page: &'a Page) -> Self {
        let gates = page.gates.iter().map(|gate| &gate.proposition.id);
        let own = page.promises.iter().flat_map(mentioned);
        let general = page.general_claims.iter().flat_map(|claim| claim.antecedent.atoms());
        let needed = page.goals.iter().filter_map(|goal| goal.test.as_ref()).flat_map(|test| test.needs.atoms());
        let needed = needed.filter_map(|need| match need {
            GoalNeed::Proposition(id) => Some(id),
            GoalNeed::Promises { .. } | GoalNeed::Money { .. } => None,
        });
        let mut numbers = BTreeMap::new();
        let mut next = page.gates.len();
        let ruled = page.rules.definitions().flat_map(|(id, of)| std::iter::once(id).chain(of.atoms()));
        let parts = page.rules.wholes_and_parts().flat_map(|(id, parts)| std::iter::once(id).chain(parts));
        let ruled = ruled.chain(parts).chain(page.rules.incompatible().iter().flatten());
        for (idx, id) in gates.enumerate() {
            numbers.entry(id).or_insert(idx);
        }
        for id in own.chain(general).chain(needed).chain(ruled) {
            numbers.entry(id).or_insert_with(|| {
                next += 1;
                next - 1
            });
        }
        Self(numbers)
    }

    /// Returns the number of a proposition that the page speaks of.
    pub fn of(&self, id: &PropositionId) -> usize {
        *self.0.get(id).expect("every proposition of the page has been numbered")
    }
}

fn mentioned(promise: &Promise) -> Vec<&PropositionId> {
    let mut all = promise.antecedent.as_ref().map_or_else(Vec::new, Condition::atoms);
    all.extend(&promise.brings_about);
    all
}

/// Returns the place of the general claim that a reference names.
pub fn claim_number(page: &Page, reference: &str) -> Option<usize> {
    page.general_claims.iter().position(|claim| claim.reference == reference)
}

/// Returns what the script reads, as JSON in which no character can end the element it stands in.
pub fn model(page: &Page) -> String {
    let numbers = Numbers::new(page);
    let gates: Vec<_> = page
        .gates
        .iter()
        .map(|gate| json!({ "label": visible(&gate.proposition.label), "value": value(gate.value) }))
        .collect();
    let promises: Vec<_> = page.promises.iter().map(|promise| of_promise(page, &numbers, promise)).collect();
    let claims: Vec<_> = page.general_claims.iter().map(|claim| formula(&claim.antecedent, &numbers)).collect();
    let goals: Vec<_> =
        page.goals.iter().map(|goal| goal.test.as_ref().map(|test| needs(page, &test.needs, &numbers))).collect();
    let rules = rules(page, &numbers);
    let model = json!({ "gates": gates, "promises": promises, "claims": claims, "goals": goals, "rules": rules });
    inert(&model.to_string())
}

fn of_promise(page: &Page, numbers: &Numbers<'_>, promise: &Promise) -> Value {
    let covers: Vec<_> = promise.covered_by.iter().filter_map(|cover| claim_number(page, &cover.claim)).collect();
    let brings = promise.brings_about.as_ref().filter(|id| page.rules.definition(id).is_none());
    json!({
        "when": promise.antecedent.as_ref().map(|antecedent| formula(antecedent, numbers)),
        // What is defined is so where its definition says, and nothing else brings it about.
        "brings": brings.map(|id| numbers.of(id)),
        "live": promise.status.is_live(),
        "judged": promise.verdict.is_some(),
        "sure": promise.is_sure,
        "delivered": promise.status == Status::Delivered,
        "clause": words::strength_clause(promise.status),
        "covers": covers,
    })
}

fn value(truth: Truth) -> Option<bool> {
    match truth {
        Truth::True => Some(true),
        Truth::False => Some(false),
        Truth::Unknown => None,
    }
}

fn formula(condition: &Condition<PropositionId>, numbers: &Numbers<'_>) -> Value {
    nested(condition, &|id| json!(numbers.of(id)))
}

/// Writes what a goal takes: beside propositions, `["due", 2, 0, 3]` asks that two of the promises 0 and 3 be due, and
/// `["sum", 50, [0, 30], [3, 20]]` that those of them that are due come to 50.
fn needs(page: &Page, condition: &Condition<GoalNeed>, numbers: &Numbers<'_>) -> Value {
    let place = |reference: &String| page.promises.iter().position(|promise| promise.reference == *reference);
    nested(condition, &|need| match need {
        GoalNeed::Proposition(id) => json!(numbers.of(id)),
        GoalNeed::Promises { at_least, among, .. } => {
            let head = [json!("due"), json!(at_least)];
            let places = among.iter().filter_map(place).map(|place| json!(place));
            Value::Array(head.into_iter().chain(places).collect())
        }
        GoalNeed::Money { at_least, among, .. } => {
            let head = [json!("sum"), json!(at_least.value.to_f64().unwrap_or(f64::MAX))];
            let sizes = among.iter().filter_map(|(reference, size)| Some(json!([place(reference)?, size])));
            Value::Array(head.into_iter().chain(sizes).collect())
        }
    })
}

/// Writes what holds between propositions: what is defined, which parts a whole has, and what follows from what is set, as
/// `[proposition, value, other, its value]`.
fn rules(page: &Page, numbers: &Numbers<'_>) -> Value {
    let defined: Vec<_> =
        page.rules.definitions().map(|(id, of)| json!([numbers.of(id), formula(of, numbers)])).collect();
    let (mut parts, mut follows) = (Vec::new(), Vec::new());
    for (whole, of) in page.rules.wholes_and_parts() {
        let of: Vec<usize> = of.iter().map(|part| numbers.of(part)).collect();
        let whole = numbers.of(whole);
        follows.extend(of.iter().flat_map(|part| [json!([whole, -1, part, -1]), json!([part, 1, whole, 1])]));
        parts.push(json!([whole, of]));
    }
    for set in page.rules.incompatible() {
        let all: Vec<usize> = set.iter().map(|id| numbers.of(id)).collect();
        let pairs =
            all.iter().flat_map(|one| all.iter().filter(move |other| *other != one).map(move |other| (one, other)));
        follows.extend(pairs.map(|(one, other)| json!([one, 1, other, -1])));
    }
    json!({ "defined": defined, "parts": parts, "follows": follows })
}

/// Writes a formula as nested lists: a number is a proposition, a list begins with its connective.
fn nested<A>(condition: &Condition<A>, atom: &impl Fn(&A) -> Value) -> Value {
    let list = |head: Vec<Value>, parts: &[Condition<A>]| {
        let parts = parts.iter().map(|part| nested(part, atom));
        Value::Array(head.into_iter().chain(parts).collect())
    };
    match condition {
        Condition::Atom(of) => atom(of),
        Condition::Not(part) => json!(["not", nested(part, atom)]),
        Condition::All(parts) => list(vec![json!("all")], parts),
        Condition::Any(parts) => list(vec![json!("any")], parts),
        Condition::AtLeast { count, of } => list(vec![json!("least"), json!(count)], of),
    }
}

/// Escapes every character that could end a script element or begin markup; JSON reads the escapes back.
fn inert(json: &str) -> String {
    json.replace('<', "\\u003c").replace('>', "\\u003e").replace('&', "\\u0026")
}
