//! How sure is the reader? What is seen of a record is weighed by what was learned from documents read by hand.
//!
//! In go the [`Signs`] of a record; out comes the likelihood that a careful reader would take it so. Each kind of record
//! has a logistic curve of its own, whose weights are the rows of `data/confidence.tsv`.

mod signs;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use casus_claim::Confidence;

use crate::lexicon::rows;
pub(crate) use signs::{Seen, Signs};

/// The name that stands for authors whom nothing names.
pub(crate) const WE: &str = "we";

/// The sign that every record shows.
pub(crate) const ALWAYS: &str = "always";

/// The log odds by which the judge holds a record likely.
pub(crate) const SCORE: &str = "score";

/// What each sign of each kind weighs, in log odds.
#[derive(Clone, Debug, Default)]
pub(crate) struct Trust(BTreeMap<String, BTreeMap<String, f64>>);

pub(crate) static TRUST: LazyLock<Trust> =
    LazyLock::new(|| Trust::from_tables(&[include_str!("../../data/confidence.tsv"), ADDED]));

/// What is added by hand.
const ADDED: &str = include_str!("../../data/confidence_offsets.tsv");

#[cfg(feature = "learn")]
pub(crate) static OFFSETS: LazyLock<Trust> = LazyLock::new(|| Trust::from_tables(&[ADDED]));

impl Trust {
    /// Reads tables of weights; a sign that comes again adds to what it weighs.
    pub fn from_tables(tables: &[&'static str]) -> Self {
        let mut trust = Self::default();
        for row in tables.iter().flat_map(|table| rows(table)) {
            let weight = row.get(2).and_then(|weight| weight.parse().ok());
            trust.add(row[0], row[1], weight.expect("a row of confidence ends in a number"));
        }
        trust
    }

    /// Adds to what a sign weighs.
    pub fn add(&mut self, kind: &str, sign: &str, weight: f64) {
        *self.0.entry(kind.to_owned()).or_default().entry(sign.to_owned()).or_default() += weight;
    }

    /// Returns how sure the reader is of a record that shows these signs, in hundredths.
    pub fn confidence(&self, signs: &Signs) -> Confidence {
        let percent = (logistic(self.log_odds(signs)) * 100.0).round();
        Confidence::new(percent / 100.0).expect("hundredths of 0 to 100 make a share")
    }

    /// Returns the few signs that move the odds most, each with what it weighs, the weightiest first.
    pub fn strongest(&self, signs: &Signs) -> Vec<(String, f64)> {
        const SIGNS_MAX: usize = 4;
        const WEIGHT_MIN: f64 = 0.05;
        let Some(weights) = self.0.get(signs.kind) else { return Vec::new() };
        let weighed = signs.shown.iter().filter(|(sign, _)| sign != ALWAYS);
        let weighed = weighed.filter_map(|(sign, amount)| Some((sign.clone(), weights.get(sign)? * amount)));
        let mut weighed: Vec<_> = weighed.filter(|(_, weight)| weight.abs() >= WEIGHT_MIN).collect();
        weighed.sort_by(|one, other| other.1.abs().total_cmp(&one.1.abs()).then_with(|| one.0.cmp(&other.0)));
        weighed.truncate(SIGNS_MAX);
        weighed
    }

    fn log_odds(&self, signs: &Signs) -> f64 {
        let Some(weights) = self.0.get(signs.kind) else { return 0.0 };
        let weighed = signs.shown.iter().filter_map(|(sign, amount)| Some(weights.get(sign)? * amount));
        weighed.sum()
    }

    /// Returns every weight with its kind and sign.
    #[cfg(feature = "learn")]
    pub fn rows(&self) -> impl Iterator<Item = (&str, &str, f64)> {
        self.0.iter().flat_map(|(kind, weights)| {
            weights.iter().map(move |(sign, weight)| (kind.as_str(), sign.as_str(), *weight))
        })
    }
}

/// Returns the likelihood that log odds stand for.
pub(crate) fn logistic(log_odds: f64) -> f64 {
    1.0 / (1.0 + (-log_odds).exp())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(table: &'static str, shown: &[(&str, f64)], expect: f64) {
        let shown = shown.iter().map(|(sign, amount)| ((*sign).to_owned(), *amount)).collect();
        let confidence = Trust::from_tables(&[table]).confidence(&Signs { kind: "event", shown });
        assert!((confidence.share() - expect).abs() < 1e-9, "{}", confidence.share());
    }

    #[test]
    fn each_sign_moves_the_odds() {
        let table = "event\talways\t2\nevent\tscore\t0.5\nfigure\tfar\t9\n";
        check(table, &[], 0.5);
        check(table, &[(ALWAYS, 1.0)], 0.88);
        check(table, &[(ALWAYS, 1.0), ("far", 1.0), ("score", -4.0)], 0.5);
    }

    #[test]
    fn what_is_added_is_added() {
        let trust = Trust::from_tables(&["event\talways\t2\n", "event\talways\t-2\n"]);
        let signs = Signs { kind: "event", shown: vec![(ALWAYS.to_owned(), 1.0)] };
        assert_eq!(trust.confidence(&signs).share(), 0.5);
    }

    #[test]
    fn every_kind_has_weights() {
        for kind in ["statement", "commitment", "position", "event", "figure", "authority"] {
            assert!(TRUST.0.get(kind).is_some_and(|weights| weights.contains_key(ALWAYS)), "{kind}");
        }
    }
}
