//! Who is who across the documents?
//!
//! The ledger's resolution says it; here each document's reading gets the names that all documents share, and each entity
//! a name to be shown by, in which two people of one name are told apart.

use std::collections::BTreeMap;

use casus_claim::{Entity, Office, Reading, Role};
use casus_ledger::identity::{self, Apart, Beforehand, Part, WhoIsWho, who_is_who};
use casus_ledger::{Decision, DocumentId};
use casus_text::Source;

use crate::Dossier;
use crate::facts::each_once;
use crate::memory::Remembered;
use crate::pipeline::{Question, in_order};
use crate::readings::together;

/// Who is who in the documents of a dossier, with the documents.
#[derive(Clone, Debug)]
pub struct Who {
    /// The documents with their readings as they were read, by day of publication.
    pub documents: Vec<(Source, Reading)>,
    /// The actors, and what is left to a person; a document is meant by its place among the documents.
    pub who: WhoIsWho,
    /// The decisions that count, which reasons name by their places.
    pub decisions: Vec<Decision>,
}

/// Finds out who is who in the documents of a dossier, on the days that are asked for and as people have decided.
pub fn who(dossier: &Dossier, remembered: impl Into<Remembered>, question: &Question) -> Who {
    let remembered = in_order(remembered.into(), &question.period());
    let decisions = remembered.in_force();
    let (read, _) = each_once(remembered.documents);
    let mut ids = Vec::with_capacity(read.len());
    let mut documents = Vec::with_capacity(read.len());
    for document in read {
        let (source, reading, _) = together(document.source, document.readings);
        documents.push((source, reading));
        ids.push(document.ids);
    }
    let who = resolve(dossier, &documents, &ids, &decisions);
    Who { documents, who, decisions }
}

/// Resolves the entities of documents, each with the ids by which decisions name it.
pub(crate) fn resolve(
    dossier: &Dossier,
    documents: &[(Source, Reading)],
    ids: &[Vec<DocumentId>],
    decisions: &[Decision],
) -> WhoIsWho {
    let all = documents.iter().zip(ids);
    let all: Vec<identity::Document<'_>> =
        all.map(|((source, reading), ids)| identity::Document { ids, source, reading }).collect();
    who_is_who(&all, &Beforehand { registry: &dossier.registry, terms: &dossier.terms, decisions })
}

/// Returns the names by which the entities of each document are shown, in the order of their ids.
pub(crate) fn shown_names(who: &WhoIsWho, documents: &[(Source, Reading)]) -> Vec<Vec<String>> {
    let of_document = |(document, (_, reading)): (usize, &(Source, Reading))| {
        let shown = |entity: &Entity| shown(who, documents, who.actor_of(Part { document, entity: entity.id }));
        reading.entities().iter().map(shown).collect()
    };
    documents.iter().enumerate().map(of_document).collect()
}

/// Returns the name by which an actor is shown: with its office or its document where others have the name too.
pub fn shown(who: &WhoIsWho, documents: &[(Source, Reading)], actor: usize) -> String {
    let actor = &who.actors[actor];
    match &actor.apart {
        None => actor.name.clone(),
        Some(Apart::Office(office)) => format!("{} ({})", actor.name, office_in_words(office)),
        Some(Apart::Document(document)) => format!("{} (in {})", actor.name, documents[*document].0.origin().path),
    }
}

/// Words an office: `Premier of Norland`.
pub fn office_in_words(office: &Office) -> String {
    match (&office.title, &office.of) {
        (Some(title), Some(of)) => format!("{title} of {of}"),
        (Some(only), None) | (None, Some(only)) => only.clone(),
        (None, None) => String::new(),
    }
}

/// Returns the readings with the entities under the names that all documents share; whoever goes by another name there keeps
/// it as an alias.
pub(crate) fn renamed(who: &WhoIsWho, documents: Vec<(Source, Reading)>) -> Vec<(Source, Reading)> {
    let of_document = |(document, (source, reading)): (usize, (Source, Reading))| {
        let name = |entity: &Entity| &who.actors[who.actor_of(Part { document, entity: entity.id })].name;
        let changed = reading.entities().iter().filter(|entity| entity.name != *name(entity));
        let names: BTreeMap<String, String> =
            changed.map(|entity| (entity.name.clone(), name(entity).clone())).collect();
        if names.is_empty() {
            return (source, reading);
        }
        let entities = reading.entities().iter().map(|entity| under(entity, &names)).collect();
        let (records, notes) = (reading.records().to_vec(), reading.notes().to_vec());
        let reading = Reading::new(reading.source(), entities, records, notes, reading.sentences().to_vec());
        (source, reading)
    };
    documents.into_iter().enumerate().map(of_document).collect()
}

fn under(entity: &Entity, names: &BTreeMap<String, String>) -> Entity {
    let name = |old: &String| names.get(old).unwrap_or(old).clone();
    let office = |office: &Office| Office { of: office.of.as_ref().map(name), ..office.clone() };
    let role = |role: &Role| Role { of: name(&role.of), ..role.clone() };
    let mut aliases = entity.aliases.clone();
    let canonical = name(&entity.name);
    if canonical != entity.name {
        aliases.retain(|alias| *alias != canonical);
        aliases.push(entity.name.clone());
    }
    Entity {
        name: canonical,
        aliases,
        offices: entity.offices.iter().map(office).collect(),
        roles: entity.roles.iter().map(role).collect(),
        ..entity.clone()
    }
}
