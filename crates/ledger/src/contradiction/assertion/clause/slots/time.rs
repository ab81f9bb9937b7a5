//! When does happen what happens once? Kind `date`.

use jiff::civil::Date;

use super::super::deeds::is_of_kind;
use super::*;
use crate::contradiction::assertion::day::is_said;
use crate::contradiction::words::{Word, is_of, is_time, month, year};

/// So much must be the same.
const WEIGHT_MIN: f64 = 2.5;
/// Plans may change from one document to another that is further away.
const PLAN_DAYS_MAX: i32 = 3;
/// A time among so many first words is of what follows.
const FIRST_WORDS: usize = 3;
/// What may stand on one side alone.
const STAGES: [&str; 6] = ["sofar", "whole", "share", "record", "average", "remaining"];

pub(super) fn clash(Pair { told, one, other, weight }: Pair<'_, '_>) -> Option<Clash> {
    let is_round = |deed: &str| deed == "meet" && is_of_one_row(one, other);
    let happens = |clause: &Clause<'_>| happens(clause).map(|deed| if deed == "hold" { "meet" } else { deed });
    let deed = happens(one).filter(|deed| is_of_kind("once", deed) || is_round(deed))?;
    if happens(other) != Some(deed) {
        return None;
    }
    let (ours, theirs) = (time(told, one)?, time(told, other)?);
    let is_apart = ours.1 < theirs.0 || theirs.1 < ours.0;
    let is_past = |clause: &Clause<'_>, time: (Date, Date)| clause.text.published().is_some_and(|day| time.1 <= day);
    let is_settled = days(one, other) <= PLAN_DAYS_MAX || is_past(one, ours) && is_past(other, theirs);
    let is_one = is_apart
        && is_settled
        && weight.all() >= WEIGHT_MIN
        && is_of_something(one, other, weight)
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

/// Returns whether both tell of the same one of a row of rounds.
fn is_of_one_row(one: &Clause<'_>, other: &Clause<'_>) -> bool {
    const ROW: [&str; 5] = ["first", "second", "third", "fourth", "fifth"];
    let is_round = |clause: &Clause<'_>| clause.words().iter().any(|word| word.lower == "round");
    is_round(one) && is_round(other) && ROW.iter().any(|nth| one.other.contains(nth) && other.other.contains(nth))
}

/// Returns the deed of which a sentence tells the time: the last before it in its clause, or else the first behind it.
fn happens(clause: &Clause<'_>) -> Option<&'static str> {
    let words = clause.words();
    let is_timed = |word: &Word<'_>| is_time(word) || year(word).is_some();
    let at = words.iter().position(is_timed)?;
    let text = clause.text.source.text();
    let is_cut =
        |from: usize, to: usize| text[words[from].end_bytes..words[to].start_bytes].contains([',', ';', '—', ':']);
    let is_of_row = |name: &str| is_of_kind("once", name) || matches!(name, "meet" | "hold");
    // What is held is told beside it: `the hearing took place on Friday`.
    let is_told = |name: &str| name != "hold" || !clause.deeds.keys().any(|other| *other != "hold" && is_of_row(other));
    let done = || clause.deeds.iter().filter(|(name, deed)| deed.is_done && is_of_row(name) && is_told(name));
    // What was done at a meeting goes before the meeting.
    let before = done().filter(|(_, deed)| deed.words.start < at && !is_cut(deed.words.start, at));
    if let Some((name, deed)) = before.max_by_key(|(name, deed)| (is_of_kind("once", name), deed.words.start)) {
        let between = &words[deed.words.end.min(at)..at];
        return (!between.iter().any(|word| is_of("saying", &word.lower))).then_some(*name);
    }
    let is_first = at <= FIRST_WORDS;
    let behind = done().filter(|(_, deed)| deed.words.start > at && (is_first || !is_cut(at, deed.words.start)));
    behind.min_by_key(|(name, deed)| (deed.words.start, !is_of_kind("once", name))).map(|(name, _)| *name)
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
    let [of_year] = years[..] else { return None };
    let is_within = words.windows(2).any(|pair| {
        matches!(pair[0].lower.as_str(), "in" | "of" | "until")
            && (year(&pair[1]).is_some() || month(&pair[1]).is_some())
    });
    let months: Vec<i8> = words.iter().filter_map(month).collect();
    let (first, last) = match months[..] {
        [] => (1, 12),
        [month] => (month, month),
        _ => return None,
    };
    let end = Date::new(of_year, last, 1).ok()?.last_of_month();
    is_within.then_some((Date::new(of_year, first, 1).ok()?, end))
}

/// Returns whether a document names a day within a time anywhere.
fn tells(told: &Told<'_>, (start, end): (Date, Date)) -> bool {
    (0..told.len()).any(|at| told.days(at).iter().any(|day| start <= *day && *day <= end))
}

fn written((start, end): (Date, Date)) -> String {
    if start == end { start.to_string() } else { format!("{start} to {end}") }
}
