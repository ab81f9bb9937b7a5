//! `casus read`: who has promised what, what is due, and what waits on what?

use casus_claim::{PropositionId, Reading, Registry};
use casus_engine::intake::Given;
use casus_engine::{Page, Scenario};
use casus_text::Source;

use crate::command::Read;
use crate::error::{Error, shown};
use crate::input::{Input, Loaded, inputs};
use crate::readers::Readers;
use crate::{face, guard, many, output, readers, report};

/// Prints the page of the documents, and writes it to a file where one is asked for.
pub(crate) fn read(options: &Read) -> Result<(), Error> {
    let scenario = scenario(&options.set)?;
    let inputs = inputs("read", &options.documents.files)?;
    guard::spares(options.html.as_deref(), "--html", &inputs)?;
    let given = Given { published: options.documents.published };
    of_readings(&inputs, given, |documents| show(&page(documents, &scenario, options)?, options))
}

/// Reads all inputs and does something with those that were not refused, if there are any.
pub(crate) fn of_readings(
    inputs: &[Input],
    given: Given,
    work: impl FnOnce(Vec<(Source, Reading)>) -> Result<(), Error>,
) -> Result<(), Error> {
    let pipeline = readers::pipeline(readers::ENGLISH)?;
    let readers = Readers::of(&pipeline);
    let with_reading = |Loaded { source, .. }: Loaded| {
        let reading = readers.read(&source, &Registry::default());
        (source, reading)
    };
    let mut documents: Vec<(Source, Reading)> = Vec::new();
    let read = many::each(inputs, given, with_reading, |document| {
        documents.push(document);
        Ok(())
    });
    if !documents.is_empty() {
        work(documents)?;
    }
    read
}

/// Returns what is taken to be true and false; nothing can be both.
pub(crate) fn scenario(set: &[(PropositionId, bool)]) -> Result<Scenario, Error> {
    let mut scenario = Scenario::new();
    for (proposition, value) in set {
        if scenario.insert(proposition.clone(), *value).is_some_and(|before| before != *value) {
            return Err(Error::SetTwice { proposition: proposition.to_string() });
        }
    }
    Ok(scenario)
}

fn page(documents: Vec<(Source, Reading)>, scenario: &Scenario, options: &Read) -> Result<Page, Error> {
    if documents.iter().all(|(_, reading)| reading.records().is_empty()) {
        let count = documents.len();
        let (them, noun) = if count == 1 { ("it", "document") } else { ("them", "documents") };
        report::note(&format!("`{count}` {noun} read, and nothing was found in {them}"));
    }
    casus_engine::page_of(documents, scenario, options.min_confidence).map_err(Error::Question)
}

/// The file comes first: when nobody reads standard output to its end, the page is there all the same.
fn show(page: &Page, options: &Read) -> Result<(), Error> {
    if let Some(out) = &options.html {
        output::write_file(out, &face::html(page))?;
        report::note(&format!("the page is in `{}`", shown(out)));
    }
    output::print_styled(&face::terminal(page, output::width()))
}
