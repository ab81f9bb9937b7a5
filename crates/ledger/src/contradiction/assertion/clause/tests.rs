//! Are two sentences held side by side that tell one deed of the same, and others let be?

use super::super::super::reworded::read;
use super::*;

fn check(one: &str, other: &str, expect: &[&str]) {
    let documents = [read(one), read(other)];
    let texts: Vec<Text<'_>> =
        documents.iter().enumerate().map(|(at, (source, reading))| Text::of(at, source, reading)).collect();
    let told: Vec<Told<'_>> = texts.iter().map(|text| Told::of(text, &[])).collect();
    let found: Vec<&str> = find(&told).iter().map(|found| found.kind.word()).collect();
    assert_eq!(found, expect, "{one} | {other}");
}

#[test]
fn what_is_done_is_not_undone_on_the_same_day() {
    let one = "The ferry port of Norland was open to lorries on Monday.";
    check(one, "On Monday the ferry port of Norland stayed closed to trucks.", &["status"]);
    check(one, "On Sunday the ferry port of Norland stayed closed to trucks.", &[]);
    check(one, "On Monday the ferry port of Estavel stayed closed to trucks.", &[]);
    check(one, "On Monday morning the ferry port of Norland was closed to trucks.", &[]);
    check(one, "If it rains on Monday, the ferry port of Norland is closed to trucks.", &[]);
}

#[test]
fn what_is_done_for_good_can_be_missing_before() {
    let one = "Norland ratified the lock treaty with Estavel on Monday evening.";
    check(one, "Norland had not ratified the lock treaty with Estavel on Monday evening.", &["status"]);
    check(one, "Norland had not ratified the lock treaty with Estavel on Monday morning.", &[]);
}

#[test]
fn who_was_there_did_not_stay_away() {
    let one = "Ada Korn attended the river talks in Eastport on Monday.";
    check(one, "Ada Korn stayed away from Monday's river talks in Eastport.", &["attendance"]);
    check(one, "Mira Dane stayed away from Monday's river talks in Eastport.", &[]);
}

#[test]
fn what_happens_once_has_one_day() {
    let one = "The lock treaty of Norland and Estavel expires on 30 June 2036.";
    check(one, "For Norland and Estavel the treaty on the locks runs out at the end of 2033.", &["date"]);
    check(one, "For Norland and Estavel the treaty on the locks enters into force in June 2033.", &[]);
    check(one, "For Norland and Estavel the treaty on the locks runs out in June 2036.", &[]);
}

#[test]
fn what_is_done_has_one_place() {
    let one = "Norland and Estavel signed the lock treaty at a monastery in Callow on Monday.";
    check(
        one,
        "On Monday Norland and Estavel put their names to the treaty on the locks on board a ferry.",
        &["place"],
    );
    check(one, "On Monday Norland and Estavel put their names to the treaty on the locks in Callow.", &[]);
    check("The River Fund has its seat in Orrin.", "The River Fund is based in Callow.", &["place"]);
    check(
        "On Monday the river council met in Callow.",
        "On Monday Ada Korn led the meeting of the river council by video from Orrin.",
        &[],
    );
    check("The River Fund has its seat in Orrin.", "A branch of the River Fund is based in Callow.", &[]);
}

#[test]
fn one_deed_is_told_with_one_number() {
    let one = "The lenders of Norland write off 4 billion crowns of its debt.";
    check(one, "Norland's creditors cancel liabilities of 3 billion crowns.", &["amount"]);
    check(one, "Norland still owes its creditors 3 billion crowns.", &[]);
    check(one, "Norland asks its creditors to cancel liabilities of 6 billion crowns.", &[]);
    let one = "The lake mission of Norland will have 320 observers.";
    check(one, "The lake mission of Norland will have 260 observers.", &["count"]);
    check(one, "Later the lake mission of Norland will have another 260 observers.", &[]);
}

#[test]
fn what_is_called_so_is_not_called_otherwise() {
    let one = "In her letter Ada Korn calls the plan for the locks \"fundamentally wrong\".";
    check(one, "Ada Korn describes the plan for the locks as \"fundamentally right\" in her letter.", &["wording"]);
    check(one, "Ada Korn calls the plan for the locks \"wrong\" in her letter.", &[]);
}

#[test]
fn news_is_made_known_by_one() {
    let one = "The truce between Norland and Estavel was announced by Ada Korn.";
    check(one, "It was Mira Dane who told the world about the ceasefire between Norland and Estavel.", &["speaker"]);
    check(one, "It was Mira Dane who told the world about the tolls of Norland and Estavel.", &[]);
}
