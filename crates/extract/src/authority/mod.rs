//! Whose say is it? Who decides, whose consent is needed, and who has no say.

mod procedure;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use casus_claim::{Actors, Authority, AuthorityClaim};
use casus_syntax::Pos;
use casus_text::Span;

use crate::cast::Mention;
use crate::lexicon::{cell, rows};
use crate::passage::Passage;
use crate::pattern::{AUTHORITIES, Frame, Hit};
use crate::trace::Row;
use crate::tree::SUBJECTS;
use procedure::procedure;

/// An authority with the words that show it.
#[derive(Clone, Debug)]
pub(crate) struct SeenAuthority {
    pub trigger: Span,
    pub authority: Authority,
    /// The rule by which it was read.
    pub row: Row,
}

/// Returns the authorities of a sentence in order.
pub(crate) fn authorities(passage: &Passage<'_>) -> Vec<SeenAuthority> {
    AUTHORITIES
        .find(passage.text(), |hit| passage.holds_words(hit))
        .iter()
        .filter_map(|hit| authority(passage, hit))
        .collect()
}

fn authority(passage: &Passage<'_>, hit: &Hit<'_>) -> Option<SeenAuthority> {
    let trigger = passage.part(hit.range.start, hit.range.end);
    let claim = AuthorityClaim::from_word(hit.pattern.value)?;
    let (holder, over) = match hit.pattern.frame {
        Frame::Verb => by_subject(passage, trigger)?,
        Frame::Within => {
            let named = passage.part(hit.inner.start, hit.inner.end);
            let holder = Actors::new(passage.actors_in(named))?;
            (holder, subject(passage, trigger).or_else(|| behind(passage, trigger.end_bytes()))?)
        }
        _ => by_agent(passage, trigger)?,
    };
    let over = without_deciding(passage, over);
    let found = procedure(passage, trigger);
    let over = found.map_or(over, |procedure| without_procedure(passage, over, procedure));
    let procedure = found.map(|procedure| passage.source.slice(procedure).to_owned());
    let authority = Authority { holder, over: passage.quote(over), claim, procedure };
    Some(SeenAuthority { trigger, authority, row: Row::of("pattern", "authorities.tsv", hit.pattern.words) })
}

/// Reads what the subject decides, consents to or has no say in.
fn by_subject(passage: &Passage<'_>, trigger: Span) -> Option<(Actors, Span)> {
    // What decides may be a fact and nobody: `How the dam holds will decide whether …`.
    let subject = passage.top(trigger).and_then(|verb| passage.subject_of(verb));
    if subject.is_some_and(|subject| passage.is_verbal(subject)) {
        return None;
    }
    let owners = || Actors::new(passage.actors_in(passage.subject_phrase(trigger)?));
    let holder = passage.subject(trigger).or_else(owners)?;
    Some((holder, passage.object(trigger, trigger.end_bytes()).or_else(|| behind(passage, trigger.end_bytes()))?))
}

/// Reads whose say it is from the name behind the words: `rests with | Callow`.
fn by_agent(passage: &Passage<'_>, trigger: Span) -> Option<(Actors, Span)> {
    let first = passage.word_from(trigger.end_bytes());
    let near = |mention: &&Mention| {
        let at = passage.words_of(mention).0;
        at >= first && at - first <= NEAR_WORDS_MAX
    };
    let mut mentions = passage.mentions.iter().filter(near);
    let mention = mentions.next()?;
    // In `approval by its parliament` it is the parliament that approves, if it is known.
    let after = passage.words_of(mention).1;
    let owned = mentions.next().filter(|next| passage.is_possessor(mention) && passage.words_of(next).0 <= after + 2);
    let mention = owned.unwrap_or(mention);
    let head = passage.words_of(mention).1.checked_sub(1)?;
    if !is_about_deciding(passage, trigger, head) {
        return None;
    }
    let joined = Actors::new(passage.actors_of(head));
    let holder = joined.or_else(|| Actors::new(passage.bearers(mention)))?;
    let rest = || behind(passage, mention.span.end_bytes());
    let own = undertaking(passage, trigger).or_else(|| subject(passage, trigger));
    let over = own.or_else(|| called_a_decision(passage, trigger)).or_else(rest)?;
    Some((holder, over))
}

/// Returns whether words that need not be about a say are about one: the decision lies with Callow, the blame does not; it
/// is for Callow to decide, the money is for Callow.
fn is_about_deciding(passage: &Passage<'_>, trigger: Span, holder: usize) -> bool {
    const OPEN: &[&str] = &["for", "to", "with", "of"];
    const FIRM: &[&str] = &["rest", "rests", "up", "matter"];
    let words = passage.source.slice(trigger).to_lowercase();
    let mut parts = words.split(' ');
    let is_open = words.rsplit(' ').next().is_some_and(|last| OPEN.contains(&last));
    let is_firm = parts.any(|word| FIRM.contains(&word)) || words.starts_with("require") || !is_open;
    let is_consent = words.contains("consent") || words.contains("approv") || words.contains("agree");
    let is_named = words.contains("prerogative") || words.contains("discretion") || words.contains("decision");
    if is_firm || is_consent || is_named {
        return true;
    }
    let verb = passage.words.get(holder + 1).filter(|word| word.is("to")).and_then(|_| passage.words.get(holder + 2));
    let is_deed = verb.is_some_and(|verb| is_deciding("verb", verb.lemma));
    let start = passage.word_from(trigger.start_bytes());
    is_deed || passage.words[..start].iter().any(|word| word.pos == Pos::Noun && is_deciding("noun", word.lemma))
}

fn is_deciding(class: &'static str, lemma: &str) -> bool {
    static WORDS: LazyLock<BTreeMap<&str, BTreeSet<&str>>> = LazyLock::new(|| {
        let table = rows(include_str!("../../data/deciding.tsv"));
        table.map(|row| (row[0], cell(&row, 1).split('|').collect())).collect()
    });
    WORDS.get(class).is_some_and(|words| words.contains(lemma))
}

/// Returns what is undertaken where the condition of a consent is added to it: `is open to sending monitors, | subject to`.
fn undertaking(passage: &Passage<'_>, trigger: Span) -> Option<Span> {
    const ADDED: &[&str] = &["subject to", "pending", "conditional on"];
    let words = passage.source.slice(trigger).to_lowercase();
    let first = passage.word_from(trigger.start_bytes());
    let before = first.checked_sub(1).map(|at| &passage.words[at])?;
    if !ADDED.iter().any(|added| words.starts_with(added)) || matches!(before.lemma, "be" | "remain" | "stay" | "still")
    {
        return None;
    }
    let end = first - usize::from(before.text == ",");
    let is_verb = |at: &usize| passage.is_verbal(*at) && passage.child(*at, &SUBJECTS).is_some();
    let verb = (0..end).rev().find(is_verb)?;
    passage.between(verb + 1, end)
}

/// A holder stands so many words behind the words that give him a say.
const NEAR_WORDS_MAX: usize = 4;

/// Returns the subject of a trigger's verb, if it says what is decided.
fn subject(passage: &Passage<'_>, trigger: Span) -> Option<Span> {
    let verb = passage.top(trigger);
    let own = verb.and_then(|verb| passage.child(verb, &SUBJECTS));
    let phrase = passage.subject_phrase(trigger).or_else(|| {
        let (first, last) = passage.words[own?].edges;
        passage.between(first, last + 1)
    });
    // `It is for Callow to decide`: the word tells nothing.
    let phrase = phrase.filter(|span| !is_empty(passage, *span) && span.end_bytes() <= trigger.start_bytes())?;
    Some(in_own_clause(passage, phrase, trigger))
}

/// Returns a subject without the relative pronoun at its end, and from behind a colon before the trigger on.
fn in_own_clause(passage: &Passage<'_>, phrase: Span, trigger: Span) -> Span {
    let (start, end) = (passage.word_from(phrase.start_bytes()), passage.word_from(trigger.start_bytes()));
    let colon = (start..end).rev().find(|at| matches!(passage.words[*at].text, ":" | ";" | "—" | "–"));
    if let Some(clause) = colon.and_then(|colon| passage.between(colon + 1, end)) {
        return clause;
    }
    let last = passage.word_from(phrase.end_bytes());
    let tail = last.saturating_sub(2).max(start + 1)..last;
    let relative = tail.into_iter().find(|at| matches!(passage.words[*at].tag, "WDT" | "WP"));
    relative.and_then(|relative| passage.between(start, relative)).unwrap_or(phrase)
}

/// Returns what is called a decision behind a comma: `the lands Callow will give up, | a decision that rests with`.
fn called_a_decision(passage: &Passage<'_>, trigger: Span) -> Option<Span> {
    let words = passage.source.slice(trigger).to_lowercase();
    let comma = passage.word_from(trigger.start_bytes()).checked_sub(1)?;
    let is_called = ["a decision that", "a choice that"].iter().any(|called| words.starts_with(called));
    let mut at = comma.checked_sub(1).filter(|_| is_called && passage.words[comma].text == ",")?;
    // The nearest phrase that ends there and is a thing: a noun that is no part of another, or a whole clause.
    while passage.words[at].head != at && passage.words[passage.words[at].head].edges.1 <= comma {
        at = passage.words[at].head;
        if passage.words[at].pos == Pos::Noun && passage.words[at].edges.0 < at {
            break;
        }
    }
    passage.between(passage.words[at].edges.0, comma)
}

fn is_empty(passage: &Passage<'_>, span: Span) -> bool {
    let words = passage.source.slice(span);
    ["it", "that", "this", "which"].iter().any(|word| words.eq_ignore_ascii_case(word))
}

/// Returns what follows a byte of the source up to the end of its clause.
fn behind(passage: &Passage<'_>, from: usize) -> Option<Span> {
    let start = passage.word_from(from);
    let is_end = |at: &usize| matches!(passage.words[*at].text, "," | ";" | "." | "—" | "–" | "”" | "\"" | ":" | "(");
    let end = (start..passage.words.len()).find(is_end).unwrap_or(passage.words.len());
    passage.between(start, end).filter(|span| !span.is_empty())
}

/// Takes the words for how it is decided off the end of what is decided.
fn without_procedure(passage: &Passage<'_>, over: Span, procedure: Span) -> Span {
    let is_last = procedure.end_bytes() >= over.end_bytes() && procedure.start_bytes() > over.start_bytes();
    let rest = passage.source.span(over.start_bytes(), procedure.start_bytes().min(over.end_bytes()));
    let rest = rest.map(|rest| passage.source.trim(rest)).filter(|rest| is_last && !rest.is_empty());
    rest.unwrap_or(over)
}

/// Takes `to decide` and `to decide on` off the head of what is decided.
fn without_deciding(passage: &Passage<'_>, over: Span) -> Span {
    const HEADS: &[&str] = &[
        "to decide on ",
        "to decide over ",
        "to decide ",
        "to determine ",
        "to settle ",
        "to say ",
        "to rule on ",
        "about ",
        "over ",
        "on ",
        "open to ",
        "ready to ",
        "willing to ",
        "prepared to ",
    ];
    let words = passage.source.slice(over);
    let skip = HEADS.iter().find(|head| words.starts_with(**head)).map_or(0, |head| head.len());
    passage.source.span(over.start_bytes() + skip, over.end_bytes()).unwrap_or(over)
}
