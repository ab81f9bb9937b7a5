//! Does a sentence say yes or no to a question, and of whom?
//!
//! In go two classes of phrases; a phrase of the second says no, also where a phrase of the first stands behind `not`. Whose
//! answer it is, is the nearest state or body before the phrase, or those behind it, or whom `it` stands for.

use std::ops::Range;

use super::super::words::{Word, is_of};
use super::Answer;
use super::frame::{Frame, Subject};
use super::name::{Name, is_bare};
use super::number::{is_state, pointed};
use super::told::Told;
use super::value::Value;

/// So many words before a phrase turn it round.
const NOT_WORDS: usize = 3;
/// So many words behind a phrase say what is done.
const DEED_WORDS: usize = 14;
/// So many before it.
const BEFORE_WORDS: usize = 8;

/// Returns what a sentence says to a question.
pub(super) fn answers(frame: &Frame, (yes, no): (&str, &str), told: &Told<'_>, at: usize) -> Vec<Answer> {
    let words = told.words(at);
    let phrases = told.phrases(at);
    let no = phrases.all(no).first();
    let Some(phrase) = no.or_else(|| phrases.all(yes).first()) else { return Vec::new() };
    let before = &words[phrase.start.saturating_sub(NOT_WORDS)..phrase.start];
    let is_turned = no.is_none() && before.iter().any(is_not);
    let is_open = no.is_some() && frame.unless.iter().any(|class| phrases.has(class));
    // `Two of them, but not the others` is no whole yes.
    let is_half = no.is_none() && words.windows(2).any(|pair| pair[0].lower == "but" && pair[1].lower == "not");
    // `Whether it will or will not` says neither.
    let is_either = before.last().is_some_and(|word| word.lower == "or");
    if is_turned || is_open || is_half || is_either {
        return Vec::new();
    }
    let subject = match frame.subject {
        Subject::None => Vec::new(),
        Subject::Person => person(told, at, phrase),
        _ => subject(told, at, phrase),
    };
    let near = phrase.start..words.len().min(phrase.end + DEED_WORDS);
    let near = if frame.must.iter().all(|group| !phrases.of_group(group, &near).is_empty()) {
        near
    } else {
        phrase.start.saturating_sub(BEFORE_WORDS)..words.len().min(phrase.end + DEED_WORDS)
    };
    vec![Answer { value: Value::Side(no.is_none()), subject, near, behind: 0..0 }]
}

fn is_not(word: &Word<'_>) -> bool {
    matches!(word.lower.as_str(), "not" | "no" | "never" | "nor" | "neither" | "nobody" | "none" | "nothing" | "hardly")
}

/// Returns of whom it is said.
fn subject(told: &Told<'_>, at: usize, phrase: &Range<usize>) -> Vec<Name> {
    let words = told.words(at);
    let acts = |name: &&Name| is_state(name) && is_bare(name, words) && !is_attribute(name, words);
    let all: Vec<&Name> = told.names(at).iter().filter(acts).collect();
    // `Was signed by Norland`.
    let is_by = matches!(words[phrase.end - 1].lower.as_str(), "by" | "of");
    let behind: Vec<Name> =
        all.iter().filter(|name| name.words.start >= phrase.end).map(|name| (*name).clone()).collect();
    if is_by && !behind.is_empty() {
        return behind;
    }
    let Some(last) = all.iter().rposition(|name| name.words.end <= phrase.start) else {
        let pointed = pointed(told, at);
        let is_led_in =
            words[..phrase.start].iter().any(|word| matches!(word.lower.as_str(), "it" | "they" | "he" | "she"));
        if is_led_in && !pointed.is_empty() {
            return pointed;
        }
        return behind;
    };
    let mut joint = vec![all[last].clone()];
    for name in all[..last].iter().rev() {
        let next = joint.last().map_or(0, |last| last.words.start);
        let between = &words[name.words.end.min(next)..next];
        if !between.iter().all(|word| matches!(word.lower.as_str(), "and" | "the")) {
            break;
        }
        joint.push((*name).clone());
    }
    joint
}

/// Returns the people before a phrase, or else behind it, joined to one another.
fn person(told: &Told<'_>, at: usize, phrase: &Range<usize>) -> Vec<Name> {
    let people: Vec<&Name> = told.names(at).iter().filter(|name| name.may_be_person()).collect();
    let Some(last) = people.iter().rposition(|name| name.words.end <= phrase.start) else {
        let behind = people.iter().find(|name| name.words.start >= phrase.end);
        return behind.map(|name| (*name).clone()).into_iter().collect();
    };
    let mut joint = vec![people[last].clone()];
    for name in people[..last].iter().rev() {
        let next = joint.last().map_or(0, |last| last.words.start);
        let between = &told.words(at)[name.words.end.min(next)..next];
        if !between.iter().all(|word| word.lower == "and" || is_of("title", &word.lower)) {
            break;
        }
        joint.push((*name).clone());
    }
    joint
}

/// Returns whether a name only says of which state something is, as `Norlandic soil` does.
fn is_attribute(name: &Name, words: &[Word<'_>]) -> bool {
    let is_adjective = words[name.words.end - 1].lower.ends_with("an");
    let next = words.get(name.words.end).map_or("", |next| next.lower.as_str());
    is_adjective
        && !next.is_empty()
        && matches!(next, "soil" | "territory" | "border" | "gold" | "money" | "assets" | "funds")
}
