//! By which phrase does a sentence say one thing of one kind, of whom, and on which day?
//!
//! In go sentences; out come the places of the phrases of `data/slots.txt` in them, the names with the places of their words,
//! and what the sentences around add to one that says “it”, “the alliance” or no day. Two documents that put another name or
//! day into the same place of the same phrase speak of one thing only where they share what stands around it.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::LazyLock;

use casus_claim::EntityKind;
use jiff::civil::Date;

use super::redated::{day_in_words, day_told};
use super::text::{Sentence, Text, days_between};
use super::words::{Word, is_of, is_time, month, stem, telling_of};

/// `*` stands for so many words at most.
const GAP_WORDS: usize = 10;

/// Phrases by their first words, each as its words.
type Phrases = BTreeMap<&'static str, Vec<Vec<&'static str>>>;

/// The phrases of each class.
static PHRASES: LazyLock<BTreeMap<&str, Phrases>> = LazyLock::new(|| {
    let mut classes: BTreeMap<&str, Phrases> = BTreeMap::new();
    let lines = include_str!("../../data/slots.txt").lines().filter(|line| !line.starts_with('#'));
    for (class, phrases) in lines.filter_map(|line| line.split_once(": ")) {
        for phrase in phrases.split_whitespace() {
            let words: Vec<&str> = phrase.split(['_', '-']).collect();
            classes.entry(class).or_default().entry(words[0]).or_default().push(words);
        }
    }
    classes
});

/// Returns where phrases of a class stand, in the order of their beginnings, the longest of each.
pub(super) fn phrases(class: &str, words: &[Word<'_>]) -> Vec<Range<usize>> {
    let Some(by_first) = PHRASES.get(class) else { return Vec::new() };
    let at = |at: usize| {
        let known = by_first.get(words[at].lower.as_str())?;
        let ends = known.iter().filter_map(|phrase| end(&phrase[1..], words, at + 1));
        ends.max().map(|end| at..end)
    };
    (0..words.len()).filter_map(at).collect()
}

/// Returns whether a phrase of a class stands in words.
pub(super) fn has(class: &str, words: &[Word<'_>]) -> bool {
    !phrases(class, words).is_empty()
}

fn end(phrase: &[&str], words: &[Word<'_>], at: usize) -> Option<usize> {
    match phrase {
        [] => Some(at),
        ["*"] => Some(at),
        ["*", rest @ ..] => (at..=at + GAP_WORDS).find_map(|at| end(rest, words, at)),
        [first, rest @ ..] => words.get(at).filter(|word| word.lower == *first).and_then(|_| end(rest, words, at + 1)),
    }
}

/// A name in a sentence.
#[derive(Clone, Debug)]
pub(super) struct Name<'t> {
    pub(super) text: &'t str,
    /// What it is the name of, where the reader knows.
    pub(super) kind: Option<EntityKind>,
    /// Its words in the sentence.
    pub(super) words: Range<usize>,
    /// The stems of its words, under its fullest form.
    pub(super) stems: BTreeSet<String>,
}

impl Name<'_> {
    /// Returns whether another name is the same, a part of it, or the first letters of its words.
    pub(super) fn is_name_of(&self, other: &Self) -> bool {
        let is_part = |one: &Self, other: &Self| !one.stems.is_empty() && one.stems.is_subset(&other.stems);
        is_part(self, other)
            || is_part(other, self)
            || is_short_for(self.text, other.text)
            || is_short_for(other.text, self.text)
    }

    /// Returns whether it is that of a person.
    pub(super) fn is_person(&self) -> bool {
        self.kind == Some(EntityKind::Person)
    }
}

/// Returns whether a name is made of the first letters of another one: `USt` of `Union of Straits`.
fn is_short_for(short: &str, long: &str) -> bool {
    let is_short = !short.contains(' ') && short.chars().filter(|c| c.is_uppercase()).count() >= 2;
    let capitals: Vec<&str> = long.split([' ', '-']).filter(|word| word.starts_with(char::is_uppercase)).collect();
    let mut parts: Vec<String> = Vec::new();
    for letter in short.chars() {
        match parts.last_mut() {
            Some(part) if !letter.is_uppercase() => part.push(letter),
            _ => parts.push(letter.to_string()),
        }
    }
    is_short
        && parts.len() == capitals.len()
        && parts.iter().zip(&capitals).all(|(part, word)| word.starts_with(part.as_str()))
}

/// Lists the names in a sentence: what the reader knows, and else runs of words with capitals.
pub(super) fn names<'t>(text: &Text<'t>, sentence: &Sentence<'t>) -> Vec<Name<'t>> {
    let words = &sentence.words;
    let mut names: Vec<Name<'t>> = Vec::new();
    let mut taken = vec![false; words.len()];
    for (span, entity) in sentence.named.iter().filter(|(_, entity)| entity.kind != EntityKind::Group) {
        let mut first = words.partition_point(|word| word.start_bytes < span.start_bytes());
        let last = words.partition_point(|word| word.start_bytes < span.end_bytes());
        // `The premier Mira Dane` names her with the last two words.
        first += words[first..last]
            .iter()
            .take_while(|word| !word.is_capital())
            .count()
            .min((last - first).saturating_sub(1));
        if first == last || taken[first..last].iter().any(|taken| *taken) {
            continue;
        }
        taken[first..last].fill(true);
        let stems = telling_of(&entity.name);
        names.push(Name { text: &entity.name, kind: Some(entity.kind), words: first..last, stems });
    }
    let is_free = |at: usize| {
        let word = &words[at];
        let is_small = at == 0 && is_of("stop", &word.lower);
        word.is_capital() && !taken[at] && !is_small && !is_time(word) && !is_of("title", &word.lower)
    };
    let mut at = 0;
    while at < words.len() {
        let start = at;
        while at < words.len()
            && (is_free(at) || at > start && at + 1 < words.len() && words[at].lower == "of" && is_free(at + 1))
        {
            at += 1;
        }
        if at > start {
            // `The Atlantic alliance`.
            at += usize::from(at < words.len() && is_body_noun(&words[at]));
            let run: &'t str = &text.source.text()[words[start].start_bytes..words[at - 1].end_bytes];
            names.push(Name { text: run, kind: None, words: start..at, stems: telling_of(run) });
        } else {
            at += 1;
        }
    }
    names.retain(|name| !name.stems.is_empty());
    names.sort_by_key(|name| name.words.start);
    names
}

/// Returns whether a word in small letters belongs to the name before it.
fn is_body_noun(word: &Word<'_>) -> bool {
    PHRASES.get("body").is_some_and(|nouns| nouns.contains_key(word.lower.as_str()))
}

/// Returns whether both sentences put something in a place by `in`, and have no such place in common.
pub(super) fn are_in_other_places(one: (&Text<'_>, &Sentence<'_>), other: (&Text<'_>, &Sentence<'_>)) -> bool {
    let places = |(text, sentence): (&Text<'_>, &Sentence<'_>)| -> BTreeSet<String> {
        let is_in = |name: &Name<'_>| {
            name.words.start.checked_sub(1).is_some_and(|at| sentence.words[at].lower == "in") && !name.is_person()
        };
        names(text, sentence).into_iter().filter(is_in).flat_map(|name| name.stems).collect()
    };
    let (ours, theirs) = (places(one), places(other));
    !ours.is_empty() && !theirs.is_empty() && ours.is_disjoint(&theirs)
}

/// What stands around a sentence, with what it says itself.
pub(super) struct Around {
    /// The day of which it speaks, or else the sentences before.
    pub(super) day: Option<(Date, Date)>,
    /// The telling words of the sentence and of the ones beside it.
    pub(super) telling: BTreeSet<String>,
    /// Those of all names, by their stems.
    name_stems: BTreeSet<String>,
}

impl Around {
    /// Returns whether a word stands in a name around both of two sentences.
    pub(super) fn both_name(&self, other: &Self, word: &str) -> bool {
        self.name_stems.contains(word) && other.name_stems.contains(word)
    }
}

/// Reads what stands around a sentence of a document, by its place.
pub(super) fn around<'t>(text: &Text<'t>, at: usize) -> Around {
    let beside = at.saturating_sub(2)..text.sentences.len().min(at + 2);
    let all: Vec<Name<'t>> = text.sentences[beside.clone()].iter().flat_map(|sentence| names(text, sentence)).collect();
    let before = (0..=at).rev().take(3);
    let day = before.filter_map(|at| day_of(text, &text.sentences[at])).next();
    Around {
        day,
        telling: text.sentences[beside].iter().flat_map(|sentence| text.telling(sentence.span)).collect(),
        name_stems: all.into_iter().flat_map(|name| name.stems).collect(),
    }
}

/// Returns the only day of which a sentence tells.
pub(super) fn day_of(text: &Text<'_>, sentence: &Sentence<'_>) -> Option<(Date, Date)> {
    let in_words = || text.published().and_then(|published| day_in_words(&sentence.words, published));
    day_told(text, sentence).or_else(|| in_words().map(|(days, _)| days))
}

/// Returns whether two documents may speak of one day: what each says, or else when they are published.
pub(super) fn may_be_of_one_day(one: (&Text<'_>, &Around), other: (&Text<'_>, &Around)) -> bool {
    match (one.1.day, other.1.day) {
        (Some(ours), Some(theirs)) => {
            // `On Friday`, written on a Friday, is that day or the one a week before.
            let is_week = (ours.0 - theirs.0).get_days().abs() == 7 && are_near(one.0, other.0, 2);
            ours.0 <= theirs.1 && theirs.0 <= ours.1 || is_week
        }
        _ => days_between(one.0, other.0).is_some_and(|days| days <= 2),
    }
}

/// Returns whether two documents are published so many days apart at most.
pub(super) fn are_near(one: &Text<'_>, other: &Text<'_>, days_max: i32) -> bool {
    days_between(one, other).is_some_and(|days| days <= days_max)
}

/// Who comes together, by the stems of what they are called; leaders meet beside their ministers.
const SORTS: [&[&str]; 5] = [
    &["leader", "head", "president"],
    &["minister"],
    &["ambassador"],
    &["envoy", "negotiator", "delegate"],
    &["chief", "general", "officer"],
];

/// Returns whether two sentences tell of people of other sorts.
pub(super) fn are_of_other_sorts(one: &[Word<'_>], other: &[Word<'_>]) -> bool {
    let sorts = |words: &[Word<'_>]| -> BTreeSet<usize> {
        let sort = |word: &Word<'_>| SORTS.iter().position(|sort| sort.contains(&stem(&word.lower).as_str()));
        words.iter().filter(|word| !word.is_capital() && month(word).is_none()).filter_map(sort).collect()
    };
    let (ours, theirs) = (sorts(one), sorts(other));
    !ours.is_empty() && !theirs.is_empty() && ours.is_disjoint(&theirs)
}
