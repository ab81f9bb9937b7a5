//! What does the form of a word show?
//!
//! What depends on the form alone is worked out once for each form. Strings are compared by their 64-bit numbers, as in
//! the pipelines' own files.

mod norms;
mod shape;

use std::collections::BTreeMap;
use std::sync::Arc;

pub(crate) use norms::Norms;

use crate::characters::{is_space, lower};
use crate::strings::string_id;

/// A word of a [`Lexicon`]: a form with its norm.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
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
///
/// An id is good until the next [`Lexicon::clear`]. Whoever keeps ids, or tables with a row for each id, compares the
/// [`Lexicon::generation`].
#[derive(Debug, Default)]
pub(crate) struct Lexicon {
    norms: Arc<Norms>,
    words: Vec<Word>,
    by_form: Forms,
    /// The words whose norm is not their form's own, by the form's own word and the norm.
    with_norm: BTreeMap<(WordId, u64), WordId>,
    generation: u64,
}

/// The words by their forms.
#[expect(clippy::disallowed_types, reason = "the table is only asked by key, never walked")]
type Forms = std::collections::HashMap<Arc<str>, WordId>;

impl Lexicon {
    /// Makes an empty lexicon with the norms of a pipeline.
    pub fn new(norms: Arc<Norms>) -> Self {
        Self { norms, ..Self::default() }
    }

    /// Returns a word.
    pub fn word(&self, id: WordId) -> &Word {
        &self.words[id.0 as usize]
    }

    /// Returns the number of words.
    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// Returns how often the lexicon has been cleared: ids of another generation are void.
    pub fn generation(&self) -> u64 {
        self.generation
    }

    /// Forgets all words, which voids their ids.
    pub fn clear(&mut self) {
        self.words.clear();
        self.by_form.clear();
        self.with_norm.clear();
        self.generation += 1;
    }

    /// Returns the word with a form, which joins the lexicon if it is not yet in it.
    pub fn id(&mut self, form: &str) -> WordId {
        if let Some(id) = self.by_form.get(form) {
            return *id;
        }
        let word = Word::new(form, &self.norms);
        let form = Arc::clone(&word.form);
        let id = self.push(word);
        self.by_form.insert(form, id);
        id
    }

    /// Returns the word with a form and a norm of which the number is given, as a rule of a tokenizer can set it.
    pub fn id_with_norm(&mut self, form: &str, norm: u64) -> WordId {
        let plain = self.id(form);
        if self.word(plain).hashes.norm == norm {
            return plain;
        }
        if let Some(id) = self.with_norm.get(&(plain, norm)) {
            return *id;
        }
        let mut word = self.word(plain).clone();
        word.hashes.norm = norm;
        let id = self.push(word);
        self.with_norm.insert((plain, norm), id);
        id
    }

    fn push(&mut self, word: Word) -> WordId {
        let id = u32::try_from(self.words.len()).expect("memory ends before four billion words");
        self.words.push(word);
        WordId(id)
    }
}

impl Word {
    fn new(form: &str, norms: &Norms) -> Self {
        let lower = lower(form);
        let start = form.chars().next().map_or(0, char::len_utf8);
        let end = form.char_indices().rev().take(SUFFIX_LEN_CHARS).last().map_or(0, |(offset, _)| offset);
        let orth = string_id(form);
        let lower_id = if lower == form { orth } else { string_id(&lower) };
        let hashes = Hashes {
            orth,
            lower: lower_id,
            norm: norms.get(form, orth).unwrap_or(lower_id),
            prefix: string_id(&form[..start]),
            suffix: string_id(&form[end..]),
            shape: string_id(&shape::shape(form)),
        };
        let form: Arc<str> = form.into();
        let lower = if lower == *form { Arc::clone(&form) } else { lower.into() };
        Self { is_space: !form.is_empty() && form.chars().all(is_space), form, lower, hashes }
    }
}

/// The length of the ending that pipelines look at, in code points.
const SUFFIX_LEN_CHARS: usize = 3;

#[cfg(test)]
mod tests {
    use super::*;

    fn lexicon() -> Lexicon {
        Lexicon::new(Arc::new(Norms::of_language("en").unwrap()))
    }

    /// Checks the lower form, the norm, the first character, the ending and the shape of a form.
    fn check(form: &str, expected: [&str; 5]) {
        let mut lexicon = lexicon();
        let id = lexicon.id(form);
        let word = lexicon.word(id);
        let Hashes { orth, lower, norm, prefix, suffix, shape } = word.hashes;
        assert_eq!(orth, string_id(form));
        assert_eq!([lower, norm, prefix, suffix, shape], expected.map(string_id), "{form}");
        assert_eq!(&*word.lower, expected[0]);
    }

    #[test]
    fn a_form_shows_its_attributes() {
        check("Ostravia", ["ostravia", "ostravia", "O", "via", "Xxxxx"]);
        check("X", ["x", "x", "X", "X", "X"]);
        check("€", ["€", "$", "€", "€", "€"]);
        check("B12é", ["b12é", "b12é", "B", "12é", "Xddx"]);
        check("ΟΔΟΣ", ["οδος", "οδος", "Ο", "ΔΟΣ", "XXXX"]);
    }

    #[test]
    fn white_space_is_what_python_says() {
        let mut lexicon = lexicon();
        let mut is_space = |form: &str| {
            let id = lexicon.id(form);
            lexicon.word(id).is_space
        };
        assert!(is_space("\n\u{1c}\u{85}\u{a0}"));
        assert!(!is_space("\u{200b}"));
    }

    #[test]
    fn a_word_is_a_form_with_its_norm() {
        let mut lexicon = lexicon();
        let plain = lexicon.id("n't");
        let not = lexicon.id_with_norm("n't", string_id("not"));
        assert_ne!(plain, not);
        assert_eq!(lexicon.id("n't"), plain);
        assert_eq!(lexicon.id_with_norm("n't", string_id("not")), not);
        assert_eq!(lexicon.id_with_norm("n't", string_id("n't")), plain);
        assert_eq!((lexicon.word(not).hashes.norm, lexicon.len()), (string_id("not"), 2));
    }

    #[test]
    fn a_cleared_lexicon_says_so() {
        let mut lexicon = lexicon();
        lexicon.id("treaty");
        let before = lexicon.generation();
        lexicon.clear();
        assert_eq!((lexicon.len(), lexicon.generation() == before), (0, false));
        assert_eq!(lexicon.id("pledge"), WordId(0));
    }
}
