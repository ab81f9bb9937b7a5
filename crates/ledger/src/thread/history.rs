//! How did one thing develop?
//!
//! In go the tellings of one thing in the order of their days; out comes its [`Thread`], with what changed at each step.

use std::collections::{BTreeMap, BTreeSet};

use casus_claim::Claim;
use casus_text::Source;

use crate::contradiction::one_line;

use super::actor::{Actor, Who};
use super::telling::Telling;
use super::{Step, Thread, change, outlet, part, step_of};

/// Makes a thread of tellings; `order` leads from the places in time to the places in which the documents came.
pub(super) fn thread<'t>(tellings: impl Iterator<Item = &'t Telling<'t>>, who: &Who<'t>, order: &[usize]) -> Thread {
    let mut tellings: Vec<&Telling<'_>> = tellings.collect();
    tellings.sort_by_key(|telling| (telling.text.published(), telling.text.number, telling.place));
    let mut steps: Vec<Step> = tellings.iter().map(|telling| step_of(telling, order)).collect();
    let sources: Vec<&Source> = tellings.iter().map(|telling| telling.text.source).collect();
    part::settle(&mut steps);
    add_changes(&mut steps, &sources);
    let last = tellings.last().expect("a thread is of tellings");
    let about = match &last.record.claim {
        Claim::Commitment(commitment) => commitment.consequent.quote.text(),
        Claim::Position(position) => position.content.text(),
        _ => last.record.quote.text(),
    };
    // Names that differ in nothing but their endings are one, in the words of the first telling.
    let mut actors: BTreeMap<Actor, &str> = BTreeMap::new();
    for (telling, &id) in tellings.iter().flat_map(|telling| telling.actors().iter().map(move |id| (telling, id))) {
        let key = who.actors(telling.text, &[id]).pop_first().expect("an entity is an actor");
        actors.entry(key).or_insert(who.shown(telling.text, id));
    }
    let actors: BTreeSet<&str> = actors.into_values().collect();
    Thread {
        kind: last.shape.kind,
        actors: actors.into_iter().map(str::to_owned).collect(),
        about: one_line(about),
        category: tellings.iter().rev().find_map(|telling| telling.shape.category),
        relays: relays(tellings.iter().map(|telling| (telling.text.source, telling.voice))),
        steps,
        silence: None,
    }
}

/// Notes at each step what changed.
pub(super) fn add_changes(steps: &mut [Step], sources: &[&Source]) {
    let changes: Vec<_> = (0..steps.len()).map(|at| change::changes(steps, sources, at)).collect();
    steps.iter_mut().zip(changes).for_each(|(step, changes)| step.changes = changes);
}

/// Returns which voices each outlet relays.
pub(super) fn relays<'s>(told: impl Iterator<Item = (&'s Source, usize)>) -> BTreeMap<String, BTreeSet<usize>> {
    let mut relays: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
    told.for_each(|(source, voice)| {
        relays.entry(outlet(source)).or_default().insert(voice);
    });
    relays
}
