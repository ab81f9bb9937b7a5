//! What do threads and the difference between two states look like on the wire? `docs/threads.md` describes the keys.

use casus_engine::ledger::thread::{Change, ChangeValue, Double, Move, Rest, Silence, Step, Thread, Told};
use casus_engine::{Chronicle, Comparison};
use casus_text::Quote;
use serde_json::{Value, json};

use super::page::amount;

/// Writes threads as one JSON list.
pub(crate) fn threads(chronicle: &Chronicle, threads: &[&Thread]) -> String {
    Value::from(threads.iter().map(|thread| listed(chronicle, thread)).collect::<Vec<_>>()).to_string()
}

/// Writes threads with all their steps as one JSON list.
pub(crate) fn history(chronicle: &Chronicle, threads: &[&Thread]) -> String {
    Value::from(threads.iter().map(|thread| whole(chronicle, thread)).collect::<Vec<_>>()).to_string()
}

/// Writes what is promised twice as one JSON list.
pub(crate) fn doubles(chronicle: &Chronicle, threads: &[Thread], doubles: &[Double]) -> String {
    let double = |double: &Double| {
        let sides: Vec<Value> =
            double.sides.iter().map(|&(thread, at)| step(chronicle, &threads[thread].steps[at])).collect();
        json!({ "kind": double.kind.word(), "what": double.what, "why": double.why, "sides": sides })
    };
    Value::from(doubles.iter().map(double).collect::<Vec<_>>()).to_string()
}

/// Writes the difference between two states as one JSON object.
pub(crate) fn moves(compared: &Comparison, [from, to]: [&str; 2]) -> String {
    let difference = &compared.difference;
    let gone: Vec<Value> = difference.gone.iter().map(|thread| listed(&compared.before, thread)).collect();
    json!({
        "from": from,
        "to": to,
        "threads": difference.threads.len(),
        "moves": difference.moves.iter().map(|one| moved(compared, one)).collect::<Vec<_>>(),
        "gone": gone,
    })
    .to_string()
}

fn moved(compared: &Comparison, one: &Move) -> Value {
    let Comparison { after, difference, contradictions, .. } = compared;
    let thread = &difference.threads[one.thread];
    let at = |at: usize| step(after, &thread.steps[at]);
    let mut moved = json!({
        "kind": one.kind.word(),
        "thread": { "kind": thread.kind.word(), "actors": thread.actors, "about": thread.about },
        "before": one.before.map(at),
        "after": at(one.after),
        "change": one.change.map(|n| change(thread, &thread.steps[one.after].changes[n])),
    });
    let rest = match &one.rest {
        Rest::Steps => None,
        Rest::Fact { condition, document, reference, quote: words } => {
            let reference = reference.map(|reference| reference.to_string());
            let told = quote(after, *document, words);
            Some(("fact", json!({ "condition": condition, "ref": reference, "told": told })))
        }
        Rest::Contradiction(at) => {
            let found = &contradictions[*at];
            let sides: Vec<Value> = found.sides.iter().map(|side| quote(after, side.document, &side.quote)).collect();
            Some(("contradiction", json!({ "kind": found.kind.word(), "why": found.why, "sides": sides })))
        }
        Rest::Silence(silence) => Some(("silence", self::silence(after, silence))),
    };
    if let Some((key, value)) = rest {
        moved[key] = value;
    }
    moved
}

fn listed(chronicle: &Chronicle, thread: &Thread) -> Value {
    let days = || thread.steps.iter().filter_map(|step| step.day);
    let trend = thread
        .trend()
        .map(|(step, change)| json!({ "change": change.kind.word(), "since": step.day.map(|day| day.to_string()) }));
    let steps = thread.steps.iter().flat_map(|step| &step.changes);
    json!({
        "kind": thread.kind.word(),
        "actors": thread.actors,
        "about": thread.about,
        "category": thread.category.map(|category| category.word()),
        "state": thread.last().state(),
        "steps": thread.steps.len(),
        "voices": thread.voices(),
        "relays": thread.relays.iter().map(|(outlet, voices)| json!({
            "outlet": outlet,
            "voices": voices.iter().map(|voice| voice + 1).collect::<Vec<_>>(),
        })).collect::<Vec<_>>(),
        "first": days().min().map(|day| day.to_string()),
        "last": days().max().map(|day| day.to_string()),
        "changes": steps.count(),
        "trend": trend,
        "silence": thread.silence.as_ref().map(|silence| self::silence(chronicle, silence)),
        "ref": thread.last().reference.to_string(),
    })
}

fn whole(chronicle: &Chronicle, thread: &Thread) -> Value {
    let mut whole = listed(chronicle, thread);
    let steps = thread.steps.iter().map(|at| {
        let mut step = step(chronicle, at);
        let changes: Vec<Value> = at.changes.iter().map(|change| self::change(thread, change)).collect();
        step["changes"] = changes.into();
        step
    });
    whole["history"] = steps.collect::<Vec<_>>().into();
    whole
}

fn step(chronicle: &Chronicle, step: &Step) -> Value {
    let (stage, creditor) = match &step.told {
        Told::Commitment { stage, creditor, .. } => (*stage, creditor.as_slice()),
        _ => (None, &[][..]),
    };
    json!({
        "ref": step.reference.to_string(),
        "day": step.day.map(|day| day.to_string()),
        "voice": step.voice + 1,
        "told": quote(chronicle, step.document, &step.quote),
        "attributed_to": step.attributed_to,
        "own": step.is_own,
        "state": step.state(),
        "wording": step.told.wording().map(Quote::text),
        "condition": step.told.condition(),
        "amount": step.told.amount().map(amount),
        "part": step.part.map(|part| part.word()),
        "stage": stage.map(|stage| stage.word()),
        "creditor": creditor,
        "time": step.time.as_ref().map(|time| json!({
            "text": time.text(),
            "start": time.start().map(|day| day.to_string()),
            "end": time.end().map(|day| day.to_string()),
        })),
    })
}

fn change(thread: &Thread, change: &Change) -> Value {
    changed(change, &thread.steps[change.since].reference.to_string())
}

/// Writes a change beside the step that it is held against.
pub(super) fn changed(change: &Change, since: &str) -> Value {
    let value = |value: &ChangeValue| match value {
        ChangeValue::Words(words) => json!(words),
        ChangeValue::Amount(of) => amount(of),
        ChangeValue::Day(day) => json!(day.to_string()),
    };
    json!({
        "kind": change.kind.word(),
        "from": change.from.as_ref().map(value),
        "to": change.to.as_ref().map(value),
        "since": since,
    })
}

fn silence(chronicle: &Chronicle, silence: &Silence) -> Value {
    let Silence { document, quote: words, days_spoken, day, .. } = silence;
    json!({ "days_spoken": days_spoken, "spoke": day.to_string(), "told": quote(chronicle, *document, words) })
}

fn quote(chronicle: &Chronicle, document: usize, quote: &Quote) -> Value {
    let source = chronicle.source(document);
    let origin = source.origin();
    json!({
        "path": origin.path,
        "publisher": origin.publisher,
        "published": source.published().map(|day| day.to_string()),
        "span": source.span_chars(quote.span()),
        "quote": quote.text(),
    })
}
