//! One reading with every kind of record and every field in it, for tests.

use casus_claim::{
    Actors, Amount, Atom, Authority, AuthorityClaim, Category, Claim, Commitment, Condition, Confidence, Consequent,
    Entity, EntityId, EntityKind, Event, EventStatus, EventType, Figure, Format, Mode, Note, Office, Position, Reach,
    Reading, Record, RecordId, Role, Stage, Stance, Statement, Status, Time, Unit,
};
use casus_text::{DateOrigin, Origin, Published, Quote, Source};
use jiff::civil::date;

pub(crate) const TEXT: &str = "“We’ll pay €3 bn if Norland signs,” premier Ann Berg said.";

pub(crate) fn source() -> Source {
    let published = Some(Published { day: date(2031, 5, 2), origin: DateOrigin::Given });
    Source::new(TEXT.to_owned(), Origin { path: "a.txt".to_owned(), published, ..Origin::default() })
}

fn words(source: &Source, words: &str) -> Quote {
    let start = TEXT.find(words).expect("the words stand in the text");
    source.quote(source.span(start, start + words.len()).expect("they are whole characters"))
}

pub(crate) fn atom(source: &Source) -> Condition<Atom> {
    let quote = words(source, "Norland signs");
    Condition::Atom(Atom { quote, actors: Vec::new(), theme: Vec::new(), head: None, is_denied: false })
}

pub(crate) fn amount() -> Amount {
    Amount { value: 3_000_000_000_u64.into(), high: None, unit: Unit::Currency("EUR".into()), is_approximate: false }
}

fn berg() -> Actors {
    Actors::new([EntityId(0)]).expect("there is one")
}

fn entities(source: &Source) -> Vec<Entity> {
    let berg = Entity {
        id: EntityId(0),
        kind: EntityKind::Person,
        name: "Ann Berg".into(),
        aliases: vec!["Berg".into()],
        mentions: vec![words(source, "Ann Berg").span()],
        offices: vec![Office { title: Some("premier".into()), of: None }],
        roles: vec![Role { role: "host".into(), of: "the talks".into() }],
    };
    vec![berg]
}

pub(crate) fn commitment(source: &Source, antecedent: Option<Condition<Atom>>) -> Claim {
    Claim::Commitment(Commitment {
        debtor: berg(),
        creditor: Vec::new(),
        consequent: Consequent {
            quote: words(source, "pay €3 bn"),
            category: Category::Finance,
            amount: Some(amount()),
            theme: Vec::new(),
        },
        antecedent,
        status: Status::Pledged,
        reach: Reach::Particular,
        stage: Some(Stage::Political),
        term: Some(Time::since("indefinitely", date(2031, 5, 2))),
        because: None,
    })
}

pub(crate) fn claims(source: &Source) -> Vec<Claim> {
    let content = words(source, "“We’ll pay €3 bn if Norland signs,”");
    vec![
        Claim::Statement(Statement {
            speaker: berg(),
            cue: "said".into(),
            content: content.clone(),
            mode: Mode::Direct,
            addressee: Vec::new(),
        }),
        commitment(source, Some(atom(source))),
        Claim::Position(Position { holder: berg(), stance: Stance::Hopeful, content: content.clone(), because: None }),
        Claim::Event(Event {
            kind: EventType::Signing,
            participants: vec![EntityId(0)],
            place: None,
            format: Some(Format::InPerson),
            status: EventStatus::Possible,
            because: None,
        }),
        Claim::Figure(Figure {
            of: "money".into(),
            amount: Amount { high: Some("4.5".parse().expect("a number")), ..amount() },
        }),
        Claim::Authority(Authority {
            holder: berg(),
            over: content,
            claim: AuthorityClaim::MustConsent,
            procedure: None,
        }),
    ]
}

pub(crate) fn reading(source: &Source, claims: Vec<Claim>) -> Reading {
    let record = |(id, claim)| Record {
        id: RecordId(id),
        quote: source.quote(source.whole()),
        attributed_to: vec![EntityId(0)],
        time: Some(Time::symbolic("next week")),
        confidence: Confidence::new(0.5).expect("a half is a share"),
        claim,
    };
    let records = (0..).zip(claims).map(record).collect();
    Reading::new(source.id(), entities(source), records, Vec::<Note>::new(), vec![source.whole()])
}
