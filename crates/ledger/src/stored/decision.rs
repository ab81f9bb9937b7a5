//! What does a decision look like when it is stored?

use casus_claim::{EntityKind, PropositionId, Reference};
use serde::{Deserialize, Serialize};

use crate::database::{Fault, Row};
use crate::stored::instant;
use crate::{Decided, Decision, DecisionId, DocumentId, Grade, Graded, Named, Subject};

/// The columns that [`decided`] reads, in its order.
pub(crate) const COLUMNS: &str = "decision.act, recorded_at, person, kind, body, note";

/// A decision as it lies in its row.
pub(crate) struct StoredDecision {
    pub kind: &'static str,
    /// What it is about, by which it is found.
    pub subject: String,
    /// JSON of a [`Body`].
    pub body: String,
}

/// What a decision has besides its columns; which keys there are hangs on the kind.
#[derive(Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Body {
    #[serde(skip_serializing_if = "Option::is_none")]
    entry: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    other: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    document: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    day: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    phrase: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    proposition: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    publisher: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    grade: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    decision: Option<i64>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    actors: Vec<StoredNamed>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct StoredNamed {
    document: Option<String>,
    kind: String,
    name: String,
}

impl StoredDecision {
    /// Writes a decision in the form in which it is stored.
    pub(crate) fn of(decision: &Decision) -> Self {
        let whole = |reference: &Reference| reference.whole().to_owned();
        let (kind, subject, body) = match decision {
            Decision::Accept(entry) => ("accept", whole(entry), of_entry(entry)),
            Decision::Reject(entry) => ("reject", whole(entry), of_entry(entry)),
            Decision::Amend { entry, by } => ("amend", whole(entry), of_entries(entry, by)),
            Decision::Add(entry) => ("add", whole(entry), of_entry(entry)),
            Decision::Note(Subject::Entry(entry)) => ("note", whole(entry), of_entry(entry)),
            Decision::Note(Subject::Document(document)) => ("note", document.to_string(), of_document(document)),
            Decision::Merge(one, other) => ("merge", one.name.clone(), of_actors(one, other)),
            Decision::Split(one, other) => ("split", one.name.clone(), of_actors(one, other)),
            Decision::Join(one, other) => ("join", whole(one), of_entries(one, other)),
            Decision::Part(one, other) => ("part", whole(one), of_entries(one, other)),
            Decision::Map { phrase, proposition } => {
                let (phrase, proposition) = (Some(phrase.clone()), Some(proposition.0.clone()));
                ("map", proposition.clone().unwrap_or_default(), Body { phrase, proposition, ..Body::default() })
            }
            Decision::Date { document, day } => {
                ("date", document.to_string(), Body { day: Some(day.to_string()), ..of_document(document) })
            }
            Decision::Grade { of, grade } => {
                let (subject, body) = graded(of);
                ("grade", subject, Body { grade: Some(grade.to_string()), ..body })
            }
            Decision::Redact(document) => ("redact", document.to_string(), of_document(document)),
            Decision::Undo(id) => ("undo", id.to_string(), Body { decision: Some(id.0), ..Body::default() }),
        };
        let body = serde_json::to_string(&body).expect("every key is a string and no value can fail");
        Self { kind, subject, body }
    }
}

fn of_entry(entry: &Reference) -> Body {
    Body { entry: Some(entry.whole().to_owned()), ..Body::default() }
}

fn of_entries(entry: &Reference, other: &Reference) -> Body {
    Body { other: Some(other.whole().to_owned()), ..of_entry(entry) }
}

fn of_document(document: &DocumentId) -> Body {
    Body { document: Some(document.to_string()), ..Body::default() }
}

fn of_actors(one: &Named, other: &Named) -> Body {
    let stored = |named: &Named| StoredNamed {
        document: named.document.as_ref().map(DocumentId::to_string),
        kind: named.kind.word().to_owned(),
        name: named.name.clone(),
    };
    Body { actors: vec![stored(one), stored(other)], ..Body::default() }
}

fn graded(of: &Graded) -> (String, Body) {
    match of {
        Graded::Publisher(name) => (name.clone(), Body { publisher: Some(name.clone()), ..Body::default() }),
        Graded::Entry(entry) => (entry.whole().to_owned(), of_entry(entry)),
    }
}

/// Takes a row of [`COLUMNS`]; who undid it is not in the row.
pub(crate) fn decided(row: &Row<'_>) -> Result<Decided, Fault> {
    let id = DecisionId(row.get(0)?);
    let (kind, body): (String, String) = (row.get(3)?, row.get(4)?);
    let decision = decision(&kind, &body).map_err(|fault| fault.within(|| format!("decision `{id}`")))?;
    let recorded_at = instant::parsed(&row.get::<String>(1)?)?;
    Ok(Decided { id, recorded_at, by: row.get(2)?, decision, note: row.get(5)?, undone_by: None })
}

fn decision(kind: &str, body: &str) -> Result<Decision, Fault> {
    let Body { entry, other, document, day, phrase, proposition, publisher, grade, decision, actors } =
        serde_json::from_str(body).map_err(|error| Fault::Corrupt(format!("it cannot be understood: {error}")))?;
    let entry = || reference(entry.as_deref());
    let other = || reference(other.as_deref());
    let document = || Ok::<_, Fault>(DocumentId::stored(needed(document.clone())?));
    Ok(match kind {
        "accept" => Decision::Accept(entry()?),
        "reject" => Decision::Reject(entry()?),
        "amend" => Decision::Amend { entry: entry()?, by: other()? },
        "add" => Decision::Add(entry()?),
        "note" => Decision::Note(entry().map(Subject::Entry).or_else(|_| document().map(Subject::Document))?),
        "merge" => pair(actors).map(|(one, other)| Decision::Merge(one, other))?,
        "split" => pair(actors).map(|(one, other)| Decision::Split(one, other))?,
        "join" => Decision::Join(entry()?, other()?),
        "part" => Decision::Part(entry()?, other()?),
        "map" => Decision::Map { phrase: needed(phrase)?, proposition: PropositionId(needed(proposition)?) },
        "date" => Decision::Date { document: document()?, day: needed(day.and_then(|day| day.parse().ok()))? },
        "grade" => Decision::Grade {
            of: match publisher {
                Some(name) => Graded::Publisher(name),
                None => Graded::Entry(entry()?),
            },
            grade: needed(grade.and_then(|grade| Grade::parse(&grade)))?,
        },
        "redact" => Decision::Redact(document()?),
        "undo" => Decision::Undo(DecisionId(needed(decision)?)),
        other => return Err(Fault::Corrupt(format!("`{other}` is no kind of decision"))),
    })
}

fn needed<T>(part: Option<T>) -> Result<T, Fault> {
    part.ok_or_else(|| Fault::Corrupt("a part of it is missing".to_owned()))
}

fn reference(digits: Option<&str>) -> Result<Reference, Fault> {
    needed(digits.and_then(Reference::from_whole))
}

fn pair(actors: Vec<StoredNamed>) -> Result<(Named, Named), Fault> {
    let named = |stored: StoredNamed| {
        let kind = needed(EntityKind::from_word(&stored.kind))?;
        Ok::<_, Fault>(Named { document: stored.document.map(DocumentId::stored), kind, name: stored.name })
    };
    let [one, other] = <[StoredNamed; 2]>::try_from(actors).map_err(|_| needed::<()>(None).expect_err("it is none"))?;
    Ok((named(one)?, named(other)?))
}
