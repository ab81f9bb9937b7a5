//! Which of many tellings may say the same as one?
//!
//! A telling that says all of another one, and maybe more, has all its words, and so its rarest; one that may lack a word
//! has the rarest or the one after it. So each is held only against those that share a rare word with it.

use std::collections::{BTreeMap, BTreeSet};

/// Tellings by the words in them, each known by its place.
#[derive(Default)]
pub(crate) struct Tellings<'t> {
    by_word: BTreeMap<&'t str, Vec<usize>>,
}

impl<'t> Tellings<'t> {
    /// Notes tellings in their order.
    pub(crate) fn of(all: impl IntoIterator<Item = &'t BTreeSet<String>>) -> Self {
        let mut tellings = Self::default();
        all.into_iter().enumerate().for_each(|(at, words)| tellings.note(at, words));
        tellings
    }

    /// Notes what is told at a place.
    pub(crate) fn note(&mut self, at: usize, words: &'t BTreeSet<String>) {
        words.iter().for_each(|word| self.by_word.entry(word).or_default().push(at));
    }

    /// Returns the places at which one of so many rarest words of a telling stands, those of the rarest first.
    pub(crate) fn near(&self, words: &BTreeSet<String>, rarest: usize) -> impl Iterator<Item = usize> {
        let mut places: Vec<&Vec<usize>> = words.iter().filter_map(|word| self.by_word.get(word.as_str())).collect();
        places.sort_by_key(|places| places.len());
        places.into_iter().take(rarest).flatten().copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(telling: &str) -> BTreeSet<String> {
        telling.split(' ').map(str::to_owned).collect()
    }

    #[test]
    fn a_telling_is_held_against_those_that_share_its_rarest_words() {
        let all = ["loan norland bank", "loan norland", "loan ferry", "loan norland ferry"].map(words);
        let tellings = Tellings::of(&all);
        let near = |telling: &str, rarest| tellings.near(&words(telling), rarest).collect::<Vec<_>>();
        assert_eq!(near("loan norland ferry", 1), [2, 3]);
        assert_eq!(near("loan norland ferry", 2), [2, 3, 0, 1, 3]);
        assert_eq!(near("strait", 1), [0_usize; 0]);
    }
}
