//! Who reads the documents? The reader's rules, on what a syntax pipeline finds in the text.

use std::path::Path;
use std::sync::Mutex;

use casus_claim::{Reading, Registry};
use casus_engine::syntax::{Pipeline, Reader};
use casus_text::Source;

use crate::error::Error;

/// Opens the pipeline that English documents are read with.
pub(crate) fn pipeline() -> Result<Pipeline, Error> {
    Ok(Pipeline::open(Path::new("en")).expect("TEMPORARY"))
}

/// The readers of the threads at work; each knows the words that it has met.
pub(crate) struct Readers<'p> {
    pipeline: &'p Pipeline,
    idle: Mutex<Vec<Reader<'p>>>,
}

impl<'p> Readers<'p> {
    pub(crate) fn of(pipeline: &'p Pipeline) -> Self {
        Self { pipeline, idle: Mutex::default() }
    }

    /// Reads a document with the actors that a dossier names.
    pub(crate) fn read(&self, source: &Source, registry: &Registry) -> Reading {
        let idle = || self.idle.lock().expect("nobody panics between taking a reader and giving it back");
        let reader = idle().pop();
        let mut reader = reader.unwrap_or_else(|| self.pipeline.reader());
        let reading = casus_engine::extract(source, registry, &mut reader);
        idle().push(reader);
        reading
    }
}
