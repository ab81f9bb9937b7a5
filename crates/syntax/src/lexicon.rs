//! What does the form of a word show?
//!
//! What depends on the form alone is worked out once for each form. Strings are compared by their 64-bit hashes, as in
//! the pipelines' own files.

use std::sync::Arc;

/// A word of a [`Lexicon`]: a form with its norm.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct WordId(pub u32);

/// What a form shows.
#[derive(Clone, Debug)]
pub(crate) struct Word {
    /// The form.
    pub form: Arc<str>,
    /// The form in lower case.
    pub lower: Arc<str>,
    /// The hashes of the form's attributes. 0 is the empty string's.
    pub hashes: Hashes,
    /// Whether it is white space alone.
    pub is_space: bool,
}

/// The hashes of a word's attributes that pipelines look at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Hashes {
    pub orth: u64,
    pub lower: u64,
    pub norm: u64,
    pub prefix: u64,
    pub suffix: u64,
    pub shape: u64,
}

/// The words that a reader has met.
#[derive(Debug, Default)]
pub(crate) struct Lexicon {
    words: Vec<Word>,
}

impl Lexicon {
    /// Returns a word.
    pub fn word(&self, id: WordId) -> &Word {
        &self.words[id.0 as usize]
    }

    /// Returns the word with a form, for tests that look at nothing but whether it is white space.
    #[cfg(test)]
    pub fn id(&mut self, form: &str) -> WordId {
        let hashes = Hashes { orth: 0, lower: 0, norm: 0, prefix: 0, suffix: 0, shape: 0 };
        let is_space = !form.is_empty() && form.chars().all(char::is_whitespace);
        self.words.push(Word { form: form.into(), lower: form.into(), hashes, is_space });
        WordId(u32::try_from(self.words.len() - 1).unwrap())
    }

    /// Returns the number of words.
    pub fn len(&self) -> usize {
        self.words.len()
    }
}
