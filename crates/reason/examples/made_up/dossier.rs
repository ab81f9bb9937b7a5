//! What does a large dossier look like? One that is made up, of any size, the same for the same size.
//!
//! Propositions stand in chapters of a dozen. A promise waits on one to five of them: mostly on what its own chapter has
//! before what it brings about, now and then on an earlier chapter or on something behind it, which makes a loop, and
//! often on one of a few hubs, such as a truce, on which a whole negotiation turns.

use std::collections::{BTreeMap, BTreeSet};

use casus_claim::{Category, Condition, PropositionId, Status};
use casus_reason::{Case, Dispute, GeneralClaim, Goal, Interval, Need, Promise, Reference, Rules, Scenario};
use fastrand::Rng;

/// All of it begins here.
const SEED: u64 = 0x0005_ca5e;
/// On these many promises of every chapter wait.
const HUBS: [&str; 5] = ["truce", "backing", "consent", "funding", "mandate"];
/// A chapter has so many propositions.
const CHAPTER: usize = 12;
/// There is so many times a commitment for each proposition.
const COMMITMENTS_PER_PROPOSITION: usize = 8;
/// A small dossier has so many chapters at least.
const CHAPTERS_MIN: usize = 3;
/// A dispute for so many commitments.
const COMMITMENTS_PER_DISPUTE: usize = 125;
/// So many goals.
const GOALS: usize = 20;
/// So many general claims.
const CLAIMS: usize = 10;
const ACTORS: usize = 30;

/// The places of a chapter that nobody's promise brings about.
const OUTSIDE: [usize; 3] = [0, 1, 4];
/// The place of a chapter that is a part of the one before it.
const PART: usize = 3;
/// The place of a chapter that a definition stands for.
const DEFINED: usize = 11;
/// Two places whose promises wait for one another, in every chapter of so many.
const CIRCLE: [usize; 2] = [5, 6];
const CHAPTERS_PER_CIRCLE: usize = 3;

/// A made-up dossier with what is asked of it.
pub struct Dossier {
    /// Its promises and rules.
    pub case: Case,
    /// What is set.
    pub scenario: Scenario,
    /// The general claims.
    pub claims: Vec<GeneralClaim>,
    /// What is asked for.
    pub goals: Vec<Goal>,
    /// What sources disagree about.
    pub disputes: Vec<Dispute>,
    /// How probable some conditions are.
    pub given: BTreeMap<PropositionId, Interval>,
    /// All propositions.
    pub propositions: Vec<PropositionId>,
}

impl Dossier {
    /// Makes up a dossier of so many commitments.
    pub fn of(commitments: usize) -> Self {
        let propositions = commitments / COMMITMENTS_PER_PROPOSITION;
        let chapters = (propositions.saturating_sub(HUBS.len()) / CHAPTER).max(CHAPTERS_MIN);
        let mut maker = Maker { rng: Rng::with_seed(SEED), chapters };
        let ids: Vec<PropositionId> = (0..chapters)
            .flat_map(|chapter| (0..CHAPTER).map(move |place| id(chapter, place)))
            .chain(HUBS.map(|hub| PropositionId(hub.to_owned())))
            .collect();
        let promises: Vec<Promise> = (0..commitments).map(|number| maker.promise(number)).collect();
        let definitions = (0..chapters).map(|chapter| (id(chapter, DEFINED), maker.definition(chapter))).collect();
        let incompatible = (0..chapters)
            .step_by(4)
            .map(|chapter| OUTSIDE[..2].iter().map(|place| id(chapter, *place)).collect())
            .collect();
        let rules = Rules::new(&ids, definitions, incompatible).expect("no definition here rests on another");
        let goals = (0..GOALS).map(|number| maker.goal(number, &promises)).collect();
        let sure: Vec<&Promise> = promises.iter().filter(|promise| promise.antecedent.is_none()).collect();
        let disputes = (commitments / COMMITMENTS_PER_DISPUTE).max(2);
        let disputes = (0..disputes).map(|_| maker.dispute(commitments, &sure)).collect();
        let claims = (0..CLAIMS).map(|number| maker.claim(number)).collect();
        let outside = || (0..chapters).flat_map(|chapter| OUTSIDE.map(|place| id(chapter, place)));
        let set: Scenario = outside().filter(|_| maker.rng.u8(..100) < 5).map(|id| (id, true)).collect();
        let scenario = rules.closed(&set).unwrap_or_default();
        let given = outside().filter_map(|id| Some((id, maker.interval()?))).collect();
        Self { case: Case::new(promises, rules), scenario, claims, goals, disputes, given, propositions: ids }
    }
}

fn id(chapter: usize, place: usize) -> PropositionId {
    PropositionId(match place {
        PART => format!("c{chapter:03}-p{:02}/part", PART - 1),
        _ => format!("c{chapter:03}-p{place:02}"),
    })
}

fn reference(number: usize) -> Reference {
    Reference(format!("P{number:05}"))
}

struct Maker {
    rng: Rng,
    chapters: usize,
}

impl Maker {
    fn is(&mut self, percent: u8) -> bool {
        self.rng.u8(..100) < percent
    }

    fn promise(&mut self, number: usize) -> Promise {
        let chapter = self.rng.usize(..self.chapters);
        let place = loop {
            let place = self.rng.usize(..DEFINED);
            if !OUTSIDE.contains(&place) {
                break place;
            }
        };
        let status = match self.rng.u8(..100) {
            0..82 => Status::Pledged,
            82..90 => Status::Offered,
            90..94 => Status::Refused,
            94..97 => Status::Withdrawn,
            _ => Status::Delivered,
        };
        let antecedent = (!self.is(2)).then(|| self.condition(chapter, place));
        let brings_about = self.is(60).then(|| id(chapter, place));
        let debtors = (0..1 + self.rng.usize(..2)).map(|_| self.actor()).collect();
        let category = if self.is(50) { Category::Other } else { Category::Finance };
        Promise { reference: reference(number), status, category, debtors, antecedent, brings_about }
    }

    fn actor(&mut self) -> String {
        format!("state-{:02}", self.rng.usize(..ACTORS))
    }

    fn condition(&mut self, chapter: usize, place: usize) -> Condition<PropositionId> {
        let of: Vec<_> = (0..1 + self.rng.usize(..5)).map(|_| self.literal(chapter, place)).collect();
        let other = CIRCLE.iter().find(|other| **other != place && CIRCLE.contains(&place));
        if let Some(other) = other.filter(|_| chapter.is_multiple_of(CHAPTERS_PER_CIRCLE)) {
            return Condition::All(vec![of[0].clone(), Condition::Atom(id(chapter, *other))]);
        }
        match self.rng.u8(..100) {
            0..60 => Condition::All(of),
            60..75 if of.len() > 2 => Condition::AtLeast { count: of.len() - 1, of },
            60..85 => Condition::Any(of),
            _ => {
                let mut of = of.into_iter();
                let first = of.next().expect("a condition has a part");
                let rest: Vec<_> = of.collect();
                Condition::All(if rest.is_empty() { vec![first] } else { vec![first, Condition::Any(rest)] })
            }
        }
    }

    fn literal(&mut self, chapter: usize, place: usize) -> Condition<PropositionId> {
        let id = match self.rng.u8(..100) {
            0..25 => PropositionId(HUBS[self.rng.usize(..HUBS.len()).min(self.rng.usize(..HUBS.len()))].to_owned()),
            // An earlier chapter counts by what it comes to.
            25..28 if chapter > 0 => id(chapter - 1 - self.rng.usize(..chapter.min(3)), DEFINED - self.rng.usize(..2)),
            // What stands behind waits for what stands before, and here the other way round as well.
            28..32 => id(chapter, self.rng.usize(place..CHAPTER)),
            32..75 if place > 0 => id(chapter, self.rng.usize(..place)),
            _ => id(chapter, OUTSIDE[self.rng.usize(..OUTSIDE.len())]),
        };
        let atom = Condition::Atom(id);
        if self.is(4) { atom.negated() } else { atom }
    }

    fn definition(&mut self, chapter: usize) -> Condition<PropositionId> {
        let mut of: Vec<usize> = (2..DEFINED).collect();
        self.rng.shuffle(&mut of);
        let atoms = |places: &[usize]| places.iter().map(|place| Condition::Atom(id(chapter, *place))).collect();
        match self.rng.u8(..3) {
            0 => Condition::All(atoms(&of[..2])),
            1 => Condition::AtLeast { count: 2, of: atoms(&of[..3]) },
            _ => Condition::Any(atoms(&of[..2])),
        }
    }

    /// Makes up a goal as dossiers have them: some propositions together, some promises of many, or a sum.
    fn goal(&mut self, number: usize, promises: &[Promise]) -> Goal {
        let chapter = (number * self.chapters / GOALS + self.rng.usize(..2)).min(self.chapters - 1);
        let proposition = |maker: &mut Self| Goal::Atom(Need::Proposition(id(chapter, 5 + maker.rng.usize(..7))));
        let some = |maker: &mut Self, count: usize| -> BTreeSet<Reference> {
            (0..count).map(|_| promises[maker.rng.usize(..promises.len())].reference.clone()).collect()
        };
        match number % 4 {
            0 => proposition(self),
            1 => Goal::All(vec![proposition(self), proposition(self)]),
            2 => Goal::All(vec![proposition(self), Goal::Atom(Need::Due { at_least: 2, among: some(self, 4) })]),
            _ => {
                let of: Vec<(Reference, u64)> = some(self, 6).into_iter().map(|it| (it, self.rng.u64(1..20))).collect();
                let all: u64 = of.iter().map(|(_, size)| size).sum();
                Goal::Atom(Need::Sum { at_least: all / 2, of })
            }
        }
    }

    /// Makes up what sources disagree about: on each side a promise without a condition, and some others.
    fn dispute(&mut self, commitments: usize, sure: &[&Promise]) -> Dispute {
        let side = |maker: &mut Self| -> BTreeSet<Reference> {
            let others = (0..maker.rng.usize(..3)).map(|_| reference(maker.rng.usize(..commitments)));
            let mut side: BTreeSet<Reference> = others.collect();
            side.extend(maker.rng.choice(sure).map(|promise| promise.reference.clone()));
            side
        };
        Dispute { sides: vec![side(self), side(self)] }
    }

    fn claim(&mut self, number: usize) -> GeneralClaim {
        let hub = HUBS[self.rng.usize(..HUBS.len())];
        GeneralClaim {
            reference: Reference(format!("G{number:02}")),
            categories: BTreeSet::from([if self.is(50) { Category::Finance } else { Category::Other }]),
            antecedent: Condition::Atom(PropositionId(hub.to_owned())),
            actors: BTreeSet::from([self.actor()]),
        }
    }

    /// Makes up how probable something is: of half of all that is asked, nobody says.
    fn interval(&mut self) -> Option<Interval> {
        let tenths = |rng: &mut Rng| f64::from(rng.u8(1..10)) / 10.0;
        match self.rng.u8(..4) {
            0 => {
                let (one, other) = (tenths(&mut self.rng), tenths(&mut self.rng));
                Some(Interval { least: one.min(other), most: one.max(other) })
            }
            1 => Some(Interval::exactly(tenths(&mut self.rng))),
            _ => None,
        }
    }
}
