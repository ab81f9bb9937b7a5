//! What do the promises lead to?
//!
//! A goal of the dossier is true, false or unknown in the scenario. Of the promises it asks for, those count that are
//! sure and due; it is false as soon as even the open ones could not make up the number. Where the dossier declares no
//! goal, the fields of the promises stand in for them.

use casus_claim::{Amount, Category, Condition, Status, Time, Unit};
use casus_reason::{Scenario, Standing, Truth, Verdict, value};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use crate::dossier::{GoalRule, Need, Quantity, Selector};
use crate::facts::Facts;
use crate::page::{Goal, GoalNeed, GoalTest, Promise};
use crate::promises::{Concluded, Conclusions, strength};

/// Returns the goals that a dossier declares, each with its value in a scenario.
pub(crate) fn declared(facts: &Facts, rules: &[GoalRule], conclusions: &Conclusions, scenario: &Scenario) -> Vec<Goal> {
    let test = Test { facts, promises: &conclusions.promises, standing: Standing::of(&conclusions.case, scenario) };
    rules.iter().map(|rule| test.goal(rule)).collect()
}

/// What a goal is tested on.
struct Test<'a> {
    facts: &'a Facts,
    promises: &'a [Concluded],
    standing: Standing<'a>,
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
            Need::Commitment(reference) => GoalNeed::Promises {
                at_least: 1,
                among: self.referred(reference).collect(),
                words: format!("the promise {reference}"),
            },
            Need::Promises(selector) => match &selector.at_least {
                Quantity::Promises(at_least) => GoalNeed::Promises {
                    at_least: *at_least,
                    among: self.selected(selector).map(|promise| promise.reference.clone()).collect(),
                    words: in_words(selector),
                },
                Quantity::Money(at_least) => GoalNeed::Money {
                    at_least: at_least.clone(),
                    among: self
                        .selected(selector)
                        .filter_map(|promise| Some((promise.reference.clone(), whole_units(promise, &at_least.unit)?)))
                        .collect(),
                    words: in_words(selector),
                },
            },
        }
    }

    fn lines(&self) -> impl Iterator<Item = &Promise> {
        self.promises.iter().map(|concluded| &concluded.promise)
    }

    fn referred(&self, reference: &str) -> impl Iterator<Item = String> {
        let is_it = move |promise: &&Promise| promise.reference.starts_with(reference) && promise.status.is_live();
        self.lines().filter(is_it).map(|promise| promise.reference.clone())
    }

    fn selected(&self, selector: &Selector) -> impl Iterator<Item = &Promise> {
        let Selector { category, debtor, due_in, strength: weakest, .. } = selector;
        let counts = move |concluded: &&Concluded| {
            let promise = &concluded.promise;
            promise.is_sure
                && promise.status.is_live()
                && category.is_none_or(|category| promise.category == category)
                && debtor.as_ref().is_none_or(|debtor| promise.debtor.contains(debtor))
                && due_in.is_none_or(|year| concluded.time.as_ref().is_some_and(|time| is_in(time, year)))
                && strength(promise.status) <= strength(*weakest)
        };
        self.promises.iter().filter(counts).map(|concluded| &concluded.promise)
    }

    /// Lists the promises on which a part of a goal rests: those that it asks for, and those that wait on its proposition
    /// coming about through them.
    fn leading_to<'a>(&'a self, need: &'a GoalNeed) -> Box<dyn Iterator<Item = String> + 'a> {
        match need {
            GoalNeed::Promises { among, .. } => Box::new(among.iter().cloned()),
            GoalNeed::Money { among, .. } => Box::new(among.iter().map(|(reference, _)| reference.clone())),
            GoalNeed::Proposition(id) => {
                let brings =
                    move |promise: &&Promise| promise.status.is_live() && promise.brings_about.as_ref() == Some(id);
                Box::new(self.lines().filter(brings).map(|promise| promise.reference.clone()))
            }
        }
    }

    fn value(&self, need: &GoalNeed) -> Truth {
        self.standing.need(&need.for_reason())
    }

    fn sum(&self, among: &[(String, u64)], verdict: Verdict) -> u64 {
        let of = |reference: &str| self.lines().any(|it| it.reference == reference && it.verdict == Some(verdict));
        among
            .iter()
            .filter(|(reference, _)| of(reference))
            .map(|(_, size)| size)
            .fold(0, |all, size| all.saturating_add(*size))
    }

    fn count(&self, among: &[String], verdict: Verdict) -> usize {
        let stands = |promise: &&Promise| among.contains(&promise.reference) && promise.verdict == Some(verdict);
        self.lines().filter(stands).count()
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
            GoalNeed::Money { at_least, among, words } => {
                let [due, open] = [Verdict::Due, Verdict::Open]
                    .map(|verdict| money(&Amount { value: self.sum(among, verdict).into(), ..at_least.clone() }));
                let not = if wanted == Truth::False { "less than " } else { "" };
                format!("{not}{words}, of which {due} due and {open} open")
            }
        }
    }
}

/// Returns whether a time lies in a year, or reaches into it.
fn is_in(time: &Time, year: i16) -> bool {
    let (Some(start), end) = (time.start(), time.end()) else { return false };
    start.year() <= year && end.unwrap_or(start).year() >= year
}

/// Returns how much money a promise comes to, in whole units of a currency: the lower end of a range.
fn whole_units(promise: &Promise, unit: &Unit) -> Option<u64> {
    let amount = promise.amount.as_ref().filter(|amount| amount.unit == *unit)?;
    amount.value.trunc().to_u64()
}

fn in_words(selector: &Selector) -> String {
    let Selector { category, debtor, due_in, at_least, strength } = selector;
    let mut words = match at_least {
        Quantity::Promises(1) => "1 promise".to_owned(),
        Quantity::Promises(count) => format!("{count} promises"),
        Quantity::Money(amount) => format!("promises of {}", money(amount)),
    };
    if let Some(debtor) = debtor {
        words += &format!(" of {debtor}");
    }
    if let Some(category) = category {
        words += &format!(" in the field “{}”", label(*category).to_lowercase());
    }
    if let Some(year) = due_in {
        words += &format!(" due in {year}");
    }
    let strength = if *strength == Status::Delivered { "delivered".to_owned() } else { format!("at least {strength}") };
    format!("{words}, {strength}")
}

/// Writes an amount of money with its scale: `EUR 45 bn`.
fn money(amount: &Amount) -> String {
    let scales = [(1_000_000_000_000_u64, " tn"), (1_000_000_000, " bn"), (1_000_000, " million"), (1, "")];
    let is_so_large = |(size, _): &&(u64, &str)| amount.value >= Decimal::from(*size);
    let (size, scale) = scales.iter().find(is_so_large).unwrap_or(&(1, ""));
    format!("{} {}{scale}", amount.unit.word(), (amount.value / Decimal::from(*size)).round_dp(3).normalize())
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
