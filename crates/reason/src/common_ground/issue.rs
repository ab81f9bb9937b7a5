//! On which options of an issue could all meet, and how far is each actor from one?

use super::{Acceptance, Answer};

/// Which side of what is contested is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reading {
    /// The worst: what holds, holds in every reading of the sources.
    Cautious,
    /// The best: what holds, holds in some reading.
    Brave,
}

/// An actor who would have to move for an option.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mover {
    /// The actor, counted from 0.
    pub actor: usize,
    /// By how many steps.
    pub steps: usize,
}

/// Where all actors stand on the options of an issue.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Issue {
    /// For each actor and each option where it stands; `None` where that is not stated. Every actor has as many options.
    pub answers: Vec<Vec<Option<Answer>>>,
    /// How many options there are.
    pub options: usize,
}

impl Issue {
    /// Returns the actors who have said anything on the issue.
    pub fn speakers(&self) -> Vec<usize> {
        (0..self.answers.len()).filter(|&actor| self.answers[actor].iter().any(Option::is_some)).collect()
    }

    /// Returns the options that an actor demands while it says nothing of this one, so that this one is ruled out.
    pub fn ruled_out_by(&self, actor: usize, option: usize, reading: Reading) -> Vec<usize> {
        let of_actor = &self.answers[actor];
        if of_actor[option].as_ref().is_some_and(|answer| of(answer, reading) > Acceptance::Rejects) {
            return Vec::new();
        }
        (0..self.options).filter(|&other| other != option && demands(of_actor[other].as_ref(), reading)).collect()
    }

    /// Returns by how many steps an actor is from an option that it could live with: one for a refusal, and one for wanting
    /// another option alone.
    pub fn steps(&self, actor: usize, option: usize, reading: Reading) -> usize {
        let answer = self.answers[actor][option].as_ref();
        let refuses = answer.is_some_and(|answer| of(answer, reading) == Acceptance::Rejects);
        usize::from(refuses) + usize::from(!self.ruled_out_by(actor, option, reading).is_empty())
    }

    /// Returns who would have to move for an option, the nearest first.
    pub fn movers(&self, option: usize, reading: Reading) -> Vec<Mover> {
        let movers = (0..self.answers.len()).map(|actor| Mover { actor, steps: self.steps(actor, option, reading) });
        let mut movers: Vec<Mover> = movers.filter(|mover| mover.steps > 0).collect();
        movers.sort_by_key(|mover| mover.steps);
        movers
    }

    /// Returns the zone of agreement: the options that everybody who has said anything on the issue accepts or is open to.
    pub fn zone(&self, reading: Reading) -> Vec<usize> {
        let speakers = self.speakers();
        let meets = |&actor: &usize, option: usize| {
            self.answers[actor][option].is_some() && self.steps(actor, option, reading) == 0
        };
        let options = (0..self.options).filter(|_| !speakers.is_empty());
        options.filter(|&option| speakers.iter().all(|actor| meets(actor, option))).collect()
    }

    /// Returns the options that nobody rejects or rules out, whether or not all have spoken of them.
    pub fn unrejected(&self, reading: Reading) -> Vec<usize> {
        (0..self.options).filter(|&option| self.movers(option, reading).is_empty()).collect()
    }

    /// Returns how many actors accept an option or are open to it.
    pub fn support(&self, option: usize, reading: Reading) -> usize {
        let is_for = |of_actor: &&Vec<Option<Answer>>| {
            of_actor[option].as_ref().is_some_and(|answer| of(answer, reading) > Acceptance::Rejects)
        };
        self.answers.iter().filter(is_for).count()
    }
}

/// Returns the side of an answer that a reading takes.
fn of(answer: &Answer, reading: Reading) -> Acceptance {
    let (least, most) = answer.ends();
    match reading {
        Reading::Cautious => least,
        Reading::Brave => most,
    }
}

/// Returns whether an option is demanded: in the cautious reading also where that is contested.
fn demands(answer: Option<&Answer>, reading: Reading) -> bool {
    let Some(answer) = answer else { return false };
    let (least, most) = answer.ends();
    match reading {
        Reading::Cautious => most == Acceptance::Demands,
        Reading::Brave => least == Acceptance::Demands,
    }
}
