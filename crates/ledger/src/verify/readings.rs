//! Does each reading come out of its text again, with the references that it is stored under?

use casus_claim::{RecordId, references};
use casus_text::Source;

use crate::ReaderKind;
use crate::database::Fault;
use crate::stored::{StoredReading, faults, rebuild, rows};

use super::Search;
use super::documents::Row;

/// What else a row of a reading says.
struct Made {
    act: i64,
    origin: i64,
    /// The document that the origin is of.
    of: Option<String>,
    reader: String,
}

impl Search<'_> {
    /// Builds each reading of a document again, also those that were replaced.
    pub(super) fn readings(&mut self, document: &Row, source: Option<&Source>) -> Result<(), Fault> {
        let select = "SELECT act, origin, (SELECT document FROM origin WHERE origin.act = reading.origin), reader_kind \
                      FROM reading WHERE document = ?1 ORDER BY act";
        let made = self.db.rows(select, &[(&document.id).into()], |row| {
            Ok(Made { act: row.get(0)?, origin: row.get(1)?, of: row.get(2)?, reader: row.get(3)? })
        });
        let Some(made) = self.sound(("reading", ""), &document.about, made)? else { return Ok(()) };
        for reading in made {
            self.reading(document, source, &reading)?;
        }
        Ok(())
    }

    fn reading(&mut self, document: &Row, source: Option<&Source>, made: &Made) -> Result<(), Fault> {
        let act = made.act;
        if made.of.as_ref().is_some_and(|of| *of != document.id) || made.origin > act {
            let what = format!("reading `{act}` was made under an origin that the document did not have");
            self.misread(document, act, what);
        }
        if ReaderKind::from_word(&made.reader).is_none() {
            self.misread(document, act, format!("reading `{act}`: `{}` is no kind of reader", made.reader));
        }
        let stored = rows::stored(self.db, act);
        let about = format!("{}: reading `{act}`", document.about);
        let Some((stored, digest)) = self.sound(("reading", &act.to_string()), &about, stored)? else { return Ok(()) };
        if document.is_redacted {
            if !is_empty(&stored) {
                self.misread(document, act, format!("it was redacted, and its reading `{act}` is still there"));
            }
            return Ok(());
        }
        if stored.digest() != digest {
            self.misread(document, act, format!("reading `{act}` does not fit its hash"));
        }
        match source {
            Some(source) => self.derived(document, act, source, &stored),
            None => Ok(()),
        }
    }

    /// Holds everything that a reading says against the text.
    fn derived(&mut self, document: &Row, act: i64, source: &Source, stored: &StoredReading) -> Result<(), Fault> {
        let faults = faults(source, stored);
        if !faults.is_empty() {
            let named = |what: String| format!("reading `{act}`: {what}");
            faults.into_iter().for_each(|what| self.misread(document, act, named(what)));
            return Ok(());
        }
        // Nothing is wrong with any part, so the whole can be built.
        let reading = rebuild(source, stored)?;
        for (record, reference) in stored.records.iter().zip(references(&reading)) {
            if record.reference != reference.whole() {
                let what = format!(
                    "reading `{act}`: record `{}` is stored under `{}` and goes by `{}`",
                    RecordId(record.number),
                    record.reference,
                    reference.whole()
                );
                self.misread(document, act, what);
            }
        }
        Ok(())
    }

    fn misread(&mut self, document: &Row, act: i64, what: String) {
        self.find(Some("reading"), Some(act.to_string()), &document.about, what);
    }
}

fn is_empty(stored: &StoredReading) -> bool {
    let lists = [&stored.entities, &stored.notes, &stored.sentences];
    stored.records.is_empty() && lists.into_iter().all(|list| list == "[]")
}
