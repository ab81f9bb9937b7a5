//! The story: source → syntax → reading → facts → conclusions → page.

use casus_claim::{Reading, Registry};
use casus_ledger::{Dating, Period, Review};
use casus_reason::{Case, Clash, Scenario};
use casus_text::Source;
use jiff::civil::Date;

use crate::dossier::Dossier;
use crate::facts::Facts;
use crate::mappings::accepted;
use crate::memory::Remembered;
use crate::page::About;
use crate::readings::ReadDocument;
use crate::reviewed::Heard;
use crate::threads::Ties;
use crate::{Error, Page};
use crate::{
    answer, coming, datings, developments, disagreements, documents, figures, gates, goals, positions, promises,
};

/// The confidence below which a line is unsure, unless somebody asks for another: the lowest from which records of all
/// kinds together are right in nineteen cases of twenty, and commitments in twelve of thirteen, by cross-validation.
pub const THRESHOLD: f64 = 0.86;

/// What somebody wants to know of some documents.
#[derive(Clone, Debug)]
pub struct Question {
    /// What is taken to be true and false.
    pub scenario: Scenario,
    /// The confidence below which a line is unsure.
    pub threshold: f64,
    /// The day whose world is asked for: what was published later is left out, what was due earlier is past.
    pub as_of: Option<Date>,
    /// The first day of publication that is asked for: what was published before is left out.
    pub since: Option<Date>,
    /// Whether only entries count behind which a person stands.
    pub is_vouched_only: bool,
}

impl Question {
    /// Returns the days of publication that are asked for.
    pub fn period(&self) -> Period {
        Period { from: self.since, to: self.as_of }
    }
}

impl Default for Question {
    fn default() -> Self {
        Self { scenario: Scenario::new(), threshold: THRESHOLD, as_of: None, since: None, is_vouched_only: false }
    }
}

/// Reads a document with the actors that a dossier names beforehand.
///
/// The parser gets each paragraph as a text of its own, so that no sentence reaches across a heading or a list, and with
/// single spaces, so that it reads the same however its lines are broken.
pub fn extract(source: &Source, registry: &Registry, syntax: &mut casus_syntax::Reader<'_>) -> Reading {
    explained(source, registry, syntax).0
}

/// Reads a document as [`extract`] does and returns besides by which rule each record was read, in the order of their ids.
pub fn explained(
    source: &Source,
    registry: &Registry,
    syntax: &mut casus_syntax::Reader<'_>,
) -> (Reading, Vec<casus_extract::Trace>) {
    let unwrapped = casus_extract::Unwrapped::of(source);
    let doc = syntax.read_parts(unwrapped.source().text(), &unwrapped.paragraphs());
    let (reading, traces) = casus_extract::explained(unwrapped.source(), registry, &doc);
    (unwrapped.back(reading), traces)
}

/// Lays out the page for documents that have been read.
///
/// A document that comes twice, byte for byte, counts once, and the page says so. Fails when the scenario names a
/// proposition that the documents do not give, or the threshold is no share.
pub fn page_of(documents: Vec<(Source, Reading)>, scenario: &Scenario, threshold: f64) -> Result<Page, Error> {
    let documents: Vec<ReadDocument> = documents.into_iter().map(ReadDocument::from).collect();
    let question = Question { scenario: scenario.clone(), threshold, ..Question::default() };
    let facts = gather(documents.into(), &Dossier::default(), &question)?;
    lay_out(facts, &Dossier::default(), &question, &Besides::default()).map(|laid| laid.page)
}

/// Lays out the page of a dossier: its documents by day of publication, the undated ones first, as of a day.
///
/// The order in which the documents come in is of no account. Fails as [`page_of`] does, and where the scenario goes
/// against the rules of the dossier.
pub fn brief(dossier: &Dossier, remembered: impl Into<Remembered>, question: &Question) -> Result<Page, Error> {
    laid_out(dossier, remembered.into(), question).map(|laid| laid.page)
}

/// Lays out the page of a dossier, with what its verdicts were worked out from.
pub(crate) fn laid_out(dossier: &Dossier, remembered: Remembered, question: &Question) -> Result<LaidOut, Error> {
    let remembered = in_order(remembered, &question.period());
    let [earlier, left_out] = remembered.left_out;
    let ties = Ties::of(&remembered.decisions);
    let facts = gather(remembered, dossier, question)?;
    let datings = datings::of_facts(&facts, &dossier.known_terms());
    let mut laid = lay_out(facts, dossier, question, &Besides { datings, ties })?;
    let Dossier { title, description, .. } = dossier.clone();
    let (as_of, since) = (question.as_of, question.since);
    laid.page.dossier = Some(About { title, description, as_of, left_out, since, earlier });
    Ok(laid)
}

/// A page, and what its verdicts were worked out from.
pub(crate) struct LaidOut {
    pub(crate) page: Page,
    pub(crate) case: Case,
    /// What is set, with all that follows by the rules of the dossier.
    pub(crate) scenario: Scenario,
}

/// Puts documents in the order of a brief, and leaves out what was published after a day.
pub fn of_day(documents: Vec<ReadDocument>, as_of: Option<Date>) -> Vec<ReadDocument> {
    in_order(documents.into(), &Period { from: None, to: as_of }).documents
}

/// Puts in the order of a brief what was published within a period, and counts what was not.
pub(crate) fn in_order(remembered: Remembered, period: &Period) -> Remembered {
    let Remembered { documents, decisions, left_out: [earlier, later] } = remembered;
    let (mut documents, others): (Vec<_>, Vec<_>) =
        documents.into_iter().partition(|document| period.has(document.source.published()));
    let is_later = |document: &&ReadDocument| period.to.is_some_and(|to| document.source.published() > Some(to));
    let more = others.iter().filter(is_later).count();
    documents.sort_by_cached_key(|document| {
        let origin = document.source.origin();
        (document.source.published(), origin.path.clone(), origin.url.clone(), document.source.id())
    });
    Remembered { documents, decisions, left_out: [earlier + others.len() - more, later + more] }
}

/// Puts documents together as people's decisions leave them, with what the dossier declares and people accepted.
pub(crate) fn gather(remembered: Remembered, dossier: &Dossier, question: &Question) -> Result<Facts, Error> {
    let review = Review::of(&remembered.decisions);
    let decisions = remembered.in_force();
    let heard = Heard { review: &review, decisions: &decisions, is_vouched_only: question.is_vouched_only };
    let dossier = dossier.clone().with_accepted(accepted(&remembered.decisions));
    Facts::gather(remembered.documents, &dossier, heard, question.threshold)
}

/// What the page of a dossier has besides that of documents.
#[derive(Default)]
struct Besides {
    /// When undated documents may have been written.
    datings: Vec<Dating>,
    /// What people put together and apart.
    ties: Ties,
}

fn lay_out(facts: Facts, dossier: &Dossier, question: &Question, besides: &Besides) -> Result<LaidOut, Error> {
    let Question { scenario, threshold, as_of, .. } = question;
    facts.check(scenario)?;
    let scenario = dossier.rules.closed(scenario).map_err(|Clash { one, other }| Error::Clash { one, other })?;
    let mut conclusions = promises::conclude(&facts, &dossier.rules, &scenario);
    developments::add(&mut conclusions.promises, &facts, (&besides.ties, &dossier.known_terms()), *threshold);
    let today = as_of.or_else(|| facts.documents.iter().filter_map(|(source, _)| source.published()).max());
    conclusions.promises.iter_mut().for_each(|concluded| concluded.live(today));
    let disagreements = disagreements::disagreements(&facts, &dossier.known_terms());
    let goals = if dossier.goals.is_empty() {
        goals::of_fields(&conclusions)
    } else {
        goals::declared(&facts, &dossier.goals, &conclusions, &scenario)
    };
    let page = Page {
        dossier: None,
        answer: answer::answer(&facts, &conclusions),
        gates: gates::gates(&facts, &scenario),
        goals,
        figures: figures::lines(&facts),
        positions: positions::positions(&facts),
        authorities: positions::authorities(&facts),
        coming: coming::lines(&facts, &conclusions, *as_of),
        promises: conclusions.promises.into_iter().map(|concluded| concluded.promise).collect(),
        general_claims: conclusions.general_claims,
        disagreements,
        rules: dossier.rules.clone(),
        threshold: *threshold,
        documents: documents::documents(facts, &besides.datings),
    };
    Ok(LaidOut { page, case: conclusions.case, scenario })
}
