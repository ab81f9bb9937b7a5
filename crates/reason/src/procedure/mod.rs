//! Who can make a decision, and by what vote?
//!
//! A decision procedure is a formula over the yes of some voters that more yeses never make false: a [`Rule`]. In go a rule
//! and who has said yes and no already; out comes an [`Analysis`], the notions of cooperative game theory: whether the
//! decision carries, can still carry or is lost, the veto players, the smallest winning coalitions and blocking minorities
//! among those who are undecided, and the power of each by Banzhaf and by Shapley and Shubik.
//!
//! Everything is counted exactly. A vote by number and weight, also with vetoes, is counted by the coalitions of each size and
//! weight (generating functions); any other formula coalition by coalition, up to [`PLAYERS_MAX`] players.

mod analysis;
mod census;
mod formula;
mod ratio;
mod vote;
mod weighted;

use std::collections::BTreeSet;

pub use analysis::{Analysis, Coalitions, Outcome, Power, analyse};
pub use formula::PLAYERS_MAX;
pub use ratio::Ratio;
pub use vote::{Terms, Vote, Voteless};

/// A voter, counted from 0.
pub type Voter = usize;

/// Who must say yes. There is no `not`: a further yes never undoes a decision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rule {
    /// This voter.
    Consent(Voter),
    /// All of these.
    All(Vec<Rule>),
    /// At least one of these.
    Any(Vec<Rule>),
    /// At least so many of these.
    AtLeast {
        /// How many.
        count: usize,
        /// Of which.
        of: Vec<Rule>,
    },
    /// A vote by number and weight.
    Vote(Vote),
}

impl Rule {
    /// Returns whether the decision carries with the yes of these voters.
    pub fn carries(&self, yes: &impl Fn(Voter) -> bool) -> bool {
        match self {
            Self::Consent(voter) => yes(*voter),
            Self::All(of) => of.iter().all(|rule| rule.carries(yes)),
            Self::Any(of) => of.iter().any(|rule| rule.carries(yes)),
            Self::AtLeast { count, of } => of.iter().filter(|rule| rule.carries(yes)).count() >= *count,
            Self::Vote(vote) => vote.carries(yes),
        }
    }

    /// Returns everybody whose yes may count.
    pub fn voters(&self) -> BTreeSet<Voter> {
        match self {
            Self::Consent(voter) => BTreeSet::from([*voter]),
            Self::All(of) | Self::Any(of) | Self::AtLeast { of, .. } => of.iter().flat_map(Rule::voters).collect(),
            Self::Vote(vote) => vote.voters().collect(),
        }
    }
}

/// Who has said yes and who has said no.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Said {
    /// Who has said yes.
    pub yes: BTreeSet<Voter>,
    /// Who has said no; nobody does both.
    pub no: BTreeSet<Voter>,
}

impl Said {
    /// Returns whether a voter has said neither.
    pub fn is_open(&self, voter: Voter) -> bool {
        !self.yes.contains(&voter) && !self.no.contains(&voter)
    }
}

/// Why a procedure was not worked out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unsolved {
    /// There are more voters who have not spoken than can be gone through.
    TooMany {
        /// How many there are.
        players: usize,
    },
    /// The weights have so many digits that there are more sums of them than can be counted.
    TooFine,
}

impl std::fmt::Display for Unsolved {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::TooMany { players } => {
                write!(f, "`{players}` voters have not spoken, and so many cannot be gone through")
            }
            Self::TooFine => f.write_str("the weights have too many digits to be counted; give fewer of them"),
        }
    }
}

impl std::error::Error for Unsolved {}

#[cfg(test)]
mod tests;
