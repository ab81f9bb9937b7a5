//! How is a line set? As an item of a list, as a heading, or behind the dateline of an agency.

use std::sync::LazyLock;

use casus_text::{Source, Span};
use regex::Regex;

use crate::sentence::Sentence;

/// Returns whether a line may be one of a list: it begins with a mark, a number or a small letter.
pub(super) fn is_item(text: &str) -> bool {
    let mut chars = text.trim_start().chars();
    let first = chars.next();
    first.is_some_and(|first| !first.is_uppercase() && !matches!(first, '“' | '"')) || chars.next() == Some(')')
}

/// Returns a sentence without the place and day that an agency sets before its first: `PORT ALMA, 9 May (Wire) –`.
pub(super) fn after_dateline(source: &Source, sentence: &Sentence) -> Span {
    static DATELINE: LazyLock<Regex> = LazyLock::new(|| {
        let form = r"^\p{Lu}[\p{Lu} .’'/-]+(?:,[^–—]{0,60}?)?(?:\([^)]{1,60}\))? ?(?:[–—]|--?) ";
        Regex::new(form).expect("the form of a dateline compiles")
    });
    if !sentence.starts_paragraph {
        return sentence.span;
    }
    let skip = DATELINE.find(source.slice(sentence.span)).map_or(0, |found| found.end());
    let rest = source.span(sentence.span.start_bytes() + skip, sentence.span.end_bytes());
    rest.unwrap_or(sentence.span)
}

/// Returns whether a line is set like a heading: short, without a full stop, and most longer words capitalised.
pub(super) fn reads_like_a_heading(text: &str) -> bool {
    let ends = text.ends_with(['.', '!', '?', ';', ',', ':', '”', '"', ')']);
    if ends || text.len() > 120 || text.contains([':', ';']) || text.contains(|c: char| c.is_ascii_digit()) {
        return false;
    }
    let longer: Vec<&str> = text.split_whitespace().filter(|word| word.chars().count() > 3).collect();
    let capitals = longer.iter().filter(|word| word.chars().next().is_some_and(char::is_uppercase)).count();
    longer.len() >= 2 && capitals * 5 >= longer.len() * 4
}
