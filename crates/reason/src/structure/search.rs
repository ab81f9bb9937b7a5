//! Which minimal sets can be found where a diagram would be too large?
//!
//! A solver of propositional formulas (`batsat`) looks for a set of events with which a formula holds; events that can be
//! spared are taken out of it one by one, and what is left is blocked, together with all that holds more. So each set found
//! is minimal, and where the solver finds no further one, all have been.

use std::collections::BTreeSet;

use batsat::{BasicSolver, Lit, SolverInterface, Var, lbool};

use super::{Budget, Event, Node, NodeId, Stopped, Structure};

/// Minimal sets that were found one by one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Searched {
    /// The sets, those of the fewest events first.
    pub sets: Vec<BTreeSet<Event>>,
    /// Whether there are no others.
    pub is_all: bool,
}

impl Structure {
    /// Looks for minimal sets of events with which a formula without a `not` holds, until so many are found or the budget
    /// is used up. Returns none where the formula has a `not`.
    pub fn search(&self, top: NodeId, sets_max: usize, budget: &Budget<'_>) -> Option<Searched> {
        let reached = self.reached(top);
        let is_plain = |node: &NodeId| !matches!(self.nodes[node.at()], Node::Not(_));
        if !reached.iter().all(is_plain) {
            return None;
        }
        let mut solver = BasicSolver::default();
        // Nothing is taken to happen without need, so that what is found has little to spare.
        let mut nodes: Vec<Option<Lit>> = vec![None; top.at() + 1];
        let mut events: Vec<(Event, Var)> = Vec::new();
        for &node in &reached {
            let var = solver.new_var(lbool::FALSE, true);
            nodes[node.at()] = Some(Lit::new(var, true));
            if let Node::Event(event) = self.nodes[node.at()] {
                events.push((event, var));
            }
        }
        let of = |node: NodeId| nodes[node.at()].expect("what is below a node is reached before it");
        for &node in &reached {
            if budget.check().is_err() {
                return Some(Searched { sets: Vec::new(), is_all: false });
            }
            self.assert(node, &of, &mut solver);
        }
        solver.add_clause_reuse(&mut vec![of(top)]);
        let mut found = Searched { sets: Vec::new(), is_all: false };
        while found.sets.len() < sets_max && budget.check().is_ok() {
            if solver.solve_limited(&[]) != lbool::TRUE {
                found.is_all = true;
                break;
            }
            let happening: BTreeSet<Event> = events
                .iter()
                .filter(|(_, var)| solver.value_var(*var) == lbool::TRUE)
                .map(|(event, _)| *event)
                .collect();
            let Ok(set) = self.spared(&reached, top, happening, budget) else { break };
            let blocked = events.iter().filter(|(event, _)| set.contains(event)).map(|(_, var)| Lit::new(*var, false));
            solver.add_clause_reuse(&mut blocked.collect());
            found.sets.push(set);
        }
        found.sets.sort_by(|one, other| one.len().cmp(&other.len()).then_with(|| one.cmp(other)));
        Some(found)
    }

    /// Says that a node holds only if those below it do; the other way round nothing need be said where nothing is denied.
    fn assert(&self, node: NodeId, of: &impl Fn(NodeId) -> Lit, solver: &mut BasicSolver) {
        let own = of(node);
        let mut say = |clause: Vec<Lit>| {
            solver.add_clause_reuse(&mut { clause });
        };
        match &self.nodes[node.at()] {
            Node::Event(_) | Node::Not(_) | Node::Constant(true) => {}
            Node::Constant(false) => say(vec![!own]),
            Node::All(below) => below.iter().for_each(|below| say(vec![!own, of(*below)])),
            Node::Any(below) => say(std::iter::once(!own).chain(below.iter().map(|below| of(*below))).collect()),
            Node::AtLeast { count, of: below } => {
                // At the nth place: that so many of those up to there hold.
                let mut before: Vec<Lit> = Vec::new();
                for (place, part) in below.iter().enumerate() {
                    let here: Vec<Lit> = (0..(place + 1).min(*count))
                        .map(|_| Lit::new(solver.new_var(lbool::FALSE, true), true))
                        .collect();
                    for (fewer, reached) in here.iter().enumerate() {
                        let mut with = vec![!*reached, of(*part)];
                        with.extend(before.get(fewer));
                        solver.add_clause_reuse(&mut with);
                        if fewer > 0 {
                            let mut without = vec![!*reached];
                            without.extend(before.get(fewer));
                            without.extend(before.get(fewer - 1));
                            solver.add_clause_reuse(&mut without);
                        }
                    }
                    before = here;
                }
                let reached = before.get(count - 1).copied();
                solver.add_clause_reuse(&mut std::iter::once(!own).chain(reached).collect());
            }
        }
    }

    /// Takes events out of a set one by one, as long as the formula holds without them.
    fn spared(
        &self,
        reached: &[NodeId],
        top: NodeId,
        mut set: BTreeSet<Event>,
        budget: &Budget<'_>,
    ) -> Result<BTreeSet<Event>, Stopped> {
        let all: Vec<Event> = set.iter().copied().collect();
        for event in all {
            budget.check()?;
            set.remove(&event);
            if !self.holds(reached, top, &set) {
                set.insert(event);
            }
        }
        Ok(set)
    }

    /// Returns whether a formula holds when these events happen and no others.
    fn holds(&self, reached: &[NodeId], top: NodeId, happening: &BTreeSet<Event>) -> bool {
        let mut holds = vec![false; top.at() + 1];
        for node in reached {
            holds[node.at()] = match &self.nodes[node.at()] {
                Node::Constant(it) => *it,
                Node::Event(event) => happening.contains(event),
                Node::Not(of) => !holds[of.at()],
                Node::All(of) => of.iter().all(|of| holds[of.at()]),
                Node::Any(of) => of.iter().any(|of| holds[of.at()]),
                Node::AtLeast { count, of } => of.iter().filter(|of| holds[of.at()]).count() >= *count,
            };
        }
        holds[top.at()]
    }
}
