//! Which reports do not tell the same, though much in them is alike?

use super::*;

/// Checks that each of the papers is a thread of its own.
fn check_apart(papers: &[Paper]) {
    let ready = Papers::of(papers);
    let found = threads(&ready.reports(), &Settled::default());
    let documents: Vec<Vec<usize>> =
        found.iter().map(|thread| thread.steps.iter().map(|step| step.document).collect()).collect();
    assert_eq!(documents.len(), papers.len(), "{:?}", found.iter().map(shown).collect::<Vec<_>>());
}

fn will(day: i8, words: &str) -> Paper {
    paper(day, &format!("Norland will {words}.")).troops("Norland", Status::Pledged, words)
}

#[test]
fn other_things_of_one_debtor_are_other_promises() {
    check_apart(&[
        will(3, "send 200 engineers").count(200, "engineer"),
        will(4, "send three boats").count(3, "boat"),
        paper(5, "Norland will pay €400 for the dam.").money("Norland", Status::Pledged, "pay €400 for the dam", 400),
        paper(6, "Norland will pay €400 for the road.").money("Norland", Status::Pledged, "pay €400 for the road", 400),
    ]);
}

#[test]
fn other_places_make_other_promises() {
    let to = |day, place: &str| {
        let mut paper = will(day, &format!("send engineers to the harbour of {place}"));
        paper.id_of(EntityKind::Place, place);
        paper
    };
    check_apart(&[to(3, "Eastport"), to(4, "Callow")]);
    // What may mean either goes with neither.
    check_apart(&[to(3, "Eastport"), to(4, "Callow"), will(5, "send engineers to the harbour")]);
}

#[test]
fn other_creditors_make_other_promises() {
    let words = "send field hospitals";
    check_apart(&[will(3, words).toward("Sudland"), will(4, words).toward("Westmark")]);
}

#[test]
fn other_debtors_and_groups_they_belong_to_make_other_promises() {
    let words = "send engineers to the dam";
    let told = |debtor: &str| paper(3, &format!("{debtor} will {words}.")).troops(debtor, Status::Pledged, words);
    check_apart(&[told("Norland"), told("Sudland"), told("six northern states")]);
}

#[test]
fn other_deeds_for_one_thing_are_other_promises() {
    check_apart(&[will(3, "repair the bridges"), will(4, "guard the bridges against raids")]);
    check_apart(&[will(3, "send engineers to clear mines"), will(4, "send engineers to rebuild houses")]);
}

#[test]
fn one_word_and_another_sum_are_not_enough() {
    let paid = paper(3, "Norland paid €400 into the repair fund.");
    let more = paper(4, "Norland pledged €650 for the repair of power stations before the first snow of winter falls.");
    check_apart(&[
        paid.money("Norland", Status::Delivered, "€400 into the repair fund", 400),
        more.money(
            "Norland",
            Status::Pledged,
            "€650 for the repair of power stations before the first snow of winter falls",
            650,
        ),
    ]);
}

#[test]
fn to_take_away_is_not_to_give() {
    check_apart(&[will(3, "send engineers to the dam"), will(4, "withdraw its engineers from the dam")]);
}

#[test]
fn who_and_where_alone_does_not_say_what() {
    let at = |day, words: &str| {
        let mut paper = will(day, words);
        paper.id_of(EntityKind::Place, "Eastport");
        paper
    };
    check_apart(&[at(3, "build a clinic in Eastport"), at(4, "build a bridge in Eastport")]);
    check_apart(&[at(3, "go to Eastport"), at(4, "send money to Eastport")]);
    let mut upper = will(5, "pay for the schools of Upper Hask");
    upper.id_of(EntityKind::Place, "Upper Hask");
    let mut lower = will(6, "pay for the schools of Lower Hask");
    lower.id_of(EntityKind::Place, "Lower Hask");
    check_apart(&[upper, lower]);
}

#[test]
fn what_is_additional_is_another_promise() {
    check_apart(&[
        will(3, "send 200 engineers to the dam").count(200, "engineer"),
        will(6, "send an additional 200 engineers to the dam").count(200, "engineer"),
        will(9, "send a second group of 200 engineers to the dam").count(200, "engineer"),
    ]);
}

#[test]
fn what_one_document_tells_of_two_amounts_is_two_promises() {
    let text = "Norland will send 200 engineers to the dam in May. It will send 90 engineers to the dam in June.";
    let both = paper(3, text)
        .troops("Norland", Status::Pledged, "send 200 engineers to the dam")
        .count(200, "engineer")
        .troops("Norland", Status::Pledged, "send 90 engineers to the dam")
        .count(90, "engineer");
    let later = paper(5, "Norland has sent 90 engineers to the dam.")
        .troops("Norland", Status::Delivered, "90 engineers to the dam")
        .count(90, "engineer");
    check(
        &[both, later],
        &["commitment Norland: 0 pledged", "commitment Norland: 0 pledged > 1 delivered (delivered)"],
    );
}

#[test]
fn reports_far_apart_tell_two_promises() {
    check_apart(&[
        will(1, "send engineers to the dam"),
        paper(3, "Norland will send engineers to the dams.").troops(
            "Sudland",
            Status::Pledged,
            "send engineers to the dams",
        ),
    ]);
    let mut late = will(5, "send engineers to the dam this winter");
    let origin = late.source.origin().clone();
    let published = Some(Published { day: date(2033, 1, 5), origin: DateOrigin::Given });
    late.source = late.source.with_origin(Origin { published, ..origin });
    check_apart(&[will(1, "send engineers to the dam"), late]);
}

#[test]
fn two_meetings_of_the_same_people_are_two_events() {
    let meet = |told: i8, day: i8| {
        paper(told, &format!("Norland and Sudland met in Eastport for talks on water on {day} May."))
            .meeting("Norland and Sudland", EventStatus::Held, Some("Eastport"), "talks on water")
            .on(day)
    };
    check_apart(&[meet(4, 3), meet(11, 10)]);
}

#[test]
fn words_for_anything_tie_nothing_together() {
    check_apart(&[will(3, "provide support for fishermen at sea"), will(4, "support a plan for schools")]);
}
