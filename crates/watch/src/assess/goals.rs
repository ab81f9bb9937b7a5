//! Which goals have another verdict?

use casus_engine::dossier::AlertKind;
use casus_engine::page::{Evidence, Goal, GoalTest};
use casus_engine::{Page, Truth};

use crate::alert::{Alert, Cite, Development, Kind};

use super::cite;

/// So many promises are quoted for a goal.
const CITES_MAX: usize = 5;

/// Lists the goals whose verdict is another than it was.
pub(super) fn developments(before: &Page, after: &Page) -> Vec<Development> {
    let tested =
        |page: &Page, id: &str| page.goals.iter().filter_map(|goal| goal.test.clone()).find(|test| test.id == id);
    let changed = |goal: &Goal| {
        let test = goal.test.as_ref()?;
        let was = tested(before, &test.id)?;
        (was.value != test.value).then(|| development(before, after, goal, [&was, test]))
    };
    after.goals.iter().filter_map(changed).collect()
}

fn development(before: &Page, after: &Page, goal: &Goal, [was, is]: [&GoalTest; 2]) -> Development {
    let [from, to] = [was.value, is.value].map(words);
    let mut changes = vec![format!("{from} → {to}")];
    changes.extend(is.waits_on.iter().map(|what| format!("waits on {what}")));
    let known: Vec<&Evidence> = before.promises.iter().flat_map(evidence).collect();
    let is_new = |one: &&Evidence| !known.iter().any(|other| other.quote == one.quote);
    let leading = after.promises.iter().filter(|promise| goal.promises.contains(&promise.reference));
    let cites = leading.flat_map(evidence).filter(is_new).take(CITES_MAX).map(|one| cited(after, one));
    let cites: Vec<Cite> = cites.collect();
    // What a goal turns to is news each time, so it is told by what turned it, too.
    let by = cites.iter().map(|cite| format!("{}:{}", cite.path, cite.quote)).collect::<Vec<_>>().join("|");
    let key = format!("goal:{}:{from}:{to}:{}", is.id, blake3::hash(format!("{by}{:?}", is.waits_on).as_bytes()));
    Development {
        kinds: vec![Kind { kind: AlertKind::Goal, change: None, keys: vec![key] }],
        alert: Alert {
            goal: Some(is.id.clone()),
            changes,
            cites,
            ..Alert::of(format!("Goal “{}” is {to}, and was {from}", goal.label))
        },
    }
}

fn evidence(promise: &casus_engine::page::Promise) -> impl Iterator<Item = &Evidence> {
    std::iter::once(&promise.evidence).chain(&promise.further)
}

fn cited(page: &Page, evidence: &Evidence) -> Cite {
    cite("now", &page.documents[evidence.source].source, evidence.quote.span(), evidence.reference.clone())
}

fn words(value: Truth) -> &'static str {
    match value {
        Truth::True => "reached",
        Truth::False => "out of reach",
        Truth::Unknown => "open",
    }
}
