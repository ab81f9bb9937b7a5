//! Which versions of a plan are told?

use super::*;

fn speaks(day: i8, text: &str) -> Paper {
    let paper = paper(day, text);
    let words = text.trim_end_matches('.').to_owned();
    paper.position("Norland", Stance::Supports, &words)
}

fn check_plans(papers: &[Paper], expect: &[&str]) {
    let ready = Papers::of(papers);
    let found = threads(&ready.reports(), &Settled::default());
    let plans = found.iter().filter(|thread| thread.kind == crate::thread::ThreadKind::Plan);
    assert_eq!(plans.map(|thread| shown(thread).replacen("plan ", &thread.about, 1)).collect::<Vec<_>>(), expect);
}

#[test]
fn a_plan_is_one_in_all_its_versions() {
    check_plans(
        &[
            speaks(3, "Norland backs the 28-point peace plan."),
            speaks(6, "Norland backs a revised 19-point peace plan."),
            speaks(8, "Norland backs the peace plan."),
        ],
        &["peace plan: 0 28-point > 1 revised 19-point (version 28-point to revised 19-point) > 2 no version named"],
    );
}

#[test]
fn plans_of_two_owners_are_two() {
    let told =
        |day, owner: &str, points: u8| speaks(day, &format!("Norland backs {owner}’s {points}-point peace plan."));
    check_plans(&[told(3, "Westmark", 28), told(6, "Sudland", 19)], &[]);
    let again = speaks(9, "Norland hails the revised peace plan of Westmark.");
    check_plans(
        &[told(3, "Westmark", 28), told(6, "Sudland", 19), again],
        &["peace plan of Westmark: 0 28-point > 2 revised (version 28-point to revised)"],
    );
}

#[test]
fn a_plan_without_versions_is_no_thread() {
    check_plans(&[speaks(3, "Norland backs the peace plan."), speaks(6, "Norland still backs the peace plan.")], &[]);
}
