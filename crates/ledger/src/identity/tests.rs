//! Who is who in invented documents?
//!
//! A document is written as one line an entity: `person Ada Korn = President/Norland`, with `~` before an alias, `=`
//! before an office, `+` before a role, and `|` between them. Each entity is named in a sentence of its own, except where
//! a line begins with `&`, which stands in the sentence of the line before.

mod decisions;
mod offices;
mod people;
mod properties;

use std::fmt::Write;

use casus_claim::{Entity, EntityId, EntityKind, KnownActor, KnownOffice, Office, Reading, Registry, Role, Term};
use casus_text::{DateOrigin, Origin, Published, Source};
use jiff::civil::Date;

use super::{Apart, Bearer, Beforehand, Contrary, Document, Evidence, Likeness, WhoIsWho, who_is_who};
use crate::{Decision, DocumentId};

/// A document that was read.
#[derive(Clone, Debug)]
struct Read {
    ids: Vec<DocumentId>,
    source: Source,
    reading: Reading,
}

/// Reads a document as it is written in these tests.
fn read(path: &str, day: Option<&str>, lines: &[&str]) -> Read {
    let mut text = String::new();
    let mut sentences: Vec<(usize, usize)> = Vec::new();
    let mut entities: Vec<(Entity, (usize, usize))> = Vec::new();
    for line in lines {
        let (line, is_beside) = line.strip_prefix("& ").map_or((*line, false), |line| (line, true));
        let entity = entity(line, entities.len());
        let start = text.len();
        text.push_str(&entity.name);
        let end = text.len();
        text.push_str(". ");
        match sentences.last_mut().filter(|_| is_beside) {
            Some(sentence) => sentence.1 = end,
            None => sentences.push((start, end)),
        }
        entities.push((entity, (start, end)));
    }
    // Two documents may have the same lines and are two all the same.
    text.push_str(path);
    let published = day.map(|day| Published { day: day.parse().unwrap(), origin: DateOrigin::Given });
    let source = Source::new(text, Origin { path: path.to_owned(), published, ..Origin::default() });
    let span = |(start, end)| source.span(start, end).unwrap();
    let entities = entities.into_iter().map(|(entity, at)| Entity { mentions: vec![span(at)], ..entity }).collect();
    let sentences = sentences.into_iter().map(span).collect();
    let reading = Reading::new(source.id(), entities, Vec::new(), Vec::new(), sentences);
    let id = DocumentId::stored(path.to_owned());
    Read { ids: vec![id], source, reading }
}

fn entity(line: &str, number: usize) -> Entity {
    let (kind, rest) = line.split_once(' ').unwrap();
    let mut parts = rest.split(" | ");
    let mut entity = Entity {
        id: EntityId(number as u32),
        kind: EntityKind::from_word(kind).unwrap(),
        name: parts.next().unwrap().to_owned(),
        aliases: Vec::new(),
        mentions: Vec::new(),
        offices: Vec::new(),
        roles: Vec::new(),
    };
    for part in parts {
        let (sign, words) = part.split_at(1);
        let words = words.trim();
        match (sign, words.split_once('/')) {
            ("~", _) => entity.aliases.push(words.to_owned()),
            ("=", Some((title, of))) => {
                let title = (!title.is_empty()).then(|| title.to_owned());
                entity.offices.push(Office { title, of: Some(of.to_owned()) });
            }
            ("+", Some((role, of))) => entity.roles.push(Role { role: role.to_owned(), of: of.to_owned() }),
            _ => panic!("`{part}` is no part of an entity"),
        }
    }
    entity
}

/// What is known before some documents are asked.
#[derive(Clone, Debug, Default)]
struct Known {
    registry: Registry,
    terms: Vec<Term>,
    decisions: Vec<Decision>,
}

impl Known {
    /// Names an actor as a line of a document does; `from` and `to` are the days of its offices.
    fn with(mut self, line: &str, days: Option<(&str, &str)>) -> Self {
        let Entity { name, kind, aliases, offices, .. } = entity(line, 0);
        let day = |day: &str| day.parse::<Date>().ok();
        let known = |office: Office| KnownOffice {
            title: office.title.unwrap(),
            of: office.of.unwrap(),
            from: days.and_then(|(from, _)| day(from)),
            to: days.and_then(|(_, to)| day(to)),
        };
        let offices = offices.into_iter().map(known).collect();
        self.registry.actors.push(KnownActor { name, kind, aliases, offices });
        self
    }

    fn deciding(mut self, decision: Decision) -> Self {
        self.decisions.push(decision);
        self
    }
}

fn who(documents: &[Read], known: &Known) -> WhoIsWho {
    let documents: Vec<Document<'_>> = documents
        .iter()
        .map(|read| Document { ids: &read.ids, source: &read.source, reading: &read.reading })
        .collect();
    let Known { registry, terms, decisions } = known;
    who_is_who(&documents, &Beforehand { registry, terms, decisions })
}

/// Lays open who is who, one line for an actor with its reasons below it, then what is left open and what is cut.
fn shown(documents: &[Read], known: &Known) -> String {
    let who = who(documents, known);
    let path = |document: usize| documents[document].source.origin().path.as_str();
    let bearer = |bearer: &Bearer| match bearer {
        Bearer::Known(name) => format!("dossier {name}"),
        Bearer::Part(part) => {
            format!("{} {}", path(part.document), documents[part.document].reading.entity(part.entity).name)
        }
    };
    let mut text = String::new();
    for actor in &who.actors {
        let parts: Vec<String> = actor.parts.iter().map(|part| bearer(&Bearer::Part(*part))).collect();
        let apart = match &actor.apart {
            None => String::new(),
            Some(Apart::Office(office)) => {
                format!(" ({} of {})", office.title.as_ref().unwrap(), office.of.as_ref().unwrap())
            }
            Some(Apart::Document(document)) => format!(" ({})", path(*document)),
        };
        let members: Vec<&str> = actor.members.iter().map(|&at| who.actors[at].name.as_str()).collect();
        let members = if members.is_empty() { String::new() } else { format!(" members {}", members.join(", ")) };
        writeln!(text, "{} {}{apart}: {}{members}", actor.kind, actor.name, parts.join(", ")).unwrap();
        for link in &actor.links {
            let [one, other] = link.bearers.each_ref().map(bearer);
            writeln!(text, "  {one} = {other}: {}{}", likeness(link.likeness), evidence(documents, &link.evidence))
                .unwrap();
        }
    }
    for proposal in &who.proposals {
        let [one, other] = proposal.bearers.each_ref().map(bearer);
        let said = evidence(documents, &proposal.evidence);
        let against: Vec<String> = proposal.against.iter().map(|it| contrary(documents, it)).collect();
        writeln!(text, "? {one} = {other}: {}{said}, but {}", likeness(proposal.likeness), against.join(", ")).unwrap();
    }
    for cut in &who.cuts {
        let [one, other] = cut.link.bearers.each_ref().map(bearer);
        let said = evidence(documents, &cut.link.evidence);
        writeln!(text, "/ {one} = {other}: {}{said}, but decision {}", likeness(cut.link.likeness), cut.split).unwrap();
    }
    text
}

fn likeness(likeness: Likeness) -> &'static str {
    match likeness {
        Likeness::Same => "same name",
        Likeness::Spelling => "other spelling",
        Likeness::Shorter => "shorter name",
        Likeness::Office => "office",
        Likeness::Other => "other name",
    }
}

fn evidence(documents: &[Read], evidence: &[Evidence]) -> String {
    let path = |document: usize| documents[document].source.origin().path.clone();
    let one = |it: &Evidence| match it {
        Evidence::Decided(number) => format!(", decision {number}"),
        Evidence::Known(name) => format!(", dossier gives `{name}`"),
        Evidence::Office(office) => {
            format!(", both {} of {}", office.title.as_ref().unwrap(), office.of.as_ref().unwrap())
        }
        Evidence::Body(of) => format!(", both of {of}"),
        Evidence::Role(role) => format!(", both {} of {}", role.role, role.of),
        Evidence::Shared(name) => format!(", both beside {name}"),
        Evidence::Alias(part) => format!(", alias in {}", path(part.document)),
        Evidence::Held { day, according_to } if according_to.is_empty() => format!(", held on {day} by the dossier"),
        Evidence::Held { day, according_to } => {
            let paths: Vec<String> = according_to.iter().map(|part| path(part.document)).collect();
            format!(", held on {day} by {}", paths.join(" and "))
        }
    };
    evidence.iter().map(one).collect()
}

fn contrary(documents: &[Read], contrary: &Contrary) -> String {
    match contrary {
        Contrary::Decided(number) => format!("decision {number}"),
        Contrary::States([one, other]) => format!("of {one} and of {other} at one time"),
        Contrary::Names => "given names differ".to_owned(),
        Contrary::ToldApart(document) => format!("told apart in {}", documents[*document].source.origin().path),
        Contrary::Kinds([one, other]) => format!("{one} and {other}"),
        Contrary::Several => "it fits several".to_owned(),
        Contrary::NameAlone => "the name alone".to_owned(),
    }
}

/// Checks all that is said of who is who.
#[track_caller]
fn check(documents: &[Read], known: &Known, expected: &[&str]) {
    let shown = shown(documents, known);
    let expected: String = expected.iter().map(|line| format!("{line}\n")).collect();
    assert_eq!(shown, expected, "\n{shown}");
}
