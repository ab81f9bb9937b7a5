//! What can be told of a pattern's matches without matching?
//!
//! The answers let most words pass unread. Each may be cautious: "not known" is always right.

use super::program::Direction;
use super::set::CharSet;
use super::syntax::{Node, SetId};

/// Returns whether every match begins where the text does.
pub(super) fn is_anchored(node: &Node) -> bool {
    match node {
        Node::Start => true,
        Node::Sequence(nodes) => nodes.first().is_some_and(is_anchored),
        Node::Alternatives(nodes) => nodes.iter().all(is_anchored),
        _ => false,
    }
}

/// Returns whether every match reaches to the end of the text, or to a line break that ends it.
pub(super) fn is_at_end(node: &Node) -> bool {
    match node {
        Node::End | Node::VeryEnd => true,
        Node::Sequence(nodes) => nodes.last().is_some_and(is_at_end),
        Node::Alternatives(nodes) => nodes.iter().all(is_at_end),
        _ => false,
    }
}

/// Characters of which a text must have one.
#[derive(Debug, PartialEq)]
pub(super) struct Needed {
    ascii: u128,
    others: Vec<char>,
}

/// A list of needed characters is no longer than this.
const NEEDED_MAX: usize = 32;

/// A set of characters is listed only if it has no more than this.
const LISTED_MAX: usize = 8;

impl Needed {
    /// Returns whether one of the characters is in the text.
    pub fn is_in(&self, text: &str) -> bool {
        if text.bytes().any(|byte| byte.is_ascii() && self.ascii >> byte & 1 == 1) {
            return true;
        }
        !self.others.is_empty() && !text.is_ascii() && text.chars().any(|c| self.others.contains(&c))
    }
}

/// Returns characters of which every match has one, if there is a short list of them.
pub(super) fn needed(node: &Node, sets: &[CharSet]) -> Option<Needed> {
    let list = listed(node, sets)?;
    let ascii = list.iter().filter(|c| c.is_ascii()).fold(0, |ascii, c| ascii | 1 << u32::from(*c));
    Some(Needed { ascii, others: list.into_iter().filter(|c| !c.is_ascii()).collect() })
}

fn listed(node: &Node, sets: &[CharSet]) -> Option<Vec<char>> {
    match node {
        Node::Set(set) => sets[set.0 as usize].few(LISTED_MAX),
        // Letters and digits stand in every other word: marks, however many, are the better choice.
        Node::Sequence(nodes) => nodes
            .iter()
            .filter_map(|node| listed(node, sets))
            .min_by_key(|list| (list.iter().any(|c| c.is_alphanumeric()), list.len())),
        Node::Alternatives(nodes) => {
            let mut all = Vec::new();
            for node in nodes {
                all.extend(listed(node, sets)?);
                all.sort_unstable();
                all.dedup();
                if all.len() > NEEDED_MAX {
                    return None;
                }
            }
            Some(all)
        }
        Node::Repeat(repeat) if repeat.min > 0 => listed(&repeat.node, sets),
        _ => None,
    }
}

/// Which characters a match can begin with, in the direction in which it is read.
#[derive(Clone, Debug, Default)]
pub(super) struct First {
    /// The character is in one of these.
    pub sets: Vec<SetId>,
    /// The character may be any, or there may be none.
    pub is_open: bool,
}

/// Returns what a match of the part can begin with. A part that may match nothing is open.
pub(super) fn first(node: &Node, direction: Direction) -> First {
    match node {
        Node::Set(set) => First { sets: vec![*set], is_open: false },
        Node::Sequence(nodes) => match direction {
            Direction::Forwards => first_of(nodes.iter(), direction),
            Direction::Backwards => first_of(nodes.iter().rev(), direction),
        },
        Node::Alternatives(nodes) => nodes.iter().map(|node| first(node, direction)).fold(First::default(), join),
        Node::Repeat(repeat) => {
            let mut inside = first(&repeat.node, direction);
            inside.is_open |= repeat.min == 0;
            inside
        }
        Node::Start | Node::End | Node::VeryEnd | Node::WordBound(_) | Node::Look(_) => {
            First { sets: vec![], is_open: true }
        }
    }
}

fn first_of<'n>(nodes: impl Iterator<Item = &'n Node>, direction: Direction) -> First {
    let mut all = First::default();
    for node in nodes {
        // What has to stand ahead is as good as what is read, if it cannot be nothing.
        let node = match node {
            Node::Look(look) if !look.is_negated && look.is_behind == (direction == Direction::Backwards) => &look.node,
            node => node,
        };
        let one = first(node, direction);
        all.sets.extend(one.sets);
        if !one.is_open {
            return all;
        }
    }
    all.is_open = true;
    all
}

fn join(mut all: First, one: First) -> First {
    all.sets.extend(one.sets);
    all.is_open |= one.is_open;
    all
}
