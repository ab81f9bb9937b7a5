//! What is due, and what waits on what, in a sentence each?
//!
//! Only sure lines speak here, and none without its strength.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use casus_claim::{PropositionId, Status};
use casus_reason::{Ground, Truth, Verdict};

use crate::condition;
use crate::facts::Facts;
use crate::page::Promise;
use crate::phrase::{self, list, shortened};
use crate::promises::{Concluded, Conclusions, strength};

/// So many promises are named, and the others counted.
const NAMED_MAX: usize = 2;
/// So many conditions are named, and the others counted.
const CONDITIONS_MAX: usize = 3;
/// So many debtors are named, and the others counted.
const DEBTORS_MAX: usize = 3;
/// A longer consequent is cut.
const CONSEQUENT_LEN_CHARS_MAX: usize = 90;

/// Answers in one or two sentences, and one more for each thing that is blocked or would be.
pub(crate) fn answer(facts: &Facts, conclusions: &Conclusions) -> Vec<String> {
    let live: Vec<&Concluded> =
        conclusions.promises.iter().filter(|concluded| concluded.promise.is_sure_and_live()).collect();
    if live.is_empty() {
        return vec![nothing_promised(facts, conclusions)];
    }
    let with = |verdict: Verdict| -> Vec<&Concluded> {
        let ahead = live.iter().filter(|concluded| concluded.promise.status != Status::Delivered);
        let mut with: Vec<&Concluded> =
            ahead.filter(|concluded| concluded.promise.verdict == Some(verdict)).copied().collect();
        with.sort_by_key(|concluded| Reverse(weight(&concluded.promise)));
        with
    };
    let delivered: Vec<&Concluded> =
        live.iter().filter(|concluded| concluded.promise.status == Status::Delivered).copied().collect();
    let sentences = [
        (!delivered.is_empty()).then(|| format!("Done: {}.", items(&delivered))),
        Some(due(&with(Verdict::Due))),
        waiting(facts, &with(Verdict::Open)),
        blocked(facts, &with(Verdict::Blocked)),
    ];
    sentences.into_iter().flatten().chain(covered(&live)).collect()
}

impl Promise {
    fn is_sure_and_live(&self) -> bool {
        self.is_sure && self.status.is_live()
    }
}

/// Ranks a promise: one with a sum or a condition says more; of equals the earlier on the page comes first.
fn weight(promise: &Promise) -> usize {
    usize::from(promise.amount.is_some()) + usize::from(promise.antecedent.is_some())
}

fn nothing_promised(facts: &Facts, conclusions: &Conclusions) -> String {
    let count = |is_meant: &dyn Fn(&Promise) -> bool| {
        conclusions.promises.iter().filter(|concluded| is_meant(&concluded.promise)).count()
    };
    let unsure = count(&|promise| !promise.is_sure);
    let denied = count(&|promise| promise.is_sure);
    match (facts.documents.len(), facts.lines().count(), denied, unsure) {
        (0, ..) => "There is no document to read.".to_owned(),
        (_, 0, ..) => "Nothing was found: no sentence gave a line.".to_owned(),
        (_, _, 0, 0) => "Nobody is found to promise, offer or weigh anything; the other lines stand below.".to_owned(),
        (_, _, 0, n) => format!("No promise is sure; {} below the threshold.", stand(n)),
        (_, _, n, 0) => format!("Nothing is promised: {} refused, withheld or taken back.", are(n)),
        (_, _, n, m) => {
            format!(
                "Nothing is promised: {} refused, withheld or taken back, and {} below the threshold.",
                are(n),
                stand(m)
            )
        }
    }
}

fn are(count: usize) -> String {
    if count == 1 { "1 line is".to_owned() } else { format!("{count} lines are") }
}

fn stand(count: usize) -> String {
    if count == 1 { "1 line stands".to_owned() } else { format!("{count} lines stand") }
}

fn due(due: &[&Concluded]) -> String {
    if due.is_empty() {
        return "Nothing is due.".to_owned();
    }
    let is_offer = |concluded: &&Concluded| concluded.promise.status == Status::Offered;
    let caution = if due.iter().any(is_offer) { "; an offer that is due is still an offer" } else { "" };
    format!("Due: {}{caution}.", items(due))
}

/// Says which promises wait on which conditions.
fn waiting(facts: &Facts, open: &[&Concluded]) -> Option<String> {
    let groups = by_condition(facts, open);
    let named =
        groups.iter().take(CONDITIONS_MAX).map(|group| format!("on {}, {}", group.words, items(&group.waiting)));
    let mut parts: Vec<String> = named.collect();
    if groups.len() > CONDITIONS_MAX {
        let others: usize = groups.iter().skip(CONDITIONS_MAX).map(|group| group.waiting.len()).sum();
        parts.push(format!("on other conditions, {others} more"));
    }
    (!parts.is_empty()).then(|| format!("Waiting: {}.", parts.join("; ")))
}

/// Promises that wait on the same.
struct Group<'a> {
    /// What they wait on, in words.
    words: String,
    propositions: BTreeSet<&'a PropositionId>,
    waiting: Vec<&'a Concluded>,
}

/// Groups promises by what leaves them open: those first on which the most wait, then those of which the documents speak
/// most, then those of the weightiest promise.
fn by_condition<'a>(facts: &Facts, promises: &[&'a Concluded]) -> Vec<Group<'a>> {
    let mut groups: Vec<Group> = Vec::new();
    for concluded in promises {
        let propositions: BTreeSet<&PropositionId> =
            concluded.conclusion.reasons.iter().map(|reason| &reason.proposition).collect();
        let words = waited_on(facts, concluded, &propositions);
        match groups.iter_mut().find(|group| group.words == words) {
            Some(group) => group.waiting.push(concluded),
            None => groups.push(Group { words, propositions, waiting: vec![concluded] }),
        }
    }
    let phrases = |propositions: &BTreeSet<&PropositionId>| {
        let spoken_of =
            |id: &&PropositionId| facts.propositions.meant().iter().filter(|meant| meant.atoms().contains(id)).count();
        propositions.iter().map(spoken_of).max()
    };
    groups.sort_by_cached_key(|group| Reverse((group.waiting.len(), phrases(&group.propositions))));
    groups
}

/// Says what a promise still waits on: of an `and` what is missing, of anything else the whole.
fn waited_on(facts: &Facts, concluded: &Concluded, open: &BTreeSet<&PropositionId>) -> String {
    let label = |id: &PropositionId| format!("“{}”", facts.label(id));
    match &concluded.promise.antecedent {
        Some(antecedent) if !condition::is_conjunction(antecedent) => condition::rendered(antecedent, &label),
        _ => list(&open.iter().map(|id| label(id)).collect::<Vec<_>>()),
    }
}

fn blocked(facts: &Facts, blocked: &[&Concluded]) -> Option<String> {
    let mut values: BTreeMap<&PropositionId, String> = BTreeMap::new();
    for reason in blocked.iter().flat_map(|concluded| &concluded.conclusion.reasons) {
        let (is, ground) = (if reason.value == Truth::True { "true" } else { "false" }, &reason.ground);
        let how = if *ground == Ground::Set { "taken to be " } else { "" };
        values.insert(&reason.proposition, format!("“{}” is {how}{is}", facts.label(&reason.proposition)));
    }
    let values: Vec<String> = values.into_values().collect();
    let since = if values.is_empty() { String::new() } else { format!(", since {}", list(&values)) };
    (!blocked.is_empty()).then(|| format!("Blocked{since}: {}.", items(blocked)))
}

/// Says what general claims would change if they are meant to cover particular promises.
fn covered(live: &[&Concluded]) -> Vec<String> {
    let mut changes: BTreeMap<(&str, Verdict), Vec<String>> = BTreeMap::new();
    for Concluded { promise, .. } in live {
        for cover in promise.covered_by.iter().filter(|cover| Some(cover.verdict_if_meant) != promise.verdict) {
            changes.entry((&cover.claim, cover.verdict_if_meant)).or_default().push(promise.reference.clone());
        }
    }
    let sentence = |((claim, verdict), promises): ((&str, Verdict), Vec<String>)| {
        let would = if verdict == Verdict::Blocked { "blocked" } else { "open" };
        format!("{claim}, if it is meant to cover them, would leave {} {would}.", list(&promises))
    };
    changes.into_iter().map(sentence).collect()
}

/// Names the first promises and counts the others by strength.
fn items(promises: &[&Concluded]) -> String {
    let (named, others) = promises.split_at(promises.len().min(NAMED_MAX));
    let mut parts: Vec<String> = named.iter().map(|concluded| item(&concluded.promise)).collect();
    let mut counts: BTreeMap<usize, (Status, usize)> = BTreeMap::new();
    for Concluded { promise, .. } in others {
        counts.entry(strength(promise.status)).or_insert((promise.status, 0)).1 += 1;
    }
    let counts: Vec<String> = counts.values().map(|(status, count)| format!("{count} {status}")).collect();
    if !counts.is_empty() {
        parts.push(format!("and {} more ({})", others.len(), counts.join(", ")));
    }
    parts.join(", ")
}

fn item(promise: &Promise) -> String {
    let consequent = shortened(&promise.consequent, CONSEQUENT_LEN_CHARS_MAX);
    format!("{}: {} ({}, {})", debtors(&promise.debtor), phrase::quoted(&consequent), promise.status, promise.reference)
}

fn debtors(names: &[String]) -> String {
    if names.len() <= DEBTORS_MAX {
        return list(names);
    }
    format!("{} and {} others", names[..DEBTORS_MAX].join(", "), names.len() - DEBTORS_MAX)
}
