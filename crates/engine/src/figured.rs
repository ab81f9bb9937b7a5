//! Which figures does a document give? The way from its text to its numbers, and back to where they stand.

use casus_claim::Note;
use casus_extract::SeenFigure;
use casus_text::Source;

use crate::apart::found;

/// The figures of a document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Figured {
    /// The figures in order; none where the language is not read.
    pub figures: Vec<SeenFigure>,
    /// What concerns the document as a whole.
    pub notes: Vec<Note>,
}

/// Finds the figures of a document.
pub fn figured(source: &Source, syntax: &mut casus_syntax::Reader<'_>) -> Figured {
    let (figures, notes) = found(source, syntax, casus_extract::figures, |way, figure| SeenFigure {
        span: way.span(figure.span),
        ..figure
    });
    Figured { figures, notes }
}
