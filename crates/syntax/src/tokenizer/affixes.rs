//! How does a chunk fall apart?

use std::collections::BTreeMap;
use std::ops::Range;

use super::cache::Row;
use crate::lexicon::Lexicon;
use crate::pattern::{Pattern, Scratch};

/// A token within a text.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Piece {
    pub bytes: Range<usize>,
    /// The number of its norm, if a rule sets it.
    pub norm: Option<u64>,
}

/// The tokens that a rule gives for its text.
#[derive(Debug)]
pub(super) struct Special {
    /// Within the rule's text, which they fill.
    pub pieces: Vec<Piece>,
}

impl Special {
    fn pieces_from(&self, start: usize) -> impl Iterator<Item = Piece> {
        self.pieces
            .iter()
            .map(move |Piece { bytes, norm }| Piece { bytes: start + bytes.start..start + bytes.end, norm: *norm })
    }

    /// Returns the rule's tokens where its text stands at `start` of another.
    pub fn rows(&self, text: &str, start: usize, lexicon: &mut Lexicon) -> impl Iterator<Item = Row> {
        self.pieces_from(start).map(|piece| Row::new(text, piece, lexicon))
    }
}

/// The patterns that cut a chunk.
#[derive(Debug, Default)]
pub(super) struct Patterns {
    pub prefix: Option<Pattern>,
    pub suffix: Option<Pattern>,
    pub infix: Option<Pattern>,
    /// What is a token as a whole, whatever affixes it has.
    pub token: Option<Pattern>,
    /// What is a token as a whole when it has lost its affixes.
    pub url: Option<Pattern>,
}

/// The patterns and the rules for single texts that cut a chunk.
#[derive(Debug)]
pub(super) struct Splitter {
    patterns: Patterns,
    specials: BTreeMap<Box<str>, Special>,
    /// No rule's text is longer, in bytes.
    special_len_max: usize,
}

/// The steps of matching that a chunk may take, for each of its bytes and in any case.
///
/// English and French were seen to take up to 270 a byte, on text made to be slow. The limit keeps hostile patterns from
/// quadratic time; past it, what is left of the chunk is one token.
const WORK: (u64, u64) = (2_000, 100_000);

impl Splitter {
    pub fn new(patterns: Patterns) -> Self {
        Self { patterns, specials: BTreeMap::new(), special_len_max: 0 }
    }

    /// Adds a rule for a text.
    pub fn add_special(&mut self, text: &str, special: Special) {
        self.special_len_max = self.special_len_max.max(text.len());
        self.specials.insert(text.into(), special);
    }

    /// Returns the texts that have rules.
    pub fn special_texts(&self) -> impl Iterator<Item = &str> {
        self.specials.keys().map(|text| &**text)
    }

    /// Returns the rule for a text.
    pub fn special(&self, text: &str) -> Option<&Special> {
        if text.len() <= self.special_len_max { self.specials.get(text) } else { None }
    }

    /// Returns whether any affix is found in a text.
    pub fn touches(&self, text: &str, scratch: &mut Scratch) -> bool {
        allow_work(text.len(), scratch);
        let mut infixes = Vec::new();
        if let Some(infix) = &self.patterns.infix {
            infix.find_all(text, scratch, &mut infixes);
        }
        prefix_len(self.patterns.prefix.as_ref(), text, scratch) > 0
            || suffix_len(self.patterns.suffix.as_ref(), text, scratch) > 0
            || !infixes.is_empty()
    }

    /// Cuts a chunk of a text into tokens.
    pub fn split(&self, text: &str, chunk: Range<usize>, scratch: &mut Scratch, pieces: &mut Vec<Piece>) {
        Split { splitter: self, with_specials: true, text, scratch, pieces }.run(chunk);
    }

    /// Cuts a chunk of a text into tokens as if there were no rules for single texts.
    pub fn split_plainly(&self, text: &str, chunk: Range<usize>, scratch: &mut Scratch, pieces: &mut Vec<Piece>) {
        Split { splitter: self, with_specials: false, text, scratch, pieces }.run(chunk);
    }
}

fn allow_work(len_bytes: usize, scratch: &mut Scratch) {
    scratch.allow((len_bytes as u64).saturating_mul(WORK.0).saturating_add(WORK.1));
}

struct Split<'a> {
    splitter: &'a Splitter,
    with_specials: bool,
    text: &'a str,
    scratch: &'a mut Scratch,
    pieces: &'a mut Vec<Piece>,
}

impl<'a> Split<'a> {
    fn run(&mut self, chunk: Range<usize>) {
        allow_work(chunk.len(), self.scratch);
        let mut suffixes = Vec::new();
        let core = self.strip(chunk, &mut suffixes);
        allow_work(core.len(), self.scratch);
        if let Some(special) = self.special(core.clone()) {
            self.pieces.extend(special.pieces_from(core.start));
        } else if !core.is_empty() {
            self.cut(core);
        }
        suffixes.into_iter().rev().for_each(|suffix| self.push(suffix));
    }

    fn push(&mut self, bytes: Range<usize>) {
        if !bytes.is_empty() {
            self.pieces.push(Piece { bytes, norm: None });
        }
    }

    fn special(&self, bytes: Range<usize>) -> Option<&'a Special> {
        if self.with_specials { self.splitter.special(&self.text[bytes]) } else { None }
    }

    /// Takes prefixes and suffixes off until none is left, or what is left is a token; returns what is left.
    fn strip(&mut self, chunk: Range<usize>, suffixes: &mut Vec<Range<usize>>) -> Range<usize> {
        let token = self.splitter.patterns.token.as_ref().filter(|token| token.may_match(&self.text[chunk.clone()]));
        let mut left = chunk;
        let mut mismatch = None;
        while !left.is_empty() {
            if token.is_some_and(|token| self.is_token(token, left.clone(), &mut mismatch))
                || self.special(left.clone()).is_some()
            {
                break;
            }
            let prefix = prefix_len(self.splitter.patterns.prefix.as_ref(), &self.text[left.clone()], self.scratch);
            let inner = left.start + prefix..left.end;
            if prefix > 0 && !inner.is_empty() && self.special(inner.clone()).is_some() {
                self.push(left.start..inner.start);
                return inner;
            }
            let suffix = suffix_len(self.splitter.patterns.suffix.as_ref(), &self.text[inner.clone()], self.scratch);
            let before = left.start..left.end - suffix;
            if suffix > 0 && !before.is_empty() && self.special(before.clone()).is_some() {
                suffixes.push(before.end..left.end);
                return before;
            }
            if prefix == 0 && suffix == 0 {
                break;
            }
            self.push(left.start..inner.start);
            if suffix > 0 {
                suffixes.push(before.end..left.end);
            }
            left = inner.start..before.end;
        }
        left
    }

    /// Returns whether what is left is a token as a whole.
    ///
    /// That it was none is remembered as long as suffixes alone are taken off, with the end from which on the same holds:
    /// so a long beginning is read once, not once for each suffix.
    fn is_token(&mut self, token: &Pattern, left: Range<usize>, mismatch: &mut Option<Range<usize>>) -> bool {
        if mismatch.as_ref().is_some_and(|known| known.start == left.start && known.end <= left.end) {
            return false;
        }
        *mismatch = token.mismatch(&self.text[left.clone()], self.scratch).map(|len| left.start..left.start + len);
        mismatch.is_none()
    }

    /// Cuts what has no more affixes at its infixes, unless it is a token as a whole.
    fn cut(&mut self, core: Range<usize>) {
        let text = &self.text[core.clone()];
        let whole = [&self.splitter.patterns.token, &self.splitter.patterns.url];
        let is_whole = whole.into_iter().flatten().any(|pattern| pattern.matches(text, self.scratch));
        let mut infixes = Vec::new();
        if let Some(infix) = &self.splitter.patterns.infix
            && !is_whole
        {
            infix.find_all(text, self.scratch, &mut infixes);
        }
        let mut start = core.start;
        // Nothing is cut off at the very start.
        for infix in infixes.into_iter().filter(|infix| infix.start > 0) {
            self.push(start..core.start + infix.start);
            start = core.start + infix.end;
            self.push(core.start + infix.start..start);
        }
        self.push(start..core.end);
    }
}

/// Returns the length in bytes of the prefix of a text.
fn prefix_len(prefix: Option<&Pattern>, text: &str, scratch: &mut Scratch) -> usize {
    match prefix.and_then(|prefix| prefix.find(text, scratch)) {
        None => 0,
        Some(found) if found.start == 0 => found.end,
        // A pattern that is not tied to the start finds something else; as long as that is what is cut off.
        Some(found) => {
            let count = text[found].chars().count();
            text.char_indices().nth(count).map_or(text.len(), |(offset, _)| offset)
        }
    }
}

/// Returns the length in bytes of the suffix of a text.
fn suffix_len(suffix: Option<&Pattern>, text: &str, scratch: &mut Scratch) -> usize {
    match suffix.and_then(|suffix| suffix.find(text, scratch)) {
        None => 0,
        Some(found) if found.end == text.len() => found.len(),
        Some(found) => {
            let count = text[found].chars().count();
            let start = text.char_indices().rev().take(count).last().map_or(text.len(), |(offset, _)| offset);
            text.len() - start
        }
    }
}
