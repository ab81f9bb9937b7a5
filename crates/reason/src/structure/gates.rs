//! What are the minimal cut sets, worked out gate by gate, without a decision diagram of the formula?
//!
//! A second way to what [`Solved::minimal`](super::Solved::minimal) finds, so that each can be held against the other. It
//! goes through a coherent formula from the bottom up and makes the minimal cut sets of each node from those of the nodes
//! below it: their union for an `any`, their product for an `all`, and after each step only the minimal ones are left. The
//! sets are kept as zero-suppressed diagrams (S. Minato, 1993; A. Rauzy, “Mathematical foundations of minimal cutsets”,
//! IEEE Transactions on Reliability 50, 2001). The formula's diagram has no part in it, its modules have.

use hashbrown::HashMap;

use super::family::{Branch, Families, Family};
use super::minimal::{Minimal, MinimalPart};
use super::modules::{Input, Part, parts};
use super::order::Rule;
use super::{Budget, Node, NodeId, Stopped, Structure};

/// Room for so many nodes at first.
const ROOM_FIRST: usize = 1 << 20;
/// Then for so many times as many.
const ROOM_GROWTH: usize = 8;

impl Structure {
    /// Finds the minimal cut sets of a formula gate by gate; none where something in it is denied.
    pub fn minimal_by_gates<'b>(&self, top: NodeId, budget: &'b Budget<'b>) -> Result<Option<Minimal<'b>>, Stopped> {
        let (structure, top) = self.flattened(top);
        let mut minimal = Minimal { parts: Vec::new() };
        for part in parts(&structure, top) {
            let Some(of_part) = part.structure.of_part_by_gates(&part, budget)? else { return Ok(None) };
            minimal.parts.push(of_part);
        }
        Ok(Some(minimal))
    }

    fn of_part_by_gates<'b>(&self, part: &Part, budget: &'b Budget<'b>) -> Result<Option<MinimalPart<'b>>, Stopped> {
        let mut room = ROOM_FIRST.min(budget.nodes_max);
        loop {
            for rule in Rule::ALL {
                match self.gates_in_order(part, rule, room, budget) {
                    Err(Stopped::Nodes) => {}
                    other => return other,
                }
            }
            if room >= budget.nodes_max {
                return Err(Stopped::Nodes);
            }
            room = room.saturating_mul(ROOM_GROWTH).min(budget.nodes_max);
        }
    }

    fn gates_in_order<'b>(
        &self,
        part: &Part,
        rule: Rule,
        room: usize,
        budget: &'b Budget<'b>,
    ) -> Result<Option<MinimalPart<'b>>, Stopped> {
        let top = part.top;
        let order = rule.order(self, top);
        let inputs: Vec<Input> = order.iter().map(|event| part.inputs[event.0 as usize]).collect();
        let places: HashMap<_, u32> = order.into_iter().zip(0..).collect();
        let mut algebra = Algebra { families: Families::new(budget), room, known: HashMap::new() };
        let mut made = vec![Family::NONE; top.at() + 1];
        for node in self.reached(top) {
            budget.check()?;
            made[node.at()] = match &self.nodes[node.at()] {
                Node::Constant(holds) => {
                    if *holds {
                        Family::EMPTY_SET
                    } else {
                        Family::NONE
                    }
                }
                // A literal that is affirmed has an even number.
                Node::Event(event) => algebra.join(2 * places[event], Family::EMPTY_SET, Family::NONE)?,
                Node::Not(_) => return Ok(None),
                Node::Any(of) => algebra.folded(of, &made, Family::NONE, Step::Either)?,
                Node::All(of) => algebra.folded(of, &made, Family::EMPTY_SET, Step::Both)?,
                Node::AtLeast { count, of } => algebra.at_least(*count, of, &made)?,
            };
        }
        let all = made[top.at()];
        Ok(Some(MinimalPart { inputs, families: algebra.families, all }))
    }
}

/// What is made of two families of which each has minimal sets only.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Step {
    /// The minimal ones among the sets of both.
    Either,
    /// The minimal ones among the sets that join one of each.
    Both,
    /// The sets of the first that have no set of the second in them.
    Without,
}

struct Algebra<'b> {
    families: Families<'b>,
    room: usize,
    known: HashMap<(Step, Family, Family), Family>,
}

impl Algebra<'_> {
    fn folded(&mut self, of: &[NodeId], made: &[Family], start: Family, step: Step) -> Result<Family, Stopped> {
        of.iter().try_fold(start, |so_far, node| self.step(step, made[node.at()], so_far))
    }

    /// Goes through the nodes one by one, and knows for each number up to the wanted one what makes that many hold.
    fn at_least(&mut self, count: usize, of: &[NodeId], made: &[Family]) -> Result<Family, Stopped> {
        let mut held = vec![Family::NONE; count + 1];
        held[0] = Family::EMPTY_SET;
        for node in of {
            for number in (1..=count).rev() {
                let one_more = self.step(Step::Both, made[node.at()], held[number - 1])?;
                held[number] = self.step(Step::Either, one_more, held[number])?;
            }
        }
        Ok(held[count])
    }

    fn step(&mut self, step: Step, one: Family, other: Family) -> Result<Family, Stopped> {
        match step {
            Step::Either => self.either(one, other),
            Step::Both => self.both(one, other),
            Step::Without => self.without(one, other),
        }
    }

    fn either(&mut self, one: Family, other: Family) -> Result<Family, Stopped> {
        match (one, other) {
            _ if one == other => return Ok(one),
            (Family::NONE, rest) | (rest, Family::NONE) => return Ok(rest),
            // Nothing is as small as the empty set.
            (Family::EMPTY_SET, _) | (_, Family::EMPTY_SET) => return Ok(Family::EMPTY_SET),
            _ => {}
        }
        self.remembered(Step::Either, one.min(other), one.max(other), |algebra, one, other| {
            let Pair { literal, one, other } = algebra.pair(one, other);
            let without = algebra.either(one.without, other.without)?;
            let with = algebra.either(one.with, other.with)?;
            let with = algebra.without(with, without)?;
            algebra.join(literal, with, without)
        })
    }

    fn both(&mut self, one: Family, other: Family) -> Result<Family, Stopped> {
        match (one, other) {
            // Every set of a family joined with itself has that set in it.
            _ if one == other => return Ok(one),
            (Family::NONE, _) | (_, Family::NONE) => return Ok(Family::NONE),
            (Family::EMPTY_SET, rest) | (rest, Family::EMPTY_SET) => return Ok(rest),
            _ => {}
        }
        self.remembered(Step::Both, one.min(other), one.max(other), |algebra, one, other| {
            let Pair { literal, one, other } = algebra.pair(one, other);
            let without = algebra.both(one.without, other.without)?;
            let any_other = algebra.either(other.with, other.without)?;
            let (ours, theirs) = (algebra.both(one.with, any_other)?, algebra.both(one.without, other.with)?);
            let with = algebra.either(ours, theirs)?;
            let with = algebra.without(with, without)?;
            algebra.join(literal, with, without)
        })
    }

    fn without(&mut self, one: Family, other: Family) -> Result<Family, Stopped> {
        match (one, other) {
            _ if one == other => return Ok(Family::NONE),
            (Family::NONE, _) | (_, Family::EMPTY_SET) => return Ok(Family::NONE),
            // A family that does not consist of the empty set alone has it not, since it is minimal.
            (_, Family::NONE) | (Family::EMPTY_SET, _) => return Ok(one),
            _ => {}
        }
        self.remembered(Step::Without, one, other, |algebra, one, other| {
            let Pair { literal, one, other } = algebra.pair(one, other);
            let with = algebra.without(one.with, other.without)?;
            let with = algebra.without(with, other.with)?;
            let without = algebra.without(one.without, other.without)?;
            algebra.join(literal, with, without)
        })
    }

    fn remembered(
        &mut self,
        step: Step,
        one: Family,
        other: Family,
        make: impl Fn(&mut Self, Family, Family) -> Result<Family, Stopped>,
    ) -> Result<Family, Stopped> {
        let key = (step, one, other);
        if let Some(&known) = self.known.get(&key) {
            return Ok(known);
        }
        let made = make(self, one, other)?;
        self.known.insert(key, made);
        Ok(made)
    }

    /// Returns two families by the first literal that either branches at.
    fn pair(&self, one: Family, other: Family) -> Pair {
        let literal_of = |family| self.families.branch(family).map_or(u32::MAX, |branch| branch.literal);
        let literal = literal_of(one).min(literal_of(other));
        let at = |family| match self.families.branch(family) {
            Some(branch) if branch.literal == literal => branch,
            _ => Branch { literal, with: Family::NONE, without: family },
        };
        Pair { literal, one: at(one), other: at(other) }
    }

    fn join(&mut self, literal: u32, with: Family, without: Family) -> Result<Family, Stopped> {
        if self.families.len() >= self.room {
            return Err(Stopped::Nodes);
        }
        self.families.join(Branch { literal, with, without })
    }
}

/// Two families at one literal.
struct Pair {
    literal: u32,
    one: Branch,
    other: Branch,
}
