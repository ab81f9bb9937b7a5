//! Which declared phrases stand in some words?
//!
//! In go phrases that a person declared, each with what it means, and words of a document; out come those that are heard in
//! them. Articles and capitals do not matter, the other words do, in their order. Where phrases overlap the longest is heard,
//! and a word beside them that turns a phrase round (`data/reversals.txt`: "the collapse of the truce") keeps all of them from
//! being heard.

use std::cmp::Reverse;
use std::ops::Range;

pub(crate) const REVERSALS: &str = include_str!("../data/reversals.txt");

/// A declared phrase that is heard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found<'p, M> {
    /// Where it stands among the words that were spoken, without articles.
    pub words: Range<usize>,
    /// The phrase as it is declared.
    pub phrase: &'p str,
    /// What it means.
    pub means: M,
}

/// Declared phrases, each with what it means.
#[derive(Clone, Debug)]
pub struct Phrases<'p, M> {
    declared: Vec<(Vec<String>, &'p str, M)>,
}

impl<'p, M: Copy> Phrases<'p, M> {
    /// Takes phrases; one that has no word in it is never heard.
    pub fn of(declared: impl IntoIterator<Item = (&'p str, M)>) -> Self {
        let worded = declared.into_iter().map(|(phrase, means)| (worded(phrase), phrase, means));
        Self { declared: worded.filter(|(words, ..)| !words.is_empty()).collect() }
    }

    /// Returns those that are heard in a text, in the order in which they stand there.
    pub fn heard(&self, text: &str) -> Vec<Found<'p, M>> {
        self.found(&worded(text))
    }

    /// Finds them in the words of a text, in their order and apart from one another, the longest first where they overlap;
    /// none where a word beside them turns them round.
    pub(crate) fn found(&self, spoken: &[String]) -> Vec<Found<'p, M>> {
        let mut all: Vec<Found<M>> = Vec::new();
        for (worded, phrase, means) in &self.declared {
            let places = spoken.windows(worded.len()).enumerate().filter(|(_, words)| **words == **worded);
            let at = |at: usize| Found { words: at..at + worded.len(), phrase, means: *means };
            all.extend(places.map(|(place, _)| at(place)));
        }
        // Sorting is stable, so of equals the one that is declared first stays first.
        all.sort_by_key(|found| Reverse(found.words.len()));
        let mut apart: Vec<Found<M>> = Vec::new();
        for found in all {
            let overlaps =
                |other: &Found<M>| found.words.start < other.words.end && other.words.start < found.words.end;
            if !apart.iter().any(overlaps) {
                apart.push(found);
            }
        }
        apart.sort_by_key(|found| found.words.start);
        let is_inside = |place: usize| apart.iter().any(|found| found.words.contains(&place));
        let is_reversed = spoken.iter().enumerate().any(|(place, word)| !is_inside(place) && is_reversal(word));
        if is_reversed { Vec::new() } else { apart }
    }
}

/// Returns whether the words of a phrase stand in a text in their order, whatever stands beside them.
pub fn is_said(phrase: &str, text: &str) -> bool {
    let (phrase, spoken) = (worded(phrase), worded(text));
    !phrase.is_empty() && spoken.windows(phrase.len()).any(|words| *words == *phrase)
}

/// Returns whether a word turns the meaning of a phrase beside it round.
pub(crate) fn is_reversal(word: &str) -> bool {
    REVERSALS.lines().any(|reversal| reversal == word)
}

/// Returns the words of a text by which phrases are heard: in small letters, and without articles, which change between two
/// tellings of one thing.
pub fn worded(text: &str) -> Vec<String> {
    let is_article = |word: &String| matches!(word.as_str(), "a" | "an" | "the");
    words(text).into_iter().filter(|word| !is_article(word)).collect()
}

/// Splits into lower-case words; the dots of an abbreviation do not split it.
pub(crate) fn words(text: &str) -> Vec<String> {
    let joined = text.to_lowercase().replace('.', "");
    joined.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expect: &[&str]) {
        let declared = [("the guns", 'g'), ("the guns of Dorvane", 'd'), ("water", 'w')];
        let found: Vec<String> =
            Phrases::of(declared).heard(text).iter().map(|it| format!("{}: {}", it.means, it.phrase)).collect();
        assert_eq!(found, expect);
    }

    #[test]
    fn the_longest_phrase_is_heard_unless_it_is_turned_round() {
        check("Guns of Dorvane, and the water", &["d: the guns of Dorvane", "w: water"]);
        check("the guns", &["g: the guns"]);
        check("an end of the guns", &[]);
        check("the gun", &[]);
    }
}
