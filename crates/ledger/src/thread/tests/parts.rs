//! Is a promise that is met by and by one promise?

use super::*;

fn pledged(day: i8, text: &str, words: &str, euros: i64) -> Paper {
    paper(day, text).money("Norland", Status::Pledged, words, euros)
}

fn paid(day: i8, text: &str, words: &str, euros: i64) -> Paper {
    paper(day, text).money("Norland", Status::Delivered, words, euros)
}

fn nine() -> Paper {
    pledged(3, "Norland pledged €9 for the dam at Hask.", "€9 for the dam at Hask", 9)
}

#[test]
fn a_first_payment_is_a_step_of_the_pledge_and_no_other_amount() {
    check(
        &[
            nine(),
            paid(8, "Norland disbursed the first €3 for the dam at Hask.", "the first €3 for the dam at Hask", 3),
        ],
        &["commitment Norland: 0 pledged > 1 delivered in part (delivered_in_part 9 EUR to 3 EUR)"],
    );
}

#[test]
fn payments_that_add_up_to_the_whole_meet_the_pledge() {
    check(
        &[
            nine(),
            paid(8, "Norland paid €3 for the dam at Hask.", "€3 for the dam at Hask", 3),
            paid(9, "As reported, Norland has paid €3 for the dam at Hask.", "€3 for the dam at Hask", 3),
            paid(12, "Norland paid a further €3 for the dam at Hask.", "a further €3 for the dam at Hask", 3),
            paid(15, "Norland paid the remaining €3 for the dam at Hask.", "the remaining €3 for the dam at Hask", 3),
        ],
        &["commitment Norland: 0 pledged > 1 delivered in part (delivered_in_part 9 EUR to 3 EUR) \
           > 2 delivered in part > 3 delivered in part (delivered_in_part 9 EUR to 3 EUR) > 4 delivered (delivered)"],
    );
}

#[test]
fn the_rest_that_is_still_promised_changes_nothing() {
    check(
        &[
            nine(),
            paid(8, "Norland paid €3 of the €9 for the dam at Hask.", "€3 of the €9 for the dam at Hask", 3),
            pledged(9, "Norland will pay the rest of the €9 for the dam.", "the rest of the €9 for the dam", 9),
        ],
        &["commitment Norland: 0 pledged > 1 delivered in part (delivered_in_part 9 EUR to 3 EUR) > 2 pledged"],
    );
}

#[test]
fn as_much_again_is_another_promise() {
    let more = paid(8, "Norland paid a second €9 for the dam at Hask.", "a second €9 for the dam at Hask", 9);
    check(&[nine(), more], &["commitment Norland: 0 pledged", "commitment Norland: 1 delivered in part"]);
    let other = pledged(8, "Norland will pay a second €3 for the dam at Hask.", "a second €3 for the dam at Hask", 3);
    check(&[nine(), other], &["commitment Norland: 0 pledged", "commitment Norland: 1 pledged"]);
}
