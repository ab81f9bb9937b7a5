//! What does a reading look like to a person?
//!
//! In go a source and its reading; out comes text: each passage that gave a record, underlined where the evidence
//! stands, and under it each record with its fields by name. One field a line, so that a change of the reader shows as
//! a change of few lines. The command line and the suite show the same.

mod fields;
mod layout;

use std::collections::BTreeSet;
use std::ops::Range;

use casus_claim::{Entity, Note, Reading, Record};
use casus_engine::Trace;
use casus_text::{DateOrigin, Source, Span};

use fields::{Field, fields};
use layout::{Mark, underlined, wrapped};

use crate::face::one_line;

/// The narrowest width that is honoured.
const WIDTH_MIN: usize = 20;

/// How many of a note's words are shown, in columns.
const NOTED_WIDTH: usize = 48;

/// Shows a reading in lines of at most `width` columns, as far as its words can be broken.
pub fn readout(source: &Source, reading: &Reading, width: usize) -> String {
    explained(source, reading, &[], width)
}

/// Shows a reading with a line under each record that says by which rule it was read; `traces` are in the order of the ids
/// of the records.
pub(crate) fn explained(source: &Source, reading: &Reading, traces: &[Trace], width: usize) -> String {
    let width = width.max(WIDTH_MIN);
    let mut lines: Vec<String> = head(source).iter().flat_map(|line| wrapped(line, width, 2)).collect();
    for passage in passages(reading) {
        lines.push(String::new());
        lines.extend(passage.lines(source, reading, traces, width));
    }
    lines.push(String::new());
    lines.extend(reading.entities().iter().flat_map(|entity| wrapped(&entity_line(entity), width, 2)));
    lines.extend(reading.notes().iter().flat_map(|note| wrapped(&note_line(source, note), width, 2)));
    lines.push(count_line(reading));
    let mut text = lines.join("\n");
    text.push('\n');
    text
}

/// Shows one record in its surroundings: the passage it rests on, with the sentence before and the one after.
pub(crate) fn entry(source: &Source, reading: &Reading, record: &Record, width: usize) -> String {
    let width = width.max(WIDTH_MIN);
    let touched = touched(reading, record.quote.span());
    let (first, last) = (touched.start.saturating_sub(1), touched.end.min(reading.sentences().len().saturating_sub(1)));
    let around = reading.sentences().get(first..=last).unwrap_or_default();
    let span = around.iter().fold(record.quote.span(), |span, sentence| span.cover(*sentence));
    let mut lines = Passage { span, records: vec![record] }.lines(source, reading, &[], width);
    lines.push(String::new());
    lines.join("\n")
}

/// Returns the fields of a record by name, as the readout shows them.
pub(crate) fn values(reading: &Reading, record: &Record) -> Vec<(&'static str, String)> {
    fields(reading, record).into_iter().map(|Field { name, value }| (name, value)).collect()
}

fn head(source: &Source) -> Vec<String> {
    let origin = source.origin();
    let title = origin.title.as_deref().map(|title| format!("title: {}", one_line(title)));
    let publisher = origin.publisher.as_deref().map(|publisher| format!("publisher: {}", one_line(publisher)));
    title.into_iter().chain(publisher).chain([published_line(source)]).collect()
}

fn published_line(source: &Source) -> String {
    let Some(published) = source.origin().published else { return "published: not known".to_owned() };
    let how = match published.origin {
        DateOrigin::Dateline(span) => format!("its own dateline \"{}\"", one_line(source.slice(span))),
        DateOrigin::Sidecar => "its sidecar".to_owned(),
        DateOrigin::Given => "given by the user".to_owned(),
        DateOrigin::Stated(part) => crate::face::words::stated_in(part).to_owned(),
    };
    format!("published: {} ({how})", published.day)
}

/// A stretch of the text with the records that rest on it.
struct Passage<'a> {
    span: Span,
    records: Vec<&'a Record>,
}

/// Gathers the records by the sentences they rest on; sentences that share a record become one passage.
fn passages(reading: &Reading) -> Vec<Passage<'_>> {
    let mut passages: Vec<Passage<'_>> = reading.records().iter().map(|record| of_record(reading, record)).collect();
    passages.sort_by_key(|passage| passage.span.start_bytes());
    let mut merged: Vec<Passage<'_>> = Vec::new();
    for passage in passages {
        match merged.last_mut() {
            Some(last) if last.span.overlaps(passage.span) || last.span == passage.span => {
                last.span = last.span.cover(passage.span);
                last.records.extend(passage.records);
            }
            _ => merged.push(passage),
        }
    }
    merged.iter_mut().for_each(|passage| passage.records.sort_by_key(|record| record.id));
    merged
}

fn of_record<'a>(reading: &Reading, record: &'a Record) -> Passage<'a> {
    let evidence = record.quote.span();
    let touched = &reading.sentences()[touched(reading, evidence)];
    Passage { span: touched.iter().fold(evidence, |span, sentence| span.cover(*sentence)), records: vec![record] }
}

/// Returns the places of the sentences that share a byte with a span; sentences stand in the order of the text.
fn touched(reading: &Reading, span: Span) -> Range<usize> {
    let sentences = reading.sentences();
    let first = sentences.partition_point(|sentence| sentence.end_bytes() <= span.start_bytes());
    let after = sentences.partition_point(|sentence| sentence.start_bytes() < span.end_bytes());
    first..after.max(first)
}

impl Passage<'_> {
    fn lines(&self, source: &Source, reading: &Reading, traces: &[Trace], width: usize) -> Vec<String> {
        let span = source.trim(self.span);
        let mut lines = underlined(source.slice(span), &self.marks(span), width);
        for record in &self.records {
            lines.push(title_line(record));
            let fields = fields(reading, record);
            lines.extend(
                fields.iter().flat_map(|Field { name, value }| wrapped(&format!("  {name}: {value}"), width, 4)),
            );
            let trace = traces.get(record.id.0 as usize);
            lines.extend(trace.iter().flat_map(|trace| wrapped(&trace_line(trace), width, 4)));
        }
        lines
    }

    /// Marks each stretch of evidence once, with the names of all records that rest on it.
    fn marks(&self, within: Span) -> Vec<Mark> {
        let mut marks: Vec<Mark> = Vec::new();
        for record in &self.records {
            let evidence = record.quote.span();
            let start = evidence.start_bytes().saturating_sub(within.start_bytes());
            let range = start..evidence.end_bytes().saturating_sub(within.start_bytes()).min(within.len_bytes());
            match marks.iter_mut().find(|mark| mark.range == range) {
                Some(mark) => mark.label.push_str(&format!(" {}", record.id)),
                None => marks.push(Mark { range, label: record.id.to_string() }),
            }
        }
        marks
    }
}

fn title_line(record: &Record) -> String {
    format!("{} {} (confidence {:.2})", record.id, record.claim.kind(), record.confidence.share())
}

/// Tells by which rule a record was read: `read by: pattern "vowed to" of commitments.tsv, …`.
fn trace_line(trace: &Trace) -> String {
    let row = trace.row.as_ref().map_or(String::new(), |row| format!(" \"{row}\""));
    let table = trace.table.map_or(String::new(), |table| format!(" of {table}"));
    let actor = trace.actor.map_or(String::new(), |actor| format!("; actor: {actor}"));
    let likelihood = trace.likelihood.map_or(String::new(), |likelihood| format!("; likelihood {likelihood:.2}"));
    let signs: Vec<String> = trace.signs.iter().map(|(sign, weight)| format!("{sign} {weight:+.2}")).collect();
    let signs = if signs.is_empty() { String::new() } else { format!("; moved by {}", signs.join(", ")) };
    let words = one_line(&trace.words);
    format!("  read by: {}{row}{table} on \"{words}\" as {}{actor}{likelihood}{signs}", trace.rule, trace.value)
}

fn entity_line(entity: &Entity) -> String {
    let mut line = format!("{} {}: {}", entity.id, entity.kind, one_line(&entity.name));
    if !entity.aliases.is_empty() {
        line.push_str(&format!(
            ", also {}",
            entity.aliases.iter().map(|alias| one_line(alias)).collect::<Vec<_>>().join(" / ")
        ));
    }
    for office in &entity.offices {
        let title = office.title.as_deref().unwrap_or("an office");
        line.push_str(&format!("; {}", one_line(title)));
        line.push_str(&office.of.as_deref().map_or(String::new(), |of| format!(" of {}", one_line(of))));
    }
    for role in &entity.roles {
        line.push_str(&format!("; {} of {}", one_line(&role.role), one_line(&role.of)));
    }
    line
}

fn note_line(source: &Source, note: &Note) -> String {
    let words = note.span.map(|span| format!(" at \"{}\"", layout::shortened(source.slice(span), NOTED_WIDTH)));
    format!("note {}{}: {}", note.kind, words.unwrap_or_default(), one_line(&note.sentence))
}

fn count_line(reading: &Reading) -> String {
    let gave: BTreeSet<usize> =
        reading.records().iter().flat_map(|record| touched(reading, record.quote.span())).collect();
    format!("{} of {} sentences gave a record", gave.len(), reading.sentences().len())
}

#[cfg(test)]
mod tests;
