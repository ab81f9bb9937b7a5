//! Is the ledger whole?

use rusqlite::OptionalExtension;

use crate::storage::Fault;
use crate::view::View;
use crate::{DocumentId, Error, Ledger};

impl Ledger {
    /// Returns the bytes of a document as they arrived, or `None` when it is not in the ledger.
    pub fn original(&self, document: &DocumentId) -> Result<Option<Vec<u8>>, Error> {
        let original = || -> Result<Option<Vec<u8>>, Fault> {
            let select = "SELECT hash, bytes FROM original JOIN document ON document.original = original.hash \
                          WHERE document.id = ?1";
            let row = |row: &rusqlite::Row<'_>| Ok((row.get(0)?, row.get(1)?));
            let found = self.db.prepare_cached(select)?.query_row([document.as_str()], row).optional()?;
            found.map(|(hash, bytes)| unharmed(hash, bytes)).transpose()
        };
        original().map_err(|fault| self.fails(fault))
    }

    /// Goes through the whole file, and fails at the first thing that does not fit together.
    ///
    /// Every original is held against its hash, and every reading, replaced ones too, is built again from its text.
    pub fn verify(&self) -> Result<(), Error> {
        let verify = || -> Result<(), Fault> {
            let snapshot = self.db.unchecked_transaction()?;
            let view = View::until(&snapshot, None);
            pages(&view)?;
            originals(&view)?;
            readings(&view)?;
            whole_documents(&view)
        };
        verify().map_err(|fault| self.fails(fault))
    }
}

fn pages(view: &View<'_>) -> Result<(), Fault> {
    let answer: String = view.db.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))?;
    if answer != "ok" {
        return Err(Fault::Corrupt(answer));
    }
    let astray = "SELECT \"table\" FROM pragma_foreign_key_check LIMIT 1";
    let astray: Option<String> = view.db.query_row(astray, [], |row| row.get(0)).optional()?;
    astray.map_or(Ok(()), |table| Err(Fault::Corrupt(format!("a row of `{table}` points at nothing"))))
}

fn originals(view: &View<'_>) -> Result<(), Fault> {
    let mut select = view.db.prepare("SELECT hash, bytes FROM original")?;
    let mut rows = select.query([])?;
    while let Some(row) = rows.next()? {
        unharmed(row.get(0)?, row.get(1)?)?;
    }
    Ok(())
}

fn unharmed(hash: String, bytes: Vec<u8>) -> Result<Vec<u8>, Fault> {
    if blake3::hash(&bytes).to_string() == hash {
        return Ok(bytes);
    }
    Err(Fault::Corrupt(format!("the bytes under `{hash}` do not fit their hash")))
}

fn readings(view: &View<'_>) -> Result<(), Fault> {
    let mut select = view.db.prepare("SELECT act, origin FROM reading ORDER BY act")?;
    let mut rows = select.query([])?;
    while let Some(row) = rows.next()? {
        let source = view.source_under(row.get(1)?)?;
        view.reading(&source, row.get(0)?)?;
    }
    Ok(())
}

/// Looks for a document of which only a part came in.
fn whole_documents(view: &View<'_>) -> Result<(), Fault> {
    let parts = "SELECT id FROM document WHERE NOT (EXISTS (SELECT 1 FROM sighting WHERE document = id) \
                 AND EXISTS (SELECT 1 FROM origin WHERE document = id) \
                 AND EXISTS (SELECT 1 FROM reading WHERE document = id)) LIMIT 1";
    let part: Option<String> = view.db.query_row(parts, [], |row| row.get(0)).optional()?;
    part.map_or(Ok(()), |id| Err(Fault::Corrupt(format!("document `{id}` came in only in part"))))
}
