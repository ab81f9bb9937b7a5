//! What belongs to a promise besides its verb: its words, for whom, how long, by when and why.

use casus_claim::{Actors, Amount, Consequent, EntityId, Reach, Status, Time};
use casus_text::Span;

use super::Surroundings;
use crate::cast::Cast;
use crate::lexicon::{Class, LEXICON};
use crate::passage::Passage;
use crate::term::Days;
use crate::theme::{category, theme};
use crate::time::forward;

pub(crate) fn consequent(passage: &Passage<'_>, around: &Surroundings<'_>, object: Span) -> Consequent {
    let quote = passage.quote(object);
    let amount = around.amounts.iter().find(|amount| object.contains(amount.span)).map(|seen| seen.amount.clone());
    let is_money = amount.as_ref().is_some_and(is_money);
    Consequent { category: category(quote.text(), is_money), amount, theme: theme(passage, object), quote }
}

pub(super) fn is_money(amount: &Amount) -> bool {
    matches!(amount.unit, casus_claim::Unit::Currency(_))
}

/// Returns the actors that an object says something is done for or toward.
pub(super) fn creditors(passage: &Passage<'_>, cast: &Cast, object: Span, debtor: &Actors) -> Vec<EntityId> {
    let mut creditors: Vec<EntityId> = Vec::new();
    for mention in passage.mentions_in(object) {
        let mut at = passage.word_from(mention.span.start_bytes());
        while at > 0 && passage.words[at - 1].is_any(&["the", "its", "their"]) {
            at -= 1;
        }
        let is_toward = passage.follows(at, Class::Toward) && !passage.is_possessor(mention);
        for id in passage.bearers(mention) {
            let entity = cast.entity(id);
            let is_personnel = entity.name.split(' ').any(|word| LEXICON.is(Class::Personnel, &word.to_lowercase()));
            let is_actor = entity.kind.is_actor() && !is_personnel;
            if is_toward && is_actor && !debtor.ids().contains(&id) && !creditors.contains(&id) {
                creditors.push(id);
            }
        }
    }
    creditors
}

/// Returns whether a consequent is a rule over many promises.
pub(super) fn reach(text: &str) -> Reach {
    let first = text.split_whitespace().next().unwrap_or_default().to_lowercase();
    if LEXICON.is(Class::Universal, &first) { Reach::General } else { Reach::Particular }
}

/// Returns the days that a term hangs on.
pub(super) fn days<'a>(around: &Surroundings<'a>) -> Days<'a> {
    Days { times: around.times, published: around.published }
}

/// Returns when a promise is due: the time in its object.
pub(super) fn due(around: &Surroundings<'_>, object: Span, status: Status) -> Option<Time> {
    let seen = around.times.iter().find(|seen| object.contains(seen.span))?;
    let is_term = seen.time.text().to_lowercase().starts_with("over the")
        || seen.time.text().eq_ignore_ascii_case("indefinitely");
    match status {
        _ if is_term => None,
        Status::Delivered => None,
        // What was decided on a past day is not due on it.
        Status::Agreed | Status::Withdrawn
            if seen.time.end().is_some_and(|end| around.published.is_some_and(|day| end <= day)) =>
        {
            None
        }
        _ => Some(forward(seen, around.published)),
    }
}
