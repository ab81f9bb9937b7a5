//! Which words tell about numbers? The tables of `data/`, loaded once.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use rust_decimal::Decimal;

use crate::lexicon::{cell, rows};
use crate::lookup::{self, Lookup};

/// What a word is in a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sort {
    One,
    Ten,
    Hundred,
    Scale,
    Short,
    Tight,
    Part,
}

/// What a word around a number tells about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Around {
    Measure,
    Change,
    Harm,
    Body,
    Seats,
    Quantity,
    Vote,
    Side,
    Sized,
    Owner,
    Aside,
    Label,
    Age,
    Rejected,
}

/// The tables.
pub(super) struct Words {
    numbers: Lookup<(Sort, Decimal)>,
    hedges: lookup::Words,
    uncounted: lookup::Words,
    units: Lookup<&'static str>,
    around: BTreeMap<Around, lookup::Words>,
}

pub(super) static WORDS: LazyLock<Words> = LazyLock::new(|| Words {
    numbers: rows(include_str!("../../data/numbers.tsv")).map(|row| (row[0], number(&row))).collect(),
    hedges: rows(include_str!("../../data/hedges.txt")).map(|row| row[0]).collect(),
    uncounted: rows(include_str!("../../data/uncounted.txt")).map(|row| row[0]).collect(),
    units: rows(include_str!("../../data/units.tsv")).map(|row| (row[0], cell(&row, 1))).collect(),
    around: rows(include_str!("../../data/figure_words.tsv"))
        .map(|row| (around(row[0]), cell(&row, 1).split('|').collect()))
        .collect(),
});

impl Words {
    /// Returns what a word in lower case is in a number, and its value.
    pub fn number(&self, word: &str) -> Option<(Sort, Decimal)> {
        self.numbers.get(word).copied()
    }

    /// Returns whether words in lower case make the number behind them approximate.
    pub fn is_hedge(&self, words: &str) -> bool {
        self.hedges.contains(words)
    }

    /// Returns whether words in lower case make the number before them approximate.
    pub fn is_late_hedge(&self, words: &str) -> bool {
        self.hedges.contains(format!("> {words}").as_str())
    }

    /// Returns whether a number before this noun is no figure; `is_joined` when a hyphen stands between them.
    pub fn is_uncounted(&self, noun: &str, is_joined: bool) -> bool {
        self.uncounted.contains(noun) || is_joined && self.uncounted.contains(format!("-{noun}").as_str())
    }

    /// Returns the unit that a word stands for whose unit is not its own singular.
    pub fn unit(&self, word: &str) -> Option<&'static str> {
        self.units.get(word).copied()
    }

    /// Returns whether a word in the form of a dictionary tells this about a number near it.
    pub fn is(&self, class: Around, lemma: &str) -> bool {
        self.around.get(&class).is_some_and(|words| words.contains(lemma))
    }
}

fn number(row: &[&'static str]) -> (Sort, Decimal) {
    let sort = match cell(row, 1) {
        "one" => Sort::One,
        "ten" => Sort::Ten,
        "hundred" => Sort::Hundred,
        "scale" => Sort::Scale,
        "short" => Sort::Short,
        "tight" => Sort::Tight,
        "part" => Sort::Part,
        other => panic!("no number is a `{other}`"),
    };
    (sort, cell(row, 2).parse().expect("the value of a number word is a number"))
}

fn around(class: &str) -> Around {
    match class {
        "measure" => Around::Measure,
        "change" => Around::Change,
        "harm" => Around::Harm,
        "body" => Around::Body,
        "seats" => Around::Seats,
        "quantity" => Around::Quantity,
        "vote" => Around::Vote,
        "side" => Around::Side,
        "sized" => Around::Sized,
        "owner" => Around::Owner,
        "aside" => Around::Aside,
        "label" => Around::Label,
        "age" => Around::Age,
        "rejected" => Around::Rejected,
        other => panic!("no words around a number are called `{other}`"),
    }
}
