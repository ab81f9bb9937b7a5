//! What suffices for a goal, what would sink it, and on what does it rest?
//!
//! Minimal path sets and minimal cut sets of reliability engineering, over settings of propositions.

use std::collections::{BTreeMap, BTreeSet};

use casus_claim::PropositionId;

use crate::goal::Goal;
use crate::structure::{Budget, Event, Literal, NodeId, Solved, Stopped, Structure};
use crate::unfolding::{Atoms, Join, Moves, Numbered, Unfolding};
use crate::{Case, Need, Reference, Scenario};

/// More minimal sets than this are not looked through for those that go against themselves.
const LOOKED_THROUGH_MAX: usize = 20_000;

/// So many minimal sets are looked for one by one.
const SEARCHED_MAX: usize = 200;

/// A proposition with a value.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Setting {
    /// The proposition.
    pub proposition: PropositionId,
    /// The value.
    pub value: bool,
}

/// Minimal sets, of which none is part of another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sets<T> {
    /// The sets, those of the fewest members first; no more than were asked for.
    pub sets: Vec<BTreeSet<T>>,
    /// How many there are; none where there were too many to look through.
    pub count: Option<usize>,
    /// Why these are only some of the minimal sets, found one by one, where a diagram of all would have cost too much.
    pub stopped: Option<Stopped>,
}

impl<T> Sets<T> {
    /// Returns whether there are more than are listed.
    pub fn has_more(&self) -> bool {
        self.count != Some(self.sets.len())
    }
}

/// A part of what an answer rests on.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Support {
    /// The scenario sets it so.
    Set(Setting),
    /// This promise is due and brings something about.
    Promise(Reference),
}

/// Returns the minimal sets of settings that make a goal come about when nobody else moves first, and which go together
/// with the scenario: its minimal path sets. What promises bring about is never taken to be prevented, and a set from which
/// another one follows by the rules is left out.
///
/// What a setting in such a set is of that promises bring about, somebody who promised it moves first, unconditionally.
pub fn suffices(
    case: &Case,
    scenario: &Scenario,
    goal: &Goal,
    sets_max: usize,
    budget: &Budget<'_>,
) -> Result<Sets<Setting>, Stopped> {
    let atoms = Settings { events: Numbered::new(), join: Join::Or };
    let mut unfolding = Unfolding::new(case, scenario, Moves::NobodyFirst, atoms);
    let top = unfolding.goal(goal, budget)?;
    let Unfolding { structure, atoms, .. } = unfolding;
    let thing = |event| atoms.events.thing(event).clone();
    let found = minimal(&structure, top, budget, usize::MAX, thing, |set| goes_together(case, scenario, set))?;
    Ok(weakest(case, scenario, found, sets_max))
}

/// Leaves out sets from which another one follows by the rules: who asks for a part of something where any of it would do
/// asks for too much.
fn weakest(case: &Case, scenario: &Scenario, found: Sets<Setting>, sets_max: usize) -> Sets<Setting> {
    let follows = |set: &BTreeSet<Setting>| -> BTreeSet<Setting> {
        let settings = set.iter().map(|it| (it.proposition.clone(), it.value));
        let added = case.rules().added(scenario, settings).unwrap_or_default();
        added.into_iter().map(|(proposition, value)| Setting { proposition, value }).collect()
    };
    let mut sets = keeping(found.sets, |known, set| {
        let follows = follows(set);
        // Nothing follows from most sets, and those need not be held against the others.
        follows.len() == set.len() || known.parts(&follows).all(|other| other == set)
    });
    let count = found.count.map(|_| sets.len());
    sets.truncate(sets_max);
    Sets { sets, count, stopped: found.stopped }
}

/// Returns the minimal sets of settings that keep a goal from coming about even if all others move together and whatever
/// nobody has set goes well: its minimal cut sets.
pub fn sinks(
    case: &Case,
    scenario: &Scenario,
    goal: &Goal,
    sets_max: usize,
    budget: &Budget<'_>,
) -> Result<Sets<Setting>, Stopped> {
    let (structure, top, events) = failing(case, scenario, goal, budget)?;
    minimal(
        &structure,
        top,
        budget,
        sets_max,
        |event| events.thing(event).clone(),
        |set| goes_together(case, scenario, set),
    )
}

/// Returns when a goal cannot come about any more, over settings that speak against it.
pub(crate) fn failing(
    case: &Case,
    scenario: &Scenario,
    goal: &Goal,
    budget: &Budget<'_>,
) -> Result<(Structure, NodeId, Numbered<Setting>), Stopped> {
    let atoms = Settings { events: Numbered::new(), join: Join::And };
    let mut unfolding = Unfolding::new(case, scenario, Moves::AllTogether, atoms);
    let top = unfolding.goal(goal, budget)?;
    let (structure, top) = unfolding.structure.dual(top);
    Ok((structure, top, unfolding.atoms.events))
}

/// Returns the minimal sets of what the scenario sets and of promises on which it rests that a goal is reached, or, for
/// its contrary, that it is not; none of them where it is not so.
pub fn supports(
    case: &Case,
    scenario: &Scenario,
    goal: &Goal,
    sets_max: usize,
    budget: &Budget<'_>,
) -> Result<Sets<Support>, Stopped> {
    let atoms = Grounds { case, events: Numbered::new() };
    let mut unfolding = Unfolding::new(case, scenario, Moves::NobodyFirst, atoms);
    let top = unfolding.goal(goal, budget)?;
    let Unfolding { structure, atoms, .. } = unfolding;
    minimal(&structure, top, budget, sets_max, |event| atoms.events.thing(event).clone(), |_| true)
}

/// Returns the goal that a promise is due.
pub fn due(reference: &Reference) -> Goal {
    Goal::Atom(Need::Due { at_least: 1, among: BTreeSet::from([reference.clone()]) })
}

/// Returns whether settings go together with a closed scenario and with one another.
fn goes_together(case: &Case, scenario: &Scenario, set: &BTreeSet<Setting>) -> bool {
    let is_twice = set.iter().zip(set.iter().skip(1)).any(|(one, other)| one.proposition == other.proposition);
    let settings = set.iter().map(|it| (it.proposition.clone(), it.value));
    !is_twice && case.rules().added(scenario, settings).is_some()
}

/// Lists the minimal sets of events with which alone a formula holds, those of the fewest members first.
fn minimal<T: Ord + Clone>(
    structure: &Structure,
    top: NodeId,
    budget: &Budget<'_>,
    sets_max: usize,
    thing: impl Fn(Event) -> T,
    is_possible: impl Fn(&BTreeSet<T>) -> bool,
) -> Result<Sets<T>, Stopped> {
    match structure.as_constant(top) {
        Some(true) => return Ok(Sets { sets: vec![BTreeSet::new()], count: Some(1), stopped: None }),
        Some(false) => return Ok(Sets { sets: Vec::new(), count: Some(0), stopped: None }),
        None => {}
    }
    let solved = Solved::of(structure, top, budget);
    let minimal = solved.as_ref().map_err(|stopped| *stopped).and_then(|solved| solved.minimal(budget));
    let (solved, minimal) = match (&solved, minimal) {
        (Ok(solved), Ok(minimal)) => (solved, minimal),
        (_, Err(stopped)) => return searched(structure, top, budget, stopped, thing, is_possible),
        (Err(stopped), Ok(_)) => return Err(*stopped),
    };
    let found = minimal.sets(LOOKED_THROUGH_MAX + 1);
    let is_all = found.len() <= LOOKED_THROUGH_MAX;
    // What must not be set is not set, so that only what must be is left of an implicant.
    let of = |set: Vec<Literal>| -> BTreeSet<T> {
        set.iter().filter(|literal| !literal.is_denied).map(|literal| thing(literal.event)).collect()
    };
    let mut sets = smallest_first(found.into_iter().map(of).filter(|set| is_possible(set)));
    if !solved.is_coherent() {
        sets.dedup();
        sets = keeping(sets, |known, set| known.parts(set).all(|part| part == set));
    }
    let count = is_all.then_some(sets.len());
    sets.truncate(sets_max);
    Ok(Sets { sets, count, stopped: None })
}

/// Looks for minimal sets one by one where a diagram was given up: as many as the budget of time allows, and no more than
/// can be looked through.
fn searched<T: Ord + Clone>(
    structure: &Structure,
    top: NodeId,
    budget: &Budget<'_>,
    stopped: Stopped,
    thing: impl Fn(Event) -> T,
    is_possible: impl Fn(&BTreeSet<T>) -> bool,
) -> Result<Sets<T>, Stopped> {
    let found = structure.search(top, SEARCHED_MAX, budget).filter(|found| found.is_all || !found.sets.is_empty());
    let Some(found) = found else { return Err(stopped) };
    let of = |set: BTreeSet<Event>| -> BTreeSet<T> { set.into_iter().map(&thing).collect() };
    let sets = smallest_first(found.sets.into_iter().map(of).filter(|set| is_possible(set)));
    let count = found.is_all.then_some(sets.len());
    Ok(Sets { sets, count, stopped: (!found.is_all).then_some(stopped) })
}

/// Puts those sets first that have the fewest members.
fn smallest_first<T: Ord>(sets: impl Iterator<Item = BTreeSet<T>>) -> Vec<BTreeSet<T>> {
    let mut sets: Vec<BTreeSet<T>> = sets.collect();
    sets.sort_by(|one, other| one.len().cmp(&other.len()).then_with(|| one.cmp(other)));
    sets
}

/// Returns those sets that are to stay beside all the others.
fn keeping<T: Ord>(sets: Vec<BTreeSet<T>>, stays: impl Fn(&ByFirst<'_, T>, &BTreeSet<T>) -> bool) -> Vec<BTreeSet<T>> {
    let known = ByFirst::of(&sets);
    let stay: Vec<bool> = sets.iter().map(|set| stays(&known, set)).collect();
    sets.into_iter().zip(stay).filter_map(|(set, stays)| stays.then_some(set)).collect()
}

/// Sets by their first members, so that those that are part of another are soon found.
struct ByFirst<'s, T>(BTreeMap<Option<&'s T>, Vec<&'s BTreeSet<T>>>);

impl<'s, T: Ord> ByFirst<'s, T> {
    fn of(sets: &'s [BTreeSet<T>]) -> Self {
        let mut by_first: BTreeMap<Option<&T>, Vec<&BTreeSet<T>>> = BTreeMap::new();
        sets.iter().for_each(|set| by_first.entry(set.first()).or_default().push(set));
        Self(by_first)
    }

    /// Returns the sets that are part of one.
    fn parts<'o>(&'o self, whole: &'o BTreeSet<T>) -> impl Iterator<Item = &'s BTreeSet<T>> + 'o {
        let firsts = whole.iter().map(Some).chain([None]);
        firsts.filter_map(|first| self.0.get(&first)).flatten().copied().filter(|set| set.is_subset(whole))
    }
}

/// Settings as events.
struct Settings {
    events: Numbered<Setting>,
    join: Join,
}

impl Atoms for Settings {
    fn join(&self) -> Join {
        self.join
    }

    fn given(&mut self, structure: &mut Structure, id: &PropositionId, value: bool, _: bool) -> NodeId {
        let event = self.events.event(Setting { proposition: id.clone(), value });
        structure.event(event)
    }
}

/// What is set and which promises are kept, as events.
struct Grounds<'c> {
    case: &'c Case,
    events: Numbered<Support>,
}

impl Atoms for Grounds<'_> {
    fn join(&self) -> Join {
        Join::Or
    }

    fn given(&mut self, structure: &mut Structure, _: &PropositionId, _: bool, _: bool) -> NodeId {
        structure.constant(false)
    }

    fn set(&mut self, structure: &mut Structure, id: &PropositionId, value: bool) -> NodeId {
        let event = self.events.event(Support::Set(Setting { proposition: id.clone(), value }));
        structure.event(event)
    }

    fn kept(&mut self, structure: &mut Structure, place: usize) -> NodeId {
        let reference = self.case.promises()[place].reference.clone();
        let event = self.events.event(Support::Promise(reference));
        structure.event(event)
    }

    /// Nothing rests on a promise's not being kept, since nobody has said that it is not.
    fn broken(&mut self, structure: &mut Structure, _: usize) -> NodeId {
        structure.constant(false)
    }
}
