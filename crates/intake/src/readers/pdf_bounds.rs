//! Is a PDF made so that reading it would never end, or fill the memory?

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Read, sink};

use flate2::read::ZlibDecoder;
use pdf_extract::{Document, Object, ObjectId};

use crate::{Format, IntakeError};

/// How much all that is packed in a PDF may unpack to, in bytes.
const UNPACKED_BYTES_MAX: u64 = 256 << 20;

/// How long a stream may be that is packed with LZW, which packs up to a thousandfold.
const OLD_BYTES_MAX: usize = 128 << 10;

/// How many drawings in drawings one page may ask for.
const DRAWN_MAX: u64 = 100_000;

/// How many levels of pages and drawings may stand in one another.
const LEVELS_MAX: usize = 64;

/// Refuses a PDF whose streams unpack to too much, before anything is made of them.
pub(super) fn unpacks(bytes: &[u8]) -> Result<(), IntakeError> {
    let mut left = UNPACKED_BYTES_MAX;
    let mut rest = bytes;
    while let Some(at) = find(rest, b"stream") {
        rest = &rest[at + b"stream".len()..];
        let data = rest.strip_prefix(b"\r\n").or_else(|| rest.strip_prefix(b"\n")).or_else(|| rest.strip_prefix(b"\r"));
        if is_packed_twice(&bytes[..bytes.len() - rest.len()]) {
            return Err(IntakeError::Inflates { format: Format::Pdf, limit_bytes: UNPACKED_BYTES_MAX });
        }
        let Some(data) = data.filter(|data| data.first().is_some_and(|byte| byte & 0x0F == 8)) else { continue };
        // A stream that breaks off has given what it gives, which counts as well.
        let mut decoder = ZlibDecoder::new(data).take(left + 1);
        let mut count = Counted(0);
        let _ = std::io::copy(&mut decoder, &mut count);
        if count.0 > left {
            return Err(IntakeError::Inflates { format: Format::Pdf, limit_bytes: UNPACKED_BYTES_MAX });
        }
        left -= count.0;
    }
    Ok(())
}

/// Returns whether the object whose stream begins here holds other objects, packed more than once.
fn is_packed_twice(before: &[u8]) -> bool {
    let head = &before[before.len().saturating_sub(1024)..];
    let start = head.windows(5).rposition(|window| window == b" obj\n" || window == b" obj\r").unwrap_or(0);
    let count = |word: &[u8]| head[start..].windows(word.len()).filter(|window| *window == word).count();
    count(b"/ObjStm") + count(b"/XRef") > 0 && count(b"/FlateDecode") + count(b"/LZWDecode") + count(b"/Fl ") > 1
}

struct Counted(u64);

impl std::io::Write for Counted {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0 += bytes.len() as u64;
        sink().write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

fn find(bytes: &[u8], word: &[u8]) -> Option<usize> {
    let mut from = 0;
    while let Some(at) = bytes[from..].iter().position(|&byte| byte == word[0]) {
        if bytes[from + at..].starts_with(word) {
            return Some(from + at);
        }
        from += at + 1;
    }
    None
}

/// Empties the pictures of a document, unpacks the rest, and refuses what goes round in circles.
pub(super) fn tame(document: &mut Document) -> Result<(), IntakeError> {
    let mut left = UNPACKED_BYTES_MAX;
    for object in document.objects.values_mut() {
        let Object::Stream(stream) = object else { continue };
        let is_picture = stream.dict.get(b"Subtype").and_then(Object::as_name).is_ok_and(|name| name == b"Image");
        if is_picture {
            stream.set_plain_content(Vec::new());
            continue;
        }
        // Packed twice, or in the old way, it may unpack to much more than was looked at.
        let packings = stream.filters().unwrap_or_default();
        let is_old = packings.contains(&b"LZWDecode".as_slice()) && stream.content.len() > OLD_BYTES_MAX;
        let unpacking = packings.iter().filter(|name| matches!(**name, b"FlateDecode" | b"LZWDecode")).count();
        if is_old || unpacking > 1 {
            return Err(IntakeError::Inflates { format: Format::Pdf, limit_bytes: UNPACKED_BYTES_MAX });
        }
        left = left
            .checked_sub(stream.content.len() as u64)
            .ok_or(IntakeError::Inflates { format: Format::Pdf, limit_bytes: UNPACKED_BYTES_MAX })?;
    }
    parents(document)?;
    drawings(document)
}

/// Follows each object to those it says it belongs to.
fn parents(document: &Document) -> Result<(), IntakeError> {
    for id in document.get_pages().into_values() {
        let mut at = id;
        let mut levels = 0;
        while let Ok(Object::Reference(parent)) = document.get_dictionary(at).and_then(|page| page.get(b"Parent")) {
            levels += 1;
            if levels > LEVELS_MAX {
                return Err(IntakeError::TooDeep { format: Format::Pdf, levels: LEVELS_MAX });
            }
            at = *parent;
        }
    }
    Ok(())
}

/// Counts how often a page draws something that draws something else in turn.
fn drawings(document: &Document) -> Result<(), IntakeError> {
    let mut counted = BTreeMap::new();
    for (id, object) in &document.objects {
        if matches!(object, Object::Stream(stream) if is_drawing(stream)) {
            count(document, *id, &mut counted, &mut BTreeSet::new(), 0)?;
        }
    }
    Ok(())
}

fn is_drawing(stream: &pdf_extract::Stream) -> bool {
    stream.dict.get(b"Subtype").and_then(Object::as_name).is_ok_and(|name| name == b"Form")
}

fn count(
    document: &Document,
    id: ObjectId,
    counted: &mut BTreeMap<ObjectId, u64>,
    above: &mut BTreeSet<ObjectId>,
    level: usize,
) -> Result<u64, IntakeError> {
    if let Some(known) = counted.get(&id) {
        return Ok(*known);
    }
    if level > LEVELS_MAX || !above.insert(id) {
        return Err(IntakeError::TooDeep { format: Format::Pdf, levels: LEVELS_MAX });
    }
    let mut most = 0;
    let mut times = 0;
    let mut has_resources = true;
    if let Ok(Object::Stream(stream)) = document.get_object(id) {
        has_resources = stream.dict.has(b"Resources");
        for drawn in drawn_by(document, stream) {
            most = most.max(count(document, drawn, counted, above, level + 1)?);
        }
        let content = stream.decompressed_content().unwrap_or_else(|_| stream.content.clone());
        times = content.windows(3).filter(|window| window.starts_with(b"Do") && window[2].is_ascii_whitespace()).count()
            as u64
            + u64::from(content.ends_with(b"Do"));
    }
    above.remove(&id);
    if times > 0 && !has_resources {
        return Err(Format::Pdf.malformed("a drawing draws what it does not name"));
    }
    let sum = 1 + times.saturating_mul(most);
    if sum > DRAWN_MAX {
        return Err(IntakeError::TooMany { what: "drawings in drawings", limit: 100_000 });
    }
    counted.insert(id, sum);
    Ok(sum)
}

/// Lists the drawings that a drawing may draw.
fn drawn_by(document: &Document, stream: &pdf_extract::Stream) -> Vec<ObjectId> {
    let of = |object: &Object| -> Option<pdf_extract::Dictionary> {
        match object {
            Object::Reference(id) => document.get_dictionary(*id).ok().cloned(),
            Object::Dictionary(dictionary) => Some(dictionary.clone()),
            _ => None,
        }
    };
    let resources = stream.dict.get(b"Resources").ok().and_then(of);
    let drawings = resources.and_then(|resources| resources.get(b"XObject").ok().and_then(of));
    let Some(drawings) = drawings else { return Vec::new() };
    let is_form = |id: &ObjectId| matches!(document.get_object(*id), Ok(Object::Stream(stream)) if is_drawing(stream));
    drawings.iter().filter_map(|(_, drawn)| drawn.as_reference().ok()).filter(is_form).collect()
}
