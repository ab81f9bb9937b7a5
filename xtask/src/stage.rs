//! How did it go? Stages run one after another, each with its time beside its budget, and a summary at the end.

use std::fmt;
use std::time::{Duration, Instant};

use regex::Regex;

use crate::failure::Failure;

/// How many tests passed and failed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Those that passed.
    pub passed: usize,
    /// Those that failed.
    pub failed: usize,
}

impl Tally {
    /// Adds up the summaries that test runners print: `3 passed; 1 failed` (cargo test), `3 passed, 1 failed` (nextest).
    pub fn heard(output: &str) -> Self {
        let summary = Regex::new(r"^(?:test result:|\s+Summary \[)").expect("the pattern is well formed");
        let lines = output.lines().filter(|line| summary.is_match(line));
        lines.fold(Self::default(), |tally, line| tally.and(Self::of_summary(line)))
    }

    fn of_summary(line: &str) -> Self {
        let count = |word: &str| {
            let pattern = Regex::new(&format!(r"(\d+) {word}")).expect("the pattern is well formed");
            pattern.captures(line).and_then(|found| found[1].parse().ok()).unwrap_or(0)
        };
        Self { passed: count("passed"), failed: count("failed") }
    }

    fn and(self, other: Self) -> Self {
        Self { passed: self.passed + other.passed, failed: self.failed + other.failed }
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} passed, {} failed", self.passed, self.failed)
    }
}

/// How one stage ended.
pub struct Outcome {
    name: &'static str,
    took: Duration,
    budget: Duration,
    tests: Option<Tally>,
    result: Result<(), Failure>,
}

/// The stages that have run.
#[derive(Default)]
pub struct Run {
    outcomes: Vec<Outcome>,
}

impl Run {
    /// Runs a stage. Its budget is what it should take on two cores from nothing; it is shown, and never fails a stage.
    pub fn stage(&mut self, name: &'static str, budget_secs: u64, work: impl FnOnce() -> Result<(), Failure>) {
        self.outcome(name, budget_secs, || (None, work()));
    }

    /// Runs a stage of tests, which returns what the test runner printed.
    pub fn tests(
        &mut self,
        name: &'static str,
        budget_secs: u64,
        work: impl FnOnce() -> (String, Result<(), Failure>),
    ) {
        self.outcome(name, budget_secs, || {
            let (output, result) = work();
            (Some(Tally::heard(&output)), result)
        });
    }

    fn outcome(
        &mut self,
        name: &'static str,
        budget_secs: u64,
        work: impl FnOnce() -> (Option<Tally>, Result<(), Failure>),
    ) {
        println!("\n── {name} ──");
        let start = Instant::now();
        let (tests, result) = work();
        if let Err(failure) = &result {
            println!("error: {failure}");
            failure.hint().iter().for_each(|hint| println!("hint: {hint}"));
        }
        let outcome = Outcome { name, took: start.elapsed(), budget: Duration::from_secs(budget_secs), tests, result };
        println!("{outcome}");
        self.outcomes.push(outcome);
    }

    /// Prints the summary, and fails when a stage did.
    pub fn finish(self) -> Result<(), Failure> {
        println!("\n── summary ──");
        self.outcomes.iter().for_each(|outcome| println!("{outcome}"));
        let failed: Vec<_> = self.outcomes.iter().filter(|it| it.result.is_err()).map(|it| it.name).collect();
        let tests = self.outcomes.iter().filter_map(|it| it.tests).fold(Tally::default(), Tally::and);
        let stages = Tally { passed: self.outcomes.len() - failed.len(), failed: failed.len() };
        println!("tests: {tests}\nstages: {stages}");
        if failed.is_empty() { Ok(()) } else { Err(Failure::Stages(failed.join(", "))) }
    }
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let word = if self.result.is_ok() { "ok" } else { "FAILED" };
        let (took, budget) = (self.took.as_secs_f64(), self.budget.as_secs());
        write!(f, "{word:<6} {:<10} {took:7.1} s of {budget:4} s", self.name)?;
        if self.took > self.budget {
            write!(f, " (over its budget)")?;
        }
        self.tests.map_or(Ok(()), |tests| write!(f, ", {tests}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_summaries_of_both_test_runners_are_added_up() {
        let libtest = "running 3 tests\ntest result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out\n\
                       test result: FAILED. 1 passed; 2 failed; 0 ignored";
        assert_eq!(Tally::heard(libtest), Tally { passed: 4, failed: 2 });
        let nextest = "     Summary [   0.051s] 8 tests run: 7 passed (1 slow), 1 failed, 0 skipped";
        assert_eq!(Tally::heard(nextest), Tally { passed: 7, failed: 1 });
        assert_eq!(Tally::heard("a test that prints 9 passed"), Tally::default());
        let repeated = "  stdout ───\n    test result: FAILED. 0 passed; 1 failed; 0 ignored";
        assert_eq!(Tally::heard(repeated), Tally::default());
    }

    #[test]
    fn a_run_fails_when_one_stage_does() {
        let mut run = Run::default();
        run.stage("fine", 1, || Ok(()));
        run.stage("broken", 1, || Err(Failure::Findings(2)));
        run.stage("after", 1, || Ok(()));
        let failure = run.finish().expect_err("a stage failed");
        assert_eq!(failure.to_string(), "failed: broken");
    }

    #[test]
    fn a_stage_over_its_budget_still_passes() {
        let outcome = Outcome {
            name: "slow",
            took: Duration::from_secs(3),
            budget: Duration::from_secs(2),
            tests: None,
            result: Ok(()),
        };
        assert_eq!(outcome.to_string(), "ok     slow           3.0 s of    2 s (over its budget)");
    }
}
