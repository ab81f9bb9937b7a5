//! Which attributes of a token can a pattern ask for?
//!
//! The names are those of spaCy's `Matcher`, the values what it compares: the hashes of what a form shows, labels that
//! components have given, and numbers.

use unicode_properties::{GeneralCategoryGroup, UnicodeGeneralCategory};

use crate::ModelError;
use crate::characters::{is_digit, is_letter};
use crate::doc::{Iob, Pos, Token};
use crate::label::{Label, Labels};
use crate::lexicon::Word;
use crate::strings::string_id;

/// An attribute of a token.
///
/// Their order is that in which patterns are found by them: first what tells the most tokens apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Attribute {
    Orth,
    Lower,
    Norm,
    Suffix,
    Shape,
    Prefix,
    Lemma,
    Tag,
    Morph,
    Dep,
    EntType,
    Pos,
    Length,
    SentStart,
    EntIob,
    IsSpace,
    IsDigit,
    IsPunct,
    IsAlpha,
    IsAscii,
    Spacy,
}

/// What an attribute of a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Value {
    Hash(u64),
    Label(Label),
    Pos(Pos),
    Number(i64),
}

/// A token with all that can be asked of it.
#[derive(Clone, Copy)]
pub(super) struct Row<'r> {
    pub token: &'r Token,
    pub word: &'r Word,
    pub labels: &'r Labels,
}

impl Attribute {
    /// Returns the attribute with a name, in whatever case.
    pub fn named(name: &str) -> Result<Self, ModelError> {
        Ok(match name.to_ascii_uppercase().as_str() {
            "ORTH" | "TEXT" => Self::Orth,
            "LOWER" => Self::Lower,
            "NORM" => Self::Norm,
            "SUFFIX" => Self::Suffix,
            "SHAPE" => Self::Shape,
            "PREFIX" => Self::Prefix,
            "LEMMA" => Self::Lemma,
            "TAG" => Self::Tag,
            "MORPH" => Self::Morph,
            "DEP" => Self::Dep,
            "ENT_TYPE" => Self::EntType,
            "POS" => Self::Pos,
            "LENGTH" => Self::Length,
            "SENT_START" | "IS_SENT_START" => Self::SentStart,
            "ENT_IOB" => Self::EntIob,
            "IS_SPACE" => Self::IsSpace,
            "IS_DIGIT" => Self::IsDigit,
            "IS_PUNCT" => Self::IsPunct,
            "IS_ALPHA" => Self::IsAlpha,
            "IS_ASCII" => Self::IsAscii,
            "SPACY" => Self::Spacy,
            _ => return Err(ModelError::unsupported("the attribute of an attribute ruler's pattern", name)),
        })
    }

    /// Returns what the attribute of a token is.
    pub fn of(self, Row { token, word, .. }: Row) -> Value {
        let (form, hashes) = (&word.form, &word.hashes);
        match self {
            Self::Orth => Value::Hash(hashes.orth),
            Self::Lower => Value::Hash(hashes.lower),
            Self::Norm => Value::Hash(hashes.norm),
            Self::Suffix => Value::Hash(hashes.suffix),
            Self::Shape => Value::Hash(hashes.shape),
            Self::Prefix => Value::Hash(hashes.prefix),
            Self::Lemma => Value::Hash(string_id(&token.lemma)),
            Self::Tag => Value::Label(token.tag),
            Self::Morph => Value::Label(token.morph),
            Self::Dep => Value::Label(token.dep),
            Self::EntType => Value::Label(token.ent_type),
            Self::Pos => Value::Pos(token.pos),
            Self::Length => Value::Number(i64::try_from(form.chars().count()).unwrap_or(i64::MAX)),
            Self::SentStart => Value::holds(token.sent_start == Some(true)),
            Self::EntIob => Value::Number(iob_number(token.ent_iob)),
            Self::IsSpace => Value::holds(word.is_space),
            Self::IsDigit => Value::holds(form.chars().all(is_digit)),
            Self::IsPunct => Value::holds(form.chars().all(is_punctuation)),
            Self::IsAlpha => Value::holds(form.chars().all(is_letter)),
            Self::IsAscii => Value::holds(form.is_ascii()),
            Self::Spacy => Value::holds(token.has_space),
        }
    }

    /// Returns the value that a string stands for in a pattern, or none for one that no token has.
    pub fn value(self, string: &str, labels: &mut Labels) -> Result<Option<Value>, ModelError> {
        Ok(match self {
            Self::Orth | Self::Lower | Self::Norm | Self::Suffix | Self::Shape | Self::Prefix | Self::Lemma => {
                Some(Value::Hash(string_id(string)))
            }
            Self::Tag | Self::Morph | Self::Dep | Self::EntType => Some(Value::Label(labels.add(string)?)),
            Self::Pos => Pos::named(string).map(Value::Pos),
            Self::EntIob => {
                let iob = [Iob::Unknown, Iob::Inside, Iob::Outside, Iob::Begin];
                iob.into_iter().find(|iob| iob.as_str() == string).map(|iob| Value::Number(iob_number(iob)))
            }
            _ => None,
        })
    }

    /// Returns whether its values are numbers.
    pub fn is_number(self) -> bool {
        self >= Self::Length
    }

    /// Returns whether its text can be compared with a pattern of characters.
    pub fn has_text(self) -> bool {
        use Attribute::{Dep, EntType, Lemma, Lower, Morph, Orth, Pos, Tag};
        matches!(self, Orth | Lower | Lemma | Tag | Morph | Dep | EntType | Pos)
    }

    /// Returns its text, which is empty for one that [has none](Self::has_text).
    pub fn text<'r>(self, Row { token, word, labels }: Row<'r>) -> &'r str {
        match self {
            Self::Orth => &word.form,
            Self::Lower => &word.lower,
            Self::Lemma => &token.lemma,
            Self::Tag => labels.text(token.tag),
            Self::Morph => labels.text(token.morph),
            Self::Dep => labels.text(token.dep),
            Self::EntType => labels.text(token.ent_type),
            Self::Pos => token.pos.as_str(),
            _ => "",
        }
    }
}

impl Value {
    fn holds(holds: bool) -> Self {
        Self::Number(holds.into())
    }
}

/// Returns whether a character is a mark of punctuation.
fn is_punctuation(c: char) -> bool {
    c.general_category_group() == GeneralCategoryGroup::Punctuation
}

/// Returns the number that patterns may write for a place in an entity.
fn iob_number(iob: Iob) -> i64 {
    match iob {
        Iob::Unknown => 0,
        Iob::Inside => 1,
        Iob::Outside => 2,
        Iob::Begin => 3,
    }
}
