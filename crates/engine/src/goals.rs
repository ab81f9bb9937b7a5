//! What do the promises lead to?
//!
//! A goal of the dossier is true, false or unknown in the scenario. Of the promises it asks for, those count that are
//! sure and due; it is false as soon as even the open ones could not make up the number. Where the dossier declares no
//! goal, the fields of the promises stand in for them.

use std::collections::BTreeMap;

use casus_claim::{Category, Condition, PropositionId, Status};
use casus_reason::{Truth, Verdict, value};

use crate::dossier::{GoalRule, Need, Selector};
use crate::facts::Facts;
use crate::page::{Goal, GoalNeed, GoalTest, Promise};
use crate::promises::{Conclusions, strength};

/// Returns the goals that a dossier declares, each with its value where the propositions have these values.
pub(crate) fn declared(
    facts: &Facts,
    rules: &[GoalRule],
    conclusions: &Conclusions,
    values: &BTreeMap<PropositionId, Truth>,
) -> Vec<Goal> {
    let promises: Vec<&Promise> = conclusions.promises.iter().map(|concluded| &concluded.promise).collect();
    rules.iter().map(|rule| Test { facts, promises: &promises, values }.goal(rule)).collect()
}

/// What a goal is tested on.
struct Test<'a> {
    facts: &'a Facts,
    promises: &'a [&'a Promise],
    values: &'a BTreeMap<PropositionId, Truth>,
}

impl Test<'_> {
    fn goal(&self, rule: &GoalRule) -> Goal {
        let needs = rule.needs.map(&mut |need| self.need(need));
        let of = |need: &GoalNeed| self.value(need);
        let value = value(&needs, &of);
        let mut promises: Vec<String> = Vec::new();
        for need in needs.atoms() {
            promises
                .extend(self.leading_to(need).filter(|reference| !promises.contains(reference)).collect::<Vec<_>>());
        }
        let mut waits_on = Vec::new();
        if value != Truth::True {
            self.missing(&needs, Truth::True, &mut waits_on);
        }
        Goal {
            label: rule.label.clone(),
            promises,
            test: Some(GoalTest { id: rule.id.clone(), needs, value, waits_on }),
        }
    }

    fn need(&self, need: &Need) -> GoalNeed {
        match need {
            Need::Proposition(id) => GoalNeed::Proposition(id.clone()),
            Need::Promises(selector) => GoalNeed::Promises {
                at_least: selector.at_least,
                among: self.selected(selector).map(|promise| promise.reference.clone()).collect(),
                words: in_words(selector),
            },
        }
    }

    fn selected(&self, selector: &Selector) -> impl Iterator<Item = &Promise> {
        let Selector { category, strength: weakest, .. } = *selector;
        let counts = move |promise: &&Promise| {
            promise.is_sure
                && promise.status.is_live()
                && promise.category == category
                && strength(promise.status) <= strength(weakest)
        };
        self.promises.iter().copied().filter(counts)
    }

    /// Lists the promises on which a part of a goal rests: those that it asks for, and those that wait on its proposition
    /// coming about through them.
    fn leading_to<'a>(&'a self, need: &'a GoalNeed) -> Box<dyn Iterator<Item = String> + 'a> {
        match need {
            GoalNeed::Promises { among, .. } => Box::new(among.iter().cloned()),
            GoalNeed::Proposition(id) => {
                let brings =
                    move |promise: &&&Promise| promise.status.is_live() && promise.brings_about.as_ref() == Some(id);
                Box::new(self.promises.iter().filter(brings).map(|promise| promise.reference.clone()))
            }
        }
    }

    fn value(&self, need: &GoalNeed) -> Truth {
        match need {
            GoalNeed::Proposition(id) => self.values.get(id).copied().unwrap_or(Truth::Unknown),
            GoalNeed::Promises { at_least, among, .. } => {
                let (due, open) = (self.count(among, Verdict::Due), self.count(among, Verdict::Open));
                match () {
                    () if due >= *at_least => Truth::True,
                    () if due + open >= *at_least => Truth::Unknown,
                    () => Truth::False,
                }
            }
        }
    }

    fn count(&self, among: &[String], verdict: Verdict) -> usize {
        let stands = |promise: &&&Promise| among.contains(&promise.reference) && promise.verdict == Some(verdict);
        self.promises.iter().filter(stands).count()
    }

    /// Collects the parts that keep a formula from having a wanted value.
    fn missing(&self, needs: &Condition<GoalNeed>, wanted: Truth, found: &mut Vec<String>) {
        let of = |need: &GoalNeed| self.value(need);
        if value(needs, &of) == wanted {
            return;
        }
        match needs {
            Condition::Not(part) => self.missing(part, wanted.negated(), found),
            Condition::All(parts) | Condition::Any(parts) | Condition::AtLeast { of: parts, .. } => {
                parts.iter().for_each(|part| self.missing(part, wanted, found));
            }
            Condition::Atom(need) => {
                let phrase = self.phrase(need, wanted);
                if !found.contains(&phrase) {
                    found.push(phrase);
                }
            }
        }
    }

    fn phrase(&self, need: &GoalNeed, wanted: Truth) -> String {
        match need {
            GoalNeed::Proposition(id) => {
                let is = match self.value(need) {
                    Truth::True => "true",
                    Truth::False => "false",
                    Truth::Unknown => "unknown",
                };
                format!("“{}”, which is {is}", self.facts.label(id))
            }
            GoalNeed::Promises { among, words, .. } => {
                let (due, open) = (self.count(among, Verdict::Due), self.count(among, Verdict::Open));
                let not = if wanted == Truth::False { "fewer than " } else { "" };
                format!("{not}{words}, of which {due} due and {open} open")
            }
        }
    }
}

fn in_words(selector: &Selector) -> String {
    let Selector { category, at_least, strength } = selector;
    let noun = if *at_least == 1 { "promise" } else { "promises" };
    let field = label(*category).to_lowercase();
    let strength = if *strength == Status::Delivered { "delivered".to_owned() } else { format!("at least {strength}") };
    format!("{at_least} {noun} in the field “{field}”, {strength}")
}

/// Returns a goal for each field in which something is promised, offered or weighed.
pub(crate) fn of_fields(conclusions: &Conclusions) -> Vec<Goal> {
    let goal = |category: &Category| {
        let promises = conclusions.promises.iter().map(|concluded| &concluded.promise);
        let live = promises.filter(|promise| promise.status.is_live() && promise.category == *category);
        let promises: Vec<String> = live.map(|promise| promise.reference.clone()).collect();
        (!promises.is_empty()).then(|| Goal { label: label(*category).to_owned(), promises, test: None })
    };
    Category::ALL.iter().filter_map(goal).collect()
}

fn label(category: Category) -> &'static str {
    match category {
        Category::Troops => "Troops on the ground",
        Category::Equipment => "Arms and equipment",
        Category::AirDefence => "Air defence",
        Category::Intelligence => "Intelligence",
        Category::Training => "Training",
        Category::Finance => "Money",
        Category::Guarantee => "Security guarantees",
        Category::Sanctions => "Sanctions",
        Category::Diplomacy => "Talks",
        Category::Concession => "Concessions",
        Category::Climate => "Climate action",
        Category::Trade => "Trade",
        Category::Humanitarian => "Relief",
        Category::Other => "Other",
    }
}
