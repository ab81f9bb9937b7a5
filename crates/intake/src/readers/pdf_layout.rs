//! How do the lines of pages become one text?
//!
//! Lines that stand at the head or the foot of many pages are left out, and so are the numbers of pages. A word that is
//! parted at the end of a line is joined where the text itself shows that it is one word.

use std::collections::{BTreeMap, BTreeSet};

/// What stands between two pages.
const PAGE_BREAK: &str = "\n\x0C";

/// On how many pages a line must stand to be a running head.
const PAGES_MIN: usize = 3;

/// How many lines at the head and at the foot of a page may be running heads.
const EDGE_LINES: usize = 2;

/// Returns the text of all pages.
pub(super) fn laid_out(pages: &[String]) -> String {
    let pages: Vec<Vec<String>> = pages.iter().map(|page| lines(page)).collect();
    let repeated = repeated(&pages);
    let bare: Vec<Vec<String>> = pages.iter().map(|page| without(page.clone(), &repeated)).collect();
    // Where nothing but running heads is there, they are the text.
    let pages = if bare.iter().all(Vec::is_empty) { pages } else { bare };
    let words: BTreeSet<String> = pages.iter().flatten().flat_map(|line| words(line)).collect();
    let pages: Vec<String> = pages.iter().map(|page| joined(page, &words)).collect();
    pages.join(PAGE_BREAK)
}

/// Returns the lines of a page without what cannot be seen, and with one blank line at most between two others.
fn lines(page: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for line in page.split(['\n', '\r', '\x0B', '\x0C', '\u{85}', '\u{2028}', '\u{2029}']) {
        let seen: String = line.chars().filter(|character| *character == '\t' || !character.is_control()).collect();
        let line = seen.split_whitespace().collect::<Vec<_>>().join(" ");
        if !line.is_empty() || lines.last().is_some_and(|last| !last.is_empty()) {
            lines.push(line);
        }
    }
    while lines.last().is_some_and(String::is_empty) {
        lines.pop();
    }
    lines
}

/// Returns the lines at the edges of pages, with numbers made alike, that stand on at least half of the pages.
fn repeated(pages: &[Vec<String>]) -> BTreeSet<String> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for page in pages {
        let shapes: BTreeSet<String> = edges(page).into_iter().map(|at| shape(&page[at])).collect();
        for shape in shapes {
            *counts.entry(shape).or_default() += 1;
        }
    }
    let least = PAGES_MIN.max(pages.len() / 2);
    counts.into_iter().filter(|(_, count)| *count >= least).map(|(shape, _)| shape).collect()
}

/// Returns the places of the first and the last lines with words in them.
fn edges(page: &[String]) -> Vec<usize> {
    let filled: Vec<usize> = (0..page.len()).filter(|&at| !page[at].is_empty()).collect();
    // A page of a few lines is all edge.
    if filled.len() <= 2 * EDGE_LINES {
        return filled.first().into_iter().chain(filled.last()).copied().collect();
    }
    filled[..EDGE_LINES].iter().chain(&filled[filled.len() - EDGE_LINES..]).copied().collect()
}

fn shape(line: &str) -> String {
    let mut shape = String::new();
    for character in line.chars() {
        match (character.is_ascii_digit(), shape.ends_with('#')) {
            (true, true) => {}
            (true, false) => shape.push('#'),
            (false, _) => shape.push(character),
        }
    }
    shape
}

/// Leaves the running heads and the page numbers out.
fn without(page: Vec<String>, repeated: &BTreeSet<String>) -> Vec<String> {
    let edges = edges(&page);
    let is_left_out = |at: usize, line: &String| edges.contains(&at) && repeated.contains(&shape(line));
    let kept: Vec<String> =
        page.into_iter().enumerate().filter(|(at, line)| !is_left_out(*at, line)).map(|(_, line)| line).collect();
    let start = kept.iter().position(|line| !line.is_empty()).unwrap_or(kept.len());
    let end = kept.iter().rposition(|line| !line.is_empty()).map_or(start, |at| at + 1);
    kept[start..end].to_vec()
}

fn words(line: &str) -> impl Iterator<Item = String> {
    line.split(|character: char| !character.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase)
}

/// Joins the lines of a page, and words that are parted at the end of one.
fn joined(page: &[String], known: &BTreeSet<String>) -> String {
    let mut text = String::new();
    for line in page {
        match parted(&text, line, known) {
            true => text.truncate(text.len() - 1),
            false if text.is_empty() => {}
            false => text.push('\n'),
        }
        text.push_str(line);
    }
    text
}

/// Returns whether the last word so far goes on in the next line, and is one word without its hyphen.
fn parted(text: &str, next: &str, known: &BTreeSet<String>) -> bool {
    let Some(before) = text.strip_suffix('-') else { return false };
    let head: String = before.chars().rev().take_while(|character| character.is_alphabetic()).collect();
    let head: String = head.chars().rev().collect();
    let tail: String = next.chars().take_while(|character| character.is_alphabetic()).collect();
    if head.chars().count() < 2 || tail.is_empty() || !tail.chars().all(char::is_lowercase) {
        return false;
    }
    known.contains(&format!("{head}{tail}").to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(pages: &[&str], expected: &str) {
        let pages: Vec<String> = pages.iter().map(|page| (*page).to_owned()).collect();
        assert_eq!(laid_out(&pages), expected);
    }

    #[test]
    fn a_form_feed_parts_the_pages() {
        check(&["\n\nOne.\n\n\n\nTwo.\n", "", "Three."], "One.\n\nTwo.\n\x0C\n\x0CThree.");
    }

    #[test]
    fn running_heads_and_page_numbers_are_left_out() {
        let page = |number: usize, words: &str| {
            format!("Report on the dykes\n\n{words} begins\ngoes on\nof {words}\nends {words}\n\n- {number} -")
        };
        let pages = [page(9, "One"), page(10, "Two"), page(11, "Three")];
        let shown: Vec<&str> = pages.iter().map(String::as_str).collect();
        let rest = |words: &str| format!("{words} begins\ngoes on\nof {words}\nends {words}");
        check(&shown, &format!("{}\n\x0C{}\n\x0C{}", rest("One"), rest("Two"), rest("Three")));
        check(&["2031\nOne", "2031\nTwo"], "2031\nOne\n\x0C2031\nTwo");
    }

    #[test]
    fn a_parted_word_is_joined_where_the_text_shows_it_whole() {
        check(&["The govern-\nment met. The government talked."], "The government met. The government talked.");
        check(&["A long-\nterm plan."], "A long-\nterm plan.");
        check(&["Eastport-\nRivermouth"], "Eastport-\nRivermouth");
    }
}
