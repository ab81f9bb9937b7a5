//! Which dated documents have the same text, or are versions of it? Kind `copy`.
//!
//! **The same text**: nearly all long sentences of either stand word for word in the other. A copy is printed within days.
//!
//! **Versions**: much of the one stands in the other, or both come from one address. They are no reason for anything.

use std::collections::{BTreeMap, BTreeSet};

use super::{DateReason, DateReasonKind, Window, shifted};
use crate::contradiction::said;
use crate::contradiction::text::{Sentence, Text};

/// A shorter sentence may stand anywhere.
const WORDS_MIN: usize = 8;
/// A sentence that stands in more documents is a formula.
const DOCUMENTS_MAX: usize = 50;
/// From this share of the sentences on, two texts are the same.
const SAME_MIN: f64 = 0.8;
/// From this share on, one may be a version of the other.
const KIN_MIN: f64 = 0.2;
/// Copies are printed so many days apart.
const COPY_DAYS: i32 = 3;

/// The sentences of dated documents.
pub(super) struct Copies<'t> {
    texts: BTreeMap<usize, &'t Text<'t>>,
    by_sentence: BTreeMap<String, BTreeSet<usize>>,
    by_address: BTreeMap<&'t str, Vec<usize>>,
}

/// The documents that share sentences or the address with one.
#[derive(Default)]
pub(super) struct Kin<'t> {
    same: Vec<&'t Text<'t>>,
    numbers: BTreeSet<usize>,
}

impl Kin<'_> {
    /// Returns whether a document is a copy or a version, so that it is no witness.
    pub(super) fn has(&self, document: usize) -> bool {
        self.numbers.contains(&document)
    }
}

impl<'t> Copies<'t> {
    /// Notes the sentences of dated documents.
    pub(super) fn of(dated: &[&'t Text<'t>]) -> Self {
        let mut by_sentence: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
        let mut by_address: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for text in dated {
            sentences(text).for_each(|(key, _)| {
                by_sentence.entry(key).or_default().insert(text.number);
            });
            addresses(text).for_each(|address| by_address.entry(address).or_default().push(text.number));
        }
        Self { texts: dated.iter().map(|&text| (text.number, text)).collect(), by_sentence, by_address }
    }

    /// Returns the copies and versions of an undated document.
    pub(super) fn kin_of(&self, text: &Text<'_>) -> Kin<'t> {
        let own: BTreeSet<String> = sentences(text).map(|(key, _)| key).collect();
        let mut shared: BTreeMap<usize, usize> = BTreeMap::new();
        for places in own.iter().filter_map(|key| self.by_sentence.get(key)).filter(|all| all.len() <= DOCUMENTS_MAX) {
            places.iter().for_each(|&place| *shared.entry(place).or_default() += 1);
        }
        let mut kin = Kin::default();
        for (place, count) in shared {
            let theirs = sentences(self.texts[&place]).map(|(key, _)| key).collect::<BTreeSet<_>>().len();
            let share = |of: usize| count as f64 / of.max(1) as f64;
            if share(own.len()) >= KIN_MIN || share(theirs) >= KIN_MIN {
                kin.numbers.insert(place);
            }
            if share(own.len()) >= SAME_MIN && share(theirs) >= SAME_MIN {
                kin.same.push(self.texts[&place]);
            }
        }
        let versions: BTreeSet<usize> =
            addresses(text).filter_map(|at| self.by_address.get(at)).flatten().copied().collect();
        kin.same.retain(|text| !versions.contains(&text.number));
        kin.numbers.extend(versions);
        kin
    }
}

/// Returns the reason that copies of a document are.
pub(super) fn reasons(text: &Text<'_>, kin: &Kin<'_>) -> Vec<DateReason> {
    let days = || kin.same.iter().filter_map(|copy| copy.published());
    let (Some(first), Some(last)) = (days().min(), days().max()) else { return Vec::new() };
    let Some((_, sentence)) = sentences(text).next() else { return Vec::new() };
    let there = kin.same.iter().filter_map(|copy| Some(said(copy, sentences(copy).next()?.1.span))).collect();
    vec![DateReason {
        kind: DateReasonKind::Copy,
        window: Window::between(shifted(first, -COPY_DAYS), shifted(last, COPY_DAYS)),
        near: Some(first),
        why: if first == last {
            format!("The same text was published on {first}; copies are printed within {COPY_DAYS} days.")
        } else {
            format!("The same text was published from {first} to {last}; copies are printed within {COPY_DAYS} days.")
        },
        here: said(text, sentence.span),
        there,
        is_set_aside: false,
    }]
}

fn sentences<'t>(text: &'t Text<'_>) -> impl Iterator<Item = (String, &'t Sentence<'t>)> {
    let long = text.sentences.iter().filter(|sentence| sentence.words.len() >= WORDS_MIN);
    long.map(|sentence| {
        let words: Vec<&str> = sentence.words.iter().map(|word| word.lower.as_str()).collect();
        (words.join(" "), sentence)
    })
}

fn addresses<'t>(text: &Text<'t>) -> impl Iterator<Item = &'t str> {
    let origin = text.source.origin();
    [Some(origin.path.as_str()), origin.url.as_deref()].into_iter().flatten().filter(|address| !address.is_empty())
}
