//! Do the parts make the whole? Kind `sum`.
//!
//! **What is compared**: a number and others of its unit behind it in its sentence, or in the next where that begins with
//! “of that”. Words such as “made up of” or “divided into” say that the parts are all of it; “of which” says that they are
//! some.
//!
//! **A clash**: parts that are all of it make more or less than the whole; parts that are some of it make more.
//!
//! **Excused**: rounding; approximate numbers; parts that may hold one another (“of which … including …”).

use casus_claim::{Amount, Claim, Record, Unit};
use rust_decimal::Decimal;

use super::number;
use super::text::{Sentence, Text};
use super::words::{Word, is_of};
use super::{Contradiction, ContradictionKind, list, measure, told};

/// Rounded parts may be off by so much of the whole.
const ROUNDING: Decimal = Decimal::from_parts(2, 0, 0, false, 2);

/// Words behind which all parts of a whole stand.
const ALL: [&[&str]; 11] = [
    &["made", "up", "of"],
    &["consisting", "of"],
    &["consists", "of"],
    &["consist", "of"],
    &["comprises"],
    &["comprise"],
    &["composed", "of"],
    &["divided", "into"],
    &["split", "into"],
    &["comprising"],
    &["broken", "down", "into"],
];
/// Words behind which some parts stand.
const SOME: [&[&str]; 5] = [&["of", "which"], &["of", "that"], &["of", "this"], &["of", "these"], &["of", "whom"]];

/// So many words stand at most behind a number of a list.
const APPOSED_WORDS_MAX: usize = 3;
/// Nouns that stand for people of every sort.
const GENERAL: [&str; 6] = ["person", "people", "prisoner", "captive", "member", "delegate"];

/// Finds sums whose parts do not make them.
pub(super) fn find(texts: &[Text<'_>]) -> Vec<Contradiction> {
    texts.iter().flat_map(of_text).collect()
}

/// A number in its place.
struct Placed<'t> {
    record: &'t Record,
    amount: &'t Amount,
    at: usize,
}

fn of_text(text: &Text<'_>) -> Vec<Contradiction> {
    let numbers: Vec<Vec<Placed<'_>>> = text.sentences.iter().map(|sentence| placed(text, sentence)).collect();
    let mut found = Vec::new();
    for (n, sentence) in text.sentences.iter().enumerate() {
        found.extend(apposed(&sentence.words, &numbers[n]).and_then(|parts| {
            let (whole, parts) = parts.split_first()?;
            contradiction(text, whole, parts, true)
        }));
        let Some((cue, is_all)) = cue(&sentence.words) else { continue };
        let before = match is_whole_first(&sentence.words) {
            true => numbers[n].first().filter(|number| number.at == 2),
            false => numbers[n].iter().rev().find(|number| number.at < cue),
        };
        let whole = before.or_else(|| numbers.get(n.checked_sub(1)?)?.last().filter(|_| cue == 0));
        let parts: Vec<&Placed<'_>> =
            numbers[n].iter().filter(|number| number.at > cue.max(before.map_or(0, |whole| whole.at))).collect();
        // What is included in a part is counted twice.
        let is_nested =
            sentence.words[cue..].iter().any(|word| matches!(word.lower.as_str(), "including" | "includes"));
        found.extend(whole.filter(|_| !is_nested).and_then(|whole| contradiction(text, whole, &parts, is_all)));
    }
    found
}

fn placed<'t>(text: &'t Text<'t>, sentence: &Sentence<'t>) -> Vec<Placed<'t>> {
    let records = text.records_in(sentence.span);
    let one = |record: &'t Record| {
        let Claim::Figure(figure) = &record.claim else { return None };
        let (at, _) = number::find(&sentence.words, figure.amount.value)?;
        Some(Placed { record, amount: &figure.amount, at })
    };
    let mut placed: Vec<Placed<'_>> = records.filter_map(one).collect();
    placed.sort_by_key(|number| number.at);
    placed.dedup_by_key(|number| number.at);
    placed
}

/// Returns a whole with its parts beside it, set off by commas and joined by `and`: `90 people, 48 soldiers and 32 civilians`.
fn apposed<'n, 't>(words: &[Word<'_>], numbers: &'n [Placed<'t>]) -> Option<Vec<&'n Placed<'t>>> {
    for (first, whole) in numbers.iter().enumerate() {
        let mut parts = vec![whole];
        let mut is_joined = false;
        for next in &numbers[first + 1..] {
            let between = &words[parts.last().map_or(whole.at, |part| part.at) + 1..next.at];
            let has_and = between.last().is_some_and(|word| word.lower == "and");
            // What is counted stands behind its number, and a comma is no word.
            let plain = between.len() - usize::from(has_and);
            if !(1..=APPOSED_WORDS_MAX).contains(&plain) || is_joined || between.iter().any(|word| is_joining(word)) {
                break;
            }
            is_joined = has_and;
            parts.push(next);
        }
        // The parts must be of other things than the whole, and all smaller, or it is a list.
        let is_smaller = parts[1..].iter().all(|part| part.amount.value < whole.amount.value);
        let is_of_people = parts.iter().all(|part| is_human(&part.amount.unit));
        let is_general = matches!(&whole.amount.unit, Unit::Noun(noun) if GENERAL.contains(&noun.as_str()));
        if is_joined && parts.len() >= 3 && is_smaller && is_of_people && is_general {
            return Some(parts);
        }
    }
    None
}

/// Returns whether a word between two numbers joins them in another way than as parts of a list.
fn is_joining(word: &Word<'_>) -> bool {
    matches!(
        word.lower.as_str(),
        "from" | "to" | "in" | "on" | "after" | "before" | "while" | "but" | "or" | "for" | "with" | "by"
    )
}

/// Returns whether a sentence begins with the whole: `Of the 120 members, 70 …`.
fn is_whole_first(words: &[Word<'_>]) -> bool {
    matches!(words, [of, the, number, ..] if of.lower == "of" && the.lower == "the" && number.is_number())
}

/// Returns where the parts begin, and whether they are all.
fn cue(words: &[Word<'_>]) -> Option<(usize, bool)> {
    let stands = |at: usize, cue: &[&str]| {
        words.get(at..at + cue.len()).is_some_and(|words| words.iter().zip(cue).all(|(word, cue)| word.lower == *cue))
    };
    if is_whole_first(words) {
        return Some((0, false));
    }
    (0..words.len()).find_map(|at| {
        let all = ALL.iter().any(|cue| stands(at, cue)).then_some((at, true));
        all.or_else(|| SOME.iter().any(|cue| stands(at, cue)).then_some((at, false)))
    })
}

fn is_human(unit: &Unit) -> bool {
    matches!(unit, Unit::Noun(noun) if is_of("human", noun))
}

/// Returns whether two units can be added up; whoever votes is counted as a member or as a vote.
fn is_one_unit(one: &Unit, other: &Unit) -> bool {
    let is_voter = |unit: &Unit| matches!(unit, Unit::Noun(noun) if is_of("people", noun) || matches!(noun.as_str(), "vote" | "member" | "deputy" | "lawmaker"));
    one == other || is_voter(one) && is_voter(other) || is_human(one) && is_human(other)
}

fn contradiction(text: &Text<'_>, whole: &Placed<'_>, parts: &[&Placed<'_>], is_all: bool) -> Option<Contradiction> {
    let parts: Vec<&&Placed<'_>> =
        parts.iter().filter(|part| is_one_unit(&part.amount.unit, &whole.amount.unit)).collect();
    let is_exact = |amount: &Amount| !amount.is_approximate && amount.high.is_none();
    if parts.len() < 2 || !is_exact(whole.amount) || !parts.iter().all(|part| is_exact(part.amount)) {
        return None;
    }
    let sum = parts.iter().fold(Decimal::ZERO, |sum, part| sum.saturating_add(part.amount.value));
    let slack = match whole.amount.unit {
        Unit::Noun(_) => Decimal::ZERO,
        _ => whole.amount.value.saturating_mul(ROUNDING),
    };
    let is_off = if is_all {
        sum.saturating_sub(whole.amount.value).abs() > slack
    } else {
        sum > whole.amount.value.saturating_add(slack)
    };
    is_off.then(|| {
        let written: Vec<String> = parts.iter().map(|part| measure::number(part.amount)).collect();
        let mut sides = vec![told(text, whole.record)];
        let others = parts.iter().map(|part| told(text, part.record));
        for side in others {
            if sides.iter().all(|known| known.quote != side.quote) {
                sides.push(side);
            }
        }
        Contradiction {
            kind: ContradictionKind::Sum,
            about: super::one_line(whole.record.quote.text()),
            why: format!(
                "{} make {}, and the whole is given as {}.",
                list(&written),
                measure::number(&Amount { value: sum, ..whole.amount.clone() }),
                measure::number(whole.amount)
            ),
            sides,
        }
    })
}
