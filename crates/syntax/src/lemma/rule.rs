//! Which lemma do the rules for endings give?
//!
//! A rule takes an ending off and puts another on. Several rules can fit, and the languages differ in which of the
//! resulting forms they prefer and where else they look.

use std::fmt;
use std::sync::Arc;

use crate::characters::is_letter;
use crate::doc::Pos;
use crate::lexicon::Word;
use crate::morph;

use super::tables::Tables;

/// How a language uses its tables.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Procedure {
    /// Exceptions before what rules give.
    Plain,
    /// The same, but what the morphological features show to be a base form is left as it is.
    English,
    /// The index of forms before exceptions before rules, in small letters.
    Greek,
    /// The same, with a lookup table for what is left and for the parts of speech without rules.
    French,
}

impl Procedure {
    /// Returns how a language uses its tables, if that is known.
    pub fn of(lang: &str) -> Option<Self> {
        match lang {
            "en" => Some(Self::English),
            "fr" | "ca" => Some(Self::French),
            "el" => Some(Self::Greek),
            // These have procedures of their own.
            "es" | "ht" | "mk" | "nl" => None,
            _ => Some(Self::Plain),
        }
    }

    /// Returns the tables that it needs.
    pub fn tables(self) -> &'static [&'static str] {
        match self {
            Self::Plain | Self::English | Self::Greek => &["lemma_rules"],
            Self::French => &["lemma_lookup", "lemma_rules", "lemma_exc", "lemma_index"],
        }
    }

    /// Returns a word's lemma.
    pub fn lemma(self, tables: &Tables, word: &Word, pos: Pos, morph: &str) -> Arc<str> {
        if matches!(pos, Pos::Unknown | Pos::Eol | Pos::Space) {
            return word.lower.clone();
        }
        match self {
            Self::English if is_base_form(pos, morph) => word.lower.clone(),
            Self::English | Self::Plain => plain(tables, word, pos),
            Self::Greek => indexed(tables, word, pos).unwrap_or_else(|| word.lower.clone()),
            Self::French => french(tables, word, pos),
        }
    }
}

/// Returns whether features show that an English word is not inflected: `is_base_form` of `lang/en/lemmatizer.py`.
fn is_base_form(pos: Pos, morph: &str) -> bool {
    let has = |field, value| morph::values(morph, field) == Some(value);
    let is_noun_alone = pos == Pos::Noun && has("Number", "Sing");
    let is_finite_present = has("VerbForm", "Fin") && has("Tense", "Pres") && morph::values(morph, "Number").is_none();
    is_noun_alone
        || pos == Pos::Verb && is_finite_present
        || has("VerbForm", "Inf")
        || has("VerbForm", "None")
        || has("Degree", "Pos")
}

fn plain(tables: &Tables, word: &Word, pos: Pos) -> Arc<str> {
    if tables.knows_nothing_of(pos) {
        return if pos == Pos::Propn { word.form.clone() } else { word.lower.clone() };
    }
    let candidates = candidates(tables, &word.lower, pos);
    let mut exceptions: Vec<&str> = Vec::new();
    for lemma in tables.exceptions(pos, &word.lower) {
        let is_known = candidates.iter().any(|other| other.standing != Standing::Unknown && other.is(lemma));
        if !is_known && !exceptions.contains(&lemma) {
            exceptions.push(lemma);
        }
    }
    // Of the exceptions and of the forms in the index, each is put before those found earlier.
    if let Some(lemma) = exceptions.last() {
        return shared(word, lemma);
    }
    let of = |standing| move |candidate: &&Candidate| candidate.standing == standing;
    let indexed = candidates.iter().rfind(of(Standing::Indexed));
    let lemma = indexed.or_else(|| candidates.iter().find(of(Standing::Odd))).or(candidates.first());
    lemma.map_or_else(|| word.form.clone(), |lemma| shared(word, &lemma.to_string()))
}

fn french(tables: &Tables, word: &Word, pos: Pos) -> Arc<str> {
    use Pos::{Adj, Adp, Adv, Aux, Cconj, Det, Noun, Pron, Punct, Sconj, Verb};

    let lookup = |hash| tables.lookup(hash).map(|lemma| shared(word, lemma));
    if !matches!(pos, Noun | Verb | Adj | Adp | Adv | Aux | Cconj | Det | Pron | Punct | Sconj) {
        return lookup(word.hashes.orth).unwrap_or_else(|| word.form.clone());
    }
    indexed(tables, word, pos).or_else(|| lookup(word.hashes.lower)).unwrap_or_else(|| word.lower.clone())
}

/// Returns the form itself when it is in the index, or else the first exception, or else what the first rule gives.
fn indexed(tables: &Tables, word: &Word, pos: Pos) -> Option<Arc<str>> {
    if tables.is_indexed(pos, &word.lower) {
        return Some(word.lower.clone());
    }
    if let Some(lemma) = tables.exceptions(pos, &word.lower).next() {
        return Some(shared(word, lemma));
    }
    let candidates = candidates(tables, &word.lower, pos);
    let known = candidates.iter().find(|candidate| candidate.standing != Standing::Unknown);
    known.or(candidates.first()).map(|lemma| shared(word, &lemma.to_string()))
}

/// What a rule makes of a form.
struct Candidate<'t> {
    stem: &'t str,
    ending: &'t str,
    standing: Standing,
}

/// What speaks for a candidate.
#[derive(Clone, Copy, PartialEq)]
enum Standing {
    /// It is in the index.
    Indexed,
    /// It is not of letters alone, so that the index could hardly have it.
    Odd,
    /// Nothing.
    Unknown,
}

/// Returns what rules make of a form, in the order of the rules.
///
/// Candidates are kept in two pieces, lest a long form be copied for each rule.
fn candidates<'t>(tables: &'t Tables, form: &'t str, pos: Pos) -> Vec<Candidate<'t>> {
    let mut candidates = Vec::new();
    let mut lemma = String::new();
    for rule in tables.rules(pos) {
        let Some(stem) = form.strip_suffix(&*rule.old) else { continue };
        lemma.clear();
        lemma.extend([stem, &rule.new]);
        let standing = match () {
            () if lemma.is_empty() => continue,
            () if tables.is_indexed(pos, &lemma) => Standing::Indexed,
            () if !lemma.chars().all(is_letter) => Standing::Odd,
            () => Standing::Unknown,
        };
        candidates.push(Candidate { stem, ending: &rule.new, standing });
    }
    candidates
}

impl Candidate<'_> {
    fn is(&self, lemma: &str) -> bool {
        lemma.strip_prefix(self.stem) == Some(self.ending)
    }
}

impl fmt::Display for Candidate<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.stem, self.ending)
    }
}

/// Returns a lemma, shared with the word where it is the word.
fn shared(word: &Word, lemma: &str) -> Arc<str> {
    if *lemma == *word.lower { word.lower.clone() } else { lemma.into() }
}
