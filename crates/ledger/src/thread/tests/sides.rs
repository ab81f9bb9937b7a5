//! Who counts as the same debtor or holder?

use super::*;

fn backs(paper: Paper, holder: &str, words: &str) -> Paper {
    paper.position(holder, Stance::Supports, words)
}

/// A paper in which a person with an office of Norland backs the salt tax.
fn leader(day: i8, title: &str) -> Paper {
    let mut paper = paper(day, &format!("{title} Ada Korn backs the salt tax."));
    paper.id_of(EntityKind::Person, "Ada Korn");
    paper.entities[0].offices = vec![Office { title: Some(title.to_owned()), of: Some("Norland".to_owned()) }];
    backs(paper, "Ada Korn", "the salt tax")
}

#[test]
fn who_leads_a_state_speaks_for_it() {
    let state = || backs(paper(9, "Norland backs the salt tax."), "Norland", "the salt tax");
    check(&[leader(3, "Prime Minister"), state()], &["position Ada Korn and Norland: 0 supports > 1 supports"]);
    for title in ["former President", "senator"] {
        check(&[leader(3, title), state()], &["position Ada Korn: 0 supports", "position Norland: 1 supports"]);
    }
}

#[test]
fn two_who_speak_for_one_state_tell_their_own() {
    let mut other = leader(5, "Finance Minister");
    other.entities[0].name = "Olaf Brandt".to_owned();
    check(&[leader(3, "President"), other], &["position Ada Korn: 0 supports", "position Olaf Brandt: 1 supports"]);
}

#[test]
fn two_people_of_one_name_are_two() {
    let told = |day, shown: &str| leader(day, "President").shown_as("Ada Korn", shown);
    let [one, other] = ["Ada Korn (President of Norland)", "Ada Korn (in 5-41.txt)"];
    let mut apart = told(5, other);
    apart.entities[0].offices.clear();
    check(
        &[told(3, one), apart],
        &["position Ada Korn (President of Norland): 0 supports", "position Ada Korn (in 5-41.txt): 1 supports"],
    );
    check(&[told(3, one), told(5, one)], &["position Ada Korn (President of Norland): 0 supports > 1 supports"]);
}

#[test]
fn a_parliament_binds_its_state() {
    let words = "€400 for the dam at Hask";
    let mut vote = paper(5, "The parliament of Norland approved €400 for the dam at Hask.");
    vote.id_of(EntityKind::Organisation, "parliament of Norland");
    check(
        &[
            paper(3, "Norland pledged €400 for the dam at Hask.").money("Norland", Status::Pledged, words, 400),
            vote.money("parliament of Norland", Status::Agreed, words, 400),
        ],
        &["commitment Norland and parliament of Norland: 0 pledged > 1 agreed (stronger)"],
    );
}

#[test]
fn who_is_to_do_what_a_council_decides_owes_it_too() {
    let decides = |mut paper: Paper| {
        paper.id("Norland");
        paper
    };
    check(
        &[
            decides(paper(3, "The Council decided that Norland will repair the dam at Hask.")).troops(
                "Council",
                Status::Agreed,
                "Norland will repair the dam at Hask",
            ),
            paper(5, "Norland repaired the dam at Hask.").troops(
                "Norland",
                Status::Delivered,
                "repaired the dam at Hask",
            ),
        ],
        &["commitment Council and Norland: 0 agreed > 1 delivered (delivered)"],
    );
}

#[test]
fn a_group_is_one_by_its_words() {
    let told = |day, group: &str| {
        let text = format!("On the coast {group} will guard the dam at Hask.");
        paper(day, &text).troops(group, Status::Pledged, "guard the dam at Hask")
    };
    check(
        &[told(3, "six of the states"), told(5, "only six states")],
        &["commitment six of the states: 0 pledged > 1 pledged"],
    );
    check(
        &[told(3, "six states"), told(5, "seven states")],
        &["commitment six states: 0 pledged", "commitment seven states: 1 pledged"],
    );
}
