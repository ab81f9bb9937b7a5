//! What holds between propositions, whatever anybody promises?
//!
//! Three kinds of rules. An id with a `/` is a part of the one before it: who has `us-support/intelligence` has some
//! `us-support`, and who has no `us-support` has none of its parts. A definition says that a proposition is a formula over
//! others. And of incompatible propositions one at most is true.

use std::collections::{BTreeMap, BTreeSet};

use casus_claim::{Condition, PropositionId};

use crate::Scenario;

/// Definitions that rest on one another more deeply than this are refused.
const DEPTH_MAX: usize = 64;

/// What holds between propositions.
///
/// Invariant: no definition rests on itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rules {
    definitions: BTreeMap<PropositionId, Condition<PropositionId>>,
    parts: BTreeMap<PropositionId, BTreeSet<PropositionId>>,
    /// What each part is directly a part of.
    wholes: BTreeMap<PropositionId, PropositionId>,
    incompatible: Vec<BTreeSet<PropositionId>>,
    /// The sets in which each proposition stands, by their places.
    clashing: BTreeMap<PropositionId, Vec<usize>>,
}

/// Rules that cannot be kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unruly {
    /// This definition rests on itself, by way of these.
    Circle(Vec<PropositionId>),
    /// Definitions rest on one another more deeply than anybody could follow; this one does.
    Deep(PropositionId),
}

/// Two propositions that a scenario sets as they cannot both be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clash {
    /// What is set to one value.
    pub one: (PropositionId, bool),
    /// What is set to a value that goes against it.
    pub other: (PropositionId, bool),
}

impl Rules {
    /// Makes the rules for some propositions; the parts of a proposition are those whose id goes on behind its own.
    pub fn new<'a>(
        propositions: impl IntoIterator<Item = &'a PropositionId>,
        definitions: BTreeMap<PropositionId, Condition<PropositionId>>,
        incompatible: Vec<BTreeSet<PropositionId>>,
    ) -> Result<Self, Unruly> {
        let known: BTreeSet<&PropositionId> = propositions.into_iter().collect();
        let mut parts: BTreeMap<PropositionId, BTreeSet<PropositionId>> = BTreeMap::new();
        for id in &known {
            // The nearest that is declared: `a/b/c` is a part of `a` where nobody speaks of `a/b`.
            let wholes = id.0.rmatch_indices('/').map(|(end, _)| PropositionId(id.0[..end].to_owned()));
            if let Some(whole) = wholes.into_iter().find(|whole| known.contains(whole)) {
                parts.entry(whole).or_default().insert((*id).clone());
            }
        }
        let wholes = parts.iter().flat_map(|(whole, parts)| parts.iter().map(|part| (part.clone(), whole.clone())));
        let wholes = wholes.collect();
        let mut clashing: BTreeMap<PropositionId, Vec<usize>> = BTreeMap::new();
        for (place, set) in incompatible.iter().enumerate() {
            set.iter().for_each(|id| clashing.entry(id.clone()).or_default().push(place));
        }
        let rules = Self { definitions, parts, wholes, incompatible, clashing };
        rules.check()?;
        Ok(rules)
    }

    fn check(&self) -> Result<(), Unruly> {
        // How deep each definition goes; none while it is being followed.
        let mut depths: BTreeMap<&PropositionId, Option<usize>> = BTreeMap::new();
        for start in self.definitions.keys() {
            let mut path: Vec<(&PropositionId, Vec<&PropositionId>)> = vec![(start, self.rests_on(start))];
            if depths.contains_key(start) {
                continue;
            }
            depths.insert(start, None);
            while let Some((id, left)) = path.last_mut() {
                let id = *id;
                match left.pop() {
                    Some(next) => match depths.get(next) {
                        Some(None) => {
                            let from = path.iter().position(|(id, _)| *id == next).unwrap_or(0);
                            return Err(Unruly::Circle(path[from..].iter().map(|(id, _)| (*id).clone()).collect()));
                        }
                        Some(Some(_)) => {}
                        None => {
                            depths.insert(next, None);
                            path.push((next, self.rests_on(next)));
                        }
                    },
                    None => {
                        let below = self.rests_on(id).into_iter().filter_map(|below| depths[below]).max();
                        let depth = below.map_or(1, |below| below + 1);
                        if depth > DEPTH_MAX {
                            return Err(Unruly::Deep(id.clone()));
                        }
                        depths.insert(id, Some(depth));
                        path.pop();
                    }
                }
            }
        }
        Ok(())
    }

    /// Returns the formula that a proposition stands for.
    pub fn definition(&self, id: &PropositionId) -> Option<&Condition<PropositionId>> {
        self.definitions.get(id)
    }

    /// Returns all definitions.
    pub fn definitions(&self) -> impl Iterator<Item = (&PropositionId, &Condition<PropositionId>)> {
        self.definitions.iter()
    }

    /// Returns each whole with its parts, and not the parts of those.
    pub fn wholes_and_parts(&self) -> impl Iterator<Item = (&PropositionId, &BTreeSet<PropositionId>)> {
        self.parts.iter()
    }

    /// Returns the parts of a proposition, and not the parts of those.
    pub fn parts(&self, id: &PropositionId) -> impl Iterator<Item = &PropositionId> {
        self.parts.get(id).into_iter().flatten()
    }

    /// Returns what a proposition is a part of, and what that is a part of.
    pub fn wholes(&self, id: &PropositionId) -> Vec<&PropositionId> {
        std::iter::successors(self.wholes.get(id), |whole| self.wholes.get(whole)).collect()
    }

    /// Returns the propositions that cannot be true beside one.
    fn beside(&self, id: &PropositionId) -> impl Iterator<Item = &PropositionId> {
        let sets = self.clashing.get(id).into_iter().flatten().map(|place| &self.incompatible[*place]);
        sets.flatten().filter(move |other| *other != id)
    }

    /// Returns the sets of propositions of which one at most is true.
    pub fn incompatible(&self) -> &[BTreeSet<PropositionId>] {
        &self.incompatible
    }

    /// Returns what the value of a proposition directly rests on: what it is defined by, and its parts.
    pub(crate) fn rests_on(&self, id: &PropositionId) -> Vec<&PropositionId> {
        let definition = self.definitions.get(id).map(Condition::atoms).unwrap_or_default();
        definition.into_iter().chain(self.parts(id)).collect()
    }

    /// Returns a scenario with everything that follows from what it sets. Fails where it goes against itself.
    pub fn closed(&self, scenario: &Scenario) -> Result<Scenario, Clash> {
        let mut closed = scenario.clone();
        let mut from: BTreeMap<PropositionId, (PropositionId, bool)> =
            scenario.iter().map(|(id, value)| (id.clone(), (id.clone(), *value))).collect();
        let mut new: Vec<(PropositionId, bool)> = scenario.iter().map(|(id, value)| (id.clone(), *value)).collect();
        while let Some((id, value)) = new.pop() {
            let origin = from[&id].clone();
            for (id, value) in self.follows(&id, value) {
                match closed.get(&id) {
                    Some(known) if *known == value => {}
                    Some(_) => return Err(Clash { one: origin, other: from[&id].clone() }),
                    None => {
                        closed.insert(id.clone(), value);
                        from.insert(id.clone(), origin.clone());
                        new.push((id, value));
                    }
                }
            }
        }
        Ok(closed)
    }

    /// Returns what is to be added to a closed scenario so that some settings and all that follows from them are in it;
    /// none where they go against it or against one another.
    pub(crate) fn added(
        &self,
        scenario: &Scenario,
        settings: impl IntoIterator<Item = (PropositionId, bool)>,
    ) -> Option<Scenario> {
        let (mut added, mut new) = (Scenario::new(), settings.into_iter().collect::<Vec<_>>());
        while let Some((id, value)) = new.pop() {
            match scenario.get(&id).or_else(|| added.get(&id)) {
                Some(known) if *known == value => {}
                Some(_) => return None,
                None => {
                    new.extend(self.follows(&id, value));
                    added.insert(id, value);
                }
            }
        }
        Some(added)
    }

    /// Returns the settings from which a value of a proposition follows, itself among them.
    pub(crate) fn sources(&self, id: &PropositionId, value: bool) -> BTreeSet<(PropositionId, bool)> {
        let (mut sources, mut new) = (BTreeSet::new(), vec![(id.clone(), value)]);
        while let Some((id, value)) = new.pop() {
            if !sources.insert((id.clone(), value)) {
                continue;
            }
            if value {
                new.extend(self.parts(&id).map(|part| (part.clone(), true)));
                continue;
            }
            new.extend(self.wholes.get(&id).map(|whole| (whole.clone(), false)));
            new.extend(self.beside(&id).map(|other| (other.clone(), true)));
        }
        sources
    }

    /// Lists what directly follows when a proposition has a value.
    fn follows(&self, id: &PropositionId, value: bool) -> Vec<(PropositionId, bool)> {
        if !value {
            return self.parts(id).map(|part| (part.clone(), false)).collect();
        }
        let whole = self.wholes.get(id).into_iter().map(|whole| (whole.clone(), true));
        whole.chain(self.beside(id).map(|other| (other.clone(), false))).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(name: &str) -> PropositionId {
        PropositionId(name.to_owned())
    }

    fn set(scenario: &[(&str, bool)]) -> Scenario {
        scenario.iter().map(|(name, value)| (id(name), *value)).collect()
    }

    #[test]
    fn a_part_stands_and_falls_with_its_whole() {
        let all = [id("help"), id("help/air"), id("help/air/radar")];
        let rules = Rules::new(&all, BTreeMap::new(), Vec::new()).expect("these rules can be kept");
        let closed = |scenario: &[(&str, bool)]| rules.closed(&set(scenario)).expect("nothing clashes");
        assert_eq!(closed(&[("help", false)]), set(&[("help", false), ("help/air", false), ("help/air/radar", false)]));
        assert_eq!(closed(&[("help/air/radar", true)]).len(), 3);
        assert_eq!(closed(&[("help", true)]), set(&[("help", true)]));
        let clash = rules.closed(&set(&[("help", false), ("help/air/radar", true)]));
        assert!(clash.is_err(), "a part without its whole");
    }

    #[test]
    fn of_incompatible_propositions_one_at_most_is_true() {
        let all = [id("war"), id("peace"), id("truce")];
        let rules = Rules::new(&all, BTreeMap::new(), vec![BTreeSet::from([id("war"), id("peace")])]);
        let rules = rules.expect("these rules can be kept");
        assert_eq!(rules.closed(&set(&[("war", true)])), Ok(set(&[("war", true), ("peace", false)])));
        assert_eq!(rules.closed(&set(&[("war", false)])), Ok(set(&[("war", false)])));
        assert!(rules.closed(&set(&[("war", true), ("peace", true)])).is_err());
    }

    #[test]
    fn a_definition_that_rests_on_itself_is_refused() {
        let all = [id("a"), id("b"), id("c")];
        let definitions = |pairs: &[(&str, &str)]| -> BTreeMap<_, _> {
            pairs.iter().map(|(name, of)| (id(name), Condition::Atom(id(of)).negated())).collect()
        };
        let chain = Rules::new(&all, definitions(&[("a", "b"), ("b", "c")]), Vec::new());
        assert!(chain.is_ok());
        let circle = Rules::new(&all, definitions(&[("a", "b"), ("b", "c"), ("c", "a")]), Vec::new());
        assert!(matches!(circle, Err(Unruly::Circle(of)) if of.len() == 3));
        let many: Vec<PropositionId> = (0..100_000).map(|n| id(&format!("p{n}"))).collect();
        let deep = many.windows(2).map(|pair| (pair[0].clone(), Condition::Atom(pair[1].clone()))).collect();
        assert!(matches!(Rules::new(&many, deep, Vec::new()), Err(Unruly::Deep(_))));
    }
}
