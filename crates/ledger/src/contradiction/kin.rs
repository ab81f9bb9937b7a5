//! Of what does a sentence tell, in words so wide that two reporters share them?
//!
//! In go words; out comes a [`Topic`]: each word that tells, with the sets of `data/kin.txt` in which it is. A word may be
//! in several sets, since an army is made of soldiers and is paid from the budget for defence, and two words are kin where
//! they have a set in common. What is kin is no reason to call two things one; it is weighed together with names and days.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use super::words::{Word, is_of, is_time, month, stem, weekday};

/// So many words are one phrase at most.
const PHRASE_WORDS: usize = 5;
/// A name of so many letters has no ending.
const NAME_CHARS_MIN: usize = 4;
/// So much must be kin in two documents of one affair.
const AFFAIR_MIN: f64 = 3.0;
/// What a word weighs that many affairs have in common.
const LIGHT: f64 = 0.5;

/// The lines of `data/kin.txt`, by what stands before the colon.
static LINES: LazyLock<Vec<(&str, Vec<&str>)>> = LazyLock::new(|| {
    let lines = include_str!("../../data/kin.txt").lines().filter(|line| !line.starts_with('#'));
    let split = lines.filter_map(|line| line.split_once(": "));
    split.map(|(name, words)| (name, words.split_whitespace().collect())).collect()
});

/// The lines that say what a set does.
const USES: [&str; 4] = ["role", "near", "apart", "light"];

/// The sets in which a word or a phrase is, by stems.
static SETS: LazyLock<BTreeMap<String, BTreeSet<&str>>> = LazyLock::new(|| {
    let mut sets: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
    for (name, words) in LINES.iter().filter(|(name, _)| !USES.contains(name)) {
        words.iter().for_each(|word| {
            sets.entry(phrase(word.split('_'))).or_default().insert(name);
        });
    }
    sets
});

/// The words of the lines that say what sets do, each with its stem, by what stands before the colon.
static USED: LazyLock<BTreeMap<&str, Vec<(&str, String)>>> = LazyLock::new(|| {
    let mut used: BTreeMap<&str, Vec<(&str, String)>> = BTreeMap::new();
    for (name, words) in LINES.iter().filter(|(name, _)| USES.contains(name)) {
        used.entry(name).or_default().extend(words.iter().map(|word| (*word, stem(word))));
    }
    used
});

/// What words tell, each with the sets in which it is, or itself where it is in none.
#[derive(Clone, Debug, Default)]
pub(super) struct Topic {
    words: BTreeMap<String, Kin>,
    /// Those of the words that have a capital within a sentence.
    names: BTreeSet<String>,
}

/// What a word is kin to.
#[derive(Clone, Debug)]
struct Kin {
    sets: BTreeSet<String>,
    /// How much the word tells; looked up once, since topics are held against one another often.
    weight: f64,
}

impl From<BTreeSet<String>> for Kin {
    fn from(sets: BTreeSet<String>) -> Self {
        Self { weight: weight(&sets), sets }
    }
}

impl Topic {
    /// Reads words of one sentence, beginning with its first where `at` is 0.
    pub(super) fn of(words: &[Word<'_>], at: usize) -> Self {
        let mut topic = Self::default();
        let mut from = 0;
        while from < words.len() {
            let longest = (2..=PHRASE_WORDS.min(words.len() - from)).rev().find_map(|count| {
                let phrase = phrase(words[from..from + count].iter().map(|word| word.lower.as_str()));
                SETS.get(&phrase).map(|sets| (count, phrase, sets))
            });
            if let Some((count, phrase, sets)) = longest {
                let sets: BTreeSet<String> = sets.iter().map(|set| (*set).to_owned()).collect();
                topic.words.insert(phrase, sets.into());
                from += count;
                continue;
            }
            let word = &words[from];
            if tells(word) {
                let mut stem = stem(&word.lower);
                if word.is_capital() && weekday(word).is_none() {
                    // The Almeran state is the state of Almera.
                    if !SETS.contains_key(&stem)
                        && stem.chars().count() > NAME_CHARS_MIN
                        && stem.ends_with(['a', 'e', 'i', 'o'])
                    {
                        stem.pop();
                    }
                    if at + from > 0 {
                        topic.names.insert(stem.clone());
                    }
                }
                topic.words.insert(stem.clone(), sets(&stem).into());
            }
            from += 1;
        }
        topic
    }

    /// Adds what other words tell.
    pub(super) fn extend(&mut self, other: &Self) {
        self.words.extend(other.words.iter().map(|(word, kin)| (word.clone(), kin.clone())));
        self.names.extend(other.names.iter().cloned());
    }

    /// Returns all sets and words without one.
    pub(super) fn sets(&self) -> BTreeSet<String> {
        self.words.values().flat_map(|kin| &kin.sets).cloned().collect()
    }

    /// Returns those of the sets that a line names.
    pub(super) fn uses(&self, line: &str) -> BTreeSet<&'static str> {
        let words = used(line).iter().filter(|(word, stem)| self.has(word) || self.words.contains_key(stem));
        words.map(|(word, _)| *word).collect()
    }

    /// Returns whether it has a set.
    pub(super) fn has(&self, set: &str) -> bool {
        self.words.values().any(|kin| kin.sets.contains(set))
    }

    /// Returns the sets of its names.
    pub(super) fn named(&self) -> BTreeSet<String> {
        self.names.iter().filter_map(|name| self.words.get(name)).flat_map(|kin| &kin.sets).cloned().collect()
    }

    /// Returns what all of it weighs.
    pub(super) fn weight(&self) -> f64 {
        self.words.values().map(|kin| kin.weight).sum()
    }

    /// Returns what is kin in both, and how much of it is no name.
    pub(super) fn shared(&self, other: &Self) -> Shared {
        let (ours, theirs) = (self.within(other), other.within(self));
        Shared { all: ours.all.min(theirs.all), plain: ours.plain.min(theirs.plain) }
    }

    fn within(&self, other: &Self) -> Shared {
        let sets: BTreeSet<&str> = other.words.values().flat_map(|kin| &kin.sets).map(String::as_str).collect();
        let kin = self.words.iter().filter(|(_, own)| own.sets.iter().any(|set| sets.contains(set.as_str())));
        let mut shared = Shared { all: 0.0, plain: 0.0 };
        for (word, own) in kin {
            shared.all += own.weight;
            if !self.names.contains(word) && !other.names.contains(word) {
                shared.plain += own.weight;
            }
        }
        shared
    }
}

/// What two topics have in common.
#[derive(Clone, Copy, Debug)]
pub(super) struct Shared {
    pub(super) all: f64,
    /// Without names.
    pub(super) plain: f64,
}

/// Returns whether two documents speak of one affair: so much is kin in them, and not all of it plain words.
pub(super) fn is_one_affair(one: &Topic, other: &Topic) -> bool {
    let shared = one.shared(other);
    shared.all >= AFFAIR_MIN && shared.all > shared.plain
}

/// Returns whether numbers with these roles can have one role; a number that is given none may have any.
pub(super) fn may_be_one_role(ours: &BTreeSet<&str>, theirs: &BTreeSet<&str>) -> bool {
    ours.is_empty() || theirs.is_empty() || ours.iter().any(|one| theirs.iter().any(|other| are_near(one, other)))
}

/// Returns whether two roles of a number can be told for one another.
fn are_near(one: &str, other: &str) -> bool {
    one == other || LINES.iter().any(|(name, words)| *name == "near" && words.contains(&one) && words.contains(&other))
}

/// Returns the set by which a thing is counted: that of the line that names it, or its own stem.
pub(super) fn thing(word: &str) -> String {
    let stem = stem(word);
    // A thing that is counted stands in the first set that has it.
    let first = LINES
        .iter()
        .find(|(name, words)| !USES.contains(name) && words.iter().any(|word| phrase(word.split('_')) == stem));
    first.map_or(stem, |(name, _)| (*name).to_owned())
}

fn used(line: &str) -> &'static [(&'static str, String)] {
    USED.get(line).map(Vec::as_slice).unwrap_or_default()
}

fn sets(stem: &str) -> BTreeSet<String> {
    match SETS.get(stem) {
        Some(sets) => sets.iter().map(|set| (*set).to_owned()).collect(),
        None => BTreeSet::from([stem.to_owned()]),
    }
}

fn weight(sets: &BTreeSet<String>) -> f64 {
    let is_light = used("light").iter().any(|(light, stem)| sets.contains(*light) || sets.contains(stem));
    if is_light { LIGHT } else { 1.0 }
}

fn tells(word: &Word<'_>) -> bool {
    let is_name = word.text.len() > 1 && word.text.chars().all(char::is_uppercase);
    let is_day = weekday(word).is_some() && word.is_capital();
    // A state is a country more often than somebody states.
    let is_stop = is_of("stop", &word.lower) && word.lower != "state";
    let is_small = word.text.chars().count() < 2 || !is_name && is_stop;
    is_day || !word.is_number() && !is_small && !is_time(word) && month(word).is_none()
}

fn phrase<'w>(words: impl Iterator<Item = &'w str>) -> String {
    words.map(stem).collect::<Vec<_>>().join("_")
}

#[cfg(test)]
mod tests {
    use casus_text::{Origin, Source};

    use super::super::words::words;
    use super::*;

    fn check(one: &str, other: &str, all: f64, plain: f64) {
        let topic = |text: &str| {
            let source = Source::new(text.to_owned(), Origin::default());
            Topic::of(&words(&source, source.whole()), 0)
        };
        let shared = topic(one).shared(&topic(other));
        assert_eq!((shared.all, shared.plain), (all, plain), "{one} {other}");
    }

    #[test]
    fn two_reporters_share_what_is_kin() {
        check("It handed over jets to Norland.", "Aircraft were delivered to Norland.", 3.0, 2.0);
        check("Arms are to rest in Norland.", "A truce for Norland was agreed.", 2.0, 1.0);
        check("The army of Norland is capped.", "A ceiling for the soldiers of Norland.", 3.0, 2.0);
        check("The ferry sank.", "The bridge was built.", 0.0, 0.0);
    }
}
