//! What must hold of stands, zones and packages, measured against brute force.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use jiff::civil::{Date, date};
use num_bigint::BigUint;
use proptest::prelude::*;

use super::*;

fn day(of_month: Option<i8>) -> Option<Date> {
    of_month.map(|day| date(2031, 5, day))
}

fn check(told: &[(Acceptance, Option<i8>)], expect: &str) {
    let told: Vec<Told> = told.iter().map(|&(says, of_month)| Told { says, day: day(of_month) }).collect();
    let stand = stand(&told);
    let of = |state: &State| format!("{} {:?}", state.answer.word(), state.rests_on);
    let all: Vec<String> = stand.before.iter().chain(&stand.now).map(of).collect();
    assert_eq!(all.join("; "), expect);
}

#[test]
fn the_latest_day_counts_and_what_was_said_before_is_kept() {
    use Acceptance::{Accepts, Demands, Open, Rejects};
    check(&[], "");
    check(&[(Open, Some(9)), (Rejects, Some(2)), (Rejects, None)], "rejects [2, 1]; open [0]");
    check(&[(Accepts, Some(2)), (Demands, Some(2))], "demands [0, 1]");
    check(&[(Accepts, Some(2)), (Rejects, Some(2)), (Open, Some(1))], "open [2]; contested [0, 1]");
    check(&[(Accepts, Some(2)), (Rejects, Some(2)), (Open, Some(3))], "contested [0, 1]; open [2]");
}

#[test]
fn a_move_has_a_direction() {
    use Acceptance::{Accepts, Demands, Open, Rejects};
    let of = |before, after| shift(&Answer::Plain(before), &Answer::Plain(after)).map(Shift::word);
    assert_eq!(of(Rejects, Open), Some("closer"));
    assert_eq!(of(Open, Accepts), Some("closer"));
    assert_eq!(of(Accepts, Open), Some("away"));
    assert_eq!(of(Accepts, Demands), Some("firmer"));
    assert_eq!(of(Demands, Open), Some("softer"));
    assert_eq!(of(Demands, Rejects), Some("away"));
    assert_eq!(of(Open, Open), None);
    let contested = Answer::Contested(BTreeSet::from([Open, Rejects]));
    assert_eq!(shift(&contested, &Answer::Plain(Open)), None);
}

/// One who demands an option accepts it and nothing else of the issue, unless it says so.
#[test]
fn a_demand_rules_out_what_is_not_spoken_of() {
    let plain = |acceptance| Some(Answer::Plain(acceptance));
    let row = vec![plain(Acceptance::Demands), plain(Acceptance::Open), None, plain(Acceptance::Rejects)];
    let issue = Issue { answers: vec![row, vec![None; 4]], options: 4 };
    let steps: Vec<usize> = (0..4).map(|option| issue.steps(0, option, Reading::Cautious)).collect();
    assert_eq!(steps, [0, 0, 1, 2]);
    assert_eq!(issue.ruled_out_by(0, 2, Reading::Brave), [0]);
    assert_eq!((issue.speakers(), issue.zone(Reading::Cautious)), (vec![0], vec![0, 1]));
    assert_eq!(issue.unrejected(Reading::Cautious), [0, 1]);
}

fn any_answer() -> impl Strategy<Value = Option<Answer>> {
    let plain = prop::sample::select(&Acceptance::ALL[..]).prop_map(Answer::Plain);
    let sides = prop::sample::subsequence(&Acceptance::ALL[..], 2..=3).prop_map(|sides| sides.into_iter().collect());
    prop::option::weighted(0.5, prop_oneof![4 => plain, 1 => sides.prop_map(Answer::Contested)])
}

fn any_issue(actors: usize) -> impl Strategy<Value = Issue> {
    (1_usize..4).prop_flat_map(move |options| {
        let rows = prop::collection::vec(prop::collection::vec(any_answer(), options), actors);
        rows.prop_map(move |answers| Issue { answers, options })
    })
}

fn any_issues() -> impl Strategy<Value = Vec<Issue>> {
    (1_usize..5).prop_flat_map(|actors| prop::collection::vec(any_issue(actors), 1..5))
}

/// Returns every answer that an actor may have given, once each contested one is settled.
fn repairs(issue: &Issue) -> Vec<Issue> {
    let mut all = vec![issue.clone()];
    for actor in 0..issue.answers.len() {
        for option in 0..issue.options {
            let Some(Answer::Contested(sides)) = &issue.answers[actor][option] else { continue };
            let settled = |issue: &Issue, side: Acceptance| {
                let mut issue = issue.clone();
                issue.answers[actor][option] = Some(Answer::Plain(side));
                issue
            };
            all = all
                .iter()
                .flat_map(|issue| sides.iter().map(|&side| settled(issue, side)).collect::<Vec<_>>())
                .collect();
        }
    }
    all
}

/// Returns the zone of an issue in which nothing is contested, straight from its meaning.
fn plain_zone(issue: &Issue) -> BTreeSet<usize> {
    let speaks = |row: &&Vec<Option<Answer>>| row.iter().any(Option::is_some);
    let meets = |row: &Vec<Option<Answer>>, option: usize| matches!(&row[option], Some(Answer::Plain(said)) if *said != Acceptance::Rejects);
    let rows: Vec<&Vec<Option<Answer>>> = issue.answers.iter().filter(speaks).collect();
    (0..issue.options).filter(|&option| !rows.is_empty() && rows.iter().all(|row| meets(row, option))).collect()
}

fn every_choice(issues: &[Issue]) -> Vec<Vec<usize>> {
    let mut all = vec![Vec::new()];
    for issue in issues {
        let with =
            |chosen: &Vec<usize>| (0..issue.options).map(|at| [chosen.as_slice(), &[at]].concat()).collect::<Vec<_>>();
        all = all.iter().flat_map(with).collect();
    }
    all
}

proptest! {
    #[test]
    fn a_cautious_zone_holds_in_every_reading_and_a_brave_one_in_some(issue in any_issue(3)) {
        let zones: Vec<BTreeSet<usize>> = repairs(&issue).iter().map(plain_zone).collect();
        for option in 0..issue.options {
            let cautious = issue.zone(Reading::Cautious).contains(&option);
            let brave = issue.zone(Reading::Brave).contains(&option);
            prop_assert_eq!(cautious, zones.iter().all(|zone| zone.contains(&option)));
            prop_assert_eq!(brave, zones.iter().any(|zone| zone.contains(&option)));
        }
    }

    #[test]
    fn the_cautious_reading_never_asks_for_fewer_steps(issue in any_issue(3)) {
        for option in 0..issue.options {
            let [cautious, brave] = [Reading::Cautious, Reading::Brave].map(|reading| issue.movers(option, reading));
            let steps = |movers: &[Mover], actor: usize| movers.iter().find(|mover| mover.actor == actor).map_or(0, |mover| mover.steps);
            for actor in 0..3 {
                prop_assert!(steps(&cautious, actor) >= steps(&brave, actor));
                let of_repairs = repairs(&issue).into_iter().map(|issue| issue.steps(actor, option, Reading::Cautious));
                prop_assert!(of_repairs.clone().all(|of| of <= steps(&cautious, actor) && of >= steps(&brave, actor)));
            }
            prop_assert!(cautious.windows(2).all(|pair| pair[0].steps <= pair[1].steps));
        }
    }

    #[test]
    fn packages_are_the_best_of_all(issues in any_issues(), kept_max in 1_usize..8) {
        let of: Vec<&Issue> = issues.iter().collect();
        let reading = Reading::Cautious;
        let found = packages(&of, reading, Bounds { kept_max, visited_max: 1_000_000 });
        let actors = issues[0].answers.len();
        let key = |chosen: &Vec<usize>| {
            let steps = |actor: usize| issues.iter().zip(chosen).map(|(issue, &at)| issue.steps(actor, at, reading)).sum();
            let steps: Vec<usize> = (0..actors).map(steps).collect();
            let support: usize = issues.iter().zip(chosen).map(|(issue, &at)| issue.support(at, reading)).sum();
            (steps.iter().sum::<usize>(), steps.iter().filter(|&&steps| steps > 0).count(), Reverse(support))
        };
        let all = every_choice(&issues);
        let mut keys: Vec<_> = all.iter().map(key).collect();
        keys.sort();
        prop_assert!(found.is_whole);
        prop_assert_eq!(&found.combinations, &BigUint::from(all.len()));
        prop_assert_eq!(&found.unrejected, &BigUint::from(keys.iter().filter(|key| key.0 == 0).count()));
        let got: Vec<_> = found.best.iter().map(|package| key(&package.options)).collect();
        keys.truncate(kept_max);
        prop_assert_eq!(&got, &keys);
        for package in &found.best {
            let key = key(&package.options);
            prop_assert_eq!((package.steps, package.movers.len(), Reverse(package.support)), key);
        }
        let distinct: BTreeSet<_> = found.best.iter().map(|package| &package.options).collect();
        prop_assert_eq!(distinct.len(), found.best.len());
    }

    #[test]
    fn a_search_that_is_stopped_says_so(issues in any_issues()) {
        let of: Vec<&Issue> = issues.iter().collect();
        let found = packages(&of, Reading::Cautious, Bounds { kept_max: 3, visited_max: issues.len() - 1 });
        prop_assert!(!found.is_whole && found.best.is_empty());
    }
}
