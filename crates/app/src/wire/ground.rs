//! What does the common ground of a dossier look like on the wire? `docs/common-ground.md` describes the keys.

use casus_engine::ground::{Answer, Mover, Package, Reading, State, shift};
use casus_engine::{Cell, Change, Changes, CommonGround, Ground, Saying};
use casus_text::Source;
use serde_json::{Value, json};

use super::page::evidence_in;

/// Writes the common ground of a dossier as one JSON object.
pub(crate) fn ground(found: &CommonGround, as_of: Option<String>) -> String {
    let (stated, cells) = found.stated();
    json!({
        "as_of": as_of,
        "documents": documents(&found.documents),
        "actors": found.actors,
        "cells": cells,
        "stated": stated,
        "issues": found.issues.iter().map(|ground| issue(found, ground)).collect::<Vec<_>>(),
        "packages": packages(found),
        "left": sayings(&found.documents, &found.left),
    })
    .to_string()
}

/// Writes what changed between two days as one JSON object.
pub(crate) fn ground_changes(states: [&CommonGround; 2], found: &Changes, [from, to]: [&str; 2]) -> String {
    let [before, after] = states;
    let rule = |at: usize| &after.issues[at].rule;
    let cell = |change: &Change| {
        json!({
            "issue": rule(change.issue).id,
            "option": rule(change.issue).options[change.option].id,
            "actor": change.actor,
            "before": word(change.before.as_ref()),
            "after": word(change.after.as_ref()),
            "move": change.shift.map(|shift| shift.word()),
            "was_told": sayings(&before.documents, &change.was_told),
            "told": sayings(&after.documents, &change.told),
        })
    };
    let ids = |issue: usize, options: &[usize]| -> Vec<&str> {
        options.iter().map(|&option| rule(issue).options[option].id.as_str()).collect()
    };
    let zones = found.zones.iter().map(|zone| {
        json!({
            "issue": rule(zone.issue).id,
            "entered": ids(zone.issue, &zone.entered),
            "left": ids(zone.issue, &zone.left),
        })
    });
    json!({
        "from": from,
        "to": to,
        "changes": found.cells.iter().map(cell).collect::<Vec<_>>(),
        "zones": zones.collect::<Vec<_>>(),
    })
    .to_string()
}

/// Writes what an actor said of something.
pub(super) fn cell(documents: &[Source], cell: &Cell) -> Value {
    let state = |state: &State| {
        let told: Vec<Value> = cell.sayings(state).map(|saying| self::saying(documents, saying)).collect();
        json!({ "is": state.answer.word(), "since": state.since.map(|day| day.to_string()), "told": told })
    };
    let now = cell.stand.now.as_ref();
    let last = cell.stand.before.last();
    let shifted = now.zip(last).and_then(|(now, before)| shift(&before.answer, &now.answer));
    json!({
        "is": word(cell.answer()),
        "conditional": cell.is_conditional(),
        "since": now.and_then(|state| state.since).map(|day| day.to_string()),
        "told": now.map(|now| state(now)["told"].take()).unwrap_or_else(|| json!([])),
        "before": cell.stand.before.iter().map(state).collect::<Vec<_>>(),
        "move": shifted.map(|shift| shift.word()),
        "reservations": sayings(documents, &cell.reservations),
    })
}

/// Writes documents by which a line is followed to its text.
pub(super) fn documents(documents: &[Source]) -> Vec<Value> {
    let document = |source: &Source| {
        let origin = source.origin();
        json!({
            "path": origin.path,
            "title": origin.title,
            "publisher": origin.publisher,
            "published": source.published().map(|day| day.to_string()),
        })
    };
    documents.iter().map(document).collect()
}

fn issue(found: &CommonGround, ground: &Ground) -> Value {
    let id = |option: usize| ground.rule.options[option].id.as_str();
    let ids = |options: Vec<usize>| options.into_iter().map(id).collect::<Vec<_>>();
    let Ground { rule, issue, cells } = ground;
    let row = |(at, actor): (usize, &String)| {
        let cell = |(option, cell): (usize, &Cell)| {
            let mut value = self::cell(&found.documents, cell);
            value["option"] = json!(id(option));
            value["ruled_out_by"] = json!(ids(issue.ruled_out_by(at, option, Reading::Cautious)));
            value
        };
        json!({ "actor": actor, "options": cells[at].iter().enumerate().map(cell).collect::<Vec<_>>() })
    };
    let option = |(at, option): (usize, &casus_engine::dossier::OptionRule)| {
        let of = issue.movers(at, Reading::Cautious);
        json!({
            "id": option.id,
            "label": option.label,
            "support": issue.support(at, Reading::Cautious),
            "steps": of.iter().map(|mover| mover.steps).sum::<usize>(),
            "movers": movers(found, &of),
        })
    };
    json!({
        "id": rule.id,
        "label": rule.label,
        "options": rule.options.iter().enumerate().map(option).collect::<Vec<_>>(),
        "stands": found.actors.iter().enumerate().map(row).collect::<Vec<_>>(),
        "spoken": issue.speakers().into_iter().map(|actor| &found.actors[actor]).collect::<Vec<_>>(),
        "zone": ids(issue.zone(Reading::Cautious)),
        "zone_in_some_reading": ids(issue.zone(Reading::Brave)),
        "nobody_rejects": ids(issue.unrejected(Reading::Cautious)),
    })
}

fn movers(found: &CommonGround, movers: &[Mover]) -> Vec<Value> {
    movers.iter().map(|mover| json!({ "actor": found.actors[mover.actor], "steps": mover.steps })).collect()
}

fn packages(found: &CommonGround) -> Value {
    let (issues, packages) = &found.packages;
    let rules: Vec<_> = issues.iter().map(|&at| &found.issues[at].rule).collect();
    let package = |package: &Package| {
        let options = package.options.iter().zip(&rules).map(|(&option, rule)| rule.options[option].id.as_str());
        json!({
            "options": options.collect::<Vec<_>>(),
            "steps": package.steps,
            "movers": movers(found, &package.movers),
            "support": package.support,
        })
    };
    json!({
        "issues": rules.iter().map(|rule| &rule.id).collect::<Vec<_>>(),
        // Counts of any length, so they are texts.
        "combinations": packages.combinations.to_string(),
        "nobody_rejects": packages.unrejected.to_string(),
        "whole": packages.is_whole,
        "fewest_moves": packages.best.iter().map(package).collect::<Vec<_>>(),
    })
}

fn sayings(documents: &[Source], sayings: &[Saying]) -> Vec<Value> {
    sayings.iter().map(|saying| self::saying(documents, saying)).collect()
}

fn saying(documents: &[Source], saying: &Saying) -> Value {
    json!({
        "actor": saying.actor,
        "through": saying.through,
        "by": saying.by.word(),
        "about": saying.about,
        "condition": saying.condition,
        "day": saying.day.map(|day| day.to_string()),
        "evidence": evidence_in(&saying.evidence, documents.get(saying.evidence.source)),
    })
}

/// Returns the word for where somebody stands.
fn word(answer: Option<&Answer>) -> &'static str {
    answer.map_or("not_stated", Answer::word)
}
