//! How does the common ground of a dossier look as one HTML file: for each issue a matrix of actors and options?
//!
//! In the look of the page, with its style and without a script. Each cell opens to its sentences.

use casus_engine::ground::Reading;
use casus_engine::{Cell, CommonGround, Ground, Saying};
use casus_text::Source;
use maud::{DOCTYPE, Markup, html};

use super::{footer, head};
use crate::face::ground::{evidences, meeting, moves, packages_in_words, stands, summary};
use crate::face::visible::visible;
use crate::face::words;

/// The style of the page, and that of a matrix.
const STYLE: &str = concat!(include_str!("../base.css"), include_str!("../page.css"), include_str!("../ground.css"));

/// Draws the common ground as one self-contained HTML file.
pub(crate) fn ground(found: &CommonGround) -> String {
    let main = html! {
        section { p { (summary(found)) } }
        @for ground in &found.issues { (issue(found, ground)) }
        (packages(found))
    };
    file("Common ground", "Each cell opens to the sentences that it rests on.", &main)
}

/// Draws headings with their lines as one self-contained HTML file.
pub(in crate::face) fn file(heading: &str, remark: &str, main: &Markup) -> String {
    let document = html! {
        (DOCTYPE)
        html lang="en" {
            head { (head(heading, STYLE, "")) }
            body {
                a.skip href="#ground" { "Skip to the answer" }
                header {
                    p.brand { "Casus" }
                    h1 { bdi { (heading) } }
                    p.quiet { "Read by machine. " (remark) }
                }
                main #ground { (main) }
                (footer())
            }
        }
    };
    // Last of all, so that no text on the page can have been forgotten.
    visible(&document.into_string()).into_owned()
}

fn issue(found: &CommonGround, ground: &Ground) -> Markup {
    let speaks = |row: &[Cell]| row.iter().any(|cell| cell.stand.now.is_some() || !cell.reservations.is_empty());
    let (spoke, silent): (Vec<usize>, Vec<usize>) = (0..found.actors.len()).partition(|&at| speaks(&ground.cells[at]));
    let silent: Vec<String> = silent.into_iter().map(|at| found.actors[at].clone()).collect();
    html! {
        section {
            h2 { bdi { (words::clipped(&ground.rule.label, 200)) } }
            @if spoke.is_empty() { p.quiet { "Nobody is known to have spoken of it." } } @else {
                table {
                    thead {
                        tr {
                            th scope="col" { "Actor" }
                            @for option in &ground.rule.options { th scope="col" { bdi { (words::clipped(&option.label, 120)) } } }
                        }
                    }
                    tbody {
                        @for &at in &spoke {
                            tr {
                                th scope="row" { bdi { (words::clipped(&found.actors[at], 120)) } }
                                @for option in 0..ground.rule.options.len() { td { (cell(found, ground, at, option)) } }
                            }
                        }
                    }
                }
            }
            @if !silent.is_empty() { p.quiet { "Not stated: " bdi { (words::names(&silent)) } "." } }
            ul.lines {
                @for (what, rest) in meeting(found, ground) { li { b { (what) } ": " bdi { (rest) } } }
                @for (option, line) in moves(found, ground) { li { b { bdi { (option) } } ": " bdi { (line) } } }
            }
        }
    }
}

fn cell(found: &CommonGround, ground: &Ground, actor: usize, option: usize) -> Markup {
    let cell = &ground.cells[actor][option];
    let ruled_out = ground.issue.ruled_out_by(actor, option, Reading::Cautious);
    html! {
        @match &cell.stand.now {
            Some(now) => {
                details {
                    summary { (stands(&now.answer).trim_end_matches(':')) }
                    (quotes(&found.documents, cell.sayings(now)))
                    @for before in cell.stand.before.iter().rev() {
                        p { "Before: " (stands(&before.answer).trim_end_matches(':')) }
                        (quotes(&found.documents, cell.sayings(before)))
                    }
                }
            },
            None if !ruled_out.is_empty() => { span.quiet { "ruled out by a demand" } },
            None => { span.quiet { "not stated" } },
        }
        @if !cell.reservations.is_empty() {
            details { summary { "reservation" } (quotes(&found.documents, &cell.reservations)) }
        }
    }
}

fn quotes<'s>(documents: &[Source], sayings: impl IntoIterator<Item = &'s Saying>) -> Markup {
    html! { @for text in evidences(documents, sayings) { p.quiet { bdi { (text) } } } }
}

fn packages(found: &CommonGround) -> Markup {
    let Some((summary, lines)) = packages_in_words(found) else { return html! {} };
    html! {
        section {
            h2 { "Packages" }
            p { (summary) }
            ul.lines { @for (name, line) in &lines { li { b { bdi { (name) } } ": " bdi { (line) } } } }
        }
    }
}
