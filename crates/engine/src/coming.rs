//! What lies ahead?
//!
//! Where a day is asked about, what was to come before that day stands last and is marked as past: whether it came about
//! is not said by the document that looked ahead to it.

use casus_claim::{Claim, Event, EventStatus, Status, Time};
use jiff::civil::Date;

use crate::facts::{Facts, Line};
use crate::page::ComingLine;
use crate::phrase::one_line;
use crate::promises::{Concluded, Conclusions};

/// Lists events that are planned or possible and promises with a time, by day; those without a day come last.
pub(crate) fn lines(facts: &Facts, conclusions: &Conclusions, as_of: Option<Date>) -> Vec<ComingLine> {
    let events = facts.lines().filter_map(|line| event(facts, line));
    let promises = conclusions.promises.iter().filter_map(promise);
    let mut lines: Vec<ComingLine> = events.chain(promises).collect();
    for line in &mut lines {
        let end = line.days.and_then(|(_, end)| end);
        line.is_past = matches!((as_of, end), (Some(as_of), Some(end)) if end < as_of);
    }
    lines.sort_by_key(|line| {
        let start = line.days.map(|(start, _)| start);
        let end = line.days.and_then(|(_, end)| end);
        (line.is_past, start.is_none(), start, end.is_none(), end, line.evidence.source, line.evidence.quote.span())
    });
    lines
}

fn event(facts: &Facts, line: Line) -> Option<ComingLine> {
    let Claim::Event(Event { kind, participants, place, status, .. }) = &line.record.claim else { return None };
    let time = line.record.time.as_ref();
    matches!(status, EventStatus::Planned | EventStatus::Possible).then(|| ComingLine {
        kind: Some(*kind),
        what: one_line(line.record.quote.text()),
        who: line.names(participants),
        place: place.map(|id| line.name(id).to_owned()),
        status: Some(*status),
        when: time.map(|time| one_line(time.text())),
        days: time.and_then(days),
        is_past: false,
        evidence: line.evidence(),
        is_sure: facts.is_sure(line.record.confidence.share()),
    })
}

/// Returns the line of a promise that is still to be kept by some time.
fn promise(concluded: &Concluded) -> Option<ComingLine> {
    let Concluded { promise, time, .. } = concluded;
    let time = time.as_ref().filter(|_| promise.status.is_live() && promise.status != Status::Delivered)?;
    Some(ComingLine {
        kind: None,
        what: promise.consequent.clone(),
        who: promise.debtor.clone(),
        place: None,
        status: None,
        when: Some(one_line(time.text())),
        days: days(time),
        is_past: false,
        evidence: promise.evidence.clone(),
        is_sure: promise.is_sure,
    })
}

fn days(time: &Time) -> Option<(Date, Option<Date>)> {
    Some((time.start()?, time.end()))
}
