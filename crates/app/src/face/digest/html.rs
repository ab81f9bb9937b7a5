//! How does a digest look as one HTML file?
//!
//! In the look of the page, with its style and without a script; nothing is fetched. What comes from a source is
//! escaped, and an address is a link only where it is one of the web.

use maud::{DOCTYPE, Markup, html};

use super::{Citation, Digest, Group, Line};
use crate::face::html::{footer, head};
use crate::face::visible::visible;

const STYLE: &str = concat!(include_str!("../base.css"), include_str!("digest.css"));

/// Draws a digest as one self-contained HTML file.
pub(crate) fn html(digest: &Digest) -> String {
    let document = html! {
        (DOCTYPE)
        html lang="en" {
            head { (head(&format!("{}: {}", digest.title, digest.subtitle), STYLE, "")) }
            body.digest {
                a.skip href="#changed" { "Skip to what changed" }
                (header(digest))
                main {
                    @for section in &digest.sections {
                        section id=(section.id) aria-labelledby={ (section.id) "-h" } {
                            h2 id={ (section.id) "-h" } { (section.title) }
                            @for sentence in &section.sentences { p { bdi { (sentence.text) } (marks(&sentence.citations)) } }
                            @for group in &section.groups { (self::group(group)) }
                        }
                    }
                    @if !digest.citations.is_empty() { (citations(&digest.citations)) }
                }
                (footer())
            }
        }
    };
    // Last of all, so that no text on the page can have been forgotten.
    visible(&document.into_string()).into_owned()
}

fn header(digest: &Digest) -> Markup {
    let citations = (!digest.citations.is_empty()).then_some(("citations", "Citations"));
    let sections = digest.sections.iter().map(|section| (section.id, section.title)).chain(citations);
    html! {
        header {
            p.brand { "Casus" }
            h1 { bdi { (digest.title) } }
            p { (digest.subtitle) "." }
            nav aria-label="On this page" { ul { @for (id, title) in sections { li { a href={ "#" (id) } { (title) } } } } }
        }
    }
}

fn group(group: &Group) -> Markup {
    html! {
        @if let Some(title) = &group.title { h3 { (title) } }
        ul.lines { @for line in &group.lines { li { (self::line(line)) } } }
        @if let Some(rest) = &group.rest { p.quiet { (rest) } }
    }
}

fn line(line: &Line) -> Markup {
    html! {
        @if let Some(who) = &line.who { b { bdi { (who) } } ": " }
        bdi { (line.text) }
        @if let Some(state) = &line.state { " " span.state { "· " bdi { (state) } } }
        (marks(&line.citations))
        @if !line.under.is_empty() {
            dl.under {
                @for detail in &line.under { dt { (detail.label) } dd { bdi { (detail.text) } (marks(&detail.citations)) } }
            }
        }
    }
}

/// Draws the numbers of citations as links to them.
fn marks(citations: &[usize]) -> Markup {
    html! {
        @if !citations.is_empty() {
            sup {
                @for (idx, number) in citations.iter().enumerate() {
                    @if idx > 0 { ", " }
                    a href={ "#citation-" (number) } aria-label={ "Citation " (number) } { (number) }
                }
            }
        }
    }
}

fn citations(citations: &[Citation]) -> Markup {
    html! {
        section #citations aria-labelledby="citations-h" {
            h2 #citations-h { "Citations" }
            ol.citations { @for citation in citations { li id={ "citation-" (citation.number) } tabindex="-1" { (self::citation(citation)) } } }
        }
    }
}

fn citation(citation: &Citation) -> Markup {
    html! {
        span.number { (citation.number) }
        div {
            bdi { (citation.quote) } " "
            span.said {
                "— "
                bdi { (citation.said()) }
                @match (&citation.address, citation.path()) {
                    (Some(address), _) => { ", " a href=(address) rel="noreferrer" { (address) } },
                    (None, Some(path)) => { ", " bdi { (path) } },
                    (None, None) => {},
                }
                @for entry in &citation.entries { " · " bdi { (entry) } }
            }
        }
    }
}
