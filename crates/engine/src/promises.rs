//! Who has promised what, on which condition, and what follows?

use std::collections::{BTreeMap, BTreeSet};

use casus_claim::{Category, Claim, Commitment, Condition, EntityId, PropositionId, Reach, Status, Time};
use casus_reason::{Case, Conclusion, Ground, Lifecycle, Reference, Rules, Scenario};
use jiff::civil::Date;

use crate::because::because;
use crate::condition;
use crate::facts::{Facts, Line};
use crate::open_ends::{OpenEnd, open_ends};
use crate::page::{Cover, Evidence, GeneralClaim, Promise};
use crate::phrase::{gist, one_line, overlap, words};

/// Which fields a word in the subject of a general claim opens up.
const FIELDS: &str = include_str!("../data/fields.txt");
/// Two consequents that share this much of their words tell the same promise.
const SAME_CONSEQUENT_MIN: f64 = 0.75;

/// What follows for all promises of the documents.
#[derive(Clone, Debug)]
pub(crate) struct Conclusions {
    /// The promises, strongest first.
    pub(crate) promises: Vec<Concluded>,
    /// The rules over many promises.
    pub(crate) general_claims: Vec<GeneralClaim>,
    /// What was reasoned over.
    pub(crate) case: Case,
}

/// A promise of the page with what was concluded for it.
#[derive(Clone, Debug)]
pub(crate) struct Concluded {
    /// The line to show.
    pub(crate) promise: Promise,
    /// The verdict and its reasons.
    pub(crate) conclusion: Conclusion,
    /// When it is due.
    pub(crate) time: Option<Time>,
    /// Every place where it is told, document and record.
    pub(crate) places: Vec<(usize, usize)>,
}

impl Concluded {
    /// Finds out where the promise stands in its life on a day, once it is known how it developed.
    pub(crate) fn live(&mut self, today: Option<Date>) {
        let last = self.promise.development.as_ref().map(|it| it.tellings[it.last].step.state());
        let is_done = last.as_deref() == Some(Status::Delivered.word());
        // What is to be done from a day on has no day by which it is to be done.
        let end = self.time.as_ref().and_then(Time::end);
        let is_overdue = end.zip(today).is_some_and(|(end, today)| end < today);
        self.promise.lifecycle = Lifecycle::of(self.promise.status, self.promise.verdict, is_done, is_overdue);
    }
}

/// A commitment as a document tells it, and where others tell the same.
#[derive(Clone, Debug)]
struct Told<'a> {
    line: Line<'a>,
    commitment: &'a Commitment,
    antecedent: Option<&'a Condition<PropositionId>>,
    confidence: f64,
    further: Vec<Line<'a>>,
    /// Every place where it is told.
    places: Vec<(usize, usize)>,
}

/// Concludes what follows for every promise of the documents in a scenario.
pub(crate) fn conclude(facts: &Facts, rules: &Rules, scenario: &Scenario) -> Conclusions {
    let (general, mut particular): (Vec<Told>, Vec<Told>) =
        told_once(facts).into_iter().partition(|told| told.rule().is_some());
    particular.sort_by_key(|told| (strength(told.commitment.status), told.line.source, told.line.place));
    let promises: Vec<_> = particular.iter().map(|told| told.as_promise(facts)).collect();
    let claims: Vec<_> = general.iter().filter_map(Told::as_claim).collect();
    let case = Case::new(promises, rules.clone());
    let conclusions = casus_reason::conclude(&case, &claims, scenario);
    let lines = particular.iter().zip(case.promises()).zip(conclusions);
    Conclusions {
        promises: lines
            .map(|((told, promise), conclusion)| told.concluded(facts, (promise, case.promises()), conclusion))
            .collect(),
        general_claims: general.iter().zip(&claims).map(|(told, claim)| told.as_rule(facts, claim)).collect(),
        case,
    }
}

/// Returns the place of a status when the strongest come first and what is not promised comes last.
pub(crate) fn strength(status: Status) -> usize {
    use Status::{Agreed, Considered, Delivered, Offered, Pledged, Refused, Withdrawn, Withheld};
    let order = [Delivered, Agreed, Pledged, Offered, Considered, Withheld, Refused, Withdrawn];
    order.iter().position(|&other| other == status).expect("every status has its place")
}

/// Lists the places where each commitment is told, document and record, the one first that stands on the page.
pub(crate) fn tellings(facts: &Facts) -> Vec<Vec<(usize, usize)>> {
    told_once(facts).into_iter().map(|told| told.places).collect()
}

/// Lists the commitments, each once where it is told twice.
///
/// The first telling stays, with the highest of the confidences; one in another document is kept as a further source.
fn told_once(facts: &Facts) -> Vec<Told<'_>> {
    let mut by_debtor: BTreeMap<(Status, BTreeSet<String>), Vec<Told>> = BTreeMap::new();
    for line in facts.lines() {
        let Claim::Commitment(commitment) = &line.record.claim else { continue };
        let antecedent = facts.antecedent(line);
        let confidence = line.record.confidence.share();
        let places = vec![(line.source, line.place)];
        let told = Told { line, commitment, antecedent, confidence, further: Vec::new(), places };
        let debtors = line.names(commitment.debtor.ids()).into_iter().collect();
        let alike = by_debtor.entry((commitment.status, debtors)).or_default();
        match alike.iter_mut().find(|first| first.tells_the_same_as(&told)) {
            Some(first) => first.add(told),
            None => alike.push(told),
        }
    }
    let mut kept: Vec<Told> = by_debtor.into_values().flatten().collect();
    kept.sort_by_key(|told| (told.line.source, told.line.place));
    kept
}

impl<'a> Told<'a> {
    /// Adds another telling of the same promise.
    fn add(&mut self, other: Told<'a>) {
        self.confidence = self.confidence.max(other.confidence);
        self.places.extend(other.places);
        let is_elsewhere = |line: &Line| line.source != other.line.source;
        if is_elsewhere(&self.line) && self.further.iter().all(is_elsewhere) {
            self.further.push(other.line);
        }
    }

    /// Returns whether two promises of the same debtors with the same strength are one.
    ///
    /// With different conditions or sums they stay two, however alike their words.
    fn tells_the_same_as(&self, other: &Told) -> bool {
        let (one, two) = (self.commitment, other.commitment);
        let is_one_text = self.line.source == other.line.source;
        one.reach == two.reach
            // Each rule over many promises is somebody's opinion, and two who hold it are not one.
            && (is_one_text || one.reach == Reach::Particular)
            && self.antecedent == other.antecedent
            && one.consequent.amount == two.consequent.amount
            && same_words(one.consequent.quote.text(), two.consequent.quote.text())
    }

    /// Returns what a rule over many promises waits on; a general claim without a condition is no rule.
    fn rule(&self) -> Option<&'a Condition<PropositionId>> {
        self.antecedent.filter(|_| self.commitment.reach == Reach::General)
    }

    fn is_sure(&self, facts: &Facts) -> bool {
        facts.is_sure(self.confidence)
    }

    fn as_promise(&self, facts: &Facts) -> casus_reason::Promise {
        let brings_about = facts.brought_about(self.line, self.commitment).cloned();
        casus_reason::Promise {
            reference: Reference(self.line.reference()),
            status: self.commitment.status,
            category: self.commitment.consequent.category,
            debtors: self.line.names(self.commitment.debtor.ids()).into_iter().collect(),
            // What is done waits on nothing any more.
            antecedent: self.antecedent.filter(|_| self.commitment.status != Status::Delivered).cloned(),
            // No other verdict may rest on a line that the reader is not sure of.
            brings_about: brings_about.filter(|_| self.is_sure(facts)),
        }
    }

    fn as_claim(&self) -> Option<casus_reason::GeneralClaim> {
        let atoms = self.commitment.antecedent.as_ref().map(Condition::atoms).unwrap_or_default();
        let actors: Vec<EntityId> = atoms.iter().flat_map(|atom| atom.actors.iter().copied()).collect();
        Some(casus_reason::GeneralClaim {
            reference: Reference(self.line.reference()),
            categories: fields(self.commitment),
            antecedent: self.rule()?.clone(),
            actors: self.line.names(&actors).into_iter().collect(),
        })
    }

    fn concluded(
        &self,
        facts: &Facts,
        (own, all): (&casus_reason::Promise, &[casus_reason::Promise]),
        conclusion: Conclusion,
    ) -> Concluded {
        let Commitment { consequent, status, creditor, .. } = self.commitment;
        let promise = Promise {
            reference: own.reference.0.clone(),
            debtor: self.line.names(self.commitment.debtor.ids()),
            creditor: self.line.names(creditor),
            consequent: one_line(consequent.quote.text()),
            category: consequent.category,
            status: *status,
            amount: consequent.amount.clone(),
            antecedent: own.antecedent.clone(),
            condition: self.condition(),
            brings_about: own.brings_about.clone(),
            verdict: conclusion.verdict,
            lifecycle: None,
            because: because(facts, self.commitment, &conclusion, all),
            through: through(&conclusion),
            covered_by: conclusion.covers.iter().map(cover).collect(),
            due: self.line.record.time.as_ref().map(in_days),
            leaves_open: self.leaves_open(),
            evidence: self.line.evidence(),
            further: self.further.iter().map(Line::evidence).collect::<Vec<Evidence>>(),
            development: None,
            confidence: self.confidence,
            is_sure: self.is_sure(facts),
        };
        Concluded { promise, conclusion, time: self.line.record.time.clone(), places: self.places.clone() }
    }

    fn as_rule(&self, facts: &Facts, claim: &casus_reason::GeneralClaim) -> GeneralClaim {
        GeneralClaim {
            reference: claim.reference.0.clone(),
            subject: one_line(self.commitment.consequent.quote.text()),
            antecedent: claim.antecedent.clone(),
            condition: self.condition(),
            categories: claim.categories.iter().copied().collect(),
            reach: Reach::General,
            evidence: self.line.evidence(),
            is_sure: self.is_sure(facts),
        }
    }

    /// Lists what neither this telling nor one in another document states.
    fn leaves_open(&self) -> Vec<OpenEnd> {
        let commitment = |line: &Line<'a>| match &line.record.claim {
            Claim::Commitment(commitment) => Some((*line, commitment)),
            _ => None,
        };
        let tellings: Vec<_> = [&self.line].into_iter().chain(&self.further).filter_map(commitment).collect();
        open_ends(&tellings)
    }

    fn condition(&self) -> String {
        self.commitment.antecedent.as_ref().map(condition::in_words).unwrap_or_default()
    }
}

/// Lists the promises that a verdict rests on.
fn through(conclusion: &Conclusion) -> Vec<String> {
    let by = |reason: &casus_reason::Reason| match &reason.ground {
        Ground::BroughtAbout(by) | Ground::Unset(by) => by.clone(),
        Ground::Set => Vec::new(),
    };
    let all: BTreeSet<Reference> = conclusion.reasons.iter().flat_map(by).collect();
    all.into_iter().map(|reference| reference.0).collect()
}

fn same_words(one: &str, other: &str) -> bool {
    let (one, other) = (gist(one), gist(other));
    one == other || overlap(&one, &other) >= SAME_CONSEQUENT_MIN && one.len().abs_diff(other.len()) <= 1
}

fn cover(cover: &casus_reason::Cover) -> Cover {
    Cover { claim: cover.claim.0.clone(), verdict_if_meant: cover.verdict_if_meant }
}

/// Returns the fields of a general claim: its own, and those that the words of its subject open up.
///
/// `other` is no field that a rule can speak of, since the promises in it have nothing in common.
fn fields(commitment: &Commitment) -> BTreeSet<Category> {
    let subject = words(commitment.consequent.quote.text());
    let opened = FIELDS.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once(": "));
    let opened = opened.filter(|(word, _)| subject.iter().any(|spoken| spoken == word));
    let opened = opened.flat_map(|(_, fields)| fields.split_whitespace().filter_map(Category::from_word));
    opened.chain([commitment.consequent.category]).filter(|&field| field != Category::Other).collect()
}

/// Renders a time with the days it covers, where these can be told.
fn in_days(time: &Time) -> String {
    let words = one_line(time.text());
    match (time.start(), time.end()) {
        (None, _) => words,
        (Some(start), None) => format!("{words} (from {start})"),
        (Some(start), Some(end)) if start == end => format!("{words} ({start})"),
        (Some(start), Some(end)) => format!("{words} ({start} to {end})"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fields_of_a_rule_are_sorted_words_with_known_fields() {
        let lines: Vec<&str> = FIELDS.lines().filter(|line| !line.starts_with('#')).collect();
        assert!(lines.is_sorted(), "the list is not sorted");
        for line in lines {
            let (word, fields) = line.split_once(": ").expect("a colon parts the word from its fields");
            assert_eq!(words(word), [word], "`{word}` is no lower-case word");
            let known = fields.split_whitespace().all(|field| Category::from_word(field).is_some());
            assert!(known && !fields.is_empty(), "`{line}` names an unknown field");
        }
    }
}
