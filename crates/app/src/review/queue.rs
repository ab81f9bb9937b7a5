//! What is to be looked at first, as a list?

use std::fmt::Write;

use casus_engine::ledger::Period;
use casus_engine::{Queue, Waiting};
use serde_json::{Value, json};

use super::desk::Desk;
use crate::command::{AnswerFormat, ReviewQueue};
use crate::error::Error;
use crate::face::words::{clipped, count_of, day, quoted};
use crate::face::{one_line, visible};
use crate::{address, output};

/// So much of an entry's words is shown.
const QUOTE_LEN_CHARS_MAX: usize = 160;

/// Prints the queue.
pub(super) fn print(desk: &Desk, options: &ReviewQueue, format: AnswerFormat) -> Result<(), Error> {
    let queue = of(desk)?;
    let limit = options.limit.unwrap_or(queue.entries.len());
    let entries = &queue.entries[..limit.min(queue.entries.len())];
    match format {
        AnswerFormat::Json => {
            let lines: Vec<Value> = entries.iter().map(|waiting| line(desk, &queue, waiting)).collect();
            output::print((json!(lines).to_string() + "\n").as_bytes())
        }
        AnswerFormat::Text => output::print(visible(&text(desk, &queue, entries)).as_bytes()),
    }
}

/// Asks the ledger for the entries that nobody has decided on.
pub(super) fn of(desk: &Desk) -> Result<Queue, Error> {
    let dossier = &desk.folder.dossier;
    Ok(casus_engine::queue(dossier, casus_engine::known(&desk.ledger, &Period::default(), None, &dossier.registry)?))
}

/// Says how many wait.
pub(super) fn waiting(count: usize) -> String {
    let wait = if count == 1 { "waits" } else { "wait" };
    format!("{} {wait} for a decision.", count_of(count, "entry"))
}

/// Says where an entry stands, in the name of its document and the day of it.
pub(super) fn place(desk: &Desk, queue: &Queue, waiting: &Waiting) -> String {
    let (source, _, _) = queue.record(waiting);
    let path = address::near(&source.origin().path, &desk.folder.path);
    let day = waiting.day.map_or_else(|| "no date".to_owned(), day);
    format!("{path}, {day}")
}

fn text(desk: &Desk, queue: &Queue, entries: &[Waiting]) -> String {
    let mut text = waiting(queue.entries.len()) + "\n";
    for (entry, number) in entries.iter().zip(1..) {
        let (_, _, record) = queue.record(entry);
        let quote = one_line(record.quote.text());
        let head = format!("{number}. {} {}, weight {:.2}", entry.reference, record.claim.kind(), entry.weight());
        let lines = [
            format!("{head}: {}", place(desk, queue, entry)),
            quoted(&clipped(&quote, QUOTE_LEN_CHARS_MAX)),
            entry.why().join(" "),
        ];
        text.push('\n');
        for (line, indent) in lines.iter().zip(["", "   ", "   "]) {
            let options = textwrap::Options::new(output::width()).initial_indent(indent).subsequent_indent("   ");
            writeln!(text, "{}", textwrap::fill(line, options)).expect("a string can be written to");
        }
    }
    text
}

fn line(desk: &Desk, queue: &Queue, waiting: &Waiting) -> Value {
    let (source, _, record) = queue.record(waiting);
    let dependants = &waiting.dependants;
    let contradictions: Vec<Value> =
        dependants.contradictions.iter().map(|(kind, about)| json!({"kind": kind.word(), "about": about})).collect();
    json!({
        "ref": waiting.reference.to_string(),
        "reference": waiting.reference.whole(),
        "kind": record.claim.kind(),
        "path": address::near(&source.origin().path, &desk.folder.path),
        "published": waiting.day.map(|day| day.to_string()),
        "span": source.span_chars(record.quote.span()),
        "quote": record.quote.text(),
        "confidence": waiting.confidence,
        "weight": waiting.weight(),
        "dependants": {
            "promises": dependants.promises,
            "claims": dependants.claims,
            "covered": dependants.covered,
            "goals": dependants.goals,
            "contradictions": contradictions,
            "tellings": dependants.tellings,
        },
        "why": waiting.why(),
    })
}
