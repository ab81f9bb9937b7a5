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
        let form =
            r"^\p{Lu}[\p{Lu} .’'/-]+(?: \d{1,2}[:.]\d{2})?(?:,[^–—]{0,60}?)?(?:\([^)]{1,60}\))? ?(?:[–—]|--?)(?: |$)";
        Regex::new(form).expect("the form of a dateline compiles")
    });
    if !sentence.starts_paragraph {
        return sentence.span;
    }
    let skip = DATELINE.find(source.slice(sentence.span)).map_or(0, |found| found.end());
    let rest = source.span(sentence.span.start_bytes() + skip, sentence.span.end_bytes());
    rest.unwrap_or(sentence.span)
}

/// Returns whether a sentence is the place and the day of a text and nothing else: `Port Alma, 9 May 2031`.
pub(super) fn is_place_and_day(text: &str) -> bool {
    static PLACE_AND_DAY: LazyLock<Regex> = LazyLock::new(|| {
        let day = r"(?:\d{1,2}(?:st|nd|rd|th)? \p{Lu}\p{L}+|\p{Lu}\p{L}+ \d{1,2},?) \d{4}";
        Regex::new(&format!(r"^\p{{Lu}}[\p{{L}} .’'/-]{{1,40}}, {day}\.?(?: [/(][\p{{L}} ]{{1,40}}[/)]\.?)?$"))
            .expect("the form of a day compiles")
    });
    PLACE_AND_DAY.is_match(text.trim())
}

/// Returns whether a line is all in capitals, as headings are: `WHAT NEXT?`
pub(super) fn is_loud(text: &str) -> bool {
    const WORDS_MAX: usize = 8;
    let is_open = !text.ends_with(['.', ';', ',', ':', '”', '"', ')']);
    let letters = || text.chars().filter(|c| c.is_alphabetic());
    is_open
        && text.split_whitespace().count() <= WORDS_MAX
        && letters().count() > 1
        && letters().all(char::is_uppercase)
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
