//! What moved of each promise, and what is due?
//!
//! All that moved of one thread is one development. What is near, what has passed and who fell silent is read from the
//! later state alone: it is told once, when it is first so.

use std::collections::{BTreeMap, BTreeSet};

use casus_claim::{EventType, Status};
use casus_engine::Comparison;
use casus_engine::dossier::AlertKind;
use casus_engine::ledger::thread::{Move, MoveKind, Rest, Silence, Step, Thread, ThreadKind, Told};
use casus_text::Source;
use jiff::ToSpan;
use jiff::civil::Date;

use crate::alert::{Alert, Cite, Development, Kind};

use super::edits::Edits;
use super::quarrels;
use super::{Words, cite, day_in_words, one_line};

/// What is due within so many days is near.
const NEAR_DAYS: i32 = 7;
/// A longer name of what a promise is about is cut.
const ABOUT_CHARS_MAX: usize = 140;

/// Whether what a source gives is being read.
pub(crate) type Reach<'r> = dyn Fn(&Source) -> bool + 'r;

/// Lists what moved, what is due and who fell silent, thread by thread.
pub(super) fn developments(
    compared: &Comparison,
    days: [Date; 2],
    edits: &Edits,
    reach: &Reach<'_>,
    words: Words<'_>,
) -> Vec<Development> {
    let mut moves: BTreeMap<usize, Vec<&Move>> = BTreeMap::new();
    for one in compared.difference.moves.iter().filter(|one| !quarrels::is_one(&one.rest)) {
        moves.entry(one.thread).or_default().push(one);
    }
    let looked = Looked { compared, days, edits, reach, words };
    let of_thread = |(number, thread): (usize, &Thread)| {
        looked.development(thread, moves.get(&number).map(Vec::as_slice).unwrap_or_default())
    };
    compared.difference.threads.iter().enumerate().filter_map(of_thread).collect()
}

/// What threads are looked at with.
struct Looked<'a> {
    compared: &'a Comparison,
    days: [Date; 2],
    edits: &'a Edits,
    reach: &'a Reach<'a>,
    words: Words<'a>,
}

/// What is told of a thread: its sorts, and the sentences they rest on.
#[derive(Default)]
struct Turn {
    kinds: Vec<Kind>,
    cites: Vec<Cite>,
}

impl Looked<'_> {
    fn development(&self, thread: &Thread, moves: &[&Move]) -> Option<Development> {
        let mut turn = Turn::default();
        moves
            .iter()
            .filter(|one| !self.is_told_as_edit(thread, one))
            .for_each(|one| self.moved(&mut turn, thread, one));
        self.due(&mut turn, thread);
        if let Some(silence) = &thread.silence {
            self.silent(&mut turn, thread, silence);
        }
        let Turn { kinds, mut cites } = turn;
        if kinds.is_empty() {
            return None;
        }
        let mut seen = BTreeSet::new();
        cites.retain(|cite| seen.insert((cite.path.clone(), cite.span)));
        let category = thread.category.map(|category| category.word().to_owned());
        let actors = thread.actors.clone();
        Some(Development { kinds, alert: Alert { actors, category, cites, ..Alert::of(headline(thread)) } })
    }

    fn source(&self, step: &Step) -> &Source {
        self.compared.after.source(step.document)
    }

    /// Returns whether a move shows itself in a document that was edited, whose edit tells it.
    fn is_told_as_edit(&self, thread: &Thread, one: &Move) -> bool {
        self.edits.contains_key(&self.source(&thread.steps[one.after]).id())
    }

    fn moved(&self, turn: &mut Turn, thread: &Thread, one: &Move) {
        let Some(kind) = kind_of(thread, one) else { return };
        let (after, before) = (&thread.steps[one.after], one.before.map(|at| &thread.steps[at]));
        let change = one.change.map(|at| &after.changes[at]);
        let said = match (change, &one.rest, before) {
            (Some(change), ..) => Some((self.words)(change)),
            (None, Rest::Fact { condition, .. }, _) => Some(format!("its condition is told as a fact: “{condition}”")),
            (None, _, Some(before)) => Some(format!("{} → {}", before.state(), after.state())),
            (None, _, None) => Some(after.state()),
        };
        let keys = match (&one.rest, before) {
            // A promise is new once, whichever of its tellings came first.
            (_, None) => thread.steps.iter().map(|step| format!("new:{}", step.reference.whole())).collect(),
            (Rest::Fact { condition, .. }, Some(before)) => {
                vec![format!("met:{}:{}", before.reference.whole(), condition.to_lowercase())]
            }
            (_, Some(before)) => {
                let what = change.map_or_else(|| after.state(), |change| change.kind.word().to_owned());
                vec![format!("{}:{}:{what}", kind.word(), before.reference.whole())]
            }
        };
        turn.kinds.push(Kind { kind, change: said, keys });
        if let Some(before) = before.filter(|_| one.before != Some(one.after)) {
            turn.cites.push(self.step("before", before));
        }
        turn.cites.push(self.step("now", after));
        if let Rest::Fact { document, reference, quote, .. } = &one.rest {
            let reference = reference.map(|reference| reference.to_string());
            turn.cites.push(cite("fact", self.compared.after.source(*document), quote.span(), reference));
        }
    }

    /// Tells what is due within days, and what was due since the last look.
    fn due(&self, turn: &mut Turn, thread: &Thread) {
        let last = thread.last();
        let is_open = match &last.told {
            Told::Commitment { status, .. } => status.is_live() && *status != Status::Delivered,
            Told::Event { what, .. } => *what == EventType::Deadline,
            _ => false,
        };
        // A day that does not lie after the telling is the one on which the promise was made.
        let is_ahead = |end: &Date| last.day.is_none_or(|told| *end > told);
        let end = last.time.as_ref().and_then(|time| time.end()).filter(is_ahead);
        let Some(end) = end.filter(|_| is_open) else { return };
        let [since, today] = self.days;
        let near = today.checked_add(NEAR_DAYS.days()).unwrap_or(Date::MAX);
        let kind = match end {
            end if today <= end && end <= near => AlertKind::Due,
            end if since <= end && end < today => AlertKind::Overdue,
            _ => return,
        };
        let day = day_in_words(end);
        let change = match kind {
            AlertKind::Due => format!("due by {day}"),
            _ => format!("was due by {day}, and nothing says that it is done"),
        };
        let key = |step: &Step| format!("{}:{end}:{}", kind.word(), step.reference.whole());
        turn.kinds.push(Kind { kind, change: Some(change), keys: thread.steps.iter().map(key).collect() });
        turn.cites.push(self.step("now", last));
    }

    /// Tells who fell silent, where all that told the promise is being read.
    fn silent(&self, turn: &mut Turn, thread: &Thread, silence: &Silence) {
        let last = &thread.steps[silence.last];
        if !thread.steps.iter().all(|step| (self.reach)(self.source(step))) {
            return;
        }
        let key = format!("silent:{}", last.reference.whole());
        let since = last.day.map(day_in_words).unwrap_or_default();
        let change = format!("not repeated since {since}, though it spoke on {} days since", silence.days_spoken);
        turn.kinds.push(Kind { kind: AlertKind::Silent, change: Some(change), keys: vec![key] });
        turn.cites.push(self.step("before", last));
        turn.cites.push(cite("spoke", self.compared.after.source(silence.document), silence.quote.span(), None));
    }

    fn step(&self, role: &str, step: &Step) -> Cite {
        cite(role, self.source(step), step.quote.span(), Some(step.reference.to_string()))
    }
}

/// Returns what sort of alert a move is; nothing for one that nobody is told.
fn kind_of(thread: &Thread, one: &Move) -> Option<AlertKind> {
    let is_promise = thread.kind == ThreadKind::Commitment;
    match one.kind {
        MoveKind::New => {
            let is_live = thread.steps[one.after].told.status().is_some_and(Status::is_live);
            (is_promise && is_live).then_some(AlertKind::New)
        }
        MoveKind::Stronger => Some(AlertKind::Stronger),
        MoveKind::Weaker => Some(AlertKind::Weaker),
        MoveKind::Conditional => Some(AlertKind::Conditional),
        MoveKind::Unconditional => Some(AlertKind::Unconditional),
        MoveKind::Met => Some(AlertKind::Met),
        MoveKind::Withdrawn => Some(AlertKind::Withdrawn),
        MoveKind::Changed => (thread.kind != ThreadKind::Event).then_some(AlertKind::Changed),
        MoveKind::Contradicted | MoveKind::Silent => None,
    }
}

fn headline(thread: &Thread) -> String {
    let about = one_line(&thread.about);
    let about = match about.char_indices().nth(ABOUT_CHARS_MAX) {
        Some((cut, _)) => format!("{}…", about[..cut].trim_end()),
        None => about,
    };
    let who = match thread.actors.as_slice() {
        [] => return about,
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    };
    format!("{who}: {about}")
}
