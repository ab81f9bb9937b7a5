//! Who plays a part: who presides, leads a delegation, signs for a state, is the host?
//!
//! The part is a phrase of the frame's first class. Those who have it stand before the phrase, or behind its `by`, or behind
//! it where nobody stands before.

use std::ops::Range;

use super::super::words::{Word, is_of};
use super::frame::{Frame, Subject};
use super::name::{Name, share};
use super::phrase::Phrases;
use super::told::Told;
use super::value::Value;
use super::{Answer, Assertion, number};

/// So many words before a phrase say whether it is still to be.
const AHEAD_WORDS: usize = 4;
/// So many words lie at most between a delegation and whose it is.
const OWNER_WORDS: usize = 3;
/// What stands between names of one list.
const JOINING: [&str; 13] =
    ["and", "the", "of", "with", "sir", "its", "s", "then", "as", "by", "general", "both", "with"];
/// Whoever stands behind one of these and `by` has no part but company.
const COMPANY: [&str; 5] = ["accompanied", "joined", "flanked", "followed", "assisted"];

/// Returns who has the part.
pub(super) fn answers(frame: &Frame, told: &Told<'_>, at: usize) -> Vec<Answer> {
    let words = told.words(at);
    let phrases = told.phrases(at);
    let part = frame.near.first().or_else(|| frame.need.first()).and_then(|list| {
        list.iter().filter_map(|class| phrases.all(class).first()).min_by_key(|place| place.start).cloned()
    });
    let Some(phrase) = part.filter(|phrase| !is_ahead(&words[phrase.start.saturating_sub(AHEAD_WORDS)..phrase.end]))
    else {
        return Vec::new();
    };
    let all = told.names(at);
    let (others, people): (Vec<Name>, Vec<Name>) =
        all.iter().filter(|name| name.may_be_person()).cloned().partition(|name| is_denied(name, words));
    let beside = people.clone();
    let people = bearers(&people, &phrase, words);
    // Who shares a part with somebody who is not named is not all of those who have it.
    let is_shared = phrases.has("cochair") && people.len() < 2;
    if people.is_empty() || is_shared {
        return Vec::new();
    }
    let subject = match frame.subject {
        Subject::Owner => owner(told, at, &phrase, &people),
        Subject::State => state(told, at, &phrase, &people),
        _ => Vec::new(),
    };
    vec![Answer { value: Value::People { people, beside, others }, subject, near: 0..words.len(), behind: 0..0 }]
}

/// Returns whether words speak of what is still to be.
fn is_ahead(words: &[Word<'_>]) -> bool {
    words.iter().any(|word| matches!(word.lower.as_str(), "will" | "would" | "plans" | "planned" | "could"))
}

/// Returns whether both put something in a place by `in`, and have no such place in common.
pub(super) fn are_elsewhere(told: &[Told<'_>], one: &Assertion<'_>, other: &Assertion<'_>) -> bool {
    let places = |one: &Assertion<'_>| -> Vec<Name> {
        let words = &one.sentence().words;
        let is_in = |name: &&Name| {
            !name.is_person() && name.words.start.checked_sub(1).is_some_and(|before| words[before].lower == "in")
        };
        told[one.document].names(one.at).iter().filter(is_in).cloned().collect()
    };
    let (ours, theirs) = (places(one), places(other));
    !ours.is_empty() && !theirs.is_empty() && !share(&ours, &theirs)
}

/// Returns whether it is said that it was not this one.
fn is_denied(name: &Name, words: &[Word<'_>]) -> bool {
    let before = &words[name.words.start.saturating_sub(3)..name.words.start];
    let behind = &words[name.words.end..words.len().min(name.words.end + 5)];
    Phrases::of(before).has("instead") || Phrases::of(behind).has("away")
}

/// Returns those who have a part: those behind its `by` or `was`, or else before the phrase, or else behind it.
fn bearers(people: &[Name], phrase: &Range<usize>, words: &[Word<'_>]) -> Vec<Name> {
    // `Foreign Minister Mira Dane` is one name to the reader.
    let is_within = |name: &&Name| name.words.start < phrase.end && phrase.start < name.words.end;
    if let Some(within) = people.iter().find(is_within) {
        return vec![within.clone()];
    }
    let is_beside = |at: usize| at > 0 && COMPANY.contains(&words[at - 1].lower.as_str());
    let by = (phrase.end..words.len().min(phrase.end + 12)).find(|&at| words[at].lower == "by" && !is_beside(at));
    let ends_so = matches!(words[phrase.end - 1].lower.as_str(), "of" | "by" | "to" | "under" | "is" | "was");
    let behind: Vec<&Name> = people.iter().filter(|name| name.words.start >= by.unwrap_or(phrase.end)).collect();
    let before: Vec<&Name> = people.iter().filter(|name| name.words.end <= phrase.start).collect();
    let is_joined = |one: &Name, other: &Name| {
        let between = words[one.words.end.min(other.words.start)..other.words.start].iter();
        between
            .into_iter()
            .all(|word| word.is_capital() || JOINING.contains(&word.lower.as_str()) || is_of("title", &word.lower))
    };
    let is_behind = before.is_empty() || (by.is_some() || ends_so) && !behind.is_empty();
    let nearest_first: Vec<&Name> = if is_behind { behind } else { before.into_iter().rev().collect() };
    let mut list: Vec<Name> = Vec::new();
    for name in nearest_first {
        let is_next =
            list.last().is_none_or(|last| if is_behind { is_joined(last, name) } else { is_joined(name, last) });
        if !is_next {
            break;
        }
        list.push(name.clone());
    }
    list.sort_by_key(|name| name.words.start);
    list
}

/// Returns in which state somebody has an office: that of the office, or the nearest that is named.
fn state(told: &Told<'_>, at: usize, phrase: &Range<usize>, people: &[Name]) -> Vec<Name> {
    let of = people.iter().find_map(|name| name.of.clone());
    if let Some(of) = of {
        return vec![named_state(of)];
    }
    let is_it = |name: &&Name| number::is_state(name) && !people.iter().any(|person| person.words == name.words);
    let far = |name: &&Name| name.words.start.saturating_sub(phrase.end) + phrase.start.saturating_sub(name.words.end);
    told.names(at).iter().filter(is_it).min_by_key(far).cloned().into_iter().collect()
}

fn named_state(of: String) -> Name {
    let (kind, stems) = (Some(casus_claim::EntityKind::State), super::name::stems(&of));
    Name { text: of, kind, words: 0..0, stems, of: None }
}

/// Returns whose delegation is led or for whom somebody signs: the state that stands by the delegation, or is what is led,
/// or stands behind `for`, or of which its head holds an office.
fn owner(told: &Told<'_>, at: usize, phrase: &Range<usize>, people: &[Name]) -> Vec<Name> {
    let words = told.words(at);
    let names: Vec<&Name> = told.names(at).iter().filter(|name| number::is_state(name)).collect();
    let owned = told.phrases(at).all("delegation");
    let distance = |name: &Name, place: &Range<usize>| {
        let (first, last) = if name.words.start <= place.start { (&name.words, place) } else { (place, &name.words) };
        last.start.saturating_sub(first.end)
    };
    let nearest = owned.iter().flat_map(|place| names.iter().map(move |name| (distance(name, place), name)));
    let is_at = |name: &Name| {
        name.words
            .start
            .checked_sub(1)
            .is_some_and(|before| matches!(words[before].lower.as_str(), "in" | "at" | "with"))
    };
    let nearest =
        nearest.filter(|(distance, name)| *distance <= OWNER_WORDS && !is_at(name)).min_by_key(|(far, _)| *far);
    let is_for = |name: &&&Name| {
        let before = &words[name.words.start.saturating_sub(2)..name.words.start];
        let is_whose = words.get(name.words.end).is_some_and(|word| word.lower.starts_with("signature"));
        before.last().is_some_and(|word| word.lower == "for")
            || before.iter().any(|word| word.lower == "behalf")
            || is_whose
    };
    let is_led = |name: &&&Name| (phrase.end..=phrase.end + 1).contains(&name.words.start);
    let found = nearest.map(|(_, name)| (*name).clone());
    let found = found.or_else(|| names.iter().find(is_for).map(|name| (*name).clone()));
    let found = found.or_else(|| names.iter().find(is_led).map(|name| (*name).clone()));
    let of_office = || people.iter().find_map(|name| name.of.clone()).map(named_state);
    let is_told = !owned.is_empty();
    found.or_else(|| of_office().filter(|_| is_told)).into_iter().collect()
}
