//! `casus syntax`: how are the sentences of the documents built?
//!
//! The text is the one that every other command reads, decoded and with LF at the end of every line, so an offset means
//! the same place in all of them.

mod conllu;
mod json;
mod tree;

use std::sync::Mutex;

use casus_engine::intake::Given;
use casus_engine::syntax::{Doc, DocToken as Token, Pipeline, Reader};

use crate::command::{Syntax, SyntaxFormat};
use crate::error::{Error, shown};
use crate::input::{Loaded, inputs};
use crate::output::Stdout;
use crate::{many, model};

/// Prints the sentences of each document in the order in which the documents are named.
pub(crate) fn syntax(options: &Syntax) -> Result<(), Error> {
    let folder = model::folder(&options.model)?;
    let inputs = inputs(&options.files)?;
    let unusable = |cause| Error::Pipeline { name: options.model.clone(), path: shown(&folder), cause };
    let pipeline = Pipeline::open(&folder).map_err(unusable)?;
    let readers = Readers { pipeline: &pipeline, idle: Mutex::default() };
    let mut stdout = Stdout::open();
    let work = |Loaded { source, .. }: Loaded| {
        let doc = readers.read(source.text());
        match options.format {
            SyntaxFormat::Tree => tree::tree(&source, &doc),
            SyntaxFormat::Conllu => conllu::conllu(&source, &doc),
            SyntaxFormat::Json => json::line(&source, &doc) + "\n",
        }
    };
    let done = many::each(&inputs, Given::default(), work, |text| match options.format {
        SyntaxFormat::Tree => stdout.write_styled(&text),
        SyntaxFormat::Conllu | SyntaxFormat::Json => stdout.write(&text),
    });
    if !matches!(done, Err(Error::Closed | Error::NotPrinted { .. })) {
        stdout.finish()?;
    }
    done
}

/// Readers that have read before, which know the words that they have met.
struct Readers<'p> {
    pipeline: &'p Pipeline,
    idle: Mutex<Vec<Reader<'p>>>,
}

impl Readers<'_> {
    fn read(&self, text: &str) -> Doc {
        let idle = || self.idle.lock().expect("nobody panics between taking a reader and giving it back");
        let mut reader = idle().pop().unwrap_or_else(|| self.pipeline.reader());
        let doc = reader.read(text);
        idle().push(reader);
        doc
    }
}

/// Returns whether a token is nothing but white space.
fn is_blank(form: &str) -> bool {
    form.chars().all(char::is_whitespace)
}

#[cfg(test)]
mod sample;
