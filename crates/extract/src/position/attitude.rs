//! Which words show where somebody stands, and how are they built into a sentence? The table `data/stances.tsv`.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::LazyLock;

use casus_claim::Stance;

use crate::lexicon::{cell, rows};
use crate::lookup::Lookup;
use crate::passage::Passage;

/// What sort of word it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    Verb,
    /// A verb whose object feels it: `the delay worries Callow`.
    Affect,
    /// An adjective, participle or phrase behind `is`: `is worried about`.
    State,
    Noun,
    /// Somebody who has the stance: `a critic of the toll`.
    Agent,
    /// What a thing is said to be: `unacceptable`.
    Verdict,
}

/// Where what a stance is on stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Takes {
    Object,
    Infinitive,
    Clause,
    /// `asked that the dam be opened`.
    Subjunctive,
    Question,
    /// `urged Callow to pay`.
    ObjectInfinitive,
    /// `thanked Callow for the ships`.
    ObjectPreposition(&'static str),
    /// `warned Callow that it would rain`.
    ObjectClause,
    Preposition(&'static str),
    /// `called on Callow to pay`.
    PrepositionInfinitive(&'static str),
    /// `appealed to Callow for ships`.
    Prepositions(&'static str, &'static str),
    /// Whatever follows the words.
    Rest,
    /// What is said with it.
    Said,
    /// Nothing: it is on the clause itself.
    Bare,
}

impl fmt::Display for Takes {
    /// Writes it as the table does.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Object => f.write_str("obj"),
            Self::Infinitive => f.write_str("inf"),
            Self::Clause => f.write_str("that"),
            Self::Subjunctive => f.write_str("be"),
            Self::Question => f.write_str("whether"),
            Self::ObjectInfinitive => f.write_str("obj+inf"),
            Self::ObjectPreposition(preposition) => write!(f, "obj+{preposition}"),
            Self::ObjectClause => f.write_str("obj+that"),
            Self::Preposition(preposition) => f.write_str(preposition),
            Self::PrepositionInfinitive(preposition) => write!(f, "{preposition}+inf"),
            Self::Prepositions(first, second) => write!(f, "{first}+{second}"),
            Self::Rest => f.write_str("rest"),
            Self::Said => f.write_str("said"),
            Self::Bare => f.write_str("bare"),
        }
    }
}

/// One line of the table with one of its words.
#[derive(Clone, Debug)]
pub(crate) struct Attitude {
    pub part: Part,
    /// What it shows, unless it shows something only when denied.
    pub stance: Option<Stance>,
    /// What it shows when it is denied.
    pub denied: Option<Stance>,
    pub takes: Vec<Takes>,
    /// The words of a phrase behind the first.
    pub rest: Vec<&'static str>,
}

/// The words by their first.
static ATTITUDES: LazyLock<Lookup<Vec<Attitude>>> = LazyLock::new(|| {
    let mut attitudes: BTreeMap<&'static str, Vec<Attitude>> = BTreeMap::new();
    for row in rows(include_str!("../../data/stances.tsv")) {
        let part = part_of(row[0]);
        let (stance, denied) = (stance_of(cell(&row, 1)), stance_of(cell(&row, 2)));
        let takes: Vec<Takes> = cell(&row, 3).split('|').map(takes_of).collect();
        for words in cell(&row, 4).split('|') {
            let mut words = words.split(' ');
            let first = words.next().expect("a phrase has a word");
            let rest = words.collect();
            let attitude = Attitude { part, stance, denied, takes: takes.clone(), rest };
            attitudes.entry(first).or_default().push(attitude);
        }
    }
    // Of two phrases the longer is meant.
    attitudes.values_mut().for_each(|all| all.sort_by_key(|attitude| std::cmp::Reverse(attitude.rest.len())));
    attitudes.into_iter().collect()
});

fn part_of(word: &str) -> Part {
    match word {
        "verb" => Part::Verb,
        "affect" => Part::Affect,
        "state" => Part::State,
        "noun" => Part::Noun,
        "agent" => Part::Agent,
        "verdict" => Part::Verdict,
        other => panic!("no part is called `{other}`"),
    }
}

fn stance_of(word: &str) -> Option<Stance> {
    let stance = Stance::from_word(word);
    assert!(stance.is_some() || word == "-", "no stance is called `{word}`");
    stance
}

fn takes_of(word: &'static str) -> Takes {
    match word {
        "obj" => Takes::Object,
        "inf" => Takes::Infinitive,
        "that" => Takes::Clause,
        "be" => Takes::Subjunctive,
        "whether" => Takes::Question,
        "rest" => Takes::Rest,
        "said" => Takes::Said,
        "bare" => Takes::Bare,
        _ => match word.split_once('+') {
            Some(("obj", "inf")) => Takes::ObjectInfinitive,
            Some(("obj", "that")) => Takes::ObjectClause,
            Some(("obj", preposition)) => Takes::ObjectPreposition(preposition),
            Some((preposition, "inf")) => Takes::PrepositionInfinitive(preposition),
            Some((first, second)) => Takes::Prepositions(first, second),
            None => Takes::Preposition(word),
        },
    }
}

impl Attitude {
    /// Returns the stance that it shows, denied or not.
    pub fn shown(&self, is_denied: bool) -> Option<Stance> {
        if is_denied { self.denied } else { self.stance }
    }

    /// Returns the index after its last word, where all its words stand from a word on.
    pub fn end(&self, passage: &Passage<'_>, at: usize) -> Option<usize> {
        let mut next = at + 1;
        for expected in &self.rest {
            let is_there = |at: &usize| {
                passage.words.get(*at).is_some_and(|word| match *expected {
                    "its" => word.tag == "PRP$",
                    "itself" => word.text.ends_with("self") || word.text.ends_with("selves"),
                    _ => word.is(expected) || word.lemma == *expected,
                })
            };
            // `spoke out strongly against`
            let is_adverb = |at: usize| passage.words.get(at).is_some_and(|word| word.dep == "advmod");
            let later = || Some(next + 1).filter(|later| is_adverb(next) && is_there(later));
            // `looks forward, he added, to it`
            let aside = || Some(passage.after_aside(next)).filter(|after| *after > next && is_there(after));
            next = Some(next).filter(is_there).or_else(later).or_else(aside)? + 1;
        }
        Some(next)
    }
}

/// Returns the attitudes that a word may begin, phrases first.
pub(crate) fn attitudes(word: &str) -> &'static [Attitude] {
    ATTITUDES.get(word).map_or(&[], Vec::as_slice)
}

/// Returns the examples of the table: the sentence, the stance in it, and what it is on.
#[cfg(any(test, feature = "learn"))]
pub(crate) fn examples() -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    rows(include_str!("../../data/stances.tsv")).map(|row| {
        let stance = if cell(&row, 1) == "-" { cell(&row, 2) } else { cell(&row, 1) };
        (cell(&row, 5), stance, cell(&row, 6))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_word_takes_is_written_as_the_table_has_it() {
        for row in rows(include_str!("../../data/stances.tsv")) {
            for word in cell(&row, 3).split('|') {
                assert_eq!(takes_of(word).to_string(), word);
            }
        }
    }
}
