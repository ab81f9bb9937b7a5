//! When are two names one, and when do they only sound alike?
//!
//! In goes a name; out come its plain form, in which case, accents, points and an article are of no account, and its
//! sound, in which the ways to carry it over from another script come to the same. A plain form can be an identity; a
//! sound only makes candidates.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use deunicode::deunicode;

/// Where in a word a way to write a sound counts.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Where {
    Anywhere,
    First,
    Last,
}

/// Ways to write a sound, the longest first.
static SOUNDS: LazyLock<Vec<(&str, &str, Where)>> = LazyLock::new(|| {
    let sound = |row: Vec<&'static str>| match (row[0].strip_prefix('^'), row[0].strip_suffix('$')) {
        (Some(written), _) => (written, row[1], Where::First),
        (_, Some(written)) => (written, row[1], Where::Last),
        _ => (row[0], row[1], Where::Anywhere),
    };
    let mut sounds: Vec<_> = rows(include_str!("../../data/name_sounds.tsv")).map(sound).collect();
    sounds.sort_by_key(|(written, _, place)| (std::cmp::Reverse(written.len()), *place == Where::Anywhere));
    sounds
});

static WORDS: LazyLock<BTreeMap<&str, &str>> =
    LazyLock::new(|| rows(include_str!("../../data/name_words.tsv")).map(|row| (row[0], row[1])).collect());

static GENERIC: LazyLock<BTreeSet<&str>> = LazyLock::new(|| {
    include_str!("../../data/generic_bodies.txt").lines().filter(|line| !line.starts_with('#')).collect()
});

/// Returns the rows of a table.
pub(super) fn rows(table: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    table.lines().filter(|line| !line.starts_with('#')).map(|line| line.split('\t').collect())
}

/// Returns a name in small letters without accents, points, quotation marks and an article before it: `un` for `the U.N.`.
pub(super) fn plain(name: &str) -> String {
    let ascii = deunicode(name).to_lowercase();
    let is_dropped = |c: char| matches!(c, '.' | '\'' | '"' | '`');
    let spaced: String = ascii
        .replace('&', " and ")
        .chars()
        .filter(|c| !is_dropped(*c))
        .map(|c| if c.is_alphanumeric() { c } else { ' ' })
        .collect();
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let words = match &words[..] {
        ["the", rest @ ..] if !rest.is_empty() => rest,
        all => all,
    };
    // What has no letter is told by its own signs.
    if words.is_empty() { name.trim().to_owned() } else { words.join(" ") }
}

/// Returns what the spellings of a name have in common.
pub(super) fn sound(name: &str) -> String {
    plain(name).split(' ').map(sound_of_word).collect::<Vec<_>>().join(" ")
}

fn sound_of_word(word: &str) -> String {
    let mut sound = String::with_capacity(word.len());
    let mut rest = word;
    while let Some(first) = rest.chars().next() {
        let fits = |(written, _, place): &&(&str, &str, Where)| {
            rest.starts_with(written)
                && match place {
                    Where::Anywhere => true,
                    Where::First => rest.len() == word.len(),
                    Where::Last => rest.len() == written.len() && rest.len() < word.len(),
                }
        };
        let (len_bytes, written) = match SOUNDS.iter().find(fits) {
            Some((written, sound, _)) => (written.len(), *sound),
            None => (first.len_utf8(), &rest[..first.len_utf8()]),
        };
        if !sound.ends_with(written) {
            sound.push_str(written);
        }
        rest = &rest[len_bytes..];
    }
    sound
}

/// Returns whether a name is made of words of which many bodies make the name of their own: `Ministry of Finance`.
pub(super) fn is_generic(plain: &str) -> bool {
    plain.split(' ').all(|word| GENERIC.contains(word))
}

/// The name of a person, part by part and as it sounds.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct PersonName {
    /// The last name.
    pub last: String,
    /// The given names in their order; none where only the last name is known.
    pub given: Vec<String>,
    /// What tells bearers of one name apart: `jr`.
    pub generation: Option<String>,
}

/// How two names of one last name go together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fit {
    /// They are the same.
    Same,
    /// One is a shorter form of the other: `Korn`, `A. Korn`, `Ada Korn`, `Ada Maria Korn`.
    Shorter,
    /// They are of two people.
    Other,
}

impl PersonName {
    /// Takes a name apart; `None` where nothing of a name is left.
    pub fn of(name: &str) -> Option<Self> {
        let sort = |word: &str| WORDS.get(word).copied();
        let plain_words: Vec<String> = name.split_whitespace().map(|word| without_particle(&ascii(word))).collect();
        let mut words: Vec<&str> = plain_words.iter().map(String::as_str).filter(|word| !word.is_empty()).collect();
        let generation = words.pop_if(|word| sort(word) == Some("generation")).map(str::to_owned);
        while words.len() > 1 && sort(words[0]) == Some("address") {
            words.remove(0);
        }
        let last = sound_of_word(words.pop()?);
        let is_particle = |word: &&str| sort(word) == Some("particle");
        // A particle is none where a name begins with it and has no other: Ben Vale, but Van der Berg.
        let kept: Vec<&str> = match &words[..] {
            [_, _, ..] if words.iter().all(&is_particle) => Vec::new(),
            [first, rest @ ..] => {
                [first].into_iter().chain(rest.iter().filter(|word| !is_particle(word))).copied().collect()
            }
            [] => Vec::new(),
        };
        let given = kept.into_iter().map(sound_of_word).collect();
        Some(Self { last, given, generation })
    }

    /// Returns whether a given name is there, and not by its first letter alone.
    pub fn is_full(&self) -> bool {
        self.given.first().is_some_and(|first| first.chars().count() > 1)
    }

    /// Returns how this name and another go together.
    pub fn fit(&self, other: &Self) -> Fit {
        let is_other_generation =
            matches!((&self.generation, &other.generation), (Some(one), Some(other)) if one != other);
        if self.last != other.last || is_other_generation {
            return Fit::Other;
        }
        if self.given == other.given {
            return Fit::Same;
        }
        let is_initial = |one: &str, other: &str| one.chars().count() == 1 && other.starts_with(one);
        let fits = |(one, other): (&String, &String)| one == other || is_initial(one, other) || is_initial(other, one);
        if self.given.iter().zip(&other.given).all(fits) { Fit::Shorter } else { Fit::Other }
    }
}

fn ascii(word: &str) -> String {
    let ascii = deunicode(word).to_lowercase();
    ascii.chars().filter(|c| c.is_alphanumeric() || *c == '-').collect()
}

/// Returns a word without the particle that is joined to it: `hamdun` for `al-hamdun`.
fn without_particle(word: &str) -> String {
    let mut parts: Vec<&str> = word.split('-').filter(|part| !part.is_empty()).collect();
    while parts.len() > 1 && WORDS.get(parts[0]) == Some(&"particle") {
        parts.remove(0);
    }
    parts.concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_accents_points_and_an_article_are_of_no_account() {
        for (name, expected) in [
            ("the U.N.", "un"),
            ("UN", "un"),
            ("Orván & Sons", "orvan and sons"),
            ("L’Union", "lunion"),
            ("Frozen-Reserves  Loan", "frozen reserves loan"),
            ("The", "the"),
            ("—", "—"),
        ] {
            assert_eq!(plain(name), expected, "{name}");
        }
    }

    #[test]
    fn spellings_of_one_name_sound_alike() {
        for spellings in [
            &["Zelmenskyy", "Zelmenskiy", "Zelmensky", "Selmenskyj", "Żelmenskij", "Зелменский"][..],
            &["Orvan", "Orván", "Orwan"],
            &["Tchernov", "Chernow", "Tschernoff", "Czernow"],
            &["Khamdoun", "Hamdun", "Khamdoon"],
            &["Müller", "Mueller", "Muller"],
        ] {
            let sounds: Vec<String> = spellings.iter().map(|spelling| sound(spelling)).collect();
            assert!(sounds.iter().all(|other| *other == sounds[0]), "{spellings:?} sound {sounds:?}");
        }
        for (one, other) in [("Jan", "Ann"), ("Jan", "Ian"), ("Korn", "Kern"), ("Maria", "Mara"), ("Jon", "Jens")] {
            assert_ne!(sound(one), sound(other));
        }
    }

    #[test]
    fn names_fit_as_far_as_they_go() {
        let check = |one: &str, other: &str, expected: Fit| {
            let (a, b) = (PersonName::of(one).unwrap(), PersonName::of(other).unwrap());
            assert_eq!((a.fit(&b), b.fit(&a)), (expected, expected), "{one} and {other}");
        };
        check("Ada Korn", "ADA KORN", Fit::Same);
        check("Volodar Zelmenskyy", "Volodar Selmenskyj", Fit::Same);
        check("Karim al-Hamdun", "Karim Hamdoun", Fit::Same);
        check("Karim al Hamdun", "Karim Al-Khamdun", Fit::Same);
        check("Dr. Ada Korn", "Ada Korn", Fit::Same);
        check("Piet van der Berg", "Piet Berg", Fit::Same);
        check("Ada Korn", "Korn", Fit::Shorter);
        check("Ada Korn", "A. Korn", Fit::Shorter);
        check("Ada Korn", "Ada Maria Korn", Fit::Shorter);
        check("Van der Berg", "Berg", Fit::Same);
        check("Ben Vale", "Vale", Fit::Shorter);
        check("Ada Korn", "Ivo Korn", Fit::Other);
        check("Ada Korn", "I. Korn", Fit::Other);
        check("Jon Vale Jr.", "Jon Vale Sr.", Fit::Other);
        check("Ada Korn", "Ada Kern", Fit::Other);
    }

    #[test]
    fn a_name_of_words_that_all_use_is_generic() {
        for (name, expected) in [
            ("Ministry of Finance", true),
            ("Foreign Ministry", true),
            ("Basin Council", false),
            ("Ministry of Finance of Norland", false),
        ] {
            assert_eq!(is_generic(&plain(name)), expected, "{name}");
        }
    }

    #[test]
    fn the_tables_are_in_small_letters_and_say_each_word_once() {
        let mut seen = BTreeSet::new();
        for row in rows(include_str!("../../data/name_sounds.tsv")) {
            assert_eq!(row.len(), 2, "{row:?}");
            assert!(row.concat().chars().all(|c| c.is_ascii_lowercase() || matches!(c, '^' | '$')), "{row:?}");
            assert!(seen.insert(row[0]), "`{}` stands there twice", row[0]);
        }
        for row in rows(include_str!("../../data/name_words.tsv")) {
            assert!(matches!(row[1], "particle" | "generation" | "address"), "{row:?}");
        }
        let generic: Vec<&str> = include_str!("../../data/generic_bodies.txt").lines().collect();
        assert_eq!(generic.iter().collect::<BTreeSet<_>>().len(), generic.len());
    }
}
