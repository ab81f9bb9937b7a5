//! What do promises wait on, and what is each taken to be?

use casus_claim::Proposition;
use casus_reason::{Scenario, Truth};
use casus_text::Quote;

use crate::facts::Facts;
use crate::page::{Evidence, Gate};

/// Returns a gate for every proposition, sorted by id.
pub(crate) fn gates(facts: &Facts, scenario: &Scenario) -> Vec<Gate> {
    let gate = |proposition: &Proposition| Gate {
        value: scenario.get(&proposition.id).map_or(Truth::Unknown, |&value| value.into()),
        evidence: evidence(facts, proposition),
        proposition: proposition.clone(),
    };
    facts.propositions.list().iter().map(gate).collect()
}

/// Returns the phrases that mean a proposition, with those whose words they are.
fn evidence(facts: &Facts, proposition: &Proposition) -> Vec<Evidence> {
    let sighted = facts.propositions.meant().iter().zip(&facts.sighted_at);
    let places = sighted.filter(|(meant, _)| meant.atoms().contains(&&proposition.id)).map(|(_, place)| *place);
    let with_phrase = |((source, place), phrase): ((usize, usize), &Quote)| Evidence {
        quote: phrase.clone(),
        ..facts.line(source, place).evidence()
    };
    let mut all: Vec<Evidence> = places.zip(&proposition.phrases).map(with_phrase).collect();
    all.dedup();
    all
}
