//! How does a watch look as one HTML file: its sources, its channels, and what it told last?

use casus_watch::{Alert, Cite, SourceStatus, Status};
use jiff::Timestamp;
use maud::{DOCTYPE, Markup, html};

use super::{STYLE, footer, head};
use crate::face::visible::visible;
use crate::face::watch::{at, counts};

/// Draws how a watch stands, with its last alerts, the last one first.
pub(crate) fn watch(title: &str, status: &Status, alerts: &[Alert], now: Timestamp) -> String {
    let document = html! {
        (DOCTYPE)
        html lang="en" {
            head { (head(&format!("The watch of {title}"), STYLE, "")) }
            body {
                a.skip href="#alerts" { "Skip to what was told" }
                header {
                    p.brand { "Casus" }
                    h1 { "The watch of " bdi { (title) } }
                    p.quiet { "As it stood on " (at(now)) ". Developments are told once each, however many articles tell them." }
                }
                main {
                    section #sources { h2 { "Sources (" (status.sources.len()) ")" } ul { @for it in &status.sources { (source(it)) } } }
                    section #channels {
                        h2 { "Channels (" (status.channels.len()) ")" }
                        ul {
                            @for (name, waiting, error) in &status.channels {
                                li {
                                    bdi { (name) }
                                    @if *waiting == 0 { ": nothing waits" } @else { ": alerts that wait: " (waiting) }
                                    @if let Some(error) = error { "; it " bdi { (error) } }
                                }
                            }
                        }
                    }
                    section #alerts {
                        h2 { "Alerts" }
                        @if alerts.is_empty() { p.quiet { "None was told yet." } }
                        @for it in alerts { (alert(it)) }
                    }
                }
                (footer())
            }
        }
    };
    // Last of all, so that no text on the page can have been forgotten.
    visible(&document.into_string()).into_owned()
}

fn source(source: &SourceStatus) -> Markup {
    let state = match (&source.failing, source.last_read) {
        (Some(_), _) => "cannot be read",
        (None, Some(_)) => "is read",
        (None, None) => "was not asked yet",
    };
    html! {
        li {
            bdi { (source.name) } " " (state)
            p.quiet { (counts(source)) }
            @if let Some((since, why)) = &source.failing { p.quiet { "Since " (at(*since)) ": it " bdi { (why) } } }
        }
    }
}

fn alert(alert: &Alert) -> Markup {
    html! {
        article id=(alert.id) {
            h3 { bdi { (alert.headline) } }
            p.quiet { (alert.kind) @for also in &alert.also { ", " (also) } " · " (at(alert.raised_at)) }
            ul { @for change in &alert.changes { li { bdi { (change) } } } }
            @for it in &alert.cites { (cite(it)) }
        }
    }
}

fn cite(cite: &Cite) -> Markup {
    let name = cite.title.as_ref().unwrap_or(&cite.path);
    html! {
        blockquote {
            p { bdi { "“" (cite.quote) "”" } }
            p.quiet {
                (cite.role) ": "
                @if let Some(publisher) = &cite.publisher { bdi { (publisher) } ", " }
                @match &cite.url {
                    Some(url) if url.starts_with("https://") || url.starts_with("http://") => {
                        a href=(url) rel="noreferrer" { bdi { (name) } }
                    },
                    _ => { bdi { (name) } },
                }
                @if let Some(day) = cite.published { ", " (day) }
            }
        }
    }
}
