//! In which words is it said how a promise developed?
//!
//! In go the tellings of a promise; out come one line for all of them, and one for each.

use casus_claim::{Amount, Unit};
use casus_engine::ledger::thread::{Change, ChangeKind};
use casus_engine::page::{Development, Telling};

use super::history::{change, change_word};
use super::words;

/// So many strengths or amounts are told of one promise; of more, the first and the last ones.
const PATH_MAX: usize = 5;

/// Says how a promise developed: “Told 4 times by 3 voices since 3 March 2031: considered → pledged; amount 20 → 26”.
pub(super) fn summary(development: &Development) -> String {
    let tellings = &development.tellings;
    let times = words::count_of(tellings.len(), "time");
    let voices = words::count_of(development.voices, "voice");
    let first = tellings.iter().filter_map(|telling| telling.step.day).min();
    let since = first.map(|day| format!(" since {}", words::day(day))).unwrap_or_default();
    let states = path(tellings.iter().map(|telling| telling.step.state()).collect());
    let mut parts = vec![states];
    parts.extend(amounts(development));
    let condition = condition(development);
    parts.extend(condition.map(change));
    let trend = development.trend.filter(|(kind, _)| condition.is_none_or(|change| change.kind != *kind));
    parts.extend(trend.map(|(kind, day)| {
        let day = day.map_or_else(|| "a day not known".to_owned(), words::day);
        format!("{} since {day}", change_word(kind))
    }));
    let at = development.told_at.as_ref().map(|at| format!("; see {at}")).unwrap_or_default();
    format!("Told {times} by {voices}{since}: {}{at}.", parts.join("; "))
}

/// Says what one telling tells, and what changed with it.
pub(super) fn told(development: &Development, telling: &Telling) -> String {
    let step = &telling.step;
    let day = step.day.map_or_else(|| "no date".to_owned(), words::day);
    let amount = step.told.amount().map(|amount| format!(", {}", words::amount(amount))).unwrap_or_default();
    let condition = step.told.condition().map(|condition| format!(", if: {condition}")).unwrap_or_default();
    let changes = step.changes.iter().map(|one| {
        let since = development.tellings[one.since].step.day.map_or_else(|| "before".to_owned(), words::day);
        format!("; {} (since {since})", change(one))
    });
    format!("{day}: {}{amount}{condition}{}", step.state(), changes.collect::<String>())
}

/// Says how much was promised from telling to telling; a part that is given is no other amount.
fn amounts(development: &Development) -> Option<String> {
    let whole = development.tellings.iter().filter(|telling| telling.step.part.is_none());
    let all: Vec<&Amount> = whole.filter_map(|telling| telling.step.told.amount()).collect();
    let unit = &all.last()?.unit;
    let like = all.iter().filter(|amount| amount.unit == *unit).map(|amount| words::amount(amount));
    let mut like: Vec<String> = like.collect();
    like.dedup();
    // “200 → 300 engineers”
    if let (Unit::Noun(_), Some((last, before))) = (unit, like.split_last_mut()) {
        let counted = last.split_once(' ').map_or("", |(_, counted)| counted);
        for amount in before {
            let bare = amount.strip_suffix(counted).map(|bare| bare.trim_end().to_owned());
            *amount = bare.filter(|bare| !bare.is_empty()).unwrap_or_else(|| amount.clone());
        }
    }
    Some(path(like)).filter(|path| path.contains('→')).map(|path| format!("amount {path}"))
}

/// Returns the last change of its condition.
fn condition(development: &Development) -> Option<&Change> {
    let mut all = development.tellings.iter().rev().flat_map(|telling| telling.step.changes.iter().rev());
    let of_condition = |kind: ChangeKind| {
        matches!(
            kind,
            ChangeKind::Conditional
                | ChangeKind::Unconditional
                | ChangeKind::ConditionUntold
                | ChangeKind::OtherCondition
        )
    };
    all.find(|one| of_condition(one.kind))
}

/// Joins what follows upon one another, each once in a row.
fn path(mut all: Vec<String>) -> String {
    all.dedup();
    if all.len() > PATH_MAX {
        let last = all.split_off(all.len() + 1 - PATH_MAX);
        all.truncate(1);
        all.push("…".to_owned());
        all.extend(last);
    }
    all.join(" → ")
}
