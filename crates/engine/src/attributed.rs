//! Who says what in a document? The way from its text to its attributions.

use casus_claim::Note;
use casus_extract::Attribution;
use casus_text::{Source, Span};

use crate::apart::found;

/// What a document attributes to whom.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Attributed {
    /// The attributions, in the order of their cues; none where the language is not read.
    pub attributions: Vec<Attribution>,
    /// What concerns the document as a whole.
    pub notes: Vec<Note>,
}

/// Finds the attributions of a document.
pub fn attributed(source: &Source, syntax: &mut casus_syntax::Reader<'_>) -> Attributed {
    let (attributions, notes) = found(source, syntax, casus_extract::attributions, |way, attribution: Attribution| {
        let pieces = |pieces: Vec<Span>| pieces.into_iter().map(|piece| way.span(piece)).collect();
        Attribution {
            source: pieces(attribution.source),
            cue: pieces(attribution.cue),
            content: pieces(attribution.content),
        }
    });
    Attributed { attributions, notes }
}
