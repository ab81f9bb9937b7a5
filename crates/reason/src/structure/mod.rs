//! Which combinations of events make a whole come about? The structure function of reliability engineering.
//!
//! In goes a [`Structure`]: a formula over events, as nodes that share their parts. It is cut into parts that have no
//! event in common, each part becomes a decision diagram, and out come [`Solved`], which knows the probability of the whole
//! and how much each event matters, and [`Minimal`], which knows the minimal cut sets and how many there are. Every step has a [`Budget`], and says so when that is
//! used up.
//!
//! Nothing here calls itself, since a formula may be deeper than the stack; what walks over a diagram goes no deeper than
//! it has levels.

mod asks;
mod budget;
mod definition;
mod diagram;
mod family;
mod gates;
mod importance;
mod minimal;
mod modules;
mod order;
mod primes;
mod probability;
mod search;
mod solved;

use std::collections::{BTreeMap, BTreeSet};

pub use budget::{Budget, Stopped};
pub use importance::Importance;
pub use minimal::{Literal, Minimal};
pub use search::Searched;
pub use solved::Solved;

/// An event by its number; numbers begin at 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Event(pub u32);

/// A node of a structure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(u32);

impl NodeId {
    fn at(self) -> usize {
        self.0 as usize
    }
}

/// So many nodes on which nothing else rests stand side by side at most, before they are cut into groups.
const GROUP_MAX: usize = 64;

/// What a node says of the nodes below it, which have smaller ids.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Node {
    Constant(bool),
    Event(Event),
    Not(NodeId),
    All(Vec<NodeId>),
    Any(Vec<NodeId>),
    /// More than one and fewer than all; one node may stand several times and then counts as often.
    AtLeast {
        count: usize,
        of: Vec<NodeId>,
    },
}

impl Node {
    fn below(&self) -> &[NodeId] {
        match self {
            Node::Constant(_) | Node::Event(_) => &[],
            Node::Not(of) => std::slice::from_ref(of),
            Node::All(of) | Node::Any(of) | Node::AtLeast { of, .. } => of,
        }
    }
}

/// A formula over events.
///
/// Invariant: a node stands behind those below it, no two say the same, and none has less to say than it could: there
/// are no constants below another node, no doubled negations, and no `all` or `any` of one.
#[derive(Clone, Debug, Default)]
pub struct Structure {
    nodes: Vec<Node>,
    known: BTreeMap<Node, NodeId>,
}

impl Structure {
    /// Returns a formula that says nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Returns how many nodes there are.
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Returns whether there are none.
    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    /// Returns whether a node holds or does not, whatever happens, as far as that can be seen without a diagram.
    pub fn as_constant(&self, node: NodeId) -> Option<bool> {
        match self.nodes[node.at()] {
            Node::Constant(holds) => Some(holds),
            _ => None,
        }
    }

    /// Returns the node that holds or does not, whatever happens.
    pub fn constant(&mut self, holds: bool) -> NodeId {
        self.node(Node::Constant(holds))
    }

    /// Returns the node that holds when an event happens.
    pub fn event(&mut self, event: Event) -> NodeId {
        self.node(Node::Event(event))
    }

    /// Returns the node that holds when another does not.
    pub fn not(&mut self, of: NodeId) -> NodeId {
        match self.nodes[of.at()] {
            Node::Constant(holds) => self.constant(!holds),
            Node::Not(inner) => inner,
            _ => self.node(Node::Not(of)),
        }
    }

    /// Returns the node that holds when all of some do; all of nothing holds.
    pub fn all(&mut self, of: impl IntoIterator<Item = NodeId>) -> NodeId {
        self.junction(of, true)
    }

    /// Returns the node that holds when any of some does; any of nothing does not.
    pub fn any(&mut self, of: impl IntoIterator<Item = NodeId>) -> NodeId {
        self.junction(of, false)
    }

    /// Returns the node that holds when one of two does and the other does not.
    pub fn differ(&mut self, one: NodeId, other: NodeId) -> NodeId {
        let (not_one, not_other) = (self.not(one), self.not(other));
        let (only_one, only_other) = (self.all([one, not_other]), self.all([not_one, other]));
        self.any([only_one, only_other])
    }

    /// Returns the node that holds when so many of some do.
    pub fn at_least(&mut self, count: usize, of: impl IntoIterator<Item = NodeId>) -> NodeId {
        let (mut count, mut left) = (count, Vec::new());
        for node in of {
            match self.nodes[node.at()] {
                Node::Constant(true) => count = count.saturating_sub(1),
                Node::Constant(false) => {}
                _ => left.push(node),
            }
        }
        match count {
            0 => self.constant(true),
            1 => self.any(left),
            _ if count > left.len() => self.constant(false),
            _ if count == left.len() => self.all(left),
            _ => self.node(Node::AtLeast { count, of: left }),
        }
    }

    /// Returns a node of all, or of any.
    fn junction(&mut self, of: impl IntoIterator<Item = NodeId>, is_all: bool) -> NodeId {
        let (mut left, mut seen) = (Vec::new(), BTreeSet::new());
        for node in of {
            match self.nodes[node.at()] {
                Node::Constant(holds) if holds == is_all => {}
                Node::Constant(_) => return self.constant(!is_all),
                _ if seen.insert(node) => left.push(node),
                _ => {}
            }
        }
        let is_denied = |node: &NodeId| matches!(self.nodes[node.at()], Node::Not(inner) if seen.contains(&inner));
        match left.as_slice() {
            [] => self.constant(is_all),
            [only] => *only,
            _ if left.iter().any(is_denied) => self.constant(!is_all),
            _ if is_all => self.node(Node::All(left)),
            _ => self.node(Node::Any(left)),
        }
    }

    /// Returns the node that says the same as one of another structure, of nodes that stand for those below it.
    fn again(&mut self, node: &Node, below: Vec<NodeId>) -> NodeId {
        match node {
            Node::Constant(holds) => self.constant(*holds),
            Node::Event(event) => self.event(*event),
            Node::Not(_) => self.not(below[0]),
            Node::All(_) => self.all(below),
            Node::Any(_) => self.any(below),
            Node::AtLeast { count, .. } => self.at_least(*count, below),
        }
    }

    fn node(&mut self, node: Node) -> NodeId {
        if let Some(&known) = self.known.get(&node) {
            return known;
        }
        let id = NodeId(u32::try_from(self.nodes.len()).expect("a formula has fewer than 2³² nodes"));
        self.known.insert(node.clone(), id);
        self.nodes.push(node);
        id
    }

    /// Returns the nodes that a node rests on and the node itself, each behind those below it.
    fn reached(&self, top: NodeId) -> Vec<NodeId> {
        let mut is_reached = vec![false; top.at() + 1];
        is_reached[top.at()] = true;
        for at in (0..=top.at()).rev() {
            if is_reached[at] {
                self.nodes[at].below().iter().for_each(|below| is_reached[below.at()] = true);
            }
        }
        (0..=top.0).map(NodeId).filter(|node| is_reached[node.at()]).collect()
    }

    /// Returns the same formula with `all` directly under `all`, and `any` under `any`, drawn into one where nothing else
    /// rests on the lower one, and what is drawn together cut into groups.
    ///
    /// A group of nodes on which nothing else rests is a module if they are, so that a long list of events becomes parts
    /// of few levels.
    fn flattened(&self, top: NodeId) -> (Structure, NodeId) {
        let reached = self.reached(top);
        let mut uses = vec![0_usize; top.at() + 1];
        reached.iter().flat_map(|node| self.nodes[node.at()].below()).for_each(|below| uses[below.at()] += 1);
        let is_drawn = |into: NodeId, node: NodeId| {
            let kinds = (&self.nodes[into.at()], &self.nodes[node.at()]);
            uses[node.at()] == 1 && matches!(kinds, (Node::All(_), Node::All(_)) | (Node::Any(_), Node::Any(_)))
        };
        let mut is_gone = vec![false; top.at() + 1];
        for node in &reached {
            let below = self.nodes[node.at()].below().iter();
            below.filter(|of| is_drawn(*node, **of)).for_each(|of| is_gone[of.at()] = true);
        }
        let (mut flat, mut moved) = (Structure::new(), BTreeMap::new());
        for node in reached.into_iter().filter(|node| !is_gone[node.at()]) {
            let mut below = Vec::new();
            let mut ahead: Vec<NodeId> = self.nodes[node.at()].below().iter().rev().copied().collect();
            while let Some(of) = ahead.pop() {
                match is_gone[of.at()] {
                    true => ahead.extend(self.nodes[of.at()].below().iter().rev()),
                    false => below.push(of),
                }
            }
            let is_long = below.len() > GROUP_MAX && matches!(self.nodes[node.at()], Node::All(_) | Node::Any(_));
            let (alone, shared): (Vec<NodeId>, Vec<NodeId>) =
                below.into_iter().partition(|of| is_long && uses[of.at()] == 1);
            let mut new: Vec<NodeId> = alone.iter().map(|of| moved[of]).collect();
            while new.len() > GROUP_MAX {
                new = new.chunks(GROUP_MAX).map(|group| flat.again(&self.nodes[node.at()], group.to_vec())).collect();
            }
            new.extend(shared.iter().map(|of| moved[of]));
            let new = flat.again(&self.nodes[node.at()], new);
            moved.insert(node, new);
        }
        let top = moved[&top];
        (flat, top)
    }

    /// Returns for each event of a formula whether it stands in it as it is, and whether it stands denied.
    pub fn signs(&self, top: NodeId) -> BTreeMap<Event, (bool, bool)> {
        let mut seen = vec![(false, false); top.at() + 1];
        seen[top.at()].0 = true;
        let mut signs = BTreeMap::new();
        for at in (0..=top.at()).rev() {
            let (plain, denied) = seen[at];
            if !plain && !denied {
                continue;
            }
            match &self.nodes[at] {
                Node::Event(event) => {
                    signs.insert(*event, (plain, denied));
                }
                Node::Not(of) => {
                    let below = &mut seen[of.at()];
                    *below = (below.0 || denied, below.1 || plain);
                }
                other => other.below().iter().for_each(|of| {
                    let below = &mut seen[of.at()];
                    *below = (below.0 || plain, below.1 || denied);
                }),
            }
        }
        signs
    }

    /// Returns the structure whose minimal cut sets are the minimal path sets of this one: it fails when this one does
    /// not hold, each event standing for its contrary.
    pub fn dual(&self, top: NodeId) -> (Structure, NodeId) {
        let (mut dual, mut moved) = (Structure::new(), BTreeMap::new());
        for node in self.reached(top) {
            let below: Vec<NodeId> = self.nodes[node.at()].below().iter().map(|of| moved[of]).collect();
            let new = match &self.nodes[node.at()] {
                Node::Constant(holds) => dual.constant(!holds),
                Node::All(_) => dual.any(below),
                Node::Any(_) => dual.all(below),
                Node::AtLeast { count, of } => dual.at_least(of.len() + 1 - count, below),
                same => dual.again(same, below),
            };
            moved.insert(node, new);
        }
        let top = moved[&top];
        (dual, top)
    }
}

#[cfg(test)]
mod tests;
