//! What belongs to a promise besides its verb: its words, for whom, how long, by when and why.

use casus_claim::{Amount, Category, Consequent, EntityId, Reach, Status, Time};
use casus_text::Span;

use super::Surroundings;
use crate::cast::{Cast, Mention};
use crate::lexicon::{Class, LEXICON};
use crate::passage::Passage;
use crate::term::Days;
use crate::theme::{category_of, theme};
use crate::time::{SeenTime, forward};
use crate::tree::upward;

pub(crate) fn consequent(passage: &Passage<'_>, around: &Surroundings<'_>, object: Span) -> Consequent {
    let quote = passage.quote(object);
    let amount = around.amounts.iter().find(|amount| object.contains(amount.span)).map(|seen| seen.amount.clone());
    let is_money = amount.as_ref().is_some_and(is_money);
    let category = match category_of(passage, object, is_money) {
        // `give half of that`, `release the rest` are of the thing last promised.
        Category::Other if points_back(passage, object) => around.company.category().unwrap_or(Category::Other),
        category => category,
    };
    Consequent { category, amount, theme: theme(passage, object), quote }
}

/// Returns whether words stand for something that was named before: `it`, `that sum`, `the rest`.
fn points_back(passage: &Passage<'_>, object: Span) -> bool {
    let words = &passage.words[passage.word_from(object.start_bytes())..passage.word_from(object.end_bytes())];
    words.iter().any(|word| {
        let is_thing = matches!(word.dep, "dobj" | "pobj" | "det") && matches!(word.tag, "PRP" | "DT" | "PDT");
        is_thing && LEXICON.is(Class::PointingBack, &word.lower()) || LEXICON.is(Class::Rest, &word.lower())
    })
}

pub(super) fn is_money(amount: &Amount) -> bool {
    matches!(amount.unit, casus_claim::Unit::Currency(_))
}

/// Returns the actors for or toward whom something is done: `pay Callow`, `lend 40 buses to Callow`, `tents for Callow's
/// exiles`.
pub(super) fn creditors(
    passage: &Passage<'_>,
    cast: &Cast,
    trigger: Span,
    object: Span,
    debtor: &[EntityId],
) -> Vec<EntityId> {
    let mut creditors: Vec<EntityId> = Vec::new();
    let verb = passage.top(trigger);
    for mention in &passage.mentions {
        let head = head_of(passage, mention);
        let is_told = object.contains(mention.span) || verb.is_some_and(|verb| stands_under(passage, head, verb));
        if !is_told || !is_toward(passage, mention, head) {
            continue;
        }
        for id in passage.bearers(mention) {
            let entity = cast.entity(id);
            let is_personnel = entity.name.split(' ').any(|word| LEXICON.is(Class::Personnel, &word.to_lowercase()));
            let is_actor = entity.kind.is_actor() && !is_personnel;
            if is_actor && !debtor.contains(&id) && !creditors.contains(&id) {
                creditors.push(id);
            }
        }
    }
    creditors
}

/// Returns the word of a mention that the others depend on.
pub(super) fn head_of(passage: &Passage<'_>, mention: &Mention) -> usize {
    let (first, after) = passage.words_of(mention);
    let is_head = |at: &usize| !(first..after).contains(&passage.words[*at].head) || passage.words[*at].head == *at;
    (first..after).rev().find(is_head).unwrap_or(first)
}

/// Returns whether a name is the recipient of a verb itself: `promised | Callow`, `transferred | to Callow`.
fn stands_under(passage: &Passage<'_>, head: usize, verb: usize) -> bool {
    let word = &passage.words[head];
    match word.dep {
        "dative" => word.head == verb,
        "pobj" => passage.words[word.head].is("to") && passage.words[word.head].head == verb,
        _ => false,
    }
}

/// Returns whether something is done for or toward whoever is named.
fn is_toward(passage: &Passage<'_>, mention: &Mention, head: usize) -> bool {
    let mut at = passage.word_from(mention.span.start_bytes());
    while at > 0 && passage.words[at - 1].is_any(&["the", "its", "their", "any", "every", "all"]) {
        at -= 1;
    }
    if passage.follows(at, Class::Toward) && !passage.is_possessor(mention) {
        return true;
    }
    let word = &passage.words[passage.first_joined(head)];
    let over = &passage.words[word.head];
    match word.dep {
        "dative" => true,
        "pobj" => over.is_any(&["to", "for", "toward", "towards"]),
        // `for Callow's exiles`.
        "poss" => over.dep == "pobj" && passage.words[over.head].is("for"),
        "dobj" => LEXICON.is(Class::Toward, over.lemma),
        _ => false,
    }
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

/// The words over a time are looked at so far up.
const ASIDE_STEPS_MAX: usize = 8;

/// Returns when a promise is due: at a time in its object that stands in no clause of its own, `the loan, which was signed in
/// 2029, | will be repaid in 2035`, else at the one that hangs on its verb behind the object.
pub(super) fn due(passage: &Passage<'_>, around: &Surroundings<'_>, object: Span, status: Status) -> Option<Time> {
    let is_aside = |seen: &&SeenTime| {
        let first = passage.word_from(object.start_bytes());
        // A tree may not reach as far as the text.
        let word = Some(passage.word_from(seen.span.start_bytes())).filter(|word| *word < passage.words.len());
        let above = word.into_iter().flat_map(|word| upward(&passage.words, word));
        above.take_while(|at| *at >= first).take(ASIDE_STEPS_MAX).any(|at| passage.words[at].dep == "relcl")
    };
    let verb = passage.words[..passage.word_from(object.end_bytes())].iter().rposition(|word| word.dep == "auxpass");
    let verb = verb.map(|helper| passage.words[helper].head);
    let hangs = |seen: &&SeenTime| {
        let Some(word) = passage.words.get(passage.word_from(seen.span.start_bytes())) else { return false };
        let link = word.head;
        verb.is_some_and(|verb| link == verb || passage.words[link].dep == "prep" && passage.words[link].head == verb)
    };
    let behind = || around.times.iter().filter(|seen| seen.span.start_bytes() >= object.end_bytes()).find(hangs);
    let mut inside = around.times.iter().filter(|seen| object.contains(seen.span));
    let seen = inside.find(|seen| !is_aside(seen)).or_else(behind)?;
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
