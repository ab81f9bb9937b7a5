//! Does a sentence look back or ahead where a time stands in it? As the verb that governs the time does.

use crate::tree::children;
use crate::word::Word;

use super::line::Line;
use super::thing::{Bound, Phrase};

/// Verbs whose object lies ahead of them.
const PLANNING: [&str; 6] = ["plan", "schedule", "expect", "slate", "intend", "propose"];

/// Verbs whose present tense tells of the past or of what lasts.
const STATING: [&str; 6] = ["say", "be", "have", "do", "show", "report"];

/// How far up the tree the verb is looked for.
const HEADS_MAX: usize = 12;

/// Where a verb looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Direction {
    pub is_ahead: bool,
    /// Whether nothing near could be meant in spite of it.
    pub is_sure: bool,
}

impl Direction {
    pub const BACK: Self = Self { is_ahead: false, is_sure: false };
    pub const SURELY_BACK: Self = Self { is_ahead: false, is_sure: true };
    pub const AHEAD: Self = Self { is_ahead: true, is_sure: false };
    pub const SURELY_AHEAD: Self = Self { is_ahead: true, is_sure: true };
}

impl Line<'_> {
    /// Returns where a time lies as its bound or its verb tells; nothing where neither does.
    pub(super) fn direction(&self, phrase: &Phrase) -> Option<Direction> {
        match phrase.bound {
            Some(Bound::Until | Bound::By) => Some(Direction::SURELY_AHEAD),
            Some(Bound::Since) if self.is(phrase.first, "since") => Some(Direction::SURELY_BACK),
            _ => self.direction_at(phrase.first, phrase.after),
        }
    }

    /// Returns where the verb looks that governs some pieces.
    fn direction_at(&self, at: usize, after: usize) -> Option<Direction> {
        if at > 1 && self.is(at - 1, "as") && self.is_any(at - 2, &["soon", "early"]) {
            return Some(Direction::SURELY_AHEAD);
        }
        let start = self.word(at)?;
        // `Wednesday’s ruling` has a tense of its own, which nobody knows.
        if self.words.get(start + 1).is_some_and(|word| word.tag == "POS") {
            return None;
        }
        let behind = self.word(after).unwrap_or(self.words.len());
        let mut word = start;
        let mut is_in_noun = false;
        for _ in 0..HEADS_MAX {
            if is_verb(&self.words[word])
                && let Some(direction) = tense(self.words, word, is_in_noun)
            {
                return Some(direction);
            }
            is_in_noun |= word >= behind && self.words[word].tag.starts_with("NN")
                || word < start && self.words[word].tag.starts_with("NN");
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
        self.direction_at(at, at + 1).is_some_and(|direction| !direction.is_ahead)
    }
}

fn is_verb(word: &Word<'_>) -> bool {
    word.tag.starts_with("VB") || word.tag == "MD"
}

/// Returns where a verb looks; nothing for one that takes its time from the verb above it, or is in the present.
fn tense(words: &[Word<'_>], verb: usize, is_in_noun: bool) -> Option<Direction> {
    let helpers = || children(words, verb).filter(|at| matches!(words[*at].dep, "aux" | "auxpass"));
    let has = |texts: &[&str]| helpers().any(|at| words[at].is_any(texts));
    let is_promised = has(&["will", "shall", "'ll", "’ll", "wo"]);
    if is_promised || has(&["would", "may", "should", "must"]) {
        // `would have met` looks back.
        return Some(match (has(&["have"]), is_promised) {
            (true, _) => Direction::BACK,
            (false, true) => Direction::SURELY_AHEAD,
            (false, false) => Direction::AHEAD,
        });
    }
    // What was planned lies ahead of the planning.
    if PLANNING.contains(&words[verb].lemma) {
        // `a round planned for May was called off`: when it was planned for, the verb above tells.
        let is_participle = words[verb].tag == "VBN" && helpers().next().is_none();
        return (!is_participle).then_some(Direction::AHEAD);
    }
    if has(&["had", "has", "have", "was", "were", "did", "been"]) {
        return Some(Direction::BACK);
    }
    match words[verb].tag {
        "VBD" => Some(Direction::BACK),
        "VBN" if helpers().next().is_none() => Some(Direction::BACK),
        "VBN" if has(&["is", "are"]) && !is_in_noun => Some(Direction::AHEAD),
        // `to mark the entry on Friday` and `the decision to meet on Friday` need not lie ahead, as `to enter on Friday` does.
        "VB" if has(&["to"]) && !is_in_noun && words[verb].dep != "acl" => Some(Direction::AHEAD),
        "VBZ" | "VBP" if !STATING.contains(&words[verb].lemma) && !is_in_noun => Some(Direction::AHEAD),
        "VBG" if has(&["is", "are", "am", "'s", "’s", "'re"]) => Some(Direction::AHEAD),
        _ => None,
    }
}
