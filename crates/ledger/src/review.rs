//! What do people think of an entry?
//!
//! In go decisions; out comes, for each entry that somebody decided on, how it stands. The last decision that was not
//! undone counts.

use std::collections::BTreeMap;

use casus_claim::Reference;
use jiff::Timestamp;

use crate::{Decided, Decision, Grade, Graded, Subject};

/// How an entry stands with people.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// The machine read it, and nobody has decided.
    Read,
    /// A person found it right.
    Accepted,
    /// A person corrected it: another entry stands in its place.
    Amended {
        /// The entry that counts.
        by: Reference,
    },
    /// A person found it wrong.
    Rejected,
    /// A person wrote it.
    Added,
    /// A person wrote it, and then undid that or put something else in its place.
    TakenBack,
}

impl State {
    /// Returns the word for it.
    pub fn word(self) -> &'static str {
        match self {
            State::Read => "read",
            State::Accepted => "accepted",
            State::Amended { .. } => "amended",
            State::Rejected => "rejected",
            State::Added => "added",
            State::TakenBack => "taken back",
        }
    }

    /// Returns whether the entry counts no longer.
    pub fn is_out(self) -> bool {
        matches!(self, State::Amended { .. } | State::Rejected | State::TakenBack)
    }

    /// Returns whether a person stands behind the entry.
    pub fn is_vouched_for(self) -> bool {
        matches!(self, State::Accepted | State::Added)
    }
}

/// How an entry stands, and by whose word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reviewed {
    /// How it stands.
    pub state: State,
    /// Who decided so and when; `None` when nobody has.
    pub decided: Option<(String, Timestamp)>,
    /// What people said about it, in their order: who, and what.
    pub notes: Vec<(String, String)>,
    /// How far it is to be trusted, as the last to grade it said.
    pub grade: Option<Grade>,
}

impl Default for Reviewed {
    fn default() -> Self {
        Self { state: State::Read, decided: None, notes: Vec::new(), grade: None }
    }
}

/// What people decided, entry by entry and publisher by publisher.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Review {
    entries: BTreeMap<Reference, Reviewed>,
    publishers: BTreeMap<String, Grade>,
}

impl Review {
    /// Goes through decisions in the order in which they were made; those that were undone do not count.
    pub fn of(decisions: &[Decided]) -> Self {
        let mut review = Self::default();
        for decided in decisions {
            match (decided.undone_by, &decided.decision) {
                (None, _) => review.hear(decided),
                (Some(_), Decision::Add(entry)) => review.takes_back(*entry),
                // What goes by the same reference as before was there already.
                (Some(_), Decision::Amend { entry, by }) if entry != by => review.takes_back(*by),
                (Some(_), _) => {}
            }
        }
        review
    }

    /// Returns how an entry stands.
    pub fn entry(&self, reference: Reference) -> Reviewed {
        self.entries.get(&reference).cloned().unwrap_or_default()
    }

    /// Returns the grade of a publisher.
    pub fn publisher(&self, name: &str) -> Option<Grade> {
        self.publishers.get(name).copied()
    }

    fn hear(&mut self, decided: &Decided) {
        match &decided.decision {
            Decision::Accept(entry) => self.stands(*entry, State::Accepted, decided),
            Decision::Reject(entry) => self.stands(*entry, State::Rejected, decided),
            Decision::Add(entry) => self.stands(*entry, State::Added, decided),
            // Not all that a record says is in its reference, so a correction may go by the reference of what it corrects.
            Decision::Amend { entry, by } if entry == by => self.stands(*entry, State::Added, decided),
            Decision::Amend { entry, by } => {
                self.stands(*entry, State::Amended { by: *by }, decided);
                self.stands(*by, State::Added, decided);
            }
            Decision::Note(Subject::Entry(entry)) => self.note(*entry, decided),
            Decision::Grade { of: Graded::Entry(entry), grade } => {
                self.entries.entry(*entry).or_default().grade = Some(*grade);
                self.note(*entry, decided);
            }
            Decision::Grade { of: Graded::Publisher(name), grade } => {
                self.publishers.insert(name.clone(), *grade);
            }
            _ => {}
        }
    }

    fn stands(&mut self, entry: Reference, state: State, decided: &Decided) {
        let reviewed = self.entries.entry(entry).or_default();
        let before = std::mem::replace(&mut reviewed.state, state);
        reviewed.decided = Some((decided.by.clone(), decided.recorded_at));
        self.note(entry, decided);
        match before {
            State::Amended { by } if before != state && by != entry => self.gives_way(by),
            _ => {}
        }
    }

    /// What stood in the place of an entry counts no longer once something else is decided on that entry.
    fn gives_way(&mut self, entry: Reference) {
        let reviewed = self.entries.entry(entry).or_default();
        if reviewed.state == State::Added {
            reviewed.state = State::TakenBack;
        }
    }

    /// What a person wrote and undid counts no longer, unless somebody has decided on it before.
    fn takes_back(&mut self, entry: Reference) {
        let reviewed = self.entries.entry(entry).or_default();
        if reviewed.state == State::Read {
            reviewed.state = State::TakenBack;
        }
    }

    fn note(&mut self, entry: Reference, decided: &Decided) {
        if let Some(note) = &decided.note {
            self.entries.entry(entry).or_default().notes.push((decided.by.clone(), note.clone()));
        }
    }
}
