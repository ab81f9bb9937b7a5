//! Who is who across the documents?
//!
//! The same name and kind is the same actor. That is all that can be told without a register of actors.

use std::collections::{BTreeMap, BTreeSet};

use casus_claim::{Entity, EntityId, EntityKind, Reading};
use casus_text::{Source, Span};

/// An abbreviation has at most this many letters.
const ABBREVIATION_LEN_MAX: usize = 5;

/// The actors of all documents, each with the shortest form in use.
#[derive(Clone, Debug, Default)]
pub(crate) struct Cast {
    short: BTreeMap<(EntityKind, String), String>,
}

impl Cast {
    /// Meets the actors of some documents.
    pub(crate) fn of(documents: &[(Source, Reading)]) -> Self {
        let mut cast = Self::default();
        for (source, reading) in documents {
            for entity in reading.entities() {
                cast.meet(source, entity);
            }
        }
        cast
    }

    /// Returns the shortest form of an actor's name: an abbreviation, a person's last name, or the name itself.
    pub(crate) fn short<'a>(&'a self, entity: &'a Entity) -> &'a str {
        self.short.get(&(entity.kind, entity.name.clone())).map_or(&entity.name, String::as_str)
    }

    fn meet(&mut self, source: &Source, entity: &Entity) {
        let kept = self.short.entry((entity.kind, entity.name.clone())).or_insert_with(|| entity.name.clone());
        let spoken = entity.mentions.iter().map(|&mention| source.slice(mention));
        let forms: Vec<String> = match entity.kind {
            EntityKind::Person => entity.name.split_whitespace().next_back().map(str::to_owned).into_iter().collect(),
            _ => entity.aliases.iter().map(String::as_str).chain(spoken).filter_map(abbreviation).collect(),
        };
        for form in forms {
            if (form.len(), &form) < (kept.len(), kept) {
                *kept = form;
            }
        }
    }
}

/// Returns a form without its dots, if it is an abbreviation such as `U.N.` or `UN`.
fn abbreviation(form: &str) -> Option<String> {
    let letters = form.replace('.', "");
    let is_short = (2..=ABBREVIATION_LEN_MAX).contains(&letters.len());
    (is_short && letters.chars().all(|c| c.is_ascii_uppercase())).then_some(letters)
}

/// Where the actors of a reading are mentioned, in the order of the text.
#[derive(Clone, Debug)]
pub(crate) struct Mentions(Vec<(Span, EntityId)>);

impl Mentions {
    /// Collects the mentions of a reading's actors.
    pub(crate) fn of(reading: &Reading) -> Self {
        let acts = |entity: &&Entity| entity.kind.is_actor();
        let actors = reading.entities().iter().filter(acts);
        let mut mentions: Vec<(Span, EntityId)> =
            actors.flat_map(|entity| entity.mentions.iter().map(|&mention| (mention, entity.id))).collect();
        mentions.sort();
        Self(mentions)
    }

    /// Returns the actors who are mentioned within a span.
    pub(crate) fn within(&self, span: Span) -> BTreeSet<EntityId> {
        let first = self.0.partition_point(|(mention, _)| mention.start_bytes() < span.start_bytes());
        let inside = self.0[first..].iter().take_while(|(mention, _)| mention.start_bytes() <= span.end_bytes());
        inside.filter(|(mention, _)| span.contains(*mention)).map(|(_, id)| *id).collect()
    }
}
