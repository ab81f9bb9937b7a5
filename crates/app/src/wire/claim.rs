//! The fields that each kind of record has of its own, and conditions.

use casus_claim::{
    Actors, Amount, Atom, Authority, Claim, Commitment, Condition, Consequent, Event, Figure, Position, Statement,
};
use serde::Serialize;

use super::{Number, Offsets, TimeLine, Wire, ids, time};

#[derive(Serialize)]
#[serde(untagged)]
pub(super) enum ClaimLine<'a> {
    Statement(StatementLine<'a>),
    Commitment(CommitmentLine<'a>),
    Position(PositionLine),
    Event(EventLine),
    Figure(FigureLine<'a>),
    Authority(AuthorityLine<'a>),
}

#[derive(Serialize)]
pub(super) struct StatementLine<'a> {
    speaker: Vec<String>,
    cue: &'a str,
    content: Offsets,
    mode: &'static str,
    addressee: Vec<String>,
}

#[derive(Serialize)]
pub(super) struct CommitmentLine<'a> {
    debtor: Vec<String>,
    creditor: Vec<String>,
    consequent: ConsequentLine<'a>,
    antecedent: Option<ConditionLine<'a>>,
    status: &'static str,
    stage: Option<&'static str>,
    term: Option<TimeLine<'a>>,
    because: Option<Offsets>,
}

#[derive(Serialize)]
struct ConsequentLine<'a> {
    text: &'a str,
    span: Offsets,
    category: &'static str,
    amount: Option<AmountLine<'a>>,
}

#[derive(Serialize)]
struct AmountLine<'a> {
    value: Number,
    high: Option<Number>,
    unit: &'a str,
    approximate: bool,
}

#[derive(Serialize)]
pub(super) struct PositionLine {
    holder: Vec<String>,
    stance: &'static str,
    content: Offsets,
    because: Option<Offsets>,
}

#[derive(Serialize)]
pub(super) struct EventLine {
    r#type: &'static str,
    participants: Vec<String>,
    place: Option<String>,
    format: Option<&'static str>,
    status: &'static str,
    because: Option<Offsets>,
}

#[derive(Serialize)]
pub(super) struct FigureLine<'a> {
    of: &'a str,
    #[serde(flatten)]
    amount: AmountLine<'a>,
}

#[derive(Serialize)]
pub(super) struct AuthorityLine<'a> {
    holder: Vec<String>,
    over: Offsets,
    claim: &'static str,
    procedure: Option<&'a str>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum ConditionLine<'a> {
    Atom { atom: &'a str, span: Offsets },
    All { all: Vec<ConditionLine<'a>> },
    Any { any: Vec<ConditionLine<'a>> },
    Not { not: Box<ConditionLine<'a>> },
    AtLeast { at_least: usize, of: Vec<ConditionLine<'a>> },
}

impl<'a> Wire<'a> {
    pub(super) fn claim(self, claim: &'a Claim) -> ClaimLine<'a> {
        match claim {
            Claim::Statement(statement) => ClaimLine::Statement(self.statement(statement)),
            Claim::Commitment(commitment) => ClaimLine::Commitment(self.commitment(commitment)),
            Claim::Position(position) => ClaimLine::Position(self.position(position)),
            Claim::Event(event) => ClaimLine::Event(self.event(event)),
            Claim::Figure(figure) => ClaimLine::Figure(self.figure(figure)),
            Claim::Authority(authority) => ClaimLine::Authority(self.authority(authority)),
        }
    }

    fn statement(self, statement: &'a Statement) -> StatementLine<'a> {
        StatementLine {
            speaker: actors(&statement.speaker),
            cue: &statement.cue,
            content: self.words(&statement.content),
            mode: statement.mode.word(),
            addressee: ids(&statement.addressee),
        }
    }

    fn commitment(self, commitment: &'a Commitment) -> CommitmentLine<'a> {
        CommitmentLine {
            debtor: actors(&commitment.debtor),
            creditor: ids(&commitment.creditor),
            consequent: self.consequent(&commitment.consequent),
            antecedent: commitment.antecedent.as_ref().map(|condition| self.antecedent(condition)),
            status: commitment.status.word(),
            stage: commitment.stage.map(casus_claim::Stage::word),
            term: commitment.term.as_ref().map(time),
            because: commitment.because.as_ref().map(|quote| self.words(quote)),
        }
    }

    fn consequent(self, consequent: &'a Consequent) -> ConsequentLine<'a> {
        ConsequentLine {
            text: consequent.quote.text(),
            span: self.words(&consequent.quote),
            category: consequent.category.word(),
            amount: consequent.amount.as_ref().map(amount),
        }
    }

    /// A condition of a single atom is written as a list of one, so that a consumer meets one shape less.
    fn antecedent(self, condition: &'a Condition<Atom>) -> ConditionLine<'a> {
        match self.condition(condition) {
            atom @ ConditionLine::Atom { .. } => ConditionLine::All { all: vec![atom] },
            formula => formula,
        }
    }

    fn condition(self, condition: &'a Condition<Atom>) -> ConditionLine<'a> {
        let each = |parts: &'a [Condition<Atom>]| parts.iter().map(|part| self.condition(part)).collect();
        match condition {
            Condition::Atom(atom) => ConditionLine::Atom { atom: atom.quote.text(), span: self.words(&atom.quote) },
            Condition::All(parts) => ConditionLine::All { all: each(parts) },
            Condition::Any(parts) => ConditionLine::Any { any: each(parts) },
            Condition::Not(part) => ConditionLine::Not { not: Box::new(self.condition(part)) },
            Condition::AtLeast { count, of } => ConditionLine::AtLeast { at_least: *count, of: each(of) },
        }
    }

    fn position(self, position: &'a Position) -> PositionLine {
        PositionLine {
            holder: actors(&position.holder),
            stance: position.stance.word(),
            content: self.words(&position.content),
            because: position.because.as_ref().map(|quote| self.words(quote)),
        }
    }

    fn event(self, event: &'a Event) -> EventLine {
        EventLine {
            r#type: event.kind.word(),
            participants: ids(&event.participants),
            place: event.place.map(|place| place.to_string()),
            format: event.format.map(casus_claim::Format::word),
            status: event.status.word(),
            because: event.because.as_ref().map(|quote| self.words(quote)),
        }
    }

    fn figure(self, figure: &'a Figure) -> FigureLine<'a> {
        FigureLine { of: &figure.of, amount: amount(&figure.amount) }
    }

    fn authority(self, authority: &'a Authority) -> AuthorityLine<'a> {
        AuthorityLine {
            holder: actors(&authority.holder),
            over: self.words(&authority.over),
            claim: authority.claim.word(),
            procedure: authority.procedure.as_deref(),
        }
    }
}

fn actors(actors: &Actors) -> Vec<String> {
    ids(actors.ids())
}

fn amount(amount: &Amount) -> AmountLine<'_> {
    AmountLine {
        value: Number::exact(amount.value),
        high: amount.high.map(Number::exact),
        unit: amount.unit.word(),
        approximate: amount.is_approximate,
    }
}
