//! Who is spoken of.

use casus_text::Span;

use crate::word::words;

/// The number of an entity in its reading.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntityId(pub u32);

impl std::fmt::Display for EntityId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "e{}", self.0 + 1)
    }
}

words! {
    /// What an entity is.
    EntityKind {
        /// A named person.
        Person = "person",
        /// A state acting or acted on.
        State = "state",
        /// A named body, alliance, court, company or ministry.
        Organisation = "organisation",
        /// Actors that are described and not named.
        Group = "group",
        /// A place as a place.
        Place = "place",
        /// A plan, agreement, fund, loan, force or pool of assets.
        Instrument = "instrument",
    }
}

impl EntityKind {
    /// Returns whether such an entity can act: not a place, and no paper, fund or force.
    pub fn is_actor(self) -> bool {
        !matches!(self, Self::Place | Self::Instrument)
    }
}

/// Somebody or something that a document speaks of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entity {
    /// Its number in the reading.
    pub id: EntityId,
    /// What it is.
    pub kind: EntityKind,
    /// The fullest name that the document or the registry has for it.
    pub name: String,
    /// The other names that the document uses.
    pub aliases: Vec<String>,
    /// Where it is mentioned, in the order of the text.
    pub mentions: Vec<Span>,
    /// The offices that the text gives it.
    pub offices: Vec<Office>,
    /// What it is in something, as the text says.
    pub roles: Vec<Role>,
}

/// An office that somebody holds.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Office {
    /// Its title without the country; `None` when the text gives only whom the person serves.
    pub title: Option<String>,
    /// The state or body it belongs to.
    pub of: Option<String>,
}

/// What an actor is in something: co-chair, member, host, mediator, guarantor.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Role {
    /// The role in the text's words.
    pub role: String,
    /// The name of what it is a role in.
    pub of: String,
}

/// One actor or several: never none, and none twice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actors(Vec<EntityId>);

impl Actors {
    /// Takes the actors in their order, dropping repeats; `None` when there is none.
    pub fn new(ids: impl IntoIterator<Item = EntityId>) -> Option<Self> {
        let mut actors = Vec::new();
        for id in ids {
            if !actors.contains(&id) {
                actors.push(id);
            }
        }
        (!actors.is_empty()).then_some(Self(actors))
    }

    /// Returns the actors in their order.
    pub fn ids(&self) -> &[EntityId] {
        &self.0
    }
}
