//! In which words is it said why two are one, and why not?

use std::collections::BTreeSet;

use casus_engine::Who;
use casus_engine::ledger::identity::{Bearer, Contrary, Evidence, Likeness, Link, Part};
use casus_engine::office_in_words;
use casus_text::{Source, Span};
use jiff::civil::Date;

use crate::face::words;

/// Returns how the names of two go together, as it stands in JSON.
pub(super) fn likeness(likeness: Likeness) -> &'static str {
    match likeness {
        Likeness::Same => "same_name",
        Likeness::Spelling => "other_spelling",
        Likeness::Shorter => "shorter_name",
        Likeness::Office => "office",
        Likeness::Other => "other_name",
    }
}

/// Words why two were put together.
pub(super) fn link(found: &Who, link: &Link) -> String {
    let names = match link.likeness {
        Likeness::Same => "the same name",
        Likeness::Spelling => "another spelling",
        Likeness::Shorter => "a shorter form of the name",
        Likeness::Office => "called by the office",
        Likeness::Other => "another name",
    };
    let evidence: Vec<String> = link.evidence.iter().map(|it| evidence(found, it)).collect();
    [vec![names.to_owned()], evidence].concat().join(", and ")
}

/// Words what speaks for two being one.
pub(super) fn evidence(found: &Who, evidence: &Evidence) -> String {
    match evidence {
        Evidence::Decided(_) => "a person decided it".to_owned(),
        Evidence::Known(name) => format!("the dossier gives “{name}” to one"),
        Evidence::Office(office) => format!("both are given the office {}", office_in_words(office)),
        Evidence::Body(of) => format!("both hold an office of {of}"),
        Evidence::Role(role) => format!("both are {} of {}", role.role, role.of),
        Evidence::Shared(name) => format!("both are named beside {name}, whom few documents name"),
        Evidence::Alias(part) => format!("{} gives both names to one", path(found, part.document)),
        Evidence::Held { day, according_to } if according_to.is_empty() => {
            format!("who held it on {} as the dossier says", words::day(*day))
        }
        Evidence::Held { day, according_to } => {
            let told: BTreeSet<&str> = according_to.iter().map(|part| path(found, part.document)).collect();
            let told: Vec<String> = told.into_iter().map(str::to_owned).collect();
            format!("who held it about {} according to {}", words::day(*day), words::names(&told))
        }
    }
}

/// Returns the word for a kind of evidence, as it stands in JSON.
pub(super) fn evidence_kind(evidence: &Evidence) -> &'static str {
    match evidence {
        Evidence::Decided(_) => "decided",
        Evidence::Known(_) => "dossier",
        Evidence::Office(_) => "office",
        Evidence::Body(_) => "body",
        Evidence::Role(_) => "role",
        Evidence::Shared(_) => "shared",
        Evidence::Alias(_) => "alias",
        Evidence::Held { .. } => "held",
    }
}

/// Words what speaks against two being one.
pub(super) fn contrary(found: &Who, contrary: &Contrary) -> String {
    match contrary {
        Contrary::Decided(_) => "a person decided otherwise".to_owned(),
        Contrary::States([one, other]) => format!("they hold offices of {one} and of {other} at one time"),
        Contrary::Names => "their given names differ".to_owned(),
        Contrary::ToldApart(document) => format!("{} tells them apart", path(found, *document)),
        Contrary::Kinds([one, other]) => format!("one is read as {one} and the other as {other}"),
        Contrary::Several => "it fits several".to_owned(),
        Contrary::NameAlone => "nothing but the name speaks for it".to_owned(),
    }
}

/// Returns the word for what speaks against it, as it stands in JSON.
pub(super) fn contrary_kind(contrary: &Contrary) -> &'static str {
    match contrary {
        Contrary::Decided(_) => "decided",
        Contrary::States(_) => "states",
        Contrary::Names => "names",
        Contrary::ToldApart(_) => "told_apart",
        Contrary::Kinds(_) => "kinds",
        Contrary::Several => "several",
        Contrary::NameAlone => "name_alone",
    }
}

/// Names somebody with where the name stands.
pub(super) fn bearer(found: &Who, bearer: &Bearer) -> String {
    match bearer {
        Bearer::Known(name) => format!("{name} of the dossier"),
        Bearer::Part(part) => format!("{} in {}", name(found, *part), path(found, part.document)),
    }
}

/// Returns the name that a document has for an entity.
pub(super) fn name(found: &Who, part: Part) -> &str {
    &found.documents[part.document].1.entity(part.entity).name
}

/// Returns the first mention of an entity by its name, or else the first of all, in its document.
pub(super) fn mention(found: &Who, part: Part) -> Option<(&Source, Span)> {
    let (source, reading) = &found.documents[part.document];
    let entity = reading.entity(part.entity);
    let by_name = entity.mentions.iter().find(|span| source.slice(**span) == entity.name);
    let named = entity.mentions.iter().find(|span| source.slice(**span).contains(char::is_uppercase));
    by_name.or(named).or(entity.mentions.first()).map(|span| (source, *span))
}

/// Returns where a document lies.
pub(super) fn path(found: &Who, document: usize) -> &str {
    &found.documents[document].0.origin().path
}

/// Words a term of office.
pub(super) fn term((from, to): (Option<Date>, Option<Date>)) -> String {
    match (from, to) {
        (Some(from), Some(to)) => format!("from {} to {}", words::day(from), words::day(to)),
        (Some(from), None) => format!("since {}", words::day(from)),
        (None, Some(to)) => format!("until {}", words::day(to)),
        (None, None) => "without days".to_owned(),
    }
}
