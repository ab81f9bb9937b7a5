//! What is told of what is different?

use casus_engine::Comparison;
use casus_engine::ledger::thread::{Move, MoveKind, Rest, Step, Thread};

use super::citations::Citations;
use super::{CITED_MAX, Detail, Group, Line, Section, TEXT_CHARS_MAX};
use crate::face::history::{about, outlet, quoted};
use crate::face::moves::{counted, how, title};
use crate::face::words;

/// The command that tells every move.
const WHOLE: &str = "casus diff";

/// Tells what is different, one group for each kind of move.
pub(super) fn changed(compared: &Comparison, citations: &mut Citations) -> Section {
    let moves = &compared.difference.moves;
    let of_kind = |kind: MoveKind| together(moves.iter().filter(|one| one.kind == kind));
    let mut groups = Vec::new();
    for kind in MoveKind::ALL {
        let together = of_kind(kind);
        let lines = together.iter().map(|moves| moved(compared, moves, citations));
        groups.extend(Group::of(Some(title(kind)), together.len(), lines, WHOLE));
    }
    let gone = &compared.difference.gone;
    let lines = gone.iter().map(|thread| self::gone(compared, thread, citations));
    groups.extend(Group::of(Some("No longer in any document"), gone.len(), lines, WHOLE));
    let sentences = [counted(compared, |kind| of_kind(kind).len()), documents(compared)]
        .map(|sentence| Line::sentence(sentence, vec![]));
    Section { id: "changed", title: "What changed", sentences: sentences.into(), groups }
}

/// Says how many documents are new, for a change without one means something else than one with many.
fn documents(compared: &Comparison) -> String {
    let count = |state: &casus_engine::Chronicle| state.texts().collect::<std::collections::BTreeSet<_>>();
    let (before, after) = (count(&compared.before), count(&compared.after));
    let of = words::count_of(after.len(), "document");
    match after.difference(&before).count() {
        0 => format!("No document is new; there are {} in all.", after.len()),
        1 => format!("1 of {of} is new."),
        new => format!("{new} of {of} are new."),
    }
}

/// Puts moves together that are of one thread between the same two reports, so that a development is told once.
fn together<'a>(moves: impl Iterator<Item = &'a Move>) -> Vec<Vec<&'a Move>> {
    let mut groups: Vec<Vec<&Move>> = Vec::new();
    let key = |one: &Move| (one.thread, one.before, one.after);
    for one in moves {
        match groups.iter_mut().find(|group| key(group[0]) == key(one)) {
            Some(group) => group.push(one),
            None => groups.push(vec![one]),
        }
    }
    groups
}

fn moved(compared: &Comparison, moves: &[&Move], citations: &mut Citations) -> Line {
    let one = moves[0];
    let thread = &compared.difference.threads[one.thread];
    let now = &thread.steps[one.after];
    let mut under = Vec::new();
    let before = one.before.filter(|before| *before != one.after).map(|before| &thread.steps[before]);
    for (label, step) in before.into_iter().map(|before| ("before", before)).chain(before.map(|_| ("now", now))) {
        let number = citations.step(&compared.after, step);
        under.push(Detail { label, text: told(compared, step), citations: vec![number] });
    }
    let own = if before.is_none() { vec![citations.step(&compared.after, now)] } else { vec![] };
    moves.iter().for_each(|one| under.extend(rest(compared, &one.rest, citations)));
    let mut states: Vec<String> = moves.iter().map(|one| how(thread, one).trim().to_owned()).collect();
    states.retain(|state| !state.is_empty());
    states.dedup();
    let state = (!states.is_empty()).then(|| words::clipped(&states.join("; "), TEXT_CHARS_MAX));
    Line { state, under, citations: own, ..head(thread) }
}

/// Returns what a step tells, by whom and when: “offered, Eastport Gazette, 3 May 2031”.
fn told(compared: &Comparison, step: &Step) -> String {
    let day = step.day.map_or_else(|| "no date".to_owned(), words::day);
    format!("{}, {}, {day}", step.state(), words::clipped(&outlet(&compared.after, step.document), 160))
}

/// Tells what a move rests on besides its steps.
fn rest(compared: &Comparison, rest: &Rest, citations: &mut Citations) -> Vec<Detail> {
    match rest {
        Rest::Steps => vec![],
        Rest::Fact { condition, document, reference, quote } => {
            let reference = reference.map(|reference| reference.to_string());
            let number = citations.words(compared.after.source(*document), quote, reference);
            vec![Detail { label: "told as a fact", text: quoted(condition), citations: vec![number] }]
        }
        Rest::Contradiction(at) => {
            let found = &compared.contradictions[*at];
            let sides = found.sides.iter().take(CITED_MAX);
            let sides =
                sides.map(|side| citations.words(compared.after.source(side.document), &side.quote, None)).collect();
            vec![Detail { label: "why", text: words::clipped(&found.why, TEXT_CHARS_MAX), citations: sides }]
        }
        Rest::Silence(silence) => {
            let number = citations.words(compared.after.source(silence.document), &silence.quote, None);
            let days = words::count_of(silence.days_spoken, "day");
            let text = format!("on {days}, last on {}", words::day(silence.day));
            vec![Detail { label: "spoke of other things", text, citations: vec![number] }]
        }
    }
}

fn gone(compared: &Comparison, thread: &Thread, citations: &mut Citations) -> Line {
    let number = citations.step(&compared.before, thread.last());
    Line { state: Some(format!("was told as {}", thread.last().state())), citations: vec![number], ..head(thread) }
}

fn head(thread: &Thread) -> Line {
    let who = (!thread.actors.is_empty()).then(|| words::clipped(&words::names(&thread.actors), 160));
    Line { who, text: about(thread), ..Line::default() }
}
