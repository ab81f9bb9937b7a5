//! Who and what is named in a sentence, and who is meant by an office or a capital?
//!
//! In go a sentence and who held which office; out come its [`Name`]s: what the reader knows, and else runs of words with
//! capitals. “The president of Norland” is who holds the office on that day, and a town that governs or a people is its
//! state (`data/stand_ins.txt`).

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::LazyLock;

use casus_claim::{EntityKind, Term};
use casus_text::Span;

use super::super::number::spelt;
use super::super::text::{Sentence, Text};
use super::super::words::{Word, is_of, is_time, telling_of};
use super::phrase::Phrases;
use crate::identity::title_key;

/// Words that stand for a state or body, each with it.
static STAND_INS: LazyLock<BTreeMap<&str, &str>> = LazyLock::new(|| {
    let lines = include_str!("../../../data/stand_ins.txt").lines().filter(|line| !line.starts_with('#'));
    let split = lines.filter_map(|line| line.split_once(": "));
    split.flat_map(|(of, words)| words.split(" | ").map(move |word| (word, of))).collect()
});

/// Words of which bodies make their names (`data/generic_bodies.txt`).
static BODIES: LazyLock<BTreeSet<&str>> = LazyLock::new(|| {
    include_str!("../../../data/generic_bodies.txt").lines().filter(|line| !line.starts_with('#')).collect()
});

/// A name in a sentence.
#[derive(Clone, Debug)]
pub(super) struct Name {
    /// As it is printed.
    pub(super) text: String,
    /// What it is the name of, where the reader knows.
    pub(super) kind: Option<EntityKind>,
    /// Its words in the sentence.
    pub(super) words: Range<usize>,
    /// The stems of its words, under its fullest form.
    pub(super) stems: BTreeSet<String>,
    /// Of which state or body somebody holds an office.
    pub(super) of: Option<String>,
}

impl Name {
    /// Returns whether another name is the same, a part of it, or the first letters of its words.
    pub(super) fn is_name_of(&self, other: &Self) -> bool {
        let is_part = |one: &Self, other: &Self| !one.stems.is_empty() && one.stems.is_subset(&other.stems);
        is_part(self, other)
            || is_part(other, self)
            || is_short_for(&self.text, &other.text)
            || is_short_for(&other.text, &self.text)
            || self.may_be_person() && other.may_be_person() && last(&self.text) == last(&other.text)
    }

    /// Returns whether it is that of a person.
    pub(super) fn is_person(&self) -> bool {
        self.kind == Some(EntityKind::Person)
    }

    /// Returns whether it may be that of a person whom the reader does not know: two words with capitals.
    pub(super) fn may_be_person(&self) -> bool {
        let is_full =
            self.text.split(' ').count() > 1 && self.text.split(' ').all(|word| word.starts_with(char::is_uppercase));
        let is_body = self.text.split([' ', '-']).any(|word| BODIES.contains(word.to_lowercase().as_str()));
        self.is_person() || is_full && !is_body && matches!(self.kind, None | Some(EntityKind::Organisation))
    }

    /// Returns whether it can be that of a state or body that acts.
    pub(super) fn is_actor(&self) -> bool {
        !matches!(self.kind, Some(EntityKind::Person | EntityKind::Instrument | EntityKind::Group))
    }

    /// Returns one word for it, the same for all its forms.
    pub(super) fn key(&self) -> String {
        self.stems.iter().cloned().collect::<Vec<_>>().join(" ")
    }
}

/// Returns the last word of a name without what spellings differ in.
fn last(name: &str) -> String {
    super::super::office::folded(name.rsplit(' ').next().unwrap_or(name))
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

/// Returns the stems of a name, those of the state or body for which it stands where it stands for one.
pub(super) fn stems(name: &str) -> BTreeSet<String> {
    let lower = name.to_lowercase();
    let bare = lower.strip_prefix("the ").unwrap_or(&lower);
    STAND_INS.get(bare).map_or_else(|| telling_of(name), |of| telling_of(of))
}

/// Lists the names in a sentence.
pub(super) fn names(text: &Text<'_>, sentence: &Sentence<'_>, terms: &[Term]) -> Vec<Name> {
    let words = &sentence.words;
    let mut names: Vec<Name> = Vec::new();
    let mut taken = vec![false; words.len()];
    for (span, entity) in &sentence.named {
        let mut range = range(words, *span);
        // `The premier Mira Dane` names her with the last two words.
        let small = words[range.clone()].iter().take_while(|word| !word.is_capital()).count();
        range.start += small.min(range.len().saturating_sub(1));
        if range.is_empty() || taken[range.clone()].iter().any(|taken| *taken) {
            continue;
        }
        if entity.kind == EntityKind::Group {
            if let Some((person, of)) = holder(text, &entity.name, terms) {
                taken[range.clone()].fill(true);
                let (kind, stems) = (Some(EntityKind::Person), telling_of(&person));
                names.push(Name { text: person, kind, words: range, stems, of: Some(of) });
            }
            continue;
        }
        taken[range.clone()].fill(true);
        let is_known = entity.kind == EntityKind::Organisation
            && !entity.name.contains(' ')
            && terms.iter().any(|term| term.person.rsplit(' ').next() == Some(&entity.name));
        let kind = if is_known { EntityKind::Person } else { entity.kind };
        let of = entity.offices.first().and_then(|office| office.of.clone());
        let stems = stems(&entity.name);
        names.push(Name { text: entity.name.clone(), kind: Some(kind), words: range, stems, of });
    }
    let is_free = |at: usize| {
        let word = &words[at];
        let is_acronym = word.text.len() > 1 && word.text.chars().all(char::is_uppercase);
        let is_small = at == 0 && !is_acronym && is_of("stop", &word.lower);
        word.is_capital()
            && !taken[at]
            && !is_small
            && !is_time(word)
            && !is_of("title", &word.lower)
            && spelt(words, at).is_none()
    };
    let mut at = 0;
    while at < words.len() {
        let start = at;
        while at < words.len()
            && (is_free(at) || at > start && at + 1 < words.len() && words[at].lower == "of" && is_free(at + 1))
        {
            at += 1;
        }
        // A word at the head of a sentence has a capital too, and those of many names nobody by that.
        let is_plain = |word: &Word<'_>| ["s", "ed", "ing", "ly"].iter().any(|ending| word.lower.ends_with(ending));
        let is_head = at == 1 && start == 0 && is_plain(&words[0]) && !STAND_INS.contains_key(words[0].lower.as_str());
        if at > start && !is_head {
            // `The Atlantic alliance`.
            at += usize::from(at < words.len() && Phrases::of(&words[at..=at]).has("body"));
            let run = &text.source.text()[words[start].start_bytes..words[at - 1].end_bytes];
            let kind = STAND_INS.contains_key(run.to_lowercase().as_str()).then_some(EntityKind::State);
            names.push(Name { text: run.to_owned(), kind, words: start..at, stems: stems(run), of: None });
        } else if at == start {
            at += 1;
        }
    }
    names.retain(|name| !name.stems.is_empty());
    names.sort_by_key(|name| name.words.start);
    names
}

fn range(words: &[Word<'_>], span: Span) -> Range<usize> {
    let first = words.partition_point(|word| word.start_bytes < span.start_bytes());
    first..words.partition_point(|word| word.start_bytes < span.end_bytes()).max(first)
}

/// Returns who is meant by `president of Norland` on the day of a document, and of what.
fn holder(text: &Text<'_>, described: &str, terms: &[Term]) -> Option<(String, String)> {
    let (title, of) = described.split_once(" of ")?;
    let (title, day) = (title_key(title), text.published()?);
    let is_it =
        |term: &&Term| term.office.of == of && title_key(&term.office.title) == title && term.office.is_held_on(day);
    let mut held = terms.iter().filter(is_it).map(|term| &term.person);
    let person = held.next()?;
    held.all(|other| other == person).then(|| (person.clone(), of.to_owned()))
}

/// Returns whether a name stands where somebody acts: behind no preposition of place or aim, and not as whose something is.
pub(super) fn is_bare(name: &Name, words: &[Word<'_>]) -> bool {
    let before = name.words.start.checked_sub(1).map_or("", |at| words[at].lower.as_str());
    let before = if before == "the" {
        name.words.start.checked_sub(2).map_or("", |at| words[at].lower.as_str())
    } else {
        before
    };
    !matches!(
        before,
        "in" | "to" | "for" | "on" | "with" | "from" | "against" | "at" | "inside" | "into" | "near" | "over" | "about"
    )
}

/// Returns whether two sets of names have one in common, by their stems.
pub(super) fn share(one: &[Name], other: &[Name]) -> bool {
    one.iter().any(|name| other.iter().any(|other| name.is_name_of(other)))
}

/// Returns how many of some names are among others, each counted once.
pub(super) fn shared(one: &[Name], other: &[Name]) -> usize {
    let is_there = |name: &&Name| other.iter().any(|other| name.is_name_of(other));
    one.iter().filter(is_there).map(Name::key).collect::<BTreeSet<_>>().len()
}
