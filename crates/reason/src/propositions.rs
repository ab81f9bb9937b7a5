//! Which phrases mean the same thing, so that one switch stands for them all?
//!
//! In go [`Sighting`]s: the atoms of all conditions with the names of their actors. Out come [`Propositions`]: one
//! proposed proposition for each meaning, and which of them a sighting means.
//!
//! A dossier may declare propositions with the phrases that mean them ([`KnownProposition`]). A sighting in whose words
//! such a phrase stands means the declared proposition, and so does every sighting that means the same as that one. Where
//! phrases overlap the longest decides; where several stand beside one another ("a truce and a mandate") the sighting
//! means all of them, or any of them if an "or" parts them. A person chose these phrases, so no theme is asked for; only a word that turns a phrase round
//! (`data/reversals.txt`: "the collapse of the truce") keeps it from being heard. Where no phrase is heard, head and
//! actors may still say that a declared phrase is meant ([`Gist`]); for what is left, [`Propositions::candidates`] proposes.
//!
//! Phrases mean the same when they name the same actors and have the same theme, once the words that only grade a
//! theme (`data/shades.txt`) are left out of it. Nothing else merges: a theme that contains another one may well be
//! its contrary ("an attack", "the end of the attacks"), and two promises that hang on one switch by mistake are worse
//! than two switches for one thing, which anybody can see and put right. A phrase without a theme means the same as
//! the same words with the same actors, and nothing else.
//!
//! A phrase that denies what another affirms ("no truce holds", "the truce holds") means that the other's proposition is
//! false; one that denies what nobody affirms is a proposition of its own.

mod alike;
mod candidates;

use std::collections::{BTreeMap, BTreeSet};

use casus_claim::{Condition, KnownProposition, Proposition, PropositionId, Standing};
use casus_text::Quote;

pub use alike::Gist;
pub use candidates::Candidate;

use alike::Gists;

use crate::phrases::{Found, Phrases, worded, words};

const SHADES: &str = include_str!("../data/shades.txt");
/// More actors than this make an id longer and no clearer.
const ACTORS_IN_ID_MAX: usize = 2;
/// More words than this make an id longer and no clearer.
const WORDS_IN_ID_MAX: usize = 4;
/// A longer phrase is cut where it is shown as a label; the phrases themselves stay whole.
const LABEL_LEN_CHARS_MAX: usize = 60;
/// A word of a theme and a word of the phrase that share this much of their beginning are taken for one another.
const STEM_LEN_CHARS: usize = 4;

/// A phrase that names what must be the case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sighting {
    /// The phrase.
    pub quote: Quote,
    /// The names of the actors in it, each with the shortest form that the documents have for it: `US`.
    pub actors: BTreeMap<String, String>,
    /// What it is about: content words in base form.
    pub theme: Vec<String>,
    /// The word that the others depend on, as a [`Gist`] has its words; none where nobody knows how it is built.
    pub head: Option<String>,
    /// Whether its words deny what it is about: `no truce holds`.
    pub is_denied: bool,
}

/// How a phrase came to mean a proposition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Means {
    /// These declared phrases stand in its words.
    Phrases(Vec<String>),
    /// It says the same as one in which such a phrase stands, or the contrary: the same theme and actors.
    SameThing,
    /// Its head and its actors are those of a declared phrase.
    HeadAndActors,
    /// No declared proposition is meant.
    Nothing,
}

/// The propositions that some phrases mean.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Propositions {
    list: Vec<Proposition>,
    meant: Vec<Condition<PropositionId>>,
    means: Vec<Means>,
    by_meaning: BTreeMap<Meaning, Condition<PropositionId>>,
}

/// What a phrase means, as far as phrases are told apart.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Meaning {
    actors: BTreeSet<String>,
    theme: BTreeSet<String>,
    /// The words themselves where there is no theme.
    words: Option<String>,
    /// Whether it is the contrary of the meaning that is otherwise the same.
    is_denied: bool,
}

impl Meaning {
    fn of(sighting: &Sighting) -> Self {
        let theme = essence(&sighting.theme);
        let words = theme.is_empty().then(|| bare(sighting.quote.text()).to_lowercase());
        let actors = sighting.actors.keys().cloned().collect();
        Self { actors, theme, words, is_denied: sighting.is_denied }
    }

    /// Returns what is denied here.
    fn affirmed(&self) -> Self {
        Self { is_denied: false, ..self.clone() }
    }
}

impl Propositions {
    /// Makes the propositions that the sightings mean.
    ///
    /// Ids and labels depend on which sightings there are and not on their order; only the phrases of a proposition
    /// keep that order.
    pub fn induce(sightings: &[Sighting]) -> Self {
        Self::with_known(&[], &[], sightings)
    }

    /// Makes the propositions that the sightings mean, beside those that a dossier declares; `gists` are those of its
    /// phrases, as far as they have one.
    ///
    /// Every declared proposition is in the list, whether or not a sighting means it, and an id that is declared is
    /// taken.
    pub fn with_known(known: &[KnownProposition], gists: &[Gist], sightings: &[Sighting]) -> Self {
        let gists = Gists::of(gists);
        let meanings: Vec<Meaning> = sightings.iter().map(Meaning::of).collect();
        let mut groups: BTreeMap<&Meaning, Vec<&Sighting>> = BTreeMap::new();
        for (meaning, sighting) in meanings.iter().zip(sightings) {
            groups.entry(meaning).or_default().push(sighting);
        }
        let mut list: BTreeMap<PropositionId, Proposition> =
            known.iter().map(|known| (known.id.clone(), declared(known))).collect();
        let mut by_meaning: BTreeMap<Meaning, Condition<PropositionId>> = BTreeMap::new();
        let mut alike: BTreeSet<Meaning> = BTreeSet::new();
        // What is denied may be what others affirm, so that comes first.
        let (affirmed, denied): (Vec<_>, Vec<_>) = groups.into_iter().partition(|(meaning, _)| !meaning.is_denied);
        for (meaning, group) in affirmed.into_iter().chain(denied) {
            let contrary = || by_meaning.get(&meaning.affirmed()).filter(|_| meaning.is_denied);
            let contrary = contrary().map(|meant| meant.clone().negated());
            let mut by_head = || {
                let meant = Condition::Atom(gists.meant_by(&group)?);
                alike.insert(meaning.clone());
                Some(if meaning.is_denied { meant.negated() } else { meant })
            };
            let meant = heard(known, &group).or(contrary).or_else(&mut by_head).unwrap_or_else(|| {
                let proposition = propose(meaning, &group, |id| list.contains_key(id));
                let id = proposition.id.clone();
                list.insert(id.clone(), proposition);
                Condition::Atom(id)
            });
            by_meaning.insert(meaning.clone(), meant);
        }
        let meant: Vec<_> = meanings.iter().map(|meaning| by_meaning[meaning].clone()).collect();
        let is_declared = |id: &&PropositionId| known.iter().any(|known| known.id == **id);
        let how = |(meant, (meaning, sighting)): (&Condition<PropositionId>, (&Meaning, &Sighting))| {
            let phrases = matches(known, &worded(sighting.quote.text()));
            match meant.atoms().iter().any(is_declared) {
                false => Means::Nothing,
                true if !phrases.is_empty() => {
                    Means::Phrases(phrases.into_iter().map(|found| found.phrase.to_owned()).collect())
                }
                true if alike.contains(meaning) => Means::HeadAndActors,
                true => Means::SameThing,
            }
        };
        let means = meant.iter().zip(meanings.iter().zip(sightings)).map(how).collect();
        for (meant, sighting) in meant.iter().zip(sightings) {
            for id in meant.atoms() {
                let proposition = list.get_mut(id).expect("what is meant is listed");
                proposition.phrases.push(sighting.quote.clone());
            }
        }
        Self { list: list.into_values().collect(), meant, means, by_meaning }
    }

    /// Returns the propositions, sorted by id.
    pub fn list(&self) -> &[Proposition] {
        &self.list
    }

    /// Returns what each sighting means, in the order of the sightings; no proposition comes twice in one of them.
    pub fn meant(&self) -> &[Condition<PropositionId>] {
        &self.meant
    }

    /// Returns how each sighting came to mean what it does, in the order of the sightings.
    pub fn means(&self) -> &[Means] {
        &self.means
    }

    /// Returns, for each proposition that no dossier declares, the declared ones that its phrases may mean, best first.
    ///
    /// `gists` and `sightings` are those of which the propositions were made. Nothing of it is applied.
    pub fn candidates(&self, gists: &[Gist], sightings: &[Sighting]) -> BTreeMap<PropositionId, Vec<Candidate>> {
        candidates::candidates(self, gists, sightings)
    }

    fn find(&self, id: &PropositionId) -> Option<&Proposition> {
        let place = self.list.binary_search_by(|proposition| proposition.id.cmp(id)).ok()?;
        Some(&self.list[place])
    }

    /// Returns the proposition that comes true when these actors do something with this theme.
    ///
    /// A proposition that names no actor is never brought about: a truce takes more than the one who vows to keep it.
    pub fn brought_about(&self, actors: &BTreeSet<String>, theme: &[String]) -> Option<&PropositionId> {
        let theme = essence(theme);
        if actors.is_empty() || theme.is_empty() {
            return None;
        }
        match self.by_meaning.get(&Meaning { actors: actors.clone(), theme, words: None, is_denied: false }) {
            Some(Condition::Atom(id)) => Some(id),
            // What is done in one stroke is not told apart by what it brings about.
            _ => None,
        }
    }
}

fn declared(known: &KnownProposition) -> Proposition {
    let KnownProposition { id, label, .. } = known.clone();
    Proposition { id, label, standing: Standing::Declared, phrases: Vec::new() }
}

/// Returns what sightings of one meaning mean in declared propositions: what is heard in the one that says the most.
fn heard(known: &[KnownProposition], group: &[&Sighting]) -> Option<Condition<PropositionId>> {
    let mut most: Option<(usize, Condition<PropositionId>)> = None;
    for sighting in group {
        let spoken = worded(sighting.quote.text());
        let matches = matches(known, &spoken);
        let len: usize = matches.iter().map(|found| found.words.len()).sum();
        if let Some(meant) = joined(&spoken, &matches)
            && most.as_ref().is_none_or(|(before, _)| len > *before)
        {
            most = Some((len, meant));
        }
    }
    most.map(|(_, meant)| meant)
}

/// A phrase of a declared proposition in the words of a sighting.
type Match<'a> = Found<'a, &'a PropositionId>;

/// Finds the phrases of declared propositions in the words of a sighting.
fn matches<'a>(known: &'a [KnownProposition], spoken: &[String]) -> Vec<Match<'a>> {
    let of = |known: &'a KnownProposition| known.phrases.iter().map(|phrase| (phrase.as_str(), &known.id));
    Phrases::of(known.iter().flat_map(of)).found(spoken)
}

/// Joins what is heard: any of it where an "or" stands between, and else all of it.
fn joined(spoken: &[String], matches: &[Match]) -> Option<Condition<PropositionId>> {
    let has_or = |pair: &[Match]| spoken[pair[0].words.end..pair[1].words.start].iter().any(|word| word == "or");
    let is_choice = matches.windows(2).any(has_or);
    let mut ids: Vec<&PropositionId> = Vec::new();
    for found in matches {
        if !ids.contains(&found.means) {
            ids.push(found.means);
        }
    }
    let parts = || ids.iter().map(|&id| Condition::Atom(id.clone())).collect();
    match ids.as_slice() {
        [] => None,
        [only] => Some(Condition::Atom((*only).clone())),
        _ if is_choice => Some(Condition::Any(parts())),
        _ => Some(Condition::All(parts())),
    }
}

fn propose(meaning: &Meaning, group: &[&Sighting], is_taken: impl Fn(&PropositionId) -> bool) -> Proposition {
    let clearest = group
        .iter()
        .map(|sighting| bare(sighting.quote.text()))
        .min_by_key(|phrase| (phrase.chars().count(), phrase.clone()))
        .expect("a meaning is some sighting's meaning");
    let actors = short_names(group);
    let slug = slug(meaning, &actors, &clearest);
    let ids = (1..).map(|n| PropositionId(if n == 1 { slug.clone() } else { format!("{slug}-{n}") }));
    let id = ids.into_iter().find(|id| !is_taken(id)).expect("there is always a further number");
    Proposition { id, label: label(&clearest, &actors), standing: Standing::Proposed, phrases: Vec::new() }
}

/// Returns each actor's name with the shortest form that any sighting has for it.
fn short_names(group: &[&Sighting]) -> BTreeMap<String, String> {
    let mut shortest: BTreeMap<String, String> = BTreeMap::new();
    for (name, short) in group.iter().flat_map(|sighting| &sighting.actors) {
        let kept = shortest.entry(name.clone()).or_insert_with(|| short.clone());
        if (short.chars().count(), short) < (kept.chars().count(), &*kept) {
            short.clone_into(kept);
        }
    }
    shortest
}

/// Names a proposition by its actors and its theme, in the order in which the phrase has the words, each word once.
fn slug(meaning: &Meaning, actors: &BTreeMap<String, String>, phrase: &str) -> String {
    let phrase_words = words(phrase);
    let mut theme: Vec<&String> = meaning.theme.iter().collect();
    theme.sort_by_key(|word| place(word, &phrase_words));
    let spoken = words(meaning.words.as_deref().unwrap_or_default());
    let named = actors.values().take(ACTORS_IN_ID_MAX).flat_map(|name| words(name));
    let about = theme.into_iter().flat_map(|word| words(word)).chain(spoken).take(WORDS_IN_ID_MAX);
    let mut parts: Vec<String> = if meaning.is_denied { vec!["no".to_owned()] } else { Vec::new() };
    parts.extend(named);
    for word in about {
        if place(&word, &parts) == parts.len() {
            parts.push(word);
        }
    }
    if parts.is_empty() { "proposition".to_owned() } else { parts.join("-") }
}

/// Returns where a word of the theme stands in the phrase; one that stands nowhere comes last.
fn place(word: &str, phrase: &[String]) -> usize {
    let stem: String = word.chars().take(STEM_LEN_CHARS).collect();
    let is_stem = stem.chars().count() == STEM_LEN_CHARS;
    let is_alike = |other: &String| other == word || is_stem && other.starts_with(&stem);
    phrase.iter().position(is_alike).unwrap_or(phrase.len())
}

/// Adds the actors to a phrase that names none of them, such as "its consent"; a demonym names its state.
fn label(phrase: &str, actors: &BTreeMap<String, String>) -> String {
    let spoken = words(phrase);
    let phrase = cut(phrase);
    let is_named = |name: &String| words(name).iter().any(|word| place(word, &spoken) < spoken.len());
    if actors.is_empty() || actors.iter().any(|(name, short)| is_named(name) || is_named(short)) {
        return phrase;
    }
    let names: Vec<&str> = actors.values().map(String::as_str).collect();
    format!("{phrase} ({})", names.join(", "))
}

fn cut(phrase: &str) -> String {
    let Some((end, _)) = phrase.char_indices().nth(LABEL_LEN_CHARS_MAX) else { return phrase.to_owned() };
    let head = &phrase[..end];
    format!("{}…", head.rfind(' ').map_or(head, |space| &head[..space]))
}

/// Returns a theme without the words that only grade it; a theme of nothing else stays as it is.
fn essence(theme: &[String]) -> BTreeSet<String> {
    let all: BTreeSet<String> = theme.iter().map(|word| word.to_lowercase()).collect();
    let weighty: BTreeSet<String> = all.iter().filter(|word| !is_shade(word)).cloned().collect();
    if weighty.is_empty() { all } else { weighty }
}

fn is_shade(word: &str) -> bool {
    shades().any(|shade| shade == word)
}

fn shades() -> impl Iterator<Item = &'static str> {
    SHADES.lines().filter(|line| !line.starts_with('#'))
}

/// Returns a phrase on one line, without the article or grading words it opens with and without the marks around it.
fn bare(phrase: &str) -> String {
    let mut words: &[&str] = &phrase.split_whitespace().collect::<Vec<_>>();
    while let [first, rest @ ..] = words
        && !rest.is_empty()
        && is_shade(&first.to_lowercase())
    {
        words = rest;
    }
    let line = words.join(" ");
    let trimmed = line.trim_matches(|mark: char| !mark.is_alphanumeric() && !"()%€$£".contains(mark));
    if trimmed.is_empty() { line } else { with_abbreviation(&line, trimmed) }
}

/// Gives "the U.S." back the full stop that belongs to it.
fn with_abbreviation(line: &str, trimmed: &str) -> String {
    let last = trimmed.rsplit(' ').next().unwrap_or_default();
    let dotted = last.contains('.') && line.contains(&format!("{trimmed}."));
    if dotted { format!("{trimmed}.") } else { trimmed.to_owned() }
}

#[cfg(test)]
mod tests;
