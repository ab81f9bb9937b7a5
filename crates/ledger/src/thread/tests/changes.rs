//! What is told to have changed from step to step?

use super::*;

const DAM: &str = "send engineers to the dam";

fn told(day: i8, status: Status, text: &str) -> Paper {
    paper(day, text).troops("Norland", status, DAM)
}

#[test]
fn a_condition_appears_turns_into_another_and_is_dropped_by_the_actor() {
    check(
        &[
            told(3, Status::Pledged, "Norland will send engineers to the dam."),
            told(5, Status::Pledged, "Norland will send engineers to the dam if the ceasefire holds.")
                .given("the ceasefire holds"),
            told(7, Status::Pledged, "Norland will send engineers to the dam once the parliament votes.")
                .given("the parliament votes"),
            told(9, Status::Pledged, "Norland will send engineers to the dam, papers say."),
            told(10, Status::Pledged, "Norland will send engineers to the dam if the parliament votes.")
                .given("the parliament votes"),
            told(12, Status::Pledged, "Norland will send engineers to the dam, Ada Korn said.")
                .by("Ada Korn", "Norland"),
        ],
        &["commitment Norland: 0 pledged > 1 pledged if the ceasefire holds (conditional) \
           > 2 pledged if the parliament votes (other_condition) > 3 pledged (condition_untold) \
           > 4 pledged if the parliament votes (conditional) > 5 pledged (unconditional)"],
    );
}

#[test]
fn reports_of_one_day_change_nothing_among_themselves() {
    check(
        &[
            told(3, Status::Offered, "Norland is ready to send engineers to the dam."),
            told(3, Status::Pledged, "Norland will send engineers to the dam."),
            told(4, Status::Pledged, "Norland, it was said, will send engineers to the dam."),
        ],
        &["commitment Norland: 1 pledged > 0 offered > 2 pledged"],
    );
}

#[test]
fn what_is_done_is_not_told_weaker_by_whoever_retells_the_promise() {
    check(
        &[
            told(3, Status::Pledged, "Norland will send engineers to the dam."),
            told(5, Status::Delivered, "Norland did send engineers to the dam."),
            told(7, Status::Pledged, "Norland promised to send engineers to the dam."),
        ],
        &["commitment Norland: 0 pledged > 1 delivered (delivered) > 2 pledged"],
    );
}

#[test]
fn the_same_actor_tells_it_in_weaker_words() {
    let by = |day, status, text: &str, words: &str| {
        paper(day, text).troops("Norland", status, words).by("Ada Korn", "Norland")
    };
    check(
        &[
            by(
                3,
                Status::Pledged,
                "“Norland shall send troops to the Hask dam,” Ada Korn said.",
                "send troops to the Hask dam",
            ),
            by(
                6,
                Status::Pledged,
                "“Norland will send troops to the Hask dam,” Ada Korn said.",
                "send troops to the Hask dam",
            ),
            by(
                9,
                Status::Pledged,
                "“Norland will send support to the Hask dam,” Ada Korn said.",
                "send support to the Hask dam",
            ),
        ],
        &["commitment Norland: 0 pledged > 1 pledged (worded_weaker shall to will) \
           > 2 pledged (worded_weaker troops to support)"],
    );
    let unsaid = |day, text: &str| paper(day, text).troops("Norland", Status::Pledged, DAM);
    check(
        &[unsaid(3, "Norland shall send engineers to the dam."), unsaid(6, "Norland may send engineers to the dam.")],
        &["commitment Norland: 0 pledged > 1 pledged"],
    );
}

#[test]
fn a_promise_comes_further_and_is_due_later() {
    check(
        &[
            told(3, Status::Pledged, "Norland will send engineers to the dam by 20 May.").at(Stage::Political).on(20),
            told(8, Status::Agreed, "Norland agreed to send engineers to the dam by 30 May.").at(Stage::Adopted).on(30),
        ],
        &[
            "commitment Norland: 0 pledged > 1 agreed (stronger, further political to adopted, later 2031-05-20 to 2031-05-30)",
        ],
    );
}

#[test]
fn rough_amounts_that_meet_are_no_change() {
    let told = |day, value: i64, is_approximate| {
        let text = format!("On day {day} Norland pledged to send engineers to the dam.");
        paper(day, &text).troops("Norland", Status::Pledged, DAM).count(value, "engineer").with(|it| {
            it.consequent.amount.as_mut().expect("it was counted").is_approximate = is_approximate;
        })
    };
    check(
        &[told(3, 200, true), told(5, 210, false), told(7, 150, false)],
        &["commitment Norland: 0 pledged > 1 pledged > 2 pledged (amount_down 210 engineer to 150 engineer)"],
    );
}

/// Two tellings of a promise and what its actor says on these days afterwards.
fn repeated(spoken: &[i8]) -> Vec<Paper> {
    let told = |day| {
        let text = format!("On day {day} Ada Korn said that Norland will send engineers to the dam.");
        paper(day, &text).troops("Norland", Status::Pledged, DAM).by("Ada Korn", "Norland")
    };
    let speaks = |day: &i8| {
        let text = format!("Ada Korn spoke of fish on day {day}.");
        paper(*day, &text).says("Ada Korn", "Norland", "spoke of fish")
    };
    [told(3), told(6)].into_iter().chain(spoken.iter().map(speaks)).collect()
}

#[test]
fn whoever_speaks_of_other_things_has_fallen_silent_on_a_promise() {
    let silence = |spoken: &[i8]| {
        let papers = Papers::of(&repeated(spoken));
        let found = threads(&papers.reports(), &Settled::default());
        found[0].silence.as_ref().map(|silence| (silence.last, silence.days_spoken, silence.quote.text().to_owned()))
    };
    assert_eq!(silence(&[10, 15]), Some((1, 2, "Ada Korn spoke of fish on day 15.".to_owned())));
    assert_eq!(silence(&[]), None, "no document carries the words of the actor");
    assert_eq!(silence(&[15]), None, "one day is not enough");
    assert_eq!(silence(&[7, 8]), None, "it is too soon");
}
