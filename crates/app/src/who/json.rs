//! How does it look in JSON? As `docs/identity.md` describes it.

use std::collections::BTreeSet;

use casus_engine::ledger::identity::{
    Actor, Bearer, Contrary, Cut, Evidence, HeldOffice, Holder, Link, Part, Proposal,
};
use casus_engine::ledger::{Decision, Named};
use casus_engine::{Who, shown};
use jiff::civil::Date;
use serde_json::{Value, json};

use super::words;

/// Writes the actors, and the proposals and cuts that concern them.
pub(super) fn actors(found: &Who, meant: &[usize]) -> String {
    let is_meant: BTreeSet<usize> = meant.iter().copied().collect();
    let concerns = |actors: &[usize; 2]| actors.iter().any(|actor| is_meant.contains(actor));
    let of_meant = |bearer: &Bearer| match bearer {
        Bearer::Part(part) => is_meant.contains(&found.who.actor_of(*part)),
        Bearer::Known(name) => meant.iter().any(|&at| found.who.actors[at].name == *name),
    };
    let proposals = found.who.proposals.iter().filter(|proposal| concerns(&proposal.actors));
    let cuts = found.who.cuts.iter().filter(|cut| cut.link.bearers.iter().any(of_meant));
    let whole = json!({
        "actors": meant.iter().map(|&at| actor(found, at)).collect::<Vec<_>>(),
        "proposals": proposals.map(|proposal| self::proposal(found, proposal)).collect::<Vec<_>>(),
        "cuts": cuts.map(|cut| self::cut(found, cut)).collect::<Vec<_>>(),
    });
    whole.to_string()
}

/// Writes who held an office on a day.
pub(super) fn holders(found: &Who, title: &str, of: &str, day: Date) -> String {
    let holders = found.who.holders(title, of, day);
    let holders: Vec<Value> = holders.iter().map(|it| holder(found, it)).collect();
    json!({ "office": { "title": title, "of": of }, "day": day.to_string(), "holders": holders }).to_string()
}

fn actor(found: &Who, at: usize) -> Value {
    let Actor { name, kind, other_names, is_known, parts, offices, members, links, .. } = &found.who.actors[at];
    let documents: BTreeSet<usize> = parts.iter().map(|part| part.document).collect();
    let members: Vec<String> = members.iter().map(|&member| shown(&found.who, &found.documents, member)).collect();
    json!({
        "name": name,
        "shown": shown(&found.who, &found.documents, at),
        "kind": kind.word(),
        "other_names": other_names,
        "in_dossier": is_known,
        "documents": documents.len(),
        "parts": parts.iter().map(|part| self::part(found, *part)).collect::<Vec<_>>(),
        "offices": offices.iter().map(|held| office(found, held)).collect::<Vec<_>>(),
        "members": members,
        "because": links.iter().map(|link| self::link(found, link)).collect::<Vec<_>>(),
    })
}

fn part(found: &Who, part: Part) -> Value {
    let at = words::mention(found, part);
    json!({
        "path": words::path(found, part.document),
        "entity": part.entity.to_string(),
        "name": words::name(found, part),
        "span": at.map(|(source, span)| source.span_chars(span)),
        "quote": at.map(|(source, span)| source.slice(span)),
    })
}

fn office(found: &Who, held: &HeldOffice) -> Value {
    let given = held.given.iter().map(|(part, day)| given(found, *part, *day));
    json!({
        "title": held.office.title,
        "of": held.office.of,
        "terms": held.terms.iter().map(|term| self::term(*term)).collect::<Vec<_>>(),
        "given": given.collect::<Vec<_>>(),
    })
}

fn given(found: &Who, part: Part, day: Option<Date>) -> Value {
    json!({ "path": words::path(found, part.document), "published": day.map(|day| day.to_string()) })
}

fn term((from, to): (Option<Date>, Option<Date>)) -> Value {
    json!({ "from": from.map(|day| day.to_string()), "to": to.map(|day| day.to_string()) })
}

fn holder(found: &Who, holder: &Holder) -> Value {
    let given = holder.given.iter().map(|(part, day)| given(found, *part, Some(*day)));
    json!({
        "name": shown(&found.who, &found.documents, holder.actor),
        "title": holder.office.title,
        "of": holder.office.of,
        "terms": holder.terms.iter().map(|term| self::term(*term)).collect::<Vec<_>>(),
        "given": given.collect::<Vec<_>>(),
    })
}

fn bearer(found: &Who, bearer: &Bearer) -> Value {
    match bearer {
        Bearer::Known(name) => json!({ "in_dossier": name }),
        Bearer::Part(part) => self::part(found, *part),
    }
}

fn evidence(found: &Who, evidence: &Evidence) -> Value {
    json!({ "kind": words::evidence_kind(evidence), "words": words::evidence(found, evidence) })
}

fn contrary(found: &Who, contrary: &Contrary) -> Value {
    json!({ "kind": words::contrary_kind(contrary), "words": words::contrary(found, contrary) })
}

fn link(found: &Who, link: &Link) -> Value {
    json!({
        "between": link.bearers.iter().map(|it| bearer(found, it)).collect::<Vec<_>>(),
        "names": words::likeness(link.likeness),
        "evidence": link.evidence.iter().map(|it| evidence(found, it)).collect::<Vec<_>>(),
    })
}

fn proposal(found: &Who, proposal: &Proposal) -> Value {
    json!({
        "actors": proposal.actors.map(|at| shown(&found.who, &found.documents, at)),
        "between": proposal.bearers.iter().map(|it| bearer(found, it)).collect::<Vec<_>>(),
        "names": words::likeness(proposal.likeness),
        "for": proposal.evidence.iter().map(|it| evidence(found, it)).collect::<Vec<_>>(),
        "against": proposal.against.iter().map(|it| contrary(found, it)).collect::<Vec<_>>(),
    })
}

fn cut(found: &Who, cut: &Cut) -> Value {
    let mut value = link(found, &cut.link);
    if let Some(Decision::Split(one, other)) = found.decisions.get(cut.split) {
        value["decision"] = json!({ "split": [named(one), named(other)] });
    }
    value
}

fn named(named: &Named) -> Value {
    let document = named.document.as_ref().map(|document| document.as_str());
    json!({ "document": document, "kind": named.kind.word(), "name": named.name })
}
