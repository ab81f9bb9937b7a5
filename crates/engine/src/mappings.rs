//! Which phrases of the documents mean which proposition of the dossier, how was that told, and what may the rest mean?
//!
//! Phrases are mapped by the words that the dossier declares, by those that a person has accepted, and by head and actors.
//! For what is left the machine proposes, and applies nothing.

use std::collections::BTreeMap;

use casus_claim::{Condition, KnownProposition, PropositionId, Standing};
use casus_ledger::{Decided, Decision, Period};
use casus_reason::propositions::{Candidate, Gist, Means};
use casus_text::{Quote, Source};
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::Error;
use crate::dossier::Dossier;
use crate::facts::Facts;
use crate::memory::Remembered;
use crate::pipeline::{Question, gather, in_order};

/// A phrase of which a person said what it means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Accepted {
    /// The phrase.
    pub phrase: String,
    /// What it means.
    pub proposition: PropositionId,
    /// Who said so.
    pub by: String,
    /// On which day.
    pub day: Date,
}

/// What the phrases of some documents mean.
#[derive(Clone, Debug)]
pub struct Mappings {
    /// The documents, each once.
    pub documents: Vec<Source>,
    /// The declared propositions with the phrases that mean them, sorted by id.
    pub declared: Vec<Mapped>,
    /// What no declared proposition means, sorted by id.
    pub left: Vec<Left>,
}

/// A declared proposition with the phrases that were taken to mean it.
#[derive(Clone, Debug)]
pub struct Mapped {
    /// Its name.
    pub id: PropositionId,
    /// The words to show for it.
    pub label: String,
    /// The phrases, in the order of the documents.
    pub phrases: Vec<Sighted>,
}

/// A phrase of a document that means a declared proposition, alone or with others.
#[derive(Clone, Debug)]
pub struct Sighted {
    /// The document, counted from 0.
    pub source: usize,
    /// The phrase.
    pub quote: Quote,
    /// Whether it means the contrary.
    pub is_contrary: bool,
    /// How that was told.
    pub how: How,
}

/// How a phrase was told to mean a declared proposition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum How {
    /// A phrase of the dossier stands in it.
    Phrase(String),
    /// A phrase stands in it that a person accepted.
    Accepted(Accepted),
    /// It has the theme and the actors of one in which such a phrase stands.
    SameThing,
    /// It has the head and the actors of a phrase of the dossier.
    HeadAndActors,
}

/// A proposition that Casus found, with what it may mean.
#[derive(Clone, Debug)]
pub struct Left {
    /// Its name.
    pub id: PropositionId,
    /// The words to show for it.
    pub label: String,
    /// The phrases with their documents, in the order of these.
    pub phrases: Vec<(usize, Quote)>,
    /// What it may mean, best first.
    pub candidates: Vec<Candidate>,
}

impl Dossier {
    /// Adds the phrases that people accepted to those that the dossier declares.
    ///
    /// A phrase of a proposition that is not declared is left out, and so is one that the dossier declares already: what its
    /// file says of a phrase holds.
    pub fn with_accepted(mut self, accepted: Vec<Accepted>) -> Self {
        for one in accepted {
            let is_it = |phrase: &String| phrase.to_lowercase() == one.phrase.to_lowercase();
            let is_known = self.propositions.iter().any(|known| known.phrases.iter().any(is_it));
            let known = self.propositions.iter_mut().find(|known| known.id == one.proposition);
            if let Some(known) = known.filter(|_| !is_known) {
                known.phrases.push(one.phrase.clone());
                self.accepted.push(one);
            }
        }
        self
    }
}

/// Tells what the phrases of a dossier's documents mean, by what had been published by a day.
pub fn mappings(dossier: &Dossier, remembered: impl Into<Remembered>, as_of: Option<Date>) -> Result<Mappings, Error> {
    let remembered = in_order(remembered.into(), &Period { from: None, to: as_of });
    let dossier = &dossier.clone().with_accepted(accepted(&remembered.decisions));
    let facts = gather(remembered, dossier, &Question::default())?;
    let declared = dossier.propositions.iter().map(|known| mapped(&facts, dossier, known));
    let mut declared: Vec<Mapped> = declared.collect();
    declared.sort_by(|one, other| one.id.cmp(&other.id));
    let mut candidates = facts.propositions.candidates(&gists(dossier), &facts.sightings);
    let proposed = facts.propositions.list().iter().filter(|proposition| proposition.standing == Standing::Proposed);
    let places = places(&facts);
    let left = proposed.map(|proposition| Left {
        id: proposition.id.clone(),
        label: proposition.label.clone(),
        phrases: places.get(&proposition.id).into_iter().flatten().map(|&at| phrase(&facts, at)).collect(),
        candidates: candidates.remove(&proposition.id).unwrap_or_default(),
    });
    let left = left.collect();
    Ok(Mappings { documents: facts.documents.into_iter().map(|(source, _)| source).collect(), declared, left })
}

/// Returns of which phrases people said what they mean; the last to say it of a phrase counts.
pub(crate) fn accepted(decisions: &[Decided]) -> Vec<Accepted> {
    let mut accepted: BTreeMap<String, Accepted> = BTreeMap::new();
    for decided in decisions.iter().filter(|decided| decided.is_in_force()) {
        if let Decision::Map { phrase, proposition } = &decided.decision {
            let day = decided.recorded_at.to_zoned(TimeZone::UTC).date();
            let (phrase, proposition, by) = (phrase.clone(), proposition.clone(), decided.by.clone());
            accepted.insert(phrase.to_lowercase(), Accepted { phrase, proposition, by, day });
        }
    }
    accepted.into_values().collect()
}

/// Returns what the declared phrases are about, as far as their words alone tell it.
pub(crate) fn gists(dossier: &Dossier) -> Vec<Gist> {
    let of_known = |known: &KnownProposition| {
        let gist = |phrase: &String| {
            let gist = casus_extract::gist(phrase, &dossier.registry)?;
            Some(Gist {
                proposition: known.id.clone(),
                phrase: phrase.clone(),
                actors: gist.actors.into_iter().collect(),
                theme: gist.theme,
                words: gist.words,
            })
        };
        known.phrases.iter().filter_map(gist).collect::<Vec<_>>()
    };
    dossier.propositions.iter().flat_map(of_known).collect()
}

/// Returns at which places the sightings of each proposition stand.
fn places(facts: &Facts) -> BTreeMap<&PropositionId, Vec<usize>> {
    let mut places: BTreeMap<&PropositionId, Vec<usize>> = BTreeMap::new();
    for (at, meant) in facts.propositions.meant().iter().enumerate() {
        meant.atoms().into_iter().for_each(|id| places.entry(id).or_default().push(at));
    }
    places
}

fn phrase(facts: &Facts, at: usize) -> (usize, Quote) {
    (facts.sighted_at[at].0, facts.sightings[at].quote.clone())
}

fn mapped(facts: &Facts, dossier: &Dossier, known: &KnownProposition) -> Mapped {
    let sighted = |at: usize| {
        let meant = &facts.propositions.meant()[at];
        if !meant.atoms().contains(&&known.id) {
            return None;
        }
        let (source, quote) = phrase(facts, at);
        let how = how(&facts.propositions.means()[at], dossier, known)?;
        Some(Sighted { source, quote, is_contrary: matches!(meant, Condition::Not(_)), how })
    };
    let phrases = (0..facts.sightings.len()).filter_map(sighted).collect();
    Mapped { id: known.id.clone(), label: known.label.clone(), phrases }
}

fn how(means: &Means, dossier: &Dossier, known: &KnownProposition) -> Option<How> {
    Some(match means {
        Means::Nothing => return None,
        Means::SameThing => How::SameThing,
        Means::HeadAndActors => How::HeadAndActors,
        Means::Phrases(phrases) => {
            let Some(phrase) = phrases.iter().find(|phrase| known.phrases.contains(phrase)) else {
                return Some(How::SameThing);
            };
            let accepted = dossier.accepted.iter().find(|one| one.proposition == known.id && one.phrase == *phrase);
            accepted.map_or_else(|| How::Phrase(phrase.clone()), |accepted| How::Accepted(accepted.clone()))
        }
    })
}
