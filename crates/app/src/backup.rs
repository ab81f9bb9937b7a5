//! `casus backup` and `casus restore`: how does a ledger move, and come back?

use std::fs::{self, File};
use std::io::{self, BufReader};
use std::path::Path;

use casus_engine::Dossier;
use casus_engine::ledger::{Archived, Ledger};

use crate::command::{Backup, DossierFolder, Restore};
use crate::error::{Error, shown};
use crate::folder::{DOSSIER, Folder};
use crate::guard::Out;
use crate::init::{TEMPLATE, has_file};
use crate::verify::counted;
use crate::{output, progress, report};

/// Writes the ledger of a dossier into a file.
pub(crate) fn backup(options: &Backup) -> Result<(), Error> {
    let folder = Folder::open(&options.dossier)?;
    let out = Out { option: "OUT", path: &options.out };
    out.spares_dossiers()?;
    out.spares_files_in(&folder.path)?;
    let ledger = folder.ledger_read_only()?;
    let archived = output::write_through(&options.out, |file| Ok(ledger.backup(file)?))?;
    told("wrote", &options.out, &archived)
}

/// Makes a dossier from a file that was written by a backup.
///
/// The file of the dossier is what the ledger kept of it last, unless there is one.
pub(crate) fn restore(options: &Restore) -> Result<(), Error> {
    let (asked, archive) = (&options.dossier, &options.archive);
    let file = File::open(archive).map_err(|cause| match cause.kind() {
        io::ErrorKind::NotFound => Error::Missing { path: shown(archive) },
        _ => Error::Unreadable { path: shown(archive), cause },
    })?;
    let folder = &asked.folder;
    let is_new = !folder.try_exists().unwrap_or(true);
    let has_file = has_file(folder)?;
    fs::create_dir_all(folder).map_err(|cause| Error::NotWritten { path: shown(folder), cause })?;
    let restored = filled(asked, has_file, BufReader::new(file));
    if restored.is_err() {
        // Nothing is left of a dossier that could not be made; where this fails as well, that is not the news.
        if !has_file {
            let _ = fs::remove_file(folder.join(DOSSIER));
        }
        if is_new {
            let _ = fs::remove_dir(folder);
        }
    }
    told("restored", archive, &restored?)
}

fn filled(asked: &DossierFolder, has_file: bool, archive: BufReader<File>) -> Result<Archived, Error> {
    let file = asked.folder.join(DOSSIER);
    if !has_file {
        output::write_file(&file, TEMPLATE)?;
    }
    let location = Folder::open(asked)?.location().clone();
    let mut bar = progress::Bar::new();
    let (ledger, archived) = Ledger::restore(location, archive, |progress| bar.tell(progress))?;
    bar.finish();
    if let Some(text) = ledger.dossier(None)?.filter(|_| !has_file) {
        output::write_file(&file, &text)?;
        if Dossier::parse(&text).is_ok_and(|dossier| dossier.ledger.is_some()) {
            report::note(&format!("`{}` says where its ledger lay before: see to its key `ledger`", shown(&file)));
        }
    }
    Ok(archived)
}

fn told(done: &str, path: &Path, archived: &Archived) -> Result<(), Error> {
    let kept = ["document", "record", "decision", "redaction"];
    let rows = archived.rows.iter().filter(|(table, _)| kept.contains(table));
    let rows: Vec<String> = rows.map(|(table, count)| counted(*count, table)).collect();
    output::print(format!("{done} `{}`: {}\nBLAKE3 {}\n", shown(path), rows.join(", "), archived.hash).as_bytes())
}
