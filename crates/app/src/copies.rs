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
    of_words("copies", &options.asked, |sources| {
        let copies = intake::copies(&sources.iter().collect::<Vec<_>>());
        match format {
            AnswerFormat::Json => output::print((wire::copies(sources, &copies) + "\n").as_bytes()),
            AnswerFormat::Text => output::print_styled(&face::copies(sources, &copies, output::width())),
        }
    })
}

/// Answers a command that compares words and reads no sentence, from the documents or the dossier that are asked about.
pub(crate) fn of_words(
    command: &'static str,
    asked: &DocumentsOrDossier,
    answer: impl FnOnce(&[Source]) -> Result<(), Error>,
) -> Result<(), Error> {
    let (documents, loaded) = match of_dossier(asked)? {
        Some(documents) => (documents, None),
        None => {
            let (documents, loaded) = of_files(command, asked)?;
            (documents, Some(loaded))
        }
    };
    let sources: Vec<Source> = documents.into_iter().map(|document| document.source).collect();
    match loaded {
        Some(Err(error)) if sources.is_empty() => Err(error),
        loaded => answer(&sources).and(loaded.unwrap_or(Ok(()))),
    }
}

/// Returns the documents of the dossier that is asked about, if one is.
pub(crate) fn of_dossier(asked: &DocumentsOrDossier) -> Result<Option<Vec<ReadDocument>>, Error> {
    let Some(of_dossier) = asked.of_dossier() else { return Ok(None) };
    let remembered = Desk::open(&of_dossier)?.remembered()?;
    Ok(Some(of_day(remembered.documents, asked.as_of)))
}

/// Returns the files that could be read, and what became of the others.
fn of_files(
    command: &'static str,
    asked: &DocumentsOrDossier,
) -> Result<(Vec<ReadDocument>, Result<(), Error>), Error> {
    let inputs = inputs(command, &asked.documents.files)?;
    let given = Given { published: asked.documents.published };
    let mut documents: Vec<ReadDocument> = Vec::new();
    let unread = |Loaded { source, .. }: Loaded| ReadDocument::unread(source);
    let loaded = many::each(&inputs, given, unread, |document| {
        documents.push(document);
        Ok(())
    });
    Ok((of_day(documents, asked.as_of), loaded))
}
