//! Which figures does a text give? The door for those who want nothing else.

use casus_claim::Amount;
use casus_syntax::Doc;
use casus_text::{Source, Span};

use super::{LastUnits, amounts};
use crate::passage::{Passage, Place};
use crate::sentence::{LEN_BYTES_MAX, sentences};
use crate::time::{Told, times};
use crate::word::words;

/// A number that a text gives, with the words that give it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeenFigure {
    /// The number and its unit, as the text has them.
    pub span: Span,
    /// The words for what is counted or measured.
    pub of: String,
    /// The number.
    pub amount: Amount,
}

/// Returns the figures of a text in order, its headlines included; `doc` is what syntax found out about it.
pub fn figures(source: &Source, doc: &Doc) -> Vec<SeenFigure> {
    let mut last = LastUnits::default();
    let mut told = Told::on(source.published());
    let mut figures = Vec::new();
    for sentence in sentences(source, doc) {
        if sentence.span.len_bytes() > LEN_BYTES_MAX {
            continue;
        }
        let words = words(source, doc, sentence.tokens.clone());
        let passage = Passage {
            source,
            span: sentence.span,
            words,
            is_in_quote: false,
            mentions: Vec::new(),
            speaker: Vec::new(),
            voice: Vec::new(),
            place: Place::default(),
        };
        let taken: Vec<Span> = times(&passage, &mut told).iter().map(|time| time.span).collect();
        let seen = amounts(&passage, &taken, &mut last).into_iter();
        figures.extend(seen.map(|seen| SeenFigure { span: seen.span, of: seen.of, amount: seen.amount }));
    }
    figures
}
