//! What did all readers of one document take from it, together?
//!
//! In go a source and the readings of it; out comes one reading in which an entry that two readers give stands once,
//! with the names of those who gave it.

use std::collections::BTreeMap;

use casus_claim::{
    Actors, Claim, Commitment, Entity, EntityId, EntityKind, Reading, Record, RecordId, Reference, references,
};
use casus_ledger::DocumentId;
use casus_text::Source;

use crate::page::Vouched;

/// A document with what each of its readers took from it.
#[derive(Clone, Debug)]
pub struct ReadDocument {
    /// The ids by which a ledger knows it; none where it is in no ledger.
    pub ids: Vec<DocumentId>,
    /// The text and its origin.
    pub source: Source,
    /// The readings, those of Casus's own rules first.
    pub readings: Vec<(Reader, Reading)>,
    /// What is to be said of the document, in a sentence each.
    pub remarks: Vec<String>,
}

/// Who read a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reader {
    /// The rules of Casus.
    Rules,
    /// Somebody else, by name.
    Other(String),
}

impl ReadDocument {
    /// Takes a text that nobody has read.
    pub fn unread(source: Source) -> Self {
        Self { ids: Vec::new(), source, readings: Vec::new(), remarks: Vec::new() }
    }
}

impl From<(Source, Reading)> for ReadDocument {
    fn from((source, reading): (Source, Reading)) -> Self {
        Self { ids: Vec::new(), source, readings: vec![(Reader::Rules, reading)], remarks: Vec::new() }
    }
}

/// What is known of a record beside what it says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Mark {
    /// By which name it goes.
    pub(crate) reference: Reference,
    /// Who read it, the rules of Casus left out where nobody else did.
    pub(crate) readers: Vec<String>,
    /// Who stands behind it.
    pub(crate) vouched: Option<Vouched>,
}

/// What the rules of Casus are called beside other readers.
const RULES: &str = "the rules of Casus";

/// Puts the readings of one document together; each record of the result has a mark in its place.
pub(crate) fn together(source: Source, readings: Vec<(Reader, Reading)>) -> (Source, Reading, Vec<Mark>) {
    let is_one_order = readings.len() == 1;
    let mut whole = Whole::default();
    let mut sentences = Vec::new();
    let mut notes = Vec::new();
    for (reader, reading) in readings {
        assert_eq!(source.id(), reading.source(), "a reading stands beside the source it was taken from");
        if sentences.is_empty() {
            sentences = reading.sentences().to_vec();
        }
        add_each(&mut notes, reading.notes());
        whole.add(&reader, &reading);
    }
    let Whole { entities, records, marks, .. } = whole;
    let mut ordered: Vec<(Record, Mark)> = records.into_iter().zip(marks).collect();
    // The order of the text, whoever read it; the rules' own order stays where two records begin at one place.
    if !is_one_order {
        ordered.sort_by_key(|(record, _)| record.quote.span().start_bytes());
    }
    let numbered =
        ordered.into_iter().zip(0..).map(|((record, mark), id)| (Record { id: RecordId(id), ..record }, mark));
    let (records, marks) = numbered.unzip();
    let reading = Reading::new(source.id(), entities, records, notes, sentences);
    (source, reading, marks)
}

#[derive(Default)]
struct Whole {
    entities: Vec<Entity>,
    records: Vec<Record>,
    marks: Vec<Mark>,
    place_of: BTreeMap<Reference, usize>,
    id_of: BTreeMap<(EntityKind, String), EntityId>,
}

impl Whole {
    fn add(&mut self, reader: &Reader, reading: &Reading) {
        let ids: Vec<EntityId> = reading.entities().iter().map(|entity| self.entity(entity)).collect();
        for (record, reference) in reading.records().iter().zip(references(reading)) {
            match self.place_of.get(&reference) {
                Some(&place) => self.marks[place].add(reader),
                None => {
                    self.place_of.insert(reference, self.records.len());
                    self.records.push(renamed(record, &|id: EntityId| ids[id.0 as usize]));
                    let readers = match reader {
                        Reader::Rules => Vec::new(),
                        Reader::Other(name) => vec![name.clone()],
                    };
                    self.marks.push(Mark { reference, readers, vouched: None });
                }
            }
        }
    }

    /// Returns the id of an entity among those of all readers: the same name and kind is the same one.
    fn entity(&mut self, entity: &Entity) -> EntityId {
        let key = (entity.kind, entity.name.clone());
        let same = self.id_of.get(&key).map(|id| &mut self.entities[id.0 as usize]);
        let Some(same) = same else {
            let id = EntityId(self.entities.len().try_into().expect("a document has few entities"));
            self.id_of.insert(key, id);
            self.entities.push(Entity { id, ..entity.clone() });
            return id;
        };
        add_each(&mut same.aliases, &entity.aliases);
        add_each(&mut same.mentions, &entity.mentions);
        add_each(&mut same.offices, &entity.offices);
        add_each(&mut same.roles, &entity.roles);
        same.id
    }
}

impl Mark {
    fn add(&mut self, reader: &Reader) {
        let Reader::Other(name) = reader else { return };
        if self.readers.is_empty() {
            self.readers.push(RULES.to_owned());
        }
        if !self.readers.contains(name) {
            self.readers.push(name.clone());
        }
    }
}

fn add_each<T: Clone + PartialEq>(kept: &mut Vec<T>, more: &[T]) {
    for one in more {
        if !kept.contains(one) {
            kept.push(one.clone());
        }
    }
}

/// Returns the record with its entities under other numbers.
fn renamed(record: &Record, id: &impl Fn(EntityId) -> EntityId) -> Record {
    let list = |ids: &[EntityId]| -> Vec<EntityId> { ids.iter().map(|&one| id(one)).collect() };
    let actors = |actors: &Actors| Actors::new(list(actors.ids())).expect("as many actors as before");
    let mut record = record.clone();
    record.attributed_to = list(&record.attributed_to);
    match &mut record.claim {
        Claim::Statement(statement) => {
            statement.speaker = actors(&statement.speaker);
            statement.addressee = list(&statement.addressee);
        }
        Claim::Commitment(Commitment { debtor, creditor, antecedent, .. }) => {
            *debtor = actors(debtor);
            *creditor = list(creditor);
            *antecedent = antecedent.as_ref().map(|condition| {
                condition.map(&mut |atom| casus_claim::Atom { actors: list(&atom.actors), ..atom.clone() })
            });
        }
        Claim::Position(position) => position.holder = actors(&position.holder),
        Claim::Authority(authority) => authority.holder = actors(&authority.holder),
        Claim::Event(event) => {
            event.participants = list(&event.participants);
            event.place = event.place.map(id);
        }
        Claim::Figure(_) => {}
    }
    record
}
