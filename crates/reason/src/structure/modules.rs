//! Which parts of a formula have no event in common with the rest?
//!
//! Such a part, a module, can be solved by itself, and the rest sees it as one event. Modules are found in two walks, in
//! time linear in the size of the formula: Y. Dutuit and A. Rauzy, “A linear-time algorithm to find modules of fault
//! trees”, IEEE Transactions on Reliability 45 (1996).

use std::collections::{BTreeMap, BTreeSet};

use super::{Event, Node, NodeId, Structure};

/// A part of a formula that is solved by itself.
#[derive(Debug)]
pub(super) struct Part {
    /// Its formula, whose events are the places of [`Part::inputs`].
    pub structure: Structure,
    pub top: NodeId,
    pub inputs: Vec<Input>,
    /// Whether more of its inputs never make it fail to hold.
    pub is_coherent: bool,
}

/// What an event of a part stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Input {
    Event(Event),
    /// The part at this place.
    Part(usize),
}

/// Cuts a formula into its modules, each behind those it rests on, so that the last is the whole.
///
/// A module that is denied somewhere stays where it is: what makes it hold and what keeps it from holding are two
/// questions.
pub(super) fn parts(structure: &Structure, top: NodeId) -> Vec<Part> {
    let (dates, denied) = (Dates::of(structure, top), denied(structure, top));
    let reached = structure.reached(top);
    let is_part = |node: &NodeId| {
        let is_gate = !structure.nodes[node.at()].below().is_empty();
        *node == top || is_gate && !denied.contains(node) && dates.is_module(*node)
    };
    let roots: Vec<NodeId> = reached.into_iter().filter(is_part).collect();
    let places: BTreeMap<NodeId, usize> = roots.iter().enumerate().map(|(place, root)| (*root, place)).collect();
    roots.iter().map(|root| part(structure, *root, &places, &denied)).collect()
}

fn part(structure: &Structure, root: NodeId, places: &BTreeMap<NodeId, usize>, denied: &BTreeSet<NodeId>) -> Part {
    let is_border = |node: NodeId| node != root && places.contains_key(&node);
    let (mut inside, mut ahead) = (BTreeSet::from([root]), vec![root]);
    while let Some(node) = ahead.pop() {
        if !is_border(node) {
            ahead.extend(structure.nodes[node.at()].below().iter().filter(|below| inside.insert(**below)));
        }
    }
    let mut part = Part { structure: Structure::new(), top: root, inputs: Vec::new(), is_coherent: true };
    let mut moved: BTreeMap<NodeId, NodeId> = BTreeMap::new();
    for node in inside {
        let input = match structure.nodes[node.at()] {
            _ if is_border(node) => Some(Input::Part(places[&node])),
            Node::Event(event) => Some(Input::Event(event)),
            _ => None,
        };
        let new = match input {
            Some(input) => {
                part.is_coherent &= !denied.contains(&node);
                part.inputs.push(input);
                let number = u32::try_from(part.inputs.len() - 1).expect("a formula has fewer than 2³² events");
                part.structure.event(Event(number))
            }
            None => {
                let said = &structure.nodes[node.at()];
                part.structure.again(said, said.below().iter().map(|of| moved[of]).collect())
            }
        };
        moved.insert(node, new);
    }
    part.top = moved[&root];
    part
}

/// Returns the nodes that are denied on some way from the top.
fn denied(structure: &Structure, top: NodeId) -> BTreeSet<NodeId> {
    let mut ways = vec![[false; 2]; top.at() + 1];
    ways[top.at()][0] = true;
    for at in (0..=top.at()).rev() {
        let [plain, denied] = ways[at];
        let is_not = matches!(structure.nodes[at], Node::Not(_));
        for below in structure.nodes[at].below() {
            let way = &mut ways[below.at()];
            way[usize::from(is_not)] |= plain;
            way[usize::from(!is_not)] |= denied;
        }
    }
    (0..=top.0).map(NodeId).filter(|node| ways[node.at()][1]).collect()
}

/// When a walk down from the top meets each node.
struct Dates {
    /// For the first time.
    first: Vec<usize>,
    /// For the last time.
    last: Vec<usize>,
    /// On the way back from below it.
    back: Vec<usize>,
    /// The least first and the greatest last date below it.
    below: Vec<(usize, usize)>,
}

impl Dates {
    fn of(structure: &Structure, top: NodeId) -> Self {
        let count = top.at() + 1;
        let mut dates = Self {
            first: vec![0; count],
            last: vec![0; count],
            back: vec![0; count],
            below: vec![(usize::MAX, 0); count],
        };
        let (mut now, mut ahead) = (0, vec![(top, false)]);
        while let Some((node, is_back)) = ahead.pop() {
            now += 1;
            dates.last[node.at()] = now;
            if is_back {
                dates.back[node.at()] = now;
            } else if dates.first[node.at()] == 0 {
                dates.first[node.at()] = now;
                ahead.push((node, true));
                ahead.extend(structure.nodes[node.at()].below().iter().rev().map(|below| (*below, false)));
            }
        }
        // What is below a node has a smaller id, so its own dates are known by then.
        for at in 0..count {
            for below in structure.nodes[at].below() {
                let (least, greatest) = dates.below[below.at()];
                let (first, last) = (dates.first[below.at()].min(least), dates.last[below.at()].max(greatest));
                let of = &mut dates.below[at];
                *of = (of.0.min(first), of.1.max(last));
            }
        }
        dates
    }

    /// Returns whether everything below a node is met only on the way through it.
    fn is_module(&self, node: NodeId) -> bool {
        let (first, last) = self.below[node.at()];
        first > self.first[node.at()] && last < self.back[node.at()]
    }
}
