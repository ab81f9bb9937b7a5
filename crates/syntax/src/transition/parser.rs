//! Which word does each word depend on, and where do sentences begin?
//!
//! spaCy's arc-eager parser: non-monotonic (Honnibal and Johnson 2015), with a move that begins a sentence, and with
//! pseudo-projective labels (Nivre and Nilsson 2005) that are resolved at the end.

use super::Scratch;
use super::moves::{self, Move, beside};
use super::scorer::{Mask, Scorer};
use super::state::State;
use super::step::FEATURES_MAX;
use super::tree::Lifted;
use crate::ModelError;
use crate::draft::{Draft, Matrix};
use crate::label::{Label, Labels};
use crate::lexicon::Lexicon;
use crate::thinc::Network;

/// The label of an arc between a token and the next part of the same word, in pipelines that were taught such arcs.
const SUBTOKEN: &str = "subtok";

/// A dependency parser.
#[derive(Debug)]
pub(crate) struct Parser {
    scorer: Scorer,
    /// What each class of the network does.
    moves: Vec<(Action, Label)>,
    /// The classes that are valid for each set of valid kinds.
    masks: Vec<Mask>,
    root: Label,
    lifted: Lifted,
}

/// What a move does.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Action {
    Shift,
    Reduce,
    ArcLeft,
    ArcRight,
    Break,
}

/// Kinds of moves that are valid together, as a set of bits.
///
/// All arcs are valid together, except that those between the parts of one word need neighbours.
mod kind {
    pub const SHIFT: usize = 1;
    pub const REDUCE: usize = 2;
    pub const ARC: usize = 4;
    pub const ARC_IN_WORD: usize = 8;
    pub const BREAK: usize = 16;
    /// The number of sets.
    pub const SETS: usize = 32;
}

impl Parser {
    /// Reads a parser from its network and the files `cfg` and `moves` beside it. Its labels join the pipeline's.
    pub fn load(network: &Network, cfg: &[u8], moves: &[u8], labels: &mut Labels) -> Result<Self, ModelError> {
        moves::check_settings(&beside(network.file(), "cfg"), cfg)?;
        let scorer = Scorer::load(network)?;
        if !matches!(scorer.features(), 8 | FEATURES_MAX) {
            let features = scorer.features().to_string();
            return Err(ModelError::unsupported("a dependency parser with a number of features of", features));
        }
        let file = beside(network.file(), "moves");
        let classes = moves::read(&file, moves)?;
        scorer.check_classes(network, classes.len())?;
        let kinds: Vec<usize> = classes.iter().map(kind_of).collect();
        if [kind::SHIFT, kind::REDUCE].iter().any(|kind| !kinds.contains(kind)) {
            return Err(ModelError::damaged(&file, "it has no move to shift or to reduce"));
        }
        let masks = (0..kind::SETS).map(|set| scorer.mask(|class| kinds[class] & set != 0)).collect();
        let lifted = Lifted::of(classes.iter().map(|class| class.label.as_str()), &file, labels)?;
        let action = |class: &Move| Ok((action(class, &file)?, labels.add(&class.label)?));
        let moves = classes.iter().map(action).collect::<Result<_, ModelError>>()?;
        Ok(Self { scorer, moves, masks, root: labels.add("ROOT")?, lifted })
    }

    /// Returns the numbers that it needs of each token.
    pub fn width(&self) -> usize {
        self.scorer.width()
    }

    /// Finds the head, the label and the sentence start of each token from the tokens' vectors.
    ///
    /// Sentence starts that the draft already knows hold.
    ///
    /// # Panics
    ///
    /// When there is not one vector a token, or when it is not as wide as [`width`](Self::width).
    pub fn apply(&self, vectors: &Matrix, draft: &mut Draft, lexicon: &Lexicon, scratch: &mut Scratch) {
        let Scratch { steps, state, tree } = scratch;
        if draft.tokens.is_empty() {
            return;
        }
        assert_eq!(vectors.rows(), draft.tokens.len(), "there is a vector for each token");
        self.scorer.begin(vectors, steps);
        state.begin(&draft.tokens);
        while !state.is_final() {
            let mask = &self.masks[valid_kinds(state)];
            let class = self.scorer.best(vectors, |features| look(state, features), mask, steps);
            make(state, class.map(|class| self.moves[class]));
        }
        state.write(&mut draft.tokens, self.root);
        tree.finish(draft, lexicon, &self.lifted);
    }
}

/// Returns the kind of a class; its action is one that [`action`] knows.
fn kind_of(class: &Move) -> usize {
    match class.action {
        0 => kind::SHIFT,
        1 => kind::REDUCE,
        2 | 3 if class.label == SUBTOKEN => kind::ARC_IN_WORD,
        2 | 3 => kind::ARC,
        _ => kind::BREAK,
    }
}

/// Returns the action with the number that it has in a file of moves.
fn action(class: &Move, file: &str) -> Result<Action, ModelError> {
    Ok(match class.action {
        0 => Action::Shift,
        1 => Action::Reduce,
        2 => Action::ArcLeft,
        3 => Action::ArcRight,
        4 => Action::Break,
        other => return Err(ModelError::damaged(file, format!("`{other}` is no action of a parser"))),
    })
}

/// Returns the kinds of moves that are valid in a state.
fn valid_kinds(state: &State) -> usize {
    let (next, second) = (state.buffer(0), state.buffer(1));
    let can_break = second.is_some()
        && second == next.map(|next| next + 1)
        && !state.is_start(second)
        && !state.cannot_start(second);
    let breaks = if can_break { kind::BREAK } else { 0 };
    if state.depth() == 0 {
        return kind::SHIFT | breaks;
    }
    if next.is_none() {
        return kind::REDUCE;
    }
    let mut kinds = breaks;
    if state.depth() > 1 || !state.cannot_start(next) {
        kinds |= kind::REDUCE;
    }
    if !state.is_start(next) {
        kinds |= kind::ARC;
        if state.stack(0).map(|top| top + 1) == next {
            kinds |= kind::ARC_IN_WORD;
        }
        if second.is_some() && !state.was_put_back(next) {
            kinds |= kind::SHIFT;
        }
    }
    kinds
}

/// Finds the tokens that the network looks at, in the order in which it was taught them.
fn look(state: &State, features: &mut [Option<u32>]) {
    let [next, second] = [0, 1].map(|index| state.buffer(index));
    let [top, below, third] = [0, 1, 2].map(|index| state.stack(index));
    let left = |word, index| state.left_child(word, index);
    let right = |word, index| state.right_child(word, index);
    if features.len() == 8 {
        features.copy_from_slice(&[next, second, top, below, third, left(next, 0), left(top, 0), right(top, 0)]);
        return;
    }
    // The second left child of the top is not among them: spaCy puts the right one in its place.
    let words = [next, second, top, below, third];
    let children = [left(top, 0), right(top, 0), left(next, 0), right(top, 1)];
    let below = [left(below, 0), left(below, 1), right(below, 0), right(below, 1)];
    for (feature, word) in features.iter_mut().zip(words.into_iter().chain(children).chain(below)) {
        *feature = word;
    }
}

/// Makes a move, or gives up when none is valid.
fn make(state: &mut State, class: Option<(Action, Label)>) {
    match class {
        Some((Action::Shift, _)) => state.shift(),
        Some((Action::Reduce, _)) => state.reduce(),
        Some((Action::ArcLeft, label)) => state.arc_left(label),
        Some((Action::ArcRight, label)) => state.arc_right(label),
        Some((Action::Break, _)) => state.break_sentence(),
        None => state.give_up(),
    }
}
