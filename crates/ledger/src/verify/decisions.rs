//! Can each decision be understood, and is what it is about there?

use std::collections::{BTreeMap, BTreeSet};

use casus_claim::Reference;

use crate::database::Fault;
use crate::stored::decision::{COLUMNS, StoredDecision, decided};
use crate::stored::redaction::entries;
use crate::{Decided, Decision, DecisionId};

use super::{PAGE, Search};

/// A decision with what its row says besides.
struct Row {
    id: i64,
    decided: Result<Decided, Fault>,
    kind: String,
    body: String,
    subject: String,
}

/// What a decision may be about though its row is gone, and what it may not be about.
#[derive(Default)]
struct Seen {
    /// The entries that a redaction took out.
    gone: BTreeSet<Reference>,
    /// The decisions that were undone, with the one that did so.
    undone: BTreeMap<DecisionId, DecisionId>,
}

impl Search<'_> {
    /// Goes through the decisions in the order in which they were made.
    pub(super) fn decisions(&mut self) -> Result<(), Fault> {
        let mut seen = Seen { gone: self.taken_out()?, ..Seen::default() };
        let mut last = i64::MIN;
        loop {
            let page = self.page_of_decisions(last)?;
            let Some(end) = page.last() else { return Ok(()) };
            last = end.id;
            for row in page {
                self.decision(row, &mut seen)?;
            }
        }
    }

    fn taken_out(&mut self) -> Result<BTreeSet<Reference>, Fault> {
        let rows = self.db.rows("SELECT act, entries FROM redaction ORDER BY act", &[], |row| {
            Ok((row.get::<i64>(0)?, entries(&row.get::<String>(1)?)))
        })?;
        let mut gone = BTreeSet::new();
        for (act, listed) in rows {
            let listed = self.sound(("redaction", &act.to_string()), &format!("redaction `{act}`"), listed)?;
            gone.extend(listed.unwrap_or_default());
        }
        Ok(gone)
    }

    fn page_of_decisions(&self, after: i64) -> Result<Vec<Row>, Fault> {
        let select = format!(
            "SELECT {COLUMNS}, subject FROM decision JOIN act ON act.seq = decision.act \
             WHERE decision.act > ?1 ORDER BY decision.act LIMIT ?2"
        );
        self.db.rows(&select, &[after.into(), PAGE.into()], |row| {
            let (id, kind, body, subject) = (row.get(0)?, row.get(3)?, row.get(4)?, row.get(6)?);
            Ok(Row { id, decided: decided(row), kind, body, subject })
        })
    }

    fn decision(&mut self, row: Row, seen: &mut Seen) -> Result<(), Fault> {
        let Row { id, decided, kind, body, subject } = row;
        let about = format!("decision `{}`", DecisionId(id));
        let decided = match decided {
            Ok(decided) => decided,
            Err(fault) => {
                // The message begins with the decision itself.
                let what = fault.harm()?;
                let what = what.strip_prefix(&format!("{about}: ")).unwrap_or(&what).to_owned();
                self.find(Some("decision"), Some(id.to_string()), about, what);
                return Ok(());
            }
        };
        let mut wrong = self.missing(&decided, seen)?;
        let stored = StoredDecision::of(&decided.decision);
        if (stored.kind, &stored.subject, &stored.body) != (kind.as_str(), &subject, &body) {
            wrong.push("it is not stored as the ledger stores it".to_owned());
        }
        if decided.by.trim().is_empty() {
            wrong.push("nobody is named who made it".to_owned());
        }
        for what in wrong {
            self.find(Some("decision"), Some(id.to_string()), &about, what);
        }
        Ok(())
    }

    /// Returns which of the things that a decision is about are not there.
    fn missing(&self, decided: &Decided, seen: &mut Seen) -> Result<Vec<String>, Fault> {
        let mut wrong = Vec::new();
        for entry in decided.decision.entries() {
            let select = "SELECT count(*) FROM (SELECT 1 FROM record WHERE reference = ?1 LIMIT 1) AS one";
            let count: i64 = self.db.only(select, &[entry.whole().into()], |row| row.get(0))?;
            if count == 0 && !seen.gone.contains(&entry) {
                wrong.push(format!("no entry goes by `{}`", entry.whole()));
            }
        }
        for document in decided.decision.documents() {
            let select = "SELECT count(*) FROM document WHERE id = ?1";
            if self.db.only(select, &[document.as_str().into()], |row| row.get::<i64>(0))? == 0 {
                wrong.push(format!("document `{document}` is not in the ledger"));
            }
        }
        match &decided.decision {
            Decision::Undo(undone) => wrong.extend(self.not_undone(*undone, decided.id, seen)?),
            Decision::Redact(document) => {
                let select = "SELECT count(*) FROM redaction WHERE act = ?1 AND document = ?2";
                let values = &[decided.id.0.into(), document.as_str().into()];
                if self.db.only(select, values, |row| row.get::<i64>(0))? == 0 {
                    wrong.push("the document was not redacted with it".to_owned());
                }
            }
            _ => {}
        }
        Ok(wrong)
    }

    fn not_undone(&self, undone: DecisionId, by: DecisionId, seen: &mut Seen) -> Result<Option<String>, Fault> {
        let select = "SELECT kind FROM decision WHERE act = ?1 AND act < ?2";
        let kind: Option<String> = self.db.first(select, &[undone.0.into(), by.0.into()], |row| row.get(0))?;
        let before = seen.undone.insert(undone, by);
        Ok(match (kind.as_deref(), before) {
            (None, _) => Some(format!("there is no decision `{undone}` before it")),
            (Some("redact"), _) => Some(format!("`{undone}` took words out, which nobody can put back")),
            (Some(_), Some(before)) => Some(format!("decision `{undone}` was undone by `{before}` already")),
            (Some(_), None) => None,
        })
    }

    /// Makes sure that each redaction was decided by somebody, for the reason that stands in it.
    pub(super) fn redactions(&mut self) -> Result<(), Fault> {
        let select = "SELECT act, document FROM redaction WHERE NOT EXISTS (SELECT 1 FROM decision \
                      WHERE decision.act = redaction.act AND kind = 'redact' AND subject = redaction.document \
                      AND note = redaction.reason) ORDER BY act";
        let alone: Vec<(i64, String)> = self.db.rows(select, &[], |row| Ok((row.get(0)?, row.get(1)?)))?;
        for (act, document) in alone {
            let what = format!("document `{document}` was redacted and nobody decided so for this reason");
            self.find(Some("redaction"), Some(act.to_string()), format!("redaction `{act}`"), what);
        }
        Ok(())
    }
}
