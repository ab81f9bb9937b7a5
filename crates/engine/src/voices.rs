//! Which documents speak with one voice?
//!
//! In go documents; out comes for each the number of its voice. What many outlets print from one text is one voice, however
//! often it is printed, so corroboration is counted in voices and not in documents.

use casus_intake::Copies;
use casus_text::Source;

/// Returns the number of the voice of each document, counted from 0 in the order of their first documents.
///
/// How a copy is told, and what it relays, is in [`casus_intake::copies`].
pub fn voices<'a>(documents: impl IntoIterator<Item = &'a Source>) -> Vec<usize> {
    copies(documents).voices
}

/// Returns what each document relays, with its voice.
pub(crate) fn copies<'a>(documents: impl IntoIterator<Item = &'a Source>) -> Copies {
    let documents: Vec<&Source> = documents.into_iter().collect();
    casus_intake::copies(&documents)
}
