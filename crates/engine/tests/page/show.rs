//! The parts of a page as lines of text, to be compared whole.

use casus_engine::Page;
use casus_engine::page::{ComingLine, Cover, Disagreement, FigureLine, Gate, Promise};

/// Calls the promises `P1`, `P2` and the general claims `G1` in the order of the page, whatever their references are.
pub fn numbered(page: &Page, text: &str) -> String {
    let promises = page.promises.iter().map(|promise| &promise.reference).zip(1..);
    let claims = page.general_claims.iter().map(|claim| &claim.reference).zip(1..);
    let named = promises.map(|(reference, n)| (reference, format!("P{n}")));
    let named = named.chain(claims.map(|(reference, n)| (reference, format!("G{n}"))));
    named.fold(text.to_owned(), |text, (reference, name)| text.replace(reference.as_str(), &name))
}

fn each_numbered(page: &Page, lines: impl IntoIterator<Item = String>) -> Vec<String> {
    lines.into_iter().map(|line| numbered(page, &line)).collect()
}

pub fn answer(page: &Page) -> Vec<String> {
    each_numbered(page, page.answer.clone())
}

pub fn promises(page: &Page) -> Vec<String> {
    let line = |promise: &Promise| {
        let verdict = promise.verdict.map_or("-".to_owned(), |verdict| format!("{verdict:?}"));
        let condition = if promise.condition.is_empty() { String::new() } else { format!(" if {}", promise.condition) };
        let sure = if promise.is_sure { "" } else { " (unsure)" };
        let covers: String = promise.covered_by.iter().map(cover).collect();
        format!(
            "{} {} {}: {}{condition} {verdict}{sure}{covers}",
            promise.reference,
            promise.debtor.join(" + "),
            promise.status,
            promise.consequent
        )
    };
    each_numbered(page, page.promises.iter().map(line))
}

fn cover(cover: &Cover) -> String {
    let Cover { claim, verdict_if_meant } = cover;
    format!(" [{claim}: {verdict_if_meant:?}]")
}

pub fn reasons(page: &Page) -> Vec<String> {
    let line = |promise: &Promise| format!("{}: {}", promise.reference, promise.because.join(" "));
    each_numbered(page, page.promises.iter().map(line))
}

pub fn gates(page: &Page) -> Vec<String> {
    let line = |gate: &Gate| {
        let phrases: Vec<String> =
            gate.evidence.iter().map(|evidence| format!("{}:{}", evidence.source, evidence.quote.text())).collect();
        format!("{} = {:?}: {}", gate.proposition.id, gate.value, phrases.join("; "))
    };
    page.gates.iter().map(line).collect()
}

pub fn goals(page: &Page) -> Vec<String> {
    each_numbered(page, page.goals.iter().map(|goal| format!("{}: {}", goal.label, goal.promises.join(" "))))
}

pub fn coming(page: &Page) -> Vec<String> {
    let line = |line: &ComingLine| {
        let days = line
            .days
            .map_or("?".to_owned(), |(start, end)| end.map_or(format!("{start}.."), |end| format!("{start}..{end}")));
        format!("{days} {} ({})", line.what, line.when.as_deref().unwrap_or("no time"))
    };
    page.coming.iter().map(line).collect()
}

pub fn figures(page: &Page) -> Vec<String> {
    let line = |line: &FigureLine| format!("{} {} {}", line.amount.value, line.amount.unit.word(), line.of);
    page.figures.iter().map(line).collect()
}

pub fn disagreements(page: &Page) -> Vec<String> {
    let line = |disagreement: &Disagreement| {
        let sides: Vec<String> =
            disagreement.sides.iter().map(|side| format!("{}:{}", side.source, side.quote.text())).collect();
        format!("{} | {} | {}", disagreement.about, disagreement.why, sides.join(" / "))
    };
    page.disagreements.iter().map(line).collect()
}

pub fn oddities(page: &Page) -> Vec<String> {
    let each = page.documents.iter().zip(0..);
    each.flat_map(|(document, n)| document.oddities.iter().map(move |oddity| format!("{n}: {}", oddity.sentence)))
        .collect()
}

pub fn positions(page: &Page) -> Vec<String> {
    page.positions.iter().map(|line| format!("{} {} {}", line.holder.join(" + "), line.stance, line.content)).collect()
}

pub fn silent_sentences(page: &Page) -> Vec<String> {
    let silent = page.documents.iter().flat_map(|document| {
        let silent = document.sentences.iter().filter(|sentence| !sentence.gave_a_line);
        silent.map(|sentence| document.source.slice(sentence.span).to_owned())
    });
    silent.collect()
}
