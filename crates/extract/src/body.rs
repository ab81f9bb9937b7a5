//! Which bodies does a document name, by which short names does it mean them, and which pacts are bodies?

use std::collections::{BTreeMap, BTreeSet};

use casus_claim::EntityKind;

use crate::lexicon::{Class, LEXICON};
use crate::mention::{Sighting, Target};
use crate::roll::{Lands, Line};
use crate::word::{Kind, Word};

/// Puts the full name of each firm in the place of its first word alone: `Harl` is Harl Cement, where no place is called so.
pub(crate) fn call(lines: &mut [Line<'_>], lands: &Lands) {
    let mut firms: BTreeMap<String, Option<String>> = BTreeMap::new();
    let mut places = BTreeSet::new();
    for line in lines.iter() {
        for sighting in &line.sightings {
            let Target::Name { name, .. } = &sighting.points_at else { continue };
            if stands_for_a_place(line, sighting) {
                places.insert(name.clone());
            }
            // `the Harl Courier` may be of a town called Harl as well as of the firm.
            let Some((first, rest)) = name.split_once(' ') else { continue };
            let is_firm = LEXICON.is(Class::FirmPart, &rest.to_lowercase()) && LEXICON.name(name).is_none();
            let bearer = firms.entry(first.to_owned()).or_insert_with(|| is_firm.then(|| name.clone()));
            if bearer.as_ref() != Some(name) {
                *bearer = None;
            }
        }
    }
    for sighting in lines.iter_mut().flat_map(|line| &mut line.sightings) {
        let Target::Name { name, kind, .. } = &mut sighting.points_at else { continue };
        let is_free = *kind == EntityKind::Organisation && !lands.is_state(name) && LEXICON.name(name).is_none();
        let full = firms.get(name.as_str()).and_then(Option::as_ref).filter(|_| is_free && !places.contains(name));
        if let Some(full) = full {
            full.clone_into(name);
        }
    }
}

/// Returns whether a name stands where a place does: `in Harl`, `Harl, 3 May`.
fn stands_for_a_place(line: &Line<'_>, sighting: &Sighting) -> bool {
    let at = line.words_of(sighting);
    let before = at.start.checked_sub(1).map(|before| &line.words[before]);
    let is_within = before.is_some_and(|word| word.is_any(&["in", "near", "outside", "around", "off"]));
    let day = line.words.get(at.end + 1..at.end + 3).unwrap_or_default();
    let is_day = day.iter().any(|word| word.kind == Kind::Number) && day.iter().any(Word::is_capitalised);
    let is_dated = at.start == 0 && is_day && line.words[at.end].text == ",";
    is_within || is_dated
}

/// Takes a pact, a compact or a facility for a body where the document has it speak or gives it members.
pub(crate) fn embody(lines: &mut [Line<'_>]) {
    let mut bodies = BTreeSet::new();
    for line in lines.iter() {
        for sighting in &line.sightings {
            let Target::Name { name, kind: EntityKind::Instrument, .. } = &sighting.points_at else { continue };
            if LEXICON.name(name).is_none() && is_embodied(line, sighting) {
                bodies.insert(name.clone());
            }
        }
    }
    if bodies.is_empty() {
        return;
    }
    // `the Pact` is the Northern Pact.
    let heads: BTreeSet<&str> = bodies.iter().filter_map(|name| name.rsplit(' ').next()).collect();
    for sighting in lines.iter_mut().flat_map(|line| &mut line.sightings) {
        let Target::Name { name, kind, .. } = &mut sighting.points_at else { continue };
        if *kind == EntityKind::Instrument && (bodies.contains(name) || heads.contains(name.as_str())) {
            *kind = EntityKind::Organisation;
        }
    }
}

fn is_embodied(line: &Line<'_>, sighting: &Sighting) -> bool {
    let at = line.words_of(sighting);
    let part = |at: usize| line.words.get(at).is_some_and(|word| LEXICON.is(Class::BodyPart, &word.lower()));
    let before = at.start - usize::from(at.start > 0 && line.words[at.start - 1].is("the"));
    let has_members = before > 1 && line.words[before - 1].is("of") && part(before - 2);
    let owns = line.words.get(at.end).is_some_and(|word| word.kind == Kind::Possessive) && part(at.end + 1);
    let says = line.words[at].iter().any(|word| {
        let verb = &line.words[word.head];
        word.dep == "nsubj" && (LEXICON.cue(verb.lemma).is_some() || verb.is_any(&["called", "urged", "asked"]))
    });
    has_members || owns || says
}
