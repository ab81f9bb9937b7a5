//! How does it look on the wire by which rule a record was read?

use casus_engine::Trace;
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
    signs: Vec<SignLine<'a>>,
}

#[derive(Serialize)]
struct SignLine<'a> {
    sign: &'a str,
    log_odds: Number,
}

/// Returns by which rule a record was read, as it is written.
pub(super) fn explain(trace: &Trace) -> ExplainLine<'_> {
    let likelihood = trace.likelihood.map(|likelihood| Number::share(likelihood.clamp(0.0, 1.0)));
    let signs = trace.signs.iter().map(|(sign, weight)| SignLine { sign, log_odds: Number::share(*weight) });
    let signs = signs.collect();
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
