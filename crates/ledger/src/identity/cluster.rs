//! Which bearers are one by now, and may two more become one?
//!
//! Every way of putting two together goes through [`Clusters::join`], which refuses what a person has ruled out and what
//! the documents speak against, also where it would come about by way of others.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::name::{Fit, PersonName};
use super::node::Nodes;
use super::{Contrary, Cut, Evidence, Likeness, Link, NEAR_DAYS};

/// Whoever is taken for one.
#[derive(Clone, Debug, Default)]
struct Cluster {
    /// Its nodes, the first of which is the smallest.
    nodes: Vec<usize>,
    /// On which side of which decision it stands.
    sides: BTreeMap<usize, usize>,
    /// The documents that speak of it as a person by name.
    documents: BTreeSet<usize>,
    /// The names it has as a person.
    forms: BTreeSet<PersonName>,
    /// The states whose offices it is given, with the days.
    states: BTreeMap<String, BTreeSet<Date>>,
}

/// What is known of somebody that can speak against being another.
#[derive(Clone, Debug, Default)]
pub(super) struct Traits {
    pub document: Option<usize>,
    pub form: Option<PersonName>,
    pub states: Vec<(String, Date)>,
}

/// All bearers, as far as they are put together.
pub(super) struct Clusters<'n> {
    nodes: &'n Nodes<'n>,
    parent: Vec<usize>,
    clusters: Vec<Cluster>,
    /// What was put together, with the node from which its cluster is found.
    pub links: Vec<(usize, Link)>,
    pub cuts: Vec<Cut>,
}

impl<'n> Clusters<'n> {
    /// Takes everybody for one by itself.
    pub fn of(nodes: &'n Nodes<'n>) -> Self {
        let count = nodes.all.len();
        let single = |node| Cluster { nodes: vec![node], ..Cluster::default() };
        let clusters = (0..count).map(single).collect();
        Self { nodes, parent: (0..count).collect(), clusters, links: Vec::new(), cuts: Vec::new() }
    }

    /// Returns the cluster of a node, by the node that stands for it.
    pub fn root(&self, node: usize) -> usize {
        let mut at = node;
        while self.parent[at] != at {
            at = self.parent[at];
        }
        at
    }

    /// Returns the smallest node of the cluster of a node.
    pub fn first(&self, node: usize) -> usize {
        self.clusters[self.root(node)].nodes[0]
    }

    /// Returns the nodes of the cluster that a node stands for, in their order.
    pub fn nodes_of(&self, root: usize) -> Vec<usize> {
        let mut nodes = self.clusters[root].nodes.clone();
        nodes.sort_unstable();
        nodes
    }

    /// Puts a node on one side of a decision that keeps two apart.
    pub fn set_side(&mut self, node: usize, decision: usize, side: usize) {
        let root = self.root(node);
        self.clusters[root].sides.insert(decision, side);
    }

    /// Takes what is known of a person.
    pub fn learn(&mut self, node: usize, traits: Traits) {
        let root = self.root(node);
        let cluster = &mut self.clusters[root];
        cluster.documents.extend(traits.document);
        cluster.forms.extend(traits.form);
        for (state, day) in traits.states {
            cluster.states.entry(state).or_default().insert(day);
        }
    }

    /// Returns the decision that keeps two apart.
    pub fn split_of(&self, one: usize, other: usize) -> Option<usize> {
        let (one, other) = (&self.clusters[self.root(one)].sides, &self.clusters[self.root(other)].sides);
        let (few, many) = if one.len() <= other.len() { (one, other) } else { (other, one) };
        few.iter()
            .find(|(decision, side)| many.get(decision).is_some_and(|of| of != *side))
            .map(|(decision, _)| *decision)
    }

    /// Returns what the documents say against two people's being one.
    pub fn against(&self, one: usize, other: usize) -> Option<Contrary> {
        let (one, other) = (&self.clusters[self.root(one)], &self.clusters[self.root(other)]);
        if one.forms.iter().any(|form| other.forms.iter().any(|of| form.fit(of) == Fit::Other)) {
            return Some(Contrary::Names);
        }
        if let Some(document) = shared(&one.documents, &other.documents) {
            return Some(Contrary::ToldApart(document));
        }
        states_at_one_time(&one.states, &other.states).map(Contrary::States)
    }

    /// Puts two together unless a decision or the documents speak against it; fails with what speaks against it.
    pub fn join(&mut self, pair: [usize; 2], likeness: Likeness, evidence: Vec<Evidence>) -> Result<(), Contrary> {
        if self.root(pair[0]) == self.root(pair[1]) {
            return Ok(());
        }
        // A decision is told before what the documents say, since it is the one that a person can take back.
        if self.split_of(pair[0], pair[1]).is_none() {
            self.against(pair[0], pair[1]).map_or(Ok(()), Err)?;
        }
        self.decide(pair, likeness, evidence)
    }

    /// Puts two together unless a decision speaks against it, whatever the documents say.
    pub fn decide(&mut self, pair: [usize; 2], likeness: Likeness, evidence: Vec<Evidence>) -> Result<(), Contrary> {
        let [one, other] = pair.map(|node| self.root(node));
        if one == other {
            return Ok(());
        }
        let link = Link { bearers: pair.map(|node| self.nodes.all[node].bearer.clone()), likeness, evidence };
        if let Some(split) = self.split_of(one, other) {
            self.cuts.push(Cut { link, split });
            return Err(Contrary::Decided(split));
        }
        self.links.push((one, link));
        self.unite(one, other);
        Ok(())
    }

    /// Makes one of two clusters; what the smaller has goes to the larger, so that no node is moved often.
    fn unite(&mut self, one: usize, other: usize) {
        let size = |root: usize| self.clusters[root].nodes.len();
        let (large, small) = if size(one) >= size(other) { (one, other) } else { (other, one) };
        let mut moved = std::mem::take(&mut self.clusters[small]);
        self.parent[small] = large;
        let cluster = &mut self.clusters[large];
        if moved.nodes[0] < cluster.nodes[0] {
            std::mem::swap(&mut moved.nodes[0], &mut cluster.nodes[0]);
        }
        // Extended and not appended, which would go through all of the larger each time.
        cluster.nodes.extend(moved.nodes);
        cluster.sides.extend(moved.sides);
        cluster.documents.extend(moved.documents);
        cluster.forms.extend(moved.forms);
        for (state, days) in moved.states {
            cluster.states.entry(state).or_default().extend(days);
        }
    }
}

fn shared(one: &BTreeSet<usize>, other: &BTreeSet<usize>) -> Option<usize> {
    let (few, many) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    few.iter().find(|document| many.contains(document)).copied()
}

type Days = BTreeMap<String, BTreeSet<Date>>;

/// Returns two states of which each has an office for one of two people alone, on days near one another.
fn states_at_one_time(one: &Days, other: &Days) -> Option<[String; 2]> {
    for (state, days) in one.iter().filter(|(state, _)| !other.contains_key(*state)) {
        for (foreign, theirs) in other.iter().filter(|(state, _)| !one.contains_key(*state)) {
            if are_near(days, theirs) {
                let mut states = [state.clone(), foreign.clone()];
                states.sort();
                return Some(states);
            }
        }
    }
    None
}

fn are_near(one: &BTreeSet<Date>, other: &BTreeSet<Date>) -> bool {
    let (few, many) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    let slack = jiff::Span::new().days(NEAR_DAYS);
    few.iter().any(|day| {
        let from = day.checked_sub(slack).unwrap_or(Date::MIN);
        let to = day.checked_add(slack).unwrap_or(Date::MAX);
        many.range(from..=to).next().is_some()
    })
}
