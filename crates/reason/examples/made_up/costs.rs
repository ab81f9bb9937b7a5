//! What does each answer cost?

use std::hint::black_box;
use std::time::{Duration, Instant};

use casus_reason::structure::{Budget, Stopped};
use casus_reason::{Goal, Moves};

use crate::dossier::Dossier;

/// The budget that `casus goal` has.
const NODES_MAX: usize = 20_000_000;
const TIME_MAX: Duration = Duration::from_secs(10);
/// So many minimal sets are listed.
const SETS_MAX: usize = 20;

/// How an answer ended.
enum Ending {
    /// It is the whole answer.
    Whole,
    /// It says that it is not the whole one.
    Bounded,
}

/// Prints a line for each answer.
pub fn print(dossier: &Dossier) {
    let Dossier { case, scenario, claims, .. } = dossier;
    let commitments = case.promises().len();
    let say = |analysis: &str, goal: Option<usize>, seconds: f64, ending: Ending| {
        let goal = goal.map_or("null".to_owned(), |goal| goal.to_string());
        let is_whole = matches!(ending, Ending::Whole);
        println!(
            r#"{{"commitments":{commitments},"analysis":"{analysis}","goal":{goal},"seconds":{seconds},"is_whole":{is_whole}}}"#
        );
    };
    let of_all = |name: &str, answer: &dyn Fn()| {
        let start = Instant::now();
        answer();
        say(name, None, start.elapsed().as_secs_f64(), Ending::Whole);
    };
    of_all("conclude", &|| drop(black_box(casus_reason::conclude(case, claims, scenario))));
    of_all("deadlocks", &|| drop(black_box(casus_reason::deadlocks(case, scenario))));
    for (number, goal) in dossier.goals.iter().enumerate() {
        for (name, answer) in ANALYSES {
            let start = Instant::now();
            let is_over = || start.elapsed() >= TIME_MAX;
            let ending = answer(dossier, goal, &Budget { nodes_max: NODES_MAX, is_over: &is_over });
            say(name, Some(number), start.elapsed().as_secs_f64(), ending);
        }
    }
}

type Analysis = fn(&Dossier, &Goal, &Budget<'_>) -> Ending;

/// What is asked of one goal.
const ANALYSES: [(&str, Analysis); 8] = [
    ("reached", |of, goal, _| {
        black_box(casus_reason::reached(goal, &of.case, &of.scenario));
        Ending::Whole
    }),
    ("suffices", |of, goal, budget| {
        of_sets(casus_reason::suffices(&of.case, &of.scenario, goal, SETS_MAX, budget))
    }),
    ("sinks", |of, goal, budget| of_sets(casus_reason::sinks(&of.case, &of.scenario, goal, SETS_MAX, budget))),
    ("first moves", |of, goal, budget| {
        of_sets(casus_reason::moves_for(&of.case, &of.scenario, goal, SETS_MAX, budget))
    }),
    ("weights", |of, goal, budget| ended(casus_reason::weights(&of.case, &of.scenario, goal, &of.given, budget))),
    ("powers", |of, goal, budget| ended(casus_reason::powers(&of.case, &of.scenario, goal, budget))),
    ("chances", |of, goal, budget| {
        let chance = |moves| casus_reason::chance(&of.case, &of.scenario, goal, &of.given, moves, budget);
        ended(chance(Moves::NobodyFirst).and_then(|least| Ok([least, chance(Moves::AllTogether)?])))
    }),
    ("readings", |of, goal, budget| {
        match casus_reason::readings(&of.case, &of.scenario, goal, &of.disputes, budget).is_exact {
            true => Ending::Whole,
            false => Ending::Bounded,
        }
    }),
];

fn ended<T>(answer: Result<T, Stopped>) -> Ending {
    match answer {
        Ok(answer) => {
            black_box(answer);
            Ending::Whole
        }
        Err(_) => Ending::Bounded,
    }
}

fn of_sets<T>(answer: Result<casus_reason::Sets<T>, Stopped>) -> Ending {
    match answer {
        Ok(sets) if sets.count.is_some() => Ending::Whole,
        _ => Ending::Bounded,
    }
}
