//! What follows from a passage in a scenario, in lines that can be compared.

use casus_engine::page::{Cover, Gate, GeneralClaim, Promise};
use casus_engine::{Page, Scenario, THRESHOLD, Truth, Verdict};
use casus_text::Source;

/// Writes the gates, the promises with their verdicts and reasons, and the general claims.
pub fn lines(source: &Source, scenario: &Scenario) -> String {
    let reading = crate::extract(source);
    let page = match casus_engine::page_of(vec![(source.clone(), reading)], scenario, THRESHOLD) {
        Ok(page) => page,
        Err(error) => return format!("error: {error}\nhint: {}\n", error.hint().unwrap_or_default()),
    };
    let gates = page.gates.iter().map(gate);
    let promises = page.promises.iter().flat_map(promise);
    let claims = page.general_claims.iter().map(claim);
    let lines: Vec<String> = gates.chain(promises).chain(claims).collect();
    if lines.is_empty() { "nothing\n".to_owned() } else { numbered(&page, lines.concat()) }
}

/// Calls the promises `P1`, `P2` and the general claims `G1` in their order: a reference tells a reader of the suite
/// nothing, and changes with every letter of the passage.
fn numbered(page: &Page, text: String) -> String {
    let promises = page.promises.iter().map(|promise| &promise.reference).zip(1..);
    let claims = page.general_claims.iter().map(|claim| &claim.reference).zip(1..);
    let named = promises.map(|(reference, n)| (reference, format!("P{n}")));
    let named = named.chain(claims.map(|(reference, n)| (reference, format!("G{n}"))));
    named.fold(text, |text, (reference, name)| text.replace(reference.as_str(), &name))
}

fn gate(gate: &Gate) -> String {
    format!("{} is {}\n", gate.proposition.id, truth(gate.value))
}

fn promise(promise: &Promise) -> Vec<String> {
    let debtor = promise.debtor.join(", ");
    let verdict = promise.verdict.map_or("nothing is promised", verdict);
    let because = if promise.because.is_empty() { String::new() } else { format!(": {}", promise.because.join(" ")) };
    let head = format!("{} {debtor}: {}", promise.reference, promise.consequent.replace('\n', " "));
    let unsure = if promise.is_sure { "" } else { " (unsure)" };
    let line = format!("{head} — {} — {verdict}{because}{unsure}\n", promise.status);
    [line].into_iter().chain(promise.covered_by.iter().map(cover)).collect()
}

fn cover(cover: &Cover) -> String {
    format!("   {} if {} is meant to cover it\n", verdict(cover.verdict_if_meant), cover.claim)
}

fn claim(claim: &GeneralClaim) -> String {
    format!("{} {}: only with {}\n", claim.reference, claim.subject, claim.condition)
}

fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Due => "due",
        Verdict::Open => "open",
        Verdict::Blocked => "blocked",
    }
}

fn truth(truth: Truth) -> &'static str {
    match truth {
        Truth::True => "true",
        Truth::False => "false",
        Truth::Unknown => "unknown",
    }
}
