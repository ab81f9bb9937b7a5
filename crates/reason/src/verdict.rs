//! Is a promise due, blocked or open?

use casus_claim::Status;

use crate::cover::covers;
use crate::fixpoint::World;
use crate::reasons::reasons;
use crate::{Case, Cover, GeneralClaim, Promise, Reason, Scenario, Truth};

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

impl Verdict {
    /// Judges an antecedent by its values in the least and in the greatest fixpoint.
    ///
    /// What is false in the least is false in the greatest too, and without a `not` the reverse holds as well. With
    /// one it does not: where others could together bring about what must not be, the antecedent is false only if they
    /// do move, and that leaves the promise open.
    fn of(least: Truth, greatest: Truth) -> Self {
        match (least, greatest) {
            (Truth::True, _) => Verdict::Due,
            (Truth::False, Truth::False) => Verdict::Blocked,
            _ => Verdict::Open,
        }
    }
}

/// What follows for one promise, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conclusion {
    /// The verdict; `None` where nothing is promised: refused, withdrawn, or withheld without saying until when.
    pub verdict: Option<Verdict>,
    /// The propositions that the verdict rests on, as few as settle it; for an open one, those that leave it open.
    pub reasons: Vec<Reason>,
    /// Whether an open promise would be due if all who wait for one another moved together.
    pub is_due_together: bool,
    /// The general claims that would cover it.
    pub covers: Vec<Cover>,
}

/// Concludes what follows for each promise in a scenario, in the order of the promises.
///
/// The scenario is closed under the rules of the case. General claims change no verdict; see [`Cover`].
pub fn conclude(case: &Case, claims: &[GeneralClaim], scenario: &Scenario) -> Vec<Conclusion> {
    let worlds = Worlds { least: World::least(case, scenario), greatest: World::greatest(case, scenario) };
    let conclude_one = |promise: &Promise| {
        let verdict = promises_something(promise).then(|| worlds.verdict(promise, None));
        Conclusion {
            verdict,
            reasons: if verdict.is_some() { reasons(promise, case, scenario, &worlds.least) } else { Vec::new() },
            is_due_together: verdict == Some(Verdict::Open)
                && worlds.greatest.antecedent(promise.antecedent.as_ref()) == Truth::True,
            covers: covers(promise, claims, &worlds),
        }
    };
    case.promises().iter().map(conclude_one).collect()
}

/// The two worlds that a verdict looks at.
pub(crate) struct Worlds<'a> {
    pub(crate) least: World<'a>,
    pub(crate) greatest: World<'a>,
}

impl Worlds<'_> {
    /// Returns the verdict of a promise, with the condition of a general claim added to its own where one is given.
    pub(crate) fn verdict(&self, promise: &Promise, claim: Option<&GeneralClaim>) -> Verdict {
        let both = |world: &World| {
            let added = world.antecedent(claim.map(|claim| &claim.antecedent));
            world.antecedent(promise.antecedent.as_ref()).min(added)
        };
        Verdict::of(both(&self.least), both(&self.greatest))
    }
}

/// Returns whether there is anything that could fall due.
pub(crate) fn promises_something(promise: &Promise) -> bool {
    match promise.status {
        Status::Refused | Status::Withdrawn => false,
        Status::Withheld => promise.antecedent.is_some(),
        _ => true,
    }
}
