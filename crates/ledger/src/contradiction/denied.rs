//! Does one document say of a thing what another denies? Kind `status`.
//!
//! **The same thing**: two sentences with the same telling words and the same numbers.
//!
//! **A clash**: one of them has a `not` beside a helping verb (“did not sign”), the other has no denial at all.
//!
//! **Excused**: `not yet`, which a later document may overtake; what is only possible or conditional; documents further
//! apart than a few days; two people each reported to say their own.

use std::collections::{BTreeMap, BTreeSet};

use super::text::{Sentence, Text, days_between, each_says, share_names};
use super::words::{Word, has_of};
use super::{Contradiction, ContradictionKind, said};

/// So many telling words make it one thing.
const SHARED_MIN: usize = 3;
/// What is denied one day may be done on another.
const DAYS_MAX: i32 = 2;

/// Helping verbs beside which a `not` denies the whole sentence.
const HELPING: [&str; 14] =
    ["did", "does", "do", "has", "have", "had", "is", "are", "was", "were", "will", "would", "shall", "can"];
/// Words that deny something, or that something hangs on.
const OTHER: [&str; 14] = [
    "no", "never", "nor", "neither", "none", "nobody", "without", "if", "unless", "until", "before", "yet", "only",
    "nothing",
];

struct Saying<'t> {
    text: &'t Text<'t>,
    sentence: &'t Sentence<'t>,
    is_denied: bool,
    numbers: BTreeSet<&'t str>,
    speakers: BTreeSet<&'t str>,
}

/// Finds what is said and denied.
pub(super) fn find(texts: &[Text<'_>]) -> Vec<Contradiction> {
    let mut by_thing: BTreeMap<BTreeSet<String>, Vec<Saying<'_>>> = BTreeMap::new();
    for text in texts {
        for sentence in &text.sentences {
            let telling = text.telling(sentence.span);
            if let Some(saying) = saying(text, sentence).filter(|_| telling.len() >= SHARED_MIN) {
                by_thing.entry(telling).or_default().push(saying);
            }
        }
    }
    let clash = |sayings: &Vec<Saying<'_>>| {
        let denied = sayings.iter().find(|saying| saying.is_denied)?;
        let other = sayings.iter().find(|other| !other.is_denied && is_one_affair(denied, other))?;
        let (first, second) = if denied.text.number < other.text.number { (denied, other) } else { (other, denied) };
        Some(Contradiction {
            kind: ContradictionKind::Status,
            about: super::one_line(first.text.source.slice(first.sentence.span)),
            why: "One document says it, and another denies it.".to_owned(),
            sides: vec![said(first.text, first.sentence.span), said(second.text, second.sentence.span)],
        })
    };
    by_thing.values().filter_map(clash).collect()
}

fn saying<'t>(text: &'t Text<'t>, sentence: &'t Sentence<'t>) -> Option<Saying<'t>> {
    let words = &sentence.words;
    let is_not = |pair: &[Word<'_>]| HELPING.contains(&pair[0].lower.as_str()) && pair[1].lower == "not";
    let nots = words.iter().filter(|word| word.lower == "not" || word.lower == "t").count();
    let denials = words.windows(2).filter(|pair| is_not(pair)).count();
    let is_plain = nots == denials && denials <= 1 && !words.iter().any(|word| OTHER.contains(&word.lower.as_str()));
    let records = text.records_in(sentence.span);
    (is_plain && !has_of("modal", words)).then(|| Saying {
        text,
        sentence,
        is_denied: denials == 1,
        numbers: words.iter().filter(|word| word.is_number()).map(|word| word.text).collect(),
        speakers: records.flat_map(|record| text.names_of(&record.attributed_to)).collect(),
    })
}

fn is_one_affair(one: &Saying<'_>, other: &Saying<'_>) -> bool {
    one.text.number != other.text.number
        && one.numbers == other.numbers
        && !each_says(&one.speakers, &other.speakers)
        && share_names(one.text, other.text, 1)
        && days_between(one.text, other.text).is_some_and(|days| days <= DAYS_MAX)
}
