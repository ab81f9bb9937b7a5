//! Where does a dossier lie? A folder with `dossier.toml` and a ledger.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use casus_engine::Dossier;
use casus_engine::ledger::{Ledger, Location};
use jiff::Timestamp;

use crate::command::DossierFolder;
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
    /// What the file says, word for word.
    text: String,
    /// Where the ledger lies.
    location: Location,
}

impl Folder {
    /// Reads the file of a dossier.
    ///
    /// Its ledger lies where the command line says, or else where the file says, or else in the folder.
    pub(crate) fn open(asked: &DossierFolder) -> Result<Self, Error> {
        let path = &asked.folder;
        let file = path.join(DOSSIER);
        let bytes = fs::read(&file).map_err(|cause| match cause.kind() {
            io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => Error::NoDossier { path: shown(path) },
            _ => Error::Unreadable { path: shown(&file), cause },
        })?;
        let dossier = Dossier::read(&bytes).map_err(|fault| Error::Dossier { path: shown(&file), fault })?;
        let of_file = || dossier.ledger.as_deref().map(|ledger| within(path, ledger));
        let location = asked.ledger.clone().or_else(of_file).unwrap_or_else(|| Location::from(&path.join(LEDGER)));
        let text = String::from_utf8_lossy(&bytes).into_owned();
        Ok(Self { path: path.to_owned(), dossier, text, location })
    }

    /// Returns where the ledger lies.
    pub(crate) fn location(&self) -> &Location {
        &self.location
    }

    /// Returns what the dossier said when the ledger stood as it did at an instant, as far as that was kept.
    pub(crate) fn dossier_at(&self, ledger: &Ledger, instant: Timestamp) -> Result<Dossier, Error> {
        let kept = ledger.dossier(Some(instant))?;
        // What an earlier version of Casus took may be refused today; then the file as it is must do.
        Ok(kept.and_then(|text| Dossier::parse(&text).ok()).unwrap_or_else(|| self.dossier.clone()))
    }

    /// Opens the ledger to add to it, and keeps what the file of the dossier says from then on.
    pub(crate) fn ledger_to_fill(&self, now: Timestamp) -> Result<Ledger, Error> {
        let mut ledger = self.ledger()?;
        ledger.keep_dossier(&self.text, now)?;
        Ok(ledger)
    }

    /// Opens the ledger to add to it.
    pub(crate) fn ledger(&self) -> Result<Ledger, Error> {
        Ok(Ledger::open(self.location.clone())?)
    }

    /// Opens the ledger to ask it.
    pub(crate) fn ledger_read_only(&self) -> Result<Ledger, Error> {
        Ok(Ledger::open_read_only(self.location.clone())?)
    }
}

/// Returns the place that a dossier names, where a path is one from its folder.
fn within(folder: &Path, ledger: &str) -> Location {
    match Location::parse(ledger) {
        Location::File(path) => Location::from(&folder.join(path)),
        server => server,
    }
}
