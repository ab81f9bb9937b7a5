//! `casus extract`: what do the documents say, record by record?

use casus_claim::{Note, NoteKind, Reading, Registry};
use casus_engine::intake::Given;
use casus_text::Source;

use crate::command::{Extract, Format};
use crate::error::Error;
use crate::input::inputs;
use crate::output::{Stdout, width};
use crate::readers::Readers;
use crate::readout::{explained, readout};
use crate::{many, readers, report, wire};

/// What is printed of one document.
struct Printed {
    path: String,
    text: String,
    notes: Vec<String>,
    small_notes: usize,
    records: usize,
}

/// Prints the records of each document in the order in which the documents are named.
pub(crate) fn extract(options: &Extract) -> Result<(), Error> {
    let inputs = inputs("extract", &options.documents.files)?;
    let given = Given { published: options.documents.published };
    let pipeline = readers::pipeline(readers::ENGLISH)?;
    let readers = Readers::of(&pipeline);
    let mut stdout = Stdout::open();
    let mut empty = Vec::new();
    let (mut found, mut small_notes) = (0, 0);
    let done = many::each(
        &inputs,
        given,
        |loaded| printed(&loaded.source, options, &readers),
        |printed| {
            printed.notes.iter().for_each(|note| report::note(note));
            found += printed.records;
            small_notes += printed.small_notes;
            if printed.records == 0 {
                empty.push(printed.path);
            }
            stdout.write(&printed.text)
        },
    );
    if !matches!(done, Err(Error::Closed | Error::NotPrinted { .. })) {
        stdout.finish()?;
        tell_empty(&empty, found);
        tell_small(small_notes);
    }
    done
}

fn printed(source: &Source, options: &Extract, readers: &Readers<'_>) -> Printed {
    let (reading, traces) = readers.explained(source, &Registry::default());
    let reading = above(reading, options.min_confidence);
    let path = source.origin().path.clone();
    let text = match (options.format, options.explain) {
        (Format::Json, false) => wire::line(source, &reading) + "\n",
        (Format::Json, true) => wire::explained(source, &reading, &traces) + "\n",
        (Format::Text, false) => format!("=== {path} ===\n{}\n", readout(source, &reading, width())),
        (Format::Text, true) => format!("=== {path} ===\n{}\n", explained(source, &reading, &traces, width())),
    };
    // The text view shows every note where it belongs; the contract's JSON has no place for them.
    let (notes, small_notes) = match options.format {
        Format::Json => told(&path, reading.notes()),
        Format::Text => (Vec::new(), 0),
    };
    Printed { path, text, notes, small_notes, records: reading.records().len() }
}

/// Leaves out the records below a confidence.
fn above(reading: Reading, min_confidence: f64) -> Reading {
    if min_confidence <= 0.0 {
        return reading;
    }
    let sure = reading.records().iter().filter(|record| record.confidence.share() >= min_confidence);
    let (entities, notes) = (reading.entities().to_vec(), reading.notes().to_vec());
    Reading::new(reading.source(), entities, sure.cloned().collect(), notes, reading.sentences().to_vec())
}

/// Parts the notes that concern a whole document from those that concern a few words of it.
///
/// The former are told; of the latter, of which a long text has hundreds, only the number.
fn told(path: &str, notes: &[Note]) -> (Vec<String>, usize) {
    let is_small = |note: &&Note| matches!(note.kind, NoteKind::NoActor | NoteKind::UnresolvedTime);
    let small = notes.iter().filter(is_small).count();
    let of_kind = |kind: &NoteKind| {
        let mut all = notes.iter().filter(|note| note.kind == *kind && !is_small(note));
        let first = all.next()?;
        let more = match all.count() {
            0 => String::new(),
            more => format!(" (and `{more}` more like it)"),
        };
        Some(format!("`{path}`: {}{more}", first.sentence))
    };
    (NoteKind::ALL.iter().filter_map(of_kind).collect(), small)
}

fn tell_small(count: usize) {
    if count > 0 {
        report::note(&format!("`{count}` passages gave less than their words call for; `--format text` shows them"));
    }
}

fn tell_empty(empty: &[String], found: usize) {
    match empty {
        [] => {}
        [path] => report::note(&format!("nothing was found in `{path}`")),
        all if found == 0 => report::note(&format!("nothing was found in any of `{}` documents", all.len())),
        all => report::note(&format!("nothing was found in `{}` of the documents", all.len())),
    }
}
