//! What does a reading cost beside its syntax? Both timed in one process, on one thread, text by text and round by round.
//!
//! The syntax of a text and the whole reading are timed in the same pass over it, by the clock of their thread, so that
//! what else the machine does counts for neither. Each round is a process of its own, in which each text is new. The
//! cost of a text is the median of its rounds.

use std::fmt;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::process::Command;

use clap::Args;
use serde::{Deserialize, Serialize};

use super::growth::{self, Growth};
use super::record::{Machine, rounded};
use super::{RUNS_MAX, median, syntax};
use crate::failure::Failure;
use crate::model;
use crate::oracle::Texts;
use crate::release;
use crate::tools::heard;
use crate::workspace::Workspace;

/// What a reading may cost at most, its syntax being 1.
const RATIO_MAX: f64 = 1.5;

/// What is measured.
#[derive(Args)]
pub struct Wanted {
    /// A text, a file of texts (`.jsonl`, `.jsonl.gz`, each line with a "text") or a folder; texts of ours if none.
    #[arg(long, value_name = "PATH")]
    text: Vec<PathBuf>,
    /// Reads a document of 10 MB too, which takes minutes.
    #[arg(long)]
    long: bool,
    /// Writes the figures to bench/reading.json.
    #[arg(long)]
    record: bool,
}

/// Measures, prints the figures beside the last record, and keeps them as the record when asked to.
pub fn measure(workspace: &Workspace, wanted: &Wanted) -> Result<(), Failure> {
    release::build(workspace)?;
    release::build_examples(workspace, "casus-extract")?;
    let texts = syntax::texts(workspace, &wanted.text)?;
    println!("{} texts, {:.1} MB; {RUNS_MAX} rounds", texts.len(), super::mega(texts.bytes()));
    let growth = growth::measure(workspace, wanted.long)?;
    let figures = Figures { growth, ..Figures::of(&costs(workspace, &texts)?, &texts) };
    let path = workspace.root().join("bench/reading.json");
    print!("{}", figures.beside(Figures::read(&path)?.as_ref()));
    if wanted.record {
        figures.write(&path)?;
        println!("recorded in {}", path.display());
    }
    Ok(())
}

/// What one text cost in one round, in seconds; its syntax is a part of all.
#[derive(Clone, Copy, Deserialize)]
struct Cost {
    tokens: u64,
    syntax: f64,
    all: f64,
}

/// Returns what each text cost, round by round.
fn costs(workspace: &Workspace, texts: &Texts) -> Result<Vec<Vec<Cost>>, Failure> {
    let folder = model::folder(workspace, "en")?;
    let list = syntax::list(texts, "reading.txt", texts.len())?;
    let round = |_| {
        let answer = heard(Command::new(release::example(workspace, "reading")).arg(&folder).arg(&list))?;
        let costs = answer.lines().map(serde_json::from_str).collect::<Result<_, serde_json::Error>>();
        costs.map_err(|error| Failure::Format { path: "reading".into(), error: error.to_string() })
    };
    (0..RUNS_MAX).map(round).collect()
}

/// Returns what readings cost beside their syntax.
fn ratio<'c>(costs: impl Iterator<Item = &'c Cost>) -> f64 {
    let (all, syntax) = costs.fold((0.0, 0.0), |(all, syntax), cost| (all + cost.all, syntax + cost.syntax));
    all / syntax
}

/// The figures, as they stand in `bench/reading.json`.
#[derive(Serialize, Deserialize)]
struct Figures {
    machine: Machine,
    texts: usize,
    bytes: u64,
    tokens: u64,
    rounds: usize,
    /// What all texts cost together, their syntax being 1: the median of the rounds.
    together: f64,
    /// What the text in the middle costs.
    median: f64,
    /// What nine texts of ten cost at most.
    nine_of_ten: f64,
    /// How many tokens were read in a second, syntax and all.
    tokens_per_s: f64,
    /// What a text costs for its length.
    #[serde(default)]
    growth: Vec<Growth>,
}

impl Figures {
    fn of(rounds: &[Vec<Cost>], texts: &Texts) -> Self {
        let count = rounds.iter().map(Vec::len).min().unwrap_or(0);
        let of_text = |index: usize| median(rounds.iter().map(|round| ratio([&round[index]].into_iter())).collect());
        let mut ratios: Vec<f64> = (0..count).map(of_text).collect();
        ratios.sort_by(f64::total_cmp);
        let tokens = rounds.first().map_or(0, |round| round.iter().map(|cost| cost.tokens).sum());
        let seconds = rounds.iter().map(|round| round.iter().map(|cost| cost.all).sum());
        Self {
            machine: Machine::here(),
            texts: texts.len(),
            bytes: texts.bytes(),
            tokens,
            rounds: rounds.len(),
            together: rounded(median(rounds.iter().map(|round| ratio(round.iter())).collect())),
            nine_of_ten: rounded(ratios[(count * 9 / 10).min(count - 1)]),
            median: rounded(median(ratios)),
            tokens_per_s: rounded(tokens as f64 / median(seconds.collect())),
            growth: Vec::new(),
        }
    }

    fn read(path: &Path) -> Result<Option<Self>, Failure> {
        let text = match fs::read_to_string(path) {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            text => text.map_err(Failure::disk(path))?,
        };
        let figures = serde_json::from_str(&text);
        figures.map(Some).map_err(|error| Failure::Format { path: path.to_owned(), error: error.to_string() })
    }

    fn write(&self, path: &Path) -> Result<(), Failure> {
        let text = serde_json::to_string_pretty(self).expect("a record is made of numbers and words") + "\n";
        fs::write(path, text).map_err(Failure::disk(path))
    }

    /// Returns the figures, each beside the one of the last record.
    fn beside(&self, last: Option<&Self>) -> String {
        type Of = fn(&Figures) -> f64;
        let mut table = self.to_string();
        let before = |of: Of| last.map_or("-".to_owned(), |last| of(last).to_string());
        let rows: [(&str, Of); 4] = [
            ("all texts together", |it| it.together),
            ("the text in the middle", |it| it.median),
            ("nine texts of ten, at most", |it| it.nine_of_ten),
            ("tokens/s", |it| it.tokens_per_s),
        ];
        table.push_str(&format!("{:<28}{:>10}{:>10}\n", "reading beside syntax", "casus", "(last)"));
        for (name, of) in rows {
            table.push_str(&format!("{name:<28}{:>10}{:>10}\n", of(self), before(of)));
        }
        let is_met = self.together <= RATIO_MAX;
        table.push_str(&format!("wanted: at most {RATIO_MAX} together, {}\n", if is_met { "met" } else { "missed" }));
        if !self.growth.is_empty() {
            table.push_str(&growth::table(&self.growth));
        }
        table
    }
}

impl fmt::Display for Figures {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Machine { processor, compiler, commit, .. } = &self.machine;
        let Self { texts, tokens, rounds, .. } = self;
        writeln!(
            f,
            "{processor}, {compiler}, commit {commit}; {texts} texts, {tokens} tokens; medians of {rounds} rounds"
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::oracle::Kept;

    fn figures(rounds: &[Vec<Cost>]) -> Figures {
        let folder = tempfile::tempdir().expect("a folder can be made");
        let texts = Texts::gather(&[], folder.path().join("texts"), Kept::AsRead).expect("no text is a text");
        Figures::of(rounds, &texts)
    }

    #[test]
    fn a_busy_round_changes_no_ratio() {
        let quiet = vec![Cost { tokens: 900, syntax: 1.0, all: 1.4 }, Cost { tokens: 100, syntax: 0.1, all: 0.2 }];
        let busy = quiet.iter().map(|cost| Cost { syntax: cost.syntax * 9.0, all: cost.all * 9.0, ..*cost }).collect();
        let figures = figures(&[quiet.clone(), busy, quiet]);
        assert_eq!([figures.together, figures.median, figures.nine_of_ten], [1.45, 1.7, 2.0]);
        assert_eq!(figures.tokens_per_s, 625.0);
    }

    #[test]
    fn what_is_missed_is_said() {
        let figures = figures(&[vec![Cost { tokens: 10, syntax: 1.0, all: 1.6 }]]);
        let table = figures.beside(None);
        assert!(table.ends_with("wanted: at most 1.5 together, missed\n"), "{table}");
    }
}
