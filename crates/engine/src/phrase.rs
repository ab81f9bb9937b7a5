//! What is a phrase about, and is another one about the same?

use std::collections::BTreeSet;
use std::sync::LazyLock;

/// The words that do not tell what a phrase is about.
static STOP: LazyLock<BTreeSet<&str>> =
    LazyLock::new(|| include_str!("../data/stop.txt").lines().filter(|line| !line.starts_with('#')).collect());

/// Returns the words that tell what a phrase is about: lower case, plural endings off, filler left out.
pub(crate) fn gist(phrase: &str) -> BTreeSet<String> {
    let words = words(phrase);
    words.iter().filter(|word| !STOP.contains(word.as_str())).map(|word| singular(word)).collect()
}

/// Returns the share of the shorter gist that the longer has too; 0 when one is empty.
pub(crate) fn overlap(one: &BTreeSet<String>, other: &BTreeSet<String>) -> f64 {
    let shorter = one.len().min(other.len());
    if shorter == 0 { 0.0 } else { one.intersection(other).count() as f64 / shorter as f64 }
}

/// Splits into lower-case words.
pub(crate) fn words(phrase: &str) -> Vec<String> {
    let parts = phrase.split(|c: char| !c.is_alphanumeric());
    parts.filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
}

/// Puts a phrase on one line.
pub(crate) fn one_line(phrase: &str) -> String {
    phrase.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Puts a phrase in quotation marks; those inside it become single ones, without the comma that a sentence left there.
pub(crate) fn quoted(phrase: &str) -> String {
    let inner = phrase.strip_prefix('“').and_then(|rest| rest.strip_suffix('”'));
    if inner.is_some_and(|inner| !inner.contains(['“', '”'])) {
        return phrase.to_owned();
    }
    format!("“{}”", phrase.replace('“', "‘").replace('”', "’").replace(",’", "’"))
}

/// Joins names as a sentence does: `a, b and c`.
pub(crate) fn list(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [only] => only.clone(),
        [before @ .., last] => format!("{} and {last}", before.join(", ")),
    }
}

fn singular(word: &str) -> String {
    let is_plural = word.len() > 3 && word.ends_with('s') && !word.ends_with("ss");
    if is_plural { word[..word.len() - 1].to_owned() } else { word.to_owned() }
}

/// Returns a phrase of at most this many characters, cut between words where it is longer.
pub(crate) fn shortened(phrase: &str, len_chars_max: usize) -> String {
    let line = one_line(phrase);
    let Some((cut, _)) = line.char_indices().nth(len_chars_max) else { return line };
    let head = &line[..cut];
    let whole_words = head.rfind(' ').map_or(head, |space| &head[..space]);
    format!("{}…", whole_words.trim_end_matches([',', ';', ':', '.']))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(phrase: &str, expect: &[&str]) {
        assert_eq!(gist(phrase).iter().map(String::as_str).collect::<Vec<_>>(), expect);
    }

    #[test]
    fn a_gist_leaves_out_filler_and_plural_endings() {
        check("the Frozen Reserves of  both banks", &["bank", "both", "frozen", "reserve"]);
        check("glass, gas", &["gas", "glass"]);
        check("", &[]);
    }

    #[test]
    fn the_list_of_filler_is_sorted_words() {
        let lines: Vec<&str> = include_str!("../data/stop.txt").lines().filter(|line| !line.starts_with('#')).collect();
        assert!(lines.is_sorted(), "the list is not sorted");
        for word in lines {
            assert_eq!(words(word), [word], "`{word}` is no lower-case word");
            check(&format!("{word} harbour"), &["harbour"]);
        }
    }

    #[test]
    fn a_long_phrase_is_cut_between_words() {
        for (len, expect) in [(40, "patrol boats, and more"), (14, "patrol boats…"), (3, "pat…"), (0, "…")] {
            assert_eq!(shortened("patrol  boats, and more", len), expect);
        }
        assert_eq!(shortened("αβγδ", 2), "αβ…");
    }

    #[test]
    fn quotation_marks_do_not_stand_inside_their_like() {
        assert_eq!(quoted("join a “harbour guard,”"), "“join a ‘harbour guard’”");
        assert_eq!(quoted("“a free hand”"), "“a free hand”");
        assert_eq!(quoted("pay"), "“pay”");
    }
}
