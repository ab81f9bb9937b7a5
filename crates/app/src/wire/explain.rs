//! How does it look on the wire by which rule a record was read?

use casus_engine::{Trace, TraceWeight};
use serde::Serialize;

use super::number::Number;

#[derive(Serialize)]
pub(super) struct ExplainLine<'a> {
    rule: &'static str,
    table: Option<&'static str>,
    row: Option<&'a str>,
    words: &'a str,
    value: &'static str,
    actor: Option<&'static str>,
    likelihood: Option<Number>,
    signs: &'a [&'static str],
}

/// Returns by which rule a record was read, as it is written.
pub(super) fn explain(trace: &Trace) -> ExplainLine<'_> {
    let (likelihood, signs) = match &trace.weight {
        TraceWeight::Likelihood(likelihood) => (Some(Number::share(likelihood.clamp(0.0, 1.0))), &[][..]),
        TraceWeight::Signs(signs) => (None, signs.as_slice()),
    };
    ExplainLine {
        rule: trace.rule,
        table: trace.table,
        row: trace.row.as_deref(),
        words: &trace.words,
        value: trace.value,
        actor: trace.actor,
        likelihood,
        signs,
    }
}
