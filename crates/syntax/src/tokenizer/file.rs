//! What does a pipeline's file `tokenizer` say?

use rmpv::ValueRef;

use super::affixes::{Patterns, Piece, Special, Splitter};
use crate::ModelError;
use crate::pattern::Pattern;
use crate::strings::{string_id, text_of};
use crate::thinc::get;

/// MessagePack is read no deeper than this: the file nests five levels.
const DEPTH_MAX: usize = 16;

/// The numbers of the attributes that a rule may give to a token, and their names, which are as good.
const ORTH: (u64, &str) = (65, "ORTH");
const NORM: (u64, &str) = (67, "NORM");

/// What the file holds.
pub(super) struct Parts {
    pub splitter: Splitter,
    /// Whether only those rules are sought in sequences of tokens that may be cut apart.
    pub is_quick: bool,
}

impl Parts {
    pub fn read(file: &str, bytes: &[u8]) -> Result<Self, ModelError> {
        let damaged = |what: String| ModelError::damaged(file, what);
        let value = rmpv::decode::read_value_ref_with_max_depth(&mut &bytes[..], DEPTH_MAX)
            .map_err(|error| damaged(format!("it is not MessagePack ({error})")))?;
        if !matches!(value, ValueRef::Map(_)) {
            return Err(damaged("it is no map".to_owned()));
        }
        let mut splitter = Splitter::new(patterns(file, &value)?);
        match get(&value, "exceptions") {
            None | Some(ValueRef::Nil) => {}
            Some(ValueRef::Map(rules)) => {
                for (text, tokens) in rules {
                    let text = text_of(text).ok_or_else(|| damaged("a rule has no text".to_owned()))?;
                    let special =
                        special(text, tokens).map_err(|what| damaged(format!("the rule for `{text}` {what}")))?;
                    splitter.add_special(text, special);
                }
            }
            Some(_) => return Err(damaged("its rules are no map".to_owned())),
        }
        let is_quick = get(&value, "faster_heuristics") != Some(&ValueRef::Boolean(false));
        Ok(Self { splitter, is_quick })
    }
}

fn patterns(file: &str, value: &ValueRef) -> Result<Patterns, ModelError> {
    let pattern = |name| match get(value, name) {
        None | Some(ValueRef::Nil) => Ok(None),
        Some(source) => {
            let source = text_of(source);
            let source = source.ok_or_else(|| ModelError::damaged(file, format!("its `{name}` is no pattern")))?;
            Pattern::new(file, name, source).map(Some)
        }
    };
    Ok(Patterns {
        prefix: pattern("prefix_search")?,
        suffix: pattern("suffix_search")?,
        infix: pattern("infix_finditer")?,
        token: pattern("token_match")?,
        url: pattern("url_match")?,
    })
}

/// Reads the tokens of a rule, which have to make up its text.
fn special(text: &str, tokens: &ValueRef) -> Result<Special, String> {
    let ValueRef::Array(tokens) = tokens else { return Err("has no list of tokens".to_owned()) };
    let mut pieces = Vec::with_capacity(tokens.len());
    let mut rest = text;
    for token in tokens {
        let ValueRef::Map(attributes) = token else { return Err("has a token that is no map".to_owned()) };
        let (mut form, mut norm) = (None, None);
        for (name, value) in attributes {
            let is = |(number, word): (u64, &str)| name.as_u64() == Some(number) || text_of(name) == Some(word);
            match text_of(value) {
                Some(value) if is(ORTH) => form = Some(value),
                Some(value) if is(NORM) => norm = Some(string_id(value)).filter(|norm| *norm != 0),
                _ => return Err(format!("sets `{name}` to what it cannot be")),
            }
        }
        let form = form.filter(|form| !form.is_empty()).ok_or("has a token without characters")?;
        let start = text.len() - rest.len();
        rest = rest.strip_prefix(form).ok_or("has tokens that are not its text")?;
        pieces.push(Piece { bytes: start..start + form.len(), norm });
    }
    if pieces.is_empty() || !rest.is_empty() {
        return Err("has tokens that are not its text".to_owned());
    }
    Ok(Special { pieces })
}
