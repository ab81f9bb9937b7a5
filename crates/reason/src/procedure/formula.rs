//! How are the coalitions of any formula counted? One by one, where there are few enough players.

use num_bigint::BigUint;

use super::census::Census;
use super::{Rule, Said, Unsolved, Voter};

/// With more players than this, coalitions are not gone through one by one.
pub const PLAYERS_MAX: usize = 20;

/// Which coalitions of some players win.
pub(super) struct Coalitional {
    players: Vec<Voter>,
    /// For each coalition, as a number with a bit for each player, whether it wins.
    wins: Vec<bool>,
}

impl Coalitional {
    /// Goes through the coalitions of those who have not spoken.
    pub(super) fn of(rule: &Rule, said: &Said) -> Result<Self, Unsolved> {
        let voters = rule.voters();
        let players: Vec<Voter> = voters.iter().copied().filter(|&voter| said.is_open(voter)).collect();
        if players.len() > PLAYERS_MAX {
            return Err(Unsolved::TooMany { players: players.len() });
        }
        // The bit that tells whether a voter says yes; the highest two stand for those who have spoken.
        let (yes, no) = (1_u32 << PLAYERS_MAX, 1_u32 << (PLAYERS_MAX + 1));
        let spoken = |voter: Voter| if said.yes.contains(&voter) { yes } else { no };
        let mut bits = vec![no; voters.last().map_or(0, |last| last + 1)];
        voters.iter().for_each(|&voter| bits[voter] = spoken(voter));
        players.iter().enumerate().for_each(|(at, &player)| bits[player] = 1 << at);
        let wins =
            (0..1_u32 << players.len()).map(|coalition| rule.carries(&|voter| bits[voter] & (coalition | yes) != 0));
        Ok(Self { wins: wins.collect(), players })
    }

    pub(super) fn census(&self) -> Census {
        let count = self.players.len();
        let mut winning = vec![0_u64; count + 1];
        let mut swings = vec![vec![0_u64; count]; count];
        for coalition in (0..self.wins.len()).filter(|&coalition| self.wins[coalition]) {
            let size = coalition.count_ones() as usize;
            winning[size] += 1;
            for player in (0..count).filter(|player| coalition >> player & 1 == 1) {
                swings[player][size - 1] += u64::from(!self.wins[coalition & !(1 << player)]);
            }
        }
        let large = |counts: Vec<u64>| counts.into_iter().map(BigUint::from).collect();
        Census {
            players: self.players.clone(),
            winning: large(winning),
            swings: swings.into_iter().map(large).collect(),
        }
    }

    /// Lists winning coalitions of a size.
    pub(super) fn winning(&self, size: usize, listed_max: usize) -> Vec<Vec<Voter>> {
        self.listed(size, listed_max, |coalition| self.wins[coalition])
    }

    /// Lists blocking coalitions of a size.
    pub(super) fn blocking(&self, size: usize, listed_max: usize) -> Vec<Vec<Voter>> {
        let all = self.wins.len() - 1;
        self.listed(size, listed_max, |coalition| !self.wins[all & !coalition])
    }

    fn listed(&self, size: usize, listed_max: usize, is_one: impl Fn(usize) -> bool) -> Vec<Vec<Voter>> {
        let of_size = (0..self.wins.len()).filter(|coalition| coalition.count_ones() as usize == size);
        let members = |coalition: usize| {
            let players = self.players.iter().enumerate();
            players.filter(|(at, _)| coalition >> at & 1 == 1).map(|(_, &player)| player).collect()
        };
        let mut listed: Vec<Vec<Voter>> = of_size.filter(|&coalition| is_one(coalition)).map(members).collect();
        listed.sort();
        listed.truncate(listed_max);
        listed
    }
}
