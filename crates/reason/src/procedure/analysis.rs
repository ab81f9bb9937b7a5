//! What is there to say of a procedure, once some have spoken?

use std::cmp::Reverse;
use std::collections::BTreeSet;

use num_bigint::BigUint;

use super::census::Census;
use super::formula::{Coalitional, PLAYERS_MAX};
use super::weighted::Weighted;
use super::{Ratio, Rule, Said, Terms, Unsolved, Vote, Voter};

/// What can still become of a decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It carries with the yeses that were said.
    Carried,
    /// It carries if enough of those say yes who have not spoken.
    Open,
    /// It does not carry even if they all do.
    Lost,
}

impl Outcome {
    /// Returns the word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Carried => "carried",
            Self::Open => "open",
            Self::Lost => "lost",
        }
    }
}

/// What is to be said of a procedure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Analysis {
    /// What can still become of the decision.
    pub outcome: Outcome,
    /// Who has not spoken, in their order.
    pub players: Vec<Voter>,
    /// How many of the coalitions of these win.
    pub winning: BigUint,
    /// How many coalitions there are.
    pub coalitions: BigUint,
    /// Without whose yes nothing carries, in their order.
    pub vetoes: Vec<Voter>,
    /// The smallest coalitions with whose yes it carries; `None` where there is none.
    pub smallest_winning: Option<Coalitions>,
    /// The smallest coalitions without whose yes it does not carry; `None` where there is none.
    pub smallest_blocking: Option<Coalitions>,
    /// How much each player can do, the most powerful first.
    pub power: Vec<Power>,
}

/// Coalitions of one size.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Coalitions {
    /// How many voters each has.
    pub size: usize,
    /// How many there are.
    pub count: BigUint,
    /// Some of them, in the order of their members.
    pub listed: Vec<Vec<Voter>>,
}

/// How much a player can do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Power {
    /// The player.
    pub voter: Voter,
    /// In how many coalitions its yes decides.
    pub swings: BigUint,
    /// Banzhaf's index: its share of the swings of all.
    pub banzhaf: Ratio,
    /// Penrose's measure, which is Banzhaf's without a common scale: the share of the coalitions of the others in which its
    /// yes decides.
    pub penrose: Ratio,
    /// Shapley and Shubik's index: the share of all orders of speaking in which its yes is the one that carries.
    pub shapley_shubik: Ratio,
}

/// Works out a procedure, and lists at most so many coalitions of a kind.
pub fn analyse(rule: &Rule, said: &Said, listed_max: usize) -> Result<Analysis, Unsolved> {
    let outcome = outcome(rule, said);
    if let Some((vote, vetoes)) = as_vote(rule) {
        let weighted = Weighted::of(&vote, &vetoes, said);
        match weighted.census() {
            Ok(census) => {
                let winning = |size| weighted.smallest_winning(size, listed_max);
                let blocking = |size| weighted.smallest_blocking(size, listed_max);
                return Ok(Analysis::of(outcome, &census, winning, blocking));
            }
            // Weights of many digits have too many sums; few members are then gone through as any formula is.
            Err(unsolved) => {
                let players = rule.voters().into_iter().filter(|&voter| said.is_open(voter)).count();
                if players > PLAYERS_MAX {
                    return Err(unsolved);
                }
            }
        }
    }
    let formula = Coalitional::of(rule, said)?;
    let (winning, blocking) = (|size| formula.winning(size, listed_max), |size| formula.blocking(size, listed_max));
    Ok(Analysis::of(outcome, &formula.census(), winning, blocking))
}

fn outcome(rule: &Rule, said: &Said) -> Outcome {
    match (rule.carries(&|voter| said.yes.contains(&voter)), rule.carries(&|voter| !said.no.contains(&voter))) {
        (true, _) => Outcome::Carried,
        (false, true) => Outcome::Open,
        (false, false) => Outcome::Lost,
    }
}

impl Analysis {
    fn of(
        outcome: Outcome,
        census: &Census,
        winning: impl Fn(usize) -> Vec<Vec<Voter>>,
        blocking: impl Fn(usize) -> Vec<Vec<Voter>>,
    ) -> Self {
        let count = census.players.len();
        let total = census.winning();
        let coalitions = BigUint::from(2_u8).pow(u32::try_from(count).expect("there are few players"));
        let smallest = |counted: &dyn Fn(usize) -> BigUint, listed: &dyn Fn(usize) -> Vec<Vec<Voter>>| {
            let size = (0..=count).find(|&size| counted(size) > BigUint::ZERO)?;
            let sorted = |mut coalition: Vec<Voter>| {
                coalition.sort_unstable();
                coalition
            };
            let mut listed: Vec<Vec<Voter>> = listed(size).into_iter().map(sorted).collect();
            listed.sort();
            Some(Coalitions { size, count: counted(size), listed })
        };
        let is_veto = |player: &usize| total > BigUint::ZERO && census.swings(*player) == total;
        let mut vetoes: Vec<Voter> = (0..count).filter(is_veto).map(|player| census.players[player]).collect();
        vetoes.sort_unstable();
        let mut players = census.players.clone();
        players.sort_unstable();
        Self {
            outcome,
            players,
            vetoes,
            smallest_winning: smallest(&|size| census.winning[size].clone(), &winning),
            smallest_blocking: smallest(&|size| census.blocking(size), &blocking),
            power: power(census),
            winning: total,
            coalitions,
        }
    }
}

fn power(census: &Census) -> Vec<Power> {
    let swings: Vec<BigUint> = (0..census.players.len()).map(|player| census.swings(player)).collect();
    let all: BigUint = swings.iter().sum();
    let others = u32::try_from(census.players.len().saturating_sub(1)).expect("there are few players");
    let of_others = BigUint::from(2_u8).pow(others);
    let of_player = |(player, swings): (usize, BigUint)| Power {
        voter: census.players[player],
        banzhaf: Ratio::new(swings.clone(), all.clone()),
        penrose: Ratio::new(swings.clone(), of_others.clone()),
        shapley_shubik: census.shapley_shubik(player),
        swings,
    };
    let mut power: Vec<Power> = swings.into_iter().enumerate().map(of_player).collect();
    power.sort_by_key(|power| (Reverse(power.swings.clone()), power.voter));
    power
}

/// Returns a rule as one vote that some can veto, where it is no more than that.
fn as_vote(rule: &Rule) -> Option<(Vote, BTreeSet<Voter>)> {
    let (mut votes, mut vetoes) = (Vec::new(), BTreeSet::new());
    let mut left = vec![rule];
    while let Some(rule) = left.pop() {
        match rule {
            Rule::Consent(voter) => {
                vetoes.insert(*voter);
            }
            Rule::Vote(vote) => votes.push(vote.clone()),
            Rule::All(of) => left.extend(of),
            Rule::Any(of) if of.len() == 1 => left.extend(of),
            Rule::AtLeast { count, of } if *count == of.len() => left.extend(of),
            Rule::Any(of) => votes.push(counted(of, 1)?),
            Rule::AtLeast { count, of } => votes.push(counted(of, *count)?),
        }
    }
    match votes.len() {
        0 => Some((Vote::new(&[], &Terms::default()).ok()?, vetoes)),
        1 => Some((votes.remove(0), vetoes)),
        _ => None,
    }
}

/// Returns the vote of so many of some voters, where nothing else stands among them and none twice.
fn counted(of: &[Rule], at_least: usize) -> Option<Vote> {
    let consent = |rule: &Rule| if let Rule::Consent(voter) = rule { Some(*voter) } else { None };
    let voters: Vec<Voter> = of.iter().map(consent).collect::<Option<_>>()?;
    let distinct: BTreeSet<Voter> = voters.iter().copied().collect();
    let members: Vec<_> = voters.iter().map(|&voter| (voter, rust_decimal::Decimal::ZERO)).collect();
    let terms = Terms { at_least: Some(at_least), ..Terms::default() };
    Vote::new(&members, &terms).ok().filter(|_| distinct.len() == voters.len())
}
