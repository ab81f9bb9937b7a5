//! Which characters does a class of a pattern hold?

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::characters::{is_decimal, is_space, is_word, small};

/// A set of characters.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct CharSet {
    /// The answers for ASCII, one bit each.
    ascii: u128,
    /// In order, not touching one another, without ASCII. Each is a first and a last character.
    ranges: Vec<(char, char)>,
    categories: Vec<(Category, bool)>,
    is_negated: bool,
    ignores_case: bool,
}

/// A kind of characters that has a letter of its own in patterns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Category {
    Decimal,
    Space,
    Word,
}

impl Category {
    fn contains(self, c: char) -> bool {
        match self {
            Self::Decimal => is_decimal(c),
            Self::Space => is_space(c),
            Self::Word => is_word(c),
        }
    }
}

/// What stands between the brackets of a class.
#[derive(Debug, Default)]
pub(super) struct Items {
    pub ranges: Vec<(char, char)>,
    /// Each with whether its characters are left out instead.
    pub categories: Vec<(Category, bool)>,
    pub is_negated: bool,
}

impl CharSet {
    /// Makes a set of the items of a class.
    pub fn new(items: Items, ignores_case: bool) -> Self {
        let Items { mut ranges, categories, is_negated } = items;
        if ignores_case {
            add_cases(&mut ranges);
        }
        let mut set = Self { ascii: 0, ranges: merge(ranges), categories, is_negated, ignores_case };
        for c in '\0'..='\u{7f}' {
            let same = if ignores_case { small(c) } else { c };
            set.ascii |= u128::from(set.contains_slowly(same)) << u32::from(c);
        }
        set.ranges.retain(|(_, last)| !last.is_ascii());
        set
    }

    /// Makes a set of one character.
    pub fn of(c: char, ignores_case: bool) -> Self {
        Self::new(Items { ranges: vec![(c, c)], ..Items::default() }, ignores_case)
    }

    /// Makes the set of all characters, or all but the line feed.
    pub fn any(with_line_feed: bool) -> Self {
        let ranges = if with_line_feed { vec![] } else { vec![('\n', '\n')] };
        Self::new(Items { ranges, is_negated: true, ..Items::default() }, false)
    }

    /// Returns whether a character is in the set.
    pub fn contains(&self, c: char) -> bool {
        // The small letter of the Kelvin sign is ASCII.
        let c = if self.ignores_case { small(c) } else { c };
        if c.is_ascii() { self.ascii >> u32::from(c) & 1 == 1 } else { self.contains_slowly(c) }
    }

    /// The ranges hold the small letters of all that they are to match, so that one comparison is enough.
    fn contains_slowly(&self, c: char) -> bool {
        let after = self.ranges.partition_point(|(_, last)| *last < c);
        let is_in = self.ranges.get(after).is_some_and(|(first, _)| *first <= c)
            || self.categories.iter().any(|(category, is_out)| category.contains(c) != *is_out);
        is_in != self.is_negated
    }

    /// Returns the answers for ASCII, one bit for each character.
    pub fn ascii(&self) -> u128 {
        self.ascii
    }

    /// Returns the characters if there are no more than `count_max`, or nothing if that is not plain to see.
    pub fn few(&self, count_max: usize) -> Option<Vec<char>> {
        if self.is_negated || !self.categories.is_empty() {
            return None;
        }
        let ascii = ('\0'..='\u{7f}').filter(|c| self.ascii >> u32::from(*c) & 1 == 1);
        let others = self.ranges.iter().flat_map(|(first, last)| (*first).max('\u{80}')..=*last);
        let few: Vec<char> = ascii.chain(others).take(count_max + 1).collect();
        let has_case = |c: &char| small(*c) != *c || c.to_uppercase().next() != Some(*c);
        (few.len() <= count_max && !(self.ignores_case && few.iter().any(has_case))).then_some(few)
    }
}

/// Sorts ranges and joins those that touch.
fn merge(mut ranges: Vec<(char, char)>) -> Vec<(char, char)> {
    ranges.sort_unstable();
    let mut merged: Vec<(char, char)> = Vec::with_capacity(ranges.len());
    for (first, last) in ranges {
        match merged.last_mut() {
            Some((_, end)) if u32::from(first) <= u32::from(*end) + 1 => *end = last.max(*end),
            _ => merged.push((first, last)),
        }
    }
    merged
}

/// Adds the small letters of all characters in the ranges, and those that share a capital with them.
///
/// That is how Python's `re` ignores case: it takes the text's character in lower case and looks for it here.
fn add_cases(ranges: &mut Vec<(char, char)>) {
    let mut smalls = Vec::new();
    for (first, last) in ranges.iter() {
        let inside = |letters: &'static [(char, char)]| {
            let from = letters.partition_point(|(letter, _)| letter < first);
            letters[from..].iter().take_while(|(letter, _)| letter <= last).map(|(_, other)| *other)
        };
        smalls.extend(inside(&CASES.smalls));
        smalls.extend(inside(&CASES.same_capital));
    }
    let more: Vec<char> = smalls.iter().filter_map(|c| CASES.by_small.get(c)).flatten().copied().collect();
    ranges.extend(smalls.into_iter().chain(more).map(|c| (c, c)));
}

/// What is the same when case is ignored.
struct Cases {
    /// Each character that has another one as its small letter, with that.
    smalls: Vec<(char, char)>,
    /// Each small letter with another one that has the same capital.
    same_capital: Vec<(char, char)>,
    by_small: BTreeMap<char, Vec<char>>,
}

/// The blocks in which letters have case lie within these.
const BLOCKS_WITH_CASE: [(char, char); 4] =
    [('A', '\u{2dff}'), ('\u{a640}', '\u{abff}'), ('\u{ff21}', '\u{ff5a}'), ('\u{10400}', '\u{1e95f}')];

static CASES: LazyLock<Cases> = LazyLock::new(|| {
    let characters = BLOCKS_WITH_CASE.iter().flat_map(|(first, last)| *first..=*last);
    let smalls = characters.map(|c| (c, small(c))).filter(|(c, small)| c != small).collect();
    let mut same_capital = Vec::new();
    for line in include_str!("../data/same_capital.tsv").lines().filter(|line| !line.starts_with('#')) {
        let letters = line.split('\t').filter_map(|code| char::from_u32(u32::from_str_radix(code, 16).ok()?));
        let letters: Vec<char> = letters.collect();
        for letter in &letters {
            let others = letters.iter().filter(|other| *other != letter);
            same_capital.extend(others.map(|other| (*letter, *other)));
        }
    }
    same_capital.sort_unstable();
    let mut by_small: BTreeMap<char, Vec<char>> = BTreeMap::new();
    for (letter, other) in &same_capital {
        by_small.entry(*letter).or_default().push(*other);
    }
    Cases { smalls, same_capital, by_small }
});

#[cfg(test)]
mod tests {
    use super::*;

    fn set(ranges: &[(char, char)], ignores_case: bool) -> CharSet {
        CharSet::new(Items { ranges: ranges.to_vec(), ..Items::default() }, ignores_case)
    }

    #[test]
    fn a_set_holds_its_ranges() {
        let set = set(&[('x', 'z'), ('α', 'ω'), ('y', '~'), ('🂠', '🂮')], false);
        assert_eq!(
            ['w', 'x', '~', '\u{7f}', 'λ', 'Λ', '🂡', '🃁'].map(|c| set.contains(c)),
            [false, true, true, false, true, false, true, false]
        );
    }

    #[test]
    fn case_is_ignored_as_in_python() {
        let letters = set(&[('I', 'K'), ('σ', 'σ'), ('É', 'É'), ('𐐀', '𐐁')], true);
        let same = ['i', 'ı', 'İ', 'j', '\u{212a}', 'ς', 'Σ', 'é', '𐐩'];
        assert!(same.iter().all(|c| letters.contains(*c)), "{letters:?}");
        assert!(!['l', 'ſ', 'e', 'τ', '𐐪'].iter().any(|c| letters.contains(*c)));
    }

    #[test]
    fn a_negated_set_holds_the_others() {
        let items = Items { ranges: vec![('a', 'z')], categories: vec![(Category::Decimal, false)], is_negated: true };
        let set = CharSet::new(items, false);
        assert_eq!(['a', '5', '٣', 'é', ' '].map(|c| set.contains(c)), [false, false, false, true, true]);
    }

    #[test]
    fn few_characters_can_be_listed() {
        assert_eq!(set(&[('-', '-'), ('–', '—')], true).few(5), Some(vec!['-', '–', '—']));
        assert_eq!(set(&[('a', 'a')], true).few(5), None);
        assert_eq!(set(&[('a', 'z')], false).few(5), None);
        assert_eq!(CharSet::any(true).few(5), None);
    }

    #[test]
    fn letters_of_a_line_share_their_capital() {
        let capital = |c: char| c.to_uppercase().collect::<String>();
        assert!(CASES.same_capital.iter().all(|(one, other)| capital(*one) == capital(*other)));
        let lines = include_str!("../data/same_capital.tsv").lines().filter(|line| !line.starts_with('#'));
        assert_eq!(lines.count(), 24);
    }
}
