//! On which days was the nth round of some talks, and until when has somebody time? Kind `date`.
//!
//! **The same thing**: one ordinal with one of the words for a round, a place or body that both sentences or those around
//! them name, and sides of which one is the other's; or a time to answer, with words around both that are the same.
//!
//! **A clash**: the days have none in common.
//!
//! **Excused**: a round that lies ahead in one of the documents; a day that was moved; a document that tells of both days;
//! talks told apart by a word (`bilateral`, `trilateral`); two who each set a time.

use std::collections::{BTreeMap, BTreeSet};

use casus_claim::EntityKind;
use jiff::civil::Date;

use super::phrase::{self, Around, are_near, phrases};
use super::retold::are_set_apart;
use super::text::{Sentence, Text};
use super::words::{Word, has_of, month, stem, year};
use super::{Contradiction, ContradictionKind, said};

/// Documents longer apart may tell of other talks.
const DAYS_MAX: i32 = 45;
/// Times longer apart are those of two threats.
const DEADLINE_DAYS_MAX: i32 = 5;
/// So many telling words around both sentences must be the same.
const SHARED_MIN: usize = 2;
/// So many around two times to answer.
const ANSWER_SHARED_MIN: usize = 3;

const ORDINALS: [&str; 10] =
    ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"];
const CARDINALS: [&str; 10] = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
const TENS: [(&str, i8); 2] = [("twenty", 20), ("thirty", 30)];

struct Dated<'t> {
    text: &'t Text<'t>,
    sentence: &'t Sentence<'t>,
    around: Around,
    /// The states that are named around it.
    states: BTreeSet<&'t str>,
    days: BTreeSet<Date>,
}

/// Finds rounds and times to answer that are told of other days.
pub(super) fn find(texts: &[Text<'_>]) -> Vec<Contradiction> {
    let mut rounds: BTreeMap<(usize, &str), Vec<Dated<'_>>> = BTreeMap::new();
    let mut times: BTreeMap<(usize, &str), Vec<Dated<'_>>> = BTreeMap::new();
    for text in texts {
        for at in 0..text.sentences.len() {
            if let Some((round, dated)) = round(text, at) {
                rounds.entry(round).or_default().push(dated);
            } else if let Some(dated) = deadline(text, at) {
                times.entry((0, "")).or_default().push(dated);
            }
        }
    }
    let mut found = Vec::new();
    for (all, is_one) in [(rounds, is_one_round as fn(&Dated<'_>, &Dated<'_>) -> bool), (times, is_one_time)] {
        for mut dated in all.into_values() {
            dated.sort_by_key(|dated| (dated.text.published(), dated.text.number));
            for (n, one) in dated.iter().enumerate() {
                let near = dated[n + 1..].iter().take_while(|other| are_near(one.text, other.text, DAYS_MAX));
                let mut near = near.filter(|other| one.text.number != other.text.number);
                found.extend(
                    near.find(|other| are_apart(one, other) && is_one(one, other))
                        .map(|other| contradiction(one, other)),
                );
            }
        }
    }
    found
}

fn round<'t>(text: &'t Text<'t>, at: usize) -> Option<((usize, &'static str), Dated<'t>)> {
    let sentence = &text.sentences[at];
    let words = &sentence.words;
    let which = which_round(words)?;
    let dated = dated(text, at, days(words, text.published()?))?;
    // A round that lies ahead may still be moved.
    let is_past = dated.days.last().is_some_and(|last| text.published().is_some_and(|published| *last <= published));
    (is_past && !has_of("moved", &without(words, "round"))).then_some((which, dated))
}

/// Returns the words but for one that two classes have.
fn without<'t>(words: &[Word<'t>], lower: &str) -> Vec<Word<'t>> {
    words.iter().filter(|word| word.lower != lower).cloned().collect()
}

fn deadline<'t>(text: &'t Text<'t>, at: usize) -> Option<Dated<'t>> {
    let sentence = &text.sentences[at];
    let words = &sentence.words;
    let phrase = phrases("deadline", words).into_iter().next()?;
    let is_moved = has_of("moved", words) || words.iter().any(|word| word.lower == "not");
    let behind = &words[phrase.start..];
    (phrase::has("answer", words) && !is_moved).then(|| dated(text, at, days(behind, text.published()?))).flatten()
}

fn dated<'t>(text: &'t Text<'t>, at: usize, days: BTreeSet<Date>) -> Option<Dated<'t>> {
    let sentence = &text.sentences[at];
    let (first, last) = (days.first()?, days.last()?);
    if (*last - *first).get_days() > 5 {
        return None;
    }
    let beside = &text.sentences[at.saturating_sub(2)..text.sentences.len().min(at + 2)];
    let named = beside.iter().flat_map(|sentence| &sentence.named);
    let states = named.filter(|(_, entity)| entity.kind == EntityKind::State).map(|(_, entity)| entity.name.as_str());
    Some(Dated { text, sentence, around: phrase::around(text, at), states: states.collect(), days })
}

/// Returns the ordinal and the word for a round: `the second round`, `round two`.
fn which_round(words: &[Word<'_>]) -> Option<(usize, &'static str)> {
    let noun = |word: &Word<'_>| match word.lower.as_str() {
        "round" => Some("round"),
        "meeting" | "session" | "sitting" => Some("meeting"),
        "summit" | "conference" => Some("summit"),
        _ => None,
    };
    let ordinal = |word: &Word<'_>| {
        let in_words = ORDINALS.iter().position(|ordinal| *ordinal == word.lower).map(|at| at + 1);
        in_words.or_else(|| {
            ["st", "nd", "rd", "th"].iter().find_map(|ending| word.lower.strip_suffix(ending)?.parse().ok())
        })
    };
    let cardinal = |word: &Word<'_>| {
        let in_words = CARDINALS.iter().position(|cardinal| *cardinal == word.lower).map(|at| at + 1);
        in_words.or_else(|| word.lower.parse().ok()).filter(|number| *number < 30)
    };
    let at = |at: usize| {
        let noun = noun(&words[at])?;
        let before = words[at.saturating_sub(3)..at].iter().rev().find_map(ordinal);
        let behind = words.get(at + 1).filter(|_| noun == "round").and_then(cardinal);
        before.or(behind).map(|number| (number, noun))
    };
    (0..words.len()).find_map(at)
}

/// Returns the days that words name with their month, in the year that they give or the one nearest to a document.
fn days(words: &[Word<'_>], published: Date) -> BTreeSet<Date> {
    let told = words.iter().find_map(year);
    let mut days = BTreeSet::new();
    for (at, word) in words.iter().enumerate() {
        let Some(month) = month(word) else { continue };
        let before = words[..at].iter().enumerate().rev().map(|(at, _)| at);
        let behind = at + 1..words.len();
        let in_row = |places: &mut dyn Iterator<Item = usize>, is_back: bool| {
            let mut row: Vec<i8> = Vec::new();
            for place in places.take(7) {
                let lower = words[place].lower.as_str();
                match day_number(words, place) {
                    Some(_) if is_back && day_number(words, place + 1).is_some() && is_tens(&words[place].lower) => {}
                    Some(day) if is_back && place > 0 && is_tens(&words[place - 1].lower) => {
                        row.push(
                            day + TENS
                                .iter()
                                .find(|(tens, _)| *tens == words[place - 1].lower)
                                .map_or(0, |(_, ten)| *ten),
                        );
                    }
                    Some(day) => row.push(day),
                    None if matches!(lower, "and" | "to" | "of" | "the" | "or" | "until") || is_tens(lower) => {}
                    None => break,
                }
            }
            row
        };
        let mut row = in_row(&mut before.into_iter(), true);
        if row.is_empty() {
            row = in_row(&mut behind.into_iter(), false);
        }
        let of_year = |day: i8, year: i16| Date::new(year, month, day).ok();
        let nearest = |day: i8| {
            let years = [published.year() - 1, published.year(), published.year() + 1];
            let days = years.into_iter().filter_map(|year| of_year(day, year));
            days.min_by_key(|day| (*day - published).get_days().abs())
        };
        days.extend(row.into_iter().filter_map(|day| told.map_or_else(|| nearest(day), |year| of_year(day, year))));
    }
    if let (Some(&first), Some(&last)) = (days.first(), days.last()) {
        let between = first.series(jiff::Span::new().days(1)).take_while(|day| *day < last).take(6);
        let is_range = words.iter().any(|word| matches!(word.lower.as_str(), "to" | "until"));
        if is_range {
            days.extend(between);
        }
    }
    days
}

fn is_tens(lower: &str) -> bool {
    TENS.iter().any(|(tens, _)| *tens == lower)
}

/// Returns the day of a month that a word gives: `17`, `17th`, `fourth`, `twentieth`.
fn day_number(words: &[Word<'_>], at: usize) -> Option<i8> {
    let lower = words.get(at)?.lower.as_str();
    let bare = ["st", "nd", "rd", "th"].iter().find_map(|ending| lower.strip_suffix(ending)).unwrap_or(lower);
    let teens = [
        "eleventh",
        "twelfth",
        "thirteenth",
        "fourteenth",
        "fifteenth",
        "sixteenth",
        "seventeenth",
        "eighteenth",
        "nineteenth",
        "twentieth",
    ];
    let in_words = ORDINALS.iter().chain(&teens).position(|ordinal| *ordinal == lower);
    let in_words = in_words.and_then(|at| i8::try_from(at + 1).ok());
    bare.parse().ok().or(in_words).or((lower == "thirtieth").then_some(30)).filter(|day| (1..=31).contains(day))
}

fn are_apart(one: &Dated<'_>, other: &Dated<'_>) -> bool {
    let tells = |text: &Text<'_>, days: &BTreeSet<Date>| {
        let published = text.published();
        text.sentences.iter().any(|sentence| {
            published.is_some_and(|published| !self::days(&sentence.words, published).is_disjoint(days))
        })
    };
    one.days.is_disjoint(&other.days) && !tells(one.text, &other.days) && !tells(other.text, &one.days)
}

/// Returns the telling words around both, those of a round aside, and whether a name is among them.
fn shared(one: &Dated<'_>, other: &Dated<'_>) -> (usize, bool) {
    let frame = ["round", "talk", "meet", "negotiation", "took", "place"].map(stem);
    let words = one.around.telling.intersection(&other.around.telling);
    let words: BTreeSet<&String> =
        words.filter(|word| !frame.contains(word) && !ORDINALS.contains(&word.as_str())).collect();
    let is_named = words.iter().any(|word| one.around.both_name(&other.around, word));
    (words.len(), is_named)
}

fn is_one_round(one: &Dated<'_>, other: &Dated<'_>) -> bool {
    let (ours, theirs) = (&one.sentence.words[..], &other.sentence.words[..]);
    let in_all = one.text.all_telling.intersection(&other.text.all_telling).count();
    let (shared, is_named) = shared(one, other);
    let may_be_sides = one.states.is_subset(&other.states) || other.states.is_subset(&one.states);
    (is_named || shared >= SHARED_MIN)
        && in_all > SHARED_MIN
        && may_be_sides
        && !phrase::are_of_other_sorts(ours, theirs)
        && !are_set_apart((one.text, ours), (other.text, theirs))
}

fn is_one_time(one: &Dated<'_>, other: &Dated<'_>) -> bool {
    let (ours, theirs) = (&one.sentence.words[..], &other.sentence.words[..]);
    let (shared, is_named) = shared(one, other);
    let number = |words: &[Word<'_>]| -> BTreeSet<String> {
        words.iter().filter(|word| word.is_number()).map(|word| word.lower.clone()).collect()
    };
    let days: BTreeSet<String> = one.days.iter().chain(&other.days).map(|day| day.day().to_string()).collect();
    let is_number = number(ours).intersection(&number(theirs)).any(|number| !days.contains(number) && number.len() > 1);
    (is_named && shared + usize::from(is_number) >= ANSWER_SHARED_MIN)
        && are_near(one.text, other.text, DEADLINE_DAYS_MAX)
        && !are_set_apart((one.text, ours), (other.text, theirs))
}

fn contradiction(one: &Dated<'_>, other: &Dated<'_>) -> Contradiction {
    let (one, other) = if one.text.number < other.text.number { (one, other) } else { (other, one) };
    let written = |dated: &Dated<'_>| match (dated.days.first(), dated.days.last()) {
        (Some(first), Some(last)) if first != last => format!("{first} to {last}"),
        (Some(first), _) => first.to_string(),
        _ => String::new(),
    };
    Contradiction {
        kind: ContradictionKind::Date,
        about: super::one_line(one.text.source.slice(one.sentence.span)),
        why: format!("The same is placed on {} and on {}.", written(one), written(other)),
        sides: vec![said(one.text, one.sentence.span), said(other.text, other.sentence.span)],
    }
}
