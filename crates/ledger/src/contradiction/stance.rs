//! Does one document say that a state is ready or has signed, or that a text binds or needs all, and another the contrary,
//! in words that have nothing in common? Kinds `status` and `wording`.
//!
//! **The same thing**: a phrase of each of two classes that exclude one another (`data/slots.txt`); one state of which both
//! say it; telling words of both sentences that are the same, a name among them, and more around them.
//!
//! **A clash**: one says the one, the other the other.
//!
//! **Excused**: a condition, a draft, what may be; documents further apart than a few days, between which minds change;
//! two people each reported to say their own.

use std::collections::BTreeSet;

use casus_claim::EntityKind;

use super::phrase::{self, Around, Name, has, names, phrases};
use super::retold::are_set_apart;
use super::tellings::{self, Tellings};
use super::text::{Sentence, Text, days_between, each_has_spoken};
use super::words::{Word, has_of, telling};
use super::{Contradiction, ContradictionKind, one_line, said};

/// So many telling words of both sentences must be the same.
const SHARED_MIN: usize = 2;
/// So many around them.
const AROUND_MIN: usize = 3;
/// So many telling words behind a phrase say what is done.
const DEED_WORDS: usize = 2;
/// So many rarest words of a sentence are looked up.
const RAREST: usize = 6;

/// What can be said of one thing in two ways that exclude one another.
struct Opposed {
    yes: &'static str,
    no: &'static str,
    kind: ContradictionKind,
    /// Whether it is said of a state, and not of a text.
    is_of_state: bool,
    days_max: i32,
    why: &'static str,
}

const OPPOSED: [Opposed; 4] = [
    Opposed {
        yes: "ready",
        no: "refuse",
        kind: ContradictionKind::Status,
        is_of_state: true,
        days_max: 3,
        why: "One document says that they will, and another that they will not.",
    },
    Opposed {
        yes: "signed",
        no: "unsigned",
        kind: ContradictionKind::Status,
        is_of_state: true,
        days_max: 7,
        why: "One document says that they signed, and another that they did not.",
    },
    Opposed {
        yes: "bound",
        no: "unbound",
        kind: ContradictionKind::Wording,
        is_of_state: false,
        days_max: 30,
        why: "One document says that it binds, and another that it does not.",
    },
    Opposed {
        yes: "every",
        no: "majority",
        kind: ContradictionKind::Wording,
        is_of_state: false,
        days_max: 60,
        why: "One document says that all must agree, and another that fewer are enough.",
    },
];

struct Stance<'t> {
    text: &'t Text<'t>,
    sentence: &'t Sentence<'t>,
    around: Around,
    telling: BTreeSet<String>,
    /// The first telling words behind the phrase: what they do, and to what.
    deed: Vec<String>,
    is_no: bool,
    /// Of whom it is said, by the stems of their names.
    of: Vec<Name<'t>>,
}

/// Finds what is said and its contrary.
pub(super) fn find(texts: &[Text<'_>]) -> Vec<Contradiction> {
    OPPOSED.iter().flat_map(|opposed| of_kind(texts, opposed)).collect()
}

fn of_kind(texts: &[Text<'_>], opposed: &Opposed) -> Vec<Contradiction> {
    let sentences = texts.iter().flat_map(|text| (0..text.sentences.len()).map(move |at| (text, at)));
    let all: Vec<Stance<'_>> = sentences.filter_map(|(text, at)| stance(text, at, opposed)).collect();
    let tellings = Tellings::of(all.iter().map(|stance| (stance.text.published(), &stance.telling)));
    let mut found: Vec<Contradiction> = Vec::new();
    let mut seen: BTreeSet<(usize, usize)> = BTreeSet::new();
    for one in all.iter().filter(|stance| stance.is_no) {
        let around = tellings::Around { day: one.text.published(), days: opposed.days_max };
        let near: BTreeSet<usize> = tellings.beside(&one.telling, RAREST, around).collect();
        let Some(other) = near.into_iter().map(|at| &all[at]).find(|other| clash(one, other, opposed)) else {
            continue;
        };
        let (first, second) = if one.text.number < other.text.number { (one, other) } else { (other, one) };
        if seen.insert((first.text.number, second.text.number)) {
            found.push(Contradiction {
                kind: opposed.kind,
                about: one_line(first.text.source.slice(first.sentence.span)),
                why: opposed.why.to_owned(),
                sides: vec![said(first.text, first.sentence.span), said(second.text, second.sentence.span)],
            });
        }
    }
    found
}

fn stance<'t>(text: &'t Text<'t>, at: usize, opposed: &Opposed) -> Option<Stance<'t>> {
    let sentence = &text.sentences[at];
    let words = &sentence.words;
    let (no, yes) = (phrases(opposed.no, words), phrases(opposed.yes, words));
    let is_no = !no.is_empty();
    let phrase = no.into_iter().next().or_else(|| yes.into_iter().next())?;
    let is_half =
        opposed.is_of_state && !is_no && words.iter().any(|word| matches!(word.lower.as_str(), "but" | "not"));
    let is_open =
        is_half || opposed.is_of_state && has("onlyif", words) || has_of("draft", words) || has("asked", words);
    let is_turned = !is_no && words[phrase.start.saturating_sub(3)..phrase.start].iter().any(is_not);
    if is_open || is_turned {
        return None;
    }
    let of = if opposed.is_of_state { states(text, sentence, is_no, phrase.start) } else { Vec::new() };
    if opposed.is_of_state && of.is_empty() {
        return None;
    }
    let behind = words[phrase.end..].iter().filter_map(|word| telling([word]).into_iter().next());
    let deed = if opposed.yes == "ready" { behind.take(DEED_WORDS).collect() } else { Vec::new() };
    let of_phrase = telling(&words[phrase]);
    let telling = &text.telling(sentence.span) - &of_phrase;
    Some(Stance { text, sentence, around: phrase::around(text, at), telling, deed, is_no, of })
}

fn is_not(word: &Word<'_>) -> bool {
    matches!(word.lower.as_str(), "not" | "no" | "never" | "nor" | "neither" | "nobody" | "none" | "nothing" | "hardly")
}

/// Returns the states of which something is said: of those that refuse the one before the phrase, of others all that stand
/// behind no preposition.
fn states<'t>(text: &'t Text<'t>, sentence: &'t Sentence<'t>, is_no: bool, at: usize) -> Vec<Name<'t>> {
    let words = &sentence.words;
    let is_bare = |name: &Name<'_>| {
        let before = name.words.start.checked_sub(1).map(|at| words[at].lower.as_str());
        let is_whose = words
            .get(name.words.end.wrapping_sub(1))
            .is_some_and(|last| text.source.text()[last.end_bytes..].starts_with(['’', '\'']));
        // `Ukrainian soil` names the state and is not it.
        let is_adjective =
            words[name.words.end - 1].lower.ends_with("ian") || words[name.words.end - 1].lower.ends_with("an");
        before.is_none_or(|before| {
            !matches!(before, "in" | "to" | "for" | "on" | "with" | "from" | "against" | "at" | "inside")
        }) && !is_whose
            && !(is_adjective
                && words.get(name.words.end).is_some_and(|next| {
                    !next.is_capital() && telling([next]).len() == 1 && !has("verb", std::slice::from_ref(next))
                }))
    };
    let is_actor = |name: &Name<'_>| {
        matches!(name.kind, Some(EntityKind::State | EntityKind::Organisation) | None)
            && name.text.contains(char::is_uppercase)
    };
    let all = names(text, sentence).into_iter().filter(|name| is_actor(name) && is_bare(name));
    if is_no { all.filter(|name| name.words.end <= at).take(1).collect() } else { all.collect() }
}

fn clash(one: &Stance<'_>, other: &Stance<'_>, opposed: &Opposed) -> bool {
    let (ours, theirs) = (&one.sentence.words[..], &other.sentence.words[..]);
    let is_of_one =
        !opposed.is_of_state || one.of.iter().any(|name| other.of.iter().any(|other| name.stems == other.stems));
    let of: BTreeSet<&String> = one.of.iter().flat_map(|name| &name.stems).collect();
    let shared: BTreeSet<&String> =
        one.telling.intersection(&other.telling).filter(|word| !of.contains(word)).collect();
    let around: BTreeSet<&String> =
        one.around.telling.intersection(&other.around.telling).filter(|word| !of.contains(word)).collect();
    let is_name = |word: &str| one.around.both_name(&other.around, word);
    let plain = shared.iter().filter(|word| !is_name(word)).count();
    let is_named = around.iter().any(|word| is_name(word));
    !other.is_no
        && one.text.number != other.text.number
        && is_of_one
        && is_one_deed(one, other)
        && !are_on_other_things(one, other, &shared)
        && shared.len() >= SHARED_MIN
        && around.len() >= AROUND_MIN
        && plain >= 1
        && is_named
        && days_between(one.text, other.text).is_some_and(|days| days <= opposed.days_max)
        && !are_set_apart((one.text, ours), (other.text, theirs))
        && !each_has_spoken((one.text, one.sentence), (other.text, other.sentence))
}

/// Returns whether what is done is the same: `send soldiers`, `put troops`; to train them is another.
fn is_one_deed(one: &Stance<'_>, other: &Stance<'_>) -> bool {
    let is_in = |one: &Stance<'_>, other: &Stance<'_>| one.deed.first().is_none_or(|deed| other.deed.contains(deed));
    // To free the ships is not to free their crews.
    let is_told =
        |one: &Stance<'_>, other: &Stance<'_>| one.deed.get(1).is_none_or(|thing| other.telling.contains(thing));
    (is_in(one, other) || is_in(other, one)) && is_told(one, other) && is_told(other, one)
}

/// Returns whether each is bound to something of its own by a preposition: to decide on fees, to decide on members.
fn are_on_other_things(one: &Stance<'_>, other: &Stance<'_>, shared: &BTreeSet<&String>) -> bool {
    let bound = |stance: &Stance<'_>| -> bool {
        let words = &stance.sentence.words;
        let on = (0..words.len()).filter(|&at| matches!(words[at].lower.as_str(), "on" | "over" | "about"));
        on.into_iter().any(|at| {
            let behind = telling(&words[at + 1..words.len().min(at + 4)]);
            !behind.is_empty() && behind.iter().all(|word| !shared.contains(word))
        })
    };
    bound(one) && bound(other)
}
