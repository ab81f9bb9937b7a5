//! Are the words of a feed's element plain, or HTML?

use crate::fragment::{Markup, fragment, unescaped};
use crate::told::one_line;

/// Takes words of RSS, where nothing says whether they are HTML: they are if they look so.
pub(super) fn guessed(text: &str) -> Option<Markup> {
    let markup =
        if looks_marked(text) { Markup::Html(text.trim().to_owned()) } else { Markup::Plain(text.trim().to_owned()) };
    (!markup.is_empty()).then_some(markup)
}

/// Takes a headline, whose markup is of no interest.
pub(super) fn headline(text: &str) -> Option<String> {
    if looks_marked(text) { one_line(&fragment(text)) } else { one_line(text) }
}

fn looks_marked(text: &str) -> bool {
    let has_tag = text.split('<').skip(1).any(|after| {
        let name = after.strip_prefix('/').unwrap_or(after);
        name.starts_with(|character: char| character.is_ascii_alphabetic()) && after.contains('>')
    });
    has_tag || unescaped(text) != text
}
