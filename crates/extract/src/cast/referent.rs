//! Of whom and of what has the text spoken, and when last?

use casus_claim::EntityId;
use casus_text::Span;

use super::place::{Place, Role};
use crate::mention::Pronoun;

/// Somebody or something of which the text has spoken.
#[derive(Clone, Debug)]
pub(super) struct Referent {
    /// One entity, two that were named side by side, or none where it is a thing.
    pub ids: Vec<EntityId>,
    pub place: Place,
    /// Where it stood before that.
    pub before: Option<Place>,
    /// Its best role in its last sentence, and whether it stood only in clauses beside the main one.
    pub role: Role,
    pub is_aside: bool,
    /// All words that meant it in its last sentence, and the nouns beside which they stood.
    pub stood: Vec<Span>,
    /// The pronoun by which it was meant last.
    pub by: Option<Pronoun>,
    pub count: usize,
    /// Whether its noun is a plural.
    pub is_plural: bool,
    /// Whether the two are subject and object of one verb.
    pub has_met: bool,
    /// Whether it is somebody who is not worth a mention: a noun for those who act.
    pub is_agent: bool,
}

impl Referent {
    pub fn new(ids: Vec<EntityId>, place: Place) -> Self {
        Self {
            ids,
            place,
            before: None,
            role: place.role,
            is_aside: place.is_aside,
            stood: std::iter::once(place.span).chain(place.beside).collect(),
            by: None,
            count: 1,
            is_plural: false,
            has_met: false,
            is_agent: false,
        }
    }

    /// Returns its role at a place of its: the best one of the sentence, if that is its last.
    pub fn role_at(&self, place: &Place) -> Role {
        if place.sentence == self.place.sentence { self.role } else { place.role }
    }

    pub fn is_aside_at(&self, place: &Place) -> bool {
        if place.sentence == self.place.sentence { self.is_aside } else { place.is_aside }
    }

    /// Returns whether it stands where a word of a sentence is.
    pub fn stands(&self, sentence: usize, span: Span) -> bool {
        self.place.sentence == sentence && self.stood.iter().any(|stood| stood.overlaps(span))
    }

    /// Takes that it stands once more.
    fn again(self, place: Place, by: Option<Pronoun>) -> Self {
        let is_latest = place.span.start_bytes() >= self.place.span.start_bytes();
        let (latest, before) = if is_latest { (place, self.place) } else { (self.place, place) };
        let is_same = place.sentence == self.place.sentence;
        let role = if is_same { self.role.min(place.role) } else { place.role };
        let is_aside = place.is_aside && (!is_same || self.is_aside);
        let mut stood = if is_same { self.stood } else { Vec::new() };
        stood.push(place.span);
        stood.extend(place.beside);
        Self { place: latest, before: Some(before), role, is_aside, stood, by, count: self.count + 1, ..self }
    }

    /// Returns the one entity that it is.
    pub fn one(&self) -> Option<EntityId> {
        match self.ids[..] {
            [id] => Some(id),
            _ => None,
        }
    }

    /// Returns where it stood last before a byte of a sentence.
    pub fn place_before(&self, sentence: usize, start_bytes: usize) -> Option<Place> {
        let is_before = |place: &Place| place.sentence < sentence || place.span.end_bytes() <= start_bytes;
        Some(self.place).filter(is_before).or(self.before.filter(is_before))
    }
}

/// What the text has spoken of, in the order in which it stood last.
#[derive(Default)]
pub(super) struct Discourse {
    past: Vec<Referent>,
    /// The things of this sentence and of the one before.
    things: Vec<Referent>,
}

/// A description points no further back than to so many.
const REFERENTS_MAX: usize = 500;

impl Discourse {
    /// Notes that it stands once more.
    pub fn mention(&mut self, ids: Vec<EntityId>, place: Place, by: Option<Pronoun>) {
        let near = self.past.len().saturating_sub(REFERENTS_MAX);
        let known = self.past[near..].iter().rposition(|referent| referent.ids == ids);
        let referent = match known {
            Some(at) => self.past.remove(near + at).again(place, by),
            None => Referent { by, ..Referent::new(ids, place) },
        };
        self.past.push(referent);
        if self.past.len() > 2 * REFERENTS_MAX {
            self.past.drain(..REFERENTS_MAX);
        }
    }

    /// Notes two that met, unless they are known together.
    pub fn met(&mut self, referent: Referent) {
        let near = self.past.len().saturating_sub(REFERENTS_MAX);
        if !self.past[near..].iter().any(|known| known.ids == referent.ids) {
            self.past.push(referent);
        }
    }

    /// Takes the things of a new sentence, and forgets those of all but the last.
    pub fn turn(&mut self, sentence: usize, things: impl Iterator<Item = Referent>) {
        self.things.retain(|thing| thing.place.sentence + 1 >= sentence);
        self.things.extend(things);
    }

    /// Notes that a thing is meant again.
    pub fn thing(&mut self, place: Place, by: Pronoun) {
        let thing = Referent { by: Some(by), is_plural: by == Pronoun::They, ..Referent::new(Vec::new(), place) };
        self.things.push(thing);
    }

    /// Returns those who were spoken of, the latest first.
    pub fn latest(&self) -> impl Iterator<Item = &Referent> {
        self.past.iter().rev().take(REFERENTS_MAX)
    }

    pub fn things(&self) -> impl Iterator<Item = &Referent> {
        self.things.iter().rev()
    }
}
