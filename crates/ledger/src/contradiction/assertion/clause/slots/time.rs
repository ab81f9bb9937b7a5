//! When does happen what happens once? Kind `date`.

use jiff::civil::Date;

use super::super::deeds::is_of_kind;
use super::*;
use crate::contradiction::assertion::day::is_said;
use crate::contradiction::words::{month, year};

/// So much must be the same.
const WEIGHT_MIN: f64 = 3.0;
/// Plans may change from one document to another that is further away.
const PLAN_DAYS_MAX: i32 = 3;
/// What may stand on one side alone.
const STAGES: [&str; 6] = ["sofar", "whole", "share", "record", "average", "remaining"];

pub(super) fn clash(told: &[Told<'_>], one: &Clause<'_>, other: &Clause<'_>) -> Option<Clash> {
    let deed = both_done(one, other).into_iter().find(|deed| is_of_kind("once", deed))?;
    let (ours, theirs) = (time(told, one)?, time(told, other)?);
    let is_apart = ours.1 < theirs.0 || theirs.1 < ours.0;
    let weight = weigh(one, other);
    let is_past = |clause: &Clause<'_>, time: (Date, Date)| clause.text.published().is_some_and(|day| time.1 <= day);
    let is_settled = days(one, other) <= PLAN_DAYS_MAX || is_past(one, ours) && is_past(other, theirs);
    let is_one = is_apart
        && is_settled
        && weight.all() >= WEIGHT_MIN
        && (weight.names >= 1.0 || weight.own >= 2.0)
        && !are_of_other_stages(one, other, &STAGES)
        && !told[one.document].phrases(one.at).has("moved")
        && !told[other.document].phrases(other.at).has("moved")
        && !tells(&told[one.document], theirs)
        && !tells(&told[other.document], ours);
    is_one.then(|| Clash {
        kind: ContradictionKind::Date,
        why: format!("What happens once ({deed}) is placed on {} and on {}.", written(ours), written(theirs)),
    })
}

/// Returns the only time that a sentence tells: a day, a month of a year, or a year.
fn time(told: &[Told<'_>], clause: &Clause<'_>) -> Option<(Date, Date)> {
    let words = clause.words();
    if is_said(words) {
        return None;
    }
    let told = &told[clause.document];
    let days = told.days(clause.at);
    if let (Some(&first), Some(&last)) = (days.first(), days.last()) {
        return (first == last).then_some((first, first));
    }
    if let Some(day) = told.day(clause.at) {
        return (day.0 == day.1).then_some(day);
    }
    let mut years: Vec<i16> = words.iter().filter_map(year).collect();
    years.dedup();
    let [year] = years[..] else { return None };
    let is_bound = words.windows(2).any(|pair| {
        matches!(pair[0].lower.as_str(), "before" | "after" | "by" | "since" | "from") && pair[1].lower == year.to_string()
    });
    let months: Vec<i8> = words.iter().filter_map(month).collect();
    let (first, last) = match months[..] {
        [] => (1, 12),
        [month] => (month, month),
        _ => return None,
    };
    let end = Date::new(year, last, 1).ok()?.last_of_month();
    (!is_bound).then_some((Date::new(year, first, 1).ok()?, end))
}

/// Returns whether a document names a day within a time anywhere.
fn tells(told: &Told<'_>, (start, end): (Date, Date)) -> bool {
    (0..told.len()).any(|at| told.days(at).iter().any(|day| start <= *day && *day <= end))
}

fn written((start, end): (Date, Date)) -> String {
    if start == end { start.to_string() } else { format!("{start} to {end}") }
}

