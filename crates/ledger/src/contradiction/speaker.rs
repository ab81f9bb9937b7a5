//! Is one utterance given to two people, or one office? Kind `speaker`.
//!
//! **The same thing**: words in quotation marks, of which six in a row are the same and most of the shorter ones; or an
//! office that one person holds at a time (`data/sole_offices.txt`) in documents of one month.
//!
//! **A clash**: the speakers are two people, or the holders.
//!
//! **Excused**: a state beside its official, a body, or several speakers; a former, acting or elected holder; a year
//! beside the name; two holders whose terms both cover the day of their document.

use std::collections::{BTreeMap, BTreeSet};

use casus_claim::{Claim, Entity, EntityKind, Mode, Record, Term};

use super::office::{Held, folded, offices};
use super::text::{Text, days_between};
use super::words::words;
use super::{Contradiction, ContradictionKind, said, told};
use crate::identity::is_sole_title;

/// So many words in a row are no chance.
const RUN_WORDS: usize = 6;
/// So much of the shorter utterance must stand in the longer.
const SHARE_MIN: f64 = 0.8;
/// So many telling words in common are no chance where nothing is quoted.
const REPORTED_WORDS_MIN: usize = 6;
/// Two people may say the same on two days.
const REPORTED_DAYS_MAX: i32 = 2;
/// Documents further apart may each speak of their own holder.
const DAYS_MAX: i32 = 31;

/// Bodies that have one president and no others in them.
const ONE_HEADED: [&str; 6] = ["Council", "Commission", "Bank", "Fund", "Court", "Committee"];

/// Finds utterances and offices that are given to two people.
pub(super) fn find(texts: &[Text<'_>], terms: &[Term]) -> Vec<Contradiction> {
    utterances(texts).into_iter().chain(reported(texts)).chain(holders(texts, terms)).collect()
}

struct Utterance<'t> {
    text: &'t Text<'t>,
    record: &'t Record,
    speaker: &'t Entity,
    runs: BTreeSet<Vec<String>>,
}

fn utterances(texts: &[Text<'_>]) -> Vec<Contradiction> {
    let all: Vec<Utterance<'_>> = texts
        .iter()
        .flat_map(|text| text.reading.records().iter().filter_map(move |record| utterance(text, record)))
        .collect();
    let mut by_run: BTreeMap<&[String], Vec<usize>> = BTreeMap::new();
    for (at, one) in all.iter().enumerate() {
        one.runs.iter().for_each(|run| by_run.entry(run).or_default().push(at));
    }
    let mut pairs: BTreeSet<(usize, usize)> = BTreeSet::new();
    for places in by_run.values() {
        // A phrase that all use is nobody's own, so the first of each who says it is enough.
        if let [one, others @ ..] = &places[..] {
            pairs.extend(others.iter().map(|&other| (*one, other)));
        }
    }
    let clash = |(one, other): (usize, usize)| {
        let (one, other) = (&all[one], &all[other]);
        is_given_to_two(one, other).then(|| Contradiction {
            kind: ContradictionKind::Speaker,
            about: super::one_line(one.record.quote.text()),
            why: format!("The same words are given to {} and to {}.", one.speaker.name, other.speaker.name),
            sides: vec![told(one.text, one.record), told(other.text, other.record)],
        })
    };
    pairs.into_iter().filter_map(clash).collect()
}

fn utterance<'t>(text: &'t Text<'t>, record: &'t Record) -> Option<Utterance<'t>> {
    let Claim::Statement(statement) = &record.claim else { return None };
    let [speaker] = statement.speaker.ids() else { return None };
    let speaker = text.entity(*speaker);
    let is_quoted = statement.mode == Mode::Direct && speaker.kind == EntityKind::Person;
    let lower: Vec<String> = words(text.source, statement.content.span()).into_iter().map(|word| word.lower).collect();
    let runs = lower.windows(RUN_WORDS).map(<[String]>::to_vec).collect();
    is_quoted.then_some(Utterance { text, record, speaker, runs })
}

fn is_given_to_two(one: &Utterance<'_>, other: &Utterance<'_>) -> bool {
    let shared = one.runs.intersection(&other.runs).count() as f64;
    let shorter = one.runs.len().min(other.runs.len()) as f64;
    one.text.number != other.text.number
        && !is_one_person(one.speaker, other.speaker)
        && shared >= SHARE_MIN * shorter
        && days_between(one.text, other.text).is_none_or(|days| days <= DAYS_MAX)
}

/// Finds what is reported in the same words, quotation marks or not, of two people.
fn reported(texts: &[Text<'_>]) -> Vec<Contradiction> {
    let mut by_content: BTreeMap<BTreeSet<String>, Vec<(&Text<'_>, &Record, &Entity)>> = BTreeMap::new();
    for text in texts {
        for record in text.reading.records() {
            let Claim::Statement(statement) = &record.claim else { continue };
            let [speaker] = statement.speaker.ids() else { continue };
            let speaker = text.entity(*speaker);
            let content = text.telling(statement.content.span());
            if statement.mode != Mode::Direct
                && speaker.kind == EntityKind::Person
                && content.len() >= REPORTED_WORDS_MIN
            {
                by_content.entry(content).or_default().push((text, record, speaker));
            }
        }
    }
    let clash = |told_by: &Vec<(&Text<'_>, &Record, &Entity)>| {
        let (first, other) = (told_by.first()?, told_by.iter().find(|other| !is_one_person(told_by[0].2, other.2))?);
        let is_apart = first.0.number != other.0.number;
        let is_near = days_between(first.0, other.0).is_none_or(|days| days <= REPORTED_DAYS_MAX);
        (is_apart && is_near).then(|| Contradiction {
            kind: ContradictionKind::Speaker,
            about: super::one_line(first.1.quote.text()),
            why: format!("The same is reported of {} and of {}.", first.2.name, other.2.name),
            sides: vec![told(first.0, first.1), told(other.0, other.1)],
        })
    };
    by_content.values().filter_map(clash).collect()
}

/// Returns whether two names may be of one person: they have a name in common.
fn is_one_person(one: &Entity, other: &Entity) -> bool {
    let names = |entity: &Entity| -> BTreeSet<String> {
        let all = [&entity.name].into_iter().chain(&entity.aliases);
        all.flat_map(|name| name.split_whitespace().map(folded)).collect()
    };
    !names(one).is_disjoint(&names(other))
}

fn holders(texts: &[Text<'_>], terms: &[Term]) -> Vec<Contradiction> {
    let all: Vec<Held<'_>> =
        texts.iter().flat_map(offices).filter(|held| is_sole_title(&held.title) && is_of_one_head(held)).collect();
    let mut by_office: BTreeMap<(&str, &str), Vec<&Held<'_>>> = BTreeMap::new();
    all.iter().for_each(|held| by_office.entry((&held.title, held.of)).or_default().push(held));
    by_office.values().flat_map(|held| of_office(held, terms)).collect()
}

/// Returns whether what an office belongs to has one president: a union or league has one of each of its bodies, and texts
/// call all of them its own.
fn is_of_one_head(held: &Held<'_>) -> bool {
    let owner = held.text.reading.entities().iter().find(|entity| entity.name == held.of);
    // A council or a bank has one.
    let is_one = ONE_HEADED.iter().any(|noun| held.of.ends_with(noun));
    held.title != "president" || is_one || owner.is_some_and(|owner| owner.kind == EntityKind::State)
}

/// Finds two holders in documents of one time; each pair of people once.
fn of_office(all: &[&Held<'_>], terms: &[Term]) -> Vec<Contradiction> {
    let mut by_day: Vec<&Held<'_>> = all.to_vec();
    by_day.sort_by_key(|held| (held.text.published(), held.text.number));
    let mut seen: BTreeSet<[&str; 2]> = BTreeSet::new();
    let mut found = Vec::new();
    for pair in by_day.windows(2) {
        let (one, other) =
            if pair[0].text.number <= pair[1].text.number { (pair[0], pair[1]) } else { (pair[1], pair[0]) };
        let mut people = [one.person.name.as_str(), other.person.name.as_str()];
        people.sort_unstable();
        if is_held_by_two(one, other, terms) && seen.insert(people) {
            found.push(Contradiction {
                kind: ContradictionKind::Speaker,
                about: format!("{} of {}", one.title, one.of),
                why: format!("The office is given to {} and to {} at one time.", one.person.name, other.person.name),
                sides: vec![said(one.text, one.span), said(other.text, other.span)],
            });
        }
    }
    found
}

fn is_held_by_two(one: &Held<'_>, other: &Held<'_>, terms: &[Term]) -> bool {
    let is_known = |held: &Held<'_>| {
        held.text.published().is_some_and(|day| held.terms(terms).any(|office| office.is_held_on(day)))
    };
    one.text.number != other.text.number
        && !is_one_person(one.person, other.person)
        && days_between(one.text, other.text).is_some_and(|days| days <= DAYS_MAX)
        && !(is_known(one) && is_known(other))
}
