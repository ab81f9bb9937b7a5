//! Who waits for whom in a circle, and whose first move would end it?

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use casus_claim::{Condition, PropositionId};
use petgraph::algo::kosaraju_scc;
use petgraph::graph::{DiGraph, NodeIndex};

use crate::case::rested_on;
use crate::fixpoint::World;
use crate::goal::Goal;
use crate::sets::{Sets, Setting, suffices};
use crate::structure::{Budget, Stopped};
use crate::{Case, Need, Reference, Scenario, Truth};

/// Promises that wait for one another: what they bring about comes true if all move together, and not if nobody moves
/// first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deadlock {
    /// What would come about, sorted.
    pub propositions: BTreeSet<PropositionId>,
    /// The promises that bring it about, sorted.
    pub promises: BTreeSet<Reference>,
    /// A shortest circle: each promise waits on the proposition that the one behind it brings about, and the last on that
    /// of the first.
    pub circle: Vec<Wait>,
}

/// A promise of a circle.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wait {
    /// The promise.
    pub promise: Reference,
    /// What it brings about.
    pub brings_about: PropositionId,
    /// What it waits on that the next one brings about.
    pub waits_on: PropositionId,
}

/// Finds the circles in which promises wait for one another, apart from what they wait on besides: what nobody has set and
/// no promise brings about is taken to go well.
pub fn deadlocks(case: &Case, scenario: &Scenario) -> Vec<Deadlock> {
    let hoped = hopeful(case, scenario, None);
    let (least, greatest) = (World::least(case, &hoped), World::greatest(case, &hoped));
    let gap: BTreeSet<&PropositionId> = case
        .brought_about()
        .map(|(id, _)| id)
        .filter(|id| greatest.of(id) == Truth::True && least.of(id) != Truth::True)
        .collect();
    let mut graph: DiGraph<&PropositionId, ()> = DiGraph::new();
    let nodes: BTreeMap<&PropositionId, NodeIndex> = gap.iter().map(|id| (*id, graph.add_node(*id))).collect();
    let mut waits: BTreeMap<&PropositionId, Vec<(usize, &PropositionId)>> = BTreeMap::new();
    for id in &gap {
        for &place in case.bringing(id) {
            let promise = &case.promises()[place];
            // A promise that could not come to be due even then has no part in the circle.
            if greatest.antecedent(promise.antecedent.as_ref()) != Truth::True {
                continue;
            }
            for on in rested_on(promise.antecedent.as_ref(), case.rules()) {
                if let Some((&on, &to)) = nodes.get_key_value(on) {
                    graph.add_edge(nodes[id], to, ());
                    waits.entry(id).or_default().push((place, on));
                }
            }
        }
    }
    let mut found: Vec<Deadlock> = kosaraju_scc(&graph)
        .into_iter()
        .filter(|circle| circle.len() > 1 || graph.contains_edge(circle[0], circle[0]))
        .map(|circle| {
            let within: BTreeSet<&PropositionId> = circle.iter().map(|at| graph[*at]).collect();
            deadlock(case, &within, &waits)
        })
        .collect();
    found.sort_by(|one, other| one.propositions.cmp(&other.propositions));
    found
}

/// Returns the smallest sets of unconditional first moves that end a circle: with each of them everything in it comes about.
pub fn first_moves(
    case: &Case,
    scenario: &Scenario,
    deadlock: &Deadlock,
    sets_max: usize,
    budget: &Budget<'_>,
) -> Result<Sets<Setting>, Stopped> {
    let all = deadlock.propositions.iter().map(|id| Condition::Atom(Need::Proposition(id.clone()))).collect();
    moves_for(case, scenario, &Goal::All(all), sets_max, budget)
}

/// Returns the smallest sets of unconditional first moves by which a goal comes about, where what nobody has set and no
/// promise brings about goes well.
pub fn moves_for(
    case: &Case,
    scenario: &Scenario,
    goal: &Goal,
    sets_max: usize,
    budget: &Budget<'_>,
) -> Result<Sets<Setting>, Stopped> {
    suffices(case, &hopeful(case, scenario, Some(goal)), goal, sets_max, budget)
}

/// Returns a scenario in which what nobody has set and no promise brings about goes well: it is true, unless conditions
/// ask only for its contrary.
pub(crate) fn hopeful<'c>(case: &'c Case, scenario: &Scenario, goal: Option<&'c Goal>) -> Scenario {
    let mut signs = Signs { case, affirmed: BTreeSet::new(), denied: BTreeSet::new() };
    case.promises().iter().filter_map(|promise| promise.antecedent.as_ref()).for_each(|of| signs.condition(of, true));
    if let Some(goal) = goal {
        signed(goal, true, &mut |need, is_affirmed| {
            if let Need::Proposition(id) = need {
                signs.proposition(id, is_affirmed);
            }
        });
    }
    let Signs { affirmed, denied, .. } = signs;
    let mut hoped = scenario.clone();
    let values = affirmed.iter().map(|id| (*id, true)).chain(denied.difference(&affirmed).map(|id| (*id, false)));
    for (id, value) in values {
        let is_open = case.bringing(id).is_empty() && case.rules().definition(id).is_none();
        if !is_open || hoped.contains_key(id) {
            continue;
        }
        // Of two that go against one another, the first goes well.
        if let Some(added) = case.rules().added(&hoped, [(id.clone(), value)]) {
            hoped.extend(added);
        }
    }
    hoped
}

/// What is asked to be true, and what to be false.
struct Signs<'c> {
    case: &'c Case,
    affirmed: BTreeSet<&'c PropositionId>,
    denied: BTreeSet<&'c PropositionId>,
}

impl<'c> Signs<'c> {
    fn condition(&mut self, condition: &'c Condition<PropositionId>, is_affirmed: bool) {
        signed(condition, is_affirmed, &mut |id, is_affirmed| self.proposition(id, is_affirmed));
    }

    fn proposition(&mut self, id: &'c PropositionId, is_affirmed: bool) {
        match self.case.rules().definition(id) {
            Some(definition) => self.condition(definition, is_affirmed),
            None if is_affirmed => {
                self.affirmed.insert(id);
            }
            None => {
                self.denied.insert(id);
            }
        }
    }
}

/// Goes through the atoms of a formula, with whether each is asked to be so or not to be.
fn signed<'c, A>(formula: &'c Condition<A>, is_affirmed: bool, see: &mut impl FnMut(&'c A, bool)) {
    match formula {
        Condition::Not(part) => signed(part, !is_affirmed, see),
        Condition::All(parts) | Condition::Any(parts) | Condition::AtLeast { of: parts, .. } => {
            parts.iter().for_each(|part| signed(part, is_affirmed, see));
        }
        Condition::Atom(atom) => see(atom, is_affirmed),
    }
}

fn deadlock(
    case: &Case,
    within: &BTreeSet<&PropositionId>,
    waits: &BTreeMap<&PropositionId, Vec<(usize, &PropositionId)>>,
) -> Deadlock {
    let of = |id: &PropositionId| waits.get(id).into_iter().flatten().filter(|(_, on)| within.contains(on));
    let promises = within.iter().flat_map(|id| of(id)).map(|(place, _)| case.promises()[*place].reference.clone());
    Deadlock {
        propositions: within.iter().map(|id| (*id).clone()).collect(),
        promises: promises.collect(),
        circle: shortest(case, within, &of),
    }
}

/// Returns a shortest circle within some propositions: by breadth from each of them, the first that comes back soonest.
fn shortest<'w, I: Iterator<Item = &'w (usize, &'w PropositionId)>>(
    case: &Case,
    within: &BTreeSet<&'w PropositionId>,
    of: &impl Fn(&PropositionId) -> I,
) -> Vec<Wait> {
    let mut best: Vec<Wait> = Vec::new();
    for &start in within {
        let mut from: BTreeMap<&PropositionId, (&PropositionId, usize)> = BTreeMap::new();
        let mut queue = VecDeque::from([start]);
        'search: while let Some(id) = queue.pop_front() {
            for &(place, on) in of(id) {
                if on == start {
                    let mut circle = vec![wait(case, place, id, on)];
                    let mut at = id;
                    while at != start {
                        let (before, place) = from[at];
                        circle.push(wait(case, place, before, at));
                        at = before;
                    }
                    circle.reverse();
                    if best.is_empty() || circle.len() < best.len() {
                        best = circle;
                    }
                    break 'search;
                }
                if !from.contains_key(on) {
                    from.insert(on, (id, place));
                    queue.push_back(on);
                }
            }
        }
    }
    best
}

fn wait(case: &Case, place: usize, brings_about: &PropositionId, waits_on: &PropositionId) -> Wait {
    Wait {
        promise: case.promises()[place].reference.clone(),
        brings_about: brings_about.clone(),
        waits_on: waits_on.clone(),
    }
}
