//! To whom is a short utterance in quotation marks given? Kind `speaker`.
//!
//! **The same thing**: the same few words in quotation marks, in documents of one affair and of a few days.
//!
//! **A clash**: the people by whose name the words stand are two.
//!
//! **Excused**: one of them named in the other document as well; words that are a name or a title, with capitals.

use std::collections::BTreeMap;

use super::super::text::days_between;
use super::super::{Contradiction, ContradictionKind, said};
use super::is_one_affair;
use super::name::Name;
use super::told::Told;

/// An utterance has so many words at least.
const WORDS_MIN: usize = 2;
/// So many at most, beyond which the reader knows whose it is.
const WORDS_MAX: usize = 12;
/// So long an utterance is repeated.
const DAYS_MAX: i32 = 3;
/// Quotation marks, opening and closing.
const MARKS: [(char, char); 3] = [('"', '"'), ('“', '”'), ('‘', '’')];

struct Utterance {
    document: usize,
    at: usize,
    speaker: Name,
}

/// Finds utterances that are given to two people.
pub(super) fn find(told: &[Told<'_>]) -> Vec<Contradiction> {
    let mut by_words: BTreeMap<String, Vec<Utterance>> = BTreeMap::new();
    for (document, one) in told.iter().enumerate() {
        for at in 0..one.len() {
            for quoted in quoted(one, at) {
                if let Some(speaker) = speaker(one, at, &quoted) {
                    by_words.entry(quoted.words).or_default().push(Utterance { document, at, speaker });
                }
            }
        }
    }
    let mut found = Vec::new();
    for (words, all) in &by_words {
        // What all say is nobody's own, so the first of each who says it is enough.
        let Some((first, others)) = all.split_first() else { continue };
        let other = others.iter().find(|other| are_two(told, first, other));
        found.extend(other.map(|other| contradiction(told, words, first, other)));
    }
    found
}

/// Words in quotation marks, with where they stand.
struct Quoted {
    words: String,
    start_bytes: usize,
    end_bytes: usize,
}

fn quoted(told: &Told<'_>, at: usize) -> Vec<Quoted> {
    let span = told.text.sentences[at].span;
    let text = told.text.source.slice(span);
    let mut found = Vec::new();
    let mut from = 0;
    while let Some((start, open)) = text[from..].char_indices().find(|(_, c)| MARKS.iter().any(|(open, _)| open == c)) {
        let start = from + start + open.len_utf8();
        let close = MARKS.iter().find(|(mark, _)| *mark == open).map_or(open, |(_, close)| *close);
        let Some(end) = text[start..].find(close) else { break };
        let inside = &text[start..start + end];
        let words: Vec<String> = inside
            .split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’')
            .filter(|word| !word.is_empty())
            .map(str::to_lowercase)
            .collect();
        let capitals = inside.split_whitespace().skip(1).filter(|word| word.starts_with(char::is_uppercase)).count();
        if (WORDS_MIN..=WORDS_MAX).contains(&words.len()) && capitals == 0 {
            let start_bytes = span.start_bytes() + start;
            found.push(Quoted { words: words.join(" "), start_bytes, end_bytes: start_bytes + end });
        }
        from = start + end + close.len_utf8();
    }
    found
}

/// Returns the person in the sentence who stands nearest to a quotation, outside of it and not behind a preposition of aim.
fn speaker(told: &Told<'_>, at: usize, quoted: &Quoted) -> Option<Name> {
    let words = told.words(at);
    let is_saying = |name: &&Name| {
        let before = name.words.start.checked_sub(1).map_or("", |before| words[before].lower.as_str());
        let place = (words[name.words.start].start_bytes, words[name.words.end - 1].end_bytes);
        let is_by = name.words.start > 1 && words[name.words.start - 2].lower == "according";
        name.may_be_person()
            && (is_by || !matches!(before, "to" | "with" | "for" | "against" | "on" | "about" | "from" | "of"))
            && (place.1 <= quoted.start_bytes || place.0 >= quoted.end_bytes)
    };
    let distance = |name: &&Name| {
        let (start, end) = (words[name.words.start].start_bytes, words[name.words.end - 1].end_bytes);
        start.saturating_sub(quoted.end_bytes) + quoted.start_bytes.saturating_sub(end)
    };
    told.names(at).iter().filter(is_saying).min_by_key(distance).cloned()
}

fn are_two(told: &[Told<'_>], one: &Utterance, other: &Utterance) -> bool {
    let (ours, theirs) = (&told[one.document], &told[other.document]);
    let names = |told: &Told<'_>, name: &Name| {
        let last = name.text.rsplit(' ').next().unwrap_or(&name.text);
        told.text.source.text().contains(last)
    };
    one.document != other.document
        && !one.speaker.is_name_of(&other.speaker)
        && !names(ours, &other.speaker)
        && !names(theirs, &one.speaker)
        && days_between(ours.text, theirs.text).is_some_and(|days| days <= DAYS_MAX)
        && is_one_affair(ours, theirs)
}

fn contradiction(told: &[Told<'_>], words: &str, one: &Utterance, other: &Utterance) -> Contradiction {
    let side = |utterance: &Utterance| {
        let text = told[utterance.document].text;
        said(text, text.sentences[utterance.at].span)
    };
    Contradiction {
        kind: ContradictionKind::Speaker,
        about: format!("who said “{words}”"),
        why: format!("The same words are given to {} and to {}.", one.speaker.text, other.speaker.text),
        sides: vec![side(one), side(other)],
    }
}
