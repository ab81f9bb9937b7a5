//! Does one document say of a thing what another denies? Kind `status`.
//!
//! **The same thing**: two sentences with the same telling words and the same numbers, or of which one tells the other
//! again, as `retold` says, with the denied word in both.
//!
//! **A clash**: one of them has a `not` beside a helping verb (“did not sign”) or tells that somebody denied it, the other
//! has no denial at all.
//!
//! **Excused**: `not yet` in a document before the other, which overtakes it; what is only possible or conditional;
//! documents further apart than a few days; two people each reported to say their own.

use std::collections::BTreeSet;

use super::retold::{Passage, are_set_apart};
use super::tellings::{Around, Tellings};
use super::text::{Sentence, Text, days_between, each_has_spoken, share_names};
use super::words::{Word, has_of, is_of, stem};
use super::{Contradiction, ContradictionKind, said};

/// So many telling words make it one thing.
const SHARED_MIN: usize = 3;
/// So much of the shorter sentence must stand in the longer where they do not say just the same.
const SHARE_MIN: f64 = 0.6;
/// What is denied one day may be done on another.
const DAYS_MAX: i32 = 2;
/// So many rarest words of a sentence are looked up.
const RAREST: usize = 6;

/// Helping verbs beside which a `not` denies the whole sentence.
const HELPING: [&str; 14] =
    ["did", "does", "do", "has", "have", "had", "is", "are", "was", "were", "will", "would", "shall", "can"];
/// Words that deny something, or that something hangs on.
const OTHER: [&str; 13] = [
    "no", "never", "nor", "neither", "none", "nobody", "without", "if", "unless", "until", "before", "only", "nothing",
];
/// Words behind which a sentence turns to something else, which may be what is denied.
const TURNS: [&str; 6] = ["but", "although", "though", "while", "whereas", "however"];

struct Saying<'t> {
    text: &'t Text<'t>,
    passage: Passage<'t>,
    telling: BTreeSet<String>,
    denial: Option<Denial>,
    turns: bool,
    numbers: BTreeSet<&'t str>,
}

/// How something is denied.
#[derive(PartialEq)]
enum Denial {
    /// `not` or `not yet`, with the stem of what is not done.
    Not { done: Option<String>, is_yet: bool },
    /// Somebody denied it.
    Denied,
}

/// Finds what is said and denied.
pub(super) fn find(texts: &[Text<'_>]) -> Vec<Contradiction> {
    let all: Vec<Saying<'_>> = texts
        .iter()
        .flat_map(|text| text.sentences.iter().filter_map(move |sentence| saying(text, sentence)))
        .collect();
    let tellings = Tellings::of(all.iter().map(|saying| (saying.text.published(), &saying.telling)));
    let mut found: Vec<Contradiction> = Vec::new();
    for denied in all.iter().filter(|saying| saying.denial.is_some()) {
        let around = Around { day: denied.text.published(), days: DAYS_MAX };
        let near: BTreeSet<usize> = tellings.beside(&denied.telling, RAREST, around).collect();
        let other = near.into_iter().map(|other| &all[other]).find(|other| is_denied(denied, other));
        let Some(other) = other else { continue };
        let (first, second) = if denied.text.number < other.text.number { (denied, other) } else { (other, denied) };
        found.push(Contradiction {
            kind: ContradictionKind::Status,
            about: super::one_line(first.text.source.slice(first.passage.sentence.span)),
            why: "One document says it, and another denies it.".to_owned(),
            sides: vec![said(first.text, first.passage.sentence.span), said(second.text, second.passage.sentence.span)],
        });
    }
    found
}

fn saying<'t>(text: &'t Text<'t>, sentence: &'t Sentence<'t>) -> Option<Saying<'t>> {
    let words = &sentence.words;
    let is_plain = !words.iter().any(|word| OTHER.contains(&word.lower.as_str())) && !has_of("modal", words);
    let telling = &text.telling(sentence.span) - &["denied", "denies", "deny", "any"].map(stem).into();
    let denial = denial(words).filter(|_| is_plain)?;
    (telling.len() >= SHARED_MIN).then(|| Saying {
        text,
        passage: Passage::of(text, sentence),
        telling,
        denial,
        turns: words.iter().any(|word| TURNS.contains(&word.lower.as_str())),
        numbers: words.iter().filter(|word| word.is_number()).map(|word| word.text).collect(),
    })
}

/// Returns how words deny what they tell, if they do; nothing where it is not plain.
#[expect(clippy::option_option, reason = "that it is not plain is another answer than that nothing is denied")]
fn denial(words: &[Word<'_>]) -> Option<Option<Denial>> {
    let is_helping = |word: &Word<'_>| HELPING.contains(&word.lower.as_str());
    // `Has still not given`.
    let is_not = |at: usize| {
        let is_still = at > 1 && words[at - 1].lower == "still" && is_helping(&words[at - 2]);
        words[at].lower == "not" && (is_helping(&words[at - 1]) || is_still)
    };
    let nots = words.iter().filter(|word| word.lower == "not" || word.lower == "t").count();
    let places: Vec<usize> = (1..words.len()).filter(|&at| is_not(at)).collect();
    let is_yet = words.iter().any(|word| word.lower == "yet");
    let denied = words.iter().filter(|word| matches!(word.lower.as_str(), "denied" | "denies" | "denying")).count();
    match (&places[..], denied) {
        ([], 0) => (nots == 0 && !is_yet).then_some(None),
        ([], 1) => {
            (nots == 0 && !is_yet && words.iter().any(|word| word.lower == "that")).then_some(Some(Denial::Denied))
        }
        (&[at], 0) => {
            let is_small = |word: &Word<'_>| matches!(word.lower.as_str(), "yet" | "been" | "be" | "even" | "so");
            let done = words[at + 1..].iter().find(|word| !is_small(word)).map(|word| stem(&word.lower));
            (nots == 1).then_some(Some(Denial::Not { done, is_yet }))
        }
        _ => None,
    }
}

/// Returns whether the first denies what the other says.
fn is_denied(denied: &Saying<'_>, other: &Saying<'_>) -> bool {
    let (ours, theirs) = (&denied.passage.sentence.words[..], &other.passage.sentence.words[..]);
    let overtakes = denied.text.published() < other.text.published();
    other.denial.is_none()
        && denied.text.number != other.text.number
        && (denied.telling == other.telling && denied.numbers == other.numbers || is_told_again(denied, other))
        && !(overtakes && matches!(denied.denial, Some(Denial::Not { is_yet: true, .. })))
        && !are_set_apart((denied.text, ours), (other.text, theirs))
        && !each_has_spoken((denied.text, denied.passage.sentence), (other.text, other.passage.sentence))
        && share_names(denied.text, other.text, 1)
        && days_between(denied.text, other.text).is_some_and(|days| days <= DAYS_MAX)
}

fn is_told_again(denied: &Saying<'_>, other: &Saying<'_>) -> bool {
    let shared = denied.telling.intersection(&other.telling).count() as f64;
    let share = shared / denied.telling.len().min(other.telling.len()).max(1) as f64;
    let is_done = match &denied.denial {
        Some(Denial::Not { done: Some(done), .. }) => {
            other.passage.sentence.words.iter().any(|word| stem(&word.lower) == *done) && !is_of("stop", done)
        }
        Some(Denial::Denied) => true,
        _ => false,
    };
    let is_number_same = denied.numbers == other.numbers || denied.numbers.is_empty() || other.numbers.is_empty();
    is_done
        && is_number_same
        && !denied.turns
        && !other.turns
        && share >= SHARE_MIN
        && denied.passage.is_retold_by(&other.passage)
}
