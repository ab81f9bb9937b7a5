//! Which documents say something else than they did, and what of it matters?
//!
//! A change of words in which no entry begins, ends or changes is no development: outlets mend commas all day.

use std::collections::BTreeMap;

use casus_claim::Reading;
use casus_engine::dossier::AlertKind;
use casus_engine::{ReadDocument, Remembered};
use casus_text::{ContentId, Source, Span};
use similar::{ChangeTag, TextDiff};

use crate::alert::{Alert, Development, Edit, Kind};

use super::{cite, one_line};

/// So many changed paragraphs are shown.
const PARAGRAPHS_MAX: usize = 12;

/// A document whose words are others than they were.
pub(crate) struct Edited {
    source: Source,
    edit: Edit,
    added: Vec<Span>,
}

/// The documents that were edited, by the hash of their present text.
pub(crate) type Edits = BTreeMap<ContentId, Edited>;

/// Finds the documents that have another text at the same address.
pub(crate) fn edits(before: &Remembered, after: &Remembered) -> Edits {
    let old: BTreeMap<String, &ReadDocument> =
        before.documents.iter().map(|document| (address(&document.source), document)).collect();
    let edited = |document: &ReadDocument| {
        let was = old.get(&address(&document.source))?;
        (was.source.id() != document.source.id()).then(|| (document.source.id(), edited(was, document)))
    };
    after.documents.iter().filter_map(edited).collect()
}

fn address(source: &Source) -> String {
    let origin = source.origin();
    origin.url.clone().unwrap_or_else(|| origin.path.clone())
}

fn edited(was: &ReadDocument, is: &ReadDocument) -> Edited {
    let (dropped, _) = only_in(was, &is.source);
    let (added, spans) = only_in(is, &was.source);
    let edit = Edit { paragraphs: paragraphs(was.source.text(), is.source.text()), dropped, added };
    Edited { source: is.source.clone(), edit, added: spans }
}

/// Returns the sentences of entries that another text does not have, with their places.
fn only_in(document: &ReadDocument, other: &Source) -> (Vec<String>, Vec<Span>) {
    let other = one_line(other.text());
    let mut sentences: Vec<String> = Vec::new();
    let mut spans = Vec::new();
    for record in document.readings.iter().flat_map(|(_, reading): &(_, Reading)| reading.records()) {
        let sentence = one_line(record.quote.text());
        if !other.contains(&sentence) && !sentences.contains(&sentence) {
            sentences.push(sentence);
            spans.push(record.quote.span());
        }
    }
    (sentences, spans)
}

/// Returns the paragraphs that differ, as they were and as they are.
fn paragraphs(was: &str, is: &str) -> Vec<[String; 2]> {
    let parts = |text: &str| -> Vec<String> {
        let parts = text.split("\n\n").map(one_line);
        parts.filter(|part| !part.is_empty()).collect()
    };
    let (was, is) = (parts(was), parts(is));
    let [was, is] = [&was, &is].map(|parts| parts.iter().map(String::as_str).collect::<Vec<&str>>());
    let diff = TextDiff::from_slices(&was, &is);
    let mut pairs: Vec<[String; 2]> = Vec::new();
    let mut pending: Vec<String> = Vec::new();
    for change in diff.iter_all_changes() {
        match change.tag() {
            ChangeTag::Delete => pending.push(change.value().to_owned()),
            ChangeTag::Insert if pending.is_empty() => pairs.push([String::new(), change.value().to_owned()]),
            ChangeTag::Insert => pairs.push([pending.remove(0), change.value().to_owned()]),
            ChangeTag::Equal => pairs.extend(pending.drain(..).map(|gone| [gone, String::new()])),
        }
    }
    pairs.extend(pending.into_iter().map(|gone| [gone, String::new()]));
    pairs.truncate(PARAGRAPHS_MAX);
    pairs
}

/// Makes a development of each edit that touches an entry.
pub(super) fn developments(edits: &Edits) -> Vec<Development> {
    let touched = edits.iter().filter(|(_, it)| !it.edit.dropped.is_empty() || !it.edit.added.is_empty());
    touched.map(|(text, edited)| development(*text, edited)).collect()
}

fn development(text: ContentId, Edited { source, edit, added }: &Edited) -> Development {
    let origin = source.origin();
    let name = origin.title.clone().unwrap_or_else(|| origin.path.clone());
    let outlet = origin.publisher.clone().map(|publisher| format!("{publisher}: ")).unwrap_or_default();
    let mut changes: Vec<String> = Vec::new();
    changes.extend(edit.dropped.iter().map(|sentence| format!("no longer says: “{sentence}”")));
    changes.extend(edit.added.iter().map(|sentence| format!("says now: “{sentence}”")));
    let cites = added.iter().map(|span| cite("now", source, *span, None)).collect();
    let key = format!("edited:{}:{text}", address(source));
    Development {
        kinds: vec![Kind { kind: AlertKind::Edited, change: None, keys: vec![key] }],
        alert: Alert {
            changes, cites, edit: Some(edit.clone()), ..Alert::of(format!("{outlet}“{name}” was edited"))
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_that_differ_stand_beside_one_another() {
        let was = "Norland pays 3.\n\nThe pier is old.\n\nIt rained.";
        let is = "Norland pays 2.\n\nThe pier\nis old.\n\nA bridge is planned.\n\nIt rained.";
        let pair = |was: &str, is: &str| [was.to_owned(), is.to_owned()];
        assert_eq!(paragraphs(was, is), [pair("Norland pays 3.", "Norland pays 2."), pair("", "A bridge is planned.")]);
        assert_eq!(paragraphs(is, was)[1], pair("A bridge is planned.", ""));
    }
}
