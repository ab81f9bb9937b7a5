//! `casus ingest --readings`: what did somebody else read, and does it stand in the documents?
//!
//! Each line is one document as `casus extract` prints it. Every span and every quote is held against the text that the
//! ledger has. What does not hold is refused with its line and its reason, and the rest is taken.

mod fields;
mod record;

use std::path::Path;

use casus_engine::ledger::{Change, Known, Ledger, Reader};
use casus_text::Span;
use jiff::Timestamp;
use serde_json::Value;

use crate::error::{Error, shown};
use crate::folder::Folder;
use crate::input::whole_file;
use crate::output::Stdout;
use crate::{address, report};

use fields::Fields;
pub(crate) use record::{Taken, taken};

/// A reader whose name begins so is a language model.
pub(crate) const MODEL: &str = "model ";

/// Records the readings of a file beside those that the documents have.
pub(crate) fn take(folder: &Folder, file: &Path, reader: Option<&str>, now: Timestamp) -> Result<(), Error> {
    let path = shown(file);
    let bytes = whole_file(file)?;
    let lines = || bytes.split(|byte| *byte == b'\n').zip(1..).filter(|(line, _)| !line.trim_ascii().is_empty());
    if lines().next().is_none() {
        return Err(Error::NoLine { path });
    }
    let mut ledger = folder.ledger_to_fill(now)?;
    let known = ledger.known_at(None)?;
    let name = reader.map_or_else(|| stem(file), str::to_owned);
    let reader = match name.strip_prefix(MODEL) {
        Some(model) => Reader::model(model),
        None => Reader::person(name),
    };
    let mut stdout = Stdout::open();
    let (mut refused, mut named) = (0, 0);
    for (line, number) in lines() {
        let refuse = |reason: String| report::error(&Error::Reading { path: path.clone(), line: number, reason });
        match one(&mut ledger, (&known, &folder.path), (&reader, line), now)? {
            Err(reason) => {
                (refused, named) = (refused + 1, named + 1);
                refuse(reason);
            }
            Ok(outcome) => {
                (refused, named) = (refused + outcome.refusals.len(), named + outcome.named);
                outcome.refusals.into_iter().for_each(refuse);
                stdout.write(&outcome.said)?;
            }
        }
    }
    stdout.finish()?;
    if refused == 0 { Ok(()) } else { Err(Error::SomeRecordsRefused { refused, named }) }
}

/// Returns the sentences of a document, as its first reader parted them.
pub(crate) fn sentences(known: &Known) -> &[Span] {
    known.readings.first().map(|(_, reading)| reading.sentences()).unwrap_or_default()
}

fn stem(file: &Path) -> String {
    file.file_stem().map_or_else(|| "somebody".to_owned(), |stem| shown(Path::new(stem)))
}

/// What became of one line.
struct Outcome {
    said: String,
    named: usize,
    refusals: Vec<String>,
}

/// Takes in one line; the inner error is a line of which nothing can be taken.
fn one(
    ledger: &mut Ledger,
    (known, folder): (&[Known], &Path),
    (reader, line): (&Reader, &[u8]),
    now: Timestamp,
) -> Result<Result<Outcome, String>, Error> {
    let parsed = parsed(line).and_then(|value| {
        let known = document(known, folder, &value)?;
        let taken = taken(&known.source, sentences(known), &value)?;
        Ok((known, taken))
    });
    let (known, Taken { reading, refusals, named }) = match parsed {
        Ok(parsed) => parsed,
        Err(reason) => return Ok(Err(reason)),
    };
    let count = reading.records().len();
    let path = address::near(&known.source.origin().path, folder);
    let outcome = |said: &str| Ok(Ok(Outcome { said: format!("{path}: {said}\n"), named, refusals: refusals.clone() }));
    if count == 0 {
        return outcome("no record was taken");
    }
    let ingested = ledger.add_reading(&known.document, (reader, &reading), now)?;
    if ingested.change == Change::Nothing {
        return outcome("already known");
    }
    outcome(&format!("{count} of {named} records taken, read by {}", reader.name))
}

fn parsed(line: &[u8]) -> Result<Value, String> {
    serde_json::from_slice(line).map_err(|error| format!("this is not JSON: {error}"))
}

/// Finds the document that a line speaks of: by the hash of its text or its id in the ledger, or else by its path.
///
/// Where both are given and part ways, nobody can say which of the two is meant.
fn document<'a>(known: &'a [Known], folder: &Path, line: &Value) -> Result<&'a Known, String> {
    let about = Fields::of(line, "the line")?.fields("document")?;
    let (id, path) = (about.optional_text("id")?, about.optional_text("path")?);
    // A line names a document as the dossier does, or as somebody does who stands where its file can be seen.
    let address = path.map(|path| address::of(path, folder));
    let is_at = |known: &&Known| [path, address.as_deref()].contains(&Some(&known.source.origin().path));
    let at: Vec<&Known> = known.iter().filter(|known| known.replaced_by.is_none()).filter(is_at).collect();
    let found = match (id, at.first()) {
        (None, first) => first.copied(),
        (Some(id), Some(first)) => match at.iter().find(|known| is_named(known, id)) {
            Some(known) => Some(*known),
            None => return Err(parted(id, first, folder)),
        },
        (Some(id), None) => {
            let named = || known.iter().filter(|known| is_named(known, id));
            named().find(|known| known.replaced_by.is_none()).or_else(|| named().next())
        }
    };
    let name = path.or(id).unwrap_or_default();
    found.ok_or_else(|| format!("the dossier has no document `{name}`; ingest the document first"))
}

/// Returns whether an id is that of a document or of its text.
pub(crate) fn is_named(known: &Known, id: &str) -> bool {
    known.source.id().to_string() == id || known.document.as_str() == id
}

fn parted(id: &str, at: &Known, folder: &Path) -> String {
    let (path, text) = (address::near(&at.source.origin().path, folder), at.source.id());
    format!("its document has the id `{id}`, and the document at `{path}` has the id `{text}`")
}
