//! What follows for a handful of promises between invented states.

use std::collections::BTreeSet;

use casus_claim::{Category, Condition, PropositionId, Status};
use casus_reason::{Case, Cover, GeneralClaim, Ground, Promise, Reason, Reference, Rules, Scenario, conclude};

type Formula = Condition<PropositionId>;

fn id(name: &str) -> PropositionId {
    PropositionId(name.to_owned())
}

fn atom(name: &str) -> Formula {
    Condition::Atom(id(name))
}

fn promise(reference: &str, status: Status, antecedent: Option<Formula>, brings_about: Option<&str>) -> Promise {
    Promise {
        reference: Reference(reference.to_owned()),
        status,
        category: Category::Troops,
        debtors: BTreeSet::from([format!("Debtor of {reference}")]),
        antecedent,
        brings_about: brings_about.map(id),
    }
}

fn claim(antecedent: Formula, actors: &[&str]) -> GeneralClaim {
    GeneralClaim {
        reference: Reference("G1".to_owned()),
        categories: BTreeSet::from([Category::Troops]),
        antecedent,
        actors: actors.iter().map(|&name| name.to_owned()).collect(),
    }
}

/// Shows each promise as `P1 Due: reason; reason [cover]` in a scenario such as `truce -support`.
fn check(promises: &[Promise], claims: &[GeneralClaim], scenario: &str, expect: &[&str]) {
    let set = |word: &str| word.strip_prefix('-').map_or((id(word), true), |word| (id(word), false));
    let scenario: Scenario = scenario.split_whitespace().map(set).collect();
    let conclusions = conclude(&Case::new(promises.to_vec(), Rules::default()), claims, &scenario);
    let lines: Vec<String> = std::iter::zip(promises, conclusions)
        .map(|(promise, conclusion)| {
            let verdict = conclusion.verdict.map_or("none".to_owned(), |verdict| format!("{verdict:?}"));
            let together = if conclusion.is_due_together { " (due together)" } else { "" };
            let reasons: Vec<String> = conclusion.reasons.iter().map(reason).collect();
            let covers: String = conclusion.covers.iter().map(cover).collect();
            format!("{} {verdict}{together}: {}{covers}", promise.reference, reasons.join("; "))
        })
        .collect();
    assert_eq!(lines, expect);
}

fn reason(reason: &Reason) -> String {
    let list = |by: &[Reference]| by.iter().map(|by| format!(" {by}")).collect::<String>();
    let ground = match &reason.ground {
        Ground::Set => "set".to_owned(),
        Ground::BroughtAbout(by) => format!("by{}", list(by)),
        Ground::Unset(by) => format!("unset{}", list(by)),
    };
    format!("{} {:?} {ground}", reason.proposition, reason.value)
}

fn cover(cover: &Cover) -> String {
    format!(" [{} {:?}]", cover.claim, cover.verdict_if_meant)
}

#[test]
fn a_verdict_follows_the_scenario() {
    let promises = [
        promise("P1", Status::Pledged, Some(atom("truce")), None),
        promise("P2", Status::Agreed, None, None),
        promise("P3", Status::Offered, Some(atom("truce").negated()), None),
    ];
    check(&promises, &[], "", &["P1 Open: truce Unknown unset", "P2 Due: ", "P3 Open: truce Unknown unset"]);
    check(&promises, &[], "truce", &["P1 Due: truce True set", "P2 Due: ", "P3 Blocked: truce True set"]);
    check(&promises, &[], "-truce", &["P1 Blocked: truce False set", "P2 Due: ", "P3 Due: truce False set"]);
}

#[test]
fn nothing_is_promised_by_a_refusal() {
    let promises = [
        promise("P1", Status::Refused, Some(atom("truce")), Some("aid")),
        promise("P2", Status::Withdrawn, None, Some("aid")),
        promise("P3", Status::Withheld, None, Some("aid")),
        promise("P4", Status::Withheld, Some(atom("truce")), Some("aid")),
        promise("P5", Status::Pledged, Some(atom("aid")), None),
    ];
    let expect = ["P1 none: ", "P2 none: ", "P3 none: ", "P4 Due: truce True set", "P5 Open: aid Unknown unset"];
    check(&promises, &[], "truce", &expect);
}

#[test]
fn one_promise_brings_about_what_another_waits_on() {
    let promises = [
        promise("P1", Status::Pledged, Some(atom("truce")), Some("aid")),
        promise("P2", Status::Offered, Some(atom("aid")), None),
    ];
    check(&promises, &[], "", &["P1 Open: truce Unknown unset", "P2 Open: aid Unknown unset P1"]);
    check(&promises, &[], "truce", &["P1 Due: truce True set", "P2 Due: aid True by P1"]);
    // What is not brought about by this promise may come about in another way.
    check(&promises, &[], "-truce", &["P1 Blocked: truce False set", "P2 Open: aid Unknown unset P1"]);
    check(&promises, &[], "truce -aid", &["P1 Due: truce True set", "P2 Blocked: aid False set"]);
}

#[test]
fn those_who_wait_for_one_another_are_open_and_due_together() {
    let promises = [
        promise("P1", Status::Offered, Some(atom("north-moves")), Some("south-moves")),
        promise("P2", Status::Offered, Some(atom("south-moves")), Some("north-moves")),
        promise("P3", Status::Pledged, Some(atom("south-moves").negated()), None),
    ];
    let expect = [
        "P1 Open (due together): north-moves Unknown unset P2",
        "P2 Open (due together): south-moves Unknown unset P1",
        "P3 Open: south-moves Unknown unset P1",
    ];
    check(&promises, &[], "", &expect);
    let expect =
        ["P1 Due: north-moves True set", "P2 Due: south-moves True by P1", "P3 Blocked: south-moves True by P1"];
    check(&promises, &[], "north-moves", &expect);
}

#[test]
fn a_promise_that_would_undo_its_own_condition_stays_open() {
    let promises = [promise("P1", Status::Pledged, Some(atom("aid").negated()), Some("aid"))];
    check(&promises, &[], "", &["P1 Open: aid Unknown unset P1"]);
    check(&promises, &[], "-aid", &["P1 Due: aid False set"]);
}

#[test]
fn reasons_are_as_few_as_settle_it() {
    let either = Condition::Any(vec![atom("b"), atom("a")]);
    let two_of = Condition::AtLeast { count: 2, of: vec![atom("a"), atom("b"), atom("c")] };
    let promises = [
        promise("P1", Status::Pledged, Some(Condition::All(vec![atom("a"), either.clone()])), None),
        promise("P2", Status::Pledged, Some(two_of), None),
        promise("P3", Status::Pledged, Some(Condition::All(vec![either, atom("c"), atom("d")])), None),
    ];
    let expect = ["P1 Due: a True set", "P2 Due: a True set; b True set", "P3 Blocked: c False set"];
    check(&promises, &[], "a b -c", &expect);
    let expect =
        ["P1 Blocked: a False set", "P2 Blocked: a False set; b False set", "P3 Blocked: a False set; b False set"];
    check(&promises, &[], "-a -b", &expect);
    let expect = [
        "P1 Due: a True set",
        "P2 Open: b Unknown unset; c Unknown unset",
        "P3 Open: c Unknown unset; d Unknown unset",
    ];
    check(&promises, &[], "a", &expect);
}

#[test]
fn a_general_claim_is_shown_beside_the_verdict() {
    let promises = [
        promise("P1", Status::Pledged, Some(atom("truce")), None),
        promise("P2", Status::Offered, Some(Condition::All(vec![atom("truce"), atom("backing")])), None),
        promise("P3", Status::Offered, Some(Condition::Any(vec![atom("truce"), atom("backing")])), None),
        promise("P4", Status::Refused, None, None),
        promise("P5", Status::Delivered, None, None),
        promise("P6", Status::Pledged, None, Some("backing")),
        promise("P7", Status::Pledged, None, None),
    ];
    let claims = [claim(atom("backing"), &["Debtor of P7"])];
    let expect = [
        "P1 Due: truce True set [G1 Blocked]",
        "P2 Blocked: backing False set",
        "P3 Due: truce True set [G1 Blocked]",
        "P4 none: ",
        "P5 Due: ",
        "P6 Due: ",
        "P7 Due: ",
    ];
    check(&promises, &claims, "truce -backing", &expect);
    let expect = [
        "P1 Due: truce True set [G1 Due]",
        "P2 Due: backing True set; truce True set",
        "P3 Due: truce True set [G1 Due]",
        "P4 none: ",
        "P5 Due: ",
        "P6 Due: ",
        "P7 Due: ",
    ];
    check(&promises, &claims, "truce backing", &expect);
}

#[test]
fn a_general_claim_keeps_to_its_fields() {
    let mut promise = promise("P1", Status::Pledged, None, None);
    promise.category = Category::Finance;
    check(&[promise], &[claim(atom("backing"), &[])], "", &["P1 Due: "]);
}
