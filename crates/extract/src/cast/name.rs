//! Who bears a name? Full names, last names, short names of bodies, acronyms, and the offices that names come with.

use casus_claim::{EntityId, EntityKind, Office};

use super::table::TABLES;
use super::{Cast, key};
use crate::lexicon::{Gender, KnownSort, LEXICON, TitleKind};
use crate::mention::{OF_PRONOUN, SeenOffice};

/// A council that is hardly ever called `the Council` by others.
const EUROPEAN_COUNCIL: &str = "European Council";

/// The bodies of the European Union by their short names, and the names that show a text to be about them.
const EUROPEAN: [(&str, &str); 3] =
    [("Union", "European Union"), ("Commission", "European Commission"), ("Council", "Council of the European Union")];
const EUROPEAN_SIGNS: [&str; 5] =
    [EUROPEAN_COUNCIL, "European Commission", "European Parliament", "European Union", "Council of the European Union"];

/// The name of a land is looked for among so many names.
const NAMES_MAX: usize = 500;

impl Cast {
    /// Finds or makes the bearer of a name.
    pub(super) fn name(&mut self, name: &str, surface: &str, kind: EntityKind) -> EntityId {
        let known = self.by_name.get(&key(name)).copied();
        // `in Paris` is the city, though `Paris` has been the state before.
        let is_seat = |id: &EntityId| kind == EntityKind::Place && self.entity(*id).kind == EntityKind::State;
        if known.filter(is_seat).is_some_and(|id| self.entity(id).name != name) {
            return self.add(name, kind);
        }
        let found = known.or_else(|| self.by_head(name, kind)).or_else(|| self.by_initials(name, kind));
        let id = match found {
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

    /// Finds what a short name stands for: `the Group` after `the Contact Group`, `the Compact` after `Northern Compact`.
    fn by_head(&self, name: &str, kind: EntityKind) -> Option<EntityId> {
        let is_head = LEXICON.is_organisation_head(name) || LEXICON.is_instrument_head(name);
        if name.contains(' ') || !is_head || !matches!(kind, EntityKind::Organisation | EntityKind::Instrument) {
            return None;
        }
        let fits = |id: &EntityId| {
            let entity = self.entity(*id);
            matches!(entity.kind, EntityKind::Organisation | EntityKind::Instrument)
                && entity.name.split(" of ").next().is_some_and(|own| own.split(' ').any(|word| word == name))
        };
        let found = self.discourse.latest().filter_map(|referent| referent.one()).find(fits);
        found.filter(|id| !self.is_called_in_full(*id))
    }

    /// Returns the body of the European Union that a short name means in a text about them.
    pub(super) fn european(&self, surface: &str) -> Option<&'static str> {
        let is_known = |name: &&str| self.find(name).is_some();
        let name = EUROPEAN.iter().find(|(short, _)| *short == surface).map(|(_, name)| *name)?;
        EUROPEAN_SIGNS.iter().any(is_known).then_some(name)
    }

    /// Returns the name of a body that is called by its head alone: that of which the text has spoken.
    pub(super) fn whole_name(&self, name: String) -> String {
        let known = self.by_head(&name, EntityKind::Organisation).map(|id| self.entity(id).name.clone());
        known.or_else(|| self.european(&name).map(str::to_owned)).unwrap_or(name)
    }

    /// Returns whether a body is hardly ever called by its head alone: by `the Council` texts mean that of the ministers.
    pub(super) fn is_called_in_full(&self, id: EntityId) -> bool {
        self.entity(id).name == EUROPEAN_COUNCIL
    }

    /// Finds the body whose initials an acronym is, or the acronym that the initials of a name are.
    fn by_initials(&self, name: &str, kind: EntityKind) -> Option<EntityId> {
        if !matches!(kind, EntityKind::Organisation | EntityKind::Instrument) {
            return None;
        }
        let asked = initials(name);
        let is_short = is_acronym(name);
        let fits = |id: &EntityId| {
            let entity = self.entity(*id);
            let is_body = matches!(entity.kind, EntityKind::Organisation | EntityKind::Instrument | EntityKind::Group);
            is_body
                && if is_short {
                    initials(&entity.name).is_some_and(|initials| initials == name)
                } else {
                    asked.as_deref().is_some_and(|asked| is_acronym(&entity.name) && entity.name == asked)
                }
        };
        self.discourse.latest().filter_map(|referent| referent.one()).find(fits)
    }

    /// Finds or makes the person of a name.
    pub(super) fn person(&mut self, name: &str, gender: Gender) -> EntityId {
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
        let mut words = name.split(' ');
        let given = words.next().map_or(Gender::Unknown, |first| TABLES.given(first));
        if let Some(last) = words.next_back().filter(|last| last.chars().count() > 2) {
            self.by_name.entry(key(last)).or_insert(id);
            self.traits_mut(id).named = given;
        }
        if gender != Gender::Unknown {
            self.traits_mut(id).shown = gender;
        }
        id
    }

    /// Returns the person of a name, made where it begins as the names of persons do.
    pub(super) fn person_called(&mut self, name: &str) -> Option<EntityId> {
        if let Some(id) = self.find(name) {
            return Some(id).filter(|id| self.entity(*id).kind == EntityKind::Person);
        }
        let (first, _) = name.split_once(' ')?;
        let is_given = TABLES.given(first) != Gender::Unknown && LEXICON.name(name).is_none();
        is_given.then(|| self.person(name, Gender::Unknown))
    }

    fn by_last_name(&self, name: &str) -> Option<EntityId> {
        let last = name.split(' ').next_back()?;
        let id = *self.by_name.get(&key(last))?;
        let entity = self.entity(id);
        let is_same = entity.name == last || name == last || entity.name.ends_with(name);
        (entity.kind == EntityKind::Person && is_same).then_some(id)
    }

    /// Gives somebody offices; `owner` is whom a pronoun before the title means.
    pub(super) fn give_offices(&mut self, id: EntityId, offices: Vec<SeenOffice>, owner: Option<EntityId>) {
        for seen in offices {
            let of = match seen.of.as_deref() {
                Some(OF_PRONOUN) => owner.map(|owner| self.entity(owner).name.clone()),
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

    /// Finds whom an adjective tells, if the text names them: Callow for `Callowan`.
    pub(crate) fn of_adjective(&self, adjective: &str) -> Option<EntityId> {
        let known = LEXICON.name(adjective).filter(|known| known.sort == KnownSort::Adjective);
        let name = known.map(|known| known.name.to_owned()).or_else(|| self.land_of(adjective))?;
        self.find(&name)
    }

    /// Finds the land of an adjective that no table knows: Norland for `Norlandic`.
    pub(super) fn land_of(&self, adjective: &str) -> Option<String> {
        const STEM_CHARS_MIN: usize = 4;
        if LEXICON.name(adjective).is_some() || !LEXICON.is_demonym(&adjective.to_lowercase()) {
            return None;
        }
        let shared = |name: &str| name.chars().zip(adjective.chars()).take_while(|(a, b)| a == b).count();
        let fits = |name: &str| shared(name) >= STEM_CHARS_MIN.max(name.chars().count().saturating_sub(2));
        let near = self.entities.iter().rev().take(NAMES_MAX).rev();
        let lands = near.map(|entity| &entity.name).filter(|name| !name.contains(' ') && *name != adjective);
        lands.filter(|name| fits(name)).max_by_key(|name| shared(name)).cloned()
    }

    /// Makes sure that the state or body of an office is an entity.
    pub(super) fn known_owner(&mut self, of: &str) {
        let kind = match LEXICON.name(of) {
            Some(known) if known.name == of && known.sort == KnownSort::State => EntityKind::State,
            _ => EntityKind::Organisation,
        };
        self.named(of, kind);
    }

    /// Takes what has ministers and ambassadors, and no name of a body, for a state.
    pub(super) fn governed(&mut self, of: &str, title: Option<&str>, kind: TitleKind) {
        let title = title.map(str::to_lowercase).unwrap_or_default();
        let is_of_state = kind == TitleKind::State || title.ends_with("minister") || title.ends_with("ambassador");
        let is_body = of.split(' ').any(|word| LEXICON.is_organisation_head(word));
        let owner = self.find(of).filter(|_| is_of_state && !is_body);
        if let Some(owner) = owner.filter(|owner| self.entity(*owner).kind == EntityKind::Organisation) {
            self.entities[owner.0 as usize].kind = EntityKind::State;
        }
    }
}

/// Returns whether a name is all capitals and has three of them or more.
fn is_acronym(name: &str) -> bool {
    name.chars().count() >= 3 && name.chars().all(char::is_uppercase)
}

/// Returns the initials of the capitalised words of a name of three words or more, without the small ones between.
fn initials(name: &str) -> Option<String> {
    let words: Vec<&str> = name.split([' ', '-']).filter(|word| word.starts_with(char::is_uppercase)).collect();
    let initials: String = words.iter().filter_map(|word| word.chars().next()).collect();
    (words.len() >= 3 && !words.contains(&"The")).then_some(initials)
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
