//! Does an answer-set solver say the same, and how long does it take?
//!
//! A made-up dossier is written as a logic program, and clingo works out its least model and its cautious and brave
//! consequences. The reasoner answers the same questions, and both must say the same atom for atom. Whole processes are
//! timed in turn: clingo reads the program and solves it, the reasoner makes the dossier up again and solves that.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

use serde_json::Value;

use crate::failure::Failure;
use crate::release;
use crate::tools::heard;
use crate::workspace::Workspace;

/// How often each is run; the fastest counts.
const RUNS: usize = 3;
const SIZES: [usize; 3] = [200, 1_000, 5_000];
/// What is asked, and how clingo is asked it.
const QUESTIONS: [(&str, &str); 3] =
    [("due", "--enum-mode=auto"), ("cautious", "--enum-mode=cautious"), ("brave", "--enum-mode=brave")];

/// Compares the answers and the times, and fails where an answer differs.
pub fn measure(workspace: &Workspace) -> Result<(), Failure> {
    let mut probe = Command::new("python3");
    probe.args(["-m", "clingo", "--version"]).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    if !probe.status().is_ok_and(|status| status.success()) {
        println!("clingo is not installed (pip install clingo), so there is nothing to compare with");
        return Ok(());
    }
    release::build_examples(workspace, "casus-reason")?;
    let path = workspace.target().join("made-up.lp");
    let mut table = format!(
        "{:<10}{:>12}{:>8}{:>12}{:>12}{:>9}  same\n",
        "question", "commitments", "atoms", "casus, s", "clingo, s", "ratio"
    );
    let mut wrong = 0;
    for commitments in SIZES {
        for (question, mode) in QUESTIONS {
            let example = |task: &str| -> Command {
                let mut command = Command::new(release::example(workspace, "made_up"));
                command.args([task, question, &commitments.to_string()]);
                command
            };
            let program = heard(&mut example("program"))?;
            fs::write(&path, program).map_err(Failure::disk(&path))?;
            let (mut ours, mut theirs) = ((f64::INFINITY, BTreeSet::new()), (f64::INFINITY, BTreeSet::new()));
            for _ in 0..RUNS {
                let start = Instant::now();
                let answer = heard(&mut example("atoms"))?;
                let seconds = start.elapsed().as_secs_f64();
                ours = (ours.0.min(seconds), answer.lines().map(str::to_owned).collect());
                let start = Instant::now();
                let answer = solved(&path, mode)?;
                let seconds = start.elapsed().as_secs_f64();
                theirs = (theirs.0.min(seconds), answer);
            }
            let is_same = ours.1 == theirs.1;
            for atom in ours.1.symmetric_difference(&theirs.1) {
                let who = if ours.1.contains(atom) { "only casus" } else { "only clingo" };
                println!("{question}, {commitments} commitments: {who} has {atom}");
            }
            wrong += usize::from(!is_same);
            let (atoms, ratio) = (ours.1.len(), ours.0 / theirs.0);
            let _ = writeln!(
                table,
                "{question:<10}{commitments:>12}{atoms:>8}{:>12.3}{:>12.3}{ratio:>9.3}  {}",
                ours.0,
                theirs.0,
                if is_same { "yes" } else { "NO" }
            );
        }
    }
    print!("{table}");
    if wrong > 0 { Err(Failure::Findings(wrong)) } else { Ok(()) }
}

/// Returns what clingo says last: its only model, or what is left of all models.
fn solved(program: &Path, mode: &str) -> Result<BTreeSet<String>, Failure> {
    let mut command = Command::new("python3");
    command.args(["-m", "clingo", "--outf=2", "--models=0", mode]).arg(program).stdin(Stdio::null());
    let output = command.output().map_err(|error| Failure::Start { program: "python3".to_owned(), error })?;
    let unreadable = |error: String| Failure::Format { path: program.to_owned(), error };
    let answer: Value = serde_json::from_slice(&output.stdout).map_err(|error| unreadable(error.to_string()))?;
    atoms(&answer).ok_or_else(|| unreadable("clingo finds no model".to_owned()))
}

fn atoms(answer: &Value) -> Option<BTreeSet<String>> {
    let last = answer["Call"].as_array()?.last()?["Witnesses"].as_array()?.last()?;
    let list = last.get("Value").or_else(|| last.get("Consequences")?.get("True"))?.as_array()?;
    Some(list.iter().filter_map(|atom| atom.as_str().map(str::to_owned)).collect())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_clingo_says_last_counts() {
        let models = json!({ "Call": [{ "Witnesses": [{ "Value": ["t(1)"] }, { "Value": ["t(2)"] }] }] });
        assert_eq!(atoms(&models), Some(BTreeSet::from(["t(2)".to_owned()])));
        assert_eq!(atoms(&json!({ "Call": [{}] })), None);
    }
}
