//! Which form of a word stands in a dictionary?
//!
//! In go a word, its part of speech and its morphological features; out comes its lemma, as spaCy's lemmatizers with
//! rules or a lookup table give it: spaCy's `pipeline/lemmatizer.py`, with what `lang/*/lemmatizer.py` change of it.

mod rule;
mod tables;

use std::sync::Arc;

use hashbrown::HashMap;

use crate::ModelError;
use crate::doc::Pos;
use crate::draft::Draft;
use crate::label::{Label, Labels};
use crate::lexicon::{Lexicon, Word, WordId};
use rule::Procedure;
use tables::Tables;

/// How many lemmas a [`Cache`] holds before it starts again: enough for a long novel, in a few megabytes.
const CACHE_MAX: usize = 1 << 16;

/// A lemmatizer.
#[derive(Debug)]
pub(crate) struct Lemmatizer {
    mode: Mode,
    overwrites: bool,
    tables: Tables,
}

/// What a pipeline's configuration says about its lemmatizer.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Settings<'s> {
    /// The code of the pipeline's language, such as `en`.
    pub lang: &'s str,
    /// Either `rule` or `lookup`.
    pub mode: &'s str,
    /// Whether lemmas that other components have given are replaced.
    pub overwrite: bool,
}

/// The lemmas that a reader has worked out for the words of its lexicon. Results do not depend on it.
#[derive(Debug, Default)]
pub(crate) struct Cache {
    lemmas: HashMap<(WordId, Pos, Label), Arc<str>>,
    /// The lexicon's generation, whose end voids the ids of its words.
    generation: u64,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Mode {
    /// The lemma that the table has for the form, or the form itself.
    Lookup,
    /// The same in lower case.
    LookupLower,
    /// By rules for endings.
    Rule(Procedure),
}

impl Lemmatizer {
    /// Reads a lemmatizer's `lookups.bin`; `file` is its name for errors.
    pub fn load(file: &str, settings: Settings, bytes: Vec<u8>) -> Result<Self, ModelError> {
        let mode = Mode::of(settings)?;
        let tables = Tables::read(bytes).map_err(|malformed| malformed.in_file(file))?;
        match mode.tables().iter().find(|table| !tables.has(table)) {
            Some(table) => Err(ModelError::damaged(file, format!("it has no table `{table}`"))),
            None => Ok(Self { mode, overwrites: settings.overwrite, tables }),
        }
    }

    /// Gives each token its lemma.
    pub fn apply(&self, draft: &mut Draft, lexicon: &Lexicon, labels: &Labels, cache: &mut Cache) {
        cache.keep_up_with(lexicon);
        for (id, token) in draft.words.iter().zip(&mut draft.tokens) {
            if self.overwrites || token.lemma.is_empty() {
                let key = (*id, token.pos, token.morph);
                token.lemma = cache.get(key, || self.lemma(lexicon.word(*id), token.pos, labels.text(token.morph)));
            }
        }
    }

    fn lemma(&self, word: &Word, pos: Pos, morph: &str) -> Arc<str> {
        match self.mode {
            Mode::Lookup => self.lookup(word.hashes.orth, &word.form),
            Mode::LookupLower => self.lookup(word.hashes.lower, &word.lower),
            Mode::Rule(procedure) => procedure.lemma(&self.tables, word, pos, morph),
        }
    }

    fn lookup(&self, hash: u64, form: &Arc<str>) -> Arc<str> {
        self.tables.lookup(hash).map_or_else(|| form.clone(), Arc::from)
    }
}

impl Mode {
    fn of(settings: Settings) -> Result<Self, ModelError> {
        let Settings { lang, mode, .. } = settings;
        let unsupported = || ModelError::unsupported("lemmatizer", format!("{lang} in mode {mode}"));
        match (mode, lang) {
            ("lookup", "nl") => Ok(Self::LookupLower),
            ("lookup", _) => Ok(Self::Lookup),
            ("rule", _) => Procedure::of(lang).map(Self::Rule).ok_or_else(unsupported),
            _ => Err(unsupported()),
        }
    }

    /// Returns the tables without which it cannot work.
    fn tables(self) -> &'static [&'static str] {
        match self {
            Self::Lookup | Self::LookupLower => &["lemma_lookup"],
            Self::Rule(procedure) => procedure.tables(),
        }
    }
}

impl Cache {
    fn keep_up_with(&mut self, lexicon: &Lexicon) {
        if self.generation != lexicon.generation() {
            self.generation = lexicon.generation();
            self.lemmas.clear();
        }
    }

    fn get(&mut self, key: (WordId, Pos, Label), lemma: impl FnOnce() -> Arc<str>) -> Arc<str> {
        if let Some(lemma) = self.lemmas.get(&key) {
            return lemma.clone();
        }
        if self.lemmas.len() >= CACHE_MAX {
            self.lemmas.clear();
        }
        self.lemmas.entry(key).or_insert_with(lemma).clone()
    }
}

#[cfg(test)]
mod tests;
