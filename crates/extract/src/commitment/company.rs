//! Whom has the text named so far, and who owes what? What makes clear who is meant where a sentence names nobody.

use std::collections::BTreeMap;

use casus_claim::{EntityId, EntityKind};

use crate::passage::Passage;

/// Whom a text has named so far.
#[derive(Clone, Debug, Default)]
pub(crate) struct Company {
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
