//! How many coalitions win, by their sizes, and in how many is each player critical?

use num_bigint::BigUint;

use super::{Ratio, Voter};

/// The coalitions of some players, counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Census {
    /// The players.
    pub players: Vec<Voter>,
    /// How many coalitions of each size win, from 0 to all players.
    pub winning: Vec<BigUint>,
    /// For each player and each size how many coalitions of that size lose without it and win with it.
    pub swings: Vec<Vec<BigUint>>,
}

impl Census {
    /// Returns how many coalitions of a size block: without them, all others lose.
    pub fn blocking(&self, size: usize) -> BigUint {
        choose(self.players.len(), size) - &self.winning[self.players.len() - size]
    }

    /// Returns how many coalitions win.
    pub fn winning(&self) -> BigUint {
        self.winning.iter().sum()
    }

    /// Returns in how many coalitions a player is critical.
    pub fn swings(&self, player: usize) -> BigUint {
        self.swings[player].iter().sum()
    }

    /// Returns the share of all orders in which the others may say yes where this player's yes is the one that carries.
    pub fn shapley_shubik(&self, player: usize) -> Ratio {
        let count = self.players.len();
        let factorials = factorials(count);
        let orders = self.swings[player].iter().enumerate();
        let orders = orders.map(|(size, swings)| swings * &factorials[size] * &factorials[count - 1 - size]);
        Ratio::new(orders.sum(), factorials[count].clone())
    }
}

fn factorials(count: usize) -> Vec<BigUint> {
    let mut factorials = vec![BigUint::from(1_u8)];
    for number in 1..=count {
        factorials.push(&factorials[number - 1] * number);
    }
    factorials
}

/// Returns how many sets of a size there are among so many.
fn choose(of: usize, size: usize) -> BigUint {
    (0..size).fold(BigUint::from(1_u8), |so_far, at| so_far * (of - at) / (at + 1))
}
