//! Which documents does a zip folder hold, or a WACZ, which is one with a crawl in it?

use std::io::{Read, Seek, SeekFrom};
use std::ops::ControlFlow;

use zip::ZipArchive;
use zip::read::ZipFile;
use zip::result::ZipError;

use super::walk::{Place, Walk};
use super::{Seekable, stream};
use crate::{Format, IntakeError};

/// How long the list of files at the end of a folder can be, in bytes. It is held in memory.
const LIST_BYTES_MAX: u64 = 32 << 20;

/// How many files a folder can have.
const FILES_MAX: usize = 200_000;

/// How long a file beside a document can be, in bytes.
const SIDECAR_BYTES_MAX: u64 = 1 << 20;

/// Tells each document of a zip folder, in the order of its list.
pub(super) fn entries(walk: &mut Walk<'_>, file: &mut dyn Seekable, length: u64, place: Place) -> ControlFlow<()> {
    let mut archive = match open(file, length) {
        Ok(archive) => archive,
        Err(cause) => return walk.refuse(place.path, cause),
    };
    let names: Vec<Option<String>> = (0..archive.len()).map(|at| name(&archive, at)).collect();
    let is_crawl = names.iter().flatten().any(|name| is_crawl(name));
    if is_docx(&names) && !is_crawl {
        return docx(walk, archive.into_inner(), place);
    }
    if archive.has_duplicate_names() {
        walk.refuse(
            place.path.clone(),
            Format::Zip.malformed("two of its files go by one name, and one of them is read"),
        )?;
    }
    for (at, name) in names.iter().enumerate() {
        let Some(name) = name else {
            walk.refuse(format!("{}#{at}", place.path), Format::Zip.malformed("its name is not readable"))?;
            continue;
        };
        // The index of a crawl and its pages are about the records and hold none.
        if name.ends_with('/') || is_aside(name) || (is_crawl && !self::is_crawl(name)) {
            continue;
        }
        let mut inner = place.inside(name);
        inner.folders = place.folders + 1;
        inner.sidecar = sidecar(&mut archive, &names, name);
        if is_crawl {
            // A record is known by its address; in which part of the crawl it lies is of no interest.
            inner.path.clone_from(&place.path);
        }
        entry(walk, &mut archive, at, inner)?;
        if walk.budget.is_spent() {
            let cause = walk.budget.refusal(Format::Zip);
            return walk.refuse(place.path, cause);
        }
    }
    ControlFlow::Continue(())
}

fn name<R: Read + Seek>(archive: &ZipArchive<R>, at: usize) -> Option<String> {
    Some(archive.name_for_index(at)?.ok()?.into_owned())
}

fn entry(walk: &mut Walk<'_>, archive: &mut ZipArchive<&mut dyn Seekable>, at: usize, place: Place) -> ControlFlow<()> {
    let budget = walk.budget;
    match archive.by_index(at) {
        Ok(entry) if entry.is_symlink() => walk.pass_over(place.path),
        Ok(mut entry) => walk.pipe(&mut budget.unpacked(&mut entry), place),
        Err(error) => walk.refuse(place.path, refusal(&error)),
    }
}

/// Opens a folder, after a look at how long its list says that it is.
pub(crate) fn open<R: Read + Seek>(mut file: R, length: u64) -> Result<ZipArchive<R>, IntakeError> {
    let (files, list_bytes) =
        stated(&mut file, length).map_err(|error| IntakeError::Broken { reason: error.to_string() })?;
    if list_bytes > LIST_BYTES_MAX || files > FILES_MAX as u64 {
        return Err(IntakeError::TooMany { what: "files", limit: FILES_MAX });
    }
    let mut archive = ZipArchive::new(file).map_err(|error| refusal(&error))?;
    if archive.len() > FILES_MAX {
        return Err(IntakeError::TooMany { what: "files", limit: FILES_MAX });
    }
    if archive.has_overlapping_entries().map_err(|error| refusal(&error))? {
        return Err(Format::Zip.malformed("its files lie over one another"));
    }
    Ok(archive)
}

/// Returns how many files the record at the end of a folder states, and how long the list of them is.
fn stated<R: Read + Seek>(file: &mut R, length: u64) -> std::io::Result<(u64, u64)> {
    const END_BYTES: u64 = 22;
    const COMMENT_BYTES_MAX: u64 = 65_535;
    let tail = length.min(END_BYTES + COMMENT_BYTES_MAX);
    file.seek(SeekFrom::Start(length - tail))?;
    let mut bytes = Vec::new();
    file.by_ref().take(tail).read_to_end(&mut bytes)?;
    file.seek(SeekFrom::Start(0))?;
    let number = |at: usize, count: usize| {
        let slice = bytes.get(at..at + count).unwrap_or_default();
        slice.iter().rev().fold(0, |number, &byte| number << 8 | u64::from(byte))
    };
    let mut most = (0, 0);
    for at in 0..bytes.len().saturating_sub(3) {
        let found = match &bytes[at..at + 4] {
            b"PK\x05\x06" => (number(at + 10, 2), number(at + 12, 4)),
            // The record for large folders, whose numbers stand in place of those that do not fit.
            b"PK\x06\x06" => (number(at + 32, 8), number(at + 40, 8)),
            _ => continue,
        };
        let is_elsewhere = found.1 == u64::from(u32::MAX);
        if !is_elsewhere {
            most = (most.0.max(found.0), most.1.max(found.1));
        }
    }
    Ok(most)
}

/// Returns why a folder or a file in it is refused.
pub(crate) fn refusal(error: &ZipError) -> IntakeError {
    match error {
        ZipError::InvalidPassword => IntakeError::Locked { format: Format::Zip },
        ZipError::UnsupportedArchive(reason) if reason.to_ascii_lowercase().contains("password") => {
            IntakeError::Locked { format: Format::Zip }
        }
        ZipError::CompressionMethodNotSupported(method) => {
            Format::Zip.malformed(format!("it is packed by method {method}, which is not read"))
        }
        error => Format::Zip.malformed(error.to_string()),
    }
}

/// Returns whether a file of a folder is what systems put beside documents, or a sidecar, which is read with its document.
fn is_aside(name: &str) -> bool {
    let file = name.rsplit(['/', '\\']).next().unwrap_or(name);
    file.starts_with('.') || name.starts_with("__MACOSX/") || file.ends_with(".meta.json")
}

fn is_crawl(name: &str) -> bool {
    name.starts_with("archive/") && (name.ends_with(".warc.gz") || name.ends_with(".warc"))
}

fn is_docx(names: &[Option<String>]) -> bool {
    let has = |wanted: &str| names.iter().flatten().any(|name| name == wanted);
    has("[Content_Types].xml") && has("word/document.xml")
}

/// Takes a folder that is a document under another name.
fn docx(walk: &mut Walk<'_>, file: &mut dyn Seekable, place: Place) -> ControlFlow<()> {
    let mut from = file;
    match from.seek(SeekFrom::Start(0)).and_then(|_| stream::whole(&mut from)) {
        Ok(Some(bytes)) => walk.item(place.item(bytes, Format::Docx)),
        Ok(None) => {
            let limit_bytes = crate::SIZE_BYTES_MAX;
            walk.refuse(place.path, IntakeError::TooLarge { size_bytes: None, limit_bytes })
        }
        Err(error) => walk.broken(place.path, &error, Format::Docx),
    }
}

/// Reads the sidecar of a file, where the folder has one.
fn sidecar(archive: &mut ZipArchive<&mut dyn Seekable>, names: &[Option<String>], name: &str) -> Option<Vec<u8>> {
    let wanted = crate::sidecar_path(std::path::Path::new(name)).to_string_lossy().into_owned();
    let at = names.iter().position(|name| name.as_deref() == Some(&wanted))?;
    let entry: ZipFile<'_, _> = archive.by_index(at).ok()?;
    let mut bytes = Vec::new();
    entry.take(SIDECAR_BYTES_MAX).read_to_end(&mut bytes).ok()?;
    Some(bytes)
}
