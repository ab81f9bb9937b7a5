//! Is one whole divided into the same parts the other way round? Kind `amount`.
//!
//! **The same thing**: two parts of one unit with what each is for, in one sentence of each document, and the same two things:
//! “60 billion for the army and 30 billion for schools”. **A clash**: what is for the one here is for the other there.
//! Two numbers that change places are no news of another division, so documents need only have a name in common.

use std::collections::{BTreeMap, BTreeSet};

use casus_claim::{Amount, Claim, Record, Unit};

use super::text::{Text, days_between, share_names};
use super::words::{Word, telling};
use super::{Contradiction, ContradictionKind, measure, number, told};

/// Documents longer apart may speak of two wholes.
const DAYS_MAX: i32 = 120;
/// So many words behind a number tell what it is for.
const BEHIND_WORDS: usize = 7;

struct Split<'t> {
    text: &'t Text<'t>,
    parts: [(&'t Record, &'t Amount, BTreeSet<String>); 2],
}

/// Finds what is divided the other way round.
pub(super) fn find(texts: &[Text<'_>]) -> Vec<Contradiction> {
    let mut by_numbers: BTreeMap<(Unit, [String; 2]), Vec<Split<'_>>> = BTreeMap::new();
    for split in texts.iter().flat_map(splits) {
        let [(_, one, _), (_, other, _)] = &split.parts;
        let mut numbers = [one, other].map(|amount| amount.value.normalize().to_string());
        numbers.sort_unstable();
        by_numbers.entry((one.unit.clone(), numbers)).or_default().push(split);
    }
    let mut found = Vec::new();
    for splits in by_numbers.values() {
        for (at, one) in splits.iter().enumerate() {
            let other = splits[at + 1..].iter().find(|other| is_turned_round(one, other));
            found.extend(other.map(|other| contradiction(one, other)));
        }
    }
    found
}

fn splits<'t>(text: &'t Text<'t>) -> Vec<Split<'t>> {
    let mut splits = Vec::new();
    for sentence in &text.sentences {
        let parts = text.records_in(sentence.span).filter_map(|record| {
            let Claim::Figure(figure) = &record.claim else { return None };
            let (_, end) = number::find(&sentence.words, figure.amount.value)?;
            Some((record, &figure.amount, end))
        });
        let mut parts: Vec<_> = parts.collect();
        parts.sort_by_key(|(_, _, end)| *end);
        for pair in parts.windows(2) {
            let [(one, amount, end), (other, other_amount, other_end)] = pair else { continue };
            let is_pair = amount.unit == other_amount.unit && amount.value != other_amount.value;
            // What the second number is for ends before it.
            let first = purpose(&sentence.words, *end, other_end.saturating_sub(1));
            let first = if first.is_empty() { purpose_before(&sentence.words[..*end]) } else { first };
            let second = purpose(&sentence.words, *other_end, sentence.words.len());
            if is_pair && !first.is_empty() && !second.is_empty() && first.is_disjoint(&second) {
                splits.push(Split { text, parts: [(*one, *amount, first), (*other, *other_amount, second)] });
            }
        }
    }
    splits
}

/// Returns what a number is for that is said first: `For the army, it gets 60 billion`.
fn purpose_before(words: &[Word<'_>]) -> BTreeSet<String> {
    let behind = words.iter().rposition(|word| word.lower == "for").map_or(words.len(), |at| at + 1);
    telling(words[behind..].iter().take(2))
}

/// Returns the words behind a number that tell what it is for.
fn purpose(words: &[Word<'_>], from: usize, to: usize) -> BTreeSet<String> {
    let until = to.min(from + BEHIND_WORDS);
    let is_for = |word: &Word<'_>| matches!(word.lower.as_str(), "for" | "to" | "on" | "in" | "towards" | "into");
    let behind = words.get(from..until).unwrap_or_default();
    let start = behind.iter().position(is_for).map_or(behind.len(), |at| at + 1);
    let is_end = |word: &&Word<'_>| !word.is_number() && !matches!(word.lower.as_str(), "and" | "while" | "but");
    telling(behind[start..].iter().take_while(is_end))
}

fn is_turned_round(one: &Split<'_>, other: &Split<'_>) -> bool {
    let for_what = |split: &Split<'_>, value| {
        split.parts.iter().find(|(_, amount, _)| amount.value == value).map(|(_, _, purpose)| purpose.clone())
    };
    let [(_, amount, first), (_, other_amount, second)] = &one.parts;
    let (there, other_there) = (for_what(other, amount.value), for_what(other, other_amount.value));
    let meets = |here: &BTreeSet<String>, there: &Option<BTreeSet<String>>| {
        there.as_ref().is_some_and(|there| !here.is_disjoint(there))
    };
    one.text.number != other.text.number
        && meets(first, &other_there)
        && meets(second, &there)
        && !meets(first, &there)
        && !meets(second, &other_there)
        && share_names(one.text, other.text, 1)
        && days_between(one.text, other.text).is_none_or(|days| days <= DAYS_MAX)
}

fn contradiction(one: &Split<'_>, other: &Split<'_>) -> Contradiction {
    let [(record, amount, _), (_, other_amount, _)] = &one.parts;
    Contradiction {
        kind: ContradictionKind::Amount,
        about: super::one_line(record.quote.text()),
        why: format!(
            "{} and {} are for one another's part in the other document.",
            measure::number(amount),
            measure::number(other_amount)
        ),
        sides: vec![told(one.text, record), told(other.text, other.parts[0].0)],
    }
}
