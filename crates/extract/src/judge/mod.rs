//! Would a careful reader take it so? What the grammar proposes is weighed by what was learned from documents read by hand.
//!
//! A [`Case`] is a proposal with those who may act in it, and what is seen of each. The grammar proposes generously; one
//! network tells whether a proposal is one at all, another who acts in it, and of the cases of a sentence the likeliest
//! that do not stand in each other's way are taken. The weights are `data/judge.bin`, which `cargo xtask learn records`
//! writes.

#[cfg(feature = "learn")]
pub mod learn;

use std::sync::LazyLock;

use casus_claim::Actors;
use casus_text::Span;

use crate::network::feature::Key;
use crate::network::{self, Network, Scratch};

/// A proposal with those who may act in it.
#[derive(Clone, Debug)]
pub(crate) struct Case {
    /// The index of the proposal.
    pub proposal: usize,
    /// What would be said of them.
    pub said: Span,
    /// What is seen of the proposal.
    pub features: Vec<Key>,
    /// Those who may act in it, at least one.
    pub options: Vec<Choice>,
}

/// Those who may act in a case.
#[derive(Clone, Debug)]
pub(crate) struct Choice {
    pub actors: Actors,
    /// How they come to be taken for it, in a word.
    pub how: &'static str,
    /// What is seen of them.
    pub features: Vec<Key>,
}

/// What a case comes to: its likeliest option, and the log odds that it is right with that.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Weight {
    pub option: usize,
    pub score: f32,
    /// The log odds that it is one at all.
    pub what: f32,
    /// The log odds that the option is the right one, if one of them is.
    pub who: f32,
}

/// How likely it is that a careful reader would take a case so, and what it is that makes it so.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Likelihood {
    pub share: f64,
    /// The log odds that it is one at all.
    pub what: f32,
    /// The log odds that whoever acts in it does, if somebody does.
    pub who: f32,
    /// How they come to be taken for it, in a word.
    pub how: &'static str,
}

/// A case that is taken, with whoever acts in it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Verdict {
    /// The index of the case.
    pub case: usize,
    /// The index of the option.
    pub option: usize,
    /// How likely it is that a careful reader would take it so.
    pub likelihood: Likelihood,
}

/// So many networks that differ by chance alone tell together whether a proposal is one: what one of them has learned by
/// chance the others have not (Breiman 1996).
const PANEL: usize = 3;

/// What was learned.
#[derive(Clone, Debug)]
pub(crate) struct Judge {
    /// Tells whether a proposal is one at all.
    what: [Network; PANEL],
    /// Tells which of those who may act in it does.
    who: Network,
    /// A case is taken when its score is above this.
    threshold: f32,
    /// How a score becomes a likelihood: the slope and the offset of a logistic curve (Platt 1999).
    slope: f32,
    offset: f32,
}

/// The weights as `cargo xtask learn records` wrote them.
const WEIGHTS: &[u8] = include_bytes!("../../data/judge.bin");

pub(crate) static JUDGE: LazyLock<Judge> =
    LazyLock::new(|| Judge::from_bytes(WEIGHTS).expect("the weights that come with the crate are whole"));

impl Judge {
    /// Reads what [`to_bytes`](Self::to_bytes) wrote.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let mut rest = bytes;
        let threshold = network::take_number(&mut rest)?;
        let slope = network::take_number(&mut rest)?;
        let offset = network::take_number(&mut rest)?;
        let mut take = || Network::take(&mut rest).filter(|network| network.outputs == 1);
        let what: Vec<Network> = (0..PANEL).map(|_| take()).collect::<Option<_>>()?;
        let (what, who) = (what.try_into().ok()?, take()?);
        rest.is_empty().then_some(Self { what, who, threshold, slope, offset })
    }

    /// Writes the weights.
    #[cfg(feature = "learn")]
    pub fn to_bytes(&self) -> Vec<u8> {
        let numbers = [self.threshold, self.slope, self.offset];
        let mut bytes: Vec<u8> = numbers.into_iter().flat_map(f32::to_le_bytes).collect();
        self.what.iter().for_each(|network| network.put(&mut bytes));
        self.who.put(&mut bytes);
        bytes
    }

    /// Returns a judge who takes whatever is proposed first, for who looks at the grammar alone.
    #[cfg(any(test, feature = "learn"))]
    pub fn open() -> Self {
        let what = std::array::from_fn(|_| Network::blank(1));
        Self { what, who: Network::blank(1), threshold: -100.0, slope: 1.0, offset: 0.0 }
    }

    /// Returns the likeliest option of a case, and the log odds that the case is right with it.
    fn weigh(&self, case: &Case, scratch: &mut Scratch) -> Weight {
        let mut score = |network: &Network, features: &[Key]| {
            let mut score = [0.0];
            network.score(features, scratch, &mut score);
            score[0]
        };
        let panel: f32 = self.what.iter().map(|network| score(network, &case.features)).sum();
        let what = 1.0 / (1.0 + (-panel / PANEL as f32).exp());
        let scores: Vec<f32> = case.options.iter().map(|choice| score(&self.who, &choice.features)).collect();
        let (option, top) = scores
            .iter()
            .enumerate()
            .fold((0, f32::NEG_INFINITY), |best, (at, score)| if *score > best.1 { (at, *score) } else { best });
        let total: f32 = scores.iter().map(|score| (score - top).exp()).sum();
        // Who is one of several, or several of whom he is one, does not speak against him.
        let actors = |at: usize| case.options[at].actors.ids();
        let is_he = |at: usize| actors(at).iter().any(|id| actors(option).contains(id));
        let his = scores.iter().enumerate().filter(|(at, _)| is_he(*at)).map(|(_, score)| (score - top).exp());
        let total = total / his.sum::<f32>();
        let log_odds = |share: f32| {
            let share = share.clamp(1e-6, 1.0 - 1e-6);
            (share / (1.0 - share)).ln()
        };
        Weight { option, score: log_odds(what / total), what: log_odds(what), who: log_odds(1.0 / total) }
    }

    fn likelihood(&self, weight: &Weight, case: &Case) -> Likelihood {
        let share = 1.0 / (1.0 + f64::from(-(self.slope * weight.score + self.offset)).exp());
        Likelihood { share, what: weight.what, who: weight.who, how: case.options[weight.option].how }
    }

    /// Returns the cases to take, the likeliest first.
    fn choose(&self, weights: &[Weight], cases: &[Case]) -> Vec<Verdict> {
        let mut order: Vec<usize> = (0..cases.len()).filter(|at| weights[*at].score > self.threshold).collect();
        order.sort_by(|one, other| weights[*other].score.total_cmp(&weights[*one].score).then(one.cmp(other)));
        let mut chosen: Vec<usize> = Vec::new();
        for at in order {
            if !chosen.iter().any(|taken| is_in_the_way(cases[*taken].said, cases[at].said)) {
                chosen.push(at);
            }
        }
        let verdict = |case: usize| Verdict {
            case,
            option: weights[case].option,
            likelihood: self.likelihood(&weights[case], &cases[case]),
        };
        chosen.into_iter().map(verdict).collect()
    }
}

/// Returns whether two spans share at least half of the shorter.
fn is_in_the_way(one: Span, other: Span) -> bool {
    2 * one.shared_bytes(other) >= one.len_bytes().min(other.len_bytes())
}

/// Where the cases of a reading are judged.
pub(crate) struct Tribunal<'a> {
    judge: &'a Judge,
    scratch: Scratch,
    /// Every case that was heard, for who learns from them: one list for each time that cases were to be chosen from.
    #[cfg(feature = "learn")]
    pub heard: Vec<Vec<Case>>,
    /// What was seen of each record of the reading.
    #[cfg(feature = "learn")]
    pub shown: Vec<crate::confidence::Signs>,
}

impl<'a> Tribunal<'a> {
    pub fn new(judge: &'a Judge) -> Self {
        Self {
            judge,
            scratch: Scratch::default(),
            #[cfg(feature = "learn")]
            heard: Vec::new(),
            #[cfg(feature = "learn")]
            shown: Vec::new(),
        }
    }

    /// Returns the cases to take, the likeliest first.
    pub fn choose(&mut self, cases: &[Case]) -> Vec<Verdict> {
        #[cfg(feature = "learn")]
        self.heard.push(cases.to_vec());
        let weights: Vec<_> = cases.iter().map(|case| self.judge.weigh(case, &mut self.scratch)).collect();
        self.judge.choose(&weights, cases)
    }
}
