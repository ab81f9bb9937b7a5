//! Learns what attributes from a corpus of marked texts, and writes the weights.
//!
//! `learn_attribution FOLDER TEXTS OUT` reads with the pipeline in a folder. Each line of the file of texts is a JSON object
//! with a `text` and its `attributions`, as `casus attributions` writes them. `cargo xtask learn attribution` runs it.

use std::error::Error;
use std::fs::{self, File};
use std::io::{BufRead, BufReader};
use std::path::Path;

use casus_extract::{Attribution, learn};
use casus_syntax::{Pipeline, Reader, paragraphs};
use casus_text::{Origin, Source, Span};
use serde_json::Value;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [folder, texts, out] = &arguments[..] else { return Err("usage: learn_attribution FOLDER TEXTS OUT".into()) };
    let pipeline = Pipeline::open(Path::new(folder))?;
    let lessons = lessons(&mut pipeline.reader(), Path::new(texts))?;
    eprintln!("{} texts", lessons.len());
    let learned = learn::attribution(&lessons, &mut |line| eprintln!("{line}"));
    Ok(fs::write(out, learned.to_bytes())?)
}

/// Reads the texts and parses them.
fn lessons(reader: &mut Reader<'_>, path: &Path) -> Result<Vec<learn::Lesson>, Box<dyn Error>> {
    let lines = BufReader::new(File::open(path)?).lines();
    lines.map(|line| lesson(reader, &serde_json::from_str(&line?)?)).collect()
}

fn lesson(reader: &mut Reader<'_>, row: &Value) -> Result<learn::Lesson, Box<dyn Error>> {
    let text = row["text"].as_str().ok_or("a line has no `text`")?;
    let source = Source::new(text.to_owned(), Origin::default());
    let doc = reader.read_parts(text, &paragraphs(text));
    let rows = row["attributions"].as_array().ok_or("a line has no `attributions`")?;
    let attribution = |row: &Value| Attribution {
        source: spans(&source, &row["source"]),
        cue: spans(&source, &row["cue"]),
        content: spans(&source, &row["content"]),
    };
    let attributions = rows.iter().map(attribution).collect();
    Ok(learn::Lesson { source, doc, attributions })
}

fn spans(source: &Source, pieces: &Value) -> Vec<Span> {
    let offset = |value: &Value| value.as_u64().and_then(|offset| usize::try_from(offset).ok());
    let span = |piece: &Value| source.span_of_chars(offset(&piece[0])?, offset(&piece[1])?);
    pieces.as_array().into_iter().flatten().filter_map(span).collect()
}
