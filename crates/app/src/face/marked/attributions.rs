//! Who says what? The parts of each attribution, with the attributions in a list.

use casus_engine::Attributed;
use casus_text::{Source, Span};

use super::{Ink, Mark, Marked, Thing};

/// What stands between the pieces of a part.
const GAP: &str = " … ";

/// Marks the source, the cue and the content of every attribution.
pub fn attributions(source: Source, attributed: &Attributed) -> Marked {
    let mut marks = Vec::new();
    let mut things = Vec::new();
    for (thing, attribution) in attributed.attributions.iter().enumerate() {
        let parts =
            [(Ink::Source, &attribution.source), (Ink::Cue, &attribution.cue), (Ink::Content, &attribution.content)];
        for (ink, pieces) in parts {
            marks.extend(pieces.iter().map(|&span| Mark { span, thing, ink }));
        }
        let words = |pieces: &[Span]| {
            let pieces: Vec<&str> = pieces.iter().map(|&span| source.slice(span)).collect();
            pieces.join(GAP)
        };
        let who = if attribution.source.is_empty() { "nobody named".to_owned() } else { words(&attribution.source) };
        let details = [&attribution.cue, &attribution.content].map(|pieces| words(pieces));
        things.push(Thing { ink: Ink::Source, name: who, details: details.to_vec() });
    }
    let notes = attributed.notes.iter().map(|note| note.sentence.clone()).collect();
    Marked { source, marks, things, summary: Vec::new(), notes }
}
