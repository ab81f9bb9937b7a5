//! Why? The motive or reason that a sentence gives for what somebody does, wants or holds.

use casus_text::{Quote, Span};

use crate::passage::Passage;
use crate::pattern::{Frame, Hit, REASONS};
use crate::tree::SUBJECTS;
use crate::word::Kind;

/// Returns the reason given for what the words of a trigger tell.
pub(crate) fn because(passage: &Passage<'_>, trigger: Span) -> Option<Quote> {
    let is_worded = |hit: &Hit<'_>| passage.holds_words(hit);
    let hits = REASONS.find(passage.text(), is_worded);
    let reasons = hits.iter().filter_map(|hit| Reason::of(passage, hit));
    let meant = reasons.filter(|reason| reason.belongs(passage, trigger)).min_by_key(|reason| reason.distance(trigger));
    meant.map(|reason| passage.quote(reason.span))
}

/// A reason with the words that lead to it.
struct Reason {
    marker: Span,
    span: Span,
}

impl Reason {
    fn of(passage: &Passage<'_>, hit: &Hit<'_>) -> Option<Self> {
        let marker = passage.part(hit.range.start, hit.range.end);
        let start = match hit.pattern.frame {
            Frame::Within => passage.word_from(passage.part(hit.inner.start, hit.inner.end).start_bytes()),
            _ => passage.word_from(marker.end_bytes()),
        };
        // What is `due to begin` has no reason.
        passage.words.get(start).filter(|word| word.tag != "VB")?;
        let end = end(passage, marker, start);
        let span = passage.between(start, end)?;
        Some(Self { marker, span })
    }

    fn distance(&self, trigger: Span) -> usize {
        self.marker.start_bytes().abs_diff(trigger.start_bytes())
    }

    /// Returns whether the reason is one for what a trigger tells: it hangs on the same clause.
    fn belongs(&self, passage: &Passage<'_>, trigger: Span) -> bool {
        if self.span.overlaps(trigger) || self.marker.overlaps(trigger) {
            return false;
        }
        let Some(deed) = passage.top(trigger) else { return false };
        if self.is_fronted(passage) {
            return self.leads_to(passage, trigger, deed);
        }
        let Some(over) = self.over(passage) else { return false };
        let (low, high) = if passage.is_under(over, deed) { (over, deed) } else { (deed, over) };
        passage.is_under(low, high) && shares_clause(passage, low, high, low == deed)
    }

    fn is_fronted(&self, passage: &Passage<'_>) -> bool {
        let first = passage.word_from(self.marker.start_bytes());
        passage.words[..first].iter().all(|word| word.kind == Kind::Mark)
    }

    /// Returns whether a trigger is the first that a reason at the head of a sentence comes to.
    fn leads_to(&self, passage: &Passage<'_>, trigger: Span, deed: usize) -> bool {
        let after = passage.word_from(self.span.end_bytes());
        let is_told = |at: usize| {
            passage.is_verbal(at) && at != deed && passage.child(at, &SUBJECTS).is_some_and(|subject| subject >= after)
        };
        trigger.start_bytes() >= self.span.end_bytes() && !(after..deed).any(is_told)
    }

    /// Returns the verb, or else the word, that the reason hangs on.
    fn over(&self, passage: &Passage<'_>) -> Option<usize> {
        let within = self.marker.cover(self.span);
        let mut at = passage.word_from(self.marker.start_bytes());
        // The marker of a clause hangs on its verb, so the way out leads through the reason.
        for _ in 0..STEPS_MAX {
            let word = passage.words.get(at)?;
            if !within.overlaps(word.span) {
                return Some(at);
            }
            if word.head == at {
                return None;
            }
            at = word.head;
        }
        None
    }
}

/// The way from a reason to what it hangs on has so many links at most.
const STEPS_MAX: usize = 24;

/// Returns whether two words, one over the other, stand in one clause, or the lower in what the upper one is about.
///
/// A second verb with a subject of its own begins another clause: `Callow withdrew, and Dunmere stayed because of …`.
fn shares_clause(passage: &Passage<'_>, low: usize, high: usize, is_deed_low: bool) -> bool {
    let mut at = low;
    while at != high {
        let word = &passage.words[at];
        let has_subject = passage.child(at, &SUBJECTS).is_some();
        let is_other = match word.dep {
            "conj" | "parataxis" | "advcl" | "relcl" => has_subject && passage.is_verbal(at),
            // Who says why says it of the saying: `Korn said that Callow would not pay, citing fears`.
            "ccomp" => is_deed_low && has_subject && word.head < at,
            _ => false,
        };
        if is_other {
            return false;
        }
        at = word.head;
    }
    true
}

/// Returns where a reason ends that begins at a word: with the clause or the phrase of its marker.
fn end(passage: &Passage<'_>, marker: Span, start: usize) -> usize {
    let first = passage.word_from(marker.start_bytes());
    let limit = (start..passage.words.len()).find(|at| is_stop(passage, first, *at));
    limit.unwrap_or(passage.words.len())
}

/// Returns whether a reason that begins at a word stops at another: at a semicolon, or at a comma behind which its phrase
/// does not go on.
fn is_stop(passage: &Passage<'_>, first: usize, at: usize) -> bool {
    let word = &passage.words[at];
    if matches!(word.text, ";" | "—" | "–" | ":" | "”" | "\"" | ")" | ".") {
        return true;
    }
    let Some(next) = passage.words.get(at + 1).filter(|_| word.text == ",") else { return false };
    let is_fronted = first == 0 || passage.words[first - 1].span.end_bytes() == passage.span.start_bytes();
    let goes_on = matches!(next.dep, "cc" | "conj" | "amod") || next.tag == "WDT";
    is_fronted || !goes_on
}
