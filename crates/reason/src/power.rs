//! How much does each actor's word weigh for a goal?
//!
//! A simple game of cooperative game theory: a coalition of actors wins when the goal comes about if all of its members keep
//! their promises, nobody else does, all move together, and what no promise brings about goes well.

use std::collections::BTreeSet;

use casus_claim::PropositionId;

use crate::deadlock::hopeful;
use crate::goal::Goal;
use crate::structure::{Budget, NodeId, Solved, Stopped, Structure};
use crate::unfolding::{Atoms, Join, Moves, Numbered, Unfolding};
use crate::{Case, Scenario};

/// How much an actor's word weighs.
#[derive(Clone, Debug, PartialEq)]
pub struct Power {
    /// The actor.
    pub actor: String,
    /// The index of Penrose and Banzhaf: in which share of the coalitions of the others its joining wins.
    pub banzhaf: f64,
    /// The index of Shapley and Shubik: in which share of the orders of all actors its joining wins.
    pub shapley_shubik: f64,
    /// Whether no coalition wins without it: a veto player.
    pub has_veto: bool,
}

/// Returns how much the word of each actor weighs on which a goal rests, those with the most weight first.
pub fn powers(case: &Case, scenario: &Scenario, goal: &Goal, budget: &Budget<'_>) -> Result<Vec<Power>, Stopped> {
    let hoped = hopeful(case, scenario, Some(goal));
    let atoms = Actors { case, events: Numbered::new() };
    let mut unfolding = Unfolding::new(case, &hoped, Moves::AllTogether, atoms);
    let top = unfolding.goal(goal, budget)?;
    let Unfolding { structure, atoms, .. } = unfolding;
    let actors = atoms.events.things();
    let solved = match structure.as_constant(top) {
        Some(_) => return Ok(Vec::new()),
        None => Solved::of(&structure, top, budget)?,
    };
    let banzhaf = solved.birnbaum(&vec![0.5; actors.len()]);
    // The index is the integral of Birnbaum's importance over a probability that all have in common, which is a
    // polynomial, so that quadrature is exact (Owen, Multilinear extensions of games, 1972).
    let points = gauss_legendre(actors.len().div_ceil(2));
    let mut shapley = vec![0.0; actors.len()];
    for (at, weight) in points {
        budget.check()?;
        for (event, slope) in solved.birnbaum(&vec![at; actors.len()]) {
            shapley[event.0 as usize] += weight * slope;
        }
    }
    let mut powers: Vec<Power> = banzhaf
        .into_iter()
        .map(|(event, banzhaf)| {
            let mut all_but_one = vec![1.0; actors.len()];
            all_but_one[event.0 as usize] = 0.0;
            Power {
                actor: actors[event.0 as usize].clone(),
                banzhaf,
                shapley_shubik: shapley[event.0 as usize],
                has_veto: solved.probability(&all_but_one) == 0.0,
            }
        })
        .collect();
    powers.sort_by(|one, other| {
        other.shapley_shubik.total_cmp(&one.shapley_shubik).then_with(|| one.actor.cmp(&other.actor))
    });
    Ok(powers)
}

/// The actors as events: whether each keeps its word.
struct Actors<'c> {
    case: &'c Case,
    events: Numbered<String>,
}

impl Atoms for Actors<'_> {
    fn join(&self) -> Join {
        Join::Or
    }

    fn given(&mut self, structure: &mut Structure, _: &PropositionId, _: bool, _: bool) -> NodeId {
        structure.constant(false)
    }

    /// A promise of several is kept when all of them keep it.
    fn kept(&mut self, structure: &mut Structure, place: usize) -> NodeId {
        let debtors: &BTreeSet<String> = &self.case.promises()[place].debtors;
        let events: Vec<_> = debtors.iter().map(|debtor| self.events.event(debtor.clone())).collect();
        let kept: Vec<NodeId> = events.into_iter().map(|event| structure.event(event)).collect();
        structure.all(kept)
    }
}

/// Returns the points and weights by which so many points integrate a polynomial from 0 to 1, exact up to twice their
/// number less one: the roots of Legendre's polynomials, by Newton's method.
fn gauss_legendre(points: usize) -> Vec<(f64, f64)> {
    let count = points as f64;
    let of = |n: usize| {
        let mut root = (std::f64::consts::PI * (n as f64 + 0.75) / (count + 0.5)).cos();
        let mut slope = 1.0;
        for _ in 0..100 {
            let (mut before, mut value) = (0.0, 1.0);
            for degree in 0..points {
                let degree = degree as f64;
                (before, value) = (value, ((2.0 * degree + 1.0) * root * value - degree * before) / (degree + 1.0));
            }
            slope = count * (root * value - before) / (root * root - 1.0);
            let step = value / slope;
            root -= step;
            if step.abs() < 1e-16 {
                break;
            }
        }
        ((1.0 - root) / 2.0, 1.0 / ((1.0 - root * root) * slope * slope))
    };
    (0..points).map(of).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn so_many_points_integrate_all_powers_up_to_twice_their_number() {
        for points in 1..40 {
            for power in 0..2 * points {
                let sum: f64 = gauss_legendre(points)
                    .into_iter()
                    .map(|(at, weight)| weight * at.powi(i32::try_from(power).expect("it is small")))
                    .sum();
                let exact = 1.0 / (power as f64 + 1.0);
                assert!((sum - exact).abs() < 1e-13, "{points} points, power {power}: {sum} and not {exact}");
            }
        }
    }
}
