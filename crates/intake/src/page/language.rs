//! Which language is a page in, and in which order does it write day and month?

use super::day::DigitOrder;
use super::said::Said;

const TAGS: &str = include_str!("../../data/page/languages.tsv");
/// Endings of hosts of houses that write English with the day before the month.
const DAY_FIRST: [&str; 9] = [".uk", ".au", ".nz", ".ie", ".in", ".za", ".ng", ".ke", ".eu"];

/// Returns the tag of the language that a page says it is in, or of the one that its words are in.
pub(super) fn language(said: &Said<'_>, text: &str) -> Option<String> {
    let of_data = || said.linked.iter().find_map(|linked| linked.language.as_deref());
    let fields = || {
        ["content-language", "dc.language", "dcterms.language", "og:locale", "language"]
            .iter()
            .filter_map(|name| said.meta(name))
    };
    let told = said.language.and_then(tag).or_else(|| of_data().and_then(tag)).or_else(|| fields().find_map(tag));
    match told {
        // English is what the templates of sites say where nobody has changed it.
        Some(told) if told.starts_with("en") && text.len() >= TOLD_BYTES_MIN => {
            Some(detected(text).filter(|seen| seen != "en").unwrap_or(told))
        }
        Some(told) => Some(told),
        None => detected(text),
    }
}

/// From so many bytes on, the words of a text tell its language better than a template.
const TOLD_BYTES_MIN: usize = 400;

/// Writes a tag as `en` or `de-AT`, if it is one.
fn tag(words: &str) -> Option<String> {
    let first = words.split([',', ';']).next()?.trim().replace('_', "-");
    let mut parts = first.split('-');
    let language = parts.next()?.to_ascii_lowercase();
    if !(2..=3).contains(&language.len()) || !language.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return None;
    }
    match parts.next_back() {
        Some(region) if region.len() == 2 && region.bytes().all(|byte| byte.is_ascii_alphabetic()) => {
            Some(format!("{language}-{}", region.to_ascii_uppercase()))
        }
        _ => Some(language),
    }
}

fn detected(text: &str) -> Option<String> {
    const HEAD_BYTES: usize = 4000;
    let head = &text[..text.floor_char_boundary(HEAD_BYTES)];
    let found = whatlang::detect(head).filter(whatlang::Info::is_reliable)?;
    let code = found.lang().code();
    TAGS.lines().find_map(|line| line.strip_prefix(code)?.strip_prefix('\t')).map(str::to_owned)
}

/// Tells in which order a page writes day and month in digits.
pub(super) fn digit_order(language: Option<&str>, address: Option<&str>) -> DigitOrder {
    let host = address.and_then(|address| address.split("://").nth(1)).and_then(|rest| rest.split(['/', ':']).next());
    let is_day_first = host.is_some_and(|host| DAY_FIRST.iter().any(|ending| host.ends_with(ending)));
    match language {
        Some("en-US") => DigitOrder::MonthFirst,
        Some("en") | None if !is_day_first => DigitOrder::MonthFirst,
        _ => DigitOrder::DayFirst,
    }
}
