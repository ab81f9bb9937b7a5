//! Where is a condition of a promise told to be fulfilled?
//!
//! In go documents and the conditions of promises; out comes, for a condition, the first sentence of a later day that says
//! the same of the same actors as a fact: “the ceasefire has been in force for a week”. A sentence with a word such as “if”,
//! “not”, “would” or “demands” tells nothing as a fact. Where all that a condition says of a thing is that it holds, the
//! sentence must say so too.

use std::collections::{BTreeMap, BTreeSet};

use casus_claim::{Atom, Reference};
use casus_text::{Quote, Span};
use jiff::civil::Date;

use crate::contradiction::text::Text;
use crate::contradiction::words::{stem, telling_of, words};

use super::Report;
use super::telling::is_in;

/// A sentence that tells something as a fact.
struct Fact<'t> {
    text: &'t Text<'t>,
    span: Span,
    words: BTreeSet<String>,
    /// Whether it says that something is the case, or came to be.
    occurs: bool,
    day: Date,
}

/// What documents tell as facts, by each of its words.
pub(super) struct FactIndex<'t> {
    facts: Vec<Fact<'t>>,
    by_word: BTreeMap<String, Vec<usize>>,
    references: BTreeMap<(usize, Span), Reference>,
}

/// A sentence that has a condition fulfilled.
pub(super) struct Met<'t> {
    pub(super) text: &'t Text<'t>,
    pub(super) quote: Quote,
    pub(super) reference: Option<Reference>,
}

impl<'t> FactIndex<'t> {
    /// Collects the facts of documents, which are in the order of their days.
    pub(super) fn of(texts: &'t [Text<'t>], report: &impl Fn(usize) -> Report<'t>) -> Self {
        let mut index = Self { facts: Vec::new(), by_word: BTreeMap::new(), references: BTreeMap::new() };
        for text in texts {
            let Some(day) = text.published() else { continue };
            let named = text.reading.records().iter().zip(report(text.number).references);
            named.for_each(|(record, reference)| {
                index.references.entry((text.number, record.quote.span())).or_insert(*reference);
            });
            for sentence in &text.sentences {
                let stems: Vec<String> = sentence.words.iter().map(|word| stem(&word.lower)).collect();
                if !stems.iter().any(|stem| is_in("unreal", stem)) {
                    let occurs = stems.iter().any(|stem| is_in("occur", stem));
                    index.add(Fact { text, span: sentence.span, words: text.telling(sentence.span), occurs, day });
                }
            }
        }
        index
    }

    fn add(&mut self, fact: Fact<'t>) {
        let at = self.facts.len();
        fact.words.iter().for_each(|word| self.by_word.entry(word.clone()).or_default().push(at));
        self.facts.push(fact);
    }

    /// Returns the first fact after a day that an atom of a document asks for.
    pub(super) fn met(&self, text: &Text<'_>, atom: &Atom, after: Date) -> Option<Met<'t>> {
        if atom.is_denied {
            return None;
        }
        let of_actors = text.names_of(&atom.actors).into_iter().flat_map(telling_of).collect();
        let says: BTreeSet<String> =
            words(text.source, atom.quote.span()).iter().map(|word| stem(&word.lower)).collect();
        let asks_to_hold = says.iter().any(|word| is_in("occur", word));
        let theme: BTreeSet<String> = atom.theme.iter().map(|word| stem(word)).collect();
        let of_words = telling_of(atom.quote.text());
        [of_words, theme].into_iter().find_map(|words| self.told(words, &of_actors, asks_to_hold, after))
    }

    /// Returns the first fact after a day with all of some words, for whoever is named.
    fn told(&self, words: BTreeSet<String>, of_actors: &BTreeSet<String>, holds: bool, after: Date) -> Option<Met<'t>> {
        let theme: BTreeSet<String> =
            words.into_iter().filter(|word| !is_in("occur", word) && !of_actors.contains(word)).collect();
        let asked = &theme | of_actors;
        let rarest =
            asked.iter().map(|word| self.by_word.get(word)).min_by_key(|places| places.map_or(0, Vec::len))??;
        // One word that is not said to hold may be anything: “a truce”.
        let is_enough = theme.iter().any(|word| !is_in("vague", word)) && (holds || asked.len() >= 2);
        let is_met = |fact: &&Fact<'_>| fact.day > after && (!holds || fact.occurs) && asked.is_subset(&fact.words);
        let Fact { text, span, .. } = rarest.iter().map(|&at| &self.facts[at]).find(is_met).filter(|_| is_enough)?;
        let reference = self.references.get(&(text.number, *span)).copied();
        Some(Met { text, quote: text.source.quote(*span), reference })
    }
}
