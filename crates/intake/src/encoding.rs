//! In which encoding is a text written that nobody calls UTF-8?
//!
//! A mark at its beginning goes before what a header or a tag declares, and that before UTF-8, if the bytes are valid in
//! it. Only then is an encoding guessed from the bytes, and the guess is told with the text.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_16BE, UTF_16LE};

use crate::decode::{decode, refused_text, with_line_feeds};
use crate::error::Guess;
use crate::{Format, IntakeError};

/// How much of a text is looked at for a guess, in bytes.
const GUESS_BYTES: usize = 1 << 20;

/// A text with how it was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Decoded {
    pub(crate) text: String,
    /// The encoding, where it was guessed.
    pub(crate) guessed: Option<&'static str>,
}

/// Turns bytes into text, with LF at the end of every line.
pub(crate) fn decode_any(bytes: &[u8], declared: Option<&str>) -> Result<Decoded, IntakeError> {
    let strict = decode(bytes);
    let has_mark = Encoding::for_bom(bytes).is_some();
    match (&strict, declared.and_then(|label| Encoding::for_label(label.trim().as_bytes()))) {
        // ASCII is the same in nearly all of them, and valid UTF-8 is seldom anything else by accident.
        (Ok(_), _) if !is_seven_bit_coded(declared) => return strict.map(certain),
        (Err(IntakeError::Empty), _) => return strict.map(certain),
        (_, Some(encoding)) if !has_mark => {
            let (text, _, is_odd) = encoding.decode(bytes);
            if !is_odd && refused_text(&text).is_none() && !text.trim().is_empty() {
                return Ok(certain(with_line_feeds(text.into_owned())));
            }
        }
        _ => {}
    }
    let guess = match &strict {
        Err(IntakeError::NotText { guess: Guess::Utf16Le, .. }) => UTF_16LE,
        Err(IntakeError::NotText { guess: Guess::Utf16Be, .. }) => UTF_16BE,
        Err(IntakeError::NotUtf8 { .. }) => likeliest(bytes),
        _ => return strict.map(certain),
    };
    let (text, is_odd) = guess.decode_without_bom_handling(bytes);
    if is_odd && guess != likeliest(bytes) || refused_text(&text).is_some() {
        return strict.map(certain);
    }
    let text = with_line_feeds(text.into_owned());
    if text.trim().is_empty() { Err(IntakeError::Empty) } else { Ok(Decoded { text, guessed: Some(guess.name()) }) }
}

fn certain(text: String) -> Decoded {
    Decoded { text, guessed: None }
}

/// Returns whether a declared encoding writes other letters in seven bits.
fn is_seven_bit_coded(declared: Option<&str>) -> bool {
    declared.is_some_and(|label| label.trim().to_ascii_lowercase().starts_with("iso-2022"))
}

fn likeliest(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    let head = &bytes[..bytes.len().min(GUESS_BYTES)];
    detector.feed(head, head.len() == bytes.len());
    detector.guess(None, Utf8Detection::Deny)
}

/// Decodes a document in XML: what it declares counts, since no header came with it.
pub(crate) fn decode_xml(bytes: &[u8], format: Format) -> Result<Decoded, IntakeError> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(200)]).into_owned();
    let declaration = head.split("?>").next().filter(|head| head.trim_start().starts_with("<?xml"));
    let declared = declaration.and_then(|head| {
        let (_, value) = head.split_once("encoding")?;
        let value = value.trim_start().strip_prefix('=')?.trim_start();
        let quote = value.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
        value[1..].split(quote).next().map(str::to_owned)
    });
    match decode_any(bytes, declared.as_deref()) {
        // A stray control character is an error of the feed and none of its words.
        Err(IntakeError::NotText { character, .. }) if character != '\0' => {
            Err(format.malformed(format!("it holds the control character U+{:04X}", u32::from(character))))
        }
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8], declared: Option<&str>, text: &str, guessed: Option<&'static str>) {
        assert_eq!(decode_any(bytes, declared), Ok(Decoded { text: text.to_owned(), guessed }));
    }

    #[test]
    fn a_declared_encoding_is_no_guess() {
        check(b"the caf\xE9", Some("iso-8859-1"), "the café", None);
        check(b"\xCF\xF0\xE8\xE2\xE5\xF2", Some("windows-1251"), "Привет", None);
        check("the café".as_bytes(), Some("iso-8859-1"), "the café", None);
        check("\u{FEFF}the café".as_bytes(), Some("koi8-r"), "the café", None);
    }

    #[test]
    fn a_guess_is_told() {
        check(b"the caf\xE9 talks", None, "the café talks", Some("windows-1252"));
        check(b"it\x92s a dyke\r\n", None, "it’s a dyke\n", Some("windows-1252"));
        check(b"the caf\xE9 talks", Some("no-such-encoding"), "the café talks", Some("windows-1252"));
        check(b"p\0l\0a\0i\0n\0 \0w\0o\0r\0d\0s\0", None, "plain words", Some("UTF-16LE"));
    }

    #[test]
    fn what_is_no_text_stays_none() {
        assert!(matches!(decode_any(b"\x7FELF\x02\x00\xFF", None), Err(IntakeError::NotText { .. })));
        assert!(matches!(decode_any(b"\x01\x02\xFF\x03\x04", None), Err(IntakeError::NotUtf8 { .. })));
        assert_eq!(decode_any(b" \n", Some("koi8-r")), Err(IntakeError::Empty));
    }
}
