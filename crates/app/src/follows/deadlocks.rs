//! `casus deadlocks`: who waits for whom in a circle, and whose move would end it?

use casus_engine::{Analysis, Deadlock};
use serde_json::{Value, json};

use super::sets::{Text, found, json_of, promise, told};
use super::within;
use crate::command::{AnswerFormat, Deadlocks};
use crate::error::Error;
use crate::face::{label, visible, words};
use crate::output;

/// Prints the circles in which promises wait for one another.
pub(crate) fn deadlocks(options: &Deadlocks) -> Result<(), Error> {
    let text = within(&options.asked, &options.spent, |_, analysis, budget| {
        let found = analysis.deadlocks(options.spent.limit, budget);
        Ok(match AnswerFormat::or_default(options.spent.format) {
            AnswerFormat::Json => Value::Array(found.iter().map(|it| json(analysis, it)).collect()).to_string() + "\n",
            AnswerFormat::Text => text(analysis, &found),
        })
    })?;
    output::print(visible(&text).as_bytes())
}

fn text(analysis: &Analysis, all: &[Deadlock]) -> String {
    if all.is_empty() {
        return "No promises wait for one another in a circle.\n".to_owned();
    }
    let page = &analysis.page;
    let mut text = Text::default();
    for (number, deadlock) in all.iter().enumerate() {
        let of = words::count_of(deadlock.circle.promises.len(), "promise");
        let which =
            if deadlock.is_of_withheld { ", if what is withheld is given once its condition holds" } else { "" };
        text.heading(&format!("Circle {}: {of} wait for one another{which}", number + 1));
        for wait in &deadlock.circle.circle {
            let (brings, waits) = (label(page, &wait.brings_about), label(page, &wait.waits_on));
            let Some(promise) = found(page, &wait.promise.0) else { continue };
            let who = words::debtor(promise);
            text.line(&format!("  {who} would bring about “{brings}”, once there is “{waits}”"));
            text.line(&format!("    {}", told(promise)));
        }
        text.line("  whose first move would end it (minimal sets):");
        text.sets(analysis, &deadlock.first_moves, "nobody's alone");
        for (goal, moves) in &deadlock.goals {
            text.line(&format!("  for the goal {goal}, if all goes well that hangs on no promise:"));
            text.sets(analysis, moves, "nobody's");
        }
    }
    text.finish()
}

fn json(analysis: &Analysis, deadlock: &Deadlock) -> Value {
    let page = &analysis.page;
    let circle: Vec<Value> = deadlock
        .circle
        .circle
        .iter()
        .map(|wait| {
            json!({
                "promise": found(page, &wait.promise.0).map(promise),
                "brings_about": wait.brings_about.0,
                "waits_on": wait.waits_on.0,
            })
        })
        .collect();
    let goals: Vec<Value> = deadlock
        .goals
        .iter()
        .map(|(goal, moves)| json!({ "goal": goal, "first_moves": json_of(analysis, moves) }))
        .collect();
    json!({
        "propositions": deadlock.circle.propositions.iter().map(|id| &id.0).collect::<Vec<_>>(),
        "promises": deadlock.circle.promises.iter().map(|reference| &reference.0).collect::<Vec<_>>(),
        "of_withheld": deadlock.is_of_withheld,
        "circle": circle,
        "first_moves": json_of(analysis, &deadlock.first_moves),
        "goals": goals,
    })
}
