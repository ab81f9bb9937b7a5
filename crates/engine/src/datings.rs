//! When were the undated documents written?
//!
//! The ledger proposes a window for each; here it stands beside the documents that its reasons name. Nothing takes a
//! window for a day: only a person dates a document.

use casus_claim::Term;
use casus_ledger::{Dating, Period};
use casus_text::Source;
use jiff::civil::Date;

use crate::Error;
use crate::dossier::Dossier;
use crate::facts::Facts;
use crate::memory::Remembered;
use crate::pipeline::{Question, gather, in_order};

/// The undated ones among some documents, with what tells when they were written.
#[derive(Clone, Debug)]
pub struct Datings {
    /// All documents, each once.
    pub documents: Vec<Source>,
    /// What is proposed for each undated one.
    pub datings: Vec<Dating>,
}

/// Proposes when the undated documents of a dossier were written, by what had been published by a day.
pub fn datings(dossier: &Dossier, remembered: impl Into<Remembered>, as_of: Option<Date>) -> Result<Datings, Error> {
    let remembered = in_order(remembered.into(), &Period { from: None, to: as_of });
    let facts = gather(remembered, &Dossier::default(), &Question::default())?;
    let datings = of_facts(&facts, &dossier.known_terms());
    Ok(Datings { documents: facts.documents.into_iter().map(|(source, _)| source).collect(), datings })
}

/// Proposes when the undated documents were written.
pub(crate) fn of_facts(facts: &Facts, terms: &[Term]) -> Vec<Dating> {
    casus_ledger::datings(&facts.documents, terms)
}
