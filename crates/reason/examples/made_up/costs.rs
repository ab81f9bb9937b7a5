//! What does each answer cost?

use std::time::{Duration, Instant};

use casus_reason::structure::{Budget, Stopped};
use casus_reason::{Goal, Moves, Sets};

use crate::dossier::Dossier;

/// The budget that `casus goal` has.
const NODES_MAX: usize = 20_000_000;
const TIME_MAX: Duration = Duration::from_secs(10);
/// So many minimal sets are listed.
const SETS_MAX: usize = 20;

/// What came out.
struct Ending {
    /// How much there is in the answer: sets, weights, circles.
    found: usize,
    /// Whether it is the whole answer; otherwise it says that it is not.
    is_whole: bool,
}

impl Ending {
    fn whole(found: usize) -> Self {
        Self { found, is_whole: true }
    }
}

/// Prints a line for each answer.
pub fn print(dossier: &Dossier) {
    let Dossier { case, scenario, claims, .. } = dossier;
    let commitments = case.promises().len();
    let say = |analysis: &str, goal: Option<usize>, seconds: f64, ending: Ending| {
        let goal = goal.map_or("null".to_owned(), |goal| goal.to_string());
        let Ending { found, is_whole } = ending;
        println!(
            r#"{{"commitments":{commitments},"analysis":"{analysis}","goal":{goal},"seconds":{seconds},"found":{found},"is_whole":{is_whole}}}"#
        );
    };
    let of_all = |name: &str, answer: &dyn Fn() -> usize| {
        let start = Instant::now();
        let found = answer();
        say(name, None, start.elapsed().as_secs_f64(), Ending::whole(found));
    };
    of_all("conclude", &|| casus_reason::conclude(case, claims, scenario).len());
    of_all("deadlocks", &|| casus_reason::deadlocks(case, scenario).len());
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
    ("reached", |of, goal, _| Ending::whole(casus_reason::reached(goal, &of.case, &of.scenario) as usize)),
    ("suffices", |of, goal, budget| of_sets(casus_reason::suffices(&of.case, &of.scenario, goal, SETS_MAX, budget))),
    ("sinks", |of, goal, budget| of_sets(casus_reason::sinks(&of.case, &of.scenario, goal, SETS_MAX, budget))),
    ("first moves", |of, goal, budget| {
        of_sets(casus_reason::moves_for(&of.case, &of.scenario, goal, SETS_MAX, budget))
    }),
    ("weights", |of, goal, budget| {
        ended(casus_reason::weights(&of.case, &of.scenario, goal, &of.given, budget), |weights| weights.len())
    }),
    ("powers", |of, goal, budget| {
        ended(casus_reason::powers(&of.case, &of.scenario, goal, budget), |powers| powers.len())
    }),
    ("chances", |of, goal, budget| {
        let chance = |moves| casus_reason::chance(&of.case, &of.scenario, goal, &of.given, moves, budget);
        ended(chance(Moves::NobodyFirst).and_then(|least| Ok([least, chance(Moves::AllTogether)?])), |[least, _]| {
            least.swings.len()
        })
    }),
    ("readings", |of, goal, budget| {
        let admitted = casus_reason::readings(&of.case, &of.scenario, goal, &of.disputes, budget);
        Ending { found: admitted.by_side.len(), is_whole: admitted.is_exact }
    }),
];

fn ended<T>(answer: Result<T, Stopped>, found: impl Fn(&T) -> usize) -> Ending {
    answer.map_or(Ending { found: 0, is_whole: false }, |answer| Ending::whole(found(&answer)))
}

fn of_sets<T>(answer: Result<Sets<T>, Stopped>) -> Ending {
    answer.map_or(Ending { found: 0, is_whole: false }, |sets| Ending {
        found: sets.count.unwrap_or(sets.sets.len()),
        is_whole: sets.count.is_some(),
    })
}
