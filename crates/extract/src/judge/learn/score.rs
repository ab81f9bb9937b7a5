//! How well are cases chosen, and how sure does a score make?

use std::fmt;

use super::super::{Case, Judge};
use super::gold::{JUDGED, Pair, fit, matched, says_it};
use super::{Group, Heard, Lesson, Weights};

/// What was found and what was missed.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Score {
    right: usize,
    wrong: usize,
    /// Of those that were wrong, so many are somebody else's.
    misnamed: usize,
    missed: usize,
    /// Of those that were missed, so many were never proposed.
    unproposed: usize,
    /// And so many only of somebody else.
    unnamed: usize,
}

impl Score {
    /// Returns the harmonic mean of precision and recall.
    pub fn f1(&self) -> f64 {
        share(2 * self.right, 2 * self.right + self.wrong + self.missed)
    }
}

impl fmt::Display for Score {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let precision = share(self.right, self.right + self.wrong);
        let recall = share(self.right, self.right + self.missed);
        write!(f, "precision {precision:.3} recall {recall:.3} F1 {:.3}; ", self.f1())?;
        write!(f, "{} false, {} somebody else's; ", self.wrong - self.misnamed, self.misnamed)?;
        let left = self.missed - self.unproposed - self.unnamed;
        write!(f, "{left} left, {} unnamed, {} not proposed", self.unnamed, self.unproposed)
    }
}

fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

/// Scores what a judge chooses by the scores that it is given.
pub(super) fn score(
    lessons: &[&Lesson],
    documents: &[Vec<Group>],
    weights: &[Vec<Weights>],
    judge: &Judge,
    tell: &mut dyn FnMut(String),
) -> Score {
    let mut all = Score::default();
    let all_documents = lessons.iter().zip(documents).zip(weights);
    for ((lesson, groups), weights) in all_documents.filter(|((lesson, _), _)| !lesson.is_exercise) {
        let chosen: Vec<_> =
            groups.iter().zip(weights).flat_map(|(group, weights)| chosen(group, weights, judge)).collect();
        let mut pairs = Vec::new();
        for (at, taken) in lesson.taken.iter().enumerate() {
            for (place, (heard, option)) in chosen.iter().enumerate() {
                let fit = fit(taken, &heard.names[*option], &heard.words, &heard.case);
                pairs.push(Pair { is_optional: taken.is_optional, fit, taken: at, told: place });
            }
        }
        let mut is_found = vec![false; lesson.taken.len()];
        let mut is_used = vec![false; chosen.len()];
        for pair in matched(pairs) {
            (is_found[pair.taken], is_used[pair.told]) = (true, true);
            all.right += usize::from(!pair.is_optional);
        }
        for ((heard, option), _) in chosen.iter().zip(&is_used).filter(|(_, is_used)| !**is_used) {
            let what = if heard.is_said { "somebody else's" } else { "false" };
            tell(format!("  {what}: {} | {}", heard.names[*option].join(", "), heard.words));
            all.wrong += 1;
            all.misnamed += usize::from(heard.is_said);
        }
        for (taken, _) in lesson.taken.iter().zip(&is_found).filter(|(_, is_found)| !**is_found) {
            if taken.is_optional || taken.kind != JUDGED {
                continue;
            }
            let all_heard = || groups.iter().flat_map(|group| group.iter());
            let is_said = all_heard().any(|heard| says_it(taken, &heard.words, &heard.case));
            let fits = |heard: &Heard, names: &Vec<String>| fit(taken, names, &heard.words, &heard.case) > 0.0;
            let is_proposed = all_heard().any(|heard| heard.names.iter().any(|names| fits(heard, names)));
            let how = match (is_proposed, is_said) {
                (true, _) => "left",
                (false, true) => "unnamed",
                (false, false) => "not proposed",
            };
            tell(format!("  {how}: {} | {}", taken.actors.join(", "), taken.words));
            all.missed += 1;
            all.unproposed += usize::from(!is_said);
            all.unnamed += usize::from(is_said && !is_proposed);
        }
    }
    all
}

/// Returns the cases that a judge takes, with their options.
fn chosen<'a>(group: &'a Group, weights: &Weights, judge: &Judge) -> Vec<(&'a Heard, usize)> {
    let cases: Vec<Case> = group.iter().map(|heard| heard.case.clone()).collect();
    judge.choose(weights, &cases).into_iter().map(|verdict| (&group[verdict.case], verdict.option)).collect()
}

/// Fits the logistic curve from scores to likelihoods, on what a judge chooses (Platt 1999).
pub(super) fn likelihoods(
    lessons: &[&Lesson],
    documents: &[Vec<Group>],
    weights: &[Vec<Weights>],
    judge: &Judge,
) -> (f32, f32) {
    let mut points = Vec::new();
    let all_documents = lessons.iter().zip(documents).zip(weights);
    for ((_, groups), weights) in all_documents.filter(|((lesson, _), _)| !lesson.is_exercise) {
        for (group, weights) in groups.iter().zip(weights) {
            let cases: Vec<Case> = group.iter().map(|heard| heard.case.clone()).collect();
            let taken = judge.choose(weights, &cases).into_iter();
            points.extend(taken.map(|it| (f64::from(weights[it.case].score), group[it.case].are_right[it.option])));
        }
    }
    let (mut slope, mut offset) = (1.0f64, 0.0f64);
    for _ in 0..2000 {
        let (mut by_slope, mut by_offset) = (0.0, 0.0);
        for (score, is_right) in &points {
            let error = 1.0 / (1.0 + (-(slope * score + offset)).exp()) - f64::from(u8::from(*is_right));
            by_slope += error * score;
            by_offset += error;
        }
        let count = points.len().max(1) as f64;
        slope -= 0.5 * by_slope / count;
        offset -= 0.5 * by_offset / count;
    }
    (slope as f32, offset as f32)
}
