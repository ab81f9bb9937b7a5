//! What did a person decide?
//!
//! The machine proposes, a person accepts. A decision is an entry like any other: it is added under an act, with who
//! made it, and nothing takes it away again. Another decision can undo it, from then on.

use std::fmt;

use casus_claim::{EntityKind, PropositionId, Reference};
use jiff::Timestamp;
use jiff::civil::Date;

use crate::DocumentId;

/// Something that a person decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Decision {
    /// The entry says what its words say.
    Accept(Reference),
    /// The entry does not say what its words say.
    Reject(Reference),
    /// The entry is to be read as another, which the person wrote and the ledger has.
    Amend {
        /// The entry that is corrected.
        entry: Reference,
        /// The entry that takes its place.
        by: Reference,
    },
    /// The machine had missed this entry, whose words the person selected.
    Add(Reference),
    /// A remark, which stands in the note of the decision.
    Note(Subject),
    /// Two are the same actor.
    Merge(Named, Named),
    /// Two are not the same actor.
    Split(Named, Named),
    /// Two entries tell the same promise, position, event or plan.
    Join(Reference, Reference),
    /// Two entries tell different ones.
    Part(Reference, Reference),
    /// A phrase means a proposition of the dossier wherever it stands in a condition.
    Map {
        /// The phrase.
        phrase: String,
        /// What it means.
        proposition: PropositionId,
    },
    /// The document was published on this day.
    Date {
        /// The document.
        document: DocumentId,
        /// The day.
        day: Date,
    },
    /// How far a source or an entry is to be trusted.
    Grade {
        /// What is graded.
        of: Graded,
        /// The grade.
        grade: Grade,
    },
    /// The bytes and the quotes of the document are gone, for the reason that stands in the note.
    Redact(DocumentId),
    /// An earlier decision no longer counts.
    Undo(DecisionId),
}

impl Decision {
    /// Returns the entries that it is about.
    pub fn entries(&self) -> Vec<Reference> {
        match self {
            Decision::Accept(entry) | Decision::Reject(entry) | Decision::Add(entry) => vec![*entry],
            Decision::Note(Subject::Entry(entry)) | Decision::Grade { of: Graded::Entry(entry), .. } => vec![*entry],
            Decision::Amend { entry, by: other } | Decision::Join(entry, other) | Decision::Part(entry, other) => {
                vec![*entry, *other]
            }
            Decision::Note(Subject::Document(_)) | Decision::Grade { of: Graded::Publisher(_), .. } => Vec::new(),
            Decision::Merge(..) | Decision::Split(..) | Decision::Map { .. } | Decision::Date { .. } => Vec::new(),
            Decision::Redact(_) | Decision::Undo(_) => Vec::new(),
        }
    }

    /// Returns the documents that it names.
    pub fn documents(&self) -> Vec<&DocumentId> {
        match self {
            Decision::Note(Subject::Document(document))
            | Decision::Date { document, .. }
            | Decision::Redact(document) => vec![document],
            Decision::Merge(one, other) | Decision::Split(one, other) => {
                [one, other].into_iter().filter_map(|named| named.document.as_ref()).collect()
            }
            _ => Vec::new(),
        }
    }
}

/// The number of a decision in its ledger.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DecisionId(pub i64);

impl fmt::Display for DecisionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&format!("d{}", self.0))
    }
}

/// What a remark is on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Subject {
    /// An entry.
    Entry(Reference),
    /// A document.
    Document(DocumentId),
}

/// Somebody whom documents name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Named {
    /// The document that is meant, or every document.
    pub document: Option<DocumentId>,
    /// What it is.
    pub kind: EntityKind,
    /// The name that the reading has for it.
    pub name: String,
}

/// What a grade is given to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Graded {
    /// A publisher, by name.
    Publisher(String),
    /// An entry.
    Entry(Reference),
}

/// A grade of the Admiralty code: a letter for the source and a digit for what it says.
///
/// Source of the scale: NATO STANAG 2511, annex; `A` is completely reliable and `F` cannot be judged, `1` is confirmed by
/// other sources and `6` cannot be judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Grade {
    reliability: Option<char>,
    credibility: Option<u8>,
}

impl Grade {
    /// Takes `B2`, `B` or `2`; `None` when it is not a grade.
    pub fn parse(text: &str) -> Option<Self> {
        let mut rest = text.trim().chars().peekable();
        let reliability = rest.next_if(char::is_ascii_alphabetic).map(|letter| letter.to_ascii_uppercase());
        let credibility = rest.next_if(char::is_ascii_digit).map(|digit| digit as u8 - b'0');
        let is_known = reliability.is_none_or(|letter| ('A'..='F').contains(&letter))
            && credibility.is_none_or(|digit| (1..=6).contains(&digit));
        let is_whole = rest.next().is_none() && (reliability.is_some() || credibility.is_some());
        (is_known && is_whole).then_some(Self { reliability, credibility })
    }

    /// Returns the letter for the source.
    pub fn reliability(self) -> Option<char> {
        self.reliability
    }

    /// Returns the digit for what it says.
    pub fn credibility(self) -> Option<u8> {
        self.credibility
    }
}

impl fmt::Display for Grade {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let letter = self.reliability.map(String::from).unwrap_or_default();
        let digit = self.credibility.map(|digit| digit.to_string()).unwrap_or_default();
        f.pad(&format!("{letter}{digit}"))
    }
}

/// A decision with who made it and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decided {
    /// Its number.
    pub id: DecisionId,
    /// When it was recorded.
    pub recorded_at: Timestamp,
    /// Who made it.
    pub by: String,
    /// What was decided.
    pub decision: Decision,
    /// What the person said about it.
    pub note: Option<String>,
    /// The decision that undid it, by the instant that is asked about.
    pub undone_by: Option<DecisionId>,
}

impl Decided {
    /// Returns whether nothing had undone it by the instant that is asked about.
    pub fn is_in_force(&self) -> bool {
        self.undone_by.is_none()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_grade_is_a_letter_a_digit_or_both() {
        for (text, shown) in [("B2", "B2"), ("b2", "B2"), (" F6 ", "F6"), ("A", "A"), ("3", "3")] {
            assert_eq!(Grade::parse(text).map(|grade| grade.to_string()).as_deref(), Some(shown));
        }
        for wrong in ["", "G1", "A0", "A7", "2B", "AB", "B22"] {
            assert_eq!(Grade::parse(wrong), None, "{wrong}");
        }
    }
}
