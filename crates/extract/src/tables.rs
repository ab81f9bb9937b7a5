//! Is each table of `data/` laid out as its header says?

use std::collections::{BTreeMap, BTreeSet};

use crate::lexicon::{LEXICON, rows};

const STATES: &str = include_str!("../data/states.tsv");
const PLACES: &str = include_str!("../data/places.tsv");
const TITLES: &str = include_str!("../data/titles.tsv");
const BODIES: [(&str, &str); 5] = [
    ("united_nations", include_str!("../data/united_nations.tsv")),
    ("organisations", include_str!("../data/organisations.tsv")),
    ("banks", include_str!("../data/banks.tsv")),
    ("parties", include_str!("../data/parties.tsv")),
    ("instruments", include_str!("../data/instruments.tsv")),
];
const WORDS_IN_LOWER_CASE: [(&str, &str); 4] = [
    ("title_modifiers", include_str!("../data/title_modifiers.txt")),
    ("actor_nouns", include_str!("../data/actor_nouns.txt")),
    ("agent_nouns", include_str!("../data/agent_nouns.txt")),
    ("group_heads", include_str!("../data/group_heads.tsv")),
];
const WORDS_WITH_CAPITALS: [(&str, &str); 2] = [
    ("organisation_heads", include_str!("../data/organisation_heads.txt")),
    ("instrument_heads", include_str!("../data/instrument_heads.txt")),
];

/// Returns the values of a cell.
fn values(cell: &'static str) -> impl Iterator<Item = &'static str> {
    cell.split('|').filter(|value| !value.is_empty()).map(|value| value.trim_start_matches("the "))
}

/// Checks that each word leads to one bearer, and returns them all.
fn bearers(pairs: impl Iterator<Item = (&'static str, &'static str)>) -> BTreeMap<&'static str, &'static str> {
    let mut bearers = BTreeMap::new();
    for (word, bearer) in pairs {
        assert_eq!(word, word.trim(), "`{word}` has white space around it");
        let other = *bearers.entry(word).or_insert(bearer);
        assert_eq!(other, bearer, "`{word}` stands for both");
    }
    bearers
}

fn states() -> impl Iterator<Item = Vec<&'static str>> {
    STATES.lines().filter(|line| !line.starts_with('#')).map(|line| line.split('\t').collect())
}

fn words_of_states() -> impl Iterator<Item = (&'static str, &'static str)> {
    let words = |row: Vec<&'static str>| {
        let name = row[1];
        let cells = row[1..].to_vec();
        let capitals = |cell: &'static str| values(cell).map(|value| value.trim_start_matches('*'));
        let words: Vec<_> = cells.into_iter().flat_map(capitals).filter(|word| *word != "=").collect();
        words.into_iter().map(move |word| (word, name))
    };
    states().flat_map(words)
}

#[test]
fn every_state_and_territory_of_the_standard_is_listed_once() {
    const ISO_3166_1: usize = 249;
    let codes: Vec<&str> = states().map(|row| row[0]).collect();
    let distinct: BTreeSet<&str> = codes.iter().copied().collect();
    assert_eq!(codes.len(), distinct.len(), "a code stands twice");
    assert_eq!(codes.iter().filter(|code| **code != "XK").count(), ISO_3166_1);
    for row in states() {
        assert_eq!(row.len(), 7, "{row:?}");
        assert!(row[0].len() == 2 && row[0].chars().all(|c| c.is_ascii_uppercase()), "{row:?}");
    }
}

#[test]
fn every_state_has_a_capital_where_people_live_and_no_word_leads_to_two() {
    const WITHOUT: [&str; 5] = ["AQ", "BV", "HM", "TK", "UM"];
    let without: Vec<&str> = states().filter(|row| row[5].is_empty()).map(|row| row[0]).collect();
    assert_eq!(without, WITHOUT);
    bearers(words_of_states());
}

#[test]
fn each_name_of_a_body_or_text_leads_to_one() {
    let of_states: BTreeSet<&str> = words_of_states().map(|(word, _)| word).collect();
    let named = BODIES.iter().flat_map(|(table, text)| {
        rows(text).flat_map(move |row| {
            assert_eq!(row.len(), 3, "{table}: {row:?}");
            assert!(matches!(row[2], "organisation" | "instrument"), "{table}: {row:?}");
            let name = row[0];
            std::iter::once(name.trim_start_matches("the ")).chain(values(row[1])).map(move |word| (word, name))
        })
    });
    let named = bearers(named);
    let shared: Vec<_> = named.keys().filter(|word| of_states.contains(*word)).collect();
    assert!(shared.is_empty(), "{shared:?} are states too");
    let names: BTreeSet<&&str> = named.values().collect();
    assert!(names.len() >= 260, "{} bodies and texts", names.len());
}

#[test]
fn each_place_has_one_row_and_a_known_state() {
    let of_states: BTreeSet<&str> = words_of_states().map(|(word, _)| word).collect();
    let known: BTreeSet<&str> = states().map(|row| row[1]).collect();
    let named = rows(PLACES).flat_map(|row| {
        assert!(row.len() <= 2, "{row:?}");
        let state = row.get(1).copied().unwrap_or_default();
        assert!(state.is_empty() || known.contains(state), "{row:?}");
        values(row[0]).map(move |place| (place, row[0]))
    });
    let shared: Vec<_> = bearers(named).into_keys().filter(|place| of_states.contains(place)).collect();
    assert!(shared.is_empty(), "{shared:?} stand for states");
}

#[test]
fn each_title_has_a_gender_a_kind_and_known_owners() {
    let mut seen = BTreeSet::new();
    for row in rows(TITLES) {
        assert_eq!(row.len(), 4, "{row:?}");
        assert!(matches!(row[1], "m" | "f" | "-"), "{row:?}");
        assert!(matches!(row[2], "state" | "body" | "town" | "rank" | "style" | "occupation" | "-"), "{row:?}");
        assert!(row[3] == "-" || LEXICON.name(row[3]).is_some(), "nobody is called `{}`", row[3]);
        assert!(seen.insert(row[0].to_lowercase()), "`{}` stands twice", row[0]);
    }
}

#[test]
fn each_form_of_address_stands_once_with_a_gender() {
    let mut seen = BTreeSet::new();
    for row in rows(include_str!("../data/honorifics.txt")) {
        assert!(row.len() == 2 && matches!(row[1], "m" | "f" | "-"), "{row:?}");
        assert!(seen.insert(row[0]), "`{}` stands twice", row[0]);
    }
}

#[test]
fn lists_of_words_name_each_once_and_in_one_case() {
    let check = |(table, text): (&str, &'static str), is_right: fn(&str) -> bool| {
        let mut seen = BTreeSet::new();
        for row in rows(text) {
            assert!(is_right(row[0]), "{table}: the case of `{}`", row[0]);
            assert!(seen.insert(row[0]), "{table}: `{}` stands twice", row[0]);
        }
    };
    let is_lower = |word: &str| !word.starts_with(char::is_uppercase);
    let is_capital = |word: &str| word.starts_with(char::is_uppercase);
    WORDS_IN_LOWER_CASE.into_iter().for_each(|table| check(table, is_lower));
    WORDS_WITH_CAPITALS.into_iter().for_each(|table| check(table, is_capital));
    check(("group_modifiers", include_str!("../data/group_modifiers.txt")), |word| !word.is_empty());
}

#[test]
fn spellings_are_in_lower_case_and_each_is_told_once() {
    let mut seen = BTreeSet::new();
    for row in rows(include_str!("../data/spellings.tsv")) {
        assert!(row.len() == 2 && row[0] == row[0].to_lowercase(), "{row:?}");
        assert!(seen.insert(row[0]), "`{}` stands twice", row[0]);
    }
}
