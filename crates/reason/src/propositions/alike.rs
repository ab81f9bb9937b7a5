//! Does a phrase mean a declared proposition though its words are others?
//!
//! In go the [`Gist`]s of declared phrases; out comes the proposition that a [`Sighting`] means by its head and its actors.
//!
//! **The same thing**: the actors are the same, the theme is the same once words that only grade or time it are left out,
//! the head of the sighting is a word of the phrase, and the actors stand behind the same prepositions: support *from* a
//! state is not support *for* it. Where several are named, they stand in one order. `From` and `by` say no more than an
//! adjective does, but for what leaves a place (`data/leaving.txt`).
//!
//! **Not the same**: phrases of two propositions are like it, or a word turns the meaning round. Such a sighting gets a
//! proposition of its own, and a person says what it means.

use std::collections::{BTreeMap, BTreeSet};

use casus_claim::PropositionId;

use super::{Sighting, essence};
use crate::phrases::{is_reversal, words};

const CIRCUMSTANCES: &str = include_str!("../../data/circumstances.txt");
const LEAVING: &str = include_str!("../../data/leaving.txt");
/// Prepositions that say how somebody who is named belongs to the rest.
const PREPOSITIONS: [&str; 26] = [
    "against", "among", "at", "behind", "between", "beyond", "by", "for", "from", "in", "inside", "into", "near", "of",
    "on", "onto", "outside", "over", "through", "to", "toward", "towards", "under", "upon", "via", "with",
];
/// So far before a name stands the preposition that belongs to it.
const REACH_WORDS: usize = 3;
/// Two forms of one word differ by so many letters at their ends.
const ENDING_CHARS_MAX: usize = 4;
/// So many letters at the beginning of a name tell which it is, as a noun or as an adjective.
const NAME_STEM_CHARS: usize = 4;

/// What a declared phrase is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gist {
    /// What it means.
    pub proposition: PropositionId,
    /// Its words.
    pub phrase: String,
    /// The names of the actors in it.
    pub actors: BTreeSet<String>,
    /// What it is about, as a sighting has it.
    pub theme: Vec<String>,
    /// Each of its words, in the form in which a sighting has its head.
    pub words: Vec<String>,
}

/// Gists by what a sighting must share with them.
pub(super) struct Gists<'g> {
    by_thing: BTreeMap<(BTreeSet<String>, BTreeSet<String>), Vec<&'g Gist>>,
}

impl<'g> Gists<'g> {
    pub(super) fn of(gists: &'g [Gist]) -> Self {
        let mut by_thing: BTreeMap<_, Vec<&Gist>> = BTreeMap::new();
        // What is denied or turned round in the phrase itself is left to its words.
        let plain = |gist: &&Gist| !gist.theme.is_empty() && !words(&gist.phrase).iter().any(|word| is_reversal(word));
        for gist in gists.iter().filter(plain) {
            by_thing.entry((gist.actors.clone(), thing(&gist.theme))).or_default().push(gist);
        }
        Self { by_thing }
    }

    /// Returns the proposition that all sightings of one meaning mean, be it denied or not; none where that is not plain.
    pub(super) fn meant_by(&self, group: &[&Sighting]) -> Option<PropositionId> {
        let mut meant: BTreeSet<&PropositionId> = BTreeSet::new();
        for sighting in group {
            let actors: BTreeSet<String> = sighting.actors.keys().cloned().collect();
            let all = self.by_thing.get(&(actors, thing(&sighting.theme)))?;
            let like: BTreeSet<&PropositionId> =
                all.iter().filter(|gist| is_like(gist, sighting)).map(|gist| &gist.proposition).collect();
            if like.is_empty() {
                return None;
            }
            meant.extend(like);
        }
        let mut meant = meant.into_iter();
        meant.next().filter(|_| meant.next().is_none()).cloned()
    }
}

fn is_like(gist: &Gist, sighting: &Sighting) -> bool {
    let spoken = words(sighting.quote.text());
    let turns = |word: &String| is_reversal(word) && !(sighting.is_denied && is_denial(word));
    let bearings = (bearings(&gist.phrase, &gist.theme), bearings(sighting.quote.text(), &sighting.theme));
    has_head(gist, sighting) && !spoken.iter().any(turns) && is_borne_alike(gist.actors.len(), &bearings)
}

/// Returns whether the head of a sighting is one of the words of a phrase.
pub(super) fn has_head(gist: &Gist, sighting: &Sighting) -> bool {
    sighting.head.as_ref().is_some_and(|head| gist.words.iter().any(|word| is_one_word(head, word)))
}

fn is_one_word(one: &str, other: &str) -> bool {
    let shared = one.chars().zip(other.chars()).take_while(|(one, other)| one == other).count();
    let (one, other) = (one.chars().count(), other.chars().count());
    // `close` and `closed`, `agree` and `agreeing`; but not `hold` and `home`.
    one == shared && other == shared
        || shared >= 3 && shared + 1 >= one.min(other) && one.max(other) - shared <= ENDING_CHARS_MAX
}

/// A name with the preposition before it.
type Bearing = (Option<String>, String);

fn is_borne_alike(actors: usize, (phrase, spoken): &(Vec<Bearing>, Vec<Bearing>)) -> bool {
    let prepositions = |bearings: &[Bearing]| -> BTreeSet<Option<String>> {
        bearings.iter().map(|(preposition, _)| preposition.clone()).collect()
    };
    match actors {
        0 => phrase.is_empty() && spoken.is_empty(),
        // One actor may go by several names, or by none: `its consent`.
        1 if spoken.is_empty() || phrase.is_empty() => {
            prepositions(phrase).iter().chain(&prepositions(spoken)).all(Option::is_none)
        }
        1 => prepositions(phrase) == prepositions(spoken),
        _ => phrase == spoken,
    }
}

/// Returns each name of a phrase, in their order, with the preposition that ties it to the rest; one alone that says no
/// more than an adjective does is left out.
fn bearings(phrase: &str, theme: &[String]) -> Vec<Bearing> {
    let joined = phrase.replace('.', "");
    let words: Vec<&str> =
        joined.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty() && *word != "s").collect();
    let is_name = |at: usize| words[at].starts_with(char::is_uppercase) && !is_opening(&words, at);
    let leaves = theme.iter().any(|word| lines(LEAVING).any(|leaving| word.starts_with(leaving)));
    let mut bearings = Vec::new();
    for at in (0..words.len()).filter(|&at| is_name(at) && (at == 0 || !is_name(at - 1))) {
        let before = words[at.saturating_sub(REACH_WORDS)..at].iter().map(|word| word.to_lowercase());
        let preposition = before.rev().find(|word| PREPOSITIONS.contains(&word.as_str()));
        let preposition = preposition.filter(|word| leaves || !matches!(word.as_str(), "from" | "by"));
        let stem = words[at].to_lowercase().chars().take(NAME_STEM_CHARS).collect();
        bearings.push((preposition, stem));
    }
    bearings
}

/// Returns whether a capital is only that of a first word: an article or such.
fn is_opening(words: &[&str], at: usize) -> bool {
    at == 0 && super::is_shade(&words[at].to_lowercase())
}

/// Returns a theme without the words that only grade or time it.
fn thing(theme: &[String]) -> BTreeSet<String> {
    let whole = essence(theme);
    let timeless: BTreeSet<String> =
        whole.iter().filter(|word| !lines(CIRCUMSTANCES).any(|other| other == *word)).cloned().collect();
    if timeless.is_empty() { whole } else { timeless }
}

fn is_denial(word: &str) -> bool {
    matches!(word, "no" | "not")
}

fn lines(list: &'static str) -> impl Iterator<Item = &'static str> {
    list.lines().filter(|line| !line.starts_with('#'))
}
