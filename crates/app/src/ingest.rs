//! `casus ingest`: documents go into a dossier, and so does what somebody else read out of them.

use std::path::Path;

use casus_engine::intake::Given;
use casus_engine::ledger::{Change, Ingested};
use casus_engine::{Arrived, World};

use crate::clock::Clock;
use crate::command::Ingest;
use crate::error::Error;
use crate::folder::Folder;
use crate::input::{Loaded, inputs};
use crate::output::Stdout;
use crate::readers::Readers;
use crate::{address, many, readers, take};

/// Records documents, or readings of documents that are there.
pub(crate) fn ingest(options: &Ingest, clock: &Clock) -> Result<(), Error> {
    let folder = Folder::open(&options.dossier)?;
    match &options.readings {
        Some(file) => take::take(&folder, file, options.reader.as_deref(), clock.now()),
        None => documents(&folder, options, clock),
    }
}

/// Records the documents in the order in which they are named, each in whole before the next.
fn documents(folder: &Folder, options: &Ingest, clock: &Clock) -> Result<(), Error> {
    let inputs = inputs("ingest", &options.documents.files).map_err(|error| match error {
        Error::NoInput { .. } => Error::NothingToIngest,
        error => error,
    })?;
    let mut ledger = folder.ledger_to_fill(clock.now())?;
    let registry = &folder.dossier.registry;
    let given = Given { published: options.documents.published };
    let mut stdout = Stdout::open();
    let pipeline = readers::pipeline(readers::ENGLISH)?;
    let readers = Readers::of(&pipeline);
    let read = |loaded: Loaded| {
        let Loaded { bytes, source } = at_home(loaded, &folder.path);
        let reading = readers.read(&source, registry);
        Arrived { bytes, source, reading }
    };
    let done = many::each(&inputs, given, read, |arrived| {
        let Ingested { change, .. } = casus_engine::ingest(clock, &mut ledger, &arrived, registry)?;
        let entries = match arrived.reading.records().len() {
            1 => "1 entry".to_owned(),
            count => format!("{count} entries"),
        };
        let path = address::near(&arrived.source.origin().path, &folder.path);
        let taken = if change == Change::Redacted { String::new() } else { format!(", {entries}") };
        stdout.write(&format!("{path}: {}{taken}\n", outcome(&change)))?;
        stdout.flush()
    });
    if !matches!(done, Err(Error::Closed | Error::NotPrinted { .. })) {
        stdout.finish()?;
    }
    done
}

/// Says what the ledger took of a document.
fn outcome(change: &Change) -> &'static str {
    match change {
        Change::Nothing => "already known",
        Change::Document { .. } => "new",
        Change::Version { .. } => "new version of a document at the same address",
        Change::Origin { .. } => "known text, of which something else is said",
        Change::Reading { .. } => "known, and read anew",
        Change::Redacted => "redacted, not taken again",
    }
}

/// Names a document by the path that the dossier keeps it under.
fn at_home(loaded: Loaded, folder: &Path) -> Loaded {
    let origin = loaded.source.origin().clone();
    let path = address::of(&origin.path, folder);
    let source = loaded.source.with_origin(casus_text::Origin { path, ..origin });
    Loaded { source, ..loaded }
}
