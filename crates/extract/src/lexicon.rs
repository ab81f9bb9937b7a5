//! Which words does a reader know beforehand? The tables of `data/`, loaded once.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::gazetteer::names;
use crate::lookup::{Lookup, Words};

pub(crate) use crate::class::Class;

/// A name that is known beforehand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Known {
    /// The name to use for it.
    pub name: &'static str,
    pub sort: KnownSort,
}

/// How a known name points at its bearer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum KnownSort {
    State,
    /// `French`: it points at the state only together with a noun.
    Adjective,
    /// `Moscow`: a place, or the government that sits there.
    Seat,
    /// A place that no government stands for.
    Place,
    Organisation,
    Instrument,
}

/// What a verb of communication has as its object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Takes {
    /// A clause: `said that`.
    Clause,
    /// A clause or a noun phrase: `stressed the need`.
    Object,
    /// Somebody, and then a clause: `told reporters that`.
    Addressee,
    /// A clause that need not have been uttered: `believes that`.
    Belief,
    /// Direct speech or what stands before it: `“…,” she went on`.
    Quote,
    /// A noun phrase with one that comes with a preposition: `dismissed the plan as a trick`, `put the damage at 4 million`.
    With(&'static str),
}

/// Every table of the reader.
pub(crate) struct Lexicon {
    names: Lookup<Known>,
    first_words: Lookup<usize>,
    titles: Lookup<Title, String>,
    title_modifiers: Words,
    /// How many words the longest title, modifier of a title or concept has that begins with a word.
    title_lengths: Lookup<usize, String>,
    modifier_lengths: Lookup<usize, String>,
    run_lengths: Lookup<usize, String>,
    honorifics: Lookup<Gender>,
    group_heads: Lookup<&'static str>,
    group_modifiers: Words,
    actor_nouns: Words,
    agent_nouns: Words,
    organisation_heads: Words,
    instrument_heads: Words,
    cues: Lookup<Takes>,
    concepts: Lookup<&'static str>,
    weak_words: Words,
    function_words: Words,
    categories: Vec<(&'static str, Vec<&'static str>)>,
    /// What each word does, a bit for each class.
    grammar: Lookup<u64>,
    demonym_endings: Vec<&'static str>,
    common_endings: Vec<&'static str>,
    stative: Words,
}

/// What a title says of its bearer beside its words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Title {
    pub gender: Gender,
    pub kind: TitleKind,
    /// The state or body that alone has such an office.
    pub whose: Option<&'static str>,
}

/// Whose offices a title names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TitleKind {
    /// A state's: `minister`.
    State,
    /// A body's or a company's: `chief executive`.
    Body,
    /// Those of either: `president`.
    Either,
    /// A town's: `mayor`.
    Town,
    /// An army's, which it seldom names: `colonel`.
    Rank,
    /// Nobody's, as it is a form of address: `sheikh`.
    Style,
    /// Nobody's, as it says what somebody is: `economist`.
    Occupation,
}

/// The gender that a title or an honorific shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Gender {
    Feminine,
    Masculine,
    Unknown,
}

/// The tables.
pub(crate) static LEXICON: LazyLock<Lexicon> = LazyLock::new(Lexicon::load);

impl Lexicon {
    fn load() -> Self {
        let names = names();
        let first_words = names.keys().map(|name| {
            let first = name.split([' ', '-', '’', '\'']).next().unwrap_or(name);
            (first, words_of(name))
        });
        let first_words = longest(first_words);
        let titles = titles();
        let title_modifiers = include_str!("../data/title_modifiers.txt");
        let concepts = listed(include_str!("../data/concepts.tsv"));
        let grammar = grammar();
        let endings = |class| grammar.iter().find(|(known, _)| *known == class).map(|(_, words)| words.clone());
        Self {
            names: names.into_iter().collect(),
            first_words: first_words.into_iter().collect(),
            title_lengths: lengths(titles.keys().map(String::as_str)),
            run_lengths: lengths(concepts.keys().copied()),
            modifier_lengths: lengths(first_cells(title_modifiers)),
            title_modifiers: first_cells(title_modifiers).collect(),
            titles: titles.into_iter().collect(),
            honorifics: rows(include_str!("../data/honorifics.txt")).map(|row| (row[0], gender(&row))).collect(),
            group_heads: rows(include_str!("../data/group_heads.tsv")).map(|row| (row[0], cell(&row, 1))).collect(),
            group_modifiers: first_cells(include_str!("../data/group_modifiers.txt")).collect(),
            actor_nouns: first_cells(include_str!("../data/actor_nouns.txt")).collect(),
            agent_nouns: first_cells(include_str!("../data/agent_nouns.txt")).collect(),
            organisation_heads: first_cells(include_str!("../data/organisation_heads.txt")).collect(),
            instrument_heads: first_cells(include_str!("../data/instrument_heads.txt")).collect(),
            cues: cues(),
            concepts: concepts.into_iter().collect(),
            weak_words: first_cells(include_str!("../data/weak_words.txt")).collect(),
            function_words: first_cells(include_str!("../data/function_words.txt")).collect(),
            categories: rows(include_str!("../data/categories.tsv"))
                .map(|row| (row[0], cell(&row, 1).split('|').collect()))
                .collect(),
            demonym_endings: endings(Class::DemonymEnding).unwrap_or_default(),
            common_endings: endings(Class::CommonEnding).unwrap_or_default(),
            grammar: deeds(&grammar),
            stative: first_cells(include_str!("../data/stative.txt")).collect(),
        }
    }

    /// Returns the known name that these words are.
    pub fn name(&self, words: &str) -> Option<Known> {
        self.names.get(words).copied()
    }

    /// Returns how many words the longest known name that begins with this word has; 0 when there is none.
    pub fn name_words_max(&self, first: &str) -> usize {
        self.first_words.get(first).copied().unwrap_or(0)
    }

    /// Returns how many words the longest title has that begins with this word in lower case; 0 when there is none.
    pub fn title_words_max(&self, first: &str) -> usize {
        self.title_lengths.get(first).copied().unwrap_or(0)
    }

    /// Returns how many words the longest concept has that begins with this word in lower case; 0 when there is none.
    pub fn run_words_max(&self, first: &str) -> usize {
        self.run_lengths.get(first).copied().unwrap_or(0)
    }

    /// Returns how many words the longest modifier of a title has that begins with this word in lower case.
    pub fn modifier_words_max(&self, first: &str) -> usize {
        self.modifier_lengths.get(first).copied().unwrap_or(0)
    }

    /// Returns whether words in lower case may stand before the head of a title and belong to it.
    pub fn is_title_modifier(&self, words: &str) -> bool {
        self.title_modifiers.contains(words)
    }

    /// Returns what is known of a title in lower case, if it is one.
    pub fn title(&self, words: &str) -> Option<Title> {
        self.titles.get(words).copied()
    }

    /// Returns the gender of an honorific without its full stop, if it is one.
    pub fn honorific(&self, word: &str) -> Option<Gender> {
        self.honorifics.get(word.trim_end_matches('.')).copied()
    }

    /// Returns the singular of a noun for several actors.
    pub fn group_head(&self, word: &str) -> Option<&'static str> {
        self.group_heads.get(word).copied()
    }

    pub fn is_group_modifier(&self, word: &str) -> bool {
        self.group_modifiers.contains(word)
    }

    /// Returns whether a noun in the singular names an actor: `the government`.
    pub fn is_actor_noun(&self, word: &str) -> bool {
        self.actor_nouns.contains(word)
    }

    /// Returns whether a common noun names somebody who can promise, want or say something.
    pub fn is_agent(&self, lemma: &str) -> bool {
        self.agent_nouns.contains(lemma)
    }

    pub fn is_organisation_head(&self, word: &str) -> bool {
        self.organisation_heads.contains(word)
    }

    pub fn is_instrument_head(&self, word: &str) -> bool {
        self.instrument_heads.contains(word)
    }

    /// Returns what a verb of communication takes; the verb in the form found in a dictionary.
    pub fn cue(&self, lemma: &str) -> Option<Takes> {
        self.telling(lemma).filter(|takes| !matches!(takes, Takes::With(_)))
    }

    /// Returns what a verb takes that tells what somebody communicates, be it only with a preposition.
    pub fn telling(&self, lemma: &str) -> Option<Takes> {
        self.cues.get(lemma).copied()
    }

    /// Returns whether a word in lower case does this in a sentence.
    pub fn is(&self, class: Class, word: &str) -> bool {
        self.grammar.get(word).is_some_and(|classes| classes & class.bit() != 0)
    }

    /// Returns whether a word in lower case ends as adjectives of countries do.
    pub fn is_demonym(&self, word: &str) -> bool {
        word.chars().count() >= 5 && self.demonym_endings.iter().any(|end| word.ends_with(end))
    }

    /// Returns whether a word in lower case ends as common nouns and adverbs do and names seldom.
    pub fn ends_commonly(&self, word: &str) -> bool {
        self.common_endings.iter().any(|end| word.ends_with(end))
    }

    /// Returns whether a verb tells what is expected rather than what somebody undertakes.
    pub fn is_stative(&self, verb: &str) -> bool {
        self.stative.contains(verb)
    }

    /// Returns the word that stands for a set of near synonyms, or the word itself.
    pub fn concept<'a>(&self, word: &'a str) -> &'a str {
        self.concepts.get(word).copied().unwrap_or(word)
    }

    /// Returns the concept that a run of words is.
    pub fn run(&self, words: &str) -> Option<&'static str> {
        self.concepts.get(words).copied()
    }

    /// Returns whether a modifier leaves open what a phrase is about.
    pub fn is_weak(&self, word: &str) -> bool {
        self.weak_words.contains(word)
    }

    pub fn is_function_word(&self, word: &str) -> bool {
        self.function_words.contains(word)
    }

    /// Returns the categories of commitments with their cue words, in order of priority.
    pub fn categories(&self) -> &[(&'static str, Vec<&'static str>)] {
        &self.categories
    }
}

/// Returns the rows of a table: lines that are neither blank nor comments, cut at tabs.
pub(crate) fn rows(table: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    let lines = table.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#'));
    lines.map(|line| line.split('\t').map(str::trim).collect())
}

pub(crate) fn cell(row: &[&'static str], column: usize) -> &'static str {
    row.get(column).copied().unwrap_or_default()
}

fn first_cells(table: &'static str) -> impl Iterator<Item = &'static str> {
    rows(table).map(|row| row[0])
}

/// Returns a map from each listed word to the first cell of its row.
fn listed(table: &'static str) -> BTreeMap<&'static str, &'static str> {
    let pairs = rows(table).flat_map(|row| {
        let key = row[0];
        let words: Vec<_> = cell(&row, 1).split('|').filter(|word| !word.is_empty()).collect();
        words.into_iter().map(move |word| (word, key))
    });
    pairs.collect()
}

fn titles() -> BTreeMap<String, Title> {
    let titles = rows(include_str!("../data/titles.tsv")).map(|row| {
        let kind = match cell(&row, 2) {
            "state" => TitleKind::State,
            "body" => TitleKind::Body,
            "town" => TitleKind::Town,
            "rank" => TitleKind::Rank,
            "style" => TitleKind::Style,
            "occupation" => TitleKind::Occupation,
            _ => TitleKind::Either,
        };
        let whose = Some(cell(&row, 3)).filter(|whose| !matches!(*whose, "-" | ""));
        (row[0].to_lowercase(), Title { gender: gender(&row), kind, whose })
    });
    titles.collect()
}

fn gender(row: &[&'static str]) -> Gender {
    match cell(row, 1) {
        "f" => Gender::Feminine,
        "m" => Gender::Masculine,
        _ => Gender::Unknown,
    }
}

/// Keeps the highest count for each word.
fn longest<K: Ord>(counts: impl Iterator<Item = (K, usize)>) -> BTreeMap<K, usize> {
    let mut longest = BTreeMap::new();
    for (word, count) in counts {
        let known = longest.entry(word).or_insert(count);
        *known = count.max(*known);
    }
    longest
}

/// Returns how many words the longest phrase has that begins with a word, as the tokenizer cuts them.
fn lengths<'a>(phrases: impl Iterator<Item = &'a str>) -> Lookup<usize, String> {
    let first = |phrase: &str| phrase.split([' ', '-']).next().unwrap_or(phrase).to_owned();
    longest(phrases.map(|phrase| (first(phrase), words_of(phrase)))).into_iter().collect()
}

/// Returns as many words as a tokenizer may at most make of a name: each mark may be one of its own.
pub(crate) fn words_of(name: &str) -> usize {
    let is_inside = |c: char| c.is_alphanumeric();
    let mut before = ' ';
    let starts = name.chars().filter(|c| {
        let starts = !(c.is_whitespace() || is_inside(*c) && is_inside(before));
        before = *c;
        starts
    });
    starts.count()
}

fn cues() -> Lookup<Takes> {
    rows(include_str!("../data/cues.tsv")).map(|row| (row[0], takes(cell(&row, 1)))).collect()
}

/// Sums up what a verb may have as its object.
fn takes(cell: &str) -> Takes {
    let has = |word: &str| cell.split('|').any(|part| part == word);
    if has("only-as") {
        Takes::With("as")
    } else if has("only-at") {
        Takes::With("at")
    } else if has("belief") {
        Takes::Belief
    } else if has("addressee") {
        Takes::Addressee
    } else if has("object") || has("as") {
        Takes::Object
    } else if cell == "quote" {
        Takes::Quote
    } else {
        Takes::Clause
    }
}

/// Returns the classes of small words, each with its words.
fn grammar() -> Vec<(Class, Vec<&'static str>)> {
    let classes = rows(include_str!("../data/grammar.tsv")).map(|row| {
        let known = Class::ALL.iter().find(|(_, name)| *name == row[0]);
        let (class, _) = known.unwrap_or_else(|| panic!("no class of words is called `{}`", row[0]));
        (*class, cell(&row, 1).split('|').collect())
    });
    classes.collect()
}

/// Returns what each word of some classes does.
fn deeds(classes: &[(Class, Vec<&'static str>)]) -> Lookup<u64> {
    let mut deeds = BTreeMap::new();
    for (class, words) in classes {
        words.iter().for_each(|word| *deeds.entry(*word).or_insert(0) |= class.bit());
    }
    deeds.into_iter().collect()
}
