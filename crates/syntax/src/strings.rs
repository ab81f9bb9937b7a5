//! Which number does a pipeline give to a string?
//!
//! It is the string's hash, but for some hundreds of strings that have had a number of their own since before there were
//! hashes: names of attributes, parts of speech and labels. A word or a shape may be one of them by chance, such as
//! `mark` or `X`, and then the model has learnt with that number.

#![expect(clippy::disallowed_types, reason = "the table is only asked by key, never walked")]

use std::collections::HashMap;
use std::sync::LazyLock;

use rmpv::ValueRef;

use crate::hash::hash_string;

/// The numbers of the strings that are not hashed (spaCy's `symbols`).
static SYMBOLS: LazyLock<HashMap<&str, u64>> = LazyLock::new(|| {
    let lines = include_str!("data/symbols.tsv").lines().filter(|line| !line.starts_with('#'));
    lines.filter_map(|line| line.split_once('\t')).filter_map(|(id, name)| Some((name, id.parse().ok()?))).collect()
});

/// The longest string of `SYMBOLS`, in bytes: longer ones need not be looked up.
const SYMBOL_LEN_BYTES_MAX: usize = 17;

/// Returns the number of a string: its own if it has one, else its hash; 0 for the empty string.
pub(crate) fn string_id(string: &str) -> u64 {
    let symbol = if string.len() <= SYMBOL_LEN_BYTES_MAX { SYMBOLS.get(string) } else { None };
    symbol.copied().unwrap_or_else(|| hash_string(string))
}

/// Returns the string that a value of MessagePack is.
pub(crate) fn text_of<'v>(value: &'v ValueRef<'_>) -> Option<&'v str> {
    if let ValueRef::String(string) = value { string.as_str() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn some_strings_are_numbered_by_hand() {
        assert_eq!(["IS_ALPHA", "X", "mark", ""].map(string_id), [1, 101, 423, 0]);
        assert_eq!(string_id("marks"), hash_string("marks"));
    }

    #[test]
    fn every_line_of_the_table_is_read() {
        let lines = include_str!("data/symbols.tsv").lines().filter(|line| !line.starts_with('#'));
        assert_eq!(lines.count(), SYMBOLS.len());
        assert_eq!(SYMBOLS.keys().map(|name| name.len()).max(), Some(SYMBOL_LEN_BYTES_MAX));
    }
}
