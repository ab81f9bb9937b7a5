//! Which documents are meant, and what is in them?

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, IsTerminal, Read};
use std::path::{Path, PathBuf};

use casus_engine::intake::{Arrival, Given, IntakeError, SIZE_BYTES_MAX, check_size, receive, sidecar_path};
use casus_text::Source;

use crate::error::{Error, shown};
use crate::report;

/// Where a document comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Input {
    /// Standard input, named `-`.
    Stdin,
    /// A file.
    File(PathBuf),
}

impl Input {
    fn path(&self) -> &Path {
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

/// Lists the inputs of a command in the order in which they are named.
///
/// A file that is named twice is read once, since a ledger with one article in it twice would count its promises twice.
pub(crate) fn inputs(command: &'static str, files: &[PathBuf]) -> Result<Vec<Input>, Error> {
    if files.is_empty() {
        let is_piped = !io::stdin().is_terminal();
        return if is_piped { Ok(vec![Input::Stdin]) } else { Err(Error::NoInput { command }) };
    }
    let mut seen = BTreeSet::new();
    let mut inputs = Vec::new();
    for path in files {
        let is_stdin = path.as_os_str() == "-";
        let place = if is_stdin { path.clone() } else { fs::canonicalize(path).unwrap_or_else(|_| path.clone()) };
        if seen.insert(place) {
            inputs.push(if is_stdin { Input::Stdin } else { Input::File(path.clone()) });
        } else {
            report::note(&format!("`{}` is named more than once and is read once", shown(path)));
        }
    }
    Ok(inputs)
}

/// A document with the bytes that it came in.
#[derive(Debug)]
pub(crate) struct Loaded {
    pub(crate) bytes: Vec<u8>,
    pub(crate) source: Source,
}

/// Reads one input whole.
pub(crate) fn load(input: &Input, given: Given) -> Result<Loaded, Error> {
    let path = shown(input.path());
    let (bytes, sidecar) = match input {
        Input::Stdin => (bytes_of(io::stdin().lock(), &path)?, None),
        Input::File(file) => (file_bytes(file)?, sidecar_bytes(file)?),
    };
    let arrival = Arrival { path: &path, bytes: &bytes, sidecar: sidecar.as_deref() };
    let source = receive(arrival, given).map_err(|cause| Error::Refused { path: path.clone(), cause })?;
    Ok(Loaded { bytes, source })
}

/// Reads the bytes of one input, without its sidecar, and returns them with its path.
pub(crate) fn bytes(input: &Input) -> Result<(String, Vec<u8>), Error> {
    let path = shown(input.path());
    let bytes = match input {
        Input::Stdin => bytes_of(io::stdin().lock(), &path)?,
        Input::File(file) => file_bytes(file)?,
    };
    Ok((path, bytes))
}

/// Reads a file that is no document, such as readings.
pub(crate) fn whole_file(path: &Path) -> Result<Vec<u8>, Error> {
    if path.as_os_str() == "-" { bytes_of(io::stdin().lock(), "-") } else { file_bytes(path) }
}

fn file_bytes(path: &Path) -> Result<Vec<u8>, Error> {
    let name = shown(path);
    let metadata = fs::metadata(path).map_err(|cause| not_read(path, cause))?;
    if metadata.is_dir() {
        return Err(Error::Directory { path: name });
    }
    check_size(metadata.len()).map_err(|cause| Error::Refused { path: name.clone(), cause })?;
    bytes_of(File::open(path).map_err(|cause| not_read(path, cause))?, &name)
}

fn sidecar_bytes(document: &Path) -> Result<Option<Vec<u8>>, Error> {
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
