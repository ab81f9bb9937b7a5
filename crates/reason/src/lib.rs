//! What follows, and why?

use casus_claim::PropositionId;
use std::collections::BTreeMap;

/// A value of a proposition or a condition, in Kleene's strong logic.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Truth {
    /// It is not the case.
    False,
    /// Nobody has said.
    Unknown,
    /// It is the case.
    True,
}

/// What follows for one commitment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// Its antecedent is true even if nobody moves first.
    Due,
    /// Neither due nor blocked.
    Open,
    /// Its antecedent is false even if all move together.
    Blocked,
}

/// What is taken to be true and false. A proposition that is not in it is unknown.
pub type Scenario = BTreeMap<PropositionId, bool>;
