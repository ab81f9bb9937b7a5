//! Which tokens are names, dates or amounts, and of which type?

use std::collections::BTreeMap;

use super::Scratch;
use super::entity_moves::{Action, View};
use super::moves::{self, Move, beside};
use super::scorer::{Mask, Scorer, Steps};
use crate::ModelError;
use crate::doc::{Iob, Token};
use crate::draft::{Draft, Matrix};
use crate::label::{Label, Labels};
use crate::lexicon::Lexicon;
use crate::thinc::Network;

/// An entity recogniser.
#[derive(Debug)]
pub(crate) struct EntityRecogniser {
    scorer: Scorer,
    /// What each class of the network does.
    moves: Vec<(Action, Label)>,
    /// The class of each move.
    classes: BTreeMap<(Action, Label), usize>,
    /// The classes that are valid where no entity is open and nothing is preset: within a sentence, before its end, and
    /// on white space.
    anything: Mask,
    not_begin: Mask,
    only_out: Mask,
    /// All classes.
    all: Mask,
}

/// An entity whose end has not been found.
#[derive(Clone, Copy, Debug)]
struct Open {
    start: u32,
    label: Label,
}

/// The entities found so far, and how far the text has been read.
#[derive(Debug)]
struct Progress<'d> {
    tokens: &'d mut [Token],
    next: usize,
    open: Option<Open>,
    /// What is written when all is read, since the moves look at what was known before.
    found: Vec<(u32, u32, Label)>,
}

impl EntityRecogniser {
    /// Reads a recogniser from its network and the files `cfg` and `moves` beside it. Its labels join the pipeline's.
    pub fn load(network: &Network, cfg: &[u8], moves: &[u8], labels: &mut Labels) -> Result<Self, ModelError> {
        moves::check_settings(&beside(network.file(), "cfg"), cfg)?;
        let scorer = Scorer::load(network)?;
        if !matches!(scorer.features(), 3 | 6) {
            let features = scorer.features().to_string();
            return Err(ModelError::unsupported("an entity recogniser with a number of features of", features));
        }
        let file = beside(network.file(), "moves");
        let listed = moves::read(&file, moves)?;
        let mut moves = Vec::new();
        for listed in &listed {
            if let Some(action) = action(listed, &file)? {
                moves.push((action, labels.add(&listed.label)?));
            }
        }
        scorer.check_classes(network, moves.len())?;
        let mask =
            |actions: &[Action]| scorer.mask(|class| actions.contains(&moves[class].0) && is_usual(moves[class]));
        Ok(Self {
            anything: mask(&[Action::Begin, Action::Unit, Action::Out]),
            not_begin: mask(&[Action::Unit, Action::Out]),
            only_out: mask(&[Action::Out]),
            all: scorer.mask(|_| true),
            classes: moves.iter().copied().zip(0..).collect(),
            moves,
            scorer,
        })
    }

    /// Returns the numbers that it needs of each token.
    pub fn width(&self) -> usize {
        self.scorer.width()
    }

    /// Finds the entity that each token is part of from the tokens' vectors.
    ///
    /// Entities that the draft already knows stay, and none reaches across a sentence start.
    ///
    /// # Panics
    ///
    /// When there is not one vector a token, or when it is not as wide as [`width`](Self::width).
    pub fn apply(&self, vectors: &Matrix, draft: &mut Draft, lexicon: &Lexicon, scratch: &mut Scratch) {
        if draft.tokens.is_empty() {
            return;
        }
        assert_eq!(vectors.rows(), draft.tokens.len(), "there is a vector for each token");
        self.scorer.begin(vectors, &mut scratch.steps);
        let mut progress = Progress { tokens: &mut draft.tokens, next: 0, open: None, found: Vec::new() };
        while progress.next < progress.tokens.len() {
            let is_space = lexicon.word(draft.words[progress.next]).is_space;
            let view = View::of(progress.tokens, progress.next, is_space, progress.open.map(|open| open.label));
            // Where no move is valid, nothing further is found.
            let Some((action, label)) = self.choose(&view, vectors, &progress, &mut scratch.steps) else { break };
            progress.make(action, label);
        }
        progress.write();
    }

    /// Chooses the valid move with the best score.
    fn choose(&self, view: &View, vectors: &Matrix, progress: &Progress, steps: &mut Steps) -> Option<(Action, Label)> {
        if view.is_preset() {
            return self.choose_beside_preset(view, vectors, progress, steps);
        }
        let Some(open) = view.open else {
            let mask = match (view.can_begin(), view.is_space) {
                (true, _) => &self.anything,
                (false, false) => &self.not_begin,
                (false, true) => &self.only_out,
            };
            let class = self.scorer.best(vectors, |features| progress.look(features), mask, steps);
            return class.map(|class| self.moves[class]);
        };
        let [inside, last] = [Action::In, Action::Last].map(|action| self.classes.get(&(action, open)).copied());
        let inside = inside.filter(|_| view.can_continue());
        let class = match (inside, last) {
            (Some(inside), Some(last)) => {
                let scores = self.scorer.scores(vectors, |features| progress.look(features), &self.all, steps);
                // The first of the two wins when they are equal.
                let (first, second) = (inside.min(last), inside.max(last));
                Some(if scores[second] > scores[first] { second } else { first })
            }
            (inside, last) => inside.or(last),
        };
        class.map(|class| self.moves[class])
    }

    /// Chooses where part of an entity is known beforehand, which may be of a type that the network was not taught.
    fn choose_beside_preset(
        &self,
        view: &View,
        vectors: &Matrix,
        progress: &Progress,
        steps: &mut Steps,
    ) -> Option<(Action, Label)> {
        let scores = self.scorer.scores(vectors, |features| progress.look(features), &self.all, steps);
        let mut best: Option<usize> = None;
        for (class, &(action, label)) in self.moves.iter().enumerate() {
            if view.allows(action, label) && best.is_none_or(|best| scores[class] > scores[best]) {
                best = Some(class);
            }
        }
        let taught = best.map(|class| self.moves[class]);
        let labels = [Some(view.ent_type), view.open];
        let untaught = labels
            .into_iter()
            .flatten()
            .flat_map(|label| [Action::Begin, Action::In, Action::Last, Action::Unit].map(|action| (action, label)));
        taught.or_else(|| untaught.filter(|&(action, label)| view.allows(action, label)).next())
    }
}

/// Returns the action with the number that it has in a file of moves; none for moves that are never made.
fn action(listed: &Move, file: &str) -> Result<Option<Action>, ModelError> {
    Ok(match listed.action {
        0 => None,
        1 => Some(Action::Begin),
        2 => Some(Action::In),
        3 => Some(Action::Last),
        4 => Some(Action::Unit),
        5 => listed.label.is_empty().then_some(Action::Out),
        other => {
            return Err(ModelError::damaged(file, format!("`{other}` is no action of an entity recogniser")));
        }
    })
}

/// Returns whether a move can be valid where nothing is preset: only being outside goes without a label.
fn is_usual((action, label): (Action, Label)) -> bool {
    (action == Action::Out) == (label == Label::EMPTY)
}

impl Progress<'_> {
    /// Finds the tokens that the network looks at: the next one, and the first and the last of the open entity or, in the
    /// larger set, its first five.
    fn look(&self, features: &mut [Option<u32>]) {
        let next = u32::try_from(self.next).expect("a token's index has 32 bits");
        features[0] = Some(next);
        if let Some(Open { start, .. }) = self.open {
            if features.len() == 3 {
                (features[1], features[2]) = (Some(start), next.checked_sub(1));
            } else {
                features[1..].iter_mut().zip(start..next).for_each(|(feature, token)| *feature = Some(token));
            }
        }
    }

    /// Makes a move, after which the next token is read.
    fn make(&mut self, action: Action, label: Label) {
        let next = u32::try_from(self.next).expect("a token's index has 32 bits");
        match action {
            Action::Begin => self.open = Some(Open { start: next, label }),
            Action::Last => self.found.extend(self.open.take().map(|open| (open.start, next + 1, open.label))),
            Action::Unit => {
                self.open = None;
                self.found.push((next, next + 1, label));
            }
            Action::In | Action::Out => {}
        }
        self.next += 1;
    }

    /// Writes what was found into the tokens. A token of which nothing is known is outside.
    fn write(self) {
        let Self { tokens, found, .. } = self;
        for (start, end, label) in found.into_iter().filter(|(.., label)| *label != Label::EMPTY) {
            for index in start..end {
                let token = &mut tokens[index as usize];
                token.ent_type = label;
                token.ent_iob = if index == start { Iob::Begin } else { Iob::Inside };
            }
        }
        for index in 1..tokens.len() {
            let (previous, token) = (&tokens[index - 1], &tokens[index]);
            let goes_on = matches!(previous.ent_iob, Iob::Begin | Iob::Inside) && previous.ent_type == token.ent_type;
            if token.ent_iob == Iob::Inside && !goes_on {
                tokens[index].ent_iob = Iob::Begin;
            }
        }
        for token in tokens.iter_mut().filter(|token| token.ent_iob == Iob::Unknown) {
            token.ent_iob = Iob::Outside;
        }
    }
}
