//! How likely is each choice? A small network over features.
//!
//! Each feature that was met in learning has a row. The rows of a choice are added up; the first part of the sum goes
//! through a layer of rectified linear units, the rest straight into the scores.

pub(crate) mod feature;
#[cfg(feature = "learn")]
pub(crate) mod train;

use feature::Key;

/// The units of the hidden layer.
pub(crate) const HIDDEN: usize = 32;

/// A network gives at most so many scores.
pub(crate) const OUTPUTS_MAX: usize = 8;

/// The weights of a feature: those into the hidden layer, then one for each score.
const WIDTH: usize = HIDDEN + OUTPUTS_MAX;

/// A choice is looked at by at most so many features, so that sums of weights of a byte fit into two.
const FEATURES_MAX: usize = 250;

/// A network with its weights.
#[derive(Clone, Debug)]
pub(crate) struct Network {
    /// How many scores each choice gets.
    pub outputs: usize,
    pub index: Index,
    /// The weights of each feature, in units of `scale`.
    pub rows: Vec<[i8; WIDTH]>,
    pub scale: f32,
    pub bias: [f32; WIDTH],
    /// The weights of each score.
    pub out: Vec<[f32; HIDDEN]>,
}

/// The memory that scoring uses again.
#[derive(Clone, Debug, Default)]
pub(crate) struct Scratch {
    rows: Vec<usize>,
}

impl Network {
    /// Returns a network that knows nothing and gives every choice the same scores.
    #[cfg(any(test, feature = "learn"))]
    pub fn blank(outputs: usize) -> Self {
        let out = vec![[0.0; HIDDEN]; outputs];
        Self { outputs, index: Index::new(Vec::new()), rows: Vec::new(), scale: 1.0, bias: [0.0; WIDTH], out }
    }

    /// Writes the scores of a choice into `scores`.
    pub fn score(&self, features: &[Key], scratch: &mut Scratch, scores: &mut [f32]) {
        // All rows are looked for before any is read, so that the memory is waited for only once.
        scratch.rows.clear();
        scratch.rows.extend(features.iter().take(FEATURES_MAX).filter_map(|key| self.index.row(*key)));
        let mut sums = [0i16; WIDTH];
        for row in &scratch.rows {
            sums.iter_mut().zip(&self.rows[*row]).for_each(|(sum, weight)| *sum += i16::from(*weight));
        }
        let mut values = self.bias;
        values.iter_mut().zip(sums).for_each(|(value, sum)| *value += f32::from(sum) * self.scale);
        for (output, (score, weights)) in scores.iter_mut().zip(&self.out).enumerate() {
            let hidden = weights.iter().zip(&values).map(|(weight, value)| value.max(0.0) * weight);
            *score = values[HIDDEN + output] + hidden.sum::<f32>();
        }
    }
}

// How a network is written, in little-endian order: the number of scores, the number of features and the features, the
// scale, the biases, the weights of the scores, and the rows of the features.
impl Network {
    /// Takes a network from the front of some bytes; none when they are no network.
    pub fn take(bytes: &mut &[u8]) -> Option<Self> {
        let outputs = take_count(bytes).filter(|outputs| *outputs <= OUTPUTS_MAX)?;
        let index = Index::take(bytes)?;
        let scale = take_number(bytes)?;
        let mut bias = [0.0; WIDTH];
        for value in &mut bias[..HIDDEN + outputs] {
            *value = take_number(bytes)?;
        }
        let mut out = vec![[0.0; HIDDEN]; outputs];
        for value in out.as_flattened_mut() {
            *value = take_number(bytes)?;
        }
        let width = HIDDEN + outputs;
        let rows = bytes.split_off(..index.keys.len().checked_mul(width)?)?.chunks_exact(width);
        let rows = rows.map(|row| std::array::from_fn(|at| row.get(at).map_or(0, |byte| byte.cast_signed())));
        Some(Self { outputs, rows: rows.collect(), index, scale, bias, out })
    }

    /// Writes the network behind some bytes.
    #[cfg(any(test, feature = "learn"))]
    pub fn put(&self, bytes: &mut Vec<u8>) {
        put_count(self.outputs, bytes);
        self.index.put(bytes);
        let width = HIDDEN + self.outputs;
        let bias = self.bias[..width].iter().copied();
        let numbers = [self.scale].into_iter().chain(bias).chain(self.out.as_flattened().iter().copied());
        bytes.extend(numbers.flat_map(f32::to_le_bytes));
        bytes.extend(self.rows.iter().flat_map(|row| &row[..width]).map(|weight| weight.cast_unsigned()));
    }
}

#[cfg(any(test, feature = "learn"))]
fn put_count(count: usize, bytes: &mut Vec<u8>) {
    bytes.extend(u32::try_from(count).expect("a network is smaller than that").to_le_bytes());
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
#[derive(Clone, Debug)]
pub(crate) struct Index {
    pub keys: Vec<Key>,
    /// A key with its row and one, or 0 where there is none; a key stands at its place or at one of the next.
    slots: Vec<(Key, u32)>,
    /// A bit for each key at its place among these, so that most features that have no row are known without a look at
    /// the slots, which are too many for the nearest cache.
    marks: Vec<u64>,
}

impl Index {
    /// Takes an index from the front of some bytes.
    pub fn take(bytes: &mut &[u8]) -> Option<Self> {
        let count = take_count(bytes)?;
        let keys = bytes.split_off(..count.checked_mul(size_of::<Key>())?)?.as_chunks().0;
        Some(Self::new(keys.iter().map(|key| Key::from_le_bytes(*key)).collect()))
    }

    /// Writes the index behind some bytes.
    #[cfg(any(test, feature = "learn"))]
    pub fn put(&self, bytes: &mut Vec<u8>) {
        put_count(self.keys.len(), bytes);
        bytes.extend(self.keys.iter().flat_map(|key| key.to_le_bytes()));
    }

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
        let mut marks = vec![0; (keys.len() * 8).next_power_of_two().div_ceil(64)];
        for key in &keys {
            let (at, bit) = mark(&marks, *key);
            marks[at] |= bit;
        }
        Self { keys, slots, marks }
    }

    pub fn row(&self, key: Key) -> Option<usize> {
        let (at, bit) = mark(&self.marks, key);
        if self.marks[at] & bit == 0 {
            return None;
        }
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

/// Returns where the bit of a key stands, and the bit.
fn mark(marks: &[u64], key: Key) -> (usize, u64) {
    let place = key as usize & (marks.len() * 64 - 1);
    (place / 64, 1 << (place % 64))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_index_finds_its_keys_and_no_others() {
        // All but the last want the same place.
        let index = Index::new(vec![0, 16, 32, 48, 7]);
        let rows: Vec<_> = [0, 16, 32, 48, 7, 64, 8].map(|key| index.row(key)).to_vec();
        assert_eq!(rows, [Some(0), Some(1), Some(2), Some(3), Some(4), None, None]);
        assert_eq!(Index::new(Vec::new()).row(0), None);
    }

    #[test]
    fn a_score_is_what_features_give_by_themselves_and_through_the_hidden_layer() {
        let mut rows = vec![[0; WIDTH]; 2];
        (rows[0][0], rows[0][HIDDEN]) = (10, 4);
        (rows[1][0], rows[1][1]) = (-4, -50);
        let mut out = vec![[0.0; HIDDEN]];
        (out[0][0], out[0][1]) = (2.0, 100.0);
        let mut bias = [0.0; WIDTH];
        bias[HIDDEN] = 1.0;
        let network = Network { outputs: 1, index: Index::new(vec![5, 6]), rows, scale: 0.5, bias, out };
        let mut score = [0.0];
        // 0.5 × 4 + 1, and 2 × 0.5 × (10 − 4); the second unit is below nought.
        network.score(&[5, 6, 7], &mut Scratch::default(), &mut score);
        assert_eq!(score, [9.0]);
    }
}
