//! Who presided, was the host, led a delegation, signed for a state or was on the line, as sentences of any build tell it?
//! Kind `attendance`.
//!
//! **The same thing**: a phrase for one part (`data/slots.txt`), a day that may be one, and words around both sentences that
//! are the same, a name among them. A delegation, and a signature, is that of one state.
//!
//! **A clash**: the people have none in common, or one document says that it was not whom the other names.
//!
//! **Excused**: several who share a part; people of other sorts (leaders, ministers) who meet on one day; who is only
//! spoken to beside another, since several may be.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use jiff::civil::Date;

use super::phrase::{self, Around, Name, names, phrases};
use super::retold::are_set_apart;
use super::text::{Sentence, Text};
use super::words::{Word, stem};
use super::{Contradiction, ContradictionKind, list, said};

/// So many telling words around both sentences must be the same.
const SHARED_MIN: usize = 3;
/// Documents longer apart tell of two meetings, or no longer as news.
const DAYS_MAX: i64 = 7;
/// The parts, by their classes of phrases.
const PARTS: [&str; 5] = ["chair", "host", "lead", "sign", "call"];
/// So many words before a phrase say whether it is still to be.
const AHEAD_WORDS: usize = 4;
/// What stands between names of one list.
const JOINING: [&str; 12] = ["and", "the", "of", "with", "sir", "its", "s", "then", "as", "by", "general", "both"];

/// Whoever stands behind one of these and `by` has no part but company.
const COMPANY: [&str; 5] = ["accompanied", "joined", "flanked", "followed", "assisted"];

struct Part<'t> {
    text: &'t Text<'t>,
    sentence: &'t Sentence<'t>,
    around: Around,
    /// Whose delegation or signature it is, by the stems of the name.
    of: BTreeSet<String>,
    people: Vec<Name<'t>>,
    /// Who else is named beside them.
    beside: Vec<Name<'t>>,
    /// Who is said not to have had the part.
    others: Vec<Name<'t>>,
}

/// Finds parts that are given to two.
pub(super) fn find(texts: &[Text<'_>]) -> Vec<Contradiction> {
    let mut by_part: BTreeMap<(&str, Option<Date>), Vec<Part<'_>>> = BTreeMap::new();
    for text in texts {
        for at in 0..text.sentences.len() {
            for (part, told) in parts(text, at) {
                by_part.entry((part, text.published())).or_default().push(told);
            }
        }
    }
    let mut found = Vec::new();
    for (&(part, published), told) in &by_part {
        // One day is told on it or some days later.
        let later = (1..=DAYS_MAX).filter_map(|days| {
            let day = published?.checked_add(jiff::Span::new().days(days)).ok()?;
            by_part.get(&(part, Some(day)))
        });
        let later: Vec<&Part<'_>> = later.flatten().collect();
        for (n, one) in told.iter().enumerate() {
            let mut others = told[n + 1..].iter().chain(later.iter().copied());
            found.extend(others.find(|other| clash(part, one, other)).map(|other| contradiction(part, one, other)));
        }
    }
    found
}

fn parts<'t>(text: &'t Text<'t>, at: usize) -> Vec<(&'static str, Part<'t>)> {
    let sentence = &text.sentences[at];
    let words = &sentence.words;
    let mut parts = Vec::new();
    for part in PARTS {
        let Some(phrase) = phrases(part, words).into_iter().next() else { continue };
        let is_told = match part {
            "lead" => phrase::has("delegation", words),
            "sign" => phrase::has("text", words),
            _ => true,
        };
        let ahead = &words[phrase.start.saturating_sub(AHEAD_WORDS)..phrase.end];
        if !is_told || phrase::has("cochair", words) || is_ahead(ahead) {
            continue;
        }
        let all = names(text, sentence);
        let (others, people): (Vec<_>, Vec<_>) =
            all.iter().filter(|name| name.is_person()).cloned().partition(|name| is_denied(name, words));
        let beside = people.clone();
        let people = bearers(&people, &phrase, words);
        let of = match part {
            "lead" => owner(&all, "delegation", words),
            "sign" => signs_for(&all, words),
            _ => Some(BTreeSet::new()),
        };
        let Some(of) = of.filter(|_| !people.is_empty()) else { continue };
        parts.push((part, Part { text, sentence, around: phrase::around(text, at), of, people, beside, others }));
    }
    parts
}

/// Returns whether words speak of what is still to be.
fn is_ahead(words: &[Word<'_>]) -> bool {
    words.iter().any(|word| matches!(word.lower.as_str(), "will" | "would" | "plans" | "planned" | "could"))
}

/// Returns whether it is said that it was not this one.
fn is_denied(name: &Name<'_>, words: &[Word<'_>]) -> bool {
    let before = &words[name.words.start.saturating_sub(3)..name.words.start];
    let behind = &words[name.words.end..words.len().min(name.words.end + 5)];
    phrase::has("instead", before) || phrase::has("away", behind)
}

/// Returns those who have a part: those behind its `by` or `was`, or else before the phrase, or else behind it.
fn bearers<'t>(people: &[Name<'t>], phrase: &Range<usize>, words: &[Word<'_>]) -> Vec<Name<'t>> {
    let is_beside = |at: usize| at > 0 && COMPANY.contains(&words[at - 1].lower.as_str());
    let by = (phrase.end..words.len().min(phrase.end + 12)).find(|&at| words[at].lower == "by" && !is_beside(at));
    let ends_so = matches!(words[phrase.end - 1].lower.as_str(), "of" | "by");
    let behind: Vec<&Name<'t>> = people.iter().filter(|name| name.words.start >= by.unwrap_or(phrase.end)).collect();
    let before: Vec<&Name<'t>> = people.iter().filter(|name| name.words.end <= phrase.start).collect();
    let is_joined = |one: &Name<'_>, other: &Name<'_>| {
        words[one.words.end..other.words.start].iter().all(|word| {
            word.is_capital() || JOINING.contains(&word.lower.as_str()) || super::words::is_of("title", &word.lower)
        })
    };
    let is_behind = before.is_empty() || (by.is_some() || ends_so) && !behind.is_empty();
    let nearest_first: Vec<&Name<'t>> = if is_behind { behind } else { before.into_iter().rev().collect() };
    let mut list: Vec<Name<'t>> = Vec::new();
    for name in nearest_first {
        let is_next =
            list.last().is_none_or(|last| if is_behind { is_joined(last, name) } else { is_joined(name, last) });
        if !is_next {
            break;
        }
        list.push(name.clone());
    }
    list
}

/// Returns whose it is that a word of a class stands for: the name right before or behind it.
fn owner(all: &[Name<'_>], class: &str, words: &[Word<'_>]) -> Option<BTreeSet<String>> {
    let at = phrases(class, words).into_iter().next()?;
    let before = all.iter().rev().find(|name| name.words.end <= at.start && at.start - name.words.end <= 1);
    let behind = || all.iter().find(|name| name.words.start >= at.end && name.words.start - at.end <= 2);
    before.or_else(behind).filter(|name| !name.is_person()).map(|name| name.stems.clone())
}

/// Returns for whom somebody signs: `for Norland`, `the Norlandic signature`.
fn signs_for(all: &[Name<'_>], words: &[Word<'_>]) -> Option<BTreeSet<String>> {
    let is_for = |name: &&Name<'_>| {
        let before = &words[name.words.start.saturating_sub(2)..name.words.start];
        let is_for = before.last().is_some_and(|word| word.lower == "for");
        let is_behalf = before.iter().any(|word| word.lower == "behalf");
        let is_whose = words.get(name.words.end).is_some_and(|word| word.lower.starts_with("signature"));
        !name.is_person() && (is_for || is_behalf || is_whose)
    };
    all.iter().find(is_for).map(|name| name.stems.clone())
}

fn clash(part: &str, one: &Part<'_>, other: &Part<'_>) -> bool {
    let (ours, theirs) = (&one.sentence.words[..], &other.sentence.words[..]);
    let is_same = |name: &Name<'_>, other: &Name<'_>| name.is_name_of(other);
    let has = |all: &[Name<'_>], name: &Name<'_>| all.iter().any(|other| is_same(name, other));
    let is_apart = !one.people.iter().any(|name| has(&other.beside, name))
        && !other.people.iter().any(|name| has(&one.beside, name));
    let is_denied = one.people.iter().any(|name| has(&other.others, name))
        || other.people.iter().any(|name| has(&one.others, name));
    let people: BTreeSet<String> =
        one.people.iter().chain(&other.people).flat_map(|name| name.stems.iter().cloned()).collect();
    let shared: BTreeSet<&String> =
        one.around.telling.intersection(&other.around.telling).filter(|word| !people.contains(*word)).collect();
    let is_named = shared.iter().any(|word| one.around.both_name(&other.around, word));
    let part_stem = stem(part);
    one.text.number != other.text.number
        && is_apart
        && (is_denied || part != "call")
        && one.of == other.of
        && phrase::may_be_of_one_day((one.text, &one.around), (other.text, &other.around))
        && (is_named || is_denied)
        && shared.iter().filter(|word| ***word != part_stem).count() >= SHARED_MIN
        && !phrase::are_in_other_places((one.text, one.sentence), (other.text, other.sentence))
        && !phrase::are_of_other_sorts(ours, theirs)
        && !are_set_apart((one.text, ours), (other.text, theirs))
}

fn contradiction(part: &str, one: &Part<'_>, other: &Part<'_>) -> Contradiction {
    let (one, other) = if one.text.number < other.text.number { (one, other) } else { (other, one) };
    let asked = match part {
        "chair" => "presided",
        "host" => "was the host",
        "lead" => "led the delegation",
        "sign" => "signed",
        _ => "was on the line",
    };
    let written = |part: &Part<'_>| list(&part.people.iter().map(|name| name.text.to_owned()).collect::<Vec<_>>());
    let day = one.around.day.or(other.around.day).map(|(day, _)| format!(" on {day}")).unwrap_or_default();
    Contradiction {
        kind: ContradictionKind::Attendance,
        about: format!("who {asked}{day}"),
        why: format!("One names {}, another {}.", written(one), written(other)),
        sides: vec![said(one.text, one.sentence.span), said(other.text, other.sentence.span)],
    }
}
