//! How did what a dossier tells develop, and what is different between two states of it?
//!
//! In go documents as they were read; out come the ledger's threads of them, with the numbers that it counts documents by.
//! Who is who across documents, and which of them relay one voice, is worked out before.

use casus_claim::{Reading, Reference, Term};
use casus_ledger::thread::{Difference, Double, KnownReports, Report, Settled, Thread, difference, doubles, threads};
use casus_ledger::{Contradiction, Decided, Decision, Review, contradictions};
use casus_text::{ContentId, Source};

use crate::memory::Remembered;
use crate::readings::together;
use crate::reviewed::Heard;
use crate::{Dossier, voices, who};

/// Entries that people put together or apart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ties {
    /// Those that tell the same.
    pub joined: Vec<(Reference, Reference)>,
    /// Those that tell different things.
    pub parted: Vec<(Reference, Reference)>,
}

impl Ties {
    /// Takes the decisions that are in force.
    pub fn of<'d>(decided: impl IntoIterator<Item = &'d Decided>) -> Self {
        let mut ties = Self::default();
        for decided in decided.into_iter().filter(|decided| decided.is_in_force()) {
            match decided.decision {
                Decision::Join(one, other) => ties.joined.push((one, other)),
                Decision::Part(one, other) => ties.parted.push((one, other)),
                _ => {}
            }
        }
        ties
    }
}

/// What threads are looked for with.
#[derive(Clone, Debug)]
pub struct Tracing {
    dossier: Dossier,
    terms: Vec<Term>,
    confidence_min: f64,
}

impl Tracing {
    /// Takes the actors and the offices that a dossier knows, and below which confidence records are left out.
    pub fn of(dossier: &Dossier, confidence_min: f64) -> Self {
        Self { dossier: dossier.clone(), terms: dossier.known_terms(), confidence_min }
    }
}

/// Documents in the order in which their threads count them.
#[derive(Clone, Debug)]
pub struct Chronicle {
    documents: Vec<(Source, Reading)>,
    names: Vec<Vec<String>>,
    references: Vec<Vec<Reference>>,
    voices: Vec<usize>,
    ties: Ties,
    tracing: Tracing,
}

impl Chronicle {
    /// Takes what a ledger remembers; what people rejected or corrected does not count.
    pub fn of(remembered: Remembered, tracing: Tracing) -> Self {
        let (review, decisions) = (Review::of(&remembered.decisions), remembered.in_force());
        let heard = Heard { review: &review, decisions: &decisions, is_vouched_only: false };
        let (mut documents, mut references, mut ids) = (Vec::new(), Vec::new(), Vec::new());
        for document in remembered.documents {
            let (source, reading, marks) = together(document.source, document.readings);
            let (reading, marks) = heard.applied(reading, marks);
            documents.push((source, reading));
            references.push(marks.iter().map(|mark| mark.reference).collect());
            ids.push(document.ids);
        }
        let who = who::resolve(&tracing.dossier, &documents, &ids, &decisions);
        let names = who::shown_names(&who, &documents);
        let documents = who::renamed(&who, documents);
        let voices = voices::copies(documents.iter().map(|(source, _)| source)).voices;
        let ties = Ties::of(&remembered.decisions);
        Self { documents, names, references, voices, ties, tracing }
    }

    /// Returns a document.
    pub fn source(&self, document: usize) -> &Source {
        &self.documents[document].0
    }

    /// Returns the ids of the texts.
    pub fn texts(&self) -> impl Iterator<Item = ContentId> {
        self.documents.iter().map(|(source, _)| source.id())
    }

    /// Returns the threads.
    pub fn threads(&self) -> Vec<Thread> {
        threads(&self.reports(), &self.settled())
    }

    /// Returns what is promised twice in these threads of this chronicle.
    pub fn doubles(&self, threads: &[Thread]) -> Vec<Double> {
        doubles(threads, &self.reports())
    }

    fn settled(&self) -> Settled<'_> {
        let Ties { joined, parted } = &self.ties;
        let Tracing { terms, confidence_min, .. } = &self.tracing;
        Settled { joined, parted, terms, confidence_min: *confidence_min }
    }

    fn reports(&self) -> Vec<Report<'_>> {
        let parts = self.documents.iter().zip(&self.names).zip(&self.references).zip(&self.voices);
        let report = parts.map(|((((source, reading), names), references), &voice)| Report {
            source,
            reading,
            names,
            references,
            voice,
        });
        report.collect()
    }
}

/// Two states of a dossier beside one another.
#[derive(Clone, Debug)]
pub struct Comparison {
    /// The earlier state.
    pub before: Chronicle,
    /// The later state.
    pub after: Chronicle,
    /// What is different, its documents counted as in the later state, and those of what is gone as in the earlier one.
    pub difference: Difference,
    /// What cannot all be right in the later state.
    pub contradictions: Vec<Contradiction>,
}

/// Compares two states of a dossier.
pub fn compare(before: Chronicle, after: Chronicle) -> Comparison {
    let [old, new] = [&before, &after].map(|state| contradictions(&state.documents, &state.tracing.terms));
    let (earlier, later) = (before.reports(), after.reports());
    let difference = difference(
        &KnownReports { reports: &earlier, contradictions: &old },
        &KnownReports { reports: &later, contradictions: &new },
        &after.settled(),
    );
    drop((earlier, later));
    Comparison { difference, contradictions: new, before, after }
}

#[cfg(test)]
mod tests {
    use casus_ledger::DecisionId;
    use jiff::Timestamp;

    use super::*;

    #[test]
    fn what_was_undone_ties_nothing() {
        let [one, other] = ["0", "1"].map(|digit| Reference::from_whole(&digit.repeat(52)).expect("a reference"));
        let decided = |id, decision, undone_by| Decided {
            id: DecisionId(id),
            recorded_at: Timestamp::UNIX_EPOCH,
            by: "Ida Holm".to_owned(),
            decision,
            note: None,
            undone_by,
        };
        let all = [
            decided(1, Decision::Join(one, other), Some(DecisionId(2))),
            decided(2, Decision::Undo(DecisionId(1)), None),
            decided(3, Decision::Part(one, other), None),
        ];
        assert_eq!(Ties::of(&all), Ties { joined: vec![], parted: vec![(one, other)] });
    }
}
