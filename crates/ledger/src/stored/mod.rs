//! What does a reading look like when it is stored?
//!
//! The types here are the ledger's own and say nothing to the wire: offsets are bytes, entities go by their number, and
//! every quote keeps its words, so that reading back can tell whether these still stand in the text.

pub(crate) mod decision;
pub(crate) mod instant;
pub(crate) mod origin;
mod rebuild;
pub(crate) mod redaction;
pub(crate) mod rows;
mod write;

pub(crate) use rebuild::{faults, rebuild, span};

use casus_claim::Reading;
use serde::{Deserialize, Serialize};

/// A reading as it lies in its row, with its records.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct StoredReading {
    /// JSON of [`StoredEntity`]s.
    pub entities: String,
    /// JSON of [`StoredNote`]s.
    pub notes: String,
    /// JSON of [`Range`]s.
    pub sentences: String,
    pub records: Vec<StoredRecord>,
}

/// A record as it lies in its row.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct StoredRecord {
    pub number: u32,
    pub reference: String,
    pub kind: String,
    pub quote: StoredQuote,
    /// A column of its own, for JSON would round it.
    pub confidence: f64,
    pub time: Option<StoredTime>,
    /// JSON of a [`Body`].
    pub body: String,
}

impl StoredReading {
    /// Writes a reading in the form in which it is stored.
    pub(crate) fn of(reading: &Reading) -> Self {
        write::reading(reading)
    }

    /// Returns the BLAKE3 hash over all parts.
    pub(crate) fn digest(&self) -> String {
        let mut hasher = blake3::Hasher::new();
        let mut add = |part: &str| {
            // The length before each part keeps two lists of parts from being hashed alike.
            hasher.update(&(part.len() as u64).to_le_bytes());
            hasher.update(part.as_bytes());
        };
        [&self.entities, &self.notes, &self.sentences].into_iter().for_each(|part| add(part));
        for record in &self.records {
            let [start, end] = record.quote.span;
            add(&format!("{} {start} {end} {:016x}", record.number, record.confidence.to_bits()));
            [&record.reference, &record.kind, &record.quote.text, &record.body].into_iter().for_each(|part| add(part));
            let time = record.time.as_ref().map(|time| [Some(&time.text), time.start.as_ref(), time.end.as_ref()]);
            time.into_iter().flatten().for_each(|part| add(part.map_or("", String::as_str)));
        }
        hasher.finalize().to_string()
    }
}

/// `[start, end)` in bytes.
pub(crate) type Range = [usize; 2];

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct StoredQuote {
    pub span: Range,
    pub text: String,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct StoredTime {
    pub text: String,
    pub start: Option<String>,
    pub end: Option<String>,
}

#[derive(Serialize, Deserialize)]
struct StoredEntity {
    kind: String,
    name: String,
    aliases: Vec<String>,
    mentions: Vec<Range>,
    offices: Vec<StoredOffice>,
    roles: Vec<StoredRole>,
}

#[derive(Serialize, Deserialize)]
struct StoredOffice {
    title: Option<String>,
    of: Option<String>,
}

#[derive(Serialize, Deserialize)]
struct StoredRole {
    role: String,
    of: String,
}

#[derive(Serialize, Deserialize)]
struct StoredNote {
    kind: String,
    span: Option<Range>,
    sentence: String,
}

/// What a record has besides its columns.
#[derive(Serialize, Deserialize)]
struct Body {
    attributed_to: Vec<u32>,
    claim: StoredClaim,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum StoredClaim {
    Statement {
        speaker: Vec<u32>,
        cue: String,
        content: StoredQuote,
        mode: String,
        addressee: Vec<u32>,
    },
    Commitment {
        debtor: Vec<u32>,
        creditor: Vec<u32>,
        consequent: StoredConsequent,
        antecedent: Option<StoredCondition>,
        status: String,
        reach: String,
        stage: Option<String>,
        term: Option<StoredTime>,
        because: Option<StoredQuote>,
    },
    Position {
        holder: Vec<u32>,
        stance: String,
        content: StoredQuote,
        because: Option<StoredQuote>,
    },
    Event {
        kind: String,
        participants: Vec<u32>,
        place: Option<u32>,
        format: Option<String>,
        status: String,
        because: Option<StoredQuote>,
    },
    Figure {
        of: String,
        amount: StoredAmount,
    },
    Authority {
        holder: Vec<u32>,
        over: StoredQuote,
        claim: String,
        procedure: Option<String>,
    },
}

#[derive(Serialize, Deserialize)]
struct StoredConsequent {
    quote: StoredQuote,
    category: String,
    amount: Option<StoredAmount>,
    theme: Vec<String>,
}

#[derive(Serialize, Deserialize)]
struct StoredAmount {
    value: String,
    high: Option<String>,
    unit: StoredUnit,
    is_approximate: bool,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum StoredUnit {
    Currency(String),
    Percent,
    Noun(String),
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum StoredCondition {
    /// Rows from before atoms had a head and could be denied have neither key; an atom that has no head or is not denied
    /// is written without it.
    Atom {
        quote: StoredQuote,
        actors: Vec<u32>,
        theme: Vec<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        head: Option<String>,
        #[serde(default, skip_serializing_if = "is_left_out")]
        is_denied: bool,
    },
    All(Vec<StoredCondition>),
    Any(Vec<StoredCondition>),
    Not(Box<StoredCondition>),
    AtLeast {
        count: usize,
        of: Vec<StoredCondition>,
    },
}

/// Returns whether a key says nothing.
fn is_left_out(is_denied: &bool) -> bool {
    !is_denied
}
