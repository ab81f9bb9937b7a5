//! Where could the actors of a dossier meet?
//!
//! In go the documents of a dossier that declares issues with their options; out comes a [`CommonGround`]: for each issue
//! where each actor stands on each option, with the sentences, and the packages that ask for the fewest moves. [`changes`]
//! holds two of them side by side.

mod changes;

use std::collections::{BTreeMap, BTreeSet};

use casus_claim::Term;
use casus_reason::common_ground::{Answer, Bounds, Issue, Packages, Reading, Stand, State, Told, packages, stand};
use casus_reason::phrases::Phrases;
use casus_text::Source;

use crate::Error;
use crate::dossier::{Dossier, IssueRule};
use crate::facts::Facts;
use crate::memory::Remembered;
use crate::pipeline::{Question, gather, in_order};
use crate::said::{By, Saying, sayings};

pub use changes::{Change, Changes, ZoneChange, changes};

/// So many packages are listed.
const PACKAGES_MAX: usize = 10;
/// At so many partial packages is looked.
const VISITED_MAX: usize = 1_000_000;

/// Where the actors of a dossier stand on its issues.
#[derive(Clone, Debug)]
pub struct CommonGround {
    /// The documents, each once.
    pub documents: Vec<Source>,
    /// Who has said anything on any issue, by name.
    pub actors: Vec<String>,
    /// The issues, in the order of the file.
    pub issues: Vec<Ground>,
    /// The issues of which somebody has spoken, counted from 0, and their packages in the cautious reading.
    pub packages: (Vec<usize>, Packages),
    /// The positions that mean no option of any issue, in the order of the documents.
    pub left: Vec<Saying>,
}

/// Where all actors stand on one issue.
#[derive(Clone, Debug)]
pub struct Ground {
    /// The issue, with its options.
    pub rule: IssueRule,
    /// For each actor and each option what is known.
    pub cells: Vec<Vec<Cell>>,
    /// The same, as far as it is reasoned over.
    pub issue: Issue,
}

/// Where one actor stands on one option.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cell {
    /// Where it stands, and where it stood before; the places are those of `told`.
    pub stand: Stand,
    /// What it said.
    pub told: Vec<Saying>,
    /// What it said that is neither yes nor no.
    pub reservations: Vec<Saying>,
}

impl Cell {
    /// Makes the cell of what one actor said of one option.
    pub(crate) fn of(said: impl IntoIterator<Item = Saying>) -> Self {
        let (told, reservations): (Vec<Saying>, Vec<Saying>) = said.into_iter().partition(|one| one.says.is_some());
        let stand = stand(&told.iter().filter_map(Saying::told).collect::<Vec<Told>>());
        Self { stand, told, reservations }
    }

    /// Returns where the actor stands; `None` where that is not stated.
    pub fn answer(&self) -> Option<&Answer> {
        self.stand.now.as_ref().map(|state| &state.answer)
    }

    /// Returns whether the actor says on a condition where it stands, wherever it says it.
    pub fn is_conditional(&self) -> bool {
        let is_so = |now: &State| self.sayings(now).all(|saying| saying.condition.is_some());
        self.stand.now.as_ref().is_some_and(is_so)
    }

    /// Returns what a state rests on.
    pub fn sayings<'c>(&'c self, state: &'c State) -> impl Iterator<Item = &'c Saying> {
        state.rests_on.iter().map(|&at| &self.told[at])
    }
}

impl CommonGround {
    /// Returns how many cells say something, and how many there are.
    pub fn stated(&self) -> (usize, usize) {
        let cells = || self.issues.iter().flat_map(|ground| ground.cells.iter().flatten());
        (cells().filter(|cell| cell.answer().is_some()).count(), cells().count())
    }
}

/// Finds out where the actors of a dossier stand, by what had been published in the days that are asked about.
pub fn common_ground(
    dossier: &Dossier,
    remembered: impl Into<Remembered>,
    question: &Question,
) -> Result<CommonGround, Error> {
    let remembered = in_order(remembered.into(), &question.period());
    let facts = gather(remembered, dossier, question)?;
    Ok(of_facts(facts, dossier, &dossier.known_terms()))
}

/// Which options of each issue somebody speaks of.
type Meant = Vec<BTreeSet<usize>>;

fn of_facts(facts: Facts, dossier: &Dossier, terms: &[Term]) -> CommonGround {
    let phrases: Vec<Phrases<usize>> = dossier.issues.iter().map(phrases).collect();
    let meant = |saying: &Saying| -> Meant {
        let of = |phrases: &Phrases<usize>| phrases.heard(&saying.about).into_iter().map(|found| found.means).collect();
        phrases.iter().map(of).collect()
    };
    let mut by_actor: BTreeMap<String, Vec<(Saying, Meant)>> = BTreeMap::new();
    let mut left = Vec::new();
    for saying in sayings(&facts, terms) {
        let meant = meant(&saying);
        if meant.iter().any(|options| !options.is_empty()) {
            by_actor.entry(saying.actor.clone()).or_default().push((saying, meant));
        } else if matches!(saying.by, By::Stance(_)) {
            left.push(saying);
        }
    }
    let ground = |(at, rule): (usize, &IssueRule)| {
        let cell = |said: &[(Saying, Meant)], option: usize| {
            let of = said.iter().filter(|(_, meant)| meant[at].contains(&option));
            Cell::of(of.map(|(saying, _)| saying.clone()))
        };
        let options = rule.options.len();
        let row = |said: &Vec<_>| (0..options).map(|option| cell(said, option)).collect::<Vec<_>>();
        let cells: Vec<Vec<Cell>> = by_actor.values().map(row).collect();
        let answers = cells.iter().map(|row| row.iter().map(|cell| cell.answer().cloned()).collect()).collect();
        Ground { rule: rule.clone(), cells, issue: Issue { answers, options } }
    };
    let issues: Vec<Ground> = dossier.issues.iter().enumerate().map(ground).collect();
    let spoken_of: Vec<usize> = (0..issues.len()).filter(|&at| !issues[at].issue.speakers().is_empty()).collect();
    let bounds = Bounds { kept_max: PACKAGES_MAX, visited_max: VISITED_MAX };
    let of: Vec<&Issue> = spoken_of.iter().map(|&at| &issues[at].issue).collect();
    let found = packages(&of, Reading::Cautious, bounds);
    let actors = by_actor.into_keys().collect();
    let documents = facts.documents.into_iter().map(|(source, _)| source).collect();
    CommonGround { documents, actors, issues, packages: (spoken_of, found), left }
}

/// Returns the phrases of an issue, each with its option.
fn phrases(rule: &IssueRule) -> Phrases<'_, usize> {
    let of_options = rule.options.iter().enumerate();
    Phrases::of(of_options.flat_map(|(at, option)| option.phrases.iter().map(move |phrase| (phrase.as_str(), at))))
}
