//! What does coverage look like on the wire? As `docs/coverage.md` describes it.

use std::collections::BTreeMap;

use casus_engine::{Coverage, CoveredSentence, Unread};
use casus_text::{Source, Span};
use serde::Serialize;

#[derive(Serialize)]
struct CoverageLine<'a> {
    path: &'a str,
    sentences: usize,
    with_record: usize,
    without_record: usize,
    by_kind: BTreeMap<&'static str, usize>,
    silent: Vec<PassageLine<'a>>,
    unread: Vec<UnreadLine<'a>>,
}

#[derive(Serialize)]
struct PassageLine<'a> {
    span: [usize; 2],
    text: &'a str,
}

#[derive(Serialize)]
struct UnreadLine<'a> {
    kind: &'static str,
    span: Option<[usize; 2]>,
    text: Option<&'a str>,
    why: &'a str,
}

/// Writes what became of the sentences of a document as one line of JSON, without the line feed.
pub(crate) fn coverage(source: &Source, coverage: &Coverage) -> String {
    let Coverage { sentences, unread } = coverage;
    let with_record = sentences.iter().filter(|CoveredSentence { kinds, .. }| !kinds.is_empty()).count();
    let passage = |span: Span| PassageLine { span: source.span_chars(span), text: source.slice(span) };
    let unread = unread.iter().map(|Unread { span, kind, sentence }| UnreadLine {
        kind: kind.word(),
        span: span.map(|span| source.span_chars(span)),
        text: span.map(|span| source.slice(span)),
        why: sentence,
    });
    let line = CoverageLine {
        path: &source.origin().path,
        sentences: sentences.len(),
        with_record,
        without_record: sentences.len() - with_record,
        by_kind: coverage.by_kind(),
        silent: coverage.silent().map(passage).collect(),
        unread: unread.collect(),
    };
    serde_json::to_string(&line).expect("every key is a string and no value can fail")
}
