//! How does the page look as text?
//!
//! The same lines in the same order as in HTML, with styles for whoever prints to a terminal. Printing through
//! `anstream` takes the styles out where there is no terminal or where `NO_COLOR` is set.

mod lists;
pub(super) mod paper;

use casus_engine::page::{Gate, GeneralClaim, Goal, Page, Promise};
use casus_reason::{Truth, Verdict};

use super::{order, words};
use paper::{BOLD, DIM, GREEN, Paper, Piece, RED, YELLOW, plain};

/// Draws a page as text of a width in columns, with ANSI styles.
pub fn terminal(page: &Page, width: usize) -> String {
    let mut paper = Paper::new(width);
    about(&mut paper, page);
    sources(&mut paper, page);
    answer(&mut paper, page);
    goals(&mut paper, page);
    picture(&mut paper, page);
    promises(&mut paper, page);
    rules(&mut paper, page);
    lists::lists(&mut paper, page);
    switches(&mut paper, page);
    if order::has_many_sources(page) {
        paper.heading("All sources");
        list_sources(&mut paper, page);
    }
    foot(&mut paper, page);
    paper.text()
}

/// Draws what cannot all be right in the documents of a page, with its kind and its sources, and nothing else.
pub fn contradictions(page: &Page, width: usize) -> String {
    let mut paper = Paper::new(width);
    lists::disagreements(&mut paper, page);
    if !page.disagreements.is_empty() {
        sources(&mut paper, page);
    }
    paper.text()
}

/// Draws what a dossier says of itself; documents without a dossier have nothing to say here.
fn about(paper: &mut Paper, page: &Page) {
    let Some(about) = &page.dossier else { return };
    paper.heading(&words::heading(page));
    about.description.iter().for_each(|description| paper.line(0, "", &[plain(description)]));
    words::as_of(page).iter().for_each(|sentence| paper.quiet(sentence));
}

/// Draws the goals that a dossier declares, each with what it still waits on.
fn goals(paper: &mut Paper, page: &Page) {
    let declared = page.goals.iter().filter_map(|goal| Some((goal, goal.test.as_ref()?)));
    for (place, (goal, test)) in declared.enumerate() {
        if place == 0 {
            paper.heading("Goals");
        }
        let value = (truth_style(test.value), words::goal_value(test.value).to_owned());
        paper.line(2, "", &[(BOLD, goal.label.clone()), plain(": "), value, (DIM, format!("  {}", test.id))]);
        paper.line(5, "takes: ", &[plain(&words::goal_needs(page, test))]);
        if !test.waits_on.is_empty() {
            paper.line(5, "waits on: ", &[plain(&test.waits_on.join("; "))]);
        }
    }
}

fn sources(paper: &mut Paper, page: &Page) {
    paper.heading("Sources");
    if page.documents.is_empty() {
        paper.quiet("No document was read.");
    }
    if order::has_many_sources(page) {
        paper.line(0, "", &[plain(&words::sources(page)), (DIM, " They are listed at the end.".to_owned())]);
    } else {
        list_sources(paper, page);
    }
}

fn list_sources(paper: &mut Paper, page: &Page) {
    for (idx, document) in page.documents.iter().enumerate() {
        let title = words::clipped(words::title(&document.source), 160);
        let sentences = words::count_of(document.sentences.len(), "sentence");
        let rest = format!(", {}, {sentences}", words::dated(document));
        paper.line(0, &format!("[{}] ", idx + 1), &[(BOLD, title), (DIM, rest)]);
        if let Some(relays) = words::relays(document) {
            paper.line(4, "", &[(YELLOW, relays)]);
        }
        for oddity in &document.oddities {
            paper.line(4, "", &[(YELLOW, "odd: ".to_owned()), plain(&oddity.sentence)]);
        }
    }
}

fn answer(paper: &mut Paper, page: &Page) {
    paper.heading("The answer");
    if page.answer.is_empty() {
        paper.quiet("Nothing was read from which an answer follows.");
    }
    for sentence in &page.answer {
        paper.line(0, "", &[plain(sentence)]);
    }
    if !page.promises.is_empty() {
        paper.quiet(&format!("This holds where {}: {}.", words::scenario(page), words::counts(page)));
    }
}

/// Shows each gate with the promises that wait on it, and each goal with the promises that lead to it.
fn picture(paper: &mut Paper, page: &Page) {
    paper.heading("What waits on what");
    if page.gates.is_empty() {
        paper.quiet("No condition was read.");
    }
    let waits_on = |gate: &&Gate| {
        let antecedents =
            page.promises.iter().filter(|promise| promise.is_sure).filter_map(|promise| promise.antecedent.as_ref());
        antecedents.flat_map(|antecedent| antecedent.atoms()).any(|id| *id == gate.proposition.id)
    };
    let (waited_on, idle): (Vec<&Gate>, Vec<&Gate>) = page.gates.iter().partition(waits_on);
    if !idle.is_empty() {
        let others = words::count_of(idle.len(), "other proposition");
        let stand = if idle.len() == 1 { "stands" } else { "stand" };
        paper.quiet(&format!("No sure promise waits on {others}, which {stand} below under “What if?”."));
    }
    for gate in waited_on {
        let label = format!("“{}”", gate.proposition.label);
        paper.line(0, "", &[(BOLD, label), (truth_style(gate.value), format!(" {}", words::truth(gate.value)))]);
        let waits = |promise: &&Promise| {
            promise.antecedent.as_ref().is_some_and(|condition| condition.atoms().contains(&&gate.proposition.id))
        };
        for promise in page.promises.iter().filter(|promise| promise.is_sure).filter(waits) {
            let bearing =
                promise.antecedent.as_ref().and_then(|condition| order::bearing(condition, &gate.proposition.id));
            let lead = bearing.map_or_else(|| "└ ".to_owned(), |bearing| format!("└ {bearing}: "));
            paper.line(2, &lead, &branch(promise));
        }
    }
    for goal in &page.goals {
        let value = goal.test.as_ref().map(|test| format!(", {}", words::goal_value(test.value))).unwrap_or_default();
        paper.line(0, "→ ", &[(BOLD, goal.label.clone()), plain(&value), (DIM, led_to(goal))]);
    }
}

fn led_to(goal: &Goal) -> String {
    if goal.promises.is_empty() { String::new() } else { format!(": {}", goal.promises.join(", ")) }
}

fn branch(promise: &Promise) -> Vec<Piece> {
    let who = format!("{}: ", words::debtor(promise));
    let reference = (DIM, format!("  {}", promise.reference));
    vec![plain(&who), plain(&words::clipped(&promise.consequent, 80)), plain(" · "), verdict(promise), reference]
}

fn promises(paper: &mut Paper, page: &Page) {
    paper.heading("Promises, by strength");
    if page.promises.is_empty() {
        paper.quiet("No promise was read.");
    }
    let parted = order::parted(&page.promises);
    groups(paper, page, &parted.sure);
    if paper.unsure(parted.unsure.len()) {
        groups(paper, page, &parted.unsure);
    }
}

fn groups(paper: &mut Paper, page: &Page, promises: &[&Promise]) {
    for (status, group) in order::by_strength(promises) {
        let meaning = format!("  {} ({})", words::strength_meaning(status), group.len());
        paper.line(0, "", &[(BOLD, words::strength_heading(status).to_owned()), (DIM, meaning)]);
        for promise in group {
            self::promise(paper, page, promise);
        }
    }
}

fn promise(paper: &mut Paper, page: &Page, promise: &Promise) {
    let toward = match promise.creditor.as_slice() {
        [] => String::new(),
        creditor => format!(" to {}", words::names(creditor)),
    };
    let who = format!("{}{toward}: ", words::debtor(promise));
    paper.line(2, "", &[(BOLD, who), plain(&promise.consequent)]);
    paper.line(5, "", &[verdict(promise)]);
    if promise.antecedent.is_some() {
        paper.line(5, "condition: ", &[plain(&promise.condition)]);
    }
    let formula =
        promise.antecedent.as_ref().map(|antecedent| words::formula(antecedent, &|id| order::label(page, id)));
    if let Some(formula) = formula.filter(|formula| *formula != words::quoted(&promise.condition)) {
        paper.line(5, "taken as: ", &[plain(&formula)]);
    }
    if let Some(id) = &promise.brings_about {
        paper.line(5, "would bring about: ", &[plain(&format!("“{}”", order::label(page, id)))]);
    }
    if let Some(amount) = &promise.amount {
        paper.line(5, "amount: ", &[plain(&words::amount(amount))]);
    }
    if let Some(due) = &promise.due {
        paper.line(5, "when: ", &[plain(due)]);
    }
    if !promise.leaves_open.is_empty() {
        paper.line(5, "leaves open: ", &[plain(&words::leaves_open(promise))]);
    }
    if !promise.because.is_empty() {
        paper.line(5, "why: ", &[plain(&promise.because.join(" "))]);
    }
    for cover in &promise.covered_by {
        let says = words::verdict_with_sign(cover.verdict_if_meant, promise.status);
        paper.line(5, &words::cover_before(&cover.claim), &[(verdict_style(Some(cover.verdict_if_meant)), says)]);
    }
    paper.evidence(5, page, &promise.evidence);
    if let Some(voices) = words::told_by(page, promise) {
        paper.line(5, "told by: ", &[plain(&voices)]);
    }
    for further in &promise.further {
        paper.line(5, "also: ", &[]);
        paper.evidence(7, page, further);
    }
    development(paper, page, promise);
}

/// Draws how a promise developed, where it is told more than once.
fn development(paper: &mut Paper, page: &Page, promise: &Promise) {
    let Some(development) = &promise.development else { return };
    paper.line(5, "", &[(YELLOW, super::development::summary(development))]);
    for telling in development.shown() {
        paper.line(7, "", &[plain(&super::development::told(development, telling))]);
        paper.evidence(9, page, &telling.evidence);
    }
}

fn verdict(promise: &Promise) -> Piece {
    let text = match promise.verdict {
        Some(verdict) => words::verdict_with_sign(verdict, promise.status),
        None => words::no_verdict(promise.status).to_owned(),
    };
    (verdict_style(promise.verdict), text)
}

fn verdict_style(verdict: Option<Verdict>) -> anstyle::Style {
    match verdict {
        Some(Verdict::Due) => GREEN,
        Some(Verdict::Open) => YELLOW,
        Some(Verdict::Blocked) => RED,
        None => DIM,
    }
}

fn truth_style(truth: Truth) -> anstyle::Style {
    match truth {
        Truth::True => GREEN,
        Truth::False => RED,
        Truth::Unknown => DIM,
    }
}

fn rules(paper: &mut Paper, page: &Page) {
    paper.heading("General claims");
    if page.general_claims.is_empty() {
        paper.quiet("No rule over many promises was read.");
    }
    let parted = order::parted(&page.general_claims);
    parted.sure.iter().for_each(|claim| rule(paper, page, claim));
    if paper.unsure(parted.unsure.len()) {
        parted.unsure.iter().for_each(|claim| rule(paper, page, claim));
    }
}

fn rule(paper: &mut Paper, page: &Page, claim: &GeneralClaim) {
    let subject = (BOLD, claim.subject.clone());
    paper.line(2, "", &[subject, plain(" would require "), plain(&claim.condition)]);
    let mut is_idle = true;
    for promise in &page.promises {
        for cover in promise.covered_by.iter().filter(|cover| cover.claim == claim.reference) {
            let says = words::verdict_with_sign(cover.verdict_if_meant, promise.status);
            let who = format!("{}: ", words::debtor(promise));
            let what = format!("{} · ", words::clipped(&promise.consequent, 80));
            let reference = (DIM, format!("  {}", promise.reference));
            paper.line(
                5,
                "if meant so: ",
                &[plain(&who), plain(&what), (verdict_style(Some(cover.verdict_if_meant)), says), reference],
            );
            is_idle = false;
        }
    }
    if is_idle {
        paper.line(5, "", &[(DIM, "No promise that was read would be covered by it.".to_owned())]);
    }
    paper.evidence(5, page, &claim.evidence);
}

fn switches(paper: &mut Paper, page: &Page) {
    paper.heading("What if?");
    if page.gates.is_empty() {
        paper.quiet("No condition was read, so there is nothing to switch.");
        return;
    }
    paper.quiet("Run again with --set NAME=true or --set NAME=false.");
    page.gates.iter().for_each(|gate| switch(paper, gate));
}

fn switch(paper: &mut Paper, gate: &Gate) {
    let proposition = &gate.proposition;
    let value = (truth_style(gate.value), words::truth(gate.value).to_owned());
    paper.line(
        2,
        "",
        &[(BOLD, proposition.id.0.clone()), plain(": “"), plain(&proposition.label), plain("”, "), value],
    );
    let phrases: Vec<_> =
        gate.evidence.iter().map(|evidence| words::quoted(&words::clipped(evidence.quote.text(), 120))).collect();
    let phrases = match phrases.as_slice() {
        [] => format!("{}; no condition that was read speaks of it", proposition.standing),
        phrases => format!("{}, for {}", proposition.standing, words::names(phrases)),
    };
    paper.line(5, "", &[(DIM, phrases)]);
}

fn foot(paper: &mut Paper, page: &Page) {
    paper.heading("How much was read");
    let (total, silent) = (order::sentence_count(page), order::silent(page).len());
    let gave = words::count_of(total - silent, "sentence");
    paper.line(0, "", &[plain(&format!("{gave} of {total} gave at least one line; {silent} gave none."))]);
    if silent > 0 {
        paper.quiet("Write the page with --html to open them, and to read the documents with the evidence marked.");
    }
}
