//! What is there to say of a formula once it is solved?

use std::collections::BTreeMap;

use num_bigint::BigUint;

use super::diagram::Diagram;
use super::family::{Branch, Families, Family};
use super::modules::{Input, parts};
use super::primes::Primes;
use super::probability::Steps;
use super::{Budget, Event, NodeId, Stopped, Structure};

/// Sets of more events than this are counted, and not listed.
const LISTED_EVENTS_MAX: usize = 63;

/// That an event happens, or that it does not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Literal {
    /// The event.
    pub event: Event,
    /// Whether it is its absence that is needed.
    pub is_denied: bool,
}

/// A formula with its decision diagrams and its minimal sets.
pub struct Solved<'b> {
    /// Each behind those that it rests on; the last is the whole.
    pub(super) parts: Vec<SolvedPart<'b>>,
    is_coherent: bool,
}

/// A part of a formula.
pub(super) struct SolvedPart<'b> {
    /// What each level asks about.
    pub inputs: Vec<Input>,
    pub steps: Steps,
    pub families: Families<'b>,
    pub all: Family,
}

impl<'b> Solved<'b> {
    /// Solves a formula.
    pub fn of(structure: &Structure, top: NodeId, budget: &'b Budget<'b>) -> Result<Self, Stopped> {
        let (structure, top) = structure.flattened(top);
        let parts = parts(&structure, top);
        let is_coherent = parts.iter().all(|part| part.is_coherent);
        let solve = |part: &super::modules::Part| {
            let diagram = Diagram::of(part, budget)?;
            let Primes { families, all } = Primes::of(&diagram, part.is_coherent, budget)?;
            let inputs = diagram.inputs.iter().map(|place| part.inputs[*place]).collect();
            Ok(SolvedPart { inputs, steps: Steps::of(&diagram), families, all })
        };
        Ok(Self { parts: parts.iter().map(solve).collect::<Result<_, _>>()?, is_coherent })
    }

    /// Returns whether more events never keep the whole from holding, so that its minimal sets are cut sets.
    pub fn is_coherent(&self) -> bool {
        self.is_coherent
    }

    /// Returns how many minimal cut sets, or prime implicants, there are.
    pub fn count(&self) -> BigUint {
        let mut counts: Vec<BigUint> = Vec::new();
        for part in &self.parts {
            let ways = |literal| match part.input(literal) {
                Input::Event(_) => BigUint::from(1_u8),
                Input::Part(place) => counts[place].clone(),
            };
            let count = part.families.count(part.all, ways);
            counts.push(count);
        }
        counts.pop().expect("the whole is a part")
    }

    /// Lists the minimal sets with the fewest events first, so many at most.
    pub fn sets(&self, count_max: usize) -> Vec<Vec<Literal>> {
        let lister = Lister::of(&self.parts);
        let mut sets = Vec::new();
        for size in 0..=LISTED_EVENTS_MAX {
            if sets.len() >= count_max {
                break;
            }
            let mut of_size = lister.sets(self.parts.len() - 1, size, count_max - sets.len());
            of_size.iter_mut().for_each(|set| set.sort_unstable());
            of_size.sort_unstable();
            sets.extend(of_size);
        }
        sets
    }

    /// Returns the probability of the whole, where each event has one and none hangs on another.
    ///
    /// Panics if an event has no place in the list.
    pub fn probability(&self, events: &[f64]) -> f64 {
        *self.values(events).last().expect("the whole is a part")
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

impl SolvedPart<'_> {
    /// Returns what a literal is about.
    pub(super) fn input(&self, literal: u32) -> Input {
        self.inputs[literal as usize / 2]
    }

    /// Returns the probability of what each level asks about.
    pub(super) fn levels(&self, events: &[f64], parts: &[f64]) -> Vec<f64> {
        let of = |input: &Input| match input {
            Input::Event(event) => events[event.0 as usize],
            Input::Part(place) => parts[*place],
        };
        self.inputs.iter().map(of).collect()
    }
}

/// Lists sets by their size.
struct Lister<'p> {
    parts: &'p [SolvedPart<'p>],
    /// Which sizes the sets of a family have, a bit for each, part by part.
    sizes: Vec<BTreeMap<u32, u64>>,
}

impl<'p> Lister<'p> {
    fn of(parts: &'p [SolvedPart<'p>]) -> Self {
        let mut lister = Self { parts, sizes: Vec::new() };
        for part in parts {
            let mut sizes = BTreeMap::new();
            part.families.visit(part.all, |family, branch| {
                let of = |sizes: &BTreeMap<u32, u64>, family: Family| match family {
                    Family::NONE => 0,
                    Family::EMPTY_SET => 1,
                    _ => sizes[&family.place()],
                };
                let longer = product(lister.sizes_of(part, branch.literal), of(&sizes, branch.with));
                let all = longer | of(&sizes, branch.without);
                sizes.insert(family.place(), all);
            });
            lister.sizes.push(sizes);
        }
        lister
    }

    /// Returns how many events a literal may stand for.
    fn sizes_of(&self, part: &SolvedPart<'_>, literal: u32) -> u64 {
        match part.input(literal) {
            Input::Event(_) => 1 << 1,
            Input::Part(place) => self.sizes_in(place, self.parts[place].all),
        }
    }

    fn sizes_in(&self, part: usize, family: Family) -> u64 {
        match family {
            Family::NONE => 0,
            Family::EMPTY_SET => 1,
            _ => self.sizes[part][&family.place()],
        }
    }

    fn sets(&self, part: usize, size: usize, count_max: usize) -> Vec<Vec<Literal>> {
        self.of_family(part, self.parts[part].all, size, count_max)
    }

    fn of_family(&self, place: usize, family: Family, size: usize, count_max: usize) -> Vec<Vec<Literal>> {
        let part = &self.parts[place];
        if count_max == 0 || self.sizes_in(place, family) >> size & 1 == 0 {
            return Vec::new();
        }
        let Some(Branch { literal, with, without }) = part.families.branch(family) else { return vec![Vec::new()] };
        let mut found = Vec::new();
        for own in 0..=size {
            let (ours, theirs) =
                (self.sizes_of(part, literal) >> own & 1, self.sizes_in(place, with) >> (size - own) & 1);
            if ours == 0 || theirs == 0 || found.len() >= count_max {
                continue;
            }
            let wanted = count_max - found.len();
            let heads = match part.input(literal) {
                Input::Event(event) => vec![vec![Literal { event, is_denied: literal % 2 == 1 }]],
                Input::Part(below) => self.sets(below, own, wanted),
            };
            let tails = self.of_family(place, with, size - own, wanted);
            let both = heads.iter().flat_map(|head| tails.iter().map(move |tail| [&head[..], tail].concat()));
            found.extend(both.take(wanted));
        }
        let wanted = count_max - found.len();
        found.extend(self.of_family(place, without, size, wanted));
        found
    }
}

/// Returns which sums the sizes of two have.
fn product(one: u64, other: u64) -> u64 {
    (0..=LISTED_EVENTS_MAX).filter(|size| one >> size & 1 == 1).fold(0, |all, size| all | other << size)
}
