//! Does one sentence tell again what another tells, in other words?
//!
//! In go sentences of two documents; out comes whether both are about one thing. Reporters tell one thing in another order,
//! in the passive, with other things beside it, so the telling words of two such sentences are never the same; but many of
//! the shorter are in the longer, names and other words among them, and nothing sets the two apart.
//!
//! **Set apart** are two sentences that have another word before the same one, each missing in the whole of the other
//! document: “the lower house” and “the upper house”.

use std::collections::{BTreeMap, BTreeSet};

use casus_claim::EntityKind;

use super::number::spelt;
use super::text::{Sentence, Text};
use super::words::{Word, has_of, month, stem, telling, telling_of, year};

/// So many telling words must be the same.
const SHARED_MIN: usize = 4;
/// So many of the shorter sentence must stand in the longer.
const SHARE_MIN: f64 = 0.5;
/// Where so many are the same, a smaller part of the shorter sentence is enough.
const SURE_WORDS_MIN: usize = 6;
/// That smaller part.
const SURE_SHARE_MIN: f64 = 0.4;
/// So many of them must be no names.
const PLAIN_MIN: usize = 2;

/// A sentence with what it is about.
pub(crate) struct Passage<'t> {
    pub(crate) sentence: &'t Sentence<'t>,
    /// Its telling words.
    pub(crate) telling: BTreeSet<String>,
    /// Those of them that stand in names.
    pub(crate) names: BTreeSet<String>,
}

impl<'t> Passage<'t> {
    /// Makes a sentence ready.
    pub(crate) fn of(text: &'t Text<'t>, sentence: &'t Sentence<'t>) -> Self {
        let named = sentence.named.iter().filter(|(_, entity)| entity.kind != EntityKind::Group);
        let capitals = sentence.words.iter().skip(1).filter(|word| word.is_capital());
        let names = named.flat_map(|(_, entity)| telling_of(&entity.name)).chain(telling(capitals)).collect();
        Self { sentence, telling: text.telling(sentence.span), names }
    }

    /// Returns whether another sentence tells again what this one tells.
    pub(crate) fn is_retold_by(&self, other: &Self) -> bool {
        let shared: BTreeSet<&String> = self.telling.intersection(&other.telling).collect();
        let is_name = |word: &String| self.names.contains(word) || other.names.contains(word);
        let plain = shared.iter().filter(|word| !is_name(word)).count();
        let share = shared.len() as f64 / self.telling.len().min(other.telling.len()).max(1) as f64;
        shared.len() >= SHARED_MIN
            && (plain >= PLAIN_MIN || plain > 0 && shared.len() >= SURE_WORDS_MIN)
            && (plain < shared.len() || shared.len() >= SURE_WORDS_MIN)
            && (share >= SHARE_MIN || shared.len() >= SURE_WORDS_MIN && share >= SURE_SHARE_MIN)
            && has_of("draft", &self.sentence.words) == has_of("draft", &other.sentence.words)
    }
}

/// Returns whether two stretches have another word before the same one, neither of which the other document has at all.
pub(crate) fn are_set_apart(
    (text, words): (&Text<'_>, &[Word<'_>]),
    (other_text, other_words): (&Text<'_>, &[Word<'_>]),
) -> bool {
    let (ours, theirs) = (modifiers(text, words), modifiers(other_text, other_words));
    ours.iter().any(|(head, before)| {
        theirs.get(head).is_some_and(|other_before| {
            before.is_disjoint(other_before)
                && before.is_disjoint(&other_text.all_telling)
                && other_before.is_disjoint(&text.all_telling)
        })
    })
}

/// Returns the words that stand right before each other word, by its stem; names say who, and not which.
fn modifiers(text: &Text<'_>, words: &[Word<'_>]) -> BTreeMap<String, BTreeSet<String>> {
    let mut modifiers: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    // How many there are is no other kind of them.
    let is_number = |word: &Word<'_>| spelt(std::slice::from_ref(word), 0).is_some() || word.lower == "dozen";
    let is_telling = |word: &Word<'_>| !word.is_capital() && !is_number(word) && !telling([word]).is_empty();
    for pair in words.windows(2) {
        let is_beside = text.source.text()[pair[0].end_bytes..pair[1].start_bytes].chars().all(|c| " -\n".contains(c));
        if is_beside && pair.iter().all(is_telling) && !is_verb_like(&pair[0].lower) && !is_verb_like(&pair[1].lower) {
            modifiers.entry(stem(&pair[1].lower)).or_default().insert(stem(&pair[0].lower));
        }
    }
    modifiers
}

/// Returns whether a word may be a verb, which describes nothing.
fn is_verb_like(word: &str) -> bool {
    word.ends_with("ed") || word.ends_with("ing") || word.ends_with("ly")
}

/// Returns the years and months that scope what a sentence says, those aside that only belong to a day.
pub(crate) fn scopes(words: &[Word<'_>]) -> BTreeSet<String> {
    let is_day = |at: usize| words.get(at).is_some_and(|word| word.text.parse::<i8>().is_ok());
    let is_of_day = |at: usize| {
        let beside = |at: usize| at.checked_sub(1).is_some_and(is_day) || is_day(at + 1);
        let is_dated_year = |at: usize| {
            year(&words[at]).is_some()
                && (1..=2).any(|back| at.checked_sub(back).is_some_and(|at| month(&words[at]).is_some() && beside(at)))
        };
        month(&words[at]).is_some() && beside(at) || is_dated_year(at)
    };
    let scope = |at: usize| {
        let word = &words[at];
        year(word).map(|year| year.to_string()).or_else(|| month(word).map(|month| format!("month {month}")))
    };
    (0..words.len()).filter(|&at| !is_of_day(at)).filter_map(scope).collect()
}

#[cfg(test)]
mod tests {
    use casus_claim::Reading;
    use casus_text::{Origin, Source};

    use super::*;

    fn with(one: &str, other: &str, check: impl Fn(&[Text<'_>; 2], [Passage<'_>; 2])) {
        let sources = [one, other].map(|text| Source::new(text.to_owned(), Origin::default()));
        let readings = sources
            .each_ref()
            .map(|source| Reading::new(source.id(), Vec::new(), Vec::new(), Vec::new(), vec![source.whole()]));
        let texts = [0, 1].map(|at| Text::of(at, &sources[at], &readings[at]));
        check(&texts, texts.each_ref().map(|text| Passage::of(text, &text.sentences[0])));
    }

    fn check(one: &str, other: &str, is_retold: bool) {
        with(one, other, |_, [one, other]| {
            assert_eq!(one.is_retold_by(&other), is_retold);
            assert_eq!(other.is_retold_by(&one), is_retold);
        });
    }

    #[test]
    fn what_is_told_in_another_order_is_told_again() {
        check(
            "Of the deposits of Norland, 62 percent lie frozen at the clearing house Argent, it said.",
            "Argent, a clearing house, keeps 86 percent of the frozen deposits of Norland.",
            true,
        );
        check(
            "Norland keeps 12 grain ships in Eastport.",
            "The court in Eastport will hear the case of Norland on grain prices.",
            false,
        );
        check(
            "The draft of the plan for the straits would cap the army of Norland at 5 brigades.",
            "The plan for the straits caps the army of Norland at 7 brigades.",
            false,
        );
    }

    #[test]
    fn other_words_before_one_word_set_sentences_apart() {
        let check = |one: &str, other: &str, is_apart: bool| {
            with(one, other, |texts, _| {
                let [ours, theirs] = texts.each_ref().map(|text| (text, &text.sentences[0].words[..]));
                assert_eq!(are_set_apart(ours, theirs), is_apart, "{one}");
            });
        };
        check("The lower house of Norland voted.", "The upper house of Norland voted.", true);
        check("The lower house of Norland voted.", "The house of Norland voted.", false);
        check("The grain ships lay in the lower harbour.", "The ships lay in the harbour for grain.", false);
    }

    #[test]
    fn the_month_of_a_day_scopes_nothing() {
        let check = |text: &str, expect: &[&str]| {
            with(text, text, |_, [one, _]| {
                let scopes = scopes(&one.sentence.words);
                assert_eq!(scopes.iter().map(String::as_str).collect::<Vec<_>>(), expect, "{text}");
            });
        };
        check("On 3 May 2031 it gave 5 ships for 2032.", &["2032"]);
        check("On May 3, 2031 it gave 5 ships.", &[]);
        check("It gave 5 ships in May 2031.", &["2031", "month 5"]);
    }
}
