//! Learns what a careful reader takes from documents read by hand, and writes the weights; or tells how well that goes.
//!
//! `learn_records learn FOLDER GOLD OUT TABLE` reads with the pipeline in FOLDER. In GOLD, beside each `NAME.txt`,
//! `NAME.gold.json` has the records that people took, and `NAME.meta.json` the day of publication. OUT gets the weights of
//! the judge, and TABLE those of confidence. `learn_records measure FOLDER GOLD...` prints, for each document a line of JSON,
//! how it is read by what is learned from four fifths of the others. `cargo xtask learn records` and `cargo xtask eval
//! records` run it.

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

use casus_extract::Unwrapped;
use casus_extract::judging::{Lesson, Outcome, Taken, cross_validate, examples, records, size};
use casus_syntax::{Pipeline, Reader, paragraphs};
use casus_text::{DateOrigin, Origin, Published, Source, Span};
use jiff::civil::date;
use serde_json::{Value, json};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["learn", folder, gold, out, table] => learn(folder, gold, out, table),
        ["measure", folder, ref golds @ ..] => measure(folder, golds),
        _ => Err("usage: learn_records learn FOLDER GOLD OUT TABLE, or learn_records measure FOLDER GOLD...".into()),
    }
}

fn learn(folder: &str, gold: &str, out: &str, table: &str) -> Result<(), Box<dyn Error>> {
    let (_, lessons) = lessons(folder, &[gold])?;
    let learned = records(&lessons, &mut |line| eprintln!("{line}"));
    fs::write(out, learned.to_bytes())?;
    Ok(fs::write(table, learned.confidence)?)
}

fn measure(folder: &str, golds: &[&str]) -> Result<(), Box<dyn Error>> {
    let (paths, lessons) = lessons(folder, golds)?;
    for (path, measured) in paths.iter().zip(cross_validate(&lessons)) {
        let records = measured.scored.iter().map(|scored| {
            let outcome = match scored.outcome {
                Outcome::Right => "right",
                Outcome::Optional => "optional",
                Outcome::Wrong => "wrong",
            };
            json!({"kind": scored.kind, "confidence": scored.confidence.share(), "outcome": outcome})
        });
        let records: Vec<Value> = records.collect();
        println!("{}", json!({"document": path, "records": records, "missed": measured.missed}));
    }
    Ok(())
}

/// Reads the documents of some folders, and the exercises behind them.
fn lessons(folder: &str, golds: &[&str]) -> Result<(Vec<PathBuf>, Vec<Lesson>), Box<dyn Error>> {
    let pipeline = Pipeline::open(Path::new(folder))?;
    let mut paths: Vec<PathBuf> = Vec::new();
    for gold in golds {
        let entries = fs::read_dir(gold)?.filter_map(|entry| entry.ok().map(|entry| entry.path()));
        let mut texts: Vec<_> = entries.filter(|path| path.extension().is_some_and(|it| it == "txt")).collect();
        texts.sort();
        paths.extend(texts);
    }
    let mut reader = pipeline.reader();
    let mut lessons = paths.iter().map(|path| lesson(&mut reader, path)).collect::<Result<Vec<_>, _>>()?;
    eprintln!("{} documents", lessons.len());
    for (text, taken) in examples() {
        lessons.push(exercise(&mut reader, text, taken));
    }
    Ok((paths, lessons))
}

fn lesson(reader: &mut Reader<'_>, path: &Path) -> Result<Lesson, Box<dyn Error>> {
    let text = fs::read_to_string(path)?;
    let meta: Value = serde_json::from_str(&fs::read_to_string(path.with_extension("meta.json"))?)?;
    let gold: Value = serde_json::from_str(&fs::read_to_string(path.with_extension("gold.json"))?)?;
    let day = meta["published"].as_str().and_then(|day| day.get(..10)?.parse().ok());
    let published = day.map(|day| Published { day, origin: DateOrigin::Given });
    let known = |key: &str| meta[key].as_str().map(str::to_owned);
    let origin = Origin { published, title: known("title"), publisher: known("publisher"), ..Origin::default() };
    let source = Source::new(text, origin);
    let rows = [("records", false), ("optional", true)]
        .into_iter()
        .flat_map(|(key, is_optional)| gold[key].as_array().into_iter().flatten().map(move |row| (row, is_optional)));
    let taken = rows.filter_map(|(row, is_optional)| taken(&source, row, is_optional)).collect();
    let unwrapped = Unwrapped::of(&source);
    let doc = reader.read_parts(unwrapped.source().text(), &unwrapped.paragraphs());
    let source = unwrapped.source().clone();
    Ok(Lesson { source, doc, taken, is_exercise: false })
}

/// Returns a sentence as a lesson, written on a day so that what hangs on it is worked out.
fn exercise(reader: &mut Reader<'_>, text: &str, taken: Vec<Taken>) -> Lesson {
    let published = Some(Published { day: date(2031, 5, 7), origin: DateOrigin::Given });
    let source = Source::new(text.to_owned(), Origin { published, ..Origin::default() });
    let doc = reader.read_parts(text, &paragraphs(text));
    Lesson { source, doc, taken, is_exercise: true }
}

/// Reads a record of people; none where it has no evidence.
fn taken(source: &Source, row: &Value, is_optional: bool) -> Option<Taken> {
    let words = |key: &str| row[key].as_str().unwrap_or_default().to_owned();
    let kind = words("kind");
    let names = |key: &str| {
        let names = row[key].as_array().into_iter().flatten();
        names.filter_map(|name| name.as_str().map(str::to_owned)).collect::<Vec<_>>()
    };
    let (actors, said, value) = match kind.as_str() {
        "statement" => (names("speaker"), words("content"), String::new()),
        "figure" => (Vec::new(), words("unit"), size(row["value"].as_f64()?, row["high"].as_f64())),
        "commitment" => (names("debtor"), words("consequent"), words("status")),
        "position" => (names("holder"), words("content"), words("stance")),
        "event" => (names("participants"), words("evidence"), words("type")),
        _ => return None,
    };
    let evidence = row["evidence"].as_str()?;
    let start = source.text().find(evidence)?;
    let span: Span = source.span(start, start + evidence.len())?;
    Some(Taken { kind, span: Some(span), actors, words: said, value, is_optional })
}
