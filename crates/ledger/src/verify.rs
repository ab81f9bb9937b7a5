//! Is the ledger whole?

use crate::database::{Database, Fault};
use crate::view::View;
use crate::{DocumentId, Error, Ledger};

impl Ledger {
    /// Returns the bytes of a document as they arrived, or `None` when it is not in the ledger.
    pub fn original(&self, document: &DocumentId) -> Result<Option<Vec<u8>>, Error> {
        self.read(|db| {
            let select = "SELECT hash, bytes FROM original JOIN document ON document.original = original.hash \
                          WHERE document.id = ?1 AND document.id NOT IN (SELECT document FROM redaction)";
            let found = db.first(select, &[document.as_str().into()], |row| Ok((row.get(0)?, row.get(1)?)))?;
            found.map(|(hash, bytes)| unharmed(hash, bytes)).transpose()
        })
    }

    /// Goes through the whole file, and fails at the first thing that does not fit together.
    ///
    /// Every original is held against its hash, and every reading, replaced ones too, is built again from its text.
    pub fn verify(&self) -> Result<(), Error> {
        self.read(|db| {
            whole_pages(db)?;
            originals(db)?;
            readings(&View::until(db, None))?;
            whole_documents(db)
        })
    }
}

fn whole_pages(db: &Database) -> Result<(), Fault> {
    match db.harm()? {
        None => Ok(()),
        Some(harm) => Err(Fault::Corrupt(harm)),
    }
}

fn originals(db: &Database) -> Result<(), Fault> {
    let hashes: Vec<String> = db.rows(NOT_REDACTED, &[], |row| row.get(0))?;
    for hash in hashes {
        let bytes = db.only("SELECT bytes FROM original WHERE hash = ?1", &[(&hash).into()], |row| row.get(0))?;
        unharmed(hash, bytes)?;
    }
    Ok(())
}

/// The originals of which some document is still there.
const NOT_REDACTED: &str = "SELECT hash FROM original WHERE EXISTS (SELECT 1 FROM document WHERE original = hash AND \
                            id NOT IN (SELECT document FROM redaction)) ORDER BY hash";

fn unharmed(hash: String, bytes: Vec<u8>) -> Result<Vec<u8>, Fault> {
    if blake3::hash(&bytes).to_string() == hash {
        return Ok(bytes);
    }
    Err(Fault::Corrupt(format!("the bytes under `{hash}` do not fit their hash")))
}

fn readings(view: &View<'_>) -> Result<(), Fault> {
    let all = "SELECT act, origin FROM reading WHERE document NOT IN (SELECT document FROM redaction) ORDER BY act";
    let all: Vec<(i64, i64)> = view.db.rows(all, &[], |row| Ok((row.get(0)?, row.get(1)?)))?;
    for (act, origin) in all {
        let source = view.source_under(origin)?;
        view.reading(&source, act)?;
    }
    Ok(())
}

/// Looks for a document of which only a part came in.
fn whole_documents(db: &Database) -> Result<(), Fault> {
    let parts = "SELECT id FROM document WHERE NOT (EXISTS (SELECT 1 FROM sighting WHERE document = id) \
                 AND EXISTS (SELECT 1 FROM origin WHERE document = id) \
                 AND EXISTS (SELECT 1 FROM reading WHERE document = id)) LIMIT 1";
    let part: Option<String> = db.first(parts, &[], |row| row.get(0))?;
    part.map_or(Ok(()), |id| Err(Fault::Corrupt(format!("document `{id}` came in only in part"))))
}
