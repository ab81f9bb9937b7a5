//! Where does a text fall into tokens?
//!
//! In goes a text; out come words and their places, as spaCy's tokenizer gives them. The text is cut at white space into
//! chunks; a chunk loses what its pipeline's patterns take for prefixes and suffixes, and is cut at infixes; some chunks,
//! and some sequences of tokens, have rules of their own ("don't" is "do" and "n't"). How one chunk falls apart depends
//! on nothing else, so a reader keeps those it has met.

mod affixes;
mod cache;
mod file;
mod phrases;

pub(crate) use cache::ChunkCache;

use std::ops::Range;
use std::sync::Arc;

use affixes::Splitter;
use cache::Row;
use phrases::Phrases;

use crate::characters::is_space;
use crate::doc::Token;
use crate::draft::Draft;
use crate::lexicon::Lexicon;
use crate::pattern::Scratch;
use crate::{ModelError, tokenizer::file::Parts};

/// The rules by which a pipeline cuts texts into tokens.
#[derive(Debug)]
pub(crate) struct Tokenizer {
    splitter: Splitter,
    phrases: Phrases,
}

impl Tokenizer {
    /// Reads a pipeline's file `tokenizer`; `file` is its name for errors.
    pub fn from_bytes(file: &str, bytes: &[u8]) -> Result<Self, ModelError> {
        let Parts { splitter, is_quick } = Parts::read(file, bytes)?;
        let mut phrases = Phrases::default();
        let (mut scratch, mut pieces) = (Scratch::default(), Vec::new());
        // A rule that no affix touches can only apply to a whole chunk, or to what is left of one.
        let texts: Vec<&str> = splitter.special_texts().collect();
        for text in texts {
            if is_quick && !text.contains(' ') && !splitter.touches(text, &mut scratch) {
                continue;
            }
            for (chunk, _) in chunks(text) {
                splitter.split_plainly(text, chunk, &mut scratch, &mut pieces);
            }
            phrases.add(pieces.drain(..).map(|piece| &text[piece.bytes]));
        }
        Ok(Self { splitter, phrases })
    }

    /// Cuts a text into tokens.
    ///
    /// The ids of the words are the lexicon's of this moment. The cache may have been used with any text, but with this
    /// tokenizer alone; the result does not depend on it.
    pub fn tokenize(&self, text: &str, lexicon: &mut Lexicon, cache: &mut ChunkCache) -> Draft {
        cache.keep_up_with(lexicon);
        let mut rows = cache.take_rows();
        let mut openings = Vec::new();
        for (chunk, has_space) in chunks(text) {
            let start = rows.len();
            cache.tokens(&text[chunk.clone()], chunk.start, lexicon, &self.splitter, &mut rows);
            if let Some(last) = rows.last_mut() {
                last.has_space = has_space;
            }
            let opens = |index: &usize| self.phrases.is_opened_by(lexicon.word(rows[*index].word).hashes.orth);
            openings.extend((start..rows.len()).filter(opens));
        }
        let found = self.phrases.find(&openings, &rows, lexicon);
        if !found.is_empty() {
            self.apply(text, &found, &mut rows, lexicon);
        }
        let draft = draft(&rows);
        cache.give_back_rows(rows);
        draft
    }

    /// Puts the tokens of rules in the place of sequences of tokens that have the same text together.
    fn apply(&self, text: &str, found: &[Range<usize>], rows: &mut Vec<Row>, lexicon: &mut Lexicon) {
        let mut applied = Vec::with_capacity(rows.len());
        let mut next = 0;
        for tokens in found {
            let bytes = rows[tokens.start].start..rows[tokens.end - 1].end;
            // The tokens may stand apart in the text, which the rule's text does not.
            let Some(special) = self.splitter.special(&text[bytes.clone()]) else { continue };
            applied.extend_from_slice(&rows[next..tokens.start]);
            applied.extend(special.rows(text, bytes.start, lexicon));
            if let Some(last) = applied.last_mut() {
                last.has_space = rows[tokens.end - 1].has_space;
            }
            next = tokens.end;
        }
        applied.extend_from_slice(&rows[next..]);
        *rows = applied;
    }
}

/// Returns the runs of white space and of other characters, each with whether a single space follows that belongs to none.
///
/// A space after other characters belongs to no run, and a run of white space begins after it.
fn chunks(text: &str) -> impl Iterator<Item = (Range<usize>, bool)> {
    let mut start = 0;
    std::iter::from_fn(move || {
        let rest = &text[start..];
        let is_blank = is_space(rest.chars().next()?);
        let len = rest.find(|c| is_space(c) != is_blank).unwrap_or(rest.len());
        let chunk = start..start + len;
        let has_space = !is_blank && rest[len..].starts_with(' ');
        start = chunk.end + usize::from(has_space);
        Some((chunk, has_space))
    })
}

fn draft(rows: &[Row]) -> Draft {
    // One empty lemma for each text: were it one for all, all threads would count in one place how often it is used.
    let lemma = Arc::from("");
    let token = |(index, row): (usize, &Row)| {
        let index = u32::try_from(index).expect("memory ends before four billion tokens");
        Token::with_lemma(index, row.start..row.end, row.has_space, Arc::clone(&lemma))
    };
    Draft { words: rows.iter().map(|row| row.word).collect(), tokens: rows.iter().enumerate().map(token).collect() }
}

#[cfg(test)]
mod tests;
