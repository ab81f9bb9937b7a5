//! What have people decided?
//!
//! A decision wins over everything that the documents say, and one that keeps two apart wins over one that puts them
//! together. Whom a decision names without a document is meant in every document.

use std::collections::BTreeMap;

use casus_claim::EntityKind;

use super::cluster::Clusters;
use super::node::Nodes;
use super::{Document, Evidence, Likeness};
use crate::{Decision, Named};

/// Hears the decisions: first whom they keep apart, then whom they put together.
pub(super) fn hear(clusters: &mut Clusters<'_>, nodes: &Nodes<'_>, documents: &[Document<'_>], decisions: &[Decision]) {
    let mut by_name: BTreeMap<(EntityKind, &str), Vec<usize>> = BTreeMap::new();
    for (at, node) in nodes.all.iter().enumerate() {
        by_name.entry((node.kind, node.name)).or_default().push(at);
    }
    let meant = |named: &Named| -> Vec<usize> {
        let all = by_name.get(&(named.kind, named.name.as_str())).map_or(&[][..], Vec::as_slice);
        let is_meant = |node: &&usize| match (&named.document, nodes.all[**node].part) {
            (None, _) => true,
            (Some(document), Some(part)) => documents[part.document].ids.contains(document),
            (Some(_), None) => false,
        };
        all.iter().filter(is_meant).copied().collect()
    };
    for (number, decision) in decisions.iter().enumerate() {
        if let Decision::Split(one, other) = decision {
            for (node, side) in sides((one, meant(one)), (other, meant(other))) {
                clusters.set_side(node, number, side);
            }
        }
    }
    for (number, decision) in decisions.iter().enumerate() {
        let Decision::Merge(one, other) = decision else { continue };
        let (one, other) = (meant(one), meant(other));
        // A name that nobody has puts nobody together, not even the bearers of the other name.
        if one.is_empty() || other.is_empty() {
            continue;
        }
        let mut all: Vec<usize> = one.into_iter().chain(other).collect();
        all.sort_unstable();
        for &node in &all[1..] {
            let likeness = nodes.likeness(all[0], node);
            // What is kept apart is told among the cuts.
            let _ =
                clusters.decide([all[0], node], likeness.unwrap_or(Likeness::Other), vec![Evidence::Decided(number)]);
        }
    }
}

/// Returns on which side of a split each node stands.
///
/// Whom a side names in one document is not meant by the other side in every document; a name that is split from itself
/// means another in each document.
fn sides((one, of_one): (&Named, Vec<usize>), (other, of_other): (&Named, Vec<usize>)) -> Vec<(usize, usize)> {
    if one == other {
        return of_one.into_iter().enumerate().map(|(side, node)| (node, side)).collect();
    }
    let mut sides = BTreeMap::new();
    let (wide, narrow) =
        if one.document.is_none() { ((of_one, 0), (of_other, 1)) } else { ((of_other, 1), (of_one, 0)) };
    for (nodes, side) in [wide, narrow] {
        sides.extend(nodes.into_iter().map(|node| (node, side)));
    }
    sides.into_iter().collect()
}
