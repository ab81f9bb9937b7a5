//! Which words does a PDF hold, page by page?
//!
//! The text of a page follows that of the one before after a form feed, so that the page of a word can be told from the
//! text alone. What is read may be made to do harm: it is looked through first, and then read on a thread of its own that
//! is given up when it takes too long.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};

use casus_text::StatedIn;
use pdf_extract::{
    Dictionary, Document, MediaBox, Object, OutputDev, OutputError, PlainTextOutput, Transform, output_doc_page,
};

use super::pdf_bounds::{tame, unpacks};
use super::pdf_layout::laid_out;
use super::pdf_thread::{READ_SECONDS_MAX, apart};
use crate::told::{one_line, stated};
use crate::{Format, IntakeError, Told};

/// How many characters a PDF can have, as many as a plain text.
const CHARS_MAX: usize = 32 << 20;

/// How many pages a PDF can have.
const PAGES_MAX: usize = 20_000;

/// Returns the words of a PDF, and what it tells of itself.
pub(crate) fn pdf(bytes: &[u8]) -> Result<(String, Told), IntakeError> {
    unpacks(bytes)?;
    let bytes = bytes.to_vec();
    apart(move |stop| read(&bytes, stop))
}

fn read(bytes: &[u8], stop: &AtomicBool) -> Result<(String, Told), IntakeError> {
    let loaded = guarded(|| Document::load_mem(bytes).map_err(|error| error.to_string()));
    let mut document = loaded.map_err(|reason| Format::Pdf.malformed(reason))?;
    // Nothing of a document is read that names a lock which nobody knows how to open.
    let is_odd = document.trailer.has(b"Encrypt") && !document.is_encrypted() && !document.was_encrypted();
    if is_odd || (document.is_encrypted() && document.decrypt("").is_err()) {
        return Err(IntakeError::Locked { format: Format::Pdf });
    }
    tame(&mut document)?;
    let numbers: Vec<u32> = document.get_pages().into_keys().collect();
    if numbers.len() > PAGES_MAX {
        return Err(IntakeError::TooMany { what: "pages", limit: PAGES_MAX });
    }
    let mut pages = Vec::with_capacity(numbers.len());
    let mut unread = Vec::new();
    let mut chars = 0;
    for number in numbers {
        let mut text = String::new();
        let mut watched = Watched { inner: PlainTextOutput::new(&mut text), stop, chars: &mut chars };
        let done = guarded(|| output_doc_page(&document, &mut watched, number).map_err(|error| error.to_string()));
        if stop.load(Ordering::Relaxed) {
            return Err(IntakeError::TooSlow { format: Format::Pdf, seconds: READ_SECONDS_MAX });
        }
        if chars > CHARS_MAX {
            return Err(IntakeError::TooMany { what: "characters", limit: CHARS_MAX });
        }
        if done.is_err() {
            unread.push(number);
        }
        pages.push(text);
    }
    let text = laid_out(&pages);
    if text.trim().is_empty() {
        return Err(if unread.is_empty() {
            IntakeError::NoText { format: Format::Pdf }
        } else {
            Format::Pdf.malformed(format!("page {} cannot be read", unread[0]))
        });
    }
    Ok((text, Told { unread_pages: unread, ..told(&document) }))
}

/// Does something that panics on odd files.
fn guarded<T>(work: impl FnOnce() -> Result<T, String>) -> Result<T, String> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| Err("it is not put together as a PDF is".to_owned()))
}

/// Takes the characters of a page, until there are too many or nobody waits for them any more.
struct Watched<'a> {
    inner: PlainTextOutput<&'a mut String>,
    stop: &'a AtomicBool,
    chars: &'a mut usize,
}

impl Watched<'_> {
    fn go_on(&self) -> Result<(), OutputError> {
        let is_over = *self.chars > CHARS_MAX || self.stop.load(Ordering::Relaxed);
        if is_over { Err(OutputError::FormatError(std::fmt::Error)) } else { Ok(()) }
    }
}

impl OutputDev for Watched<'_> {
    fn begin_page(
        &mut self,
        number: u32,
        media_box: &MediaBox,
        art_box: Option<(f64, f64, f64, f64)>,
    ) -> Result<(), OutputError> {
        self.inner.begin_page(number, media_box, art_box)
    }

    fn end_page(&mut self) -> Result<(), OutputError> {
        self.inner.end_page()
    }

    fn output_character(
        &mut self,
        transform: &Transform,
        width: f64,
        spacing: f64,
        font_size: f64,
        character: &str,
    ) -> Result<(), OutputError> {
        *self.chars += 1;
        self.go_on()?;
        self.inner.output_character(transform, width, spacing, font_size, character)
    }

    fn begin_word(&mut self) -> Result<(), OutputError> {
        self.go_on()?;
        self.inner.begin_word()
    }

    fn end_word(&mut self) -> Result<(), OutputError> {
        self.inner.end_word()
    }

    fn end_line(&mut self) -> Result<(), OutputError> {
        self.inner.end_line()
    }
}

fn told(document: &Document) -> Told {
    let info = document.trailer.get(b"Info").ok();
    let info = match info {
        Some(Object::Reference(id)) => document.get_dictionary(*id).ok(),
        Some(Object::Dictionary(dictionary)) => Some(dictionary),
        _ => None,
    };
    let Some(info) = info else { return Told::default() };
    Told {
        title: line(info, b"Title").filter(|title| !is_made_up(title)),
        byline: line(info, b"Author"),
        // When it was saved says little, so the text goes before it.
        handled: line(info, b"CreationDate").and_then(|date| {
            let digits: String = date.trim_start_matches("D:").chars().take(8).collect();
            stated(&digits, StatedIn::Metadata)
        }),
        ..Told::default()
    }
}

fn line(info: &Dictionary, key: &[u8]) -> Option<String> {
    let Object::String(bytes, _) = info.get(key).ok()? else { return None };
    let text = match bytes.as_slice() {
        [0xFE, 0xFF, rest @ ..] => {
            let (pairs, _) = rest.as_chunks::<2>();
            char::decode_utf16(pairs.iter().map(|&pair| u16::from_be_bytes(pair)))
                .map(|character| character.unwrap_or(char::REPLACEMENT_CHARACTER))
                .collect()
        }
        bytes => match std::str::from_utf8(bytes) {
            Ok(text) => text.trim_start_matches('\u{FEFF}').to_owned(),
            Err(_) => encoding_rs::WINDOWS_1252.decode(bytes).0.into_owned(),
        },
    };
    one_line(&text)
}

/// Returns whether a title was put there by a program that had none.
fn is_made_up(title: &str) -> bool {
    let title = title.to_ascii_lowercase();
    let endings = [".doc", ".docx", ".pdf", ".indd", ".odt", ".rtf", ".tex", ".dvi", ".qxd"];
    title.starts_with("microsoft word")
        || title.starts_with("untitled")
        || endings.iter().any(|ending| title.ends_with(ending))
}
