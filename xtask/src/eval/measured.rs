//! How well are records read, and how far can their confidence be trusted? The tables of a set of measured documents.
//!
//! A document's records count as right when people took them, also where they could have left them; for precision and
//! recall those that they could have left do not count. The intervals are those in which 95 of 100 resamplings of the
//! documents lie (Efron 1979).

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde::Deserialize;

use super::reliability::{Point, error, in_bins};

/// A document as it was measured.
#[derive(Debug, Deserialize)]
pub struct Measured {
    records: Vec<Scored>,
    missed: Vec<String>,
}

#[derive(Debug, Deserialize)]
struct Scored {
    kind: String,
    /// None for offices, which have none.
    confidence: Option<f64>,
    outcome: Outcome,
}

#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
enum Outcome {
    Right,
    Optional,
    Wrong,
}

/// The kinds of record in the order of the tables.
const KINDS: [&str; 6] = ["statement", "commitment", "position", "event", "figure", "office"];

/// So often the documents are drawn anew.
const DRAWS: usize = 1000;

/// How often records of a kind were right, wrong and missed.
#[derive(Clone, Copy, Debug, Default)]
struct Count {
    right: usize,
    wrong: usize,
    missed: usize,
}

impl Count {
    fn precision(self) -> f64 {
        share(self.right, self.right + self.wrong)
    }

    fn recall(self) -> f64 {
        share(self.right, self.right + self.missed)
    }

    fn f1(self) -> f64 {
        share(2 * self.right, 2 * self.right + self.wrong + self.missed)
    }
}

fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

/// Returns the tables of F1, of what is sure, and of reliability.
pub fn tables(documents: &[Measured], threshold: f64) -> String {
    let all: Vec<&Measured> = documents.iter().collect();
    format!("{}\n{}\n{}", of_f1(&all), of_sure(&all, threshold), of_reliability(&points(&all, None)))
}

/// Returns the kinds with their records' confidences, and all of them together first.
pub fn curves(documents: &[Measured]) -> Vec<(&'static str, Vec<Point>)> {
    let all: Vec<&Measured> = documents.iter().collect();
    let kinds = KINDS.iter().map(|kind| (*kind, points(&all, Some(kind))));
    std::iter::once(("all", points(&all, None))).chain(kinds).filter(|(_, points)| !points.is_empty()).collect()
}

fn of_f1(documents: &[&Measured]) -> String {
    let whole = counts(documents);
    let draws: Vec<_> = resampled(documents, counts);
    let mut table =
        "| | in the gold | precision | recall | F1 | 95 % interval |\n| --- | --- | --- | --- | --- | --- |\n"
            .to_owned();
    let kinds: Vec<&str> = KINDS.into_iter().filter(|kind| whole.contains_key(kind)).collect();
    for kind in &kinds {
        let count = whole[kind];
        let f1s = draws.iter().map(|draw| draw.get(kind).copied().unwrap_or_default().f1());
        let (gold, interval) = (count.right + count.missed, interval(f1s.collect()));
        let _ = writeln!(
            table,
            "| {kind} | {gold} | {:.3} | {:.3} | {:.3} | {interval} |",
            count.precision(),
            count.recall(),
            count.f1()
        );
    }
    let mean = |counts: &BTreeMap<&str, Count>| {
        let f1s = kinds.iter().map(|kind| counts.get(kind).copied().unwrap_or_default().f1());
        f1s.sum::<f64>() / kinds.len().max(1) as f64
    };
    let interval = interval(draws.iter().map(mean).collect());
    let _ = writeln!(table, "| mean | | | | {:.3} | {interval} |", mean(&whole));
    table
}

fn of_sure(documents: &[&Measured], threshold: f64) -> String {
    let mut table = format!(
        "| | records | right | mean confidence | calibration error | kept at {threshold} | right of these | 95 % interval |\n\
         | --- | --- | --- | --- | --- | --- | --- | --- |\n"
    );
    let kinds = KINDS.iter().map(|kind| (*kind, Some(*kind))).chain([("all", None)]);
    for (name, kind) in kinds {
        let of_kind = points(documents, kind);
        if of_kind.is_empty() {
            continue;
        }
        let is_right = |points: &[Point]| share(points.iter().filter(|it| it.is_right).count(), points.len());
        let sure = |documents: &[&Measured]| {
            let points = points(documents, kind).into_iter();
            points.filter(|it| it.confidence >= threshold).collect::<Vec<_>>()
        };
        let mean = of_kind.iter().map(|it| it.confidence).sum::<f64>() / of_kind.len() as f64;
        let kept = sure(documents);
        let draws = resampled(documents, |drawn| is_right(&sure(drawn)));
        let _ = writeln!(
            table,
            "| {name} | {} | {:.3} | {mean:.3} | {:.3} | {:.2} | {:.3} | {} |",
            of_kind.len(),
            is_right(&of_kind),
            error(&of_kind),
            share(kept.len(), of_kind.len()),
            is_right(&kept),
            interval(draws)
        );
    }
    table
}

fn of_reliability(points: &[Point]) -> String {
    let mut table = "| confidence | records | mean confidence | right |\n| --- | --- | --- | --- |\n".to_owned();
    for bin in in_bins(points) {
        let _ = writeln!(
            table,
            "| {:.1} to {:.1} | {} | {:.3} | {:.3} |",
            bin.from,
            bin.from + 0.1,
            bin.count,
            bin.confidence,
            bin.right
        );
    }
    table
}

/// Counts what was right, wrong and missed, by kind.
fn counts<'a>(documents: &[&'a Measured]) -> BTreeMap<&'a str, Count> {
    let mut counts: BTreeMap<&str, Count> = BTreeMap::new();
    for document in documents {
        for record in &document.records {
            let count = counts.entry(&record.kind).or_default();
            count.right += usize::from(record.outcome == Outcome::Right);
            count.wrong += usize::from(record.outcome == Outcome::Wrong);
        }
        document.missed.iter().for_each(|kind| counts.entry(kind).or_default().missed += 1);
    }
    counts
}

/// Returns the confidence of each record of a kind, and whether it is right; of every kind that people took where none is
/// named.
fn points(documents: &[&Measured], kind: Option<&str>) -> Vec<Point> {
    let records = documents.iter().flat_map(|document| &document.records);
    let of_kind = records.filter(|it| kind.map_or(KINDS.contains(&it.kind.as_str()), |kind| it.kind == kind));
    let point = |it: &Scored| Some(Point { confidence: it.confidence?, is_right: it.outcome != Outcome::Wrong });
    of_kind.filter_map(point).collect()
}

/// Measures something on documents drawn with replacement, the same draws every time.
fn resampled<'a, T>(documents: &[&'a Measured], measure: impl Fn(&[&'a Measured]) -> T) -> Vec<T> {
    let mut random = fastrand::Rng::with_seed(1);
    let draws = (0..DRAWS).map(|_| {
        let drawn: Vec<&Measured> = documents.iter().map(|_| documents[random.usize(..documents.len())]).collect();
        measure(&drawn)
    });
    draws.collect()
}

/// Returns the range in which the middle 95 of 100 numbers lie.
fn interval(mut numbers: Vec<f64>) -> String {
    numbers.sort_by(f64::total_cmp);
    let at = |share: f64| numbers[((numbers.len() - 1) as f64 * share).round() as usize];
    format!("{:.3}–{:.3}", at(0.025), at(0.975))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_could_be_left_is_right_and_counts_for_no_precision() {
        let line = r#"{"document": "a", "missed": ["event"], "records": [
            {"kind": "event", "confidence": 0.95, "outcome": "right"},
            {"kind": "event", "confidence": 0.85, "outcome": "optional"},
            {"kind": "event", "confidence": 0.25, "outcome": "wrong"},
            {"kind": "office", "confidence": null, "outcome": "right"}]}"#;
        let documents = [serde_json::from_str(line).expect("it is a line")];
        let tables = tables(&documents, 0.5);
        let rows = [
            "| event | 2 | 0.500 | 0.500 | 0.500 | 0.500–0.500 |",
            "| office | 1 | 1.000 | 1.000 | 1.000 | 1.000–1.000 |",
            "| mean | | | | 0.750 | 0.750–0.750 |",
            "| all | 3 | 0.667 | 0.683 | 0.150 | 0.67 | 1.000 | 1.000–1.000 |",
            "| 0.2 to 0.3 | 1 | 0.250 | 0.000 |",
        ];
        for row in rows {
            assert!(tables.lines().any(|line| line == row), "{row}\n{tables}");
        }
    }
}
