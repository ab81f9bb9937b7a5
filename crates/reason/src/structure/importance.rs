//! How much does each event matter to the whole?

use std::collections::BTreeMap;

use oxidd::bdd::{BDDFunction, BDDManagerRef, new_manager};
use oxidd::{BooleanFunction, Manager, ManagerRef};

use super::asks::constant;
use super::family::{Branch, Families, Family};
use super::minimal::{Minimal, MinimalPart};
use super::modules::Input;
use super::probability::Steps;
use super::solved::Solved;
use super::{Budget, Event, Stopped};

/// How much an event matters, by the measures of reliability engineering.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Importance {
    /// Birnbaum's: how much more probable the whole is if the event happens than if it does not.
    pub birnbaum: f64,
    /// Criticality: the probability, given that the whole holds, that it holds because the event happened: Birnbaum's
    /// times the probability of the event over that of the whole.
    pub criticality: f64,
    /// Fussell and Vesely's: the probability, given that the whole holds, that some minimal cut set with the event has
    /// happened. None where the formula is not coherent.
    pub fussell_vesely: Option<f64>,
}

impl Solved {
    /// Returns how much each event of the formula matters, where each has this probability.
    pub fn importance(
        &self,
        minimal: &Minimal<'_>,
        events: &[f64],
        budget: &Budget<'_>,
    ) -> Result<BTreeMap<Event, Importance>, Stopped> {
        let (values, slopes) = (self.values(events), self.slopes(events));
        let whole = *values.last().expect("the whole is a part");
        let over_whole = |value: f64| if whole > 0.0 { value / whole } else { 0.0 };
        let joined = if self.is_coherent() { Some(self.joined(minimal, events, &values, budget)?) } else { None };
        let of = |(event, birnbaum): (Event, f64)| {
            let probability = events[event.0 as usize];
            let importance = Importance {
                birnbaum,
                criticality: over_whole(birnbaum * probability),
                fussell_vesely: joined.as_ref().map(|joined| over_whole(joined.get(&event).copied().unwrap_or(0.0))),
            };
            (event, importance)
        };
        Ok(slopes.into_iter().map(of).collect())
    }

    /// Returns for each event the probability that some minimal cut set with it has happened.
    fn joined(
        &self,
        minimal: &Minimal<'_>,
        events: &[f64],
        values: &[f64],
        budget: &Budget<'_>,
    ) -> Result<BTreeMap<Event, f64>, Stopped> {
        // A part has no event in common with what stands beside it in a cut set, so the two are independent.
        let (mut ways, mut joined) = (vec![0.0; self.parts.len()], BTreeMap::new());
        *ways.last_mut().expect("the whole is a part") = 1.0;
        for (place, part) in self.parts.iter().enumerate().rev() {
            let beside = beside(&minimal.parts[place], &part.levels(events, values), budget)?;
            for (input, beside) in part.inputs.iter().zip(beside) {
                match input {
                    Input::Event(event) => {
                        joined.insert(*event, ways[place] * beside * events[event.0 as usize]);
                    }
                    Input::Part(below) => ways[*below] = ways[place] * beside,
                }
            }
        }
        Ok(joined)
    }
}

/// Room for so many nodes at first, and so many times the nodes of the family.
const ROOM_FIRST: usize = 1 << 12;
const ROOM_PER_NODE: usize = 8;
/// Where that is not enough, there is so many times the room.
const ROOM_GROWTH: usize = 8;

/// Returns for each input the probability that what stands beside it in some minimal cut set has happened.
fn beside(part: &MinimalPart<'_>, levels: &[f64], budget: &Budget<'_>) -> Result<Vec<f64>, Stopped> {
    let room_max = budget.nodes_max.max(ROOM_FIRST);
    let mut room = (part.families.len() * ROOM_PER_NODE).clamp(ROOM_FIRST, room_max);
    loop {
        match beside_within(part, levels, room, budget) {
            Err(Stopped::Nodes) if room < room_max => room = room.saturating_mul(ROOM_GROWTH).min(room_max),
            other => return other,
        }
    }
}

fn beside_within(
    part: &MinimalPart<'_>,
    levels: &[f64],
    room: usize,
    budget: &Budget<'_>,
) -> Result<Vec<f64>, Stopped> {
    let manager = new_manager(room, room, 1);
    let count = u32::try_from(levels.len()).expect("events have numbers of 32 bits");
    manager.with_manager_exclusive(|manager| manager.add_vars(count));
    let mut unions = Unions { manager: &manager, families: &part.families, known: BTreeMap::new() };
    let mut found = Vec::new();
    for level in 0..count {
        budget.check()?;
        let function = unions.beside(part.all, 2 * level)?;
        found.push(Steps::of(&manager, &function).probability(levels).value);
    }
    Ok(found)
}

/// Functions that hold when all of some set of a family have happened.
struct Unions<'m, 'f> {
    manager: &'m BDDManagerRef,
    families: &'f Families<'f>,
    known: BTreeMap<u32, BDDFunction>,
}

impl Unions<'_, '_> {
    /// Returns the function of the sets that have a literal, without it.
    fn beside(&mut self, family: Family, literal: u32) -> Result<BDDFunction, Stopped> {
        let mut made: BTreeMap<u32, BDDFunction> = BTreeMap::new();
        let mut nodes = Vec::new();
        self.families.visit(family, |node, branch| nodes.push((node, branch)));
        for (node, branch) in nodes {
            let function = if branch.literal > literal {
                constant(self.manager, false)
            } else if branch.literal == literal {
                self.of(branch.with)?
            } else {
                let [with, without] = [branch.with, branch.without]
                    .map(|below| made.get(&below.place()).cloned().unwrap_or_else(|| constant(self.manager, false)));
                self.joined(&branch, &with, &without)?
            };
            made.insert(node.place(), function);
        }
        Ok(made.remove(&family.place()).unwrap_or_else(|| constant(self.manager, false)))
    }

    /// Returns the function of a family.
    fn of(&mut self, family: Family) -> Result<BDDFunction, Stopped> {
        let mut nodes = Vec::new();
        self.families.visit(family, |node, branch| nodes.push((node, branch)));
        for (node, branch) in nodes {
            if !self.known.contains_key(&node.place()) {
                let [with, without] = [branch.with, branch.without].map(|below| self.known_or_constant(below));
                let function = self.joined(&branch, &with, &without)?;
                self.known.insert(node.place(), function);
            }
        }
        Ok(self.known_or_constant(family))
    }

    fn known_or_constant(&self, family: Family) -> BDDFunction {
        self.known.get(&family.place()).cloned().unwrap_or_else(|| constant(self.manager, family == Family::EMPTY_SET))
    }

    fn joined(&self, branch: &Branch, with: &BDDFunction, without: &BDDFunction) -> Result<BDDFunction, Stopped> {
        let event = self.manager.with_manager_shared(|manager| BDDFunction::var(manager, branch.literal / 2));
        event.and_then(|event| event.and(with)).and_then(|with| with.or(without)).map_err(|_| Stopped::Nodes)
    }
}
