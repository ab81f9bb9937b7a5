//! How likely is each choice? A small network over features.
//!
//! Each feature that was met in learning has a row. The rows of a choice are added up; the first part of the sum goes
//! through a layer of rectified linear units, the rest straight into the scores.

use super::feature::Key;

/// The units of the hidden layer.
pub(crate) const HIDDEN: usize = 32;

/// A network with its weights.
#[derive(Clone, Debug, Default)]
pub(crate) struct Network {
    /// How many scores each choice gets.
    pub outputs: usize,
    pub index: Index,
    /// For each feature `HIDDEN + outputs` weights, in units of `scale`.
    pub rows: Vec<i8>,
    pub scale: f32,
    pub bias: Vec<f32>,
    /// For each output `HIDDEN` weights.
    pub out: Vec<f32>,
}

impl Network {
    /// Writes the scores of a choice into `scores`.
    pub fn score(&self, features: &[Key], sums: &mut Vec<i32>, scores: &mut [f32]) {
        let width = HIDDEN + self.outputs;
        sums.clear();
        sums.resize(width, 0);
        for row in features.iter().filter_map(|key| self.index.row(*key)) {
            let row = &self.rows[row * width..][..width];
            sums.iter_mut().zip(row).for_each(|(sum, weight)| *sum += i32::from(*weight));
        }
        let value = |at: usize| sums[at] as f32 * self.scale + self.bias[at];
        for (output, score) in scores.iter_mut().enumerate() {
            let weights = &self.out[output * HIDDEN..][..HIDDEN];
            let hidden = weights.iter().enumerate().map(|(unit, weight)| value(unit).max(0.0) * weight);
            *score = value(HIDDEN + output) + hidden.sum::<f32>();
        }
    }
}

// How a network is written, in little-endian order: the number of outputs, the number of features, the scale, the
// biases, the weights of the outputs, the features in rising order, and their rows.
impl Network {
    /// Takes a network from the front of some bytes; none when they are no network.
    pub fn take(bytes: &mut &[u8]) -> Option<Self> {
        let (outputs, count) = (take_count(bytes)?, take_count(bytes)?);
        let scale = take_number(bytes)?;
        let width = HIDDEN.checked_add(outputs)?;
        let mut numbers = |count: usize| (0..count).map(|_| take_number(bytes)).collect::<Option<Vec<f32>>>();
        let (bias, out) = (numbers(width)?, numbers(outputs.checked_mul(HIDDEN)?)?);
        let keys = bytes.split_off(..count.checked_mul(4)?)?.chunks_exact(4);
        let keys = keys.map(|it| Key::from_le_bytes([it[0], it[1], it[2], it[3]])).collect();
        let rows = bytes.split_off(..count.checked_mul(width)?)?.iter().map(|byte| byte.cast_signed()).collect();
        Some(Self { outputs, index: Index::new(keys), rows, scale, bias, out })
    }

    /// Writes the network behind some bytes.
    #[cfg(any(test, feature = "learn"))]
    pub fn put(&self, bytes: &mut Vec<u8>) {
        for count in [self.outputs, self.index.keys.len()] {
            bytes.extend(u32::try_from(count).expect("a network is smaller than that").to_le_bytes());
        }
        let numbers = [self.scale].into_iter().chain(self.bias.iter().copied()).chain(self.out.iter().copied());
        bytes.extend(numbers.flat_map(f32::to_le_bytes));
        bytes.extend(self.index.keys.iter().flat_map(|key| key.to_le_bytes()));
        bytes.extend(self.rows.iter().map(|weight| weight.cast_unsigned()));
    }
}

fn take_count(bytes: &mut &[u8]) -> Option<usize> {
    let (count, rest) = bytes.split_first_chunk()?;
    *bytes = rest;
    usize::try_from(u32::from_le_bytes(*count)).ok()
}

/// Takes a number from the front of some bytes.
pub(crate) fn take_number(bytes: &mut &[u8]) -> Option<f32> {
    let (number, rest) = bytes.split_first_chunk()?;
    *bytes = rest;
    Some(f32::from_le_bytes(*number))
}

/// Finds the row of a feature.
#[derive(Clone, Debug, Default)]
pub(crate) struct Index {
    pub keys: Vec<Key>,
    /// A key with its row and one, or 0 where there is none; a key stands at its place or at one of the next.
    slots: Vec<(Key, u32)>,
}

impl Index {
    pub fn new(keys: Vec<Key>) -> Self {
        let len = (keys.len() * 2).next_power_of_two().max(2);
        let mut slots = vec![(0, 0); len];
        for (row, key) in (1..).zip(&keys) {
            let mut at = *key as usize % len;
            while slots[at].1 != 0 {
                at = (at + 1) % len;
            }
            slots[at] = (*key, row);
        }
        Self { keys, slots }
    }

    pub fn row(&self, key: Key) -> Option<usize> {
        let mask = self.slots.len() - 1;
        let mut at = key as usize & mask;
        loop {
            let (known, row) = self.slots[at];
            if known == key && row > 0 {
                return Some(row as usize - 1);
            }
            if row == 0 {
                return None;
            }
            at = (at + 1) & mask;
        }
    }
}
