//! Who is who in this document? Sightings become entities; pronouns, last names and titles find their bearers.
//!
//! The rules are those of nearness: a pronoun takes the nearest fitting actor before it in its sentence, else the first
//! fitting one of the sentence before.

use std::collections::BTreeMap;

use casus_claim::{Actors, Entity, EntityId, EntityKind, Office};
use casus_text::Span;

use crate::lexicon::{Gender, LEXICON, TitleKind};
use crate::mention::{OF_PRONOUN, Pronoun, SeenOffice, Sighting, Target};

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
    /// `we` or `I`: whoever speaks.
    Speaker,
}

/// The entities of a document as far as it has been read.
#[derive(Default)]
pub(crate) struct Cast {
    entities: Vec<Entity>,
    genders: Vec<Gender>,
    by_name: BTreeMap<String, EntityId>,
    /// The subjects of the verbs that the pronoun in hand depends on.
    near: Vec<EntityId>,
    /// The entities of the sentence in hand, in order.
    here: Vec<EntityId>,
    /// Those of the sentence before.
    before: Vec<EntityId>,
    /// Those of everything before that, by when they stood last.
    earlier: BTreeMap<usize, EntityId>,
    /// When each entity stood last, counted in mentions, where it did before these two sentences.
    last_at: BTreeMap<EntityId, usize>,
    /// How many mentions there were up to the sentence before.
    passed: usize,
}

/// A pronoun, a title or a common noun points no further back than to so many entities.
const SALIENT_MAX: usize = 500;

impl Cast {
    /// Settles the sightings of the next sentence.
    pub fn sentence(&mut self, sightings: Vec<Sighting>) -> Vec<Mention> {
        let last = std::mem::replace(&mut self.before, std::mem::take(&mut self.here));
        for id in last {
            self.passed += 1;
            if let Some(at) = self.last_at.insert(id, self.passed) {
                self.earlier.remove(&at);
            }
            self.earlier.insert(self.passed, id);
        }
        let mut mentions = Vec::with_capacity(sightings.len());
        for sighting in sightings {
            self.near = subjects(&mentions, &sighting.near);
            let is_named = |span: Span| mentions.iter().any(|mention: &Mention| mention.span.overlaps(span));
            if sighting.rival.is_none_or(is_named) {
                mentions.extend(self.mention(sighting));
            }
        }
        mentions
    }

    /// Returns the entities in the order of their first mention.
    pub fn into_entities(self) -> Vec<Entity> {
        self.entities
    }

    pub fn entity(&self, id: EntityId) -> &Entity {
        &self.entities[id.0 as usize]
    }

    /// Keeps those of some entities that can act.
    pub fn actors(&self, ids: &[EntityId]) -> Option<Actors> {
        Actors::new(ids.iter().copied().filter(|id| self.entity(*id).kind.is_actor()))
    }

    /// Returns the entity of this name, if there is one.
    pub fn find(&self, name: &str) -> Option<EntityId> {
        self.by_name.get(&key(name)).copied()
    }

    /// Returns the state or body whose office a person holds, if it has a name like one or the document speaks of it
    /// by itself: nobody speaks for
    /// the peace whose commissioner he is.
    pub fn body_of(&self, id: EntityId) -> Option<EntityId> {
        let office = self.entity(id).offices.iter().find_map(|office| office.of.as_deref())?;
        let of = self.by_name.get(&key(office)).copied()?;
        let entity = self.entity(of);
        let is_named_so = || entity.name.split(' ').any(|word| LEXICON.is_organisation_head(word));
        let is_body = entity.kind == EntityKind::Organisation && (!entity.mentions.is_empty() || is_named_so());
        (entity.kind == EntityKind::State || is_body).then_some(of)
    }

    /// Returns the entity of this name, made where there is none.
    pub fn named(&mut self, name: &str, kind: EntityKind) -> EntityId {
        match self.by_name.get(&key(name)) {
            Some(id) => *id,
            None => self.add(name, kind),
        }
    }

    /// Returns the person of whom the text spoke last before this sentence.
    pub fn last_person(&self) -> Option<EntityId> {
        self.salient().find(|id| self.entity(*id).kind == EntityKind::Person)
    }

    fn mention(&mut self, sighting: Sighting) -> Option<Mention> {
        let span = sighting.span;
        let who = match sighting.points_at {
            Target::Pronoun(Pronoun::We | Pronoun::I) | Target::Belonging(Pronoun::We | Pronoun::I) => {
                return Some(Mention { span, who: Who::Speaker });
            }
            Target::Belonging(pronoun) => self.belonging(pronoun)?,
            Target::Pronoun(pronoun) => self.pronoun(pronoun)?,
            Target::Name { name, surface, kind } => self.name(&name, &surface, kind),
            Target::Person { name, offices, gender } => self.person(&name, offices, gender),
            Target::Title { title, of, surface } => self.title(&title, of, &surface),
            Target::Group { name, .. } => self.named(&name, EntityKind::Group),
            Target::Ourselves { name, kind } => self.ourselves(&name, kind),
            Target::Noun { noun, of, surface } => self.noun(&noun, of, &surface),
        };
        self.here.push(who);
        let mentions = &mut self.entities[who.0 as usize].mentions;
        mentions.push(span);
        Some(Mention { span, who: Who::Entity(who) })
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
        self.genders.push(Gender::Unknown);
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

    fn name(&mut self, name: &str, surface: &str, kind: EntityKind) -> EntityId {
        let by_head = || self.by_head(name, kind);
        let id = match self.by_name.get(&key(name)).copied().or_else(by_head) {
            Some(id) => id,
            None => self.add(name, kind),
        };
        // What stood after `in` before may act here.
        let known = &mut self.entities[id.0 as usize].kind;
        if *known == EntityKind::Place && kind.is_actor() {
            *known = kind;
        }
        self.alias(id, surface);
        id
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

    /// Finds the body that a short name stands for: `the Group` after `the Contact Group`.
    fn by_head(&self, name: &str, kind: EntityKind) -> Option<EntityId> {
        let is_short = !name.contains(' ') && LEXICON.is_organisation_head(name) && kind == EntityKind::Organisation;
        let fits = |id: &EntityId| {
            let entity = self.entity(*id);
            entity.kind == EntityKind::Organisation && entity.name.split(' ').any(|word| word == name)
        };
        self.salient().find(|id| is_short && fits(id))
    }

    fn person(&mut self, name: &str, offices: Vec<SeenOffice>, gender: Gender) -> EntityId {
        let known = self.by_name.get(&key(name)).copied();
        let id = match known.or_else(|| self.by_last_name(name)) {
            Some(id) => {
                let is_fuller = self.entity(id).kind == EntityKind::Person && name.len() > self.entity(id).name.len();
                if is_fuller {
                    let short = std::mem::replace(&mut self.entities[id.0 as usize].name, name.to_owned());
                    self.alias(id, &short);
                    self.by_name.insert(key(name), id);
                }
                id
            }
            None => self.add(name, EntityKind::Person),
        };
        self.alias(id, name);
        if let Some(last) = name.split(' ').next_back().filter(|last| *last != name && last.chars().count() > 2) {
            self.by_name.entry(key(last)).or_insert(id);
        }
        if gender != Gender::Unknown {
            self.genders[id.0 as usize] = gender;
        }
        self.give_offices(id, offices);
        id
    }

    fn by_last_name(&self, name: &str) -> Option<EntityId> {
        let last = name.split(' ').next_back()?;
        let id = *self.by_name.get(&key(last))?;
        let entity = self.entity(id);
        let is_same = entity.name == last || name == last || entity.name.ends_with(name);
        (entity.kind == EntityKind::Person && is_same).then_some(id)
    }

    fn give_offices(&mut self, id: EntityId, offices: Vec<SeenOffice>) {
        for seen in offices {
            let of = match seen.of.as_deref() {
                Some(OF_PRONOUN) => self.pronoun(Pronoun::It).map(|owner| self.entity(owner).name.clone()),
                _ => seen.of,
            };
            if seen.title.is_none() && of.is_none() {
                continue;
            }
            let of = of.map(|of| self.land_of(&of).unwrap_or(of));
            if let Some(of) = &of {
                self.known_owner(of);
                self.governed(of, seen.title.as_deref(), seen.kind);
            }
            let office = Office { title: seen.title, of };
            let offices = &mut self.entities[id.0 as usize].offices;
            if !offices.iter().any(|known| tells_as_much(known, &office)) {
                offices.retain(|known| !tells_as_much(&office, known));
                offices.push(office);
            }
        }
    }

    /// Finds the land of an adjective that no table knows: Norland for `Norlandic`.
    fn land_of(&self, adjective: &str) -> Option<String> {
        const STEM_CHARS_MIN: usize = 4;
        if LEXICON.name(adjective).is_some() || !LEXICON.is_demonym(&adjective.to_lowercase()) {
            return None;
        }
        let shared = |name: &str| name.chars().zip(adjective.chars()).take_while(|(a, b)| a == b).count();
        let fits = |name: &str| shared(name) >= STEM_CHARS_MIN.max(name.chars().count().saturating_sub(2));
        let near = self.entities.iter().rev().take(SALIENT_MAX).rev();
        let lands = near.map(|entity| &entity.name).filter(|name| !name.contains(' ') && *name != adjective);
        lands.filter(|name| fits(name)).max_by_key(|name| shared(name)).cloned()
    }

    /// Makes sure that the state or body of an office is an entity.
    fn known_owner(&mut self, of: &str) {
        let kind = match LEXICON.name(of) {
            Some(known) if known.name == of && known.sort == crate::lexicon::KnownSort::State => EntityKind::State,
            _ => EntityKind::Organisation,
        };
        self.named(of, kind);
    }

    /// Takes what has ministers and ambassadors, and no name of a body, for a state.
    fn governed(&mut self, of: &str, title: Option<&str>, kind: TitleKind) {
        let title = title.map(str::to_lowercase).unwrap_or_default();
        let is_of_state = kind == TitleKind::State || title.ends_with("minister") || title.ends_with("ambassador");
        let is_body = of.split(' ').any(|word| LEXICON.is_organisation_head(word));
        let owner = self.find(of).filter(|_| is_of_state && !is_body);
        if let Some(owner) = owner.filter(|owner| self.entity(*owner).kind == EntityKind::Organisation) {
            self.entities[owner.0 as usize].kind = EntityKind::State;
        }
    }

    /// Finds who holds a title: a person with that office, else somebody known by the title alone.
    fn title(&mut self, title: &str, of: Option<String>, surface: &str) -> EntityId {
        let of = match of.as_deref() {
            Some(OF_PRONOUN) => self.pronoun(Pronoun::It).map(|owner| self.entity(owner).name.clone()),
            _ => of,
        };
        let of = of.map(|of| self.land_of(&of).unwrap_or(of));
        let fits = |id: &EntityId| {
            self.entity(*id).offices.iter().any(|office| {
                let has_title = office.title.as_deref().is_some_and(|held| ends_alike(held, title));
                let is_of = match (&of, &office.of) {
                    (Some(of), Some(held)) => of == held,
                    _ => true,
                };
                has_title && is_of
            })
        };
        if let Some(id) = self.salient().find(fits) {
            return id;
        }
        let name = match &of {
            Some(of) => format!("{title} of {of}"),
            None => surface.trim_start_matches("the ").trim_start_matches("The ").to_owned(),
        };
        self.named(&name, EntityKind::Group)
    }

    /// Finds the actor behind a common noun: the state behind `the government`, else the body named so.
    fn noun(&mut self, noun: &str, of: Option<String>, surface: &str) -> EntityId {
        let is_state =
            matches!(noun, "government" | "administration" | "side" | "delegation" | "cabinet" | "authority");
        let of = of.map(|of| self.land_of(&of).unwrap_or(of));
        if let Some(of) = &of {
            return if is_state {
                self.named(of, EntityKind::State)
            } else {
                self.named(surface, EntityKind::Organisation)
            };
        }
        let fits = |id: &EntityId| {
            let entity = self.entity(*id);
            let named_so = entity.name.split(' ').any(|word| word.eq_ignore_ascii_case(noun));
            named_so && matches!(entity.kind, EntityKind::Organisation | EntityKind::Group)
        };
        let state = |id: &EntityId| is_state && noun != "side" && self.entity(*id).kind == EntityKind::State;
        let found = self.salient().find(fits).or_else(|| self.salient().find(state));
        match found {
            Some(id) => id,
            None => self.named(surface, EntityKind::Organisation),
        }
    }

    /// Finds whose government or body it is: that of the office of `his`, or that which `its` points at.
    fn belonging(&self, pronoun: Pronoun) -> Option<EntityId> {
        let owner = self.pronoun(pronoun)?;
        let entity = self.entity(owner);
        match entity.kind {
            EntityKind::Person => {
                let body = entity.offices.iter().find_map(|office| office.of.clone());
                Some(body.and_then(|body| self.find(&body)).unwrap_or(owner))
            }
            _ => Some(owner),
        }
    }

    fn pronoun(&self, pronoun: Pronoun) -> Option<EntityId> {
        let kinds: &[EntityKind] = match pronoun {
            Pronoun::He | Pronoun::She => &[EntityKind::Person],
            Pronoun::It => &[EntityKind::State, EntityKind::Organisation],
            Pronoun::They => &[EntityKind::Group, EntityKind::State, EntityKind::Organisation],
            Pronoun::We | Pronoun::I => return None,
        };
        let other = match pronoun {
            Pronoun::He => Some(Gender::Feminine),
            Pronoun::She => Some(Gender::Masculine),
            _ => None,
        };
        let fits = |id: &EntityId| {
            let is_other = other.is_some_and(|other| self.genders[id.0 as usize] == other);
            kinds.contains(&self.entity(*id).kind) && !is_other
        };
        if let Some(near) = self.near.iter().copied().find(fits) {
            return Some(near);
        }
        if pronoun == Pronoun::They {
            let group = self.salient().find(|id| self.entity(*id).kind == EntityKind::Group);
            return group.or_else(|| self.salient().find(fits));
        }
        self.salient().find(fits)
    }

    /// Lists the entities from the likeliest to be meant to the least.
    fn salient(&self) -> impl Iterator<Item = EntityId> {
        let here = self.here.iter().copied();
        let earlier = self.earlier.values().rev().copied();
        here.chain(self.before.iter().copied()).chain(earlier.take(SALIENT_MAX))
    }
}

/// Returns the entities that the subjects of a sentence name.
fn subjects(mentions: &[Mention], near: &[Span]) -> Vec<EntityId> {
    let named = |span: &Span| mentions.iter().find(|mention| mention.span.overlaps(*span));
    let who = near.iter().filter_map(named).filter_map(|mention| match mention.who {
        Who::Entity(id) => Some(id),
        Who::Speaker => None,
    });
    who.collect()
}

/// Returns whether `known` says all that `office` says.
fn tells_as_much(known: &Office, office: &Office) -> bool {
    let covers = |known: &Option<String>, said: &Option<String>| match (known, said) {
        (_, None) => true,
        (Some(known), Some(said)) => known.eq_ignore_ascii_case(said),
        (None, Some(_)) => false,
    };
    covers(&known.title, &office.title) && covers(&known.of, &office.of)
}

/// Returns whether one title ends in the other: `Foreign Minister`, `minister`.
fn ends_alike(held: &str, title: &str) -> bool {
    let (held, title) = (held.to_lowercase(), title.to_lowercase());
    held.ends_with(&title) || title.ends_with(&held)
}

fn key(name: &str) -> String {
    let name = name.strip_prefix("the ").or_else(|| name.strip_prefix("The ")).unwrap_or(name);
    name.to_lowercase()
}
