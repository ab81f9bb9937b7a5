//! From a reading to its rows.

use casus_claim::{
    Amount, Atom, Claim, Commitment, Condition, Consequent, Entity, EntityId, Note, Reading, Record, Reference, Time,
    Unit, references,
};
use casus_text::{Quote, Span};
use serde::Serialize;

use super::{
    Body, Range, StoredAmount, StoredClaim, StoredCondition, StoredConsequent, StoredEntity, StoredNote, StoredOffice,
    StoredQuote, StoredReading, StoredRecord, StoredRole, StoredTime, StoredUnit,
};

pub(super) fn reading(reading: &Reading) -> StoredReading {
    let sentences: Vec<Range> = reading.sentences().iter().map(|&span| range(span)).collect();
    let references = references(reading);
    StoredReading {
        entities: json(&reading.entities().iter().map(entity).collect::<Vec<_>>()),
        notes: json(&reading.notes().iter().map(note).collect::<Vec<_>>()),
        sentences: json(&sentences),
        records: reading.records().iter().zip(references).map(|(it, reference)| record(it, reference)).collect(),
    }
}

fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).expect("every key is a string and no value can fail")
}

fn entity(entity: &Entity) -> StoredEntity {
    let office = |office: &casus_claim::Office| StoredOffice { title: office.title.clone(), of: office.of.clone() };
    let role = |role: &casus_claim::Role| StoredRole { role: role.role.clone(), of: role.of.clone() };
    StoredEntity {
        kind: entity.kind.word().to_owned(),
        name: entity.name.clone(),
        aliases: entity.aliases.clone(),
        mentions: entity.mentions.iter().map(|&span| range(span)).collect(),
        offices: entity.offices.iter().map(office).collect(),
        roles: entity.roles.iter().map(role).collect(),
    }
}

fn note(note: &Note) -> StoredNote {
    StoredNote { kind: note.kind.word().to_owned(), span: note.span.map(range), sentence: note.sentence.clone() }
}

fn record(record: &Record, reference: Reference) -> StoredRecord {
    let body = Body { attributed_to: ids(&record.attributed_to), claim: claim(&record.claim) };
    StoredRecord {
        number: record.id.0,
        reference: reference.whole().to_owned(),
        kind: record.claim.kind().to_owned(),
        quote: quote(&record.quote),
        confidence: record.confidence.share(),
        time: record.time.as_ref().map(time),
        body: json(&body),
    }
}

fn claim(claim: &Claim) -> StoredClaim {
    match claim {
        Claim::Statement(it) => StoredClaim::Statement {
            speaker: ids(it.speaker.ids()),
            cue: it.cue.clone(),
            content: quote(&it.content),
            mode: it.mode.word().to_owned(),
            addressee: ids(&it.addressee),
        },
        Claim::Commitment(it) => commitment(it),
        Claim::Position(it) => StoredClaim::Position {
            holder: ids(it.holder.ids()),
            stance: it.stance.word().to_owned(),
            content: quote(&it.content),
            because: it.because.as_ref().map(quote),
        },
        Claim::Event(it) => StoredClaim::Event {
            kind: it.kind.word().to_owned(),
            participants: ids(&it.participants),
            place: it.place.map(|place| place.0),
            format: it.format.map(|format| format.word().to_owned()),
            status: it.status.word().to_owned(),
            because: it.because.as_ref().map(quote),
        },
        Claim::Figure(it) => StoredClaim::Figure { of: it.of.clone(), amount: amount(&it.amount) },
        Claim::Authority(it) => StoredClaim::Authority {
            holder: ids(it.holder.ids()),
            over: quote(&it.over),
            claim: it.claim.word().to_owned(),
            procedure: it.procedure.clone(),
        },
    }
}

fn commitment(commitment: &Commitment) -> StoredClaim {
    StoredClaim::Commitment {
        debtor: ids(commitment.debtor.ids()),
        creditor: ids(&commitment.creditor),
        consequent: consequent(&commitment.consequent),
        antecedent: commitment.antecedent.as_ref().map(condition),
        status: commitment.status.word().to_owned(),
        reach: commitment.reach.word().to_owned(),
        stage: commitment.stage.map(|stage| stage.word().to_owned()),
        term: commitment.term.as_ref().map(time),
        because: commitment.because.as_ref().map(quote),
    }
}

fn consequent(consequent: &Consequent) -> StoredConsequent {
    StoredConsequent {
        quote: quote(&consequent.quote),
        category: consequent.category.word().to_owned(),
        amount: consequent.amount.as_ref().map(amount),
        theme: consequent.theme.clone(),
    }
}

fn condition(of: &Condition<Atom>) -> StoredCondition {
    let each = |parts: &[Condition<Atom>]| parts.iter().map(condition).collect();
    match of {
        Condition::Atom(atom) => StoredCondition::Atom {
            quote: quote(&atom.quote),
            actors: ids(&atom.actors),
            theme: atom.theme.clone(),
            head: atom.head.clone(),
            is_denied: atom.is_denied,
        },
        Condition::All(parts) => StoredCondition::All(each(parts)),
        Condition::Any(parts) => StoredCondition::Any(each(parts)),
        Condition::Not(part) => StoredCondition::Not(Box::new(condition(part))),
        Condition::AtLeast { count, of } => StoredCondition::AtLeast { count: *count, of: each(of) },
    }
}

fn amount(amount: &Amount) -> StoredAmount {
    let unit = match &amount.unit {
        Unit::Currency(code) => StoredUnit::Currency(code.clone()),
        Unit::Percent => StoredUnit::Percent,
        Unit::Noun(noun) => StoredUnit::Noun(noun.clone()),
    };
    StoredAmount {
        value: amount.value.to_string(),
        high: amount.high.map(|high| high.to_string()),
        unit,
        is_approximate: amount.is_approximate,
    }
}

fn time(time: &Time) -> StoredTime {
    let day = |day: Option<jiff::civil::Date>| day.map(|day| day.to_string());
    StoredTime { text: time.text().to_owned(), start: day(time.start()), end: day(time.end()) }
}

fn quote(quote: &Quote) -> StoredQuote {
    StoredQuote { span: range(quote.span()), text: quote.text().to_owned() }
}

fn range(span: Span) -> Range {
    [span.start_bytes(), span.end_bytes()]
}

fn ids(ids: &[EntityId]) -> Vec<u32> {
    ids.iter().map(|id| id.0).collect()
}
