//! How do marked words look as one HTML file?
//!
//! As the page does: style and script stand in the file and are named by their hashes in a content-security policy, so
//! that no other could run. Without the script everything is there, and a number behind a mark leads to its line in the
//! list; the script lights up all marks of the thing that is pointed at, focused or tapped.

use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::nesting::{Edge, edges};
use super::{Ink, Marked, Subject, Thing};
use crate::face::html::{footer, head};
use crate::face::visible::visible;
use crate::face::words;

const STYLE: &str = concat!(include_str!("../base.css"), include_str!("marked.css"));
const SCRIPT: &str = include_str!("marked.js");

/// A list names no more of a phrase than this.
const PHRASE_CHARS_MAX: usize = 300;

/// Draws documents as one self-contained HTML file.
pub fn html(subject: Subject, documents: &[Marked]) -> String {
    let heading = heading(subject, documents);
    let title = format!("{heading}: {}", words::count_of(documents.len(), "document"));
    let file = html! {
        (DOCTYPE)
        html lang="en" {
            head { (head(&title, STYLE, SCRIPT)) }
            body {
                a.skip href="#d1" { "Skip to the text" }
                header {
                    p.brand { "Casus" }
                    h1 { bdi { (heading) } }
                    p.quiet { (explanation(subject)) }
                    @if documents.len() > 1 { (contents(documents)) }
                }
                main { @for (number, marked) in documents.iter().enumerate() { (document(subject, number, marked)) } }
                (footer())
                div.bar role="status" hidden { p data-shown {} button type="button" data-clear { "Clear" } }
                script { (PreEscaped(SCRIPT)) }
            }
        }
    };
    // Last of all, so that no text on the page can have been forgotten.
    visible(&file.into_string()).into_owned()
}

fn heading(subject: Subject, documents: &[Marked]) -> String {
    match (documents, subject) {
        ([one], _) => words::clipped(words::title(&one.source), 200),
        (_, Subject::Entities) => "Who and what is spoken of".to_owned(),
        (_, Subject::Attributions) => "Who says what".to_owned(),
        (_, Subject::Coverage) => "What gave a record".to_owned(),
    }
}

fn explanation(subject: Subject) -> &'static str {
    match subject {
        Subject::Entities => {
            "Read by machine. Each number behind a mention is that of its entity in the list; point at a mention, or tap \
             it, to see all of them."
        }
        Subject::Attributions => {
            "Read by machine. Each number belongs to one attribution: who says, thinks, wants or denies it, the words \
             that attribute it, and what is attributed. Point at one, or tap it, to see all of it."
        }
        Subject::Coverage => {
            "Read by machine. Marked are the sentences on which no record rests, and what was not read at all. Such a sentence \
             may say nothing that is kept, or something that was missed."
        }
    }
}

fn contents(documents: &[Marked]) -> Markup {
    html! {
        nav aria-label="Documents" {
            ul {
                @for (number, marked) in documents.iter().enumerate() {
                    li { a href={ "#d" (number + 1) } { bdi { (words::clipped(words::title(&marked.source), 100)) } } }
                }
            }
        }
    }
}

fn document(subject: Subject, number: usize, marked: &Marked) -> Markup {
    let origin = marked.source.origin();
    let place = format!("d{}", number + 1);
    html! {
        section.document id=(place) tabindex="-1" aria-labelledby={ (place) "-h" } {
            h2 id={ (place) "-h" } { bdi { (words::clipped(words::title(&marked.source), 300)) } }
            p.quiet {
                bdi { (origin.path) } ", " (words::published(&marked.source))
                @if let Some(publisher) = &origin.publisher { ", " bdi { (words::clipped(publisher, 200)) } }
            }
            @for phrase in &marked.summary { p.quiet { bdi { (phrase) } "." } }
            @for note in &marked.notes { p.note { b { "Note" } " " bdi { (note) } } }
            div.desk {
                div.text dir="auto" { (text(&place, marked)) }
                aside aria-label=(list_name(subject)) {
                    h3 { (list_name(subject)) }
                    @match subject {
                        Subject::Entities => (entities(&place, marked)),
                        Subject::Attributions => (attributions(&place, marked)),
                        Subject::Coverage => (entities(&place, marked)),
                    }
                }
            }
        }
    }
}

fn list_name(subject: Subject) -> &'static str {
    match subject {
        Subject::Entities => "Entities",
        Subject::Attributions => "Attributions",
        Subject::Coverage => "Without a record",
    }
}

/// Draws the running text; nothing but numbers and words of our own stands in an attribute.
fn text(place: &str, marked: &Marked) -> Markup {
    let whole = marked.source.text();
    let mut drawn = String::new();
    let mut seen = vec![false; marked.things.len()];
    let mut done = 0;
    let escaped = |text: &str| html! { (text) }.into_string();
    for Edge { at_bytes, mark, opens } in edges(&marked.marks) {
        drawn.push_str(&escaped(&whole[done..at_bytes]));
        done = at_bytes;
        let mark = marked.marks[mark];
        let (ink, number) = (mark.ink.word(), mark.thing + 1);
        if opens {
            let is_first = !std::mem::replace(&mut seen[mark.thing], true);
            let id = if is_first { format!(" id=\"{place}-m{number}\"") } else { String::new() };
            drawn.push_str(&format!("<span class=\"mark {ink}\" data-thing=\"{place}-{number}\"{id}>"));
        } else {
            let label = format!("{ink} {number}");
            let number = html! { a.number href={ "#" (place) "-t" (number) } aria-label=(label) { (number) } };
            drawn.push_str(&format!("{}</span>", number.into_string()));
        }
    }
    drawn.push_str(&escaped(&whole[done..]));
    PreEscaped(drawn)
}

/// Lists the entities, each kind under its heading.
fn entities(place: &str, marked: &Marked) -> Markup {
    let mut kinds: Vec<Ink> = marked.things.iter().map(|thing| thing.ink).collect();
    kinds.sort_unstable();
    kinds.dedup();
    html! {
        @if marked.things.is_empty() { p.quiet { "None was found." } }
        @for kind in kinds {
            h4 class={ "kind " (kind.word()) } { (kind.word()) }
            ul.things {
                @for (number, thing) in marked.things.iter().enumerate().filter(|(_, thing)| thing.ink == kind) {
                    (line(place, number, &html! {
                        b { bdi { (words::clipped(&thing.name, PHRASE_CHARS_MAX)) } }
                        @for detail in &thing.details { span.detail { bdi { (words::clipped(detail, PHRASE_CHARS_MAX)) } } }
                    }))
                }
            }
        }
    }
}

fn attributions(place: &str, marked: &Marked) -> Markup {
    let parts = |thing: &Thing| {
        let phrases =
            [(Ink::Source, Some(&thing.name)), (Ink::Cue, thing.details.first()), (Ink::Content, thing.details.get(1))];
        let given = phrases.into_iter().filter_map(|(ink, phrase)| Some((ink, phrase?)));
        given
            .filter(|(_, phrase)| !phrase.is_empty())
            .map(|(ink, phrase)| (ink.word(), words::clipped(phrase, PHRASE_CHARS_MAX)))
            .collect::<Vec<_>>()
    };
    html! {
        p.key { @for ink in [Ink::Source, Ink::Cue, Ink::Content] { span.mark.(ink.word()) { (ink.word()) } " " } }
        @if marked.things.is_empty() { p.quiet { "None was found." } }
        ul.things {
            @for (number, thing) in marked.things.iter().enumerate() {
                (line(place, number, &html! {
                    @for (ink, phrase) in parts(thing) { span.phrase.(ink) { bdi { (phrase) } } " " }
                }))
            }
        }
    }
}

/// Draws a line of the list, with the way to the first mark.
fn line(place: &str, number: usize, what: &Markup) -> Markup {
    let number = number + 1;
    html! {
        li id={ (place) "-t" (number) } data-thing={ (place) "-" (number) } tabindex="-1" {
            a.number href={ "#" (place) "-m" (number) } { (number) }
            div.what data-what { (what) }
        }
    }
}
