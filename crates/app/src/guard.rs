//! May a page be written to this file, or would it take the place of something that it was made from?
//!
//! Paths are compared as the system resolves them, so neither another spelling nor a link leads around the answer.

use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};

use casus_engine::intake::sidecar_path;

use crate::error::{Error, shown};
use crate::folder::{DOSSIER, LEDGER};
use crate::input::Input;

/// Where SQLite keeps the mark of whoever a file belongs to, and the mark of a ledger.
const MARK_AT_BYTES: usize = 68;
const MARK: &[u8; 4] = b"Casu";

/// A file that a page is to be written to.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Out<'a> {
    /// The option that names it.
    pub(crate) option: &'static str,
    pub(crate) path: &'a Path,
}

/// Refuses a file for the page that is one of the documents, a sidecar of theirs, or a file of a dossier.
pub(crate) fn spares(path: Option<&Path>, option: &'static str, documents: &[Input]) -> Result<(), Error> {
    let Some(path) = path else { return Ok(()) };
    let out = Out { option, path };
    out.spares_dossiers()?;
    documents.iter().filter_map(Input::file).try_for_each(|document| out.spares_document(document))
}

impl Out<'_> {
    /// Refuses the files of any dossier.
    pub(crate) fn spares_dossiers(self) -> Result<(), Error> {
        match place(self.path) {
            Some(place) if is_ledger(&place) => Err(self.over("a ledger")),
            Some(place) if is_of_dossier(&place) => Err(self.over("a file of a dossier")),
            _ => Ok(()),
        }
    }

    /// Refuses the file of the dossier in use, which may go by another name where a link leads to it.
    pub(crate) fn spares_files_in(self, folder: &Path) -> Result<(), Error> {
        let files = [DOSSIER, LEDGER].map(|name| folder.join(name));
        if files.iter().any(|file| self.is(file)) { Err(self.over("a file of a dossier")) } else { Ok(()) }
    }

    /// Refuses a document and its sidecar.
    pub(crate) fn spares_document(self, document: &Path) -> Result<(), Error> {
        match () {
            () if self.is(document) => Err(self.over("one of the documents")),
            () if self.is(&sidecar_path(document)) => Err(self.over("the sidecar of a document")),
            () => Ok(()),
        }
    }

    fn is(self, file: &Path) -> bool {
        matches!((fs::canonicalize(self.path), fs::canonicalize(file)), (Ok(out), Ok(file)) if out == file)
    }

    fn over(self, what: &'static str) -> Error {
        Error::Over { path: shown(self.path), what, option: self.option }
    }
}

/// Returns where a file lies, or would lie; `None` where it cannot be written anyway.
fn place(path: &Path) -> Option<PathBuf> {
    let of_new = || {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        Some(fs::canonicalize(folder).ok()?.join(path.file_name()?))
    };
    fs::canonicalize(path).ok().or_else(of_new)
}

/// Returns whether the file bears the mark of a ledger, whatever it is called.
fn is_ledger(place: &Path) -> bool {
    let mut head = [0; MARK_AT_BYTES + MARK.len()];
    // Only a plain file is opened: a pipe would wait for somebody to write.
    let is_file = fs::metadata(place).is_ok_and(|metadata| metadata.is_file());
    is_file && File::open(place).and_then(|mut file| file.read_exact(&mut head)).is_ok() && head.ends_with(MARK)
}

/// Returns whether the name is one that a dossier uses, in a folder that holds a dossier.
///
/// SQLite keeps what is not yet in the ledger beside it, under the ledger's name with something after it.
fn is_of_dossier(place: &Path) -> bool {
    let (Some(name), Some(folder)) = (place.file_name(), place.parent()) else { return false };
    let name = name.to_string_lossy();
    let is_name = name == DOSSIER || name == LEDGER || name.starts_with(&format!("{LEDGER}-"));
    is_name && [DOSSIER, LEDGER].iter().any(|file| folder.join(file).try_exists().unwrap_or(true))
}
