//! Which times does a document speak of? The way from its text to its expressions of time.

use casus_claim::Note;
use casus_extract::TimeExpression;
use casus_text::Source;

use crate::apart::found;

/// Which times a document speaks of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Timed {
    /// The expressions of time, in the order of the text; none where the language is not read.
    pub times: Vec<TimeExpression>,
    /// What concerns the document as a whole.
    pub notes: Vec<Note>,
}

/// Finds the expressions of time of a document.
pub fn timed(source: &Source, syntax: &mut casus_syntax::Reader<'_>) -> Timed {
    let (times, notes) = found(source, syntax, casus_extract::time_expressions, |way, time| TimeExpression {
        span: way.span(time.span),
        ..time
    });
    Timed { times, notes }
}
