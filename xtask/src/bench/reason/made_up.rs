//! How does the cost of an analysis grow with the dossier?
//!
//! An example of the reasoner makes up dossiers of growing size and asks everything of each of their goals, with the budget
//! that `casus goal` has. An answer that the budget cut short says so and counts as bounded.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::process::Command;

use serde::{Deserialize, Serialize};

use super::chart;
use crate::bench::median;
use crate::bench::record::{Machine, rounded};
use crate::failure::Failure;
use crate::release;
use crate::tools::heard;
use crate::workspace::Workspace;

/// The sizes, in commitments.
const SIZES: [usize; 7] = [50, 100, 200, 500, 1_000, 2_000, 5_000];

/// An answer, as the example prints it.
#[derive(Deserialize)]
struct Answer {
    commitments: usize,
    analysis: String,
    seconds: f64,
    is_whole: bool,
}

/// What one analysis cost at one size.
#[derive(Serialize, Deserialize)]
pub struct Line {
    /// What was asked.
    pub analysis: String,
    /// How many commitments there are.
    pub commitments: usize,
    /// How many answers: one a goal, or one for the whole.
    pub answers: usize,
    /// The median, in milliseconds.
    pub median_ms: f64,
    /// The worst, in milliseconds.
    pub worst_ms: f64,
    /// How many answers are bounded.
    pub bounded: usize,
}

/// A run, as it stands in `bench/reason.json`.
#[derive(Serialize, Deserialize)]
struct Record {
    machine: Machine,
    lines: Vec<Line>,
}

/// Measures all sizes, prints a table, and keeps the figures when asked to.
pub fn measure(workspace: &Workspace, is_to_record: bool) -> Result<(), Failure> {
    release::build_examples(workspace, "casus-reason")?;
    let mut lines = Vec::new();
    for commitments in SIZES {
        let mut command = Command::new(release::example(workspace, "made_up"));
        let text = heard(command.arg("costs").arg(commitments.to_string()))?;
        let answers = text.lines().map(serde_json::from_str::<Answer>).collect::<Result<Vec<_>, _>>();
        let answers = answers.map_err(|error| Failure::Format { path: "made_up".into(), error: error.to_string() })?;
        lines.extend(summed_up(&answers));
    }
    print!("{}", table(&lines));
    if is_to_record {
        let path = workspace.root().join("bench/reason.json");
        let picture = workspace.root().join("docs/reasoning-cost.svg");
        fs::write(&picture, chart::drawing(&lines)).map_err(Failure::disk(&picture))?;
        let record = Record { machine: Machine::here(), lines };
        let text = serde_json::to_string_pretty(&record).expect("a record is made of numbers and words") + "\n";
        fs::write(&path, text).map_err(Failure::disk(&path))?;
        println!("recorded in {} and drawn in {}", path.display(), picture.display());
    }
    Ok(())
}

/// Takes the medians of the answers of one size, analysis by analysis, in the order in which they were first asked.
fn summed_up(answers: &[Answer]) -> Vec<Line> {
    let mut by_analysis: BTreeMap<&str, (usize, Vec<&Answer>)> = BTreeMap::new();
    for answer in answers {
        let place = by_analysis.len();
        by_analysis.entry(&answer.analysis).or_insert((place, Vec::new())).1.push(answer);
    }
    let mut groups: Vec<_> = by_analysis.into_values().collect();
    groups.sort_by_key(|(place, _)| *place);
    let line = |(_, of): (usize, Vec<&Answer>)| {
        let milliseconds: Vec<f64> = of.iter().map(|answer| answer.seconds * 1e3).collect();
        Line {
            analysis: of[0].analysis.clone(),
            commitments: of[0].commitments,
            answers: of.len(),
            worst_ms: rounded(milliseconds.iter().copied().fold(0.0, f64::max)),
            median_ms: rounded(median(milliseconds)),
            bounded: of.iter().filter(|answer| !answer.is_whole).count(),
        }
    };
    groups.into_iter().map(line).collect()
}

fn table(lines: &[Line]) -> String {
    let mut table = format!(
        "{:<14}{:>12}{:>9}{:>12}{:>12}{:>9}\n",
        "analysis", "commitments", "answers", "median, ms", "worst, ms", "bounded"
    );
    for Line { analysis, commitments, answers, median_ms, worst_ms, bounded } in lines {
        let _ = writeln!(table, "{analysis:<14}{commitments:>12}{answers:>9}{median_ms:>12}{worst_ms:>12}{bounded:>9}");
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_summed_up_by_what_was_asked() {
        let answer = |analysis: &str, seconds, is_whole| Answer {
            commitments: 50,
            analysis: analysis.to_owned(),
            seconds,
            is_whole,
        };
        let answers = [answer("sinks", 0.001, true), answer("powers", 0.5, true), answer("sinks", 0.003, false)];
        let lines: Vec<_> = summed_up(&answers)
            .into_iter()
            .map(|it| (it.analysis, it.answers, it.median_ms, it.worst_ms, it.bounded))
            .collect();
        assert_eq!(lines, [("sinks".to_owned(), 2, 2.0, 3.0, 1), ("powers".to_owned(), 1, 500.0, 500.0, 0)]);
    }
}
