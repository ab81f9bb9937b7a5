//! Is one and the same founding, birth or death told of two times? Kind `date`.
//!
//! **The same thing**: a verb of what happens only once (`data/once.txt`) in the passive, with the same name before it in
//! its sentence: “the league was founded in 2021”, “the league, which was founded on 2 May 2022”.
//!
//! **A clash**: the years differ; or the months within one year; or the days within one month.
//!
//! **Excused**: the sentence says `again`, `refounded` or such; only one side gives the part that would differ.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use casus_claim::EntityKind;
use casus_text::Span;

use super::text::{Sentence, Text};
use super::words::{Word, has_of, is_of, month, year};
use super::{Contradiction, ContradictionKind, said};

/// The verb stands at most so many words behind the name.
const REACH_WORDS: usize = 6;
/// The time stands at most so many words behind the verb.
const TIME_WORDS: usize = 8;

static ONCE: LazyLock<BTreeMap<&str, &str>> = LazyLock::new(|| {
    let lines = include_str!("../../data/once.txt").lines().filter(|line| !line.starts_with('#'));
    lines.filter_map(|line| line.split_once(": ")).collect()
});

/// A time as far as it is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct When {
    year: i16,
    month: Option<i8>,
    day: Option<i8>,
}

struct Telling<'t> {
    text: &'t Text<'t>,
    span: Span,
    verb: &'t str,
    when: When,
}

/// Finds what happened once and is told of two times.
pub(super) fn find(texts: &[Text<'_>]) -> Vec<Contradiction> {
    let mut by_thing: BTreeMap<(&str, String), Vec<Telling<'_>>> = BTreeMap::new();
    for text in texts {
        for sentence in &text.sentences {
            for (thing, name, telling) in tellings(text, sentence) {
                by_thing.entry((thing, name)).or_default().push(telling);
            }
        }
    }
    let clash = |((_, name), tellings): (&(&str, String), &Vec<Telling<'_>>)| {
        let first = tellings.first()?;
        let other = tellings.iter().find(|other| !agree(first.when, other.when))?;
        Some(Contradiction {
            kind: ContradictionKind::Date,
            about: format!("{name}: {}", first.verb),
            why: format!("What happens once is placed in {} and in {}.", written(first.when), written(other.when)),
            sides: vec![said(first.text, first.span), said(other.text, other.span)],
        })
    };
    by_thing.iter().filter_map(clash).collect()
}

fn tellings<'t>(text: &'t Text<'t>, sentence: &'t Sentence<'t>) -> Vec<(&'static str, String, Telling<'t>)> {
    let words = &sentence.words;
    if has_of("afresh", words) {
        return Vec::new();
    }
    let told = |at: usize| {
        let (&verb, &thing) = ONCE.get_key_value(words[at].lower.as_str())?;
        let is_passive = at > 0 && matches!(words[at - 1].lower.as_str(), "was" | "were");
        let name = name_before(text, sentence, at).filter(|_| is_passive)?;
        let when = when(&words[at + 1..words.len().min(at + 1 + TIME_WORDS)])?;
        Some((thing, name, Telling { text, span: sentence.span, verb, when }))
    };
    (0..words.len()).filter_map(told).collect()
}

/// Returns the last name that stands shortly before a word, a place aside.
fn name_before(text: &Text<'_>, sentence: &Sentence<'_>, at: usize) -> Option<String> {
    let from = sentence.words[at.saturating_sub(REACH_WORDS)].start_bytes;
    let is_before = |span: Span| span.end_bytes() <= sentence.words[at].start_bytes && span.end_bytes() > from;
    let named = sentence.named.iter().rev().find(|(span, entity)| is_before(*span) && entity.kind != EntityKind::Place);
    let is_between = |span: Span| {
        let between = &text.source.text()[span.end_bytes()..sentence.words[at].start_bytes];
        between
            .split_whitespace()
            .all(|word| is_of("stop", word.trim_matches(|c: char| !c.is_alphanumeric())) || word == ",")
    };
    named.filter(|(span, _)| is_between(*span)).map(|(_, entity)| entity.name.clone())
}

fn when(words: &[Word<'_>]) -> Option<When> {
    let at = words.iter().position(|word| year(word).is_some())?;
    let month_at = words[..at].iter().position(|word| month(word).is_some());
    let day_at = |place: usize| {
        let beside = [place.checked_sub(1), Some(place + 1)];
        beside
            .into_iter()
            .flatten()
            .filter_map(|place| words.get(place)?.text.parse::<i8>().ok())
            .find(|day| (1..=31).contains(day))
    };
    Some(When {
        year: year(&words[at])?,
        month: month_at.and_then(|place| month(&words[place])),
        day: month_at.and_then(day_at),
    })
}

fn agree(one: When, other: When) -> bool {
    let may_be = |one: Option<i8>, other: Option<i8>| one.is_none() || other.is_none() || one == other;
    one.year == other.year && may_be(one.month, other.month) && (one.month != other.month || may_be(one.day, other.day))
}

fn written(when: When) -> String {
    match when {
        When { year, month: Some(month), day: Some(day) } => format!("{year:04}-{month:02}-{day:02}"),
        When { year, month: Some(month), day: None } => format!("{year:04}-{month:02}"),
        When { year, .. } => year.to_string(),
    }
}
