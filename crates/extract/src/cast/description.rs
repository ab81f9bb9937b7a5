//! Whom does a description mean? Titles, nouns with `the`, `both`, `the two leaders`, `the latter`.

use std::cmp::Reverse;

use casus_claim::{EntityId, EntityKind};

use super::Cast;
use super::place::{Place, Role};
use super::referent::Referent;
use super::table::{Feature, Noun, TABLES};
use crate::lexicon::{Class, LEXICON, TitleKind};

/// A pair points so many sentences back at most.
const SENTENCES_MAX: usize = 6;

/// Distance counts against a description up to so many sentences.
const DISTANCE_MAX: usize = 5;

impl Cast {
    /// Finds who holds a title: a person with that office, else somebody known by the title alone.
    pub(super) fn title(&mut self, title: &str, of: Option<String>, surface: &str, place: Place) -> EntityId {
        let of = of.map(|of| self.land_of(&of).unwrap_or(of)).map(|of| self.whole_name(of));
        if let Some(id) = self.most_likely(place, |cast, id| cast.bears(id, title, of.as_deref())) {
            return id;
        }
        let name = match &of {
            Some(of) => format!("{title} of {of}"),
            None => surface.trim_start_matches("the ").trim_start_matches("The ").to_owned(),
        };
        let id = self.named(&name, EntityKind::Group);
        // A spokesman may be a person's.
        let is_person = of.as_deref().is_some_and(|of| self.person_called(of).is_some());
        if let Some(of) = of.as_ref().filter(|_| !is_person) {
            self.known_owner(of);
            let kind = LEXICON.title(&title.to_lowercase()).map_or(TitleKind::Either, |title| title.kind);
            self.governed(of, Some(title), kind);
        }
        let traits = self.traits_mut(id);
        traits.is_human = true;
        traits.serves = of;
        id
    }

    /// Weighs how well a title fits somebody.
    fn bears(&self, id: EntityId, title: &str, of: Option<&str>) -> Option<Feature> {
        let entity = self.entity(id);
        let asked = title.to_lowercase();
        let fit = |office: &casus_claim::Office| {
            let held = office.title.as_deref()?.to_lowercase();
            let is_of = of.zip(office.of.as_deref()).is_none_or(|(of, held)| of == held);
            match is_of {
                true if held == asked => Some(Feature::Exact),
                true if held.ends_with(&asked) => Some(Feature::Partly),
                _ => None,
            }
        };
        // `Norland's Ada Korn` may be its premier.
        let is_of_this =
            |office: &casus_claim::Office| office.title.is_none() && of.is_some() && office.of.as_deref() == of;
        let fits: Vec<Feature> = entity.offices.iter().filter_map(fit).collect();
        if let Some(feature) = fits.iter().find(|fit| **fit == Feature::Exact).or(fits.first()) {
            return Some(*feature);
        }
        let is_called_so = of.is_none() && self.traits(id).nouns.contains(asked.as_str());
        let is_told = is_called_so || entity.offices.iter().any(is_of_this);
        let is_body = matches!(entity.kind, EntityKind::State | EntityKind::Organisation);
        (entity.kind == EntityKind::Person && is_told || is_body && is_called_so).then_some(Feature::Told)
    }

    /// Finds the actor behind a common noun: the state behind `the government`, else the body named so.
    pub(super) fn noun(&mut self, noun: &str, of: Option<String>, surface: &str, place: Place) -> EntityId {
        let is_state =
            matches!(noun, "government" | "administration" | "side" | "delegation" | "cabinet" | "authority");
        let of = of.map(|of| self.land_of(&of).unwrap_or(of));
        // `the government of Ada Korn` is her state's, or hers.
        let person = of.as_deref().filter(|_| is_state).and_then(|of| self.person_called(of));
        if let Some(person) = person {
            return self.belonging(person, noun);
        }
        if let Some(of) = &of {
            return if is_state {
                self.named(of, EntityKind::State)
            } else {
                self.named(surface, EntityKind::Organisation)
            };
        }
        if let Some(id) = self.find(surface).filter(|_| surface.contains(' ')) {
            return id;
        }
        if let Some(id) = self.described(noun, surface, place) {
            return id;
        }
        let state = |cast: &Self, id: EntityId| {
            let is_meant = is_state && noun != "side" && cast.entity(id).kind == EntityKind::State;
            is_meant.then_some(Feature::OfItsKind)
        };
        match self.most_likely(place, state) {
            Some(id) => id,
            None if let Some(name) = self.european(surface) => self.named(name, EntityKind::Organisation),
            None => self.named(surface, EntityKind::Organisation),
        }
    }

    /// Finds whom or what a noun with `the` before it means, if the text has spoken of it.
    pub(super) fn described(&mut self, noun: &str, surface: &str, place: Place) -> Option<EntityId> {
        let listed = TABLES.noun(noun);
        let capitals: Vec<&str> = surface.split(' ').filter(|word| word.starts_with(char::is_uppercase)).collect();
        let has_all = |name: &str| capitals.iter().all(|capital| name.split(' ').any(|word| word == *capital));
        let fits = |cast: &Self, id: EntityId| cast.fits(id, noun, listed).filter(|_| has_all(&cast.entity(id).name));
        let id = self.most_likely(place, fits)?;
        if listed.is_some_and(|listed| listed.kind == EntityKind::State) && self.may_be_land(id) {
            self.entities[id.0 as usize].kind = EntityKind::State;
        }
        Some(id)
    }

    /// Returns whether nothing tells what a name names.
    fn may_be_land(&self, id: EntityId) -> bool {
        let entity = self.entity(id);
        let is_plain = |word: &str| !LEXICON.is_organisation_head(word) && word.starts_with(char::is_uppercase);
        let is_acronym = entity.name.chars().all(char::is_uppercase);
        // `Harl Cement` is no land, `New Harl` may be one.
        let is_short =
            entity.name.split_once(' ').is_none_or(|(first, _)| LEXICON.is(Class::LandPart, &first.to_lowercase()));
        let is_land = is_short && !is_acronym && entity.name.split(' ').all(is_plain);
        entity.kind == EntityKind::Organisation && is_land
    }

    /// Weighs how well a noun fits somebody or something.
    fn fits(&self, id: EntityId, noun: &str, listed: Option<&Noun>) -> Option<Feature> {
        let (entity, traits) = (self.entity(id), self.traits(id));
        if self.is_called_in_full(id) {
            return None;
        }
        // What is called an emirate is no island.
        let is_realm = |noun: &str| noun == "island" || LEXICON.is(Class::Realm, noun);
        if is_realm(noun) && !traits.nouns.contains(noun) && traits.nouns.iter().any(|other| is_realm(other)) {
            return None;
        }
        // The Council of the Eastern League is no league.
        let own = entity.name.split(" of ").next().unwrap_or(&entity.name);
        let is_named_so = own.split(' ').any(|word| word.eq_ignore_ascii_case(noun));
        let is_body = matches!(entity.kind, EntityKind::Organisation | EntityKind::Group | EntityKind::Instrument);
        if is_named_so && is_body && !traits.is_human && !traits.is_plural {
            return Some(Feature::NamedSo);
        }
        if traits.nouns.contains(noun) && !traits.is_plural {
            return Some(Feature::Told);
        }
        let listed = listed?;
        match listed.kind {
            EntityKind::Person => {
                let ends_so = |title: &str| title.to_lowercase().split([' ', '-']).next_back() == Some(noun);
                let holds = entity.offices.iter().filter_map(|office| office.title.as_deref()).any(ends_so);
                holds.then_some(Feature::Partly)
            }
            EntityKind::State if entity.kind == EntityKind::State => Some(Feature::OfItsKind),
            EntityKind::State => (noun != "state" && self.may_be_land(id)).then_some(Feature::MaybeLand),
            kind => {
                let goes = entity.kind == kind && TABLES.goes_with(listed, &entity.name);
                goes.then_some(Feature::OfItsKind)
            }
        }
    }

    /// Returns whoever fits best, by how well they fit and how lately and often they stood.
    fn most_likely(&self, place: Place, fits: impl Fn(&Self, EntityId) -> Option<Feature>) -> Option<EntityId> {
        self.most_likely_within(usize::MAX, place, fits)
    }

    /// Returns whoever of the last sentences fits best.
    fn most_likely_within(
        &self,
        sentences: usize,
        place: Place,
        fits: impl Fn(&Self, EntityId) -> Option<Feature>,
    ) -> Option<EntityId> {
        let mut best: Option<(i32, EntityId)> = None;
        for referent in self.discourse.latest() {
            let Some(before) = referent.place_before(place.sentence, place.span.start_bytes()) else { continue };
            let Some(id) = referent.one().filter(|_| place.sentence - before.sentence <= sentences) else { continue };
            let Some(feature) = fits(self, id) else { continue };
            let score = TABLES.weight(feature) + lately(referent, before, place);
            if best.is_none_or(|(most, _)| score > most) {
                best = Some((score, id));
            }
        }
        best.map(|(_, id)| id)
    }

    /// Finds the two that `both countries`, `the two leaders` or `the pair` means.
    pub(super) fn pair(&self, noun: Option<&str>, place: Place) -> Option<[EntityId; 2]> {
        let singular = noun.map(|noun| LEXICON.group_head(noun).unwrap_or(noun));
        let is_of_kind = |id: &EntityId| singular.is_none_or(|noun| self.is_one_of(*id, noun));
        let is_near = |referent: &&Referent| {
            let before = referent.place_before(place.sentence, place.span.start_bytes());
            before.is_some_and(|before| place.sentence - before.sentence <= SENTENCES_MAX)
        };
        let pairs = self.discourse.latest().filter(is_near).filter(|referent| referent.ids.iter().all(is_of_kind));
        let mut named = pairs.filter_map(|referent| <[EntityId; 2]>::try_from(referent.ids.as_slice()).ok());
        named.next()
    }

    /// Takes it that two are named side by side.
    pub(super) fn side_by_side(&mut self, first: EntityId, second: EntityId) {
        let may_be_one = |id: EntityId| self.entity(id).kind.is_actor() && !self.is_human(id);
        if first != second && may_be_one(first) && may_be_one(second) {
            let is_turned = self.sides.contains_key(&(second, first));
            let pair = if is_turned { (second, first) } else { (first, second) };
            *self.sides.entry(pair).or_default() += 1;
        }
    }

    /// Finds the two that the text sets against each other: those that it has named together most often.
    pub(super) fn sides(&self, noun: &str) -> Option<[EntityId; 2]> {
        let singular = LEXICON.group_head(noun).unwrap_or(noun);
        let is_side = matches!(singular, "side" | "party" | "camp");
        let is_one = |id: EntityId| is_side || self.is_one_of(id, singular);
        let pairs = self.sides.iter().filter(|((first, second), _)| is_one(*first) && is_one(*second));
        let most = pairs.max_by_key(|((first, second), count)| (**count, Reverse((*first, *second))));
        most.map(|((first, second), _)| [*first, *second])
    }

    /// Finds `the other side`: the one of the two of which the text has not spoken last.
    pub(super) fn other_side(&self) -> Option<EntityId> {
        let [first, second] = self.sides("side")?;
        let last = self.discourse.latest().filter_map(Referent::one).find(|id| *id == first || *id == second);
        last.map(|last| if last == first { second } else { first })
    }

    /// Finds the two of a kind that were named last, where nothing names them together.
    pub(super) fn last_two(&self, noun: Option<&str>, place: Place) -> Option<[EntityId; 2]> {
        let singular = noun.map(|noun| LEXICON.group_head(noun).unwrap_or(noun));
        let is_of_kind = |id: EntityId| match singular {
            Some(noun) => self.is_one_of(id, noun),
            None => self.entity(id).kind == EntityKind::Person,
        };
        let mut scored = Vec::new();
        for referent in self.discourse.latest() {
            let Some(before) = referent.place_before(place.sentence, place.span.start_bytes()) else { continue };
            if let Some(id) = referent.one().filter(|id| is_of_kind(*id) && !self.traits(*id).is_plural) {
                scored.push((lately(referent, before, place), before.span.start_bytes(), id));
            }
        }
        scored.sort_by_key(|(score, _, _)| Reverse(*score));
        scored.truncate(2);
        scored.sort_by_key(|(_, start, _)| *start);
        match scored[..] {
            [(_, _, first), (_, _, second)] => Some([first, second]),
            _ => None,
        }
    }

    /// Returns whether somebody is one of those that a noun names: `leader`, `country`, `side`.
    fn is_one_of(&self, id: EntityId, noun: &str) -> bool {
        let kind = self.entity(id).kind;
        match noun {
            "government" | "capital" | "power" => kind == EntityKind::State || self.may_be_land(id),
            "side" | "party" | "neighbour" | "neighbor" | "ally" | "partner" => {
                matches!(kind, EntityKind::State | EntityKind::Organisation)
            }
            "rival" => kind != EntityKind::Group,
            "member" | "man" | "woman" => kind == EntityKind::Person,
            noun => match TABLES.noun(noun) {
                Some(listed) if matches!(listed.kind, EntityKind::Person | EntityKind::State) => {
                    listed.kind == kind || self.may_be_land(id) && listed.kind == EntityKind::State
                }
                Some(listed) => self.fits(id, noun, Some(listed)).is_some(),
                None => self.bears(id, noun, None).is_some(),
            },
        }
    }

    /// Finds the group of which `the welders` are the same: `212 welders`.
    pub(super) fn same_group(&self, name: &str, place: Place) -> Option<EntityId> {
        const REACH_SENTENCES: usize = 4;
        if let Some(id) = self.find(name).filter(|id| self.entity(*id).kind == EntityKind::Group) {
            return Some(id);
        }
        let words: Vec<&str> = name.split(' ').collect();
        self.most_likely_within(REACH_SENTENCES, place, |cast, id| {
            let entity = cast.entity(id);
            let known: Vec<&str> = entity.name.split(' ').collect();
            let is_same = entity.kind == EntityKind::Group
                && known.last() == words.last()
                && known.contains(&"of") == words.contains(&"of")
                && words.iter().all(|word| known.contains(word));
            is_same.then_some(Feature::NamedSo)
        })
    }

    /// Finds the group of which `the eleven` is said: `eleven states`.
    pub(super) fn counted(&self, number: &str, place: Place) -> Option<EntityId> {
        self.most_likely(place, |cast, id| {
            let entity = cast.entity(id);
            let first = entity.name.split(' ').next()?;
            let is_same = entity.kind == EntityKind::Group && first.eq_ignore_ascii_case(number);
            is_same.then_some(Feature::NamedSo)
        })
    }

    /// Returns whether a group of several was named in the last sentences.
    pub(super) fn has_group(&self, place: Place) -> bool {
        const REACH_SENTENCES: usize = 2;
        let is_group = |cast: &Self, id: EntityId| {
            let is_plural = cast.entity(id).kind == EntityKind::Group && cast.traits(id).is_plural;
            is_plural.then_some(Feature::Group)
        };
        self.most_likely_within(REACH_SENTENCES, place, is_group).is_some()
    }

    /// Finds who `the former judge` is: the one person of the sentence before, if that was its subject.
    pub(super) fn epithet(&self, place: Place) -> Option<EntityId> {
        let mut persons = self.discourse.latest().filter_map(|referent| {
            let before = referent.place_before(place.sentence, place.span.start_bytes())?;
            let id = referent.one().filter(|id| self.entity(*id).kind == EntityKind::Person)?;
            let is_near = before.sentence + 1 == place.sentence && !before.is_quoted && !before.is_aside;
            is_near.then_some((referent.role_at(&before), id))
        });
        let (role, id) = persons.next()?;
        let is_only = persons.next().is_none();
        (is_only && role == Role::Subject && place.role == Role::Subject).then_some(id)
    }
}

/// Weighs how lately and how often a candidate stood.
fn lately(referent: &Referent, before: Place, place: Place) -> i32 {
    let distance = (place.sentence - before.sentence).min(DISTANCE_MAX);
    let distance = i32::try_from(distance).unwrap_or(i32::MAX);
    let often = i32::try_from(referent.count.min(4)).unwrap_or(4);
    let role = match referent.role_at(&before) {
        Role::Subject => TABLES.weight(Feature::Subject),
        _ => 0,
    };
    distance * TABLES.weight(Feature::SentenceBefore) + often * TABLES.weight(Feature::Often) + role
}
