//! Is something said to have changed and told the same before and after? Kind `self_revision`.
//!
//! **What is compared**: two figures of one unit and one number in one sentence, with `from` before the first and `to`
//! before the second: “from an earlier 12-point plan to a revised 12-point plan”.
//!
//! **A clash**: the number and the thing that is counted are the same on both sides, though the words tell of a change.
//!
//! **Excused**: nothing, since whoever says `from … to` says that something became another; which of the two is wrong is
//! open.

use std::collections::BTreeSet;

use casus_claim::{Claim, Unit};

use super::number;
use super::text::{Sentence, Text};
use super::words::{Word, is_of, telling_of};
use super::{Contradiction, ContradictionKind, measure, said};

/// Words that tell of a change, by their beginnings.
const CHANGE: [&str; 22] = [
    "shift", "chang", "revis", "rais", "ris", "rose", "increas", "cut", "reduc", "lower", "expand", "extend", "shrink",
    "shrank", "trim", "amend", "updat", "grow", "grew", "fell", "fall", "drop",
];

/// Finds changes of a thing into itself.
pub(super) fn find(texts: &[Text<'_>]) -> Vec<Contradiction> {
    let of_text =
        |text: &Text<'_>| text.sentences.iter().filter_map(|sentence| of_sentence(text, sentence)).collect::<Vec<_>>();
    texts.iter().flat_map(of_text).collect()
}

fn of_sentence(text: &Text<'_>, sentence: &Sentence<'_>) -> Option<Contradiction> {
    let words = &sentence.words;
    let changes = |word: &Word<'_>| CHANGE.iter().any(|beginning| word.lower.starts_with(beginning));
    if !words.iter().any(changes) {
        return None;
    }
    let from = words.iter().position(|word| word.lower == "from")?;
    let to = from + words[from..].iter().position(|word| word.lower == "to")?;
    let figures = text.records_in(sentence.span);
    let amounts: Vec<_> = figures
        .filter_map(|record| match &record.claim {
            Claim::Figure(figure) => Some(&figure.amount),
            _ => None,
        })
        .collect();
    let same = amounts.iter().enumerate().find_map(|(n, one)| {
        // The second time the thing may be left out: `from the 800 ships of the draft to 800`.
        let is_left_out = |at: usize| words.get(at).is_none_or(|word| is_of("stop", &word.lower));
        let (first, first_end) = number::find(&words[from..to], one.value)?;
        let (second, second_end) = number::find(&words[to..], one.value)?;
        let end = sentence.words.len();
        let thing = |start: usize, limit: usize| things(&words[start..limit.min(start + 3)]);
        let (before, after) = (thing(from + first_end, to), thing(to + second_end, end));
        let is_twice = amounts[n + 1..].contains(one) || is_left_out(to + second_end);
        let is_one_thing =
            !before.is_disjoint(&after) || !matches!(one.unit, Unit::Noun(_)) || is_left_out(to + second_end);
        let is_near = first < 8 && second < 6;
        (is_twice && is_one_thing && is_near).then_some(*one)
    })?;
    Some(Contradiction {
        kind: ContradictionKind::SelfRevision,
        about: super::one_line(text.source.slice(sentence.span)),
        why: format!("It is said to have changed, and is given as {} before and after.", measure::number(same)),
        sides: vec![said(text, sentence.span)],
    })
}

fn things(words: &[Word<'_>]) -> BTreeSet<String> {
    words.iter().flat_map(|word| telling_of(&word.lower)).collect()
}
