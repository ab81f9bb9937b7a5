//! Where do the lines come from, what is odd about the documents, and which sentences gave nothing?

use std::collections::BTreeMap;

use casus_claim::{NoteKind, Reading};
use casus_intake::Copies;
use casus_ledger::{Dating, Window, days_stale};
use casus_text::Source;

use crate::coverage::{CoveredSentence, coverage};
use crate::facts::Facts;
use crate::page::{Document, Oddity, Sentence};
use crate::phrase::{list, one_line, shortened};

/// A longer quote in an oddity is cut.
const QUOTE_LEN_CHARS_MAX: usize = 80;
/// More symbolic times than this are counted and not listed.
const TIMES_LISTED_MAX: usize = 6;

/// Lays out the documents, undated ones with the windows that are proposed for them.
pub(crate) fn documents(facts: Facts, datings: &[Dating]) -> Vec<Document> {
    let windows: BTreeMap<usize, Window> =
        datings.iter().filter_map(|dating| Some((dating.document, dating.window?))).collect();
    let odd_of = |source: usize| {
        let window = windows.get(&source).map(|window| Oddity { sentence: unconfirmed(*window), span: None });
        oddities(&facts, source).into_iter().chain(window).collect()
    };
    let odd: Vec<Vec<Oddity>> = (0..facts.documents.len()).map(odd_of).collect();
    let Copies { voices, relays, credits } = facts.copies;
    let voices = voices.into_iter().zip(relays).zip(credits);
    let documents = facts.documents.into_iter().zip(facts.grades).zip(odd).zip(voices);
    let document = |((((source, reading), grade), oddities), ((voice, relays), credit))| {
        let sentences = sentences(&reading);
        Document { source, grade, oddities, sentences, voice, relays, credit }
    };
    documents.map(document).collect()
}

fn oddities(facts: &Facts, number: usize) -> Vec<Oddity> {
    let (source, reading) = &facts.documents[number];
    let undated = source.published().is_none().then(|| undated(source, reading));
    let same = facts.same.get(&number).map(|paths| same_text(paths));
    let stale = facts.lines_of(number).filter_map(|line| {
        let days = days_stale(source.published(), line.reading, line.record)?;
        let quote = shortened(line.record.quote.text(), QUOTE_LEN_CHARS_MAX);
        let sentence = format!("It reports as news what it places {days} days before its own date: “{quote}”.");
        Some(Oddity { sentence, span: Some(line.record.quote.span()) })
    });
    let said = facts.remarks[number].iter().map(|sentence| Oddity { sentence: sentence.clone(), span: None });
    said.chain(undated).chain(same).chain(noted(source, reading)).chain(stale).collect()
}

/// Says between which days a document was published as far as reasons tell; nothing takes that for its day.
fn unconfirmed(window: Window) -> String {
    let days = match (window.earliest, window.latest) {
        (Some(earliest), Some(latest)) if earliest == latest => format!("on {earliest}"),
        (Some(earliest), Some(latest)) => format!("between {earliest} and {latest}"),
        (Some(earliest), None) => format!("on {earliest} or later"),
        (None, Some(latest)) => format!("on {latest} or earlier"),
        (None, None) => "at an unknown time".to_owned(),
    };
    format!("Published {days}, unconfirmed: see `casus dating`.")
}

/// Says what an undated document leaves open.
fn undated(source: &Source, reading: &Reading) -> Oddity {
    let times = symbolic_times(source, reading);
    let listed: Vec<String> = times.iter().take(TIMES_LISTED_MAX).map(|time| format!("“{time}”")).collect();
    let sentence = match times.len() {
        0 => "The document carries no date.".to_owned(),
        n if n > TIMES_LISTED_MAX => {
            let more = n - TIMES_LISTED_MAX;
            format!(
                "The document carries no date, so its relative times stay as worded: {} and {more} more.",
                listed.join(", ")
            )
        }
        _ => format!("The document carries no date, so its relative times stay as worded: {}.", list(&listed)),
    };
    Oddity { sentence, span: None }
}

/// Lists the times that cannot be told in days, each once, in the order of the text.
fn symbolic_times(source: &Source, reading: &Reading) -> Vec<String> {
    let of_records = reading.records().iter().filter_map(|record| {
        let time = record.time.as_ref().filter(|time| time.start().is_none() && time.end().is_none())?;
        Some((record.quote.span().start_bytes(), one_line(time.text())))
    });
    let unresolved = reading.notes().iter().filter(|note| note.kind == NoteKind::UnresolvedTime);
    let of_notes = unresolved.filter_map(|note| Some((note.span?.start_bytes(), one_line(source.slice(note.span?)))));
    let mut times: Vec<(usize, String)> = of_records.chain(of_notes).collect();
    times.sort();
    let mut each_once: Vec<String> = Vec::new();
    for (_, time) in times {
        if each_once.iter().all(|other| other.to_lowercase() != time.to_lowercase()) {
            each_once.push(time);
        }
    }
    each_once
}

fn same_text(paths: &[String]) -> Oddity {
    let paths: Vec<String> = paths.iter().map(|path| format!("`{path}`")).collect();
    let has = if paths.len() == 1 { "has" } else { "have" };
    Oddity { sentence: format!("{} {has} the same text, which counts once.", list(&paths)), span: None }
}

/// Passes on what the reader noticed.
///
/// A missing date is said above with what hangs on it, and a sentence without an actor shows among those that gave no
/// line.
fn noted(source: &Source, reading: &Reading) -> Vec<Oddity> {
    let is_dated = source.published().is_some();
    let is_odd = |kind: NoteKind| match kind {
        NoteKind::Language | NoteKind::OddTime | NoteKind::Overlong => true,
        NoteKind::UnresolvedTime => is_dated,
        NoteKind::Undated | NoteKind::NoActor => false,
    };
    let odd = reading.notes().iter().filter(|note| is_odd(note.kind));
    odd.map(|note| Oddity { sentence: note.sentence.clone(), span: note.span }).collect()
}

/// Lists the sentences, and whether a record rests on each.
fn sentences(reading: &Reading) -> Vec<Sentence> {
    let sentence = |CoveredSentence { span, kinds }| Sentence { span, gave_a_line: !kinds.is_empty() };
    coverage(reading).sentences.into_iter().map(sentence).collect()
}
