//! Which files are meant, and what is in them?

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, IsTerminal, Read};
use std::path::{Path, PathBuf};

use casus_engine::intake::{IntakeError, SIZE_BYTES_MAX, check_size, is_named_document, sidecar_path};
use casus_text::Source;

use crate::error::{Error, shown};
use crate::folder::{DOSSIER, LEDGER};
use crate::report;

/// How deep folders are gone into.
const FOLDERS_MAX: usize = 16;

/// Where documents come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Input {
    /// Standard input, named `-`.
    Stdin,
    /// A file.
    File(PathBuf),
}

impl Input {
    pub(crate) fn path(&self) -> &Path {
        match self {
            Self::Stdin => Path::new("-"),
            Self::File(path) => path,
        }
    }

    /// Returns the length of the file, as far as the system knows it.
    pub(crate) fn size_bytes(&self) -> u64 {
        match self {
            Self::Stdin => 0,
            Self::File(path) => fs::metadata(path).map_or(0, |metadata| metadata.len()),
        }
    }

    /// Returns the file, where it is one.
    pub(crate) fn file(&self) -> Option<&Path> {
        match self {
            Self::Stdin => None,
            Self::File(path) => Some(path),
        }
    }
}

/// Lists the inputs of a command in the order in which they are named, and the files of a folder in the order of their names.
///
/// A file that is named twice is read once, since a ledger with one article in it twice would count its promises twice.
pub(crate) fn inputs(command: &'static str, files: &[PathBuf]) -> Result<Vec<Input>, Error> {
    if files.is_empty() {
        let is_piped = !io::stdin().is_terminal();
        return if is_piped { Ok(vec![Input::Stdin]) } else { Err(Error::NoInput { command }) };
    }
    let mut named = Named { seen: BTreeSet::new(), inputs: Vec::new() };
    for path in files {
        if path.as_os_str() == "-" {
            named.add(path, Input::Stdin);
        } else if path.is_dir() {
            let mut inside = Vec::new();
            files_in(path, &is_named_document, &mut inside)?;
            // An empty folder is kept, and refused in its turn.
            let files = if inside.is_empty() { vec![path.clone()] } else { inside };
            files.iter().for_each(|file| named.add(file, Input::File(file.clone())));
        } else {
            named.add(path, Input::File(path.clone()));
        }
    }
    Ok(named.inputs)
}

/// The inputs so far, each with the place that it has on the disk.
struct Named {
    seen: BTreeSet<PathBuf>,
    inputs: Vec<Input>,
}

impl Named {
    fn add(&mut self, path: &Path, input: Input) {
        let place = match input {
            Input::Stdin => path.to_owned(),
            Input::File(_) => fs::canonicalize(path).unwrap_or_else(|_| path.to_owned()),
        };
        if self.seen.insert(place) {
            self.inputs.push(input);
        } else {
            report::note(&format!("`{}` is named more than once and is read once", shown(path)));
        }
    }
}

/// Lists the files below a folder whose names fit, each folder in the order of the names; hidden files, links, sidecars
/// and what makes a dossier are left alone.
pub(crate) fn files_in(folder: &Path, fits: &dyn Fn(&str) -> bool, found: &mut Vec<PathBuf>) -> Result<(), Error> {
    files_below(folder, 0, fits, found)
}

fn files_below(
    folder: &Path,
    level: usize,
    fits: &dyn Fn(&str) -> bool,
    found: &mut Vec<PathBuf>,
) -> Result<(), Error> {
    let mut entries: Vec<fs::DirEntry> = fs::read_dir(folder)
        .and_then(Iterator::collect)
        .map_err(|cause| Error::Unreadable { path: shown(folder), cause })?;
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let (path, name) = (entry.path(), entry.file_name().to_string_lossy().into_owned());
        let Ok(kind) = entry.file_type() else { continue };
        let is_aside =
            name.starts_with('.') || name.ends_with(".meta.json") || name == DOSSIER || name.starts_with(LEDGER);
        if is_aside {
            continue;
        }
        if kind.is_dir() && level < FOLDERS_MAX {
            files_below(&path, level + 1, fits, found)?;
        } else if kind.is_file() && fits(&name) {
            found.push(path);
        }
    }
    Ok(())
}

/// A document with the bytes that it came in.
#[derive(Debug)]
pub(crate) struct Loaded {
    pub(crate) bytes: Vec<u8>,
    pub(crate) source: Source,
}

/// Reads a file that is no document, such as readings.
pub(crate) fn whole_file(path: &Path) -> Result<Vec<u8>, Error> {
    if path.as_os_str() == "-" {
        return bytes_of(io::stdin().lock(), "-");
    }
    let name = shown(path);
    let metadata = fs::metadata(path).map_err(|cause| not_read(path, cause))?;
    if metadata.is_dir() {
        return Err(Error::Directory { path: name });
    }
    check_size(metadata.len()).map_err(|cause| Error::Refused { path: name.clone(), cause })?;
    bytes_of(File::open(path).map_err(|cause| not_read(path, cause))?, &name)
}

/// Opens a file with documents in it.
pub(crate) fn open(path: &Path) -> Result<File, Error> {
    let metadata = fs::metadata(path).map_err(|cause| not_read(path, cause))?;
    if metadata.is_dir() {
        return Err(Error::Directory { path: shown(path) });
    }
    File::open(path).map_err(|cause| not_read(path, cause))
}

/// Reads the sidecar of a file, where there is one.
pub(crate) fn sidecar_bytes(document: &Path) -> Result<Option<Vec<u8>>, Error> {
    let path = sidecar_path(document);
    match File::open(&path) {
        Ok(file) => bytes_of(file, &shown(&path)).map(Some),
        Err(cause) if is_absent(&cause) => Ok(None),
        Err(cause) => Err(not_read(&path, cause)),
    }
}

/// Reads to the end, and no further than a document may go: a pipe or a device does not say how long it is.
fn bytes_of(from: impl Read, name: &str) -> Result<Vec<u8>, Error> {
    let mut bytes = Vec::new();
    let read = from.take(SIZE_BYTES_MAX + 1).read_to_end(&mut bytes);
    let length = read.map_err(|cause| Error::Unreadable { path: name.to_owned(), cause })? as u64;
    if length <= SIZE_BYTES_MAX {
        return Ok(bytes);
    }
    let cause = IntakeError::TooLarge { size_bytes: None, limit_bytes: SIZE_BYTES_MAX };
    Err(Error::Refused { path: name.to_owned(), cause })
}

fn not_read(path: &Path, cause: io::Error) -> Error {
    let path = shown(path);
    if is_absent(&cause) { Error::Missing { path } } else { Error::Unreadable { path, cause } }
}

fn is_absent(cause: &io::Error) -> bool {
    matches!(cause.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory)
}
