//! How is it learned what a careful reader would take? From documents that people have read by hand.
//!
//! Each case that the grammar proposes is right or wrong by what they took from the document. How well it goes, where the
//! threshold lies and how sure a score makes are found by cross-validation: no document is judged by what was learned from
//! it.

mod gold;
mod score;
mod told;
mod trust;

use casus_claim::Registry;
use casus_syntax::Doc;
use casus_text::Source;

use super::{Case, Judge, Weight};
use crate::confidence::OFFSETS;
use crate::network::Scratch;
use crate::network::feature::Key;
use crate::network::train::{Course, Example, learn};
use crate::pattern::{COMMITMENTS, CONDITIONS, Pattern, REQUIREMENTS};
use crate::position;
use crate::read::read_heard;

pub use gold::Taken;
use gold::{ANY, is_right, says_it, share};
use score::{likelihoods, score};
pub use told::{Outcome, size};
pub use trust::{Measured, Scored};

/// A document with what people took from it.
pub struct Lesson {
    /// The document.
    pub source: Source,
    /// What syntax found out about it.
    pub doc: Doc,
    /// What people took from it.
    pub taken: Vec<Taken>,
    /// Whether it is a sentence written to learn from, by which nothing is measured.
    pub is_exercise: bool,
}

/// What was learned.
pub struct Learned {
    judge: Judge,
    /// The table of how sure the reader is of what, `data/confidence.tsv`.
    pub confidence: String,
}

impl Learned {
    /// Returns the weights of the judge as the crate reads them.
    pub fn to_bytes(&self) -> Vec<u8> {
        self.judge.to_bytes()
    }
}

/// How it is learned what is one at all: features met once or twice only say which document a case stands in.
const WHAT: Course = Course {
    outputs: 1,
    count_min: 3,
    epochs: 30,
    rate: 0.01,
    dropout: 0.5,
    decay: 1e-4,
    is_averaged: true,
    is_linear: false,
    seed: 1,
};

/// How it is learned who acts in it: of few examples, so that features only add up.
const WHO: Course = Course { is_linear: true, seed: 9, ..WHAT };

/// Thresholds whose F1 differ by no more do about as well.
const F1_SLACK: f64 = 0.008;

/// So many parts are made for cross-validation.
const FOLDS: usize = 5;

/// A case with the names of those who may act in it.
pub(crate) struct Heard {
    pub case: Case,
    /// The names of each option.
    pub names: Vec<Vec<String>>,
    pub words: String,
    /// Whether people took the like from there, whoever acts in it.
    pub is_said: bool,
    /// Whether another case says better what people took, so that nothing is to be learned from this one.
    pub is_loose: bool,
    /// Which options are right.
    pub are_right: Vec<bool>,
}

impl Heard {
    /// Returns whether one of several is the right one.
    fn is_asked(&self) -> bool {
        self.is_said && self.names.len() > 1 && self.are_right.contains(&true)
    }
}

/// The cases of a document from which some were to be chosen together.
pub(crate) type Group = Vec<Heard>;

/// What the cases of a group come to: of each the likeliest option and its score.
pub(crate) type Weights = Vec<Weight>;

/// Returns the examples of the tables of patterns, each with what is taken from it.
pub fn examples() -> Vec<(&'static str, Vec<Taken>)> {
    let words = [("commitment", COMMITMENTS.all(), true)];
    let any = [("commitment", CONDITIONS.all(), false), ("commitment", REQUIREMENTS.all(), false)];
    let example = |kind: &str, pattern: &Pattern, has_words: bool| {
        let words = if has_words { pattern.expect } else { ANY };
        let taken = Taken {
            kind: kind.to_owned(),
            span: None,
            actors: vec![ANY.to_owned()],
            words: words.to_owned(),
            value: pattern.value.to_owned(),
            is_optional: false,
        };
        (pattern.example, vec![taken])
    };
    let all = words.into_iter().chain(any);
    let of_tables = all
        .flat_map(|(kind, patterns, has_words)| patterns.iter().map(move |pattern| example(kind, pattern, has_words)));
    let of_stances = position::examples().map(|(sentence, stance, words)| {
        let taken = Taken {
            kind: "position".to_owned(),
            span: None,
            actors: vec![ANY.to_owned()],
            words: words.to_owned(),
            value: stance.to_owned(),
            is_optional: false,
        };
        (sentence, vec![taken])
    });
    of_tables.chain(of_stances).collect()
}

/// Learns from documents and from short sentences, and tells how it goes on the documents.
pub fn records(lessons: &[Lesson], tell: &mut dyn FnMut(String)) -> Learned {
    let lessons: Vec<&Lesson> = lessons.iter().collect();
    let judge = judge(&lessons, tell);
    Learned { judge, confidence: trust::table(&trust::hear_apart(&lessons)) }
}

/// Reads each document by what is learned from the others, and from short sentences; none of the exercises is measured.
pub fn cross_validate(lessons: &[Lesson]) -> Vec<Measured> {
    let lessons: Vec<&Lesson> = lessons.iter().collect();
    trust::measured(&trust::hear_apart(&lessons), &OFFSETS.rows().collect::<Vec<_>>())
}

/// Learns what a careful reader takes.
fn judge(lessons: &[&Lesson], tell: &mut dyn FnMut(String)) -> Judge {
    // What is taken bears on what is proposed after it, so the documents are read again, each with what was learned from
    // the others: what a judge has learned by heart it would take better than it takes anything new.
    let open = Judge::open();
    let (_, parts) = round(lessons, &[&open; FOLDS], &mut |_| {});
    round(lessons, &parts.iter().collect::<Vec<_>>(), tell).0
}

fn hear(lesson: &Lesson, judge: &Judge) -> Vec<Group> {
    let (reading, tribunal) = read_heard(&lesson.source, &Registry::default(), &lesson.doc, judge);
    let name = |id: &casus_claim::EntityId| reading.entities()[id.0 as usize].name.clone();
    let of_case = |case: Case| {
        let names: Vec<Vec<String>> =
            case.options.iter().map(|choice| choice.actors.ids().iter().map(name).collect()).collect();
        let words = lesson.source.slice(case.said).to_owned();
        let is_said = lesson.taken.iter().any(|taken| says_it(taken, &words, &case));
        let is_right = |names: &Vec<String>| lesson.taken.iter().any(|taken| is_right(taken, names, &words, &case));
        let are_right = names.iter().map(is_right).collect();
        Heard { case, names, words, is_said, is_loose: false, are_right }
    };
    let groups = tribunal.heard.into_iter().map(|cases| {
        let mut group: Group = cases.into_iter().map(of_case).collect();
        loosen(&lesson.taken, &mut group);
        group
    });
    groups.collect()
}

/// Marks the cases that say no more than a part of what people took, where another says it better.
fn loosen(taken: &[Taken], group: &mut Group) {
    const CLOSE: f64 = 0.6;
    let fit = |heard: &Heard, taken: &Taken| share(taken, &heard.words, &heard.case);
    let best: Vec<f64> =
        taken.iter().map(|taken| group.iter().map(|heard| fit(heard, taken)).fold(0.0, f64::max)).collect();
    for heard in group.iter_mut().filter(|heard| heard.is_said) {
        let is_good = |(taken, best): (&Taken, &f64)| {
            let fit = fit(heard, taken);
            fit > 0.0 && (fit >= CLOSE || fit >= *best)
        };
        heard.is_loose = !taken.iter().zip(&best).any(is_good);
    }
}

/// Learns from the cases that are proposed where for each part of the documents one of `before` judges, and returns with
/// the judge the one that each part has when it is left out.
fn round(lessons: &[&Lesson], before: &[&Judge], tell: &mut dyn FnMut(String)) -> (Judge, Vec<Judge>) {
    let heard = lessons.iter().enumerate().map(|(at, lesson)| hear(lesson, before[at % FOLDS]));
    let documents: Vec<Vec<Group>> = heard.collect();
    let all = || documents.iter().flatten().flat_map(|group| group.iter());
    tell(format!("{} cases, {} said", all().count(), all().filter(|heard| heard.is_said).count()));
    // What each document's cases come to by what was learned from the others.
    let mut weights: Vec<Vec<Weights>> = vec![Vec::new(); documents.len()];
    let mut parts = Vec::with_capacity(FOLDS);
    for fold in 0..FOLDS {
        let others = documents.iter().enumerate().filter(|(at, _)| lessons[*at].is_exercise || at % FOLDS != fold);
        let judge = learned(&others.flat_map(|(_, groups)| groups).collect::<Vec<_>>());
        for at in (fold..documents.len()).step_by(FOLDS) {
            weights[at] = documents[at].iter().map(|group| weighed(&judge, group)).collect();
        }
        parts.push(judge);
    }
    let asked = documents.iter().flatten().zip(weights.iter().flatten());
    let asked = asked.flat_map(|(group, weights)| group.iter().zip(weights)).filter(|(heard, _)| heard.is_asked());
    let (known, others): (Vec<_>, Vec<_>) = asked.partition(|(heard, weight)| heard.are_right[weight.option]);
    let count = known.len() + others.len();
    tell(format!("of {count} cases with several who may act {} are given to the right one", known.len()));
    let mut judge = learned(&documents.iter().flatten().collect::<Vec<_>>());
    let mut scores = Vec::new();
    for step in -20..=20 {
        let trial = Judge { threshold: step as f32 * 0.1, ..judge.clone() };
        let it = score(lessons, &documents, &weights, &trial, &mut |_| {});
        scores.push((it.f1(), trial.threshold));
    }
    // Of thresholds that do about as well the highest: what is taken wrongly harms more than what is left.
    let best = scores.iter().map(|(f1, _)| *f1).fold(0.0, f64::max);
    let good = scores.iter().filter(|(f1, _)| *f1 >= best - F1_SLACK).map(|(_, threshold)| *threshold);
    judge.threshold = good.fold(f32::NEG_INFINITY, f32::max);
    (judge.slope, judge.offset) = likelihoods(lessons, &documents, &weights, &judge);
    let it = score(lessons, &documents, &weights, &judge, tell);
    tell(format!("by cross-validation {it}; threshold {:.1}", judge.threshold));
    parts.iter_mut().for_each(|part| part.threshold = judge.threshold);
    (judge, parts)
}

fn weighed(judge: &Judge, group: &Group) -> Weights {
    let mut scratch = Scratch::default();
    group.iter().map(|heard| judge.weigh(&heard.case, &mut scratch)).collect()
}

fn learned(groups: &[&Group]) -> Judge {
    let heard = || groups.iter().flat_map(|group| group.iter());
    let whats = heard()
        .filter(|heard| !heard.is_loose)
        .map(|heard| Example { choices: vec![heard.case.features.clone()], right: vec![heard.is_said.then_some(0)] });
    // Where several are right, each is held against those who are not.
    let asked = heard().filter(|heard| heard.is_said && !heard.is_loose && heard.are_right.contains(&false));
    let whos = asked.flat_map(|heard| {
        let features = |is_right: bool| {
            let options = heard.case.options.iter().zip(&heard.are_right);
            options.filter(move |(_, it)| **it == is_right).map(|(choice, _)| choice.features.clone())
        };
        let example = move |right: Vec<Key>| Example {
            choices: std::iter::once(right).chain(features(false)).collect(),
            right: vec![Some(0)],
        };
        features(true).map(example)
    });
    let whats: Vec<Example> = whats.collect();
    let member = |seed: usize| learn(whats.clone(), Course { seed: WHAT.seed + seed as u64, ..WHAT }, &mut |_| {});
    let (what, who) = (std::array::from_fn(member), learn(whos.collect(), WHO, &mut |_| {}));
    Judge { what, who, threshold: 0.0, slope: 1.0, offset: 0.0 }
}
