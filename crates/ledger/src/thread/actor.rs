//! Who is meant by a name, and for whom do they speak?
//!
//! In go documents with the names by which their entities are shown, in which two of one name are told apart, and who
//! held which office when; out come [`Actor`]s that are the same across documents, and the sides for which they speak: a
//! minister for the state, a parliament for its country.

use std::collections::{BTreeMap, BTreeSet};

use casus_claim::{Claim, EntityId, EntityKind, KnownOffice, Record, Term};
use jiff::civil::Date;

use crate::contradiction::text::Text;
use crate::contradiction::words::{is_of, stem, words};

use super::cluster::DAYS_MAX;
use super::telling::is_in;

/// Somebody by kind and name: of a group, the words of its name, so that “six of the states” are “six states”.
pub(super) type Actor = (EntityKind, String);

/// Who is who in the documents, and who held which office when.
pub(super) struct Who<'t> {
    /// The names by which the entities of each document are shown, by its place in time.
    shown: Vec<&'t [String]>,
    by_person: BTreeMap<&'t str, Vec<&'t KnownOffice>>,
    /// The states and bodies for which people speak as a whole, as any document says it, with its day.
    led: BTreeMap<&'t str, BTreeSet<(Option<Date>, &'t str)>>,
}

impl<'t> Who<'t> {
    /// Takes the names by which the entities of each document are shown, and terms.
    pub(super) fn of(texts: &'t [Text<'t>], shown: Vec<&'t [String]>, terms: &'t [Term]) -> Self {
        let mut by_person: BTreeMap<&str, Vec<&KnownOffice>> = BTreeMap::new();
        terms.iter().for_each(|term| by_person.entry(&term.person).or_default().push(&term.office));
        let mut who = Self { shown, by_person, led: BTreeMap::new() };
        for text in texts {
            for entity in text.reading.entities().iter().filter(|entity| entity.kind == EntityKind::Person) {
                let leads = entity.offices.iter().filter(|office| office.title.as_deref().is_some_and(is_leading));
                let led: Vec<&str> = leads.filter_map(|office| office.of.as_deref()).collect();
                if !led.is_empty() {
                    let of_person = who.led.entry(who.shown(text, entity.id)).or_default();
                    of_person.extend(led.into_iter().map(|of| (text.published(), of)));
                }
            }
        }
        who
    }

    /// Returns the name by which an entity is shown.
    pub(super) fn shown(&self, text: &Text<'t>, id: EntityId) -> &'t str {
        self.shown[text.number].get(id.0 as usize).map_or(text.entity(id).name.as_str(), String::as_str)
    }

    /// Returns entities as they are the same across documents.
    pub(super) fn actors(&self, text: &Text<'t>, ids: &[EntityId]) -> BTreeSet<Actor> {
        let actor = |&id: &EntityId| match text.entity(id).kind {
            // Readers take one name now for a state and now for an organisation.
            EntityKind::Organisation => (EntityKind::State, self.shown(text, id).to_owned()),
            EntityKind::Group => (EntityKind::Group, of_group(self.shown(text, id))),
            kind => (kind, self.shown(text, id).to_owned()),
        };
        ids.iter().map(actor).collect()
    }

    /// Returns the names of those for whom something is, or of where it is; of groups, what their names have in common.
    ///
    /// Readers take a place for a person now and then, so the name alone counts.
    pub(super) fn others(&self, text: &Text<'t>, ids: &[EntityId]) -> BTreeSet<Actor> {
        let other = |&id: &EntityId| match text.entity(id) {
            entity if entity.kind == EntityKind::Group => (EntityKind::Group, of_group(&entity.name)),
            entity => (EntityKind::Place, entity.name.clone()),
        };
        ids.iter().map(other).collect()
    }

    /// Returns whom somebody speaks for besides themselves: the state or body in which they lead, and that of which they
    /// are an organ.
    pub(super) fn sides(&self, text: &Text<'t>, ids: &[EntityId]) -> BTreeSet<Actor> {
        let of_office = ids.iter().flat_map(|&id| {
            let leads = self.offices(text, id).into_iter().filter(|(title, _)| title.is_some_and(is_leading));
            let known = self.led.get(self.shown(text, id)).into_iter().flatten();
            let is_near = |day: &Option<Date>| match (day, text.published()) {
                (Some(day), Some(published)) => (*day - published).get_days().abs() <= DAYS_MAX,
                _ => true,
            };
            let known = known.filter(|(day, _)| is_near(day)).map(|(_, of)| *of);
            leads.map(|(_, of)| of).chain(known).map(str::to_owned).collect::<Vec<_>>()
        });
        let organs = ids.iter().filter_map(|&id| {
            let (organ, of) = text.entity(id).name.split_once(" of ")?;
            is_organ(organ).then(|| of.strip_prefix("the ").unwrap_or(of).to_owned())
        });
        of_office.chain(organs).map(|name| (EntityKind::State, name)).collect()
    }

    /// Returns the offices that a person holds on the day of a document, with their titles.
    fn offices<'n>(&'n self, text: &Text<'n>, id: EntityId) -> Vec<(Option<&'n str>, &'n str)> {
        let entity = text.entity(id);
        let told = entity.offices.iter().filter_map(|office| Some((office.title.as_deref(), office.of.as_deref()?)));
        let is_held = |office: &&&KnownOffice| text.published().is_none_or(|day| office.is_held_on(day));
        let known = self.by_person.get(entity.name.as_str()).into_iter().flatten().filter(is_held);
        told.chain(known.map(|office| (Some(office.title.as_str()), office.of.as_str()))).collect()
    }

    /// Returns for whom a speaker speaks on the day of a document: for themselves, and for those whose office they hold.
    pub(super) fn speaks_for(&self, text: &Text<'t>, id: EntityId) -> Vec<&str> {
        [self.shown(text, id)].into_iter().chain(self.offices(text, id).into_iter().map(|(_, of)| of)).collect()
    }

    /// Returns whether an actor of a record speaks, or somebody in an office of it, or publishes the document.
    pub(super) fn is_own(&self, text: &Text<'t>, record: &Record) -> bool {
        let ids: &[EntityId] = match &record.claim {
            Claim::Commitment(commitment) => commitment.debtor.ids(),
            Claim::Position(position) => position.holder.ids(),
            Claim::Event(event) => &event.participants,
            _ => &[],
        };
        let is_actor = |name: &str| ids.iter().any(|&id| self.shown(text, id) == name);
        let speaks = |&id: &EntityId| self.speaks_for(text, id).into_iter().any(is_actor);
        let says = |other: &Record| match &other.claim {
            Claim::Statement(statement) => {
                statement.content.span().overlaps(record.quote.span()) && statement.speaker.ids().iter().any(speaks)
            }
            _ => false,
        };
        record.attributed_to.iter().any(speaks)
            || text.source.origin().publisher.as_deref().is_some_and(is_actor)
            || text.records_in(record.quote.span()).any(says)
    }
}

/// Returns what the names of one group have in common: their words and numbers, whatever their order and endings.
fn of_group(name: &str) -> String {
    let source = casus_text::Source::new(name.to_owned(), casus_text::Origin::default());
    let tells = |word: &str| !is_of("stop", word) && !is_in("light", &stem(word));
    let words: BTreeSet<String> =
        words(&source, source.whole()).iter().filter(|word| tells(&word.lower)).map(|word| stem(&word.lower)).collect();
    if words.is_empty() { name.to_lowercase() } else { words.into_iter().collect::<Vec<_>>().join(" ") }
}

/// Returns whether somebody with this title speaks for the whole of the state or body.
pub fn is_leading(title: &str) -> bool {
    let words: Vec<String> = title.to_lowercase().split([' ', '-']).map(str::to_owned).collect();
    !words.iter().any(|word| is_of("wasnot", word)) && words.iter().any(|word| is_in("leading", &stem(word)))
}

/// Returns whether the name of a part of a state is that of an organ which binds it.
fn is_organ(name: &str) -> bool {
    name.split(' ').next_back().is_some_and(|word| is_in("organ", &stem(&word.to_lowercase())))
}
