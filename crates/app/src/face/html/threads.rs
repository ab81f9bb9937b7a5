//! How do threads look as one HTML file: by kind, each with its history, its quotes and its documents?
//!
//! In the look of the page, with its style and without a script. A list has each thread closed, and a thread that was
//! asked for stands open.

use std::collections::BTreeMap;

use casus_engine::Chronicle;
use casus_engine::ledger::thread::{Double, Step, Thread, ThreadKind};
use maud::{DOCTYPE, Markup, html};

use super::{STYLE, footer, head};
use crate::face::history::{about, change, kind_heading, outlet, relays, silence, told, trend, who};
use crate::face::visible::visible;
use crate::face::words;

/// A quote of more characters than this is cut.
const QUOTE_CHARS_MAX: usize = 900;

/// Draws threads by their kinds, each with its history, which opens.
pub(crate) fn threads(chronicle: &Chronicle, threads: &[&Thread]) -> String {
    let of_kind = |kind| threads.iter().copied().filter(|thread| thread.kind == kind).collect::<Vec<&Thread>>();
    let kinds: Vec<(ThreadKind, Vec<&Thread>)> =
        ThreadKind::ALL.into_iter().map(|kind| (kind, of_kind(kind))).collect();
    let kinds: Vec<_> = kinds.into_iter().filter(|(_, threads)| !threads.is_empty()).collect();
    let heading = "How what is told developed";
    let nav = html! {
        nav aria-label="Kinds" {
            ul {
                @for (kind, threads) in &kinds {
                    li { a href={ "#" (kind.word()) } { (kind_heading(*kind)) " (" (threads.len()) ")" } }
                }
            }
        }
    };
    let main = html! {
        @if kinds.is_empty() { section { p.quiet { "No thread was found." } } }
        @for (kind, threads) in &kinds {
            section id=(kind.word()) {
                h2 { (kind_heading(*kind)) " (" (threads.len()) ")" }
                @for thread in threads { (listed(chronicle, thread)) }
            }
        }
        (documents(chronicle, threads))
    };
    file(heading, &words::count_of(threads.len(), "thread"), &nav, &main)
}

/// Draws the threads of one entry with their histories.
pub(crate) fn history(chronicle: &Chronicle, threads: &[&Thread]) -> String {
    let heading = threads.first().map_or_else(String::new, |thread| who(thread) + &about(thread));
    let main = html! {
        @for thread in threads {
            section {
                @if threads.len() > 1 { h2 { bdi { (who(thread)) (about(thread)) } } }
                (state(thread))
                (steps(chronicle, thread))
            }
        }
        (documents(chronicle, threads))
    };
    file(&heading, "its history", &html! {}, &main)
}

/// Draws what is promised twice.
pub(crate) fn doubles(chronicle: &Chronicle, threads: &[Thread], doubles: &[Double]) -> String {
    let main = html! {
        section {
            @if doubles.is_empty() { p.quiet { "No unit, vessel or sum was found in two promises." } }
            @for double in doubles {
                article.card {
                    h3 { bdi { (double.what) } }
                    p { bdi { (double.why) } }
                    @for (thread, at) in double.sides { (quoted(chronicle, &threads[thread].steps[at])) }
                }
            }
        }
    };
    file("What is promised twice", &words::count_of(doubles.len(), "pair"), &html! {}, &main)
}

fn file(heading: &str, what: &str, nav: &Markup, main: &Markup) -> String {
    let title = format!("{}: {what}", words::clipped(heading, 200));
    let document = html! {
        (DOCTYPE)
        html lang="en" {
            head { (head(&title, STYLE, "")) }
            body {
                a.skip href="#threads" { "Skip to what is told" }
                header {
                    p.brand { "Casus" }
                    h1 { bdi { (words::clipped(heading, 200)) } }
                    p.quiet {
                        "Read by machine. A thread is what the documents tell of one thing, in the order of their days, \
                         each with what changed. A voice counts once, however many outlets print it."
                    }
                    (nav)
                }
                main #threads { (main) }
                (footer())
            }
        }
    };
    // Last of all, so that no text on the page can have been forgotten.
    visible(&document.into_string()).into_owned()
}

fn listed(chronicle: &Chronicle, thread: &Thread) -> Markup {
    let last = thread.last();
    html! {
        article.card {
            h3 { bdi { (who(thread)) (about(thread)) } " " span.reference { (last.reference) } }
            (state(thread))
            details.line {
                summary { @if thread.steps.len() == 1 { "The sentence" } @else { "Its history" } }
                (steps(chronicle, thread))
            }
        }
    }
}

/// Says how a thread stands at last, how often and by whom it is told, and what moved.
fn state(thread: &Thread) -> Markup {
    html! {
        p.verdict { (thread.last().state()) @if let Some(trend) = trend(thread) { ", " (trend) } }
        p.quiet { (told(thread)) ". Voices: " bdi { (relays(thread)) } "." }
    }
}

fn steps(chronicle: &Chronicle, thread: &Thread) -> Markup {
    html! {
        ol.steps {
            @for step in &thread.steps {
                li {
                    h4 {
                        (step.day.map_or_else(|| "no date".to_owned(), words::day)) ": " (step.state())
                        @if let Some(amount) = step.told.amount() { ", " (super::promises::money(amount)) }
                        @if let Some(condition) = step.told.condition() { ", if: " bdi { (condition) } }
                    }
                    @for one in &step.changes {
                        @let since = thread.steps[one.since].day.map_or_else(|| "before".to_owned(), words::day);
                        p { bdi { (change(one)) } " " span.quiet { "(since " (since) ")" } }
                    }
                    (quoted(chronicle, step))
                }
            }
        }
        @if let Some(silence_of) = &thread.silence {
            p { (silence(chronicle, thread, silence_of)) " " bdi { (words::quoted(&words::clipped(silence_of.quote.text(), QUOTE_CHARS_MAX))) } }
        }
    }
}

fn quoted(chronicle: &Chronicle, step: &Step) -> Markup {
    let said = match step.attributed_to.as_slice() {
        [] => String::new(),
        [_] => format!("says {}, ", words::names(&step.attributed_to)),
        several => format!("say {}, ", words::names(several)),
    };
    html! {
        figure.evidence {
            blockquote { p { bdi { (words::clipped(step.quote.text(), QUOTE_CHARS_MAX)) } } }
            figcaption {
                bdi { (said) }
                a href={ "#document-" (step.document) } { bdi { (outlet(chronicle, step.document)) } }
                ", " (step.day.map_or_else(|| "no date".to_owned(), words::day)) " "
                span.reference { (step.reference) }
            }
        }
    }
}

/// Lists the documents in which the threads are told.
fn documents(chronicle: &Chronicle, threads: &[&Thread]) -> Markup {
    let steps = threads.iter().flat_map(|thread| &thread.steps);
    let voices: BTreeMap<usize, usize> = steps.map(|step| (step.document, step.voice)).collect();
    html! {
        @if !voices.is_empty() {
            section aria-labelledby="documents-h" {
                h2 #documents-h { "Documents (" (voices.len()) ")" }
                ul.lines {
                    @for (&document, voice) in &voices {
                        @let source = chronicle.source(document);
                        li id={ "document-" (document) } tabindex="-1" {
                            p {
                                bdi { (words::clipped(words::title(source), 200)) } ", " (words::published(source))
                                @if let Some(publisher) = &source.origin().publisher { ", " bdi { (words::clipped(publisher, 200)) } }
                            }
                            p.quiet { bdi { (source.origin().path) } ", voice " (voice + 1) }
                        }
                    }
                }
            }
        }
    }
}
