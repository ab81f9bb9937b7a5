//! What is different between two states of knowledge, thread by thread?
//!
//! In go what was known before and what is known after, each as its reports and its contradictions; out come the moves of
//! threads, each with the step that shows it and the step it is held against. The threads are those of the later state; a
//! step belongs to the earlier one where its entry was known there.

use std::collections::{BTreeMap, BTreeSet};

use casus_claim::{Claim, Condition, Reference, Status};
use casus_text::{ContentId, Quote, Span};

use crate::Contradiction;
use crate::contradiction::text::Text;

use super::change::{is_more, rank};
use super::met::{FactIndex, Met};
use super::{Report, Settled, Silence, Step, Thread, ThreadKind, threads};

/// What is known at one point.
#[derive(Clone, Copy, Debug)]
pub struct KnownReports<'a> {
    /// The documents.
    pub reports: &'a [Report<'a>],
    /// What cannot all be right in them, their documents counted as the reports are.
    pub contradictions: &'a [Contradiction],
}

/// What is different.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference {
    /// The threads of the later state.
    pub threads: Vec<Thread>,
    /// What moved, in the order of the kinds of moves and then of the threads.
    pub moves: Vec<Move>,
    /// Threads of the earlier state of which the later one has no entry: their documents were replaced or read anew.
    pub gone: Vec<Thread>,
}

/// A thread that is not as it was.
#[derive(Clone, Debug, PartialEq)]
pub struct Move {
    /// What sort of move it is.
    pub kind: MoveKind,
    /// The thread, counted from 0.
    pub thread: usize,
    /// The step that stood before; nothing for what is new.
    pub before: Option<usize>,
    /// The step that stands now.
    pub after: usize,
    /// Which of the changes of the later step it is, counted from 0; nothing where the whole of the promise is compared.
    pub change: Option<usize>,
    /// What the move rests on besides its steps.
    pub rest: Rest,
}

/// What a move rests on besides its steps.
#[derive(Clone, Debug, PartialEq)]
pub enum Rest {
    /// Nothing.
    Steps,
    /// A sentence that tells the condition as a fact.
    Fact {
        /// Which of the conditions.
        condition: String,
        /// The document, as the reports of the later state are counted.
        document: usize,
        /// By which name a record goes that rests on it; nothing where none does.
        reference: Option<Reference>,
        /// The words.
        quote: Quote,
    },
    /// A contradiction, counted from 0 among those of the later state.
    Contradiction(usize),
    /// What the actor said since it was told last.
    Silence(Silence),
}

/// What sort of move it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum MoveKind {
    /// Nothing told it before.
    New,
    /// It is stronger than it was, or more.
    Stronger,
    /// It is weaker than it was, or less.
    Weaker,
    /// It has a condition and had none.
    Conditional,
    /// It had a condition and has none.
    Unconditional,
    /// It is done, or a condition of it is fulfilled.
    Met,
    /// Something that cannot be right beside it was told.
    Contradicted,
    /// It is taken back or refused.
    Withdrawn,
    /// The actor no longer repeats it.
    Silent,
    /// Something else of it changed: its day, place, stance or version.
    Changed,
}

impl MoveKind {
    /// Every kind, in their order.
    pub const ALL: [Self; 10] = [
        Self::New,
        Self::Stronger,
        Self::Weaker,
        Self::Conditional,
        Self::Unconditional,
        Self::Met,
        Self::Contradicted,
        Self::Withdrawn,
        Self::Silent,
        Self::Changed,
    ];

    /// Returns the kind as it stands on the wire.
    pub fn word(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Stronger => "stronger",
            Self::Weaker => "weaker",
            Self::Conditional => "conditional",
            Self::Unconditional => "unconditional",
            Self::Met => "met",
            Self::Contradicted => "contradicted",
            Self::Withdrawn => "withdrawn",
            Self::Silent => "silent",
            Self::Changed => "changed",
        }
    }
}

/// Compares two states of knowledge.
pub fn difference(before: &KnownReports<'_>, after: &KnownReports<'_>, settled: &Settled<'_>) -> Difference {
    let known: BTreeSet<Reference> =
        before.reports.iter().flat_map(|report| report.references.iter().copied()).collect();
    let of_later = threads(after.reports, settled);
    let mut moves = Vec::new();
    for (number, thread) in of_later.iter().enumerate() {
        moves.extend(Compared { number, thread, known: &known }.moves());
    }
    let texts = before.reports.iter().map(|report| report.source.id()).collect();
    moves.extend(conditions_met(&of_later, after.reports, &texts));
    moves.extend(contradicted(&of_later, before, after));
    let of_earlier = threads(before.reports, settled);
    let last_told = |thread: &Thread| Some(thread.steps[thread.silence.as_ref()?.last].reference);
    let silent: BTreeSet<Reference> = of_earlier.iter().filter_map(last_told).collect();
    moves.extend(of_later.iter().enumerate().filter_map(|(number, thread)| {
        let silence = thread.silence.clone()?;
        let last = silence.last;
        let is_new = !silent.contains(&thread.steps[last].reference);
        is_new.then_some(Move {
            kind: MoveKind::Silent,
            thread: number,
            before: Some(last),
            after: last,
            change: None,
            rest: Rest::Silence(silence),
        })
    }));
    moves.sort_by_key(|one| (one.kind, one.thread, one.after, one.before));
    moves.dedup();
    let later: BTreeSet<Reference> =
        after.reports.iter().flat_map(|report| report.references.iter().copied()).collect();
    let is_gone = |thread: &Thread| thread.steps.iter().all(|step| !later.contains(&step.reference));
    let gone = of_earlier.into_iter().filter(is_gone).collect();
    Difference { threads: of_later, moves, gone }
}

/// A thread of the later state beside what was known of it.
struct Compared<'c> {
    number: usize,
    thread: &'c Thread,
    known: &'c BTreeSet<Reference>,
}

impl Compared<'_> {
    fn moves(&self) -> Vec<Move> {
        let steps = &self.thread.steps;
        let (old, new): (Vec<usize>, Vec<usize>) =
            (0..steps.len()).partition(|&at| self.known.contains(&steps[at].reference));
        let Some(&first) = new.first() else { return Vec::new() };
        if old.is_empty() {
            return vec![self.one(MoveKind::New, None, first)];
        }
        match self.thread.kind {
            ThreadKind::Commitment => self.of_promise(&old, &new),
            _ => self.of_changes(&new),
        }
    }

    fn one(&self, kind: MoveKind, before: Option<usize>, after: usize) -> Move {
        Move { kind, thread: self.number, before, after, change: None, rest: Rest::Steps }
    }

    /// Compares how a promise stood on the last day before with how it stands on the last day now.
    fn of_promise(&self, old: &[usize], new: &[usize]) -> Vec<Move> {
        let steps = &self.thread.steps;
        let (was, is) = (strongest(steps, old), strongest(steps, new));
        let [(before, then), (after, now)] =
            [was, is].map(|at| (at, steps[at].told.status().expect("a promise has a status")));
        let mut moves = Vec::new();
        let kind = match now {
            _ if steps[after].day < steps[before].day => None,
            // What is done in part is told below, as a change.
            _ if steps[after].is_in_part() => None,
            Status::Delivered if then != now || steps[before].is_in_part() => Some(MoveKind::Met),
            Status::Withdrawn | Status::Refused | Status::Withheld if then.is_live() => Some(MoveKind::Withdrawn),
            _ if rank(now) > rank(then) => Some(MoveKind::Stronger),
            _ if rank(now) < rank(then) && then != Status::Delivered => Some(MoveKind::Weaker),
            _ => None,
        };
        moves.extend(kind.map(|kind| self.one(kind, Some(before), after)));
        // Words, amounts and conditions are held against the day before, step by step.
        for &at in new {
            for (n, change) in steps[at].changes.iter().enumerate() {
                let kind = match change.kind {
                    super::ChangeKind::Conditional => MoveKind::Conditional,
                    super::ChangeKind::Unconditional if now != Status::Delivered => MoveKind::Unconditional,
                    super::ChangeKind::WordedStronger | super::ChangeKind::AmountUp | super::ChangeKind::Further => {
                        MoveKind::Stronger
                    }
                    super::ChangeKind::WordedWeaker | super::ChangeKind::AmountDown => MoveKind::Weaker,
                    super::ChangeKind::DeliveredInPart
                    | super::ChangeKind::OtherCondition
                    | super::ChangeKind::Later
                    | super::ChangeKind::Earlier => MoveKind::Changed,
                    _ => continue,
                };
                moves.push(Move { change: Some(n), ..self.one(kind, Some(change.since), at) });
            }
        }
        moves.retain(|one| self.still_holds(one, new));
        moves
    }

    /// Returns whether what moved was not moved back by the last step: a promise raised and lowered again is where it was.
    fn still_holds(&self, one: &Move, new: &[usize]) -> bool {
        let steps = &self.thread.steps;
        let Some(before) = one.before else { return true };
        let last = |tells: &dyn Fn(&Step) -> bool| new.iter().rev().map(|&at| &steps[at]).find(|step| tells(step));
        match one.kind {
            MoveKind::Conditional => last(&|step| step.told.status().is_some_and(Status::is_live))
                .is_none_or(|step| step.told.condition().is_some() || !step.is_own),
            MoveKind::Stronger | MoveKind::Weaker => {
                let (Some(was), Some(moved)) = (steps[before].told.amount(), steps[one.after].told.amount()) else {
                    return true;
                };
                let now = last(&|step| step.told.amount().is_some_and(|amount| amount.unit == was.unit));
                let now = now.and_then(|step| step.told.amount()).unwrap_or(moved);
                (is_more(now, was) || !is_more(moved, was)) && (is_more(was, now) || !is_more(was, moved))
            }
            _ => true,
        }
    }

    /// Tells each change of a position, an event or a plan.
    fn of_changes(&self, new: &[usize]) -> Vec<Move> {
        let of_step = |&at: &usize| {
            let changes = &self.thread.steps[at].changes;
            changes
                .first()
                .map(|change| Move { change: Some(0), ..self.one(MoveKind::Changed, Some(change.since), at) })
        };
        new.iter().filter_map(of_step).collect()
    }
}

/// Returns the strongest of the steps of the last day that some of the steps are of.
fn strongest(steps: &[Step], of: &[usize]) -> usize {
    let day = of.last().map(|&at| steps[at].day);
    let last = of.iter().copied().filter(|&at| Some(steps[at].day) == day);
    last.max_by_key(|&at| (steps[at].told.status().map(rank), at)).expect("there is a step")
}

/// Lists the conditions of promises that a sentence of the later state tells as a fact, where its text is not of the
/// earlier one.
fn conditions_met(threads: &[Thread], reports: &[Report<'_>], known: &BTreeSet<ContentId>) -> Vec<Move> {
    let mut order: Vec<usize> = (0..reports.len()).collect();
    order.sort_by_key(|&at| (reports[at].source.published(), reports[at].source.id(), at));
    let text = |(rank, &at): (usize, &usize)| Text::of(rank, reports[at].source, reports[at].reading);
    let texts: Vec<Text<'_>> = order.iter().enumerate().map(text).collect();
    let rank_of: BTreeMap<usize, usize> = order.iter().enumerate().map(|(rank, &at)| (at, rank)).collect();
    let facts = FactIndex::of(&texts, &|rank| reports[order[rank]]);
    let mut moves = Vec::new();
    for (number, thread) in threads.iter().enumerate() {
        let mut told: BTreeSet<(ContentId, Span)> = BTreeSet::new();
        let waits = thread.last().told.status().is_some_and(Status::is_live);
        for (at, step) in thread.steps.iter().enumerate().filter(|_| waits) {
            let text = &texts[rank_of[&step.document]];
            let (Some(day), Claim::Commitment(commitment)) = (step.day, &text.reading.records()[step.record].claim)
            else {
                continue;
            };
            for atom in commitment.antecedent.as_ref().map(Condition::atoms).unwrap_or_default() {
                let Some(Met { text, quote, reference }) = facts.met(text, atom, day) else { continue };
                let place = (text.source.id(), quote.span());
                if known.contains(&place.0) || !told.insert(place) {
                    continue;
                }
                let condition = atom.quote.text().to_owned();
                let rest = Rest::Fact { condition, document: order[text.number], reference, quote };
                moves.push(Move {
                    kind: MoveKind::Met,
                    thread: number,
                    before: Some(at),
                    after: at,
                    change: None,
                    rest,
                });
            }
        }
    }
    moves
}

/// Lists the contradictions that touch a thread and were not found before.
fn contradicted(threads: &[Thread], before: &KnownReports<'_>, after: &KnownReports<'_>) -> Vec<Move> {
    type Place = (ContentId, Span);
    let places = |known: &KnownReports<'_>, found: &Contradiction| -> BTreeSet<Place> {
        found.sides.iter().map(|side| (known.reports[side.document].source.id(), side.quote.span())).collect()
    };
    let old: BTreeSet<_> = before.contradictions.iter().map(|found| (found.kind, places(before, found))).collect();
    let mut steps: BTreeMap<(usize, usize), Vec<(usize, usize)>> = BTreeMap::new();
    for (number, thread) in threads.iter().enumerate() {
        for (at, step) in thread.steps.iter().enumerate() {
            steps.entry((step.document, step.record)).or_default().push((number, at));
        }
    }
    let mut moves = Vec::new();
    for (n, found) in after.contradictions.iter().enumerate() {
        if old.contains(&(found.kind, places(after, found))) {
            continue;
        }
        let of_side = |side: &crate::Side| -> Vec<(usize, usize)> {
            let reading = after.reports[side.document].reading;
            let touched = reading
                .records()
                .iter()
                .enumerate()
                .filter(|(_, record)| record.quote.span().overlaps(side.quote.span()));
            touched.filter_map(|(place, _)| steps.get(&(side.document, place))).flatten().copied().collect()
        };
        let mut of_threads: BTreeMap<usize, usize> = BTreeMap::new();
        for (thread, at) in found.sides.iter().flat_map(of_side) {
            of_threads.entry(thread).or_insert(at);
        }
        moves.extend(of_threads.into_iter().map(|(thread, at)| Move {
            kind: MoveKind::Contradicted,
            thread,
            before: None,
            after: at,
            change: None,
            rest: Rest::Contradiction(n),
        }));
    }
    moves
}
