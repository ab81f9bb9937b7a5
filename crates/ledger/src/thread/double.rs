//! Which capacity is promised twice?
//!
//! In go threads with their documents; out come pairs of promises that count on one thing: a unit or vessel told apart by
//! a number or a name (“the 3rd Brigade”, “the frigate Halcyon”), or one sum of one debtor from one pot.
//!
//! **Promised twice**: both promises are live in their last report, and are made to different creditors, at different
//! places or for different purposes. **Excused**: a sentence that moves it from one to the other, times that do not
//! overlap, and debtors who are not the same.

use std::collections::{BTreeMap, BTreeSet};

use casus_claim::{Claim, Commitment, EntityKind, Record, Reference, Status, Unit};

use crate::contradiction::text::Text;
use crate::contradiction::words::{Word, stem, telling_of, words};

use super::telling::{is_in, written};
use super::{Report, Thread, ThreadKind};

/// Words that stand for a number in a name.
const ORDINALS: [&str; 12] = [
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
    "twelfth",
];
/// The number or name of a unit stands so many words before it.
const BEFORE_WORDS_MAX: usize = 3;

/// Two promises that count on one thing.
#[derive(Clone, Debug, PartialEq)]
pub struct Double {
    /// What sort of thing it is.
    pub kind: DoubleKind,
    /// The thing, in the words of the first promise.
    pub what: String,
    /// Why it cannot serve both, in a sentence.
    pub why: String,
    /// The threads, counted from 0, each with the step that names the thing.
    pub sides: [(usize, usize); 2],
}

/// What sort of thing is promised twice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum DoubleKind {
    /// A unit or vessel.
    Unit,
    /// A sum of money.
    Money,
}

impl DoubleKind {
    /// Returns the kind as it stands on the wire.
    pub fn word(self) -> &'static str {
        match self {
            Self::Unit => "unit",
            Self::Money => "money",
        }
    }
}

/// A promise that names one thing of its kind.
struct Naming<'t> {
    thread: usize,
    step: usize,
    what: String,
    /// For whom.
    creditors: BTreeSet<&'t str>,
    /// Where, and who else is named.
    names: BTreeSet<&'t str>,
    /// For what: the words beside the thing.
    purpose: BTreeSet<String>,
    record: &'t Record,
}

/// What is named: its kind, its debtor and its mark.
type Key = (DoubleKind, String, String);

/// Finds what is promised twice; the threads are those of the reports.
pub fn doubles(threads: &[Thread], reports: &[Report<'_>]) -> Vec<Double> {
    let texts: Vec<Text<'_>> =
        reports.iter().enumerate().map(|(n, report)| Text::of(n, report.source, report.reading)).collect();
    let mut named: BTreeMap<Key, Vec<Naming<'_>>> = BTreeMap::new();
    for (number, thread) in threads.iter().enumerate().filter(|(_, thread)| is_live(thread)) {
        let mut seen: BTreeSet<Key> = BTreeSet::new();
        // The last step that names a thing says what it is promised for.
        for (at, step) in thread.steps.iter().enumerate().rev() {
            let text = &texts[step.document];
            for (key, naming) in namings(text, &text.reading.records()[step.record], (number, at)) {
                if seen.insert(key.clone()) {
                    named.entry(key).or_default().push(naming);
                }
            }
        }
    }
    let mut found: Vec<Double> = named.iter().flat_map(|(key, all)| of_thing(key, all)).collect();
    let order = |double: &Double| -> [Reference; 2] {
        double.sides.map(|(thread, step)| threads[thread].steps[step].reference)
    };
    found.sort_by_key(|double| (double.kind, double.sides));
    found.dedup_by_key(|double| order(double));
    found
}

fn is_live(thread: &Thread) -> bool {
    let is_live = |status: Status| status.is_live() && status != Status::Delivered && status != Status::Considered;
    let last = thread.last();
    thread.kind == ThreadKind::Commitment && (last.is_in_part() || last.told.status().is_some_and(is_live))
}

fn namings<'t>(text: &Text<'t>, record: &'t Record, (thread, step): (usize, usize)) -> Vec<(Key, Naming<'t>)> {
    let Claim::Commitment(commitment) = &record.claim else { return Vec::new() };
    let content = words(text.source, commitment.consequent.quote.span());
    let told = words(text.source, record.quote.span());
    let [debtor] = commitment.debtor.ids() else { return Vec::new() };
    if told.iter().any(|word| is_in("instead", &stem(&word.lower))) {
        return Vec::new();
    }
    let debtor = text.entity(*debtor).name.clone();
    let things = units(&content, &debtor).into_iter().map(|(mark, what)| (DoubleKind::Unit, mark, what));
    let things: Vec<_> = things.chain(money(text, commitment)).collect();
    let naming = |(kind, mark, what): (DoubleKind, String, String)| {
        let of_thing = telling_of(&what);
        let span = commitment.consequent.quote.span();
        let inside = text.sentence_at(span.start_bytes()).map_or(&[][..], |sentence| &sentence.named);
        let is_other = |name: &str| name != debtor && !telling_of(name).is_subset(&of_thing);
        let names =
            inside.iter().filter(|(mention, entity)| span.contains(*mention) && entity.kind != EntityKind::Instrument);
        let purpose = text.telling(span).into_iter().filter(|word| !of_thing.contains(word) && !is_in("deed", word));
        let naming = Naming {
            thread,
            step,
            creditors: text.names_of(&commitment.creditor),
            names: names.map(|(_, entity)| entity.name.as_str()).filter(|name| is_other(name)).collect(),
            purpose: purpose.filter(|word| !is_in("vague", word)).collect(),
            record,
            what,
        };
        ((kind, debtor.clone(), mark), naming)
    };
    things.into_iter().map(naming).collect()
}

/// Lists the units of a phrase that a number or a name tells apart, each by that and as it is written.
fn units(content: &[Word<'_>], debtor: &str) -> Vec<(String, String)> {
    let of_debtor = telling_of(debtor);
    let is_mark = |word: &Word<'_>| {
        let digits = word.lower.trim_end_matches(char::is_alphabetic);
        let is_ordinal = !digits.is_empty() && ["st", "nd", "rd", "th"].contains(&&word.lower[digits.len()..]);
        let is_name = word.is_capital() && !of_debtor.contains(&stem(&word.lower));
        is_ordinal || ORDINALS.contains(&word.lower.as_str()) || is_name
    };
    let mut units = Vec::new();
    for (at, unit) in content.iter().enumerate().filter(|(_, word)| is_in("unit", &stem(&word.lower))) {
        // Of several units none is named: “two brigades”.
        if unit.lower.ends_with('s') && unit.lower != "corps" {
            continue;
        }
        let first = at.saturating_sub(BEFORE_WORDS_MAX);
        let start = (first..at).rev().take_while(|&n| is_mark(&content[n]) || is_qualifier(&content[n])).last();
        let start = start.unwrap_or(at);
        let behind = content[at + 1..].iter().take(2).take_while(|word| word.is_capital()).count();
        let all = &content[start..=at + behind];
        let marks: Vec<String> = all
            .iter()
            .filter(|word| is_mark(word) && !is_in("unit", &stem(&word.lower)))
            .map(|word| stem(&word.lower))
            .collect();
        if !marks.is_empty() {
            let what = all.iter().map(|word| word.text).collect::<Vec<_>>().join(" ");
            units.push((format!("{} {}", marks.join(" "), stem(&unit.lower)), what));
        }
    }
    units
}

/// Returns whether a word may stand between the number of a unit and the unit: “3rd mechanised brigade”.
fn is_qualifier(word: &Word<'_>) -> bool {
    matches!(
        word.lower.as_str(),
        "mechanised"
            | "mechanized"
            | "armoured"
            | "armored"
            | "infantry"
            | "air"
            | "defence"
            | "defense"
            | "naval"
            | "engineer"
            | "mountain"
            | "patrol"
            | "supply"
    )
}

/// Returns the sum that a promise takes from a pot it names.
fn money(text: &Text<'_>, commitment: &Commitment) -> Option<(DoubleKind, String, String)> {
    let amount = commitment.consequent.amount.as_ref().filter(|amount| matches!(amount.unit, Unit::Currency(_)))?;
    let span = commitment.consequent.quote.span();
    let sentence = text.sentence_at(span.start_bytes())?;
    let pot = sentence.named.iter().find(|(mention, entity)| {
        let before = text.source.span(span.start_bytes(), mention.start_bytes()).map(|span| words(text.source, span));
        let before: Vec<String> = before.into_iter().flatten().map(|word| word.lower).collect();
        let is_from = before.iter().rev().take(3).any(|word| matches!(word.as_str(), "from" | "of"));
        entity.kind == EntityKind::Instrument && span.contains(*mention) && is_from
    })?;
    let name = &pot.1.name;
    Some((DoubleKind::Money, format!("{} from {name}", written(amount)), format!("{} from {name}", written(amount))))
}

fn of_thing((kind, debtor, _): &Key, all: &[Naming<'_>]) -> Vec<Double> {
    let mut found = Vec::new();
    for (n, one) in all.iter().enumerate() {
        // One clash tells it; where many promises count on a thing, each is named with the first it clashes with.
        let other = all[n + 1..].iter().find_map(|other| Some((other, differ(one, other)?)));
        found.extend(other.map(|(other, why)| Double {
            kind: *kind,
            what: one.what.clone(),
            why: format!("{debtor} promises the same {why}."),
            sides: [(one.thread, one.step), (other.thread, other.step)],
        }));
    }
    found
}

/// Returns in what two promises of one thing differ, if they cannot both be kept with it.
fn differ(one: &Naming<'_>, other: &Naming<'_>) -> Option<String> {
    let apart = |a: &BTreeSet<&str>, b: &BTreeSet<&str>| !a.is_empty() && !b.is_empty() && a.is_disjoint(b);
    let list = |names: &BTreeSet<&str>| names.iter().copied().collect::<Vec<_>>().join(" and ");
    if one.thread == other.thread || are_at_other_times(one.record, other.record) {
        None
    } else if apart(&one.creditors, &other.creditors) {
        Some(format!("to {} and to {}", list(&one.creditors), list(&other.creditors)))
    } else if apart(&one.names, &other.names) {
        Some(format!("for {} and for {}", list(&one.names), list(&other.names)))
    } else if !one.purpose.is_empty() && !other.purpose.is_empty() && one.purpose.is_disjoint(&other.purpose) {
        Some("for two purposes".to_owned())
    } else {
        None
    }
}

fn are_at_other_times(one: &Record, other: &Record) -> bool {
    let days = |record: &Record| {
        let Claim::Commitment(commitment) = &record.claim else { return None };
        let time = commitment.term.as_ref().or(record.time.as_ref())?;
        Some((time.start()?, time.end()?))
    };
    matches!((days(one), days(other)), (Some(one), Some(other)) if one.1 < other.0 || other.1 < one.0)
}
