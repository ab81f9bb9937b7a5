//! Why does a promise have its verdict, in sentences?

use casus_claim::{Commitment, Status};
use casus_reason::{Conclusion, Ground, Promise, Reason, Reference, Truth, Verdict};

use crate::facts::Facts;
use crate::phrase::{list, one_line};

/// Returns the sentences, the decisive one first.
pub(crate) fn because(
    facts: &Facts,
    commitment: &Commitment,
    conclusion: &Conclusion,
    promises: &[Promise],
) -> Vec<String> {
    let mut sentences: Vec<String> = standing(commitment).map(str::to_owned).into_iter().collect();
    sentences.extend(conclusion.reasons.iter().map(|reason| sentence(facts, reason, promises)));
    if conclusion.is_due_together {
        sentences.push("It would be due if those who wait for one another moved together.".to_owned());
    }
    if conclusion.verdict == Some(Verdict::Due) {
        sentences.extend(caution(commitment.status).map(str::to_owned));
    }
    let motive = commitment.because.as_ref();
    sentences.extend(motive.map(|quote| format!("The reason given: “{}”.", one_line(quote.text()))));
    sentences
}

/// Says what the status alone settles.
fn standing(commitment: &Commitment) -> Option<&'static str> {
    match (commitment.status, &commitment.antecedent) {
        (Status::Refused, _) => Some("It is refused, so nothing is promised."),
        (Status::Withdrawn, _) => Some("It is taken back, so nothing is promised."),
        (Status::Withheld, None) => Some("It is withheld, and nothing says until when."),
        (Status::Withheld, Some(_)) => Some("It is withheld until its condition holds."),
        (Status::Delivered, None) => Some("It is done."),
        (Status::Delivered, Some(_)) => Some("It is done, whatever it waited on."),
        (_, None) => Some("It waits on nothing."),
        (_, Some(_)) => None,
    }
}

/// Says what being due does not mean.
fn caution(status: Status) -> Option<&'static str> {
    match status {
        Status::Offered => Some("An offer that is due is still an offer."),
        Status::Considered => Some("What is only weighed is not promised, whatever else holds."),
        Status::Withheld => Some("What it is withheld for has come about, and that is not yet a promise."),
        _ => None,
    }
}

fn sentence(facts: &Facts, reason: &Reason, promises: &[Promise]) -> String {
    let label = facts.label(&reason.proposition);
    match &reason.ground {
        Ground::Set if reason.value == Truth::True => format!("“{label}” is taken to be true."),
        Ground::Set => format!("“{label}” is taken to be false."),
        Ground::BroughtAbout(by) => format!("“{label}” comes about through {}.", named(by, promises)),
        Ground::Unset(by) if by.is_empty() => format!("“{label}” is unknown."),
        Ground::Unset(by) => {
            let would = if by.len() == 1 {
                "would bring it about but is not due"
            } else {
                "would bring it about but are not due"
            };
            format!("“{label}” is unknown: {} {would}.", named(by, promises))
        }
    }
}

/// Names promises with their strength, without which none is cited.
fn named(references: &[Reference], promises: &[Promise]) -> String {
    let cited = promises.iter().filter(|promise| references.contains(&promise.reference));
    list(&cited.map(|promise| format!("{} ({})", promise.reference, promise.status)).collect::<Vec<_>>())
}
