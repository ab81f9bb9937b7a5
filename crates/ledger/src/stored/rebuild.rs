//! From the rows back to a reading, each quote made anew from the text.

use std::fmt::Display;

use casus_claim::{
    Actors, Amount, Atom, Authority, Claim, Commitment, Condition, Confidence, Consequent, Entity, EntityId, Event,
    Figure, Note, Office, Position, Reading, Record, RecordId, Role, Statement, Time, Unit,
};
use casus_text::{Quote, Source, Span};
use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::de::DeserializeOwned;

use super::{
    Body, Range, StoredAmount, StoredClaim, StoredCondition, StoredConsequent, StoredEntity, StoredNote, StoredQuote,
    StoredReading, StoredRecord, StoredTime, StoredUnit,
};
use crate::database::Fault;

/// Builds a reading of a source again.
///
/// Fails when a span does not fit, when other words stand there, or when a part cannot be understood.
pub(crate) fn rebuild(source: &Source, stored: &StoredReading) -> Result<Reading, Fault> {
    let entities: Vec<StoredEntity> = json("the entities", &stored.entities)?;
    let notes: Vec<StoredNote> = json("the notes", &stored.notes)?;
    let sentences: Vec<Range> = json("the sentences", &stored.sentences)?;
    let text = Text { source, entity_count: entities.len() };
    let record = |stored: &StoredRecord| text.record(stored).map_err(|fault| fault.within(|| name(stored)));
    Ok(Reading::new(
        source.id(),
        entities
            .into_iter()
            .zip(0..)
            .map(|(it, number)| text.entity(it, EntityId(number)))
            .collect::<Result<_, _>>()?,
        stored.records.iter().map(record).collect::<Result<_, _>>()?,
        notes.into_iter().map(|it| text.note(it)).collect::<Result<_, _>>()?,
        sentences.into_iter().map(|range| span(source, range)).collect::<Result<_, _>>()?,
    ))
}

/// Returns everything that keeps a reading of a source from being built again.
pub(crate) fn faults(source: &Source, stored: &StoredReading) -> Vec<String> {
    let mut faults = Vec::new();
    let mut note = |fault: Fault| match fault.harm() {
        Ok(what) => faults.push(what),
        Err(other) => unreachable!("nothing but what is stored is asked: {other:?}"),
    };
    let entities: Result<Vec<StoredEntity>, Fault> = json("the entities", &stored.entities);
    let text = Text { source, entity_count: entities.as_ref().map_or(0, Vec::len) };
    let is_listed = entities.is_ok();
    match entities {
        Ok(entities) => {
            let made = entities.into_iter().zip(0..).map(|(it, number)| text.entity(it, EntityId(number)));
            made.filter_map(Result::err).for_each(&mut note);
        }
        Err(fault) => note(fault),
    }
    match json::<Vec<StoredNote>>("the notes", &stored.notes) {
        Ok(notes) => notes.into_iter().filter_map(|it| text.note(it).err()).for_each(&mut note),
        Err(fault) => note(fault),
    }
    match json::<Vec<Range>>("the sentences", &stored.sentences) {
        Ok(sentences) => sentences.into_iter().filter_map(|it| span(source, it).err()).for_each(&mut note),
        Err(fault) => note(fault),
    }
    // Without the entities no record can be told from one that names somebody who is not there.
    for record in stored.records.iter().filter(|_| is_listed) {
        if let Err(fault) = text.record(record) {
            note(fault.within(|| name(record)));
        }
    }
    faults
}

fn name(stored: &StoredRecord) -> String {
    format!("record `{}`", RecordId(stored.number))
}

/// Returns the span of a stored range.
pub(crate) fn span(source: &Source, [start, end]: Range) -> Result<Span, Fault> {
    source.span(start, end).ok_or_else(|| Fault::Corrupt(format!("bytes {start} to {end} are no words of its text")))
}

fn json<T: DeserializeOwned>(what: &str, text: &str) -> Result<T, Fault> {
    serde_json::from_str(text).map_err(|error| Fault::Corrupt(format!("{what} cannot be understood: {error}")))
}

/// Returns what a stored word stands for.
fn word<T>(from_word: impl Fn(&str) -> Option<T>, text: &str) -> Result<T, Fault> {
    from_word(text).ok_or_else(|| not_understood(text))
}

fn parsed<T: std::str::FromStr>(text: &str) -> Result<T, Fault> {
    text.parse().map_err(|_| not_understood(text))
}

fn not_understood(text: impl Display) -> Fault {
    Fault::Corrupt(format!("`{text}` cannot be understood"))
}

/// What the parts of a reading are checked against.
#[derive(Clone, Copy)]
struct Text<'a> {
    source: &'a Source,
    entity_count: usize,
}

impl Text<'_> {
    fn entity(self, stored: StoredEntity, id: EntityId) -> Result<Entity, Fault> {
        Ok(Entity {
            id,
            kind: word(casus_claim::EntityKind::from_word, &stored.kind)?,
            name: stored.name,
            aliases: stored.aliases,
            mentions: stored.mentions.into_iter().map(|range| span(self.source, range)).collect::<Result<_, _>>()?,
            offices: stored.offices.into_iter().map(|it| Office { title: it.title, of: it.of }).collect(),
            roles: stored.roles.into_iter().map(|it| Role { role: it.role, of: it.of }).collect(),
        })
    }

    fn note(self, stored: StoredNote) -> Result<Note, Fault> {
        Ok(Note {
            kind: word(casus_claim::NoteKind::from_word, &stored.kind)?,
            span: stored.span.map(|range| span(self.source, range)).transpose()?,
            sentence: stored.sentence,
        })
    }

    fn record(self, stored: &StoredRecord) -> Result<Record, Fault> {
        let body: Body = json("what it says", &stored.body)?;
        let claim = self.claim(body.claim)?;
        if claim.kind() != stored.kind {
            return Err(Fault::Corrupt(format!("a `{}` is stored as a `{}`", claim.kind(), stored.kind)));
        }
        Ok(Record {
            id: RecordId(stored.number),
            quote: self.quote(&stored.quote)?,
            attributed_to: self.ids(&body.attributed_to)?,
            time: stored.time.as_ref().map(time).transpose()?,
            confidence: Confidence::new(stored.confidence).ok_or_else(|| not_understood(stored.confidence))?,
            claim,
        })
    }

    fn claim(self, stored: StoredClaim) -> Result<Claim, Fault> {
        Ok(match stored {
            StoredClaim::Statement { speaker, cue, content, mode, addressee } => Claim::Statement(Statement {
                speaker: self.actors(&speaker)?,
                cue,
                content: self.quote(&content)?,
                mode: word(casus_claim::Mode::from_word, &mode)?,
                addressee: self.ids(&addressee)?,
            }),
            commitment @ StoredClaim::Commitment { .. } => self.commitment(commitment)?,
            StoredClaim::Position { holder, stance, content, because } => Claim::Position(Position {
                holder: self.actors(&holder)?,
                stance: word(casus_claim::Stance::from_word, &stance)?,
                content: self.quote(&content)?,
                because: self.quote_if_any(because)?,
            }),
            StoredClaim::Event { kind, participants, place, format, status, because } => Claim::Event(Event {
                kind: word(casus_claim::EventType::from_word, &kind)?,
                participants: self.ids(&participants)?,
                place: place.map(|place| self.id(place)).transpose()?,
                format: format.map(|format| word(casus_claim::Format::from_word, &format)).transpose()?,
                status: word(casus_claim::EventStatus::from_word, &status)?,
                because: self.quote_if_any(because)?,
            }),
            StoredClaim::Figure { of, amount: stored } => Claim::Figure(Figure { of, amount: amount(stored)? }),
            StoredClaim::Authority { holder, over, claim, procedure } => Claim::Authority(Authority {
                holder: self.actors(&holder)?,
                over: self.quote(&over)?,
                claim: word(casus_claim::AuthorityClaim::from_word, &claim)?,
                procedure,
            }),
        })
    }

    fn commitment(self, stored: StoredClaim) -> Result<Claim, Fault> {
        let StoredClaim::Commitment { debtor, creditor, consequent, antecedent, status, reach, stage, term, because } =
            stored
        else {
            return Err(not_understood("another kind of record"));
        };
        Ok(Claim::Commitment(Commitment {
            debtor: self.actors(&debtor)?,
            creditor: self.ids(&creditor)?,
            consequent: self.consequent(consequent)?,
            antecedent: antecedent.map(|condition| self.condition(condition)).transpose()?,
            status: word(casus_claim::Status::from_word, &status)?,
            reach: word(casus_claim::Reach::from_word, &reach)?,
            stage: stage.map(|stage| word(casus_claim::Stage::from_word, &stage)).transpose()?,
            term: term.as_ref().map(time).transpose()?,
            because: self.quote_if_any(because)?,
        }))
    }

    fn consequent(self, stored: StoredConsequent) -> Result<Consequent, Fault> {
        Ok(Consequent {
            quote: self.quote(&stored.quote)?,
            category: word(casus_claim::Category::from_word, &stored.category)?,
            amount: stored.amount.map(amount).transpose()?,
            theme: stored.theme,
        })
    }

    fn condition(self, stored: StoredCondition) -> Result<Condition<Atom>, Fault> {
        let each = |parts: Vec<StoredCondition>| -> Result<Vec<_>, Fault> {
            parts.into_iter().map(|part| self.condition(part)).collect()
        };
        Ok(match stored {
            StoredCondition::Atom { quote, actors, theme, head, is_denied } => {
                let (quote, actors) = (self.quote(&quote)?, self.ids(&actors)?);
                Condition::Atom(Atom { quote, actors, theme, head, is_denied })
            }
            StoredCondition::All(parts) => Condition::All(each(parts)?),
            StoredCondition::Any(parts) => Condition::Any(each(parts)?),
            StoredCondition::Not(part) => Condition::Not(Box::new(self.condition(*part)?)),
            StoredCondition::AtLeast { count, of } => Condition::AtLeast { count, of: each(of)? },
        })
    }

    fn quote(self, stored: &StoredQuote) -> Result<Quote, Fault> {
        let quote = self.source.quote(span(self.source, stored.span)?);
        if quote.text() != stored.text {
            return Err(Fault::Corrupt(format!("`{}` does not stand in its text", stored.text)));
        }
        Ok(quote)
    }

    fn quote_if_any(self, stored: Option<StoredQuote>) -> Result<Option<Quote>, Fault> {
        stored.map(|stored| self.quote(&stored)).transpose()
    }

    fn actors(self, stored: &[u32]) -> Result<Actors, Fault> {
        Actors::new(self.ids(stored)?).ok_or_else(|| Fault::Corrupt("nobody is named where somebody must be".into()))
    }

    fn ids(self, stored: &[u32]) -> Result<Vec<EntityId>, Fault> {
        stored.iter().map(|&id| self.id(id)).collect()
    }

    fn id(self, stored: u32) -> Result<EntityId, Fault> {
        let id = EntityId(stored);
        let is_known = (stored as usize) < self.entity_count;
        is_known.then_some(id).ok_or_else(|| Fault::Corrupt(format!("there is no entity `{id}`")))
    }
}

fn amount(stored: StoredAmount) -> Result<Amount, Fault> {
    let decimal = parsed::<Decimal>;
    Ok(Amount {
        value: decimal(&stored.value)?,
        high: stored.high.as_deref().map(decimal).transpose()?,
        unit: match stored.unit {
            StoredUnit::Currency(code) => Unit::Currency(code),
            StoredUnit::Percent => Unit::Percent,
            StoredUnit::Noun(noun) => Unit::Noun(noun),
        },
        is_approximate: stored.is_approximate,
    })
}

fn time(stored: &StoredTime) -> Result<Time, Fault> {
    let day = |text: &Option<String>| text.as_deref().map(parsed::<Date>).transpose();
    let text = stored.text.as_str();
    match (day(&stored.start)?, day(&stored.end)?) {
        (Some(start), Some(end)) if start <= end => Ok(Time::days(text, start, end)),
        (Some(start), None) => Ok(Time::since(text, start)),
        (None, None) => Ok(Time::symbolic(text)),
        _ => Err(Fault::Corrupt(format!("the days of `{text}` are out of order"))),
    }
}
