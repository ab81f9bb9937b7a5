//! Who says what in a document? The way from its text to its attributions.

use casus_claim::{Note, NoteKind};
use casus_extract::Attribution;
use casus_syntax::SingleSpaced;
use casus_text::{Source, Span};

/// What a document attributes to whom.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Attributed {
    /// The attributions, in the order of their cues; none where the language is not read.
    pub attributions: Vec<Attribution>,
    /// What concerns the document as a whole.
    pub notes: Vec<Note>,
}

/// Finds the attributions of a document, which is parsed as [`extract`](crate::extract) has it parsed.
pub fn attributed(source: &Source, syntax: &mut casus_syntax::Reader<'_>) -> Attributed {
    let unwrapped = casus_extract::Unwrapped::of(source);
    let doc = syntax.read_parts(unwrapped.source().text(), &unwrapped.paragraphs());
    let notes = casus_extract::unread(unwrapped.source(), &doc);
    let is_foreign = notes.iter().any(|note| note.kind == NoteKind::Language);
    let found = match is_foreign {
        true => Vec::new(),
        false => casus_extract::attributions(unwrapped.source(), &doc),
    };
    let way = Way { source, spaced: SingleSpaced::of(source.text()) };
    let back = |note: Note| Note { span: note.span.map(|span| way.span(span)), ..note };
    Attributed {
        attributions: found.iter().map(|attribution| way.back(attribution)).collect(),
        notes: notes.into_iter().map(back).collect(),
    }
}

/// The way back from the copy that was read to the text.
struct Way<'s> {
    source: &'s Source,
    spaced: SingleSpaced<'s>,
}

impl Way<'_> {
    fn back(&self, attribution: &Attribution) -> Attribution {
        let pieces = |pieces: &[Span]| pieces.iter().map(|&piece| self.span(piece)).collect();
        Attribution {
            source: pieces(&attribution.source),
            cue: pieces(&attribution.cue),
            content: pieces(&attribution.content),
        }
    }

    fn span(&self, span: Span) -> Span {
        let (start, end) = (self.spaced.original(span.start_bytes()), self.spaced.original(span.end_bytes()));
        self.source.span(start, end).expect("a character of the copy begins where one of the text does")
    }
}
