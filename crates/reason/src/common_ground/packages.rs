//! Which packages, of one option for each issue, ask for the fewest moves?
//!
//! The search is exact: it goes through all combinations but those that cannot be better than the best that were found. A
//! bound to what it looks at keeps it from going on for ever, and the answer says when that was reached.

use std::cmp::Reverse;

use num_bigint::BigUint;

use super::{Issue, Mover, Reading};

/// How far the search goes.
#[derive(Clone, Copy, Debug)]
pub struct Bounds {
    /// So many packages are kept.
    pub kept_max: usize,
    /// At so many partial packages is looked.
    pub visited_max: usize,
}

/// One option for each issue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Package {
    /// The option of each issue, counted from 0.
    pub options: Vec<usize>,
    /// Who would have to move, and by how many steps in all, in the order of the actors.
    pub movers: Vec<Mover>,
    /// The steps of all of them together.
    pub steps: usize,
    /// How often an actor accepts one of the options or is open to it.
    pub support: usize,
}

/// The packages of some issues.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Packages {
    /// How many combinations there are.
    pub combinations: BigUint,
    /// How many of them nobody rejects.
    pub unrejected: BigUint,
    /// Those with the fewest steps, of these those with the fewest who move, of these those with the most support.
    pub best: Vec<Package>,
    /// Whether the search came to its end, so that no better one can have been missed.
    pub is_whole: bool,
}

/// Finds the packages of issues, each of which has the same actors and at least one option.
pub fn packages(issues: &[&Issue], reading: Reading, bounds: Bounds) -> Packages {
    let product =
        |count: &dyn Fn(&Issue) -> usize| issues.iter().map(|issue| BigUint::from(count(issue))).product::<BigUint>();
    if issues.is_empty() {
        return Packages { is_whole: true, ..Packages::default() };
    }
    let mut search = Search::of(issues, reading, bounds);
    search.run();
    Packages {
        combinations: product(&|issue| issue.options),
        unrejected: product(&|issue| issue.unrejected(reading).len()),
        is_whole: !search.is_stopped,
        best: search.best.into_iter().map(|(_, package)| package).collect(),
    }
}

/// What orders packages: the steps, the actors who move, and the support.
type Key = (usize, usize, Reverse<usize>);

/// An option of an issue as the search sees it.
struct Choice {
    option: usize,
    steps: Vec<Mover>,
    total: usize,
    support: usize,
}

struct Search {
    /// The choices of each issue, the best first.
    issues: Vec<Vec<Choice>>,
    /// The fewest steps and the most support that the issues from each on can add.
    rest: Vec<(usize, usize)>,
    bounds: Bounds,
    /// How many partial packages may still be looked at.
    left: usize,
    is_stopped: bool,
    best: Vec<(Key, Package)>,
    chosen: Vec<usize>,
    /// The steps of each actor so far.
    steps: Vec<usize>,
}

impl Search {
    fn of(issues: &[&Issue], reading: Reading, bounds: Bounds) -> Self {
        let choices = |issue: &&Issue| {
            let choice = |option: usize| {
                let steps = issue.movers(option, reading);
                let total = steps.iter().map(|mover| mover.steps).sum();
                Choice { option, steps, total, support: issue.support(option, reading) }
            };
            let mut choices: Vec<Choice> = (0..issue.options).map(choice).collect();
            choices.sort_by_key(|choice| (choice.total, Reverse(choice.support)));
            choices
        };
        let issues_ranked: Vec<Vec<Choice>> = issues.iter().map(choices).collect();
        let mut rest = vec![(0, 0)];
        for choices in issues_ranked.iter().rev() {
            let (steps, support) = *rest.last().expect("there is the end");
            let fewest = choices.iter().map(|choice| choice.total).min().unwrap_or(0);
            let most = choices.iter().map(|choice| choice.support).max().unwrap_or(0);
            rest.push((steps + fewest, support + most));
        }
        rest.reverse();
        let actors = issues.first().map_or(0, |issue| issue.answers.len());
        Self {
            issues: issues_ranked,
            rest,
            bounds,
            left: bounds.visited_max,
            is_stopped: false,
            best: Vec::new(),
            chosen: Vec::new(),
            steps: vec![0; actors],
        }
    }

    /// Goes through the packages, the deepest choice first, without calling itself.
    fn run(&mut self) {
        // For each issue that is being chosen for, the choice to try next.
        let mut next = vec![0];
        while let Some(choice) = next.pop() {
            let at = next.len();
            if choice > 0 {
                self.chosen.pop();
                self.turn(at, choice - 1, usize::wrapping_sub);
            }
            if choice == self.issues[at].len() {
                continue;
            }
            if self.left == 0 {
                self.is_stopped = true;
                return;
            }
            self.left -= 1;
            next.push(choice + 1);
            self.chosen.push(choice);
            self.turn(at, choice, usize::wrapping_add);
            match at + 1 {
                deeper if self.cannot_be_better(deeper) => {}
                deeper if deeper == self.issues.len() => self.keep(),
                _ => next.push(0),
            }
        }
    }

    /// Adds the steps of a choice, or takes them away again.
    fn turn(&mut self, at: usize, choice: usize, change: fn(usize, usize) -> usize) {
        for mover in &self.issues[at][choice].steps {
            self.steps[mover.actor] = change(self.steps[mover.actor], mover.steps);
        }
    }

    /// Returns the best that a package can become which begins with what is chosen.
    fn key(&self, at: usize) -> Key {
        let chosen = self.chosen.iter().zip(&self.issues).map(|(&choice, choices)| choices[choice].support);
        let (steps, support) = self.rest[at];
        let moving = self.steps.iter().filter(|&&steps| steps > 0).count();
        (self.steps.iter().sum::<usize>() + steps, moving, Reverse(chosen.sum::<usize>() + support))
    }

    /// Of equals the one that comes first is kept.
    fn cannot_be_better(&self, at: usize) -> bool {
        let is_full = self.best.len() >= self.bounds.kept_max;
        is_full && self.best.last().is_none_or(|(worst, _)| self.key(at) >= *worst)
    }

    fn keep(&mut self) {
        let key = self.key(self.issues.len());
        let movers = self.steps.iter().enumerate().map(|(actor, &steps)| Mover { actor, steps });
        let chosen = self.chosen.iter().zip(&self.issues);
        let package = Package {
            options: chosen.map(|(&choice, choices)| choices[choice].option).collect(),
            movers: movers.filter(|mover| mover.steps > 0).collect(),
            steps: key.0,
            support: key.2.0,
        };
        let place = self.best.partition_point(|(other, _)| *other <= key);
        self.best.insert(place, (key, package));
        self.best.truncate(self.bounds.kept_max);
    }
}
