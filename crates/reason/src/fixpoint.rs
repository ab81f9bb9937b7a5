//! What comes true, when promises bring about what other promises wait on?

use std::collections::BTreeSet;

use casus_claim::{Condition, PropositionId};

use crate::{Promise, Scenario, Truth, value};

/// The values of all propositions at one fixpoint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct World<'a> {
    scenario: &'a Scenario,
    brought_about: BTreeSet<&'a PropositionId>,
}

impl<'a> World<'a> {
    /// Returns the world in which nobody moves first: the least fixpoint.
    ///
    /// It starts from the scenario alone. Wherever the antecedent of a live promise is true, what that promise brings
    /// about comes true, until nothing more does.
    pub(crate) fn least(promises: &'a [Promise], scenario: &'a Scenario) -> Self {
        Self { scenario, brought_about: BTreeSet::new() }.settled(promises)
    }

    /// Returns the world in which all move together: the greatest fixpoint.
    ///
    /// It starts from the hope that everything comes true that some live promise would bring about, and gives up each
    /// proposition whose every promise waits on something that is not true, until no hope is left that does not carry
    /// itself. Promises that wait only on one another thus keep one another alive.
    ///
    /// A proposition that is given up becomes unknown and not false: the promises on record are not the only ways in
    /// which a thing can come about. For the same reason a proposition that nobody has set and no live promise brings
    /// about is unknown in both worlds, so it can keep a promise open and never block it.
    pub(crate) fn greatest(promises: &'a [Promise], scenario: &'a Scenario) -> Self {
        let hoped_for = bringing(promises, scenario).map(|(id, _)| id).collect();
        Self { scenario, brought_about: hoped_for }.settled(promises)
    }

    /// Returns the value of a proposition: what the scenario sets stands, whatever a promise brings about.
    pub(crate) fn of(&self, id: &PropositionId) -> Truth {
        match self.scenario.get(id) {
            Some(&value) => value.into(),
            None if self.brought_about.contains(id) => Truth::True,
            None => Truth::Unknown,
        }
    }

    /// Returns the value of an antecedent; where there is none, nothing is waited for.
    pub(crate) fn antecedent(&self, antecedent: Option<&Condition<PropositionId>>) -> Truth {
        antecedent.map_or(Truth::True, |condition| value(condition, &|id| self.of(id)))
    }

    /// Takes steps until one changes nothing.
    ///
    /// A step asks all promises at once, so their order is of no account. A proposition moves only between unknown and
    /// true, and a formula of Kleene's logic that is true stays true when an unknown proposition becomes true, even
    /// under a `not`. The step is therefore monotone: from nothing it only adds, from everything it only takes away,
    /// and there are no more steps than propositions.
    fn settled(mut self, promises: &'a [Promise]) -> Self {
        loop {
            let next = bringing(promises, self.scenario)
                .filter(|(_, promise)| self.antecedent(promise.antecedent.as_ref()) == Truth::True)
                .map(|(id, _)| id)
                .collect();
            if next == self.brought_about {
                return self;
            }
            self.brought_about = next;
        }
    }
}

/// Returns the live promises that bring about a proposition which the scenario leaves unset.
fn bringing<'a>(
    promises: &'a [Promise],
    scenario: &'a Scenario,
) -> impl Iterator<Item = (&'a PropositionId, &'a Promise)> {
    let live = promises.iter().filter(|promise| promise.status.is_live());
    let pairs = live.filter_map(|promise| Some((promise.brings_about.as_ref()?, promise)));
    pairs.filter(|(id, _)| !scenario.contains_key(*id))
}
