//! By which rule was a record read, and what did its confidence rest on? For whoever looks after the tables.

use casus_text::Span;

use crate::passage::Passage;

/// How one record came to be read; it is no part of what the record says.
#[derive(Clone, Debug, PartialEq)]
pub struct Trace {
    /// The rule in a word or two, such as `pattern`, `verb` or `cue`.
    pub rule: &'static str,
    /// The table of `data/` that has a row for it, if one has.
    pub table: Option<&'static str>,
    /// The row: its pattern, or its word with what that takes.
    pub row: Option<String>,
    /// The words of the text that show it.
    pub words: String,
    /// What the rule alone makes of it: a strength, a stance, a type. A condition may change it afterwards.
    pub value: &'static str,
    /// How whoever acts in it came to be taken, in a word or two, where that was chosen among several.
    pub actor: Option<&'static str>,
    /// How likely what was learned of proposals holds it, where it was judged.
    pub likelihood: Option<f64>,
    /// The few signs that move its confidence most, each with what it adds to the log odds.
    pub signs: Vec<(String, f64)>,
}

/// A rule with its table and the row of it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Row {
    pub rule: &'static str,
    pub table: Option<&'static str>,
    pub row: Option<String>,
}

impl Row {
    /// Returns a rule that no table has.
    pub fn bare(rule: &'static str) -> Self {
        Self { rule, table: None, row: None }
    }

    /// Returns a row of a table.
    pub fn of(rule: &'static str, table: &'static str, row: impl Into<String>) -> Self {
        Self { rule, table: Some(table), row: Some(row.into()) }
    }

    /// Returns the trace of a record that words of a sentence show.
    pub fn trace(self, passage: &Passage<'_>, trigger: Span, value: &'static str) -> Trace {
        let Self { rule, table, row } = self;
        let words = passage.source.slice(trigger).split_whitespace().collect::<Vec<_>>().join(" ");
        Trace { rule, table, row, words, value, actor: None, likelihood: None, signs: Vec::new() }
    }
}
