//! Which figures does a document give? The way from its text to its numbers, and back to where they stand.

use casus_claim::{Note, NoteKind};
use casus_extract::SeenFigure;
use casus_syntax::SingleSpaced;
use casus_text::Source;

/// The figures of a document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Figured {
    /// The figures in order; none where the language is not read.
    pub figures: Vec<SeenFigure>,
    /// What concerns the document as a whole.
    pub notes: Vec<Note>,
}

/// Finds the figures of a document, which is parsed as [`extract`](crate::extract) has it parsed.
pub fn figured(source: &Source, syntax: &mut casus_syntax::Reader<'_>) -> Figured {
    let unwrapped = casus_extract::Unwrapped::of(source);
    let doc = syntax.read_parts(unwrapped.source().text(), &unwrapped.paragraphs());
    let notes = casus_extract::unread(unwrapped.source(), &doc);
    let is_foreign = notes.iter().any(|note| note.kind == NoteKind::Language);
    let found = if is_foreign { Vec::new() } else { casus_extract::figures(unwrapped.source(), &doc) };
    let spaced = SingleSpaced::of(source.text());
    let back = |figure: SeenFigure| {
        let (start, end) = (figure.span.start_bytes(), figure.span.end_bytes());
        let span = source.span(spaced.original(start), spaced.original(end));
        SeenFigure { span: span.expect("a character of the copy begins where one of the text does"), ..figure }
    };
    // Where a note stands does not matter here: those on the whole document have no place.
    let notes = notes.into_iter().map(|note| Note { span: None, ..note }).collect();
    Figured { figures: found.into_iter().map(back).collect(), notes }
}
