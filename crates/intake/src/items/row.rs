//! What does one row say, whichever table it stands in?

use std::ops::ControlFlow;

use casus_text::StatedIn;

use super::walk::{Place, Walk};
use crate::told::{address, one_line, stated};
use crate::{Format, IntakeError, Markup, Told};

/// The columns that are read.
pub(super) const COLUMNS: [&str; 7] = ["text", "url", "published", "publisher", "title", "byline", "language"];

/// One row, with the value of each column that is read.
#[derive(Default)]
pub(super) struct Row {
    pub(super) values: [Option<String>; COLUMNS.len()],
    pub(super) bytes: Vec<u8>,
    pub(super) guessed_encoding: Option<&'static str>,
}

impl Row {
    fn value(&self, column: &str) -> Option<&str> {
        let at = COLUMNS.iter().position(|known| *known == column)?;
        self.values[at].as_deref().filter(|value| !value.trim().is_empty())
    }

    /// Tells the document that the row is.
    pub(super) fn tell(self, walk: &mut Walk<'_>, place: Place, format: Format) -> ControlFlow<()> {
        let told = match self.told(format) {
            Ok(told) => told,
            Err(cause) => return walk.refuse(place.path, cause),
        };
        let Some(text) = self.value("text").map(str::to_owned) else {
            return walk.refuse(place.path, format.malformed("its `text` is missing or empty"));
        };
        if text.contains('\0') {
            return walk.refuse(place.path, format.malformed("its `text` holds the control character U+0000"));
        }
        let mut item = place.item(self.bytes, format);
        item.words = Some(Markup::Plain(text));
        item.told = told;
        walk.item(item)
    }

    fn told(&self, format: Format) -> Result<Told, IntakeError> {
        let published = match self.value("published") {
            None => None,
            Some(text) => Some(stated(text, StatedIn::Row).ok_or_else(|| {
                let shown = one_line(text).unwrap_or_default();
                format.malformed(format!("its `published` is `{shown}`, which is not a day like `2031-05-02`"))
            })?),
        };
        let line = |column: &str| self.value(column).and_then(one_line);
        Ok(Told {
            title: line("title"),
            published,
            publisher: line("publisher"),
            url: self.value("url").and_then(address),
            byline: line("byline"),
            language: line("language"),
            guessed_encoding: self.guessed_encoding,
            ..Told::default()
        })
    }
}
