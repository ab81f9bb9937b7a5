//! What do the sightings of a whole document tell together?
//!
//! In go the sentences with their sightings; out they come with one name for each bearer, whatever its spelling and
//! wherever its fullest form stands, and with the owners of the offices as far as the text makes them clear.

use std::collections::{BTreeMap, BTreeSet};

use casus_claim::EntityKind;
use casus_text::Span;

use crate::body;
use crate::lexicon::{Gender, KnownSort, LEXICON, TitleKind};
use crate::mention::{Sighting, Target};
use crate::names::Names;
use crate::people::People;
use crate::tenure;
use crate::word::Word;

/// A sentence with whom its words name.
pub(crate) struct Line<'a> {
    pub words: Vec<Word<'a>>,
    pub sightings: Vec<Sighting>,
    /// Whether it is a headline, which names nobody for the first time.
    pub is_heading: bool,
    /// Whether it begins a paragraph, list item or heading.
    pub starts_paragraph: bool,
    /// The label before it, where that is of somebody who only asks.
    pub asker: Option<Span>,
}

impl Line<'_> {
    /// Returns the words of a sighting, by their indices.
    pub fn words_of(&self, sighting: &Sighting) -> std::ops::Range<usize> {
        let start = self.words.partition_point(|word| word.span.end_bytes() <= sighting.span.start_bytes());
        let end = self.words.partition_point(|word| word.span.start_bytes() < sighting.span.end_bytes());
        start..end.max(start)
    }

    /// Returns whether a sighting is a subject.
    pub fn is_subject(&self, sighting: &Sighting) -> bool {
        self.words[self.words_of(sighting)].iter().any(|word| matches!(word.dep, "nsubj" | "nsubjpass"))
    }
}

/// Makes the sightings of a document agree.
pub(crate) fn settle(lines: &mut [Line<'_>], names: &Names) {
    let lands = Lands::of(lines);
    retype(lines, &lands);
    People::of(lines, names).rename(lines);
    body::call(lines, &lands);
    body::embody(lines);
    tenure::settle(lines, &lands, names);
}

/// The states that no table knows, by their names and adjectives.
pub(crate) struct Lands {
    names: BTreeSet<String>,
    adjectives: BTreeMap<String, String>,
}

impl Lands {
    fn of(lines: &[Line<'_>]) -> Self {
        let mut names = BTreeSet::new();
        let mut known = BTreeSet::new();
        let mut adjectives = BTreeSet::new();
        let sightings = lines.iter().flat_map(|line| line.sightings.iter().map(move |sighting| (line, sighting)));
        for (line, sighting) in sightings {
            // `the government of Ada Korn` is of no state of her name.
            let is_somebody = |of: &str| {
                let words = &line.words[line.words_of(sighting)];
                words.iter().any(|word| word.ent == "PERSON" && of.split(' ').any(|part| part == word.text))
            };
            match &sighting.points_at {
                Target::Name { name, .. } if !name.contains(' ') => {
                    known.insert(name.clone());
                }
                Target::Name { name, .. } => {
                    if let Some(land) = state_of_body(name).filter(|land| is_unknown_land(land)) {
                        known.insert(land.to_owned());
                        names.insert(land.to_owned());
                    }
                }
                Target::Person { offices, .. } => {
                    for office in offices {
                        let Some(of) = &office.of else { continue };
                        if office.kind == TitleKind::State && is_unknown_land(of) {
                            names.insert(of.clone());
                        }
                        known.insert(of.clone());
                    }
                }
                Target::Noun { noun, of: Some(of), .. } => {
                    let has_government = matches!(noun.as_str(), "government" | "parliament" | "army");
                    if is_unknown_land(of) && has_government && !is_somebody(of) {
                        names.insert(of.clone());
                    }
                    known.insert(of.clone());
                }
                Target::Title { title, of: Some(of), .. } => {
                    let lower = title.to_lowercase();
                    let known_title = LEXICON.title(&lower).or_else(|| LEXICON.title(lower.rsplit(' ').next()?));
                    let is_of_state = known_title.is_some_and(|known| known.kind == TitleKind::State);
                    if is_of_state && is_unknown_land(of) {
                        names.insert(of.clone());
                    }
                    known.insert(of.clone());
                }
                _ => {}
            }
        }
        adjectives.extend(known.iter().filter(|name| is_unknown_adjective(name)).cloned());
        let lands = adjectives.iter().filter_map(|adjective| Some((adjective.clone(), land(adjective, &known)?)));
        let adjectives: BTreeMap<String, String> = lands.collect();
        names.retain(|name| !adjectives.contains_key(name));
        names.extend(adjectives.values().cloned());
        Self { names, adjectives }
    }

    /// Returns the state of an adjective, or the name itself.
    pub fn name<'n>(&'n self, name: &'n str) -> &'n str {
        self.adjectives.get(name).map_or(name, String::as_str)
    }

    /// Returns whether a name is a state's.
    pub fn is_state(&self, name: &str) -> bool {
        let is_known = |known: crate::lexicon::Known| known.name == name && known.sort == KnownSort::State;
        self.names.contains(name) || LEXICON.name(name).is_some_and(is_known)
    }

    /// Returns whether nothing speaks against a name's being a state's.
    pub fn may_be(&self, name: &str) -> bool {
        let is_plain = !name.contains(' ') && LEXICON.name(name).is_none() && !LEXICON.is_organisation_head(name);
        is_plain && !name.chars().all(char::is_uppercase) && !LEXICON.is_instrument_head(name)
    }

    /// Returns the state that a single word stands for: `Norlandic`, `German`, `Moscow`.
    pub fn state_of_word(&self, word: &Word<'_>) -> Option<&str> {
        if !word.is_capitalised() {
            return None;
        }
        if let Some(known) = LEXICON.name(word.text) {
            let is_state = matches!(known.sort, KnownSort::State | KnownSort::Adjective | KnownSort::Seat);
            return is_state.then_some(known.name);
        }
        let name = self.adjectives.get(word.text).map(String::as_str);
        name.or_else(|| self.names.get(word.text).map(String::as_str))
    }
}

fn is_unknown_land(name: &str) -> bool {
    let is_body = || name.split(' ').any(|word| LEXICON.is_organisation_head(word));
    LEXICON.name(name).is_none() && name.starts_with(char::is_uppercase) && !is_body()
}

/// Returns the state that a body's name ends with: Norland for `House of Representatives of Norland`.
pub(crate) fn state_of_body(name: &str) -> Option<&str> {
    let (body, land) = name.rsplit_once(" of ")?;
    let is_of_state = body.split(' ').any(|word| LEXICON.is(crate::lexicon::Class::StateBody, &word.to_lowercase()));
    let land = land.strip_prefix("the ").unwrap_or(land);
    let is_land = !land.contains(' ') || LEXICON.name(land).is_some_and(|known| known.sort == KnownSort::State);
    (is_of_state && is_land).then_some(land)
}

pub(crate) fn is_unknown_adjective(name: &str) -> bool {
    !name.contains(' ') && LEXICON.name(name).is_none() && LEXICON.is_demonym(&name.to_lowercase())
}

/// Finds the land of an adjective that no table knows: Norland for `Norlandic`.
fn land(adjective: &str, known: &BTreeSet<String>) -> Option<String> {
    const STEM_CHARS_MIN: usize = 4;
    let shared = |name: &str| name.chars().zip(adjective.chars()).take_while(|(a, b)| a == b).count();
    let fits = |name: &&String| shared(name) >= STEM_CHARS_MIN.max(name.chars().count().saturating_sub(2));
    let lands = known.iter().filter(|name| !name.contains(' ') && *name != adjective && !is_unknown_adjective(name));
    let most = lands.filter(fits).max_by_key(|name| (shared(name), std::cmp::Reverse(name.len())));
    most.cloned()
}

/// How often a name stands as what.
#[derive(Default)]
struct Votes {
    person: usize,
    /// How often the whole name stands, and how often its last word alone.
    whole: usize,
    alone: usize,
    is_somebody: bool,
    /// Whether it begins as a person's name does.
    is_called: bool,
    /// How often a sentence behind begins with `it` or `the company`.
    thing: usize,
    other: BTreeMap<&'static str, usize>,
}

/// Takes names of two words for what the document shows them to be: a person, unless they are named as bodies are.
fn retype(lines: &mut [Line<'_>], lands: &Lands) {
    let mut votes: BTreeMap<String, Votes> = BTreeMap::new();
    for (at, line) in lines.iter().enumerate() {
        for sighting in &line.sightings {
            let Target::Person { name, offices, gender } = &sighting.points_at else { continue };
            let known = votes.entry(name.clone()).or_default();
            known.thing += usize::from(line.is_subject(sighting) && lines.get(at + 1).is_some_and(speaks_of_a_thing));
            if !offices.is_empty() || *gender != Gender::Unknown {
                known.is_somebody = true;
            }
            known.is_called = crate::cast::is_given_name(name.split(' ').next().unwrap_or(name));
            known.whole += 1;
            for word in &line.words[line.words_of(sighting)] {
                match word.ent {
                    "PERSON" => known.person += 1,
                    "ORG" => *known.other.entry("ORG").or_default() += 1,
                    "GPE" | "LOC" | "FAC" => *known.other.entry("GPE").or_default() += 1,
                    _ => {}
                }
            }
        }
    }
    let mut alone: BTreeMap<&str, usize> = BTreeMap::new();
    for sighting in lines.iter().flat_map(|line| &line.sightings) {
        if let Target::Name { surface, .. } = &sighting.points_at {
            *alone.entry(surface).or_default() += 1;
        }
    }
    for (name, votes) in &mut votes {
        let last = name.rsplit(' ').next().unwrap_or(name);
        votes.alone = alone.get(last).copied().unwrap_or(0);
    }
    for sighting in lines.iter_mut().flat_map(|line| &mut line.sightings) {
        match &mut sighting.points_at {
            Target::Person { name, offices, gender } if offices.is_empty() && *gender == Gender::Unknown => {
                let Some(kind) = votes.get(name).and_then(|votes| voted(votes, lands.is_state(name))) else { continue };
                let name = std::mem::take(name);
                sighting.points_at = Target::Name { surface: name.clone(), name, kind };
            }
            Target::Name { name, kind, .. } => {
                if *kind == EntityKind::Organisation && lands.is_state(name) {
                    *kind = EntityKind::State;
                }
                if let Some(land) = lands.adjectives.get(name.as_str()) {
                    *name = land.clone();
                    *kind = EntityKind::State;
                }
            }
            _ => {}
        }
    }
}

/// Returns whether a sentence begins with `it`, `its` or `the company`, and so does not speak of a person.
fn speaks_of_a_thing(line: &Line<'_>) -> bool {
    let mut words = line.words.iter().filter(|word| word.kind == crate::word::Kind::Word);
    let (first, second) = (words.next(), words.next());
    let is_it = first
        .is_some_and(|word| matches!(word.text, "It" | "Its") && matches!(word.dep, "nsubj" | "nsubjpass" | "poss"));
    let is_company = second.is_some_and(|word| LEXICON.is(crate::lexicon::Class::AnyBody, word.text));
    is_it || is_company && first.is_some_and(|word| word.text == "The")
}

fn voted(votes: &Votes, is_state: bool) -> Option<EntityKind> {
    if is_state {
        return Some(EntityKind::State);
    }
    if votes.is_somebody || votes.is_called {
        return None;
    }
    let words = votes.whole * 2;
    // Whoever is a person is called by his last name when he is spoken of again.
    let is_person = votes.person * 2 >= words;
    if votes.alone == 0 && (votes.thing > usize::from(is_person) || votes.thing > 0 && votes.whole >= 2) {
        return Some(EntityKind::Organisation);
    }
    if votes.whole >= 2 && votes.alone == 0 && votes.person * 2 < words {
        return Some(EntityKind::Organisation);
    }
    let (kind, most) = votes.other.iter().max_by_key(|(_, count)| **count)?;
    if *most <= votes.person || votes.alone > 0 {
        return None;
    }
    match *kind {
        "ORG" => Some(EntityKind::Organisation),
        // One sight is not enough to tell `Port Sabel` from `Ivo Lund`.
        _ => (votes.whole >= 2).then_some(EntityKind::Place),
    }
}
