//! `casus why`: on what does a verdict rest, and what would change it?

use casus_claim::Reference;
use casus_engine::page::{Page, Promise};
use casus_engine::{Analysis, Verdict, Why as Answer};
use serde_json::{Value, json};

use super::sets::{Text, clipped, json_of, promise as as_json, readings, told};
use super::within;
use crate::command::{AnswerFormat, Why};
use crate::error::Error;
use crate::face::{visible, words};
use crate::output;

/// Prints why a promise is due, blocked or open.
pub(crate) fn why(options: &Why) -> Result<(), Error> {
    let text = within(&options.asked, &options.spent, |_, analysis, budget| {
        let promise = asked_for(&analysis.page, &options.reference)?;
        let answer = analysis.why(promise, options.spent.limit, budget);
        Ok(match AnswerFormat::or_default(options.spent.format) {
            AnswerFormat::Json => json(analysis, promise, &answer).to_string() + "\n",
            AnswerFormat::Text => text(analysis, promise, &answer),
        })
    })?;
    output::print(visible(&text).as_bytes())
}

/// Returns the one promise of the page whose reference begins as was typed.
fn asked_for<'p>(page: &'p Page, typed: &str) -> Result<&'p Promise, Error> {
    let none = || Error::NoPromise { typed: typed.to_owned() };
    let prefix = Reference::prefix(typed).ok_or_else(none)?;
    // The page shows the first characters of a reference, and a longer one may have been copied from elsewhere.
    let is_it = |shown: &str| shown.starts_with(&prefix) || prefix.starts_with(shown);
    let of_telling =
        |promise: &Promise| promise.further.iter().any(|evidence| evidence.reference.as_deref().is_some_and(is_it));
    let found: Vec<&Promise> =
        page.promises.iter().filter(|promise| is_it(&promise.reference) || of_telling(promise)).collect();
    match found.as_slice() {
        [] => Err(none()),
        [only] => Ok(only),
        several => Err(Error::SeveralEntries { typed: typed.to_owned(), count: several.len() }),
    }
}

fn text(analysis: &Analysis, promise: &Promise, answer: &Answer) -> String {
    let page = &analysis.page;
    let mut text = Text::default();
    let says = promise.verdict.map_or_else(
        || words::no_verdict(promise.status).to_owned(),
        |verdict| words::verdict_with_sign(verdict, promise.status),
    );
    text.line(&format!("{}  {}: {}", promise.reference, words::debtor(promise), promise.consequent));
    text.line(&format!("  {says}"));
    if let Some(state) = promise.lifecycle {
        text.line(&format!("  its state: {}", state.word()));
    }
    text.line(&format!("  {} {}", clipped(promise.evidence.quote.text()), words::place(page, &promise.evidence)));
    text.line(&format!("  where {}", words::scenario(page)));
    promise.because.iter().for_each(|sentence| text.line(&format!("  {sentence}")));
    match promise.verdict {
        None => return text.finish(),
        Some(Verdict::Due) => {
            text.heading("It rests on (minimal supports)");
            text.sets(analysis, &answer.supports, "nothing");
        }
        Some(Verdict::Blocked) => {
            text.heading("It is blocked by (minimal supports of the contrary)");
            text.sets(analysis, &answer.against, "nothing that is set");
            text.heading("What would make it due all the same");
            text.sets(analysis, &answer.missing, "nothing, as long as what is set stands");
        }
        Some(Verdict::Open) => {
            text.heading("What is missing (minimal sets that would make it due)");
            text.sets(analysis, &answer.missing, "nothing that could be set would make it due");
        }
    }
    text.heading("What would keep it from being due (minimal cut sets)");
    text.sets(analysis, &answer.sinks, "nothing");
    for (claim, missing) in &answer.under_claims {
        let claimed = page.general_claims.iter().find(|other| other.reference == *claim);
        let quote = claimed.map(|claim| clipped(claim.evidence.quote.text())).unwrap_or_default();
        let cover = promise.covered_by.iter().find(|cover| cover.claim == *claim);
        let verdict = cover.map_or("", |cover| words::verdict_word(cover.verdict_if_meant));
        text.heading(&format!("If this is meant to cover it, it is {verdict}, and what is missing is"));
        text.line(&format!("  {claim} {quote}"));
        text.sets(analysis, missing, "nothing that could be set would make it due");
    }
    if analysis.has_disputes() {
        text.heading("In which readings of the sources it is due");
        text.readings(page, &answer.readings);
    }
    let through: Vec<&Promise> =
        page.promises.iter().filter(|other| promise.through.contains(&other.reference)).collect();
    if !through.is_empty() {
        text.heading("The promises it rests on or waits for");
        through.iter().for_each(|other| text.line(&format!("  {}: {}", words::debtor(other), told(other))));
    }
    text.finish()
}

fn json(analysis: &Analysis, promise: &Promise, answer: &Answer) -> Value {
    let claims: Vec<Value> = answer
        .under_claims
        .iter()
        .map(|(claim, missing)| {
            let claimed = analysis.page.general_claims.iter().find(|other| other.reference == *claim);
            let cover = promise.covered_by.iter().find(|cover| cover.claim == *claim);
            json!({
                "ref": claim,
                "quote": claimed.map(|claim| claim.evidence.quote.text()),
                "verdict_if_meant": cover.map(|cover| words::verdict_word(cover.verdict_if_meant)),
                "missing": json_of(analysis, missing),
            })
        })
        .collect();
    json!({
        "promise": as_json(promise),
        "verdict": promise.verdict.map(words::verdict_word),
        "state": promise.lifecycle.map(casus_engine::Lifecycle::word),
        "reasons": promise.because,
        "supports": json_of(analysis, &answer.supports),
        "blocked_by": json_of(analysis, &answer.against),
        "missing": json_of(analysis, &answer.missing),
        "sinks": json_of(analysis, &answer.sinks),
        "general_claims": claims,
        "readings": readings(&analysis.page, &answer.readings),
    })
}
