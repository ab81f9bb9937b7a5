//! Which sets of events suffice, and have nothing in them that could be left out?
//!
//! For a coherent part these are its minimal cut sets: A. Rauzy, “New algorithms for fault trees analysis”, Reliability
//! Engineering and System Safety 40 (1993). Where it matters too that an event does not happen they are its prime
//! implicants, sets of events and of denied events: O. Coudert and J. C. Madre, “Implicit and incremental computation of
//! primes and essential primes of Boolean functions”, DAC 1992.

use hashbrown::HashMap;
use oxidd::bdd::BDDFunction;
use oxidd::{BooleanFunction, Function, ManagerRef};

use super::asks::{Asks, At, Held, asks};
use super::diagram::Diagram;
use super::family::{Branch, Families, Family, Less};
use super::{Budget, Stopped};

/// The minimal sets of a part. Literal `2 * level` says that the input of a level happens, `2 * level + 1` that it does
/// not.
pub(super) struct Primes<'b> {
    pub families: Families<'b>,
    pub all: Family,
}

impl<'b> Primes<'b> {
    /// Finds the minimal sets.
    pub(super) fn of(diagram: &Diagram, is_coherent: bool, budget: &'b Budget<'b>) -> Result<Self, Stopped> {
        let mut families = Families::new(budget);
        let all = diagram.manager.with_manager_shared(|manager| {
            let top = diagram.function.as_edge(manager);
            if is_coherent {
                let mut search =
                    Coherent { manager, families: &mut families, cuts: HashMap::new(), left: HashMap::new() };
                return search.cuts(top);
            }
            let mut search = General {
                manager,
                families: &mut families,
                primes: HashMap::new(),
                less: Less::new(),
                made: Vec::new(),
            };
            search.primes(top)
        })?;
        Ok(Self { families, all })
    }
}

fn of_constant(holds: bool) -> Family {
    if holds { Family::EMPTY_SET } else { Family::NONE }
}

struct Coherent<'m, 'id: 'm, 'f, 'b> {
    manager: &'m Held<'id>,
    families: &'f mut Families<'b>,
    cuts: HashMap<usize, Family>,
    left: HashMap<(Family, usize), Family>,
}

impl<'m, 'id> Coherent<'m, 'id, '_, '_> {
    fn cuts(&mut self, node: At<'m, 'id>) -> Result<Family, Stopped> {
        let Asks { level, then, otherwise } = match asks(self.manager, node) {
            Ok(asks) => asks,
            Err(holds) => return Ok(of_constant(holds)),
        };
        if let Some(&known) = self.cuts.get(&node.node_id()) {
            return Ok(known);
        }
        let without = self.cuts(otherwise)?;
        let with = self.cuts(then)?;
        let with = self.left(with, otherwise)?;
        let cuts = self.families.join(Branch { literal: 2 * level, with, without })?;
        self.cuts.insert(node.node_id(), cuts);
        Ok(cuts)
    }

    /// Returns those sets of a family that do not make a function hold already.
    fn left(&mut self, family: Family, node: At<'m, 'id>) -> Result<Family, Stopped> {
        let Asks { level, then, otherwise } = match asks(self.manager, node) {
            Ok(asks) => asks,
            Err(holds) => return Ok(if holds { Family::NONE } else { family }),
        };
        let Some(branch) = self.families.branch(family) else {
            // A coherent function that is no constant does not hold when nothing happens.
            return Ok(family);
        };
        if level < branch.literal / 2 {
            return self.left(family, otherwise);
        }
        let key = (family, node.node_id());
        if let Some(&known) = self.left.get(&key) {
            return Ok(known);
        }
        let (with_it, without_it) = if level == branch.literal / 2 { (then, otherwise) } else { (node, node) };
        let with = self.left(branch.with, with_it)?;
        let without = self.left(branch.without, without_it)?;
        let left = self.families.join(Branch { literal: branch.literal, with, without })?;
        self.left.insert(key, left);
        Ok(left)
    }
}

struct General<'m, 'id: 'm, 'f, 'b> {
    manager: &'m Held<'id>,
    families: &'f mut Families<'b>,
    primes: HashMap<usize, Family>,
    less: Less,
    /// Functions that were made on the way and must stay, since they are known by their nodes.
    made: Vec<BDDFunction>,
}

impl<'id> General<'_, 'id, '_, '_> {
    fn primes(&mut self, node: At<'_, 'id>) -> Result<Family, Stopped> {
        let manager = self.manager;
        let Asks { level, then, otherwise } = match asks(manager, node) {
            Ok(asks) => asks,
            Err(holds) => return Ok(of_constant(holds)),
        };
        if let Some(&known) = self.primes.get(&node.node_id()) {
            return Ok(known);
        }
        // What holds either way needs no word of the event.
        let either = BDDFunction::and_edge(manager, then, otherwise).map_err(|_| Stopped::Nodes)?;
        let either = BDDFunction::from_edge(manager, either);
        let common = self.primes(either.as_edge(manager))?;
        self.made.push(either);
        let with = self.primes(then)?;
        let with = self.families.less(with, common, &mut self.less)?;
        let denied = self.primes(otherwise)?;
        let denied = self.families.less(denied, common, &mut self.less)?;
        let without = self.families.join(Branch { literal: 2 * level + 1, with: denied, without: common })?;
        let primes = self.families.join(Branch { literal: 2 * level, with, without })?;
        self.primes.insert(node.node_id(), primes);
        Ok(primes)
    }
}
