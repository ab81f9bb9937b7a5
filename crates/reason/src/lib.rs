//! What follows, and why?
//!
//! In go promises whose conditions are formulas over propositions, general claims about such promises, and a
//! [`Scenario`]; out comes one [`Conclusion`] a promise: its verdict, the fewest propositions that the verdict rests
//! on, and the general claims that would cover it. [`propositions`] makes the propositions out of the phrases that
//! the documents use.
//!
//! Beside the promises stand [`common_ground`], which tells where actors could meet on an issue, and [`procedure`], which
//! tells who can make a decision and by what vote.

pub mod common_ground;
pub mod fault_tree;
pub mod phrases;
pub mod procedure;
pub mod propositions;
pub mod structure;

mod case;
mod chance;
mod cover;
mod deadlock;
mod fixpoint;
mod goal;
mod kleene;
mod lifecycle;
mod power;
mod readings;
mod reasons;
mod rules;
mod sets;
mod unfolding;
mod verdict;

use std::collections::{BTreeMap, BTreeSet};

use casus_claim::{Category, Condition, PropositionId, Status};

pub use case::Case;
pub use chance::{Chance, Interval, Swing, Weight, chance, weights};
pub use cover::Cover;
pub use deadlock::{Deadlock, Wait, deadlocks, first_moves, moves_for};
pub use goal::{Goal, Need, Standing, reached};
pub use kleene::{Truth, value};
pub use lifecycle::Lifecycle;
pub use power::{Power, powers};
pub use readings::{Admitted, Dispute, In, admitted_values, readings};
pub use reasons::{Ground, Reason};
pub use rules::{Clash, Rules, Unruly};
pub use sets::{Sets, Setting, Support, due, sinks, suffices, supports};
pub use unfolding::Moves;
pub use verdict::{Conclusion, Verdict, conclude};

/// What is taken to be true and false. A proposition that is not in it is unknown.
pub type Scenario = BTreeMap<PropositionId, bool>;

/// What to call a promise or a general claim: unique among those that are reasoned over together.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Reference(pub String);

impl std::fmt::Display for Reference {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(&self.0)
    }
}

/// A commitment as far as it bears on what follows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Promise {
    /// What to call it.
    pub reference: Reference,
    /// How strong it is.
    pub status: Status,
    /// The field it belongs to.
    pub category: Category,
    /// The names of those who are to do it.
    pub debtors: BTreeSet<String>,
    /// On which condition; `None` when unconditional.
    pub antecedent: Option<Condition<PropositionId>>,
    /// The proposition that comes true when it is done.
    pub brings_about: Option<PropositionId>,
}

/// A rule over every promise of a kind: "no relief convoy leaves without a corridor".
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GeneralClaim {
    /// What to call it.
    pub reference: Reference,
    /// The fields of the promises it speaks of.
    pub categories: BTreeSet<Category>,
    /// What they would wait on.
    pub antecedent: Condition<PropositionId>,
    /// The names of the actors who are to fulfil that condition.
    pub actors: BTreeSet<String>,
}
