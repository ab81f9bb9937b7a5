//! How are the goals of a dossier drawn?

use casus_engine::page::Page;
use maud::{Markup, html};

use crate::face::words;

/// Draws each declared goal with how it stands and what it waits on; without a declared goal, nothing.
pub fn goals(page: &Page) -> Markup {
    let declared = page.goals.iter().enumerate().filter_map(|(idx, goal)| Some((idx, goal, goal.test.as_ref()?)));
    let mut declared = declared.peekable();
    if declared.peek().is_none() {
        return html! {};
    }
    html! {
        section #goals aria-labelledby="goals-h" {
            h2 #goals-h { "Goals" }
            ul.goals {
                @for (idx, goal, test) in declared {
                    li data-goal=(idx) data-value=(words::truth(test.value)) {
                        h3 { bdi { (goal.label) } ": " span.says data-goal-says=(idx) { (words::goal_value(test.value)) } }
                        p { span.label { "Takes" } " " bdi { (words::goal_needs(page, test)) } }
                        @if !test.waits_on.is_empty() {
                            p.waits { span.label { "Waits on" } " " bdi { (test.waits_on.join("; ")) } }
                        }
                    }
                }
            }
            p.changed { "A switch has been turned. How each goal stands goes with it; what it waits on is as printed." }
        }
    }
}
