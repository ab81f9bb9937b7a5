//! What a person is to look at first, and why.

use casus_claim::{Category, Status};
use casus_engine::dossier::Dossier;
use casus_engine::ledger::{Decided, Decision, DecisionId};
use casus_engine::{Queue, ReadDocument, Remembered, queue};
use jiff::Timestamp;

use crate::story::{Story, count};
use crate::{backing, coast, rule};

const GOALS: &[u8] = b"[[goal]]\nid = \"force\"\nlabel = \"A force\"\n\
    needs = { category = \"troops\", at_least = 1, strength = \"offered\" }\n";

fn dossier() -> Dossier {
    Dossier::read(GOALS).expect("the dossier is sound")
}

fn asked(stories: Vec<Story>, decisions: Vec<Decided>) -> Queue {
    let documents = stories.into_iter().map(|story| ReadDocument::from(story.read())).collect();
    queue(&dossier(), Remembered { documents, decisions, ..Remembered::default() })
}

/// Shows an entry in a line: its weight, its words, and what rests on it with the words of those in place of references.
fn lines(queue: &Queue) -> Vec<String> {
    let words = |waiting: &casus_engine::Waiting| {
        let (_, _, record) = queue.record(waiting);
        match &record.claim {
            casus_claim::Claim::Commitment(commitment) => commitment.consequent.quote.text().to_owned(),
            claim => claim.kind().to_owned(),
        }
    };
    let mut lines = Vec::new();
    for waiting in &queue.entries {
        let mut line = format!("{:.2} {}: {}", waiting.weight(), words(waiting), waiting.why()[1..].join(" "));
        for other in &queue.entries {
            line = line.replace(&other.reference.to_string(), &format!("[{}]", words(other)));
        }
        lines.push(line.trim_end_matches([' ', ':']).to_owned());
    }
    lines
}

fn check(stories: Vec<Story>, expect: &[&str]) {
    let mut backwards = stories.clone();
    backwards.reverse();
    let queue = asked(stories, Vec::new());
    assert_eq!(lines(&queue), expect);
    assert_eq!(asked(backwards, Vec::new()).entries, queue.entries, "the order of arrival is of no account");
}

#[test]
fn what_most_rests_on_comes_first_and_says_what() {
    let expect = [
        "1.00 provide support to Borovia: 1 promise waits on what it would bring about: [send a brigade to the strait].",
        "0.20 send a brigade to the strait: 1 goal counts it: “A force”.",
        "0.20 patrol boats: 1 general claim would cover it: [any military help].",
        "0.20 any military help: 1 promise would be covered by it: [patrol boats].",
        "0.10 sending a ship",
        "0.10 freeze the harbour fees",
    ];
    check(vec![coast(), rule(), backing(Status::Pledged).sure(0.5)], &expect);
}

/// A document in which Borovia promises three ships.
fn ships(path: &str, day: &str, share: f64) -> Story {
    Story::new(path, "Borovia will send 3 ships.")
        .dated(day)
        .state("Borovia", &["Borovia"])
        .promise(Status::Pledged, "Borovia", Category::Equipment, ("send 3 ships", "send ship"), None)
        .sure(share)
}

#[test]
fn of_two_on_which_as_much_rests_the_less_sure_comes_first_and_then_the_earlier() {
    let told = |path: &str, day: &str, text: &str, share: f64| {
        let story = Story::new(path, text).dated(day).state("Borovia", &["Borovia"]);
        story.figure(text, "ships", count(3, "ship")).sure(share)
    };
    let earlier = told("c.txt", "2031-05-06", "Borovia has 3 ships in Lindmark.", 0.75);
    let later = told("a.txt", "2031-05-08", "Borovia has 3 ships in the strait.", 0.75);
    let unsure = told("b.txt", "2031-05-09", "Borovia has 3 ships in the bay.", 0.5);
    let queue = asked(vec![later, unsure, earlier], Vec::new());
    let order: Vec<&str> = queue.entries.iter().map(|it| queue.record(it).0.origin().path.as_str()).collect();
    assert_eq!(order, ["b.txt", "c.txt", "a.txt"]);
}

#[test]
fn what_is_told_again_rests_on_every_telling() {
    let expect = [
        "1.00 send 3 ships: 1 other entry tells the same promise: [send 3 ships].",
        "0.50 send 3 ships: 1 other entry tells the same promise: [send 3 ships].",
    ];
    let later = Story::new("b.txt", "It is said that Borovia will send 3 ships.")
        .dated("2031-05-07")
        .state("Borovia", &["Borovia"])
        .promise(Status::Pledged, "Borovia", Category::Equipment, ("send 3 ships", "send ship"), None)
        .sure(0.75);
    check(vec![ships("a.txt", "2031-05-06", 0.5), later], &expect);
}

#[test]
fn both_sides_of_a_contradiction_count_it() {
    let told = |path: &str, text: &str, number: i64| {
        let story = Story::new(path, text).dated("2031-05-06").state("Borovia", &["Borovia"]);
        story.figure(text, "ferries", count(number, "ferry")).sure(0.5)
    };
    let four = told("a.txt", "Borovia keeps four ferries in Eastport.", 4);
    let six = told("b.txt", "Borovia keeps six ferries in Eastport.", 6);
    let queue = asked(vec![four, six], Vec::new());
    let counted: Vec<usize> = queue.entries.iter().map(|it| it.dependants.contradictions.len()).collect();
    assert_eq!(counted, [1, 1]);
    assert_eq!(queue.entries[0].weight(), 1.0);
    assert!(queue.entries[0].why()[1].starts_with("1 contradiction has it on one side: count of “"));
}

#[test]
fn what_somebody_decided_on_waits_no_longer_until_that_is_undone() {
    let all = asked(vec![coast()], Vec::new());
    let first = all.entries[0].reference;
    let decided = |undone_by: Option<i64>| Decided {
        id: DecisionId(1),
        recorded_at: Timestamp::UNIX_EPOCH,
        by: "Ida Holm".to_owned(),
        decision: Decision::Accept(first),
        note: None,
        undone_by: undone_by.map(DecisionId),
    };
    let waiting = |undone_by| asked(vec![coast()], vec![decided(undone_by)]).entries;
    assert_eq!(waiting(None), all.entries[1..]);
    assert_eq!(waiting(Some(2)), all.entries);
}
