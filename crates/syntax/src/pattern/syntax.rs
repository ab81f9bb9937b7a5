//! What is a pattern made of?

use crate::ModelError;

/// A part of a pattern.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Node {
    /// One character of a set.
    Set(SetId),
    /// `^`: the start of the text.
    Start,
    /// `$`: the end of the text, or before a line break that ends it.
    End,
    /// `\Z`: the end of the text alone.
    VeryEnd,
    /// `\b` or, if not, `\B`: whether one neighbour can stand in a word and the other cannot.
    WordBound(bool),
    /// One after another; nothing if there is none.
    Sequence(Vec<Node>),
    /// The first that lets the rest match.
    Alternatives(Vec<Node>),
    /// Again and again.
    Repeat(Box<Repeat>),
    /// What has to stand, or not, before or after this place.
    Look(Box<Look>),
}

impl Node {
    /// Returns whether the part can match without reading a character.
    pub fn may_be_empty(&self) -> bool {
        match self {
            Self::Set(_) => false,
            Self::Sequence(nodes) => nodes.iter().all(Self::may_be_empty),
            Self::Alternatives(nodes) => nodes.iter().any(Self::may_be_empty),
            Self::Repeat(repeat) => repeat.min == 0 || repeat.node.may_be_empty(),
            Self::Start | Self::End | Self::VeryEnd | Self::WordBound(_) | Self::Look(_) => true,
        }
    }
}

/// A part that may match several times.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Repeat {
    pub node: Node,
    pub min: u32,
    /// None: without end.
    pub max: Option<u32>,
    /// Whether as few as possible are tried first.
    pub is_lazy: bool,
}

/// An assertion about the neighbourhood.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Look {
    pub node: Node,
    pub is_behind: bool,
    pub is_negated: bool,
}

/// The place of a set in the list of a pattern's sets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct SetId(pub u32);

/// Why the source of a pattern cannot be read.
#[derive(Debug, PartialEq)]
pub(super) enum PatternError {
    /// It is none of Python's.
    Wrong(&'static str),
    /// It is one of Python's with something that this crate does not have.
    Unsupported(&'static str),
}

impl PatternError {
    /// Says which pattern of which file it is.
    pub fn into_model_error(self, file: &str, name: &str) -> ModelError {
        match self {
            Self::Wrong(what) => ModelError::damaged(file, format!("the pattern `{name}` has {what}")),
            Self::Unsupported(what) => ModelError::unsupported(what, name),
        }
    }
}
