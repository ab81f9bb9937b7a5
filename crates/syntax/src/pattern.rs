//! Where does a pattern of a pipeline match?
//!
//! Pipelines bring their patterns as sources of Python's `re`, with assertions that look ahead and behind. They are run
//! here by a machine of our own, for three reasons. `fancy-regex`, the library for such patterns, goes back and tries
//! again, which takes quadratic or exponential time on hostile text; here all ways are followed at once. It also takes
//! from 2 to 15 microseconds to look for a prefix, a suffix or an infix of an ordinary word and 38 milliseconds to build
//! the 1.4 MB of French rules (version 0.20, measured on released pipelines), where this machine, over characters and
//! with the alternatives sorted by what they begin with, cuts up a whole word in three and loads all of French in as many
//! milliseconds. And what Python takes for a letter, a digit or the same letter in capitals is not what Rust's libraries
//! take for it.
//!
//! The choice among several matches is Python's: the leftmost start, then the first alternative, then as many
//! repetitions as possible (or as few, where the pattern says so).

mod insight;
mod parse;
mod program;
mod search;
mod set;
mod syntax;

pub(crate) use search::Scratch;

use std::ops::Range;
use std::sync::Arc;

use crate::ModelError;
use insight::{Needed, is_anchored, is_at_end, needed};
use program::{Direction, Program};
use search::{Mode, Outcome, Search};
use set::CharSet;

/// A pattern of Python's `re`, ready to be matched.
#[derive(Debug)]
pub(crate) struct Pattern {
    forwards: Program,
    /// The pattern read from its end, if every match reaches to the text's end.
    backwards: Option<Program>,
    /// Whether every match begins where the text does.
    is_anchored: bool,
    /// Characters of which every match has one.
    needed: Option<Needed>,
}

impl Pattern {
    /// Reads the source of a pattern; `file` and `name` say where it stands, for errors.
    pub fn new(file: &str, name: &str, source: &str) -> Result<Self, ModelError> {
        let (node, sets) = parse::parse(source).map_err(|error| error.into_model_error(file, name))?;
        let sets: Arc<[CharSet]> = sets.into();
        let program = |direction| {
            Program::new(&node, &sets, direction)
                .ok_or_else(|| ModelError::unsupported("the size of the pattern", name))
        };
        let backwards = if is_at_end(&node) { Some(program(Direction::Backwards)?) } else { None };
        Ok(Self {
            forwards: program(Direction::Forwards)?,
            backwards,
            is_anchored: is_anchored(&node),
            needed: needed(&node, &sets),
        })
    }

    /// Returns whether the pattern matches at the start of the text, as Python's `match`.
    pub fn matches(&self, text: &str, scratch: &mut Scratch) -> bool {
        self.may_match(text) && self.mismatch(text, scratch).is_none()
    }

    /// Returns nothing if the pattern matches at the start of the text; otherwise a length in bytes: the text cut off
    /// there, or anywhere behind, does not match either.
    pub fn mismatch(&self, text: &str, scratch: &mut Scratch) -> Option<usize> {
        let Outcome { end, last_read } = Search::new(&self.forwards, text, scratch).run(0, Mode::Any);
        if end.is_some() {
            return None;
        }
        // What stands ahead was read, too; and a `$` holds before a line break where the text is cut off after it.
        let next = text[last_read..].chars().next();
        let is_all_read = !self.forwards.sights.is_empty() || next == Some('\n');
        Some(if is_all_read { text.len() } else { last_read + next.map_or(0, char::len_utf8) })
    }

    /// Returns whether the text has a character that every match has: if not, no part of the text matches either.
    pub fn may_match(&self, text: &str) -> bool {
        self.needed.as_ref().is_none_or(|needed| needed.is_in(text))
    }

    /// Returns the first match, as Python's `search`.
    pub fn find(&self, text: &str, scratch: &mut Scratch) -> Option<Range<usize>> {
        // A `$` also holds before a line break that ends the text; read from the end, that would give two ways to start.
        match &self.backwards {
            Some(backwards) if !text.ends_with('\n') => {
                let start = Search::new(backwards, text, scratch).run(text.len(), Mode::Longest).end?;
                Some(start..text.len())
            }
            _ => self.find_from(text, 0, Mode::First, scratch),
        }
    }

    /// Returns all matches that do not overlap, as Python's `finditer`.
    ///
    /// A match may be empty, but not where the one before it, also empty, stands.
    pub fn find_all(&self, text: &str, scratch: &mut Scratch, matches: &mut Vec<Range<usize>>) {
        let (mut start, mut mode) = (0, Mode::First);
        while let Some(found) = self.find_from(text, start, mode, scratch) {
            mode = if found.is_empty() { Mode::FirstNotEmptyAt(found.end) } else { Mode::First };
            start = found.end;
            matches.push(found);
        }
    }

    /// Returns the first match that starts at `start` or later.
    fn find_from(&self, text: &str, start: usize, mode: Mode, scratch: &mut Scratch) -> Option<Range<usize>> {
        let mut search = Search::new(&self.forwards, text, scratch);
        if self.is_anchored {
            return if start == 0 { search.run(0, mode).end.map(|end| 0..end) } else { None };
        }
        let mut position = start;
        loop {
            position = search.next_start(position)?;
            if let Some(end) = search.run(position, mode).end {
                return Some(position..end);
            }
            position += text[position..].chars().next()?.len_utf8();
        }
    }
}

#[cfg(test)]
mod tests;
