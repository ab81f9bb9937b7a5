//! Who chaired it, led the delegation, hosted or mediated? Kind `attendance`.
//!
//! **The same thing**: two documents tell of one meeting, as `meeting` says, or two sentences tell one thing again, as
//! `retold` says; both name who played one part in it. A delegation is that of one state.
//!
//! **A clash**: nobody is named in both; or those who chaired are two or more on both sides and not the same.
//!
//! **Excused**: somebody who is named alone as chair, since others may be left unsaid; another day; another place.

use std::collections::{BTreeMap, BTreeSet};

use casus_claim::EntityKind;
use jiff::civil::Date;

use super::meeting::Meetings;
use super::phrase;
use super::redated::day_told;
use super::retold::Passage;
use super::text::{Sentence, Text, days_between};
use super::words::{Word, is_of, stem, telling_of};
use super::{Contradiction, ContradictionKind, list, said};

/// Documents longer apart may tell of two meetings, where no day ties them.
const DAYS_MAX: i32 = 3;

/// So many telling words tie two tellings of one part on one day.
const SHARED_MIN: usize = 3;

/// What somebody does at a meeting that others do not: the verb, and of what.
const PARTS: [(&str, &str); 10] = [
    ("chaired", "chair"),
    ("chairing", "chair"),
    ("presided", "chair"),
    ("led", "lead"),
    ("leading", "lead"),
    ("headed", "lead"),
    ("heading", "lead"),
    ("hosted", "host"),
    ("mediated", "mediate"),
    ("moderated", "mediate"),
];
/// A delegation is led by one, while a state is led by many.
const LED: [&str; 4] = ["delegation", "team", "side", "negotiators"];
/// Words for a meeting, by their stems.
const MEETING: [&str; 5] = ["meet", "talk", "conferenc", "session", "call"];

struct Part<'t> {
    text: &'t Text<'t>,
    passage: Passage<'t>,
    names: BTreeSet<&'t str>,
    day: Option<Date>,
}

/// What a part is: the verb, and whose delegation is led.
type Role = (&'static str, BTreeSet<String>);

/// Finds parts that are given to two.
pub(super) fn find(texts: &[Text<'_>], meetings: &Meetings<'_>) -> Vec<Contradiction> {
    let mut by_role: BTreeMap<Role, Vec<Part<'_>>> = BTreeMap::new();
    texts.iter().flat_map(parts_of).for_each(|(role, part)| by_role.entry(role).or_default().push(part));
    let tied = tied(meetings);
    let mut found = Vec::new();
    for ((verb, _), parts) in &by_role {
        for (at, one) in parts.iter().enumerate() {
            let other = parts[at + 1..].iter().find(|other| {
                let is_tied = tied.contains_key(&(one.text.number, other.text.number));
                one.text.number != other.text.number
                    && are_apart(verb, one, other)
                    && is_one_meeting(one, other, is_tied)
            });
            found.extend(other.map(|other| {
                let day = tied.get(&(one.text.number, other.text.number)).copied();
                contradiction(verb, day, one, other)
            }));
        }
    }
    found
}

/// Returns which documents tell of one meeting, with its day.
fn tied(meetings: &Meetings<'_>) -> BTreeMap<(usize, usize), Date> {
    let mut tied = BTreeMap::new();
    for one in meetings.all.iter().filter(|meeting| meeting.is_held() && meeting.is_gathering()) {
        let others = meetings.on(one.start).filter(|other| other.is_held() && other.is_gathering());
        let others = others.filter(|other| other.text.number > one.text.number && one.is_one_with(other));
        tied.extend(others.map(|other| ((one.text.number, other.text.number), one.start)));
    }
    tied
}

fn is_one_meeting(one: &Part<'_>, other: &Part<'_>, is_tied: bool) -> bool {
    let may_be_one_day = one.day.is_none() || other.day.is_none() || one.day == other.day;
    let is_near = days_between(one.text, other.text).is_some_and(|days| days <= DAYS_MAX);
    let shared = one.passage.telling.intersection(&other.passage.telling).count();
    let is_retold = one.passage.is_retold_by(&other.passage) || shared >= SHARED_MIN;
    let is_elsewhere =
        phrase::are_in_other_places((one.text, one.passage.sentence), (other.text, other.passage.sentence));
    may_be_one_day && !is_elsewhere && (is_tied || is_near && one.day.is_some() && other.day.is_some() && is_retold)
}

/// Returns whether two tellings name other people; `Dane` is `Mira Dane`.
fn are_apart(verb: &str, one: &Part<'_>, other: &Part<'_>) -> bool {
    let stems = |part: &Part<'_>| -> BTreeSet<String> { part.names.iter().flat_map(|name| telling_of(name)).collect() };
    let is_full = one.names.len() >= 2 && other.names.len() >= 2 && one.names != other.names;
    stems(one).is_disjoint(&stems(other)) || verb == "chair" && is_full
}

fn contradiction(verb: &str, day: Option<Date>, one: &Part<'_>, other: &Part<'_>) -> Contradiction {
    let written = |part: &Part<'_>| list(&part.names.iter().map(|&name| name.to_owned()).collect::<Vec<_>>());
    let on = day.or(one.day).or(other.day).map(|day| format!(" on {day}")).unwrap_or_default();
    Contradiction {
        kind: ContradictionKind::Attendance,
        about: format!("who {}{on}", asked(verb)),
        why: format!("One names {}, another {}.", written(one), written(other)),
        sides: [one, other].map(|part| said(part.text, part.passage.sentence.span)).into(),
    }
}

fn asked(verb: &str) -> &'static str {
    match verb {
        "chair" => "chaired the meeting",
        "lead" => "led the delegation",
        "host" => "hosted the meeting",
        _ => "mediated",
    }
}

/// Returns who plays which part.
fn parts_of<'t>(text: &'t Text<'t>) -> Vec<(Role, Part<'t>)> {
    let mut parts = Vec::new();
    for sentence in &text.sentences {
        for (at, word) in sentence.words.iter().enumerate() {
            let Some((_, verb)) = PARTS.iter().find(|(form, _)| *form == word.lower) else { continue };
            let is_by = |at: usize| sentence.words.get(at).is_some_and(|next| next.lower == "by");
            let is_over = sentence.words.get(at + 1).is_some_and(|next| next.lower == "over");
            let is_passive = is_by(at + 1) || is_over && is_by(at + 2);
            let names = match () {
                () if is_passive => agents(text, sentence, at + 1 + usize::from(is_over)),
                // `Heading the delegation was Mira Dane`.
                () if at == 0 => {
                    let be = sentence.words.iter().position(|word| matches!(word.lower.as_str(), "was" | "were"));
                    be.map(|be| agents(text, sentence, be)).unwrap_or_default()
                }
                () => subjects(text, sentence, at),
            };
            let of = if is_passive { 0..at } else { at + 1..sentence.words.len() };
            let role = if *verb == "lead" { delegation(sentence, of) } else { of_meeting(sentence, of) };
            let Some(of) = role.filter(|_| !names.is_empty()) else { continue };
            let day = day_told(text, sentence).map(|(start, _)| start);
            parts.push(((*verb, of), Part { text, passage: Passage::of(text, sentence), names, day }));
        }
    }
    parts
}

/// Returns nothing more where words name a meeting: whichever words do, it is the one of that day.
fn of_meeting(sentence: &Sentence<'_>, of: std::ops::Range<usize>) -> Option<BTreeSet<String>> {
    let is_meeting = |word: &Word<'_>| MEETING.contains(&stem(&word.lower).as_str());
    sentence.words[of].iter().any(is_meeting).then(BTreeSet::new)
}

/// Returns whose delegation words name: `the Norlandic delegation`, `Norland sent a delegation`.
fn delegation(sentence: &Sentence<'_>, of: std::ops::Range<usize>) -> Option<BTreeSet<String>> {
    let words = &sentence.words;
    let at = of.clone().find(|&at| LED.contains(&words[at].lower.as_str()))?;
    let named = |at: usize| {
        let word = &words[at];
        let is_here = |(span, _): &&(casus_text::Span, &casus_claim::Entity)| {
            span.start_bytes() <= word.start_bytes && word.end_bytes <= span.end_bytes()
        };
        let entity = sentence.named.iter().find(is_here).map(|(_, entity)| telling_of(&entity.name));
        word.is_capital().then(|| entity.unwrap_or_else(|| telling_of(word.text)))
    };
    let before = at.checked_sub(1).filter(|before| of.contains(before)).and_then(named);
    let behind = || words.get(at + 1).filter(|word| matches!(word.lower.as_str(), "of" | "from")).and(named(at + 2));
    let sender = || {
        let sent = of.start..at;
        let verb = sent.clone().find(|&at| matches!(words[at].lower.as_str(), "sent" | "dispatched"))?;
        (of.start..verb).rev().find_map(named)
    };
    let owner = before.or_else(|| (at + 2 < words.len()).then(behind).flatten()).or_else(sender)?;
    // A name may be `the Norlandic delegation` as a whole.
    let led: BTreeSet<String> = LED.iter().map(|word| stem(word)).collect();
    Some(&owner - &led)
}

/// Returns whether all words between two names are titles or join them.
fn is_list(between: &str) -> bool {
    between.split(|c: char| !c.is_alphanumeric()).all(|word| {
        matches!(
            word,
            "" | "and" | "of" | "who" | "had" | "have" | "jointly" | "co" | "then" | "its" | "the" | "s" | "both"
        ) || word.starts_with(char::is_uppercase)
            || is_of("title", word)
    })
}

/// Returns the people who are named right behind a word, such as `by`.
fn agents<'t>(text: &Text<'_>, sentence: &Sentence<'t>, at: usize) -> BTreeSet<&'t str> {
    let mut end = sentence.words[at].end_bytes;
    let mut names = BTreeSet::new();
    let people =
        sentence.named.iter().filter(|(span, entity)| span.start_bytes() >= end && entity.kind == EntityKind::Person);
    for (span, entity) in people.collect::<Vec<_>>() {
        if !is_list(&text.source.text()[end.min(span.start_bytes())..span.start_bytes()]) {
            break;
        }
        names.insert(entity.name.as_str());
        end = span.end_bytes();
    }
    names
}

/// Returns the people who are named right before a verb, one beside the other.
fn subjects<'t>(text: &Text<'_>, sentence: &Sentence<'t>, at: usize) -> BTreeSet<&'t str> {
    let mut end = sentence.words[at].start_bytes;
    let mut names = BTreeSet::new();
    let people = sentence.named.iter().rev().filter(|(_, entity)| entity.kind == EntityKind::Person);
    for (span, entity) in people.filter(|(span, _)| span.end_bytes() <= sentence.words[at].start_bytes) {
        if !is_list(&text.source.text()[span.end_bytes().min(end)..end]) {
            break;
        }
        names.insert(entity.name.as_str());
        end = span.start_bytes();
    }
    names
}
