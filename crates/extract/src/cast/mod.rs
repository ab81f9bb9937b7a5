//! Who is who in this document? Sightings become entities; pronouns, last names and descriptions find their bearers.
//!
//! Names are settled as they come. A pronoun or a description weighs those of whom the text has spoken: how lately, how
//! often, in which role, and how well they agree with it; the weights are `data/salience.tsv`. In a quotation, whoever
//! says it is known first.

mod description;
mod expletive;
mod name;
mod pairs;
mod place;
mod pronoun;
mod referent;
mod settle;
mod table;
mod unseen;

use std::collections::{BTreeMap, BTreeSet};

use casus_claim::{Actors, Entity, EntityId, EntityKind, Role};
use casus_text::Span;

use crate::lexicon::{Gender, LEXICON};
use crate::mention::Sighting;
use crate::word::Word;

use place::Scene;
use referent::Discourse;
use settle::Settling;

/// Words of a sentence that point at an actor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Mention {
    pub span: Span,
    pub who: Who,
}

/// Whom a mention points at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Who {
    Entity(EntityId),
    /// `both`, `the two leaders`.
    Pair(EntityId, EntityId),
    /// `we` or `I`: whoever speaks.
    Speaker,
}

/// What is known of an entity besides what its records tell.
#[derive(Clone, Debug)]
struct Traits {
    /// The gender that a title, an honorific or a pronoun shows.
    shown: Gender,
    /// That of most who bear the given name.
    named: Gender,
    /// The nouns by which the text has called it.
    nouns: BTreeSet<String>,
    /// Whether it is one who is described and may be a he or a she.
    is_human: bool,
    /// Whether it is several.
    is_plural: bool,
    /// Which body somebody speaks for besides that of an office.
    serves: Option<String>,
}

/// Persons by which no name is meant, until it is known who they are.
#[derive(Default)]
struct Persons {
    /// `I`, `mine`: whoever speaks.
    singular: Vec<Span>,
    /// `we`, `ours`: those for whom he speaks.
    plural: Vec<Span>,
    /// `you`: to whom he speaks.
    addressed: Vec<Span>,
}

/// The entities of a document as far as it has been read.
#[derive(Default)]
pub(crate) struct Cast {
    entities: Vec<Entity>,
    traits: Vec<Traits>,
    by_name: BTreeMap<String, EntityId>,
    discourse: Discourse,
    /// The first and second persons of the sentence in hand.
    persons: Persons,
    /// Every `I` of which nobody knows who says it.
    unsigned: Vec<Span>,
    /// How many sentences have been read.
    sentence: usize,
    /// Whether a quotation is open at the end of the sentence before.
    is_in_quote: bool,
    /// How often two have been named side by side or have met.
    sides: BTreeMap<(EntityId, EntityId), usize>,
    /// Who said the last quotation.
    sayer: Option<EntityId>,
    /// Who has the word in a transcript, and so is no he or she.
    pub floor: Option<EntityId>,
}

impl Cast {
    /// Settles the sightings of the next sentence.
    pub fn sentence(&mut self, sightings: Vec<Sighting>, words: &[Word<'_>], starts_paragraph: bool) -> Vec<Mention> {
        self.sentence += 1;
        let goes_on = self.is_in_quote && !starts_paragraph;
        let scene = Scene::new(words, self.sentence, goes_on);
        self.is_in_quote = scene.is_open;
        self.persons = Persons::default();
        Settling::new(self, &scene, sightings).settle()
    }

    /// Takes it that somebody speaks for a state or a body: `Mr Vale (Norland):`.
    pub fn stands_for(&mut self, person: EntityId, body: EntityId) {
        let is_body = matches!(self.entity(body).kind, EntityKind::State | EntityKind::Organisation);
        if self.entity(person).kind == EntityKind::Person && is_body {
            let of = self.entity(body).name.clone();
            self.traits_mut(person).serves.get_or_insert(of);
        }
    }

    /// Returns whether there is an `I` of which nobody knows who says it.
    pub fn is_unsigned(&self) -> bool {
        !self.unsigned.is_empty()
    }

    /// Tells who says the `I` that nobody was known to say.
    pub fn sign(&mut self, author: EntityId) {
        let unsigned = std::mem::take(&mut self.unsigned);
        self.entities[author.0 as usize].mentions.extend(unsigned);
    }

    /// Returns whether the sentence that was settled last has a first person.
    pub fn has_first_person(&self) -> bool {
        !(self.persons.singular.is_empty() && self.persons.plural.is_empty())
    }

    /// Tells who says `I`, who says `we` and who is `you` in the sentence that was settled last.
    pub fn hear(&mut self, singular: &[EntityId], plural: &[EntityId], addressed: &[EntityId]) {
        let persons = std::mem::take(&mut self.persons);
        if singular.is_empty() {
            self.unsigned.extend(&persons.singular);
        }
        let meant = [(persons.singular, singular), (persons.plural, plural), (persons.addressed, addressed)];
        for (spans, ids) in meant {
            for id in ids {
                self.entities[id.0 as usize].mentions.extend(&spans);
            }
        }
    }

    /// Returns the entities, each with its mentions in order.
    pub fn into_entities(self) -> Vec<Entity> {
        let mut entities = self.entities;
        for entity in &mut entities {
            entity.mentions.sort_by_key(|span| (span.start_bytes(), span.end_bytes()));
            entity.mentions.dedup();
        }
        entities
    }

    pub fn entity(&self, id: EntityId) -> &Entity {
        &self.entities[id.0 as usize]
    }

    /// Takes the roles that a sentence gives.
    pub fn take_roles(&mut self, roles: Vec<(EntityId, Role)>) {
        for (id, role) in roles {
            let known = &mut self.entities[id.0 as usize].roles;
            if !known.contains(&role) {
                known.push(role);
            }
        }
    }

    /// Keeps those of some entities that can act.
    pub fn actors(&self, ids: &[EntityId]) -> Option<Actors> {
        Actors::new(ids.iter().copied().filter(|id| self.entity(*id).kind.is_actor()))
    }

    /// Returns the entity of this name, if there is one.
    pub fn find(&self, name: &str) -> Option<EntityId> {
        self.by_name.get(&key(name)).copied()
    }

    /// Returns the state or body whose office a person holds or that he leads, if it has a name like one or the document
    /// speaks of it by itself: nobody speaks for the peace whose commissioner he is.
    pub fn body_of(&self, id: EntityId) -> Option<EntityId> {
        let held = self.entity(id).offices.iter().find_map(|office| office.of.as_deref());
        let office = held.or(self.traits(id).serves.as_deref())?;
        let mut of = self.by_name.get(&key(office)).copied()?;
        // A chancellor's spokesman speaks for her state.
        if self.is_human(of) {
            let held = self.entity(of).offices.iter().find_map(|office| office.of.as_deref());
            of = self.find(held.or(self.traits(of).serves.as_deref())?)?;
        }
        let entity = self.entity(of);
        let is_named_so = || entity.name.split(' ').any(|word| LEXICON.is_organisation_head(word));
        let is_body = entity.kind == EntityKind::Organisation && (!entity.mentions.is_empty() || is_named_so());
        (entity.kind == EntityKind::State || is_body).then_some(of)
    }

    /// Returns whether a name is known for a place's.
    fn is_place(&self, name: &str) -> bool {
        self.find(name).is_some_and(|id| self.entity(id).kind == EntityKind::Place)
    }

    /// Returns the entity of this name, made where there is none.
    pub fn named(&mut self, name: &str, kind: EntityKind) -> EntityId {
        match self.by_name.get(&key(name)) {
            Some(id) => *id,
            None => self.add(name, kind),
        }
    }

    /// Returns the person, other than one, of whom the text spoke last: in this sentence the first, else the latest.
    pub fn last_person(&self, other: Option<EntityId>) -> Option<EntityId> {
        let persons = || {
            let all = self.discourse.latest().filter_map(|referent| Some((referent.one()?, referent.place.sentence)));
            all.filter(|(id, _)| self.entity(*id).kind == EntityKind::Person && Some(*id) != other)
        };
        let before = persons().find(|(_, sentence)| *sentence < self.sentence);
        let here = persons().filter(|(_, sentence)| *sentence == self.sentence).last();
        here.or(before).map(|(id, _)| id)
    }

    /// Returns the group that some words describe, made where there is none.
    pub fn party(&mut self, words: &str, span: Span) -> EntityId {
        let id = self.named(words, EntityKind::Group);
        self.entities[id.0 as usize].mentions.push(span);
        id
    }

    fn add(&mut self, name: &str, kind: EntityKind) -> EntityId {
        let id = EntityId(u32::try_from(self.entities.len()).expect("a text has fewer names than bytes"));
        self.entities.push(Entity {
            id,
            kind,
            name: name.to_owned(),
            aliases: Vec::new(),
            mentions: Vec::new(),
            offices: Vec::new(),
            roles: Vec::new(),
        });
        self.traits.push(Traits {
            shown: Gender::Unknown,
            named: Gender::Unknown,
            nouns: BTreeSet::new(),
            is_human: false,
            is_plural: false,
            serves: None,
        });
        self.by_name.insert(key(name), id);
        id
    }

    fn alias(&mut self, id: EntityId, surface: &str) {
        let entity = &mut self.entities[id.0 as usize];
        if entity.name != surface && !entity.aliases.iter().any(|alias| alias == surface) {
            entity.aliases.push(surface.to_owned());
        }
        self.by_name.entry(key(surface)).or_insert(id);
    }

    fn traits(&self, id: EntityId) -> &Traits {
        &self.traits[id.0 as usize]
    }

    fn traits_mut(&mut self, id: EntityId) -> &mut Traits {
        &mut self.traits[id.0 as usize]
    }

    /// Returns whether somebody may be a he or a she.
    fn is_human(&self, id: EntityId) -> bool {
        self.entity(id).kind == EntityKind::Person || self.traits(id).is_human
    }

    /// Finds whose government or body it is: that of the office of `his`, or that which `its` points at.
    fn belonging(&mut self, owner: EntityId, noun: &str) -> EntityId {
        const GOVERNING: [&str; 10] = [
            "government",
            "administration",
            "country",
            "nation",
            "state",
            "cabinet",
            "side",
            "delegation",
            "republic",
            "organisation",
        ];
        if !self.is_human(owner) {
            return owner;
        }
        let office = self.entity(owner).offices.iter().find_map(|office| office.of.clone());
        let body = office.or_else(|| self.traits(owner).serves.clone()).and_then(|body| self.find(&body));
        let body = body.filter(|body| !self.is_human(*body));
        match body {
            Some(body) if GOVERNING.contains(&noun) || self.entity(body).kind == EntityKind::Organisation => body,
            None if GOVERNING.contains(&noun) => owner,
            _ => self.named(&format!("{}'s {noun}", self.entity(owner).name), EntityKind::Organisation),
        }
    }

    /// Takes whoever says `we` for an actor, though a pact seemed to be a paper before.
    fn ourselves(&mut self, name: &str, kind: EntityKind) -> EntityId {
        let id = self.named(name, kind);
        let known = &mut self.entities[id.0 as usize].kind;
        if !known.is_actor() {
            *known = kind;
        }
        id
    }
}

/// Returns whether a word is a first name that nearly all bear who are of one gender.
pub(crate) fn is_given_name(word: &str) -> bool {
    table::TABLES.given(word) != Gender::Unknown
}

fn key(name: &str) -> String {
    let name = name.strip_prefix("the ").or_else(|| name.strip_prefix("The ")).unwrap_or(name);
    name.to_lowercase()
}
