//! What is a person to look at first?
//!
//! In go the documents of a dossier and what people decided; out come the entries that nobody has decided on, those first
//! of which the reader is least sure and on which most rests. Everything that rests on an entry is named.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use casus_claim::{Condition, PropositionId, Reading, Record, Reference};
use casus_ledger::{ContradictionKind, Period, Review, State, contradictions};
use casus_reason::Scenario;
use casus_text::Source;
use jiff::civil::Date;

use crate::dossier::Dossier;
use crate::facts::Facts;
use crate::goals;
use crate::memory::Remembered;
use crate::phrase::{list, shortened};
use crate::pipeline::{Question, gather, in_order};
use crate::promises::{Conclusions, conclude, tellings};

/// So many references are named, and the others counted.
const NAMED_MAX: usize = 5;
/// A longer subject of a contradiction is cut.
const SUBJECT_LEN_CHARS_MAX: usize = 60;

/// The entries that wait for a person, what matters most first.
#[derive(Clone, Debug)]
pub struct Queue {
    /// The documents with what all their readers read.
    pub documents: Vec<(Source, Reading)>,
    /// The entries.
    pub entries: Vec<Waiting>,
}

/// An entry that nobody has decided on.
#[derive(Clone, Debug, PartialEq)]
pub struct Waiting {
    /// Its reference.
    pub reference: Reference,
    /// Its document, a place in [`Queue::documents`].
    pub document: usize,
    /// The place of its record in the reading of the document.
    pub place: usize,
    /// The day of its document.
    pub day: Option<Date>,
    /// How sure its reader is, 0 to 1.
    pub confidence: f64,
    /// What rests on it.
    pub dependants: Dependants,
}

/// What rests on an entry. References are as a page shows them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Dependants {
    /// The promises that wait on what the entry would bring about.
    pub promises: Vec<String>,
    /// The general claims that would cover it.
    pub claims: Vec<String>,
    /// The promises that it would cover, where it is a general claim.
    pub covered: Vec<String>,
    /// The goals of the dossier that count it.
    pub goals: Vec<String>,
    /// The contradictions that it stands in: in what, and about what.
    pub contradictions: Vec<(ContradictionKind, String)>,
    /// The other entries that tell the same promise.
    pub tellings: Vec<String>,
}

impl Queue {
    /// Returns the text and the record of an entry, with all that was read with it.
    pub fn record(&self, waiting: &Waiting) -> (&Source, &Reading, &Record) {
        let (source, reading) = &self.documents[waiting.document];
        (source, reading, &reading.records()[waiting.place])
    }
}

impl Waiting {
    /// Returns how much it matters: how unsure it is, times all that is wrong if it is.
    pub fn weight(&self) -> f64 {
        // The count is small, so nothing is lost.
        (1.0 - self.confidence) * (1 + self.dependants.count()) as f64
    }

    /// Says in sentences why it stands where it does.
    pub fn why(&self) -> Vec<String> {
        let mut why = vec![format!("Its confidence is {:.2}.", self.confidence)];
        why.extend(self.dependants.sentences());
        why
    }

    fn order(&self, other: &Self) -> Ordering {
        let undated_last = |waiting: &Self| (waiting.day.is_none(), waiting.day, waiting.reference);
        other.weight().total_cmp(&self.weight()).then_with(|| undated_last(self).cmp(&undated_last(other)))
    }
}

impl Dependants {
    /// Returns how many they are.
    pub fn count(&self) -> usize {
        let Self { promises, claims, covered, goals, contradictions, tellings } = self;
        [promises, claims, covered, goals, tellings].map(Vec::len).iter().sum::<usize>() + contradictions.len()
    }

    fn sentences(&self) -> Vec<String> {
        let quoted: Vec<String> = self.goals.iter().map(|goal| format!("“{goal}”")).collect();
        let contradictions: Vec<String> =
            self.contradictions.iter().map(|(kind, about)| format!("{} of “{about}”", kind.word())).collect();
        let sentences = [
            sentence(&self.promises, ["promise waits", "promises wait"], "on what it would bring about"),
            sentence(&self.claims, ["general claim", "general claims"], "would cover it"),
            sentence(&self.covered, ["promise", "promises"], "would be covered by it"),
            sentence(&quoted, ["goal counts", "goals count"], "it"),
            sentence(&contradictions, ["contradiction has", "contradictions have"], "it on one side"),
            sentence(&self.tellings, ["other entry tells", "other entries tell"], "the same promise"),
        ];
        sentences.into_iter().flatten().collect()
    }
}

fn sentence(names: &[String], [one, several]: [&str; 2], rest: &str) -> Option<String> {
    let (named, others) = names.split_at(names.len().min(NAMED_MAX));
    let mut parts = named.to_vec();
    if !others.is_empty() {
        parts.push(format!("{} more", others.len()));
    }
    let noun = if names.len() == 1 { one } else { several };
    (!names.is_empty()).then(|| format!("{} {noun} {rest}: {}.", names.len(), list(&parts)))
}

/// Lists the entries of a dossier that nobody has decided on.
///
/// The order in which the documents come in is of no account. What is unsure counts here as if it were sure, since what
/// would rest on it is what is asked.
pub fn queue(dossier: &Dossier, remembered: impl Into<Remembered>) -> Queue {
    let remembered = in_order(remembered.into(), &Period::default());
    let review = Review::of(&remembered.decisions);
    let facts = gather(remembered, dossier, &Question { threshold: 0.0, ..Question::default() });
    let facts = facts.expect("nothing is below no confidence at all");
    let desk = Desk::of(&facts, dossier);
    let undecided = facts.lines().filter(|line| review.entry(line.whole()).state == State::Read);
    let mut entries: Vec<Waiting> = undecided
        .map(|line| Waiting {
            reference: line.whole(),
            document: line.source,
            place: line.place,
            day: facts.documents[line.source].0.published(),
            confidence: line.record.confidence.share(),
            dependants: desk.dependants(&facts, (line.source, line.place)),
        })
        .collect();
    entries.sort_by(Waiting::order);
    Queue { documents: facts.documents, entries }
}

/// The document and the place of a record in its reading.
type Place = (usize, usize);

/// All that may rest on an entry, where it can be looked up.
struct Desk {
    tellings: Vec<Vec<Place>>,
    /// The place in `tellings` of each commitment.
    telling_of: BTreeMap<Place, usize>,
    /// What rests on each promise or general claim, by the reference under which it stands on the page.
    resting: BTreeMap<String, Dependants>,
    contradictions: BTreeMap<Place, Vec<(ContradictionKind, String)>>,
}

impl Desk {
    fn of(facts: &Facts, dossier: &Dossier) -> Self {
        let scenario = Scenario::new();
        let conclusions = conclude(facts, &dossier.rules, &scenario);
        let mut resting: BTreeMap<String, Dependants> = BTreeMap::new();
        add_promises(&conclusions, &mut resting);
        add_covers(&conclusions, &mut resting);
        if !dossier.goals.is_empty() {
            for goal in goals::declared(facts, &dossier.goals, &conclusions, &scenario) {
                goal.promises.iter().for_each(|promise| of(&mut resting, promise).goals.push(goal.label.clone()));
            }
        }
        let tellings = tellings(facts);
        let each = tellings.iter().enumerate();
        let telling_of = each.flat_map(|(at, places)| places.iter().map(move |&place| (place, at))).collect();
        Self { tellings, telling_of, resting, contradictions: contradicted(facts, dossier) }
    }

    fn dependants(&self, facts: &Facts, place: Place) -> Dependants {
        let places = self.telling_of.get(&place).map_or(&[][..], |&at| &self.tellings[at]);
        let reference = |&(source, place): &Place| facts.line(source, place).reference();
        let resting = places.first().and_then(|first| self.resting.get(&reference(first))).cloned();
        Dependants {
            tellings: places.iter().filter(|other| **other != place).map(reference).collect(),
            contradictions: self.contradictions.get(&place).cloned().unwrap_or_default(),
            ..resting.unwrap_or_default()
        }
    }
}

fn of<'a>(resting: &'a mut BTreeMap<String, Dependants>, reference: &str) -> &'a mut Dependants {
    resting.entry(reference.to_owned()).or_default()
}

/// Adds to each promise those that wait on what it would bring about.
fn add_promises(conclusions: &Conclusions, resting: &mut BTreeMap<String, Dependants>) {
    let mut waiting: BTreeMap<&PropositionId, Vec<&str>> = BTreeMap::new();
    for promise in conclusions.case.promises() {
        let atoms: BTreeSet<&PropositionId> =
            promise.antecedent.as_ref().map(Condition::atoms).unwrap_or_default().into_iter().collect();
        atoms.into_iter().for_each(|id| waiting.entry(id).or_default().push(&promise.reference.0));
    }
    for promise in conclusions.case.promises().iter().filter(|promise| promise.status.is_live()) {
        let Some(waiting) = promise.brings_about.as_ref().and_then(|id| waiting.get(id)) else { continue };
        let others = waiting.iter().filter(|other| **other != promise.reference.0).map(|&other| other.to_owned());
        of(resting, &promise.reference.0).promises.extend(others);
    }
}

/// Adds to each promise the general claims that would cover it, and to each claim what it would cover.
fn add_covers(conclusions: &Conclusions, resting: &mut BTreeMap<String, Dependants>) {
    for promise in conclusions.promises.iter().map(|concluded| &concluded.promise) {
        for cover in &promise.covered_by {
            of(resting, &promise.reference).claims.push(cover.claim.clone());
            of(resting, &cover.claim).covered.push(promise.reference.clone());
        }
    }
}

fn contradicted(facts: &Facts, dossier: &Dossier) -> BTreeMap<Place, Vec<(ContradictionKind, String)>> {
    let mut found: BTreeMap<Place, Vec<(ContradictionKind, String)>> = BTreeMap::new();
    for contradiction in contradictions(&facts.documents, &dossier.known_terms()) {
        let sides = contradiction.sides.iter().filter_map(|side| Some((side.document, side.record?)));
        for place in sides.collect::<BTreeSet<Place>>() {
            let about = shortened(&contradiction.about, SUBJECT_LEN_CHARS_MAX);
            found.entry(place).or_default().push((contradiction.kind, about));
        }
    }
    found
}
