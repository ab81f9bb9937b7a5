//! One reading with every field in it, compared whole.

use casus_claim::{
    Actors, Amount, Atom, Authority, AuthorityClaim, Category, Claim, Commitment, Condition, Confidence, Consequent,
    Entity, EntityId, EntityKind, Event, EventStatus, EventType, Figure, Format, Mode, Note, Office, Position, Reach,
    Reading, Record, RecordId, Role, Stage, Stance, Statement, Status, Time, Unit,
};
use casus_text::{DateOrigin, Origin, Published, Quote, Source};
use jiff::civil::date;

use super::line;

const TEXT: &str = "“We’ll pay €3 bn if Norland signs,” premier Ann Berg said.";

fn source() -> Source {
    let published = Some(Published { day: date(2031, 5, 2), origin: DateOrigin::Given });
    Source::new(TEXT.to_owned(), Origin { path: "a.txt".to_owned(), published, ..Origin::default() })
}

fn words(source: &Source, words: &str) -> Quote {
    let start = TEXT.find(words).expect("the words stand in the text");
    source.quote(source.span(start, start + words.len()).expect("they are whole characters"))
}

fn atom(source: &Source) -> Condition<Atom> {
    Condition::Atom(Atom { quote: words(source, "Norland signs"), actors: Vec::new(), theme: Vec::new() })
}

fn amount() -> Amount {
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

fn commitment(source: &Source, antecedent: Option<Condition<Atom>>) -> Claim {
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

fn claims(source: &Source) -> Vec<Claim> {
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

fn reading(source: &Source, claims: Vec<Claim>) -> Reading {
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

#[test]
fn every_key_stands_in_the_order_of_the_contract() {
    let source = source();
    let own = [
        r#""speaker":["e1"],"cue":"said","content":[0,35],"mode":"direct","addressee":[]"#,
        r#""debtor":["e1"],"creditor":[],"consequent":{"text":"pay €3 bn","span":[7,16],"category":"finance","amount":{"value":3000000000,"high":null,"unit":"EUR","approximate":false}},"antecedent":{"all":[{"atom":"Norland signs","span":[20,33]}]},"status":"pledged","stage":"political","term":{"text":"indefinitely","start":"2031-05-02","end":null},"because":null"#,
        r#""holder":["e1"],"stance":"hopeful","content":[0,35],"because":null"#,
        r#""type":"signing","participants":["e1"],"place":null,"format":"in_person","status":"possible","because":null"#,
        r#""of":"money","value":3000000000,"high":4.5,"unit":"EUR","approximate":false"#,
        r#""holder":["e1"],"over":[0,35],"claim":"must_consent","procedure":null"#,
    ];
    let kinds = ["statement", "commitment", "position", "event", "figure", "authority"];
    let record = |((own, kind), n): ((&str, &str), usize)| {
        let time = r#"{"text":"next week","start":null,"end":null}"#;
        format!(
            r#"{{"id":"r{n}","kind":"{kind}","span":[0,58],"quote":"{TEXT}","attributed_to":["e1"],"time":{time},"confidence":0.5,{own}}}"#
        )
    };
    let records: Vec<String> = own.into_iter().zip(kinds).zip(1..).map(record).collect();
    let document = format!(
        r#"{{"id":"{}","path":"a.txt","title":null,"published":"2031-05-02","publisher":null,"language":"en","length":58}}"#,
        source.id()
    );
    let entity = r#"{"id":"e1","kind":"person","name":"Ann Berg","aliases":["Berg"],"mentions":[[44,52]],"offices":[{"title":"premier","of":null}],"roles":[{"role":"host","of":"the talks"}]}"#;
    let expect = format!(r#"{{"document":{document},"entities":[{entity}],"records":[{}]}}"#, records.join(","));
    assert_eq!(line(&source, &reading(&source, claims(&source))), expect);
}

#[test]
fn formulas_nest() {
    let source = source();
    let formula = Condition::Any(vec![
        atom(&source).negated(),
        Condition::AtLeast { count: 1, of: vec![atom(&source), Condition::All(vec![atom(&source)])] },
    ]);
    let json = line(&source, &reading(&source, vec![commitment(&source, Some(formula))]));
    let atom = r#"{"atom":"Norland signs","span":[20,33]}"#;
    let expect = format!(
        r#""antecedent":{{"any":[{{"not":{atom}}},{{"at_least":1,"of":[{atom},{{"all":[{atom}]}}]}}]}},"status""#
    );
    assert!(json.contains(&expect), "{json}");
}
