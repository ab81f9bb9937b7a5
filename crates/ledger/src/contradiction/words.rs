//! Which words tell what a sentence is about?
//!
//! In goes text; out come its words in order, and the set of those that tell: without small words, light verbs, numbers
//! and times, and with endings taken off so that "frozen assets of Norland" and "a frozen Norlandic asset" have words in
//! common. The stems are no English: they only have to be the same for forms of one word.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use casus_text::{Source, Span};
use jiff::civil::Weekday;

/// The classes of words of `data/telling.txt` and `data/dating.txt`.
static CLASSES: LazyLock<BTreeMap<&str, BTreeSet<&str>>> = LazyLock::new(|| {
    let mut classes: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    let lines = [include_str!("../../data/telling.txt"), include_str!("../../data/dating.txt")].map(str::lines);
    let lines = lines.into_iter().flatten().filter(|line| !line.starts_with('#'));
    for (class, words) in lines.filter_map(|line| line.split_once(": ")) {
        classes.entry(class).or_default().extend(words.split_whitespace());
    }
    classes
});

/// The word that stands for others of one meaning, by their stems (`data/alike.txt`).
static ALIKE: LazyLock<BTreeMap<String, String>> = LazyLock::new(|| {
    let lines = include_str!("../../data/alike.txt").lines().filter(|line| !line.starts_with('#'));
    let of_line = |line: &str| {
        let mut words = line.split_whitespace().map(|word| match word.split_once('_') {
            Some((one, other)) => joined(one, other),
            None => ending_off(word),
        });
        let first = words.next().unwrap_or_default();
        words.map(|word| (word, first.clone())).collect::<Vec<_>>()
    };
    lines.flat_map(of_line).collect()
});

/// So many words behind a preposition belong to it.
const BOUND_WORDS: usize = 3;

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];
const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// A word of a text, with where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Word<'a> {
    /// As it is written.
    pub(crate) text: &'a str,
    /// In lower case.
    pub(crate) lower: String,
    /// Its first byte in the source.
    pub(crate) start_bytes: usize,
    /// The byte behind it.
    pub(crate) end_bytes: usize,
}

impl Word<'_> {
    /// Returns whether it begins with a capital.
    pub(crate) fn is_capital(&self) -> bool {
        self.text.starts_with(char::is_uppercase)
    }

    /// Returns whether it begins with a digit.
    pub(crate) fn is_number(&self) -> bool {
        self.text.starts_with(|c: char| c.is_ascii_digit())
    }
}

/// Returns whether a class of words has a word.
pub(crate) fn is_of(class: &str, word: &str) -> bool {
    CLASSES.get(class).is_some_and(|words| words.contains(word))
}

/// Returns the stems of the words of a class.
pub(crate) fn stems_of(class: &str) -> BTreeSet<String> {
    CLASSES.get(class).into_iter().flatten().map(|word| stem(word)).collect()
}

/// Returns whether a class has one of these words, or two of them in a row.
pub(crate) fn has_of(class: &str, words: &[Word<'_>]) -> bool {
    words.iter().any(|word| is_of(class, &word.lower))
        || words.windows(2).any(|pair| is_of(class, &format!("{}_{}", pair[0].lower, pair[1].lower)))
}

/// Splits a stretch of a source into words: letters and digits, numbers with their dots and commas inside.
pub(crate) fn words(source: &Source, span: Span) -> Vec<Word<'_>> {
    let text = source.slice(span);
    let mut words = Vec::new();
    let mut letters = text.char_indices().peekable();
    while let Some((start, first)) = letters.next() {
        if !first.is_alphanumeric() {
            continue;
        }
        let mut end = start + first.len_utf8();
        while let Some(&(at, letter)) = letters.peek() {
            let is_inside = matches!(letter, '.' | ',')
                && text[..at].ends_with(|c: char| c.is_ascii_digit())
                && text[at + 1..].starts_with(|c: char| c.is_ascii_digit());
            if !letter.is_alphanumeric() && !is_inside {
                break;
            }
            end = at + letter.len_utf8();
            letters.next();
        }
        // The ending of a possessive is no word.
        let is_ending = text[..start].ends_with(['’', '\'']) && matches!(&text[start..end], "s" | "S");
        if !is_ending {
            let at = span.start_bytes();
            let word = &text[start..end];
            let lower = word.to_lowercase();
            words.push(Word { text: word, lower, start_bytes: at + start, end_bytes: at + end });
        }
    }
    words
}

/// Returns the stems of the words that tell.
pub(crate) fn telling<'w>(words: impl IntoIterator<Item = &'w Word<'w>>) -> BTreeSet<String> {
    let tell = |word: &Word<'_>| !word.is_number() && !is_small(word) && !is_time(word);
    let all: Vec<&Word<'_>> = words.into_iter().collect();
    let mut told = BTreeSet::new();
    let mut rest = &all[..];
    while let [word, behind @ ..] = rest {
        rest = behind;
        let pair = behind.first().filter(|next| next.start_bytes == word.end_bytes + 1);
        if let Some(known) = pair.and_then(|next| ALIKE.get(&joined(&word.lower, &next.lower))) {
            told.insert(known.clone());
            rest = &behind[1..];
        } else if tell(word) {
            told.insert(stem(&word.lower));
        }
    }
    told
}

/// Returns the stem under which two words that mean one thing together are known.
fn joined(one: &str, other: &str) -> String {
    format!("{}_{}", ending_off(one), ending_off(other))
}

/// Returns the stems of the words that stand behind a preposition.
pub(crate) fn binding(words: &[Word<'_>]) -> BTreeSet<String> {
    let is_preposition = |word: &Word<'_>| {
        matches!(word.lower.as_str(), "for" | "of" | "to" | "in" | "on" | "from" | "against" | "by" | "with" | "at")
    };
    let behind = words.iter().enumerate().filter(|(_, word)| is_preposition(word));
    telling(behind.flat_map(|(at, _)| &words[at + 1..words.len().min(at + 1 + BOUND_WORDS)]))
}

/// Returns the stems of a phrase that tell.
pub(crate) fn telling_of(phrase: &str) -> BTreeSet<String> {
    let source = Source::new(phrase.to_owned(), casus_text::Origin::default());
    telling(&words(&source, source.whole()))
}

fn is_small(word: &Word<'_>) -> bool {
    // `US` is a state and `us` is not.
    let is_name = word.text.len() > 1 && word.text.chars().all(char::is_uppercase);
    word.text.chars().count() < 2 || !is_name && is_of("stop", &word.lower)
}

/// Returns whether a word is a month, a weekday or such.
pub(crate) fn is_time(word: &Word<'_>) -> bool {
    let is_day = WEEKDAYS.contains(&word.lower.as_str());
    is_day || month(word).is_some() || matches!(word.lower.as_str(), "today" | "yesterday" | "tomorrow")
}

/// Returns which day of the week a word names.
pub(crate) fn weekday(word: &Word<'_>) -> Option<Weekday> {
    let place = WEEKDAYS.iter().position(|weekday| *weekday == word.lower)?;
    Weekday::from_monday_zero_offset(i8::try_from(place).expect("there are seven days")).ok()
}

/// Returns which month a word names; `may` and `march` in small letters are verbs.
pub(crate) fn month(word: &Word<'_>) -> Option<i8> {
    let place = MONTHS.iter().position(|month| *month == word.lower)?;
    (word.is_capital()).then(|| i8::try_from(place + 1).expect("there are twelve months"))
}

/// Returns the year that a word names.
pub(crate) fn year(word: &Word<'_>) -> Option<i16> {
    let is_year = word.text.len() == 4 && word.text.chars().all(|c| c.is_ascii_digit());
    word.text.parse().ok().filter(|year| is_year && (1800..2100).contains(year))
}

/// Returns the years and months that are named, which scope what is said beside them.
pub(crate) fn periods(words: &[Word<'_>]) -> BTreeSet<String> {
    let years = words.iter().filter_map(year).map(|year| year.to_string());
    let months = words.iter().filter_map(month).map(|month| format!("month {month}"));
    years.chain(months).collect()
}

/// Returns what a word and others of its meaning have in common.
pub(crate) fn stem(word: &str) -> String {
    let stem = ending_off(word);
    ALIKE.get(&stem).cloned().unwrap_or(stem)
}

fn ending_off(word: &str) -> String {
    let mut stem = word.to_owned();
    let cut = |stem: &mut String, ending: &str, left: usize| {
        let is_cut = stem.ends_with(ending) && stem.chars().count() >= left + ending.len();
        if is_cut {
            stem.truncate(stem.len() - ending.len());
        }
        is_cut
    };
    // What ends in a consonant and “y” has “ies” and “ied”.
    if cut(&mut stem, "ies", 2) || cut(&mut stem, "ied", 3) {
        stem.push('y');
    } else if !stem.ends_with("ss") && !stem.ends_with("us") && !stem.ends_with("is") {
        cut(&mut stem, "s", 3);
    }
    let endings = [("ing", 4), ("ed", 4), ("ian", 3), ("ean", 4), ("ia", 3), ("an", 4), ("ic", 4)];
    let _ = endings.iter().any(|(ending, left)| cut(&mut stem, ending, *left));
    let last = stem.chars().last();
    let is_doubled = last.is_some_and(|last| {
        !"aeiou".contains(last) && stem.strip_suffix(last).is_some_and(|rest| rest.ends_with(last))
    });
    if is_doubled && stem.len() > 4 {
        stem.pop();
    }
    let _ = ["e", "y"].iter().any(|ending| cut(&mut stem, ending, 4));
    stem
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(phrase: &str, expect: &[&str]) {
        assert_eq!(telling_of(phrase).iter().map(String::as_str).collect::<Vec<_>>(), expect, "{phrase}");
    }

    #[test]
    fn a_verb_that_ends_in_y_is_one_in_all_its_forms() {
        assert_eq!(["ratify", "ratifies", "ratified", "ratifying"].map(stem), ["ratif"; 4]);
        assert_eq!(["carry", "carried"].map(stem), ["carr"; 2].map(|_| stem("carries")));
    }

    #[test]
    fn forms_of_one_word_have_one_stem() {
        for (one, other) in [
            ("assets", "asset"),
            ("decided", "decide"),
            ("planned", "plans"),
            ("ukrainian", "ukraine"),
            ("russian", "russia"),
            ("countries", "country"),
            ("financing", "finances"),
        ] {
            assert_eq!(stem(one), stem(other), "{one} {other}");
        }
    }

    #[test]
    fn small_words_numbers_and_times_do_not_tell() {
        check("The frozen assets of Norland total about €210 billion today.", &["asset", "frozen", "norland"]);
        check("On 3 May the US said so", &["us"]);
    }
}
