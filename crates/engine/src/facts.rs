//! What do the documents say, taken together?
//!
//! In go documents and their readings; out come [`Facts`]: the same records, with who is who across documents and
//! which phrase means which proposition.

use std::collections::{BTreeMap, BTreeSet};

use casus_claim::{Atom, Claim, Commitment, Condition, EntityId, PropositionId, Reading, Record, Reference};
use casus_intake::Copies;
use casus_ledger::Grade;
use casus_reason::Scenario;
use casus_reason::phrases::is_said;
use casus_reason::propositions::{Propositions, Sighting};
use casus_text::Source;

use crate::actors::{Cast, Mentions};
use crate::dossier::{Bringing, Dossier};
use crate::mappings::gists;
use crate::named::is_unnamed_source;
use crate::page::Evidence;
use crate::readings::{Mark, ReadDocument, Reader, together};
use crate::reviewed::Heard;
use crate::{Error, voices, who};

/// So many digits of a reference are shown, and more where that would leave two of a page alike.
const SHOWN_LEN_CHARS_MIN: usize = 8;

/// Everything that the page is made of.
#[derive(Clone, Debug)]
pub(crate) struct Facts {
    /// The documents, each once, in the order given.
    pub(crate) documents: Vec<(Source, Reading)>,
    /// The paths of further files with the same text, by the document that has it.
    pub(crate) same: SameText,
    /// Which documents relay which, and with which voice each speaks.
    pub(crate) copies: Copies,
    /// What is to be said of each document.
    pub(crate) remarks: Vec<Vec<String>>,
    /// How far people trust the publisher of each document.
    pub(crate) grades: Vec<Option<Grade>>,
    /// What promises wait on.
    pub(crate) propositions: Propositions,
    /// The phrases that promises wait on.
    pub(crate) sightings: Vec<Sighting>,
    /// Where each sighting of a proposition stands: the document and the place of the record in its reading.
    pub(crate) sighted_at: Vec<(usize, usize)>,
    /// What is known of each record beside what it says, document by document.
    marks: Vec<Vec<Mark>>,
    shown_len_chars: usize,
    /// The name by which each entity is shown, document by document.
    names: Vec<Vec<String>>,
    cast: Cast,
    /// Where the actors of each document are mentioned.
    mentions: Vec<Mentions>,
    antecedents: BTreeMap<(usize, usize), Condition<PropositionId>>,
    /// Which promises bring a proposition about, as the dossier says.
    bringing: BTreeMap<PropositionId, Vec<Bringing>>,
    threshold: f64,
}

/// The paths of further files with the same text, by the document that has it.
pub(crate) type SameText = BTreeMap<usize, Vec<String>>;

/// A record in its place.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Line<'a> {
    /// The document, counted from 0.
    pub(crate) source: usize,
    /// The place of the record in its reading.
    pub(crate) place: usize,
    /// The reading.
    pub(crate) reading: &'a Reading,
    /// The record.
    pub(crate) record: &'a Record,
    /// What is known of it beside what it says.
    mark: &'a Mark,
    /// The names by which the entities of its document are shown.
    names: &'a [String],
    shown_len_chars: usize,
}

impl Facts {
    /// Puts the documents together, with the actors that a dossier names and the propositions that it declares.
    pub(crate) fn gather(
        documents: Vec<ReadDocument>,
        dossier: &Dossier,
        heard: Heard<'_>,
        threshold: f64,
    ) -> Result<Self, Error> {
        if !(0.0..=1.0).contains(&threshold) {
            return Err(Error::Threshold(threshold));
        }
        let (read, same) = each_once(documents);
        let (mut documents, mut ids) = (Vec::new(), Vec::new());
        let (mut marks, mut remarks, mut grades) = (Vec::new(), Vec::new(), Vec::new());
        for document in read {
            let (source, reading, of_records) = together(document.source, document.readings);
            let (reading, of_records) = heard.applied(reading, of_records);
            grades.push(source.origin().publisher.as_ref().and_then(|publisher| heard.review.publisher(publisher)));
            documents.push((source, reading));
            marks.push(of_records);
            remarks.push(document.remarks);
            ids.push(document.ids);
        }
        let copies = voices::copies(documents.iter().map(|(source, _)| source));
        let who = who::resolve(dossier, &documents, &ids, heard.decisions);
        let names = who::shown_names(&who, &documents);
        let cast = Cast::of(&who, &documents);
        let documents = who::renamed(&who, documents);
        let shown_len_chars = shown_len_chars(marks.iter().flatten().map(|mark| mark.reference));
        let mentions = documents.iter().map(|(_, reading)| Mentions::of(reading)).collect();
        let mut facts = Self {
            documents,
            same,
            copies,
            remarks,
            grades,
            propositions: Propositions::default(),
            sightings: Vec::new(),
            sighted_at: Vec::new(),
            marks,
            shown_len_chars,
            names,
            cast,
            mentions,
            antecedents: BTreeMap::new(),
            bringing: dossier.brought_about.clone(),
            threshold,
        };
        facts.find_propositions(dossier);
        Ok(facts)
    }

    /// Fails when a scenario sets something else than these propositions.
    pub(crate) fn check(&self, scenario: &Scenario) -> Result<(), Error> {
        let known: Vec<PropositionId> = self.propositions.list().iter().map(|known| known.id.clone()).collect();
        match scenario.keys().find(|id| !known.contains(id)) {
            Some(id) => Err(Error::UnknownProposition { id: id.clone(), known }),
            None => Ok(()),
        }
    }

    /// Returns every record in its place, document by document.
    pub(crate) fn lines(&self) -> impl Iterator<Item = Line<'_>> {
        (0..self.documents.len()).flat_map(|source| self.lines_of(source))
    }

    /// Returns every record of one document in its place.
    pub(crate) fn lines_of(&self, source: usize) -> impl Iterator<Item = Line<'_>> {
        let count = self.documents[source].1.records().len();
        (0..count).map(move |place| self.line(source, place))
    }

    /// Returns the names by which the entities of a document are shown, in the order of their ids.
    pub(crate) fn names_of(&self, source: usize) -> &[String] {
        &self.names[source]
    }

    /// Returns the record at a place of a document.
    pub(crate) fn line(&self, source: usize, place: usize) -> Line<'_> {
        let reading = &self.documents[source].1;
        let mark = &self.marks[source][place];
        let record = &reading.records()[place];
        let names = &self.names[source];
        Line { source, place, reading, record, mark, names, shown_len_chars: self.shown_len_chars }
    }

    /// Returns what a record waits on.
    pub(crate) fn antecedent(&self, line: Line) -> Option<&Condition<PropositionId>> {
        self.antecedents.get(&(line.source, line.place))
    }

    /// Returns the proposition that comes true when a commitment is kept.
    ///
    /// What somebody does is theirs alone or theirs toward those whom the words name; either may be what others wait on.
    /// What the dossier says comes first.
    pub(crate) fn brought_about(&self, line: Line, commitment: &Commitment) -> Option<&PropositionId> {
        let is_it = |bringing: &Bringing| match bringing {
            Bringing::Reference(reference) => line.whole().whole().starts_with(reference.as_str()),
            Bringing::Promises { debtor, category, phrases } => {
                let words = commitment.consequent.quote.text();
                debtor.as_ref().is_none_or(|debtor| line.names(commitment.debtor.ids()).contains(debtor))
                    && category.is_none_or(|category| commitment.consequent.category == category)
                    && (phrases.is_empty() || phrases.iter().any(|phrase| is_said(phrase, words)))
            }
        };
        let said = self.bringing.iter().find(|(_, of)| of.iter().any(is_it)).map(|(id, _)| id);
        if said.is_some() {
            return said;
        }
        let debtors: BTreeSet<EntityId> = commitment.debtor.ids().iter().copied().collect();
        let named = &debtors | &self.mentions[line.source].within(commitment.consequent.quote.span());
        [debtors, named].iter().find_map(|actors| {
            let names = actors.iter().map(|&id| line.name(id).to_owned()).collect();
            self.propositions.brought_about(&names, &commitment.consequent.theme)
        })
    }

    /// Returns the words to show for a proposition.
    pub(crate) fn label<'a>(&'a self, id: &'a PropositionId) -> &'a str {
        let named = self.propositions.list().iter().find(|proposition| proposition.id == *id);
        named.map_or(&id.0, |proposition| &proposition.label)
    }

    /// Returns whether a confidence reaches the threshold.
    pub(crate) fn is_sure(&self, confidence: f64) -> bool {
        confidence >= self.threshold
    }

    fn find_propositions(&mut self, dossier: &Dossier) {
        let mut sightings = Vec::new();
        let mut sighted_at = Vec::new();
        for line in self.lines() {
            for atom in antecedent_of(line.record).map(Condition::atoms).unwrap_or_default() {
                sightings.push(self.sighting(line, atom));
                sighted_at.push((line.source, line.place));
            }
        }
        let propositions = Propositions::with_known(&dossier.propositions, &gists(dossier), &sightings);
        // The atoms of a condition are visited here in the order in which they were listed above.
        let mut meant = propositions.meant().iter().cloned();
        let mut next = |_: &Atom| meant.next().expect("every atom was listed");
        let mut antecedents = BTreeMap::new();
        for line in self.lines() {
            if let Some(antecedent) = antecedent_of(line.record) {
                antecedents.insert((line.source, line.place), antecedent.expand(&mut next));
            }
        }
        self.sightings = sightings;
        (self.propositions, self.sighted_at, self.antecedents) = (propositions, sighted_at, antecedents);
    }

    fn sighting(&self, line: Line, atom: &Atom) -> Sighting {
        let named = |&id: &EntityId| (line.name(id).to_owned(), self.cast.short(line.source, id).to_owned());
        let actors = atom.actors.iter().map(named).collect();
        let head = atom.head.as_deref().map(casus_extract::concept_of);
        Sighting { quote: atom.quote.clone(), actors, theme: atom.theme.clone(), head, is_denied: atom.is_denied }
    }
}

impl Line<'_> {
    /// Returns the name by which an entity of this line's document is shown.
    pub(crate) fn name(&self, id: EntityId) -> &str {
        &self.names[id.0 as usize]
    }

    /// Returns the names of entities of this line's document, each once: two of them may be one actor.
    pub(crate) fn names(&self, ids: &[EntityId]) -> Vec<String> {
        let mut names: Vec<String> = Vec::with_capacity(ids.len());
        for &id in ids {
            if !names.iter().any(|name| name == self.name(id)) {
                names.push(self.name(id).to_owned());
            }
        }
        names
    }

    /// Returns what this line rests on.
    pub(crate) fn evidence(&self) -> Evidence {
        Evidence {
            source: self.source,
            quote: self.record.quote.clone(),
            attributed_to: self.names(&self.record.attributed_to),
            unnamed: self.unnamed(),
            reference: Some(self.reference()),
            read_by: self.mark.readers.clone(),
            vouched: self.mark.vouched.clone(),
        }
    }

    /// Returns the names of those speakers whom the document does not name.
    fn unnamed(&self) -> Vec<String> {
        let speakers = self.record.attributed_to.iter().map(|&id| self.reading.entity(id));
        speakers.filter(|speaker| is_unnamed_source(speaker)).map(|speaker| speaker.name.clone()).collect()
    }

    /// Returns the whole reference.
    pub(crate) fn whole(&self) -> Reference {
        self.mark.reference
    }

    /// Returns the reference as it is shown, unique on its page.
    pub(crate) fn reference(&self) -> String {
        self.mark.reference.whole()[..self.shown_len_chars].to_owned()
    }
}

fn antecedent_of(record: &Record) -> Option<&Condition<Atom>> {
    match &record.claim {
        Claim::Commitment(commitment) => commitment.antecedent.as_ref(),
        _ => None,
    }
}

/// Keeps the first of documents with the same text, with the paths of the others and what their other readers took.
pub(crate) fn each_once(documents: Vec<ReadDocument>) -> (Vec<ReadDocument>, SameText) {
    let mut kept: Vec<ReadDocument> = Vec::new();
    let mut same = SameText::new();
    let mut place_of = BTreeMap::new();
    for document in documents {
        match place_of.get(&document.source.id()) {
            Some(&place) => {
                same.entry(place).or_default().push(document.source.origin().path.clone());
                let others = document.readings.into_iter().filter(|(reader, _)| *reader != Reader::Rules);
                kept[place].readings.extend(others);
                kept[place].ids.extend(document.ids);
            }
            None => {
                place_of.insert(document.source.id(), kept.len());
                kept.push(document);
            }
        }
    }
    (kept, same)
}

/// Returns how many digits it takes for no two references to be shown alike.
fn shown_len_chars(references: impl Iterator<Item = Reference>) -> usize {
    let all: BTreeSet<Reference> = references.collect();
    let of_sorted: Vec<&str> = all.iter().map(Reference::whole).collect();
    let shared = |pair: &[&str]| pair[0].bytes().zip(pair[1].bytes()).take_while(|(one, other)| one == other).count();
    let longest = of_sorted.windows(2).map(shared).max().unwrap_or(0);
    SHOWN_LEN_CHARS_MIN.max(longest + 1)
}
