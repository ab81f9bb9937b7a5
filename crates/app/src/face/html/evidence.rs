//! How does a line open to its sentence?

use casus_engine::page::{Evidence, Page};
use casus_text::Span;
use maud::{Markup, html};

use crate::face::words;

/// A quote of more characters than this is cut; its document has the rest.
const QUOTE_CHARS_MAX: usize = 900;

/// Draws a line that opens to its evidence.
pub fn opening(page: &Page, line: &Markup, evidence: &Evidence) -> Markup {
    html! {
        details.line {
            summary { (line) }
            (quoted(page, evidence))
        }
    }
}

/// Draws the words, who says them and where they stand.
pub fn quoted(page: &Page, evidence: &Evidence) -> Markup {
    let speaker = words::speaker(evidence);
    html! {
        figure.evidence {
            blockquote { p { bdi { (words::clipped(evidence.quote.text(), QUOTE_CHARS_MAX)) } } }
            figcaption {
                @if !speaker.is_empty() { bdi { (speaker) } ", " }
                (words::place(page, evidence))
                @let entry = words::entry(evidence);
                @if !entry.is_empty() { span.reference { bdi { (entry) } } }
                @if let Some(anchor) = anchor(page, evidence.source, evidence.quote.span()) {
                    ". " a href={ "#" (anchor) } { "See it in the document" }
                }
            }
        }
    }
}

/// Returns the id of the sentence in which a span begins.
pub fn anchor(page: &Page, source: usize, span: Span) -> Option<String> {
    let document = page.documents.get(source)?;
    let begins = |sentence: &Span| sentence.range().contains(&span.start_bytes());
    match document.sentences.iter().position(|sentence| begins(&sentence.span)) {
        Some(sentence) => Some(sentence_id(source, sentence)),
        None => Some(format!("d{}", source + 1)),
    }
}

/// Returns the id of a sentence on the page.
pub fn sentence_id(source: usize, sentence: usize) -> String {
    format!("d{}-s{}", source + 1, sentence + 1)
}
