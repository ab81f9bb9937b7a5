//! How does a person decide? What is decided is added, and undone by deciding again.

use casus_claim::{Reading, Reference, references};
use jiff::Timestamp;

use crate::act::Act;
use crate::database::{Database, Fault};
use crate::ingest::{fit, take};
use crate::stored::decision::{COLUMNS, StoredDecision, decided};
use crate::stored::rows;
use crate::view::View;
use crate::{
    Change, Decided, Decision, DecisionId, DocumentId, Error, Graded, Incoming, Ingested, Ledger, Reader, Subject,
    search,
};

/// Who decides, and what they say about it.
#[derive(Clone, Copy, Debug)]
pub struct Person<'a> {
    /// The name.
    pub name: &'a str,
    /// A remark.
    pub note: Option<&'a str>,
}

impl Ledger {
    /// Records decisions of a person, as known from `now` on: all of them or none.
    ///
    /// Fails when one is about something that the ledger does not have, or undoes what is undone already, or an undoing.
    /// What a person
    /// adds or amends comes in with [`Ledger::correct`].
    pub fn decide(
        &mut self,
        person: Person<'_>,
        decisions: &[Decision],
        now: Timestamp,
    ) -> Result<Vec<DecisionId>, Error> {
        self.write(|db| {
            let each = |decision: &Decision| {
                check(db, decision)?;
                record(&Act::begin(db, now)?, person, decision)
            };
            decisions.iter().map(each).collect()
        })
    }

    /// Records an entry that a person wrote, in a reading of one record: to take the place of another, or of none.
    ///
    /// The reading and the decision have one instant.
    ///
    /// # Panics
    /// When the reading has not just one record, or is of another text.
    pub fn correct(
        &mut self,
        person: Person<'_>,
        document: &DocumentId,
        (corrected, reading): (Option<Reference>, &Reading),
        now: Timestamp,
    ) -> Result<(DecisionId, Reference), Error> {
        let [entry] = references(reading)[..] else { panic!("a person corrects one entry at a time") };
        let decision = match corrected {
            Some(corrected) => Decision::Amend { entry: corrected, by: entry },
            None => Decision::Add(entry),
        };
        self.write(|db| {
            if let Some(corrected) = corrected {
                has_entry(db, corrected)?;
            }
            let found = View::until(db, None).source(document)?;
            let (origin, source) = found.ok_or_else(|| no_document(document))?;
            let (reader, stored) = (Reader::person(person.name), fit(&source, reading)?);
            // Under the act of the decision even where the same is there, so that the instant leads from one to the other.
            let act = Act::begin(db, now)?;
            rows::insert(db, act.seq, (document, origin), &reader, &stored)?;
            search::index(db, act.seq, reading)?;
            Ok((record(&act, person, &decision)?, entry))
        })
    }

    /// Records a decision on the day of a document together with the document as it reads with that day: both or neither.
    ///
    /// The decision gives the day, or undoes one that gave it. Fails when what comes in is not the present version of a
    /// document of the ledger.
    ///
    /// # Panics
    /// When the reading is of another text.
    pub fn redate(
        &mut self,
        person: Person<'_>,
        decision: &Decision,
        incoming: &Incoming<'_>,
        now: Timestamp,
    ) -> Result<DecisionId, Error> {
        self.write(|db| {
            check(db, decision)?;
            let stored = fit(incoming.source, incoming.reading)?;
            // The decision comes first: just before its instant the document stands as it did.
            let id = record(&Act::begin(db, now)?, person, decision)?;
            let Ingested { document, change } = take(db, incoming, &stored, now)?;
            match change {
                Change::Document { .. } | Change::Version { .. } | Change::Redacted => Err(no_document(&document)),
                Change::Nothing | Change::Origin { .. } | Change::Reading { .. } => Ok(id),
            }
        })
    }

    /// Returns the decisions that had been made by an instant, in their order; `None` asks for all.
    pub fn decisions(&self, instant: Option<Timestamp>) -> Result<Vec<Decided>, Error> {
        self.read(|db| decisions(&View::until(db, instant)))
    }

    /// Keeps what the file of the dossier says from `now` on, unless that is what it said before.
    pub fn keep_dossier(&mut self, text: &str, now: Timestamp) -> Result<(), Error> {
        self.write(|db| {
            if dossier(&View::until(db, None))?.as_deref() == Some(text) {
                return Ok(());
            }
            let act = Act::begin(db, now)?;
            db.execute("INSERT INTO dossier VALUES (?1, ?2)", &[act.seq.into(), text.into()])?;
            Ok(())
        })
    }

    /// Returns what the file of the dossier said at an instant, as far as it was kept by then.
    pub fn dossier(&self, instant: Option<Timestamp>) -> Result<Option<String>, Error> {
        self.read(|db| dossier(&View::until(db, instant)))
    }
}

fn dossier(view: &View<'_>) -> Result<Option<String>, Fault> {
    // There are few files and many acts, so the files are gone through: a cross join is taken in the order it is written.
    let select = "SELECT text FROM dossier CROSS JOIN act WHERE act.seq = dossier.act AND recorded_at <= ?1 \
                  ORDER BY dossier.act DESC LIMIT 1";
    view.db.first(select, &[(&view.until).into()], |row| row.get(0))
}

/// Returns every decision.
pub(crate) fn all_decisions(db: &Database) -> Result<Vec<Decided>, Fault> {
    decisions(&View::until(db, None))
}

fn decisions(view: &View<'_>) -> Result<Vec<Decided>, Fault> {
    // Decisions too are few beside the acts.
    let select = format!(
        "SELECT {COLUMNS} FROM decision CROSS JOIN act WHERE act.seq = decision.act AND recorded_at <= ?1 \
         ORDER BY decision.act"
    );
    let mut all = view.db.rows(&select, &[(&view.until).into()], decided)?;
    let undone: Vec<(DecisionId, DecisionId)> = all.iter().filter_map(undoing).collect();
    for (undone, by) in undone {
        let place = all.binary_search_by_key(&undone, |decided| decided.id);
        let place = place.map_err(|_| Fault::Corrupt(format!("decision `{by}` undoes none")))?;
        all[place].undone_by = Some(by);
    }
    Ok(all)
}

fn undoing(decided: &Decided) -> Option<(DecisionId, DecisionId)> {
    match decided.decision {
        Decision::Undo(undone) => Some((undone, decided.id)),
        _ => None,
    }
}

pub(crate) fn record(act: &Act<'_>, person: Person<'_>, decision: &Decision) -> Result<DecisionId, Fault> {
    named(person)?;
    let StoredDecision { kind, subject, body } = StoredDecision::of(decision);
    let values =
        [act.seq.into(), person.name.into(), kind.into(), (&subject).into(), (&body).into(), person.note.into()];
    act.db.execute("INSERT INTO decision VALUES (?1, ?2, ?3, ?4, ?5, ?6)", &values)?;
    Ok(DecisionId(act.seq))
}

fn named(person: Person<'_>) -> Result<(), Fault> {
    let is_named = !person.name.trim().is_empty();
    is_named.then_some(()).ok_or_else(|| Fault::Refused("somebody decides, and nobody is named".to_owned()))
}

/// Makes sure that what a decision is about is there.
fn check(db: &Database, decision: &Decision) -> Result<(), Fault> {
    match decision {
        Decision::Accept(entry) | Decision::Reject(entry) | Decision::Note(Subject::Entry(entry)) => {
            has_entry(db, *entry)
        }
        Decision::Grade { of: Graded::Entry(entry), .. } => has_entry(db, *entry),
        Decision::Grade { of: Graded::Publisher(_), .. } | Decision::Map { .. } => Ok(()),
        Decision::Join(one, other) | Decision::Part(one, other) => {
            has_entry(db, *one)?;
            has_entry(db, *other)?;
            differ(one == other, "an entry")
        }
        Decision::Merge(one, other) | Decision::Split(one, other) => {
            for document in [one, other].into_iter().filter_map(|named| named.document.as_ref()) {
                has_document(db, document)?;
            }
            differ(one == other, "an actor")
        }
        Decision::Note(Subject::Document(document)) | Decision::Date { document, .. } => has_document(db, document),
        Decision::Undo(id) => may_undo(db, *id),
        Decision::Amend { .. } | Decision::Add(_) => {
            Err(Fault::Refused("a correction comes with its words".to_owned()))
        }
        Decision::Redact(_) => Err(Fault::Refused("a redaction takes the document out as well".to_owned())),
    }
}

fn differ(is_same: bool, what: &str) -> Result<(), Fault> {
    if is_same {
        Err(Fault::Refused(format!("{what} cannot be told from itself or made one with itself")))
    } else {
        Ok(())
    }
}

fn has_entry(db: &Database, entry: Reference) -> Result<(), Fault> {
    let select = "SELECT 1 FROM record WHERE reference = ?1 LIMIT 1";
    let found = db.first(select, &[entry.whole().into()], |_| Ok(()))?;
    found.ok_or_else(|| Fault::Refused(format!("no entry goes by `{}`", entry.whole())))
}

fn has_document(db: &Database, document: &DocumentId) -> Result<(), Fault> {
    let found = View::until(db, None).source(document)?;
    found.map(|_| ()).ok_or_else(|| no_document(document))
}

pub(crate) fn no_document(document: &DocumentId) -> Fault {
    Fault::Refused(format!("document `{document}` is not in the ledger, or was redacted"))
}

fn may_undo(db: &Database, id: DecisionId) -> Result<(), Fault> {
    let all = decisions(&View::until(db, None))?;
    let Some(decided) = all.iter().find(|decided| decided.id == id) else {
        return Err(Fault::Refused(format!("there is no decision `{id}`")));
    };
    match (&decided.decision, decided.undone_by) {
        (Decision::Undo(_), _) => Err(Fault::Refused(format!("`{id}` undid a decision; decide anew instead"))),
        (Decision::Redact(_), _) => Err(Fault::Refused(format!("`{id}` took words out, which nobody can put back"))),
        (_, Some(by)) => Err(Fault::Refused(format!("decision `{id}` was undone by `{by}` already"))),
        (_, None) => Ok(()),
    }
}
