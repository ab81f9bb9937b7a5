//! Which words does a piece of HTML hold, as feeds and mails have them?
//!
//! All of its words are kept, block after block, with a blank line between paragraphs. What a whole page is about is
//! another question.

use std::borrow::Cow;

use quick_xml::escape::resolve_html5_entity;

/// Words that may have markup in them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Markup {
    /// Words as they stand.
    Plain(String),
    /// HTML.
    Html(String),
}

impl Markup {
    /// Returns the words.
    pub fn text(&self) -> String {
        match self {
            Self::Plain(text) => text.trim().to_owned(),
            Self::Html(html) => fragment(html),
        }
    }

    /// Returns whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        let (Self::Plain(text) | Self::Html(text)) = self;
        text.trim().is_empty()
    }
}

/// Elements after which a new paragraph begins.
const PARAGRAPHS: [&str; 27] = [
    "p",
    "div",
    "article",
    "section",
    "header",
    "footer",
    "aside",
    "main",
    "nav",
    "blockquote",
    "pre",
    "table",
    "ul",
    "ol",
    "dl",
    "figure",
    "figcaption",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "form",
    "body",
    "title",
];

/// Elements after which a new line begins.
const LINES: [&str; 5] = ["br", "li", "tr", "dt", "dd"];

/// Elements whose words nobody sees.
const UNSEEN: [&str; 6] = ["script", "style", "head", "template", "noscript", "iframe"];

/// Returns the words of a piece of HTML.
pub fn fragment(html: &str) -> String {
    let mut words = Words::default();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        words.push(&rest[..at]);
        rest = tag(&rest[at..], &mut words);
    }
    words.push(rest);
    words.text.trim().to_owned()
}

/// The words so far, and what is to come before the next.
#[derive(Default)]
struct Words {
    text: String,
    /// How many line feeds stand before the next word.
    feeds: usize,
    has_space: bool,
}

impl Words {
    fn push(&mut self, raw: &str) {
        let text = unescaped(raw);
        for (at, word) in text.split(|character: char| character.is_whitespace()).enumerate() {
            self.has_space |= at > 0;
            if word.is_empty() {
                continue;
            }
            if self.feeds > 0 && !self.text.is_empty() {
                self.text.extend(std::iter::repeat_n('\n', self.feeds));
            } else if self.has_space && !self.text.is_empty() && !self.text.ends_with([' ', '\n']) {
                self.text.push(' ');
            }
            (self.feeds, self.has_space) = (0, false);
            self.text.push_str(word);
        }
    }
}

/// Takes a tag from the beginning of a text, and returns what follows.
fn tag<'a>(text: &'a str, words: &mut Words) -> &'a str {
    let inside = &text[1..];
    if let Some(comment) = inside.strip_prefix("!--") {
        return comment.find("-->").map_or("", |end| &comment[end + 3..]);
    }
    let is_markup = inside.starts_with(|character: char| character.is_ascii_alphabetic() || "/!?".contains(character));
    if !is_markup {
        words.push("<");
        return inside;
    }
    let Some(end) = end_of_tag(inside) else { return "" };
    let after = &inside[end + 1..];
    let name: String = inside.trim_start_matches('/').chars().take_while(char::is_ascii_alphanumeric).collect();
    let name = name.to_ascii_lowercase();
    if PARAGRAPHS.contains(&name.as_str()) {
        words.feeds = 2;
    } else if LINES.contains(&name.as_str()) {
        words.feeds = words.feeds.max(1);
    } else if name == "td" || name == "th" {
        words.has_space = true;
    } else if UNSEEN.contains(&name.as_str()) && !inside.starts_with('/') && !inside[..end].ends_with('/') {
        return skip(after, &name);
    }
    after
}

/// Returns where a tag ends; a `>` in quotation marks does not end it.
fn end_of_tag(inside: &str) -> Option<usize> {
    let mut quote = None;
    for (at, byte) in inside.bytes().enumerate() {
        match (byte, quote) {
            (b'>', None) => return Some(at),
            (b'"' | b'\'', None) if inside[..at].ends_with('=') => quote = Some(byte),
            (_, Some(open)) if byte == open => quote = None,
            _ => {}
        }
    }
    inside.find('>')
}

/// Goes on after the end of an element whose words nobody sees.
fn skip<'a>(text: &'a str, name: &str) -> &'a str {
    let mut from = 0;
    while let Some(at) = text[from..].find("</") {
        let start = from + at + 2;
        if text.get(start..start + name.len()).is_some_and(|found| found.eq_ignore_ascii_case(name)) {
            return text[start..].find('>').map_or("", |end| &text[start + end + 1..]);
        }
        from = start;
    }
    ""
}

/// Returns a text with the characters that its references stand for.
pub(crate) fn unescaped(raw: &str) -> Cow<'_, str> {
    if !raw.contains('&') {
        return Cow::Borrowed(raw);
    }
    let mut text = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some(at) = rest.find('&') {
        text.push_str(&rest[..at]);
        let after = &rest[at + 1..];
        let length = after.bytes().take(33).take_while(|&byte| byte.is_ascii_alphanumeric() || byte == b'#').count();
        let name = &after[..length];
        match character(name) {
            Some(found) => {
                text.push_str(&found);
                rest = after[length..].strip_prefix(';').unwrap_or(&after[length..]);
            }
            None => {
                text.push('&');
                rest = after;
            }
        }
    }
    text.push_str(rest);
    Cow::Owned(text)
}

fn character(name: &str) -> Option<String> {
    let Some(number) = name.strip_prefix('#') else { return resolve_html5_entity(name).map(str::to_owned) };
    let code = match number.strip_prefix(['x', 'X']) {
        Some(digits) => u32::from_str_radix(digits, 16).ok()?,
        None => number.parse().ok()?,
    };
    // Pages name the characters of Windows by their old numbers.
    let old = u8::try_from(code).ok().filter(|code| (0x80..0xA0).contains(code));
    let found = match old {
        Some(code) => encoding_rs::WINDOWS_1252.decode(&[code]).0.chars().next()?,
        None => char::from_u32(code)?,
    };
    (found != '\0').then(|| found.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(html: &str, expected: &str) {
        assert_eq!(fragment(html), expected, "{html}");
    }

    #[test]
    fn blocks_become_paragraphs() {
        check("<p>The  dykes\nhold.</p><p>The <b>ferries</b> sail.</p>", "The dykes hold.\n\nThe ferries sail.");
        check("One<br>two<br/>three", "One\ntwo\nthree");
        check("<ul><li>dykes</li><li>tolls</li></ul>after", "dykes\ntolls\n\nafter");
        check("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a b\nc");
    }

    #[test]
    fn references_become_characters() {
        check("Ann &amp; Ben &#8364;5 &#x1F54A; &rsquo;&#146; &unknown; AT&T", "Ann & Ben €5 🕊 ’’ &unknown; AT&T");
        check("&#0;&#xD800;&#99999999;x", "&#0;&#xD800;&#99999999;x");
    }

    #[test]
    fn what_nobody_sees_is_left_out() {
        check("a<script>if (1 < 2) alert('</p>')</script>b<!-- c --><style>p{}</style>", "ab");
        check("<img alt=\"1 > 2\" src=x>after", "after");
        check("2 < 3 and <<b>bold</b>", "2 < 3 and <bold");
        check("<p>cut <a href=", "cut");
        check("<script>never closed", "");
    }
}
