//! How is a document taken out? Its bytes, its text and its quotes go; its hashes, its place and the reason stay.
//!
//! Publishers and people may have the right to it. Nothing brings the document back: not undoing the decision, and not
//! ingesting it again.

use std::collections::BTreeSet;

use casus_claim::Reference;
use jiff::Timestamp;

use crate::act::Act;
use crate::database::{Database, Fault, Row};
use crate::decide::{all_decisions, no_document, record};
use crate::stored::{instant, redaction};
use crate::view::View;
use crate::{Decision, DecisionId, DocumentId, Error, Ledger, Person, search};

/// What a redaction took out, and what is left of it elsewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Redaction {
    /// The document with who had it taken out, when and why.
    pub redacted: Redacted,
    /// The other documents that have the same bytes or the same text, which are there as before.
    pub shared_by: Vec<(DocumentId, String)>,
    /// The decisions about its entries and about itself, whose notes and names are the words of whoever made them.
    pub mentioned_by: Vec<DecisionId>,
}

/// A document that was taken out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Redacted {
    /// The decision to do so.
    pub decision: DecisionId,
    /// The document.
    pub document: DocumentId,
    /// Its address.
    pub address: String,
    /// The hash of its bytes.
    pub original: String,
    /// Why.
    pub reason: String,
    /// Who decided so.
    pub by: String,
    /// When it was recorded.
    pub recorded_at: Timestamp,
}

/// A document by the names that people have for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placed {
    /// Its id.
    pub document: DocumentId,
    /// Its path, as last known.
    pub path: String,
    /// When it was first recorded.
    pub recorded_at: Timestamp,
    /// Whether it was taken out.
    pub is_redacted: bool,
}

/// So many digits of an id are taken for one.
const ID_LEN_CHARS_MIN: usize = 8;

impl Ledger {
    /// Lists the documents that go by a path, a url or an id, or by the first eight digits of it, the oldest first.
    pub fn placed(&self, name: &str) -> Result<Vec<Placed>, Error> {
        let is_id = name.len() >= ID_LEN_CHARS_MIN && name.bytes().all(|byte| byte.is_ascii_hexdigit());
        let digits = if is_id { name.to_ascii_lowercase() } else { "-".to_owned() };
        let select = "SELECT document.id, (SELECT path FROM origin WHERE origin.document = document.id ORDER BY act DESC LIMIT 1), \
                      recorded_at, (SELECT count(*) FROM redaction WHERE redaction.document = document.id) FROM document \
                      JOIN act ON act.seq = (SELECT min(act) FROM origin WHERE origin.document = document.id) \
                      WHERE document.id IN (SELECT document FROM origin WHERE path = ?1 \
                      UNION SELECT document FROM origin WHERE url = ?1 UNION SELECT id FROM document WHERE address = ?1 \
                      UNION SELECT id FROM document WHERE id >= ?2 AND id < (?2 || '~')) ORDER BY act.seq";
        self.read(|db| {
            db.rows(select, &[name.into(), (&digits).into()], |row| {
                Ok(Placed {
                    document: DocumentId::stored(row.get(0)?),
                    path: row.get(1)?,
                    recorded_at: instant::parsed(&row.get::<String>(2)?)?,
                    is_redacted: row.get::<i64>(3)? > 0,
                })
            })
        })
    }

    /// Takes a document out for good, as decided by a person for the reason that is their note.
    ///
    /// The database then writes its files anew, so that no page keeps words of the document. Where that fails, the
    /// document is redacted and [`Error::Unscrubbed`] is returned; to redact a document that was redacted changes
    /// nothing but does this again.
    pub fn redact(&mut self, document: &DocumentId, person: Person<'_>, now: Timestamp) -> Result<Redaction, Error> {
        let redaction = self.write(|db| match find(db, document)? {
            Some(redacted) => told(db, redacted),
            None => take_out(db, document, person, now),
        })?;
        self.scrub()?;
        Ok(redaction)
    }

    /// Lists the documents that had been taken out by an instant, in the order in which they were; `None` asks for all.
    pub fn redacted(&self, instant: Option<Timestamp>) -> Result<Vec<Redacted>, Error> {
        let until = View::written(instant);
        let select = format!("{REDACTED} WHERE recorded_at <= ?1 ORDER BY act.seq");
        self.read(|db| db.rows(&select, &[(&until).into()], redacted))
    }

    fn scrub(&mut self) -> Result<(), Error> {
        let scrubbed = self.db.scrub();
        scrubbed.map_err(|fault| Error::Unscrubbed { cause: Box::new(self.fails(fault)) })
    }
}

const REDACTED: &str = "SELECT act.seq, document.id, address, original, reason, person, recorded_at FROM redaction \
                        JOIN act ON act.seq = redaction.act JOIN decision ON decision.act = act.seq \
                        JOIN document ON document.id = redaction.document";

fn redacted(row: &Row<'_>) -> Result<Redacted, Fault> {
    Ok(Redacted {
        decision: DecisionId(row.get(0)?),
        document: DocumentId::stored(row.get(1)?),
        address: row.get(2)?,
        original: row.get(3)?,
        reason: row.get(4)?,
        by: row.get(5)?,
        recorded_at: instant::parsed(&row.get::<String>(6)?)?,
    })
}

fn find(db: &Database, document: &DocumentId) -> Result<Option<Redacted>, Fault> {
    db.first(&format!("{REDACTED} WHERE document.id = ?1"), &[document.as_str().into()], redacted)
}

fn take_out(db: &Database, document: &DocumentId, person: Person<'_>, now: Timestamp) -> Result<Redaction, Fault> {
    View::until(db, None).source(document)?.ok_or_else(|| no_document(document))?;
    let reason = person.note.filter(|reason| !reason.trim().is_empty());
    let reason = reason.ok_or_else(|| Fault::Refused("a document is taken out, and no reason is given".to_owned()))?;
    let act = Act::begin(db, now)?;
    record(&act, person, &Decision::Redact(document.clone()))?;
    let mentioned = mentioned_entries(db, document)?;
    let entries = redaction::written(&mentioned);
    let values = &[act.seq.into(), document.as_str().into(), reason.into(), (&entries).into()];
    db.execute("INSERT INTO redaction VALUES (?1, ?2, ?3, ?4)", values)?;
    search::unindex(db, document)?;
    for statement in EMPTYING {
        db.execute(statement, &[document.as_str().into()])?;
    }
    let missing = || Fault::Corrupt(format!("the redaction of `{document}` is not there"));
    told(db, find(db, document)?.ok_or_else(missing)?)
}

/// What takes the words of a redacted document out of the tables; the guards of the tables let nothing else through.
const EMPTYING: [&str; 5] = [
    "DELETE FROM record WHERE reading IN (SELECT act FROM reading WHERE document = ?1)",
    "UPDATE reading SET entities = '[]', notes = '[]', sentences = '[]' WHERE document = ?1",
    "UPDATE origin SET title = NULL, byline = NULL WHERE document = ?1 AND (title IS NOT NULL OR byline IS NOT NULL)",
    "UPDATE original SET bytes = substr(bytes, 1, 0) WHERE hash = (SELECT original FROM document WHERE id = ?1) \
     AND length(bytes) > 0 AND NOT EXISTS (SELECT 1 FROM document WHERE document.original = original.hash \
     AND id NOT IN (SELECT document FROM redaction))",
    "UPDATE text SET text = '' WHERE id = (SELECT text FROM document WHERE id = ?1) \
     AND NOT EXISTS (SELECT 1 FROM document AS other WHERE other.text = text.id \
     AND other.id NOT IN (SELECT document FROM redaction))",
];

/// Returns those entries of a document that decisions are about.
fn mentioned_entries(db: &Database, document: &DocumentId) -> Result<Vec<Reference>, Fault> {
    let select = "SELECT DISTINCT reference FROM record JOIN reading ON reading.act = record.reading \
                  WHERE document = ?1";
    let own: Vec<String> = db.rows(select, &[document.as_str().into()], |row| row.get(0))?;
    let own: BTreeSet<String> = own.into_iter().collect();
    let mentioned = all_decisions(db)?.iter().flat_map(|decided| decided.decision.entries()).collect::<BTreeSet<_>>();
    Ok(mentioned.into_iter().filter(|entry| own.contains(entry.whole())).collect())
}

/// Says what is left elsewhere of what a redaction took out.
fn told(db: &Database, redacted: Redacted) -> Result<Redaction, Fault> {
    let document = redacted.document.as_str();
    let shared = "SELECT other.id, other.address FROM document JOIN document AS other \
                  ON other.original = document.original OR other.text = document.text \
                  WHERE document.id = ?1 AND other.id NOT IN (SELECT document FROM redaction) ORDER BY 2, 1";
    let shared_by = db.rows(shared, &[document.into()], |row| Ok((DocumentId::stored(row.get(0)?), row.get(1)?)))?;
    let select = "SELECT entries FROM redaction WHERE document = ?1";
    let gone = redaction::entries(&db.only(select, &[document.into()], |row| row.get::<String>(0))?)?;
    let is_about = |decision: &Decision| {
        decision.entries().iter().any(|entry| gone.contains(entry))
            || decision.documents().contains(&&redacted.document) && !matches!(decision, Decision::Redact(_))
    };
    let all = all_decisions(db)?;
    let mentioned_by = all.iter().filter(|decided| is_about(&decided.decision)).map(|decided| decided.id).collect();
    Ok(Redaction { redacted, shared_by, mentioned_by })
}
