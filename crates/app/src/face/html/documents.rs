//! How are the documents drawn in full, with the evidence marked?

use std::ops::Range;

use casus_engine::page::{Document, Evidence, Page};
use maud::{Markup, html};

use super::evidence::sentence_id;
use crate::face::{order, words};

/// Draws how many sentences gave a line, and those that gave none.
pub fn silent(page: &Page) -> Markup {
    let silent = order::silent(page);
    let total = order::sentence_count(page);
    html! {
        section #sentences aria-labelledby="sentences-h" {
            h2 #sentences-h { "How much was read" }
            p {
                (words::count_of(total - silent.len(), "sentence")) " of " (total) " gave at least one line; "
                (silent.len()) " gave none."
            }
            @if !silent.is_empty() {
                details {
                    summary { "Read the sentences that gave no line" }
                    ul.lines.silent {
                        @for sentence in &silent {
                            @let text = page.documents[sentence.source].source.text().get(sentence.span.range());
                            li {
                                bdi { (words::clipped(text.unwrap_or_default().trim(), 400)) } " "
                                a href={ "#" (sentence_id(sentence.source, sentence.sentence)) } {
                                    "document " (sentence.source + 1)
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Draws every document in full.
pub fn documents(page: &Page) -> Markup {
    html! {
        section #documents aria-labelledby="documents-h" {
            h2 #documents-h { "The documents" }
            @if page.documents.is_empty() { p.quiet { "No document was read." } }
            @else { p.quiet { "What a line rests on is " mark { "marked" } "; a number after a sentence leads to its promise." } }
            @for (idx, document) in page.documents.iter().enumerate() { (self::document(page, idx, document)) }
        }
    }
}

fn document(page: &Page, idx: usize, document: &Document) -> Markup {
    let origin = document.source.origin();
    let is_web = |url: &&str| url.starts_with("https://") || url.starts_with("http://");
    html! {
        article.document id={ "d" (idx + 1) } tabindex="-1" {
            h3 { span.reference { "Document " (idx + 1) } " " bdi { (words::clipped(words::title(&document.source), 300)) } }
            p.quiet {
                (words::dated(document))
                @if let Some(publisher) = &origin.publisher { ", " bdi { (publisher) } }
                @if !origin.path.is_empty() { ", " bdi { (origin.path) } }
                @match origin.url.as_deref() {
                    Some(url) if is_web(&url) => { ", " a href=(url) rel="noopener noreferrer" { (words::clipped(url, 100)) } },
                    Some(url) => { ", " (words::clipped(url, 100)) },
                    None => {},
                }
            }
            div.text dir="auto" { (text(page, idx, document)) }
        }
    }
}

/// Draws the text, sentence by sentence, and what lies between sentences as it is.
fn text(page: &Page, idx: usize, document: &Document) -> Markup {
    let marks = marks(page, idx, document);
    let whole = document.source.text();
    let mut sentences: Vec<_> = document.sentences.iter().enumerate().collect();
    sentences.sort_by_key(|(_, sentence)| sentence.span);
    let mut done = 0;
    let mut pieces = Vec::new();
    for (number, sentence) in sentences {
        let range = sentence.span.start_bytes().max(done)..sentence.span.end_bytes();
        if range.is_empty() || whole.get(range.clone()).is_none() {
            continue;
        }
        pieces.push(marked(whole, done..range.start, &marks));
        done = range.end;
        pieces.push(html! {
            span.sentence.silent[!sentence.gave_a_line] id=(sentence_id(idx, number)) tabindex="-1" {
                (marked(whole, range.clone(), &marks))
                (back_links(page, idx, &range))
            }
        });
    }
    pieces.push(marked(whole, done..whole.len(), &marks));
    html! { @for piece in pieces { (piece) } }
}

/// Leads from a sentence to the promises and general claims that begin in it.
fn back_links(page: &Page, idx: usize, range: &Range<usize>) -> Markup {
    let begins = |evidence: &Evidence| evidence.source == idx && range.contains(&evidence.quote.span().start_bytes());
    html! {
        @for (number, promise) in page.promises.iter().enumerate().filter(|(_, promise)| begins(&promise.evidence)) {
            a.back href={ "#promise-" (number) } { (words::clipped(&promise.reference, 12)) }
        }
        @for (number, claim) in page.general_claims.iter().enumerate().filter(|(_, claim)| begins(&claim.evidence)) {
            a.back href={ "#claim-" (number) } { (words::clipped(&claim.reference, 12)) }
        }
    }
}

/// Draws a part of the text with its evidence marked.
fn marked(whole: &str, range: Range<usize>, marks: &[Range<usize>]) -> Markup {
    let inside = marks.iter().filter(|mark| mark.start < range.end && range.start < mark.end);
    let mut done = range.start;
    let mut pieces = Vec::new();
    for mark in inside {
        let (start, end) = (mark.start.max(done), mark.end.min(range.end));
        pieces.push((&whole[done..start], &whole[start..end]));
        done = end;
    }
    html! {
        @for (before, evidence) in pieces { (before) mark { (evidence) } }
        (whole[done..range.end])
    }
}

/// Returns the parts of a document that evidence covers: in order, none touching another.
fn marks(page: &Page, idx: usize, document: &Document) -> Vec<Range<usize>> {
    let stands = |evidence: &&Evidence| {
        let text = document.source.text().get(evidence.quote.span().range());
        evidence.source == idx && text == Some(evidence.quote.text())
    };
    let mut ranges: Vec<_> =
        order::evidence(page).into_iter().filter(stands).map(|evidence| evidence.quote.span().range()).collect();
    ranges.sort_by_key(|range| (range.start, range.end));
    let mut merged: Vec<Range<usize>> = Vec::new();
    for range in ranges {
        match merged.last_mut() {
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            _ => merged.push(range),
        }
    }
    merged
}
