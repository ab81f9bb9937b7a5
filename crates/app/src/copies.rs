//! `casus copies`: which documents are copies of which?

use casus_engine::intake::{self, Given};
use casus_engine::{ReadDocument, of_day};
use casus_text::Source;

use crate::brief::Desk;
use crate::command::{AnswerFormat, Copies, DocumentsOrDossier};
use crate::error::Error;
use crate::input::{Loaded, inputs};
use crate::{face, many, output, wire};

/// Prints the groups of documents that speak with one voice.
pub(crate) fn copies(options: &Copies) -> Result<(), Error> {
    let format = AnswerFormat::or_default(options.format);
    match of_dossier(&options.asked)? {
        Some(documents) => print(&documents, format),
        None => of_files(&options.asked, format),
    }
}

/// Returns the documents of the dossier that is asked about, if one is.
pub(crate) fn of_dossier(asked: &DocumentsOrDossier) -> Result<Option<Vec<ReadDocument>>, Error> {
    let Some(of_dossier) = asked.of_dossier() else { return Ok(None) };
    let remembered = Desk::open(&of_dossier)?.remembered()?;
    Ok(Some(of_day(remembered.documents, asked.as_of)))
}

/// No sentence is read: what is compared is words.
fn of_files(asked: &DocumentsOrDossier, format: AnswerFormat) -> Result<(), Error> {
    let inputs = inputs("copies", &asked.documents.files)?;
    let given = Given { published: asked.documents.published };
    let mut documents: Vec<ReadDocument> = Vec::new();
    let unread = |Loaded { source, .. }: Loaded| ReadDocument::unread(source);
    let loaded = many::each(&inputs, given, unread, |document| {
        documents.push(document);
        Ok(())
    });
    let documents = of_day(documents, asked.as_of);
    if !documents.is_empty() || loaded.is_ok() {
        print(&documents, format)?;
    }
    loaded
}

fn print(documents: &[ReadDocument], format: AnswerFormat) -> Result<(), Error> {
    let sources: Vec<Source> = documents.iter().map(|document| document.source.clone()).collect();
    let copies = intake::copies(&sources.iter().collect::<Vec<_>>());
    match format {
        AnswerFormat::Json => output::print((wire::copies(&sources, &copies) + "\n").as_bytes()),
        AnswerFormat::Text => output::print_styled(&face::copies(&sources, &copies, output::width())),
    }
}
