//! On what condition? The phrases that a promise in the same sentence, or in the one before, waits on.

use casus_claim::{Atom, Condition};
use casus_syntax::Pos;
use casus_text::Span;

use crate::cast::Cast;
use crate::lexicon::Class;
use crate::passage::Passage;
use crate::pattern::{CONDITIONS, Frame, Hit};
use crate::theme::atom;
use crate::time::SeenTime;
use crate::tree::SUBJECTS;

/// A condition with its place.
#[derive(Clone, Debug)]
pub(crate) struct SeenCondition {
    /// From the conditional word to the end of the phrase.
    pub span: Span,
    pub condition: Condition<Atom>,
    pub sense: Sense,
    /// Whether the condition opens the sentence.
    pub is_fronted: bool,
    /// Whether it speaks of the sentence before.
    pub is_about_before: bool,
    /// Whether it is said with "only".
    pub is_only: bool,
}

/// How a phrase bears on the promise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sense {
    /// The phrase must be the case.
    Holds,
    /// Nothing happens until the phrase is the case.
    Gate,
    /// What is refused is refused as long as the phrase is not the case; of anything else it only tells the order.
    Before,
}

/// Returns the conditions of a sentence in order.
pub(crate) fn conditions(passage: &Passage<'_>, cast: &Cast, times: &[SeenTime]) -> Vec<SeenCondition> {
    let hits = CONDITIONS.find(passage.text(), |hit| {
        passage.holds_words(hit) && (hit.pattern.frame != Frame::Head || is_fronted(passage, hit))
    });
    let mut seen: Vec<SeenCondition> = Vec::new();
    for hit in &hits {
        let Some(condition) = condition(passage, cast, times, hit) else { continue };
        if seen.iter().any(|earlier| earlier.span.contains(condition.span)) {
            continue;
        }
        match seen.last_mut().filter(|last| is_alternative(passage, last, &condition)) {
            Some(last) => either(last, condition),
            None => seen.push(condition),
        }
    }
    seen
}

/// Returns whether only `or` stands between two conditions: `if A or if B`.
fn is_alternative(passage: &Passage<'_>, last: &SeenCondition, next: &SeenCondition) -> bool {
    let between = passage.source.span(last.span.end_bytes(), next.span.start_bytes());
    last.sense == next.sense && between.is_some_and(|between| passage.source.slice(between).trim() == "or")
}

/// Makes one condition of two of which one suffices.
fn either(last: &mut SeenCondition, next: SeenCondition) {
    last.span = last.span.cover(next.span);
    let mut parts = match std::mem::replace(&mut last.condition, Condition::Any(Vec::new())) {
        Condition::Any(parts) => parts,
        only => vec![only],
    };
    parts.push(next.condition);
    last.condition = Condition::Any(parts);
}

fn condition(passage: &Passage<'_>, cast: &Cast, times: &[SeenTime], hit: &Hit<'_>) -> Option<SeenCondition> {
    let marker = passage.part(hit.range.start, hit.range.end);
    let phrase = match hit.pattern.frame {
        Frame::Within => passage.part(hit.inner.start, hit.inner.end),
        _ => phrase(passage, marker)?,
    };
    let is_pointing = passage.source.slice(phrase).split_whitespace().count() == 1
        && passage.is(passage.word_from(phrase.start_bytes()), Class::Pointing);
    // `without waiting` tells how, and not on what condition.
    let is_manner = hit.pattern.value != "holds"
        && passage.words.get(passage.word_from(phrase.start_bytes())).is_some_and(|word| word.lower().ends_with("ing"));
    if is_pointing || is_manner {
        return None;
    }
    if is_time(passage, times, phrase) && hit.pattern.value != "holds" {
        return None;
    }
    let sense = match hit.pattern.value {
        "gate" => Sense::Gate,
        "before" => Sense::Before,
        _ => Sense::Holds,
    };
    Some(SeenCondition {
        span: marker.cover(phrase),
        condition: formula(passage, cast, phrase),
        sense,
        is_fronted: is_fronted(passage, hit),
        is_about_before: hit.pattern.frame == Frame::Head,
        is_only: passage.source.slice(marker).to_lowercase().contains("only"),
    })
}

/// Returns whether a pattern opens the sentence.
fn is_fronted(passage: &Passage<'_>, hit: &Hit<'_>) -> bool {
    passage.text()[..hit.range.start].chars().all(|c| !c.is_alphanumeric())
}

/// Returns the phrase after a conditional word: to the next comma or the end of the clause.
fn phrase(passage: &Passage<'_>, marker: Span) -> Option<Span> {
    let clause = passage.rest_of_clause(marker)?;
    let start = passage.word_from(clause.start_bytes());
    let end = passage.word_from(clause.end_bytes());
    let words = &passage.words[start..end];
    // What comes with a preposition is a noun phrase: `in the event of | an attack` they will answer.
    let last = start.checked_sub(1)?;
    let noun = passage.child(last, &["pobj"]).filter(|_| passage.words[last].tag == "IN");
    let words =
        noun.and_then(|noun| words.get(..(passage.words[noun].edges.1 + 1).checked_sub(start)?)).unwrap_or(words);
    let comma = words.iter().position(|word| word.text == ",").unwrap_or(words.len());
    let from = words.iter().position(|word| !word.is("that")).unwrap_or(0);
    let is_there = words.get(from).is_some_and(|word| word.is("there")) && words.len() > from + 2;
    let from = if is_there { from + 2 } else { from };
    // In `the army it once had` the word is an adverb.
    if words.get(from).is_some_and(|word| word.pos == Pos::Aux && word.tag != "VB") {
        return None;
    }
    passage.between(start + from, start + comma)
}

/// Returns whether a phrase is nothing but a time: "until 1 March" is a term and no condition.
fn is_time(passage: &Passage<'_>, times: &[SeenTime], phrase: Span) -> bool {
    let text = passage.source.slice(phrase);
    let is_named = times.iter().any(|time| time.span.overlaps(phrase));
    let words = text.split_whitespace().count();
    is_named && words <= 5 || text.chars().all(|c| c.is_ascii_digit())
}

/// Cuts a phrase at "or if" and "and on" into the atoms of a formula.
fn formula(passage: &Passage<'_>, cast: &Cast, phrase: Span) -> Condition<Atom> {
    let either = cut(passage, phrase, &[" or if ", " or once ", " or until ", " or unless ", " or on ", " or that "]);
    if either.len() > 1 {
        let atoms = either.into_iter().map(|part| Condition::Atom(atom(passage, cast, part)));
        return Condition::Any(atoms.collect());
    }
    let both = cut(
        passage,
        phrase,
        &[
            " and on ",
            " and with ",
            " and that ",
            " and if ",
            " and once ",
            " and of ",
            " and by ",
            " and has ",
            " and have ",
        ],
    );
    let both = both.into_iter().flat_map(|part| clauses(passage, part));
    let atoms: Vec<_> = both.map(|part| Condition::Atom(atom(passage, cast, part))).collect();
    match <[_; 1]>::try_from(atoms) {
        Ok([only]) => only,
        Err(atoms) => Condition::All(atoms),
    }
}

/// Cuts a phrase between joined clauses that have subjects of their own: `the senate consents | and the audit is clean`.
fn clauses(passage: &Passage<'_>, phrase: Span) -> Vec<Span> {
    let (start, end) = (passage.word_from(phrase.start_bytes()), passage.word_from(phrase.end_bytes()));
    let joins = |at: &usize| {
        let word = &passage.words[*at];
        let mut joined =
            passage.children(word.head).filter(|joined| *joined > *at && passage.words[*joined].dep == "conj");
        let has_subject = |joined: usize| passage.is_verbal(joined) && passage.child(joined, &SUBJECTS).is_some();
        word.dep == "cc" && word.is("and") && word.head >= start && joined.next().is_some_and(has_subject)
    };
    let mut parts = Vec::new();
    let mut from = start;
    for at in (start..end).filter(joins) {
        parts.extend(passage.between(from, at));
        from = at + 1;
    }
    parts.extend(passage.between(from, end));
    parts
}

/// Cuts a span before each of some joints, which are dropped.
fn cut(passage: &Passage<'_>, span: Span, joints: &[&str]) -> Vec<Span> {
    let text = passage.source.slice(span);
    let mut parts = Vec::new();
    let mut start = 0;
    while let Some((at, joint)) = next_joint(text, start, joints) {
        parts.push((start, at));
        start = at + joint.len();
    }
    parts.push((start, text.len()));
    let base = span.start_bytes();
    let spans = parts.into_iter().filter_map(|(start, end)| passage.source.span(base + start, base + end));
    spans.map(|part| passage.source.trim(part)).filter(|part| !part.is_empty()).collect()
}

fn next_joint<'a>(text: &str, from: usize, joints: &[&'a str]) -> Option<(usize, &'a str)> {
    let found = joints.iter().filter_map(|joint| text[from..].find(joint).map(|at| (from + at, *joint)));
    found.min_by_key(|(at, _)| *at)
}
