//! Does a sentence look back or ahead where a time stands in it? As the verb that governs the time does.

use crate::tree::children;
use crate::word::Word;

use super::line::Line;

/// How far up the tree the verb is looked for.
const HEADS_MAX: usize = 12;

/// Where a verb looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Direction {
    Back,
    Ahead,
}

impl Line<'_> {
    /// Returns where the verb looks that governs a piece; nothing where it says neither.
    pub(super) fn direction(&self, at: usize) -> Option<Direction> {
        let mut word = self.word(at)?;
        for _ in 0..HEADS_MAX {
            if is_verb(&self.words[word])
                && let Some(direction) = tense(self.words, word)
            {
                return Some(direction);
            }
            let head = self.words[word].head;
            if head == word {
                return None;
            }
            word = head;
        }
        None
    }

    /// Returns whether the verb that governs a piece is in the past.
    pub(super) fn is_behind_past(&self, at: usize) -> bool {
        self.direction(at) == Some(Direction::Back)
    }
}

fn is_verb(word: &Word<'_>) -> bool {
    word.tag.starts_with("VB") || word.tag == "MD"
}

/// Returns where a verb looks; nothing for one that takes its time from the verb above it, or is in the present.
fn tense(words: &[Word<'_>], verb: usize) -> Option<Direction> {
    let helpers = || children(words, verb).filter(|at| matches!(words[*at].dep, "aux" | "auxpass"));
    let has = |texts: &[&str]| helpers().any(|at| words[at].is_any(texts));
    if has(&["will", "shall", "'ll", "’ll", "wo", "would", "may", "should", "must"]) {
        // `would have met` looks back.
        return Some(if has(&["have"]) { Direction::Back } else { Direction::Ahead });
    }
    if has(&["had", "has", "have", "was", "were", "did", "been"]) {
        return Some(Direction::Back);
    }
    match words[verb].tag {
        "VBD" => Some(Direction::Back),
        "VBN" if helpers().next().is_none() => Some(Direction::Back),
        "VB" if has(&["to"]) => Some(Direction::Ahead),
        "VBG" if has(&["is", "are", "am", "'s", "’s", "'re"]) => Some(Direction::Ahead),
        _ => None,
    }
}
