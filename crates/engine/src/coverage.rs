//! Which sentences of a document gave a record, and which gave none?
//!
//! In goes a reading; out come its sentences, each with the kinds of the records that rest on it, and what was not read at
//! all. A sentence without a record may say nothing that Casus keeps, or something that it missed: a person can tell.

use std::collections::{BTreeMap, BTreeSet};

use casus_claim::{NoteKind, Reading};
use casus_text::{Source, Span};

use crate::readings::{ReadDocument, together};

/// What became of the sentences of one document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Coverage {
    /// The sentences that were looked at, in order.
    pub sentences: Vec<CoveredSentence>,
    /// What was not read.
    pub unread: Vec<Unread>,
}

/// A sentence with what was taken from it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CoveredSentence {
    /// Where it stands.
    pub span: Span,
    /// The kinds of the records that rest on it, as they stand on the wire; none where no record does.
    pub kinds: BTreeSet<&'static str>,
}

/// Words that were not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unread {
    /// Where they stand; the whole document when absent.
    pub span: Option<Span>,
    /// What sort of thing kept them from being read.
    pub kind: NoteKind,
    /// Why, in a sentence.
    pub sentence: String,
}

impl Coverage {
    /// Lists the sentences on which no record rests.
    pub fn silent(&self) -> impl Iterator<Item = Span> {
        self.sentences.iter().filter(|sentence| sentence.kinds.is_empty()).map(|sentence| sentence.span)
    }

    /// Counts the sentences with a record of each kind; a kind that no sentence has is left out.
    pub fn by_kind(&self) -> BTreeMap<&'static str, usize> {
        let mut counts = BTreeMap::new();
        for kind in self.sentences.iter().flat_map(|sentence| &sentence.kinds) {
            *counts.entry(*kind).or_default() += 1;
        }
        counts
    }
}

/// Returns what became of the sentences of a reading.
pub fn coverage(reading: &Reading) -> Coverage {
    let mut sentences: Vec<CoveredSentence> = Vec::new();
    sentences.extend(reading.sentences().iter().map(|&span| CoveredSentence { span, kinds: BTreeSet::new() }));
    for record in reading.records() {
        let quote = record.quote.span();
        let first = sentences.partition_point(|sentence| sentence.span.end_bytes() <= quote.start_bytes());
        let touched =
            sentences[first..].iter_mut().take_while(|sentence| sentence.span.start_bytes() < quote.end_bytes());
        touched.for_each(|sentence| {
            sentence.kinds.insert(record.claim.kind());
        });
    }
    let is_unread = |kind: NoteKind| matches!(kind, NoteKind::Language | NoteKind::Overlong);
    let notes = reading.notes().iter().filter(|note| is_unread(note.kind));
    let unread = notes.map(|note| Unread { span: note.span, kind: note.kind, sentence: note.sentence.clone() });
    Coverage { sentences, unread: unread.collect() }
}

/// Returns what became of the sentences of each document, whoever read it.
pub fn coverages(documents: Vec<ReadDocument>) -> Vec<(Source, Coverage)> {
    let of_one = |document: ReadDocument| {
        let (source, reading, _) = together(document.source, document.readings);
        let coverage = coverage(&reading);
        (source, coverage)
    };
    documents.into_iter().map(of_one).collect()
}

#[cfg(test)]
mod tests {
    use casus_claim::{
        Actors, Claim, Confidence, Entity, EntityId, EntityKind, Note, Position, Record, RecordId, Stance,
    };
    use casus_text::Origin;

    use super::*;

    const TEXT: &str = "Veria opposes it. Rain fell. Norland opposes it too. Das war alles.";

    fn at(source: &Source, words: &str) -> Span {
        let start = source.text().find(words).expect("the words stand in the text");
        source.span(start, start + words.len()).expect("they are whole characters")
    }

    fn position(source: &Source, id: u32, words: &str) -> Record {
        let quote = source.quote(at(source, words));
        let holder = Actors::new([EntityId(0)]).expect("one actor");
        Record {
            id: RecordId(id),
            quote: quote.clone(),
            attributed_to: Vec::new(),
            time: None,
            confidence: Confidence::new(1.0).expect("a share"),
            claim: Claim::Position(Position { holder, stance: Stance::Opposes, content: quote, because: None }),
        }
    }

    fn reading(source: &Source, quotes: &[&str]) -> Reading {
        let (aliases, mentions, offices, roles) = Default::default();
        let name = "Veria".to_owned();
        let veria = Entity { id: EntityId(0), kind: EntityKind::State, name, aliases, mentions, offices, roles };
        let records = quotes.iter().zip(0..).map(|(words, id)| position(source, id, words)).collect();
        let sentence = "A passage is in another language.".to_owned();
        let note = Note { kind: NoteKind::Language, span: Some(at(source, "Das war alles.")), sentence };
        let no_actor = Note { kind: NoteKind::NoActor, span: None, sentence: String::new() };
        let sentences = ["Veria opposes it.", "Rain fell.", "Norland opposes it too."];
        let sentences = sentences.iter().map(|words| at(source, words)).collect();
        Reading::new(source.id(), vec![veria], records, vec![note, no_actor], sentences)
    }

    /// Checks the kinds of each of the three sentences.
    fn check(quotes: &[&str], expected: [&[&str]; 3]) {
        let source = Source::new(TEXT.to_owned(), Origin::default());
        let found = coverage(&reading(&source, quotes));
        let kinds: Vec<Vec<&str>> =
            found.sentences.iter().map(|sentence| sentence.kinds.iter().copied().collect()).collect();
        assert_eq!(kinds, expected);
        let silent = expected.iter().filter(|kinds| kinds.is_empty()).count();
        assert_eq!((found.silent().count(), found.by_kind().values().sum::<usize>()), (silent, 3 - silent));
        let unread: Vec<(NoteKind, Option<&str>)> =
            found.unread.iter().map(|unread| (unread.kind, unread.span.map(|span| source.slice(span)))).collect();
        assert_eq!(unread, [(NoteKind::Language, Some("Das war alles."))]);
    }

    #[test]
    fn a_sentence_is_covered_where_a_record_rests_on_any_of_its_words() {
        check(&["Veria opposes it."], [&["position"], &[], &[]]);
        check(&["opposes it too", "Norland opposes it too."], [&[], &[], &["position"]]);
    }

    #[test]
    fn a_record_over_several_sentences_covers_each() {
        check(&["opposes it. Rain fell. Nor"], [&["position"], &["position"], &["position"]]);
    }

    #[test]
    fn a_reading_without_records_covers_nothing() {
        check(&[], [&[], &[], &[]]);
    }
}
