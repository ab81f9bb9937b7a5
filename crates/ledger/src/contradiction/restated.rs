//! Is one number given in a sentence and another where it is told again in other words? Kinds `count` and `amount`.
//!
//! **The same thing**: figures of one unit in sentences that tell one thing, as `retold` says, the words around both numbers
//! having some in common; both about the same years and months, both a part of something or neither, both promised or
//! both done.
//!
//! **A clash**: the ranges that the words allow do not meet.
//!
//! **Excused**: what `measure` excuses; and a document that gives the number of the other one too, since it then knows
//! both and tells two things.

use std::collections::{BTreeMap, BTreeSet};

use casus_claim::Unit;

use super::Contradiction;
use super::measure::{Measure, contradiction, has_grown, is_inherent, may_be_of_one_time};
use super::number;
use super::retold::{Passage, are_set_apart, scopes};
use super::tellings::{Around, Tellings};
use super::text::{Text, days_between, each_speaks};
use super::words::{Word, has_of, is_of, stem, stems_of, telling, telling_of};

/// Later news of what changes from month to month is no contradiction.
const DAYS_MAX: i32 = 21;
/// What was settled by a decision stays longer.
const SETTLED_DAYS_MAX: i32 = 120;
/// So many words around the numbers must be the same.
const NEAR_MIN: usize = 2;
/// So many where one of the sentences has several numbers of the unit.
const NEAR_AMONG_MIN: usize = 3;
/// So many words before a comma are what is told more of behind it.
const ANTECEDENT_WORDS: usize = 5;
/// A pronoun so many words before a number may stand for what is measured.
const PRONOUN_WORDS: usize = 4;
/// So many words before a number tell what it is.
const BEARING_WORDS: usize = 12;
/// So many rarest words of a sentence are looked up.
const RAREST: usize = 8;

struct Restated<'m, 't> {
    measure: &'m Measure<'t>,
    passage: Passage<'t>,
    scopes: BTreeSet<String>,
    /// What is told around the number, without what is set in beside it.
    near: BTreeSet<String>,
    /// What those who are counted do, where the words say it.
    deed: Option<String>,
    /// Whether it is needed or given, where the words say it.
    bearing: Option<&'static str>,
    /// Whether the sentence has several numbers of the unit.
    is_among: bool,
}

/// Finds clashes among figures of one unit that are told in other words.
pub(super) fn of_unit<'t>(measures: &[Measure<'t>]) -> Vec<Contradiction> {
    let mut by_text: BTreeMap<usize, Vec<&Measure<'t>>> = BTreeMap::new();
    measures.iter().for_each(|measure| by_text.entry(measure.text.number).or_default().push(measure));
    let of_text = |measure: &Measure<'t>| &by_text[&measure.text.number][..];
    let all: Vec<Restated<'_, 't>> =
        measures.iter().filter_map(|measure| restated(measure, of_text(measure))).collect();
    let tellings = Tellings::of(all.iter().map(|one| (one.measure.text.published(), &one.passage.telling)));
    let gives_too =
        |text: usize, other: &Measure<'_>| by_text[&text].iter().any(|measure| measure.range.meets(other.range));
    let mut found: Vec<Contradiction> = Vec::new();
    for (at, one) in all.iter().enumerate() {
        let around = Around { day: one.measure.text.published(), days: SETTLED_DAYS_MAX };
        let near = tellings.beside(&one.passage.telling, RAREST, around).filter(|&other| other > at);
        let near: BTreeSet<usize> = near.collect();
        for other in near.into_iter().map(|other| &all[other]) {
            let knows_both = || {
                gives_too(one.measure.text.number, other.measure) || gives_too(other.measure.text.number, one.measure)
            };
            if is_one_thing(one, other) && clash(one, other) && !knows_both() {
                found.push(contradiction([one.measure, other.measure].into_iter()));
            }
        }
    }
    found
}

fn restated<'m, 't>(measure: &'m Measure<'t>, of_text: &[&Measure<'t>]) -> Option<Restated<'m, 't>> {
    let sentence = measure.text.sentences_of(measure.record).next()?;
    let quote = measure.record.quote.span();
    let beside = of_text.iter().filter(|other| other.record.quote.span().overlaps(quote));
    let is_among = beside.count() > 1;
    let (start, end) = number::find(&sentence.words, measure.figure.amount.value)?;
    let main = main_words(measure.text, &sentence.words);
    // Of several numbers in a sentence, only what stands in the clause of one is told of it alone.
    let around = if !is_among && main.contains(&start) {
        telling(main.iter().map(|&at| &sentence.words[at]))
    } else if !is_among {
        antecedent(measure.text, &sentence.words, start)
    } else {
        BTreeSet::new()
    };
    let unit = telling_of(measure.figure.amount.unit.word());
    let mut passage = Passage::of(measure.text, sentence);
    let mut near = &measure.telling | &(&(&telling_of(&measure.figure.of) | &around) - &unit);
    if stands_for_more(&sentence.words[..start])
        && let Some(before) = measure.text.sentence_before(sentence)
    {
        let told = measure.text.telling(before.span);
        near.extend(told.iter().cloned());
        passage.telling.extend(told);
    }
    Some(Restated {
        measure,
        scopes: scopes(&sentence.words),
        bearing: bearing(&sentence.words, start),
        passage,
        near,
        deed: deed(&sentence.words, &main, end),
        is_among,
    })
}

/// Returns whether what is measured stands in the sentence before: `put it at 5 billion`, `a total of 5 billion`.
fn stands_for_more(before: &[Word<'_>]) -> bool {
    let near = &before[before.len().saturating_sub(PRONOUN_WORDS)..];
    near.iter().any(|word| matches!(word.lower.as_str(), "it" | "total" | "sum" | "payment" | "amount"))
}

/// Returns what a sum is: what is needed, or what is given, by the nearest word before it.
fn bearing(words: &[Word<'_>], start: usize) -> Option<&'static str> {
    let class = |word: &Word<'_>| ["needed", "given"].into_iter().find(|class| is_of(class, &word.lower));
    words[..start].iter().rev().take(BEARING_WORDS).find_map(class)
}

/// Words behind a comma that set something in, up to the next comma.
const ASIDES: [&str; 16] = [
    "which",
    "who",
    "whose",
    "where",
    "among",
    "including",
    "such",
    "according",
    "with",
    "amid",
    "while",
    "after",
    "before",
    "although",
    "though",
    "but",
];

/// Returns the places of the words of a sentence that are not set in between commas.
fn main_words(text: &Text<'_>, words: &[Word<'_>]) -> Vec<usize> {
    let mut main = Vec::new();
    let mut is_aside = false;
    for at in 0..words.len() {
        let before = at.checked_sub(1).map_or(words[at].start_bytes, |before| words[before].end_bytes);
        if text.source.text()[before..words[at].start_bytes].contains([',', ';', '—', '–', '(', ')']) {
            is_aside = ASIDES.contains(&words[at].lower.as_str());
        }
        if !is_aside {
            main.push(at);
        }
    }
    main
}

/// Returns the words before the comma behind which a number is set in: `the fund, whose volume is 5 billion`.
fn antecedent(text: &Text<'_>, words: &[Word<'_>], start: usize) -> BTreeSet<String> {
    let is_relative = |at: &usize| {
        let gap = &text.source.text()[words[at - 1].end_bytes..words[*at].start_bytes];
        gap.contains(',') && matches!(words[*at].lower.as_str(), "whose" | "which" | "who" | "where")
    };
    let comma = (1..=start).rev().find(is_relative);
    comma.map(|at| telling(&words[at.saturating_sub(ANTECEDENT_WORDS)..at])).unwrap_or_default()
}

/// Returns what those who are counted do: the word behind them, or the one before `by`.
fn deed(words: &[Word<'_>], main: &[usize], end: usize) -> Option<String> {
    const HELPING: [&str; 14] =
        ["had", "have", "has", "were", "was", "are", "is", "will", "would", "to", "that", "who", "also", "now"];
    let place = main.iter().position(|&at| at >= end)?;
    let mut behind = main[place..].iter().map(|&at| &words[at]).skip(1);
    let behind = behind.find(|word| !HELPING.contains(&word.lower.as_str()));
    let active = behind.filter(|word| !word.is_capital() && !telling([*word]).is_empty());
    let passive = || {
        let by = main[..place].iter().rposition(|&at| words[at].lower == "by")?;
        let verb = main[..by].iter().rev().map(|&at| &words[at]).find(|word| word.lower.ends_with("ed"));
        verb.filter(|_| place - by < 6)
    };
    active.or_else(passive).map(|word| stem(&word.lower))
}

fn is_one_thing(one: &Restated<'_, '_>, other: &Restated<'_, '_>) -> bool {
    let (ours, theirs) = (one.measure, other.measure);
    let days_max = if ours.is_settled && theirs.is_settled { SETTLED_DAYS_MAX } else { DAYS_MAX };
    ours.text.number != theirs.text.number
        && days_between(ours.text, theirs.text).is_some_and(|days| days <= days_max)
        && one.scopes == other.scopes
        && is_borne_alike(one.bearing, other.bearing)
        && is_near(one, other)
        && one.passage.is_retold_by(&other.passage)
        && !is_of_another(one, other)
        && !are_set_apart((ours.text, &one.passage.sentence.words), (theirs.text, &other.passage.sentence.words))
}

/// Returns whether sums are both needed or neither: who needs more than is given contradicts nobody.
fn is_borne_alike(one: Option<&str>, other: Option<&str>) -> bool {
    let is_needed = |bearing: Option<&str>| bearing == Some("needed");
    is_needed(one) == is_needed(other)
}

/// Returns whether the words around two numbers tell of one thing.
fn is_near(one: &Restated<'_, '_>, other: &Restated<'_, '_>) -> bool {
    let unit = &one.measure.figure.amount.unit;
    if matches!(unit, Unit::Noun(noun) if is_of("ballot", noun)) {
        return is_against(one.measure) == is_against(other.measure);
    }
    let near_min = if one.is_among || other.is_among { NEAR_AMONG_MIN } else { NEAR_MIN };
    let does_too = |one: &Restated<'_, '_>, other: &Restated<'_, '_>| {
        one.deed.as_ref().is_none_or(|deed| other.passage.telling.contains(deed))
    };
    let is_done = matches!(unit, Unit::Noun(noun) if is_of("people", noun) || stem(noun) == "countr");
    let is_doing = !is_done || does_too(one, other) && does_too(other, one);
    is_inherent(&one.measure.figure.amount) || is_doing && one.near.intersection(&other.near).count() >= near_min
}

/// Returns whether a word around one of the numbers makes another thing of it: `first`, another name, a part.
fn is_of_another(one: &Restated<'_, '_>, other: &Restated<'_, '_>) -> bool {
    let own = |one: &Restated<'_, '_>, other: &Restated<'_, '_>| -> BTreeSet<String> {
        &one.measure.telling - &other.passage.telling
    };
    let names = |one: &Restated<'_, '_>, other: &Restated<'_, '_>| {
        let is_own =
            |word: &&String| one.measure.named.contains(*word) && !other.measure.text.all_telling.contains(*word);
        own(one, other).iter().filter(is_own).count()
    };
    let is_apart = |one: &Restated<'_, '_>, other: &Restated<'_, '_>| {
        let own = own(one, other);
        let words = &one.passage.sentence.words;
        words.iter().any(|word| is_of("apart", &word.lower) && own.contains(&stem(&word.lower)))
    };
    // Whoever promises or does it in the one sentence is not in the other, and somebody else is in their place.
    let has_other = |one: &Restated<'_, '_>, other: &Restated<'_, '_>| {
        own(one, other).iter().any(|word| one.measure.named.contains(word))
    };
    let (ours, theirs) = (names(one, other), names(other, one));
    is_apart(one, other)
        || is_apart(other, one)
        || has_other(one, other) && has_other(other, one)
        || ours > 0 && theirs > 0
        || ours + theirs > one.near.intersection(&other.near).count()
        || one.measure.is_part != other.measure.is_part && !is_part_named(one, other)
}

/// Returns whether the whole of which the one number is a part is told beside the other number too.
fn is_part_named(one: &Restated<'_, '_>, other: &Restated<'_, '_>) -> bool {
    let (part, whole) = if one.measure.is_part { (one, other) } else { (other, one) };
    let of = telling_of(&part.measure.figure.of);
    !of.is_empty() && of.is_subset(&(&whole.near | &telling_of(&whole.measure.figure.of)))
}

/// Returns whether votes are of those who are against it.
fn is_against(measure: &Measure<'_>) -> bool {
    measure.figure.of.split_whitespace().any(|word| word == "against")
}

/// Returns whether one of two numbers is told as the end of a change of which the other sentence does not tell; a revised
/// plan is the revised plan in both.
fn tells_change(one: &Restated<'_, '_>, other: &Restated<'_, '_>) -> bool {
    let words = &one.passage.sentence.words;
    let mut changes = words.iter().filter(|word| is_of("change", &word.lower)).map(|word| stem(&word.lower)).peekable();
    one.measure.is_change && (changes.peek().is_none() || changes.any(|word| !other.passage.telling.contains(&word)))
}

fn clash(ours: &Restated<'_, '_>, theirs: &Restated<'_, '_>) -> bool {
    let (one, other) = (ours.measure, theirs.measure);
    let words = |measure: &Measure<'_>, class: &str| {
        measure.text.sentences_of(measure.record).any(|sentence| has_of(class, &sentence.words))
    };
    let grown = stems_of("grow");
    // What the one has paid the other has received.
    let paid = stems_of("paid");
    let stage = |one: &Restated<'_, '_>| -> BTreeSet<String> {
        let told = one.near.intersection(&grown);
        told.map(|word| if paid.contains(word) { "paid".to_owned() } else { word.clone() }).collect()
    };
    let is_vote = matches!(&one.figure.amount.unit, Unit::Noun(noun) if is_of("ballot", noun));
    !one.range.meets(other.range)
        && !tells_change(ours, theirs)
        && !tells_change(theirs, ours)
        && one.is_modal == other.is_modal
        && words(one, "cumulative") == words(other, "cumulative")
        && (is_vote || stage(ours).is_empty() || stage(theirs).is_empty() || !stage(ours).is_disjoint(&stage(theirs)))
        && may_be_of_one_time(one.record, other.record)
        && (one.day.is_none() || other.day.is_none() || one.day == other.day)
        && (is_vote || !has_grown(one, other))
        && !each_speaks((one.text, one.record), (other.text, other.record))
}
