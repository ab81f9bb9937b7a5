//! Whose say is it? Who decides, whose consent is needed, and who has no say.

mod procedure;

use casus_claim::{Actors, Authority, AuthorityClaim};
use casus_text::Span;

use crate::passage::Passage;
use crate::pattern::{AUTHORITIES, Frame, Hit};
use crate::tree::SUBJECTS;
use procedure::procedure;

/// An authority with the words that show it.
#[derive(Clone, Debug)]
pub(crate) struct SeenAuthority {
    pub trigger: Span,
    pub authority: Authority,
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
    let procedure = procedure(passage, trigger);
    let authority = Authority { holder, over: passage.quote(over), claim, procedure };
    Some(SeenAuthority { trigger, authority })
}

/// Reads what the subject decides, consents to or has no say in.
fn by_subject(passage: &Passage<'_>, trigger: Span) -> Option<(Actors, Span)> {
    let owners = || Actors::new(passage.actors_in(passage.subject_phrase(trigger)?));
    let holder = passage.subject(trigger).or_else(owners)?;
    Some((holder, passage.object(trigger, trigger.end_bytes()).or_else(|| behind(passage, trigger.end_bytes()))?))
}

/// Reads whose say it is from the name behind the words: `rests with | Callow`.
fn by_agent(passage: &Passage<'_>, trigger: Span) -> Option<(Actors, Span)> {
    let first = passage.word_from(trigger.end_bytes());
    let near = |mention: &&crate::cast::Mention| {
        let at = passage.words_of(mention).0;
        at >= first && at - first <= NEAR_WORDS_MAX
    };
    let mention = passage.mentions.iter().find(near)?;
    let head = passage.words_of(mention).1.checked_sub(1)?;
    let joined = Actors::new(passage.actors_of(head));
    let holder = joined.or_else(|| Actors::new(passage.bearers(mention)))?;
    let rest = || behind(passage, mention.span.end_bytes());
    Some((holder, subject(passage, trigger).or_else(rest)?))
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
    phrase.filter(|span| !is_empty(passage, *span) && span.end_bytes() <= trigger.start_bytes())
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

/// Takes `to decide` and `to decide on` off the head of what is decided.
fn without_deciding(passage: &Passage<'_>, over: Span) -> Span {
    const HEADS: &[&str] =
        &["to decide on ", "to decide over ", "to decide ", "to determine ", "to settle ", "to say ", "to rule on "];
    let words = passage.source.slice(over);
    let skip = HEADS.iter().find(|head| words.starts_with(**head)).map_or(0, |head| head.len());
    passage.source.span(over.start_bytes() + skip, over.end_bytes()).unwrap_or(over)
}
