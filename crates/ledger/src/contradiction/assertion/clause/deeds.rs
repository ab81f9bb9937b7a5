//! Which deeds does a sentence tell, and does it say that they were done?
//!
//! In go words with the phrases of `data/deeds.txt` in them; out comes each deed with a yes or a no. A word such as `not`
//! turns the phrase behind it, and a phrase for the opposite says no.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::LazyLock;

use super::super::super::words::{Word, stem};
use super::super::phrase::Phrases;

/// So many words before a phrase may turn it.
const TURNING_WORDS: usize = 4;

/// What deeds are good for: the lines of `data/deeds.txt` without a group.
static KINDS: LazyLock<BTreeMap<&str, BTreeSet<&str>>> = LazyLock::new(|| {
    let lines = include_str!("../../../../data/deeds.txt").lines();
    let lines = lines.filter(|line| !line.starts_with('#') && !line.contains('/'));
    let split = lines.filter_map(|line| line.split_once(": "));
    split.map(|(kind, deeds)| (kind, deeds.split_whitespace().collect())).collect()
});

/// A deed that a sentence tells.
#[derive(Clone, Debug)]
pub(super) struct Deed {
    pub(super) is_done: bool,
    /// The words that tell it.
    pub(super) words: Range<usize>,
}

/// Returns whether a deed is of a kind: `once` for what happens once.
pub(super) fn is_of_kind(kind: &str, deed: &str) -> bool {
    KINDS.get(kind).is_some_and(|deeds| deeds.contains(deed))
}

/// Returns whether what is counted, by its stem, is of a kind: `measures` for tonnes.
pub(super) fn is_thing_of_kind(kind: &str, thing: &str) -> bool {
    KINDS.get(kind).is_some_and(|things| things.iter().any(|word| stem(word) == thing))
}

/// Returns the deeds of a sentence; those of which it says both yes and no are left out.
pub(super) fn deeds(words: &[Word<'_>], phrases: &Phrases) -> BTreeMap<&'static str, Deed> {
    let undone: Vec<(&str, &Range<usize>)> = phrases.each_of("undoes").collect();
    // `Declined to sign` is no signature, and what is within another phrase is a part of it.
    let is_within = |name: &str, place: &Range<usize>| {
        undone.iter().any(|(other, around)| *other == name && around.start <= place.start && place.end <= around.end)
    };
    // `After signing it` tells of what came then, and a name is no deed.
    let is_told = |place: &Range<usize>| {
        let before = place.start.checked_sub(1).map_or("", |at| words[at].lower.as_str());
        let is_name = place.len() == 1 && place.start > 0 && words[place.start].is_capital();
        !is_name && !matches!(before, "after" | "before" | "following" | "since" | "upon" | "without")
    };
    let done = phrases.each_of("does").filter(|(name, place)| is_told(place) && !is_within(name, place));
    let all = done.map(|told| (told, true)).chain(undone.iter().map(|told| (*told, false)));
    let mut deeds: BTreeMap<&str, Deed> = BTreeMap::new();
    let mut unsure = BTreeSet::new();
    for ((name, place), is_done) in all {
        let is_done = is_done != is_turned(words, phrases, place);
        match deeds.get(name) {
            Some(known) if known.is_done != is_done => {
                unsure.insert(name);
            }
            Some(_) => {}
            None => {
                deeds.insert(name, Deed { is_done, words: place.clone() });
            }
        }
    }
    deeds.retain(|name, _| !unsure.contains(name));
    // `Put their names to it` names nobody.
    let all: Vec<Range<usize>> = deeds.values().map(|deed| deed.words.clone()).collect();
    let is_part = |words: &Range<usize>| {
        all.iter().any(|around| around.len() > words.len() && around.start <= words.start && words.end <= around.end)
    };
    deeds.retain(|_, deed| !is_part(&deed.words));
    deeds
}

fn is_turned(words: &[Word<'_>], phrases: &Phrases, place: &Range<usize>) -> bool {
    let before = place.start.saturating_sub(TURNING_WORDS)..place.start;
    phrases.all("turned/no").iter().any(|no| {
        let is_only = words.get(no.end).is_some_and(|word| matches!(word.lower.as_str(), "only" | "just" | "least"));
        before.contains(&no.start) && !is_only
    })
}
