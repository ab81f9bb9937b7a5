//! In which order are the events of a diagram asked about?
//!
//! The size of a diagram hangs on it, and no rule is best for all. So several are offered, the one first that is best most
//! often on published fault trees: depth first, the heavier branch before the lighter, where the weight of a branch is the
//! number of its leaves.

use super::{Event, Node, NodeId, Structure};

/// A rule by which events are ordered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Rule {
    /// Depth first, heavy branches first.
    HeavyFirst,
    /// Depth first, as the formula is written.
    AsWritten,
    /// Depth first, light branches first.
    LightFirst,
    /// Level by level from the top.
    ByLevel,
}

impl Rule {
    pub(super) const ALL: [Rule; 4] = [Rule::HeavyFirst, Rule::AsWritten, Rule::LightFirst, Rule::ByLevel];

    /// Returns the events that a node rests on, each once.
    pub(super) fn order(self, structure: &Structure, top: NodeId) -> Vec<Event> {
        match self {
            Rule::AsWritten => depth_first(structure, top, |_, _| ()),
            Rule::ByLevel => by_level(structure, top),
            Rule::HeavyFirst => {
                let weights = weights(structure, top);
                depth_first(structure, top, |_, below| {
                    below.sort_by(|a, b| weights[b.at()].total_cmp(&weights[a.at()]))
                })
            }
            Rule::LightFirst => {
                let weights = weights(structure, top);
                depth_first(structure, top, |_, below| {
                    below.sort_by(|a, b| weights[a.at()].total_cmp(&weights[b.at()]))
                })
            }
        }
    }
}

/// Returns for each node how many leaves it has, one that is shared counted for each way to it.
fn weights(structure: &Structure, top: NodeId) -> Vec<f64> {
    let mut weights = vec![0.0; top.at() + 1];
    for node in structure.reached(top) {
        let below = structure.nodes[node.at()].below();
        weights[node.at()] = if below.is_empty() { 1.0 } else { below.iter().map(|of| weights[of.at()]).sum() };
    }
    weights
}

fn depth_first(structure: &Structure, top: NodeId, sort: impl Fn(NodeId, &mut Vec<NodeId>)) -> Vec<Event> {
    let (mut is_seen, mut order) = (vec![false; top.at() + 1], Vec::new());
    let mut ahead = vec![top];
    while let Some(node) = ahead.pop() {
        if std::mem::replace(&mut is_seen[node.at()], true) {
            continue;
        }
        if let Node::Event(event) = structure.nodes[node.at()] {
            order.push(event);
        }
        let mut below = structure.nodes[node.at()].below().to_vec();
        sort(node, &mut below);
        ahead.extend(below.into_iter().rev());
    }
    order
}

fn by_level(structure: &Structure, top: NodeId) -> Vec<Event> {
    let mut levels = vec![0_usize; top.at() + 1];
    let reached = structure.reached(top);
    for node in reached.iter().rev() {
        for below in structure.nodes[node.at()].below() {
            levels[below.at()] = levels[below.at()].max(levels[node.at()] + 1);
        }
    }
    let written = depth_first(structure, top, |_, _| ());
    let place: std::collections::BTreeMap<Event, usize> =
        written.iter().enumerate().map(|(place, event)| (*event, place)).collect();
    let events = reached.iter().filter_map(|node| match structure.nodes[node.at()] {
        Node::Event(event) => Some((levels[node.at()], place[&event], event)),
        _ => None,
    });
    let mut events: Vec<_> = events.collect();
    events.sort_unstable();
    events.into_iter().map(|(.., event)| event).collect()
}
