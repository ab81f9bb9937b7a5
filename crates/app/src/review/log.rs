//! Who decided what, and what was undone?

use std::collections::BTreeMap;
use std::fmt::Write;

use casus_engine::ledger::{Decided, Decision, DocumentId, Graded, Ledger, Named, Subject};
use jiff::Timestamp;
use serde_json::{Map, Value, json};

use crate::error::Error;
use crate::face::visible;
use crate::face::words::quoted;
use crate::folder::Folder;
use crate::{address, output};

/// The decisions of a dossier with what it takes to tell them.
pub(super) struct Log {
    decisions: Vec<Decided>,
    /// The paths of the documents that they are about.
    paths: BTreeMap<DocumentId, String>,
}

impl Log {
    /// Asks the ledger, as of an instant.
    pub(super) fn of(folder: &Folder, ledger: &Ledger, instant: Option<Timestamp>) -> Result<Self, Error> {
        let decisions = ledger.decisions(instant)?;
        let mut paths = BTreeMap::new();
        if decisions.iter().any(|decided| document(&decided.decision).is_some()) {
            for known in ledger.known_at(instant)? {
                let path = address::near(&known.source.origin().path, &folder.path).to_owned();
                paths.insert(known.document, path);
            }
        }
        Ok(Self { decisions, paths })
    }

    /// Returns the decision with a number.
    pub(super) fn decided(&self, is_it: impl Fn(&Decided) -> bool) -> Option<&Decided> {
        self.decisions.iter().rfind(|decided| is_it(decided))
    }

    /// Tells a decision in a line: `d7: Ida Holm accepted 7km2w9q4`.
    pub(super) fn told(&self, decided: &Decided) -> String {
        format!("{}: {} {}", decided.id, decided.by, self.deed(&decided.decision))
    }

    pub(super) fn text(&self) -> String {
        let mut text = String::new();
        let mut say = |line: String| writeln!(text, "{line}").expect("a string can be written to");
        for decided in &self.decisions {
            say(format!("{:<5}{}  {} {}", decided.id, decided.recorded_at, decided.by, self.deed(&decided.decision)));
            decided.note.iter().for_each(|note| say(format!("     note: {}", note.replace('\n', "\n     "))));
            decided.undone_by.iter().for_each(|by| say(format!("     undone by {by}")));
        }
        if self.decisions.is_empty() {
            say("Nobody has decided anything.".to_owned());
        }
        visible(&text).into_owned()
    }

    pub(super) fn json(&self) -> String {
        let lines: Vec<Value> = self.decisions.iter().map(|decided| self.line(decided)).collect();
        json!(lines).to_string() + "\n"
    }

    fn line(&self, decided: &Decided) -> Value {
        let mut line = Map::new();
        let mut put = |key: &str, value: Value| line.insert(key.to_owned(), value);
        put("id", decided.id.to_string().into());
        put("recorded_at", decided.recorded_at.to_string().into());
        put("by", decided.by.as_str().into());
        put("decision", word(&decided.decision).into());
        put("about", self.about(&decided.decision));
        put("note", json!(decided.note));
        put("undone_by", json!(decided.undone_by.map(|id| id.to_string())));
        Value::Object(line)
    }

    fn about(&self, decision: &Decision) -> Value {
        match decision {
            Decision::Accept(entry) | Decision::Reject(entry) | Decision::Add(entry) => json!({"entry": entry.whole()}),
            Decision::Note(Subject::Entry(entry)) => json!({"entry": entry.whole()}),
            Decision::Amend { entry, by } => json!({"entry": entry.whole(), "by": by.whole()}),
            Decision::Join(one, other) | Decision::Part(one, other) => {
                json!({"entry": one.whole(), "other": other.whole()})
            }
            Decision::Note(Subject::Document(document)) | Decision::Redact(document) => self.place(document),
            Decision::Date { document, day } => {
                let mut about = self.place(document);
                about["day"] = day.to_string().into();
                about
            }
            Decision::Merge(one, other) | Decision::Split(one, other) => {
                let actor = |named: &Named| {
                    let document = named.document.as_ref().map(|document| self.path(document));
                    json!({"name": named.name, "kind": named.kind.word(), "document": document})
                };
                json!({"one": actor(one), "other": actor(other)})
            }
            Decision::Map { phrase, proposition } => json!({"phrase": phrase, "proposition": proposition.0}),
            Decision::Grade { of: Graded::Publisher(name), grade } => {
                json!({"publisher": name, "grade": grade.to_string()})
            }
            Decision::Grade { of: Graded::Entry(entry), grade } => {
                json!({"entry": entry.whole(), "grade": grade.to_string()})
            }
            Decision::Undo(id) => json!({"decision": id.to_string()}),
        }
    }

    fn place(&self, document: &DocumentId) -> Value {
        json!({"document": document.as_str(), "path": self.paths.get(document)})
    }

    /// Says in words what was done.
    fn deed(&self, decision: &Decision) -> String {
        match decision {
            Decision::Accept(entry) => format!("accepted {entry}"),
            Decision::Reject(entry) => format!("rejected {entry}"),
            Decision::Amend { entry, by } if entry == by => format!("amended {entry}"),
            Decision::Amend { entry, by } => format!("amended {entry} to {by}"),
            Decision::Add(entry) => format!("added {entry}"),
            Decision::Note(Subject::Entry(entry)) => format!("remarked on {entry}"),
            Decision::Note(Subject::Document(document)) => format!("remarked on {}", self.path(document)),
            Decision::Merge(one, other) => format!("merged {} and {}", self.named(one), self.named(other)),
            Decision::Split(one, other) => format!("split {} from {}", self.named(one), self.named(other)),
            Decision::Join(one, other) => format!("joined {one} and {other}"),
            Decision::Part(one, other) => format!("parted {one} from {other}"),
            Decision::Map { phrase, proposition } => format!("mapped {} to {}", quoted(phrase), proposition.0),
            Decision::Date { document, day } => format!("dated {} {day}", self.path(document)),
            Decision::Grade { of: Graded::Publisher(name), grade } => format!("graded {} {grade}", quoted(name)),
            Decision::Grade { of: Graded::Entry(entry), grade } => format!("graded {entry} {grade}"),
            Decision::Redact(document) => format!("redacted {}", self.path(document)),
            Decision::Undo(id) => format!("undid {id}"),
        }
    }

    fn path(&self, document: &DocumentId) -> String {
        self.paths.get(document).cloned().unwrap_or_else(|| document.to_string())
    }

    fn named(&self, named: &Named) -> String {
        let within = named.document.as_ref().map_or(String::new(), |document| format!(" in {}", self.path(document)));
        format!("{}{within}", quoted(&named.name))
    }
}

/// Returns the word for what was done.
fn word(decision: &Decision) -> &'static str {
    match decision {
        Decision::Accept(_) => "accept",
        Decision::Reject(_) => "reject",
        Decision::Amend { .. } => "amend",
        Decision::Add(_) => "add",
        Decision::Note(_) => "note",
        Decision::Merge(..) => "merge",
        Decision::Split(..) => "split",
        Decision::Join(..) => "join",
        Decision::Part(..) => "part",
        Decision::Map { .. } => "map",
        Decision::Date { .. } => "date",
        Decision::Grade { .. } => "grade",
        Decision::Redact(_) => "redact",
        Decision::Undo(_) => "undo",
    }
}

fn document(decision: &Decision) -> Option<&DocumentId> {
    match decision {
        Decision::Note(Subject::Document(document)) | Decision::Date { document, .. } | Decision::Redact(document) => {
            Some(document)
        }
        Decision::Merge(one, other) | Decision::Split(one, other) => one.document.as_ref().or(other.document.as_ref()),
        _ => None,
    }
}

/// Prints what was decided, in a line each.
pub(super) fn print(folder: &Folder, ledger: &Ledger, ids: &[casus_engine::ledger::DecisionId]) -> Result<(), Error> {
    let log = Log::of(folder, ledger, None)?;
    let told = ids.iter().filter_map(|id| log.decided(|decided| decided.id == *id));
    let text: String = told.map(|decided| log.told(decided) + "\n").collect();
    output::print(visible(&text).as_bytes())
}
