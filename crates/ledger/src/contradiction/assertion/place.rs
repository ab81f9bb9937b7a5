//! Where is what has one place, and who is on a list that is told as a whole?

use std::ops::Range;

use casus_claim::EntityKind;

use super::super::words::Word;
use super::Answer;
use super::frame::{Frame, Subject};
use super::name::Name;
use super::number::is_state;
use super::phrase::Phrases;
use super::told::Told;
use super::value::Value;

/// A place stands so many words behind its phrase.
const REACH_WORDS: usize = 12;
/// Or so many before it.
const BEFORE_WORDS: usize = 3;
/// So many members make a list.
const MEMBERS_MIN: usize = 2;

/// Returns where a sentence puts something.
pub(super) fn answers(frame: &Frame, told: &Told<'_>, at: usize) -> Vec<Answer> {
    let words = told.words(at);
    let phrases = told.phrases(at);
    let part = frame.near.first().and_then(|list| list.iter().find_map(|class| phrases.all(class).first()));
    let Some(phrase) = part else { return Vec::new() };
    let is_place = |name: &&Name| is_state(name);
    let lies = |name: &&Name| {
        let before = name.words.start.checked_sub(1).map_or("", |before| words[before].lower.as_str());
        matches!(before, "in" | "at" | "from" | "to" | "with") || name.words.start == phrase.end
    };
    let names: Vec<&Name> = told.names(at).iter().filter(is_place).collect();
    let behind = names
        .iter()
        .position(|name| lies(name) && name.words.start >= phrase.end && name.words.start <= phrase.end + REACH_WORDS);
    let before =
        names.iter().rposition(|name| name.words.end <= phrase.start && phrase.start - name.words.end <= BEFORE_WORDS);
    // `The Eastport-based bank`.
    let is_based = words[phrase.start].lower == "based" && text_between(told, at, phrase.start).starts_with(['-', '‑']);
    // `Orrin would be home to the headquarters`.
    let is_host = !matches!(words[phrase.end - 1].lower.as_str(), "in" | "from" | "by" | "at" | "part");
    let first = if is_based || is_host && frame.is_of_host { before.or(behind) } else { behind.or(before) };
    let Some(first) = first else { return Vec::new() };
    let places = row(&names[first..], words);
    let subject = match frame.subject {
        Subject::Body => body(told, at, phrase, &places),
        _ => Vec::new(),
    };
    vec![Answer { value: Value::Places(places), subject, near: 0..words.len(), behind: 0..0 }]
}

/// Returns what stands before a word, up to the one before it.
fn text_between<'t>(told: &Told<'t>, at: usize, word: usize) -> &'t str {
    let words = told.words(at);
    let from = word.checked_sub(1).map_or(words[word].start_bytes, |before| words[before].end_bytes);
    &told.text.source.text()[from..words[word].start_bytes]
}

/// Returns the body of which something is said: the last one before a phrase, or the first behind it.
fn body(told: &Told<'_>, at: usize, phrase: &Range<usize>, places: &[Name]) -> Vec<Name> {
    let is_body = |name: &&Name| {
        !matches!(name.kind, Some(EntityKind::State | EntityKind::Place | EntityKind::Person))
            && name.text.contains(char::is_uppercase)
            && !places.iter().any(|place| place.words == name.words)
    };
    let bodies: Vec<&Name> = told.names(at).iter().filter(is_body).collect();
    // `The seat of the bank is Eastport`.
    let within = bodies.iter().find(|name| phrase.start <= name.words.start && name.words.end <= phrase.end);
    let before = within.or_else(|| bodies.iter().rev().find(|name| name.words.end <= phrase.start));
    before
        .or_else(|| bodies.iter().find(|name| name.words.start >= phrase.end))
        .map(|name| (*name).clone())
        .into_iter()
        .collect()
}

/// Returns the only name in a sentence that has a word of a class in it, such as that of a court.
pub(super) fn named(class: &str, told: &Told<'_>, at: usize) -> Vec<Answer> {
    let words = told.words(at);
    let has_word = |name: &&Name| name.stems.len() > 1 && Phrases::of(&words[name.words.clone()]).has(class);
    let mut named = told.names(at).iter().filter(has_word);
    let (Some(name), None) = (named.next(), named.next()) else { return Vec::new() };
    vec![Answer { value: Value::Places(vec![name.clone()]), subject: Vec::new(), near: 0..words.len(), behind: 0..0 }]
}

/// Returns the first of some names and those that are joined to it by nothing but commas and `and`.
fn row(names: &[&Name], words: &[Word<'_>]) -> Vec<Name> {
    let mut row: Vec<Name> = Vec::new();
    for name in names {
        let is_next = row.last().is_none_or(|last| is_joined(words, last.words.end..name.words.start));
        if !is_next {
            break;
        }
        row.push((*name).clone());
    }
    row
}

fn is_joined(words: &[Word<'_>], between: Range<usize>) -> bool {
    let between = words.get(between).unwrap_or_default();
    between.iter().all(|word| matches!(word.lower.as_str(), "and" | "the" | "in" | "or" | "nor"))
}

/// Returns the longest list of states in a sentence.
pub(super) fn members(told: &Told<'_>, at: usize) -> Vec<Answer> {
    let words = told.words(at);
    let states: Vec<&Name> = told.names(at).iter().filter(|name| is_state(name)).collect();
    let rows = (0..states.len()).map(|first| row(&states[first..], words));
    let Some(members) = rows.max_by_key(Vec::len).filter(|row| row.len() >= MEMBERS_MIN) else { return Vec::new() };
    vec![Answer { value: Value::Members(members), subject: Vec::new(), near: 0..words.len(), behind: 0..0 }]
}
