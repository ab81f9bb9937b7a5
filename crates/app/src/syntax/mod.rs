//! `casus syntax`: how are the sentences of the documents built?
//!
//! The text is the one that every other command reads, decoded and with LF at the end of every line, so an offset means
//! the same place in all of them.

mod conllu;
mod json;
mod tree;

use casus_engine::intake::Given;
use casus_engine::syntax::Token;

use crate::command::{Syntax, SyntaxFormat};
use crate::error::Error;
use crate::input::{Loaded, inputs};
use crate::output::Stdout;
use crate::readers::Readers;
use crate::{many, readers};

/// Prints the sentences of each document in the order in which the documents are named.
pub(crate) fn syntax(options: &Syntax) -> Result<(), Error> {
    let inputs = inputs("syntax", &options.files)?;
    let pipeline = readers::pipeline(&options.model)?;
    let readers = Readers::of(&pipeline);
    let mut stdout = Stdout::open();
    let work = |Loaded { source, .. }: Loaded| {
        let doc = readers.with(|reader| reader.read(source.text()));
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

/// Returns whether a token is nothing but white space.
fn is_blank(form: &str) -> bool {
    form.chars().all(char::is_whitespace)
}

#[cfg(test)]
mod sample;
