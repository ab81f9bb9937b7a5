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
use crate::word::{Kind, Word};

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
    /// The verb or noun that it hangs on.
    pub governor: Option<usize>,
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
    /// It happens all the same: `even if`.
    Conceded,
}

/// Returns the conditions of a sentence in order.
pub(crate) fn conditions(passage: &Passage<'_>, cast: &Cast, times: &[SeenTime]) -> Vec<SeenCondition> {
    let hits = CONDITIONS.find(passage.text(), |hit| {
        passage.holds_words(hit)
            && (hit.pattern.frame != Frame::Head || is_fronted(passage, hit))
            && (!matches!(hit.pattern.words, "should" | "^were") || is_inverted(passage, hit))
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
    // `once more`, `without prejudice to the talks` hold nothing up.
    let is_no_phrase = passage.is(passage.word_from(phrase.start_bytes()), Class::NoCondition);
    if is_pointing || is_manner || is_no_phrase {
        return None;
    }
    if is_time(passage, times, phrase) && hit.pattern.value != "holds" {
        return None;
    }
    let sense = match hit.pattern.value {
        _ if is_conceded(passage, marker) => Sense::Conceded,
        "gate" => Sense::Gate,
        "before" => Sense::Before,
        _ => Sense::Holds,
    };
    let (condition, end) = whole(passage, cast, phrase);
    Some(SeenCondition {
        span: marker.cover(end),
        condition,
        sense,
        is_fronted: is_fronted(passage, hit),
        is_about_before: hit.pattern.frame == Frame::Head,
        is_only: passage.source.slice(marker).to_lowercase().contains("only"),
        governor: governor(passage, marker, phrase),
    })
}

/// Returns the formula of a phrase with the clauses that go on with it, and the last of these.
fn whole(passage: &Passage<'_>, cast: &Cast, phrase: Span) -> (Condition<Atom>, Span) {
    let first = formula(passage, cast, phrase);
    let clauses = further_clauses(passage, phrase);
    let starts = clauses.iter().map(|at| passage.words[*at].edges.0);
    let Some(last) = clauses.iter().map(|at| passage.words[*at].edges.1 + 1).max() else { return (first, phrase) };
    let ends = starts.clone().skip(1).chain([last]);
    let spans: Vec<Span> = starts.zip(ends).filter_map(|(start, end)| passage.between(start, end)).collect();
    let has_or = clauses.iter().flat_map(|at| passage.children(*at)).any(|child| passage.words[child].is("or"));
    let end = spans.last().copied().unwrap_or(phrase);
    let parts = [first].into_iter().chain(spans.into_iter().map(|span| Condition::Atom(atom(passage, cast, span))));
    (if has_or { Condition::Any(parts.collect()) } else { Condition::All(parts.collect()) }, end)
}

/// Returns whether a helping verb stands before its subject: `should the audit be clean`.
fn is_inverted(passage: &Passage<'_>, hit: &Hit<'_>) -> bool {
    let at = passage.word_from(passage.part(hit.range.start, hit.range.end).start_bytes());
    let subject = passage.child(at, &SUBJECTS).or_else(|| passage.child(passage.words[at].head, &SUBJECTS));
    subject.is_some_and(|subject| subject > at)
}

/// Returns whether something is to happen all the same: `even if the talks fail`, `even without a truce`, `as if`.
fn is_conceded(passage: &Passage<'_>, marker: Span) -> bool {
    let at = passage.word_from(marker.start_bytes());
    let is_if = passage.words.get(at).is_some_and(|word| word.is("if"));
    let before = at.checked_sub(1).map(|before| &passage.words[before]);
    before.is_some_and(|before| before.is("even") || is_if && before.is("as"))
}

/// Returns the word outside a condition that it hangs on.
fn governor(passage: &Passage<'_>, marker: Span, phrase: Span) -> Option<usize> {
    let whole = marker.cover(phrase);
    let (first, after) = (passage.word_from(whole.start_bytes()), passage.word_from(whole.end_bytes()));
    let heads = (first..after).map(|at| passage.words[at].head);
    let mut outside = heads.filter(|head| !(first..after).contains(head));
    outside.next()
}

/// Returns whether a pattern opens the sentence.
fn is_fronted(passage: &Passage<'_>, hit: &Hit<'_>) -> bool {
    passage.text()[..hit.range.start].chars().all(|c| !c.is_alphanumeric())
}

/// Returns the phrase after a conditional word: to the next comma or the end of the clause.
pub(crate) fn phrase(passage: &Passage<'_>, marker: Span) -> Option<Span> {
    if let Some(clause) = clause_behind_aside(passage, marker) {
        return Some(clause);
    }
    let clause = passage.rest_of_clause(marker).or_else(|| {
        // `in the event that` may be hung on nothing that comes after it.
        passage.between(passage.word_from(marker.end_bytes()), passage.words.len())
    })?;
    let start = passage.after_aside(passage.word_from(marker.end_bytes()));
    let end = passage.word_from(clause.end_bytes()).max(start);
    let words = &passage.words[start..end];
    // What comes with a preposition is a noun phrase: `in the event of | an attack` they will answer.
    let last = start.checked_sub(1)?;
    let noun = passage.child(last, &["pobj"]).filter(|_| passage.words[last].tag == "IN");
    let words =
        noun.and_then(|noun| words.get(..(passage.words[noun].edges.1 + 1).checked_sub(start)?)).unwrap_or(words);
    let comma = (0..words.len()).find(|at| words[*at].text == "," && !goes_on(passage, start, start + at));
    let comma = comma.unwrap_or(words.len());
    let from = words.iter().position(|word| !word.is("that")).unwrap_or(0);
    let is_there = words.get(from).is_some_and(|word| word.is("there")) && words.len() > from + 2;
    let from = if is_there { from + 2 } else { from };
    // In `the army it once had` the word is an adverb.
    if words.get(from).is_some_and(|word| word.pos == Pos::Aux && word.tag != "VB") {
        return None;
    }
    passage.between(start + from, start + comma)
}

/// Returns the clause behind an aside: `provided, in the words of Ida Holm, that | the roads are safe`.
fn clause_behind_aside(passage: &Passage<'_>, marker: Span) -> Option<Span> {
    const WORDS_MAX: usize = 12;
    let start = passage.word_from(marker.end_bytes());
    let is_comma = |at: usize| passage.words.get(at).is_some_and(|word| word.text == ",");
    // The marker may have the first comma in it.
    let first = start.checked_sub(1).filter(|at| is_comma(*at)).or_else(|| Some(start).filter(|at| is_comma(*at)))?;
    let close = (first + 2..first + 2 + WORDS_MAX).find(|at| is_comma(*at))?;
    let that = passage.words.get(close + 1).filter(|word| word.is("that") && word.dep == "mark")?;
    passage.between(close + 2, passage.words[that.head].edges.1 + 1)
}

/// Returns the clauses that go on with a condition behind its first: `if the truce is signed, | the mines are cleared and
/// the pilots are freed`. The parser hangs them on the promise, of which a modal tells them apart.
fn further_clauses(passage: &Passage<'_>, phrase: Span) -> Vec<usize> {
    let comma = passage.word_from(phrase.end_bytes());
    let Some(verb) = passage.top(phrase).filter(|_| passage.words.get(comma).is_some_and(|word| word.text == ","))
    else {
        return Vec::new();
    };
    let tag = |at: usize| passage.words[at].tag;
    let has_modal = |at: usize| passage.children(at).any(|child| tag(child) == "MD");
    let is_present = |at: usize| matches!(tag(at), "VBZ" | "VBP");
    let is_clause = |at: usize| {
        let is_now = is_present(at) || passage.children(at).any(is_present);
        passage.is_verbal(at) && is_now && !has_modal(at) && passage.child(at, &SUBJECTS).is_some()
    };
    let begins = |at: &usize| (comma..=comma + 1).contains(&passage.words[*at].edges.0) && is_clause(*at);
    let governor = passage.words[verb].head;
    let Some(next) = (comma + 1..passage.words.len()).find(begins).filter(|_| governor < verb && has_modal(governor))
    else {
        return Vec::new();
    };
    let clauses: Vec<usize> = passage.conjuncts(next).into_iter().filter(|at| *at >= next).collect();
    let is_row = clauses.len() > 1 && clauses.iter().all(|at| is_clause(*at));
    if is_row { clauses } else { Vec::new() }
}

/// Returns whether a comma stands between things that are joined in a phrase: `the vote, the audit and the seal`.
fn goes_on(passage: &Passage<'_>, start: usize, comma: usize) -> bool {
    let after = &passage.words[comma + 1..];
    let next = after.iter().position(|word| word.dep == "conj" && (start..comma).contains(&word.head));
    let Some(next) = next.map(|next| comma + 1 + next) else { return false };
    passage.words[next].edges.0 <= comma + 1 && !passage.words[next].tag.starts_with("NNP") && !passage.is_verbal(next)
}

/// Returns whether a phrase is nothing but a time: "until 1 March" is a term and no condition.
fn is_time(passage: &Passage<'_>, times: &[SeenTime], phrase: Span) -> bool {
    let (first, after) = (passage.word_from(phrase.start_bytes()), passage.word_from(phrase.end_bytes()));
    let is_told = |word: &Word<'_>| {
        let is_in_time = times.iter().any(|time| time.span.overlaps(word.span));
        is_in_time || word.kind == Kind::Number || matches!(word.pos, Pos::Det | Pos::Adp | Pos::Adv | Pos::Adj)
    };
    let words = &passage.words[first..after];
    let has_time = words.iter().any(|word| times.iter().any(|time| time.span.overlaps(word.span)));
    let is_number = words.iter().all(|word| word.kind == Kind::Number);
    has_time && words.iter().all(is_told) || is_number
}

/// Cuts a phrase at "or if", "and on" and between what is joined into the atoms of a formula.
pub(crate) fn formula(passage: &Passage<'_>, cast: &Cast, phrase: Span) -> Condition<Atom> {
    let either = cut(
        passage,
        phrase,
        &[" or if ", " or once ", " or until ", " or unless ", " or on ", " or that ", " or after "],
    );
    let either: Vec<Span> = either.into_iter().flat_map(|part| joined(passage, part, "or")).collect();
    if either.len() > 1 {
        return Condition::Any(either.into_iter().map(|part| both(passage, cast, part)).collect());
    }
    both(passage, cast, phrase)
}

/// Makes atoms of what must be the case together.
fn both(passage: &Passage<'_>, cast: &Cast, phrase: Span) -> Condition<Atom> {
    let joints =
        [" and on ", " and with ", " and that ", " and if ", " and once ", " and of ", " and by ", " and after "];
    let parts = cut(passage, phrase, &joints).into_iter().flat_map(|part| joined(passage, part, "and"));
    let atoms: Vec<_> = parts.map(|part| Condition::Atom(atom(passage, cast, part))).collect();
    match <[_; 1]>::try_from(atoms) {
        Ok([only]) => only,
        Err(atoms) => Condition::All(atoms),
    }
}

/// Cuts a phrase between what `and` or `or` joins in it: clauses, their verbs, or things that are no names.
fn joined(passage: &Passage<'_>, phrase: Span, joint: &str) -> Vec<Span> {
    let (start, end) = (passage.word_from(phrase.start_bytes()), passage.word_from(phrase.end_bytes()));
    let is_inside = |at: usize| (start..end).contains(&at);
    let is_top = |at: &usize| {
        let head = passage.words[*at].head;
        !is_inside(head) || head == *at
    };
    let Some(top) = (start..end).filter(|at| passage.words[*at].kind == Kind::Word).find(is_top) else {
        return vec![phrase];
    };
    let top = passage.child(top, &["pobj"]).filter(|_| passage.words[top].dep == "prep").unwrap_or(top);
    let parts: Vec<usize> = passage.conjuncts(top).into_iter().filter(|at| is_inside(*at)).collect();
    let says = |at: usize| passage.words[at].is(joint);
    let is_joined =
        parts.iter().any(|part| passage.children(*part).any(|child| passage.words[child].dep == "cc" && says(child)));
    let is_named = |at: &usize| passage.words[*at].tag.starts_with("NNP") || passage.words[*at].pos == Pos::Pron;
    if parts.len() < 2 || !is_joined || parts.iter().any(is_named) {
        return vec![phrase];
    }
    let ends = parts.iter().skip(1).map(|part| passage.words[*part].edges.0.max(start));
    let mut spans = Vec::new();
    let mut from = start;
    for until in ends.chain([end]) {
        let is_small = |at: &usize| {
            let word = &passage.words[*at];
            matches!(word.text, ",") || word.dep == "cc" && word.is(joint)
        };
        let from_word = (from..until).find(|at| !is_small(at)).unwrap_or(from);
        let until_word = (from_word..until).rev().find(|at| !is_small(at)).map_or(until, |at| at + 1);
        spans.extend(passage.between(from_word, until_word));
        from = until;
    }
    spans
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
