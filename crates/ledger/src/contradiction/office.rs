//! Who is said to hold which office, and where?
//!
//! In go the texts; out come [`Held`]: a person, a title, of what, and the sentence that gives it, as something that holds
//! when the document is written. What is told of a former, acting or elected holder is left out.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use casus_claim::{Entity, EntityKind, KnownOffice, Term};
use casus_text::Span;

use super::text::{Sentence, Text};
use super::words::{has_of, year};
use crate::identity::title_key;

/// Titles by the bodies whose head they are (`data/heads.tsv`).
static HEADS: LazyLock<BTreeMap<&str, &str>> = LazyLock::new(|| {
    let lines = include_str!("../../data/heads.tsv").lines().filter(|line| !line.starts_with('#'));
    lines.filter_map(|line| line.split_once('\t')).collect()
});

/// Words for whoever is at the head of a body, whatever the office is called.
const CHIEF: [&str; 3] = ["chief", "boss", "head"];

/// Words around a name within which a word such as `former` belongs to it.
const REACH_WORDS: usize = 6;

/// Somebody's office, as a document gives it.
pub(crate) struct Held<'t> {
    pub(crate) text: &'t Text<'t>,
    pub(crate) person: &'t Entity,
    pub(crate) title: String,
    pub(crate) of: &'t str,
    pub(crate) span: Span,
}

impl Held<'_> {
    /// Returns the terms of this person in this office, as far as they are known.
    pub(crate) fn terms<'k>(&self, terms: &'k [Term]) -> impl Iterator<Item = &'k KnownOffice> {
        let is_its = |term: &&Term| {
            named(&term.office.title, &term.office.of) == self.title
                && term.office.of == self.of
                && is_person(&term.person, &self.person.name)
        };
        terms.iter().filter(is_its).map(|term| &term.office)
    }
}

/// Lists the offices that a document says people hold.
pub(crate) fn offices<'t>(text: &'t Text<'t>) -> Vec<Held<'t>> {
    let people = text.reading.entities().iter().filter(|entity| entity.kind == EntityKind::Person);
    let of_person = |person: &'t Entity| {
        person.offices.iter().filter_map(move |office| {
            let (title, of) = (office.title.as_deref()?, office.of.as_deref()?);
            let span = given(text, person, title)?;
            Some(Held { text, person, title: named(title, of), of, span })
        })
    };
    people.flat_map(of_person).collect()
}

/// Returns one name for all the titles of an office.
fn named(title: &str, of: &str) -> String {
    let key = title_key(title);
    match HEADS.get(of) {
        Some(head) if CHIEF.contains(&key.as_str()) => (*head).to_owned(),
        _ => key,
    }
}

/// Returns the sentence that gives a title beside a name, unless it takes it back or speaks of another time.
fn given(text: &Text<'_>, person: &Entity, title: &str) -> Option<Span> {
    let last_word = title.split([' ', '-']).next_back()?.to_lowercase();
    let mentions = person.mentions.iter().filter(|span| text.source.slice(**span).contains(char::is_uppercase));
    let mut given = None;
    for &mention in mentions {
        let Some(sentence) = text.sentence_at(mention.start_bytes()) else { continue };
        let beside = beside(sentence, mention);
        if has_of("wasnot", &sentence.words[beside.clone()]) {
            return None;
        }
        let is_titled = sentence.words[beside].iter().any(|word| word.lower == last_word);
        let present = text.published().map(jiff::civil::Date::year);
        let is_past = sentence.words.iter().filter_map(year).any(|year| Some(year) != present);
        if given.is_none() && is_titled && !is_past {
            given = Some(sentence.span);
        }
    }
    given
}

fn beside(sentence: &Sentence<'_>, mention: Span) -> std::ops::Range<usize> {
    let first = sentence.words.partition_point(|word| word.end_bytes <= mention.start_bytes());
    let last = sentence.words.partition_point(|word| word.start_bytes < mention.end_bytes());
    first.saturating_sub(REACH_WORDS)..sentence.words.len().min(last + REACH_WORDS)
}

/// Returns whether a name is that of a person who is known: the last names are the same, and no first name differs.
fn is_person(known: &str, name: &str) -> bool {
    fn parts(name: &str) -> Vec<String> {
        name.split_whitespace().map(folded).collect()
    }
    let (known, said) = (parts(known), parts(name));
    let last = known.last() == said.last();
    let first = known.len() < 2 || said.len() < 2 || known[0] == said[0];
    last && first && !known.is_empty()
}

/// Writes a name without the marks and doubled letters in which spellings of it differ.
pub(crate) fn folded(name: &str) -> String {
    let mut folded = String::new();
    for letter in name.to_lowercase().chars() {
        let plain = match letter {
            'á' | 'à' | 'â' | 'ä' | 'ã' | 'å' => 'a',
            'é' | 'è' | 'ê' | 'ë' | 'ę' => 'e',
            'í' | 'ì' | 'î' | 'ï' | 'y' | 'j' => 'i',
            'ó' | 'ò' | 'ô' | 'ö' | 'ő' | 'ø' => 'o',
            'ú' | 'ù' | 'û' | 'ü' => 'u',
            'ç' | 'č' | 'ć' => 'c',
            'š' | 'ś' => 's',
            'ž' | 'ż' | 'ź' => 'z',
            'ł' => 'l',
            'ñ' | 'ń' => 'n',
            other => other,
        };
        if plain.is_alphabetic() && !folded.ends_with(plain) {
            folded.push(plain);
        }
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_office_has_one_name() {
        for (title, of, expect) in [
            ("Secretary-General", "NATO", "secretary general"),
            ("chief", "NATO", "secretary general"),
            ("chief", "Harbour Board", "chief"),
            ("Premier", "Norland", "prime minister"),
            ("Minister of Foreign Affairs", "Norland", "foreign minister"),
        ] {
            assert_eq!(named(title, of), expect, "{title} of {of}");
        }
    }
}
