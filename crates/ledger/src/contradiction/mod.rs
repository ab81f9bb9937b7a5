//! What cannot all be right?
//!
//! In go documents with their readings, and who held which office when; out come [`Contradiction`]s: records or sentences
//! that cannot all hold of the same thing, with the reason. One module is one way of telling a thing twice, and says what
//! makes it the same thing, what clashes, and what excuses it. Different things measured, different days and stages of one
//! development are no contradictions, so each module rather finds too little. What two outlets tell in quite other words is
//! looked for last, in `assertion`, by the questions that both answer.
//!
//! Nothing here compares all with all: what can be the same thing has a key in common, and only what shares it is compared.

mod absent;
mod anachronism;
mod assertion;
mod attendance;
mod date;
mod denied;
mod headline;
mod kin;
mod measure;
pub(crate) mod meeting;
mod number;
mod numeral;
pub(crate) mod office;
mod once;
mod place;
mod quantity;
mod redated;
mod restated;
mod retold;
mod revision;
mod shares;
mod slot;
mod speaker;
mod split;
mod status;
mod sum;
pub(crate) mod tellings;
pub(crate) mod text;
mod wording;
pub(crate) mod words;

use std::collections::{BTreeMap, BTreeSet};

use casus_claim::{Reading, Record, Term};
use casus_text::{Quote, Source, Span};
use jiff::civil::Date;

pub use date::days_stale;

use meeting::Meetings;
use text::Text;

/// Sentences that cannot all be right.
#[derive(Clone, Debug, PartialEq)]
pub struct Contradiction {
    /// In what they differ.
    pub kind: ContradictionKind,
    /// What they speak of.
    pub about: String,
    /// Why they cannot all hold, in a sentence.
    pub why: String,
    /// The sentences, in the order of the documents.
    pub sides: Vec<Side>,
}

/// In what sentences about one thing differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ContradictionKind {
    /// How many.
    Count,
    /// How much money, or which share.
    Amount,
    /// When, or a day that cannot be.
    Date,
    /// Where.
    Place,
    /// Who took part, and as what.
    Attendance,
    /// Whether it is promised, done or refused.
    Status,
    /// In which words, or on which terms.
    Wording,
    /// Who said it, or who held the office.
    Speaker,
    /// The parts do not make the whole.
    Sum,
    /// An office at a time when it was not held.
    Anachronism,
    /// Something is said to have changed and is told the same before and after.
    SelfRevision,
}

impl ContradictionKind {
    /// Returns the kind, counts and amounts as one.
    fn number_or_self(self) -> Self {
        if self == Self::Count { Self::Amount } else { self }
    }

    /// Returns the kind as it stands on the wire.
    pub fn word(self) -> &'static str {
        match self {
            Self::Count => "count",
            Self::Amount => "amount",
            Self::Date => "date",
            Self::Place => "place",
            Self::Attendance => "attendance",
            Self::Status => "status",
            Self::Wording => "wording",
            Self::Speaker => "speaker",
            Self::Sum => "sum",
            Self::Anachronism => "anachronism",
            Self::SelfRevision => "self_revision",
        }
    }
}

/// One of the sentences of a contradiction.
#[derive(Clone, Debug, PartialEq)]
pub struct Side {
    /// The document, counted from 0.
    pub document: usize,
    /// The words.
    pub quote: Quote,
    /// The place of the record in its reading that says it; none where it stands in no record.
    pub record: Option<usize>,
}

/// Lists what cannot all be right in some documents, each read once.
///
/// The order of the list is that of the kinds, and within them that of the documents and their texts.
pub fn contradictions(documents: &[(Source, Reading)], terms: &[Term]) -> Vec<Contradiction> {
    let firsts = told_first(documents);
    let numbered = documents.iter().zip(&firsts).enumerate();
    let texts: Vec<Text<'_>> =
        numbered.map(|(number, ((source, _), reading))| Text::of(number, source, reading)).collect();
    let meetings = Meetings::of(&texts);
    let mut found = measure::find(&texts);
    found.retain(|one| !slot::agree(&texts, one));
    found.extend(attendance::find(&texts, &meetings));
    found.extend(absent::find(&texts, &meetings));
    found.extend(date::find(&texts, &meetings.all));
    found.extend(redated::find(&texts));
    found.extend(once::find(&texts));
    found.extend(place::find(&texts, &meetings));
    found.extend(status::find(&texts, &meetings));
    found.extend(denied::find(&texts));
    found.extend(wording::find(&texts));
    found.extend(speaker::find(&texts, terms));
    found.extend(split::find(&texts));
    found.extend(sum::find(&texts));
    found.extend(anachronism::find(&texts, terms));
    found.extend(revision::find(&texts));
    found.extend(headline::find(&texts));
    let slots = slot::find(&texts, &found);
    found.extend(slots);
    found.extend(shares::find(&texts));
    // What is told in quite other words is looked for where nothing was found in the same ones.
    let mut known: BTreeMap<(ContradictionKind, (usize, usize)), BTreeSet<usize>> = BTreeMap::new();
    for (at, one) in found.iter().enumerate() {
        places(one).into_iter().for_each(|place| {
            known.entry((one.kind.number_or_self(), place)).or_default().insert(at);
        });
    }
    // What has these sentences among its sides already is not told again.
    let is_new = |one: &Contradiction| {
        let mut all = places(one).into_iter().map(|place| known.get(&(one.kind.number_or_self(), place)));
        let first = all.next().flatten().cloned().unwrap_or_default();
        let joint = all.fold(first, |joint, of| of.map_or_else(BTreeSet::new, |of| &joint & of));
        joint.is_empty()
    };
    found.extend(assertion::find(&texts, terms).into_iter().filter(is_new));
    found.iter_mut().for_each(|one| one.sides.sort_by_key(|side| side.document));
    // Two ways of finding may come upon the same sentences.
    let key = |one: &Contradiction| {
        let places: Vec<_> = one.sides.iter().map(|side| (side.document, side.quote.span().start_bytes())).collect();
        (one.kind, places, one.about.clone())
    };
    found.sort_by_cached_key(key);
    found.dedup_by_key(|one| (one.kind, key(one).1));
    found
}

/// Returns where the sides of a contradiction stand, in the order of the documents.
fn places(one: &Contradiction) -> Vec<(usize, usize)> {
    let mut places: Vec<_> = one.sides.iter().map(|side| (side.document, side.quote.span().start_bytes())).collect();
    places.sort_unstable();
    places
}

/// Returns the readings without what was told word for word before, between the same sentences and on a day of the same
/// date: a copy contradicts nothing that its original does not, and many copies held against one another would take long.
fn told_first(documents: &[(Source, Reading)]) -> Vec<Reading> {
    let mut told: BTreeSet<(Option<Date>, [&str; 3])> = BTreeSet::new();
    let mut firsts = Vec::with_capacity(documents.len());
    for (source, reading) in documents {
        let all = reading.sentences();
        let words = |at: Option<usize>| at.and_then(|at| all.get(at)).map_or("", |span| source.slice(*span).trim());
        let around = |at: usize| [words(at.checked_sub(1)), words(Some(at)), words(Some(at + 1))];
        let is_first = |at: &usize| told.insert((source.published(), around(*at)));
        let sentences: Vec<Span> = (0..all.len()).filter(is_first).map(|at| all[at]).collect();
        // Sentences stand in the order of the text, and none overlaps another.
        let is_kept = |record: &&Record| {
            let quote = record.quote.span();
            let next = sentences.partition_point(|span| span.end_bytes() <= quote.start_bytes());
            sentences.get(next).is_some_and(|span| span.overlaps(quote))
        };
        let records = reading.records().iter().filter(is_kept).cloned().collect();
        let entities = reading.entities().to_vec();
        firsts.push(Reading::new(reading.source(), entities, records, Vec::new(), sentences));
    }
    firsts
}

/// Returns the side that a record is.
pub(crate) fn told(text: &Text<'_>, record: &Record) -> Side {
    Side { document: text.number, quote: record.quote.clone(), record: usize::try_from(record.id.0).ok() }
}

/// Returns the side that a sentence is, with the first record that rests on just it.
pub(crate) fn said(text: &Text<'_>, span: Span) -> Side {
    let record = text.reading.records().iter().find(|record| record.quote.span() == span);
    let record = record.and_then(|record| usize::try_from(record.id.0).ok());
    Side { document: text.number, quote: text.source.quote(span), record }
}

/// Puts a phrase on one line.
pub(crate) fn one_line(phrase: &str) -> String {
    phrase.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Joins phrases as a sentence does: `a, b and c`.
fn list(phrases: &[String]) -> String {
    match phrases {
        [] => String::new(),
        [only] => only.clone(),
        [before @ .., last] => format!("{} and {last}", before.join(", ")),
    }
}

#[cfg(test)]
mod tests;

#[cfg(test)]
mod reworded;
