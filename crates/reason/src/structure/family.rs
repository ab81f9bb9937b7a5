//! How are very many sets kept in little room?
//!
//! As a zero-suppressed decision diagram (S. Minato, “Zero-suppressed BDDs for set manipulation in combinatorial problems”,
//! 1993). Sets are only ever added here, so the nodes lie in one list that nothing is taken out of.

use hashbrown::HashMap;
use num_bigint::BigUint;

use super::{Budget, Stopped};

/// A set of sets of literals, by its place among the nodes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Family(u32);

impl Family {
    /// No set at all.
    pub(super) const NONE: Family = Family(0);
    /// The set of the empty set alone.
    pub(super) const EMPTY_SET: Family = Family(1);

    /// Returns its place among the nodes.
    pub(super) fn place(self) -> u32 {
        self.0
    }
}

/// The sets with a literal, without it, and those that have it not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Branch {
    pub literal: u32,
    pub with: Family,
    pub without: Family,
}

/// The nodes of families.
pub(super) struct Families<'b> {
    branches: Vec<Branch>,
    known: HashMap<Branch, Family>,
    budget: &'b Budget<'b>,
}

/// After so many new nodes it is asked whether to go on.
const ASKED_EVERY: usize = 1 << 12;

impl<'b> Families<'b> {
    pub(super) fn new(budget: &'b Budget<'b>) -> Self {
        // The first two places stand for the two families without a branch.
        let none = Branch { literal: u32::MAX, with: Family::NONE, without: Family::NONE };
        Self { branches: vec![none; 2], known: HashMap::new(), budget }
    }

    /// Returns how many nodes there are.
    pub(super) fn len(&self) -> usize {
        self.branches.len()
    }

    /// Returns what a family branches into; none where it is one of the two without a branch.
    pub(super) fn branch(&self, family: Family) -> Option<Branch> {
        (family.0 > 1).then(|| self.branches[family.0 as usize])
    }

    /// Returns the family that branches so; its literals come before those below.
    pub(super) fn join(&mut self, branch: Branch) -> Result<Family, Stopped> {
        if branch.with == Family::NONE {
            return Ok(branch.without);
        }
        if let Some(&known) = self.known.get(&branch) {
            return Ok(known);
        }
        let place = self.branches.len();
        if place >= self.budget.nodes_max {
            return Err(Stopped::Nodes);
        }
        if place.is_multiple_of(ASKED_EVERY) {
            self.budget.check()?;
        }
        let family = Family(u32::try_from(place).map_err(|_| Stopped::Nodes)?);
        self.branches.push(branch);
        self.known.insert(branch, family);
        Ok(family)
    }

    /// Returns the sets of one family that the other has not.
    pub(super) fn less(&mut self, one: Family, other: Family, done: &mut Less) -> Result<Family, Stopped> {
        if one == other || one == Family::NONE {
            return Ok(Family::NONE);
        }
        if other == Family::NONE {
            return Ok(one);
        }
        if let Some(&known) = done.get(&(one, other)) {
            return Ok(known);
        }
        let less = match (self.branch(one), self.branch(other)) {
            (None, None) => unreachable!("two families without a branch of which neither is empty are one"),
            (None, Some(there)) => self.less(one, there.without, done)?,
            (Some(here), None) => {
                let without = self.less(here.without, other, done)?;
                self.join(Branch { without, ..here })?
            }
            (Some(here), Some(there)) => match here.literal.cmp(&there.literal) {
                std::cmp::Ordering::Less => {
                    let without = self.less(here.without, other, done)?;
                    self.join(Branch { without, ..here })?
                }
                std::cmp::Ordering::Greater => self.less(one, there.without, done)?,
                std::cmp::Ordering::Equal => {
                    let with = self.less(here.with, there.with, done)?;
                    let without = self.less(here.without, there.without, done)?;
                    self.join(Branch { literal: here.literal, with, without })?
                }
            },
        };
        done.insert((one, other), less);
        Ok(less)
    }

    /// Counts the sets, where a literal stands for so many.
    pub(super) fn count(&self, family: Family, ways: impl Fn(u32) -> BigUint) -> BigUint {
        let mut counts: HashMap<Family, BigUint> = HashMap::new();
        counts.insert(Family::NONE, BigUint::ZERO);
        counts.insert(Family::EMPTY_SET, BigUint::from(1_u8));
        self.visit(family, |node, branch| {
            let count = &counts[&branch.with] * ways(branch.literal) + &counts[&branch.without];
            counts.insert(node, count);
        });
        counts.remove(&family).expect("a family is counted after those below it")
    }

    /// Goes through what a family branches into, from the bottom up.
    pub(super) fn visit(&self, family: Family, mut see: impl FnMut(Family, Branch)) {
        self.below(family).into_iter().for_each(|node| see(node, self.branches[node.0 as usize]));
    }

    /// Returns the nodes of a family that branch, each behind those below it.
    fn below(&self, family: Family) -> Vec<Family> {
        // A node is joined after those below it.
        let mut is_below = vec![false; family.0 as usize + 1];
        is_below[family.0 as usize] = true;
        for node in (2..is_below.len()).rev().filter(|_| family.0 > 1) {
            if is_below[node] {
                let Branch { with, without, .. } = self.branches[node];
                is_below[with.0 as usize] = true;
                is_below[without.0 as usize] = true;
            }
        }
        (2..=family.0).filter(|node| is_below[*node as usize]).map(Family).collect()
    }
}

/// What is left of one family without another, as far as it has been asked for.
pub(super) type Less = HashMap<(Family, Family), Family>;
