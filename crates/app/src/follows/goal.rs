//! `casus goal`: what suffices for a goal, and what would sink it?

use std::collections::BTreeMap;

use casus_claim::PropositionId;
use casus_engine::page::{Goal as Shown, GoalTest};
use casus_engine::structure::Budget;
use casus_engine::{Analysis, Chance, GoalAnswer, Interval, Question, Swing, Truth};
use serde_json::{Value, json};

use super::sets::{Text, json_of, not_finished, readings};
use super::within;
use crate::brief::Desk;
use crate::command::{AnswerFormat, Goal};
use crate::error::Error;
use crate::face::{label, visible, words};
use crate::output;
use crate::read::scenario;

/// What is less than this is nothing but rounding.
const NOTHING: f64 = 1e-12;

/// Prints all goals of a dossier, or all that there is to say of one.
pub(crate) fn goal(options: &Goal) -> Result<(), Error> {
    let text = within(&options.asked, &options.spent, |desk, analysis, budget| {
        let format = AnswerFormat::or_default(options.spent.format);
        let given = given(analysis, &options.probability)?;
        let Some(id) = &options.id else { return Ok(list(analysis, budget, format)) };
        let (goal, test) = analysis.goal(id).map_err(Error::Question)?;
        let answer = analysis.of_goal(test, &given, options.spent.limit, budget);
        let counted = counted(desk, options, test)?;
        Ok(match format {
            AnswerFormat::Json => json(analysis, (goal, test), &answer, &counted).to_string() + "\n",
            AnswerFormat::Text => text(analysis, (goal, test), &answer, &counted),
        })
    })?;
    output::print(visible(&text).as_bytes())
}

/// How a goal stands where other entries count.
struct Counted {
    /// Every entry, however unsure.
    every: Truth,
    /// Only what a person stands behind.
    vouched: Truth,
}

fn counted(desk: &Desk<'_>, options: &Goal, test: &GoalTest) -> Result<Counted, Error> {
    let scenario = scenario(&options.asked.set)?;
    // A proposition of which only an unsure or unvouched entry speaks may be set and yet not be there.
    let value = |threshold: f64, is_vouched_only: bool| -> Result<Truth, Error> {
        let question = Question { threshold, is_vouched_only, ..desk.question(&scenario) };
        let page = match desk.page_of(&question) {
            Err(Error::Question(casus_engine::Error::UnknownProposition { .. })) => return Ok(Truth::Unknown),
            page => page?,
        };
        let found = page.goals.iter().filter_map(|goal| goal.test.as_ref()).find(|other| other.id == test.id);
        Ok(found.map_or(Truth::Unknown, |found| found.value))
    };
    Ok(Counted { every: value(0.0, options.asked.accepted)?, vouched: value(options.asked.min_confidence, true)? })
}

/// Returns the probabilities that are given, of propositions that there are.
fn given(analysis: &Analysis, list: &[(PropositionId, Interval)]) -> Result<BTreeMap<PropositionId, Interval>, Error> {
    let known: Vec<PropositionId> = analysis.page.gates.iter().map(|gate| gate.proposition.id.clone()).collect();
    if let Some((id, _)) = list.iter().find(|(id, _)| !known.contains(id)) {
        return Err(Error::Question(casus_engine::Error::UnknownProposition { id: id.clone(), known }));
    }
    Ok(list.iter().cloned().collect())
}

fn list(analysis: &Analysis, budget: &Budget<'_>, format: AnswerFormat) -> String {
    let goals = analysis.page.goals.iter().filter_map(|goal| Some((goal, goal.test.as_ref()?)));
    let with_points = goals.map(|(goal, test)| {
        let sinks = analysis.sinks(test, usize::MAX, budget);
        let alone: Vec<_> = sinks
            .map(|sinks| sinks.sets.into_iter().filter(|set| set.len() == 1).flatten().collect())
            .unwrap_or_default();
        (goal, test, alone)
    });
    match format {
        AnswerFormat::Json => {
            let line = |(goal, test, alone): (&Shown, &GoalTest, Vec<casus_engine::Setting>)| {
                let alone: Vec<Value> =
                    alone.iter().map(|it| json!({ "proposition": it.proposition.0, "value": it.value })).collect();
                json!({
                    "id": test.id,
                    "label": goal.label,
                    "value": words::truth(test.value),
                    "waits_on": test.waits_on,
                    "single_points_of_failure": alone,
                })
            };
            Value::Array(with_points.map(line).collect()).to_string() + "\n"
        }
        AnswerFormat::Text => {
            let mut text = Text::default();
            for (goal, test, alone) in with_points {
                text.line(&format!("{}: {}  {}", goal.label, words::goal_value(test.value), test.id));
                if !test.waits_on.is_empty() {
                    text.line(&format!("  waits on: {}", test.waits_on.join("; ")));
                }
                for it in alone {
                    let label = label(&analysis.page, &it.proposition);
                    text.line(&format!("  sunk by one thing alone: “{label}” is {}", it.value));
                }
            }
            let text = text.finish();
            if text.is_empty() {
                "This dossier has no goals; declare them with `[[goal]]` in `dossier.toml`.\n".to_owned()
            } else {
                text
            }
        }
    }
}

fn text(analysis: &Analysis, (goal, test): (&Shown, &GoalTest), answer: &GoalAnswer, counted: &Counted) -> String {
    let page = &analysis.page;
    let mut text = Text::default();
    text.line(&format!("{}: {}  {}", goal.label, words::goal_value(test.value), test.id));
    text.line(&format!("  takes: {}", words::goal_needs(page, test)));
    if !test.waits_on.is_empty() {
        text.line(&format!("  waits on: {}", test.waits_on.join("; ")));
    }
    text.line(&format!("  where {}", words::scenario(page)));
    let [every, vouched] = [counted.every, counted.vouched].map(words::goal_value);
    text.line(&format!(
        "  with every entry, however unsure: {every}; with those alone that a person accepted: {vouched}"
    ));
    text.heading("What suffices (minimal path sets)");
    text.sets(analysis, &answer.suffices, "nothing that could be set would bring it about");
    text.heading("What would sink it (minimal cut sets; one of one thing is a single point of failure)");
    text.sets(analysis, &answer.sinks, "nothing that could be set would keep it from coming about");
    if answer.first_moves.as_ref().is_ok_and(|moves| moves.sets.iter().any(|set| !set.is_empty())) {
        text.heading("Whose first moves would bring it about, if all goes well that hangs on no promise");
        text.sets(analysis, &answer.first_moves, "nobody's");
    }
    match &answer.weights {
        Ok(weights) if weights.is_empty() => {}
        Ok(weights) => {
            text.heading("How much each condition matters to its failure");
            text.line(&format!(
                "  {:>10}{:>13}{:>16}{:>13}  ",
                "Birnbaum", "criticality", "Fussell-Vesely", "probability"
            ));
            for weight in weights {
                let of = weight.importance;
                let fussell_vesely = of.fussell_vesely.map_or("-".to_owned(), |value| format!("{value:.4}"));
                let label = label(page, &weight.setting.proposition);
                text.line(&format!(
                    "  {:>10.4}{:>13.4}{fussell_vesely:>16}{:>13.3}  “{label}” is {}",
                    of.birnbaum, of.criticality, weight.probability, weight.setting.value
                ));
            }
        }
        Err(stopped) => text.line(&format!("\nHow much each condition matters: not finished: {stopped}")),
    }
    match &answer.powers {
        Ok(powers) if powers.is_empty() => {}
        Ok(powers) => {
            text.heading("Whose word weighs how much, if all goes well that hangs on no promise");
            text.line(&format!("  {:>15}{:>9}  ", "Shapley-Shubik", "Banzhaf"));
            let (weighty, idle): (Vec<_>, Vec<_>) = powers.iter().partition(|power| power.shapley_shubik > NOTHING);
            for power in weighty {
                let veto = if power.has_veto { ", without whom it fails" } else { "" };
                text.line(&format!("  {:>15.4}{:>9.4}  {}{veto}", power.shapley_shubik, power.banzhaf, power.actor));
            }
            if !idle.is_empty() {
                let names: Vec<String> = idle.iter().map(|power| power.actor.clone()).collect();
                text.line(&format!("  nothing: {}", words::names(&names)));
            }
        }
        Err(stopped) => text.line(&format!("\nWhose word weighs how much: not finished: {stopped}")),
    }
    chances(&mut text, analysis, answer);
    if analysis.has_disputes() {
        text.heading("In which readings of the sources it is reached");
        text.readings(page, &answer.readings);
    }
    text.finish()
}

fn chances(text: &mut Text, analysis: &Analysis, answer: &GoalAnswer) {
    text.heading("How probable it is");
    let [least, greatest] = match &answer.chances {
        Ok(chances) => chances,
        Err(stopped) => return text.line(&format!("  not finished: {stopped}")),
    };
    text.line(&format!("  {} when nobody moves first", between(least)));
    text.line(&format!("  {} when all move together", between(greatest)));
    if greatest.swings.iter().all(|swing| (swing.at_most - swing.at_least).abs() <= NOTHING) {
        return;
    }
    text.line(
        "  when all move together, with each proposition at the ends of what is given and the others in the middle:",
    );
    for swing in greatest.swings.iter().filter(|swing| (swing.at_most - swing.at_least).abs() > NOTHING) {
        let label = label(&analysis.page, &swing.proposition);
        text.line(&format!(
            "    {:.4} … {:.4}  “{label}” from {:.3} to {:.3}",
            swing.at_least,
            swing.at_most,
            swing.from(),
            swing.to()
        ));
    }
}

/// Writes a probability, or what it lies between.
fn between(chance: &Chance) -> String {
    let Interval { least, most } = chance.probability;
    let sharp = if chance.is_sharp { "" } else { ", at the outside" };
    if most - least < 1e-12 { format!("{least:.6}") } else { format!("{least:.6} to {most:.6}{sharp}") }
}

fn json(analysis: &Analysis, (goal, test): (&Shown, &GoalTest), answer: &GoalAnswer, counted: &Counted) -> Value {
    let page = &analysis.page;
    let weights = match &answer.weights {
        Err(stopped) => not_finished(*stopped),
        Ok(weights) => weights
            .iter()
            .map(|weight| {
                json!({
                    "proposition": weight.setting.proposition.0,
                    "value": weight.setting.value,
                    "probability": weight.probability,
                    "birnbaum": weight.importance.birnbaum,
                    "criticality": weight.importance.criticality,
                    "fussell_vesely": weight.importance.fussell_vesely,
                })
            })
            .collect(),
    };
    let powers = match &answer.powers {
        Err(stopped) => not_finished(*stopped),
        Ok(powers) => powers
            .iter()
            .map(|power| {
                json!({
                    "actor": power.actor,
                    "shapley_shubik": power.shapley_shubik,
                    "banzhaf": power.banzhaf,
                    "veto": power.has_veto,
                })
            })
            .collect(),
    };
    let chances = match &answer.chances {
        Err(stopped) => not_finished(*stopped),
        Ok([least, greatest]) => json!({ "nobody_moves_first": chance(least), "all_move_together": chance(greatest) }),
    };
    json!({
        "id": test.id,
        "label": goal.label,
        "value": words::truth(test.value),
        "takes": words::goal_needs(page, test),
        "value_by_entries": { "all": words::truth(counted.every), "accepted": words::truth(counted.vouched) },
        "waits_on": test.waits_on,
        "promises": goal.promises,
        "suffices": json_of(analysis, &answer.suffices),
        "sinks": json_of(analysis, &answer.sinks),
        "first_moves": json_of(analysis, &answer.first_moves),
        "importance": weights,
        "actors": powers,
        "probability": chances,
        "readings": readings(page, &answer.readings),
    })
}

fn chance(chance: &Chance) -> Value {
    let swing = |swing: &Swing| {
        json!({
            "proposition": swing.proposition.0,
            "from": swing.from(),
            "to": swing.to(),
            "at_from": swing.at_least,
            "at_to": swing.at_most,
        })
    };
    json!({
        "least": chance.probability.least,
        "most": chance.probability.most,
        "sharp": chance.is_sharp,
        "tornado": chance.swings.iter().map(swing).collect::<Vec<_>>(),
    })
}
