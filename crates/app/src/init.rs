//! `casus init`: an empty dossier.

use std::fs;
use std::io;
use std::path::Path;

use casus_engine::ledger::Ledger;

use crate::command::{DossierFolder, Init};
use crate::error::{Error, shown};
use crate::folder::{DOSSIER, Folder, LEDGER};
use crate::output::{print, write_file};

/// What stands in `dossier.toml` at first: every key, explained, none set.
pub(crate) const TEMPLATE: &str = include_str!("dossier.toml");

/// Makes the folder with an explained `dossier.toml` and a ledger without entries.
///
/// A `dossier.toml` that is there, as in a folder that somebody shares without a ledger, is kept as it is.
pub(crate) fn init(options: &Init) -> Result<(), Error> {
    let folder = &options.folder;
    let asked = DossierFolder { folder: folder.clone(), ledger: options.ledger.clone() };
    let has_file = has_file(folder)?;
    if has_file {
        Folder::open(&asked)?;
    }
    fs::create_dir_all(folder).map_err(|cause| Error::NotWritten { path: shown(folder), cause })?;
    if !has_file {
        write_file(&folder.join(DOSSIER), TEMPLATE)?;
    }
    // The ledger comes last: a folder without it is no dossier yet, and `init` may be run again.
    Ledger::create(Folder::open(&asked)?.location().clone())?;
    let name = shown(folder);
    let steps = format!(
        "made the dossier `{name}`\n\
         1. name actors, propositions and goals in `{name}/{DOSSIER}`, as far as you like\n\
         2. read documents into it: casus ingest --dossier {name} FILE…\n\
         3. see what follows: casus brief --dossier {name}\n"
    );
    print(steps.as_bytes())
}

/// Returns whether the file of a dossier is there; refuses a folder that is a dossier already or holds something else.
pub(crate) fn has_file(folder: &Path) -> Result<bool, Error> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(cause) if cause.kind() == io::ErrorKind::NotFound => return Ok(false),
        Err(cause) => return Err(Error::NotWritten { path: shown(folder), cause }),
    };
    let mut names = Vec::new();
    for entry in entries {
        names.push(entry.map_err(|cause| Error::Unreadable { path: shown(folder), cause })?.file_name());
    }
    match () {
        () if names.iter().any(|name| name == LEDGER) => Err(Error::DossierThere { path: shown(folder) }),
        () if names.iter().any(|name| name == DOSSIER) => Ok(true),
        () if names.is_empty() => Ok(false),
        () => Err(Error::NotEmpty { path: shown(folder) }),
    }
}
