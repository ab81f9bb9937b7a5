//! What does it look like on the wire who decides what? `docs/procedures.md` describes the keys.

use casus_engine::dossier::Ballot;
use casus_engine::page::AuthorityLine;
use casus_engine::procedure::{Analysis, Coalitions, Power, Ratio, Unsolved};
use casus_engine::{Decision, Procedure, WhoDecides};
use casus_text::Source;
use serde_json::{Value, json};

use super::ground::{cell, documents};
use super::number::Number;
use super::page::evidence_in;

/// Writes who decides what as one JSON object.
pub(crate) fn decides(found: &WhoDecides, as_of: Option<String>) -> String {
    json!({
        "as_of": as_of,
        "documents": documents(&found.documents),
        "decisions": found.decisions.iter().map(|it| decision(&found.documents, it)).collect::<Vec<_>>(),
        "left": found.left.iter().map(|it| authority(&found.documents, it)).collect::<Vec<_>>(),
    })
    .to_string()
}

fn decision(documents: &[Source], of: &Decision) -> Value {
    let said = of.said.iter().map(|(actor, said)| {
        let mut value = cell(documents, said);
        value["actor"] = json!(actor);
        value
    });
    json!({
        "proposition": of.id.to_string(),
        "label": of.label,
        "procedures": of.procedures.iter().map(procedure).collect::<Vec<_>>(),
        "authorities": of.authorities.iter().map(|it| authority(documents, it)).collect::<Vec<_>>(),
        "said": said.collect::<Vec<_>>(),
    })
}

fn authority(documents: &[Source], authority: &AuthorityLine) -> Value {
    json!({
        "holder": authority.holder,
        "claim": authority.claim.word(),
        "over": authority.over,
        "procedure": authority.procedure,
        "sure": authority.is_sure,
        "evidence": evidence_in(&authority.evidence, documents.get(authority.evidence.source)),
    })
}

fn procedure(of: &Procedure) -> Value {
    let names =
        |voters: &mut dyn Iterator<Item = &usize>| -> Vec<&String> { voters.map(|&voter| &of.voters[voter]).collect() };
    json!({
        "id": of.id,
        "label": of.label,
        "needs": ballot(&of.ballot),
        "yes": names(&mut of.said.yes.iter()),
        "no": names(&mut of.said.no.iter()),
        "beforehand": analysis(of, &of.beforehand),
        "now": analysis(of, &of.now),
    })
}

fn ballot(of: &Ballot) -> Value {
    let each = |of: &[Ballot]| of.iter().map(ballot).collect::<Vec<_>>();
    match of {
        Ballot::Consent(name) => json!(name),
        Ballot::All(of) => json!({ "all": each(of) }),
        Ballot::Any(of) => json!({ "any": each(of) }),
        Ballot::AtLeast { count, of } => json!({ "at_least": count, "of": each(of) }),
        Ballot::Vote { members, terms } => {
            let member =
                |it: &casus_engine::dossier::Member| json!({ "name": it.name, "weight": exact(Some(it.weight)) });
            json!({
                "members": members.iter().map(member).collect::<Vec<_>>(),
                "at_least": terms.at_least,
                "share": exact(terms.share),
                "weight": exact(terms.weight),
                "weight_share": exact(terms.weight_share),
                "blocking_at_least": terms.blocking_at_least,
            })
        }
    }
}

fn exact(number: Option<rust_decimal::Decimal>) -> Value {
    let number = number.map(|number| serde_json::to_value(Number::exact(number)));
    number.map_or(Value::Null, |number| number.expect("a decimal number is JSON"))
}

fn analysis(of: &Procedure, analysis: &Result<Analysis, Unsolved>) -> Value {
    let found = match analysis {
        Ok(found) => found,
        Err(unsolved) => return json!({ "unsolved": unsolved.to_string() }),
    };
    let names = |voters: &[usize]| voters.iter().map(|&voter| &of.voters[voter]).collect::<Vec<_>>();
    let coalitions = |coalitions: &Coalitions| {
        let listed: Vec<_> = coalitions.listed.iter().map(|voters| names(voters)).collect();
        json!({ "size": coalitions.size, "count": coalitions.count.to_string(), "listed": listed })
    };
    let power = |power: &Power| {
        json!({
            "voter": of.voters[power.voter],
            "swings": power.swings.to_string(),
            "banzhaf": index(&power.banzhaf),
            "penrose": index(&power.penrose),
            "shapley_shubik": index(&power.shapley_shubik),
        })
    };
    json!({
        "outcome": found.outcome.word(),
        "voters": names(&found.players),
        // Counts of any length, so they are texts.
        "winning": found.winning.to_string(),
        "coalitions": found.coalitions.to_string(),
        "vetoes": names(&found.vetoes),
        "smallest_winning": found.smallest_winning.as_ref().map(coalitions),
        "smallest_blocking": found.smallest_blocking.as_ref().map(coalitions),
        "power": found.power.iter().map(power).collect::<Vec<_>>(),
    })
}

fn index(ratio: &Ratio) -> Value {
    json!({ "exact": ratio.to_string(), "value": ratio.value() })
}
