//! What was taken from the document? The sentences without a record and the passages that were not read, in a list.

use casus_engine::{Coverage, Unread};
use casus_text::Source;

use super::{Ink, Mark, Marked, Thing};
use crate::face::words;

/// Marks the sentences on which no record rests, and what was not read.
pub fn coverage(source: Source, coverage: &Coverage) -> Marked {
    let mut marks = Vec::new();
    let mut things = Vec::new();
    let mut notes = Vec::new();
    for span in coverage.silent() {
        marks.push(Mark { span, thing: things.len(), ink: Ink::Silent });
        things.push(Thing { ink: Ink::Silent, name: source.slice(span).to_owned(), details: Vec::new() });
    }
    for Unread { span, sentence, .. } in &coverage.unread {
        let Some(span) = *span else {
            notes.push(sentence.clone());
            continue;
        };
        marks.push(Mark { span, thing: things.len(), ink: Ink::Unread });
        let details = vec![sentence.clone()];
        things.push(Thing { ink: Ink::Unread, name: source.slice(span).to_owned(), details });
    }
    Marked { source, marks, things, summary: counts(coverage), notes }
}

/// Says how many sentences gave a record, and how many gave one of each kind.
fn counts(coverage: &Coverage) -> Vec<String> {
    let (looked_at, silent) = (coverage.sentences.len(), coverage.silent().count());
    let sentences = words::count_of(looked_at, "sentence");
    let whole = format!("{sentences} looked at, {} with a record, {silent} without", looked_at - silent);
    let of_kind = |(kind, count): (&str, usize)| format!("{kind} {count}");
    let kinds: Vec<String> = coverage.by_kind().into_iter().map(of_kind).collect();
    let by_kind = (!kinds.is_empty()).then(|| format!("Sentences with a record of each kind: {}", kinds.join(", ")));
    [whole].into_iter().chain(by_kind).collect()
}
