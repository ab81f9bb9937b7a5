//! How are the coalitions of a vote with vetoes counted?
//!
//! By generating functions: how many coalitions of the members without a veto have this size and this weight. A member is
//! taken out of that table again to tell in how many coalitions it is critical.

use std::collections::{BTreeMap, BTreeSet};

use num_bigint::BigUint;

use super::census::Census;
use super::{Said, Unsolved, Vote, Voter};

/// So many members without a veto can be counted, so that no count overflows.
const MEMBERS_MAX: usize = 120;
/// So many pairs of a size and a weight can be counted.
const CELLS_MAX: u64 = 1 << 22;

/// A vote that carries only with the yes of certain voters, once some have spoken.
pub(super) struct Weighted<'v> {
    vote: &'v Vote,
    /// Who has not spoken, of the members without a veto.
    free: Vec<(Voter, u64)>,
    /// Who has not spoken, of those with a veto.
    vetoes: Vec<Voter>,
    /// How many members say yes if no veto is cast and all who are free say no, and with which weight.
    base: (usize, u64),
    /// Whether somebody with a veto has said no.
    is_vetoed: bool,
}

impl<'v> Weighted<'v> {
    pub(super) fn of(vote: &'v Vote, vetoes: &BTreeSet<Voter>, said: &Said) -> Self {
        let is_sure = |voter: &Voter| vetoes.contains(voter) || said.yes.contains(voter);
        let sure = || vote.members().iter().filter(|(voter, _)| is_sure(voter));
        let is_free = |(voter, _): &&(Voter, u64)| !vetoes.contains(voter) && said.is_open(*voter);
        Self {
            vote,
            free: vote.members().iter().filter(is_free).copied().collect(),
            vetoes: vetoes.iter().copied().filter(|voter| said.is_open(*voter)).collect(),
            base: (sure().count(), sure().map(|(_, weight)| weight).sum()),
            is_vetoed: vetoes.iter().any(|voter| said.no.contains(voter)),
        }
    }

    /// Counts the coalitions of those who have not spoken.
    pub(super) fn census(&self) -> Result<Census, Unsolved> {
        let table = Table::of(&self.free)?;
        let (vetoes, free) = (self.vetoes.len(), self.free.len());
        let count = vetoes + free;
        let mut winning = vec![BigUint::ZERO; count + 1];
        table.each(|size, weight, coalitions| {
            if self.wins(size, weight) {
                winning[size + vetoes] += coalitions;
            }
        });
        let of_veto: Vec<BigUint> = winning[1..].to_vec();
        let mut swings = vec![of_veto; vetoes];
        // Members of one weight are critical equally often.
        let mut of_weight: BTreeMap<u64, Vec<BigUint>> = BTreeMap::new();
        for &(_, of) in &self.free {
            let critical = of_weight.entry(of).or_insert_with(|| {
                let mut critical = vec![BigUint::ZERO; count];
                table.without(of).each(|size, weight, coalitions| {
                    if !self.wins(size, weight) && self.wins(size + 1, weight + of) {
                        critical[size + vetoes] += coalitions;
                    }
                });
                critical
            });
            swings.push(critical.clone());
        }
        let players = self.vetoes.iter().copied().chain(self.free.iter().map(|(voter, _)| *voter)).collect();
        Ok(Census { players, winning, swings })
    }

    /// Lists winning coalitions of the smallest size, which is given.
    pub(super) fn smallest_winning(&self, size: usize, listed_max: usize) -> Vec<Vec<Voter>> {
        let Some(free) = size.checked_sub(self.vetoes.len()).filter(|_| !self.is_vetoed) else { return Vec::new() };
        let Some(needed) = self.vote.weight_for(self.base.0 + free) else { return Vec::new() };
        let chosen = heavy(&self.free, free, needed.saturating_sub(self.base.1), listed_max);
        chosen.into_iter().map(|chosen| [self.vetoes.as_slice(), &chosen].concat()).collect()
    }

    /// Lists blocking coalitions of the smallest size, which is given.
    pub(super) fn smallest_blocking(&self, size: usize, listed_max: usize) -> Vec<Vec<Voter>> {
        let alone = self.vetoes.iter().filter(|_| size == 1).map(|&voter| vec![voter]);
        let Some(left) = self.free.len().checked_sub(size) else { return alone.take(listed_max).collect() };
        let weight = self.base.1 + self.free.iter().map(|(_, weight)| weight).sum::<u64>();
        // So much weight must be missing for the others to lose.
        let missing = match self.vote.weight_for(self.base.0 + left) {
            _ if self.is_vetoed => Some(0),
            None => Some(0),
            Some(0) => None,
            Some(needed) => Some((weight + 1).saturating_sub(needed)),
        };
        let heavy = missing.map(|missing| heavy(&self.free, size, missing, listed_max)).unwrap_or_default();
        alone.chain(heavy).take(listed_max).collect()
    }

    /// Returns whether the decision carries with so many of those who are free, where no veto is cast.
    fn wins(&self, size: usize, weight: u64) -> bool {
        !self.is_vetoed && self.vote.carries_with(self.base.0 + size, self.base.1 + weight)
    }
}

/// How many coalitions of some members have a size and a weight.
struct Table {
    /// By size and then by weight.
    counts: Vec<u128>,
    sizes: usize,
    weights: usize,
}

impl Table {
    fn of(members: &[(Voter, u64)]) -> Result<Self, Unsolved> {
        if members.len() > MEMBERS_MAX {
            return Err(Unsolved::TooMany { players: members.len() });
        }
        let total: u64 = members.iter().map(|(_, weight)| weight).sum();
        let sizes = members.len() + 1;
        if total >= CELLS_MAX / sizes as u64 {
            return Err(Unsolved::TooFine);
        }
        let weights = usize::try_from(total + 1).map_err(|_| Unsolved::TooFine)?;
        let mut table = Self { counts: vec![0; sizes * weights], sizes, weights };
        table.counts[0] = 1;
        for (added, (_, weight)) in members.iter().enumerate() {
            let weight = usize::try_from(*weight).map_err(|_| Unsolved::TooFine)?;
            for size in (0..=added).rev() {
                for at in 0..weights - weight {
                    let more = table.counts[size * weights + at];
                    table.counts[(size + 1) * weights + at + weight] += more;
                }
            }
        }
        Ok(table)
    }

    /// Returns the table of all members but one of this weight.
    fn without(&self, weight: u64) -> Self {
        let weight = usize::try_from(weight).expect("it is a weight of this table");
        let mut counts = self.counts.clone();
        for size in 1..self.sizes {
            for at in weight..self.weights {
                let with = counts[(size - 1) * self.weights + at - weight];
                counts[size * self.weights + at] -= with;
            }
        }
        Self { counts, sizes: self.sizes, weights: self.weights }
    }

    /// Visits each size and weight that some coalition has.
    fn each(&self, mut visit: impl FnMut(usize, u64, u128)) {
        for (at, &count) in self.counts.iter().enumerate().filter(|(_, count)| **count > 0) {
            visit(at / self.weights, (at % self.weights) as u64, count);
        }
    }
}

/// Returns sets of so many members with at least this weight together, in the order of the members.
fn heavy(members: &[(Voter, u64)], size: usize, weight_min: u64, listed_max: usize) -> Vec<Vec<Voter>> {
    let heaviest: Vec<Vec<u64>> = (0..=members.len()).map(|from| sums_of_heaviest(&members[from..], size)).collect();
    let mut found = Vec::new();
    let mut chosen: Vec<usize> = Vec::new();
    let mut next = 0;
    loop {
        let weight: u64 = chosen.iter().map(|&at| members[at].1).sum();
        let left = size - chosen.len();
        // Even the heaviest of those that follow may not be enough.
        let can_do = heaviest[next].get(left).is_some_and(|most| weight + most >= weight_min);
        if can_do && left == 0 {
            found.push(chosen.iter().map(|&at| members[at].0).collect());
        }
        if found.len() >= listed_max {
            return found;
        }
        if can_do && left > 0 {
            chosen.push(next);
            next += 1;
            continue;
        }
        let Some(last) = chosen.pop() else { return found };
        next = last + 1;
    }
}

/// Returns the weight of the heaviest member, of the two heaviest and so on, up to so many, after that of none.
fn sums_of_heaviest(members: &[(Voter, u64)], size: usize) -> Vec<u64> {
    let mut weights: Vec<u64> = members.iter().map(|(_, weight)| *weight).collect();
    weights.sort_unstable_by(|one, other| other.cmp(one));
    let sums = weights.iter().take(size).scan(0, |sum, weight| {
        *sum += weight;
        Some(*sum)
    });
    [0].into_iter().chain(sums).collect()
}
