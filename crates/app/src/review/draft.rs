//! How does a person write a record? Field by field, in the JSON of `docs/records.md`.
//!
//! What is written goes through the same check as a reading from elsewhere, so that nothing comes in that does not stand
//! in the document.

use casus_claim::{Atom, Claim, Commitment, Condition, EntityKind, Reading, Record, RecordId, Registry};
use casus_text::{Source, Span};
use jiff::civil::Date;
use serde_json::{Map, Value, json};

use super::fault::Fault;
use super::field::{Field, Sort, categories, fields};
use super::value::{AMOUNT, TIME, amount, time};
use super::words::{find, places, stand};
use crate::take::{Taken, taken};
use crate::wire;

/// What takes out what was there.
const NONE: &str = "none";

/// A record under way.
pub(super) struct Draft<'a> {
    source: &'a Source,
    registry: &'a Registry,
    kind: &'static str,
    entities: Vec<Value>,
    record: Map<String, Value>,
    evidence: Span,
    /// The record that is corrected, and as it was written.
    before: Option<(&'a Record, Map<String, Value>)>,
}

impl<'a> Draft<'a> {
    /// Begins with a record that is there.
    pub(super) fn of(source: &'a Source, reading: &'a Reading, record: &'a Record, registry: &'a Registry) -> Self {
        let (_, entities, value) = wire::parts(source, reading, record);
        let list = |value: Value| if let Value::Array(list) = value { list } else { Vec::new() };
        let map = |value: Value| if let Value::Object(map) = value { map } else { Map::new() };
        let value = map(value);
        Self {
            source,
            registry,
            kind: record.claim.kind(),
            entities: list(entities),
            record: value.clone(),
            evidence: record.quote.span(),
            before: Some((record, value)),
        }
    }

    /// Begins with words of a document of which something is to be said.
    pub(super) fn new(
        (source, reading): (&'a Source, Option<&Reading>),
        kind: &'static str,
        words: &str,
        registry: &'a Registry,
    ) -> Result<Self, Fault> {
        let entities = reading.map_or_else(Vec::new, |reading| wire::entity_values(source, reading));
        let evidence = find(source, words, None)?;
        let mut draft = Self { source, registry, kind, entities, record: Map::new(), evidence, before: None };
        draft.put("kind", kind.into());
        draft.put("attributed_to", json!([]));
        draft.select(evidence);
        Ok(draft)
    }

    /// Sets fields, the evidence first, in which the words of the others are then looked for.
    pub(super) fn set(&mut self, values: &[(String, String)]) -> Result<(), Fault> {
        let is_evidence = |(name, _): &&(String, String)| name == "words";
        let (evidence, others): (Vec<_>, Vec<_>) = values.iter().partition(is_evidence);
        evidence.into_iter().chain(others).try_for_each(|(name, value)| self.set_one(name, value))
    }

    /// Sets one field.
    fn set_one(&mut self, name: &str, text: &str) -> Result<(), Fault> {
        let field = self.field(name)?;
        if text == NONE || text.is_empty() {
            return self.clear(&field);
        }
        if matches!(field.sort, Sort::Evidence) {
            let span = find(self.source, text, None)?;
            self.select(span);
            return Ok(());
        }
        match (self.value(&field, text)?, field.sort) {
            (Value::Object(parts), Sort::Number) => self.record.extend(parts),
            (Value::Object(parts), Sort::Consequent) => {
                parts.into_iter().for_each(|(key, part)| self.put_consequent(&key, part));
            }
            (value, Sort::Category | Sort::Amount) => self.put_consequent(name, value),
            (value, _) => self.put(name, value),
        }
        Ok(())
    }

    fn field(&self, name: &str) -> Result<Field, Fault> {
        let all = fields(self.kind);
        let fields = || all.iter().map(|field| field.name).collect();
        let found = all.iter().find(|field| field.name == name).copied();
        found.ok_or_else(|| Fault::Field { kind: self.kind, field: name.to_owned(), fields: fields() })
    }

    /// Reads what is typed for a field.
    fn value(&mut self, field: &Field, text: &str) -> Result<Value, Fault> {
        let wrong = |how| Fault::Value { field: field.name.to_owned(), value: text.to_owned(), how };
        Ok(match field.sort {
            Sort::Names => json!(text.split(';').map(|name| self.entity(name)).collect::<Result<Vec<_>, _>>()?),
            Sort::Name => json!(self.entity(text)?),
            Sort::Evidence | Sort::Span => json!(self.source.span_chars(self.find(text)?)),
            Sort::Text => self.source.slice(self.find(text)?).into(),
            Sort::Consequent => {
                let span = self.find(text)?;
                json!({"text": self.source.slice(span), "span": self.source.span_chars(span)})
            }
            Sort::Condition => self.condition(text)?,
            Sort::Word(words) => word(field, text, words())?,
            Sort::Category => word(field, text, categories())?,
            Sort::Amount | Sort::Number => amount(text).ok_or_else(|| wrong(AMOUNT))?,
            Sort::Time => {
                let (words, start, end) = time(text).ok_or_else(|| wrong(TIME))?;
                let day = |day: Option<Date>| day.map(|day| day.to_string());
                json!({"text": self.source.slice(self.find(words)?), "start": day(start), "end": day(end)})
            }
        })
    }

    fn clear(&mut self, field: &Field) -> Result<(), Fault> {
        match field.sort {
            _ if field.is_needed => return Err(Fault::Needed { field: field.name.to_owned() }),
            Sort::Names => self.put(field.name, json!([])),
            Sort::Amount => self.put_consequent(field.name, Value::Null),
            Sort::Category => self.put_consequent(field.name, "other".into()),
            _ => self.put(field.name, Value::Null),
        }
        Ok(())
    }

    fn put(&mut self, key: &str, value: Value) {
        self.record.insert(key.to_owned(), value);
    }

    fn put_consequent(&mut self, key: &str, value: Value) {
        let consequent = self.record.entry("consequent").or_insert_with(|| json!({"category": "other"}));
        consequent[key] = value;
    }

    fn select(&mut self, span: Span) {
        self.evidence = span;
        self.put("span", json!(self.source.span_chars(span)));
        self.put("quote", self.source.slice(span).into());
    }

    fn find(&self, words: &str) -> Result<Span, Fault> {
        find(self.source, words, Some(self.evidence))
    }

    /// Reads a condition: one phrase, or several of which all must hold.
    fn condition(&self, text: &str) -> Result<Value, Fault> {
        let phrases: Vec<&str> = if stand(self.source, text) { vec![text] } else { text.split(';').collect() };
        let atom = |phrase: &str| {
            let span = self.find(phrase.trim())?;
            Ok(json!({"atom": self.source.slice(span), "span": self.source.span_chars(span)}))
        };
        let atoms = phrases.into_iter().map(atom).collect::<Result<Vec<_>, Fault>>()?;
        Ok(json!({ "all": atoms }))
    }

    /// Returns the id of an entity: of the document, of the dossier, or one whose kind is given.
    fn entity(&mut self, typed: &str) -> Result<String, Fault> {
        let typed = typed.trim();
        let with_kind =
            typed.split_once(':').and_then(|(kind, name)| Some((EntityKind::from_word(kind)?, name.trim())));
        let (kind, name) = with_kind.map_or((None, typed), |(kind, name)| (Some(kind), name));
        if let Some(id) = self.entity_there(kind, name) {
            return Ok(id);
        }
        let is_it = |form: &String| form.to_lowercase() == name.to_lowercase();
        let known = self.registry.actors.iter().find(|actor| {
            kind.is_none_or(|kind| kind == actor.kind) && [&actor.name].into_iter().chain(&actor.aliases).any(is_it)
        });
        let (kind, name, aliases) = match (known, kind) {
            (Some(actor), _) => (actor.kind, actor.name.as_str(), &actor.aliases[..]),
            (None, Some(kind)) => (kind, name, &[][..]),
            (None, None) => return Err(Fault::Stranger { name: name.to_owned() }),
        };
        let forms = [name].into_iter().chain(aliases.iter().map(String::as_str));
        let mut mentions: Vec<[usize; 2]> =
            forms.flat_map(|form| places(self.source, form)).map(|span| self.source.span_chars(span)).collect();
        mentions.sort_unstable();
        if mentions.is_empty() {
            return Err(Fault::NoWords { words: name.to_owned(), path: self.source.origin().path.clone() });
        }
        let id = format!("e{}", self.entities.len() + 1);
        self.entities.push(json!({
            "id": id, "kind": kind.word(), "name": name, "aliases": [], "mentions": mentions, "offices": [], "roles": [],
        }));
        Ok(id)
    }

    fn entity_there(&self, kind: Option<EntityKind>, name: &str) -> Option<String> {
        let name = name.to_lowercase();
        let is_name = |value: &Value| value.as_str().is_some_and(|form| form.to_lowercase() == name);
        let goes_by = |entity: &&Value, key: &str| match &entity[key] {
            Value::Array(forms) => forms.iter().any(is_name),
            form => is_name(form),
        };
        let is_kind = |entity: &&Value| kind.is_none_or(|kind| entity["kind"] == kind.word());
        let there = || self.entities.iter().filter(is_kind);
        let found = there().find(|it| goes_by(it, "name")).or_else(|| there().find(|it| goes_by(it, "aliases")));
        found.and_then(|entity| entity["id"].as_str()).map(str::to_owned)
    }

    /// Returns whether nothing was set that was otherwise before.
    pub(super) fn is_as_before(&self) -> bool {
        self.before.as_ref().is_some_and(|(_, before)| *before == self.record)
    }

    /// Returns what was written as a reading of one record.
    pub(super) fn reading(mut self, sentences: &[Span]) -> Result<Reading, Fault> {
        let has = |field: &Field| match field.sort {
            Sort::Consequent => !self.record.get("consequent").is_none_or(|consequent| consequent["span"].is_null()),
            Sort::Number => self.record.contains_key("value"),
            Sort::Evidence => true,
            _ => self.record.contains_key(field.name),
        };
        let needed = fields(self.kind).into_iter().filter(|field| field.is_needed);
        let missing: Vec<&str> = needed.filter(|field| !has(field)).map(|field| field.name).collect();
        if !missing.is_empty() {
            return Err(Fault::Missing { kind: self.kind, missing });
        }
        // Whoever writes it is sure of it.
        self.put("confidence", 1.into());
        let entities = self.named();
        let line = json!({ "entities": entities, "records": [self.record] });
        let unborne = |reason: String| Fault::Unborne { reason };
        let Taken { reading, refusals, .. } = taken(self.source, sentences, &line).map_err(unborne)?;
        match refusals.into_iter().next() {
            Some(reason) => Err(unborne(reason)),
            None => Ok(match self.before {
                Some((before, _)) => with_unsaid(&reading, before),
                None => reading,
            }),
        }
    }

    /// Returns the entities that the record names, and those that its condition does.
    fn named(&self) -> Vec<Value> {
        let mut atoms = Vec::new();
        spans_of_atoms(self.record.get("antecedent").unwrap_or(&Value::Null), &mut atoms);
        let named: Vec<&str> = self.record.values().flat_map(texts).collect();
        let ends = |span: &Value| Some((span[0].as_u64()?, span[1].as_u64()?));
        let is_within = |mention: &Value| {
            let mention = ends(mention);
            atoms.iter().any(|atom| mention.zip(ends(atom)).is_some_and(|(it, atom)| atom.0 <= it.0 && it.1 <= atom.1))
        };
        let is_meant = |entity: &&Value| {
            let is_named = entity["id"].as_str().is_some_and(|id| named.contains(&id));
            is_named || entity["mentions"].as_array().is_some_and(|mentions| mentions.iter().any(is_within))
        };
        self.entities.iter().filter(is_meant).cloned().collect()
    }
}

fn word(field: &Field, word: &str, words: Vec<&'static str>) -> Result<Value, Fault> {
    if words.contains(&word) {
        return Ok(word.into());
    }
    Err(Fault::Word { field: field.name.to_owned(), word: word.to_owned(), words })
}

fn texts(value: &Value) -> Vec<&str> {
    match value {
        Value::Array(list) => list.iter().filter_map(Value::as_str).collect(),
        value => value.as_str().into_iter().collect(),
    }
}

fn spans_of_atoms<'v>(condition: &'v Value, found: &mut Vec<&'v Value>) {
    match condition {
        Value::Object(fields) if fields.contains_key("atom") => found.extend(fields.get("span")),
        Value::Object(fields) => fields.values().for_each(|part| spans_of_atoms(part, found)),
        Value::Array(parts) => parts.iter().for_each(|part| spans_of_atoms(part, found)),
        _ => {}
    }
}

/// Gives a correction what the JSON does not say and the record that it corrects has: reach, and the themes of words that
/// stay as they were.
fn with_unsaid(reading: &Reading, before: &Record) -> Reading {
    let mut record = reading.records()[0].clone();
    if let (Claim::Commitment(own), Claim::Commitment(before)) = (&mut record.claim, &before.claim) {
        own.reach = before.reach;
        if own.consequent.quote == before.consequent.quote {
            own.consequent.theme.clone_from(&before.consequent.theme);
        }
        own.antecedent = own.antecedent.as_ref().map(|condition| with_themes(condition, before));
    }
    let record = Record { id: RecordId(0), ..record };
    let (entities, sentences) = (reading.entities().to_vec(), reading.sentences().to_vec());
    Reading::new(reading.source(), entities, vec![record], Vec::new(), sentences)
}

fn with_themes(condition: &Condition<Atom>, before: &Commitment) -> Condition<Atom> {
    let atoms = before.antecedent.as_ref().map(Condition::atoms).unwrap_or_default();
    condition.map(&mut |atom| match atoms.iter().find(|other| other.quote == atom.quote) {
        Some(same) => {
            Atom { theme: same.theme.clone(), head: same.head.clone(), is_denied: same.is_denied, ..atom.clone() }
        }
        None => atom.clone(),
    })
}
