//! What does a model see of a token?

use rmpv::Value;

use crate::ModelError;
use crate::draft::Draft;
use crate::lexicon::{Hashes, Lexicon};

/// What a token shows by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Features {
    /// The hashes of its form's attributes.
    pub hashes: Hashes,
    /// Whether it is white space alone.
    pub is_space: bool,
    /// Whether a single space follows that is no token of its own.
    pub has_space: bool,
}

impl Features {
    /// Those of the empty form.
    pub const EMPTY: Self = Self {
        hashes: Hashes { orth: 0, lower: 0, norm: 0, prefix: 0, suffix: 0, shape: 0 },
        is_space: false,
        has_space: false,
    };

    /// Returns what a token of a draft shows.
    pub fn of(draft: &Draft, lexicon: &Lexicon, index: usize) -> Self {
        let word = lexicon.word(draft.words[index]);
        Self { hashes: word.hashes, is_space: word.is_space, has_space: draft.tokens[index].has_space }
    }
}

/// An attribute of a token, as spaCy names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Attribute {
    Orth,
    Lower,
    Norm,
    Prefix,
    Suffix,
    Shape,
    IsSpace,
    Spacy,
}

impl Attribute {
    /// Returns the attribute with a name in capitals.
    pub fn named(name: &Value) -> Result<Self, ModelError> {
        Ok(match name.as_str() {
            Some("ORTH") => Self::Orth,
            Some("LOWER") => Self::Lower,
            Some("NORM") => Self::Norm,
            Some("PREFIX") => Self::Prefix,
            Some("SUFFIX") => Self::Suffix,
            Some("SHAPE") => Self::Shape,
            Some("IS_SPACE") => Self::IsSpace,
            Some("SPACY") => Self::Spacy,
            _ => return Err(ModelError::unsupported("the attribute of a token", name.to_string())),
        })
    }

    /// Returns the number that stands for the attribute of a token.
    pub fn of(self, features: &Features) -> u64 {
        match self {
            Self::Orth => features.hashes.orth,
            Self::Lower => features.hashes.lower,
            Self::Norm => features.hashes.norm,
            Self::Prefix => features.hashes.prefix,
            Self::Suffix => features.hashes.suffix,
            Self::Shape => features.hashes.shape,
            Self::IsSpace => features.is_space.into(),
            Self::Spacy => features.has_space.into(),
        }
    }

    /// Copies the attribute from one token's features to another's.
    pub fn copy(self, from: &Features, to: &mut Features) {
        match self {
            Self::Orth => to.hashes.orth = from.hashes.orth,
            Self::Lower => to.hashes.lower = from.hashes.lower,
            Self::Norm => to.hashes.norm = from.hashes.norm,
            Self::Prefix => to.hashes.prefix = from.hashes.prefix,
            Self::Suffix => to.hashes.suffix = from.hashes.suffix,
            Self::Shape => to.hashes.shape = from.hashes.shape,
            Self::IsSpace => to.is_space = from.is_space,
            Self::Spacy => to.has_space = from.has_space,
        }
    }
}
