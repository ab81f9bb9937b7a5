//! Which declared propositions may a phrase mean that nobody has mapped?
//!
//! In go what was induced beside what is declared; out come [`Candidate`]s, best first, each with what it shares with the
//! phrase. Nothing here is applied: a person accepts one, or none.

use std::collections::{BTreeMap, BTreeSet};

use casus_claim::{Condition, PropositionId, Standing};

use super::alike::{Gist, has_head};
use super::{Propositions, Sighting, essence};

/// So many are proposed.
const CANDIDATES_MAX: usize = 3;
/// What shares less is no candidate.
const SCORE_MIN: u8 = 30;
/// How much each likeness counts.
const THEME_SCORE: usize = 60;
const ACTORS_SCORE: usize = 25;
const HEAD_SCORE: usize = 15;

/// A declared proposition that a phrase may mean.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// The proposition.
    pub proposition: PropositionId,
    /// How much is shared, from 0 to 100.
    pub score: u8,
    /// The words of the theme that are shared.
    pub theme: Vec<String>,
    /// Whether the head is shared.
    pub has_head: bool,
    /// The actors who are shared.
    pub actors: Vec<String>,
    /// Whether the phrase denies what the proposition says.
    pub is_denied: bool,
}

/// A declared phrase, or one that is taken to mean a declared proposition.
struct Profile<'p> {
    proposition: &'p PropositionId,
    actors: BTreeSet<&'p str>,
    theme: BTreeSet<String>,
    gist: Option<&'p Gist>,
    head: Option<&'p str>,
}

/// Returns, for each proposition that was induced, what it may mean of what is declared.
pub(super) fn candidates(
    propositions: &Propositions,
    gists: &[Gist],
    sightings: &[Sighting],
) -> BTreeMap<PropositionId, Vec<Candidate>> {
    let of_gists = gists.iter().map(|gist| Profile {
        proposition: &gist.proposition,
        actors: gist.actors.iter().map(String::as_str).collect(),
        theme: essence(&gist.theme),
        gist: Some(gist),
        head: None,
    });
    let is_declared =
        |id: &PropositionId| propositions.find(id).is_some_and(|found| found.standing == Standing::Declared);
    let pairs = || propositions.meant.iter().zip(sightings);
    let of_sightings = pairs().filter_map(|(meant, sighting)| match meant {
        Condition::Atom(id) if is_declared(id) => Some(Profile {
            proposition: id,
            actors: sighting.actors.keys().map(String::as_str).collect(),
            theme: essence(&sighting.theme),
            gist: None,
            head: sighting.head.as_deref(),
        }),
        _ => None,
    });
    let profiles: Vec<Profile<'_>> = of_gists.chain(of_sightings).collect();
    let mut by_word: BTreeMap<&str, BTreeSet<usize>> = BTreeMap::new();
    for (place, profile) in profiles.iter().enumerate() {
        profile.theme.iter().for_each(|word| {
            by_word.entry(word).or_default().insert(place);
        });
    }
    let mut found: BTreeMap<PropositionId, BTreeMap<PropositionId, Candidate>> = BTreeMap::new();
    for (meant, sighting) in pairs() {
        let Some(id) = meant.atoms().first().copied().filter(|id| !is_declared(id)) else { continue };
        let best = found.entry(id.clone()).or_default();
        let theme = essence(&sighting.theme);
        let near: BTreeSet<usize> =
            theme.iter().filter_map(|word| by_word.get(word.as_str())).flatten().copied().collect();
        for candidate in near.into_iter().map(|place| weigh(&profiles[place], sighting, &theme)) {
            let kept = best.entry(candidate.proposition.clone()).or_insert_with(|| candidate.clone());
            if kept.score < candidate.score {
                *kept = candidate;
            }
        }
    }
    found.into_iter().map(|(id, best)| (id, ranked(best.into_values().collect()))).collect()
}

fn weigh(profile: &Profile<'_>, sighting: &Sighting, theme: &BTreeSet<String>) -> Candidate {
    let shared: Vec<String> = profile.theme.intersection(theme).cloned().collect();
    let actors: BTreeSet<&str> = sighting.actors.keys().map(String::as_str).collect();
    let both: Vec<String> = profile.actors.intersection(&actors).map(|&name| name.to_owned()).collect();
    let share = |shared: usize, all: usize, score: usize| (score * shared).checked_div(all).unwrap_or(score);
    let is_head = match profile.gist {
        Some(gist) => has_head(gist, sighting),
        None => profile.head.is_some() && profile.head == sighting.head.as_deref(),
    };
    let score = share(shared.len(), profile.theme.union(theme).count(), THEME_SCORE)
        + share(both.len(), profile.actors.union(&actors).count(), ACTORS_SCORE)
        + if is_head { HEAD_SCORE } else { 0 };
    Candidate {
        proposition: profile.proposition.clone(),
        score: u8::try_from(score).expect("a score is at most a hundred"),
        theme: shared,
        has_head: is_head,
        actors: both,
        is_denied: sighting.is_denied,
    }
}

fn ranked(mut all: Vec<Candidate>) -> Vec<Candidate> {
    all.retain(|candidate| candidate.score >= SCORE_MIN);
    all.sort_by_key(|candidate| (std::cmp::Reverse(candidate.score), candidate.proposition.clone()));
    all.truncate(CANDIDATES_MAX);
    all
}
