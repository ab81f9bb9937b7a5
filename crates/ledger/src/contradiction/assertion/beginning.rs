//! In which year did a body come to be, or a state come to belong to it, as sentences of any build tell it? Kind `date`.
//!
//! **The same thing**: a phrase for a founding or an accession (`data/phrases.txt`), one year beside it, and one body: its
//! name, the first letters of it, or “it” or “the alliance” behind a sentence that names it.
//!
//! **A clash**: the years differ, or the months of one year.
//!
//! **Excused**: a sentence of a founding anew, of what is still wished for, or of several years.

use std::collections::BTreeMap;

use casus_claim::EntityKind;

use super::super::words::{Word, month, year};
use super::super::{Contradiction, ContradictionKind, said};
use super::name::Name;
use super::told::Told;

/// So many sentences back a name may stand for which another one has a pronoun.
const BACK_SENTENCES: usize = 2;
/// Words that stand for a body or state named before.
const STANDING_FOR: [&str; 16] = [
    "it",
    "alliance",
    "bloc",
    "body",
    "group",
    "union",
    "club",
    "organisation",
    "organization",
    "league",
    "country",
    "state",
    "kingdom",
    "pact",
    "institution",
    "republic",
];

struct Beginning<'d, 't> {
    told: &'d Told<'t>,
    document: usize,
    at: usize,
    /// Who came to be, or to belong.
    who: Name,
    /// To what.
    into: Option<Name>,
    year: i16,
    month: Option<i8>,
}

/// Finds foundings and accessions that are told of two times.
pub(super) fn find(all: &[Told<'_>]) -> Vec<Contradiction> {
    let mut by_name: BTreeMap<(bool, String), Vec<Beginning<'_, '_>>> = BTreeMap::new();
    for (document, told) in all.iter().enumerate() {
        for at in 0..told.len() {
            for told in [founding(told, document, at), joining(told, document, at)].into_iter().flatten() {
                by_name.entry((told.into.is_some(), initials(&told.who))).or_default().push(told);
            }
        }
    }
    let mut found = Vec::new();
    for told in by_name.values() {
        for (n, one) in told.iter().enumerate() {
            let other = told[n + 1..].iter().find(|other| is_one(one, other));
            found.extend(other.filter(|other| are_apart(one, other)).map(|other| contradiction(one, other)));
        }
    }
    found
}

/// Returns the first letters of a name as they stand in a short form of it.
fn initials(name: &Name) -> String {
    let is_short = !name.text.contains(' ') && name.text.chars().filter(|c| c.is_uppercase()).count() >= 2;
    let capitals = name.text.chars().filter(|c| c.is_uppercase());
    if is_short {
        capitals.collect()
    } else {
        name.text.split([' ', '-']).filter_map(|word| word.chars().next()).filter(|c| c.is_uppercase()).collect()
    }
}

fn founding<'d, 't>(told: &'d Told<'t>, document: usize, at: usize) -> Option<Beginning<'d, 't>> {
    let (words, phrases) = (told.words(at), told.phrases(at));
    let phrase = phrases.all("found").first()?.clone();
    let (year, month) = only_time(words)?;
    if phrases.has("refound") {
        return None;
    }
    let all = told.names(at);
    let is_named = |name: &&Name| is_body(name, words);
    let before = all.iter().filter(|name| name.words.end <= phrase.start).find(is_named);
    let behind = || {
        all.iter().find(|name| name.words.start >= phrase.end && name.words.start - phrase.end <= 1).filter(is_named)
    };
    let who = match pronoun_before(words, phrase.start) {
        true => named_before(told, at, is_body)?,
        false => before.or_else(behind)?.clone(),
    };
    Some(Beginning { told, document, at, who, into: None, year, month })
}

fn joining<'d, 't>(told: &'d Told<'t>, document: usize, at: usize) -> Option<Beginning<'d, 't>> {
    let (words, phrases) = (told.words(at), told.phrases(at));
    let phrase = phrases.all("join").first()?.clone();
    let (year, month) = only_time(words)?;
    if phrases.has("notjoin") {
        return None;
    }
    let all = told.names(at);
    let is_member = |name: &Name| matches!(name.kind, Some(EntityKind::State | EntityKind::Organisation));
    let into =
        all.iter().find(|name| name.words.start >= phrase.start && !name.is_person() && is_no_place(name, words));
    let into = into.cloned()?;
    let before = all.iter().rev().find(|name| name.words.end <= phrase.start && is_member(name));
    let who = match before {
        Some(before) => before.clone(),
        None if pronoun_before(words, phrase.start) => {
            named_before(told, at, |name, _| name.kind == Some(EntityKind::State))?
        }
        None => return None,
    };
    Some(Beginning { told, document, at, who, into: Some(into), year, month })
}

/// Returns whether “it”, “the alliance” or such stands right before a phrase, helping verbs aside.
fn pronoun_before(words: &[Word<'_>], at: usize) -> bool {
    let is_small = |word: &&Word<'_>| {
        matches!(
            word.lower.as_str(),
            "was" | "is" | "has" | "had" | "been" | "a" | "an" | "full" | "only" | "first" | "itself"
        )
    };
    let mut before = words[..at].iter().rev().skip_while(is_small);
    before
        .next()
        .is_some_and(|word| !word.is_capital() && STANDING_FOR.contains(&word.lower.as_str()) || word.lower == "it")
}

/// Returns the first name of a kind in the sentences before one, the nearest sentence first.
fn named_before(told: &Told<'_>, at: usize, is_it: impl Fn(&Name, &[Word<'_>]) -> bool) -> Option<Name> {
    let mut before = (at.saturating_sub(BACK_SENTENCES)..at).rev();
    before.find_map(|at| told.names(at).iter().find(|name| is_it(name, told.words(at))).cloned())
}

/// Returns whether a name can be that of a body: no state, place or person, and nothing behind `in` or `by`.
fn is_body(name: &Name, words: &[Word<'_>]) -> bool {
    !matches!(name.kind, Some(EntityKind::State | EntityKind::Place | EntityKind::Person))
        && name.text.contains(char::is_uppercase)
        && is_no_place(name, words)
}

fn is_no_place(name: &Name, words: &[Word<'_>]) -> bool {
    let before = name.words.start.checked_sub(1).map(|at| words[at].lower.as_str());
    name.kind != Some(EntityKind::Place)
        && !before.is_some_and(|before| matches!(before, "in" | "at" | "by" | "from" | "to" | "near" | "under"))
}

/// Returns the only year of a sentence, with the month before it.
fn only_time(words: &[Word<'_>]) -> Option<(i16, Option<i8>)> {
    let mut years = words.iter().enumerate().filter_map(|(at, word)| Some((at, year(word)?)));
    let ((at, year), None) = (years.next()?, years.next()) else { return None };
    Some((year, words[at.saturating_sub(2)..at].iter().find_map(month)))
}

fn is_one(one: &Beginning<'_, '_>, other: &Beginning<'_, '_>) -> bool {
    let is_into = match (&one.into, &other.into) {
        (Some(one), Some(other)) => one.is_name_of(other),
        (one, other) => one.is_none() && other.is_none(),
    };
    (one.document, one.at) != (other.document, other.at) && one.who.is_name_of(&other.who) && is_into
}

fn are_apart(one: &Beginning<'_, '_>, other: &Beginning<'_, '_>) -> bool {
    let is_month = one.month.is_some() && other.month.is_some() && one.month != other.month;
    one.document != other.document && (one.year != other.year || is_month)
}

fn contradiction(one: &Beginning<'_, '_>, other: &Beginning<'_, '_>) -> Contradiction {
    let written = |told: &Beginning<'_, '_>| match told.month {
        Some(month) => format!("{:04}-{month:02}", told.year),
        None => told.year.to_string(),
    };
    let about = match &one.into {
        Some(into) => format!("since when {} belongs to {}", one.who.text, into.text),
        None => format!("when {} began", one.who.text),
    };
    Contradiction {
        kind: ContradictionKind::Date,
        about,
        why: format!("What happens once is placed in {} and in {}.", written(one), written(other)),
        sides: [one, other].map(|one| said(one.told.text, one.told.text.sentences[one.at].span)).into(),
    }
}
