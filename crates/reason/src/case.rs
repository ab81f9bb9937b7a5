//! What is reasoned over?

use std::collections::{BTreeMap, BTreeSet};

use casus_claim::{Condition, PropositionId};

use crate::{Promise, Reference, Rules};

/// Promises and the rules between their propositions, ready for questions.
#[derive(Clone, Debug)]
pub struct Case {
    promises: Vec<Promise>,
    rules: Rules,
    /// The live promises that bring about a proposition, by their places.
    bringing: BTreeMap<PropositionId, Vec<usize>>,
    /// The promises whose condition rests on a proposition, by way of definitions and parts too.
    waiting: BTreeMap<PropositionId, Vec<usize>>,
    by_reference: BTreeMap<Reference, usize>,
}

impl Case {
    /// Puts promises and rules together.
    pub fn new(promises: Vec<Promise>, rules: Rules) -> Self {
        let (mut bringing, mut waiting) = (BTreeMap::<_, Vec<usize>>::new(), BTreeMap::<_, Vec<usize>>::new());
        let mut by_reference = BTreeMap::new();
        for (place, promise) in promises.iter().enumerate() {
            by_reference.entry(promise.reference.clone()).or_insert(place);
            // What is defined is so where its definition says, and nothing else brings it about.
            let brought = promise.brings_about.as_ref().filter(|id| rules.definition(id).is_none());
            if let Some(id) = brought.filter(|_| promise.status.is_live()) {
                bringing.entry(id.clone()).or_default().push(place);
            }
            for id in rested_on(promise.antecedent.as_ref(), &rules) {
                waiting.entry(id.clone()).or_default().push(place);
            }
        }
        Self { promises, rules, bringing, waiting, by_reference }
    }

    /// Returns the promises.
    pub fn promises(&self) -> &[Promise] {
        &self.promises
    }

    /// Returns the rules between propositions.
    pub fn rules(&self) -> &Rules {
        &self.rules
    }

    /// Returns a promise by what it is called.
    pub fn promise(&self, reference: &Reference) -> Option<&Promise> {
        self.by_reference.get(reference).map(|place| &self.promises[*place])
    }

    /// Returns the propositions that live promises bring about, each with the places of those.
    pub(crate) fn brought_about(&self) -> impl Iterator<Item = (&PropositionId, &[usize])> {
        self.bringing.iter().map(|(id, places)| (id, places.as_slice()))
    }

    /// Returns the places of the live promises that bring about a proposition.
    pub(crate) fn bringing(&self, id: &PropositionId) -> &[usize] {
        self.bringing.get(id).map_or(&[], Vec::as_slice)
    }

    /// Returns the places of the promises whose condition rests on a proposition.
    pub(crate) fn waiting(&self, id: &PropositionId) -> &[usize] {
        self.waiting.get(id).map_or(&[], Vec::as_slice)
    }

    /// Returns the place of a promise by what it is called.
    pub(crate) fn place(&self, reference: &Reference) -> Option<usize> {
        self.by_reference.get(reference).copied()
    }
}

/// Returns the propositions on which a condition rests, by way of definitions and parts too.
pub(crate) fn rested_on<'c>(
    antecedent: Option<&'c Condition<PropositionId>>,
    rules: &'c Rules,
) -> BTreeSet<&'c PropositionId> {
    let mut all = BTreeSet::new();
    let mut new: Vec<&PropositionId> = antecedent.iter().flat_map(|condition| condition.atoms()).collect();
    while let Some(id) = new.pop() {
        if all.insert(id) {
            new.extend(rules.rests_on(id));
        }
    }
    all
}
