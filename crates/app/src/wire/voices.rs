//! What do copies look like on the wire? As `docs/copies.md` describes them.

use std::collections::BTreeSet;

use casus_engine::intake::{Copies, Relay};
use casus_text::Source;
use serde::Serialize;

use super::number::Number;

#[derive(Serialize)]
struct CopiesLine<'a> {
    documents: usize,
    voices: usize,
    groups: Vec<GroupLine<'a>>,
}

#[derive(Serialize)]
struct GroupLine<'a> {
    original: DocumentLine<'a>,
    copies: Vec<CopyLine<'a>>,
}

/// A document by what is known of its origin.
#[derive(Serialize)]
pub(super) struct DocumentLine<'a> {
    path: &'a str,
    title: Option<&'a str>,
    publisher: Option<&'a str>,
    published: Option<String>,
    credit: Option<&'a str>,
}

impl<'a> DocumentLine<'a> {
    /// Takes the document at a place.
    pub(super) fn of(sources: &'a [Source], copies: &'a Copies, place: usize) -> Self {
        let origin = sources[place].origin();
        Self {
            path: &origin.path,
            title: origin.title.as_deref(),
            publisher: origin.publisher.as_deref(),
            published: sources[place].published().map(|day| day.to_string()),
            credit: copies.credits[place].as_deref(),
        }
    }
}

#[derive(Serialize)]
struct CopyLine<'a> {
    #[serde(flatten)]
    document: DocumentLine<'a>,
    relays: RelayLine<'a>,
}

/// What a document relays of another.
#[derive(Serialize)]
pub(super) struct RelayLine<'a> {
    path: &'a str,
    how: &'static str,
    alike: Number,
    of_copy: Number,
    of_original: Number,
}

impl<'a> RelayLine<'a> {
    /// Takes what a document relays of the one at a path.
    pub(super) fn of(relay: &Relay, path: &'a str) -> Self {
        let Relay { of: _, how, alike, of_copy, of_original } = *relay;
        let [alike, of_copy, of_original] = [alike, of_copy, of_original].map(Number::share);
        Self { path, how: how.word(), alike, of_copy, of_original }
    }
}

/// Writes which documents are copies of which as one JSON object.
pub(crate) fn copies(sources: &[Source], copies: &Copies) -> String {
    let line = |place: usize| DocumentLine::of(sources, copies, place);
    let copy = |&place: &usize| {
        let relay = copies.relays[place].as_ref()?;
        Some(CopyLine { document: line(place), relays: RelayLine::of(relay, &sources[relay.of].origin().path) })
    };
    let groups = copies.groups();
    let groups = groups
        .iter()
        .map(|group| GroupLine { original: line(group[0]), copies: group.iter().filter_map(copy).collect() });
    let voices: BTreeSet<usize> = copies.voices.iter().copied().collect();
    let line = CopiesLine { documents: sources.len(), voices: voices.len(), groups: groups.collect() };
    serde_json::to_string(&line).expect("every key is a string and no value can fail")
}
