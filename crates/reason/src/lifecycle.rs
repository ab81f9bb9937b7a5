//! Where does a commitment stand in its life?

use casus_claim::Status;

use crate::Verdict;

/// A state in the life of a commitment, after M. P. Singh, An ontology for commitments in multiagent systems (1999).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Lifecycle {
    /// Its antecedent may still come true.
    Conditional,
    /// Its antecedent is true, or it has none, and what is promised is to be done.
    Detached,
    /// What is promised is done.
    Satisfied,
    /// It was detached, and the day by which it was to be done has passed without a word that it was.
    Violated,
    /// Its antecedent can no longer come true.
    Expired,
    /// Its debtor took it back.
    Withdrawn,
}

impl Lifecycle {
    /// Returns where a commitment stands; none where nothing is promised.
    ///
    /// It is overdue where the day by which it was to be done has passed, and done where some document says so.
    pub fn of(status: Status, verdict: Option<Verdict>, is_done: bool, is_overdue: bool) -> Option<Self> {
        match (status, verdict) {
            (Status::Withdrawn, _) => Some(Self::Withdrawn),
            (_, None) => None,
            (Status::Delivered, _) => Some(Self::Satisfied),
            _ if is_done => Some(Self::Satisfied),
            (_, Some(Verdict::Blocked)) => Some(Self::Expired),
            (_, Some(Verdict::Open)) => Some(Self::Conditional),
            (_, Some(Verdict::Due)) if is_overdue => Some(Self::Violated),
            (_, Some(Verdict::Due)) => Some(Self::Detached),
        }
    }

    /// Returns the state as it stands on the wire.
    pub fn word(self) -> &'static str {
        match self {
            Self::Conditional => "conditional",
            Self::Detached => "detached",
            Self::Satisfied => "satisfied",
            Self::Violated => "violated",
            Self::Expired => "expired",
            Self::Withdrawn => "withdrawn",
        }
    }
}
