//! `casus search`: which entries of a dossier have these words?

use std::fmt::Write;

use casus_engine::ledger::Hit;
use serde_json::{Value, json};

use crate::command::{AnswerFormat, Search};
use crate::error::Error;
use crate::face::{one_line, visible, words};
use crate::folder::Folder;
use crate::{address, output, report};

/// Prints the entries that a search finds, the latest published first.
pub(crate) fn search(options: &Search) -> Result<(), Error> {
    let folder = Folder::open(&options.dossier)?;
    let mut hits = folder.ledger_read_only()?.search(&options.sought(), options.known_at)?;
    if hits.len() > options.limit as usize {
        hits.truncate(options.limit as usize);
        report::note(&format!(
            "there are more: these are the latest `{}`, and `--limit` asks for others",
            options.limit
        ));
    }
    match AnswerFormat::or_default(options.format) {
        AnswerFormat::Json => {
            let hits: Vec<Value> = hits.iter().map(json).collect();
            output::print((Value::Array(hits).to_string() + "\n").as_bytes())
        }
        AnswerFormat::Text => output::print(visible(&text(&hits, &folder, output::width())).as_bytes()),
    }
}

fn json(hit: &Hit) -> Value {
    json!({
        "ref": hit.reference.to_string(),
        "reference": hit.reference.whole(),
        "kind": hit.kind,
        "quote": hit.quote,
        "document": {
            "id": hit.document.as_str(),
            "path": hit.path,
            "title": hit.title,
            "publisher": hit.publisher,
            "published": hit.published.map(|day| day.to_string()),
        },
    })
}

fn text(hits: &[Hit], folder: &Folder, width: usize) -> String {
    if hits.is_empty() {
        return "No entry has all of that.\n".to_owned();
    }
    let mut text = String::new();
    for hit in hits {
        let day = hit.published.map_or_else(|| "no date".to_owned(), words::day);
        let publisher = hit.publisher.iter().map(|publisher| format!(", {publisher}")).collect::<String>();
        let path = address::near(&hit.path, &folder.path);
        let quote = words::quoted(&one_line(&hit.quote));
        writeln!(text, "{}  {}, {day}{publisher}, {path}", hit.reference, hit.kind)
            .expect("a string can be written to");
        let options = textwrap::Options::new(width).initial_indent("  ").subsequent_indent("  ");
        writeln!(text, "{}", textwrap::fill(&quote, options)).expect("a string can be written to");
    }
    text
}
