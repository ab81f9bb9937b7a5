//! What changed from the reports of one day to a report of a later one?
//!
//! In go the steps of a thread in the order of their days; out come the [`Change`]s of one of them. A step is held against
//! all steps of the last earlier day that tells the same aspect, and against those before it on its own day: what any of
//! them told already is no change. Undated steps change nothing.
//!
//! A report that leaves a condition out does not say that it is gone. So a condition counts as dropped only where the
//! actor itself tells the promise without it, where the words say “unconditionally”, or where the thing is done.

use casus_claim::{Amount, EventStatus, Status, Time};
use casus_text::Source;
use jiff::civil::Date;
use rust_decimal::Decimal;

use crate::contradiction::words::telling_of;

use super::wording::{Worded, reworded};
use super::{Step, Told, part};

/// So many steps are looked back at.
const BACK_MAX: usize = 48;
/// Rough amounts that differ by less than this share of the larger one do not differ.
const ROUGH_SHARE: (i64, u32) = (10, 2);
/// Two conditions are one where they share so much of their words.
const CONDITION_SHARE: f64 = 0.4;

/// Something that changed.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// What sort of change it is.
    pub kind: ChangeKind,
    /// What was told before; nothing where there was nothing.
    pub from: Option<ChangeValue>,
    /// What is told now; nothing where it is gone.
    pub to: Option<ChangeValue>,
    /// The step that told it before, counted from 0.
    pub since: usize,
}

/// What is told before or after a change.
#[derive(Clone, Debug, PartialEq)]
pub enum ChangeValue {
    /// Words of a document, or the word for a strength, stance or status.
    Words(String),
    /// A number.
    Amount(Amount),
    /// A day.
    Day(Date),
}

/// What sort of change it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ChangeKind {
    /// The status is stronger.
    Stronger,
    /// The status is weaker.
    Weaker,
    /// It is done.
    Delivered,
    /// A part of it is done.
    DeliveredInPart,
    /// It is taken back.
    Withdrawn,
    /// The actor says no.
    Refused,
    /// It is not given, or not yet.
    Withheld,
    /// A condition appeared.
    Conditional,
    /// The condition is gone.
    Unconditional,
    /// It is told without its condition, and nobody says that it is gone.
    ConditionUntold,
    /// It waits on something else.
    OtherCondition,
    /// It is more.
    AmountUp,
    /// It is less.
    AmountDown,
    /// The same actor tells it in stronger words.
    WordedStronger,
    /// The same actor tells it in weaker words.
    WordedWeaker,
    /// It has come further in law or money.
    Further,
    /// It is due, or takes place, on a later day.
    Later,
    /// It is due, or takes place, on an earlier day.
    Earlier,
    /// The stance is another.
    Stance,
    /// The event has another status.
    Status,
    /// The event takes place elsewhere.
    Place,
    /// It is another version of the text.
    Version,
}

impl ChangeKind {
    /// Returns the kind as it stands on the wire.
    pub fn word(self) -> &'static str {
        match self {
            Self::Stronger => "stronger",
            Self::Weaker => "weaker",
            Self::Delivered => "delivered",
            Self::DeliveredInPart => "delivered_in_part",
            Self::Withdrawn => "withdrawn",
            Self::Refused => "refused",
            Self::Withheld => "withheld",
            Self::Conditional => "conditional",
            Self::Unconditional => "unconditional",
            Self::ConditionUntold => "condition_untold",
            Self::OtherCondition => "other_condition",
            Self::AmountUp => "amount_up",
            Self::AmountDown => "amount_down",
            Self::WordedStronger => "worded_stronger",
            Self::WordedWeaker => "worded_weaker",
            Self::Further => "further",
            Self::Later => "later",
            Self::Earlier => "earlier",
            Self::Stance => "stance",
            Self::Status => "status",
            Self::Place => "place",
            Self::Version => "version",
        }
    }

    /// Returns whether it says that a promise became stronger or weaker.
    pub fn is_of_strength(self) -> bool {
        self <= Self::Unconditional
    }
}

/// Returns how strong a status is; the higher, the stronger, and 0 where nothing is promised.
pub(super) fn rank(status: Status) -> u8 {
    match status {
        Status::Withheld | Status::Refused | Status::Withdrawn => 0,
        Status::Considered => 1,
        Status::Offered => 2,
        Status::Pledged => 3,
        Status::Agreed => 4,
        Status::Delivered => 5,
    }
}

/// Lists what changed at a step.
pub(super) fn changes(steps: &[Step], sources: &[&Source], at: usize) -> Vec<Change> {
    let mut all = Vec::new();
    all.extend(status(steps, at));
    all.extend(condition(steps, at));
    all.extend(amount(steps, at));
    all.extend(words(steps, sources, at));
    all.extend(stage(steps, at));
    all.extend(time(steps, at));
    all.extend(stance(steps, at));
    all.extend(event(steps, at));
    all.extend(version(steps, at));
    all
}

/// Returns the steps that a step is held against: those of the last earlier day that tell an aspect, and those of its own
/// day before it; nothing where no earlier day tells it.
pub(super) fn peers(steps: &[Step], at: usize, tells: impl Fn(&Step) -> bool) -> Option<Vec<usize>> {
    let day = steps[at].day?;
    let back = (0..at).rev().take(BACK_MAX).filter(|&other| tells(&steps[other]));
    let mut peers: Vec<usize> = Vec::new();
    let mut earlier: Option<Date> = None;
    for other in back {
        let Some(told) = steps[other].day else { break };
        if earlier.is_some_and(|earlier| told < earlier) {
            break;
        }
        earlier = earlier.or((told < day).then_some(told));
        peers.push(other);
    }
    earlier.map(|_| peers)
}

/// Returns which of the peers is the one to name: the last of the earlier day.
pub(super) fn named(steps: &[Step], at: usize, peers: &[usize]) -> usize {
    peers.iter().copied().find(|&peer| steps[peer].day < steps[at].day).expect("a peer is of an earlier day")
}

fn of_words(word: &str) -> Option<ChangeValue> {
    Some(ChangeValue::Words(word.to_owned()))
}

fn status(steps: &[Step], at: usize) -> Option<Change> {
    let new = steps[at].told.status()?;
    if steps[at].is_in_part() {
        return part::change(steps, at);
    }
    let peers = peers(steps, at, |step| step.told.status().is_some() && !step.is_in_part())?;
    let told = |peer: &usize| steps[*peer].told.status().expect("a peer tells a status");
    let kind = match new {
        _ if peers.iter().any(|peer| told(peer) == new) => return None,
        Status::Delivered => ChangeKind::Delivered,
        Status::Withdrawn => ChangeKind::Withdrawn,
        Status::Refused => ChangeKind::Refused,
        Status::Withheld => ChangeKind::Withheld,
        _ if peers.iter().all(|peer| rank(new) > rank(told(peer))) => ChangeKind::Stronger,
        // What is done stays done, and a later report that retells the promise says nothing else.
        _ if (0..at).rev().take(BACK_MAX).any(|step| is_done(&steps[step])) => {
            return None;
        }
        _ if peers.iter().all(|peer| rank(new) < rank(told(peer))) => ChangeKind::Weaker,
        _ => return None,
    };
    let since = named(steps, at, &peers);
    Some(Change { kind, from: of_words(told(&since).word()), to: of_words(new.word()), since })
}

fn is_done(step: &Step) -> bool {
    step.told.status() == Some(Status::Delivered) && !step.is_in_part()
}

fn condition(steps: &[Step], at: usize) -> Option<Change> {
    let step = &steps[at];
    let status = step.told.status()?;
    let peers = peers(steps, at, |step| step.told.status().is_some_and(Status::is_live))?;
    let told: Vec<&str> = peers.iter().filter_map(|&peer| steps[peer].told.condition()).collect();
    let of = |kind, from: Option<&str>, to: Option<&str>| {
        let since = peers.iter().copied().find(|&peer| steps[peer].told.condition() == from);
        let since = since.unwrap_or_else(|| named(steps, at, &peers));
        Some(Change { kind, from: from.and_then(of_words), to: to.and_then(of_words), since })
    };
    match (step.told.condition(), told.first().copied()) {
        _ if !status.is_live() => None,
        (Some(new), None) => of(ChangeKind::Conditional, None, Some(new)),
        (Some(new), Some(old)) if told.len() == peers.len() && !told.iter().any(|old| is_one_condition(old, new)) => {
            of(ChangeKind::OtherCondition, Some(old), Some(new))
        }
        (None, Some(old)) if told.len() == peers.len() => {
            let kind = if is_dropped(step, status) { ChangeKind::Unconditional } else { ChangeKind::ConditionUntold };
            of(kind, Some(old), None)
        }
        _ => None,
    }
}

fn is_dropped(step: &Step, status: Status) -> bool {
    let says = |word: &str| step.quote.text().to_lowercase().contains(word);
    status == Status::Delivered
        || step.is_own
        || ["unconditional", "without condition", "no conditions"].into_iter().any(says)
}

fn is_one_condition(one: &str, other: &str) -> bool {
    let (ours, theirs) = (telling_of(one), telling_of(other));
    let shared = ours.intersection(&theirs).count() as f64;
    let shorter = ours.len().min(theirs.len()) as f64;
    one == other || shared > 0.0 && shared >= CONDITION_SHARE * shorter.max(1.0) && shared * 2.0 >= shorter
}

fn amount(steps: &[Step], at: usize) -> Option<Change> {
    // How much is given in one go says nothing of how much is promised.
    let new = steps[at].told.amount().filter(|_| steps[at].part.is_none())?;
    let is_like = |step: &Step| step.part.is_none() && step.told.amount().is_some_and(|amount| amount.unit == new.unit);
    let peers = peers(steps, at, is_like)?;
    let told = |peer: usize| steps[peer].told.amount().expect("a peer tells an amount");
    let since = named(steps, at, &peers);
    let kind = match peers.iter().map(|&peer| told(peer)).collect::<Vec<_>>() {
        all if all.iter().all(|old| is_more(new, old)) => ChangeKind::AmountUp,
        all if all.iter().all(|old| is_more(old, new)) => ChangeKind::AmountDown,
        _ => return None,
    };
    let from = Some(ChangeValue::Amount(told(since).clone()));
    Some(Change { kind, from, to: Some(ChangeValue::Amount(new.clone())), since })
}

/// Returns whether one amount is more than another, and not only told more roughly.
pub(super) fn is_more(one: &Amount, other: &Amount) -> bool {
    let top = other.high.unwrap_or(other.value);
    let is_rough = one.is_approximate || other.is_approximate;
    let margin = if is_rough { one.value * Decimal::new(ROUGH_SHARE.0, ROUGH_SHARE.1) } else { Decimal::ZERO };
    one.value - margin > top
}

/// What the same actor tells in other words.
fn words(steps: &[Step], sources: &[&Source], at: usize) -> Vec<Change> {
    let is_live = |step: &Step| step.told.status().is_none_or(Status::is_live);
    let is_worded = |step: &Step| step.is_own && step.told.wording().is_some() && is_live(step);
    if !is_worded(&steps[at]) {
        return Vec::new();
    }
    let Some(peers) = peers(steps, at, is_worded) else { return Vec::new() };
    let rungs = |at: usize| {
        let wording = steps[at].told.wording().expect("such a step has words");
        Worded::of(sources[at], &steps[at].quote, wording).rungs()
    };
    let since = named(steps, at, &peers);
    let new = rungs(at);
    // What one of the peers says in the same words is no change.
    let is_new = |word: &str| !peers.iter().any(|&peer| rungs(peer).values().any(|rung| rung.words == word));
    let change = |(old, new): (super::wording::Rung, super::wording::Rung)| {
        let kind = if new.rung > old.rung { ChangeKind::WordedStronger } else { ChangeKind::WordedWeaker };
        Change { kind, from: of_words(&old.words), to: of_words(&new.words), since }
    };
    let changed = reworded(&rungs(since), &new).into_iter().filter(|(_, new)| is_new(&new.words));
    changed.map(change).collect()
}

fn stage(steps: &[Step], at: usize) -> Option<Change> {
    let stage = |step: &Step| match &step.told {
        Told::Commitment { stage, .. } => *stage,
        _ => None,
    };
    let new = stage(&steps[at])?;
    let peers = peers(steps, at, |step| stage(step).is_some())?;
    let told = |peer: usize| stage(&steps[peer]).expect("a peer tells a stage");
    let since = named(steps, at, &peers);
    let is_further = peers.iter().all(|&peer| new > told(peer));
    is_further.then(|| Change {
        kind: ChangeKind::Further,
        from: of_words(told(since).word()),
        to: of_words(new.word()),
        since,
    })
}

/// The day by which something lies ahead.
fn ahead(step: &Step) -> Option<(Date, Date)> {
    let day = |time: &Time| Some((time.start()?, time.end()?));
    let is_event = matches!(step.told, Told::Event { .. });
    step.time.as_ref().and_then(day).filter(|(_, end)| is_event || step.day.is_none_or(|told| *end > told))
}

fn time(steps: &[Step], at: usize) -> Option<Change> {
    let (start, end) = ahead(&steps[at])?;
    let peers = peers(steps, at, |step| ahead(step).is_some())?;
    let told = |peer: usize| ahead(&steps[peer]).expect("a peer lies ahead");
    let since = named(steps, at, &peers);
    let kind = if peers.iter().all(|&peer| start > told(peer).1) {
        ChangeKind::Later
    } else if peers.iter().all(|&peer| end < told(peer).0) {
        ChangeKind::Earlier
    } else {
        return None;
    };
    let (from, to) = (Some(ChangeValue::Day(told(since).1)), Some(ChangeValue::Day(end)));
    Some(Change { kind, from, to, since })
}

fn stance(steps: &[Step], at: usize) -> Option<Change> {
    let Told::Position { stance: new, .. } = steps[at].told else { return None };
    let peers = peers(steps, at, |_| true)?;
    let is_told = peers.iter().any(|&peer| matches!(steps[peer].told, Told::Position { stance, .. } if stance == new));
    let since = named(steps, at, &peers);
    let from = of_words(&steps[since].told.state());
    (!is_told).then(|| Change { kind: ChangeKind::Stance, from, to: of_words(new.word()), since })
}

fn event(steps: &[Step], at: usize) -> Vec<Change> {
    let Told::Event { status: new, place: there, .. } = &steps[at].told else { return Vec::new() };
    let Some(peers) = peers(steps, at, |_| true) else { return Vec::new() };
    let told = peers.iter().filter_map(|&peer| match &steps[peer].told {
        Told::Event { status, place, .. } => Some((*status, place)),
        _ => None,
    });
    let told: Vec<(EventStatus, &Option<String>)> = told.collect();
    let since = named(steps, at, &peers);
    let mut all = Vec::new();
    if !told.iter().any(|(status, _)| status == new) {
        let from = of_words(&steps[since].told.state());
        all.push(Change { kind: ChangeKind::Status, from, to: of_words(new.word()), since });
    }
    let before: Vec<&String> = told.iter().filter_map(|(_, place)| place.as_ref()).collect();
    if let (Some(there), Some(first)) = (there, before.first())
        && !before.contains(&there)
    {
        all.push(Change { kind: ChangeKind::Place, from: of_words(first), to: of_words(there), since });
    }
    all
}

fn version(steps: &[Step], at: usize) -> Option<Change> {
    let Told::Plan { version: new, .. } = &steps[at].told else { return None };
    let version = |step: &Step| match &step.told {
        Told::Plan { version, .. } if version.is_told() => Some(version.clone()),
        _ => None,
    };
    let peers = peers(steps, at, |step| version(step).is_some())?;
    let since = named(steps, at, &peers);
    let is_told = peers.iter().any(|&peer| version(&steps[peer]).as_ref() == Some(new));
    let from = version(&steps[since]).expect("a peer tells a version").to_string();
    let change = Change { kind: ChangeKind::Version, from: of_words(&from), to: of_words(&new.to_string()), since };
    (new.is_told() && !is_told).then_some(change)
}
