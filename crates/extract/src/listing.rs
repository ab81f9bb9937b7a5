//! Who is to give how much, where a list or an ellipsis leaves the verb out?

use casus_claim::{Actors, Commitment, Reach, Status};
use casus_text::Span;

use crate::cast::Cast;
use crate::commitment::{SeenCommitment, Surroundings, consequent};
use crate::passage::Passage;

/// Reads a line of a list under an announcement: `Callow: up to €3 million`.
pub(crate) fn listed(passage: &Passage<'_>, cast: &Cast, around: &Surroundings<'_>) -> Option<SeenCommitment> {
    const HEDGES_MAX: usize = 3;
    let mention = passage.mentions.first().filter(|_| around.is_listed)?;
    let (first, after) = passage.words_of(mention);
    let opens_line = passage.words[..first].iter().all(|word| !word.text.contains(char::is_alphanumeric));
    passage.words.get(after).filter(|word| word.text == ":" && opens_line)?;
    let object = passage.rest_of_line(after + 1)?;
    let amount = around.amounts.iter().find(|amount| object.contains(amount.span))?;
    let gap = passage.word_from(amount.span.start_bytes()) - after;
    let debtor = cast.actors(&passage.bearers(mention))?;
    (gap <= HEDGES_MAX + 1).then(|| pledge(passage, around, debtor, object, Status::Pledged))
}

/// Reads what follows a promise with an amount in the same sentence: `Callow pledged €3 million, Dunmere €2 million`.
pub(crate) fn elided(
    passage: &Passage<'_>,
    cast: &Cast,
    around: &Surroundings<'_>,
    model: &SeenCommitment,
) -> Vec<SeenCommitment> {
    let mut found = Vec::new();
    let mut end = model.commitment.consequent.quote.span().end_bytes();
    let inside = model.commitment.consequent.quote.span();
    let first = around.amounts.iter().find(|amount| inside.contains(amount.span));
    if let Some(amount) = first {
        end = amount.span.end_bytes();
    }
    while let Some((debtor, amount)) = first.and_then(|_| next(passage, around, end)) {
        end = amount.end_bytes();
        if let Some(debtor) = cast.actors(debtor.ids()) {
            found.push(pledge(passage, around, debtor, amount, model.commitment.status));
        }
    }
    found
}

/// Returns the actor and the amount that follow a comma or `and` after a byte of the source.
fn next(passage: &Passage<'_>, around: &Surroundings<'_>, end: usize) -> Option<(Actors, Span)> {
    let mut at = passage.word_from(end);
    let joint = at;
    while passage.words.get(at).is_some_and(|word| word.is_any(&[",", "and", ";", "the"])) {
        at += 1;
    }
    let start = passage.words.get(at).filter(|_| at > joint)?.span.start_bytes();
    let mention = passage.mentions.iter().find(|mention| mention.span.start_bytes() == start)?;
    let after = passage.words.get(passage.words_of(mention).1)?.span.start_bytes();
    let amount = around.amounts.iter().find(|amount| amount.span.start_bytes() == after)?;
    Some((Actors::new(passage.bearers(mention))?, amount.span))
}

fn pledge(
    passage: &Passage<'_>,
    around: &Surroundings<'_>,
    debtor: Actors,
    object: Span,
    status: Status,
) -> SeenCommitment {
    let commitment = Commitment {
        debtor,
        creditor: Vec::new(),
        consequent: consequent(passage, around, object),
        antecedent: None,
        status,
        reach: Reach::Particular,
        stage: None,
        term: None,
        because: None,
    };
    SeenCommitment { trigger: object, commitment, time: None, is_relative: false }
}
