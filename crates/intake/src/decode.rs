//! Which characters are these bytes?
//!
//! UTF-8 with or without a mark, and UTF-16 with one. An encoding is never guessed here: a wrong guess would put words
//! into a document that nobody wrote, so a guess is told with the text it makes. A text may hold a stray control character, as texts of the web do, but what holds many is no
//! text, or is one in an encoding that somebody took for another.

use crate::IntakeError;
use crate::error::Guess;

/// One control character in so many is let pass.
const CHARS_PER_CONTROL: usize = 200;

const UTF8_MARK: &[u8] = &[0xEF, 0xBB, 0xBF];
const UTF16_LE_MARK: &[u8] = &[0xFF, 0xFE];
const UTF16_BE_MARK: &[u8] = &[0xFE, 0xFF];

/// Turns the bytes of a file into its text, with LF at the end of every line.
pub fn decode(bytes: &[u8]) -> Result<String, IntakeError> {
    let text = if let Some(rest) = bytes.strip_prefix(UTF16_LE_MARK) {
        utf16(rest, u16::from_le_bytes)?
    } else if let Some(rest) = bytes.strip_prefix(UTF16_BE_MARK) {
        utf16(rest, u16::from_be_bytes)?
    } else {
        utf8(bytes)?
    };
    if text.trim().is_empty() { Err(IntakeError::Empty) } else { Ok(with_line_feeds(text)) }
}

fn utf8(bytes: &[u8]) -> Result<String, IntakeError> {
    let (rest, mark_bytes) = match bytes.strip_prefix(UTF8_MARK) {
        Some(rest) => (rest, UTF8_MARK.len()),
        None => (bytes, 0),
    };
    // A file with NUL in it is not text in the wrong encoding, so it is said first.
    if let Some(at) = rest.iter().position(|&byte| byte == 0) {
        let guess = guess_of_nul(rest, at);
        return Err(IntakeError::NotText { offset_bytes: mark_bytes + at, character: '\0', guess });
    }
    let text = std::str::from_utf8(rest).map_err(|error| {
        let at = error.valid_up_to();
        IntakeError::NotUtf8 { offset_bytes: mark_bytes + at, byte: rest[at] }
    })?;
    match refused_text(text) {
        Some((at, character)) => Err(not_text(mark_bytes + at, character)),
        None => Ok(text.to_owned()),
    }
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<String, IntakeError> {
    let mut text = String::with_capacity(bytes.len() / 2);
    let mut offset_bytes = UTF16_LE_MARK.len();
    let (pairs, rest) = bytes.as_chunks::<2>();
    for character in char::decode_utf16(pairs.iter().map(|&pair| unit(pair))) {
        let character = character.map_err(|_| IntakeError::NotUtf16 { offset_bytes })?;
        offset_bytes += 2 * character.len_utf16();
        text.push(character);
    }
    if !rest.is_empty() {
        return Err(IntakeError::NotUtf16 { offset_bytes });
    }
    let Some((at, character)) = refused_text(&text) else { return Ok(text) };
    let before: usize = text[..at].chars().map(char::len_utf16).sum();
    Err(not_text(UTF16_LE_MARK.len() + 2 * before, character))
}

/// Returns whether a character is a control character other than those that part words, lines and pages.
pub(crate) fn is_control(character: char) -> bool {
    character.is_control() && !matches!(character, '\t' | '\n' | '\x0B' | '\x0C' | '\r' | '\u{85}')
}

/// Returns the first control character of what holds too many of them for a text, with its offset in bytes.
pub(crate) fn refused_text(text: &str) -> Option<(usize, char)> {
    let first = text.char_indices().find(|&(_, character)| is_control(character))?;
    let count = text.chars().filter(|&character| is_control(character)).count();
    (text.contains('\0') || count * CHARS_PER_CONTROL > text.chars().count()).then_some(first)
}

fn not_text(offset_bytes: usize, character: char) -> IntakeError {
    let guess = if character > '\x7F' { Guess::Misdecoded } else { Guess::Binary };
    IntakeError::NotText { offset_bytes, character, guess }
}

/// Guesses from the first NUL: Latin text in UTF-16 has one in every other byte.
fn guess_of_nul(bytes: &[u8], at: usize) -> Guess {
    let head = &bytes[..bytes.len().min(512)];
    let nuls = |rest: usize| head.iter().skip(rest).step_by(2).filter(|&&byte| byte == 0).count();
    match (nuls(0), nuls(1)) {
        (0, odd) if odd * 3 > head.len() && at % 2 == 1 => Guess::Utf16Le,
        (even, 0) if even * 3 > head.len() && at.is_multiple_of(2) => Guess::Utf16Be,
        _ => Guess::Binary,
    }
}

/// Ends every line with LF.
pub(crate) fn with_line_feeds(text: String) -> String {
    if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n") } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8], text: &str) {
        assert_eq!(decode(bytes).as_deref(), Ok(text));
    }

    fn check_refused(bytes: &[u8], message: &str) {
        assert_eq!(decode(bytes).expect_err("these bytes are no text").to_string(), message);
    }

    fn utf16_bytes(text: &str, bytes_of: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(bytes_of).collect()
    }

    #[test]
    fn a_mark_is_not_part_of_the_text() {
        check("Ærø €".as_bytes(), "Ærø €");
        check("\u{FEFF}Ærø".as_bytes(), "Ærø");
        check(&utf16_bytes("\u{FEFF}Ærø 🕊", u16::to_le_bytes), "Ærø 🕊");
        check(&utf16_bytes("\u{FEFF}Ærø 🕊", u16::to_be_bytes), "Ærø 🕊");
    }

    #[test]
    fn lines_end_with_line_feeds() {
        check(b"one\r\ntwo\rthree\n\r\nfour", "one\ntwo\nthree\n\nfour");
    }

    #[test]
    fn the_first_odd_byte_is_named() {
        check_refused(b"caf\xE9 noir", "is not UTF-8: the byte `0xE9` at offset `3` does not belong there");
        check_refused(b"\xEF\xBB\xBFa\xFF", "is not UTF-8: the byte `0xFF` at offset `4` does not belong there");
        check_refused(
            &[0xFF, 0xFE, b'a', 0, 0x00, 0xD8, b'b', 0],
            "is not the UTF-16 that its mark announces: the bytes at offset `4` are half a character",
        );
        check_refused(
            &[0xFE, 0xFF, 0, b'a', 0],
            "is not the UTF-16 that its mark announces: the bytes at offset `4` are half a character",
        );
    }

    #[test]
    fn what_is_not_text_is_control_with_a_guess() {
        let guess = |bytes: &[u8]| match decode(bytes) {
            Err(IntakeError::NotText { offset_bytes, guess, .. }) => (offset_bytes, guess),
            other => panic!("{other:?}"),
        };
        assert_eq!(guess(b"\x7FELF\x02\x00\xFF"), (5, Guess::Binary));
        assert_eq!(guess(b"red \x1B[31m"), (4, Guess::Binary));
        assert_eq!(guess("it\u{92}s".as_bytes()), (2, Guess::Misdecoded));
        assert_eq!(guess(&utf16_bytes("plain words", u16::to_le_bytes)), (1, Guess::Utf16Le));
        assert_eq!(guess(&utf16_bytes("plain words", u16::to_be_bytes)), (0, Guess::Utf16Be));
        assert_eq!(guess(&[0xFF, 0xFE, b'a', 0, 7, 0]), (4, Guess::Binary));
    }

    #[test]
    fn a_stray_control_character_is_let_pass() {
        let with = |stray: &str| format!("{}{stray}{}", "plain words ".repeat(20), "and more ".repeat(20));
        for stray in ["\u{83}", "\x1B", "\x7F"] {
            check(with(stray).as_bytes(), &with(stray));
            check(&utf16_bytes(&format!("\u{FEFF}{}", with(stray)), u16::to_le_bytes), &with(stray));
        }
        check_refused(with("\0").as_bytes(), "is not text: it holds the control character `U+0000` at offset `240`");
        check_refused(
            with(&"\u{92}".repeat(5)).as_bytes(),
            "is not text: it holds the control character `U+0092` at offset `240`",
        );
    }

    #[test]
    fn white_space_alone_is_nothing() {
        for bytes in [&b""[..], b" \n\t\r\n", b"\xEF\xBB\xBF", b"\xFF\xFE", "\u{A0}\u{2003}".as_bytes()] {
            assert_eq!(decode(bytes), Err(IntakeError::Empty));
        }
    }
}
