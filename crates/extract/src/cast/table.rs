//! What does the cast know beforehand? Weights, nouns that describe, given names, and where `it` means nothing.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use casus_claim::EntityKind;

use crate::lexicon::{Gender, LEXICON, rows};
use crate::lookup::{Lookup, Words};

/// What speaks for a candidate or against it; `data/salience.tsv` says what each holds and weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Feature {
    SameSentence,
    SentenceBefore,
    EachSentence,
    Governing,
    Further,
    Subject,
    Object,
    Owner,
    Elsewhere,
    Aside,
    Parallel,
    Continued,
    Often,
    GenderShown,
    GenderNamed,
    GenderNamedOtherwise,
    QuotedApart,
    Announced,
    Set,
    Met,
    Group,
    Collective,
    Land,
    Body,
    State,
    Paper,
    Described,
    Nameless,
    Thing,
    Exact,
    Partly,
    Told,
    NamedSo,
    OfItsKind,
    MaybeLand,
    Enough,
}

/// The features by their names.
const FEATURES: [(Feature, &str); 36] = [
    (Feature::SameSentence, "same-sentence"),
    (Feature::SentenceBefore, "sentence-before"),
    (Feature::EachSentence, "each-sentence"),
    (Feature::Governing, "governing"),
    (Feature::Further, "further"),
    (Feature::Subject, "subject"),
    (Feature::Object, "object"),
    (Feature::Owner, "owner"),
    (Feature::Elsewhere, "elsewhere"),
    (Feature::Aside, "aside"),
    (Feature::Parallel, "parallel"),
    (Feature::Continued, "continued"),
    (Feature::Often, "often"),
    (Feature::GenderShown, "gender-shown"),
    (Feature::GenderNamed, "gender-named"),
    (Feature::GenderNamedOtherwise, "gender-named-otherwise"),
    (Feature::QuotedApart, "quoted-apart"),
    (Feature::Announced, "announced"),
    (Feature::Set, "set"),
    (Feature::Met, "met"),
    (Feature::Group, "group"),
    (Feature::Collective, "collective"),
    (Feature::Land, "land"),
    (Feature::Body, "body"),
    (Feature::State, "state"),
    (Feature::Paper, "paper"),
    (Feature::Described, "described"),
    (Feature::Nameless, "nameless"),
    (Feature::Thing, "thing"),
    (Feature::Exact, "exact"),
    (Feature::Partly, "partly"),
    (Feature::Told, "told"),
    (Feature::NamedSo, "named-so"),
    (Feature::OfItsKind, "of-its-kind"),
    (Feature::MaybeLand, "maybe-land"),
    (Feature::Enough, "enough"),
];

/// A noun that, with `the` before it, means somebody or something named before.
#[derive(Debug)]
pub(super) struct Noun {
    pub kind: EntityKind,
    /// The words of a name that go with it, `*` for a name without any such word, `!` for an acronym.
    names: BTreeSet<&'static str>,
}

/// Where `it` means nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Empty {
    Weather,
    Predicate,
    Seeming,
    Personal,
    Told,
    Cleared,
}

const EMPTIES: [(Empty, &str); 6] = [
    (Empty::Weather, "weather"),
    (Empty::Predicate, "predicate"),
    (Empty::Seeming, "seeming"),
    (Empty::Personal, "personal"),
    (Empty::Told, "told"),
    (Empty::Cleared, "cleared"),
];

/// The tables of the cast.
pub(super) struct Tables {
    weights: [i32; FEATURES.len()],
    nouns: Lookup<Noun>,
    given: Lookup<Gender>,
    empties: BTreeMap<Empty, BTreeSet<&'static str>>,
    heads: Words,
    leading: Words,
}

/// The tables, loaded once.
pub(super) static TABLES: LazyLock<Tables> = LazyLock::new(Tables::load);

impl Tables {
    fn load() -> Self {
        let nouns: BTreeMap<_, _> = rows(include_str!("../../data/descriptions.tsv")).map(noun).collect();
        let all = nouns.values().flat_map(|noun| noun.names.iter().copied());
        Self {
            weights: weights(),
            heads: all.filter(|name| !matches!(*name, "*" | "!")).collect(),
            nouns: nouns.into_iter().collect(),
            leading: rows(include_str!("../../data/leading.txt")).map(|row| row[0]).collect(),
            given: rows(include_str!("../../data/given_names.tsv")).map(given).collect(),
            empties: rows(include_str!("../../data/expletives.tsv")).map(empty).collect(),
        }
    }

    pub fn weight(&self, feature: Feature) -> i32 {
        self.weights[feature as usize]
    }

    /// Returns what a noun in the singular describes.
    pub fn noun(&self, noun: &str) -> Option<&Noun> {
        self.nouns.get(noun)
    }

    /// Returns whose name a given name is: a woman's or a man's, if it is nearly always one of them.
    pub fn given(&self, name: &str) -> Gender {
        self.given.get(name).copied().unwrap_or(Gender::Unknown)
    }

    /// Returns whether whoever does this to a body speaks for it.
    pub fn is_leading(&self, verb: &str) -> bool {
        self.leading.contains(verb)
    }

    pub fn is(&self, empty: Empty, lemma: &str) -> bool {
        self.empties.get(&empty).is_some_and(|words| words.contains(lemma))
    }

    /// Returns whether a noun goes with a name.
    pub fn goes_with(&self, noun: &Noun, name: &str) -> bool {
        let mut words = name.split(' ');
        let is_acronym = !name.contains(' ') && name.len() > 1 && name.chars().all(char::is_uppercase);
        if is_acronym {
            return noun.names.contains("!");
        }
        let tells = |word: &&str| self.heads.contains(word) || LEXICON.is_organisation_head(word);
        let mut telling = words.by_ref().filter(tells).peekable();
        let is_name = name.rsplit(' ').next().is_some_and(|word| word.starts_with(char::is_uppercase));
        match telling.peek() {
            Some(_) => telling.any(|head| noun.names.contains(head)),
            None => is_name && noun.names.contains("*"),
        }
    }
}

fn weights() -> [i32; FEATURES.len()] {
    let mut weights = [0; FEATURES.len()];
    for row in rows(include_str!("../../data/salience.tsv")) {
        let known = FEATURES.iter().find(|(_, name)| *name == row[0]);
        let (feature, _) = known.unwrap_or_else(|| panic!("no feature is called `{}`", row[0]));
        weights[*feature as usize] = row[1].parse().unwrap_or_else(|_| panic!("`{}` has no weight", row[0]));
    }
    weights
}

fn noun(row: Vec<&'static str>) -> (&'static str, Noun) {
    let kind = match row[1] {
        "person" => EntityKind::Person,
        "organisation" => EntityKind::Organisation,
        "state" => EntityKind::State,
        "instrument" => EntityKind::Instrument,
        other => panic!("`{other}` is no kind of what a noun describes"),
    };
    let names = row.get(2).copied().unwrap_or_default();
    (row[0], Noun { kind, names: names.split('|').filter(|name| !name.is_empty()).collect() })
}

fn given(row: Vec<&'static str>) -> (&'static str, Gender) {
    (row[0], if row[1] == "f" { Gender::Feminine } else { Gender::Masculine })
}

fn empty(row: Vec<&'static str>) -> (Empty, BTreeSet<&'static str>) {
    let known = EMPTIES.iter().find(|(_, name)| *name == row[0]);
    let (empty, _) = known.unwrap_or_else(|| panic!("nothing empty is called `{}`", row[0]));
    (*empty, row[1].split('|').collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_feature_has_a_weight_and_a_place() {
        let named: BTreeSet<_> = rows(include_str!("../../data/salience.tsv")).map(|row| row[0]).collect();
        for (place, (feature, name)) in FEATURES.iter().enumerate() {
            assert_eq!(*feature as usize, place, "`{name}` stands elsewhere");
            assert!(named.contains(name), "`{name}` has no weight");
        }
    }

    #[test]
    fn a_noun_goes_with_names_of_its_kind() {
        let goes = |noun: &str, name: &str| TABLES.goes_with(TABLES.noun(noun).expect("it is listed"), name);
        assert!(goes("company", "Brightwater Energy") && goes("company", "Greenwave"));
        assert!(!goes("company", "Metalworkers' Union") && goes("union", "Metalworkers' Union"));
        assert!(goes("bloc", "NATO") && !goes("company", "NATO"));
    }
}
