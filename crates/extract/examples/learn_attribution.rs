//! Learns what attributes from a corpus of marked texts, and measures it on another part of it.
//!
//! `learn_attribution MODEL TRAIN.jsonl DEV.jsonl OUT`

use std::error::Error;
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;

use casus_extract::{Attribution, learn};
use casus_syntax::{Pipeline, Reader, paragraphs};
use casus_text::{Origin, Source, Span};
use serde_json::Value;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let pipeline = Pipeline::open(Path::new(&arguments[0]))?;
    let mut reader = pipeline.reader();
    let train = lessons(&mut reader, Path::new(&arguments[1]))?;
    let dev = lessons(&mut reader, Path::new(&arguments[2]))?;
    eprintln!("{} texts to learn from, {} to measure on", train.len(), dev.len());
    let start = std::time::Instant::now();
    let learned = learn::attribution(&train);
    eprintln!("learned in {:?}", start.elapsed());
    if let Some(path) = arguments.get(3) {
        fs::write(path, learned.to_bytes())?;
    }
    let start = std::time::Instant::now();
    let count: usize = dev.iter().map(|it| learned.attributions(&it.source, &it.doc, 0.4).len()).sum();
    let tokens: usize = dev.iter().map(|it| it.doc.len()).sum();
    eprintln!("found {count} in {tokens} tokens in {:?}", start.elapsed());
    let start = std::time::Instant::now();
    dev.iter().for_each(|it| drop(reader.read_parts(it.source.text(), &paragraphs(it.source.text()))));
    eprintln!("syntax {:?}", start.elapsed());
    for threshold in [0.3, 0.4, 0.45, 0.5, 0.6] {
        print!("{threshold:.2} ");
        measure(&learned, &dev, threshold);
    }
    Ok(())
}

fn lessons(reader: &mut Reader<'_>, path: &Path) -> Result<Vec<learn::Lesson>, Box<dyn Error>> {
    let mut lessons = Vec::new();
    for line in BufReader::new(fs::File::open(path)?).lines() {
        let row: Value = serde_json::from_str(&line?)?;
        let text = row["text"].as_str().unwrap_or_default();
        let source = Source::new(text.to_owned(), Origin::default());
        let doc = reader.read_parts(text, &paragraphs(text));
        let part = |row: &Value| -> Vec<Span> {
            let spans = row.as_array().map(Vec::as_slice).unwrap_or_default();
            let span = |span: &Value| source.span_of_chars(span[0].as_u64()? as usize, span[1].as_u64()? as usize);
            spans.iter().filter_map(span).collect()
        };
        let rows = row["attributions"].as_array().map(Vec::as_slice).unwrap_or_default();
        let attributions = rows.iter().map(|row| Attribution {
            source: part(&row["source"]),
            cue: part(&row["cue"]),
            content: part(&row["content"]),
        });
        let attributions = attributions.collect();
        lessons.push(learn::Lesson { source, doc, attributions });
    }
    Ok(lessons)
}

fn measure(learned: &learn::Learned, dev: &[learn::Lesson], threshold: f32) {
    use std::collections::BTreeSet;
    let mut counts = [[0usize; 3]; 3];
    let mut found = (0usize, 0usize);
    for lesson in dev {
        let seen = learned.attributions(&lesson.source, &lesson.doc, threshold);
        let spans = |rows: &[Attribution], role: usize| -> BTreeSet<(usize, usize)> {
            rows.iter()
                .flat_map(|row| match role {
                    0 => row.source.clone(),
                    1 => row.cue.clone(),
                    _ => row.content.clone(),
                })
                .filter_map(|span| {
                    let text = lesson.source.slice(span);
                    let outer = |c: char| " \n\t“”\"‘’',.;:".contains(c);
                    let start = span.start_bytes() + text.len() - text.trim_start_matches(outer).len();
                    let end = span.start_bytes() + text.trim_end_matches(outer).len();
                    (end > start).then_some((start, end))
                })
                .collect()
        };
        for (role, counts) in counts.iter_mut().enumerate() {
            let (gold, seen) = (spans(&lesson.attributions, role), spans(&seen, role));
            counts[0] += gold.intersection(&seen).count();
            counts[1] += seen.len();
            counts[2] += gold.len();
            if role == 2 {
                let is_found = |one: &(usize, usize), others: &BTreeSet<(usize, usize)>| {
                    others.iter().any(|other| {
                        let common = one.1.min(other.1).saturating_sub(one.0.max(other.0));
                        2 * common >= (one.1 - one.0).min(other.1 - other.0)
                    })
                };
                found.0 += seen.iter().filter(|it| is_found(it, &gold)).count();
                found.1 += gold.iter().filter(|it| is_found(it, &seen)).count();
            }
        }
    }
    for (role, [right, seen, gold]) in ["source", "cue", "content"].iter().zip(counts) {
        let (precision, recall) = (right as f64 / seen.max(1) as f64, right as f64 / gold.max(1) as f64);
        let f1 = 2.0 * precision * recall / (precision + recall).max(1e-9);
        print!("{role} P {:.1} R {:.1} F {:.1}   ", 100.0 * precision, 100.0 * recall, 100.0 * f1);
    }
    let (precision, recall) = (found.0 as f64 / counts[2][1].max(1) as f64, found.1 as f64 / counts[2][2] as f64);
    println!("overlap {:.1}", 200.0 * precision * recall / (precision + recall).max(1e-9));
}
