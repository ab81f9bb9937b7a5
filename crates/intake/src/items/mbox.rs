//! Where does one mail of a mailbox end and the next begin?
//!
//! A line that begins with `From ` and a day parts them, when it stands at the start or after a blank line and a header
//! follows. A letter that has such a line in its own words is not cut, unless a header follows there, too.

use std::io::BufRead;
use std::ops::ControlFlow;

use super::mail;
use super::stream::{Line, line};
use super::walk::{Place, Walk};
use crate::{Format, IntakeError, SIZE_BYTES_MAX};

/// How long a line of a mailbox may be, in bytes; the rest of a longer one is left out.
const LINE_BYTES_MAX: u64 = 1 << 20;

/// Tells each mail of a mailbox, and the documents that are attached to it.
pub(super) fn mails(walk: &mut Walk<'_>, from: &mut dyn BufRead, place: &Place) -> ControlFlow<()> {
    let mut current = Current { number: 0, bytes: Vec::new(), is_too_long: false };
    let mut read = Vec::new();
    // A line that may part two mails, until the line after it has told.
    let mut parting: Option<Vec<u8>> = None;
    let mut is_after_blank = true;
    loop {
        match line(from, &mut read, LINE_BYTES_MAX) {
            Ok(Line::End) => break,
            Ok(Line::Whole | Line::Long) => {}
            Err(error) => {
                current.tell(walk, place)?;
                return walk.broken(place.path.clone(), &error, Format::Mbox);
            }
        }
        if let Some(held) = parting.take() {
            if is_header(&read) {
                current.tell(walk, place)?;
                current = Current { number: current.number + 1, bytes: Vec::new(), is_too_long: false };
            } else {
                current.push(&held);
            }
        }
        if is_after_blank && is_parting(&read) {
            parting = Some(read.clone());
        } else {
            current.push(unquoted(&read));
        }
        is_after_blank = read.trim_ascii().is_empty();
    }
    if let Some(held) = parting {
        current.push(&held);
    }
    current.tell(walk, place)
}

/// The mail that is being read.
struct Current {
    /// Its number in the mailbox, counted from 1; nothing stands before the first.
    number: u64,
    bytes: Vec<u8>,
    is_too_long: bool,
}

impl Current {
    fn push(&mut self, line: &[u8]) {
        if (self.bytes.len() + line.len()) as u64 > SIZE_BYTES_MAX {
            self.is_too_long = true;
        } else {
            self.bytes.extend_from_slice(line);
        }
    }

    fn tell(&mut self, walk: &mut Walk<'_>, place: &Place) -> ControlFlow<()> {
        let bytes = std::mem::take(&mut self.bytes);
        if self.number == 0 && bytes.trim_ascii().is_empty() {
            return ControlFlow::Continue(());
        }
        let inner = place.inside(&self.number.max(1).to_string());
        if self.is_too_long {
            let cause = IntakeError::TooLarge { size_bytes: None, limit_bytes: SIZE_BYTES_MAX };
            return walk.refuse(inner.path, cause);
        }
        mail::parts(walk, bytes, inner)
    }
}

/// Returns whether a line is `From somebody` with a time and a year.
fn is_parting(line: &[u8]) -> bool {
    let Some(rest) = line.strip_prefix(b"From ") else { return false };
    let text = String::from_utf8_lossy(&rest[..rest.len().min(400)]).into_owned();
    let is_year = |word: &str| word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit());
    text.split_whitespace().any(is_year) && text.contains(':')
}

/// Returns whether a line is a header, such as `Subject: dykes`.
fn is_header(line: &[u8]) -> bool {
    let Some(end) = line.iter().position(|&byte| byte == b':') else { return false };
    end > 0 && line[..end].iter().all(|byte| byte.is_ascii_graphic())
}

/// Takes off the mark by which a mailbox keeps a line that begins with `From `.
fn unquoted(line: &[u8]) -> &[u8] {
    match line.strip_prefix(b">") {
        Some(rest) if rest.trim_ascii_start().starts_with(b"From ") || rest.starts_with(b">From ") => rest,
        _ => line,
    }
}
