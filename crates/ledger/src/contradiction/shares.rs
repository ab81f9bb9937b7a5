//! Are the parts of a whole told the other way round, or do they make another whole? Kinds `amount` and `sum`.
//!
//! **What is compared**: two parts of one whole with what each is for, as shares of both, so that “two-thirds for the army, a
//! third for schools” can be held against “20 billion for the army, 40 billion for schools”. And the parts of which one
//! sentence says how many there are, against the whole in the sentence before.
//!
//! **A clash**: what is the larger part here is the smaller there, and the shares are the same; all parts make another
//! number than the whole.
//!
//! **Excused**: purposes that are not plainly the same two; approximate numbers that may make the whole.

use rust_decimal::Decimal;

use super::kin::{self, Topic};
use super::quantity::{Dimension, Quantity, quantities};
use super::slot::topic;
use super::tellings::{Around, Tellings};
use super::text::{Sentence, Text, days_between};
use super::words::Word;
use super::{Contradiction, ContradictionKind, one_line, said};

/// Documents longer apart may speak of two wholes.
const DAYS_MAX: i32 = 120;
/// Shares differ by less where both are rounded.
const SAME_MAX: Decimal = Decimal::from_parts(3, 0, 0, false, 2);
/// By so much the one part is larger than the other.
const OTHER_MIN: Decimal = Decimal::from_parts(8, 0, 0, false, 2);
/// Parts may be off by so much of their whole.
const ROUNDING: Decimal = Decimal::from_parts(2, 0, 0, false, 2);
/// So many rarest words are looked up.
const RAREST: usize = 4;

struct Split<'t> {
    document: usize,
    sentence: &'t Sentence<'t>,
    /// What each part is for.
    purposes: [Topic; 2],
    /// The first part as a share of both.
    first: Decimal,
    sets: std::collections::BTreeSet<String>,
}

/// Finds what is divided the other way round, and what does not make its whole.
pub(super) fn find(texts: &[Text<'_>]) -> Vec<Contradiction> {
    let mut found: Vec<Contradiction> = texts.iter().flat_map(sums).collect();
    let all: Vec<Split<'_>> = texts.iter().enumerate().flat_map(|(at, text)| splits(at, text)).collect();
    let tellings = Tellings::of(all.iter().map(|split| (texts[split.document].published(), &split.sets)));
    for (at, one) in all.iter().enumerate() {
        let around = Around { day: texts[one.document].published(), days: DAYS_MAX };
        let near = tellings.beside(&one.sets, RAREST, around).filter(|&other| other > at);
        let near: std::collections::BTreeSet<usize> = near.collect();
        let other = near.into_iter().map(|other| &all[other]).find(|other| {
            let (ours, theirs) = (&texts[one.document], &texts[other.document]);
            is_turned_round(one, other) && is_one_affair(ours, theirs)
        });
        found.extend(other.map(|other| turned_round((one, &texts[one.document]), (other, &texts[other.document]))));
    }
    found
}

fn splits<'t>(document: usize, text: &'t Text<'t>) -> Vec<Split<'t>> {
    let mut splits = Vec::new();
    for sentence in &text.sentences {
        let read = quantities(text.source.text(), &sentence.words);
        let is_part =
            |one: &&Quantity| matches!(one.dimension, Dimension::Share | Dimension::Money(_) | Dimension::Bare);
        let parts: Vec<&Quantity> = read.iter().filter(is_part).collect();
        for (at, one) in parts.iter().enumerate() {
            let Some(other) = parts[at + 1..].iter().find(|other| other.dimension == one.dimension) else { continue };
            // Between two parts of one kind stands no other of it.
            let end = parts.iter().map(|part| part.places.start).find(|&start| start > other.places.start);
            let stretch = |from: usize, until: usize| topic(&sentence.words, &read, from..until);
            let purposes = [
                stretch(one.places.end, other.places.start),
                stretch(other.places.end, end.unwrap_or(sentence.words.len())),
            ];
            let Some(first) = one.value.checked_div(one.value.saturating_add(other.value)) else { continue };
            let sets = topic(&sentence.words, &read, 0..sentence.words.len()).sets();
            if one.value != other.value && first > Decimal::ZERO {
                splits.push(Split { document, sentence, purposes, first, sets });
            }
        }
    }
    splits
}

fn is_turned_round(one: &Split<'_>, other: &Split<'_>) -> bool {
    let kin = |one: &Topic, other: &Topic| one.shared(other).plain > 0.0;
    let [first, second] = &one.purposes;
    let [other_first, other_second] = &other.purposes;
    let straight = (kin(first, other_first), kin(second, other_second));
    let crossed = (kin(first, other_second), kin(second, other_first));
    let there = match (straight, crossed) {
        ((true, true), (false, false)) => other.first,
        ((false, false), (true, true)) => Decimal::ONE - other.first,
        _ => return false,
    };
    one.document != other.document
        && (one.first - there).abs() >= OTHER_MIN
        && (one.first - (Decimal::ONE - there)).abs() <= SAME_MAX
}

fn is_one_affair(ours: &Text<'_>, theirs: &Text<'_>) -> bool {
    let all = |text: &Text<'_>| {
        let mut all = Topic::default();
        text.sentences.iter().for_each(|sentence| all.extend(&Topic::of(&sentence.words, 0)));
        all
    };
    days_between(ours, theirs).is_none_or(|days| days <= DAYS_MAX) && kin::is_one_affair(&all(ours), &all(theirs))
}

fn turned_round((one, ours): (&Split<'_>, &Text<'_>), (other, theirs): (&Split<'_>, &Text<'_>)) -> Contradiction {
    Contradiction {
        kind: ContradictionKind::Amount,
        about: one_line(ours.source.slice(one.sentence.span)),
        why: "What is the larger part in one document is the smaller in the other.".to_owned(),
        sides: vec![said(ours, one.sentence.span), said(theirs, other.sentence.span)],
    }
}

/// Finds wholes with another number than their parts make, where a sentence between says how many parts there are.
fn sums(text: &Text<'_>) -> Vec<Contradiction> {
    let read = |sentence: &Sentence<'_>| quantities(text.source.text(), &sentence.words);
    let mut found = Vec::new();
    for three in text.sentences.windows(3) {
        let [whole, between, parts] = three else { continue };
        let Some(count) = parts_in(&read(between), &between.words) else { continue };
        let (wholes, parts_read) = (read(whole), read(parts));
        let [of] = &wholes[..] else { continue };
        let is_of = |part: &&Quantity| part.dimension == of.dimension;
        let is_all = parts_read.iter().filter(is_of).count() == count;
        let sum: Decimal = parts_read.iter().filter(is_of).map(|part| part.value).sum();
        let is_exact = parts_read.iter().chain([of]).all(|one| one.hedge == super::number::Hedge::None);
        if is_all && is_exact && (sum - of.value).abs() > of.value.saturating_mul(ROUNDING) {
            found.push(Contradiction {
                kind: ContradictionKind::Sum,
                about: one_line(text.source.slice(whole.span)),
                why: format!(
                    "The parts make {}, and the whole is given as {}.",
                    super::number::written(sum),
                    of.written()
                ),
                sides: vec![said(text, whole.span), said(text, parts.span)],
            });
        }
    }
    found
}

/// Returns how many parts a sentence says there are.
fn parts_in(read: &[Quantity], words: &[Word<'_>]) -> Option<usize> {
    let is_parts = |word: &Word<'_>| {
        matches!(word.lower.as_str(), "parts" | "portions" | "pieces" | "components" | "elements" | "shares" | "pots")
    };
    let [number] = read else { return None };
    words.iter().any(is_parts).then_some(())?;
    number.value.to_string().parse().ok().filter(|count| *count >= 2)
}
