//! Where does a program match a text?
//!
//! All ways to match are followed at once, in the order in which Python would try them, one character after another
//! (Ken Thompson's method with Rob Pike's order of threads). So a run takes time in proportion to the text times the
//! ways that are open at once, whatever the pattern. The only repeated work is that of looking ahead and behind and of
//! starting at many places; [`Scratch::allow`] bounds it.

use super::program::{Assertion, Branch, Direction, Place, Program, Sight, Step, View};
use crate::characters::is_word;

/// Memory that searches use again, and the work that they may still do.
#[derive(Debug, Default)]
pub(crate) struct Scratch {
    /// One for the search and one for each look within a look.
    levels: Vec<Level>,
    work: u64,
}

#[derive(Debug, Default)]
struct Level {
    now: Threads,
    then: Threads,
    stack: Vec<Place>,
}

/// Places of a program, in the order in which they were reached, each once.
#[derive(Debug, Default)]
struct Threads {
    places: Vec<Place>,
    /// Where in `places` a place stands, if it stands there.
    at: Vec<u32>,
}

impl Scratch {
    /// Allows so many steps of work from here on; searches that need more find nothing.
    ///
    /// The limit is for hostile patterns: those of released pipelines read a few characters at each place.
    pub fn allow(&mut self, work: u64) {
        self.work = work;
    }

    /// Takes some of the allowed work; returns whether there was so much.
    fn take(&mut self, work: u64) -> bool {
        let left = self.work.checked_sub(work);
        self.work = left.unwrap_or(0);
        left.is_some()
    }
}

impl Threads {
    fn clear(&mut self) {
        self.places.clear();
    }

    /// Adds a place; returns whether it was not there.
    fn add(&mut self, place: Place) -> bool {
        let at = self.at[place as usize] as usize;
        if self.places.get(at) == Some(&place) {
            return false;
        }
        self.at[place as usize] = self.places.len() as u32;
        self.places.push(place);
        true
    }

    fn make_room(&mut self, places: usize) {
        if self.at.len() < places {
            self.at.resize(places, 0);
        }
    }
}

/// Which of the matches at a place counts.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Mode {
    /// Any: only whether there is one matters.
    Any,
    /// The one that Python would find first.
    First,
    /// As before, but not an empty one at this place.
    FirstNotEmptyAt(usize),
    /// The longest.
    Longest,
}

/// A program at work on a text.
pub(super) struct Search<'p, 't, 's> {
    program: &'p Program,
    text: &'t str,
    scratch: &'s mut Scratch,
}

/// What came of a run.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Outcome {
    /// Where the match ends, if there is one.
    pub end: Option<usize>,
    /// Where in the text the last character stands that was read.
    pub last_read: usize,
}

impl<'p, 't, 's> Search<'p, 't, 's> {
    pub fn new(program: &'p Program, text: &'t str, scratch: &'s mut Scratch) -> Self {
        Self { program, text, scratch }
    }

    /// Returns the next place from `position` on where a match could start, going by the character there.
    pub fn next_start(&mut self, position: usize) -> Option<usize> {
        let rest = self.text.get(position..)?;
        if self.program.is_open {
            return self.scratch.take(1).then_some(position);
        }
        let can_begin = |c: char| {
            if c.is_ascii() {
                !self.program.by_ascii[c as usize].is_empty()
            } else {
                self.program.branches.iter().any(|branch| self.program.can_begin(branch, c))
            }
        };
        let offset = rest.char_indices().find(|(_, c)| can_begin(*c)).map(|(offset, _)| offset);
        let is_allowed = self.scratch.take(offset.unwrap_or(rest.len()) as u64);
        offset.filter(|_| is_allowed).map(|offset| position + offset)
    }

    /// Runs the program from a place, in its direction.
    pub fn run(&mut self, start: usize, mode: Mode) -> Outcome {
        let program = self.program;
        let next = neighbour(self.text, start, program.direction);
        let by_ascii = next.filter(char::is_ascii).map(|c| &program.by_ascii[c as usize]);
        if by_ascii.is_some_and(Vec::is_empty) {
            return Outcome { end: None, last_read: start };
        }
        let mut machine = Machine::new(program, program.direction, self.text, self.scratch, 0);
        if let Some(places) = by_ascii {
            places.iter().for_each(|place| machine.reach(*place, start));
        } else {
            let can_begin = |branch: &&Branch| next.map_or(branch.first.is_open, |c| program.can_begin(branch, c));
            program.branches.iter().filter(can_begin).for_each(|branch| machine.reach(branch.place, start));
        }
        machine.go(start, mode)
    }
}

/// Returns the character that is read next at a place.
fn neighbour(text: &str, position: usize, direction: Direction) -> Option<char> {
    match direction {
        Direction::Forwards => text[position..].chars().next(),
        Direction::Backwards => text[..position].chars().next_back(),
    }
}

/// Returns the place after a character was read.
fn after(position: usize, c: Option<char>, direction: Direction) -> usize {
    let len = c.map_or(0, char::len_utf8);
    match direction {
        Direction::Forwards => position + len,
        Direction::Backwards => position - len,
    }
}

/// A run of a program, or of a look within it.
struct Machine<'p, 't, 's> {
    program: &'p Program,
    direction: Direction,
    text: &'t str,
    scratch: &'s mut Scratch,
    /// How many looks this one stands in.
    depth: usize,
    level: Level,
}

impl<'p, 't, 's> Machine<'p, 't, 's> {
    fn new(program: &'p Program, direction: Direction, text: &'t str, scratch: &'s mut Scratch, depth: usize) -> Self {
        if scratch.levels.len() <= depth {
            scratch.levels.resize_with(depth + 1, Level::default);
        }
        let mut level = std::mem::take(&mut scratch.levels[depth]);
        level.now.make_room(program.steps.len());
        level.then.make_room(program.steps.len());
        level.then.clear();
        Self { program, direction, text, scratch, depth, level }
    }

    /// Follows a thread from a place of the program, at a place of the text, to where it has to read.
    fn reach(&mut self, place: Place, position: usize) {
        self.level.stack.push(place);
        while let Some(place) = self.level.stack.pop() {
            if !self.level.then.add(place) {
                continue;
            }
            match self.program.steps[place as usize] {
                Step::Split(first, second) => self.level.stack.extend([second, first]),
                Step::Assert(assertion, next) if self.holds(assertion, position) => self.level.stack.push(next),
                Step::Assert(..) | Step::Read(..) | Step::Match => {}
            }
        }
    }

    /// Reads on from where threads have been reached until none is left.
    fn go(mut self, start: usize, mode: Mode) -> Outcome {
        let mut outcome = Outcome { end: None, last_read: start };
        let mut position = start;
        while self.take_work() {
            outcome.last_read = position;
            let next = neighbour(self.text, position, self.direction);
            let after = after(position, next, self.direction);
            if let Some(end) = self.step(next, position, after, start, mode) {
                outcome.end = Some(end);
                if mode == Mode::Any {
                    break;
                }
            }
            position = after;
        }
        self.scratch.levels[self.depth] = self.level;
        outcome
    }

    /// Takes up the threads that were reached; returns whether there are any, and work is still allowed.
    fn take_work(&mut self) -> bool {
        std::mem::swap(&mut self.level.now, &mut self.level.then);
        self.level.then.clear();
        let work = self.level.now.places.len() as u64;
        work > 0 && self.scratch.take(work)
    }

    /// Takes all threads past one character; returns the place if one of them is at its match.
    fn step(&mut self, next: Option<char>, position: usize, after: usize, start: usize, mode: Mode) -> Option<usize> {
        let mut end = None;
        for index in 0..self.level.now.places.len() {
            match self.program.steps[self.level.now.places[index] as usize] {
                Step::Read(set, place) => {
                    if next.is_some_and(|c| self.program.set(set).contains(c)) {
                        self.reach(place, after);
                    }
                }
                Step::Match if position == start && mode == Mode::FirstNotEmptyAt(start) => {}
                Step::Match => {
                    end = Some(position);
                    // Threads that come later are less wanted; the longest match is wanted of all.
                    if mode != Mode::Longest {
                        break;
                    }
                }
                Step::Split(..) | Step::Assert(..) => {}
            }
        }
        end
    }

    fn holds(&mut self, assertion: Assertion, position: usize) -> bool {
        let rest = &self.text[position..];
        match assertion {
            Assertion::Start => position == 0,
            Assertion::End => rest.is_empty() || rest == "\n",
            Assertion::VeryEnd => rest.is_empty(),
            Assertion::WordBound(is_bound) => {
                let before = self.text[..position].chars().next_back().is_some_and(is_word);
                let behind = rest.chars().next().is_some_and(is_word);
                // In an empty text, neither `\b` nor `\B` holds.
                !self.text.is_empty() && (before != behind) == is_bound
            }
            Assertion::Look(sight) => {
                let sight = &self.program.sights[sight as usize];
                self.sees(sight, position) != sight.is_negated
            }
        }
    }

    fn sees(&mut self, sight: &'p Sight, position: usize) -> bool {
        match &sight.view {
            View::Sets(sets) => {
                let mut position = position;
                sets.iter().all(|set| {
                    let next = neighbour(self.text, position, sight.direction);
                    position = after(position, next, sight.direction);
                    next.is_some_and(|c| self.program.set(*set).contains(c))
                })
            }
            View::Steps(place) => {
                let mut machine = Machine::new(self.program, sight.direction, self.text, self.scratch, self.depth + 1);
                machine.reach(*place, position);
                machine.go(position, Mode::Any).end.is_some()
            }
        }
    }
}
