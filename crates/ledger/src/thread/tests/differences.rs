//! What is different between two days?

use super::super::{KnownReports, Rest, difference};
use super::*;
use crate::contradictions;

/// Compares what the first papers tell with what all of them tell.
fn check_moves(papers: &[Paper], before: usize, expect: &[&str]) {
    let ready = Papers::of(papers);
    let reports = ready.reports();
    let texts: Vec<(Source, Reading)> = papers.iter().map(|paper| (paper.source.clone(), paper.reading())).collect();
    let (old, new) = (contradictions(&texts[..before], &[]), contradictions(&texts, &[]));
    let found = difference(
        &KnownReports { reports: &reports[..before], contradictions: &old },
        &KnownReports { reports: &reports, contradictions: &new },
        &Settled::default(),
    );
    let shown = found.moves.iter().map(|one| {
        let steps = &found.threads[one.thread].steps;
        let before = one.before.map_or(String::new(), |at| format!("{} ", steps[at].document));
        let rest = match &one.rest {
            Rest::Steps => String::new(),
            Rest::Fact { condition, document, .. } => format!(": {condition}, by {document}"),
            Rest::Contradiction(at) => format!(": {}", new[*at].why),
            Rest::Silence(silence) => format!(": {}", silence.quote.text()),
        };
        format!("{} {before}> {}{rest}", one.kind.word(), steps[one.after].document)
    });
    assert_eq!(shown.collect::<Vec<_>>(), expect);
    assert_eq!(found.gone, []);
}

const DAM: &str = "send engineers to the dam";

fn told(day: i8, status: Status, text: &str) -> Paper {
    paper(day, text).troops("Norland", status, DAM)
}

#[test]
fn what_nobody_told_is_new_and_what_nobody_tells_again_is_as_it_was() {
    let boats =
        paper(5, "Sudland will send boats to the strait.").troops("Sudland", Status::Pledged, "boats to the strait");
    check_moves(&[told(3, Status::Offered, "Norland offers to send engineers to the dam."), boats], 1, &["new > 1"]);
    check_moves(&[told(3, Status::Offered, "Norland offers to send engineers to the dam.")], 1, &[]);
}

#[test]
fn a_promise_is_stronger_weaker_conditional_met_and_withdrawn() {
    let offer = told(3, Status::Offered, "Norland offers to send engineers to the dam.");
    let to = |status, kind: &str| {
        let later = told(6, status, "Norland did or will or will not send engineers to the dam.");
        check_moves(&[offer.clone(), later], 1, &[&format!("{kind} 0 > 1")]);
    };
    to(Status::Pledged, "stronger");
    to(Status::Considered, "weaker");
    to(Status::Delivered, "met");
    to(Status::Withdrawn, "withdrawn");
    let waits = told(6, Status::Offered, "Norland offers to send engineers to the dam if the ceasefire holds.")
        .given("the ceasefire holds");
    check_moves(&[offer.clone(), waits.clone()], 1, &["conditional 0 > 1"]);
    let freed =
        told(9, Status::Offered, "Norland, said Ada Korn, will send engineers to the dam.").by("Ada Korn", "Norland");
    check_moves(&[waits, freed], 1, &["unconditional 0 > 1"]);
}

#[test]
fn a_condition_that_is_reported_as_a_fact_is_met() {
    let waits = told(3, Status::Pledged, "Norland will send engineers to the dam if the ceasefire at the pass holds.")
        .given("the ceasefire at the pass holds");
    let fact = |text: &str| paper(6, text).meeting("Sudland", EventStatus::Ongoing, None, "ceasefire");
    let holds = fact("The ceasefire at the pass of Sudland has been in force for a week.");
    check_moves(&[waits.clone(), holds], 1, &["new > 1", "met 0 > 0: the ceasefire at the pass holds, by 1"]);
    let doubted = fact("Nobody in Sudland knows whether the ceasefire at the pass holds.");
    check_moves(&[waits, doubted], 1, &["new > 1"]);
}

#[test]
fn a_contradiction_that_touches_a_thread_is_told() {
    let will = paper(3, "Norland will send engineers to the dam at Hask.").troops(
        "Norland",
        Status::Pledged,
        "send engineers to the dam at Hask",
    );
    let wont = paper(5, "Norland refuses to send engineers to the dam at Hask.").troops(
        "Norland",
        Status::Refused,
        "send engineers to the dam at Hask",
    );
    check_moves(
        &[will, wont],
        1,
        &["contradicted > 0: The same is pledged in one document and refused in another.", "withdrawn 0 > 1"],
    );
}

#[test]
fn an_actor_that_no_longer_repeats_a_promise_is_told() {
    let told = |day| {
        let text = format!("On day {day} Ada Korn said that Norland will send engineers to the dam.");
        paper(day, &text).troops("Norland", Status::Pledged, DAM).by("Ada Korn", "Norland")
    };
    let speaks = |day: i8| {
        let text = format!("Ada Korn spoke of fish on day {day}.");
        paper(day, &text).says("Ada Korn", "Norland", "spoke of fish")
    };
    let all = [told(3), told(6), speaks(10), speaks(15)];
    check_moves(&all, 3, &["silent 1 > 1: Ada Korn spoke of fish on day 15."]);
    check_moves(&all, 4, &[]);
}

#[test]
fn a_thread_without_an_entry_in_the_later_state_is_gone() {
    let papers = Papers::of(&[told(3, Status::Offered, "Norland offers to send engineers to the dam.")]);
    let reports = papers.reports();
    let known = KnownReports { reports: &reports, contradictions: &[] };
    let found = difference(&known, &KnownReports { reports: &[], contradictions: &[] }, &Settled::default());
    assert_eq!(found.gone.iter().map(shown).collect::<Vec<_>>(), ["commitment Norland: 0 offered"]);
    assert_eq!((found.threads, found.moves), (vec![], vec![]));
}
