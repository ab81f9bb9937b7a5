//! Of whom and of what has the text spoken, and when last?

use casus_claim::EntityId;

use super::place::Place;
use crate::mention::Pronoun;

/// Somebody or something of which the text has spoken.
#[derive(Clone, Debug)]
pub(super) struct Referent {
    /// One entity, two that were named side by side, or none where it is a thing.
    pub ids: Vec<EntityId>,
    pub place: Place,
    /// Where it stood before that.
    pub before: Option<Place>,
    /// The pronoun by which it was meant last.
    pub by: Option<Pronoun>,
    pub count: usize,
    /// Whether its noun is a plural.
    pub is_plural: bool,
    /// Whether the two are subject and object of one verb.
    pub has_met: bool,
}

impl Referent {
    pub fn new(ids: Vec<EntityId>, place: Place) -> Self {
        Self { ids, place, before: None, by: None, count: 1, is_plural: false, has_met: false }
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
            Some(at) => {
                let known = self.past.remove(near + at);
                let latest =
                    if known.place.span.start_bytes() > place.span.start_bytes() { known.place } else { place };
                let before = if latest == place { Some(known.place) } else { Some(place) };
                Referent { place: latest, before, by, count: known.count + 1, ..known }
            }
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
