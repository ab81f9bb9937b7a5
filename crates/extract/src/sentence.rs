//! Where does each sentence stand?

use std::ops::Range;

use casus_syntax::Doc;
use casus_text::{Source, Span};

/// A longer stretch without an end is no sentence of a person and is not read.
pub(crate) const LEN_BYTES_MAX: usize = 10_000;

/// A sentence by its tokens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Sentence {
    /// Where it stands, without the white space around it.
    pub span: Span,
    pub tokens: Range<usize>,
    /// Whether it begins a paragraph, list item or heading.
    pub starts_paragraph: bool,
}

/// Returns the sentences of a source in order.
///
/// Their bounds are the parser's, but a label that was read by itself (`09:40 –`, `Korn:`) goes with what it stands before.
pub(crate) fn sentences(source: &Source, doc: &Doc) -> Vec<Sentence> {
    let mut found: Vec<Sentence> = Vec::new();
    for tokens in doc.sentences() {
        let Some(span) = span(source, doc, tokens.clone()) else { continue };
        let end = found.last().map_or(0, |last| last.span.end_bytes());
        let starts_paragraph = end == 0 || source.text()[end..span.start_bytes()].contains('\n');
        let is_label = |last: &&mut Sentence| last.starts_paragraph && is_label(source.slice(last.span));
        match found.last_mut().filter(|last| !starts_paragraph && is_label(last)) {
            Some(last) => {
                last.span = last.span.cover(span);
                last.tokens.end = tokens.end;
            }
            None => found.push(Sentence { span, tokens, starts_paragraph }),
        }
    }
    found
}

/// Returns the span of some tokens without the white space around them; none when they are nothing else.
fn span(source: &Source, doc: &Doc, tokens: Range<usize>) -> Option<Span> {
    let (first, last) = (doc.tokens().get(tokens.start)?, doc.tokens().get(tokens.end.checked_sub(1)?)?);
    let span = source.trim(source.span(first.start, last.end)?);
    (!span.is_empty()).then_some(span)
}

fn is_label(text: &str) -> bool {
    const LEN_BYTES_MAX: usize = 80;
    text.len() <= LEN_BYTES_MAX && (text.ends_with(':') || !text.contains(char::is_alphabetic))
}
