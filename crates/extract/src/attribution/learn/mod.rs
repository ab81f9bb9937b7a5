//! How is it learned what attributes? From texts in which people have marked attributions.
//!
//! Nothing of the texts is kept: out come weights.

mod gold;

use casus_syntax::Doc;
use casus_text::Source;

use super::Attribution;
use super::cue::{self, Labels, is_candidate, is_other};
use super::model::Model;
use super::outline::Outline;
use super::part::{CueContext, ENDS, Window};
use crate::network::Index;
use crate::network::feature::Features;
use crate::network::train::{Course, Example, learn};
use gold::Marked;

/// A text with the attributions that people have marked in it.
pub struct Lesson {
    /// The text.
    pub source: Source,
    /// What syntax found out about it.
    pub doc: Doc,
    /// What people have marked.
    pub attributions: Vec<Attribution>,
}

/// What was learned.
pub struct Learned(Model);

impl Learned {
    /// Returns the weights as the crate reads them.
    pub fn to_bytes(&self) -> Vec<u8> {
        self.0.to_bytes()
    }
}

/// A word heads a cue when it is likelier than this; chosen on texts to measure on, where the F1 of exact spans is about
/// the same from 0.4 to 0.6.
const THRESHOLD: f32 = 0.45;

/// How cues are learned: rare features only say which text a word stands in.
const CUES: Course = Course {
    outputs: 1,
    count_min: 40,
    epochs: 6,
    rate: 0.03,
    dropout: 0.2,
    decay: 1e-6,
    is_averaged: false,
    is_linear: false,
    seed: 1,
};

/// How their parts are learned; each cue has several dozen words to choose among.
const PARTS: Course = Course {
    outputs: ENDS,
    count_min: 150,
    epochs: 5,
    rate: 0.03,
    dropout: 0.2,
    decay: 1e-6,
    is_averaged: false,
    is_linear: false,
    seed: 2,
};

/// Learns from texts, and tells how it goes.
pub fn attribution(lessons: &[Lesson], tell: &mut dyn FnMut(String)) -> Learned {
    let labels = Labels::new();
    let heads = heads(lessons);
    let mut cues = Vec::new();
    let mut parts = Vec::new();
    for lesson in lessons {
        let outline = Outline::new(lesson.source.text(), &lesson.doc);
        let marked = gold::marked(&outline, &lesson.attributions);
        cues.extend(cue_examples(&outline, &labels, &heads, &marked));
        parts.extend(marked.iter().map(|marked| part_example(&outline, &labels, marked)));
    }
    tell(format!("{} words that may be cues, {} cues", cues.len(), parts.len()));
    let (cue, parts) = (learn(cues, CUES, tell), learn(parts, PARTS, tell));
    Learned(Model { labels, heads, cue, parts, threshold: THRESHOLD })
}

/// Returns the lemmas of what is no verb and heads a cue more than once.
fn heads(lessons: &[Lesson]) -> Index {
    let mut lemmas = Vec::new();
    for lesson in lessons {
        let outline = Outline::new(lesson.source.text(), &lesson.doc);
        let marked = gold::marked(&outline, &lesson.attributions);
        let others = marked.iter().map(|marked| marked.head).filter(|head| is_other(&outline, *head));
        lemmas.extend(others.map(|head| outline.nodes[head].lemma));
    }
    lemmas.sort_unstable();
    Index::new(lemmas.chunk_by(|one, other| one == other).filter(|run| run.len() > 1).map(|run| run[0]).collect())
}

fn cue_examples<'a>(
    outline: &'a Outline,
    labels: &'a Labels,
    heads: &'a Index,
    marked: &'a [Marked],
) -> impl Iterator<Item = Example> + 'a {
    let candidates = (0..outline.nodes.len()).filter(|at| is_candidate(outline, labels, heads, *at));
    candidates.map(|at| {
        let mut features = Features::default();
        cue::features(outline, labels, at, &mut features);
        let is_cue = marked.iter().any(|marked| marked.head == at);
        Example { choices: vec![features.keys], right: vec![is_cue.then_some(0)] }
    })
}

fn part_example(outline: &Outline, labels: &Labels, marked: &Marked) -> Example {
    let context = CueContext::new(outline, labels, marked.head);
    let window = Window::new(outline, marked.head);
    let mut choices = Vec::with_capacity(window.words.len());
    for place in 0..window.words.len() {
        let mut features = Features::default();
        window.features(outline, &context, place, &mut features);
        choices.push(features.keys);
    }
    let place = |at: usize| window.place(at);
    let ends = |part: Option<(usize, usize)>| {
        let (first, last) = part.unwrap_or((marked.head, marked.head));
        match (place(first), place(last)) {
            (Some(first), Some(last)) => [Some(first), Some(last)],
            _ => [None, None],
        }
    };
    let right = [Some(marked.cue), marked.source, marked.before, marked.after].into_iter().flat_map(ends).collect();
    Example { choices, right }
}
