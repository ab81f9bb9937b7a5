//! `casus show`: what is this entry, where does it stand, and who read it?

use std::fmt::Write;

use casus_engine::ledger::{Entry, Found, Occurrence};
use serde_json::json;

use crate::command::{AnswerFormat, Show};
use crate::error::Error;
use crate::face::{visible, words};
use crate::folder::Folder;
use crate::{output, readout, report, wire};

/// So much of a candidate's words is shown.
const QUOTE_CHARS_MAX: usize = 100;

/// Prints the entry that a reference leads to.
pub(crate) fn show(options: &Show) -> Result<(), Error> {
    let ledger = Folder::open(&options.dossier)?.ledger_read_only()?;
    let typed = options.reference.clone();
    let entry = match ledger.find(&typed, options.known_at)? {
        Found::Entry(entry) => entry,
        Found::Nothing => return Err(Error::NoEntry { typed }),
        Found::Several(candidates) => {
            for candidate in &candidates {
                let quote = words::clipped(&one_line(&candidate.quote), QUOTE_CHARS_MAX);
                let digits = &candidate.reference.whole()[..typed.len().clamp(12, 52)];
                report::note(&visible(&format!("`{digits}` {}: {}", candidate.kind, words::quoted(&quote))));
            }
            return Err(Error::SeveralEntries { typed, count: candidates.len() });
        }
    };
    match options.format {
        AnswerFormat::Json => output::print((json(&entry) + "\n").as_bytes()),
        AnswerFormat::Text => output::print(visible(&text(&entry, output::width())).as_bytes()),
    }
}

fn text(entry: &Entry, width: usize) -> String {
    let mut text = String::new();
    for occurrence in &entry.occurrences {
        let record = occurrence.record();
        let origin = occurrence.source.origin();
        let say = |text: &mut String, name: &str, value: &str| {
            writeln!(text, "{name}: {value}").expect("a string can be written to");
        };
        say(&mut text, "entry", &format!("{}, {}, read", entry.reference, record.claim.kind()));
        say(&mut text, "document", words::title(&occurrence.source));
        say(&mut text, "published", &words::published(&occurrence.source));
        origin.publisher.iter().for_each(|publisher| say(&mut text, "publisher", publisher));
        say(&mut text, "path", &origin.path);
        origin.url.iter().for_each(|url| say(&mut text, "url", url));
        say(&mut text, "read by", &format!("{} ({})", occurrence.reader.name, occurrence.reader.kind.word()));
        say(&mut text, "recorded", &occurrence.recorded_at.to_string());
        text.push('\n');
        text.push_str(&readout::entry(&occurrence.source, &occurrence.reading, record, width));
        text.push('\n');
    }
    text.truncate(text.trim_end().len());
    text + "\n"
}

fn json(entry: &Entry) -> String {
    let occurrences: Vec<_> = entry.occurrences.iter().map(occurrence).collect();
    json!({ "ref": entry.reference.to_string(), "reference": entry.reference.whole(), "occurrences": occurrences })
        .to_string()
}

fn occurrence(occurrence: &Occurrence) -> serde_json::Value {
    let (document, entities, record) = wire::parts(&occurrence.source, &occurrence.reading, occurrence.record());
    json!({
        "document": document,
        "address": { "path": occurrence.source.origin().path, "url": occurrence.source.origin().url },
        "reader": { "kind": occurrence.reader.kind.word(), "name": occurrence.reader.name },
        "recorded_at": occurrence.recorded_at.to_string(),
        "state": "read",
        "entities": entities,
        "record": record,
    })
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
