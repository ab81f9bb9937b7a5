//! `casus contradictions`: what cannot all be right in some documents, or in a dossier?

use casus_engine::intake::Given;
use casus_engine::{Dossier, Page, Question, ReadDocument, Scenario};

use crate::brief::Desk;
use crate::command::{AnswerFormat, Asked, Contradictions, DossierFolder};
use crate::error::Error;
use crate::input::inputs;
use crate::read::of_readings;
use crate::{face, output, wire};

/// Prints the contradictions of the documents, or of a dossier.
pub(crate) fn contradictions(options: &Contradictions) -> Result<(), Error> {
    let format = AnswerFormat::or_default(options.format);
    match &options.dossier {
        Some(folder) => {
            let asked = Asked::of(
                DossierFolder { folder: folder.clone(), ledger: options.ledger.clone() },
                options.as_of,
                options.known_at,
            );
            print(&Desk::open(&asked)?.page(&Scenario::new())?, format)
        }
        None => of_files(options, format),
    }
}

fn of_files(options: &Contradictions, format: AnswerFormat) -> Result<(), Error> {
    let inputs = inputs("contradictions", &options.documents.files)?;
    let given = Given { published: options.documents.published };
    of_readings(&inputs, given, |documents| {
        let question = Question { as_of: options.as_of, ..Question::default() };
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
