//! Who bears a name, and what do the documents say of each that can tell who it is?
//!
//! In go the documents and who is known beforehand; out come [`Nodes`], one for each actor of the dossier and for each
//! entity of each document, and their [`Details`]: offices, roles and whom they are named beside.

use std::collections::BTreeMap;

use casus_claim::{EntityId, EntityKind, KnownOffice, Office, Role};
use jiff::civil::Date;

use super::cluster::Clusters;
use super::company::shared;
use super::name::{Fit, PersonName, is_generic, plain, sound};
use super::office::title_key;
use super::{Bearer, Beforehand, Document, Likeness, Part};

/// Whoever bears a name.
pub(super) struct Node<'a> {
    pub bearer: Bearer,
    /// Which document speaks of it; none for an actor of the dossier.
    pub part: Option<Part>,
    pub kind: EntityKind,
    pub name: &'a str,
    pub aliases: &'a [String],
    pub plain: String,
    /// The parts of its name, where it is a person.
    pub person: Option<PersonName>,
    /// When its document was published.
    pub day: Option<Date>,
}

/// All bearers: first the actors of the dossier, then the entities of the documents from the oldest document on.
pub(super) struct Nodes<'a> {
    pub all: Vec<Node<'a>>,
    /// The offices of the actors of the dossier, in the order of the actors.
    pub known: Vec<Vec<&'a KnownOffice>>,
    /// The first node of each document.
    first_of: Vec<usize>,
    /// How many actors the registry has; who stands behind them and before the documents has but a term.
    registry_count: usize,
}

impl<'a> Nodes<'a> {
    /// Lists everybody in an order that hangs on the dossier and on the documents, and not on how these were named.
    pub fn of(documents: &[Document<'a>], beforehand: &Beforehand<'a>) -> Self {
        let mut nodes = Self {
            all: Vec::new(),
            known: Vec::new(),
            first_of: vec![0; documents.len()],
            registry_count: beforehand.registry.actors.len(),
        };
        for actor in &beforehand.registry.actors {
            nodes.add_known(&actor.name, actor.kind, &actor.aliases, actor.offices.iter().collect());
        }
        for term in beforehand.terms {
            let is_it = |node: &Node<'_>| node.kind == EntityKind::Person && goes_by(node, &term.person);
            match nodes.all.iter().position(is_it) {
                Some(known) => nodes.known[known].push(&term.office),
                None => nodes.add_known(&term.person, EntityKind::Person, &[], vec![&term.office]),
            }
        }
        let mut order: Vec<usize> = (0..documents.len()).collect();
        order.sort_by_cached_key(|&at| {
            let Document { ids, source, .. } = &documents[at];
            (source.published().is_none(), source.published(), source.id(), source.origin().path.clone(), ids.to_vec())
        });
        for document in order {
            nodes.first_of[document] = nodes.all.len();
            for entity in documents[document].reading.entities() {
                let part = Part { document, entity: entity.id };
                let day = documents[document].source.published();
                nodes.all.push(node((Bearer::Part(part), Some(part)), entity.kind, &entity.name, &entity.aliases, day));
            }
        }
        nodes
    }

    /// Returns the node of an entity.
    pub fn node_of(&self, document: usize, entity: EntityId) -> usize {
        self.first_of[document] + entity.0 as usize
    }

    /// Returns how the names of two go together; `None` where they do not.
    pub fn likeness(&self, one: usize, other: usize) -> Option<Likeness> {
        let (a, b) = (&self.all[one], &self.all[other]);
        if a.plain == b.plain {
            return Some(Likeness::Same);
        }
        match self.fit(one, other) {
            Fit::Same => Some(Likeness::Spelling),
            Fit::Shorter => Some(Likeness::Shorter),
            Fit::Other if a.person.is_none() && b.person.is_none() && sound(a.name) == sound(b.name) => {
                Some(Likeness::Spelling)
            }
            Fit::Other => None,
        }
    }

    /// Returns how two go together as people.
    pub fn fit(&self, one: usize, other: usize) -> Fit {
        match (&self.all[one].person, &self.all[other].person) {
            (Some(one), Some(other)) => one.fit(other),
            _ => Fit::Other,
        }
    }

    /// Returns whether a node is an actor that the dossier names as one.
    pub fn is_of_registry(&self, node: usize) -> bool {
        node < self.registry_count
    }

    fn add_known(&mut self, name: &'a str, kind: EntityKind, aliases: &'a [String], offices: Vec<&'a KnownOffice>) {
        self.all.push(node((Bearer::Known(name.to_owned()), None), kind, name, aliases, None));
        self.known.push(offices);
    }
}

fn node<'a>(
    (bearer, part): (Bearer, Option<Part>),
    kind: EntityKind,
    name: &'a str,
    aliases: &'a [String],
    day: Option<Date>,
) -> Node<'a> {
    let person = (kind == EntityKind::Person).then(|| PersonName::of(name)).flatten();
    Node { bearer, part, kind, name, aliases, plain: plain(name), person, day }
}

fn goes_by(node: &Node<'_>, name: &str) -> bool {
    let asked = plain(name);
    node.plain == asked || node.aliases.iter().any(|alias| plain(alias) == asked)
}

/// What tells who somebody is.
#[derive(Clone, Debug, Default)]
pub(super) struct Detail {
    pub offices: Vec<Held>,
    /// The roles, each with the key of what it is a role in.
    pub roles: Vec<(Role, String)>,
    /// Actors whom few documents name and who are named beside this one: the key and the name.
    pub shared: Vec<(String, String)>,
}

/// An office of somebody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Held {
    /// The title, in one form for all its ways to be written.
    pub title: Option<String>,
    /// The key of the owner, the same in all documents.
    pub owner: Option<String>,
    /// Whether the owner is a state.
    pub is_of_state: bool,
    /// The office as it is written, its owner under the name to use.
    pub office: Office,
    /// The days of a term that the dossier gives.
    pub term: Option<(Option<Date>, Option<Date>)>,
}

/// The details of all nodes.
pub(super) struct Details {
    pub all: Vec<Detail>,
    /// The key and the name of the owner, by the names that the dossier or a document has for it.
    owners: Owners,
}

#[derive(Default)]
struct Owners {
    /// By plain name, whoever the dossier or a body of that name is.
    anywhere: BTreeMap<String, Owner>,
    /// By document and plain name.
    within: BTreeMap<(usize, String), Owner>,
}

#[derive(Clone, Debug)]
pub(super) struct Owner {
    pub key: String,
    pub name: String,
    pub is_state: bool,
}

impl Details {
    /// Gathers what the documents say of each, once it is known which states and bodies are one.
    pub fn of(documents: &[Document<'_>], nodes: &Nodes<'_>, clusters: &Clusters<'_>) -> Self {
        let owners = Owners::of(nodes, clusters);
        let mut details = Self { all: vec![Detail::default(); nodes.all.len()], owners };
        for (known, offices) in nodes.known.iter().enumerate() {
            details.all[known].offices = offices.iter().map(|office| details.known(office)).collect();
        }
        for (node, detail) in nodes.all.iter().zip(&mut details.all) {
            let Some(part) = node.part else { continue };
            let entity = documents[part.document].reading.entity(part.entity);
            let owner = |name: &String| details.owners.find(Some(part.document), name);
            detail.offices = entity.offices.iter().map(|office| held(office, office.of.as_ref().map(owner))).collect();
            let role = |role: &Role| (role.clone(), owner(&role.of).key);
            detail.roles = entity.roles.iter().map(role).collect();
        }
        for (node, key, name) in shared(documents, nodes, clusters) {
            details.all[node].shared.push((key, name));
        }
        details
    }

    /// Returns whom a name means as the owner of an office, in a document or anywhere.
    pub fn owner(&self, document: Option<usize>, name: &str) -> Owner {
        self.owners.find(document, name)
    }

    fn known(&self, office: &KnownOffice) -> Held {
        let owner = self.owners.find(None, &office.of);
        let written = Office { title: Some(office.title.clone()), of: Some(office.of.clone()) };
        Held { term: Some((office.from, office.to)), ..held(&written, Some(owner)) }
    }
}

fn held(office: &Office, owner: Option<Owner>) -> Held {
    Held {
        title: office.title.as_deref().map(title_key),
        is_of_state: owner.as_ref().is_some_and(|owner| owner.is_state || has_minister(office)),
        office: Office { title: office.title.clone(), of: owner.as_ref().map(|owner| owner.name.clone()) },
        owner: owner.map(|owner| owner.key),
        term: None,
    }
}

/// Returns whether an office is a minister's: whatever has ministers is a state, also where a reader does not know it.
fn has_minister(office: &Office) -> bool {
    office.title.as_deref().is_some_and(|title| title_key(title).ends_with("minister"))
}

impl Owners {
    fn of(nodes: &Nodes<'_>, clusters: &Clusters<'_>) -> Self {
        let mut owners = Self::default();
        for (at, node) in nodes.all.iter().enumerate() {
            if node.kind == EntityKind::Person {
                continue;
            }
            let first = clusters.first(at);
            let standing = &nodes.all[first];
            // A name that many bodies have for their own means another body in each cluster.
            let key = if is_generic(&standing.plain) {
                format!("{}#{first}", standing.plain)
            } else {
                standing.plain.clone()
            };
            let owner = Owner { key, name: standing.name.to_owned(), is_state: standing.kind == EntityKind::State };
            for name in [&node.plain].into_iter().cloned().chain(node.aliases.iter().map(|alias| plain(alias))) {
                match node.part {
                    Some(part) => {
                        owners.within.entry((part.document, name.clone())).or_insert_with(|| owner.clone());
                        if name == standing.plain && !is_generic(&name) {
                            owners.anywhere.entry(name).or_insert_with(|| owner.clone());
                        }
                    }
                    None => {
                        owners.anywhere.entry(name).or_insert_with(|| owner.clone());
                    }
                }
            }
        }
        owners
    }

    fn find(&self, document: Option<usize>, name: &str) -> Owner {
        let plain = plain(name);
        let within = document.and_then(|document| self.within.get(&(document, plain.clone())));
        let known = within.or_else(|| self.anywhere.get(&plain)).cloned();
        known.unwrap_or_else(|| Owner { key: plain, name: name.to_owned(), is_state: false })
    }
}
