//! What does each token contribute to a state, in each place where it can stand?
//!
//! A token's contribution to each feature is its vector times the lower layer's weights, so it is worked out once for
//! many steps. All of them would be some kilobytes a token. A step looks at tokens near the reading point or near the top
//! of the stack, so only a few blocks of neighbouring tokens are kept, and a block is worked out again when it is asked
//! for later.

use crate::draft::Matrix;
use crate::multiply::Product;

/// The tokens in a block.
const ROWS: usize = 32;

/// The slot of a block that is not kept.
const ABSENT: u8 = u8::MAX;

/// The layers below a state: the token's vector made smaller, then its contribution to each feature.
#[derive(Clone, Debug)]
pub(super) struct Lower {
    /// From a token's vector to a smaller one.
    pub linear: Product,
    /// From the smaller vector to the contributions, feature after feature.
    pub features: Product,
}

/// The contributions of some blocks of tokens.
#[derive(Debug, Default)]
pub(super) struct Window {
    /// The contributions: a row a token, a block a slot.
    values: Vec<f32>,
    /// The smaller vectors of the block that is being worked out.
    small: Vec<f32>,
    slots: Vec<Slot>,
    /// The slot of each block of the document.
    slot_of_block: Vec<u8>,
    step: u64,
}

#[derive(Clone, Copy, Debug)]
struct Slot {
    block: usize,
    used_at_step: u64,
}

impl Window {
    /// Forgets the previous document and makes room for a step that looks at up to `features` tokens.
    ///
    /// The blocks of one step never push out one another, since there is a slot for each.
    pub fn begin(&mut self, lower: &Lower, features: usize, tokens: usize) {
        let slots = features.max(8);
        self.slots.clear();
        self.slots.resize(slots, Slot { block: usize::MAX, used_at_step: 0 });
        self.slot_of_block.clear();
        self.slot_of_block.resize(tokens.div_ceil(ROWS), ABSENT);
        grow(&mut self.values, slots * ROWS * lower.features.outputs());
        grow(&mut self.small, ROWS * lower.linear.outputs());
        self.step = 0;
    }

    /// Begins a step.
    pub fn next_step(&mut self) {
        self.step += 1;
    }

    /// Returns where the contributions of a token begin in [`values`](Self::values), for the rest of the step.
    #[inline]
    pub fn place(&mut self, lower: &Lower, vectors: &Matrix, token: usize) -> usize {
        let mut slot = self.slot_of_block[token / ROWS];
        if slot == ABSENT {
            slot = self.fill(lower, vectors, token / ROWS);
        }
        self.slots[usize::from(slot)].used_at_step = self.step;
        (usize::from(slot) * ROWS + token % ROWS) * lower.features.outputs()
    }

    /// Returns the contributions that are kept.
    pub fn values(&self) -> &[f32] {
        &self.values
    }

    /// Works a block out in the slot that has not been used for longest.
    #[cold]
    fn fill(&mut self, lower: &Lower, vectors: &Matrix, block: usize) -> u8 {
        let oldest = (0..self.slots.len()).min_by_key(|slot| self.slots[*slot].used_at_step);
        let slot = oldest.expect("there is a slot for each feature");
        if let Some(previous) = self.slot_of_block.get_mut(self.slots[slot].block) {
            *previous = ABSENT;
        }
        self.slots[slot].block = block;
        let rows = ROWS.min(vectors.rows() - block * ROWS);
        let small = &mut self.small[..rows * lower.linear.outputs()];
        lower.linear.multiply(&vectors.values[block * ROWS * vectors.width..], vectors.width, small);
        let width = lower.features.outputs();
        let values = &mut self.values[slot * ROWS * width..][..rows * width];
        lower.features.multiply(small, lower.linear.outputs(), values);
        let slot = u8::try_from(slot).expect("there are few slots");
        self.slot_of_block[block] = slot;
        slot
    }
}

/// Makes room, and leaves what is there: a window may serve two components of different widths in turn.
fn grow(values: &mut Vec<f32>, length: usize) {
    if values.len() < length {
        values.resize(length, 0.0);
    }
}
