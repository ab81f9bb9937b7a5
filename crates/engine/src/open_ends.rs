//! What does a promise leave open?
//!
//! In go the tellings of one promise; out comes what none of them states: how much, by when, who by name, on which condition
//! in plain words, and in what legal form. What is left open is no fault of the promise, and what is stated may be wrong.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use casus_claim::{Atom, Category, Commitment, Condition, Record, Status};

use crate::facts::Line;
use crate::named::is_named;
use crate::phrase::gist;

/// Fields that call for an amount.
static WITH_AMOUNT: LazyLock<BTreeSet<Category>> = LazyLock::new(|| {
    let fields = lines(include_str!("../data/amounts.txt"));
    fields.map(|field| Category::from_word(field).expect("the list names fields")).collect()
});

/// Words that say nothing of what must be the case.
static VAGUE: LazyLock<BTreeSet<String>> =
    LazyLock::new(|| lines(include_str!("../data/vague.txt")).flat_map(gist).collect());

/// Something that a promise does not state.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum OpenEnd {
    /// How much, where the field calls for an amount.
    Amount,
    /// By when or for how long.
    Deadline,
    /// Who by name: a group owes it.
    Debtor,
    /// On which condition: its words do not say what must be the case.
    Condition,
    /// In what legal form: nothing is said to be signed, adopted, ratified or set aside.
    Stage,
}

impl OpenEnd {
    /// All of them, in the order in which they are told.
    pub const ALL: [Self; 5] = [Self::Amount, Self::Deadline, Self::Debtor, Self::Condition, Self::Stage];

    /// Returns the word for it on the wire.
    pub fn word(self) -> &'static str {
        match self {
            Self::Amount => "amount",
            Self::Deadline => "deadline",
            Self::Debtor => "debtor",
            Self::Condition => "condition",
            Self::Stage => "stage",
        }
    }
}

/// Lists what no telling of a promise states; nothing where nothing is promised any more, or it has been done.
pub(crate) fn open_ends(tellings: &[(Line, &Commitment)]) -> Vec<OpenEnd> {
    let is_ahead = |status: Status| status.is_live() && status != Status::Delivered;
    if !tellings.iter().all(|(_, commitment)| is_ahead(commitment.status)) {
        return Vec::new();
    }
    let is_open = |end: &OpenEnd| tellings.iter().all(|(line, commitment)| leaves_open(*end, *line, commitment));
    OpenEnd::ALL.into_iter().filter(is_open).collect()
}

fn leaves_open(end: OpenEnd, line: Line, commitment: &Commitment) -> bool {
    let Record { time, .. } = line.record;
    match end {
        OpenEnd::Amount => {
            WITH_AMOUNT.contains(&commitment.consequent.category) && commitment.consequent.amount.is_none()
        }
        OpenEnd::Deadline => time.is_none() && commitment.term.is_none(),
        OpenEnd::Debtor => commitment.debtor.ids().iter().any(|&id| !is_named(line.reading.entity(id))),
        OpenEnd::Condition => commitment.antecedent.as_ref().is_some_and(is_vague),
        OpenEnd::Stage => commitment.stage.is_none(),
    }
}

fn is_vague(condition: &Condition<Atom>) -> bool {
    condition.atoms().iter().any(|atom| is_vague_phrase(atom.quote.text()))
}

fn is_vague_phrase(phrase: &str) -> bool {
    gist(phrase).iter().all(|word| VAGUE.contains(word))
}

fn lines(data: &'static str) -> impl Iterator<Item = &'static str> {
    data.lines().filter(|line| !line.starts_with('#'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(phrase: &str, expected: bool) {
        assert_eq!(is_vague_phrase(phrase), expected, "{phrase}");
    }

    #[test]
    fn a_condition_is_vague_where_no_word_says_what_must_be_the_case() {
        for phrase in ["the conditions are right", "necessary", "circumstances allow it", "the time is ripe", "needed"]
        {
            check(phrase, true);
        }
        for phrase in
            ["a truce holds", "the League has given a mandate", "conditions on the river are safe", "Norland asks"]
        {
            check(phrase, false);
        }
    }

    #[test]
    fn the_lists_are_sorted_and_their_fields_known() {
        for data in [include_str!("../data/vague.txt"), include_str!("../data/amounts.txt")] {
            assert!(lines(data).is_sorted(), "the list is not sorted");
        }
        assert!(WITH_AMOUNT.contains(&Category::Finance) && !WITH_AMOUNT.contains(&Category::Diplomacy));
    }
}
