//! Who said what of something that may be wanted?
//!
//! In go the facts; out come [`Saying`]s: each sure position, and each sure promise that is no rule over many, for each of
//! those whose it is, with how far they take it. What it is about is told by declared phrases, elsewhere.

use std::collections::BTreeSet;

use casus_claim::{Claim, Commitment, Condition, EntityId, EntityKind, Position, Reach, Stance, Status, Term};
use casus_ledger::thread::is_leading;
use casus_reason::common_ground::{Acceptance, Told};
use casus_reason::phrases::Phrases;
use jiff::civil::Date;

use crate::condition;
use crate::facts::{Facts, Line};
use crate::page::Evidence;
use crate::phrase::{one_line, words};

/// Words that open a condition.
const CONDITIONS: &str = include_str!("../data/conditions.txt");
/// Phrases that say that somebody could live with what follows.
const COULD_LIVE: &str = include_str!("../data/could_live.txt");
/// So many words before what a position is on belong to it.
const REACH_WORDS: usize = 8;

/// What an actor said of something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Saying {
    /// Who said it: the state or body, where somebody in a leading office speaks for it.
    pub actor: String,
    /// Whose words they are, where that is somebody who speaks for the actor.
    pub through: Option<String>,
    /// How far the actor takes it; `None` for a reservation that says neither yes nor no.
    pub says: Option<Acceptance>,
    /// By which stance or strength that is told.
    pub by: By,
    /// The words for what it is about.
    pub about: String,
    /// The condition on which it is said; `None` where there is none.
    pub condition: Option<String>,
    /// The day on which it was published.
    pub day: Option<Date>,
    /// What it rests on.
    pub evidence: Evidence,
}

/// What kind of record says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// A position.
    Stance(Stance),
    /// A commitment.
    Status(Status),
}

impl By {
    /// Returns the word of the stance or the strength.
    pub fn word(self) -> &'static str {
        match self {
            By::Stance(stance) => stance.word(),
            By::Status(status) => status.word(),
        }
    }
}

impl Saying {
    /// Returns it as stands are found from it; `None` for a reservation.
    pub(crate) fn told(&self) -> Option<Told> {
        self.says.map(|says| Told { says, day: self.day })
    }
}

/// Lists what was said, in the order of the documents.
pub(crate) fn sayings(facts: &Facts, terms: &[Term]) -> Vec<Saying> {
    let sure = facts.lines().filter(|line| facts.is_sure(line.record.confidence.share()));
    sure.flat_map(|line| match &line.record.claim {
        Claim::Position(position) => of_position(facts, line, position, terms),
        Claim::Commitment(commitment) if commitment.reach == Reach::Particular => {
            of_commitment(facts, line, commitment, terms)
        }
        _ => Vec::new(),
    })
    .collect()
}

fn of_position(facts: &Facts, line: Line, position: &Position, terms: &[Term]) -> Vec<Saying> {
    let has_condition = || words(line.record.quote.text()).iter().any(|word| lines(CONDITIONS).any(|it| it == word));
    let says = match position.stance {
        Stance::Supports | Stance::Hopeful if could_live(line, position) => Some(Acceptance::Open),
        Stance::Supports | Stance::Hopeful => Some(Acceptance::Accepts),
        Stance::Demands => Some(Acceptance::Demands),
        Stance::Opposes => Some(Acceptance::Rejects),
        Stance::Concerned | Stance::Doubtful => has_condition().then_some(Acceptance::Open),
    };
    let said = Said { says, by: By::Stance(position.stance), about: position.content.text(), condition: None };
    each_holder(facts, line, position.holder.ids(), terms, &said)
}

fn of_commitment(facts: &Facts, line: Line, commitment: &Commitment, terms: &[Term]) -> Vec<Saying> {
    let antecedent = commitment.antecedent.as_ref().filter(|_| commitment.status != Status::Delivered);
    let says = match commitment.status {
        Status::Considered => Some(Acceptance::Open),
        Status::Offered | Status::Pledged | Status::Agreed | Status::Delivered => Some(Acceptance::Accepts),
        Status::Withheld => antecedent.map(|_| Acceptance::Open),
        Status::Refused | Status::Withdrawn => Some(Acceptance::Rejects),
    };
    let by = By::Status(commitment.status);
    let condition = antecedent.map(|condition: &Condition<_>| condition::in_words(condition));
    let said = Said { says, by, about: commitment.consequent.quote.text(), condition };
    each_holder(facts, line, commitment.debtor.ids(), terms, &said)
}

/// What a record says of somebody.
struct Said<'a> {
    says: Option<Acceptance>,
    by: By,
    about: &'a str,
    condition: Option<String>,
}

/// Returns a saying for each of those whose it is, each once.
fn each_holder(facts: &Facts, line: Line, holders: &[EntityId], terms: &[Term], said: &Said) -> Vec<Saying> {
    let day = facts.documents[line.source].0.published();
    let mut known: BTreeSet<String> = BTreeSet::new();
    let mut sayings = Vec::new();
    for &holder in holders {
        let side = side(line, holder, day, terms);
        let through = side.is_some().then(|| line.name(holder).to_owned());
        let actor = side.unwrap_or_else(|| line.name(holder).to_owned());
        if known.insert(actor.clone()) {
            sayings.push(Saying {
                actor,
                through,
                says: said.says,
                by: said.by,
                about: one_line(said.about),
                condition: said.condition.clone(),
                day,
                evidence: line.evidence(),
            });
        }
    }
    sayings
}

/// Returns the state or body for which a person speaks: the one in which they hold a leading office on the day of the
/// document, as it says itself or as is known; none where there are several.
fn side(line: Line, holder: EntityId, day: Option<Date>, terms: &[Term]) -> Option<String> {
    let entity = line.reading.entity(holder);
    if entity.kind != EntityKind::Person {
        return None;
    }
    let told = entity.offices.iter().filter(|office| office.title.as_deref().is_some_and(is_leading));
    let told = told.filter_map(|office| office.of.clone());
    let is_held = |term: &&Term| day.is_none_or(|day| term.office.is_held_on(day)) && is_leading(&term.office.title);
    let known =
        terms.iter().filter(|term| term.person == entity.name).filter(is_held).map(|term| term.office.of.clone());
    let mut sides: BTreeSet<String> = told.chain(known).collect();
    sides.pop_first().filter(|_| sides.is_empty())
}

/// Returns whether the words right before what a position is on say that somebody could live with it.
fn could_live(line: Line, position: &Position) -> bool {
    let (sentence, content) = (line.record.quote.span(), position.content.span());
    let len_bytes = content.start_bytes().saturating_sub(sentence.start_bytes());
    let before = words(line.record.quote.text().get(..len_bytes).unwrap_or_default());
    let near = before[before.len().saturating_sub(REACH_WORDS)..].join(" ");
    !Phrases::of(lines(COULD_LIVE).map(|phrase| (phrase, ()))).heard(&near).is_empty()
}

fn lines(data: &'static str) -> impl Iterator<Item = &'static str> {
    data.lines().filter(|line| !line.starts_with('#'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_are_sorted_words() {
        for data in [CONDITIONS, COULD_LIVE] {
            assert!(lines(data).is_sorted(), "the list is not sorted");
            lines(data).for_each(|line| assert_eq!(words(line).join(" "), line, "`{line}` is no lower-case phrase"));
        }
    }
}
