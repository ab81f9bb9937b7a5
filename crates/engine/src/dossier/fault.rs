//! Where in the file is what wrong?

use std::fmt::Write;
use std::ops::Range;

/// A place in `dossier.toml` that cannot be taken as it stands.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct Fault {
    /// The line, counted from 1.
    pub line: usize,
    /// The character in the line, counted from 1.
    pub column: usize,
    message: String,
    hint: Option<String>,
    quoted: String,
    width: usize,
}

/// A longer line is cut where it is quoted.
const QUOTED_CHARS_MAX: usize = 120;

impl Fault {
    /// Finds the place of a byte range.
    pub(super) fn new(text: &str, span: Range<usize>, message: impl Into<String>) -> Self {
        let start = (0..=span.start.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0);
        let line_start = text[..start].rfind('\n').map_or(0, |at| at + 1);
        let rest = &text[line_start..];
        let quoted = rest.split('\n').next().unwrap_or_default().trim_end_matches('\r');
        let column = text[line_start..start].chars().count();
        let end = (span.end.max(start)..=text.len()).find(|&at| text.is_char_boundary(at)).unwrap_or(text.len());
        let marked = text[start..end].split('\n').next().unwrap_or_default().trim_end_matches('\r');
        Self {
            line: text[..line_start].matches('\n').count() + 1,
            column: column + 1,
            message: message.into(),
            hint: None,
            quoted: quoted.to_owned(),
            width: marked.chars().count().max(1),
        }
    }

    /// Adds advice.
    pub(super) fn with_hint(self, hint: impl Into<String>) -> Self {
        Self { hint: Some(hint.into()), ..self }
    }

    /// Returns the advice that goes with the message.
    pub fn hint(&self) -> Option<&str> {
        self.hint.as_deref()
    }

    /// Returns the line in which the fault stands, with marks under the place.
    pub fn excerpt(&self) -> String {
        // A tab is as wide as its reader likes, so it would carry the marks away.
        let shown = |c: char| if c.is_control() { ' ' } else { c };
        let skipped = self.column.saturating_sub(QUOTED_CHARS_MAX / 2);
        let quoted: String = self.quoted.chars().skip(skipped).take(QUOTED_CHARS_MAX).map(shown).collect();
        let before = self.column - 1 - skipped;
        let width = self.width.min(QUOTED_CHARS_MAX.saturating_sub(before)).max(1);
        let number = self.line.to_string();
        let mut excerpt = String::new();
        let gutter = " ".repeat(number.len());
        write!(excerpt, "{number} | {quoted}\n{gutter} | {}{}", " ".repeat(before), "^".repeat(width))
            .expect("a string can be written to");
        excerpt
    }
}
