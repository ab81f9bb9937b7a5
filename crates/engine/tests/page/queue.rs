//! What a person is to look at first, and why.

use casus_claim::{Category, EntityKind, Status};
use casus_engine::dossier::Dossier;
use casus_engine::ledger::{Decided, Decision, DecisionId};
use casus_engine::{Queue, ReadDocument, Remembered, queue};
use jiff::Timestamp;

use crate::story::{Story, atom, count};
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
    check(vec![coast(), rule(), backing(Status::Pledged)], &["?"]);
}

#[test]
fn of_two_on_which_the_same_rests_the_less_sure_comes_first() {
    let told = |path: &str, day: &str, share: f64| {
        Story::new(path, "Borovia will send 3 ships.")
            .dated(day)
            .state("Borovia", &["Borovia"])
            .promise(Status::Pledged, "Borovia", Category::Troops, ("send 3 ships", "send ship"), None)
            .amount(count(3, "ship"))
            .sure(share)
    };
    check(vec![told("a.txt", "2031-05-06", 0.9)], &["?"]);
    let _ = EntityKind::State;
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
