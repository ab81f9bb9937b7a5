//! Which times does a document speak of? The way from its text to its expressions of time.

use casus_claim::{Note, NoteKind};
use casus_extract::TimeExpression;
use casus_syntax::SingleSpaced;
use casus_text::{Source, Span};

/// Which times a document speaks of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Timed {
    /// The expressions of time, in the order of the text; none where the language is not read.
    pub times: Vec<TimeExpression>,
    /// What concerns the document as a whole.
    pub notes: Vec<Note>,
}

/// Finds the expressions of time of a document, which is parsed as [`extract`](crate::extract) has it parsed.
pub fn timed(source: &Source, syntax: &mut casus_syntax::Reader<'_>) -> Timed {
    let unwrapped = casus_extract::Unwrapped::of(source);
    let doc = syntax.read_parts(unwrapped.source().text(), &unwrapped.paragraphs());
    let notes = casus_extract::unread(unwrapped.source(), &doc);
    let is_foreign = notes.iter().any(|note| note.kind == NoteKind::Language);
    let times = match is_foreign {
        true => Vec::new(),
        false => casus_extract::time_expressions(unwrapped.source(), &doc),
    };
    let spaced = SingleSpaced::of(source.text());
    let back = |span: Span| {
        let (start, end) = (spaced.original(span.start_bytes()), spaced.original(span.end_bytes()));
        source.span(start, end).expect("a character of the copy begins where one of the text does")
    };
    Timed {
        times: times.into_iter().map(|time| TimeExpression { span: back(time.span), ..time }).collect(),
        notes: notes.into_iter().map(|note| Note { span: note.span.map(back), ..note }).collect(),
    }
}
