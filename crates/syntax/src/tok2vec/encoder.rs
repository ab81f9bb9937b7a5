//! How are the vectors of a text worked out?
//!
//! In blocks of tokens, so that memory stays small and near however long a text is. A block is worked out with as many tokens on
//! either side as it depends on; beyond the ends of the text stand rows of zeros, which the layers change like all
//! others, as thinc pads the documents of a batch.
//!
//! What depends on a word alone is kept for the words met lately: its own vector, and what it adds to the sums of the first layer as
//! the left neighbour, in the middle, or as the right neighbour.
//!
//! Invariant: a vector depends on the text alone, to the last bit: not on the range that is asked for, on what is kept, or on
//! the machine.

use std::ops::Range;
use std::sync::Arc;

use super::Tok2Vec;
use super::attribute::Features;
use super::cache::{Cache, Place};
use super::embed::Room;
use crate::draft::{Draft, Matrix};
use crate::lexicon::Lexicon;

/// The tokens of a block. The rows of their pieces and a layer's weights then fit the second-level cache of a core.
const BLOCK: usize = 256;

/// The memory for the vectors of words: 8192 of 96 numbers.
const EMBEDDED_BYTES: usize = 3 << 20;

/// The memory for what words add to the sums of the first layer: some 2200 of the usual 960 numbers.
const PREPARED_BYTES: usize = 8 << 20;

/// Works out vectors, and keeps what can be used again.
#[derive(Debug)]
pub(crate) struct Encoder {
    tok2vec: Arc<Tok2Vec>,
    /// For each word, its vector.
    embedded: Cache<Features>,
    /// For each word, its vector and what it adds to the sums of the first layer at each place of a window.
    prepared: Cache<Features>,
    /// The same for a row beyond the ends of a text.
    padding: Vec<f32>,
    room: Room,
    block: Block,
}

/// The memory in which a block is worked out.
#[derive(Debug, Default)]
struct Block {
    /// Where each row's word stands in `prepared`; nowhere for padding.
    words: Vec<Option<usize>>,
    fresh: Fresh,
    /// The rows of the layer that was worked out last.
    rows: Vec<f32>,
    /// The pieces of the layer that is being worked out.
    pieces: Vec<f32>,
}

/// The words of a block that are to be prepared, and those of them that are to be embedded.
#[derive(Debug, Default)]
struct Fresh {
    prepared: Vec<(usize, Place)>,
    embedded: Vec<usize>,
    features: Vec<Features>,
    vectors: Vec<f32>,
    sums: Vec<f32>,
}

impl Encoder {
    /// Makes an encoder that keeps nothing yet.
    pub fn new(tok2vec: Arc<Tok2Vec>) -> Self {
        let (width, sums) = (tok2vec.width(), tok2vec.first.outputs());
        let rows_max = BLOCK + 2 * tok2vec.reach();
        let cache = |bytes: usize, width: usize| Cache::new((bytes / (4 * width)).max(rows_max), width);
        let mut padding = vec![0.0; width + sums];
        let (zeros, prepared) = padding.split_at_mut(width);
        tok2vec.first.multiply(zeros, width, prepared);
        Self {
            embedded: cache(EMBEDDED_BYTES, width),
            prepared: cache(PREPARED_BYTES, width + sums),
            padding,
            room: Room::default(),
            block: Block::default(),
            tok2vec,
        }
    }

    /// Works out the vectors of a range of a text's tokens: `out` has one row for each of them, and nothing else, afterwards.
    pub fn vectors(&mut self, draft: &Draft, lexicon: &Lexicon, tokens: Range<usize>, out: &mut Matrix) {
        let features = |index| Features::of(draft, lexicon, index);
        self.vectors_of(draft.words.len(), features, tokens, out);
    }

    /// Works out the vectors of a range of `count` tokens whose features a function returns.
    pub fn vectors_of(
        &mut self,
        count: usize,
        features: impl Fn(usize) -> Features,
        tokens: Range<usize>,
        out: &mut Matrix,
    ) {
        out.width = self.tok2vec.width();
        out.values.clear();
        // Growing by doubling would take up to twice the memory of the longest texts.
        out.values.reserve_exact(tokens.len() * out.width);
        for start in tokens.clone().step_by(BLOCK) {
            let block = start..tokens.end.min(start + BLOCK);
            self.look_up(count, &features, &block);
            self.first_layer();
            self.next_layers();
            out.values.extend_from_slice(&self.block.rows[..block.len() * out.width]);
        }
    }

    /// Finds the words of a block and of what it depends on, and prepares those that are not kept.
    fn look_up(&mut self, count: usize, features: &impl Fn(usize) -> Features, block: &Range<usize>) {
        let reach = self.tok2vec.reach();
        self.embedded.begin_round();
        self.prepared.begin_round();
        self.block.words.clear();
        self.block.fresh.clear();
        for row in 0..block.len() + 2 * reach {
            let index = (block.start + row).checked_sub(reach).filter(|index| *index < count);
            let word = index.map(|index| self.word(self.tok2vec.embed.key(&features(index))));
            self.block.words.push(word);
        }
        self.embed();
        self.prepare();
    }

    /// Returns where a word stands, or is going to stand, among those prepared.
    fn word(&mut self, key: Features) -> usize {
        match self.prepared.place(key) {
            Place::Known(index) => index,
            Place::Fresh(index) => {
                let place = self.embedded.place(key);
                if let Place::Fresh(embedded) = place {
                    self.block.fresh.embedded.push(embedded);
                    self.block.fresh.features.push(key);
                }
                self.block.fresh.prepared.push((index, place));
                index
            }
        }
    }

    /// Works out the vectors of the words that have none.
    fn embed(&mut self) {
        let Fresh { embedded, features, vectors, .. } = &mut self.block.fresh;
        let width = self.tok2vec.width();
        vectors.resize(features.len() * width, 0.0);
        self.tok2vec.embed.embed(features, &mut self.room, vectors);
        for (index, vector) in embedded.iter().zip(vectors.chunks_exact(width)) {
            self.embedded.row_mut(*index).copy_from_slice(vector);
        }
    }

    /// Works out what words that are not kept add to the sums of the first layer.
    fn prepare(&mut self) {
        let Fresh { prepared, vectors, sums, .. } = &mut self.block.fresh;
        let (width, first) = (self.tok2vec.width(), &self.tok2vec.first);
        vectors.clear();
        for (_, Place::Known(embedded) | Place::Fresh(embedded)) in &*prepared {
            vectors.extend_from_slice(self.embedded.row(*embedded));
        }
        sums.resize(prepared.len() * first.outputs(), 0.0);
        first.multiply(vectors, width, sums);
        let rows = vectors.chunks_exact(width).zip(sums.chunks_exact(first.outputs()));
        for ((index, _), (vector, sums)) in prepared.iter().zip(rows) {
            let (head, tail) = self.prepared.row_mut(*index).split_at_mut(width);
            head.copy_from_slice(vector);
            tail.copy_from_slice(sums);
        }
    }

    /// Adds up what the words of each window have prepared. The result has a window less of rows at either side.
    fn first_layer(&mut self) {
        let Block { words, rows, pieces, .. } = &mut self.block;
        let (window, finish) = (self.tok2vec.window, &self.tok2vec.finish);
        let (width, places) = (finish.width(), 2 * window + 1);
        let word = |word: &Option<usize>| word.map_or(&self.padding[..], |index| self.prepared.row(index));
        rows.clear();
        for middle in &words[window..words.len() - window] {
            rows.extend_from_slice(&word(middle)[..width]);
        }
        let parts = |row: usize| {
            let place = |place: usize| width + place * finish.pieces();
            let part = move |at: usize| place(at)..place(at + 1);
            (0..places).map(move |at| (row + at, part(at)))
        };
        pieces.resize(finish.pieces(), 0.0);
        finish.add_sums(|row| parts(row).map(|(row, part)| &word(&words[row])[part]), pieces, rows);
    }

    /// Works out the layers above the first, each of which has a window less of rows at either side.
    fn next_layers(&mut self) {
        let Block { rows, pieces, .. } = &mut self.block;
        let (window, width) = (self.tok2vec.window, self.tok2vec.width());
        for layer in &self.tok2vec.layers {
            let count = rows.len() / width - 2 * window;
            pieces.resize(count * layer.product.outputs(), 0.0);
            layer.product.multiply(rows, width, pieces);
            rows.copy_within(window * width..(window + count) * width, 0);
            rows.truncate(count * width);
            layer.finish.add(pieces, rows);
        }
    }
}

impl Fresh {
    fn clear(&mut self) {
        self.prepared.clear();
        self.embedded.clear();
        self.features.clear();
    }
}
