//! Whom has the text named so far, and who owes what? What makes clear who is meant where a sentence names nobody.

use std::collections::{BTreeMap, BTreeSet};

use casus_claim::{Actors, Category, Commitment, EntityId, EntityKind};
use casus_text::Span;

use crate::cast::Cast;
use crate::mention::{Sighting, Target};
use crate::network::feature::{Key, bucket, lower};
use crate::passage::Passage;
use crate::roll::Line;
use crate::word::Word;

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
    /// For how many commitments each is the one to whom it is owed.
    pub(super) gets: BTreeMap<EntityId, usize>,
    /// Who has been found to owe most, of several the one who was so last.
    pub(super) most: Option<EntityId>,
    /// To whom the last commitment is owed.
    pub(super) got: Vec<EntityId>,
    /// How often each name is the subject of what will be done, in the whole text.
    wills: BTreeMap<String, usize>,
    /// Who wills most.
    willing: usize,
    /// What each has been found to owe.
    debts: BTreeMap<EntityId, Debts>,
    /// How many sentences have been told.
    told: usize,
    /// Of what kind the last commitment is.
    category: Option<Category>,
}

/// What somebody has been found to owe.
#[derive(Clone, Debug, Default)]
struct Debts {
    nouns: BTreeSet<Key>,
    categories: Vec<Category>,
    /// The sentence that told the last of it.
    last: usize,
}

impl Company {
    /// So many are remembered of those who were named last.
    const RECENT_MAX: usize = 6;

    /// Returns whom a text will have named, before it is read.
    pub fn of(lines: &[Line<'_>]) -> Self {
        let mut counts: BTreeMap<&str, (usize, bool)> = BTreeMap::new();
        let is_heard =
            |line: &Line<'_>, sighting: &Sighting| !line.asker.is_some_and(|asker| asker.contains(sighting.span));
        let all = lines.iter().flat_map(|line| line.sightings.iter().filter(move |it| is_heard(line, it)));
        for sighting in all {
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
        let wills = wills(lines);
        let willing = wills.values().copied().max().unwrap_or_default();
        Self { places, main, wills, willing, ..Self::default() }
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
        self.told += 1;
        let root = (0..passage.words.len()).find(|at| passage.words[*at].head == *at && passage.is_verbal(*at));
        let subject = root.and_then(|root| passage.subject_of(root)).map(|subject| passage.actors_of(subject));
        if let Some(subject) = subject.filter(|subject| !subject.is_empty()) {
            self.subject = subject;
        }
    }

    /// Takes it that a commitment is found.
    pub fn owe(&mut self, passage: &Passage<'_>, commitment: &Commitment) {
        let nouns = nouns(passage, commitment.consequent.quote.span());
        for id in commitment.debtor.ids() {
            let count = self.owes.entry(*id).or_default();
            *count += 1;
            let count = *count;
            if self.most.is_none_or(|most| self.owes[&most] <= count) {
                self.most = Some(*id);
            }
            let debts = self.debts.entry(*id).or_default();
            debts.last = self.told;
            debts.nouns.extend(&nouns);
            let category = commitment.consequent.category;
            if !debts.categories.contains(&category) {
                debts.categories.push(category);
            }
        }
        self.category = Some(commitment.consequent.category);
        commitment.creditor.iter().for_each(|id| *self.gets.entry(*id).or_default() += 1);
        self.got.clone_from(&commitment.creditor);
    }

    /// Returns of what kind the last commitment is.
    pub(super) fn category(&self) -> Option<Category> {
        self.category
    }

    fn debts<'a>(&'a self, actors: &'a Actors) -> impl Iterator<Item = &'a Debts> {
        actors.ids().iter().filter_map(|id| self.debts.get(id))
    }

    /// Returns how many sentences ago somebody was found to owe something.
    pub(super) fn since(&self, actors: &Actors) -> Option<usize> {
        self.debts(actors).map(|debts| self.told - debts.last).min()
    }

    /// Returns how many of some nouns stand in what somebody owes.
    pub(super) fn kin(&self, actors: &Actors, nouns: &[Key]) -> usize {
        self.debts(actors)
            .map(|debts| nouns.iter().filter(|noun| debts.nouns.contains(noun)).count())
            .max()
            .unwrap_or_default()
    }

    /// Returns whether somebody owes something of a kind.
    pub(super) fn owes_like(&self, actors: &Actors, category: Category) -> bool {
        category != Category::Other && self.debts(actors).any(|debts| debts.categories.contains(&category))
    }

    /// Returns how often a name is the subject of what will be done, and whether it is so most often.
    pub(super) fn wills(&self, name: &str) -> Key {
        let count = self.wills.get(name).copied().unwrap_or_default();
        2 * bucket(count) + Key::from(count > 0 && count == self.willing)
    }

    /// Returns how often somebody is counted.
    pub(super) fn count(counts: &BTreeMap<EntityId, usize>, id: EntityId) -> usize {
        counts.get(&id).copied().unwrap_or_default()
    }
}

/// Returns how often each name is the subject of what will be done, or has been promised.
fn wills(lines: &[Line<'_>]) -> BTreeMap<String, usize> {
    let mut wills_of: BTreeMap<String, usize> = BTreeMap::new();
    for line in lines {
        let wills_it = |word: &&Word<'_>| word.tag == "MD" || word.dep == "xcomp";
        let willed: BTreeSet<usize> = line.words.iter().filter(wills_it).map(|word| word.head).collect();
        for sighting in &line.sightings {
            let name = match &sighting.points_at {
                Target::Name { name, .. } | Target::Person { name, .. } | Target::Group { name, .. } => name,
                _ => continue,
            };
            let mut words = line.words[line.words_of(sighting)].iter();
            if words.any(|word| word.dep == "nsubj" && willed.contains(&word.head)) {
                *wills_of.entry(name.clone()).or_default() += 1;
            }
        }
    }
    wills_of
}

/// Returns the nouns of what is to be done, without names.
pub(super) fn nouns(passage: &Passage<'_>, object: Span) -> Vec<Key> {
    let words = &passage.words[passage.word_from(object.start_bytes())..passage.word_from(object.end_bytes())];
    words.iter().filter(|word| matches!(word.tag, "NN" | "NNS")).map(|word| lower(word.lemma)).collect()
}
