//! What is a document's setting: which states and bodies does each sentence name, and whose paper is it?

use std::collections::BTreeMap;

use casus_claim::EntityKind;

use crate::holding::{offices, person};
use crate::lexicon::{Class, KnownSort, LEXICON};
use crate::mention::Target;
use crate::roll::{Lands, Line, state_of_body};

/// A state or body where it is named.
#[derive(Clone, Debug, Default)]
pub(crate) struct Owner {
    pub name: String,
    pub is_state: bool,
    /// Whether it may be a state, as nothing tells what it is.
    pub may_be_state: bool,
    pub is_place: bool,
    pub is_subject: bool,
    /// The sentence, and the word in it.
    pub line: usize,
    pub word: usize,
}

/// Lists the states and bodies that a sentence names, adjectives among them.
pub(crate) fn owners_in(line: &Line<'_>, at: usize, lands: &Lands) -> Vec<Owner> {
    let mut owners = Vec::new();
    let mut taken = vec![false; line.words.len()];
    for sighting in &line.sightings {
        let words = line.words_of(sighting);
        let is_subject = line.is_subject(sighting);
        let mut add = |name: &str, is_state: bool| {
            let name = lands.name(name).to_owned();
            let may_be_state = !is_state && lands.may_be(&name);
            let owner =
                Owner { name, is_state, may_be_state, is_place: false, is_subject, line: at, word: words.start };
            owners.push(owner);
        };
        match &sighting.points_at {
            Target::Name { name, kind: EntityKind::State, .. } => add(name, true),
            Target::Name { name, kind: EntityKind::Organisation, .. } | Target::Ourselves { name, .. } => {
                add(name, lands.is_state(name));
                if let Some(state) = state_of_body(name) {
                    add(state, true);
                }
            }
            Target::Name { name, kind: EntityKind::Place, .. } if lands.is_state(name) => add(name, true),
            Target::Name { name, kind: EntityKind::Place, .. } => {
                let place =
                    Owner { name: name.clone(), is_place: true, line: at, word: words.start, ..Owner::default() };
                owners.push(place);
            }
            Target::Noun { of: Some(of), .. } | Target::Title { of: Some(of), .. } => {
                add(of, lands.is_state(lands.name(of)))
            }
            Target::Person { offices, .. } => {
                for of in offices.iter().filter_map(|office| office.of.as_deref()) {
                    add(of, lands.is_state(lands.name(of)));
                }
            }
            _ => continue,
        }
        taken[words].fill(true);
    }
    for (word, state) in line.words.iter().enumerate().filter_map(|(at, word)| Some((at, lands.state_of_word(word)?))) {
        if !taken[word] {
            owners.push(Owner { name: state.to_owned(), is_state: true, line: at, word, ..Owner::default() });
        }
    }
    owners.sort_by_key(|owner| owner.word);
    owners
}

/// Returns the body whose statement a headline announces.
pub(crate) fn author(lines: &[Line<'_>]) -> Option<String> {
    let heading =
        lines.iter().take(3).find(|line| line.words.iter().any(|word| LEXICON.is(Class::Statement, &word.lower())))?;
    heading.sightings.iter().find_map(|sighting| match &sighting.points_at {
        Target::Name { name, kind: EntityKind::Organisation | EntityKind::State, .. } => Some(name.clone()),
        Target::Noun { of: Some(of), .. } => Some(of.clone()),
        _ => None,
    })
}

/// Returns the state whose parliament's or ministry's paper it is, by its first lines.
pub(crate) fn home(lines: &[Line<'_>]) -> Option<String> {
    const HEAD_LINES: usize = 3;
    let names = lines.iter().take(HEAD_LINES).flat_map(|line| &line.sightings).filter_map(|sighting| {
        match &sighting.points_at {
            Target::Name { name, kind: EntityKind::Organisation, .. } => {
                state_of_body(name).or_else(|| land_before_body(name))
            }
            // `Government of Norland`, `Norlandic Ministry of Defence`.
            Target::Noun { noun, of: Some(of), .. } if LEXICON.is(Class::StateBody, noun) => Some(of.as_str()),
            _ => None,
        }
    });
    names.map(str::to_owned).next()
}

/// Returns the state before the name of its body: `Norland Parliament`.
fn land_before_body(name: &str) -> Option<&str> {
    let (land, body) = name.split_once(' ')?;
    let is_body = LEXICON.is(Class::StateBody, &body.to_lowercase()) && !land.eq_ignore_ascii_case("the");
    let is_land = LEXICON.name(land).is_none_or(|known| known.sort == KnownSort::State);
    (is_body && is_land && !LEXICON.is_title_modifier(&land.to_lowercase())).then_some(land)
}

/// Returns the state that a publisher's name tells: `Norlandic Government`, `Ministry of Defence of Norland`.
pub(crate) fn state_named_in(publisher: &str, lands: &Lands) -> Option<String> {
    let words = || publisher.split(' ').map(|word| word.trim_end_matches(',').trim_end_matches("'s"));
    let is_body = words().any(|word| LEXICON.is(Class::StateBody, &word.to_lowercase()));
    let known = |word: &str| LEXICON.name(word).filter(|known| known.sort != KnownSort::Place).map(|known| known.name);
    let named = state_of_body(publisher).or_else(|| words().find_map(known).filter(|_| is_body))?;
    let named = lands.name(named);
    lands.is_state(named).then(|| named.to_owned())
}

/// Returns the noun by which a text speaks of a town, where it does: `the city`.
pub(crate) fn town(lines: &[Line<'_>]) -> Option<String> {
    const TOWNS: [&str; 4] = ["city", "town", "municipality", "village"];
    let nouns = lines.iter().flat_map(|line| &line.sightings).filter_map(|sighting| match &sighting.points_at {
        Target::Noun { noun, of: None, .. } => Some(noun),
        _ => None,
    });
    nouns.filter(|noun| TOWNS.contains(&noun.as_str())).map(String::to_owned).next()
}

pub(crate) fn is_of_state_body(name: &str) -> bool {
    name.split(' ').any(|word| LEXICON.is(Class::StateBody, &word.to_lowercase()))
}

/// Returns the state of each paragraph with a label: `FRANCE:`, `Ada Korn:`, where her office is Norland's.
pub(crate) fn labels(lines: &[Line<'_>], lands: &Lands) -> BTreeMap<usize, Option<String>> {
    const LABEL_WORDS_MAX: usize = 8;
    let mut labels = BTreeMap::new();
    let mut owners: BTreeMap<String, String> = BTreeMap::new();
    for (holder, _, of) in offices(lines) {
        if let Some(of) = of {
            owners.entry(holder).or_insert(of);
        }
    }
    for (at, line) in lines.iter().enumerate().filter(|(_, line)| line.starts_paragraph) {
        let colon = line.words.iter().take(LABEL_WORDS_MAX).position(|word| word.text == ":");
        let first = line.sightings.first().filter(|first| colon.is_some_and(|colon| line.words_of(first).end == colon));
        let state = first.and_then(|first| match &first.points_at {
            Target::Name { name, kind: EntityKind::State, .. } => Some(name.clone()),
            Target::Name { name, kind: EntityKind::Organisation | EntityKind::Place, .. } if lands.may_be(name) => {
                Some(name.clone())
            }
            target => {
                let name = person(target)?;
                let of = owners.get(&name)?;
                lands.is_state(lands.name(of)).then(|| lands.name(of).to_owned())
            }
        });
        labels.insert(at, state);
    }
    labels
}

/// Returns the noun in the plural that the sentence before is about: whose `their leader` leads.
pub(crate) fn subject_of_several(lines: &[Line<'_>], at: usize) -> Option<String> {
    let before = lines[..at].iter().rev().take(3);
    let subjects = before.flat_map(|line| {
        let subjects = line.words.iter().filter(|word| matches!(word.dep, "nsubj" | "nsubjpass") && word.tag == "NNS");
        subjects.map(|word| (word, LEXICON.cue(line.words[word.head].lemma).is_some()))
    });
    let mut nouns = subjects
        .filter(|(word, is_speaker)| *is_speaker || LEXICON.group_head(&word.lower()).is_some())
        .map(|(word, _)| word);
    nouns.next().map(|word| word.text.to_owned())
}
