//! How much do two documents tell of the same happening?
//!
//! In goes what tells each document, in the order of time; out come pairs with a measure from 0 to 1. It is the cosine of their words,
//! each weighed by how rare it is in these documents and in reports at large, and it fades with the time between them.
//!
//! A document is compared with those that share one of its rarer words and were published some days before at most, so that the cost
//! grows with the number of documents, and with how many of them a day brings up to a bound.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::LazyLock;

use super::telling::{Kind, Telling, key, listed};

/// Words that stand in many reports.
const COMMON_WORDS: &str = include_str!("../../data/common_words.txt");

/// The rarity of words is counted in the documents at hand and in so many reports at large, so that it means something
/// where the documents are few.
const AT_LARGE: f64 = 100.0;
/// In so many of these stands a common word, and in one any other.
const AT_LARGE_WITH_COMMON: f64 = 10.0;
const NAME_WEIGHT: f64 = 1.5;
const NUMBER_WEIGHT: f64 = 1.5;

/// Documents with fewer words in common have them by chance.
const SHARED_WORDS_MIN: usize = 2;
/// After so many days two documents are alike by 1/e of what their words share.
const FADES_DAYS: f64 = 3.0;
/// Of documents published further apart neither leads to the other.
pub(super) const WINDOW_DAYS: i32 = 14;
/// A document without a day counts as so far from every other.
const UNKNOWN_DAYS: i32 = 3;
/// Documents that name days, of which none is within a day of one of the other's, report different days.
const DIFFERENT_DAYS_MIN: i32 = 2;
const DIFFERENT_DAYS_FACTOR: f64 = 0.5;

/// Of the documents with a word so many lead to one another: the latest.
const LATEST_MAX: usize = 64;
/// A document is compared with so many, and keeps as many neighbours among the earlier.
pub(super) const NEIGHBOURS_MAX: usize = 64;

static COMMON: LazyLock<BTreeSet<String>> = LazyLock::new(|| listed(COMMON_WORDS).map(key).collect());

/// That a document is like an earlier one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Alike {
    pub(super) later: usize,
    pub(super) earlier: usize,
    pub(super) measure: f64,
}

/// A document as it is compared.
pub(super) struct Weighed<'a> {
    pub(super) telling: &'a Telling,
    pub(super) day: Option<i32>,
    /// Its words by their numbers, in order; the squares of the weights add up to 1.
    weights: Vec<(usize, f64)>,
    /// The word behind each weight.
    keys: Vec<&'a str>,
}

impl<'a> Weighed<'a> {
    /// Weighs the words of all documents.
    pub(super) fn all(tellings: &'a [(Option<i32>, Telling)]) -> Vec<Self> {
        let mut standing: BTreeMap<&str, usize> = BTreeMap::new();
        for key in tellings.iter().flat_map(|(_, telling)| telling.words.keys()) {
            *standing.entry(key).or_default() += 1;
        }
        let number_of: BTreeMap<&str, usize> = standing.keys().copied().zip(0..).collect();
        let all = tellings.len() as f64 + AT_LARGE;
        let weighed = |(day, telling): &'a (Option<i32>, Telling)| {
            let weight = |key: &str, count: usize, kind: Kind| {
                let at_large = if COMMON.contains(key) { AT_LARGE_WITH_COMMON } else { 1.0 };
                let rarity = (all / (standing[key] as f64 + at_large)).ln().max(0.0);
                let kind = match kind {
                    Kind::Plain => 1.0,
                    Kind::Name => NAME_WEIGHT,
                    Kind::Number => NUMBER_WEIGHT,
                };
                count as f64 * rarity * kind
            };
            let words = telling.words.iter();
            let weights = words.map(|(key, word)| (number_of[key.as_str()], weight(key, word.count, word.kind)));
            let weights = of_length_one(weights.collect());
            Self { telling, day: *day, weights, keys: telling.words.keys().map(String::as_str).collect() }
        };
        tellings.iter().map(weighed).collect()
    }

    /// Returns how much two documents tell of the same happening, from 0 to 1.
    fn alike(&self, other: &Self) -> f64 {
        let shared: Vec<f64> = self.shared(other).map(|(_, weight)| weight).collect();
        if shared.len() < SHARED_WORDS_MIN {
            return 0.0;
        }
        let words: f64 = shared.iter().sum();
        words * (-f64::from(self.days_to(other).unwrap_or(UNKNOWN_DAYS)) / FADES_DAYS).exp() * self.days_factor(other)
    }

    /// Returns how many days lie between two documents, where both have one.
    pub(super) fn days_to(&self, other: &Self) -> Option<i32> {
        Some((self.day? - other.day?).abs())
    }

    fn days_factor(&self, other: &Self) -> f64 {
        let (own, others) = (&self.telling.days, &other.telling.days);
        let nearest = own.iter().flat_map(|own| others.iter().map(move |other| (own - other).abs())).min();
        if nearest.is_some_and(|days| days >= DIFFERENT_DAYS_MIN) { DIFFERENT_DAYS_FACTOR } else { 1.0 }
    }

    /// Lists the words that both have, as they are written here, those that tell the most first.
    pub(super) fn shared_words(&self, other: &Self) -> Vec<String> {
        let mut shared: Vec<(&str, f64)> = self.shared(other).filter(|&(_, weight)| weight > 0.0).collect();
        shared.sort_by(|one, other| other.1.total_cmp(&one.1).then(one.0.cmp(other.0)));
        shared.into_iter().map(|(key, _)| self.telling.words[key].written.clone()).collect()
    }

    /// Lists the words that both have, each with what it adds to the measure.
    fn shared(&self, other: &Self) -> impl Iterator<Item = (&'a str, f64)> {
        let mut others = other.weights.iter().peekable();
        let own = self.weights.iter().zip(&self.keys);
        own.filter_map(move |(&(number, weight), &key)| {
            while others.next_if(|&&(other, _)| other < number).is_some() {}
            let (_, other) = others.next_if(|&&(other, _)| other == number)?;
            Some((key, weight * other))
        })
    }
}

fn of_length_one(mut weights: Vec<(usize, f64)>) -> Vec<(usize, f64)> {
    let length = weights.iter().map(|(_, weight)| weight * weight).sum::<f64>().sqrt();
    if length > 0.0 {
        weights.iter_mut().for_each(|(_, weight)| *weight /= length);
    }
    weights
}

/// Finds for every document the earlier ones that it is like.
pub(super) fn neighbours(documents: &[Weighed]) -> Vec<Alike> {
    let words = documents.iter().flat_map(|document| &document.weights).map(|&(number, _)| number + 1).max();
    let mut latest: Vec<VecDeque<usize>> = vec![VecDeque::new(); words.unwrap_or(0)];
    let mut shares = vec![0.0; documents.len()];
    let mut found = Vec::new();
    for (later, document) in documents.iter().enumerate() {
        for earlier in nearest(documents, later, &mut latest, &mut shares) {
            let measure = document.alike(&documents[earlier]);
            found.extend((measure > 0.0).then_some(Alike { later, earlier, measure }));
        }
        for &(number, _) in &document.weights {
            latest[number].push_back(later);
            if latest[number].len() > LATEST_MAX {
                latest[number].pop_front();
            }
        }
    }
    found
}

/// Finds the earlier documents with which one is worth comparing: those that share the most with it as far as its words lead.
/// `shares` is empty before and after, and kept so that it is made once.
fn nearest(documents: &[Weighed], later: usize, latest: &mut [VecDeque<usize>], shares: &mut [f64]) -> Vec<usize> {
    let document = &documents[later];
    let mut found = Vec::new();
    for &(number, weight) in &document.weights {
        let is_past = |&earlier: &usize| document.days_to(&documents[earlier]).is_some_and(|days| days > WINDOW_DAYS);
        while latest[number].front().is_some_and(is_past) {
            latest[number].pop_front();
        }
        for &earlier in &latest[number] {
            if shares[earlier] == 0.0 {
                found.push(earlier);
            }
            // The least above nothing marks a document as found, whatever the word weighs.
            shares[earlier] += (weight * weight).max(f64::MIN_POSITIVE);
        }
    }
    found.sort_by(|&one, &other| shares[other].total_cmp(&shares[one]).then(other.cmp(&one)));
    found.iter().for_each(|&earlier| shares[earlier] = 0.0);
    found.truncate(NEIGHBOURS_MAX);
    found
}
