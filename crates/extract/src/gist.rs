//! What is a phrase about that stands in no text, as one that a dossier declares?
//!
//! In go the words and the actors of the dossier; out comes a [`Gist`] by the same lists that give an atom its theme, and
//! without a parser. A phrase in which somebody is named who is not known, or in which a pronoun stands for somebody, has
//! none: nobody could say whether another phrase names the same.

use std::collections::BTreeMap;

use casus_claim::{EntityKind, Registry};

use crate::lexicon::LEXICON;
use crate::theme::content;

/// Words that stand for somebody who is not named.
const PRONOUNS: [&str; 10] = ["he", "her", "his", "it", "its", "she", "their", "them", "they", "those"];
/// A registry's name with more words is not looked for.
const NAME_WORDS_MAX: usize = 6;

/// What a phrase is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gist {
    /// The names of those who are named in it.
    pub actors: Vec<String>,
    /// Its theme, as an atom has it.
    pub theme: Vec<String>,
    /// Each of its words in the form in which heads are compared, see [`concept_of`].
    pub words: Vec<String>,
}

/// Returns what a phrase is about, if its words alone tell it.
pub fn gist(phrase: &str, registry: &Registry) -> Option<Gist> {
    let names = names(registry);
    let words = words(phrase);
    let mut gist = Gist { actors: Vec::new(), theme: Vec::new(), words: Vec::new() };
    let mut at = 0;
    while at < words.len() {
        if let Some((len, name)) = name_at(&words[at..], &names) {
            name.filter(|name| !gist.actors.contains(name)).into_iter().for_each(|name| gist.actors.push(name));
            at += len;
            continue;
        }
        let lower = words[at].to_lowercase();
        let is_name = words[at].starts_with(char::is_uppercase) && !LEXICON.is_function_word(&lower);
        if is_name || PRONOUNS.contains(&lower.as_str()) {
            return None;
        }
        let run = run_at(&words[at..]);
        let (len, concept) = run.map_or_else(|| (1, content(&lower)), |(len, concept)| (len, Some(concept)));
        gist.words.extend(words[at..at + len].iter().map(|word| concept_of(word)));
        gist.words.extend(concept.iter().cloned());
        gist.theme.extend(concept);
        at += len;
    }
    gist.theme.sort();
    gist.theme.dedup();
    Some(gist)
}

/// Returns the word that stands for all near synonyms of a word, or the word itself.
pub fn concept_of(word: &str) -> String {
    let lower = word.to_lowercase();
    content(&lower).unwrap_or(lower)
}

/// Returns every form of the actors of a registry, in lower case, with the name; instruments are no actors of an atom.
fn names(registry: &Registry) -> BTreeMap<String, Option<String>> {
    let forms = registry.actors.iter().flat_map(|actor| {
        let name = (actor.kind != EntityKind::Instrument).then(|| actor.name.clone());
        let all = actor.aliases.iter().chain([&actor.name]);
        all.map(move |form| (words(form).join(" ").to_lowercase(), name.clone()))
    });
    forms.collect()
}

/// Returns how many words the name has that begins here, and whose it is.
fn name_at(words: &[&str], names: &BTreeMap<String, Option<String>>) -> Option<(usize, Option<String>)> {
    let lens = || (1..=words.len().min(NAME_WORDS_MAX)).rev();
    let known = lens().find_map(|len| {
        let name = names.get(&words[..len].join(" ").to_lowercase())?;
        Some((len, name.clone()))
    });
    known.or_else(|| lens().find_map(|len| Some((len, Some(LEXICON.name(&words[..len].join(" "))?.name.to_owned())))))
}

fn run_at(words: &[&str]) -> Option<(usize, String)> {
    let first = words.first()?.to_lowercase();
    let len_max = LEXICON.run_words_max(&first).min(words.len());
    (2..=len_max).rev().find_map(|len| {
        // The list has compounds with their hyphens.
        let run = |between: &str| LEXICON.run(&words[..len].join(between).to_lowercase());
        Some((len, run(" ").or_else(|| run("-"))?.to_owned()))
    })
}

/// Splits a phrase into words; the ending of a possessive is none.
fn words<'p>(phrase: &'p str) -> Vec<&'p str> {
    let parts = phrase.split(|c: char| !c.is_alphanumeric() && !matches!(c, '.' | '’' | '\''));
    let bare = |part: &'p str| &part[..part.find(['’', '\'']).unwrap_or(part.len())];
    let parts = parts.map(bare).map(|part| {
        // `U.S.` keeps the full stop that belongs to it.
        let is_abbreviation = part.trim_end_matches('.').contains('.');
        if is_abbreviation { part } else { part.trim_matches('.') }
    });
    parts.filter(|part| part.contains(char::is_alphanumeric)).collect()
}

#[cfg(test)]
mod tests {
    use casus_claim::KnownActor;

    use super::*;

    fn check(phrase: &str, expect: Option<(&str, &str)>) {
        let actor = |name: &str, kind: EntityKind| {
            let aliases = vec![format!("the {name}n side")];
            KnownActor { name: name.to_owned(), kind, aliases, offices: Vec::new() }
        };
        let actors = vec![
            actor("Kessara", EntityKind::State),
            actor("Amber Pass", EntityKind::Place),
            actor("Marrash Text", EntityKind::Instrument),
        ];
        let gist = gist(phrase, &Registry { actors });
        let shown = gist.map(|gist| (gist.actors.join(", "), gist.theme.join(" ")));
        let expect = expect.map(|(actors, theme)| (actors.to_owned(), theme.to_owned()));
        assert_eq!(shown, expect, "{phrase}");
    }

    #[test]
    fn a_phrase_has_the_actors_and_the_theme_that_an_atom_has() {
        check("a truce", Some(("", "truce")));
        check("the cease-fire at the Amber Pass", Some(("Amber Pass", "truce")));
        check("backing from the U.S.", Some(("United States", "support")));
        check("Kessara's consent", Some(("Kessara", "approval")));
        check("the Kessaran side signs the Marrash Text", Some(("Kessara", "signature")));
    }

    #[test]
    fn a_phrase_with_a_stranger_or_a_pronoun_has_no_gist() {
        check("a truce in Port Sabel", None);
        check("withdraw its guns", None);
    }
}
