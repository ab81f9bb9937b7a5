//! What is there to say of a formula once it is a diagram?

use std::collections::BTreeMap;

use super::diagram::{Diagram, Rooms};
use super::modules::{Input, parts};
use super::probability::Steps;
use super::{Budget, Event, NodeId, Stopped, Structure};

/// A formula as decision diagrams.
pub struct Solved {
    /// Each behind those that it rests on; the last is the whole.
    pub(super) parts: Vec<SolvedPart>,
}

/// A part of a formula.
pub(super) struct SolvedPart {
    /// What each level asks about.
    pub inputs: Vec<Input>,
    pub diagram: Diagram,
    pub steps: Steps,
    pub is_coherent: bool,
}

impl Solved {
    /// Makes the diagrams of a formula.
    pub fn of(structure: &Structure, top: NodeId, budget: &Budget<'_>) -> Result<Self, Stopped> {
        let (structure, top) = structure.flattened(top);
        let mut rooms = Rooms::new(budget);
        let solve = |part: super::modules::Part| {
            let diagram = rooms.diagram(&part)?;
            let inputs = diagram.inputs.iter().map(|place| part.inputs[*place]).collect();
            Ok(SolvedPart {
                inputs,
                steps: Steps::of(&diagram.manager, &diagram.function),
                diagram,
                is_coherent: part.is_coherent,
            })
        };
        Ok(Self { parts: parts(&structure, top).into_iter().map(solve).collect::<Result<_, _>>()? })
    }

    /// Returns whether more events never keep the whole from holding, so that its minimal sets are cut sets.
    pub fn is_coherent(&self) -> bool {
        self.parts.iter().all(|part| part.is_coherent)
    }

    /// Returns whether the whole holds, or does not, whatever happens.
    pub fn as_constant(&self) -> Option<bool> {
        self.as_constant_where(|_| None)
    }

    /// Returns whether the whole holds, or does not, where it is known of some events whether they happen, and whatever
    /// happens otherwise.
    pub fn as_constant_where(&self, happens: impl Fn(Event) -> Option<bool>) -> Option<bool> {
        let mut of_parts: Vec<[bool; 2]> = Vec::new();
        for part in &self.parts {
            let of = |input: &Input| match input {
                Input::Event(event) => happens(*event).map_or([true, true], |happens| [!happens, happens]),
                Input::Part(place) => of_parts[*place],
            };
            let levels: Vec<[bool; 2]> = part.inputs.iter().map(of).collect();
            of_parts.push(part.steps.may_be(&levels));
        }
        match of_parts.last().expect("the whole is a part") {
            [true, true] => None,
            [_, holds] => Some(*holds),
        }
    }

    /// Returns the probability of the whole, where each event has one and none hangs on another.
    ///
    /// Panics if an event has no place in the list.
    pub fn probability(&self, events: &[f64]) -> f64 {
        *self.values(events).last().expect("the whole is a part")
    }

    /// Returns for each event of the formula how much more probable the whole is if it happens than if it does not:
    /// Birnbaum's importance, where each event has this probability.
    ///
    /// Panics if an event has no place in the list.
    pub fn birnbaum(&self, events: &[f64]) -> BTreeMap<Event, f64> {
        self.slopes(events)
    }

    /// Returns for each event of the formula how much more probable the whole is if it happens than if it does not.
    pub(super) fn slopes(&self, events: &[f64]) -> BTreeMap<Event, f64> {
        let values = self.values(events);
        let (mut weights, mut slopes) = (vec![0.0; self.parts.len()], BTreeMap::new());
        *weights.last_mut().expect("the whole is a part") = 1.0;
        for (place, part) in self.parts.iter().enumerate().rev() {
            let found = part.steps.probability(&part.levels(events, &values));
            for (input, slope) in part.inputs.iter().zip(found.slopes) {
                match input {
                    Input::Event(event) => *slopes.entry(*event).or_insert(0.0) += weights[place] * slope,
                    Input::Part(below) => weights[*below] += weights[place] * slope,
                }
            }
        }
        slopes
    }

    /// Returns the probability of each part.
    pub(super) fn values(&self, events: &[f64]) -> Vec<f64> {
        let mut values = Vec::new();
        for part in &self.parts {
            let value = part.steps.probability(&part.levels(events, &values)).value;
            values.push(value);
        }
        values
    }
}

impl SolvedPart {
    /// Returns the probability of what each level asks about.
    pub(super) fn levels(&self, events: &[f64], parts: &[f64]) -> Vec<f64> {
        let of = |input: &Input| match input {
            Input::Event(event) => events[event.0 as usize],
            Input::Part(place) => parts[*place],
        };
        self.inputs.iter().map(of).collect()
    }
}
