//! What is told of the rounds, and kept? Medians, beside what they should be and what they were.

use std::fmt::{self, Write as _};
use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::super::record::{Machine, rounded};
use super::run::{CasusRun, SpacyRun};
use super::{super::mega, median};
use crate::failure::Failure;
use crate::oracle::Texts;

/// What a ratio should be.
#[derive(Clone, Copy, Debug)]
enum Target {
    AtLeast(f64),
    AtMost(f64),
}

/// What is measured, each with what the ratio of casus to what it is held against should be.
const TARGETS: [(&str, Target); 4] = [
    ("tokens/s, 1 thread", Target::AtLeast(8.0)),
    ("tokens/s, 2 threads", Target::AtLeast(1.7)),
    ("loading, s", Target::AtMost(0.2)),
    ("peak memory, MB", Target::AtMost(0.25)),
];

/// What one round cost. Two threads are held against one, everything else against spaCy.
pub struct Round {
    theirs: Option<SpacyRun>,
    one: CasusRun,
    two: CasusRun,
}

impl Round {
    /// Puts the runs of a round together.
    pub fn of(theirs: Option<SpacyRun>, one: CasusRun, two: CasusRun) -> Self {
        Self { theirs, one, two }
    }

    /// Returns each figure of [`TARGETS`]: what it is held against, if that was measured, and what casus has.
    fn pairs(&self) -> [(Option<f64>, f64); TARGETS.len()] {
        let speed = |run: &CasusRun| run.tokens as f64 / run.seconds;
        let theirs = |figure: fn(&SpacyRun) -> f64| self.theirs.as_ref().map(figure);
        [
            (theirs(|run| run.runs[0].tokens_per_s()), speed(&self.one)),
            (Some(speed(&self.one)), speed(&self.two)),
            (theirs(|run| run.load_seconds), self.one.load_seconds),
            (theirs(|run| mega(run.peak_bytes)), mega(self.one.peak_bytes)),
        ]
    }
}

impl fmt::Display for Round {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let cells = TARGETS.iter().zip(self.pairs()).map(|((name, _), (other, own))| {
            let ratio = other.map_or(String::new(), |other| format!(" ({}x)", rounded(own / other)));
            format!("{name} {}{ratio}", rounded(own))
        });
        write!(f, "{}", cells.collect::<Vec<_>>().join("; "))
    }
}

/// The medians, as they stand in `bench/syntax.json`.
#[derive(Serialize, Deserialize)]
pub struct Figures {
    machine: Machine,
    documents: usize,
    bytes: u64,
    tokens: u64,
    rounds: usize,
    /// The size of a batch with which spaCy is fastest, if it was measured.
    spacy_batch: Option<usize>,
    lines: Vec<Line>,
    /// The operations of matrix products for each token that was read.
    operations_per_token: f64,
    /// How many thousand million of them there were in a second.
    gflops: f64,
    /// How many the machine reaches when it does nothing else.
    peak_gflops: f64,
}

/// One figure.
#[derive(Serialize, Deserialize)]
struct Line {
    name: String,
    /// What casus is held against, if it was measured.
    other: Option<f64>,
    casus: f64,
    ratio: Option<f64>,
}

impl Figures {
    /// Takes the medians of some rounds.
    pub fn of(rounds: &[Round], texts: &Texts, batch: Option<usize>, peak_gflops: f64) -> Result<Self, Failure> {
        let line = |(index, (name, _)): (usize, &(&str, Target))| {
            let pairs: Vec<_> = rounds.iter().map(|round| round.pairs()[index]).collect();
            let some = |values: Vec<f64>| (!values.is_empty()).then(|| rounded(median(values)));
            Line {
                name: (*name).to_owned(),
                other: some(pairs.iter().filter_map(|pair| pair.0).collect()),
                casus: rounded(median(pairs.iter().map(|pair| pair.1).collect())),
                ratio: some(pairs.iter().filter_map(|pair| Some(pair.1 / pair.0?)).collect()),
            }
        };
        let lines = TARGETS.iter().enumerate().map(line).collect();
        let of_one =
            |figure: fn(&CasusRun) -> f64| rounded(median(rounds.iter().map(|round| figure(&round.one)).collect()));
        Ok(Self {
            machine: Machine::here(),
            documents: texts.len(),
            bytes: texts.bytes(),
            tokens: rounds.first().map_or(0, |round| round.one.tokens),
            rounds: rounds.len(),
            spacy_batch: batch,
            lines,
            operations_per_token: of_one(|run| run.operations as f64 / run.tokens as f64),
            gflops: of_one(|run| run.operations as f64 / run.seconds / 1e9),
            peak_gflops: rounded(peak_gflops),
        })
    }

    /// Reads the last record, if there is one.
    pub fn read(path: &Path) -> Result<Option<Self>, Failure> {
        let text = match fs::read_to_string(path) {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            text => text.map_err(Failure::disk(path))?,
        };
        let figures = serde_json::from_str(&text);
        figures.map(Some).map_err(|error| Failure::Format { path: path.to_owned(), error: error.to_string() })
    }

    /// Writes the record.
    pub fn write(&self, path: &Path) -> Result<(), Failure> {
        let text = serde_json::to_string_pretty(self).expect("a record is made of numbers and words") + "\n";
        fs::write(path, text).map_err(Failure::disk(path))
    }

    /// Returns a table of the figures, with what they should be and the ratios of the last record.
    pub fn beside(&self, last: Option<&Self>) -> String {
        let mut table = self.setting(last);
        let _ =
            writeln!(table, "{:<22}{:>12}{:>12}{:>10}{:>11}{:>10}", "", "beside", "casus", "ratio", "wanted", "(last)");
        for (line, (_, target)) in self.lines.iter().zip(&TARGETS) {
            let before =
                last.and_then(|last| last.lines.iter().find(|it| it.name == line.name)).and_then(|it| it.ratio);
            let cell = |value: Option<f64>| value.map_or("-".to_owned(), |it| it.to_string());
            let (other, ratio, last) = (cell(line.other), cell(line.ratio), cell(before));
            let missed = if line.ratio.is_some_and(|ratio| !target.is_met(ratio)) { "  missed" } else { "" };
            let (name, own, target) = (&line.name, line.casus, target.to_string());
            let _ = writeln!(table, "{name:<22}{other:>12}{own:>12}{ratio:>10}{target:>11}{last:>10}{missed}");
        }
        let (each, reached, peak) = (self.operations_per_token, self.gflops, self.peak_gflops);
        let share = rounded(100.0 * reached / peak);
        let _ = writeln!(
            table,
            "matrix products: {each} operations a token; {reached} GFLOP/s, {share} % of the {peak} that this machine reaches"
        );
        table
    }

    fn setting(&self, last: Option<&Self>) -> String {
        let Machine { processor, compiler, commit, .. } = &self.machine;
        let (documents, tokens, rounds) = (self.documents, self.tokens, self.rounds);
        let mut text = format!("{processor}, {compiler}, commit {commit}; {documents} texts, {tokens} tokens\n");
        text.push_str(&match self.spacy_batch {
            Some(batch) => format!(
                "medians of {rounds} rounds; beside spaCy with batches of {batch}, and two threads beside one\n"
            ),
            None => format!("medians of {rounds} rounds; two threads stand beside one, the rest beside nothing\n"),
        });
        let Some(last) = last else { return text + "there is no record yet: `--record` makes one\n" };
        if (&last.machine.processor, last.bytes) != (processor, self.bytes) {
            text.push_str("note: the record was made on another machine or with other texts\n");
        }
        text
    }
}

impl Target {
    fn is_met(self, ratio: f64) -> bool {
        match self {
            Self::AtLeast(least) => ratio >= least,
            Self::AtMost(most) => ratio <= most,
        }
    }
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::AtLeast(least) => write!(f, ">= {least}"),
            Self::AtMost(most) => write!(f, "<= {most}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::run::Batch;
    use super::*;

    fn casus(seconds: f64) -> CasusRun {
        CasusRun { load_seconds: 0.1, tokens: 1000, seconds, operations: 4_000_000, peak_bytes: 50_000_000 }
    }

    fn spacy(seconds: f64) -> SpacyRun {
        let runs = vec![Batch { batch: 64, tokens: 1000, seconds }];
        SpacyRun { load_seconds: 0.8, runs, peak_bytes: 300_000_000 }
    }

    fn table(rounds: &[Round]) -> Vec<String> {
        let folder = tempfile::tempdir().expect("a folder can be made");
        let texts =
            Texts::gather(&[], folder.path().join("texts"), crate::oracle::Kept::AsRead).expect("no text is a text");
        let figures = Figures::of(rounds, &texts, Some(64), 200.0).expect("there is a round");
        let words = |line: &str| line.split_whitespace().collect::<Vec<_>>().join(" ");
        figures.beside(None).lines().skip(4).map(words).collect()
    }

    #[test]
    fn ratios_are_the_medians_of_the_rounds() {
        // A slow machine in the second round makes both slow, and the ratio stays.
        let slow = Round::of(Some(spacy(30.0)), casus(3.0), casus(1.5));
        let rounds = [
            Round::of(Some(spacy(10.0)), casus(1.0), casus(0.5)),
            slow,
            Round::of(Some(spacy(8.0)), casus(1.0), casus(0.8)),
        ];
        let expected = [
            "tokens/s, 1 thread 100 1000 10 >= 8 -",
            "tokens/s, 2 threads 1000 1250 2 >= 1.7 -",
            "loading, s 0.8 0.1 0.125 <= 0.2 -",
            "peak memory, MB 300 50 0.167 <= 0.25 -",
        ];
        assert_eq!(table(&rounds)[..4], expected);
    }

    #[test]
    fn what_is_missed_and_what_is_not_measured_is_said() {
        let missed = table(&[Round::of(Some(spacy(2.0)), casus(1.0), casus(1.0))]);
        assert_eq!(missed[0], "tokens/s, 1 thread 500 1000 2 >= 8 - missed");
        let alone = table(&[Round::of(None, casus(1.0), casus(0.5))]);
        assert_eq!(alone[0], "tokens/s, 1 thread - 1000 - >= 8 -");
        assert_eq!(
            alone[4],
            "matrix products: 4000 operations a token; 0.004 GFLOP/s, 0.002 % of the 200 that this machine reaches"
        );
    }
}
