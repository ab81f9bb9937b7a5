//! How sure may the reader be? For each kind a logistic curve over the signs of its records, fitted to what people took.
//!
//! What a record's signs are owes something to the judge, so those that are learned from come from readings before a
//! judge who had not learned from the document.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use casus_claim::Confidence;

use super::told::{Hearing, Outcome, Told, hear};
use super::{FOLDS, Lesson, judge};
use crate::confidence::{ALWAYS, SCORE, Trust, logistic};

/// A record that was read by what was learned from other documents.
#[derive(Clone, Copy, Debug)]
pub struct Scored {
    /// Its kind.
    pub kind: &'static str,
    /// How sure the reader is of it.
    pub confidence: Confidence,
    /// What people made of it.
    pub outcome: Outcome,
}

/// What comes of a document when it is read by what was learned from others.
pub struct Measured {
    /// Its records.
    pub scored: Vec<Scored>,
    /// The kinds of the records that people took and it lacks.
    pub missed: Vec<String>,
}

/// Signs met less often weigh nothing.
const COUNT_MIN: usize = 5;

/// How strongly the weights are drawn toward nothing, and that of the judge's score toward what it says.
const RIDGE: f64 = 10.0;

/// Steps of descent; the curves move no more after fewer.
const STEPS: usize = 3000;

/// Reads each document before a judge who learned from the others.
pub(super) fn hear_apart(lessons: &[&Lesson]) -> Vec<Hearing> {
    let mut heard: Vec<Option<Hearing>> = lessons.iter().map(|_| None).collect();
    for fold in 0..FOLDS {
        let others = lessons.iter().enumerate().filter(|(at, lesson)| lesson.is_exercise || at % FOLDS != fold);
        let judge = judge(&others.map(|(_, lesson)| *lesson).collect::<Vec<_>>(), &mut |_| {});
        for at in (fold..lessons.len()).step_by(FOLDS).filter(|at| !lessons[*at].is_exercise) {
            heard[at] = Some(hear(lessons[at], &judge));
        }
    }
    heard.into_iter().flatten().collect()
}

/// Returns each document as it is read by what was learned from the others, offsets of kinds included.
pub(super) fn measured(heard: &[Hearing], offsets: &[(&str, &str, f64)]) -> Vec<Measured> {
    let of_fold = |fold: usize| {
        let others = heard.iter().enumerate().filter(|(at, _)| at % FOLDS != fold);
        let mut trust = fitted(&others.flat_map(|(_, hearing)| &hearing.told).collect::<Vec<_>>());
        offsets.iter().for_each(|(kind, sign, weight)| trust.add(kind, sign, *weight));
        trust
    };
    let trusts: Vec<Trust> = (0..FOLDS).map(of_fold).collect();
    let measured = heard.iter().enumerate().map(|(at, hearing)| {
        let scored = hearing.told.iter().map(|told| Scored {
            kind: told.signs.kind,
            confidence: trusts[at % FOLDS].confidence(&told.signs),
            outcome: told.outcome,
        });
        Measured { scored: scored.collect(), missed: hearing.missed.clone() }
    });
    measured.collect()
}

/// Returns the table of the weights that fit what people took.
pub(super) fn table(heard: &[Hearing]) -> String {
    let trust = fitted(&heard.iter().flat_map(|hearing| &hearing.told).collect::<Vec<_>>());
    let mut table = HEADER.to_owned();
    for (kind, sign, weight) in trust.rows() {
        let _ = writeln!(table, "{kind}\t{sign}\t{weight:.2}");
    }
    table
}

const HEADER: &str = "\
# How sure the reader is of a record: the log odds that it is right are the sum of what its signs weigh. Written by
# `cargo xtask learn records`, which fits them to the documents of training/gold, each read by what was learned from the
# others; crates/extract/src/confidence/signs.rs says what each sign is.
# Columns: kind <tab> sign <tab> weight, in log odds.
";

/// Fits the curve of each kind that people have taken.
fn fitted(told: &[&Told]) -> Trust {
    let mut trust = Trust::default();
    for kind in told.iter().map(|told| told.signs.kind).collect::<BTreeSet<_>>() {
        let of_kind: Vec<&Told> = told.iter().filter(|told| told.signs.kind == kind).copied().collect();
        if of_kind.iter().any(|told| told.outcome != Outcome::Wrong) {
            curve(kind, &of_kind, &mut trust);
        }
    }
    trust
}

/// Fits one curve, with its weights drawn toward what they are without records, by descent in steps that cannot overshoot.
fn curve(kind: &str, told: &[&Told], trust: &mut Trust) {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    told.iter().flat_map(|told| &told.signs.shown).for_each(|(sign, _)| *counts.entry(sign).or_default() += 1);
    counts.retain(|_, count| *count >= COUNT_MIN);
    let signs: Vec<&str> = counts.into_keys().collect();
    let place = |sign: &str| signs.binary_search(&sign).ok();
    let points: Vec<(Vec<(usize, f64)>, f64)> = told
        .iter()
        .map(|told| {
            let shown = told.signs.shown.iter().filter_map(|(sign, amount)| Some((place(sign)?, *amount)));
            (shown.collect(), f64::from(u8::from(told.outcome != Outcome::Wrong)))
        })
        .collect();
    let ridge: Vec<f64> = signs.iter().map(|sign| if *sign == ALWAYS { 0.01 } else { RIDGE }).collect();
    let goal: Vec<f64> = signs.iter().map(|sign| if *sign == SCORE { 1.0 } else { 0.0 }).collect();
    let mut bound = ridge.clone();
    for (shown, _) in &points {
        let total: f64 = shown.iter().map(|(_, amount)| amount.abs()).sum();
        shown.iter().for_each(|(at, amount)| bound[*at] += total * amount.abs() / 4.0);
    }
    let mut weights = goal.clone();
    for _ in 0..STEPS {
        let drawn = weights.iter().zip(&goal).zip(&ridge).map(|((weight, goal), ridge)| (weight - goal) * ridge);
        let mut slope: Vec<f64> = drawn.collect();
        for (shown, is_right) in &points {
            let error = logistic(shown.iter().map(|(at, amount)| weights[*at] * amount).sum()) - is_right;
            shown.iter().for_each(|(at, amount)| slope[*at] += error * amount);
        }
        weights.iter_mut().zip(slope).zip(&bound).for_each(|((weight, slope), bound)| *weight -= slope / bound);
    }
    for (sign, weight) in signs.iter().zip(weights) {
        trust.add(kind, sign, weight);
    }
}
