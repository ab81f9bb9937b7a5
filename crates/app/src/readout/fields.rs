//! The fields of a record by name, with actors by their names and words as they stand in the text.

use casus_claim::{
    Actors, Amount, Atom, Authority, Claim, Commitment, Condition, EntityId, Event, Figure, Position, Reading, Record,
    Statement, Time, Unit,
};
use casus_text::Quote;

use crate::face::one_line;

/// A field that the text gives.
pub(super) struct Field {
    pub(super) name: &'static str,
    pub(super) value: String,
}

/// Lists the fields of a record in the order of the contract; what the text does not give is left out.
pub(super) fn fields(reading: &Reading, record: &Record) -> Vec<Field> {
    let mut list = List { reading, fields: Vec::new() };
    match &record.claim {
        Claim::Statement(statement) => list.statement(statement),
        Claim::Commitment(commitment) => list.commitment(commitment),
        Claim::Position(position) => list.position(position),
        Claim::Event(event) => list.event(event),
        Claim::Figure(figure) => list.figure(figure),
        Claim::Authority(authority) => list.authority(authority),
    }
    list.entities("attributed to", &record.attributed_to);
    list.time("time", record.time.as_ref());
    list.fields
}

struct List<'a> {
    reading: &'a Reading,
    fields: Vec<Field>,
}

impl List<'_> {
    fn statement(&mut self, statement: &Statement) {
        self.actors("speaker", &statement.speaker);
        self.push("cue", &statement.cue);
        self.push("content", statement.content.text());
        self.push("mode", statement.mode.word());
        self.entities("addressee", &statement.addressee);
    }

    fn commitment(&mut self, commitment: &Commitment) {
        let consequent = &commitment.consequent;
        self.actors("debtor", &commitment.debtor);
        self.entities("creditor", &commitment.creditor);
        self.push("consequent", consequent.quote.text());
        self.push("category", consequent.category.word());
        self.optional("amount", consequent.amount.as_ref().map(amount));
        self.optional("antecedent", commitment.antecedent.as_ref().map(condition));
        self.push("status", commitment.status.word());
        if commitment.reach == casus_claim::Reach::General {
            self.push("reach", commitment.reach.word());
        }
        self.optional("stage", commitment.stage.map(|stage| stage.word().to_owned()));
        self.time("term", commitment.term.as_ref());
        self.quote("because", commitment.because.as_ref());
    }

    fn position(&mut self, position: &Position) {
        self.actors("holder", &position.holder);
        self.push("stance", position.stance.word());
        self.push("content", position.content.text());
        self.quote("because", position.because.as_ref());
    }

    fn event(&mut self, event: &Event) {
        self.push("type", event.kind.word());
        self.entities("participants", &event.participants);
        self.entities("place", event.place.as_slice());
        self.optional("format", event.format.map(|format| format.word().to_owned()));
        self.push("status", event.status.word());
        self.quote("because", event.because.as_ref());
    }

    fn figure(&mut self, figure: &Figure) {
        self.push("of", &figure.of);
        self.push("amount", &amount(&figure.amount));
    }

    fn authority(&mut self, authority: &Authority) {
        self.actors("holder", &authority.holder);
        self.push("over", authority.over.text());
        self.push("claim", authority.claim.word());
        self.optional("procedure", authority.procedure.clone());
    }

    fn actors(&mut self, name: &'static str, actors: &Actors) {
        self.entities(name, actors.ids());
    }

    fn entities(&mut self, name: &'static str, entities: &[EntityId]) {
        if !entities.is_empty() {
            let names: Vec<&str> = entities.iter().map(|id| self.reading.entity(*id).name.as_str()).collect();
            self.push(name, &names.join("; "));
        }
    }

    fn time(&mut self, name: &'static str, time: Option<&Time>) {
        self.optional(name, time.map(days));
    }

    fn quote(&mut self, name: &'static str, quote: Option<&Quote>) {
        self.optional(name, quote.map(|quote| quote.text().to_owned()));
    }

    fn optional(&mut self, name: &'static str, value: Option<String>) {
        if let Some(value) = value {
            self.push(name, &value);
        }
    }

    fn push(&mut self, name: &'static str, value: &str) {
        self.fields.push(Field { name, value: one_line(value) });
    }
}

fn days(time: &Time) -> String {
    match (time.start(), time.end()) {
        (Some(start), Some(end)) if start == end => format!("{} = {start}", time.text()),
        (Some(start), Some(end)) => format!("{} = {start} to {end}", time.text()),
        (Some(start), None) => format!("{} = from {start}", time.text()),
        (None, Some(end)) => format!("{} = until {end}", time.text()),
        (None, None) => format!("{} = no day can be told", time.text()),
    }
}

fn amount(amount: &Amount) -> String {
    let about = if amount.is_approximate { "about " } else { "" };
    let high = amount.high.map_or(String::new(), |high| format!(" to {}", high.normalize()));
    let value = amount.value.normalize();
    match &amount.unit {
        Unit::Currency(code) => format!("{about}{code} {value}{high}"),
        Unit::Percent | Unit::Noun(_) => format!("{about}{value}{high} {}", amount.unit.word()),
    }
}

fn condition(formula: &Condition<Atom>) -> String {
    let each = |parts: &[Condition<Atom>]| parts.iter().map(condition).collect::<Vec<_>>().join("; ");
    match formula {
        Condition::Atom(atom) => format!("\"{}\"", atom.quote.text()),
        Condition::All(parts) if parts.len() == 1 => condition(&parts[0]),
        Condition::All(parts) => format!("all of ({})", each(parts)),
        Condition::Any(parts) => format!("any of ({})", each(parts)),
        Condition::Not(part) => format!("not {}", condition(part)),
        Condition::AtLeast { count, of } => format!("at least {count} of ({})", each(of)),
    }
}
