//! How does a line become a reading, with nothing in it that the text does not bear out?

use std::collections::BTreeMap;

use casus_claim::{
    Actors, Amount, Atom, Authority, AuthorityClaim, Category, Claim, Commitment, Condition, Confidence, Consequent,
    Entity, EntityId, EntityKind, Event, EventStatus, EventType, Figure, Format, Mode, Office, Position, Reach,
    Reading, Record, RecordId, Role, Stage, Stance, Statement, Status, Time, Unit,
};
use casus_text::{Quote, Source, Span};
use serde_json::Value;

use super::fields::Fields;
use crate::face::{one_line, visible, words};

/// A condition that goes deeper is no condition that anybody has written.
const DEPTH_MAX: usize = 32;

/// What can be taken of a line.
pub(crate) struct Taken {
    pub(crate) reading: Reading,
    /// Why the rest cannot be taken.
    pub(crate) refusals: Vec<String>,
    /// How many records the line has.
    pub(crate) named: usize,
}

/// Takes what the text of a document bears out.
pub(crate) fn taken(source: &Source, sentences: &[Span], line: &Value) -> Result<Taken, String> {
    let line = Fields::of(line, "the line")?;
    let (entities, records) = (line.list("entities")?, line.list("records")?);
    let mut desk = Desk { source, entities: Vec::new(), ids: BTreeMap::new() };
    let mut refusals = Vec::new();
    for (entity, place) in entities.iter().zip(1..) {
        if let Err(reason) = desk.add_entity(entity) {
            refusals.push(format!("{}: {reason}", named(entity, "entity", place)));
        }
    }
    let mut kept: Vec<Record> = Vec::new();
    for (record, place) in records.iter().zip(1..) {
        match desk.record(record, kept.len()) {
            Ok(record) => kept.push(record),
            Err(reason) => refusals.push(format!("{}: {reason}", named(record, "record", place))),
        }
    }
    let reading = Reading::new(source.id(), desk.entities, kept, Vec::new(), sentences.to_vec());
    Ok(Taken { reading, refusals, named: records.len() })
}

fn named(value: &Value, what: &str, place: usize) -> String {
    match value.get("id").and_then(Value::as_str) {
        Some(id) => format!("{what} `{id}`"),
        None => format!("{what} number `{place}`"),
    }
}

/// The document, and the entities that were taken so far.
struct Desk<'a> {
    source: &'a Source,
    entities: Vec<Entity>,
    /// The ids of the line with ours.
    ids: BTreeMap<String, EntityId>,
}

impl Desk<'_> {
    fn add_entity(&mut self, value: &Value) -> Result<(), String> {
        let fields = Fields::of(value, "it")?;
        let name = fields.text("name")?.trim();
        if name.is_empty() {
            return Err("`name` is empty".to_owned());
        }
        let key = fields.text("id")?;
        if self.ids.contains_key(key) {
            return Err("its id comes twice".to_owned());
        }
        let id = EntityId(self.entities.len().try_into().map_err(|_| "there are too many entities".to_owned())?);
        let mentions = fields.list("mentions")?.iter().map(|span| self.span("mentions", span));
        let office = |value: &Value| {
            let office = Fields::of(value, "an office")?;
            let text = |key: &str| Ok::<_, String>(office.optional_text(key)?.map(str::to_owned));
            Ok::<_, String>(Office { title: text("title")?, of: text("of")? })
        };
        let role = |value: &Value| {
            let role = Fields::of(value, "a role")?;
            Ok::<_, String>(Role { role: role.text("role")?.to_owned(), of: role.text("of")?.to_owned() })
        };
        let entity = Entity {
            id,
            kind: fields.word("kind", EntityKind::from_word)?,
            name: name.to_owned(),
            aliases: fields.texts("aliases")?,
            mentions: mentions.collect::<Result<_, _>>()?,
            offices: fields.list("offices")?.iter().map(office).collect::<Result<_, _>>()?,
            roles: fields.list("roles")?.iter().map(role).collect::<Result<_, _>>()?,
        };
        self.entities.push(entity);
        self.ids.insert(key.to_owned(), id);
        Ok(())
    }

    fn record(&self, value: &Value, place: usize) -> Result<Record, String> {
        let fields = Fields::of(value, "it")?;
        let quote = self.quote(fields, "span")?;
        let said = fields.text("quote")?;
        if said != quote.text() {
            let there = shortened(quote.text());
            return Err(format!(
                "its quote `{}` does not stand at its span, where the text has `{there}`",
                shortened(said)
            ));
        }
        let confidence = fields.share("confidence")?;
        Ok(Record {
            id: RecordId(place.try_into().map_err(|_| "there are too many records".to_owned())?),
            quote,
            attributed_to: self.entities_of(fields, "attributed_to")?,
            time: fields.optional_fields("time")?.map(time).transpose()?,
            confidence: Confidence::new(confidence).ok_or("`confidence` is not from 0 to 1")?,
            claim: self.claim(fields)?,
        })
    }

    fn claim(&self, fields: Fields) -> Result<Claim, String> {
        Ok(match fields.text("kind")? {
            "statement" => Claim::Statement(Statement {
                speaker: self.actors(fields, "speaker")?,
                cue: fields.text("cue")?.to_owned(),
                content: self.quote(fields, "content")?,
                mode: fields.word("mode", Mode::from_word)?,
                addressee: self.entities_of(fields, "addressee")?,
            }),
            "commitment" => Claim::Commitment(self.commitment(fields)?),
            "position" => Claim::Position(Position {
                holder: self.actors(fields, "holder")?,
                stance: fields.word("stance", Stance::from_word)?,
                content: self.quote(fields, "content")?,
                because: self.optional_quote(fields, "because")?,
            }),
            "event" => Claim::Event(Event {
                kind: fields.word("type", EventType::from_word)?,
                participants: self.entities_of(fields, "participants")?,
                place: fields.optional_text("place")?.map(|id| self.entity(id)).transpose()?,
                format: fields.optional_word("format", Format::from_word)?,
                status: fields.word("status", EventStatus::from_word)?,
                because: self.optional_quote(fields, "because")?,
            }),
            "figure" => Claim::Figure(Figure { of: fields.text("of")?.to_owned(), amount: amount(fields)? }),
            "authority" => Claim::Authority(Authority {
                holder: self.actors(fields, "holder")?,
                over: self.quote(fields, "over")?,
                claim: fields.word("claim", AuthorityClaim::from_word)?,
                procedure: fields.optional_text("procedure")?.map(str::to_owned),
            }),
            other => return Err(format!("`kind`: `{other}` is no kind of record")),
        })
    }

    fn commitment(&self, fields: Fields) -> Result<Commitment, String> {
        let consequent = fields.fields("consequent")?;
        let quote = self.quote(consequent, "span")?;
        if consequent.text("text")? != quote.text() {
            return Err(format!(
                "the text of its consequent does not stand at its span: `{}`",
                shortened(quote.text())
            ));
        }
        let antecedent = fields.has("antecedent").then(|| self.condition(fields.raw("antecedent")?, 0)).transpose()?;
        Ok(Commitment {
            debtor: self.actors(fields, "debtor")?,
            creditor: self.entities_of(fields, "creditor")?,
            consequent: Consequent {
                quote,
                category: consequent.word("category", Category::from_word)?,
                amount: consequent.optional_fields("amount")?.map(amount).transpose()?,
                // The contract has no theme, so what somebody else reads brings about no proposition.
                theme: Vec::new(),
            },
            antecedent,
            status: fields.word("status", Status::from_word)?,
            reach: Reach::Particular,
            stage: fields.optional_word("stage", Stage::from_word)?,
            term: fields.optional_fields("term")?.map(time).transpose()?,
            because: self.optional_quote(fields, "because")?,
        })
    }

    fn condition(&self, value: &Value, depth: usize) -> Result<Condition<Atom>, String> {
        if depth > DEPTH_MAX {
            return Err("its condition goes too deep".to_owned());
        }
        let fields = Fields::of(value, "a condition")?;
        let each = |key: &str| -> Result<Vec<Condition<Atom>>, String> {
            fields.list(key)?.iter().map(|part| self.condition(part, depth + 1)).collect()
        };
        let keys = ["atom", "all", "any", "not", "at_least"];
        match keys.into_iter().find(|key| fields.has(key)) {
            Some("atom") => self.atom(fields),
            Some("all") => Ok(match <[_; 1]>::try_from(each("all")?) {
                // The contract writes a condition of one atom as a list of one.
                Ok([only]) => only,
                Err(parts) => Condition::All(parts),
            }),
            Some("any") => Ok(Condition::Any(each("any")?)),
            Some("not") => Ok(self.condition(fields.raw("not")?, depth + 1)?.negated()),
            Some(key) => {
                let count = fields.raw(key)?.as_u64().and_then(|count| count.try_into().ok());
                Ok(Condition::AtLeast { count: count.ok_or("`at_least` is no whole number")?, of: each("of")? })
            }
            None => Err("a condition has none of `atom`, `all`, `any`, `not` and `at_least`".to_owned()),
        }
    }

    fn atom(&self, fields: Fields) -> Result<Condition<Atom>, String> {
        let quote = self.quote(fields, "span")?;
        if fields.text("atom")? != quote.text() {
            return Err(format!("an atom does not stand at its span: `{}`", shortened(quote.text())));
        }
        let is_named = |entity: &&Entity| entity.mentions.iter().any(|&mention| quote.span().contains(mention));
        let acts = |entity: &&Entity| entity.kind.is_actor();
        let actors = self.entities.iter().filter(acts).filter(is_named).map(|entity| entity.id).collect();
        Ok(Condition::Atom(Atom { quote, actors, theme: Vec::new(), head: None, is_denied: false }))
    }

    fn entity(&self, id: &str) -> Result<EntityId, String> {
        self.ids.get(id).copied().ok_or_else(|| format!("it names `{id}`, which is no entity that was taken"))
    }

    fn entities_of(&self, fields: Fields, key: &str) -> Result<Vec<EntityId>, String> {
        fields.texts(key)?.iter().map(|id| self.entity(id)).collect()
    }

    fn actors(&self, fields: Fields, key: &str) -> Result<Actors, String> {
        Actors::new(self.entities_of(fields, key)?).ok_or_else(|| format!("`{key}` names nobody"))
    }

    fn quote(&self, fields: Fields, key: &str) -> Result<Quote, String> {
        let span = self.span(key, fields.raw(key)?)?;
        if span.is_empty() {
            return Err(format!("`{key}` is empty"));
        }
        Ok(self.source.quote(span))
    }

    fn optional_quote(&self, fields: Fields, key: &str) -> Result<Option<Quote>, String> {
        fields.has(key).then(|| self.quote(fields, key)).transpose()
    }

    /// Returns the span of `[start, end)` in code points.
    fn span(&self, key: &str, value: &Value) -> Result<Span, String> {
        let offset = |place: usize| value.get(place)?.as_u64()?.try_into().ok();
        let is_pair = value.as_array().is_some_and(|list| list.len() == 2);
        let ends = offset(0).zip(offset(1)).filter(|_| is_pair);
        let (start, end): (usize, usize) = ends.ok_or_else(|| format!("`{key}` is no span `[start, end]`"))?;
        let span = (start <= end).then(|| self.source.span_of_chars(start, end)).flatten();
        let len = self.source.len_chars();
        span.ok_or_else(|| format!("`{key}` is `[{start}, {end}]`, and the text has `{len}` characters"))
    }
}

fn time(fields: Fields) -> Result<Time, String> {
    let text = fields.text("text")?;
    match (fields.optional_day("start")?, fields.optional_day("end")?) {
        (Some(start), Some(end)) if end < start => Err(format!("a time ends on `{end}` and begins on `{start}`")),
        (Some(start), Some(end)) => Ok(Time::days(text, start, end)),
        (Some(start), None) => Ok(Time::since(text, start)),
        (None, None) => Ok(Time::symbolic(text)),
        (None, Some(end)) => Err(format!("a time ends on `{end}` and has no beginning")),
    }
}

fn amount(fields: Fields) -> Result<Amount, String> {
    let unit = fields.text("unit")?;
    let is_currency = unit.len() == 3 && unit.bytes().all(|byte| byte.is_ascii_uppercase());
    Ok(Amount {
        value: fields.number("value")?,
        high: fields.optional_number("high")?,
        unit: match unit {
            "percent" => Unit::Percent,
            _ if is_currency => Unit::Currency(unit.to_owned()),
            _ => Unit::Noun(unit.to_owned()),
        },
        is_approximate: fields.is_true("approximate")?,
    })
}

/// Returns the beginning of a text on one line.
fn shortened(text: &str) -> String {
    const CHARS_MAX: usize = 60;
    visible(&words::clipped(&one_line(text), CHARS_MAX)).into_owned()
}
