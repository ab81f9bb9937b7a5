//! What is an expression of time to those who ask for it?

use casus_text::Span;
use jiff::civil::Date;

/// What sort of time an expression names, after TimeML.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimeType {
    /// A day, or a stretch of the calendar.
    Date,
    /// A time of a day.
    Time,
    /// How long.
    Duration,
    /// How often.
    Set,
}

impl TimeType {
    /// Returns its word in TIMEX3.
    pub fn word(self) -> &'static str {
        match self {
            Self::Date => "DATE",
            Self::Time => "TIME",
            Self::Duration => "DURATION",
            Self::Set => "SET",
        }
    }

    pub(super) fn from_word(word: &str) -> Self {
        match word {
            "TIME" => Self::Time,
            "DURATION" => Self::Duration,
            "SET" => Self::Set,
            _ => Self::Date,
        }
    }
}

/// Words for a time in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimeExpression {
    /// Where they stand.
    pub span: Span,
    /// What sort of time they name.
    pub kind: TimeType,
    /// Its value in TIMEX3, such as `2031-05-02`, `P6M` or `PAST_REF`.
    pub value: String,
    /// The first day, where it can be told.
    pub start: Option<Date>,
    /// The last day, where it can be told.
    pub end: Option<Date>,
}
