//! Is one thing promised or done here and refused there, or held and called off? Kind `status`.
//!
//! **The same thing**: commitments of one actor whose words say the same, or one of them the same and a little more; or one
//! meeting on one day.
//!
//! **A clash**: one document has it offered, pledged, agreed or done, and another, of much the same day, refused. One has
//! the meeting held and the other cancelled.
//!
//! **Excused**: a refusal with a condition; documents further apart, since minds change; two strengths of which neither is
//! a refusal, since promises grow; two actors each reported to say it of themselves.

use std::collections::{BTreeMap, BTreeSet};

use casus_claim::{Claim, Commitment, EventStatus, EventType, Record, Status};

use super::meeting::{Meeting, Meetings};
use super::tellings::{Around, Tellings};
use super::text::{Text, days_between, each_speaks};
use super::words::{Word, is_of, stem, telling, words};
use super::{Contradiction, ContradictionKind, told};

/// Whoever changes their mind takes longer than this.
const DAYS_MAX: i32 = 14;
/// A reading less sure than this says nothing of what somebody refuses.
const CONFIDENCE_MIN: f64 = 0.88;
/// So many telling words must be the same.
const SHARED_MIN: usize = 2;

struct Promise<'t> {
    text: &'t Text<'t>,
    record: &'t Record,
    commitment: &'t Commitment,
    debtors: BTreeSet<&'t str>,
    telling: BTreeSet<String>,
    /// Whether it stands in a sentence that tells of something to come first.
    waits: bool,
}

/// Finds what is promised and refused, held and called off.
pub(super) fn find(texts: &[Text<'_>], meetings: &Meetings<'_>) -> Vec<Contradiction> {
    refused(texts).into_iter().chain(cancelled(meetings)).chain(decided(meetings)).collect()
}

fn refused(texts: &[Text<'_>]) -> Vec<Contradiction> {
    let promises: Vec<Promise<'_>> = texts.iter().flat_map(promises).collect();
    let mut by_debtor: BTreeMap<&str, Tellings<'_>> = BTreeMap::new();
    for (at, promise) in promises.iter().enumerate() {
        let day = promise.text.published();
        promise.debtors.iter().for_each(|debtor| by_debtor.entry(debtor).or_default().note(at, day, &promise.telling));
    }
    let mut found: Vec<Contradiction> = Vec::new();
    let mut seen: BTreeSet<usize> = BTreeSet::new();
    for (at, promise) in promises.iter().enumerate() {
        for debtor in &promise.debtors {
            let around = Around { day: promise.text.published(), days: DAYS_MAX };
            let near = by_debtor[debtor].near(&promise.telling, 1, around);
            for other in near.filter(|&other| clash(promise, &promises[other])) {
                // A refusal is held against one promise, however many tell it.
                let is_no =
                    |promise: &Promise<'_>| matches!(promise.commitment.status, Status::Refused | Status::Withheld);
                let refusal = if is_no(promise) { at } else { other };
                if seen.insert(refusal) {
                    found.push(contradiction(&promises[at.min(other)], &promises[at.max(other)]));
                }
            }
        }
    }
    found
}

fn promises<'t>(text: &'t Text<'t>) -> impl Iterator<Item = Promise<'t>> {
    text.reading.records().iter().filter_map(|record| {
        let Claim::Commitment(commitment) = &record.claim else { return None };
        let is_sure = record.confidence.share() >= CONFIDENCE_MIN;
        let span = commitment.consequent.quote.span();
        // A no within what is promised turns the promise round, in a way that its status may know or not.
        let denies = words(text.source, span)
            .iter()
            .any(|word| matches!(word.lower.as_str(), "no" | "not" | "never" | "rule" | "without" | "stop" | "end"));
        (is_sure && !denies).then(|| Promise {
            text,
            record,
            commitment,
            debtors: text.names_of(commitment.debtor.ids()),
            telling: text.telling(span),
            waits: words(text.source, record.quote.span())
                .iter()
                .any(|word| matches!(word.lower.as_str(), "unless" | "until" | "before" | "without" | "yet")),
        })
    })
}

fn clash(one: &Promise<'_>, other: &Promise<'_>) -> bool {
    let is_live = |promise: &Promise<'_>| {
        matches!(promise.commitment.status, Status::Offered | Status::Pledged | Status::Agreed | Status::Delivered)
    };
    let is_refused = |promise: &Promise<'_>| {
        promise.commitment.status == Status::Refused && promise.commitment.antecedent.is_none() && !promise.waits
    };
    let more = other.telling.len() - one.telling.intersection(&other.telling).count().min(other.telling.len());
    let is_one_day = days_between(one.text, other.text).is_some_and(|days| days <= 1);
    let is_plain = [one, other].iter().all(|promise| promise.commitment.antecedent.is_none());
    one.text.number != other.text.number
        && (is_live(one) && is_refused(other)
            || is_refused(one) && is_live(other)
            || is_undone(one, other)
            || is_undone(other, one))
        && one.telling.is_subset(&other.telling)
        && (one.telling.len() >= SHARED_MIN || one.telling == other.telling && is_one_day && is_plain)
        && (more < one.telling.len().max(1) || more == one.telling.len() && more > SHARED_MIN)
        && !each_speaks((one.text, one.record), (other.text, other.record))
        && days_between(one.text, other.text).is_none_or(|days| days <= DAYS_MAX)
}

/// Returns whether a document tells as done what another, no earlier, has as not given.
fn is_undone(done: &Promise<'_>, undone: &Promise<'_>) -> bool {
    done.commitment.status == Status::Delivered
        && undone.commitment.status == Status::Withheld
        && undone.commitment.antecedent.is_none()
        && done.text.published().is_some_and(|day| undone.text.published().is_some_and(|other| day <= other))
}

fn contradiction(one: &Promise<'_>, other: &Promise<'_>) -> Contradiction {
    let debtor = one.debtors.intersection(&other.debtors).next().copied().unwrap_or_default();
    Contradiction {
        kind: ContradictionKind::Status,
        about: format!("{debtor}: {}", super::one_line(one.commitment.consequent.quote.text())),
        why: format!(
            "The same is {} in one document and {} in another.",
            one.commitment.status.word(),
            other.commitment.status.word()
        ),
        sides: vec![told(one.text, one.record), told(other.text, other.record)],
    }
}

fn cancelled(meetings: &Meetings<'_>) -> Vec<Contradiction> {
    let is_off = |meeting: &&Meeting<'_>| meeting.event.status == EventStatus::Cancelled;
    let clash = |one: &Meeting<'_>| {
        let other = meetings.on(one.start).find(|other| {
            other.is_held()
                && other.text.number != one.text.number
                && other.event.kind == one.event.kind
                && one.is_one_with(other)
                && one.is_at_one_place_with(other)
                && is_one_gathering(one, other)
        })?;
        let why = format!("The meeting on {} was held in one document and called off in another.", one.start);
        Some(told_both_ways(one, other, why))
    };
    meetings.all.iter().filter(is_off).filter_map(clash).collect()
}

/// Returns whether two sentences begin with one thing that takes place: talks are a meeting, and a dinner is none.
fn is_one_gathering(one: &Meeting<'_>, other: &Meeting<'_>) -> bool {
    let subject = |meeting: &Meeting<'_>| -> BTreeSet<String> {
        let is_end = |word: &&Word<'_>| {
            matches!(
                word.lower.as_str(),
                "of" | "in" | "on" | "between" | "with" | "was" | "were" | "took" | "has" | "had"
            )
        };
        let words = meeting.words.iter().take_while(|word| !is_end(word));
        words.filter(|word| !telling([*word]).is_empty()).map(|word| gathering(word)).collect()
    };
    let (ours, theirs) = (subject(one), subject(other));
    ours.is_empty() || theirs.is_empty() || !ours.is_disjoint(&theirs)
}

fn gathering(word: &Word<'_>) -> String {
    let is_any = is_of("gather", &word.lower) || matches!(word.lower.as_str(), "round" | "rounds");
    if is_any { "gather".to_owned() } else { stem(&word.lower) }
}

/// Words for a yes and for a no of somebody who decides.
const YES: [&str; 8] = ["approved", "adopted", "passed", "accepted", "ratified", "endorsed", "backed", "confirmed"];
const NO: [&str; 6] = ["rejected", "defeated", "vetoed", "blocked", "dismissed", "refused"];

/// Finds decisions of one body on one day that one document tells as a yes and another as a no.
fn decided(meetings: &Meetings<'_>) -> Vec<Contradiction> {
    let is_yes = |meeting: &Meeting<'_>| verdicts(&meeting.words).map(|(_, is_yes)| is_yes).eq([true]);
    let is_no = |meeting: &Meeting<'_>| verdicts(&meeting.words).map(|(_, is_yes)| is_yes).eq([false]);
    let held = |meeting: &&Meeting<'_>| meeting.event.kind == EventType::Decision && meeting.is_held();
    let clash = |one: &Meeting<'_>| {
        let ours = decided_on(one);
        let other = meetings.on(one.start).filter(held).find(|other| {
            let theirs = decided_on(other);
            let is_one_thing = !ours.is_empty()
                && (ours.is_subset(&theirs) || theirs.is_subset(&ours))
                && !theirs.is_empty()
                && one.telling.intersection(&other.telling).count() > SHARED_MIN;
            is_no(other) && other.text.number != one.text.number && one.is_one_with(other) && is_one_thing
        })?;
        let why = format!("On {} it was decided for it in one document and against it in another.", one.start);
        Some(told_both_ways(one, other, why))
    };
    meetings.all.iter().filter(held).filter(|meeting| is_yes(meeting)).filter_map(clash).collect()
}

/// Lists the words for a yes or a no, each with the place behind it.
fn verdicts<'w>(words: &'w [Word<'w>]) -> impl Iterator<Item = (usize, bool)> + 'w {
    words.iter().enumerate().filter_map(|(at, word)| {
        let is_down = words.get(at + 1).is_some_and(|next| matches!(next.lower.as_str(), "down" | "out"));
        match word.lower.as_str() {
            "turned" | "voted" | "threw" | "struck" if is_down => Some((at + 2, false)),
            lower if YES.contains(&lower) => Some((at + 1, true)),
            lower if NO.contains(&lower) => Some((at + 1, false)),
            _ => None,
        }
    })
}

/// Returns the words for what is decided on: those behind the verb, or before it in the passive.
fn decided_on(meeting: &Meeting<'_>) -> BTreeSet<String> {
    let words = &meeting.words;
    let Some((behind, _)) = verdicts(words).next() else { return BTreeSet::new() };
    let verb = behind - 1;
    let is_small = |word: &Word<'_>| matches!(word.lower.as_str(), "was" | "were" | "been" | "be" | "is");
    let is_end = |word: &Word<'_>| {
        matches!(
            word.lower.as_str(),
            "of" | "in" | "on" | "to" | "by" | "with" | "which" | "that" | "for" | "after" | "a"
        )
    };
    let text = meeting.text.source.text();
    let has_comma = |at: usize| text[words[at - 1].end_bytes..words[at].start_bytes].contains(',');
    if verb > 0 && is_small(&words[verb - 1]) {
        // `After a debate, the treaty was approved`.
        let start = (1..verb).rev().find(|&at| has_comma(at)).filter(|&at| !is_small(&words[at])).unwrap_or(0);
        return telling(words[start..verb].iter().take_while(|word| !is_end(word)));
    }
    // A comma ends what is decided on.
    let is_next = |at: &usize| {
        let gap = &text[words[*at - 1].end_bytes..words[*at].start_bytes];
        !gap.contains([',', ';', '.']) && (!is_end(&words[*at]) || *at == verb + 1)
    };
    telling((verb + 1..words.len()).take_while(is_next).map(|at| &words[at]))
}

fn told_both_ways(one: &Meeting<'_>, other: &Meeting<'_>, why: String) -> Contradiction {
    Contradiction {
        kind: ContradictionKind::Status,
        about: super::one_line(one.record.quote.text()),
        why,
        sides: vec![told(one.text, one.record), told(other.text, other.record)],
    }
}
