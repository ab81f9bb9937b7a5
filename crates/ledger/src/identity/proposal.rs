//! Who looks alike and was not put together?
//!
//! A person is asked about each pair once, with what speaks for it and against it. Of many who have one name each is held
//! against the first alone, so that there are no more questions than bearers.

use std::collections::{BTreeMap, BTreeSet};

use super::cluster::Clusters;
use super::name::{Fit, PersonName};
use super::node::Nodes;
use super::{Contrary, Evidence, Likeness, Proposal};

/// Two nodes that could be one.
#[derive(Clone, Debug)]
pub(super) struct Open {
    pub nodes: [usize; 2],
    pub likeness: Likeness,
    pub evidence: Vec<Evidence>,
    pub against: Vec<Contrary>,
}

impl Open {
    /// Whoever could be more than so many is not asked about with more of them.
    pub const FEW: usize = 3;
}

/// Lists the people who have a name in common and whom nothing else puts together.
pub(super) fn alone(clusters: &Clusters<'_>, nodes: &Nodes<'_>, people: &[usize]) -> Vec<Open> {
    let mut form_of: BTreeMap<usize, &PersonName> = BTreeMap::new();
    for &node in people {
        if let Some(name) = &nodes.all[node].person {
            let fullest = form_of.entry(clusters.first(node)).or_insert(name);
            if (name.is_full(), name.given.len()) > (fullest.is_full(), fullest.given.len()) {
                *fullest = name;
            }
        }
    }
    let mut by_last: BTreeMap<&str, BTreeMap<&PersonName, BTreeSet<usize>>> = BTreeMap::new();
    for (first, name) in form_of {
        by_last.entry(&name.last).or_default().entry(name).or_default().insert(first);
    }
    let mut open = Vec::new();
    for by_name in by_last.values() {
        for (name, bearers) in by_name {
            // A shorter or longer form is held against each full name that it fits, where these are few.
            let is_usual = name.is_full() && name.given.len() == 1;
            let fits = |(other, _): &(&&PersonName, _)| !is_usual && other.fit(name) == Fit::Shorter && other.is_full();
            let full: BTreeSet<usize> =
                by_name.iter().filter(fits).flat_map(|(_, bearers)| bearers.iter().copied()).collect();
            let mut row = bearers.iter();
            match row.next() {
                Some(&first) if full.is_empty() => {
                    open.extend(row.map(|&other| named_alike(clusters, nodes, [first, other])));
                }
                _ if full.len() <= Open::FEW => {
                    let against_all = |&short: &usize| full.iter().map(move |&other| [other, short]);
                    let pairs = bearers.iter().flat_map(against_all);
                    open.extend(pairs.map(|pair| named_alike(clusters, nodes, pair)));
                }
                _ => {}
            }
        }
    }
    open
}

fn named_alike(clusters: &Clusters<'_>, nodes: &Nodes<'_>, pair: [usize; 2]) -> Open {
    let likeness = nodes.likeness(pair[0], pair[1]).unwrap_or(Likeness::Other);
    let against = clusters.against(pair[0], pair[1]);
    Open { nodes: pair, likeness, evidence: Vec::new(), against: vec![against.unwrap_or(Contrary::NameAlone)] }
}

/// Makes one proposal of all that is open between two actors; what a person has decided is asked no more.
pub(super) fn proposals(
    clusters: &Clusters<'_>,
    nodes: &Nodes<'_>,
    open: Vec<Open>,
    place_of: &BTreeMap<usize, usize>,
) -> Vec<Proposal> {
    let mut by_pair: BTreeMap<[usize; 2], Proposal> = BTreeMap::new();
    for Open { nodes: pair, likeness, evidence, against } in open {
        let mut bearers = pair.map(|node| (place_of[&clusters.root(node)], nodes.all[node].bearer.clone()));
        if bearers[0].0 == bearers[1].0 || clusters.split_of(pair[0], pair[1]).is_some() {
            continue;
        }
        bearers.sort_by_key(|(place, _)| *place);
        let actors = [bearers[0].0, bearers[1].0];
        let bearers = bearers.map(|(_, bearer)| bearer);
        let new = Proposal { actors, bearers, likeness, evidence: Vec::new(), against: Vec::new() };
        let proposal = by_pair.entry(actors).or_insert(new);
        proposal.likeness = proposal.likeness.min(likeness);
        proposal.evidence.extend(evidence);
        proposal.against.extend(against);
    }
    let mut proposals: Vec<Proposal> = by_pair.into_values().collect();
    for Proposal { evidence, against, .. } in &mut proposals {
        evidence.sort();
        evidence.dedup();
        against.sort();
        against.dedup();
        if !evidence.is_empty() {
            against.retain(|contrary| *contrary != Contrary::NameAlone);
        }
    }
    proposals
}
