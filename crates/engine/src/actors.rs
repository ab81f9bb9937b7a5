//! How is an actor called in short, and where is it mentioned?

use std::collections::BTreeSet;

use casus_claim::{Entity, EntityId, EntityKind, Reading};
use casus_ledger::identity::{Part, WhoIsWho};
use casus_text::{Source, Span};

/// An abbreviation has at most this many letters.
const ABBREVIATION_LEN_MAX: usize = 5;

/// The shortest form in use for each entity of each document.
#[derive(Clone, Debug, Default)]
pub(crate) struct Cast {
    short: Vec<Vec<String>>,
}

impl Cast {
    /// Meets the actors of some documents.
    pub(crate) fn of(who: &WhoIsWho, documents: &[(Source, Reading)]) -> Self {
        let mut short: Vec<String> = who.actors.iter().map(|actor| actor.name.clone()).collect();
        let entities = documents.iter().enumerate().flat_map(|(document, (source, reading))| {
            reading.entities().iter().map(move |entity| (Part { document, entity: entity.id }, source, entity))
        });
        for (part, source, entity) in entities.clone() {
            let actor = who.actor_of(part);
            let forms = match who.actors[actor].kind {
                EntityKind::Person => {
                    who.actors[actor].name.split_whitespace().next_back().map(str::to_owned).into_iter().collect()
                }
                _ => abbreviations(source, entity),
            };
            for form in forms {
                if (form.len(), &form) < (short[actor].len(), &short[actor]) {
                    short[actor] = form;
                }
            }
        }
        let mut of_documents: Vec<Vec<String>> = vec![Vec::new(); documents.len()];
        entities.for_each(|(part, ..)| of_documents[part.document].push(short[who.actor_of(part)].clone()));
        Self { short: of_documents }
    }

    /// Returns the shortest form of an entity's name: an abbreviation, a person's last name, or the name itself.
    pub(crate) fn short(&self, document: usize, entity: EntityId) -> &str {
        &self.short[document][entity.0 as usize]
    }
}

/// Lists the abbreviations that a document uses for an entity.
fn abbreviations(source: &Source, entity: &Entity) -> Vec<String> {
    let spoken = entity.mentions.iter().map(|&mention| source.slice(mention));
    entity.aliases.iter().map(String::as_str).chain(spoken).filter_map(abbreviation).collect()
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
