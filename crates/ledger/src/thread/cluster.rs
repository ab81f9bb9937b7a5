//! Which tellings belong together?
//!
//! In go tellings; out come their places, thread by thread. Tellings of one shape are one node. A node is held against
//! those of the same actor that have one of its rarest words, and of these against the nearest in time: a thing that is
//! told on goes from telling to telling. The likeliest are put together first, as long as nothing in one group is apart
//! from anything in the other. What would go equally well with two things that are apart goes with neither.

use std::collections::{BTreeMap, BTreeSet};

use casus_claim::Reference;
use jiff::civil::Date;

use super::actor::Actor;
use super::likeness::{Weights, are_apart, likeness};
use super::telling::{Shape, Telling};
use super::{Settled, ThreadKind};

/// A node is looked up by so many of its rarest words.
const RAREST: usize = 3;
/// Of those with a word a node is held against so many before it in time, and as many after it.
const NEXT_MAX: usize = 24;
/// Reports further apart than this tell two things, unless others lie between them.
pub(super) const DAYS_MAX: i32 = 200;
/// Before two groups are put together, so many nodes of each are held against one another.
const HELD_MAX: usize = 64;
/// Of two things that a telling may go with, one must be likelier by so much.
const MARGIN: f64 = 0.05;

/// Tellings of one shape, or one that people decided on.
struct Node<'n> {
    shape: &'n Shape<'n>,
    /// The tellings, in the order of their days.
    members: Vec<usize>,
    first: Option<Date>,
    last: Option<Date>,
    reference: Reference,
}

/// Groups tellings by what they tell.
pub(super) fn clusters(tellings: &[Telling<'_>], settled: &Settled<'_>) -> Vec<Vec<usize>> {
    let decided = Decided::of(tellings, settled);
    let nodes = nodes(tellings, &decided);
    let weights = Weights::of(nodes.iter().map(|node| node.shape));
    let (joined, parted) = decided.of_nodes(&nodes);
    let mut groups = Groups::of(&nodes, parted);
    joined.into_iter().for_each(|(one, other)| groups.merge(one, other));
    let mut pairs = likely(&nodes, &weights);
    let doubtful = doubtful(&nodes, &pairs, &weights);
    pairs.retain(|pair| !doubtful.contains(&(pair.one, pair.other)));
    for pair in &pairs {
        groups.join(pair.one, pair.other);
    }
    groups.members()
}

fn nodes<'n>(tellings: &'n [Telling<'n>], decided: &Decided) -> Vec<Node<'n>> {
    let mut by_shape: BTreeMap<(&Shape<'_>, Option<Reference>), Vec<usize>> = BTreeMap::new();
    for (at, telling) in tellings.iter().enumerate() {
        // What people decided on stands alone, so that a decision moves no other telling of its shape.
        let alone = decided.is_decided(at).then_some(telling.reference);
        by_shape.entry((&telling.shape, alone)).or_default().push(at);
    }
    let node = |((shape, _), members): ((&'n Shape<'n>, Option<Reference>), Vec<usize>)| {
        let day = |at: &usize| tellings[*at].text.published();
        let reference = members.iter().map(|&at| tellings[at].reference).min().expect("a shape is of a telling");
        let days = || members.iter().filter_map(day);
        Node { shape, first: days().min(), last: days().max(), members: members.clone(), reference }
    };
    by_shape.into_iter().map(node).collect()
}

/// Two nodes that may tell one thing.
struct Pair {
    one: usize,
    other: usize,
    like: f64,
}

/// Lists the pairs of nodes that tell one thing by their words, the likeliest first.
fn likely(nodes: &[Node<'_>], weights: &Weights) -> Vec<Pair> {
    let mut order: Vec<usize> = (0..nodes.len()).collect();
    order.sort_by_key(|&at| (nodes[at].first, nodes[at].reference));
    let mut rank_of = vec![0; nodes.len()];
    order.iter().enumerate().for_each(|(rank, &at)| rank_of[at] = rank);
    let postings = postings(nodes, &order);
    let mut seen: BTreeSet<(usize, usize)> = BTreeSet::new();
    for (at, node) in nodes.iter().enumerate() {
        for (actor, key) in
            speakers(node.shape).flat_map(|actor| rarest(node, weights).into_iter().map(move |key| (actor, key)))
        {
            let ranks = &postings[&(node.shape.kind, actor, key)];
            let place = ranks.partition_point(|&rank| rank < rank_of[at]);
            let near = place.saturating_sub(NEXT_MAX)..ranks.len().min(place + 1 + NEXT_MAX);
            let others = ranks[near].iter().map(|&rank| order[rank]).filter(|&other| other != at);
            seen.extend(others.map(|other| (at.min(other), at.max(other))));
        }
    }
    let pair = |(one, other): (usize, usize)| {
        let (a, b) = (&nodes[one], &nodes[other]);
        let like = likeness(a.shape, b.shape, weights).filter(|_| is_near(a, b))?;
        Some(Pair { one, other, like })
    };
    let mut pairs: Vec<Pair> = seen.into_iter().filter_map(pair).collect();
    let key = |pair: &Pair| {
        let [one, other] = [nodes[pair.one].reference, nodes[pair.other].reference];
        [one.min(other), one.max(other)]
    };
    pairs.sort_by(|a, b| b.like.total_cmp(&a.like).then_with(|| key(a).cmp(&key(b))));
    pairs
}

/// Lists the actors of a telling and those for whom they speak.
fn speakers<'s>(shape: &'s Shape<'_>) -> impl Iterator<Item = &'s Actor> {
    shape.actors.union(&shape.sides)
}

/// What nodes are looked up by: an actor and a word, or an amount that is told without words, or a day.
type Key<'n> = (ThreadKind, &'n Actor, String);

/// Lists the ranks of the nodes under all that they can be looked up by.
fn postings<'n>(nodes: &'n [Node<'n>], order: &[usize]) -> BTreeMap<Key<'n>, Vec<usize>> {
    let mut postings: BTreeMap<Key<'_>, Vec<usize>> = BTreeMap::new();
    for (rank, &at) in order.iter().enumerate() {
        let shape = nodes[at].shape;
        let keys: BTreeSet<String> = shape.words.iter().cloned().chain(besides(shape)).collect();
        for actor in speakers(shape) {
            keys.iter().for_each(|key| postings.entry((shape.kind, actor, key.clone())).or_default().push(rank));
        }
    }
    postings
}

/// Returns what a node is looked up by besides its words.
fn besides(shape: &Shape<'_>) -> impl Iterator<Item = String> {
    let of_event = shape.event.map_or("", |event| event.word());
    let day = shape.days.map(|(start, _)| format!("{of_event} {start}"));
    shape.amount_told.clone().into_iter().chain(day)
}

/// Returns what a node looks for: its rarest words, its amount and its day.
fn rarest(node: &Node<'_>, weights: &Weights) -> BTreeSet<String> {
    let shape = node.shape;
    let mut words: Vec<&String> = shape.words.iter().collect();
    let rarity = |word: &String| weights.weight(shape.kind, word);
    words.sort_by(|a, b| rarity(b).total_cmp(&rarity(a)).then_with(|| a.cmp(b)));
    words.into_iter().take(RAREST).cloned().chain(besides(shape)).collect()
}

fn is_near(one: &Node<'_>, other: &Node<'_>) -> bool {
    let (Some(first), Some(last)) = (one.first, one.last) else { return true };
    let (Some(start), Some(end)) = (other.first, other.last) else { return true };
    let gap = if last < start { (start - last).get_days() } else { (first - end).get_days() };
    gap <= DAYS_MAX
}

/// Returns the pairs that stay apart since one of the two goes as well with something else that is another thing.
fn doubtful(nodes: &[Node<'_>], pairs: &[Pair], weights: &Weights) -> BTreeSet<(usize, usize)> {
    let mut of_node: BTreeMap<usize, Vec<(usize, f64)>> = BTreeMap::new();
    for pair in pairs {
        of_node.entry(pair.one).or_default().push((pair.other, pair.like));
        of_node.entry(pair.other).or_default().push((pair.one, pair.like));
    }
    let pair = |at: usize, other: usize| (at.min(other), at.max(other));
    let mut doubtful = BTreeSet::new();
    for (&at, near) in &of_node {
        // The likeliest come first, and what is less likely by more than the margin raises no doubt.
        let best = near.iter().take_while(|(_, like)| near[0].1 - like <= MARGIN);
        let best: Vec<usize> = best.map(|(other, _)| *other).take(NEXT_MAX).collect();
        if any_two(&best, |one, other| are_apart(nodes[one].shape, nodes[other].shape)) {
            doubtful.extend(near.iter().map(|&(other, _)| pair(at, other)));
        }
        let (meant, others) = longer(nodes, at, near);
        let is_torn = any_two(&meant, |one, other| likeness(nodes[one].shape, nodes[other].shape, weights).is_none());
        doubtful.extend(others.into_iter().chain(meant.into_iter().filter(|_| is_torn)).map(|other| pair(at, other)));
    }
    doubtful
}

fn any_two(of: &[usize], differ: impl Fn(usize, usize) -> bool) -> bool {
    of.iter().enumerate().any(|(n, &one)| of[n + 1..].iter().any(|&other| differ(one, other)))
}

/// Returns the longer tellings that a short one may mean: those with its amount, if there are any, and the others.
fn longer(nodes: &[Node<'_>], at: usize, near: &[(usize, f64)]) -> (Vec<usize>, Vec<usize>) {
    let Shape { words, amount_told, .. } = nodes[at].shape;
    let is_longer = |other: &usize| {
        let longer = &nodes[*other].shape.words;
        words.is_subset(longer) && words != longer
    };
    let longer: Vec<usize> = near.iter().map(|(other, _)| *other).filter(is_longer).take(NEXT_MAX).collect();
    let has_amount = |other: &usize| amount_told.is_some() && nodes[*other].shape.amount_told == *amount_told;
    if longer.iter().any(has_amount) { longer.into_iter().partition(has_amount) } else { (longer, Vec::new()) }
}

/// Two places.
type Two = (usize, usize);

/// What people decided on, by the places of the tellings.
struct Decided {
    joined: Vec<(usize, usize)>,
    parted: BTreeSet<(usize, usize)>,
    places: BTreeSet<usize>,
}

impl Decided {
    fn of(tellings: &[Telling<'_>], settled: &Settled<'_>) -> Self {
        let mut places: BTreeMap<Reference, Vec<usize>> = BTreeMap::new();
        let named: BTreeSet<Reference> =
            settled.joined.iter().chain(settled.parted).flat_map(|&(one, other)| [one, other]).collect();
        for (at, telling) in tellings.iter().enumerate().filter(|(_, telling)| named.contains(&telling.reference)) {
            places.entry(telling.reference).or_default().push(at);
        }
        let none = Vec::new();
        let at = |reference: &Reference| places.get(reference).unwrap_or(&none).clone();
        let each = |pairs: &[(Reference, Reference)]| -> Vec<(usize, usize)> {
            let pairs = pairs.iter().flat_map(|(one, other)| {
                let others = at(other);
                at(one).into_iter().flat_map(move |one| others.clone().into_iter().map(move |other| (one, other)))
            });
            let mut pairs: Vec<_> = pairs.map(|(one, other)| (one.min(other), one.max(other))).collect();
            pairs.sort_unstable();
            pairs.dedup();
            pairs
        };
        let (joined, parted) = (each(settled.joined), each(settled.parted));
        let places = joined.iter().chain(&parted).flat_map(|&(one, other)| [one, other]).collect();
        Self { joined, parted: parted.into_iter().collect(), places }
    }

    fn is_decided(&self, telling: usize) -> bool {
        self.places.contains(&telling)
    }

    /// Returns which nodes people put together, whatever the words say, and which they parted.
    fn of_nodes(&self, nodes: &[Node<'_>]) -> (Vec<Two>, Vec<Two>) {
        let node_of: BTreeMap<usize, usize> =
            nodes.iter().enumerate().flat_map(|(n, node)| node.members.iter().map(move |&at| (at, n))).collect();
        let of_nodes = |&(one, other): &(usize, usize)| (node_of[&one], node_of[&other]);
        let joined = self.joined.iter().filter(|pair| !self.parted.contains(pair)).map(of_nodes).collect();
        (joined, self.parted.iter().map(of_nodes).collect())
    }
}

/// Nodes that were put together, each group under the least of its numbers.
struct Groups<'g> {
    nodes: &'g [Node<'g>],
    /// The nodes that people parted.
    parted: Vec<(usize, usize)>,
    group_of: Vec<usize>,
    nodes_of: BTreeMap<usize, Vec<usize>>,
}

impl<'g> Groups<'g> {
    fn of(nodes: &'g [Node<'g>], parted: Vec<(usize, usize)>) -> Self {
        let nodes_of = (0..nodes.len()).map(|node| (node, vec![node])).collect();
        Self { nodes, parted, group_of: (0..nodes.len()).collect(), nodes_of }
    }

    /// Puts the groups of two nodes together, unless something in them is apart.
    fn join(&mut self, one: usize, other: usize) {
        let [one, other] = [self.group_of[one], self.group_of[other]];
        if one != other && !self.are_apart(one, other) {
            self.merge(one, other);
        }
    }

    fn are_apart(&self, one: usize, other: usize) -> bool {
        let (ours, theirs) = (&self.nodes_of[&one], &self.nodes_of[&other]);
        let near = |group: &'_ Vec<usize>| group.iter().take(HELD_MAX).map(|&node| self.nodes[node].shape).collect();
        let (ours, theirs): (Vec<&Shape<'_>>, Vec<&Shape<'_>>) = (near(ours), near(theirs));
        let is_parted = self.parted.iter().any(|&(a, b)| {
            let groups = (self.group_of[a], self.group_of[b]);
            groups == (one, other) || groups == (other, one)
        });
        is_parted || ours.iter().any(|a| theirs.iter().any(|b| are_apart(a, b)))
    }

    fn merge(&mut self, one: usize, other: usize) {
        let [one, other] = [self.group_of[one], self.group_of[other]];
        if one == other {
            return;
        }
        let sizes = [one, other].map(|group| self.nodes_of[&group].len());
        let (kept, gone) = if sizes[0] >= sizes[1] { (one, other) } else { (other, one) };
        let moved = self.nodes_of.remove(&gone).expect("a group has nodes");
        moved.iter().for_each(|&node| self.group_of[node] = kept);
        self.nodes_of.get_mut(&kept).expect("a group has nodes").extend(moved);
    }

    /// Returns the tellings of each group in their order.
    fn members(self) -> Vec<Vec<usize>> {
        let nodes = self.nodes;
        let members = |group: Vec<usize>| {
            let mut members: Vec<usize> = group.into_iter().flat_map(|node| nodes[node].members.clone()).collect();
            members.sort_unstable();
            members
        };
        self.nodes_of.into_values().map(members).collect()
    }
}
