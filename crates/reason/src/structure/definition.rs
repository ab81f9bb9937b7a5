//! How many minimal cut sets are there, by what makes a set minimal?
//!
//! A set of events is a minimal cut set of a coherent formula where the formula holds with it, and not without any one of
//! its events. That is itself a formula, whose worlds are counted here: a third way, which shares with the others only the
//! diagrams of the formula's parts.

use num_bigint::BigUint;
use oxidd::bdd::{BDDFunction, BDDManagerRef, new_manager};
use oxidd::util::AllocResult;
use oxidd::{BooleanFunction, Manager, ManagerRef};

use super::modules::Input;
use super::probability::Steps;
use super::solved::{Solved, SolvedPart};
use super::{Budget, Stopped};

impl Solved {
    /// Counts the minimal cut sets by their definition; none where the formula is not coherent.
    pub fn count_by_definition(&self, budget: &Budget<'_>) -> Result<Option<BigUint>, Stopped> {
        let mut counts: Vec<BigUint> = Vec::new();
        for part in &self.parts {
            if !part.is_coherent {
                return Ok(None);
            }
            let ways: Vec<BigUint> = part
                .inputs
                .iter()
                .map(|input| match input {
                    Input::Event(_) => BigUint::from(1_u8),
                    Input::Part(place) => counts[*place].clone(),
                })
                .collect();
            let count = count(part, &ways, budget)?;
            counts.push(count);
        }
        Ok(counts.pop())
    }
}

/// Counts the minimal sets of a part, where what each level asks about can happen in so many ways.
fn count(part: &SolvedPart, ways: &[BigUint], budget: &Budget<'_>) -> Result<BigUint, Stopped> {
    let levels = u32::try_from(ways.len()).expect("events have numbers of 32 bits");
    let manager = new_manager(budget.nodes_max, budget.nodes_max / 2, 1);
    manager.with_manager_exclusive(|manager| manager.add_vars(levels));
    let whole = part.steps.function(&manager)?;
    let mut minimal = whole.clone();
    for level in 0..levels {
        budget.check()?;
        minimal = spared(&manager, &whole, &minimal, level).map_err(|_| Stopped::Nodes)?;
    }
    Ok(Steps::of(&manager, &minimal).worlds(ways))
}

/// Leaves out the worlds in which an event happens without which the formula holds as well.
fn spared(manager: &BDDManagerRef, whole: &BDDFunction, minimal: &BDDFunction, level: u32) -> AllocResult<BDDFunction> {
    let event = manager.with_manager_shared(|manager| BDDFunction::var(manager, level))?;
    let needless = whole.restrict(&event.not()?)?.and(&event)?;
    minimal.and(&needless.not()?)
}
