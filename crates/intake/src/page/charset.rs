//! Which characters are the bytes of a page?
//!
//! A mark at the beginning goes before what the server said, that before what the page says, and that before a guess.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// Pages say their encoding near their beginning.
const HEAD_BYTES: usize = 4096;

/// Decodes a page; bytes that the encoding does not have become `U+FFFD`.
pub(super) fn decoded(bytes: &[u8], told: Option<&str>) -> String {
    let encoding = marked(bytes).or_else(|| told.and_then(of_label)).or_else(|| said(bytes));
    let encoding = match encoding {
        Some(encoding) if encoding == UTF_8 && !is_mostly_utf8(bytes) => guessed(bytes),
        Some(encoding) => encoding,
        None => unmarked_utf16(bytes).unwrap_or_else(|| guessed(bytes)),
    };
    encoding.decode(bytes).0.into_owned()
}

fn marked(bytes: &[u8]) -> Option<&'static Encoding> {
    Encoding::for_bom(bytes).map(|(encoding, _)| encoding)
}

fn of_label(label: &str) -> Option<&'static Encoding> {
    Encoding::for_label(label.trim().trim_matches(['"', '\'']).as_bytes())
}

/// Finds `charset=` in the head of a page.
fn said(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(HEAD_BYTES)]).to_ascii_lowercase();
    let found = head.match_indices("charset").find_map(|(at, word)| {
        let rest = head[at + word.len()..].trim_start().strip_prefix('=')?.trim_start().trim_start_matches(['"', '\'']);
        let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && !"-_:".contains(c)).unwrap_or(rest.len());
        of_label(&rest[..end])
    })?;
    // What could be read so far is not in UTF-16, whatever it says.
    Some(if found == UTF_16LE || found == UTF_16BE { UTF_8 } else { found })
}

/// Returns whether more of what is not ASCII is well made UTF-8 than not.
fn is_mostly_utf8(bytes: &[u8]) -> bool {
    if std::str::from_utf8(bytes).is_ok() {
        return true;
    }
    let (mut good, mut odd) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        odd += usize::from(!chunk.invalid().is_empty());
    }
    good >= odd
}

/// Knows UTF-16 by the NUL in every other byte of its markup.
fn unmarked_utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(HEAD_BYTES)];
    let nuls = |rest: usize| head.iter().skip(rest).step_by(2).filter(|&&byte| byte == 0).count();
    match (nuls(0), nuls(1)) {
        (even, odd) if odd * 3 > head.len() && even * 20 < head.len() => Some(UTF_16LE),
        (even, odd) if even * 3 > head.len() && odd * 20 < head.len() => Some(UTF_16BE),
        _ => None,
    }
}

fn guessed(bytes: &[u8]) -> &'static Encoding {
    if std::str::from_utf8(bytes).is_ok() {
        return UTF_8;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    detector.guess(None, Utf8Detection::Allow)
}
