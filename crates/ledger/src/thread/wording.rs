//! Is the same told in stronger or in weaker words?
//!
//! In go the words of two reports; out comes which word of a ladder of `data/wording_strength.tsv` stands in one of them
//! where another of the same ladder stands in the other: “shall” and “may”, “troops” and “support”.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use casus_text::{Quote, Source};

use crate::contradiction::words::{Word, stem, words};

/// The ladder that is looked for before what is promised.
const MODAL: &str = "modal";
/// A phrase of a ladder has at most so many words.
const PHRASE_WORDS_MAX: usize = 3;
/// So many words before what is promised are looked through for a modal.
const BEFORE_WORDS_MAX: usize = 6;

/// All the ladders.
pub(super) static LADDERS: LazyLock<Ladders> =
    LazyLock::new(|| Ladders::parse(include_str!("../../data/wording_strength.tsv")));

/// Words with their places on a ladder.
pub(super) struct Ladders {
    /// The rung of each phrase, by its words joined by `_`, for each ladder.
    rungs: BTreeMap<&'static str, BTreeMap<&'static str, u8>>,
    /// The ladder of each single word, by its stem.
    by_stem: BTreeMap<String, &'static str>,
}

/// A word of a ladder as it stands in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Rung {
    pub(super) rung: u8,
    pub(super) words: String,
}

impl Ladders {
    fn parse(data: &'static str) -> Self {
        let mut ladders = Self { rungs: BTreeMap::new(), by_stem: BTreeMap::new() };
        for line in data.lines().filter(|line| !line.starts_with('#')) {
            let mut fields = line.split('\t');
            let (Some(ladder), Some(rung), Some(phrases)) = (fields.next(), fields.next(), fields.next()) else {
                continue;
            };
            let rung = rung.parse().expect("a rung is a number");
            for phrase in phrases.split(" | ") {
                ladders.rungs.entry(ladder).or_default().insert(phrase, rung);
                if !phrase.contains('_') && ladder != MODAL {
                    ladders.by_stem.entry(stem(phrase)).or_insert(ladder);
                }
            }
        }
        ladders
    }

    /// Returns what the words of one ladder have in common, for the stem of one of them.
    pub(super) fn ladder_of(&self, stem: &str) -> Option<String> {
        self.by_stem.get(stem).map(|ladder| format!("a word of {ladder}"))
    }

    /// Returns the words that stand on a ladder, the last that are found, the longest of those that begin together.
    fn find(&self, ladder: &str, words: &[Word<'_>]) -> Option<Rung> {
        let rungs = self.rungs.get(ladder)?;
        let at = |start: usize| {
            let longest = PHRASE_WORDS_MAX.min(words.len() - start);
            (1..=longest).rev().find_map(|len| {
                let phrase = &words[start..start + len];
                let key = phrase.iter().map(|word| word.lower.as_str()).collect::<Vec<_>>().join("_");
                let rung = *rungs.get(key.as_str())?;
                let words = phrase.iter().map(|word| word.text).collect::<Vec<_>>().join(" ");
                Some((len, Rung { rung, words }))
            })
        };
        let mut found = None;
        let mut start = 0;
        while start < words.len() {
            let next = at(start);
            start += next.as_ref().map_or(1, |(len, _)| *len);
            found = next.map(|(_, rung)| rung).or(found);
        }
        found
    }
}

/// The words of a report that can stand on a ladder.
pub(super) struct Worded<'w> {
    before: Vec<Word<'w>>,
    content: Vec<Word<'w>>,
}

impl<'w> Worded<'w> {
    /// Takes the words of what is promised, and those before it in its evidence.
    pub(super) fn of(source: &'w Source, quote: &Quote, wording: &Quote) -> Self {
        let start = quote.span().start_bytes().min(wording.span().start_bytes());
        let before = source.span(start, wording.span().start_bytes()).map(|span| words(source, span));
        let mut before = before.unwrap_or_default();
        before.drain(..before.len().saturating_sub(BEFORE_WORDS_MAX));
        // A reader may take the modal into what is promised.
        let content = words(source, wording.span());
        before.extend(content.iter().take(2).cloned());
        Self { before, content }
    }

    /// Returns the words on each ladder, by ladder.
    pub(super) fn rungs(&self) -> BTreeMap<&'static str, Rung> {
        let ladders = LADDERS.rungs.keys();
        let rung = |ladder: &&'static str| {
            let words = if **ladder == *MODAL { &self.before } else { &self.content };
            Some((*ladder, LADDERS.find(ladder, words)?))
        };
        ladders.filter_map(rung).collect()
    }
}

/// Returns the words of a ladder that differ between an earlier report and a later one, with whether they are stronger now.
pub(super) fn reworded(
    earlier: &BTreeMap<&'static str, Rung>,
    later: &BTreeMap<&'static str, Rung>,
) -> Vec<(Rung, Rung)> {
    let both: BTreeSet<_> = earlier.keys().filter(|ladder| later.contains_key(*ladder)).collect();
    let pair = |ladder: &&'static str| (earlier[ladder].clone(), later[ladder].clone());
    both.into_iter().map(pair).filter(|(one, other)| one.rung != other.rung).collect()
}

#[cfg(test)]
mod tests {
    use casus_text::Origin;

    use super::*;

    fn check(one: &str, other: &str, expect: &[(&str, &str)]) {
        let rungs = |text: &str| {
            let (before, content) = text.split_once(" | ").expect("a bar parts the modal from the rest");
            let source = Source::new(format!("{before} {content}"), Origin::default());
            let quote = source.quote(source.whole());
            let span = source.span(before.len() + 1, source.text().len()).expect("letters");
            Worded::of(&source, &quote, &source.quote(span)).rungs()
        };
        let found = reworded(&rungs(one), &rungs(other));
        let found: Vec<_> = found.iter().map(|(one, other)| (one.words.as_str(), other.words.as_str())).collect();
        assert_eq!(found, expect);
    }

    #[test]
    fn a_word_is_held_against_one_of_its_own_ladder() {
        check("Norland shall | send pumps", "Norland may | send pumps", &[("shall", "may")]);
        check("Norland said it would | send pumps", "Norland will | send pumps", &[]);
        check(
            "Norland stands ready to | send troops",
            "Norland will | send support",
            &[("troops", "support"), ("stands ready", "will")],
        );
        check("Norland will | give a guarantee", "Norland will | give an assurance", &[("guarantee", "assurance")]);
        check("Norland will | pay a grant", "Norland will | send pumps", &[]);
    }

    #[test]
    fn every_line_of_the_ladders_has_a_rung_and_words() {
        for line in include_str!("../../data/wording_strength.tsv").lines().filter(|line| !line.starts_with('#')) {
            let fields: Vec<&str> = line.split('\t').collect();
            let [_, rung, words] = fields[..] else { panic!("`{line}` has not three fields") };
            assert!(rung.parse::<u8>().is_ok_and(|rung| (1..=5).contains(&rung)), "{line}");
            assert!(words.split(" | ").all(|word| !word.is_empty() && !word.contains(' ')), "{line}");
        }
    }
}
