//! How is a text read whose lines were broken to fit a page?
//!
//! As the same text without the breaks. In goes a source; what is read is a copy of it in which the white space inside
//! paragraphs is single; what was read there comes back with its spans in the source. So a text reads the same however
//! its lines are broken.

use std::ops::Range;

use casus_claim::{Atom, Claim, Reading, Record};
use casus_syntax::{SingleSpaced, paragraphs};
use casus_text::{DateOrigin, Origin, Published, Quote, Source, Span};

/// A source beside the copy of it that is read.
pub struct Unwrapped<'s> {
    source: &'s Source,
    spaced: SingleSpaced<'s>,
    /// None where the copy is the source itself.
    copy: Option<Source>,
}

impl<'s> Unwrapped<'s> {
    /// Copies a source where its white space asks for it.
    pub fn of(source: &'s Source) -> Self {
        let spaced = SingleSpaced::of(source.text());
        let copy = (!spaced.is_original()).then(|| copy(source, &spaced));
        Self { source, spaced, copy }
    }

    /// Returns what is to be read: the copy, or the source itself.
    pub fn source(&self) -> &Source {
        self.copy.as_ref().unwrap_or(self.source)
    }

    /// Returns the paragraphs of what is to be read, in bytes.
    pub fn paragraphs(&self) -> Vec<Range<usize>> {
        paragraphs(self.source().text())
    }

    /// Makes a reading of the copy into one of the source.
    ///
    /// # Panics
    ///
    /// When the reading is of another source.
    pub fn back(&self, reading: Reading) -> Reading {
        assert_eq!(reading.source(), self.source().id(), "a reading comes back from the source that was read");
        if self.copy.is_none() {
            return reading;
        }
        let mut entities = reading.entities().to_vec();
        let mentions = entities.iter_mut().flat_map(|entity| &mut entity.mentions);
        mentions.for_each(|mention| *mention = self.span(*mention));
        let mut notes = reading.notes().to_vec();
        notes.iter_mut().for_each(|note| note.span = note.span.map(|span| self.span(span)));
        let records = reading.records().iter().map(|record| self.record(record)).collect();
        let sentences = reading.sentences().iter().map(|sentence| self.span(*sentence)).collect();
        Reading::new(self.source.id(), entities, records, notes, sentences)
    }

    fn span(&self, span: Span) -> Span {
        let (start, end) = (self.spaced.original(span.start_bytes()), self.spaced.original(span.end_bytes()));
        self.source.span(start, end).expect("a character of the copy begins where one of the source does")
    }

    fn quote(&self, quote: &mut Quote) {
        *quote = self.source.quote(self.span(quote.span()));
    }

    fn record(&self, record: &Record) -> Record {
        let mut record = record.clone();
        self.quote(&mut record.quote);
        match &mut record.claim {
            Claim::Statement(statement) => self.quote(&mut statement.content),
            Claim::Commitment(commitment) => {
                self.quote(&mut commitment.consequent.quote);
                commitment.because.iter_mut().for_each(|because| self.quote(because));
                commitment.antecedent = commitment.antecedent.as_ref().map(|condition| {
                    condition.map(&mut |atom: &Atom| {
                        let mut atom = atom.clone();
                        self.quote(&mut atom.quote);
                        atom
                    })
                });
            }
            Claim::Position(position) => {
                self.quote(&mut position.content);
                position.because.iter_mut().for_each(|because| self.quote(because));
            }
            Claim::Event(event) => event.because.iter_mut().for_each(|because| self.quote(because)),
            Claim::Authority(authority) => self.quote(&mut authority.over),
            Claim::Figure(_) => {}
        }
        record
    }
}

/// Makes a source of the copy, whose dateline stands where the words of the dateline do.
fn copy(source: &Source, spaced: &SingleSpaced<'_>) -> Source {
    let copy = Source::new(spaced.text().to_owned(), Origin::default());
    let origin = source.origin();
    let published = origin.published.map(|published| match published.origin {
        DateOrigin::Dateline(line) => {
            let (start, end) = (spaced.copied(line.start_bytes()), spaced.copied(line.end_bytes()));
            let line = copy.span(start, end).expect("a character of the source begins where one of the copy does");
            Published { origin: DateOrigin::Dateline(line), ..published }
        }
        DateOrigin::Sidecar | DateOrigin::Given | DateOrigin::Stated(_) => published,
    });
    let origin = Origin { published, ..origin.clone() };
    copy.with_origin(origin)
}
