//! Which phrases stand in a sentence, by the classes of `data/phrases.txt`?
//!
//! In go words; out come the places of all phrases of all classes, those of `data/deeds.txt` too, found in one pass. A word of a phrase may stand for all
//! words with its beginning, and a gap for a few words of any kind.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::LazyLock;

use super::super::words::Word;

/// `*` stands for so many words at most.
const GAP_WORDS: usize = 10;
/// Phrases that begin with the beginning of a word are looked up by so many bytes of it.
const BEGINNING_BYTES: usize = 3;

/// A phrase with its class.
struct Phrase {
    class: &'static str,
    words: Vec<&'static str>,
}

/// The phrases of all classes by the beginning of their first word.
static PHRASES: LazyLock<BTreeMap<&str, Vec<Phrase>>> = LazyLock::new(|| {
    let mut phrases: BTreeMap<&str, Vec<Phrase>> = BTreeMap::new();
    // What a deed is good for is no phrase.
    let deeds = include_str!("../../../data/deeds.txt").lines().filter(|line| line.contains('/'));
    let lines = include_str!("../../../data/phrases.txt").lines().chain(deeds).filter(|line| !line.starts_with('#'));
    for (class, of_class) in lines.filter_map(|line| line.split_once(": ")) {
        for phrase in of_class.split_whitespace() {
            let words: Vec<&str> = phrase.split(['_', '-']).collect();
            phrases.entry(beginning(words[0])).or_default().push(Phrase { class, words });
        }
    }
    phrases
});

/// The names of all classes.
static CLASSES: LazyLock<std::collections::BTreeSet<&str>> =
    LazyLock::new(|| PHRASES.values().flatten().map(|phrase| phrase.class).collect());

/// Returns the first letters of a word, without the mark of a beginning.
fn beginning(word: &str) -> &str {
    let word = word.trim_end_matches('+');
    word.get(..BEGINNING_BYTES).unwrap_or(word)
}

/// The phrases of a stretch of words.
#[derive(Debug, Default)]
pub(super) struct Phrases {
    /// Their places by class, in the order of their beginnings, the longest of each.
    places: BTreeMap<&'static str, Vec<Range<usize>>>,
}

impl Phrases {
    /// Finds all phrases in words.
    pub(super) fn of(words: &[Word<'_>]) -> Self {
        let mut places: BTreeMap<&str, Vec<Range<usize>>> = BTreeMap::new();
        for at in 0..words.len() {
            let lower = words[at].lower.as_str();
            for phrase in PHRASES.get(beginning(lower)).into_iter().flatten() {
                let Some(end) = end(&phrase.words, words, at) else { continue };
                let known = places.entry(phrase.class).or_default();
                match known.last_mut().filter(|last| last.start == at) {
                    Some(last) => last.end = last.end.max(end),
                    None => known.push(at..end),
                }
            }
        }
        Self { places }
    }

    /// Returns where phrases of a class stand.
    pub(super) fn all(&self, class: &str) -> &[Range<usize>] {
        self.places.get(class).map(Vec::as_slice).unwrap_or_default()
    }

    /// Returns whether a phrase of a class stands there.
    pub(super) fn has(&self, class: &str) -> bool {
        self.places.contains_key(class)
    }

    /// Returns whether a phrase of a class begins within a stretch.
    pub(super) fn has_in(&self, class: &str, stretch: &Range<usize>) -> bool {
        self.all(class).iter().any(|place| stretch.contains(&place.start))
    }

    /// Returns where the phrases of a group stand, each with its class without the group.
    pub(super) fn each_of<'p>(&'p self, group: &'p str) -> impl Iterator<Item = (&'static str, &'p Range<usize>)> {
        let member = move |class: &'static str| class.strip_prefix(group)?.strip_prefix('/');
        let told = self.places.iter().filter_map(move |(class, all)| Some((member(class)?, all)));
        told.flat_map(|(class, all)| all.iter().map(move |place| (class, place)))
    }

    /// Returns which classes of a group have a phrase within a stretch: `army` for `purpose/army`.
    pub(super) fn of_group(&self, group: &str, stretch: &Range<usize>) -> std::collections::BTreeSet<&'static str> {
        let member = |class: &&'static str| class.strip_prefix(group)?.strip_prefix('/');
        let told = self.places.iter().filter(|(_, all)| all.iter().any(|place| stretch.contains(&place.start)));
        told.filter_map(|(class, _)| member(class)).collect()
    }
}

/// Returns whether there is a class or a group of this name.
pub(super) fn is_known(name: &str) -> bool {
    CLASSES.contains(name)
        || CLASSES.iter().any(|class| class.strip_prefix(name).is_some_and(|rest| rest.starts_with('/')))
}

fn end(phrase: &[&str], words: &[Word<'_>], at: usize) -> Option<usize> {
    match phrase {
        [] | ["*"] => Some(at),
        ["*", rest @ ..] => (at..=at + GAP_WORDS).find_map(|at| end(rest, words, at)),
        [first, rest @ ..] => {
            let lower = words.get(at)?.lower.as_str();
            let is_it = match first.strip_suffix('+') {
                Some(beginning) => lower.starts_with(beginning),
                None => lower == *first,
            };
            is_it.then(|| end(rest, words, at + 1)).flatten()
        }
    }
}

#[cfg(test)]
mod tests {
    use casus_text::{Origin, Source};

    use super::super::super::words::words;
    use super::*;

    fn check(text: &str, class: &str, expect: &[(usize, usize)]) {
        let source = Source::new(text.to_owned(), Origin::default());
        let phrases = Phrases::of(&words(&source, source.whole()));
        let places: Vec<_> = phrases.all(class).iter().map(|place| (place.start, place.end)).collect();
        assert_eq!(places, expect, "{text}");
    }

    #[test]
    fn phrases_have_gaps_and_beginnings() {
        check("Norland put its name to it.", "signed", &[(1, 5)]);
        check("They guaranteed and underwrote it.", "guarantee", &[(1, 2), (3, 4)]);
        check("The ferry sank.", "guarantee", &[]);
    }

    #[test]
    fn a_group_has_classes() {
        assert!(is_known("purpose") && is_known("purpose/army") && !is_known("ferry"));
    }
}
