//! Who is who across documents?
//!
//! In go documents with their readings, who is known beforehand and what people have decided; out come [`Actor`]s, each
//! with the parts of documents that speak of it and the reasons why they were put together, and [`Proposal`]s for a
//! person to decide. Nobody is put together with another for a name alone where names are shared: of people, and of bodies
//! that are called what many are called. Groups are described and not named, so two documents' `26 countries` stay two.
//!
//! Nothing here hangs on the order of the documents, and nothing compares all with all: whoever may be the same has a key
//! in common.

mod actor;
mod body;
mod cluster;
mod company;
mod decided;
mod name;
mod node;
mod office;
mod people;
mod proposal;

use casus_claim::{EntityId, EntityKind, Office, Reading, Registry, Role, Term};
use casus_text::Source;
use jiff::civil::Date;

use crate::{Decision, DocumentId};

pub use office::Holder;
pub(crate) use office::{is_sole_title, title_key};

/// Days of two documents that are no further apart speak of one time.
pub const NEAR_DAYS: i32 = 31;

/// A document with what was read out of it.
#[derive(Clone, Copy, Debug)]
pub struct Document<'a> {
    /// The ids by which decisions name it: several where the same text lies at several addresses, none where it is in no
    /// ledger.
    pub ids: &'a [DocumentId],
    /// The text and its origin.
    pub source: &'a Source,
    /// What was read out of it.
    pub reading: &'a Reading,
}

/// What is known before the documents are asked.
#[derive(Clone, Copy, Debug)]
pub struct Beforehand<'a> {
    /// The actors that the dossier names.
    pub registry: &'a Registry,
    /// Who held which office when, as the dossier says it beside its actors.
    pub terms: &'a [Term],
    /// What people have decided and is in force; only [`Decision::Merge`] and [`Decision::Split`] are heard here.
    pub decisions: &'a [Decision],
}

/// Who is who.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WhoIsWho {
    /// The actors and whatever else has a name, by kind and name.
    pub actors: Vec<Actor>,
    /// Pairs that look alike and were not put together.
    pub proposals: Vec<Proposal>,
    /// What would have been put together, had people not decided otherwise.
    pub cuts: Vec<Cut>,
    /// Which actor each entity is, document by document.
    actor_of: Vec<Vec<usize>>,
}

impl WhoIsWho {
    /// Returns the place of an entity's actor among the actors.
    pub fn actor_of(&self, part: Part) -> usize {
        self.actor_of[part.document][part.entity.0 as usize]
    }
}

/// Somebody or something, as all documents together speak of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor {
    /// The name to use: that of the dossier, else the fullest that most documents have.
    pub name: String,
    /// What tells it from others of the name; `None` where no other person has it.
    pub apart: Option<Apart>,
    /// What it is.
    pub kind: EntityKind,
    /// The other names it goes by, in their order.
    pub other_names: Vec<String>,
    /// Whether the dossier names it.
    pub is_known: bool,
    /// The entities that are this one, by document.
    pub parts: Vec<Part>,
    /// The offices it holds or held.
    pub offices: Vec<HeldOffice>,
    /// The members that documents give it, by their places among the actors.
    pub members: Vec<usize>,
    /// Why its parts were put together, one link for each part that was added to others.
    pub links: Vec<Link>,
}

/// What tells a person from others of the same name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Apart {
    /// The office.
    Office(Office),
    /// The document that speaks of this one, counted from 0.
    Document(usize),
}

/// An entity of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Part {
    /// The document, counted from 0.
    pub document: usize,
    /// Its number in the reading.
    pub entity: EntityId,
}

/// Whoever bears a name: an actor of the dossier, by its name, or an entity of a document.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Bearer {
    /// The dossier names it.
    Known(String),
    /// A document speaks of it.
    Part(Part),
}

/// An office with the days on which it is given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeldOffice {
    /// The office; its owner under the name to use.
    pub office: Office,
    /// The documents that give it, with the days on which they were published.
    pub given: Vec<(Part, Option<Date>)>,
    /// The terms that the dossier gives: the first and the last day of each.
    pub terms: Vec<(Option<Date>, Option<Date>)>,
}

/// Two that were put together, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// Which two.
    pub bearers: [Bearer; 2],
    /// How their names go together.
    pub likeness: Likeness,
    /// What else speaks for it; none only for names that are an identity by themselves.
    pub evidence: Vec<Evidence>,
}

/// How two names go together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Likeness {
    /// They are the same but for case, accents, points and an article.
    Same,
    /// They are two ways to write one sound.
    Spelling,
    /// One is a shorter form of the other, such as a last name or an abbreviation.
    Shorter,
    /// One is called by an office alone.
    Office,
    /// They have nothing to do with one another.
    Other,
}

/// What speaks for two being one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Evidence {
    /// A person decided it; the place among the decisions given.
    Decided(usize),
    /// The dossier gives this name to one actor.
    Known(String),
    /// Both hold this office.
    Office(Office),
    /// Both hold an office of this state or body.
    Body(String),
    /// Both are this in something.
    Role(Role),
    /// Both are named beside this actor, whom few documents name.
    Shared(String),
    /// A document gives both names to one.
    Alias(Part),
    /// This is who held the office on the day: as the dossier says, or as the documents of near days say.
    Held {
        /// The day.
        day: Date,
        /// The documents that say so; none where the dossier does.
        according_to: Vec<Part>,
    },
}

/// What speaks against two being one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Contrary {
    /// A person decided it; the place among the decisions given.
    Decided(usize),
    /// They hold offices of two states at one time.
    States([String; 2]),
    /// Their given names differ.
    Names,
    /// A document speaks of both and tells them apart; counted from 0.
    ToldApart(usize),
    /// They are read as two kinds of things.
    Kinds([EntityKind; 2]),
    /// The shorter name, or the office, fits several.
    Several,
    /// Nothing but the name speaks for it.
    NameAlone,
}

/// Two that look alike and were not put together, for a person to decide.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// Their places among the actors.
    pub actors: [usize; 2],
    /// Somebody of each.
    pub bearers: [Bearer; 2],
    /// How their names go together.
    pub likeness: Likeness,
    /// What speaks for it beside the names.
    pub evidence: Vec<Evidence>,
    /// What speaks against it.
    pub against: Vec<Contrary>,
}

/// Two that would have been put together, but that a decision keeps those apart who would then have been one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cut {
    /// What would have put them together.
    pub link: Link,
    /// The decision that keeps them apart; its place among the decisions given.
    pub split: usize,
}

/// Finds out who is who in some documents.
pub fn who_is_who(documents: &[Document<'_>], beforehand: &Beforehand<'_>) -> WhoIsWho {
    let nodes = node::Nodes::of(documents, beforehand);
    let mut clusters = cluster::Clusters::of(&nodes);
    decided::hear(&mut clusters, &nodes, documents, beforehand.decisions);
    let mut open = body::join(&mut clusters, &nodes);
    let details = node::Details::of(documents, &nodes, &clusters);
    open.extend(people::join(&mut clusters, &nodes, &details));
    open.extend(office::join(&mut clusters, &nodes, &details));
    actor::assemble(documents, &nodes, &details, clusters, open)
}

#[cfg(test)]
mod tests;
