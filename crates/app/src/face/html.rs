//! How does the page look as one HTML file?
//!
//! Style and script stand in the file, nothing is fetched, and everything is there without the script. A
//! content-security policy names the style and the script by their hashes, so that no other could run even if markup
//! from a source got past the escaping.

mod documents;
mod evidence;
mod goals;
pub(super) mod ground;
mod lists;
mod promises;
mod switches;
pub(super) mod threads;
pub(super) mod watch;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use casus_engine::page::{Document, Page};
use maud::{DOCTYPE, Markup, PreEscaped, html};
use sha2::{Digest, Sha256};

use super::scenario::{self, Numbers};
use super::visible::visible;
use super::{order, picture, words};

const STYLE: &str = concat!(include_str!("base.css"), include_str!("page.css"));
const SCRIPT: &str = include_str!("page.js");

/// Draws a page as one self-contained HTML file.
pub fn html(page: &Page) -> String {
    let numbers = Numbers::new(page);
    let document = html! {
        (DOCTYPE)
        html lang="en" data-scenario="printed" {
            head { (head(&title(page), STYLE, SCRIPT)) }
            body {
                a.skip href="#answer" { "Skip to the answer" }
                (header(page))
                main {
                    (sources(page))
                    (answer(page))
                    (goals::goals(page))
                    div.desk {
                        section #picture aria-labelledby="picture-h" {
                            h2 #picture-h { "What waits on what" }
                            (picture::picture(page, &numbers))
                        }
                        (switches::switches(page))
                        (promises::promises(page, &numbers))
                        (promises::rules(page, &numbers))
                    }
                    (lists::lists(page))
                    (documents::silent(page))
                    (documents::documents(page))
                }
                (footer())
                (bar())
                // The model is data and never run; `inert` keeps it from ending its element.
                script #model type="application/json" { (PreEscaped(scenario::model(page))) }
                script { (PreEscaped(SCRIPT)) }
            }
        }
    };
    // Last of all, so that no text on the page can have been forgotten.
    visible(&document.into_string()).into_owned()
}

/// Returns the head of a file that carries its own style and script and may use nothing else.
pub(super) fn head(title: &str, style: &str, script: &str) -> Markup {
    html! {
        meta charset="utf-8";
        meta http-equiv="Content-Security-Policy" content=(policy(style, script));
        meta name="viewport" content="width=device-width, initial-scale=1";
        meta name="referrer" content="no-referrer";
        meta name="color-scheme" content="light dark";
        meta name="generator" content="casus";
        title { (title) }
        style { (PreEscaped(style)) }
    }
}

fn title(page: &Page) -> String {
    let documents = words::count_of(page.documents.len(), "document");
    format!("{}: {documents}", words::clipped(&words::heading(page), 200))
}

/// Allows a file its own style and script, and nothing else.
fn policy(style: &str, script: &str) -> String {
    let hash = |text: &str| STANDARD.encode(Sha256::digest(text));
    format!(
        "default-src 'none'; script-src 'sha256-{}'; style-src 'sha256-{}'; base-uri 'none'; form-action 'none'",
        hash(script),
        hash(style)
    )
}

fn header(page: &Page) -> Markup {
    let declares_goals = page.goals.iter().any(|goal| goal.test.is_some());
    let goals = declares_goals.then_some(("goals", "Goals"));
    let first = [("sources", "Sources"), ("answer", "Answer")];
    let sections = [
        ("picture", "Picture"),
        ("switches", "Switches"),
        ("promises", "Promises"),
        ("rules", "General claims"),
        ("figures", "Figures"),
        ("positions", "Positions"),
        ("consent", "Who must say yes"),
        ("coming", "Coming"),
        ("disagreements", "Disagreements"),
        ("sentences", "Sentences"),
        ("documents", "Documents"),
    ];
    html! {
        header {
            p.brand { "Casus" }
            h1 { bdi { (words::clipped(&words::heading(page), 200)) } }
            @if let Some(description) = page.dossier.as_ref().and_then(|about| about.description.as_deref()) {
                p { bdi { (words::clipped(description, 1000)) } }
            }
            @if let Some(sentence) = words::as_of(page) { p { (sentence) } }
            p.quiet {
                "Read by machine from " (words::count_of(page.documents.len(), "document")) ", with "
                (words::count_of(order::sentence_count(page), "sentence"))
                ". Every line opens to the sentence that it rests on. A line says what a document says, not what is true."
            }
            nav aria-label="On this page" {
                ul { @for (id, name) in first.into_iter().chain(goals).chain(sections) { li { a href={ "#" (id) } { (name) } } } }
            }
        }
    }
}

fn sources(page: &Page) -> Markup {
    html! {
        section #sources aria-labelledby="sources-h" {
            h2 #sources-h { "Sources" }
            @if page.documents.is_empty() { p.quiet { "No document was read." } }
            @let list = html! {
                ol.sources { @for (idx, document) in page.documents.iter().enumerate() { li { (source(page, idx, document)) } } }
            };
            @if order::has_many_sources(page) { details { summary { (words::sources(page)) } (list) } } @else { (list) }
        }
    }
}

fn source(page: &Page, idx: usize, document: &Document) -> Markup {
    let publisher = document.source.origin().publisher.as_deref();
    html! {
        a.title href={ "#d" (idx + 1) } { bdi { (words::clipped(words::title(&document.source), 160)) } }
        span.quiet {
            @if let Some(publisher) = publisher { ", " bdi { (publisher) } }
            ", " (words::dated(document)) ", " (words::count_of(document.sentences.len(), "sentence"))
        }
        @if let Some(relays) = words::relays(document) { p.quiet { (relays) } }
        @if !document.oddities.is_empty() {
            ul.odd {
                @for oddity in &document.oddities {
                    li {
                        span.label { "Odd" } " " bdi { (oddity.sentence) }
                        @if let Some(anchor) = oddity.span.and_then(|span| evidence::anchor(page, idx, span)) {
                            " " a href={ "#" (anchor) } { "Where" }
                        }
                    }
                }
            }
        }
    }
}

fn answer(page: &Page) -> Markup {
    html! {
        section #answer aria-labelledby="answer-h" tabindex="-1" {
            h2 #answer-h { "The answer" }
            @if page.answer.is_empty() { p.quiet { "Nothing was read from which an answer follows." } }
            @for sentence in &page.answer { p.answer { bdi { (sentence) } } }
            @if !page.promises.is_empty() {
                p.quiet { "This holds where " bdi { (words::scenario(page)) } ": " (words::counts(page)) "." }
            }
            p.changed {
                "A switch has been turned. The answer stays with the scenario as printed; the verdicts below go with yours."
            }
        }
    }
}

/// What a narrow screen keeps in sight while a switch is turned.
fn bar() -> Markup {
    html! {
        div.bar aria-label="Scenario" role="region" {
            p { b data-counts {} " " bdi data-scenario-says {} }
            a href="#switches" { "Switches" }
            button.reset type="button" { "Reset" }
        }
    }
}

/// Returns the foot of a file.
pub(super) fn footer() -> Markup {
    html! {
        footer {
            p.quiet { "Made by Casus. This file needs no network, and fetches nothing." }
        }
    }
}
