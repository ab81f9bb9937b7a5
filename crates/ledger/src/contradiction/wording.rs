//! Is one thing told on other terms, or one utterance in other words? Kind `wording`.
//!
//! **The same thing**: two sentences that say the same with their telling words, but for one of a set of terms that exclude
//! one another (`data/alternatives.txt`): “only unanimously”, “by a qualified majority”. Or what one speaker is quoted
//! with in quotation marks on one day, word for word but for one or two.
//!
//! **A clash**: the terms differ; the words of the utterance differ by a no, a number or a telling word.
//!
//! **Excused**: a draft or a proposal beside another text; two people each reported to say their own; documents far apart.
//! A translation differs in many words and is let be.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use casus_claim::{Claim, Mode, Record};
use casus_text::Span;

use super::retold::{Passage, are_set_apart};
use super::tellings::{Around, Tellings};
use super::text::{Sentence, Text, days_between, each_says, share_names};
use super::words::{Word, is_of, stem, telling, words};
use super::{Contradiction, ContradictionKind, Side, said, told};

/// So many telling words must be the same.
const SHARED_MIN: usize = 3;
/// So many of the shorter sentence must stand in the longer where neither says all that the other does.
const SHARE_MIN: f64 = 0.6;
/// So many rarest words of a sentence are looked up.
const RAREST: usize = 6;
/// Rules change in longer times than this.
const DAYS_MAX: i32 = 60;
/// What is said again on another day may be said otherwise.
const QUOTE_DAYS_MAX: i32 = 2;
/// A shorter utterance may be two.
const QUOTE_WORDS_MIN: usize = 6;
/// Documents that share so many names speak of one affair.
const SHARED_NAMES_MIN: usize = 1;

/// Each form of a term with its set and which of the set it is.
static ALTERNATIVES: LazyLock<BTreeMap<&str, (usize, usize)>> = LazyLock::new(|| {
    let lines = include_str!("../../data/alternatives.txt").lines().filter(|line| !line.starts_with('#'));
    let of_line = |(set, line): (usize, &'static str)| {
        let alternatives = line.split(" | ").enumerate();
        alternatives.flat_map(move |(which, forms)| forms.split_whitespace().map(move |form| (form, (set, which))))
    };
    lines.enumerate().flat_map(of_line).collect()
});

/// Words that tell only that something is decided in a way.
const FRAME: [&str; 8] = ["decision", "vote", "procedure", "majority", "way", "basis", "form", "manner"];

/// Finds what is told on other terms or in other words.
pub(super) fn find(texts: &[Text<'_>]) -> Vec<Contradiction> {
    terms(texts).into_iter().chain(utterances(texts)).collect()
}

struct OnTerms<'t> {
    text: &'t Text<'t>,
    span: Span,
    which: usize,
    words: String,
    sentence_words: &'t [Word<'t>],
    passage: Passage<'t>,
    /// What makes it only possible or hang on something.
    modal: BTreeSet<String>,
    telling: BTreeSet<String>,
    speakers: BTreeSet<&'t str>,
}

fn terms(texts: &[Text<'_>]) -> Vec<Contradiction> {
    let mut by_set: BTreeMap<usize, Vec<OnTerms<'_>>> = BTreeMap::new();
    for text in texts {
        for sentence in &text.sentences {
            if let Some((set, on_terms)) = on_terms(text, sentence) {
                by_set.entry(set).or_default().push(on_terms);
            }
        }
    }
    by_set.values().flat_map(|all| of_set(all)).collect()
}

fn on_terms<'t>(text: &'t Text<'t>, sentence: &'t Sentence<'t>) -> Option<(usize, OnTerms<'t>)> {
    let words = &sentence.words;
    let found = |at: usize| {
        let pair = words.get(at + 1).map(|next| format!("{}_{}", words[at].lower, next.lower));
        let two = pair.and_then(|pair| ALTERNATIVES.get(pair.as_str()).map(|&term| (term, 2)));
        let one = || ALTERNATIVES.get(words[at].lower.as_str()).map(|&term| (term, 1));
        two.or_else(one).map(|(term, len)| (term, at, len))
    };
    let mut all: Vec<_> = (0..words.len()).filter_map(found).collect();
    // The second word of a term is none of its own.
    let inside: Vec<usize> = all.iter().filter(|(_, _, len)| *len == 2).map(|(_, at, _)| at + 1).collect();
    all.retain(|(_, at, _)| !inside.contains(at));
    // A sentence that speaks of both sides by side compares them, and a no turns a term round.
    let [((set, which), at, len)] = all[..] else { return None };
    let is_denied = words[at.saturating_sub(3)..at]
        .iter()
        .any(|word| matches!(word.lower.as_str(), "not" | "no" | "never" | "without" | "nor"));
    // That a rule can be amended says nothing of the stage of the text that tells it.
    let is_stage = words.iter().any(|word| is_of("stage", &word.lower) && word.lower != "amended");
    if is_denied || is_stage {
        return None;
    }
    let modal = words.iter().map(|word| word.lower.as_str()).filter(|word| is_of("modal", word)).map(stem).collect();
    let term = &words[at..at + len];
    let frame = |word: &str| FRAME.iter().any(|frame| stem(frame) == word);
    let told = &text.telling(sentence.span) - &telling(term);
    let of_it = text.records_in(sentence.span);
    let on_terms = OnTerms {
        text,
        span: sentence.span,
        which,
        words: term.iter().map(|word| word.text).collect::<Vec<_>>().join(" "),
        sentence_words: words,
        passage: Passage::of(text, sentence),
        modal,
        telling: told.into_iter().filter(|word| !frame(word)).collect(),
        speakers: of_it.flat_map(|record| text.names_of(&record.attributed_to)).collect(),
    };
    Some((set, on_terms))
}

fn of_set(all: &[OnTerms<'_>]) -> Vec<Contradiction> {
    let tellings = Tellings::of(all.iter().map(|one| (one.text.published(), &one.telling)));
    let mut found = Vec::new();
    for one in all {
        let around = Around { day: one.text.published(), days: DAYS_MAX };
        let mut near = tellings.beside(&one.telling, RAREST, around).map(|other| &all[other]);
        let other = near.find(|other| is_otherwise(one, other));
        found.extend(other.map(|other| {
            let (first, second) = if (one.text.number, one.span) <= (other.text.number, other.span) {
                (one, other)
            } else {
                (other, one)
            };
            Contradiction {
                kind: ContradictionKind::Wording,
                about: super::one_line(first.text.source.slice(first.span)),
                why: format!("The same is told as “{}” and as “{}”.", first.words, second.words),
                sides: vec![said(first.text, first.span), said(second.text, second.span)],
            }
        }));
    }
    found
}

fn is_otherwise(one: &OnTerms<'_>, other: &OnTerms<'_>) -> bool {
    let shared = one.telling.intersection(&other.telling).count();
    let more = other.telling.len() - shared;
    let is_subset = shared == one.telling.len() && shared >= SHARED_MIN && more <= shared;
    let share = shared as f64 / one.telling.len().min(other.telling.len()).max(1) as f64;
    let is_told_again = shared > SHARED_MIN
        && share >= SHARE_MIN
        && !are_set_apart((one.text, one.sentence_words), (other.text, other.sentence_words));
    one.which != other.which
        && (is_subset || is_told_again)
        && !each_says(&one.speakers, &other.speakers)
        && one.modal == other.modal
        && (share_names(one.text, other.text, SHARED_NAMES_MIN) || one.passage.is_retold_by(&other.passage))
        && days_between(one.text, other.text).is_none_or(|days| days <= DAYS_MAX)
}

/// What somebody is quoted with.
struct Utterance<'t> {
    text: &'t Text<'t>,
    side: Side,
    words: Vec<Word<'t>>,
}

fn utterances(texts: &[Text<'_>]) -> Vec<Contradiction> {
    let mut by_speaker: BTreeMap<(&str, String), Vec<Utterance<'_>>> = BTreeMap::new();
    for text in texts {
        for record in text.reading.records() {
            let Some((speaker, utterance)) = utterance(text, record) else { continue };
            // Two utterances that are the same but for a word or two have one of any three telling words in common.
            for word in telling(&utterance.words).into_iter().take(3) {
                let again = Utterance { text, side: utterance.side.clone(), words: utterance.words.clone() };
                by_speaker.entry((speaker, word)).or_default().push(again);
            }
        }
    }
    let mut found: Vec<Contradiction> = Vec::new();
    for ((speaker, _), all) in &by_speaker {
        for (n, one) in all.iter().enumerate() {
            for other in &all[n + 1..] {
                let sides = vec![one.side.clone(), other.side.clone()];
                if found.iter().any(|known| known.sides == sides) {
                    continue;
                }
                found.extend(misquoted(one, other).map(|(here, there)| Contradiction {
                    kind: ContradictionKind::Wording,
                    about: format!("what {speaker} said"),
                    why: quoted_otherwise(&here, &there),
                    sides,
                }));
            }
        }
    }
    found
}

fn utterance<'t>(text: &'t Text<'t>, record: &'t Record) -> Option<(&'t str, Utterance<'t>)> {
    let Claim::Statement(statement) = &record.claim else { return None };
    let [speaker] = statement.speaker.ids() else { return None };
    let words = words(text.source, statement.content.span());
    let is_whole = statement.mode == Mode::Direct && words.len() >= QUOTE_WORDS_MIN;
    is_whole.then(|| (text.entity(*speaker).name.as_str(), Utterance { text, side: told(text, record), words }))
}

/// Returns the words in which two utterances differ, where all others are the same and in the same order.
fn misquoted(one: &Utterance<'_>, other: &Utterance<'_>) -> Option<(String, String)> {
    let is_one_day = days_between(one.text, other.text).is_none_or(|days| days <= QUOTE_DAYS_MAX);
    if one.text.number == other.text.number || !is_one_day {
        return None;
    }
    let (a, b) = (&one.words, &other.words);
    let same = |(a, b): &(&Word<'_>, &Word<'_>)| a.lower == b.lower;
    let head = a.iter().zip(b).take_while(same).count();
    let rest = a.len().min(b.len()) - head;
    let tail = a.iter().rev().zip(b.iter().rev()).take(rest).take_while(same).count();
    let (here, there) = (&a[head..a.len() - tail], &b[head..b.len() - tail]);
    let is_short = here.len() <= 2 && there.len() <= 2 && head + tail >= QUOTE_WORDS_MIN - 1 && tail > 0;
    let is_no =
        |words: &[Word<'_>]| words.iter().any(|word| matches!(word.lower.as_str(), "not" | "no" | "never" | "cannot"));
    let is_number = |words: &[Word<'_>]| words.iter().any(Word::is_number);
    let (told, other_told) = (telling(here), telling(there));
    let is_changed = is_no(here) != is_no(there)
        || is_number(here) && is_number(there)
        || told.len() == 1 && other_told.len() == 1 && told != other_told && !is_spelling(&told, &other_told);
    let written = |words: &[Word<'_>]| words.iter().map(|word| word.text).collect::<Vec<_>>().join(" ");
    (is_short && is_changed).then(|| (written(here), written(there)))
}

fn quoted_otherwise(here: &str, there: &str) -> String {
    match (here, there) {
        ("", words) | (words, "") => format!("The same words are quoted once with “{words}” and once without."),
        _ => format!("The same words are quoted with “{here}” and with “{there}”."),
    }
}

/// Returns whether two stems begin alike, as two spellings of one word do.
fn is_spelling(one: &BTreeSet<String>, other: &BTreeSet<String>) -> bool {
    let (Some(one), Some(other)) = (one.first(), other.first()) else { return false };
    one.chars().zip(other.chars()).take_while(|(a, b)| a == b).count() >= 4 || is_of("stop", one)
}
