//! What does a page look like on the wire?
//!
//! Every line carries the reference of its entry, its words and where they stand, so that a program can follow each
//! number and verdict to its sentence.

use casus_claim::{Amount, Condition, PropositionId};
use casus_engine::ledger::thread::Change;
use casus_engine::page::{
    AuthorityLine, ComingLine, Development, Disagreement, Document, Evidence, FigureLine, Gate, GeneralClaim, Goal,
    GoalNeed, Page, PositionLine, Promise, Telling,
};
use casus_engine::{Lifecycle, Verdict};
use casus_text::Source;
use serde::Serialize;
use serde_json::{Value, json};

use super::number::Number;
use super::threads::changed;
use super::voices::RelayLine;
use crate::face::words;

/// Writes a page as one JSON object.
pub fn page(page: &Page) -> String {
    let desk = Desk { page };
    let about = page.dossier.as_ref();
    let value = json!({
        "title": about.and_then(|about| about.title.as_ref()),
        "description": about.and_then(|about| about.description.as_ref()),
        "as_of": about.and_then(|about| about.as_of).map(|day| day.to_string()),
        "left_out": about.map_or(0, |about| about.left_out),
        "since": about.and_then(|about| about.since).map(|day| day.to_string()),
        "left_out_before": about.map_or(0, |about| about.earlier),
        "threshold": number(&Number::share(page.threshold)),
        "answer": page.answer,
        "documents": page.documents.iter().map(|of| document(page, of)).collect::<Vec<_>>(),
        "propositions": page.gates.iter().map(|gate| desk.gate(gate)).collect::<Vec<_>>(),
        "goals": page.goals.iter().map(goal).collect::<Vec<_>>(),
        "promises": page.promises.iter().map(|promise| desk.promise(promise)).collect::<Vec<_>>(),
        "general_claims": page.general_claims.iter().map(|claim| desk.rule(claim)).collect::<Vec<_>>(),
        "figures": page.figures.iter().map(|line| desk.figure(line)).collect::<Vec<_>>(),
        "positions": page.positions.iter().map(|line| desk.position(line)).collect::<Vec<_>>(),
        "authorities": page.authorities.iter().map(|line| desk.authority(line)).collect::<Vec<_>>(),
        "coming": page.coming.iter().map(|line| desk.coming(line)).collect::<Vec<_>>(),
        "disagreements": page.disagreements.iter().map(|line| desk.disagreement(line)).collect::<Vec<_>>(),
    });
    value.to_string()
}

/// One promise with its verdict in a scenario.
#[derive(Serialize)]
struct Judged<'a> {
    r#ref: &'a str,
    debtor: &'a [String],
    consequent: &'a str,
    status: &'static str,
    verdict: &'static str,
    state: Option<&'static str>,
    because: Vec<String>,
    covered_by: Vec<CoverLine<'a>>,
    /// Beside an earlier day: the verdict of then, and what is new of that on which it rests.
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    since: Option<Since>,
}

/// What a verdict was on an earlier day.
#[derive(Serialize)]
struct Since {
    was: Option<&'static str>,
    new: Vec<NewGround>,
}

/// A record on which a verdict rests and which is new.
#[derive(Serialize)]
struct NewGround {
    r#ref: String,
    quote: String,
}

#[derive(Serialize)]
struct CoverLine<'a> {
    r#ref: &'a str,
    quote: &'a str,
    verdict_if_meant: &'static str,
}

/// Writes what a line rests on, in its document.
pub(super) fn evidence_in(evidence: &Evidence, source: Option<&Source>) -> Value {
    json!({
        "ref": evidence.reference,
        "document": evidence.source,
        "span": source.map(|source| source.span_chars(evidence.quote.span())),
        "quote": evidence.quote.text(),
        "attributed_to": evidence.attributed_to,
        "unnamed": evidence.unnamed,
        "read_by": evidence.read_by,
        "vouched": evidence.vouched.as_ref().map(|it| json!({ "state": it.state, "by": it.by })),
    })
}

/// Writes the sure promises of a page that have a verdict as one JSON list.
///
/// Where nothing is promised, as when it is refused, there is nothing to judge and no line. Beside the page of an earlier
/// day, each line says what it was then.
pub fn verdicts(page: &Page, earlier: Option<&Page>) -> String {
    let sure = page.promises.iter().filter(|promise| promise.is_sure);
    let lines: Vec<Judged> =
        sure.filter_map(|promise| Some(judged(page, earlier, promise, promise.verdict?))).collect();
    serde_json::to_string(&lines).expect("every key is a string and no value can fail")
}

fn judged<'a>(page: &'a Page, earlier: Option<&Page>, promise: &'a Promise, verdict: Verdict) -> Judged<'a> {
    Judged {
        r#ref: &promise.reference,
        debtor: &promise.debtor,
        consequent: &promise.consequent,
        status: promise.status.word(),
        verdict: words::verdict_word(verdict),
        state: promise.lifecycle.map(Lifecycle::word),
        because: grounds(page, promise),
        covered_by: covers(page, promise),
        since: earlier.map(|earlier| Since {
            was: earlier
                .promises
                .iter()
                .find(|was| was.reference == promise.reference)
                .and_then(|was| was.verdict)
                .map(words::verdict_word),
            new: new_grounds(earlier, page, promise)
                .into_iter()
                .map(|(reference, quote)| NewGround { r#ref: reference, quote })
                .collect(),
        }),
    }
}

/// Returns the promises on which a verdict rests, itself among them, that an earlier page does not have, each with its quote.
pub(crate) fn new_grounds(earlier: &Page, page: &Page, promise: &Promise) -> Vec<(String, String)> {
    let is_new = |other: &&Promise| earlier.promises.iter().all(|was| was.reference != other.reference);
    let is_ground =
        |other: &&Promise| other.reference == promise.reference || promise.through.contains(&other.reference);
    let new = page.promises.iter().filter(is_ground).filter(is_new);
    new.map(|other| (other.reference.clone(), other.evidence.quote.text().to_owned())).collect()
}

fn covers<'a>(page: &'a Page, promise: &'a Promise) -> Vec<CoverLine<'a>> {
    let cover = |cover: &'a casus_engine::page::Cover| {
        let claim = page.general_claims.iter().find(|claim| claim.reference == cover.claim);
        CoverLine {
            r#ref: &cover.claim,
            quote: claim.map_or("", |claim| claim.evidence.quote.text()),
            verdict_if_meant: words::verdict_word(cover.verdict_if_meant),
        }
    };
    promise.covered_by.iter().map(cover).collect()
}

/// Returns the sentences that a verdict rests on: the promise's own, and those of the promises through which something
/// comes about or would.
pub(crate) fn grounds(page: &Page, promise: &Promise) -> Vec<String> {
    let through = page.promises.iter().filter(|other| promise.through.contains(&other.reference));
    let mut quotes: Vec<String> = Vec::new();
    for quote in [promise].into_iter().chain(through).map(|promise| promise.evidence.quote.text()) {
        if quotes.iter().all(|other| other != quote) {
            quotes.push(quote.to_owned());
        }
    }
    quotes
}

struct Desk<'a> {
    page: &'a Page,
}

impl Desk<'_> {
    fn evidence(&self, evidence: &Evidence) -> Value {
        let document = self.page.documents.get(evidence.source);
        evidence_in(evidence, document.map(|document| &document.source))
    }

    fn gate(&self, gate: &Gate) -> Value {
        json!({
            "id": gate.proposition.id.0,
            "label": gate.proposition.label,
            "standing": gate.proposition.standing.word(),
            "value": words::truth(gate.value),
            "phrases": gate.evidence.iter().map(|evidence| self.evidence(evidence)).collect::<Vec<_>>(),
        })
    }

    fn promise(&self, promise: &Promise) -> Value {
        json!({
            "ref": promise.reference,
            "debtor": promise.debtor,
            "creditor": promise.creditor,
            "consequent": promise.consequent,
            "category": promise.category.word(),
            "status": promise.status.word(),
            "amount": promise.amount.as_ref().map(amount),
            "antecedent": promise.antecedent.as_ref().map(formula),
            "condition": promise.condition,
            "brings_about": promise.brings_about.as_ref().map(|id| &id.0),
            "verdict": promise.verdict.map(words::verdict_word),
            "state": promise.lifecycle.map(Lifecycle::word),
            "because": grounds(self.page, promise),
            "reasons": promise.because,
            "covered_by": covers(self.page, promise),
            "due": promise.due,
            "leaves_open": promise.leaves_open.iter().map(|end| end.word()).collect::<Vec<_>>(),
            "evidence": self.evidence(&promise.evidence),
            "further": promise.further.iter().map(|evidence| self.evidence(evidence)).collect::<Vec<_>>(),
            "development": promise.development.as_ref().map(|it| self.development(it)),
            "confidence": number(&Number::share(promise.confidence)),
            "sure": promise.is_sure,
        })
    }

    fn development(&self, development: &Development) -> Value {
        let telling = |telling: &Telling| {
            let Telling { step, evidence } = telling;
            let change = |change: &Change| {
                let since = &development.tellings[change.since].evidence.reference;
                changed(change, since.as_deref().unwrap_or_default())
            };
            json!({
                "day": step.day.map(|day| day.to_string()),
                "own": step.is_own,
                "state": step.state(),
                "amount": step.told.amount().map(amount),
                "part": step.part.map(|part| part.word()),
                "condition": step.told.condition(),
                "changes": step.changes.iter().map(change).collect::<Vec<_>>(),
                "evidence": self.evidence(evidence),
            })
        };
        let trend = development
            .trend
            .map(|(change, day)| json!({ "change": change.word(), "since": day.map(|day| day.to_string()) }));
        json!({
            "times": development.tellings.len(),
            "voices": development.voices,
            "state": development.tellings[development.last].step.state(),
            "trend": trend,
            "told_at": development.told_at,
            "tellings": development.shown().iter().map(telling).collect::<Vec<_>>(),
        })
    }

    fn rule(&self, claim: &GeneralClaim) -> Value {
        json!({
            "ref": claim.reference,
            "subject": claim.subject,
            "antecedent": formula(&claim.antecedent),
            "condition": claim.condition,
            "categories": claim.categories.iter().map(|category| category.word()).collect::<Vec<_>>(),
            "evidence": self.evidence(&claim.evidence),
            "sure": claim.is_sure,
        })
    }

    fn figure(&self, line: &FigureLine) -> Value {
        json!({ "of": line.of, "amount": amount(&line.amount), "evidence": self.evidence(&line.evidence), "sure": line.is_sure })
    }

    fn position(&self, line: &PositionLine) -> Value {
        json!({
            "holder": line.holder,
            "stance": line.stance.word(),
            "content": line.content,
            "because": line.because,
            "evidence": self.evidence(&line.evidence),
            "sure": line.is_sure,
        })
    }

    fn authority(&self, line: &AuthorityLine) -> Value {
        json!({
            "holder": line.holder,
            "claim": line.claim.word(),
            "over": line.over,
            "procedure": line.procedure,
            "evidence": self.evidence(&line.evidence),
            "sure": line.is_sure,
        })
    }

    fn coming(&self, line: &ComingLine) -> Value {
        let (start, end) = line.days.map_or((None, None), |(start, end)| (Some(start), end));
        json!({
            "type": line.kind.map(|kind| kind.word()),
            "what": line.what,
            "who": line.who,
            "place": line.place,
            "status": line.status.map(|status| status.word()),
            "when": line.when,
            "start": start.map(|day| day.to_string()),
            "end": end.map(|day| day.to_string()),
            "past": line.is_past,
            "evidence": self.evidence(&line.evidence),
            "sure": line.is_sure,
        })
    }

    fn disagreement(&self, line: &Disagreement) -> Value {
        let sides: Vec<_> = line.sides.iter().map(|side| self.evidence(side)).collect();
        json!({ "kind": line.kind.word(), "about": line.about, "why": line.why, "sides": sides })
    }
}

/// What cannot all be right, as `casus contradictions` prints it.
#[derive(Serialize)]
struct Contradiction<'a> {
    kind: &'static str,
    about: &'a str,
    why: &'a str,
    sides: Vec<Side<'a>>,
}

#[derive(Serialize)]
struct Side<'a> {
    path: &'a str,
    span: [usize; 2],
    quote: &'a str,
}

/// Writes what cannot all be right in the documents of a page as one JSON list.
pub fn contradictions(page: &Page) -> String {
    let lines: Vec<Contradiction> = page.disagreements.iter().map(|found| contradiction(page, found)).collect();
    serde_json::to_string(&lines).expect("every key is a string and no value can fail")
}

fn contradiction<'a>(page: &'a Page, found: &'a Disagreement) -> Contradiction<'a> {
    let side = |side: &'a Evidence| {
        let source = &page.documents[side.source].source;
        Side { path: &source.origin().path, span: source.span_chars(side.quote.span()), quote: side.quote.text() }
    };
    let sides = found.sides.iter().map(side).collect();
    Contradiction { kind: found.kind.word(), about: &found.about, why: &found.why, sides }
}

fn document(page: &Page, document: &Document) -> Value {
    let origin = document.source.origin();
    let mut value = json!({
        "id": document.source.id().to_string(),
        "path": origin.path,
        "title": origin.title,
        "published": document.source.published().map(|day| day.to_string()),
        "grade": document.grade.map(|grade| grade.to_string()),
        "publisher": origin.publisher,
        "url": origin.url,
        "odd": document.oddities.iter().map(|oddity| &oddity.sentence).collect::<Vec<_>>(),
        "sentences": document.sentences.len(),
        "silent": document.sentences.iter().filter(|sentence| !sentence.gave_a_line).count(),
    });
    // A document that stands alone is told as it always was.
    if let Some(relay) = &document.relays {
        let original = &page.documents[relay.of].source.origin().path;
        value["relays"] = json!(RelayLine::of(relay, original));
    }
    value
}

fn goal(goal: &Goal) -> Value {
    let test = goal.test.as_ref();
    json!({
        "id": test.map(|test| &test.id),
        "label": goal.label,
        "promises": goal.promises,
        "needs": test.map(|test| nested(&test.needs, &need)),
        "value": test.map(|test| words::truth(test.value)),
        "waits_on": test.map(|test| &test.waits_on),
    })
}

fn need(need: &GoalNeed) -> Value {
    match need {
        GoalNeed::Proposition(id) => json!(id.0),
        GoalNeed::Promises { at_least, among, words } => json!({ "due": at_least, "among": among, "words": words }),
        GoalNeed::Money { at_least, among, words } => {
            let among: Vec<Value> =
                among.iter().map(|(reference, size)| json!({ "ref": reference, "size": size })).collect();
            json!({ "due": amount(at_least), "among": among, "words": words })
        }
    }
}

fn formula(condition: &Condition<PropositionId>) -> Value {
    nested(condition, &|id: &PropositionId| json!(id.0))
}

fn nested<A>(condition: &Condition<A>, atom: &impl Fn(&A) -> Value) -> Value {
    let each = |parts: &[Condition<A>]| parts.iter().map(|part| nested(part, atom)).collect::<Vec<_>>();
    match condition {
        Condition::Atom(of) => atom(of),
        Condition::All(parts) => json!({ "all": each(parts) }),
        Condition::Any(parts) => json!({ "any": each(parts) }),
        Condition::Not(part) => json!({ "not": nested(part, atom) }),
        Condition::AtLeast { count, of } => json!({ "at_least": count, "of": each(of) }),
    }
}

pub(super) fn amount(amount: &Amount) -> Value {
    json!({
        "value": number(&Number::exact(amount.value)),
        "high": amount.high.map(|high| number(&Number::exact(high))),
        "unit": amount.unit.word(),
        "approximate": amount.is_approximate,
    })
}

fn number(number: &Number) -> Value {
    serde_json::to_value(number).expect("a decimal number is JSON")
}
