//! How probable is a goal, where people say how probable its conditions are?
//!
//! Propositions that no promise brings about are independent events; those that promises bring about come about through
//! these, and of their own accord only where somebody gives a probability for that. What goes against the rules of the
//! dossier is left out, and the rest weighed anew.

use std::collections::{BTreeMap, BTreeSet};

use casus_claim::PropositionId;

use crate::goal::Goal;
use crate::sets::{Setting, failing};
use crate::structure::{Budget, Event, Importance, NodeId, Solved, Stopped, Structure};
use crate::unfolding::{Atoms, Join, Moves, Numbered, Unfolding};
use crate::{Case, Scenario};

/// So many events whose part in a formula is not plain are tried at both ends of their intervals.
const TRIED_MAX: usize = 12;

/// A probability, or the least and the most that it may be.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    /// The least.
    pub least: f64,
    /// The most.
    pub most: f64,
}

impl Interval {
    /// What nobody has said anything about.
    pub const UNKNOWN: Self = Self { least: 0.0, most: 1.0 };

    /// Returns a probability that is known.
    pub fn exactly(value: f64) -> Self {
        Self { least: value, most: value }
    }

    fn middle(self) -> f64 {
        f64::midpoint(self.least, self.most)
    }
}

/// How probable a goal is.
#[derive(Clone, Debug, PartialEq)]
pub struct Chance {
    /// The probability, or what it lies between.
    pub probability: Interval,
    /// Whether the ends are reached; otherwise the probability lies within them.
    pub is_sharp: bool,
    /// How far the probability moves with each proposition, the farthest first: the data of a tornado diagram.
    pub swings: Vec<Swing>,
}

/// How far a probability moves when that of one proposition goes from one end of its interval to the other, all others
/// being in the middle of theirs; of a proposition whose probability is known, from impossible to certain.
#[derive(Clone, Debug, PartialEq)]
pub struct Swing {
    /// The proposition.
    pub proposition: PropositionId,
    /// The probability of the proposition.
    pub given: Interval,
    /// The probability of the goal at the lower end.
    pub at_least: f64,
    /// The probability of the goal at the upper end.
    pub at_most: f64,
}

impl Swing {
    /// Returns the lower probability of the proposition that was tried.
    pub fn from(&self) -> f64 {
        if self.given.least < self.given.most { self.given.least } else { 0.0 }
    }

    /// Returns the higher probability of the proposition that was tried.
    pub fn to(&self) -> f64 {
        if self.given.least < self.given.most { self.given.most } else { 1.0 }
    }
}

/// Returns how probable a goal is when nobody moves first, or when all move together.
pub fn chance(
    case: &Case,
    scenario: &Scenario,
    goal: &Goal,
    given: &BTreeMap<PropositionId, Interval>,
    moves: Moves,
    budget: &Budget<'_>,
) -> Result<Chance, Stopped> {
    let atoms = Chances { given, events: Numbered::new() };
    let mut unfolding = Unfolding::new(case, scenario, moves, atoms);
    let top = unfolding.goal(goal, budget)?;
    let Unfolding { mut structure, mut atoms, .. } = unfolding;
    let possible = possible(case, scenario, &mut structure, &mut atoms);
    let both = structure.all([top, possible]);
    let (of_both, of_possible) = (Part::of(&structure, both, budget)?, Part::of(&structure, possible, budget)?);
    let ids: Vec<PropositionId> = atoms.events.things().to_vec();
    let intervals: Vec<Interval> = ids.iter().map(|id| given.get(id).copied().unwrap_or(Interval::UNKNOWN)).collect();
    let at = |point: &[f64]| {
        let weight = of_possible.probability(point);
        if weight > 0.0 { of_both.probability(point) / weight } else { 0.0 }
    };
    let (probability, is_sharp) = if of_possible.is_constant() {
        ends(&structure, both, &intervals, &at)
    } else {
        vertices(&intervals, (0..ids.len()).collect(), &vec![0.0; ids.len()], &at)
    };
    let middle: Vec<f64> = intervals.iter().map(|interval| interval.middle()).collect();
    let swing = |(event, interval): (usize, &Interval)| {
        let with = |value: f64| {
            let mut point = middle.clone();
            point[event] = value;
            at(&point)
        };
        let mut swing = Swing { proposition: ids[event].clone(), given: *interval, at_least: 0.0, at_most: 0.0 };
        (swing.at_least, swing.at_most) = (with(swing.from()), with(swing.to()));
        swing
    };
    let mut swings: Vec<Swing> = intervals.iter().enumerate().map(swing).collect();
    let width = |swing: &Swing| (swing.at_most - swing.at_least).abs();
    swings.sort_by(|one, other| {
        width(other).total_cmp(&width(one)).then_with(|| one.proposition.cmp(&other.proposition))
    });
    Ok(Chance { probability, is_sharp, swings })
}

/// How much a setting matters to the failure of a goal.
#[derive(Clone, Debug, PartialEq)]
pub struct Weight {
    /// The setting that would speak against the goal.
    pub setting: Setting,
    /// How probable that setting is taken to be.
    pub probability: f64,
    /// Its importance.
    pub importance: Importance,
}

/// Returns how much each setting matters that may sink a goal, the most critical first.
///
/// A proposition is false with the probability that is left of its own, that in the middle of an interval; where none is
/// given, it is one half, so that Birnbaum's importance is the structural one.
pub fn weights(
    case: &Case,
    scenario: &Scenario,
    goal: &Goal,
    given: &BTreeMap<PropositionId, Interval>,
    budget: &Budget<'_>,
) -> Result<Vec<Weight>, Stopped> {
    let (structure, top, events) = failing(case, scenario, goal, budget)?;
    if structure.as_constant(top).is_some() {
        return Ok(Vec::new());
    }
    let of = |setting: &Setting| {
        let is_true = given.get(&setting.proposition).copied().unwrap_or(Interval::UNKNOWN).middle();
        if setting.value { is_true } else { 1.0 - is_true }
    };
    let probabilities: Vec<f64> = events.things().iter().map(of).collect();
    let solved = Solved::of(&structure, top, budget)?;
    let minimal = solved.minimal(budget)?;
    let importance = solved.importance(&minimal, &probabilities, budget)?;
    let weight = |(event, importance): (Event, Importance)| Weight {
        setting: events.thing(event).clone(),
        probability: probabilities[event.0 as usize],
        importance,
    };
    let mut weights: Vec<Weight> = importance.into_iter().map(weight).collect();
    weights.sort_by(|one, other| {
        let criticality = |weight: &Weight| weight.importance.criticality;
        criticality(other).total_cmp(&criticality(one)).then_with(|| one.setting.cmp(&other.setting))
    });
    Ok(weights)
}

/// Returns when no rule of the dossier is gone against that bears on the propositions that are asked about.
fn possible(case: &Case, scenario: &Scenario, structure: &mut Structure, atoms: &mut Chances<'_>) -> NodeId {
    let is_event = |id: &&PropositionId| {
        let is_open = !scenario.contains_key(*id) && case.rules().definition(id).is_none();
        is_open && (atoms.given.contains_key(*id) || case.bringing(id).is_empty())
    };
    let sets: Vec<Vec<&PropositionId>> =
        case.rules().incompatible().iter().map(|set| set.iter().filter(is_event).collect()).collect();
    // What is incompatible with something that is asked about is asked about too.
    let mut asked: BTreeSet<&PropositionId> = BTreeSet::new();
    let first: Vec<PropositionId> = atoms.events.things().to_vec();
    asked.extend(&first);
    loop {
        let before = asked.len();
        for set in &sets {
            if set.iter().any(|id| asked.contains(id)) {
                asked.extend(set);
            }
        }
        if asked.len() == before {
            break;
        }
    }
    let mut all = Vec::new();
    for set in sets.into_iter().filter(|set| set.len() > 1 && set.iter().any(|id| asked.contains(id))) {
        let events: Vec<Event> = set.into_iter().map(|id| atoms.events.event(id.clone())).collect();
        let nodes: Vec<NodeId> = events.into_iter().map(|event| structure.event(event)).collect();
        let two = structure.at_least(2, nodes);
        all.push(structure.not(two));
    }
    structure.all(all)
}

/// Returns the least and the most that a probability may be, over a formula without rules.
fn ends(structure: &Structure, top: NodeId, intervals: &[Interval], at: &impl Fn(&[f64]) -> f64) -> (Interval, bool) {
    let signs = structure.signs(top);
    let sign = |event: usize| signs.get(&Event(u32::try_from(event).expect("events have numbers of 32 bits")));
    let mut least: Vec<f64> = Vec::new();
    let mut mixed = Vec::new();
    for (event, interval) in intervals.iter().enumerate() {
        match sign(event) {
            Some((true, true)) if interval.least < interval.most => mixed.push(event),
            Some((false, true)) => {
                least.push(interval.most);
                continue;
            }
            _ => {}
        }
        least.push(interval.least);
    }
    vertices_between(intervals, mixed, &least, at)
}

/// Tries both ends of some intervals, all others being where the probability is least and where it is most.
fn vertices_between(
    intervals: &[Interval],
    mixed: Vec<usize>,
    least: &[f64],
    at: &impl Fn(&[f64]) -> f64,
) -> (Interval, bool) {
    let most: Vec<f64> = intervals
        .iter()
        .zip(least)
        .map(|(interval, &least)| if least == interval.least { interval.most } else { interval.least })
        .collect();
    let (lower, is_lower_sharp) = vertices(intervals, mixed.clone(), least, at);
    let (upper, is_upper_sharp) = vertices(intervals, mixed, &most, at);
    (Interval { least: lower.least, most: upper.most }, is_lower_sharp && is_upper_sharp)
}

/// Tries both ends of some intervals; a formula that is linear in each event is least and most at such ends.
fn vertices(intervals: &[Interval], tried: Vec<usize>, base: &[f64], at: &impl Fn(&[f64]) -> f64) -> (Interval, bool) {
    let tried: Vec<usize> =
        tried.into_iter().filter(|event| intervals[*event].least < intervals[*event].most).collect();
    let mut point: Vec<f64> = base.to_vec();
    for (event, interval) in intervals.iter().enumerate() {
        if interval.least == interval.most {
            point[event] = interval.least;
        }
    }
    if tried.len() > TRIED_MAX {
        return (Interval::UNKNOWN, false);
    }
    let mut found = Interval { least: f64::INFINITY, most: f64::NEG_INFINITY };
    for corner in 0..1_u32 << tried.len() {
        for (n, event) in tried.iter().enumerate() {
            point[*event] = if corner >> n & 1 == 1 { intervals[*event].most } else { intervals[*event].least };
        }
        let value = at(&point);
        found = Interval { least: found.least.min(value), most: found.most.max(value) };
    }
    (found, true)
}

/// A formula that may be a constant.
enum Part {
    Constant(bool),
    Solved(Solved),
}

impl Part {
    fn of(structure: &Structure, top: NodeId, budget: &Budget<'_>) -> Result<Self, Stopped> {
        match structure.as_constant(top) {
            Some(holds) => Ok(Self::Constant(holds)),
            None => Solved::of(structure, top, budget).map(Self::Solved),
        }
    }

    fn is_constant(&self) -> bool {
        matches!(self, Self::Constant(_))
    }

    fn probability(&self, point: &[f64]) -> f64 {
        match self {
            Self::Constant(holds) => f64::from(u8::from(*holds)),
            Self::Solved(solved) => solved.probability(point),
        }
    }
}

/// Propositions as events that happen or not.
struct Chances<'g> {
    given: &'g BTreeMap<PropositionId, Interval>,
    events: Numbered<PropositionId>,
}

impl Atoms for Chances<'_> {
    fn join(&self) -> Join {
        Join::Or
    }

    fn given(&mut self, structure: &mut Structure, id: &PropositionId, value: bool, is_derived: bool) -> NodeId {
        if is_derived && !self.given.contains_key(id) {
            return structure.constant(false);
        }
        let event = self.events.event(id.clone());
        let happens = structure.event(event);
        if value { happens } else { structure.not(happens) }
    }
}
