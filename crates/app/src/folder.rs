//! Where does a dossier lie? A folder with `dossier.toml` and a ledger.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use casus_engine::Dossier;
use casus_engine::ledger::Ledger;

use crate::error::{Error, shown};

/// What the actors, propositions and goals stand in.
pub(crate) const DOSSIER: &str = "dossier.toml";
/// What the documents and readings stand in.
pub(crate) const LEDGER: &str = "ledger.casus";

/// The folder of a dossier with what its file says.
#[derive(Debug)]
pub(crate) struct Folder {
    pub(crate) path: PathBuf,
    pub(crate) dossier: Dossier,
}

impl Folder {
    /// Reads the file of a dossier.
    pub(crate) fn open(path: &Path) -> Result<Self, Error> {
        let file = path.join(DOSSIER);
        let bytes = fs::read(&file).map_err(|cause| match cause.kind() {
            io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => Error::NoDossier { path: shown(path) },
            _ => Error::Unreadable { path: shown(&file), cause },
        })?;
        let dossier = Dossier::read(&bytes).map_err(|fault| Error::Dossier { path: shown(&file), fault })?;
        Ok(Self { path: path.to_owned(), dossier })
    }

    /// Returns where the ledger lies.
    pub(crate) fn ledger_path(&self) -> PathBuf {
        self.path.join(LEDGER)
    }

    /// Opens the ledger to add to it.
    pub(crate) fn ledger(&self) -> Result<Ledger, Error> {
        Ok(Ledger::open(&self.ledger_path())?)
    }

    /// Opens the ledger to ask it.
    pub(crate) fn ledger_read_only(&self) -> Result<Ledger, Error> {
        Ok(Ledger::open_read_only(&self.ledger_path())?)
    }
}
