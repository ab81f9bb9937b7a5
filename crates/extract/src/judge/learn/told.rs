//! Which records of a reading did people take, too? Each is matched to at most one of theirs, the best pair first.

use casus_claim::{Claim, Entity, EntityId, Reading, Registry};
use casus_text::Span;

use super::super::Judge;
use super::gold::{Pair, matched, overlap, shares_a_name, token_f1};
use super::{Lesson, Taken};
use crate::confidence::Signs;
use crate::read::read_heard;

/// A record of a reading as it is held against what people took.
pub(super) struct Told {
    pub signs: Signs,
    pub outcome: Outcome,
    span: Span,
    actors: Vec<String>,
    words: String,
    value: String,
}

/// What people made of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// They took it.
    Right,
    /// They could have taken or left it.
    Optional,
    /// They did not take it.
    Wrong,
}

/// What was told of a document, and of which kinds people took something that was not.
pub(super) struct Hearing {
    pub told: Vec<Told>,
    pub missed: Vec<String>,
}

/// Reads a document before a judge who has not learned from it, and matches it.
pub(super) fn hear(lesson: &Lesson, judge: &Judge) -> Hearing {
    let (reading, tribunal) = read_heard(&lesson.source, &Registry::default(), &lesson.doc, judge);
    let told = reading.records().iter().zip(tribunal.shown).map(|(record, signs)| {
        let (actors, words, value) = said(&reading, &record.claim);
        let (span, outcome) = (record.quote.span(), Outcome::Wrong);
        Told { signs, outcome, span, actors, words, value }
    });
    let mut told: Vec<Told> = told.collect();
    let mut pairs = Vec::new();
    for (at, taken) in lesson.taken.iter().enumerate() {
        for (place, told) in told.iter().enumerate() {
            pairs.push(Pair { is_optional: taken.is_optional, fit: fit(taken, told), taken: at, told: place });
        }
    }
    let mut is_found = vec![false; lesson.taken.len()];
    for pair in matched(pairs) {
        is_found[pair.taken] = true;
        told[pair.told].outcome = if pair.is_optional { Outcome::Optional } else { Outcome::Right };
    }
    let missed = lesson.taken.iter().zip(is_found).filter(|(taken, is_found)| !is_found && !taken.is_optional);
    Hearing { missed: missed.map(|(taken, _)| taken.kind.clone()).collect(), told }
}

/// Returns the names, the words and the value by which a record is known again.
fn said(reading: &Reading, claim: &Claim) -> (Vec<String>, String, String) {
    let entity = |id: &EntityId| -> &Entity { &reading.entities()[id.0 as usize] };
    let names = |ids: &[EntityId]| ids.iter().map(|id| entity(id).name.clone()).collect::<Vec<_>>();
    match claim {
        Claim::Statement(it) => (names(it.speaker.ids()), it.content.text().to_owned(), String::new()),
        Claim::Commitment(it) => (names(it.debtor.ids()), it.consequent.quote.text().to_owned(), String::new()),
        Claim::Position(it) => (names(it.holder.ids()), it.content.text().to_owned(), it.stance.word().to_owned()),
        Claim::Event(it) => (names(&it.participants), String::new(), it.kind.word().to_owned()),
        Claim::Figure(it) => {
            let number = |number: &rust_decimal::Decimal| number.to_string().parse().ok();
            let value = number(&it.amount.value).unwrap_or_default();
            (Vec::new(), it.amount.unit.word().to_owned(), size(value, it.amount.high.as_ref().and_then(number)))
        }
        Claim::Authority(it) => (names(it.holder.ids()), it.over.text().to_owned(), it.claim.word().to_owned()),
    }
}

/// Returns a number, or a range, so that the same are spelt the same.
pub fn size(value: f64, high: Option<f64>) -> String {
    high.map_or_else(|| format!("{value:.6e}"), |high| format!("{value:.6e} to {high:.6e}"))
}

/// Returns how well a record fits one that people took, 0 where it does not.
fn fit(taken: &Taken, told: &Told) -> f64 {
    /// Evidence that is longer than this, and than twice that of people, is no place of an event or a figure.
    const LEN_BYTES_MAX: usize = 400;
    let Some(span) = taken.span.filter(|_| taken.kind == told.signs.kind) else { return 0.0 };
    let near = overlap(span, told.span);
    let is_brief = told.span.len_bytes() <= LEN_BYTES_MAX.max(2 * span.len_bytes());
    let words = |share_min: f64| {
        let share = token_f1(&taken.words, &told.words);
        let is_theirs = near > 0.0 && share >= share_min && shares_a_name(&taken.actors, &told.actors);
        if is_theirs { share + near } else { 0.0 }
    };
    match told.signs.kind {
        "statement" => words(0.5),
        "commitment" => words(0.3),
        "position" if taken.value == told.value => words(0.3),
        "event" if taken.value == told.value && is_brief && near >= 0.5 => {
            near + if shares_a_name(&taken.actors, &told.actors) { 1.0 } else { 0.0 }
        }
        "figure" if taken.value == told.value && is_brief && near >= 0.5 => {
            let is_same = shares_a_name(std::slice::from_ref(&taken.words), std::slice::from_ref(&told.words));
            near * f64::from(u8::from(is_same))
        }
        _ => 0.0,
    }
}
