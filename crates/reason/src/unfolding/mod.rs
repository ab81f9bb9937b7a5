//! When does a goal come about, as a formula over what may happen?
//!
//! In go a case, a scenario and a goal; out comes a node of a [`Structure`]. Each condition has two sides, as Kleene's
//! logic has them: a formula for when it is true and one for when it is false, and what makes neither hold leaves it
//! unknown. So the formulas have no `not` of their own, and what is asked of them stays exact.
//!
//! Propositions that wait for one another stand in a circle of equations. It is unfolded from nothing for the least fixpoint
//! and from all for the greatest, once for each proposition that closes it and once more, in an order in which all others
//! come behind what they rest on.

mod atoms;

use std::collections::{BTreeMap, BTreeSet};
use std::convert::Infallible;

use casus_claim::{Condition, PropositionId};
use petgraph::algo::kosaraju_scc;
use petgraph::graph::{DiGraph, NodeIndex};

pub(crate) use atoms::{Atoms, Join, Numbered};

use crate::goal::{Goal, Need};
use crate::structure::{Budget, NodeId, Stopped, Structure};
use crate::{Case, Scenario};

/// Who is taken to move.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moves {
    /// Nobody moves first: the least fixpoint.
    NobodyFirst,
    /// All move together: the greatest fixpoint.
    AllTogether,
}

/// What is asked of a condition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Side {
    True,
    False,
}

impl Side {
    fn other(self) -> Self {
        match self {
            Self::True => Self::False,
            Self::False => Self::True,
        }
    }
}

/// A case as formulas over what may happen.
pub(crate) struct Unfolding<'c, A> {
    case: &'c Case,
    scenario: &'c Scenario,
    moves: Moves,
    pub(crate) atoms: A,
    pub(crate) structure: Structure,
    /// When each proposition that others bring about is true.
    values: BTreeMap<PropositionId, NodeId>,
}

impl<'c, A: Atoms> Unfolding<'c, A> {
    pub(crate) fn new(case: &'c Case, scenario: &'c Scenario, moves: Moves, atoms: A) -> Self {
        Self { case, scenario, moves, atoms, structure: Structure::new(), values: BTreeMap::new() }
    }

    /// Returns when a goal comes about.
    pub(crate) fn goal(&mut self, goal: &Goal, budget: &Budget<'_>) -> Result<NodeId, Stopped> {
        let mut asked = Vec::new();
        for need in goal.atoms() {
            match need {
                Need::Proposition(id) => asked.push(id),
                Need::Due { among, .. } => among.iter().for_each(|reference| self.conditions(reference, &mut asked)),
                Need::Sum { of, .. } => of.iter().for_each(|(reference, _)| self.conditions(reference, &mut asked)),
            }
        }
        self.solve(&asked, budget)?;
        self.needed(goal, Side::True, budget)
    }

    fn conditions<'g>(&self, reference: &crate::Reference, asked: &mut Vec<&'g PropositionId>)
    where
        'c: 'g,
    {
        let case: &'c Case = self.case;
        asked.extend(
            case.promise(reference).iter().flat_map(|promise| promise.antecedent.iter()).flat_map(|of| of.atoms()),
        );
    }

    fn needed(&mut self, goal: &Goal, side: Side, budget: &Budget<'_>) -> Result<NodeId, Stopped> {
        self.sided(goal, side, &mut |unfolding, need, side| unfolding.need(need, side, budget))
    }

    fn need(&mut self, need: &Need, side: Side, budget: &Budget<'_>) -> Result<NodeId, Stopped> {
        Ok(match need {
            Need::Proposition(id) => self.proposition(id, side),
            Need::Due { at_least, among } => {
                let due: Vec<NodeId> = among.iter().map(|reference| self.due(reference, side)).collect();
                self.joined(*at_least, due, side)
            }
            Need::Sum { at_least, of } => {
                let due: Vec<(NodeId, u64)> = of.iter().map(|(by, size)| (self.due(by, side), *size)).collect();
                match side {
                    Side::True => self.sum(*at_least, due, budget)?,
                    // It is missed where what is missing leaves too little.
                    Side::False => {
                        let all = due.iter().fold(0_u64, |all, (_, size)| all.saturating_add(*size));
                        match all.checked_sub(*at_least) {
                            Some(spare) => self.sum(spare.saturating_add(1), due, budget)?,
                            None => self.structure.constant(true),
                        }
                    }
                }
            }
        })
    }

    /// Returns when a formula is true, or false, by when its atoms are.
    fn sided<X, E>(
        &mut self,
        formula: &Condition<X>,
        side: Side,
        atom: &mut impl FnMut(&mut Self, &X, Side) -> Result<NodeId, E>,
    ) -> Result<NodeId, E> {
        let (count, of) = match formula {
            Condition::Atom(of) => return atom(self, of, side),
            Condition::Not(part) => return self.sided(part, side.other(), atom),
            Condition::All(of) => (of.len(), of),
            Condition::Any(of) => (1, of),
            Condition::AtLeast { count, of } => (*count, of),
        };
        let of = of.iter().map(|part| self.sided(part, side, atom)).collect::<Result<_, _>>()?;
        Ok(self.joined(count, of, side))
    }

    /// Returns when so many of some are so, or, for the other side, when so many can no longer be.
    fn joined(&mut self, count: usize, of: Vec<NodeId>, side: Side) -> NodeId {
        match side {
            Side::True => self.structure.at_least(count, of),
            Side::False if count == 0 => self.structure.constant(false),
            Side::False => {
                let missing = (of.len() + 1).saturating_sub(count);
                self.structure.at_least(missing, of)
            }
        }
    }

    /// Returns when weights come to so much.
    fn sum(&mut self, at_least: u64, mut of: Vec<(NodeId, u64)>, budget: &Budget<'_>) -> Result<NodeId, Stopped> {
        of.sort_by_key(|(_, weight)| std::cmp::Reverse(*weight));
        // What is still missing, before each weight and behind the last.
        let mut open: Vec<BTreeSet<u64>> = vec![BTreeSet::from([at_least])];
        for (_, weight) in &of {
            budget.check()?;
            let before = open.last().expect("there is one before the first weight");
            let next = before.iter().flat_map(|&missing| [missing, missing.saturating_sub(*weight)]).collect();
            open.push(next);
            if open.iter().map(BTreeSet::len).sum::<usize>() > budget.nodes_max {
                return Err(Stopped::Nodes);
            }
        }
        let mut below: BTreeMap<u64, NodeId> = BTreeMap::new();
        for missing in &open[of.len()] {
            let node = self.structure.constant(*missing == 0);
            below.insert(*missing, node);
        }
        for ((node, weight), open) in of.iter().zip(&open).rev() {
            let mut here = BTreeMap::new();
            for &missing in open {
                let (with, without) = (below[&missing.saturating_sub(*weight)], below[&missing]);
                let with = self.structure.all([*node, with]);
                let either = self.structure.any([with, without]);
                here.insert(missing, if missing == 0 { self.structure.constant(true) } else { either });
            }
            below = here;
        }
        Ok(below[&at_least])
    }

    /// Returns when a promise is due and kept, or when its condition fails or it is not kept.
    fn due(&mut self, reference: &crate::Reference, side: Side) -> NodeId {
        match self.case.place(reference) {
            Some(place) => self.due_at(place, side),
            None => self.structure.constant(side == Side::False),
        }
    }

    fn due_at(&mut self, place: usize, side: Side) -> NodeId {
        let antecedent = self.case.promises()[place].antecedent.as_ref();
        let condition = match antecedent {
            Some(antecedent) => self.formula(antecedent, side),
            None => self.structure.constant(side == Side::True),
        };
        match side {
            Side::True => {
                let kept = self.atoms.kept(&mut self.structure, place);
                self.structure.all([kept, condition])
            }
            Side::False => {
                let broken = self.atoms.broken(&mut self.structure, place);
                self.structure.any([broken, condition])
            }
        }
    }

    fn formula(&mut self, condition: &Condition<PropositionId>, side: Side) -> NodeId {
        let Ok(node) = self
            .sided::<_, Infallible>(condition, side, &mut |unfolding, id, side| Ok(unfolding.proposition(id, side)));
        node
    }

    fn proposition(&mut self, id: &PropositionId, side: Side) -> NodeId {
        if let Some(&value) = self.scenario.get(id) {
            return match (value, side) {
                (true, Side::True) | (false, Side::False) => self.atoms.set(&mut self.structure, id, value),
                _ => self.structure.constant(false),
            };
        }
        if let Some(definition) = self.case.rules().definition(id) {
            return self.formula(definition, side);
        }
        match side {
            Side::True => match self.values.get(id) {
                Some(&node) => node,
                None => self.equation(id),
            },
            Side::False => {
                match self.atoms.join() {
                    Join::Or => {
                        let against = self.given(self.hindrances(id));
                        self.structure.any(against)
                    }
                    // Nobody is taken to force what promises bring about.
                    Join::And => {
                        let sources = self.case.rules().sources(id, true).into_iter();
                        let unforced = self.given(sources.filter(|(id, _)| !self.is_derived(id)).collect());
                        self.structure.all(unforced)
                    }
                }
            }
        }
    }

    fn given(&mut self, of: Vec<(PropositionId, bool)>) -> Vec<NodeId> {
        let unset = of.into_iter().filter(|(id, _)| !self.scenario.contains_key(id)).collect::<Vec<_>>();
        unset
            .into_iter()
            .map(|(id, value)| {
                let is_derived = self.is_derived(&id);
                self.atoms.given(&mut self.structure, &id, value, is_derived)
            })
            .collect()
    }

    /// Returns whether live promises bring a proposition about, or one of its parts.
    fn is_derived(&self, id: &PropositionId) -> bool {
        !self.case.bringing(id).is_empty()
    }

    /// Returns when an undefined proposition is true that the scenario leaves unset, of the values of others so far.
    fn equation(&mut self, id: &PropositionId) -> NodeId {
        let case = self.case;
        let mut ways: Vec<NodeId> = case.bringing(id).iter().map(|place| self.due_at(*place, Side::True)).collect();
        let parts: Vec<&PropositionId> = case.rules().parts(id).collect();
        ways.extend(parts.iter().map(|part| self.proposition(part, Side::True)).collect::<Vec<_>>());
        match self.atoms.join() {
            Join::Or => {
                let derived = self.structure.any(ways);
                let against = self.given(self.hindrances(id));
                let hindered = self.structure.any(against);
                let free = self.structure.not(hindered);
                let derived = self.structure.all([derived, free]);
                let mut all = self.given(case.rules().sources(id, true).into_iter().collect());
                all.push(derived);
                self.structure.any(all)
            }
            Join::And => {
                let against = case.rules().sources(id, false).into_iter();
                let mut all = self.given(against.filter(|(id, value)| !value || !self.is_derived(id)).collect());
                if self.is_derived(id) {
                    all.push(self.structure.any(ways));
                }
                self.structure.all(all)
            }
        }
    }

    /// Returns the settings that keep promises from bringing a proposition about, apart from such as nobody is taken to make.
    fn hindrances(&self, id: &PropositionId) -> Vec<(PropositionId, bool)> {
        let sources = self.case.rules().sources(id, false).into_iter();
        sources.filter(|(id, value)| *value || !self.is_derived(id)).collect()
    }

    /// Works out the values of all propositions on which some rest.
    fn solve(&mut self, asked: &[&PropositionId], budget: &Budget<'_>) -> Result<(), Stopped> {
        let mut graph: DiGraph<PropositionId, ()> = DiGraph::new();
        let mut known: BTreeMap<PropositionId, NodeIndex> = BTreeMap::new();
        let mut new: Vec<PropositionId> = asked.iter().map(|id| (*id).clone()).collect();
        let mut edges: Vec<(PropositionId, PropositionId)> = Vec::new();
        while let Some(id) = new.pop() {
            if known.contains_key(&id) || self.values.contains_key(&id) {
                continue;
            }
            known.insert(id.clone(), graph.add_node(id.clone()));
            if self.scenario.contains_key(&id) {
                continue;
            }
            for below in self.rests_on(&id) {
                edges.push((id.clone(), below.clone()));
                new.push(below.clone());
            }
        }
        for (from, to) in edges {
            if let (Some(&from), Some(&to)) = (known.get(&from), known.get(&to)) {
                graph.add_edge(from, to, ());
            }
        }
        // Each circle comes behind those that it rests on.
        for circle in kosaraju_scc(&graph) {
            let is_own =
                |id: &&PropositionId| !self.scenario.contains_key(*id) && self.case.rules().definition(id).is_none();
            let is_circle = circle.len() > 1 || circle.iter().any(|at| graph.contains_edge(*at, *at));
            let Order { nodes, sweeps_max } = if is_circle { order(&graph, &circle) } else { Order::of_one(circle[0]) };
            let ids: Vec<&PropositionId> = nodes.iter().map(|at| &graph[*at]).filter(is_own).collect();
            if is_circle {
                let start = self.structure.constant(self.moves == Moves::AllTogether);
                self.values.extend(ids.iter().map(|id| ((*id).clone(), start)));
            }
            for _ in 0..sweeps_max {
                budget.check()?;
                if self.structure.len() > budget.nodes_max {
                    return Err(Stopped::Nodes);
                }
                let mut is_done = true;
                for id in &ids {
                    let node = self.equation(id);
                    is_done &= self.values.insert((*id).clone(), node) == Some(node);
                }
                if is_done {
                    break;
                }
            }
        }
        Ok(())
    }

    /// Returns the propositions whose values a proposition's own may rest on.
    fn rests_on(&self, id: &PropositionId) -> Vec<&'c PropositionId> {
        let case: &'c Case = self.case;
        let promises = case.bringing(id).iter().map(|place| &case.promises()[*place]);
        let conditions = promises.flat_map(|promise| promise.antecedent.iter()).flat_map(|condition| condition.atoms());
        case.rules().rests_on(id).into_iter().chain(conditions).collect()
    }
}

/// In which order the equations of a circle are gone through, and how often.
struct Order {
    nodes: Vec<NodeIndex>,
    sweeps_max: usize,
}

impl Order {
    fn of_one(node: NodeIndex) -> Self {
        Self { nodes: vec![node], sweeps_max: 1 }
    }
}

/// Orders a circle so that each proposition comes behind those that it rests on, but for the few that close the circle.
///
/// A walk by depth meets those again on its way. With each sweep one of them at least settles for good, and one more sweep
/// settles the rest: for whatever happens, their values only rise, or only fall, and all others hang on them alone.
fn order(graph: &DiGraph<PropositionId, ()>, circle: &[NodeIndex]) -> Order {
    let within: BTreeSet<NodeIndex> = circle.iter().copied().collect();
    let first = circle.iter().copied().min_by_key(|at| &graph[*at]).expect("a circle has a node");
    let below = |at: NodeIndex| {
        let mut below: Vec<NodeIndex> = graph.neighbors(at).filter(|on| within.contains(on)).collect();
        below.sort_by_key(|on| std::cmp::Reverse(&graph[*on]));
        below
    };
    let (mut nodes, mut closing) = (Vec::new(), BTreeSet::new());
    let (mut met, mut on_way) = (BTreeSet::from([first]), BTreeSet::from([first]));
    let mut way = vec![(first, below(first))];
    while let Some((at, left)) = way.last_mut() {
        match left.pop() {
            Some(on) if on_way.contains(&on) => {
                closing.insert(on);
            }
            Some(on) if met.insert(on) => {
                on_way.insert(on);
                way.push((on, below(on)));
            }
            Some(_) => {}
            None => {
                on_way.remove(at);
                nodes.push(*at);
                way.pop();
            }
        }
    }
    Order { nodes, sweeps_max: closing.len() + 1 }
}
