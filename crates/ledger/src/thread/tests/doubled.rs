//! Which capacity is promised twice?

use super::super::doubles;
use super::*;

fn check_doubles(papers: &[Paper], expect: &[&str]) {
    let ready = Papers::of(papers);
    let reports = ready.reports();
    let found = doubles(&threads(&reports, &Settled::default()), &reports);
    let shown: Vec<String> = found.iter().map(|double| format!("{}: {}", double.what, double.why)).collect();
    assert_eq!(shown, expect);
}

fn will(day: i8, words: &str, place: &str) -> Paper {
    let mut paper = paper(day, &format!("Norland will {words}.")).troops("Norland", Status::Pledged, words);
    paper.id_of(EntityKind::Place, place);
    paper
}

#[test]
fn a_numbered_unit_cannot_be_at_two_places() {
    check_doubles(
        &[will(3, "send its 3rd Brigade to Eastport", "Eastport"), will(9, "send the 3rd Brigade to Callow", "Callow")],
        &["3rd Brigade: Norland promises the same for Eastport and for Callow."],
    );
}

#[test]
fn a_named_ship_cannot_be_promised_to_two_creditors() {
    let ship = |day, to: &str| will(day, "lend the frigate Halcyon", "Hask").toward(to);
    check_doubles(
        &[ship(3, "Sudland"), ship(5, "Westmark")],
        &["frigate Halcyon: Norland promises the same to Sudland and to Westmark."],
    );
}

#[test]
fn one_sum_from_one_pot_cannot_be_paid_twice() {
    let pays = |day, to: &str| {
        let words = "pay €400 from the Harbour Fund";
        paper(day, &format!("Norland will {words} to {to}."))
            .money("Norland", Status::Pledged, words, 400)
            .toward(to)
            .instrument("Harbour Fund")
    };
    check_doubles(
        &[pays(3, "Sudland"), pays(5, "Westmark")],
        &["400 EUR from Harbour Fund: Norland promises the same to Sudland and to Westmark."],
    );
}

#[test]
fn what_is_moved_taken_back_or_not_told_apart_is_not_promised_twice() {
    let first = will(3, "send its 3rd Brigade to Eastport", "Eastport");
    check_doubles(&[first.clone(), will(9, "send the 3rd Brigade to Callow instead", "Callow")], &[]);
    check_doubles(&[first.clone(), will(9, "send the 4th Brigade to Callow", "Callow")], &[]);
    check_doubles(&[first.clone(), will(9, "send a brigade to Callow", "Callow")], &[]);
    let back = paper(5, "Norland took back its 3rd Brigade to Eastport.").troops(
        "Norland",
        Status::Withdrawn,
        "3rd Brigade to Eastport",
    );
    check_doubles(&[first.clone(), back, will(9, "send the 3rd Brigade to Callow", "Callow")], &[]);
    let at = |paper: Paper, day| paper.on(day);
    check_doubles(&[at(first, 10), at(will(9, "send the 3rd Brigade to Callow", "Callow"), 40)], &[]);
}

#[test]
fn one_promise_that_is_told_twice_is_no_double() {
    check_doubles(
        &[
            will(3, "send its 3rd Brigade to Eastport", "Eastport"),
            will(9, "send the 3rd Brigade to Eastport", "Eastport"),
        ],
        &[],
    );
}
