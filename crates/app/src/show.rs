//! `casus show`: what is this entry, where does it stand, and who read it?

use std::fmt::Write;

use casus_claim::Reference;
use casus_engine::ledger::{Decided, Decision, Entry, Found, Ledger, Occurrence, Review, Reviewed, State};
use jiff::Timestamp;
use serde_json::json;

use crate::command::{AnswerFormat, Show};
use crate::error::Error;
use crate::face::{one_line, visible, words};
use crate::folder::Folder;
use crate::{output, readout, report, wire};

/// So much of a candidate's words is shown.
const QUOTE_CHARS_MAX: usize = 100;

/// Prints the entry that a reference leads to.
pub(crate) fn show(options: &Show) -> Result<(), Error> {
    let ledger = Folder::open(&options.dossier)?.ledger_read_only()?;
    let mut entry = found(&ledger, &options.reference, options.known_at)?;
    if let Some(day) = options.as_of {
        entry.occurrences.retain(|it| it.source.published().is_none_or(|published| published <= day));
        if entry.occurrences.is_empty() {
            return Err(Error::NoEntryYet { typed: options.reference.clone(), day });
        }
    }
    let stands = Stands::of(&ledger.decisions(options.known_at)?, entry.reference);
    match options.format {
        AnswerFormat::Json => output::print((json(&entry, &stands) + "\n").as_bytes()),
        AnswerFormat::Text => output::print(visible(&text(&entry, &stands, output::width())).as_bytes()),
    }
}

/// Returns the entry that a reference or its first digits lead to, and tells the candidates where there are several.
pub(crate) fn found(ledger: &Ledger, typed: &str, known_at: Option<Timestamp>) -> Result<Entry, Error> {
    match ledger.find(typed, known_at)? {
        Found::Entry(entry) => Ok(entry),
        Found::Nothing => Err(Error::NoEntry { typed: typed.to_owned() }),
        Found::Several(candidates) => {
            for candidate in &candidates {
                let quote = words::clipped(&one_line(&candidate.quote), QUOTE_CHARS_MAX);
                let digits = &candidate.reference.whole()[..typed.len().clamp(12, 52)];
                report::note(&visible(&format!("`{digits}` {}: {}", candidate.kind, words::quoted(&quote))));
            }
            Err(Error::SeveralEntries { typed: typed.to_owned(), count: candidates.len() })
        }
    }
}

/// How people see an entry.
struct Stands {
    reviewed: Reviewed,
    /// The entry in whose place it stands.
    replaces: Option<Reference>,
    review: Review,
}

impl Stands {
    fn of(decisions: &[Decided], entry: Reference) -> Self {
        let review = Review::of(decisions);
        let corrects = |decided: &Decided| match decided.decision {
            Decision::Amend { entry: corrected, by } if by == entry && corrected != entry => Some(corrected),
            _ => None,
        };
        let is_replaced = |corrected: &Reference| review.entry(*corrected).state == State::Amended { by: entry };
        let replaces = decisions.iter().rev().filter_map(corrects).find(is_replaced);
        Self { reviewed: review.entry(entry), replaces, review }
    }

    fn replaced_by(&self) -> Option<Reference> {
        if let State::Amended { by } = self.reviewed.state { Some(by) } else { None }
    }

    /// Returns what there is to say, each with its name.
    fn lines(&self) -> Vec<(&'static str, String)> {
        let Reviewed { state, decided, notes, grade } = &self.reviewed;
        let mut lines = Vec::new();
        lines.extend(decided.iter().map(|(by, at)| ("decided", format!("{} by {by} at {at}", state.word()))));
        lines.extend(self.replaced_by().map(|by| ("replaced by", by.to_string())));
        lines.extend(self.replaces.map(|corrected| ("replaces", corrected.to_string())));
        lines.extend(notes.iter().map(|(by, note)| ("note", format!("{note} ({by})"))));
        lines.extend(grade.map(|grade| ("grade", grade.to_string())));
        lines
    }

    fn json(&self) -> serde_json::Value {
        let Reviewed { state, decided, notes, grade } = &self.reviewed;
        let notes: Vec<_> = notes.iter().map(|(by, note)| json!({ "by": by, "note": note })).collect();
        json!({
            "state": state.word(),
            "by": decided.as_ref().map(|(by, _)| by),
            "at": decided.as_ref().map(|(_, at)| at.to_string()),
            "replaced_by": self.replaced_by().map(|by| by.whole().to_owned()),
            "replaces": self.replaces.map(|corrected| corrected.whole().to_owned()),
            "notes": notes,
            "grade": grade.map(|grade| grade.to_string()),
        })
    }
}

fn text(entry: &Entry, stands: &Stands, width: usize) -> String {
    let mut text = String::new();
    for occurrence in &entry.occurrences {
        let record = occurrence.record();
        let origin = occurrence.source.origin();
        let say = |text: &mut String, name: &str, value: &str| {
            writeln!(text, "{name}: {value}").expect("a string can be written to");
        };
        let state = stands.reviewed.state.word();
        say(&mut text, "entry", &format!("{}, {}, {state}", entry.reference, record.claim.kind()));
        stands.lines().iter().for_each(|(name, value)| say(&mut text, name, value));
        say(&mut text, "document", words::title(&occurrence.source));
        say(&mut text, "published", &words::published(&occurrence.source));
        if let Some(publisher) = &origin.publisher {
            let grade = stands.review.publisher(publisher).map_or(String::new(), |grade| format!(", graded {grade}"));
            say(&mut text, "publisher", &format!("{publisher}{grade}"));
        }
        say(&mut text, "path", &origin.path);
        origin.url.iter().for_each(|url| say(&mut text, "url", url));
        say(&mut text, "read by", &format!("{} ({})", occurrence.reader.name, occurrence.reader.kind.word()));
        say(&mut text, "recorded", &occurrence.recorded_at.to_string());
        text.push('\n');
        text.push_str(&readout::entry(&occurrence.source, &occurrence.reading, record, width));
        text.push('\n');
    }
    text.truncate(text.trim_end().len());
    text + "\n"
}

fn json(entry: &Entry, stands: &Stands) -> String {
    let occurrences: Vec<_> = entry.occurrences.iter().map(|it| occurrence(it, stands)).collect();
    json!({
        "ref": entry.reference.to_string(),
        "reference": entry.reference.whole(),
        "review": stands.json(),
        "occurrences": occurrences,
    })
    .to_string()
}

fn occurrence(occurrence: &Occurrence, stands: &Stands) -> serde_json::Value {
    let (document, entities, record) = wire::parts(&occurrence.source, &occurrence.reading, occurrence.record());
    json!({
        "document": document,
        "address": { "path": occurrence.source.origin().path, "url": occurrence.source.origin().url },
        "reader": { "kind": occurrence.reader.kind.word(), "name": occurrence.reader.name },
        "recorded_at": occurrence.recorded_at.to_string(),
        "state": stands.reviewed.state.word(),
        "entities": entities,
        "record": record,
    })
}
