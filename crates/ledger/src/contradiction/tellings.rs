//! Which of many tellings may say the same as one?
//!
//! A telling that says all of another one, and maybe more, has all its words, and so its rarest; one that may lack a word
//! has the rarest or the one after it. So each is held only against those that share a rare word with it, and, where the
//! days of publication tell, only against those of about the same time: a ledger of many years then takes as long for
//! each of them as a ledger of one.

use std::collections::{BTreeMap, BTreeSet};

use jiff::ToSpan;
use jiff::civil::Date;

/// Tellings by the words in them and the days of publication, each known by its place.
#[derive(Default)]
pub(crate) struct Tellings<'t> {
    by_word: BTreeMap<&'t str, Dated>,
}

/// Places by day, those without one first.
type Dated = BTreeMap<Option<Date>, Vec<usize>>;

/// Around which day of publication one looks, and how many days on either side.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Around {
    pub day: Option<Date>,
    pub days: i32,
}

impl<'t> Tellings<'t> {
    /// Notes tellings in their order, each with the day of its publication.
    pub(crate) fn of(all: impl IntoIterator<Item = (Option<Date>, &'t BTreeSet<String>)>) -> Self {
        let mut tellings = Self::default();
        all.into_iter().enumerate().for_each(|(at, (day, words))| tellings.note(at, day, words));
        tellings
    }

    /// Notes what is told at a place.
    pub(crate) fn note(&mut self, at: usize, day: Option<Date>, words: &'t BTreeSet<String>) {
        words.iter().for_each(|word| self.by_word.entry(word).or_default().entry(day).or_default().push(at));
    }

    /// Returns the places at which one of so many rarest words of a telling stands, those of the rarest first.
    ///
    /// What is undated may be of any day, so it is near to all.
    pub(crate) fn near(&self, words: &BTreeSet<String>, rarest: usize, around: Around) -> impl Iterator<Item = usize> {
        let said = words.iter().filter_map(|word| self.by_word.get(word.as_str()));
        let mut near: Vec<Vec<usize>> = said.map(|dated| around.among(dated)).collect();
        near.sort_by_key(Vec::len);
        near.into_iter().take(rarest).flatten()
    }

    /// Returns the places at which one of so many rarest words of a telling stands, of those that stand at several places.
    pub(crate) fn beside(
        &self,
        words: &BTreeSet<String>,
        rarest: usize,
        around: Around,
    ) -> impl Iterator<Item = usize> {
        let said = words.iter().filter_map(|word| self.by_word.get(word.as_str()));
        let mut near: Vec<Vec<usize>> = said.map(|dated| around.among(dated)).collect();
        near.retain(|places| places.len() > 1);
        near.sort_by_key(Vec::len);
        near.into_iter().take(rarest).flatten()
    }
}

impl Around {
    /// Returns the places in this time, in their order.
    fn among(self, dated: &Dated) -> Vec<usize> {
        let undated = dated.get(&None).into_iter();
        let [first, last] = match self.day {
            Some(day) => [day.saturating_sub(self.days.days()), day.saturating_add(self.days.days())],
            None => [Date::MIN, Date::MAX],
        };
        let places = dated.range(Some(first)..=Some(last)).map(|(_, places)| places);
        let mut places: Vec<usize> = undated.chain(places).flatten().copied().collect();
        places.sort_unstable();
        places
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn words(telling: &str) -> BTreeSet<String> {
        telling.split(' ').map(str::to_owned).collect()
    }

    #[test]
    fn a_telling_is_held_against_those_that_share_its_rarest_words() {
        let all = ["loan norland bank", "loan norland", "loan ferry", "loan norland ferry"].map(words);
        let tellings = Tellings::of(all.iter().map(|words| (None, words)));
        let around = Around { day: None, days: 0 };
        let near = |telling: &str, rarest| tellings.near(&words(telling), rarest, around).collect::<Vec<_>>();
        assert_eq!(near("loan norland ferry", 1), [2, 3]);
        assert_eq!(near("loan norland ferry", 2), [2, 3, 0, 1, 3]);
        assert_eq!(near("strait", 1), [0_usize; 0]);
        assert_eq!(tellings.beside(&words("loan ferry bank"), 1, around).collect::<Vec<_>>(), [2, 3]);
    }

    #[test]
    fn a_telling_is_held_against_those_of_its_time_and_the_undated() {
        let said = words("loan");
        let days = [Some(date(2031, 3, 20)), None, Some(date(2031, 3, 1)), Some(date(2031, 3, 6))];
        let tellings = Tellings::of(days.map(|day| (day, &said)));
        let near = |day, days| tellings.near(&said, 1, Around { day, days }).collect::<Vec<_>>();
        assert_eq!(near(Some(date(2031, 3, 3)), 3), [1, 2, 3]);
        assert_eq!(near(Some(date(2031, 3, 3)), 2), [1, 2]);
        assert_eq!(near(None, 2), [0, 1, 2, 3]);
        assert_eq!(near(Some(Date::MAX), 2), [1]);
    }
}
