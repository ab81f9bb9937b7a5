//! In which words is it said that documents are copies of one another?

use std::collections::BTreeSet;

use casus_engine::intake::{Copies, Likeness, Relay};
use casus_engine::page::{Document, Page, Promise};
use casus_text::Source;

use super::terminal::paper::{BOLD, DIM, Paper, Piece, plain};
use super::words;

/// Returns what a document of a page relays: "copy of [2], 96 % alike".
pub fn relays(document: &Document) -> Option<String> {
    let relay = document.relays.as_ref()?;
    Some(format!("copy of [{}], {}{}", relay.of + 1, likeness(relay), credit(document.credit.as_deref())))
}

/// Returns what stands behind the number of a document that relays another: " (copy of document 2)".
pub fn behind_number(document: &Document) -> String {
    document.relays.as_ref().map_or_else(String::new, |relay| format!(" (copy of document {})", relay.of + 1))
}

/// Says with how many voices the documents of a page speak, where some relay others.
pub fn voices(page: &Page) -> Option<String> {
    let relaying = page.documents.iter().filter(|document| document.relays.is_some()).count();
    let voices = page.documents.len() - relaying;
    let relay = if relaying == 1 { "1 relays another".to_owned() } else { format!("{relaying} relay others") };
    (relaying > 0)
        .then(|| format!("Of the documents {relay}, so they speak with {}.", words::count_of(voices, "voice")))
}

/// Says with how many voices a promise is told, where some of the documents that tell it are copies.
pub fn told_by(page: &Page, promise: &Promise) -> Option<String> {
    let tellings = [&promise.evidence].into_iter().chain(&promise.further);
    let documents: BTreeSet<usize> = tellings.map(|evidence| evidence.source).collect();
    let voices: BTreeSet<usize> =
        documents.iter().filter_map(|&source| Some(page.documents.get(source)?.voice)).collect();
    let (documents, voices) = (documents.len(), voices.len());
    (voices < documents)
        .then(|| format!("{} with {}", words::count_of(documents, "document"), words::count_of(voices, "voice")))
}

/// Draws which documents are copies of which, as text of a width in columns.
pub fn copies(sources: &[Source], copies: &Copies, width: usize) -> String {
    let mut paper = Paper::new(width);
    paper.heading("Copies");
    let groups = copies.groups();
    if groups.is_empty() {
        paper.quiet("No document was found to be a copy of another.");
    }
    for group in &groups {
        for &place in group {
            document(&mut paper, sources, copies, place);
        }
    }
    let voices: BTreeSet<usize> = copies.voices.iter().copied().collect();
    let (documents, voices) = (words::count_of(sources.len(), "document"), words::count_of(voices.len(), "voice"));
    paper.quiet(&format!("{documents}, {voices}."));
    paper.text()
}

/// Returns how a document is named in a list: its title, its publisher, its day and its path.
pub(super) fn naming(source: &Source) -> [Piece; 3] {
    let origin = source.origin();
    let publisher = origin.publisher.as_ref().map_or_else(String::new, |publisher| format!(", {publisher}"));
    let path = if words::title(source) == origin.path { String::new() } else { format!("  {}", origin.path) };
    [
        (BOLD, words::clipped(words::title(source), 160)),
        plain(&format!("{publisher}, {}", words::published(source))),
        (DIM, path),
    ]
}

fn document(paper: &mut Paper, sources: &[Source], copies: &Copies, place: usize) {
    let pieces = naming(&sources[place]);
    let Some(relay) = &copies.relays[place] else { return paper.line(0, "", &pieces) };
    paper.line(2, "└ ", &pieces);
    paper.line(4, "", &[plain(&copy_of(sources, copies, place, relay))]);
}

/// Says which document one relays, in what way, and whom it credits.
pub(super) fn copy_of(sources: &[Source], copies: &Copies, place: usize, relay: &Relay) -> String {
    let of = &sources[relay.of].origin().path;
    format!("copy of {of}, {}{}", likeness(relay), credit(copies.credits[place].as_deref()))
}

fn likeness(relay: &Relay) -> String {
    match relay.how {
        Likeness::Identical => "in the same words".to_owned(),
        Likeness::NearDuplicate => format!("{} alike", percent(relay.alike)),
        Likeness::Shortened => format!("shortened: {} of it stands there", percent(relay.of_copy)),
        Likeness::Extended => {
            format!(
                "extended: it has {} of that, which is {} of it",
                percent(relay.of_original),
                percent(relay.of_copy)
            )
        }
    }
}

fn credit(credit: Option<&str>) -> String {
    credit.map_or_else(String::new, |agency| format!(", by its own words from {}", words::clipped(agency, 60)))
}

/// Returns a share in hundredths; only a whole is 100 %.
fn percent(share: f64) -> String {
    format!("{} %", (share * 100.0 + 1e-9).floor())
}
