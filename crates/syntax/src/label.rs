//! Which labels can a pipeline give?
//!
//! A pipeline's tags, dependency labels, entity types and morphological features are known when it has been loaded, so
//! a token carries small numbers and the pipeline the strings.

use std::collections::BTreeMap;

use crate::ModelError;

/// A tag, a dependency label, an entity type or a set of morphological features, as a number within one pipeline.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Label(u16);

impl Label {
    /// The empty label: nothing has been said.
    pub const EMPTY: Self = Self(0);
}

/// The labels of a pipeline.
#[derive(Clone, Debug)]
pub struct Labels {
    strings: Vec<Box<str>>,
    by_string: BTreeMap<Box<str>, Label>,
}

impl Default for Labels {
    fn default() -> Self {
        Self { strings: vec![Box::default()], by_string: BTreeMap::from([(Box::default(), Label::EMPTY)]) }
    }
}

impl Labels {
    /// Returns the string of a label, or the empty one for a label of another pipeline.
    pub fn text(&self, label: Label) -> &str {
        self.strings.get(usize::from(label.0)).map_or("", |string| string)
    }

    /// Returns the label with a string, if the pipeline has it.
    pub fn get(&self, string: &str) -> Option<Label> {
        self.by_string.get(string).copied()
    }

    /// Returns the label with a string, which joins the pipeline's when it is new.
    ///
    /// Fails when there are more labels than a number of 16 bits can count.
    pub fn add(&mut self, string: &str) -> Result<Label, ModelError> {
        if let Some(label) = self.get(string) {
            return Ok(label);
        }
        let label = u16::try_from(self.strings.len()).map(Label).map_err(|_| ModelError::TooManyLabels)?;
        self.strings.push(string.into());
        self.by_string.insert(string.into(), label);
        Ok(label)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_string_has_one_label() {
        let mut labels = Labels::default();
        let subject = labels.add("nsubj").unwrap();
        assert_eq!(labels.add("nsubj").unwrap(), subject);
        assert_eq!(labels.get("nsubj"), Some(subject));
        assert_eq!(labels.text(subject), "nsubj");
        assert_eq!(labels.add("").unwrap(), Label::EMPTY);
        assert_eq!(labels.get("dobj"), None);
    }
}
