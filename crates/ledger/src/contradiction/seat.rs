//! Where has a body its seat, before which court was a case brought, who is let off? Kinds `place` and `status`.
//!
//! **The same thing**: a body by its name, “which has its headquarters in”, “the Eastport-based”; a case by who brought it,
//! against whom and when; those who are let off by what they are let off from.
//!
//! **A clash**: towns that differ, or a town and a state in which it does not lie; courts that differ; lists of states of
//! one length that differ.
//!
//! **Excused**: documents that name the other place too; a body that moves; a second case.

use std::collections::{BTreeMap, BTreeSet};

use casus_claim::EntityKind;

use super::phrase::{self, Around, Name, are_near, has, names, phrases};
use super::place::BUILDINGS;
use super::retold::are_set_apart;
use super::text::{Sentence, Text};
use super::words::{Word, has_of};
use super::{Contradiction, ContradictionKind, list, one_line, said};

/// A body moves in longer times than this.
const SEAT_DAYS_MAX: i32 = 200;
/// What is told of a day is told again within so many.
const DAYS_MAX: i32 = 10;
/// So many telling words around both sentences must be the same.
const SHARED_MIN: usize = 3;

struct Placed<'t> {
    text: &'t Text<'t>,
    sentence: &'t Sentence<'t>,
    around: Around,
    /// The places, courts or states.
    at: Vec<Name<'t>>,
}

/// Finds seats and courts that differ, and those who are let off.
pub(super) fn find(texts: &[Text<'_>]) -> Vec<Contradiction> {
    let mut seats: BTreeMap<String, Vec<Placed<'_>>> = BTreeMap::new();
    let mut courts: Vec<Placed<'_>> = Vec::new();
    let mut lists: Vec<Placed<'_>> = Vec::new();
    let mut venues: Vec<Placed<'_>> = Vec::new();
    for text in texts {
        for at in 0..text.sentences.len() {
            if let Some((body, placed)) = seat(text, at) {
                seats.entry(body).or_default().push(placed);
            }
            courts.extend(court(text, at));
            venues.extend(venue(text, at));
            lists.extend(let_off(text, at));
        }
    }
    let mut found = Vec::new();
    for (body, placed) in &seats {
        found.extend(pair(placed, SEAT_DAYS_MAX, is_elsewhere).map(|(one, other)| {
            let why = format!("It has one seat, and is put in {} and in {}.", written(one), written(other));
            contradiction(ContradictionKind::Place, format!("the seat of {body}"), why, one, other)
        }));
    }
    by_time(&mut courts);
    by_time(&mut lists);
    by_time(&mut venues);
    found.extend(pair(&venues, DAYS_MAX, is_other_venue).map(|(one, other)| {
        let why = format!("The same meeting is put in {} and in {}.", written(one), written(other));
        contradiction(ContradictionKind::Place, one_line(one.text.source.slice(one.sentence.span)), why, one, other)
    }));
    found.extend(pair(&courts, DAYS_MAX, is_other_court).map(|(one, other)| {
        let why = format!("One case is brought before {} and before {}.", written(one), written(other));
        contradiction(ContradictionKind::Place, one_line(one.text.source.slice(one.sentence.span)), why, one, other)
    }));
    found.extend(pair(&lists, DAYS_MAX, is_other_list).map(|(one, other)| {
        let why = format!("One lets off {}, another {}.", written(one), written(other));
        contradiction(ContradictionKind::Attendance, "who is let off".to_owned(), why, one, other)
    }));
    found
}

fn by_time(all: &mut [Placed<'_>]) {
    all.sort_by_key(|placed| (placed.text.published(), placed.text.number));
}

/// Returns the first two that clash, of those that are near in time.
fn pair<'p, 't>(
    all: &'p [Placed<'t>],
    days_max: i32,
    clash: impl Fn(&Placed<'t>, &Placed<'t>) -> bool,
) -> Option<(&'p Placed<'t>, &'p Placed<'t>)> {
    all.iter().enumerate().find_map(|(n, one)| {
        let near = all[n + 1..].iter().take_while(|other| are_near(one.text, other.text, days_max));
        let mut near = near.filter(|other| other.text.number != one.text.number);
        near.find(|other| clash(one, other)).map(|other| (one, other))
    })
}

fn written(placed: &Placed<'_>) -> String {
    list(&placed.at.iter().map(|name| name.text.to_owned()).collect::<Vec<_>>())
}

fn contradiction(
    kind: ContradictionKind,
    about: String,
    why: String,
    one: &Placed<'_>,
    other: &Placed<'_>,
) -> Contradiction {
    let sides = vec![said(one.text, one.sentence.span), said(other.text, other.sentence.span)];
    Contradiction { kind, about, why, sides }
}

fn placed<'t>(text: &'t Text<'t>, at: usize, names: Vec<Name<'t>>) -> Placed<'t> {
    Placed { text, sentence: &text.sentences[at], around: phrase::around(text, at), at: names }
}

/// Reads the seat of a body.
fn seat<'t>(text: &'t Text<'t>, at: usize) -> Option<(String, Placed<'t>)> {
    let sentence = &text.sentences[at];
    let words = &sentence.words;
    let all = names(text, sentence);
    // `The Eastport-based bank`.
    let based = words.iter().position(|word| word.lower == "based").filter(|&at| {
        at > 0 && words[at - 1].is_capital() && text.source.text()[words[at - 1].end_bytes..].starts_with(['-', '‑'])
    });
    let (town, verb) = match based {
        Some(based) => (all.iter().find(|name| name.words.end == based)?, based - 1),
        None => {
            let phrase = phrases("seat", words).into_iter().next()?;
            (
                all.iter().find(|name| name.words.start >= phrase.end && name.words.start <= phrase.end + 1)?,
                phrase.start,
            )
        }
    };
    if has("moving", words) || !matches!(town.kind, Some(EntityKind::Place | EntityKind::State) | None) {
        return None;
    }
    let is_body = |name: &&Name<'_>| {
        name.words != town.words
            && !matches!(name.kind, Some(EntityKind::State | EntityKind::Place | EntityKind::Person))
            && name.text.contains(char::is_uppercase)
    };
    let before = all.iter().rev().filter(|name| name.words.end <= verb && verb - name.words.end <= 4).find(is_body);
    let body =
        before.or_else(|| based.and_then(|based| all.iter().find(|name| name.words.start > based).filter(is_body)))?;
    let key = body.stems.iter().cloned().collect::<Vec<_>>().join(" ");
    Some((key, placed(text, at, vec![town.clone()])))
}

/// Returns whether a document names a place or court anywhere.
fn names_too(placed: &Placed<'_>, name: &Name<'_>) -> bool {
    placed.text.source.text().contains(name.text)
}

fn is_elsewhere(one: &Placed<'_>, other: &Placed<'_>) -> bool {
    let ([here], [there]) = (&one.at[..], &other.at[..]) else { return false };
    !here.is_name_of(there) && may_exclude(here, there) && !names_too(one, there) && !names_too(other, here)
}

/// Returns whether one place cannot be the other or lie in it: two towns, two states, or a state that has the name of its
/// capital and another town.
fn may_exclude(here: &Name<'_>, there: &Name<'_>) -> bool {
    let is_state = |name: &Name<'_>| name.kind == Some(EntityKind::State);
    let is_own_town = |name: &Name<'_>| is_state(name) && has("citystate", &words_of(name.text));
    is_state(here) == is_state(there) || is_own_town(here) || is_own_town(there)
}

fn words_of(name: &str) -> Vec<Word<'_>> {
    vec![Word { text: name, lower: name.to_lowercase(), start_bytes: 0, end_bytes: name.len() }]
}

/// Reads before which court a case was brought.
fn court<'t>(text: &'t Text<'t>, at: usize) -> Option<Placed<'t>> {
    let sentence = &text.sentences[at];
    let words = &sentence.words;
    let is_told = has("sue", words)
        && !has_of("modal", words)
        && !words.iter().any(|word| matches!(word.lower.as_str(), "will" | "would" | "not" | "second"));
    let is_court = |name: &&Name<'_>| {
        words[name.words.clone()].iter().any(|word| matches!(word.lower.as_str(), "court" | "tribunal" | "arbitration"))
    };
    let mut courts = names(text, sentence).into_iter().filter(|name| is_court(&name));
    let (court, None) = (courts.next().filter(|_| is_told)?, courts.next()) else { return None };
    Some(placed(text, at, vec![court]))
}

fn is_other_court(one: &Placed<'_>, other: &Placed<'_>) -> bool {
    let ([here], [there]) = (&one.at[..], &other.at[..]) else { return false };
    let is_sort = |name: &Name<'_>| name.stems.len() > 1;
    is_sort(here)
        && is_sort(there)
        && !here.is_name_of(there)
        && !names_too(one, there)
        && !names_too(other, here)
        && phrase::may_be_of_one_day((one.text, &one.around), (other.text, &other.around))
        && is_told_around(one, other)
}

/// Returns whether the words around two sentences tell of one thing.
fn is_told_around(one: &Placed<'_>, other: &Placed<'_>) -> bool {
    let of: BTreeSet<&String> = one.at.iter().chain(&other.at).flat_map(|name| &name.stems).collect();
    let shared: BTreeSet<&String> =
        one.around.telling.intersection(&other.around.telling).filter(|word| !of.contains(word)).collect();
    shared.len() >= SHARED_MIN
        && shared.iter().any(|word| one.around.both_name(&other.around, word))
        && !are_set_apart((one.text, &one.sentence.words), (other.text, &other.sentence.words))
}

/// Reads in which building of a town people came together on a day.
fn venue<'t>(text: &'t Text<'t>, at: usize) -> Option<Placed<'t>> {
    let sentence = &text.sentences[at];
    let words = &sentence.words;
    let is_told = has("met", words) && !has("movedto", words) && !has_of("modal", words);
    let is_building = |name: &Name<'_>| {
        words[name.words.clone()].iter().any(|word| BUILDINGS.contains(&word.text))
            && name.stems.len() > 1
            && words[..name.words.start].iter().rev().take(4).any(|word| matches!(word.lower.as_str(), "in" | "at"))
    };
    let mut buildings = names(text, sentence).into_iter().filter(is_building);
    let (building, None) = (buildings.next().filter(|_| is_told)?, buildings.next()) else { return None };
    phrase::day_of(text, sentence)?;
    Some(placed(text, at, vec![building]))
}

fn is_other_venue(one: &Placed<'_>, other: &Placed<'_>) -> bool {
    let ([here], [there]) = (&one.at[..], &other.at[..]) else { return false };
    let names = |placed: &Placed<'_>, name: &Name<'_>| name.stems.is_subset(&placed.text.all_telling);
    let stems = |placed: &Placed<'_>| -> BTreeSet<String> {
        let all = phrase::names(placed.text, placed.sentence).into_iter();
        all.filter(|name| name.words != placed.at[0].words).flat_map(|name| name.stems).collect()
    };
    here.stems.is_disjoint(&there.stems)
        && !names(one, there)
        && !names(other, here)
        && stems(one).intersection(&stems(other)).count() >= SHARED_MIN
        && phrase::may_be_of_one_day((one.text, &one.around), (other.text, &other.around))
        && !phrase::are_of_other_sorts(&one.sentence.words, &other.sentence.words)
        && !are_set_apart((one.text, &one.sentence.words), (other.text, &other.sentence.words))
}

/// Reads which states are let off from something, where they are listed.
fn let_off<'t>(text: &'t Text<'t>, at: usize) -> Option<Placed<'t>> {
    let sentence = &text.sentences[at];
    let words = &sentence.words;
    if !has("exempt", words) || has_of("modal", words) {
        return None;
    }
    let all: Vec<Name<'t>> =
        names(text, sentence).into_iter().filter(|name| name.kind == Some(EntityKind::State)).collect();
    // The longest row of names with nothing but commas and `and` between.
    let mut row: Vec<Name<'t>> = Vec::new();
    let mut longest: Vec<Name<'t>> = Vec::new();
    for name in all {
        let is_next = row.last().is_some_and(|last| {
            words[last.words.end..name.words.start].iter().all(|word| matches!(word.lower.as_str(), "and" | "the"))
        });
        if !is_next {
            row.clear();
        }
        row.push(name);
        if row.len() > longest.len() {
            longest.clone_from(&row);
        }
    }
    (longest.len() >= 2).then(|| placed(text, at, longest))
}

fn is_other_list(one: &Placed<'_>, other: &Placed<'_>) -> bool {
    let is_in = |name: &Name<'_>, all: &[Name<'_>]| all.iter().any(|other| other.stems == name.stems);
    let shared = one.at.iter().filter(|name| is_in(name, &other.at)).count();
    one.at.len() == other.at.len() && shared > 0 && shared < one.at.len() && is_told_loosely(one, other)
}

/// Returns whether two lists, which have members in common, are told with some of the same words.
fn is_told_loosely(one: &Placed<'_>, other: &Placed<'_>) -> bool {
    let of: BTreeSet<&String> = one.at.iter().chain(&other.at).flat_map(|name| &name.stems).collect();
    one.around.telling.intersection(&other.around.telling).any(|word| !of.contains(word))
}
