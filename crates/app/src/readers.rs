//! Who reads the documents? The readers of a syntax pipeline, and the rules that stand on what they find.

use std::sync::Mutex;

use casus_claim::{Reading, Registry};
use casus_engine::Trace;
use casus_engine::syntax::{Pipeline, Reader};
use casus_text::Source;

use crate::error::{Error, shown};
use crate::model;

/// The model that documents are read with unless another is asked for.
pub(crate) const ENGLISH: &str = "en";

/// Opens the pipeline of an installed model.
pub(crate) fn pipeline(name: &str) -> Result<Pipeline, Error> {
    let folder = model::folder(name)?;
    Pipeline::open(&folder).map_err(|cause| Error::Pipeline {
        add: model::to_add(name),
        name: name.to_owned(),
        path: shown(&folder),
        cause,
    })
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
        self.with(|reader| casus_engine::extract(source, registry, reader))
    }

    /// Reads a document and returns besides by which rule each record was read.
    pub(crate) fn explained(&self, source: &Source, registry: &Registry) -> (Reading, Vec<Trace>) {
        self.with(|reader| casus_engine::explained(source, registry, reader))
    }

    /// Does a piece of work with a reader that nobody else has at the moment.
    pub(crate) fn with<T>(&self, work: impl FnOnce(&mut Reader<'p>) -> T) -> T {
        let idle = || self.idle.lock().expect("nobody panics between taking a reader and giving it back");
        let reader = idle().pop();
        let mut reader = reader.unwrap_or_else(|| self.pipeline.reader());
        let done = work(&mut reader);
        idle().push(reader);
        done
    }
}
