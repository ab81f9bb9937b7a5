//! All that was read out of one document.

use casus_text::{ContentId, Span};

use crate::word::words;
use crate::{Actors, Claim, Entity, EntityId, Record};

/// What a reader took from one source, and what it noticed on the way.
///
/// Invariant: entity `n` has id `n`, and every actor of every record is one of the entities.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    source: ContentId,
    entities: Vec<Entity>,
    records: Vec<Record>,
    notes: Vec<Note>,
    sentences: Vec<Span>,
}

/// Something a reader noticed and could not put in a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// What sort of thing it is.
    pub kind: NoteKind,
    /// Where; the whole document when absent.
    pub span: Option<Span>,
    /// One sentence for the user.
    pub sentence: String,
}

words! {
    /// What sort of thing a reader noticed.
    NoteKind {
        /// The text is not in a language that is read.
        Language = "language",
        /// Nothing tells when the document was published.
        Undated = "undated",
        /// A time cannot be told in days.
        UnresolvedTime = "unresolved_time",
        /// A time contradicts the day of publication.
        OddTime = "odd_time",
        /// A passage is too long for a sentence and was not read.
        Overlong = "overlong",
        /// Words that call for a record lack somebody to pin it on.
        NoActor = "no_actor",
    }
}

impl Reading {
    /// Puts a reading together from its parts; `sentences` are all that were looked at, in order.
    pub fn new(
        source: ContentId,
        entities: Vec<Entity>,
        records: Vec<Record>,
        notes: Vec<Note>,
        sentences: Vec<Span>,
    ) -> Self {
        let reading = Self { source, entities, records, notes, sentences };
        let in_place = reading.entities.iter().zip(0..).all(|(entity, n)| entity.id == EntityId(n));
        assert!(in_place, "an entity's id is its place in the list");
        let known = |id: &EntityId| (id.0 as usize) < reading.entities.len();
        assert!(reading.records.iter().all(|record| actors(record).iter().all(known)), "a record names a stranger");
        reading
    }

    /// Returns the id of the source that was read.
    pub fn source(&self) -> ContentId {
        self.source
    }

    /// Returns the entities in the order of their first mention.
    pub fn entities(&self) -> &[Entity] {
        &self.entities
    }

    /// Returns one entity.
    pub fn entity(&self, id: EntityId) -> &Entity {
        &self.entities[id.0 as usize]
    }

    /// Returns the records in the order of the text.
    pub fn records(&self) -> &[Record] {
        &self.records
    }

    /// Returns the notes.
    pub fn notes(&self) -> &[Note] {
        &self.notes
    }

    /// Returns the sentences that were looked at.
    pub fn sentences(&self) -> &[Span] {
        &self.sentences
    }
}

/// Lists every entity that a record names.
fn actors(record: &Record) -> Vec<EntityId> {
    let mut all = record.attributed_to.clone();
    let mut add = |actors: &Actors, others: &[EntityId]| {
        all.extend_from_slice(actors.ids());
        all.extend_from_slice(others);
    };
    match &record.claim {
        Claim::Statement(statement) => add(&statement.speaker, &statement.addressee),
        Claim::Commitment(commitment) => add(&commitment.debtor, &commitment.creditor),
        Claim::Position(position) => add(&position.holder, &[]),
        Claim::Authority(authority) => add(&authority.holder, &[]),
        Claim::Event(event) => {
            all.extend_from_slice(&event.participants);
            all.extend(event.place);
        }
        Claim::Figure(_) => {}
    }
    all
}
