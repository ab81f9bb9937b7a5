//! What is a development, as it is told to people?

use casus_engine::dossier::AlertKind;
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Something that happened in the record of a negotiation, told once.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Alert {
    /// By which name it goes: the same for the same development, whoever finds it and however often.
    pub id: String,
    /// When it was found.
    pub raised_at: Timestamp,
    /// What sort of development it is; where it is of several, the one that weighs most.
    pub kind: String,
    /// The other sorts that it is of.
    pub also: Vec<String>,
    /// What happened, in a line.
    pub headline: String,
    /// Whom it concerns.
    pub actors: Vec<String>,
    /// To which field it belongs.
    pub category: Option<String>,
    /// The goal that it is about, by its id.
    pub goal: Option<String>,
    /// What changed, a sentence each.
    pub changes: Vec<String>,
    /// The sentences that it rests on.
    pub cites: Vec<Cite>,
    /// How the text of a document changed, where it did.
    pub edit: Option<Edit>,
}

/// A sentence with its source.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cite {
    /// What it is to the development: `before`, `now`, `fact`, `side`, `spoke`.
    pub role: String,
    /// The words.
    pub quote: String,
    /// Where they stand in the document, in code points.
    pub span: [usize; 2],
    /// The document's path.
    pub path: String,
    /// The document's address.
    pub url: Option<String>,
    /// The document's title.
    pub title: Option<String>,
    /// Who published it.
    pub publisher: Option<String>,
    /// When.
    pub published: Option<Date>,
    /// By which name the entry goes, for `casus show`.
    pub reference: Option<String>,
}

/// How the text of a document changed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edit {
    /// The paragraphs that changed, as they were and as they are; one of them is empty where one was added or taken out.
    pub paragraphs: Vec<[String; 2]>,
    /// Sentences that gave an entry and are gone.
    pub dropped: Vec<String>,
    /// Sentences that give an entry and were not there.
    pub added: Vec<String>,
}

/// A development with what tells it from others, before anybody has heard of it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Development {
    /// What sorts it is of, each with the keys of which one suffices to know it again.
    pub(crate) kinds: Vec<Kind>,
    /// What is told; its id, its instant and its kinds are filled in when it is raised.
    pub(crate) alert: Alert,
}

/// One sort of a development.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Kind {
    pub(crate) kind: AlertKind,
    /// What changed, a sentence.
    pub(crate) change: Option<String>,
    /// What it is known by: whoever shares one of them tells the same development.
    pub(crate) keys: Vec<String>,
}

impl Development {
    /// Makes the alert of what is new in a development; nothing where all of it was told.
    pub(crate) fn raised(self, now: Timestamp, is_told: impl Fn(&str) -> bool) -> Option<(Alert, Vec<String>)> {
        let Self { kinds, alert } = self;
        let mut fresh: Vec<Kind> = kinds.into_iter().filter(|kind| !kind.keys.iter().any(|key| is_told(key))).collect();
        fresh.sort_by_key(|kind| AlertKind::ALL.iter().position(|one| *one == kind.kind));
        let first = fresh.first()?;
        let id = blake3::hash(first.keys.first()?.as_bytes()).to_hex()[..16].to_owned();
        let mut also: Vec<String> = Vec::new();
        for kind in &fresh[1..] {
            let word = kind.kind.word().to_owned();
            if kind.kind != first.kind && !also.contains(&word) {
                also.push(word);
            }
        }
        let mut changes: Vec<String> = Vec::new();
        for change in fresh.iter().filter_map(|kind| kind.change.clone()).chain(alert.changes.clone()) {
            if !changes.contains(&change) {
                changes.push(change);
            }
        }
        let kind = first.kind.word().to_owned();
        let keys = fresh.into_iter().flat_map(|kind| kind.keys).collect();
        Some((Alert { id, raised_at: now, kind, also, changes, ..alert }, keys))
    }
}

impl Alert {
    /// Returns an alert about which nothing is said yet but its headline.
    pub(crate) fn of(headline: String) -> Self {
        Self {
            id: String::new(),
            raised_at: Timestamp::UNIX_EPOCH,
            kind: String::new(),
            also: Vec::new(),
            headline,
            actors: Vec::new(),
            category: None,
            goal: None,
            changes: Vec::new(),
            cites: Vec::new(),
            edit: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(kind: AlertKind, key: &str) -> Kind {
        Kind { kind, change: Some(format!("{} by {key}", kind.word())), keys: vec![key.to_owned()] }
    }

    #[test]
    fn what_was_told_is_left_out_and_the_weightiest_of_the_rest_names_it() {
        let kinds = vec![kind(AlertKind::Due, "a"), kind(AlertKind::Stronger, "b"), kind(AlertKind::New, "c")];
        let development = Development { kinds, alert: Alert::of("Norland: ferries".to_owned()) };
        let told = |keys: &'static [&str]| move |key: &str| keys.contains(&key);
        let raised = |keys| development.clone().raised(Timestamp::UNIX_EPOCH, told(keys));
        let (alert, keys) = raised(&["c"]).expect("two of three are new");
        assert_eq!((alert.kind.as_str(), alert.also), ("stronger", vec!["due".to_owned()]));
        assert_eq!(alert.changes, ["stronger by b", "due by a"]);
        assert_eq!(keys, ["b", "a"]);
        assert_eq!(raised(&["a", "b", "c"]), None);
        // The name hangs on the development and not on what else came with it.
        assert_eq!(raised(&["a", "c"]).map(|(alert, _)| alert.id), Some(alert.id));
    }
}
