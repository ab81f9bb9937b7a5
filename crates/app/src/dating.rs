//! `casus dating`: when were the undated documents written, and why?

use std::fmt::Write;
use std::path::Path;

use casus_engine::intake::Given;
use casus_engine::ledger::{DateReason, Dating, Side, Window};
use casus_engine::{Datings, Dossier, ReadDocument, datings};
use casus_text::Source;
use jiff::civil::Date;
use serde_json::{Value, json};

use crate::brief::Desk;
use crate::command::{AnswerFormat, Asked, AskedDating, DossierFolder};
use crate::error::{Error, shown};
use crate::face::{one_line, visible, words};
use crate::input::inputs;
use crate::output::{self, in_shell};
use crate::read::of_readings;

/// A longer quote is cut.
const QUOTE_CHARS_MAX: usize = 200;
/// What a person who knows the day puts in the place of it where none is proposed.
const DAY: &str = "DAY";

/// Prints the windows of the undated documents, of a dossier or of files.
pub(crate) fn dating(options: &AskedDating) -> Result<(), Error> {
    let Some(folder) = &options.dossier else { return of_files(options) };
    let asked = Asked::of(
        DossierFolder { folder: folder.clone(), ledger: options.ledger.clone() },
        options.as_of,
        options.known_at,
    );
    let desk = Desk::open(&asked)?;
    let found = datings(desk.dossier(), desk.remembered()?, options.as_of).map_err(Error::Question)?;
    print(&found, options, Some(folder))
}

fn of_files(options: &AskedDating) -> Result<(), Error> {
    let inputs = inputs("dating", &options.files)?;
    of_readings(&inputs, Given { published: None }, |documents| {
        let documents: Vec<ReadDocument> = documents.into_iter().map(ReadDocument::from).collect();
        let found = datings(&Dossier::default(), documents, options.as_of).map_err(Error::Question)?;
        print(&found, options, None)
    })
}

fn print(found: &Datings, options: &AskedDating, folder: Option<&Path>) -> Result<(), Error> {
    match AnswerFormat::or_default(options.format) {
        AnswerFormat::Json => output::print((json(found, folder) + "\n").as_bytes()),
        AnswerFormat::Text => output::print(visible(&text(found, folder)).as_bytes()),
    }
}

fn text(found: &Datings, folder: Option<&Path>) -> String {
    if found.datings.is_empty() {
        return "Every document has a day of publication.\n".to_owned();
    }
    let each: Vec<String> = found.datings.iter().map(|dating| one(found, dating, folder)).collect();
    each.join("\n")
}

fn one(found: &Datings, dating: &Dating, folder: Option<&Path>) -> String {
    let source = &found.documents[dating.document];
    let mut text = format!("{} ({})\n", words::title(source), source.origin().path);
    let mut say = |indent: usize, line: &str| {
        writeln!(text, "{:indent$}{line}", "").expect("a string can be written to");
    };
    match (dating.window, dating.clash) {
        (Some(window), _) => {
            say(2, &format!("written {}, unconfirmed", days(window)));
            dating.best.iter().for_each(|day| say(2, &format!("most likely {}", words::day(*day))));
        }
        (None, Some([one, other])) => {
            say(2, &format!("no window: reasons {} and {} exclude one another", one + 1, other + 1));
        }
        (None, None) => say(2, "no window: nothing bounds it"),
    }
    for (place, reason) in dating.reasons.iter().enumerate() {
        let bound = if reason.window.is_open() { String::new() } else { format!(" Written {}.", days(reason.window)) };
        let aside = if reason.is_set_aside { " Set aside: the offices have no day in common." } else { "" };
        say(2, &format!("{}. {}{bound}{aside}", place + 1, reason.why));
        say(5, &quoted(&reason.here));
        for side in &reason.there {
            let other = &found.documents[side.document];
            let title = words::title(other);
            say(5, &format!("{} {title} ({}), {}", quoted(side), other.origin().path, words::published(other)));
        }
    }
    say(2, &format!("confirm: {}", confirm(source, dating.best, folder)));
    text
}

fn quoted(side: &Side) -> String {
    let line = one_line(side.quote.text());
    words::quoted(&words::clipped(&line, QUOTE_CHARS_MAX))
}

fn days(window: Window) -> String {
    match (window.earliest, window.latest) {
        (Some(earliest), Some(latest)) if earliest == latest => format!("on {}", words::day(earliest)),
        (Some(earliest), Some(latest)) => format!("from {} to {}", words::day(earliest), words::day(latest)),
        (Some(earliest), None) => format!("on or after {}", words::day(earliest)),
        (None, Some(latest)) => format!("on or before {}", words::day(latest)),
        (None, None) => "at any time".to_owned(),
    }
}

/// Returns the command with which a person says when a document was published.
fn confirm(source: &Source, best: Option<Date>, folder: Option<&Path>) -> String {
    let day = best.map_or(DAY.to_owned(), |day| day.to_string());
    let path = in_shell(&source.origin().path);
    match folder {
        Some(folder) => {
            format!("casus review date {path} {day} --by NAME --dossier {}", in_shell(&shown(folder)))
        }
        None => format!("casus read {path} --published {day}"),
    }
}

fn json(found: &Datings, folder: Option<&Path>) -> String {
    let day = |day: Option<Date>| day.map(|day| day.to_string());
    let side = |side: &Side| {
        let source = &found.documents[side.document];
        let span = source.span_chars(side.quote.span());
        json!({ "path": source.origin().path, "span": span, "quote": side.quote.text() })
    };
    let reason = |reason: &DateReason| {
        json!({
            "kind": reason.kind.word(),
            "why": reason.why,
            "earliest": day(reason.window.earliest),
            "latest": day(reason.window.latest),
            "here": side(&reason.here),
            "there": reason.there.iter().map(side).collect::<Vec<_>>(),
            "set_aside": reason.is_set_aside,
        })
    };
    let dating = |dating: &Dating| {
        let source = &found.documents[dating.document];
        json!({
            "path": source.origin().path,
            "window": dating.window.map(|window| [day(window.earliest), day(window.latest)]),
            "best": day(dating.best),
            "clash": dating.clash,
            "reasons": dating.reasons.iter().map(reason).collect::<Vec<_>>(),
            "confirm": confirm(source, dating.best, folder),
        })
    };
    Value::from(found.datings.iter().map(dating).collect::<Vec<_>>()).to_string()
}
