//! What suffices for a goal, what would sink it, who waits for whom, and in which readings does it hold?
//!
//! In goes a dossier with what is asked; out come answers over the same promises as those of the page, so that each names
//! its promises by the references of the page, whose lines carry the sentences.

use std::collections::{BTreeMap, BTreeSet};

use casus_claim::{Condition, PropositionId, Status};
use casus_reason::structure::{Budget, Stopped};
use casus_reason::{
    Admitted, Case, Chance, Dispute, Goal, Interval, Moves, Need, Power, Reference, Scenario, Sets, Setting, Support,
    Weight,
};

use crate::Error;
use crate::dossier::Dossier;
use crate::memory::Remembered;
use crate::page::{Disagreement, GoalTest, Page, Promise};
use crate::pipeline::{Question, laid_out};

/// A dossier, ready for questions about what follows.
pub struct Analysis {
    /// The page, whose lines the answers name.
    pub page: Page,
    case: Case,
    scenario: Scenario,
    /// The disagreements in which promises have sides.
    disputes: Vec<Dispute>,
    /// The place of each of them on the page.
    disagreements: Vec<usize>,
}

/// All that there is to say of a goal.
pub struct GoalAnswer {
    /// What suffices for it, unless the budget ran out.
    pub suffices: Result<Sets<Setting>, Stopped>,
    /// What would sink it.
    pub sinks: Result<Sets<Setting>, Stopped>,
    /// Whose first moves would bring it about, where all goes well that hangs on no promise.
    pub first_moves: Result<Sets<Setting>, Stopped>,
    /// How much each condition matters to its failure.
    pub weights: Result<Vec<Weight>, Stopped>,
    /// How much each actor's word weighs.
    pub powers: Result<Vec<Power>, Stopped>,
    /// How probable it is when nobody moves first, and when all move together.
    pub chances: Result<[Chance; 2], Stopped>,
    /// In which readings of the sources it is reached.
    pub readings: Readings,
}

/// In which readings of sources that contradict one another something holds.
pub struct Readings {
    /// What was found.
    pub admitted: Admitted,
    /// The disagreements of the page that have a say, by the places that `admitted` has for them.
    pub disputes: BTreeMap<usize, usize>,
}

/// Why a promise has its verdict, and what would change it.
pub struct Why {
    /// What it rests on that it is due; no set where it is not.
    pub supports: Result<Sets<Support>, Stopped>,
    /// What it rests on that its condition fails; no set where it does not.
    pub against: Result<Sets<Support>, Stopped>,
    /// What would have to be so for it to be due; the empty set alone where it is.
    pub missing: Result<Sets<Setting>, Stopped>,
    /// What would keep it from ever being due.
    pub sinks: Result<Sets<Setting>, Stopped>,
    /// In which readings of the sources it is due.
    pub readings: Readings,
    /// Under each general claim that would cover it: what would have to be so then.
    pub under_claims: Vec<(String, Result<Sets<Setting>, Stopped>)>,
}

/// Promises that wait for one another in a circle, and whose moves would end it.
pub struct Deadlock {
    /// The circle.
    pub circle: casus_reason::Deadlock,
    /// Whether it is one only if whoever withholds something until a condition holds gives it then.
    pub is_of_withheld: bool,
    /// The smallest sets of first moves that end it.
    pub first_moves: Result<Sets<Setting>, Stopped>,
    /// The goals that take something of the circle, each with the smallest sets of moves that bring it about.
    pub goals: Vec<(String, Result<Sets<Setting>, Stopped>)>,
}

/// Puts a dossier together for questions about what follows.
pub fn analysis(dossier: &Dossier, remembered: impl Into<Remembered>, question: &Question) -> Result<Analysis, Error> {
    let laid = laid_out(dossier, remembered.into(), question)?;
    let (disagreements, disputes) = disputes(&laid.page).into_iter().unzip();
    Ok(Analysis { page: laid.page, case: laid.case, scenario: laid.scenario, disputes, disagreements })
}

impl Analysis {
    /// Returns a goal of the dossier by its name. Fails where there is none of that name.
    pub fn goal(&self, id: &str) -> Result<(&crate::page::Goal, &GoalTest), Error> {
        let declared = || self.page.goals.iter().filter_map(|goal| Some((goal, goal.test.as_ref()?)));
        let found = declared().find(|(_, test)| test.id == id);
        let known = || declared().map(|(_, test)| test.id.clone()).collect();
        found.ok_or_else(|| Error::UnknownGoal { id: id.to_owned(), known: known() })
    }

    /// Answers all that there is to ask of a goal, with no more minimal sets than are wanted.
    pub fn of_goal(
        &self,
        test: &GoalTest,
        given: &BTreeMap<PropositionId, Interval>,
        sets_max: usize,
        budget: &Budget<'_>,
    ) -> GoalAnswer {
        let goal = &test.goal();
        let (case, scenario) = (&self.case, &self.scenario);
        let chance = |moves| casus_reason::chance(case, scenario, goal, given, moves, budget);
        GoalAnswer {
            suffices: casus_reason::suffices(case, scenario, goal, sets_max, budget),
            sinks: casus_reason::sinks(case, scenario, goal, sets_max, budget),
            first_moves: casus_reason::moves_for(case, scenario, goal, sets_max, budget),
            weights: casus_reason::weights(case, scenario, goal, given, budget),
            powers: casus_reason::powers(case, scenario, goal, budget),
            chances: chance(Moves::NobodyFirst).and_then(|least| Ok([least, chance(Moves::AllTogether)?])),
            readings: self.readings(goal, budget),
        }
    }

    /// Returns what would sink a goal, with no more minimal sets than are wanted.
    pub fn sinks(&self, test: &GoalTest, sets_max: usize, budget: &Budget<'_>) -> Result<Sets<Setting>, Stopped> {
        casus_reason::sinks(&self.case, &self.scenario, &test.goal(), sets_max, budget)
    }

    /// Says why a promise of the page has its verdict.
    pub fn why(&self, promise: &Promise, sets_max: usize, budget: &Budget<'_>) -> Why {
        let reference = Reference(promise.reference.clone());
        let (case, scenario, due) = (&self.case, &self.scenario, casus_reason::due(&reference));
        let failed = Condition::Not(Box::new(due.clone()));
        let under = |claim: &str| {
            let claim = self.page.general_claims.iter().find(|other| other.reference == claim)?;
            let both = Condition::All(vec![due.clone(), claim.antecedent.map(&mut |id| Need::Proposition(id.clone()))]);
            Some((claim.reference.clone(), casus_reason::suffices(case, scenario, &both, sets_max, budget)))
        };
        Why {
            supports: without(casus_reason::supports(case, scenario, &due, sets_max, budget), &reference),
            against: casus_reason::supports(case, scenario, &failed, sets_max, budget),
            missing: missing(casus_reason::suffices(case, scenario, &due, usize::MAX, budget), promise, sets_max),
            sinks: casus_reason::sinks(case, scenario, &due, sets_max, budget),
            readings: self.readings(&due, budget),
            under_claims: promise.covered_by.iter().filter_map(|cover| under(&cover.claim)).collect(),
        }
    }

    /// Finds the circles in which promises wait for one another, and whose moves would end them.
    ///
    /// What is withheld until something holds brings nothing about, since nobody has said that it will be given then. Yet
    /// two who withhold until the other gives are a circle too, so that those are looked for besides.
    pub fn deadlocks(&self, sets_max: usize, budget: &Budget<'_>) -> Vec<Deadlock> {
        let promised = self.deadlocks_of(&self.case, false, sets_max, budget);
        let known: BTreeSet<&BTreeSet<Reference>> = promised.iter().map(|it| &it.circle.promises).collect();
        let mut released = self.deadlocks_of(&self.released(), true, sets_max, budget);
        released.retain(|it| !known.contains(&it.circle.promises));
        promised.into_iter().chain(released).collect()
    }

    fn deadlocks_of(&self, case: &Case, is_of_withheld: bool, sets_max: usize, budget: &Budget<'_>) -> Vec<Deadlock> {
        let scenario = &self.scenario;
        let circles = casus_reason::deadlocks(case, scenario);
        if circles.is_empty() {
            return Vec::new();
        }
        // Whose moves bring a goal about hangs on no circle, so that it is asked once for all of them.
        let tests = self.page.goals.iter().filter_map(|goal| goal.test.as_ref());
        let moves_for = |test: &GoalTest| casus_reason::moves_for(case, scenario, &test.goal(), sets_max, budget);
        let goals: Vec<(&str, Result<Sets<Setting>, Stopped>)> =
            tests.map(|test| (test.id.as_str(), moves_for(test))).collect();
        let with_goals = circles.into_iter().map(|circle| {
            let has_part = |set: &BTreeSet<Setting>| set.iter().any(|it| circle.propositions.contains(&it.proposition));
            let takes = |moves: &Sets<Setting>| moves.sets.iter().any(has_part);
            let of_circle = goals.iter().filter(|(_, moves)| moves.as_ref().is_ok_and(takes));
            let goals = of_circle.map(|(id, moves)| ((*id).to_owned(), moves.clone())).collect();
            let first_moves = casus_reason::first_moves(case, scenario, &circle, sets_max, budget);
            Deadlock { circle, is_of_withheld, first_moves, goals }
        });
        with_goals.collect()
    }

    /// Returns the case in which what is withheld until something holds is given then.
    fn released(&self) -> Case {
        let released = |promise: &casus_reason::Promise| casus_reason::Promise {
            status: match promise.status {
                Status::Withheld if promise.antecedent.is_some() => Status::Offered,
                status => status,
            },
            ..promise.clone()
        };
        Case::new(self.case.promises().iter().map(released).collect(), self.case.rules().clone())
    }

    /// Returns whether sources disagree about what some promise rests on.
    pub fn has_disputes(&self) -> bool {
        !self.disputes.is_empty()
    }

    fn readings(&self, goal: &Goal, budget: &Budget<'_>) -> Readings {
        let admitted = casus_reason::readings(&self.case, &self.scenario, goal, &self.disputes, budget);
        let disputes = admitted.by_side.keys().map(|place| (*place, self.disagreements[*place])).collect();
        Readings { admitted, disputes }
    }

    /// Returns the promises that bring a proposition about, or would if they were not withheld, as far as they are sure.
    pub fn bringing<'a>(&'a self, id: &'a PropositionId) -> impl Iterator<Item = &'a Promise> {
        let is_open = |promise: &Promise| promise.status.is_live() || promise.status == Status::Withheld;
        let brings = move |promise: &&Promise| is_open(promise) && promise.brings_about.as_ref() == Some(id);
        self.page.promises.iter().filter(brings)
    }
}

/// Takes a promise itself out of what it rests on.
fn without(sets: Result<Sets<Support>, Stopped>, reference: &Reference) -> Result<Sets<Support>, Stopped> {
    let own = Support::Promise(reference.clone());
    sets.map(|mut sets| {
        sets.sets.iter_mut().for_each(|set| {
            set.remove(&own);
        });
        sets
    })
}

/// Leaves out what has the promise come about of its own accord: that would not make it due but spare it.
fn missing(sets: Result<Sets<Setting>, Stopped>, promise: &Promise, sets_max: usize) -> Result<Sets<Setting>, Stopped> {
    let is_own = |setting: &Setting| promise.brings_about.as_ref() == Some(&setting.proposition);
    sets.map(|mut found| {
        found.sets.retain(|set| !set.iter().any(is_own));
        found.count = found.count.map(|_| found.sets.len());
        found.sets.truncate(sets_max);
        found
    })
}

/// Returns the disagreements in which promises have sides, each with its place on the page: those that rest on the sentences of one side and on no others.
fn disputes(page: &Page) -> Vec<(usize, Dispute)> {
    let of = |disagreement: &Disagreement| {
        let sides: Vec<BTreeSet<Reference>> = disagreement
            .sides
            .iter()
            .map(|side| {
                let stands_there = |evidence: &crate::page::Evidence| {
                    evidence.source == side.source && evidence.quote.span().overlaps(side.quote.span())
                };
                let rests =
                    |promise: &&Promise| [&promise.evidence].into_iter().chain(&promise.further).all(stands_there);
                page.promises.iter().filter(rests).map(|promise| Reference(promise.reference.clone())).collect()
            })
            .collect();
        let is_one = sides.windows(2).all(|pair| pair[0] == pair[1]);
        (!is_one).then_some(Dispute { sides })
    };
    page.disagreements.iter().enumerate().filter_map(|(place, it)| Some((place, of(it)?))).collect()
}
