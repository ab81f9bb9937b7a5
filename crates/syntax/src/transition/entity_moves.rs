//! Which moves of an entity recogniser are valid where?
//!
//! The rules of spaCy's `BiluoPushDown`: a token begins, continues or ends an entity, is one alone, or is outside.

use crate::doc::{Iob, Token};
use crate::label::Label;

/// What a move says of the next token.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Action {
    Begin,
    In,
    Last,
    Unit,
    Out,
}

/// What the rules look at: the next token, the one after it, and the open entity.
#[derive(Clone, Copy, Debug)]
pub(super) struct View {
    /// The next token's place in an entity, if that is known beforehand.
    pub iob: Iob,
    /// The type of that entity; empty when the token is known to be in none.
    pub ent_type: Label,
    /// Whether the next token is white space.
    pub is_space: bool,
    /// Whether there is no token after it.
    pub is_last: bool,
    /// What is known beforehand of the token after it.
    pub following: Iob,
    /// Whether the token after it begins a sentence.
    pub following_starts: bool,
    /// The label of the open entity.
    pub open: Option<Label>,
}

impl View {
    /// Looks at a token that is still to be read.
    pub fn of(tokens: &[Token], index: usize, is_space: bool, open: Option<Label>) -> Self {
        let following = tokens.get(index + 1);
        Self {
            iob: tokens[index].ent_iob,
            ent_type: tokens[index].ent_type,
            is_space,
            is_last: following.is_none(),
            following: following.map_or(Iob::Unknown, |token| token.ent_iob),
            following_starts: following.is_some_and(|token| token.sent_start == Some(true)),
            open,
        }
    }

    /// Returns whether part of an entity is known beforehand here. That a token is outside of all is no hindrance.
    pub fn is_preset(&self) -> bool {
        let is_in_entity = |iob| matches!(iob, Iob::Begin | Iob::Inside);
        is_in_entity(self.iob) || is_in_entity(self.following)
    }

    /// Returns whether an entity may begin here that goes on, where nothing is preset and none is open.
    pub fn can_begin(&self) -> bool {
        !self.is_last && !self.following_starts && !self.is_space
    }

    /// Returns whether an open entity may go on, where nothing is preset.
    pub fn can_continue(&self) -> bool {
        !self.is_last && !self.following_starts
    }

    /// Returns whether a move is valid.
    pub fn allows(&self, action: Action, label: Label) -> bool {
        let has_label = label != Label::EMPTY;
        match action {
            Action::Begin => has_label && self.open.is_none() && self.allows_begin(label),
            Action::In => has_label && self.open == Some(label) && self.allows_in(label),
            Action::Last => has_label && self.open.is_some() && self.allows_last(label),
            Action::Unit if !has_label => self.iob == Iob::Begin && self.ent_type == Label::EMPTY,
            Action::Unit => self.open.is_none() && self.allows_unit(label),
            Action::Out => self.open.is_none() && !matches!(self.iob, Iob::Begin | Iob::Inside),
        }
    }

    fn allows_begin(&self, label: Label) -> bool {
        match self.iob {
            Iob::Inside => false,
            // A preset entity is taken over even across a sentence's end or from white space on.
            Iob::Begin => !self.is_last && label == self.ent_type && self.following == Iob::Inside,
            _ => self.following != Iob::Begin && self.can_begin(),
        }
    }

    fn allows_in(&self, label: Label) -> bool {
        if self.is_last || self.following == Iob::Begin {
            return false;
        }
        match self.iob {
            Iob::Begin => false,
            Iob::Inside => self.following == Iob::Inside && label == self.ent_type,
            _ => self.can_continue(),
        }
    }

    fn allows_last(&self, label: Label) -> bool {
        if self.iob == Iob::Inside && self.following != Iob::Inside {
            return label == self.ent_type;
        }
        self.open == Some(label) && self.following != Iob::Inside
    }

    fn allows_unit(&self, label: Label) -> bool {
        if self.following == Iob::Inside {
            return false;
        }
        if self.iob == Iob::Begin { label == self.ent_type } else { !self.is_space }
    }
}
