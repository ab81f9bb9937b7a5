//! Whom has the text named so far, and who owes what? What makes clear who is meant where a sentence names nobody.

use std::collections::BTreeMap;

use casus_claim::{EntityId, EntityKind};

use crate::cast::Cast;
use crate::mention::Target;
use crate::passage::Passage;
use crate::roll::Line;

/// Whom a text has named so far.
#[derive(Clone, Debug, Default)]
pub(crate) struct Company {
    /// Which place each name has among those of the whole text, the one that stands in it most often being the first.
    places: BTreeMap<String, usize>,
    /// The state or body that stands in it most often.
    main: Option<String>,
    /// How often each actor has been named.
    pub(super) named: BTreeMap<EntityId, usize>,
    /// How many commitments each has been found to have.
    pub(super) owes: BTreeMap<EntityId, usize>,
    /// The state or body that has been named most.
    pub(super) topic: Option<EntityId>,
    /// Whom the sentence before is about: the subject of its first verb.
    pub(super) subject: Vec<EntityId>,
    /// Those who were named last, the latest first.
    pub(super) recent: Vec<EntityId>,
}

impl Company {
    /// So many are remembered of those who were named last.
    const RECENT_MAX: usize = 6;

    /// Returns whom a text will have named, before it is read.
    pub fn of(lines: &[Line<'_>]) -> Self {
        let mut counts: BTreeMap<&str, (usize, bool)> = BTreeMap::new();
        for sighting in lines.iter().flat_map(|line| &line.sightings) {
            let (name, is_body) = match &sighting.points_at {
                Target::Name { name, kind, .. } => (name, matches!(kind, EntityKind::State | EntityKind::Organisation)),
                Target::Person { name, .. } | Target::Group { name, .. } => (name, false),
                _ => continue,
            };
            let (count, is_known_body) = counts.entry(name).or_default();
            *count += 1;
            *is_known_body |= is_body;
        }
        let mut names: Vec<_> = counts.into_iter().collect();
        names.sort_by_key(|(name, (count, _))| (std::cmp::Reverse(*count), *name));
        let main = names.iter().find(|(_, (_, is_body))| *is_body).map(|(name, _)| (*name).to_owned());
        let places = names.iter().enumerate().map(|(place, (name, _))| ((*name).to_owned(), place)).collect();
        Self { places, main, ..Self::default() }
    }

    /// Returns which place a name has among those of the text.
    pub(super) fn place(&self, name: &str) -> usize {
        self.places.get(name).copied().unwrap_or(usize::MAX)
    }

    /// Returns the state or body that stands in the text most often, if it has been named yet.
    pub(super) fn main(&self, cast: &Cast) -> Option<EntityId> {
        self.main.as_deref().and_then(|name| cast.find(name))
    }

    /// Takes it that somebody is named.
    pub fn name(&mut self, id: EntityId, kind: EntityKind) {
        let count = self.named.entry(id).or_default();
        *count += 1;
        let count = *count;
        let is_body = matches!(kind, EntityKind::State | EntityKind::Organisation);
        if is_body && self.topic.is_none_or(|topic| self.named[&topic] < count) {
            self.topic = Some(id);
        }
        self.recent.retain(|known| *known != id);
        self.recent.insert(0, id);
        self.recent.truncate(Self::RECENT_MAX);
    }

    /// Takes whom a sentence is about.
    pub fn tell(&mut self, passage: &Passage<'_>) {
        let root = (0..passage.words.len()).find(|at| passage.words[*at].head == *at && passage.is_verbal(*at));
        let subject = root.and_then(|root| passage.subject_of(root)).map(|subject| passage.actors_of(subject));
        if let Some(subject) = subject.filter(|subject| !subject.is_empty()) {
            self.subject = subject;
        }
    }

    /// Takes it that somebody is found to owe something.
    pub fn owe(&mut self, ids: &[EntityId]) {
        ids.iter().for_each(|id| *self.owes.entry(*id).or_default() += 1);
    }

    /// Returns how often somebody is counted.
    pub(super) fn count(counts: &BTreeMap<EntityId, usize>, id: EntityId) -> usize {
        counts.get(&id).copied().unwrap_or_default()
    }
}
