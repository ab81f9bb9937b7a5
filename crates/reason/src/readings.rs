//! Does it hold whichever of the sources that contradict one another is believed?
//!
//! An admissible reading believes one side of each dispute, and leaves out the promises that rest on the other sides alone.
//! What is so in all of them is a cautious answer, what is so in some a brave one, as in the answering of queries over
//! inconsistent data.

use std::collections::{BTreeMap, BTreeSet};

use casus_claim::PropositionId;

use crate::goal::Goal;
use crate::structure::{Budget, Event, NodeId, Solved, Stopped, Structure};
use crate::unfolding::{Atoms, Join, Moves, Numbered, Unfolding};
use crate::{Case, Need, Reference, Scenario};

/// Sources that cannot all be right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dispute {
    /// The promises that rest on each side.
    pub sides: Vec<BTreeSet<Reference>>,
}

/// In which readings something is so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum In {
    /// In every admissible reading.
    All,
    /// In some and not in others.
    Some,
    /// In no admissible reading.
    None,
}

/// In which admissible readings something is so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Admitted {
    /// In which.
    pub holds: In,
    /// For each dispute that has a say, by its place: in which readings it is so that believe each of its sides.
    pub by_side: BTreeMap<usize, Vec<In>>,
    /// Whether all readings were weighed; otherwise what is said to be so in some may be so in all or in none.
    pub is_exact: bool,
}

/// Returns in which admissible readings a goal is reached when nobody moves first.
pub fn readings(case: &Case, scenario: &Scenario, goal: &Goal, disputes: &[Dispute], budget: &Budget<'_>) -> Admitted {
    let mut weighing = Weighing::new(case, scenario, disputes);
    weighing.of(goal, budget).unwrap_or_else(|_| bounded(case, scenario, goal, disputes))
}

/// Returns for each of some propositions in which admissible readings it is true when nobody moves first: the cautious and
/// the brave answers. Whatever they rest on is weighed once for all of them.
pub fn admitted_values(
    case: &Case,
    scenario: &Scenario,
    ids: &[PropositionId],
    disputes: &[Dispute],
    budget: &Budget<'_>,
) -> Result<BTreeMap<PropositionId, In>, Stopped> {
    let mut weighing = Weighing::new(case, scenario, disputes);
    let mut of = |id: &PropositionId| {
        let goal = Goal::Atom(Need::Proposition(id.clone()));
        Ok((id.clone(), weighing.holds(&goal, budget)?.holds(|_| None)))
    };
    ids.iter().map(&mut of).collect()
}

/// The readings as formulas over which side of each dispute is believed.
struct Weighing<'c> {
    unfolding: Unfolding<'c, Choices<'c>>,
}

impl<'c> Weighing<'c> {
    fn new(case: &'c Case, scenario: &'c Scenario, disputes: &'c [Dispute]) -> Self {
        let atoms = Choices { case, by_promise: by_promise(disputes), disputes, events: Numbered::new() };
        Self { unfolding: Unfolding::new(case, scenario, Moves::NobodyFirst, atoms) }
    }

    fn holds(&mut self, goal: &Goal, budget: &Budget<'_>) -> Result<Holds, Stopped> {
        let top = self.unfolding.goal(goal, budget)?;
        let structure = &self.unfolding.structure;
        Ok(match structure.as_constant(top) {
            Some(holds) => Holds::Anyway(holds),
            None => Holds::Choices(structure.signs(top), Solved::of(structure, top, budget)?),
        })
    }

    fn of(&mut self, goal: &Goal, budget: &Budget<'_>) -> Result<Admitted, Stopped> {
        let holds = self.holds(goal, budget)?;
        let choices = &self.unfolding.atoms;
        let mut by_side = BTreeMap::new();
        for dispute in holds.events().map(|event| choices.events.thing(event).0).collect::<BTreeSet<_>>() {
            budget.check()?;
            let of_side = |side: usize| {
                holds.holds(|event| match *choices.events.thing(event) {
                    // Where the nth side is believed, none before it is.
                    (of, place) if of == dispute && place <= side => Some(place == side),
                    _ => None,
                })
            };
            let sides: Vec<In> = (0..choices.disputes[dispute].sides.len()).map(of_side).collect();
            // A dispute that decides nothing has no say.
            if sides.windows(2).any(|pair| pair[0] != pair[1]) {
                by_side.insert(dispute, sides);
            }
        }
        Ok(Admitted { holds: holds.holds(|_| None), by_side, is_exact: true })
    }
}

/// Whether something holds, by what is believed.
enum Holds {
    Anyway(bool),
    Choices(BTreeMap<Event, (bool, bool)>, Solved),
}

impl Holds {
    /// Returns the choices that have a say.
    fn events(&self) -> impl Iterator<Item = Event> {
        let signs = match self {
            Self::Anyway(_) => None,
            Self::Choices(signs, _) => Some(signs),
        };
        signs.into_iter().flat_map(BTreeMap::keys).copied()
    }

    /// Returns in which readings it holds among those in which some choices are made.
    fn holds(&self, is_made: impl Fn(Event) -> Option<bool>) -> In {
        let constant = match self {
            Self::Anyway(holds) => Some(*holds),
            Self::Choices(_, solved) => solved.as_constant_where(is_made),
        };
        match constant {
            Some(true) => In::All,
            Some(false) => In::None,
            None => In::Some,
        }
    }
}

/// Returns what can be said without weighing the readings: what is so with none of the promises that are disputed is so in
/// all, and what is not so with all of them is so in none, as long as no condition asks for the contrary of something.
fn bounded(case: &Case, scenario: &Scenario, goal: &Goal, disputes: &[Dispute]) -> Admitted {
    let disputed = by_promise(disputes);
    let is_reached = |is_believed: bool| {
        let promises =
            case.promises().iter().filter(|promise| is_believed || !disputed.contains_key(&promise.reference));
        let case = Case::new(promises.cloned().collect(), case.rules().clone());
        crate::reached(goal, &case, scenario) == crate::Truth::True
    };
    let holds = match (is_reached(false), is_reached(true)) {
        (true, true) => In::All,
        (false, false) => In::None,
        _ => In::Some,
    };
    Admitted { holds, by_side: BTreeMap::new(), is_exact: holds != In::Some }
}

/// Returns the sides on which each disputed promise rests, by dispute.
fn by_promise(disputes: &[Dispute]) -> BTreeMap<&Reference, BTreeMap<usize, BTreeSet<usize>>> {
    let mut all: BTreeMap<&Reference, BTreeMap<usize, BTreeSet<usize>>> = BTreeMap::new();
    for (place, dispute) in disputes.iter().enumerate() {
        for (side, references) in dispute.sides.iter().enumerate() {
            for reference in references {
                all.entry(reference).or_default().entry(place).or_default().insert(side);
            }
        }
    }
    all
}

/// Which side of each dispute is believed, as events: the nth says that it is the nth side, if none before it is.
struct Choices<'c> {
    case: &'c Case,
    disputes: &'c [Dispute],
    by_promise: BTreeMap<&'c Reference, BTreeMap<usize, BTreeSet<usize>>>,
    events: Numbered<(usize, usize)>,
}

impl Choices<'_> {
    fn is_believed(&mut self, structure: &mut Structure, dispute: usize, side: usize) -> NodeId {
        // Where no side before the last is believed, the last one is.
        let last = self.disputes[dispute].sides.len() - 1;
        let mut all = Vec::new();
        for before in 0..(side + 1).min(last) {
            let event = self.events.event((dispute, before));
            let is_it = structure.event(event);
            all.push(if before == side { is_it } else { structure.not(is_it) });
        }
        structure.all(all)
    }
}

impl Atoms for Choices<'_> {
    fn join(&self) -> Join {
        Join::Or
    }

    fn given(&mut self, structure: &mut Structure, _: &PropositionId, _: bool, _: bool) -> NodeId {
        structure.constant(false)
    }

    fn kept(&mut self, structure: &mut Structure, place: usize) -> NodeId {
        let reference = &self.case.promises()[place].reference;
        let disputes = self.by_promise.get(reference).cloned().unwrap_or_default();
        let mut all = Vec::new();
        for (dispute, sides) in disputes {
            let any: Vec<NodeId> = sides.into_iter().map(|side| self.is_believed(structure, dispute, side)).collect();
            all.push(structure.any(any));
        }
        structure.all(all)
    }
}
