//! Which fields has a record, and what may stand in each?
//!
//! The fields are those of `docs/records.md`, and `words` for the evidence.

use casus_claim::{AuthorityClaim, Category, EventStatus, EventType, Format, Mode, Stage, Stance, Status};

/// A field of a record.
#[derive(Clone, Copy, Debug)]
pub(super) struct Field {
    pub(super) name: &'static str,
    pub(super) sort: Sort,
    /// Whether every record of the kind has it.
    pub(super) is_needed: bool,
}

/// What may stand in a field.
#[derive(Clone, Copy, Debug)]
pub(super) enum Sort {
    /// The words that say it all.
    Evidence,
    /// Actors.
    Names,
    /// One entity.
    Name,
    /// A place in the text.
    Span,
    /// What is to be done: a place in the text, beside the category and the amount.
    Consequent,
    /// Words of the text that are kept without their place.
    Text,
    /// A condition.
    Condition,
    /// A word of a closed list.
    Word(fn() -> Vec<&'static str>),
    /// The field that a consequent belongs to.
    Category,
    /// Days with their words.
    Time,
    /// A number with its unit, beside the words.
    Amount,
    /// A number with its unit, which is the record itself.
    Number,
}

macro_rules! words {
    ($list:ident) => {
        Sort::Word(|| $list::ALL.iter().map(|word| word.word()).collect())
    };
}

/// Returns the words that a category can be.
pub(super) fn categories() -> Vec<&'static str> {
    Category::ALL.iter().map(|category| category.word()).collect()
}

/// Returns the fields of a kind of record in the order of the contract.
pub(super) fn fields(kind: &str) -> Vec<Field> {
    let own: &[(&str, Sort, bool)] = match kind {
        "statement" => &[
            ("speaker", Sort::Names, true),
            ("cue", Sort::Text, true),
            ("content", Sort::Span, true),
            ("mode", words!(Mode), true),
            ("addressee", Sort::Names, false),
        ],
        "commitment" => &[
            ("debtor", Sort::Names, true),
            ("creditor", Sort::Names, false),
            ("consequent", Sort::Consequent, true),
            ("category", Sort::Category, false),
            ("amount", Sort::Amount, false),
            ("antecedent", Sort::Condition, false),
            ("status", words!(Status), true),
            ("stage", words!(Stage), false),
            ("term", Sort::Time, false),
            ("because", Sort::Span, false),
        ],
        "position" => &[
            ("holder", Sort::Names, true),
            ("stance", words!(Stance), true),
            ("content", Sort::Span, true),
            ("because", Sort::Span, false),
        ],
        "event" => &[
            ("type", words!(EventType), true),
            ("participants", Sort::Names, false),
            ("place", Sort::Name, false),
            ("format", words!(Format), false),
            ("status", words!(EventStatus), true),
            ("because", Sort::Span, false),
        ],
        "figure" => &[("of", Sort::Text, true), ("amount", Sort::Number, true)],
        _ => &[
            ("holder", Sort::Names, true),
            ("over", Sort::Span, true),
            ("claim", words!(AuthorityClaim), true),
            ("procedure", Sort::Text, false),
        ],
    };
    let common = [("words", Sort::Evidence, true), ("attributed_to", Sort::Names, false), ("time", Sort::Time, false)];
    let all = common[..1].iter().chain(own).chain(&common[1..]);
    all.map(|&(name, sort, is_needed)| Field { name, sort, is_needed }).collect()
}
