//! What is known of the chunks met before?

use std::ops::Range;

use super::affixes::{Piece, Splitter};
use crate::lexicon::{Lexicon, WordId};
use crate::pattern::Scratch;

/// A token in the making.
#[derive(Clone, Copy, Debug)]
pub(super) struct Row {
    pub start: usize,
    pub end: usize,
    pub word: WordId,
    pub has_space: bool,
}

impl Row {
    pub fn new(text: &str, piece: Piece, lexicon: &mut Lexicon) -> Self {
        let Piece { bytes, norm } = piece;
        let form = &text[bytes.clone()];
        let word = match norm {
            Some(norm) => lexicon.id_with_norm(form, norm),
            None => lexicon.id(form),
        };
        Self { start: bytes.start, end: bytes.end, word, has_space: false }
    }
}

/// The chunks that a reader has met with their tokens, and memory that it uses again.
///
/// It is bounded: when it is full, it begins anew. Long chunks are not kept.
#[derive(Debug, Default)]
pub(crate) struct ChunkCache {
    by_chunk: Chunks,
    /// The tokens of one chunk after the other. They count from their chunk's start.
    rows: Vec<Row>,
    /// The lexicon's generation to which the words belong.
    generation: u64,
    scratch: Scratch,
    pieces: Vec<Piece>,
    /// Memory for the tokens of a text.
    spare: Vec<Row>,
}

/// The places of the chunks' tokens.
#[expect(clippy::disallowed_types, reason = "the table is only asked by key, never walked")]
type Chunks = std::collections::HashMap<Box<str>, Range<usize>>;

/// So many chunks are kept.
const CHUNKS_MAX: usize = 1 << 16;

/// A chunk that is longer than this hardly comes again.
const CHUNK_LEN_BYTES_MAX: usize = 64;

impl ChunkCache {
    /// Forgets the chunks if the lexicon has forgotten their words.
    pub(super) fn keep_up_with(&mut self, lexicon: &Lexicon) {
        if self.generation != lexicon.generation() {
            self.clear();
            self.generation = lexicon.generation();
        }
    }

    fn clear(&mut self) {
        self.by_chunk.clear();
        self.rows.clear();
    }

    /// Appends the tokens of a chunk that stands at `start` of its text.
    pub(super) fn tokens(
        &mut self,
        chunk: &str,
        start: usize,
        lexicon: &mut Lexicon,
        splitter: &Splitter,
        rows: &mut Vec<Row>,
    ) {
        let at = |row: &Row| Row { start: start + row.start, end: start + row.end, ..*row };
        if let Some(known) = self.by_chunk.get(chunk) {
            rows.extend(self.rows[known.clone()].iter().map(at));
            return;
        }
        splitter.split(chunk, 0..chunk.len(), &mut self.scratch, &mut self.pieces);
        let split = self.pieces.drain(..).map(|piece| Row::new(chunk, piece, lexicon));
        if chunk.len() > CHUNK_LEN_BYTES_MAX {
            rows.extend(split.map(|row| at(&row)));
            return;
        }
        if self.by_chunk.len() == CHUNKS_MAX {
            self.by_chunk.clear();
            self.rows.clear();
        }
        let first = self.rows.len();
        self.rows.extend(split);
        self.by_chunk.insert(chunk.into(), first..self.rows.len());
        rows.extend(self.rows[first..].iter().map(at));
    }

    /// Lends an empty list.
    pub(super) fn take_rows(&mut self) -> Vec<Row> {
        std::mem::take(&mut self.spare)
    }

    /// Takes the list back.
    pub(super) fn give_back_rows(&mut self, mut rows: Vec<Row>) {
        rows.clear();
        // One huge text does not hold its memory for good.
        rows.shrink_to(ROWS_KEPT_MAX);
        self.spare = rows;
    }
}

/// Memory for so many tokens is kept from text to text.
const ROWS_KEPT_MAX: usize = 100_000;
