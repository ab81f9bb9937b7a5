//! What waits on what, as one picture?
//!
//! Gates stand on the left, promises in the middle, goals on the right. The picture is plain SVG whose colours come from
//! the style sheet; every verdict also stands in words, so nothing depends on colour.

mod layout;

use casus_engine::page::{Page, Promise};
use casus_reason::Verdict;
use maud::{Markup, html};

use super::scenario::Numbers;
use super::words;
use layout::{Card, Edge, Layout, Measure, NARROW, WIDE};

/// Draws the picture, or says that there is nothing to draw.
pub fn picture(page: &Page, numbers: &Numbers<'_>) -> Markup {
    let wide = Layout::new(page, numbers, &WIDE);
    if wide.promises.is_empty() {
        return html! { p.quiet { "No promise was read that a picture could show." } };
    }
    html! {
        (drawing(page, &wide, &WIDE))
        (drawing(page, &Layout::new(page, numbers, &NARROW), &NARROW))
        @if let Some(sentence) = left_out(page, &wide) { p.quiet { (sentence) } }
    }
}

/// Draws the picture at one measure; the style sheet shows the one that fits the screen.
fn drawing(page: &Page, layout: &Layout, measure: &Measure) -> Markup {
    let (width, height) = (measure.width, layout.height);
    html! {
        svg class={ "picture " (measure.name) } viewBox={ "0 0 " (width) " " (height) } width=(width) height=(height)
            role="group" aria-label="Gates on the left, promises beside them, then the goals that these lead to"
        {
            (heading(layout::GATE_X, if measure.goal_x.is_some() { "Gates: what must be the case" } else { "Gates" }))
            (heading(measure.promise_x, if measure.goal_x.is_some() { "Promises" } else { "Promises → goals" }))
            @if let Some(x) = measure.goal_x { (heading(x, "Goals: what they lead to")) }
            @for edge in &layout.edges { (line(page, edge)) }
            @for card in &layout.gates { (gate(page, card)) }
            @for card in &layout.promises { (promise(page, card, measure)) }
            @for card in &layout.goals { (goal(page, card)) }
        }
    }
}

fn heading(x: u32, text: &str) -> Markup {
    html! { text.column x=(x) y="16" { (text) } }
}

fn line(page: &Page, edge: &Edge) -> Markup {
    let path = edge.path();
    match edge.gate {
        Some(gate) => html! {
            path.edge data-gate=[edge.number] data-value=[page.gates.get(gate).map(|gate| words::truth(gate.value))]
                data-not[edge.is_negated] d=(path) {}
            @if edge.is_negated { text.not x=(edge.to.0 - 28) y=(edge.to.1 - 5) { "not" } }
        },
        None => html! {
            path.edge data-promise=[edge.number] data-state=[edge.number.map(|n| state(page.promises[n].verdict))] d=(path) {}
        },
    }
}

fn gate(page: &Page, card: &Card) -> Markup {
    let gate = &page.gates[card.idx];
    html! {
        a href={ "#gate-" (card.idx) } {
            g.gate data-gate=(card.idx) data-value=(words::truth(gate.value)) {
                title { (gate.proposition.label) }
                (frame(card))
                (rows(card, 0))
                text.says x=(card.text_x()) y=(card.line_y(card.lines.len())) data-gate-says=(card.idx) {
                    (words::truth(gate.value))
                }
            }
        }
    }
}

fn promise(page: &Page, card: &Card, measure: &Measure) -> Markup {
    let promise = &page.promises[card.idx];
    let row = card.lines.len();
    html! {
        a href={ "#promise-" (card.idx) } {
            g.promise data-promise=(card.idx) data-state=(state(promise.verdict)) {
                title { (promise.reference) ": " (words::debtor(promise)) ": " (promise.consequent) }
                (frame(card))
                text.reference x=(card.x + card.width - 10) y=(card.line_y(0)) text-anchor="end" {
                    (words::clipped(&promise.reference, 8))
                }
                (rows(card, 1))
                text.says x=(card.text_x()) y=(card.line_y(row)) data-says=(card.idx) { (says(promise)) }
                @for (idx, cover) in promise.covered_by.iter().enumerate().take(measure.covers_max) {
                    @let before = words::cover_before(&cover.claim);
                    text.cover x=(card.text_x()) y=(card.line_y(row + 1 + idx)) data-cover={ (card.idx) "-" (idx) }
                        data-before=(before) { (before) (words::verdict_with_sign(cover.verdict_if_meant, promise.status)) }
                }
            }
        }
    }
}

fn goal(page: &Page, card: &Card) -> Markup {
    let value = page.goals[card.idx].test.as_ref().map(|test| test.value);
    html! {
        g.goal data-goal=[value.map(|_| card.idx)] data-value=[value.map(words::truth)] {
            (frame(card))
            (rows(card, 0))
            @if let Some(value) = value {
                text.says x=(card.text_x()) y=(card.line_y(card.lines.len())) data-goal-says=(card.idx) {
                    (words::goal_value(value))
                }
            }
        }
    }
}

fn frame(card: &Card) -> Markup {
    html! { rect.frame x=(card.x) y=(card.y) width=(card.width) height=(card.height) rx="4" {} }
}

/// Writes the lines of a card, the first `strong` of them in bold.
fn rows(card: &Card, strong: usize) -> Markup {
    html! {
        @for (idx, line) in card.lines.iter().enumerate() {
            text class=[(idx < strong).then_some("strong")] x=(card.text_x()) y=(card.line_y(idx)) { (line) }
        }
    }
}

/// Returns the word by which the style sheet knows a verdict.
pub fn state(verdict: Option<Verdict>) -> &'static str {
    verdict.map_or("none", words::verdict_word)
}

/// Returns the verdict of a promise with its sign and strength.
pub fn says(promise: &Promise) -> String {
    match promise.verdict {
        Some(verdict) => words::verdict_with_sign(verdict, promise.status),
        None => words::no_verdict(promise.status).to_owned(),
    }
}

/// Says what the picture leaves out.
fn left_out(page: &Page, layout: &Layout) -> Option<String> {
    let unsure = page.promises.iter().filter(|promise| !promise.is_sure).count();
    let unjudged = page.promises.iter().filter(|promise| promise.is_sure && promise.verdict.is_none()).count();
    let gates = page.gates.len() - layout.gates.len();
    let mut parts = Vec::new();
    let mut add = |count: usize, noun: &str, why: &str| {
        if count > 0 {
            parts.push(format!("{} {why}", words::count_of(count, noun)));
        }
    };
    add(layout.crowded_out, "promise", "without a condition or of less strength");
    add(unjudged, "line", "in which nothing can fall due (refused, taken back, or withheld without a condition)");
    add(unsure, "promise", "of which the reader is unsure");
    add(gates, "gate", "that no promise in the picture waits on");
    (!parts.is_empty()).then(|| format!("Left out of the picture: {}. They stand below.", parts.join("; ")))
}
