//! What kind of character is it?
//!
//! Pipelines were trained with Python's answers, which differ from Rust's: a letter is what has a category of letters
//! and nothing else, the separators of files and records are white space, a circled digit is a digit. They are those of
//! Unicode 14.0, which Python 3.11 has: a letter that came later is no letter.

use std::sync::LazyLock;

use unicode_properties::{GeneralCategory, GeneralCategoryGroup, UnicodeGeneralCategory};

/// The runs of digits that are not decimal, each with its first and last character.
static DIGITS: LazyLock<Runs> = LazyLock::new(|| runs(include_str!("data/digits.tsv")));

/// The runs of characters beyond ASCII that Unicode 14.0 knows.
static ASSIGNED: LazyLock<Runs> = LazyLock::new(|| runs(include_str!("data/assigned.tsv")));

/// Runs of characters in order, each with its first and last.
type Runs = Vec<(char, char)>;

fn runs(table: &str) -> Runs {
    let lines = table.lines().filter(|line| !line.starts_with('#'));
    let bound = |bound| u32::from_str_radix(bound, 16).ok().and_then(char::from_u32);
    lines.filter_map(|line| line.split_once('\t')).filter_map(|(from, to)| Some((bound(from)?, bound(to)?))).collect()
}

fn is_in(runs: &Runs, c: char) -> bool {
    let after = runs.partition_point(|(_, last)| *last < c);
    runs.get(after).is_some_and(|(first, _)| *first <= c)
}

fn is_assigned(c: char) -> bool {
    // Nothing was added to the blocks before Armenian.
    c < '\u{530}' || is_in(&ASSIGNED, c)
}

/// Returns whether a character is white space, as Python's `str.isspace` says.
pub(crate) fn is_space(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{1c}'..='\u{1f}')
}

/// Returns whether a character is a letter, as Python's `str.isalpha` says.
pub(crate) fn is_letter(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphabetic();
    }
    c.general_category_group() == GeneralCategoryGroup::Letter && is_assigned(c)
}

/// Returns whether a character is a capital letter, as Python's `str.isupper` says of a letter.
pub(crate) fn is_capital(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_uppercase();
    }
    c.general_category() == GeneralCategory::UppercaseLetter && is_assigned(c)
}

/// Returns whether a character is a decimal digit of any script, as `\d` of Python's patterns says.
pub(crate) fn is_decimal(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_digit();
    }
    c.general_category() == GeneralCategory::DecimalNumber && is_assigned(c)
}

/// Returns whether a character is a digit of any kind, as Python's `str.isdigit` says.
pub(crate) fn is_digit(c: char) -> bool {
    is_decimal(c) || (!c.is_ascii() && is_in(&DIGITS, c))
}

/// Returns whether a character may stand in a word, as `\w` of Python's patterns says.
pub(crate) fn is_word(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphanumeric() || c == '_';
    }
    matches!(c.general_category_group(), GeneralCategoryGroup::Letter | GeneralCategoryGroup::Number) && is_assigned(c)
}

/// Returns the small letter of a character, or the first of them, as patterns that ignore case compare it.
pub(crate) fn small(c: char) -> char {
    if c.is_ascii() {
        return c.to_ascii_lowercase();
    }
    c.to_lowercase().next().filter(|small| *small == c || is_assigned(c)).unwrap_or(c)
}

/// Returns a string in lower case, as Python's `str.lower`.
pub(crate) fn lower(string: &str) -> String {
    if string.chars().all(is_assigned) {
        return string.to_lowercase();
    }
    let mut lower = String::with_capacity(string.len());
    for part in string.split_inclusive(|c| !is_assigned(c)) {
        let end = part.trim_end_matches(|c| !is_assigned(c));
        lower.push_str(&end.to_lowercase());
        lower.push_str(&part[end.len()..]);
    }
    lower
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_pythons() {
        let kinds =
            |c| [is_space(c), is_letter(c), is_capital(c), is_decimal(c), is_digit(c), is_word(c)].map(u8::from);
        assert_eq!(kinds('\u{1f}'), [1, 0, 0, 0, 0, 0]);
        assert_eq!(kinds('É'), [0, 1, 1, 0, 0, 1]);
        assert_eq!(kinds('ǅ'), [0, 1, 0, 0, 0, 1]);
        assert_eq!(kinds('٣'), [0, 0, 0, 1, 1, 1]);
        assert_eq!(kinds('②'), [0, 0, 0, 0, 1, 1]);
        assert_eq!(kinds('Ⅷ'), [0, 0, 0, 0, 0, 1]);
        assert_eq!(kinds('\u{301}'), [0, 0, 0, 0, 0, 0]);
        assert_eq!(kinds('_'), [0, 0, 0, 0, 0, 1]);
    }

    #[test]
    fn letters_that_came_after_unicode_14_are_none() {
        assert_eq!(['\u{1c89}', '\u{10d50}', '\u{11f50}'].map(is_word), [false; 3]);
        assert_eq!((small('\u{1c89}'), lower("Ä\u{1c89}ΣA\u{1c89}")), ('\u{1c89}', "ä\u{1c89}σa\u{1c89}".to_owned()));
    }

    #[test]
    fn every_line_of_the_tables_is_a_run() {
        for (table, runs) in
            [(include_str!("data/digits.tsv"), &DIGITS), (include_str!("data/assigned.tsv"), &ASSIGNED)]
        {
            let lines = table.lines().filter(|line| !line.starts_with('#'));
            assert_eq!(lines.count(), runs.len());
            assert!(runs.iter().all(|(first, last)| first <= last));
            assert!(runs.is_sorted_by(|before, after| before.1 < after.0));
        }
        assert!(DIGITS.iter().all(|(first, last)| !is_decimal(*first) && is_digit(*first) && is_digit(*last)));
    }

    #[test]
    fn small_letters_are_single() {
        assert_eq!(['A', 'É', 'İ', 'ß', '\u{212a}'].map(small), ['a', 'é', 'i', 'ß', 'k']);
    }
}
