//! `casus init`: an empty dossier.

use std::fs;
use std::io;
use std::path::Path;

use casus_engine::ledger::Ledger;

use crate::command::Init;
use crate::error::{Error, shown};
use crate::folder::{DOSSIER, LEDGER};
use crate::output::{print, write_file};

/// What stands in `dossier.toml` at first: every key, explained, none set.
const TEMPLATE: &str = include_str!("dossier.toml");

/// Makes the folder with an explained `dossier.toml` and a ledger without entries.
pub(crate) fn init(options: &Init) -> Result<(), Error> {
    let folder = &options.folder;
    check(folder)?;
    fs::create_dir_all(folder).map_err(|cause| Error::NotWritten { path: shown(folder), cause })?;
    Ledger::create(&folder.join(LEDGER))?;
    // The file comes last: a folder without it is no dossier yet, and `init` may be run again.
    write_file(&folder.join(DOSSIER), TEMPLATE)?;
    let name = shown(folder);
    let steps = format!(
        "made the dossier `{name}`\n\
         1. name actors, propositions and goals in `{name}/{DOSSIER}`, as far as you like\n\
         2. read documents into it: casus ingest --dossier {name} FILE…\n\
         3. see what follows: casus brief --dossier {name}\n"
    );
    print(steps.as_bytes())
}

/// Refuses a folder in which something else may be overwritten.
fn check(folder: &Path) -> Result<(), Error> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(cause) if cause.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(cause) => return Err(Error::NotWritten { path: shown(folder), cause }),
    };
    let mut names = Vec::new();
    for entry in entries {
        names.push(entry.map_err(|cause| Error::Unreadable { path: shown(folder), cause })?.file_name());
    }
    match () {
        () if names.is_empty() => Ok(()),
        () if names.iter().any(|name| name == DOSSIER || name == LEDGER) => {
            Err(Error::DossierThere { path: shown(folder) })
        }
        () => Err(Error::NotEmpty { path: shown(folder) }),
    }
}
