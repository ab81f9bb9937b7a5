//! The story: sources → readings → facts → conclusions → page.

use casus_claim::{Reading, Registry};
use casus_reason::Scenario;
use casus_text::Source;

use crate::facts::Facts;
use crate::{Error, Page};
use crate::{answer, coming, disagreements, documents, figures, gates, goals, positions, promises};

/// The confidence below which a line is unsure, unless somebody asks for another: more likely right than wrong.
pub const THRESHOLD: f64 = 0.5;

/// Reads the sources and lays out the page for a scenario.
///
/// Fails when the scenario names a proposition that the documents do not give, or the threshold is no share.
pub fn read(sources: Vec<Source>, scenario: &Scenario, threshold: f64) -> Result<Page, Error> {
    let with_reading = |source: Source| {
        let reading = casus_extract::read(&source, &Registry::default());
        (source, reading)
    };
    page_of(sources.into_iter().map(with_reading).collect(), scenario, threshold)
}

/// Lays out the page for documents that have been read.
///
/// A document that comes twice, byte for byte, counts once, and the page says so. Fails as [`read`] does.
pub fn page_of(documents: Vec<(Source, Reading)>, scenario: &Scenario, threshold: f64) -> Result<Page, Error> {
    let facts = Facts::gather(documents, threshold)?;
    facts.check(scenario)?;
    let conclusions = promises::conclude(&facts, scenario);
    let disagreements = disagreements::disagreements(&facts);
    Ok(Page {
        answer: answer::answer(&facts, &conclusions),
        gates: gates::gates(&facts, scenario),
        goals: goals::goals(&conclusions),
        figures: figures::lines(&facts),
        positions: positions::positions(&facts),
        authorities: positions::authorities(&facts),
        coming: coming::lines(&facts, &conclusions),
        promises: conclusions.promises.into_iter().map(|concluded| concluded.promise).collect(),
        general_claims: conclusions.general_claims,
        disagreements,
        threshold,
        documents: documents::documents(facts),
    })
}
