//! Learns what a careful reader takes from documents read by hand, and writes the weights.
//!
//! `learn_records FOLDER GOLD OUT` reads with the pipeline in a folder. In GOLD, beside each `NAME.txt`, `NAME.gold.json` has
//! the records that people took, and `NAME.meta.json` the day of publication. `cargo xtask learn records` runs it.

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

use casus_extract::Unwrapped;
use casus_extract::judging::{Lesson, Taken, examples, records};
use casus_syntax::{Pipeline, Reader, paragraphs};
use casus_text::{DateOrigin, Origin, Published, Source, Span};
use jiff::civil::date;
use serde_json::Value;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [folder, gold, out] = &arguments[..] else { return Err("usage: learn_records FOLDER GOLD OUT".into()) };
    let pipeline = Pipeline::open(Path::new(folder))?;
    let mut paths: Vec<PathBuf> =
        fs::read_dir(gold)?.filter_map(|entry| entry.ok().map(|entry| entry.path())).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "txt"));
    paths.sort();
    let mut reader = pipeline.reader();
    let mut lessons = paths.iter().map(|path| lesson(&mut reader, path)).collect::<Result<Vec<_>, _>>()?;
    eprintln!("{} documents", lessons.len());
    for (text, taken) in examples() {
        lessons.push(exercise(&mut reader, text, taken));
    }
    let learned = records(&lessons, &mut |line| eprintln!("{line}"));
    Ok(fs::write(out, learned.to_bytes())?)
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
