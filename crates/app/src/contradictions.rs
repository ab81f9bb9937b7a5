//! `casus contradictions`: what cannot all be right in some documents, or in a dossier?

use casus_engine::intake::Given;
use casus_engine::{Dossier, Page, Question, ReadDocument, Scenario};

use crate::brief::Desk;
use crate::command::{AnswerFormat, Contradictions, DocumentsOrDossier};
use crate::error::Error;
use crate::input::inputs;
use crate::read::of_readings;
use crate::{face, output, wire};

/// Prints the contradictions of the documents, or of a dossier.
pub(crate) fn contradictions(options: &Contradictions) -> Result<(), Error> {
    let format = AnswerFormat::or_default(options.format);
    match options.asked.of_dossier() {
        Some(asked) => print(&Desk::open(&asked)?.page(&Scenario::new())?, format),
        None => of_files(&options.asked, format),
    }
}

fn of_files(asked: &DocumentsOrDossier, format: AnswerFormat) -> Result<(), Error> {
    let inputs = inputs("contradictions", &asked.documents.files)?;
    let given = Given { published: asked.documents.published };
    of_readings(&inputs, given, |documents| {
        let question = Question { as_of: asked.as_of, ..Question::default() };
        let documents: Vec<ReadDocument> = documents.into_iter().map(ReadDocument::from).collect();
        let page = casus_engine::brief(&Dossier::default(), documents, &question).map_err(Error::Question)?;
        print(&page, format)
    })
}

fn print(page: &Page, format: AnswerFormat) -> Result<(), Error> {
    match format {
        AnswerFormat::Json => output::print((wire::contradictions(page) + "\n").as_bytes()),
        AnswerFormat::Text => output::print_styled(&face::contradictions(page, output::width())),
    }
}
