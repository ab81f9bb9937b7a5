//! Who has a portfolio, or a presidency that goes from state to state? Kinds `speaker` and `anachronism`.
//!
//! **The same thing**: the minister of one field in one state, whether told as an office before or behind a name or as a
//! portfolio that somebody has; or the presidency of one body. Documents lie apart by a few days.
//!
//! **A clash**: two people, two states.
//!
//! **Excused**: a former, coming or acting holder; a document that names the other one too.

use std::collections::{BTreeMap, BTreeSet};

use casus_claim::EntityKind;

use super::phrase::{Name, are_near, has, names, phrases};
use super::text::{Sentence, Text};
use super::words::{Word, is_of, is_time, stem};
use super::{Contradiction, ContradictionKind, said};

/// Documents longer apart may lie on both sides of a change.
const DAYS_MAX: i32 = 21;
/// A presidency that goes round changes on one day, which both are near to at the turn of a half-year.
const PRESIDENCY_DAYS_MAX: i32 = 3;
/// A name stands at most so many words from the office.
const REACH_WORDS: usize = 6;

struct Holder<'t> {
    text: &'t Text<'t>,
    sentence: &'t Sentence<'t>,
    name: Name<'t>,
}

/// Finds what has two holders at one time.
pub(super) fn find(texts: &[Text<'_>]) -> Vec<Contradiction> {
    let mut by_office: BTreeMap<(String, String), Vec<Holder<'_>>> = BTreeMap::new();
    for text in texts {
        for sentence in &text.sentences {
            let told = ministers(text, sentence).into_iter().chain(presidency(text, sentence));
            told.for_each(|(office, holder)| by_office.entry(office).or_default().push(holder));
        }
    }
    let mut found = Vec::new();
    for ((office, of), mut holders) in by_office {
        holders.sort_by_key(|holder| (holder.text.published(), holder.text.number));
        let is_presidency = office == "presidency";
        let days_max = if is_presidency { PRESIDENCY_DAYS_MAX } else { DAYS_MAX };
        for pair in holders.windows(2) {
            if let [one, other] = pair
                && are_two(one, other, days_max)
            {
                found.push(contradiction(&office, &of, one, other));
            }
        }
    }
    found
}

fn are_two(one: &Holder<'_>, other: &Holder<'_>, days_max: i32) -> bool {
    let names = |text: &Text<'_>, name: &Name<'_>| {
        name.text.rsplit(' ').next().is_some_and(|last| text.source.text().contains(last))
    };
    one.text.number != other.text.number
        && are_near(one.text, other.text, days_max)
        && !one.name.is_name_of(&other.name)
        && !names(one.text, &other.name)
        && !names(other.text, &one.name)
}

fn contradiction(office: &str, of: &str, one: &Holder<'_>, other: &Holder<'_>) -> Contradiction {
    let (one, other) = if one.text.number < other.text.number { (one, other) } else { (other, one) };
    let is_presidency = office == "presidency";
    Contradiction {
        kind: if is_presidency { ContradictionKind::Anachronism } else { ContradictionKind::Speaker },
        about: format!("{office} of {of}"),
        why: format!("It is given to {} and to {} at one time.", one.name.text, other.name.text),
        sides: vec![said(one.text, one.sentence.span), said(other.text, other.sentence.span)],
    }
}

/// Lists the ministers of a sentence, by field and state.
fn ministers<'t>(text: &'t Text<'t>, sentence: &'t Sentence<'t>) -> Vec<((String, String), Holder<'t>)> {
    let words = &sentence.words;
    let fields = (0..words.len()).filter(|&at| has("portfolio", &words[at..=at]));
    let is_office = |at: usize| {
        words
            .get(at + 1)
            .is_some_and(|next| matches!(next.lower.as_str(), "minister" | "portfolio" | "ministry" | "secretary"))
    };
    let at = fields.filter(|&at| is_office(at)).collect::<Vec<_>>();
    let [at] = at[..] else { return Vec::new() };
    let is_ministry = words[at + 1].lower == "ministry" || words[at + 1].lower == "portfolio";
    let is_held = !is_ministry
        || words[..at].iter().rev().take(4).any(|word| {
            matches!(word.lower.as_str(), "held" | "holds" | "heads" | "headed" | "runs" | "has" | "led" | "leads")
        });
    let is_other = |word: &Word<'_>| {
        let is_since = matches!(word.lower.as_str(), "since" | "years" | "future" | "late");
        is_of("wasnot", &word.lower) && !is_since
    };
    let near = at.saturating_sub(REACH_WORDS)..words.len().min(at + 2 + REACH_WORDS);
    if !is_held || words[near.clone()].iter().any(is_other) {
        return Vec::new();
    }
    let all = names(text, sentence);
    let is_near = |name: &&Name<'_>| name.words.start < near.end && name.words.end > near.start;
    let people: Vec<&Name<'_>> = all.iter().filter(|name| name.is_person() && is_near(name)).collect();
    let [person] = people[..] else { return Vec::new() };
    // `Norland's Defence Minister Mira Dane` is one name to the reader.
    let is_state = |word: &&Word<'_>| {
        let is_field = has("portfolio", std::slice::from_ref(*word)) || is_of("title", &word.lower);
        word.is_capital()
            && !is_field
            && !is_time(word)
            && !is_of("stop", &word.lower)
            && !person.text.contains(word.text)
    };
    let states: BTreeSet<String> = words[near.clone()].iter().filter(is_state).map(|word| stem(&word.lower)).collect();
    let (Some(of), true) = (states.first().cloned(), states.len() == 1) else { return Vec::new() };
    let field = if words[at].lower == "defense" { "defence" } else { &words[at].lower };
    let name = Name { text: person.text, kind: person.kind, words: person.words.clone(), stems: person.stems.clone() };
    vec![((format!("{field} minister"), of), Holder { text, sentence, name })]
}

/// Returns which state has a presidency that goes round, and of what.
fn presidency<'t>(text: &'t Text<'t>, sentence: &'t Sentence<'t>) -> Option<((String, String), Holder<'t>)> {
    let words = &sentence.words;
    let phrase = phrases("presidency", words).into_iter().next()?;
    if has("tobe", words) {
        return None;
    }
    let all = names(text, sentence);
    let state =
        all.iter().rev().find(|name| name.kind == Some(EntityKind::State) && name.words.end <= phrase.start + 3)?;
    let body = all.iter().find(|name| {
        name.kind != Some(EntityKind::State) && !name.is_person() && name.words.start + 4 > phrase.start
    })?;
    let of = body.stems.iter().next()?.clone();
    Some((("presidency".to_owned(), of), Holder { text, sentence, name: state.clone() }))
}
