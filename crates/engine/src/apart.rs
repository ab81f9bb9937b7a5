//! What is found in a document by itself, beside its records? The way from its text to what is found, and back to where
//! that stands.

use casus_claim::{Note, NoteKind};
use casus_syntax::{Doc, SingleSpaced};
use casus_text::{Source, Span};

/// Finds something in a document, which is parsed as [`extract`](crate::extract) has it parsed, and what concerns the
/// document as a whole; nothing is found where the language is not read. `back` gives what was found its place in the text.
pub(crate) fn found<T>(
    source: &Source,
    syntax: &mut casus_syntax::Reader<'_>,
    find: impl Fn(&Source, &Doc) -> Vec<T>,
    back: impl Fn(&Way<'_>, T) -> T,
) -> (Vec<T>, Vec<Note>) {
    let unwrapped = casus_extract::Unwrapped::of(source);
    let doc = syntax.read_parts(unwrapped.source().text(), &unwrapped.paragraphs());
    let notes = casus_extract::unread(unwrapped.source(), &doc);
    let is_foreign = notes.iter().any(|note| note.kind == NoteKind::Language);
    let found = if is_foreign { Vec::new() } else { find(unwrapped.source(), &doc) };
    let way = Way { source, spaced: SingleSpaced::of(source.text()) };
    let notes = notes.into_iter().map(|note| Note { span: note.span.map(|span| way.span(span)), ..note });
    let notes = notes.collect();
    (found.into_iter().map(|it| back(&way, it)).collect(), notes)
}

/// The way back from the copy that was read to the text.
pub(crate) struct Way<'s> {
    source: &'s Source,
    spaced: SingleSpaced<'s>,
}

impl Way<'_> {
    /// Returns where something stands in the text.
    pub fn span(&self, span: Span) -> Span {
        let (start, end) = (self.spaced.original(span.start_bytes()), self.spaced.original(span.end_bytes()));
        self.source.span(start, end).expect("a character of the copy begins where one of the text does")
    }
}
