//! Which names do the tables know? Those of states, bodies, texts and places.

use std::collections::BTreeMap;

use crate::lexicon::{Known, KnownSort, cell, rows};

/// Returns every name of the tables with its bearer; where two tables have it, the earlier one's.
pub(crate) fn names() -> BTreeMap<&'static str, Known> {
    let mut names = BTreeMap::new();
    let mut add = |words: &'static str, name: &'static str, sort: KnownSort| {
        for word in words.split('|').filter(|word| !word.is_empty()) {
            names.entry(word.trim_start_matches("the ")).or_insert(Known { name, sort });
        }
    };
    for row in states() {
        [1, 2, 3].into_iter().for_each(|column| add(cell(&row, column), row[1], KnownSort::State));
    }
    for row in bodies() {
        let sort = if cell(&row, 2) == "instrument" { KnownSort::Instrument } else { KnownSort::Organisation };
        add(row[0], row[0], sort);
        add(cell(&row, 1), row[0], sort);
    }
    for row in states() {
        add(cell(&row, 4), row[1], KnownSort::Adjective);
        add(cell(&row, 6), row[1], KnownSort::Seat);
        for capital in cell(&row, 5).split('|').filter(|capital| *capital != "=") {
            match capital.strip_prefix('*') {
                Some(place) => add(place, place, KnownSort::Place),
                None => add(capital, row[1], KnownSort::Seat),
            }
        }
    }
    for row in rows(include_str!("../data/places.tsv")) {
        let name = row[0].split('|').next().unwrap_or(row[0]);
        add(row[0], name, KnownSort::Place);
    }
    names
}

fn bodies() -> impl Iterator<Item = Vec<&'static str>> {
    let tables = [
        include_str!("../data/united_nations.tsv"),
        include_str!("../data/organisations.tsv"),
        include_str!("../data/banks.tsv"),
        include_str!("../data/parties.tsv"),
        include_str!("../data/instruments.tsv"),
    ];
    tables.into_iter().flat_map(rows)
}

fn states() -> impl Iterator<Item = Vec<&'static str>> {
    rows(include_str!("../data/states.tsv"))
}
