//! Who decides, in which dossier, and how is what they name found?

use casus_claim::{Reading, Reference, references};
use casus_engine::ledger::{
    Decided, Decision, DecisionId, DocumentId, Entry, Error as LedgerError, Found, Known, Ledger, Occurrence, Person,
    ReaderKind, Review, State,
};
use casus_engine::{Rereading, World};
use casus_text::{Origin, Source};
use jiff::Timestamp;
use jiff::civil::Date;

use super::draft::Draft;
use super::fault::Fault;
use crate::clock::Clock;
use crate::command::{DossierFolder, Reviewing};
use crate::error::Error;
use crate::folder::Folder;
use crate::readers::{self, Readers};
use crate::{address, show, take};

/// The variable that names who decides.
const REVIEWER: &str = "CASUS_REVIEWER";
/// So many digits of an id are enough where they name one document.
const ID_LEN_CHARS_MIN: usize = 8;

/// A dossier that somebody decides on.
pub(super) struct Desk {
    pub(super) folder: Folder,
    pub(super) ledger: Ledger,
    by: Option<String>,
    note: Option<String>,
    clock: Clock,
}

/// Somebody's writing, and what it says.
pub(super) type Fields = [(String, String)];

impl Desk {
    /// Opens the ledger of a dossier to add to it, or only to ask it.
    pub(super) fn open(options: &Reviewing, clock: &Clock, adds: bool) -> Result<Self, Error> {
        let folder = options.folder.clone().ok_or(Fault::NoDossier)?;
        let folder = Folder::open(&DossierFolder { folder, ledger: options.ledger.clone() })?;
        let ledger = if adds { folder.ledger_to_fill(clock.now())? } else { folder.ledger_read_only()? };
        let is_name = |name: &String| !name.trim().is_empty();
        let by = options.by.clone().or_else(|| std::env::var(REVIEWER).ok()).filter(is_name);
        Ok(Self { folder, ledger, by, note: options.note.clone(), clock: *clock })
    }

    /// Returns who decides; fails when nobody said so, or a machine would.
    pub(super) fn name(&self) -> Result<&str, Error> {
        let name = self.by.as_deref().ok_or(Fault::Nobody)?;
        if name.starts_with(take::MODEL) {
            return Err(Fault::Machine { name: name.to_owned() }.into());
        }
        Ok(name)
    }

    fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// Records decisions with a remark of their own, or with that of the command line.
    pub(super) fn decide(&mut self, decisions: &[Decision], note: Option<&str>) -> Result<Vec<DecisionId>, Error> {
        let (name, own) = (self.name()?.to_owned(), self.note.clone());
        let person = Person { name: &name, note: note.or(own.as_deref()) };
        let now = self.now();
        Ok(self.ledger.decide(person, decisions, now)?)
    }

    /// Finds an entry by its reference.
    pub(super) fn entry(&self, typed: &str) -> Result<Entry, Error> {
        show::found(&self.ledger, typed, None)
    }

    /// Finds a document by its path, as the dossier or the system has it, or by its id.
    pub(super) fn document(&self, typed: &str) -> Result<Known, Error> {
        let all = self.ledger.known_at(None)?;
        let address = address::of(typed, &self.folder.path);
        let is_at = |known: &&Known| {
            let path = &known.source.origin().path;
            [typed, &address].contains(&path.as_str()) || address::near(path, &self.folder.path) == typed
        };
        let is_beginning = |known: &&Known| {
            let ids = [known.source.id().to_string(), known.document.to_string()];
            typed.len() >= ID_LEN_CHARS_MIN && ids.iter().any(|id| id.starts_with(typed))
        };
        let present = || all.iter().filter(|known| known.replaced_by.is_none());
        let named = || present().filter(|known| take::is_named(known, typed));
        let mut beginning = present().filter(is_beginning);
        let only = beginning.next().filter(|_| beginning.next().is_none());
        let found = present().find(is_at).or_else(|| named().next()).or(only);
        Ok(found.cloned().ok_or_else(|| Fault::NoDocument { typed: typed.to_owned() })?)
    }

    /// Corrects an entry: what another is to stand in its place is checked against the text, and recorded.
    pub(super) fn amend(&mut self, entry: &Entry, fields: &Fields, note: Option<&str>) -> Result<DecisionId, Error> {
        self.name()?;
        let reference = entry.reference.to_string();
        let decisions = self.ledger.decisions(None)?;
        let state = Review::of(&decisions).entry(entry.reference).state;
        if let State::Amended { by } = state {
            return Err(Fault::Amended { reference, by: by.to_string() }.into());
        }
        let base = standing(entry, &decisions);
        let registry = &self.folder.dossier.registry;
        let source = self.near(&base.source);
        let mut draft = Draft::of(&source, &base.reading, base.record(), registry);
        draft.set(fields)?;
        if draft.is_as_before() {
            return Err(Fault::Unchanged { reference }.into());
        }
        let reading = draft.reading(base.reading.sentences())?;
        let document = base.document.clone();
        self.correct(&document, (Some(entry.reference), &reading), note)
    }

    /// Adds an entry by its words.
    pub(super) fn add(
        &mut self,
        known: &Known,
        (kind, words): (&'static str, &str),
        fields: &Fields,
    ) -> Result<DecisionId, Error> {
        self.name()?;
        let first = known.readings.first().map(|(_, reading)| reading);
        let source = self.near(&known.source);
        let mut draft = Draft::new((&source, first), kind, words, &self.folder.dossier.registry)?;
        draft.set(fields)?;
        let reading = draft.reading(take::sentences(known))?;
        let reference = references(&reading)[0];
        let state = Review::of(&self.ledger.decisions(None)?).entry(reference).state;
        let is_there = matches!(self.ledger.find(reference.whole(), None)?, Found::Entry(_));
        if is_there && state != State::TakenBack {
            return Err(Fault::There { reference: reference.to_string() }.into());
        }
        self.correct(&known.document, (None, &reading), None)
    }

    /// Returns a source under the path by which it is told.
    fn near(&self, source: &Source) -> Source {
        let path = address::near(&source.origin().path, &self.folder.path).to_owned();
        source.clone().with_origin(Origin { path, ..source.origin().clone() })
    }

    fn correct(
        &mut self,
        document: &DocumentId,
        corrected: (Option<Reference>, &Reading),
        note: Option<&str>,
    ) -> Result<DecisionId, Error> {
        let (name, own) = (self.name()?.to_owned(), self.note.clone());
        let person = Person { name: &name, note: note.or(own.as_deref()) };
        let now = self.now();
        Ok(self.ledger.correct(person, document, corrected, now)?.0)
    }

    /// Says when a document was published, and reads it again.
    pub(super) fn date(&mut self, known: &Known, day: Date) -> Result<DecisionId, Error> {
        self.reread(|ledger, clock, again| casus_engine::date(clock, ledger, (known, day), again))
    }

    /// Undoes a decision; a document whose day it was is read again.
    pub(super) fn undo(&mut self, decided: &Decided) -> Result<DecisionId, Error> {
        match decided.decision {
            Decision::Date { .. } => {
                self.reread(|ledger, clock, again| casus_engine::undo(clock, ledger, decided, again))
            }
            _ => Ok(self.decide(&[Decision::Undo(decided.id)], None)?[0]),
        }
    }

    fn reread(
        &mut self,
        work: impl FnOnce(&mut Ledger, &Clock, Rereading<'_>) -> Result<DecisionId, LedgerError>,
    ) -> Result<DecisionId, Error> {
        let name = self.name()?.to_owned();
        let pipeline = readers::pipeline(readers::ENGLISH)?;
        let readers = Readers::of(&pipeline);
        let registry = &self.folder.dossier.registry;
        let read = |source: &Source| readers.read(source, registry);
        let person = Person { name: &name, note: self.note.as_deref() };
        Ok(work(&mut self.ledger, &self.clock, Rereading { person, registry, read: &read })?)
    }
}

/// Returns the reading of an entry that counts: what a person wrote last, and else the first that has it.
fn standing<'a>(entry: &'a Entry, decisions: &[Decided]) -> &'a Occurrence {
    let writes = |decided: &&Decided| match decided.decision {
        Decision::Add(by) | Decision::Amend { by, .. } => by == entry.reference && decided.is_in_force(),
        _ => false,
    };
    let last = decisions.iter().rfind(writes).map(|decided| decided.recorded_at);
    let is_last = |it: &&Occurrence| it.reader.kind == ReaderKind::Person && Some(it.recorded_at) == last;
    entry.occurrences.iter().find(is_last).unwrap_or(&entry.occurrences[0])
}
