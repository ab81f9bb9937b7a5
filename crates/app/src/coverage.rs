//! `casus coverage`: which sentences gave a record, and which gave none?

use casus_engine::intake::Given;
use casus_engine::{ReadDocument, coverages, of_day};

use crate::command::{Coverage, CoverageFormat, or_by_place};
use crate::copies::of_dossier;
use crate::error::Error;
use crate::face::marked::{Marked, Subject, coverage as marked, html, terminal};
use crate::input::inputs;
use crate::output::{Stdout, width};
use crate::read::of_readings;
use crate::wire;

/// Prints for each document what became of its sentences.
pub(crate) fn coverage(options: &Coverage) -> Result<(), Error> {
    let format = or_by_place(options.format, CoverageFormat::Text, CoverageFormat::Json);
    let asked = &options.asked;
    if let Some(documents) = of_dossier(asked)? {
        return print(documents, format);
    }
    let inputs = inputs("coverage", &asked.documents.files)?;
    let given = Given { published: asked.documents.published };
    of_readings(&inputs, given, |documents| {
        let documents = documents.into_iter().map(ReadDocument::from).collect();
        print(of_day(documents, asked.as_of), format)
    })
}

fn print(documents: Vec<ReadDocument>, format: CoverageFormat) -> Result<(), Error> {
    let mut stdout = Stdout::open();
    let mut kept: Vec<Marked> = Vec::new();
    for (source, coverage) in coverages(documents) {
        match format {
            CoverageFormat::Json => stdout.write(&(wire::coverage(&source, &coverage) + "\n"))?,
            CoverageFormat::Html => kept.push(marked(source, &coverage)),
            CoverageFormat::Text => {
                let path = source.origin().path.clone();
                let drawn = terminal(Subject::Coverage, &marked(source, &coverage), width());
                stdout.write_styled(&format!("=== {path} ===\n\n{drawn}\n"))?;
            }
        }
    }
    if matches!(format, CoverageFormat::Html) {
        stdout.write(&html(Subject::Coverage, &kept))?;
    }
    stdout.finish()
}
