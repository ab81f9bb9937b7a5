//! Is each document there in whole, and are its parts what their hashes say?

use casus_text::{Origin, Source};

use crate::DocumentId;
use crate::database::{Fault, Row as Taken};
use crate::stored::origin::{COLUMN_COUNT, COLUMNS, StoredOrigin};
use crate::view::document_at;

use super::{PAGE, Progress, Search, unharmed};

/// The row of a document.
#[derive(Clone)]
pub(super) struct Row {
    pub id: String,
    address: String,
    original: String,
    text: String,
    pub is_redacted: bool,
    /// How a person knows it.
    pub about: String,
}

impl Search<'_> {
    /// Goes through the documents, each with its bytes, its text, its sightings, origins and readings.
    pub(super) fn documents(&mut self) -> Result<(), Fault> {
        let of = self.found.checked.iter().find(|(table, _)| *table == "document").map_or(0, |(_, count)| *count);
        let mut done = 0;
        let mut last = String::new();
        loop {
            let page = self.page_of_documents(&last)?;
            let Some(end) = page.last() else { break };
            last = end.id.clone();
            for document in &page {
                self.document(document)?;
                done += 1;
                (self.tell)(Progress { done, of });
            }
        }
        self.part(Some("sighting"), Search::sightings)
    }

    fn page_of_documents(&self, after: &str) -> Result<Vec<Row>, Fault> {
        let select = "SELECT id, address, original, text, (SELECT count(*) FROM redaction WHERE document = id), \
                      (SELECT path FROM origin WHERE document = id ORDER BY act DESC LIMIT 1) \
                      FROM document WHERE id > ?1 ORDER BY id LIMIT ?2";
        self.db.rows(select, &[after.into(), PAGE.into()], |row| {
            let (id, address): (String, String) = (row.get(0)?, row.get(1)?);
            let path: Option<String> = row.get(5)?;
            let about = document_at(path.as_ref().unwrap_or(&address));
            let is_redacted = row.get::<i64>(4)? > 0;
            Ok(Row { id, address, original: row.get(2)?, text: row.get(3)?, is_redacted, about })
        })
    }

    fn document(&mut self, document: &Row) -> Result<(), Fault> {
        let Row { id, address, original, text, about, .. } = document;
        if DocumentId::of(original, text, address).as_str() != id {
            let what = "its id does not fit its bytes, its text and its address".to_owned();
            self.find(Some("document"), Some(id.clone()), about, what);
        }
        for part in ["sighting", "origin", "reading"] {
            let select = format!("SELECT count(*) FROM {part} WHERE document = ?1");
            if self.db.only(&select, &[id.into()], |row| row.get::<i64>(0))? == 0 {
                let what = format!("it came in only in part: it has no {part}");
                self.find(Some("document"), Some(id.clone()), about, what);
            }
        }
        let source = if document.is_redacted {
            self.emptied(document)?;
            None
        } else {
            self.bytes(document)?;
            self.text(document)?
        };
        self.origins(document, source.as_ref())?;
        self.readings(document, source.as_ref())
    }

    fn bytes(&mut self, document: &Row) -> Result<(), Fault> {
        let select = "SELECT bytes FROM original WHERE hash = ?1";
        let hash = &document.original;
        let bytes = self.db.first(select, &[hash.into()], |row| row.get(0));
        if let Some(Some(bytes)) = self.sound(("original", hash), &document.about, bytes)? {
            self.sound(("original", hash), &document.about, unharmed(hash.clone(), bytes))?;
        }
        Ok(())
    }

    /// Returns the text of a document where it fits its hash.
    fn text(&mut self, document: &Row) -> Result<Option<Source>, Fault> {
        let (select, id) = ("SELECT text FROM text WHERE id = ?1", &document.text);
        let text = self.db.first(select, &[id.into()], |row| row.get(0));
        let Some(Some(text)) = self.sound(("text", id), &document.about, text)? else { return Ok(None) };
        let source = Source::new(text, Origin::default());
        if source.id().to_string() == *id {
            return Ok(Some(source));
        }
        self.find(Some("text"), Some(id.clone()), &document.about, "its text does not fit its hash".to_owned());
        Ok(None)
    }

    /// Makes sure that nothing is left of a redacted document that no other document has.
    fn emptied(&mut self, document: &Row) -> Result<(), Fault> {
        for (table, key, column, hash) in
            [("original", "hash", "bytes", &document.original), ("text", "id", "text", &document.text)]
        {
            let select = format!(
                "SELECT count(*) FROM {table} WHERE {key} = ?1 AND length({column}) > 0 AND NOT EXISTS \
                 (SELECT 1 FROM document WHERE document.{table} = ?1 \
                 AND document.id NOT IN (SELECT document FROM redaction))"
            );
            if self.db.only(&select, &[hash.into()], |row| row.get::<i64>(0))? > 0 {
                let what = format!("it was redacted, and its {column} is still there");
                self.find(Some(table), Some(hash.clone()), &document.about, what);
            }
        }
        let titled = "SELECT act FROM origin WHERE document = ?1 AND (title IS NOT NULL OR byline IS NOT NULL) \
                      ORDER BY act";
        for act in self.db.rows(titled, &[(&document.id).into()], |row| row.get::<i64>(0))? {
            let what = "it was redacted, and its title or its author is still there".to_owned();
            self.find(Some("origin"), Some(act.to_string()), &document.about, what);
        }
        Ok(())
    }

    /// Makes sure that each origin can be understood, and fits the text.
    fn origins(&mut self, document: &Row, source: Option<&Source>) -> Result<(), Fault> {
        let Some(source) = source else { return Ok(()) };
        let select = format!("SELECT {COLUMNS}, origin.act FROM origin WHERE document = ?1 ORDER BY origin.act");
        let taken = |row: &Taken<'_>| Ok((row.get::<i64>(COLUMN_COUNT)?, StoredOrigin::of_row(row)?));
        let origins = self.db.rows(&select, &[(&document.id).into()], taken);
        let Some(origins) = self.sound(("origin", ""), &document.about, origins)? else { return Ok(()) };
        for (act, origin) in origins {
            self.sound(("origin", &act.to_string()), &document.about, origin.applied(source.clone()).map(drop))?;
        }
        Ok(())
    }

    /// Follows what each address gave, sighting by sighting.
    fn sightings(&mut self) -> Result<(), Fault> {
        let select = "SELECT address, sighting.act, sighting.document, replaces FROM sighting \
                      JOIN document ON document.id = sighting.document ORDER BY address, sighting.act";
        let mut wrong: Vec<(String, String, String)> = Vec::new();
        let mut last: Option<(String, String)> = None;
        self.db.each(select, &[], |row| {
            let (address, act): (String, i64) = (row.get(0)?, row.get(1)?);
            let (document, replaces): (String, Option<String>) = (row.get(2)?, row.get(3)?);
            let before = last.take().filter(|(at, _)| *at == address).map(|(_, document)| document);
            let mut find = |what: String| wrong.push((act.to_string(), address.clone(), what));
            if replaces != before {
                let named = |id: &Option<String>| id.as_ref().map_or("nothing".to_owned(), |id| format!("`{id}`"));
                find(format!(
                    "sighting `{act}` replaces {}, and the address gave {} before",
                    named(&replaces),
                    named(&before)
                ));
            }
            if before.as_ref() == Some(&document) {
                find(format!("sighting `{act}` is of what the address gave already"));
            }
            last = Some((address, document));
            Ok(())
        })?;
        for (act, address, what) in wrong {
            self.find(Some("sighting"), Some(act), format!("address `{address}`"), what);
        }
        Ok(())
    }
}
