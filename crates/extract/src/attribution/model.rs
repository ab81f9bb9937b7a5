//! What was learned, and how it is used: the networks that find cues and their parts.

use std::ops::Range;
use std::sync::LazyLock;

use super::Found;
use super::cue::{self, Labels, is_candidate};
use super::outline::Outline;
use super::part::{CueContext, ENDS, Window};
use crate::network::feature::Features;
use crate::network::{self, Index, Network, Scratch};

/// The networks.
pub(crate) struct Model {
    pub labels: Labels,
    /// Tells whether a word heads a cue.
    pub cue: Network,
    /// Tells where the parts of a cue begin and end.
    pub parts: Network,
    /// The lemmas of what heads a cue now and then and is no verb.
    pub heads: Index,
    /// A word heads a cue when it is likelier than this.
    pub threshold: f32,
}

/// The weights as `cargo xtask learn attribution` wrote them; [`Model::from_bytes`] says how.
const WEIGHTS: &[u8] = include_bytes!("../../data/attribution.bin");

pub(crate) static MODEL: LazyLock<Model> =
    LazyLock::new(|| Model::from_bytes(WEIGHTS).expect("the weights that come with the crate are whole"));

impl Model {
    /// Reads what [`to_bytes`](Self::to_bytes) wrote: the threshold, the heads, the network for cues and that for parts.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let mut rest = bytes;
        let threshold = network::take_number(&mut rest)?;
        let heads = Index::take(&mut rest)?;
        let (cue, parts) = (Network::take(&mut rest)?, Network::take(&mut rest)?);
        let is_whole = rest.is_empty() && cue.outputs == 1 && parts.outputs == ENDS;
        is_whole.then(|| Self { labels: Labels::new(), heads, cue, parts, threshold })
    }

    /// Writes the weights.
    #[cfg(any(test, feature = "learn"))]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = self.threshold.to_le_bytes().to_vec();
        self.heads.put(&mut bytes);
        self.cue.put(&mut bytes);
        self.parts.put(&mut bytes);
        bytes
    }

    /// Returns the attributions that are likelier than a threshold, in the order of their cues.
    pub fn find(&self, outline: &Outline, threshold: f32) -> Vec<Found> {
        let mut features = Features::default();
        let mut scratch = Scratch::default();
        let mut found = Vec::new();
        for at in outline.sentences.iter().filter(|tokens| outline.is_readable(tokens)).flat_map(Range::clone) {
            if !is_candidate(outline, &self.labels, &self.heads, at) {
                continue;
            }
            cue::features(outline, &self.labels, at, &mut features);
            let mut score = [0.0];
            self.cue.score(&features.keys, &mut scratch, &mut score);
            let likelihood = 1.0 / (1.0 + (-score[0]).exp());
            if likelihood > threshold {
                found.push(self.parts(outline, at));
            }
        }
        found
    }

    /// Chooses the parts of the cue with a head.
    fn parts(&self, outline: &Outline, head: usize) -> Found {
        let context = CueContext::new(outline, &self.labels, head);
        let window = Window::new(outline, head);
        let mut features = Features::default();
        let mut scratch = Scratch::default();
        let mut scores = vec![[0.0f32; ENDS]; window.words.len()];
        for (place, scores) in scores.iter_mut().enumerate() {
            window.features(outline, &context, place, &mut features);
            self.parts.score(&features.keys, &mut scratch, scores);
        }
        let own = window.place(head).expect("the head is a word of its window");
        let best = |part: usize, range: Range<usize>| best(&scores, part, range);
        let word = |(first, last): (usize, usize)| (window.words[first], window.words[last]);
        let all = 0..window.words.len();
        let cue = best_around(&scores, own);
        let some = |pair: (usize, usize)| (pair != (own, own)).then(|| word(pair));
        Found {
            cue: word(cue),
            source: some(best(1, all.clone())),
            before: some(best(2, 0..own + 1)),
            after: some(best(3, own..all.end)),
        }
    }
}

/// Returns the first and last place with the highest sum of scores; a pair with the head is the head twice.
fn best(scores: &[[f32; ENDS]], part: usize, range: Range<usize>) -> (usize, usize) {
    let mut best = (range.start, range.start);
    let mut best_score = f32::NEG_INFINITY;
    let mut first = range.start;
    for last in range {
        if scores[last][2 * part] > scores[first][2 * part] {
            first = last;
        }
        let score = scores[first][2 * part] + scores[last][2 * part + 1];
        if score > best_score {
            (best, best_score) = ((first, last), score);
        }
    }
    best
}

fn best_around(scores: &[[f32; ENDS]], own: usize) -> (usize, usize) {
    let top = |range: Range<usize>, end: usize| {
        range.max_by(|one, other| scores[*one][end].total_cmp(&scores[*other][end])).unwrap_or(own)
    };
    (top(0..own + 1, 0), top(own..scores.len(), 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_come_back_as_they_were_written() {
        assert!(MODEL.to_bytes() == WEIGHTS);
    }

    #[test]
    fn damaged_weights_are_no_model() {
        for len_bytes in [0, 3, 4, 9, 1000, WEIGHTS.len() - 1] {
            assert!(Model::from_bytes(&WEIGHTS[..len_bytes]).is_none(), "{len_bytes} bytes");
        }
        let longer = [WEIGHTS, &[0]].concat();
        assert!(Model::from_bytes(&longer).is_none());
        let many = [&WEIGHTS[..4], &[255; 4], &WEIGHTS[8..]].concat();
        assert!(Model::from_bytes(&many).is_none(), "more heads than there are bytes");
    }
}
