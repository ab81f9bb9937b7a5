//! A vote by number and by weight.
//!
//! Weights and shares come as decimals and are made whole numbers of one unit, so that a share of exactly 65 percent is
//! reached and nothing is rounded.

use rust_decimal::Decimal;

use super::Voter;

/// What a vote asks for; every part that is given must be met.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Terms {
    /// So many members say yes.
    pub at_least: Option<usize>,
    /// Such a share of the members says yes.
    pub share: Option<Decimal>,
    /// Members of so much weight say yes.
    pub weight: Option<Decimal>,
    /// Members with such a share of the whole weight say yes.
    pub weight_share: Option<Decimal>,
    /// A minority of fewer members than this blocks nothing, whatever its weight.
    pub blocking_at_least: Option<usize>,
}

/// Why a vote cannot be taken as it is put.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Voteless {
    /// A weight or a share lies below zero.
    #[error("a weight or a share lies below zero")]
    Negative,
    /// More is asked for than all members have.
    #[error("more is asked for than all members together have")]
    OutOfReach,
    /// The weights are too large, or too fine, to be added up.
    #[error("the weights are too large or have too many digits to be added up")]
    TooLarge,
}

/// A vote whose members have whole weights.
///
/// Invariant: the weights add up, and the yes of all members carries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Vote {
    members: Vec<(Voter, u64)>,
    /// So many members must say yes.
    count_min: usize,
    /// Members of so much weight must say yes.
    weight_min: u64,
    /// A minority of fewer members blocks nothing.
    blocking_min: usize,
}

impl Vote {
    /// Takes the members, each once, with their weights; one without a weight has none.
    pub fn new(members: &[(Voter, Decimal)], terms: &Terms) -> Result<Self, Voteless> {
        let asked = [terms.share, terms.weight, terms.weight_share];
        let decimals = || members.iter().map(|(_, weight)| *weight).chain(asked.into_iter().flatten());
        if decimals().any(|decimal| decimal.is_sign_negative() && !decimal.is_zero()) {
            return Err(Voteless::Negative);
        }
        let of_weights = members.iter().map(|(_, weight)| *weight).chain(terms.weight);
        let scale = of_weights.map(|weight| weight.normalize().scale()).max().unwrap_or(0);
        let weights: Vec<u64> =
            members.iter().map(|(_, weight)| whole(*weight, scale)).collect::<Option<_>>().ok_or(Voteless::TooLarge)?;
        let total = weights.iter().try_fold(0_u64, |sum, &weight| sum.checked_add(weight)).ok_or(Voteless::TooLarge)?;
        let of_share = |share: Option<Decimal>, all: u64| share.map_or(Some(0), |share| share_of(share, all));
        let weight = terms.weight.map_or(Some(0), |weight| whole(weight, scale)).ok_or(Voteless::TooLarge)?;
        let weight_share = of_share(terms.weight_share, total).ok_or(Voteless::TooLarge)?;
        let all = u64::try_from(members.len()).map_err(|_| Voteless::TooLarge)?;
        let share =
            of_share(terms.share, all).and_then(|share| usize::try_from(share).ok()).ok_or(Voteless::TooLarge)?;
        let (count_min, weight_min) = (terms.at_least.unwrap_or(0).max(share), weight.max(weight_share));
        if count_min > members.len() || weight_min > total {
            return Err(Voteless::OutOfReach);
        }
        let voters = members.iter().map(|(voter, _)| *voter);
        Ok(Self {
            members: voters.zip(reduced(&weights)).collect(),
            count_min,
            weight_min: weight_min.div_ceil(divisor(&weights)),
            blocking_min: terms.blocking_at_least.unwrap_or(0),
        })
    }

    /// Returns the members with their weights in the vote's own unit.
    pub fn members(&self) -> &[(Voter, u64)] {
        &self.members
    }

    /// Returns the members.
    pub fn voters(&self) -> impl Iterator<Item = Voter> {
        self.members.iter().map(|(voter, _)| *voter)
    }

    /// Returns whether the decision carries with the yes of these voters.
    pub fn carries(&self, yes: &impl Fn(Voter) -> bool) -> bool {
        let (mut count, mut weight) = (0, 0);
        for (_, of) in self.members.iter().filter(|(voter, _)| yes(*voter)) {
            (count, weight) = (count + 1, weight + of);
        }
        self.carries_with(count, weight)
    }

    /// Returns whether so many members of so much weight carry a decision.
    pub(super) fn carries_with(&self, count: usize, weight: u64) -> bool {
        self.weight_for(count).is_some_and(|needed| weight >= needed)
    }

    /// Returns which weight so many members need; `None` where no weight is enough.
    pub(super) fn weight_for(&self, count: usize) -> Option<u64> {
        let is_unblocked = self.members.len() - count < self.blocking_min;
        if is_unblocked { Some(0) } else { (count >= self.count_min).then_some(self.weight_min) }
    }
}

/// Returns a decimal in units of so many digits after the point.
fn whole(decimal: Decimal, scale: u32) -> Option<u64> {
    let decimal = decimal.normalize();
    let factor = 10_u128.checked_pow(scale - decimal.scale())?;
    let units = u128::try_from(decimal.mantissa()).ok()?.checked_mul(factor)?;
    u64::try_from(units).ok()
}

/// Returns the least whole number that reaches a share of another.
fn share_of(share: Decimal, all: u64) -> Option<u64> {
    let share = share.normalize();
    let units = u128::try_from(share.mantissa()).ok()?.checked_mul(u128::from(all))?;
    u64::try_from(units.div_ceil(10_u128.checked_pow(share.scale())?)).ok()
}

/// Returns weights without what divides them all.
fn reduced(weights: &[u64]) -> Vec<u64> {
    let by = divisor(weights);
    weights.iter().map(|weight| weight / by).collect()
}

/// Returns the largest number that divides all weights; 1 where there is no weight.
fn divisor(weights: &[u64]) -> u64 {
    let common = weights.iter().fold(0, |mut one, &weight| {
        let mut other = weight;
        while other != 0 {
            (one, other) = (other, one % other);
        }
        one
    });
    common.max(1)
}
