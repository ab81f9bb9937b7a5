//! What does a pipeline say of some texts? Prints one line of JSON for each.
//!
//! `tokens FOLDER FILE…` reads with the pipeline in a folder. A text is read as its bytes stand, with whatever ends of
//! lines and control characters it has, so this shows what the crate gives where the command would have mended or refused
//! the text. The lines are those of `casus syntax --format json`: of each token start and end in code points, tag, part
//! of speech, lemma, the index of its head, label, whether it begins a sentence, type of entity, and where in it it stands.

use std::error::Error;
use std::io::{self, BufWriter, Write};
use std::path::Path;
use std::process::ExitCode;
use std::{env, fs};

use casus_syntax::{Doc, Pipeline};
use serde_json::json;

fn main() -> ExitCode {
    match print() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn print() -> Result<(), Box<dyn Error>> {
    let mut arguments = env::args().skip(1);
    let folder = arguments.next().ok_or("which folder is the pipeline in?")?;
    let pipeline = Pipeline::open(Path::new(&folder))?;
    let mut reader = pipeline.reader();
    let mut out = BufWriter::new(io::stdout().lock());
    for path in arguments {
        let text = String::from_utf8(fs::read(&path)?)?;
        write!(out, "{{\"path\":{},\"tokens\":[", json!(path))?;
        write_rows(&text, &reader.read(&text), &mut out)?;
        writeln!(out, "]}}")?;
    }
    Ok(out.flush()?)
}

/// Writes each token by itself, so that the most memory that this process takes is that of the crate.
fn write_rows(text: &str, doc: &Doc, out: &mut impl Write) -> io::Result<()> {
    let mut places = Places { text, bytes: 0, chars: 0 };
    for (index, token) in doc.tokens().iter().enumerate() {
        let row = (
            places.chars_before(token.start),
            places.chars_before(token.end),
            doc.label(token.tag),
            token.pos.as_str(),
            &*token.lemma,
            token.head,
            doc.label(token.dep),
            u8::from(token.sent_start == Some(true)),
            doc.label(token.ent_type),
            token.ent_iob.as_str(),
        );
        write!(out, "{}", if index == 0 { "" } else { "," })?;
        serde_json::to_writer(&mut *out, &row)?;
    }
    Ok(())
}

/// A place that moves on through a text.
struct Places<'t> {
    text: &'t str,
    bytes: usize,
    chars: usize,
}

impl Places<'_> {
    /// Returns how many code points stand before a byte, which does not lie before the last one that was asked for.
    fn chars_before(&mut self, bytes: usize) -> usize {
        self.chars += self.text[self.bytes..bytes].chars().count();
        self.bytes = bytes;
        self.chars
    }
}
