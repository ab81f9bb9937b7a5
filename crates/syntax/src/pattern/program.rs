//! What does a machine have to do to match a pattern?
//!
//! A program is a list of steps, each naming the step after it. Reading backwards, the same pattern's parts come in the
//! opposite order; assertions are the same.

use std::sync::Arc;

use super::insight::{First, first};
use super::set::CharSet;
use super::syntax::{Look, Node, Repeat, SetId};

/// A program has no more steps than this, and no more work is spent on making one. French, the largest known, has 9,000.
const STEPS_MAX: usize = 1 << 18;

/// Which way a text is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Direction {
    Forwards,
    Backwards,
}

/// The place of a step.
pub(super) type Place = u32;

/// One step of a program, with the place of the next.
#[derive(Clone, Copy, Debug)]
pub(super) enum Step {
    /// Reads a character of a set.
    Read(SetId, Place),
    /// Goes both ways, the first rather than the second.
    Split(Place, Place),
    /// Goes on if the place in the text is right.
    Assert(Assertion, Place),
    /// A match.
    Match,
}

/// What can be asked of a place in a text.
#[derive(Clone, Copy, Debug)]
pub(super) enum Assertion {
    Start,
    End,
    VeryEnd,
    WordBound(bool),
    /// One of the program's looks.
    Look(u32),
}

/// What has to stand, or not, beside a place.
#[derive(Debug)]
pub(super) struct Sight {
    pub direction: Direction,
    pub is_negated: bool,
    pub view: View,
}

/// How a neighbourhood is described.
#[derive(Debug)]
pub(super) enum View {
    /// A character of each of these sets, in the direction of sight.
    Sets(Vec<SetId>),
    /// A match of the steps that begin here.
    Steps(Place),
}

/// One of the alternatives of a whole pattern.
#[derive(Debug)]
pub(super) struct Branch {
    pub place: Place,
    pub first: First,
}

/// A pattern to be run in one direction.
#[derive(Debug)]
pub(super) struct Program {
    pub direction: Direction,
    pub steps: Vec<Step>,
    pub sights: Vec<Sight>,
    pub sets: Arc<[CharSet]>,
    pub branches: Vec<Branch>,
    /// For each character of ASCII, the places of the branches that it can begin.
    pub by_ascii: Vec<Vec<Place>>,
    /// Whether there is a branch that may match nothing, or of which it is not known what begins it.
    pub is_open: bool,
}

impl Program {
    /// Makes the program of a pattern, unless it is too large.
    pub fn new(node: &Node, sets: &Arc<[CharSet]>, direction: Direction) -> Option<Self> {
        let mut builder = Builder { steps: vec![Step::Match], sights: Vec::new(), work: 0 };
        let alternatives = match node {
            Node::Alternatives(nodes) => nodes.as_slice(),
            node => std::slice::from_ref(node),
        };
        let mut branches = Vec::with_capacity(alternatives.len());
        for node in alternatives {
            branches.push(Branch { place: builder.add(node, 0, direction)?, first: first(node, direction) });
        }
        let by_ascii = (0..128).map(|code| begun_by(&branches, sets, code)).collect();
        let is_open = branches.iter().any(|branch| branch.first.is_open);
        let Builder { steps, sights, .. } = builder;
        Some(Self { direction, steps, sights, sets: Arc::clone(sets), branches, by_ascii, is_open })
    }

    /// Returns a set of the pattern.
    pub fn set(&self, id: SetId) -> &CharSet {
        &self.sets[id.0 as usize]
    }

    /// Returns whether a branch can begin with a character.
    pub fn can_begin(&self, branch: &Branch, c: char) -> bool {
        branch.first.is_open || branch.first.sets.iter().any(|set| self.set(*set).contains(c))
    }
}

fn begun_by(branches: &[Branch], sets: &[CharSet], code: u32) -> Vec<Place> {
    let can_begin = |branch: &&Branch| {
        branch.first.is_open || branch.first.sets.iter().any(|set| sets[set.0 as usize].ascii() >> code & 1 == 1)
    };
    branches.iter().filter(can_begin).map(|branch| branch.place).collect()
}

struct Builder {
    steps: Vec<Step>,
    sights: Vec<Sight>,
    work: usize,
}

impl Builder {
    /// Adds the steps for a part before the step at `next`; returns where they begin.
    fn add(&mut self, node: &Node, next: Place, direction: Direction) -> Option<Place> {
        self.work += 1;
        if self.work > STEPS_MAX {
            return None;
        }
        match node {
            Node::Set(set) => self.push(Step::Read(*set, next)),
            Node::Start => self.push(Step::Assert(Assertion::Start, next)),
            Node::End => self.push(Step::Assert(Assertion::End, next)),
            Node::VeryEnd => self.push(Step::Assert(Assertion::VeryEnd, next)),
            Node::WordBound(is_bound) => self.push(Step::Assert(Assertion::WordBound(*is_bound), next)),
            Node::Look(look) => self.add_look(look, next),
            Node::Repeat(repeat) => self.add_repeat(repeat, next, direction),
            Node::Sequence(nodes) => match direction {
                Direction::Forwards => nodes.iter().rev().try_fold(next, |next, node| self.add(node, next, direction)),
                Direction::Backwards => nodes.iter().try_fold(next, |next, node| self.add(node, next, direction)),
            },
            Node::Alternatives(nodes) => {
                let (last, others) = nodes.split_last()?;
                let last = self.add(last, next, direction)?;
                others.iter().rev().try_fold(last, |rest, node| {
                    let place = self.add(node, next, direction)?;
                    self.push(Step::Split(place, rest))
                })
            }
        }
    }

    fn push(&mut self, step: Step) -> Option<Place> {
        let place = Place::try_from(self.steps.len()).ok()?;
        self.steps.push(step);
        (self.steps.len() <= STEPS_MAX).then_some(place)
    }

    fn add_repeat(&mut self, repeat: &Repeat, next: Place, direction: Direction) -> Option<Place> {
        let Repeat { node, min, max, is_lazy } = repeat;
        let split = |again, next| if *is_lazy { Step::Split(next, again) } else { Step::Split(again, next) };
        let mut place = next;
        match max {
            None => {
                place = self.push(Step::Match)?;
                let again = self.add(node, place, direction)?;
                self.steps[place as usize] = split(again, next);
            }
            Some(max) => {
                for _ in *min..*max {
                    let again = self.add(node, place, direction)?;
                    place = self.push(split(again, next))?;
                }
            }
        }
        (0..*min).try_fold(place, |next, _| self.add(node, next, direction))
    }

    fn add_look(&mut self, look: &Look, next: Place) -> Option<Place> {
        let direction = if look.is_behind { Direction::Backwards } else { Direction::Forwards };
        let view = match plain_sets(&look.node) {
            Some(mut sets) => {
                if look.is_behind {
                    sets.reverse();
                }
                View::Sets(sets)
            }
            None => View::Steps(self.add(&look.node, 0, direction)?),
        };
        let sight = Place::try_from(self.sights.len()).ok()?;
        self.sights.push(Sight { direction, is_negated: look.is_negated, view });
        self.push(Step::Assert(Assertion::Look(sight), next))
    }
}

/// Returns the sets of a part that is nothing else than one character after another.
fn plain_sets(node: &Node) -> Option<Vec<SetId>> {
    let set = |node: &Node| if let Node::Set(set) = node { Some(*set) } else { None };
    match node {
        Node::Sequence(nodes) => nodes.iter().map(set).collect(),
        node => set(node).map(|set| vec![set]),
    }
}
