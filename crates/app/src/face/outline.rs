//! How are headings with lines and their quotes drawn, as text, as Markdown and as HTML?
//!
//! A view that is no more than that is written once, as an [`Outline`], and drawn in each of these ways.

use maud::{Markup, html};

use super::markdown::escaped;
use super::terminal::paper::{BOLD, DIM, Paper, plain};
use super::words;

/// A text of more characters than this is cut on a page.
const TEXT_CHARS_MAX: usize = 1000;

/// Headings with lines below them.
#[derive(Clone, Debug, Default)]
pub(super) struct Outline {
    items: Vec<Item>,
}

#[derive(Clone, Debug)]
enum Item {
    Heading(String),
    Remark(String),
    Line {
        /// How deep it stands, from 0.
        depth: usize,
        /// What stands out, before the rest.
        what: String,
        rest: String,
    },
    /// What the line above rests on.
    Quote {
        depth: usize,
        text: String,
    },
}

impl Outline {
    pub(super) fn heading(&mut self, text: impl Into<String>) {
        self.items.push(Item::Heading(text.into()));
    }

    pub(super) fn remark(&mut self, text: impl Into<String>) {
        self.items.push(Item::Remark(text.into()));
    }

    pub(super) fn line(&mut self, depth: usize, what: impl Into<String>, rest: impl Into<String>) {
        self.items.push(Item::Line { depth, what: what.into(), rest: rest.into() });
    }

    pub(super) fn quote(&mut self, depth: usize, text: impl Into<String>) {
        self.items.push(Item::Quote { depth, text: text.into() });
    }

    /// Draws it as styled text.
    pub(super) fn text(&self, width: usize) -> String {
        let mut paper = Paper::new(width);
        let indent = |depth: usize| 2 + 3 * depth;
        for item in &self.items {
            match item {
                Item::Heading(text) => paper.heading(text),
                Item::Remark(text) => paper.line(0, "", &[plain(text)]),
                Item::Line { depth, what, rest } => {
                    paper.line(indent(*depth), "", &[(BOLD, what.clone()), plain(rest)]);
                }
                Item::Quote { depth, text } => paper.line(indent(*depth), "", &[(DIM, text.clone())]),
            }
        }
        paper.text()
    }

    /// Draws it as Markdown.
    pub(super) fn markdown(&self) -> String {
        let mut text = String::new();
        // A paragraph and a list each begin behind an empty line.
        let begin = |text: &mut String| {
            if !text.is_empty() && !text.ends_with("\n\n") {
                text.push('\n');
            }
        };
        let mut is_in_list = false;
        for item in &self.items {
            let is_line = matches!(item, Item::Line { .. } | Item::Quote { .. });
            if !is_line || !is_in_list {
                begin(&mut text);
            }
            is_in_list = is_line;
            match item {
                Item::Heading(heading) => {
                    let level = if text.is_empty() { "#" } else { "##" };
                    text += &format!("{level} {}\n", escaped(heading));
                }
                Item::Remark(remark) => text += &format!("{}\n", escaped(remark)),
                Item::Line { depth, what, rest } => {
                    let what = if what.is_empty() { String::new() } else { format!("**{}**", escaped(what)) };
                    let gap = if rest.starts_with(' ') { " " } else { "" };
                    text += &format!("{}- {what}{gap}{}\n", "  ".repeat(*depth), escaped(rest));
                }
                Item::Quote { depth, text: quote } => {
                    text += &format!("{}- {}\n", "  ".repeat(*depth), escaped(quote));
                }
            }
        }
        text
    }

    /// Draws it as the sections of an HTML file, the first heading left out.
    pub(super) fn markup(&self) -> Markup {
        let cut = |text: &str| words::clipped(text, TEXT_CHARS_MAX);
        let is_heading = |item: &Item| matches!(item, Item::Heading(_));
        let sections = self.items.chunk_by(|_, next| !is_heading(next)).enumerate();
        html! {
            @for (at, items) in sections {
                section {
                    @for item in items {
                        @match item {
                            Item::Heading(_) if at == 0 => {},
                            Item::Heading(text) => { h2 { bdi { (cut(text)) } } },
                            Item::Remark(text) => { p { bdi { (cut(text)) } } },
                            Item::Line { depth, what, rest } => {
                                p.line data-depth=(depth) { @if !what.is_empty() { b { bdi { (cut(what)) } } } bdi { (cut(rest)) } }
                            },
                            Item::Quote { depth, text } => { p.line.quiet data-depth=(depth) { bdi { (cut(text)) } } },
                        }
                    }
                }
            }
        }
    }
}
