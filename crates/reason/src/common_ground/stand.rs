//! Where does one actor stand on one option, and where did it stand before?

use std::collections::BTreeSet;

use jiff::civil::Date;

/// How far an actor takes an option.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Acceptance {
    /// It says no to it.
    Rejects,
    /// It could live with it, or weighs it.
    Open,
    /// It is for it, or offers it.
    Accepts,
    /// It wants this option, and so no other of the issue unless it says so.
    Demands,
}

impl Acceptance {
    /// Every acceptance, the least first.
    pub const ALL: [Self; 4] = [Self::Rejects, Self::Open, Self::Accepts, Self::Demands];

    /// Returns the word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Rejects => "rejects",
            Self::Open => "open",
            Self::Accepts => "accepts",
            Self::Demands => "demands",
        }
    }
}

/// What an actor said of an option.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Told {
    /// What it said.
    pub says: Acceptance,
    /// The day on which that was published; what has no day counts as the earliest.
    pub day: Option<Date>,
}

/// Where an actor stands by what it said on one day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// It said one thing.
    Plain(Acceptance),
    /// It said things that disagree.
    Contested(BTreeSet<Acceptance>),
}

impl Answer {
    /// Returns the word for it.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Plain(acceptance) => acceptance.word(),
            Self::Contested(_) => "contested",
        }
    }

    /// Returns the least and the most of what was said.
    pub fn ends(&self) -> (Acceptance, Acceptance) {
        match self {
            Self::Plain(acceptance) => (*acceptance, *acceptance),
            Self::Contested(sides) => {
                let (least, most) = (sides.first(), sides.last());
                let both = least.copied().zip(most.copied());
                both.expect("what is contested has two sides at least")
            }
        }
    }

    /// Takes together what was said on one day; to demand an option is to accept it too.
    fn of(said: impl IntoIterator<Item = Acceptance>) -> Self {
        let mut sides: BTreeSet<Acceptance> = said.into_iter().collect();
        if sides.contains(&Acceptance::Demands) {
            sides.remove(&Acceptance::Accepts);
        }
        match sides.len() {
            1 => Self::Plain(*sides.first().expect("there is one")),
            _ => Self::Contested(sides),
        }
    }
}

/// Where an actor stood from a day on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct State {
    /// Where it stood.
    pub answer: Answer,
    /// Since when; `None` where that was told without a day.
    pub since: Option<Date>,
    /// By which of the things that were told, counted from 0.
    pub rests_on: Vec<usize>,
}

/// Where an actor stands on an option.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stand {
    /// Where it stands now; `None` where it has said nothing of the option.
    pub now: Option<State>,
    /// Where it stood before, in the order of the days; each differs from the next.
    pub before: Vec<State>,
}

/// Finds out where an actor stands on an option: the latest day counts, and what was said before is kept.
pub fn stand(told: &[Told]) -> Stand {
    let days: BTreeSet<Option<Date>> = told.iter().map(|one| one.day).collect();
    let mut states: Vec<State> = Vec::new();
    for day in days {
        let of_day: Vec<usize> = (0..told.len()).filter(|&at| told[at].day == day).collect();
        let answer = Answer::of(of_day.iter().map(|&at| told[at].says));
        match states.last_mut().filter(|last| last.answer == answer) {
            Some(last) => last.rests_on.extend(of_day),
            None => states.push(State { answer, since: day, rests_on: of_day }),
        }
    }
    let now = states.pop();
    Stand { now, before: states }
}

/// How an actor moved on an option.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shift {
    /// Toward the option.
    Closer,
    /// Away from it.
    Away,
    /// From accepting it to wanting no other.
    Firmer,
    /// From wanting no other to something less, but not to a refusal.
    Softer,
}

impl Shift {
    /// Returns the word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Closer => "closer",
            Self::Away => "away",
            Self::Firmer => "firmer",
            Self::Softer => "softer",
        }
    }
}

/// Returns how an actor moved from one answer to another; `None` where it did not, or where one of them is contested.
pub fn shift(before: &Answer, after: &Answer) -> Option<Shift> {
    use Acceptance::{Accepts, Demands, Rejects};
    let (Answer::Plain(before), Answer::Plain(after)) = (before, after) else { return None };
    match (*before, *after) {
        (before, after) if before == after => None,
        (Demands, Rejects) => Some(Shift::Away),
        (Demands, _) => Some(Shift::Softer),
        (Accepts, Demands) => Some(Shift::Firmer),
        (before, after) if before < after => Some(Shift::Closer),
        _ => Some(Shift::Away),
    }
}
