//! What does a rule set?

use std::sync::Arc;

use rmpv::Value as Packed;

use crate::ModelError;
use crate::doc::{Pos, Token};
use crate::label::{Label, Labels};
use crate::morph;

/// What a rule sets on a token.
#[derive(Clone, Debug, Default)]
pub(super) struct Effect {
    tag: Option<Label>,
    pos: Option<Pos>,
    morph: Option<Label>,
    lemma: Option<Arc<str>>,
    dep: Option<Label>,
    /// The outer option is whether it is set.
    sent_start: Option<Option<bool>>,
}

impl Effect {
    /// Reads the attributes of a rule; `file` is its name for errors.
    pub fn read(file: &str, attrs: &Packed, labels: &mut Labels) -> Result<Self, ModelError> {
        let Packed::Map(attrs) = attrs else {
            return Err(ModelError::damaged(file, "the attributes of a rule are no map"));
        };
        let mut effect = Self::default();
        for (name, value) in attrs {
            effect.read_attribute(file, name.as_str().unwrap_or_default(), value, labels)?;
        }
        Ok(effect)
    }

    fn read_attribute(
        &mut self,
        file: &str,
        name: &str,
        value: &Packed,
        labels: &mut Labels,
    ) -> Result<(), ModelError> {
        let damaged = || ModelError::damaged(file, format!("a rule sets `{name}` to {value}"));
        let string = || value.as_str().ok_or_else(damaged);
        match name.to_ascii_uppercase().as_str() {
            "TAG" => self.tag = Some(labels.add(string()?)?),
            "POS" => self.pos = Some(Pos::named(string()?).ok_or_else(damaged)?),
            "MORPH" => self.morph = Some(labels.add(&morph::normal(string()?).ok_or_else(damaged)?)?),
            "LEMMA" => self.lemma = Some(string()?.into()),
            "DEP" => self.dep = Some(labels.add(string()?)?),
            "SENT_START" => self.sent_start = Some(sent_start(value).ok_or_else(damaged)?),
            _ => return Err(ModelError::unsupported("an attribute ruler that sets", name)),
        }
        Ok(())
    }

    /// Sets the attributes.
    pub fn set(&self, token: &mut Token) {
        token.tag = self.tag.unwrap_or(token.tag);
        token.pos = self.pos.unwrap_or(token.pos);
        token.morph = self.morph.unwrap_or(token.morph);
        token.dep = self.dep.unwrap_or(token.dep);
        token.sent_start = self.sent_start.unwrap_or(token.sent_start);
        if let Some(lemma) = &self.lemma {
            token.lemma = lemma.clone();
        }
    }
}

/// Reads whether a sentence starts: 1, or -1 for no, or 0 for unknown.
fn sent_start(value: &Packed) -> Option<Option<bool>> {
    let number = if let Packed::Boolean(starts) = value { Some(i64::from(*starts)) } else { value.as_i64() };
    match number? {
        1 => Some(Some(true)),
        -1 => Some(Some(false)),
        0 => Some(None),
        _ => None,
    }
}
