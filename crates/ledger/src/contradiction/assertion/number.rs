//! Which numbers answer a question, and of whom are they told?
//!
//! A number is told of what stands by it: in its clause, up to the numbers of its own kind on either side. Whose it is, is
//! the nearest state or body before it, or else behind it, or else the last one of the sentence before (“it”, “the country”).

use std::ops::Range;

use casus_claim::EntityKind;
use rust_decimal::Decimal;

use super::super::number::Hedge;
use super::super::quantity::{Dimension, Quantity};
use super::super::words::{Word, year};
use super::Answer;
use super::frame::{Frame, Subject, Unit};
use super::name::{Name, is_bare};
use super::told::Told;
use super::value::Value;

/// So many words on either side stand by a number.
const NEAR_WORDS: usize = 14;
/// A number without a thing may be of soldiers from here on.
const BARE_MIN: i64 = 100;
/// Where a clause begins.
const CLAUSES: [&str; 8] = ["while", "whereas", "but", "although", "though", "however", "which", "where"];

/// Returns the numbers of a sentence that may answer a question.
pub(super) fn answers(frame: &Frame, units: &[Unit], told: &Told<'_>, at: usize) -> Vec<Answer> {
    let quantities = told.quantities(at);
    let is_asked = |quantity: &Quantity| units.iter().any(|unit| is_unit(unit, quantity));
    let asked: Vec<&Quantity> = quantities.iter().filter(|quantity| is_asked(quantity)).collect();
    let mut answers = Vec::new();
    for (n, quantity) in asked.iter().enumerate() {
        if quantity.is_before || is_year(told.words(at), quantity) {
            continue;
        }
        let from = n.checked_sub(1).map_or(0, |before| asked[before].places.end);
        let until = asked.get(n + 1).map_or(told.words(at).len(), |next| next.places.start);
        let near = near(told, at, quantity, from..until);
        let subject = match frame.subject {
            Subject::Actor if frame.is_of_holder => holder(told, at, &near),
            Subject::Actor => subject(told, at, &quantity.places, &near),
            _ => Vec::new(),
        };
        let dimension = units
            .iter()
            .find(|unit| is_unit(unit, quantity))
            .map_or_else(|| quantity.dimension.clone(), |unit| dimension(unit, quantity, units));
        let is_loose = frame.is_of_day
            && told.words(at)[quantity.places.start.saturating_sub(2)..]
                .iter()
                .take(quantity.places.len() + 3)
                .any(|word| matches!(word.lower.as_str(), "other" | "others" | "including" | "himself" | "herself"));
        // What is at most so much is just so much where it is a limit.
        let hedge = if frame.is_limit { Hedge::None } else { quantity.hedge };
        let quantity = Quantity { dimension, hedge, ..(*quantity).clone() };
        let behind = quantity.places.end..near.end;
        answers.push(Answer { value: Value::Number { quantity, is_loose }, subject, near, behind });
    }
    answers
}

/// Returns the dimension in which a number is compared: of several units of one frame all are one, but for currencies.
fn dimension(unit: &Unit, quantity: &Quantity, units: &[Unit]) -> Dimension {
    match (unit, units) {
        (Unit::Count(_) | Unit::Bare, [Unit::Count(first), ..]) => Dimension::Count(first.clone()),
        (_, [Unit::VotesFor, ..]) => Dimension::VotesFor,
        _ => quantity.dimension.clone(),
    }
}

fn is_unit(unit: &Unit, quantity: &Quantity) -> bool {
    match (unit, &quantity.dimension) {
        (Unit::Money, Dimension::Money(_))
        | (Unit::Share, Dimension::Share)
        | (Unit::Days, Dimension::Days)
        | (Unit::VotesFor, Dimension::VotesFor)
        | (Unit::VotesAgainst, Dimension::VotesAgainst) => true,
        (Unit::Bare, Dimension::Bare) => quantity.value >= Decimal::from(BARE_MIN),
        (Unit::Count(noun), Dimension::Count(counted)) => noun == counted,
        _ => false,
    }
}

fn is_year(words: &[Word<'_>], quantity: &Quantity) -> bool {
    quantity.dimension == Dimension::Bare && words.get(quantity.places.start).and_then(year).is_some()
}

/// Returns the words that stand by a number, within its clause.
fn near(told: &Told<'_>, at: usize, quantity: &Quantity, within: Range<usize>) -> Range<usize> {
    let words = told.words(at);
    let from = within.start.max(quantity.places.start.saturating_sub(NEAR_WORDS));
    let until = within.end.min(quantity.places.end + NEAR_WORDS).max(quantity.places.end);
    let is_new = |place: usize| {
        CLAUSES.contains(&words[place].lower.as_str())
            || told.text.source.text()[words[place - 1].end_bytes..words[place].start_bytes].contains([';', '—'])
    };
    let start = (from.max(1)..quantity.places.start).rev().find(|&place| is_new(place)).unwrap_or(from);
    let end = (quantity.places.end.max(1)..until).find(|&place| is_new(place)).unwrap_or(until);
    start.min(quantity.places.start)..end
}

/// Returns of whom a number is told.
fn subject(told: &Told<'_>, at: usize, places: &Range<usize>, near: &Range<usize>) -> Vec<Name> {
    let words = told.words(at);
    let names = told.names(at);
    let is_near = |name: &&Name| name.is_actor() && near.contains(&name.words.start);
    let is_for = |name: &Name| {
        name.words.start.checked_sub(1).is_some_and(|before| matches!(words[before].lower.as_str(), "for" | "the"))
    };
    let acts =
        |name: &&Name| name.words.end <= places.start && (is_bare(name, words) || is_for(name)) && is_state(name);
    let mut before: Vec<&Name> = names.iter().filter(is_near).filter(acts).collect();
    // A state goes before the body that tells of it.
    if before.iter().any(|name| name.kind == Some(EntityKind::State)) {
        before.retain(|name| name.kind == Some(EntityKind::State));
    }
    if let Some(last) = before.last() {
        let mut joint = vec![(*last).clone()];
        for name in before.iter().rev().skip(1) {
            let next = joint.last().map_or(0, |last| last.words.start);
            let between = &words[name.words.end.min(next)..next];
            let is_joined = matches!(between, [and] if and.lower == "and");
            if !is_joined {
                break;
            }
            joint.push((*name).clone());
        }
        return joint;
    }
    let is_giver = |name: &&Name| {
        name.words.start >= places.end
            && name.words.start > 0
            && matches!(words[name.words.start - 1].lower.as_str(), "from" | "by" | "of" | "for" | "to")
    };
    if let Some(behind) = names.iter().filter(is_near).filter(|name| is_state(name)).find(is_giver) {
        return vec![behind.clone()];
    }
    pointed(told, at)
}

/// Returns who holds something: the state or body behind `in` or `at`, or before a word for holding.
fn holder(told: &Told<'_>, at: usize, near: &Range<usize>) -> Vec<Name> {
    let words = told.words(at);
    let phrases = told.phrases(at);
    let is_near = |name: &&Name| is_state(name) && near.contains(&name.words.start);
    let is_in = |name: &&Name| {
        let before = words[name.words.start.saturating_sub(2)..name.words.start].iter().rev();
        let before = before.map(|word| word.lower.as_str()).find(|before| *before != "the");
        matches!(before, Some("in" | "at" | "with" | "within" | "inside"))
    };
    let holds = |name: &&Name| {
        phrases.all("holds").iter().any(|place| (name.words.end..=name.words.end + 2).contains(&place.start))
    };
    let names = told.names(at).iter().filter(is_near);
    names.clone().find(holds).or_else(|| names.clone().find(is_in)).cloned().into_iter().collect()
}

/// Returns whom `it` and such stand for: the first state of the sentence before.
pub(super) fn pointed(told: &Told<'_>, at: usize) -> Vec<Name> {
    const POINTING: [&str; 8] = ["it", "its", "they", "their", "country", "government", "he", "she"];
    let points = told.words(at).iter().any(|word| POINTING.contains(&word.lower.as_str()));
    let Some(before) = at.checked_sub(1).filter(|_| points) else { return Vec::new() };
    let words = told.words(before);
    let state = told.names(before).iter().find(|name| is_state(name) && is_bare(name, words));
    state.cloned().into_iter().collect()
}

/// Returns whether a name can be that of a state, or of a town that stands for one.
pub(super) fn is_state(name: &Name) -> bool {
    matches!(name.kind, Some(EntityKind::State | EntityKind::Place | EntityKind::Organisation) | None)
}
