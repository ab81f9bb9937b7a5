//! What does a reading look like on the wire?
//!
//! The types here are the JSON of `docs/records.md`, `docs/attributions.md` and `docs/times.md`, key for key and in its order, and nothing else: the types of the
//! claim room do not know how they are written. Offsets are code points; ids are `e1` and `r1`.

mod claim;
mod coverage;
mod decides;
mod digest;
mod explain;
mod figures;
mod ground;
mod number;
mod page;
mod stories;
mod threads;
mod voices;

use casus_claim::{Entity, EntityId, NoteKind, Reading, Record};
use casus_engine::{Attribution, TimeExpression, Trace};
use casus_text::{Quote, Source, Span};
use serde::Serialize;
use serde_json::Value;

use claim::ClaimLine;
use explain::{ExplainLine, explain};
use number::Number;

pub(crate) use coverage::coverage;
pub(crate) use decides::decides;
pub(crate) use digest::digest;
pub(crate) use figures::figures;
pub(crate) use ground::{ground, ground_changes};
pub use page::{contradictions, page, verdicts};
pub(crate) use page::{grounds, new_grounds};
pub(crate) use stories::stories;
pub(crate) use threads::{doubles, history, moves, threads};
pub(crate) use voices::copies;

/// Writes a reading as one line of JSON, without the line feed.
pub fn line(source: &Source, reading: &Reading) -> String {
    let wire = Wire { source };
    let document = DocumentLine {
        document: wire.about(reading),
        entities: reading.entities().iter().map(|entity| wire.entity(entity)).collect(),
        records: reading.records().iter().map(|record| wire.record(record)).collect(),
    };
    serde_json::to_string(&document).expect("every key is a string and no value can fail")
}

/// Writes a reading as one line of JSON in which each record says by which rule it was read; `traces` are in the order of
/// the ids of the records.
pub(crate) fn explained(source: &Source, reading: &Reading, traces: &[Trace]) -> String {
    let wire = Wire { source };
    let explained =
        |record| ExplainedLine { record: wire.record(record), explain: explain(&traces[record.id.0 as usize]) };
    let document = DocumentLine {
        document: wire.about(reading),
        entities: reading.entities().iter().map(|entity| wire.entity(entity)).collect(),
        records: reading.records().iter().map(explained).collect(),
    };
    serde_json::to_string(&document).expect("every key is a string and no value can fail")
}

/// Writes a document and its entities as one line of JSON, without the line feed.
pub(crate) fn entities(source: &Source, reading: &Reading) -> String {
    let wire = Wire { source };
    let entities = reading.entities().iter().map(|entity| wire.entity(entity)).collect();
    let line = EntitiesLine { path: &source.origin().path, document: wire.about(reading), entities };
    serde_json::to_string(&line).expect("every key is a string and no value can fail")
}

/// Writes the attributions of a document as one line of JSON, without the line feed.
pub(crate) fn attributions(source: &Source, attributions: &[Attribution]) -> String {
    let wire = Wire { source };
    let attributions = attributions.iter().map(|attribution| wire.attribution(attribution)).collect();
    let line = AttributionsLine { path: &source.origin().path, attributions };
    serde_json::to_string(&line).expect("every key is a string and no value can fail")
}

/// Writes the expressions of time of a document as one line of JSON, without the line feed.
pub(crate) fn times(source: &Source, times: &[TimeExpression]) -> String {
    let wire = Wire { source };
    let day = |day: Option<jiff::civil::Date>| day.map(|day| day.to_string());
    let time = |time: &TimeExpression| ExpressionLine {
        span: wire.offsets(time.span),
        text: source.slice(time.span).to_owned(),
        kind: time.kind.word(),
        value: time.value.clone(),
        start: day(time.start),
        end: day(time.end),
    };
    let (path, published) = (&source.origin().path, day(source.published()));
    let line = TimesLine { path, published, times: times.iter().map(time).collect() };
    serde_json::to_string(&line).expect("every key is a string and no value can fail")
}

/// Returns a document, its entities and one of its records as JSON values.
pub(crate) fn parts(source: &Source, reading: &Reading, record: &Record) -> (Value, Value, Value) {
    let wire = Wire { source };
    let value = |of: Result<Value, serde_json::Error>| of.expect("every key is a string and no value can fail");
    let entities: Vec<EntityLine> = reading.entities().iter().map(|entity| wire.entity(entity)).collect();
    (
        value(serde_json::to_value(wire.about(reading))),
        value(serde_json::to_value(entities)),
        value(serde_json::to_value(wire.record(record))),
    )
}

/// Returns the entities of a reading as JSON values.
pub(crate) fn entity_values(source: &Source, reading: &Reading) -> Vec<Value> {
    let wire = Wire { source };
    let value =
        |entity| serde_json::to_value(wire.entity(entity)).expect("every key is a string and no value can fail");
    reading.entities().iter().map(value).collect()
}

#[derive(Serialize)]
struct DocumentLine<'a, R> {
    document: About<'a>,
    entities: Vec<EntityLine<'a>>,
    records: Vec<R>,
}

#[derive(Serialize)]
struct ExplainedLine<'a> {
    #[serde(flatten)]
    record: RecordLine<'a>,
    explain: ExplainLine<'a>,
}

#[derive(Serialize)]
struct EntitiesLine<'a> {
    path: &'a str,
    document: About<'a>,
    entities: Vec<EntityLine<'a>>,
}

#[derive(Serialize)]
struct TimesLine<'a> {
    path: &'a str,
    published: Option<String>,
    times: Vec<ExpressionLine>,
}

#[derive(Serialize)]
struct ExpressionLine {
    span: Offsets,
    text: String,
    #[serde(rename = "type")]
    kind: &'static str,
    value: String,
    start: Option<String>,
    end: Option<String>,
}

#[derive(Serialize)]
struct AttributionsLine<'a> {
    path: &'a str,
    attributions: Vec<AttributionLine>,
}

#[derive(Serialize)]
struct AttributionLine {
    source: Vec<Offsets>,
    cue: Vec<Offsets>,
    content: Vec<Offsets>,
}

#[derive(Serialize)]
struct About<'a> {
    id: String,
    path: &'a str,
    title: Option<&'a str>,
    published: Option<String>,
    publisher: Option<&'a str>,
    language: Option<&'static str>,
    length: usize,
}

#[derive(Serialize)]
struct EntityLine<'a> {
    id: String,
    kind: &'static str,
    name: &'a str,
    aliases: &'a [String],
    mentions: Vec<Offsets>,
    offices: Vec<OfficeLine<'a>>,
    roles: Vec<RoleLine<'a>>,
}

#[derive(Serialize)]
struct OfficeLine<'a> {
    title: Option<&'a str>,
    of: Option<&'a str>,
}

#[derive(Serialize)]
struct RoleLine<'a> {
    role: &'a str,
    of: &'a str,
}

#[derive(Serialize)]
struct RecordLine<'a> {
    id: String,
    kind: &'static str,
    span: Offsets,
    quote: &'a str,
    attributed_to: Vec<String>,
    time: Option<TimeLine<'a>>,
    confidence: Number,
    #[serde(flatten)]
    claim: ClaimLine<'a>,
}

#[derive(Serialize)]
struct TimeLine<'a> {
    text: &'a str,
    start: Option<String>,
    end: Option<String>,
}

/// `[start, end)` in code points.
type Offsets = [usize; 2];

/// Knows the source by which bytes become code points.
#[derive(Clone, Copy)]
struct Wire<'a> {
    source: &'a Source,
}

impl<'a> Wire<'a> {
    fn about(self, reading: &Reading) -> About<'a> {
        let origin = self.source.origin();
        About {
            id: self.source.id().to_string(),
            path: &origin.path,
            title: origin.title.as_deref(),
            published: self.source.published().map(|day| day.to_string()),
            publisher: origin.publisher.as_deref(),
            language: language(reading),
            length: self.source.len_chars(),
        }
    }

    fn entity(self, entity: &'a Entity) -> EntityLine<'a> {
        let office =
            |office: &'a casus_claim::Office| OfficeLine { title: office.title.as_deref(), of: office.of.as_deref() };
        EntityLine {
            id: entity.id.to_string(),
            kind: entity.kind.word(),
            name: &entity.name,
            aliases: &entity.aliases,
            mentions: entity.mentions.iter().map(|&span| self.offsets(span)).collect(),
            offices: entity.offices.iter().map(office).collect(),
            roles: entity.roles.iter().map(|role| RoleLine { role: &role.role, of: &role.of }).collect(),
        }
    }

    fn attribution(self, attribution: &Attribution) -> AttributionLine {
        let pieces = |pieces: &[Span]| pieces.iter().map(|&span| self.offsets(span)).collect();
        AttributionLine {
            source: pieces(&attribution.source),
            cue: pieces(&attribution.cue),
            content: pieces(&attribution.content),
        }
    }

    fn record(self, record: &'a Record) -> RecordLine<'a> {
        RecordLine {
            id: record.id.to_string(),
            kind: record.claim.kind(),
            span: self.words(&record.quote),
            quote: record.quote.text(),
            attributed_to: ids(&record.attributed_to),
            time: record.time.as_ref().map(time),
            confidence: Number::share(record.confidence.share()),
            claim: self.claim(&record.claim),
        }
    }

    fn words(self, quote: &Quote) -> Offsets {
        self.offsets(quote.span())
    }

    fn offsets(self, span: Span) -> Offsets {
        self.source.span_chars(span)
    }
}

/// Returns the language that the document was read as; `None` when the reader says that it cannot read it.
fn language(reading: &Reading) -> Option<&'static str> {
    let is_foreign = reading.notes().iter().any(|note| note.kind == NoteKind::Language);
    (!is_foreign).then_some("en")
}

fn ids(entities: &[EntityId]) -> Vec<String> {
    entities.iter().map(EntityId::to_string).collect()
}

fn time(time: &casus_claim::Time) -> TimeLine<'_> {
    let day = |day: Option<jiff::civil::Date>| day.map(|day| day.to_string());
    TimeLine { text: time.text(), start: day(time.start()), end: day(time.end()) }
}

#[cfg(test)]
mod tests;
