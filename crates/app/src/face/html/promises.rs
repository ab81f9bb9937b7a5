//! How are promises and the rules over them drawn?

use casus_claim::{Amount, Condition, PropositionId};
use casus_engine::page::{GeneralClaim, Page, Promise};
use maud::{Markup, html};

use super::evidence;
use crate::face::picture::{says, state};
use crate::face::scenario::Numbers;
use crate::face::{development, order, words};

/// Draws the promises by strength, the unsure ones apart.
pub fn promises(page: &Page, numbers: &Numbers<'_>) -> Markup {
    let parted = order::parted(&page.promises);
    html! {
        section #promises aria-labelledby="promises-h" {
            h2 #promises-h { "Promises, by strength" }
            @if page.promises.is_empty() { p.quiet { "No promise was read." } }
            (groups(page, numbers, &parted.sure))
            (super::lists::unsure(parted.unsure.len(), &groups(page, numbers, &parted.unsure)))
        }
    }
}

fn groups(page: &Page, numbers: &Numbers<'_>, promises: &[&Promise]) -> Markup {
    html! {
        @for (status, group) in order::by_strength(promises) {
            h3 {
                (words::strength_heading(status)) " "
                span.quiet { (words::strength_meaning(status)) " (" (group.len()) ")" }
            }
            ol.cards { @for promise in group { (card(page, numbers, promise)) } }
        }
    }
}

fn card(page: &Page, numbers: &Numbers<'_>, promise: &Promise) -> Markup {
    let idx = page.promises.iter().position(|other| std::ptr::eq(other, promise));
    let idx = idx.expect("every card shows a promise of the page");
    html! {
        li.card id={ "promise-" (idx) } data-promise=(idx) data-state=(state(promise.verdict)) tabindex="-1" {
            p.verdict { span data-says=[promise.verdict.map(|_| idx)] { (says(promise)) } }
            h4 {
                bdi { (words::debtor(promise)) }
                @if !promise.creditor.is_empty() { span.toward { " to " bdi { (words::names(&promise.creditor)) } } }
                " " span.reference { (words::clipped(&promise.reference, 52)) }
            }
            p.consequent { bdi { (promise.consequent) } }
            (details(page, numbers, promise, idx))
            (covers(page, promise, idx))
            (evidence::opening(page, &html! { "The sentence" }, &promise.evidence))
            @for further in &promise.further {
                (evidence::opening(page, &html! { "Told as well in " (words::place(page, further)) }, further))
            }
            (developed(page, promise))
        }
    }
}

/// Draws how a promise developed, where it is told more than once; each telling opens to its sentence.
fn developed(page: &Page, promise: &Promise) -> Markup {
    let Some(of_promise) = &promise.development else { return html! {} };
    let summary = html! { bdi { (development::summary(of_promise)) } };
    let at = of_promise.told_at.as_ref().and_then(|at| page.promises.iter().position(|other| other.reference == *at));
    if let Some(at) = at {
        return html! { p.quiet { a href={ "#promise-" (at) } { (summary) } } };
    }
    html! {
        details.line {
            summary { (summary) }
            ol.steps {
                @for telling in of_promise.shown() {
                    li { (evidence::opening(page, &html! { bdi { (development::told(of_promise, telling)) } }, &telling.evidence)) }
                }
            }
        }
    }
}

fn details(page: &Page, numbers: &Numbers<'_>, promise: &Promise, idx: usize) -> Markup {
    html! {
        dl {
            @if let Some(antecedent) = &promise.antecedent {
                dt { "Condition" }
                dd { (condition(page, numbers, antecedent, &promise.condition)) }
            } @else if promise.verdict.is_some() {
                dt { "Condition" } dd { "none given" }
            }
            @if let Some(id) = &promise.brings_about {
                dt { "Would bring about" } dd { bdi { "“" (order::label(page, id)) "”" } }
            }
            @if let Some(amount) = &promise.amount { dt { "Amount" } dd { (money(amount)) } }
            @if let Some(due) = &promise.due { dt { "When" } dd { bdi { (due) } } }
            @if !promise.leaves_open.is_empty() { dt { "Leaves open" } dd { (words::leaves_open(promise)) } }
            @if let Some(voices) = words::told_by(page, promise) { dt { "Told by" } dd { (voices) } }
            @if !promise.because.is_empty() { dt { "Why" } dd.why { (why(promise, idx)) } }
            dt { "Field" } dd { (words::category(promise.category)) }
        }
    }
}

/// Draws a condition in the text's words, with the gates that these were taken to mean.
fn condition(page: &Page, numbers: &Numbers<'_>, formula: &Condition<PropositionId>, text: &str) -> Markup {
    let mut seen = Vec::new();
    let atoms = formula.atoms().into_iter().filter(|id| {
        let is_first = !seen.contains(id);
        seen.push(*id);
        is_first
    });
    html! {
        bdi { (text) }
        ul.gates {
            @for id in atoms { (chip(page, numbers.of(id), &order::label(page, id))) }
        }
        @if !matches!(formula, Condition::Atom(_)) {
            p.quiet { "Taken as: " bdi { (words::formula(formula, &|id| order::label(page, id))) } }
        }
    }
}

fn chip(page: &Page, number: usize, label: &str) -> Markup {
    let Some(gate) = page.gates.get(number) else { return html! { li { bdi { (label) } } } };
    let value = words::truth(gate.value);
    html! {
        li data-gate=(number) data-value=(value) {
            a href={ "#gate-" (number) } { bdi { (words::clipped(label, 120)) } } ": "
            span data-gate-says=(number) { (value) }
        }
    }
}

fn why(promise: &Promise, idx: usize) -> Markup {
    html! {
        div.printed[promise.verdict.is_some()] { @for sentence in &promise.because { p { bdi { (sentence) } } } }
        @if promise.verdict.is_some() { p.turned { bdi data-now=(idx) {} } }
    }
}

fn covers(page: &Page, promise: &Promise, idx: usize) -> Markup {
    html! {
        @if !promise.covered_by.is_empty() {
            ul.covers {
                @for (nth, cover) in promise.covered_by.iter().enumerate() {
                    li {
                        @match page.general_claims.iter().position(|claim| claim.reference == cover.claim) {
                            Some(claim) => a href={ "#claim-" (claim) } { "General claim" },
                            None => "General claim",
                        }
                        ": " (cover_says(promise, nth, idx, &cover.claim))
                    }
                }
            }
        }
    }
}

fn cover_says(promise: &Promise, nth: usize, idx: usize, claim: &str) -> Markup {
    let verdict = promise.covered_by[nth].verdict_if_meant;
    let before = words::cover_before(claim);
    html! {
        span.said data-cover={ (idx) "-" (nth) } data-state=(words::verdict_word(verdict)) data-before=(before) {
            (before) (words::verdict_with_sign(verdict, promise.status))
        }
    }
}

/// Draws an amount, short, with every digit in its title.
pub fn money(amount: &Amount) -> Markup {
    html! { span.amount title=(words::amount_in_full(amount)) { (words::amount(amount)) } }
}

/// Draws the rules over many promises, and what each would change.
pub fn rules(page: &Page, numbers: &Numbers<'_>) -> Markup {
    let parted = order::parted(&page.general_claims);
    let list = |claims: &[&GeneralClaim]| html! { @for claim in claims { (rule(page, numbers, claim)) } };
    html! {
        section #rules aria-labelledby="rules-h" {
            h2 #rules-h { "General claims" }
            @if page.general_claims.is_empty() {
                p.quiet { "No rule over many promises was read." }
            } @else {
                p.quiet {
                    "A document may state a rule over many promises. Whether it is meant to cover a given promise is for a "
                    "person to say, so the verdicts above leave these rules aside."
                }
            }
            (list(&parted.sure))
            (super::lists::unsure(parted.unsure.len(), &list(&parted.unsure)))
        }
    }
}

fn rule(page: &Page, numbers: &Numbers<'_>, claim: &GeneralClaim) -> Markup {
    let idx = page.general_claims.iter().position(|other| std::ptr::eq(other, claim));
    let covered = covered(page, &claim.reference);
    html! {
        article.card id=[idx.map(|idx| format!("claim-{idx}"))] tabindex="-1" {
            h3 { bdi { (claim.subject) } " " span.reference { (words::clipped(&claim.reference, 52)) } }
            dl {
                dt { "Would require" } dd { (condition(page, numbers, &claim.antecedent, &claim.condition)) }
                @if !claim.categories.is_empty() {
                    dt { "Fields" }
                    dd { (claim.categories.iter().map(|&field| words::category(field)).collect::<Vec<_>>().join(", ")) }
                }
            }
            @if covered.is_empty() {
                p.quiet { "No promise that was read would be covered by it." }
            } @else {
                p { "If meant so, it would cover:" }
                ul.covers {
                    @for (promise, nth) in covered {
                        @let owner = &page.promises[promise];
                        li {
                            a href={ "#promise-" (promise) } { bdi { (words::debtor(owner)) } " " span.reference { (words::clipped(&owner.reference, 52)) } }
                            ", " bdi { (words::clipped(&owner.consequent, 160)) } ": "
                            (cover_says(owner, nth, promise, &claim.reference))
                        }
                    }
                }
            }
            (evidence::opening(page, &html! { "The sentence" }, &claim.evidence))
        }
    }
}

/// Lists the promises that a claim would cover, each with the place of the claim among its covers.
fn covered(page: &Page, claim: &str) -> Vec<(usize, usize)> {
    let promises = page.promises.iter().enumerate();
    let nth = |promise: &Promise| promise.covered_by.iter().position(|cover| cover.claim == claim);
    promises.filter_map(|(idx, promise)| Some((idx, nth(promise)?))).collect()
}
