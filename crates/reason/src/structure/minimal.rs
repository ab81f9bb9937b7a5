//! How many minimal sets are there, and which are the smallest?

use std::collections::BTreeMap;

use num_bigint::BigUint;

use super::family::{Branch, Families, Family};
use super::modules::Input;
use super::primes::Primes;
use super::solved::Solved;
use super::{Budget, Event, Stopped};

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

/// The minimal cut sets of a formula, or, where it is not coherent, its prime implicants.
pub struct Minimal<'b> {
    /// Each behind those that it rests on; the last is the whole.
    pub(super) parts: Vec<MinimalPart<'b>>,
}

/// The minimal sets of a part.
pub(super) struct MinimalPart<'b> {
    pub inputs: Vec<Input>,
    pub families: Families<'b>,
    pub all: Family,
}

impl MinimalPart<'_> {
    /// Returns what a literal is about.
    fn input(&self, literal: u32) -> Input {
        self.inputs[literal as usize / 2]
    }
}

impl Solved {
    /// Finds the minimal sets.
    pub fn minimal<'b>(&self, budget: &'b Budget<'b>) -> Result<Minimal<'b>, Stopped> {
        let of = |part: &super::solved::SolvedPart| {
            let Primes { families, all } = Primes::of(&part.diagram, part.is_coherent, budget)?;
            Ok(MinimalPart { inputs: part.inputs.clone(), families, all })
        };
        Ok(Minimal { parts: self.parts.iter().map(of).collect::<Result<_, _>>()? })
    }
}

impl Minimal<'_> {
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
}

/// Lists sets by their size.
struct Lister<'p> {
    parts: &'p [MinimalPart<'p>],
    /// Which sizes the sets of a family have, a bit for each, part by part.
    sizes: Vec<BTreeMap<u32, u64>>,
}

impl<'p> Lister<'p> {
    fn of(parts: &'p [MinimalPart<'p>]) -> Self {
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
    fn sizes_of(&self, part: &MinimalPart<'_>, literal: u32) -> u64 {
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
