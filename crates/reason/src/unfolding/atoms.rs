//! What may happen, in the question that is asked?

use std::collections::BTreeMap;

use casus_claim::PropositionId;

use crate::structure::{Event, NodeId, Structure};

/// How what is given joins with what promises bring about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Join {
    /// A proposition is true where it is given, or where promises bring it about.
    Or,
    /// A proposition is true where nothing speaks against it and, if promises bring it about, where they do.
    And,
}

/// What a question takes for events.
pub(crate) trait Atoms {
    /// Returns how what is given joins with what promises bring about.
    fn join(&self) -> Join;

    /// Returns when an unset proposition has a value of its own accord; with [`Join::And`], when it is not set to it.
    fn given(&mut self, structure: &mut Structure, id: &PropositionId, value: bool, is_derived: bool) -> NodeId;

    /// Returns when something that the scenario sets is so.
    fn set(&mut self, structure: &mut Structure, _id: &PropositionId, _value: bool) -> NodeId {
        structure.constant(true)
    }

    /// Returns when a promise is kept, by its place.
    fn kept(&mut self, structure: &mut Structure, _place: usize) -> NodeId {
        structure.constant(true)
    }

    /// Returns when a promise is not kept, by its place.
    fn broken(&mut self, structure: &mut Structure, place: usize) -> NodeId {
        let kept = self.kept(structure, place);
        structure.not(kept)
    }
}

/// Things with numbers as events, in the order in which they were first asked for.
#[derive(Clone, Debug)]
pub(crate) struct Numbered<T> {
    numbers: BTreeMap<T, Event>,
    things: Vec<T>,
}

impl<T: Ord + Clone> Numbered<T> {
    pub(crate) fn new() -> Self {
        Self { numbers: BTreeMap::new(), things: Vec::new() }
    }

    /// Returns the event that stands for a thing.
    pub(crate) fn event(&mut self, thing: T) -> Event {
        let next = Event(u32::try_from(self.things.len()).expect("there are fewer than 2³² events"));
        *self.numbers.entry(thing).or_insert_with_key(|thing| {
            self.things.push(thing.clone());
            next
        })
    }

    /// Returns the thing that an event stands for.
    pub(crate) fn thing(&self, event: Event) -> &T {
        &self.things[event.0 as usize]
    }

    /// Returns the things in the order of their events.
    pub(crate) fn things(&self) -> &[T] {
        &self.things
    }
}
