//! Beside whom is somebody named, of those whom few documents name?
//!
//! Two documents that both set a person beside the same little-known body or the same other person are likely to mean one
//! person. A state, or a body that every document speaks of, tells nothing.

use std::collections::{BTreeMap, BTreeSet};

use casus_claim::EntityKind;

use super::Document;
use super::cluster::Clusters;
use super::name::is_generic;
use super::node::Nodes;

/// At most so many documents name whoever is rare.
const DOCUMENTS_MAX: usize = 8;
/// And at most one document in so many: among a few documents nobody can be told to be rare.
const SHARE_MIN: usize = 4;

/// Lists whom the people of the documents are named beside in a sentence: the node of the person, and the key and the name
/// of the other.
pub(super) fn shared(
    documents: &[Document<'_>],
    nodes: &Nodes<'_>,
    clusters: &Clusters<'_>,
) -> BTreeSet<(usize, String, String)> {
    let keys: Vec<Option<String>> = (0..nodes.all.len()).map(|node| key(nodes, clusters, node)).collect();
    let mut naming: BTreeMap<&str, BTreeSet<usize>> = BTreeMap::new();
    for (node, key) in nodes.all.iter().zip(&keys) {
        if let (Some(part), Some(key)) = (node.part, key) {
            let documents = naming.entry(key).or_default();
            // More need not be counted.
            if documents.len() <= DOCUMENTS_MAX {
                documents.insert(part.document);
            }
        }
    }
    let is_rare = |key: &str| {
        let count = naming.get(key).map_or(0, BTreeSet::len);
        (2..=DOCUMENTS_MAX).contains(&count) && count * SHARE_MIN <= documents.len()
    };
    let mut shared = BTreeSet::new();
    for (number, document) in documents.iter().enumerate() {
        for named in side_by_side(document) {
            let of_sentence: Vec<usize> = named.into_iter().map(|entity| nodes.node_of(number, entity)).collect();
            for &node in of_sentence.iter().filter(|&&node| nodes.all[node].kind == EntityKind::Person) {
                for &other in of_sentence.iter().filter(|&&other| keys[other] != keys[node]) {
                    let Some(key) = keys[other].as_ref().filter(|key| is_rare(key)) else { continue };
                    shared.insert((node, key.clone(), nodes.all[clusters.first(other)].name.to_owned()));
                }
            }
        }
    }
    shared
}

/// Returns by what somebody can be told in two documents: a body or paper with a name of its own, or the full name of a
/// person.
fn key(nodes: &Nodes<'_>, clusters: &Clusters<'_>, node: usize) -> Option<String> {
    let first = &nodes.all[clusters.first(node)];
    match first.kind {
        EntityKind::Organisation | EntityKind::Instrument => {
            (!is_generic(&first.plain)).then(|| format!("{} {}", first.kind.word(), first.plain))
        }
        EntityKind::Person => {
            let name = first.person.as_ref().filter(|name| name.is_full())?;
            Some(format!("person {} {}", name.given.join(" "), name.last))
        }
        EntityKind::State | EntityKind::Group | EntityKind::Place => None,
    }
}

/// Lists which entities each sentence of a document names.
fn side_by_side(document: &Document<'_>) -> Vec<BTreeSet<casus_claim::EntityId>> {
    let sentences = document.reading.sentences();
    let mut named = vec![BTreeSet::new(); sentences.len()];
    for entity in document.reading.entities() {
        for mention in &entity.mentions {
            let after = sentences.partition_point(|sentence| sentence.start_bytes() <= mention.start_bytes());
            if let Some(at) = after.checked_sub(1).filter(|&at| sentences[at].contains(*mention)) {
                named[at].insert(entity.id);
            }
        }
    }
    named
}
