//! Was it done or not? Kind `status`, and `attendance` where somebody was there or stayed away.
//!
//! What holds once and then for good can well not hold before: only a no behind the yes is a clash.

use super::super::deeds::{Deed, is_of_kind};
use super::*;
use crate::contradiction::assertion::name::Name;
use crate::contradiction::words::{Word, stem};

/// Documents so far apart may be of one day where none of them says of which.
const DAYS_MAX: i32 = 1;
/// So much must be the same.
const WEIGHT_MIN: f64 = 2.5;
/// And where both say of the same that they did it or not.
const NAMED_WEIGHT_MIN: f64 = 1.5;
/// What may stand on one side alone.
const STAGES: [&str; 10] =
    ["first", "last", "sofar", "whole", "share", "record", "average", "fifth", "alone", "against"];

pub(super) fn clash(Pair { told, one, other, weight }: Pair<'_, '_>) -> Option<Clash> {
    let (deed, subject) = one.deeds.iter().find_map(|(name, deed)| {
        let theirs = other.deeds.get(name)?;
        let subject = subjects((one, deed), (other, theirs));
        let is_one = subject != Subjects::Two && (subject == Subjects::One || *name != "attend");
        (is_of_kind("sided", name) && deed.is_done != theirs.is_done && is_one).then_some((*name, subject))
    })?;
    let least = if subject == Subjects::One { NAMED_WEIGHT_MIN } else { WEIGHT_MIN };
    let is_enough = weight.all() >= least && is_of_something(one, other, weight);
    let is_one = is_enough
        && may_be_of_one_day(one, other, DAYS_MAX)
        && !are_of_other_stages(one, other, &STAGES)
        && !is_open(told, one)
        && !is_open(told, other)
        && [one, other].iter().any(|clause| !is_quoted(clause))
        && !is_half(one)
        && !is_half(other)
        && !are_of_other_things(one, other, deed)
        && is_one_time(told, one, other, deed);
    is_one.then(|| {
        let kind = if deed == "attend" { ContradictionKind::Attendance } else { ContradictionKind::Status };
        Clash { kind, why: "One document says that it is so, and another that it is not.".to_owned() }
    })
}

fn is_open(told: &[Told<'_>], one: &Clause<'_>) -> bool {
    told[one.document].phrases(one.at).has("open/if")
}

/// Returns whether it has words in quotation marks, which are held against one another as they stand.
fn is_quoted(clause: &Clause<'_>) -> bool {
    clause.text.source.slice(clause.sentence().span).contains(['"', '“', '”'])
}

/// Returns whether something is done and something else not.
fn is_half(clause: &Clause<'_>) -> bool {
    clause.words().windows(2).any(|pair| pair[0].lower == "but" && pair[1].lower == "not")
}

/// Returns whether it is done to other things: to free the captain is not to free the mate.
fn are_of_other_things(one: &Clause<'_>, other: &Clause<'_>, deed: &str) -> bool {
    let has_own = |clause: &Clause<'_>, theirs: &Clause<'_>| {
        let is_own = |word: &Word<'_>| {
            let stem = stem(&word.lower);
            !word.is_capital() && clause.own.contains(&stem) && !theirs.around.contains(&stem)
        };
        match clause.words().get(clause.deeds[deed].words.end..) {
            Some([the, thing, ..]) => {
                matches!(the.lower.as_str(), "the" | "a" | "an" | "its" | "their") && is_own(thing)
            }
            _ => false,
        }
    };
    has_own(one, other) && has_own(other, one)
}

/// Whether those who do it are one.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Subjects {
    One,
    Two,
    Unknown,
}

fn subjects((one, ours): (&Clause<'_>, &Deed), (other, theirs): (&Clause<'_>, &Deed)) -> Subjects {
    match (subject(one, ours), subject(other, theirs)) {
        (Some(ours), Some(theirs)) if ours.is_name_of(theirs) => Subjects::One,
        (Some(_), Some(_)) => Subjects::Two,
        _ => Subjects::Unknown,
    }
}

/// Returns whoever is named last before a deed, behind no preposition.
fn subject<'c>(clause: &'c Clause<'_>, deed: &Deed) -> Option<&'c Name> {
    let words = clause.words();
    let is_free = |name: &&Name| {
        let before = name.words.start.checked_sub(1).map_or("", |at| words[at].lower.as_str());
        !matches!(before, "of" | "in" | "at" | "to" | "for" | "with" | "from" | "on" | "between" | "and" | "against")
    };
    clause.names.iter().filter(|name| name.words.end <= deed.words.start).rfind(is_free)
}

/// Returns whether the no does not lie before the yes.
fn is_one_time(told: &[Told<'_>], one: &Clause<'_>, other: &Clause<'_>, deed: &str) -> bool {
    const HOURS: [&str; 4] = ["morning", "noon", "evening", "night"];
    let hour = |clause: &Clause<'_>| {
        let phrases = told[clause.document].phrases(clause.at);
        let hours = phrases.of_group("hour", &(0..clause.words().len()));
        HOURS.iter().position(|hour| hours.contains(hour))
    };
    let (yes, no) = if one.deeds[deed].is_done { (one, other) } else { (other, one) };
    let is_yet = no.words().iter().any(|word| matches!(word.lower.as_str(), "yet" | "still"));
    let is_final = is_of_kind("final", deed);
    match (hour(yes), hour(no)) {
        (Some(yes), Some(no)) => yes == no || is_final && yes < no,
        (Some(_), None) | (None, Some(_)) if !is_final => false,
        // What was not done yet may be done within the day.
        _ if is_yet => yes.own_day.is_some() && no.own_day.is_some(),
        _ => true,
    }
}
