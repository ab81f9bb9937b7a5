//! Is one and the same founding, birth or death told of two times? Kind `date`.
//!
//! **The same thing**: a verb of what happens only once (`data/once.txt`), and the same name as what it happens to: “the
//! league was founded in 2021”, “founded on 2 May 2022, the league”, “they set up the league in 2023”.
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
const TIME_WORDS: usize = 11;
/// The word under which all foundings are counted.
const FOUNDED: &str = "found";

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
        let pair = words.get(at + 1).map(|next| format!("{}_{}", words[at].lower, next.lower));
        let one = ONCE.get_key_value(words[at].lower.as_str()).map(|known| (known, at));
        let ((&verb, &thing), end) =
            pair.and_then(|pair| ONCE.get_key_value(pair.as_str())).map(|known| (known, at + 1)).or(one)?;
        let is_passive = at > 0 && matches!(words[at - 1].lower.as_str(), "was" | "were" | "been");
        let name = match () {
            () if is_passive => name_before(text, sentence, at).or_else(|| name_set_off(text, sentence, at)),
            () if thing == FOUNDED && is_set_in(text, words, at) => name_before_comma(text, sentence, at),
            () if at == 0 => name_behind_comma(text, sentence),
            // Many ratify one treaty, and each does it once; it is founded once.
            () if thing == FOUNDED => name_right_behind(text, sentence, end),
            () => None,
        };
        let name = name?;
        let when = when(&words[end + 1..words.len().min(end + 1 + TIME_WORDS)])?;
        Some((thing, name, Telling { text, span: sentence.span, verb, when }))
    };
    (0..words.len()).filter_map(told).collect()
}

/// Returns the name that begins a sentence, with what it is set off behind a comma: `The League, a pact that was founded`.
fn name_set_off(text: &Text<'_>, sentence: &Sentence<'_>, at: usize) -> Option<String> {
    let words = &sentence.words;
    let is_named = |entity: &casus_claim::Entity| !matches!(entity.kind, EntityKind::Place | EntityKind::Group);
    let mut before = sentence.named.iter().filter(|(span, _)| span.end_bytes() <= words[at].start_bytes);
    let (span, entity) = before.next()?;
    let is_only = before.all(|(_, entity)| !is_named(entity));
    let is_first = text.source.text()[sentence.span.start_bytes()..span.start_bytes()].split_whitespace().count() <= 1;
    let behind = text.source.text()[span.end_bytes()..words[at].start_bytes].trim_start();
    let is_set_off = [", a ", ", an ", ", the "].iter().any(|comma| behind.starts_with(comma));
    let is_relative = words[..at].iter().rev().take(2).any(|word| matches!(word.lower.as_str(), "that" | "which"));
    (is_named(entity) && is_only && is_first && is_set_off && is_relative).then(|| entity.name.clone())
}

/// Returns whether a verb is set in behind a comma: `, founded in 2021`, `, which three states founded in 2021`.
fn is_set_in(text: &Text<'_>, words: &[Word<'_>], at: usize) -> bool {
    let comma = comma_before(text, words, at);
    comma.is_some_and(|comma| comma == at || words[comma].lower == "which")
}

/// Returns the place of the word behind the comma that stands at most a few words before another one.
fn comma_before(text: &Text<'_>, words: &[Word<'_>], at: usize) -> Option<usize> {
    let has_comma = |at: &usize| text.source.text()[words[at - 1].end_bytes..words[*at].start_bytes].contains(',');
    (at.saturating_sub(REACH_WORDS).max(1)..=at).rev().find(has_comma)
}

/// Returns the name that ends right before the comma behind which a verb is set in.
fn name_before_comma(text: &Text<'_>, sentence: &Sentence<'_>, at: usize) -> Option<String> {
    let end = sentence.words[comma_before(text, &sentence.words, at)?.checked_sub(1)?].end_bytes;
    let named = sentence.named.iter().find(|(span, _)| span.end_bytes() == end);
    let is_thing = |kind| matches!(kind, EntityKind::Organisation | EntityKind::Instrument);
    named.filter(|(_, entity)| is_thing(entity.kind)).map(|(_, entity)| entity.name.clone())
}

/// Returns the name behind the comma of what is set in front: `Founded in 2021, the League`.
fn name_behind_comma(text: &Text<'_>, sentence: &Sentence<'_>) -> Option<String> {
    let comma = sentence.span.start_bytes() + text.source.slice(sentence.span).find(',')?;
    named_at(text, sentence, comma + 1)
}

/// Returns the name right behind a verb: `They founded the League`.
fn name_right_behind(text: &Text<'_>, sentence: &Sentence<'_>, verb: usize) -> Option<String> {
    named_at(text, sentence, sentence.words[verb].end_bytes)
}

/// Returns the name of a thing that begins at a place, behind an article or not.
fn named_at(text: &Text<'_>, sentence: &Sentence<'_>, at_bytes: usize) -> Option<String> {
    let mut behind = sentence.named.iter().filter(|(span, _)| span.start_bytes() >= at_bytes);
    let (span, entity) = behind.next()?;
    let is_thing = matches!(entity.kind, EntityKind::Organisation | EntityKind::Instrument);
    let between = text.source.text()[at_bytes..span.start_bytes()].trim();
    (is_thing && matches!(between, "" | "the" | "its")).then(|| entity.name.clone())
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
