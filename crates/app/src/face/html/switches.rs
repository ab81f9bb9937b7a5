//! How does an analyst try another scenario?

use casus_engine::page::{Gate, Page};
use casus_reason::Truth;
use maud::{Markup, html};

use super::evidence;
use crate::face::{order, words};

/// More switches than this are folded away, so that the promises stay within reach.
const SWITCHES_MAX: usize = 12;

/// Draws one switch a proposition, with the phrases that it stands for.
pub fn switches(page: &Page) -> Markup {
    html! {
        aside #switches aria-labelledby="switches-h" {
            h2 #switches-h { "What if?" }
            @if page.gates.is_empty() {
                p.quiet { "No condition was read, so there is nothing to switch." }
            } @else {
                p.quiet.with-script { "Set what is the case. Verdicts and picture follow." }
                p.quiet.without-script { "The switches need the page's own script. Without it every verdict holds for the scenario as printed." }
                div.state role="status" {
                    p { bdi data-scenario-says { "Scenario: " (words::scenario(page)) "." } }
                    p.counts data-counts { (words::counts(page)) }
                    button.reset type="button" { "Reset to as printed" }
                }
                form #switches-form autocomplete="off" {
                    @let gates = order::gates_by_weight(page);
                    @let (first, more) = gates.split_at(gates.len().min(SWITCHES_MAX));
                    @for &idx in first { (switch(page, idx, &page.gates[idx])) }
                    @if !more.is_empty() {
                        details.more {
                            summary { (words::count_of(more.len(), "more proposition")) " on which less waits" }
                            @for &idx in more { (switch(page, idx, &page.gates[idx])) }
                        }
                    }
                }
            }
        }
    }
}

fn switch(page: &Page, idx: usize, gate: &Gate) -> Markup {
    html! {
        fieldset id={ "gate-" (idx) } data-gate=(idx) data-value=(words::truth(gate.value)) tabindex="-1" {
            legend { bdi { (words::clipped(&gate.proposition.label, 200)) } }
            div.choice {
                @for value in [Truth::True, Truth::Unknown, Truth::False] {
                    @let word = words::truth(value);
                    label {
                        input type="radio" name={ "gate-" (idx) } id={ "gate-" (idx) "-" (word) } value=(word)
                            checked[value == gate.value] disabled;
                        span { (word) }
                    }
                }
            }
            details.phrases {
                summary { (words::count_of(gate.evidence.len(), "phrase")) ", " (gate.proposition.standing) }
                p.quiet { (words::standing(gate.proposition.standing)) }
                ul {
                    @for evidence in &gate.evidence {
                        li {
                            q { bdi { (words::clipped(evidence.quote.text(), 300)) } } ", "
                            @match evidence::anchor(page, evidence.source, evidence.quote.span()) {
                                Some(anchor) => a href={ "#" (anchor) } { (words::place(page, evidence)) },
                                None => (words::place(page, evidence)),
                            }
                        }
                    }
                }
            }
        }
    }
}
