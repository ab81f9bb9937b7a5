//! What a dossier adds to the page: propositions and goals, further sources, several readers, a day.

use std::collections::BTreeSet;

use casus_claim::{Category, Status, Time, references};
use casus_engine::ledger::{Decided, Decision, DecisionId};
use casus_engine::page::Goal;
use casus_engine::{Dossier, Page, Question, ReadDocument, Reader, Remembered, Truth, brief};

use crate::show::{each_numbered, gates, promises};
use crate::story::{Story, day};
use crate::{backing, check, coast, rule, scenario};

const DOSSIER: &str = r#"
[[proposition]]
id = "backing"
label = "The ARS backs the brigade"
phrases = ["the ARS backs it"]

[[proposition]]
id = "idle"

[[goal]]
id = "strait"
label = "The strait is held"
needs = { all = ["backing", { category = "troops", strength = "offered" }] }

[[goal]]
id = "boats"
needs = { category = "equipment", at_least = 2 }
"#;

fn ask(dossier: &str, stories: Vec<Story>, words: &str, as_of: Option<&str>) -> Page {
    let dossier = Dossier::parse(dossier).expect("the test gives a dossier");
    let documents: Vec<ReadDocument> = stories.into_iter().map(|story| ReadDocument::from(story.read())).collect();
    let question = Question { scenario: scenario(words), as_of: as_of.map(day), ..Question::default() };
    brief(&dossier, documents, &question).expect("the question can be answered")
}

fn tested(page: &Page) -> Vec<String> {
    let line = |goal: &Goal| {
        let test = goal.test.as_ref().expect("the goal is declared");
        format!("{} = {:?} through {}: {}", test.id, test.value, goal.promises.join(" "), test.waits_on.join("; "))
    };
    each_numbered(page, page.goals.iter().map(line))
}

#[test]
fn a_declared_proposition_goes_before_a_proposed_one() {
    let page = ask(DOSSIER, vec![coast(), rule()], "", None);
    let expect = [
        "backing = Unknown: 0:backing from the A.R.S.; 1:the ARS backs it",
        "idle = Unknown: ",
        "truce = Unknown: 1:a truce holds",
    ];
    check(&page, gates, &expect);
}

#[test]
fn a_goal_counts_what_is_due_and_says_what_it_waits_on() {
    let boats = "boats = False through P2: 2 promises in the field “arms and equipment”, at least pledged, \
        of which 0 due and 1 open";
    let strait = "strait = Unknown through P3: “The ARS backs the brigade”, which is unknown; \
        1 promise in the field “troops on the ground”, at least offered, of which 0 due and 1 open";
    check(&ask(DOSSIER, vec![coast()], "", None), tested, &[strait, boats]);
    check(&ask(DOSSIER, vec![coast()], "backing", None), tested, &["strait = True through P3: ", boats]);
    let blocked = "strait = False through P3: “The ARS backs the brigade”, which is false; \
        1 promise in the field “troops on the ground”, at least offered, of which 0 due and 0 open";
    check(&ask(DOSSIER, vec![coast()], "-backing", None), tested, &[blocked, boats]);
}

#[test]
fn a_goal_is_reached_through_what_a_promise_brings_about() {
    let page = ask(DOSSIER, vec![coast(), backing(Status::Pledged)], "truce", None);
    let strait = page.goals[0].test.as_ref().expect("the goal is declared");
    assert_eq!(strait.value, Truth::True);
    assert_eq!(page.goals[0].promises.len(), 2, "the force, and the backing that it waits on");
}

#[test]
fn goals_do_not_count_what_is_unsure_or_too_weak() {
    let rescue = |status: Status, share: f64| {
        let story = Story::new("r.txt", "Vale will send two boats.").state("Vale", &["Vale"]);
        story.promise(status, "Vale", Category::Equipment, ("send two boats", "boat send"), None).sure(share)
    };
    let dossier = "[[goal]]\nid = \"boats\"\nneeds = { category = \"equipment\" }\n";
    let value = |story: Story| ask(dossier, vec![story], "", None).goals[0].test.as_ref().map(|test| test.value);
    assert_eq!(value(rescue(Status::Pledged, 0.9)), Some(Truth::True));
    assert_eq!(value(rescue(Status::Offered, 0.9)), Some(Truth::False));
    assert_eq!(value(rescue(Status::Refused, 0.9)), Some(Truth::False));
    assert_eq!(value(rescue(Status::Pledged, 0.3)), Some(Truth::False));
}

/// A promise of boats, told with these words on a day.
fn boats(path: &str, words: &'static str, status: Status, published: &str) -> Story {
    let story = Story::new(path, &format!("Vale said on {published} that it would {words}.")).state("Vale", &["Vale"]);
    story.dated(published).promise(status, "Vale", Category::Equipment, (words, "boat send"), None)
}

#[test]
fn the_same_promise_in_several_documents_is_one_line_with_its_sources() {
    let stories = vec![
        boats("c.txt", "send the twelve boats", Status::Pledged, "2031-05-08"),
        boats("a.txt", "send twelve boats", Status::Pledged, "2031-05-06"),
        boats("b.txt", "send twelve boats", Status::Offered, "2031-05-07"),
    ];
    let page = ask("", stories, "", None);
    check(&page, promises, &["P1 Vale pledged: send twelve boats Due", "P2 Vale offered: send twelve boats Due"]);
    let further: Vec<usize> = page.promises[0].further.iter().map(|evidence| evidence.source).collect();
    assert_eq!((page.promises[0].evidence.source, further), (0, vec![2]));
    assert!(page.promises[1].further.is_empty(), "an offer is no pledge");
}

#[test]
fn what_two_readers_take_is_one_line_that_names_both() {
    let (source, reading) = boats("a.txt", "send twelve boats", Status::Pledged, "2031-05-06").read();
    let (_, other) = boats("a.txt", "send twelve boats", Status::Pledged, "2031-05-06").read();
    let (_, third) = boats("a.txt", "send twelve boats", Status::Offered, "2031-05-06").read();
    let readings = vec![
        (Reader::Rules, reading),
        (Reader::Other("Ida Holm".to_owned()), other),
        (Reader::Other("heron".to_owned()), third),
    ];
    let documents =
        vec![ReadDocument { ids: Vec::new(), source, readings, remarks: vec!["It was read thrice.".to_owned()] }];
    let page = brief(&Dossier::default(), documents, &Question::default()).expect("nothing is asked");
    check(&page, promises, &["P1 Vale pledged: send twelve boats Due", "P2 Vale offered: send twelve boats Due"]);
    assert_eq!(page.promises[0].evidence.read_by, ["the rules of Casus", "Ida Holm"]);
    assert_eq!(page.promises[1].evidence.read_by, ["heron"]);
    assert_eq!(page.documents[0].oddities[0].sentence, "It was read thrice.");
}

#[test]
fn as_of_a_day_later_documents_are_left_out_and_earlier_days_are_past() {
    let time = |text: &str, on: &str| Time::days(text, day(on), day(on));
    let early = boats("a.txt", "send twelve boats", Status::Pledged, "2031-05-06").at(time("soon", "2031-05-20"));
    let late = boats("b.txt", "send forty buses", Status::Pledged, "2031-06-06");
    let page = |as_of| ask("", vec![early.clone(), late.clone()], "", as_of);
    let seen = |page: &Page| -> (usize, usize, Vec<bool>) {
        let about = page.dossier.as_ref().expect("this is a dossier's page");
        (page.documents.len(), about.left_out, page.coming.iter().map(|line| line.is_past).collect())
    };
    assert_eq!(seen(&page(None)), (2, 0, vec![false]));
    assert_eq!(seen(&page(Some("2031-05-20"))), (1, 1, vec![false]));
    assert_eq!(seen(&page(Some("2031-05-21"))), (1, 1, vec![true]));
    assert_eq!(seen(&page(Some("2031-06-06"))), (2, 0, vec![true]));
}

/// Decisions of Ida Holm, in their order.
fn decided(decisions: Vec<Decision>) -> Vec<Decided> {
    let decided = |(decision, number): (Decision, i64)| Decided {
        id: DecisionId(number),
        recorded_at: "2031-06-01T12:00:00Z".parse().expect("this is an instant"),
        by: "Ida Holm".to_owned(),
        decision,
        note: None,
        undone_by: None,
    };
    decisions.into_iter().zip(1..).map(decided).collect()
}

#[test]
fn what_a_person_rejects_is_gone_and_what_a_person_accepts_is_sure() {
    let unsure = boats("a.txt", "send twelve boats", Status::Pledged, "2031-05-06").sure(0.2);
    let sure = boats("b.txt", "send forty buses", Status::Pledged, "2031-06-06");
    let entry = |story: &Story| references(&story.clone().read().1)[0];
    let seen = |decisions: Vec<Decision>, is_vouched_only: bool| {
        let documents = [&unsure, &sure].map(|story| ReadDocument::from(story.clone().read())).to_vec();
        let remembered = Remembered { documents, decisions: decided(decisions), ..Remembered::default() };
        let question = Question { is_vouched_only, ..Question::default() };
        let page = brief(&Dossier::default(), remembered, &question).expect("nothing is asked");
        let line = |promise: &casus_engine::page::Promise| {
            let vouched = promise.evidence.vouched.as_ref().map(|it| format!("{} by {}", it.state, it.by));
            (promise.consequent.clone(), promise.is_sure, vouched)
        };
        page.promises.iter().map(line).collect::<BTreeSet<_>>()
    };
    let line =
        |words: &str, is_sure: bool, vouched: Option<&str>| (words.to_owned(), is_sure, vouched.map(str::to_owned));
    let (twelve, forty) = (entry(&unsure), entry(&sure));
    let as_read = [line("send twelve boats", false, None), line("send forty buses", true, None)];
    assert_eq!(seen(vec![], false), as_read.into());
    let accepted = line("send twelve boats", true, Some("accepted by Ida Holm"));
    let decisions = vec![Decision::Accept(twelve), Decision::Reject(forty)];
    assert_eq!(seen(decisions.clone(), false), [accepted.clone()].into());
    assert_eq!(seen(vec![Decision::Accept(twelve)], true), [accepted].into());
    let turned = [decisions, vec![Decision::Reject(twelve), Decision::Accept(forty)]].concat();
    assert_eq!(seen(turned, false), [line("send forty buses", true, Some("accepted by Ida Holm"))].into());
}

#[test]
fn since_a_day_earlier_documents_are_left_out() {
    let early = boats("a.txt", "send twelve boats", Status::Pledged, "2031-05-06");
    let late = boats("b.txt", "send forty buses", Status::Pledged, "2031-06-06");
    let documents: Vec<ReadDocument> = vec![ReadDocument::from(early.read()), ReadDocument::from(late.read())];
    let seen = |since: &str| {
        let question = Question { since: Some(day(since)), ..Question::default() };
        let page = brief(&Dossier::default(), documents.clone(), &question).expect("nothing is asked");
        let about = page.dossier.expect("this is a dossier's page");
        (page.documents.len(), about.earlier, about.left_out)
    };
    assert_eq!(seen("2031-05-06"), (2, 0, 0));
    assert_eq!(seen("2031-05-07"), (1, 1, 0));
    assert_eq!(seen("2031-06-07"), (0, 2, 0));
}
