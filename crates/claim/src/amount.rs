//! How much, of what unit.

use rust_decimal::Decimal;

/// A number that a document gives, in full: `210000000000` and not `210` with a scale.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Amount {
    /// The number, or the lower end of a range.
    pub value: Decimal,
    /// The upper end of a range.
    pub high: Option<Decimal>,
    /// What is counted or measured.
    pub unit: Unit,
    /// Whether the text says about, nearly, at least, up to or the like.
    pub is_approximate: bool,
}

/// What an amount is counted in.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Unit {
    /// An ISO 4217 code.
    Currency(String),
    /// Hundredths.
    Percent,
    /// A singular noun: `country`, `soldier`.
    Noun(String),
}

impl Unit {
    /// Returns what kind of unit it is, in one word.
    pub fn kind(&self) -> &'static str {
        match self {
            Unit::Currency(_) => "currency",
            Unit::Percent => "percent",
            Unit::Noun(_) => "noun",
        }
    }

    /// Returns the unit as it stands on the wire.
    pub fn word(&self) -> &str {
        match self {
            Unit::Currency(code) => code,
            Unit::Percent => "percent",
            Unit::Noun(noun) => noun,
        }
    }
}
