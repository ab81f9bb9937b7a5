//! One reading with every field in it, compared whole.

use casus_claim::Condition;

use super::line;
use crate::sample::{TEXT, atom, claims, commitment, reading, source};

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
