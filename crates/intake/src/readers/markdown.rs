//! Which words does a text in Markdown hold?
//!
//! The marks are left out, so that a sentence reads as it is meant, and what stands before the text between two lines of
//! dashes is told beside it.

use casus_text::StatedIn;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use crate::Told;
use crate::fragment::fragment;
use crate::told::{address, one_line, stated};

/// Returns the words of a text in Markdown, and what its head tells.
pub(crate) fn markdown(text: &str) -> (String, Told) {
    let (told, body) = head(text);
    let options =
        Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS;
    let mut words = Words::default();
    for event in Parser::new_ext(body, options) {
        words.take(event);
    }
    (words.text.trim_end().to_owned(), told)
}

/// Parts what stands between two lines of dashes at the beginning from the text.
fn head(text: &str) -> (Told, &str) {
    let Some(rest) = text.strip_prefix("---\n") else { return (Told::default(), text) };
    let Some((head, body)) = rest.split_once("\n---\n").or_else(|| rest.split_once("\n...\n")) else {
        return (Told::default(), text);
    };
    let value = |names: &[&str]| {
        head.lines().find_map(|line| {
            let (name, value) = line.split_once(':')?;
            let is_named = names.iter().any(|known| name.eq_ignore_ascii_case(known));
            is_named.then(|| value.trim().trim_matches(['"', '\''])).filter(|value| !value.is_empty())
        })
    };
    let told = Told {
        title: value(&["title"]).and_then(one_line),
        published: value(&["date", "published"]).and_then(|date| stated(date, StatedIn::Metadata)),
        publisher: value(&["publisher"]).and_then(one_line),
        url: value(&["url", "canonical_url"]).and_then(address),
        byline: value(&["author", "authors", "byline"]).and_then(|names| one_line(names.trim_matches(['[', ']']))),
        language: value(&["lang", "language"]).and_then(one_line),
        ..Told::default()
    };
    (told, body)
}

/// The words so far.
#[derive(Default)]
struct Words {
    text: String,
    /// How many lists the words stand in.
    lists: usize,
    is_picture: bool,
}

impl Words {
    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Text(words) | Event::Code(words) if !self.is_picture => self.text.push_str(&words),
            Event::Html(html) | Event::InlineHtml(html) => self.text.push_str(&fragment(&html)),
            Event::SoftBreak | Event::HardBreak => self.text.push('\n'),
            Event::FootnoteReference(name) => self.text.push_str(&format!("[{name}]")),
            Event::Start(tag) => self.begin(&tag),
            Event::End(tag) => self.end(tag),
            _ => {}
        }
    }

    fn begin(&mut self, tag: &Tag<'_>) {
        match tag {
            Tag::List(_) => {
                self.feeds(1);
                self.lists += 1;
            }
            Tag::Item => {
                self.feeds(1);
                self.text.push_str("- ");
            }
            Tag::TableRow | Tag::TableHead => self.feeds(1),
            Tag::Image { .. } => self.is_picture = true,
            Tag::FootnoteDefinition(name) => self.text.push_str(&format!("[{name}] ")),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::List(_) => {
                self.lists = self.lists.saturating_sub(1);
                self.feeds(if self.lists == 0 { 2 } else { 1 });
            }
            TagEnd::Item | TagEnd::TableRow | TagEnd::TableHead => self.feeds(1),
            TagEnd::Paragraph if self.lists > 0 => self.feeds(1),
            TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::CodeBlock | TagEnd::BlockQuote(_) | TagEnd::Table => {
                self.feeds(2);
            }
            TagEnd::TableCell => self.text.push(' '),
            TagEnd::Image => self.is_picture = false,
            _ => {}
        }
    }

    /// Ends what was written with so many line feeds.
    fn feeds(&mut self, count: usize) {
        let length = self.text.trim_end_matches(' ').len();
        self.text.truncate(length);
        if self.text.is_empty() || self.text.ends_with("- ") {
            return;
        }
        let there = self.text.len() - self.text.trim_end_matches('\n').len();
        self.text.extend(std::iter::repeat_n('\n', count.saturating_sub(there)));
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::told::published;

    fn check(text: &str, expected: &str) {
        assert_eq!(markdown(text).0, expected);
    }

    #[test]
    fn marks_are_left_out() {
        check(
            "# Dykes\n\nThe *delegates* met in [Eastport](https://e.example).\nThey `talked`.",
            "Dykes\n\nThe delegates met in Eastport.\nThey talked.",
        );
        check("- dykes\n- tolls\n  - high\n\nAfter.", "- dykes\n- tolls\n- high\n\nAfter.");
        check(
            "> Quoted\n\n| a | b |\n|---|---|\n| c | d |\n\nEnd ![picture](x.png) here.",
            "Quoted\n\na b\nc d\n\nEnd  here.",
        );
        check("2 \\* 3 &amp; 4", "2 * 3 & 4");
    }

    #[test]
    fn the_head_is_told_beside_the_text() {
        let (text, told) =
            markdown("---\ntitle: \"Dykes first\"\ndate: 2031-05-02\nauthor: Ada Korn\n---\n\nThe delegates met.\n");
        let expected = Told {
            title: Some("Dykes first".to_owned()),
            published: Some(published(date(2031, 5, 2), StatedIn::Metadata)),
            byline: Some("Ada Korn".to_owned()),
            ..Told::default()
        };
        assert_eq!((text.as_str(), told), ("The delegates met.", expected));
        assert_eq!(markdown("---\nno end").1, Told::default());
    }
}
