//! What does a document say sentence by sentence, made ready for reading assertions out of it?
//!
//! In go a text and who held which office; out comes a [`Told`], which works out the names, numbers, days and topics of a
//! sentence when they are first asked for.

use std::cell::OnceCell;
use std::collections::BTreeSet;

use casus_claim::Term;
use jiff::civil::Date;
use rust_decimal::Decimal;

use super::super::kin::Topic;
use super::super::quantity::{Quantity, quantities, values};
use super::super::redated::{day_in_words, day_told};
use super::super::retold::scopes;
use super::super::slot;
use super::super::text::{Sentence, Text};
use super::super::words::Word;
use super::day::days;
use super::name::{Name, names};
use super::phrase::Phrases;
use super::value::Value;

/// What stands so many sentences before one or behind it stands beside it.
const BESIDE_SENTENCES: usize = 1;
/// The day of a sentence without one is that of a sentence so many before.
const DAY_SENTENCES: usize = 3;

/// Smaller numbers are the same by chance.
const FIGURE_MIN: Decimal = Decimal::from_parts(13, 0, 0, false, 0);

/// A document made ready.
pub(super) struct Told<'t> {
    pub(super) text: &'t Text<'t>,
    terms: &'t [Term],
    sentences: Vec<Said>,
    topic: OnceCell<Topic>,
    names: OnceCell<Vec<Name>>,
    values: OnceCell<BTreeSet<Decimal>>,
}

/// What a sentence says.
struct Said {
    phrases: Phrases,
    names: OnceCell<Vec<Name>>,
    quantities: OnceCell<Vec<Quantity>>,
    topic: OnceCell<Topic>,
    day: OnceCell<Option<(Date, Date)>>,
}

impl<'t> Told<'t> {
    /// Makes a document ready.
    pub(super) fn of(text: &'t Text<'t>, terms: &'t [Term]) -> Self {
        let said = |sentence: &Sentence<'_>| Said {
            phrases: Phrases::of(&sentence.words),
            names: OnceCell::new(),
            quantities: OnceCell::new(),
            topic: OnceCell::new(),
            day: OnceCell::new(),
        };
        let sentences = text.sentences.iter().map(said).collect();
        Self { text, terms, sentences, topic: OnceCell::new(), names: OnceCell::new(), values: OnceCell::new() }
    }

    /// Returns how many sentences there are.
    pub(super) fn len(&self) -> usize {
        self.sentences.len()
    }

    /// Returns the words of a sentence.
    pub(super) fn words(&self, at: usize) -> &'t [Word<'t>] {
        &self.text.sentences[at].words
    }

    /// Returns the phrases of a sentence.
    pub(super) fn phrases(&self, at: usize) -> &Phrases {
        &self.sentences[at].phrases
    }

    /// Returns the names in a sentence.
    pub(super) fn names(&self, at: usize) -> &[Name] {
        self.sentences[at].names.get_or_init(|| names(self.text, &self.text.sentences[at], self.terms))
    }

    /// Returns the numbers of a sentence.
    pub(super) fn quantities(&self, at: usize) -> &[Quantity] {
        let read = || quantities(self.text.source.text(), self.words(at));
        self.sentences[at].quantities.get_or_init(read)
    }

    /// Returns all numbers of the document.
    pub(super) fn values(&self) -> &BTreeSet<Decimal> {
        self.values.get_or_init(|| (0..self.len()).flat_map(|at| values(self.quantities(at))).collect())
    }

    fn topic_of(&self, at: usize) -> &Topic {
        let read = || slot::topic(self.words(at), self.quantities(at), 0..self.words(at).len());
        self.sentences[at].topic.get_or_init(read)
    }

    /// Returns of what the document tells.
    pub(super) fn topic(&self) -> &Topic {
        self.topic.get_or_init(|| self.joint(0..self.len()))
    }

    fn joint(&self, sentences: std::ops::Range<usize>) -> Topic {
        let mut topic = Topic::default();
        sentences.for_each(|at| topic.extend(self.topic_of(at)));
        topic
    }

    /// Returns the sentences beside one, and it.
    pub(super) fn beside(&self, at: usize) -> std::ops::Range<usize> {
        at.saturating_sub(BESIDE_SENTENCES)..self.len().min(at + BESIDE_SENTENCES + 1)
    }

    /// Returns of what a sentence and those beside it tell.
    pub(super) fn topic_around(&self, at: usize) -> Topic {
        self.joint(self.beside(at))
    }

    /// Returns whether a phrase of a class stands in a sentence or beside it, or in the title.
    pub(super) fn has_beside(&self, class: &str, at: usize) -> bool {
        self.beside(at).chain([0]).any(|at| self.phrases(at).has(class))
    }

    /// Returns the names in a sentence and beside it.
    pub(super) fn names_around(&self, at: usize) -> Vec<Name> {
        self.beside(at).flat_map(|at| self.names(at).iter().cloned()).collect()
    }

    /// Returns how many points a plan has that a sentence, or one beside it, names by them: `the 20-point plan`.
    pub(super) fn points_around(&self, at: usize) -> BTreeSet<String> {
        let all = self.beside(at).flat_map(|at| self.words(at).windows(2));
        let named = all.filter(|pair| pair[1].lower.starts_with("point") && pair[0].is_number());
        named.map(|pair| pair[0].lower.clone()).collect()
    }

    /// Returns the numbers around a sentence that are no answer and no small ones.
    pub(super) fn figures_around(&self, at: usize, answer: &Value) -> BTreeSet<Decimal> {
        let all = self.beside(at).flat_map(|at| values(self.quantities(at))).collect::<BTreeSet<_>>();
        let is_answer = |value: &Decimal| match answer {
            Value::Number { quantity, .. } => quantity.value.normalize() == *value,
            _ => false,
        };
        all.into_iter().filter(|value| *value >= FIGURE_MIN && !is_answer(value)).collect()
    }

    /// Returns all names of the document.
    pub(super) fn all_names(&self) -> &[Name] {
        self.names.get_or_init(|| (0..self.len()).flat_map(|at| self.names(at).iter().cloned()).collect())
    }

    /// Returns the days that a sentence names with their month.
    pub(super) fn days(&self, at: usize) -> BTreeSet<Date> {
        self.text.published().map(|published| days(self.words(at), published)).unwrap_or_default()
    }

    /// Returns the only day of which a sentence tells.
    pub(super) fn day(&self, at: usize) -> Option<(Date, Date)> {
        let sentence = &self.text.sentences[at];
        let in_words = || self.text.published().and_then(|published| day_in_words(&sentence.words, published));
        *self.sentences[at].day.get_or_init(|| day_told(self.text, sentence).or_else(|| in_words().map(|(day, _)| day)))
    }

    /// Returns the day of which a sentence tells, or else the nearest before it, or else the one behind it.
    pub(super) fn day_around(&self, at: usize) -> Option<(Date, Date)> {
        let before = (0..=at).rev().take(DAY_SENTENCES);
        before.chain([at + 1].into_iter().filter(|at| *at < self.len())).find_map(|at| self.day(at))
    }

    /// Returns the years and months that scope a sentence.
    pub(super) fn scopes(&self, at: usize) -> BTreeSet<String> {
        scopes(self.words(at))
    }
}
