//! Which move has the best score in one state?
//!
//! The inner loop of a step, compiled for each instruction set. The contributions of a state's tokens are summed, each
//! hidden number is the largest of its pieces, and the upper layer makes one score a move of them.

use pulp::{Simd, WithSimd};

use super::scorer::{Layout, Upper};

/// Rows are filled up with zeros to a multiple of this, the numbers in the widest vector register.
pub(super) const LANES_MAX: usize = 16;

/// The most features of a state.
pub(super) const FEATURES_MAX: usize = 13;

/// Scores the moves in one state, and returns the first move of those with the largest score above minus infinity.
pub(super) struct Step<'a> {
    /// The contribution of the token at each feature; as many as the layout says.
    pub rows: [&'a [f32]; FEATURES_MAX],
    /// How long a row is and how it is cut.
    pub layout: Layout,
    /// What is added to the sum of the contributions.
    pub bias: &'a [f32],
    /// The upper layer; without one, the hidden numbers are the scores.
    pub upper: Option<&'a Upper>,
    /// What is added to each score: zero, or minus infinity where the move is not valid.
    pub mask: &'a [f32],
    /// Takes the hidden numbers.
    pub hidden: &'a mut [f32],
    /// Takes the scores.
    pub scores: &'a mut [f32],
}

impl WithSimd for Step<'_> {
    type Output = Option<usize>;

    #[inline(always)]
    fn with_simd<S: Simd>(mut self, simd: S) -> Option<usize> {
        match self.layout.features {
            3 => self.sum::<S, 3>(simd),
            6 => self.sum::<S, 6>(simd),
            8 => self.sum::<S, 8>(simd),
            _ => self.sum::<S, FEATURES_MAX>(simd),
        }
        match self.upper {
            Some(upper) => self.score(simd, upper),
            None => self.scores.copy_from_slice(self.hidden),
        }
        self.best(simd)
    }
}

impl Step<'_> {
    /// Sums the contributions in the order of the features, then the bias, and keeps the largest piece.
    #[inline(always)]
    fn sum<S: Simd, const FEATURES: usize>(&mut self, simd: S) {
        let rows: [&[S::f32s]; FEATURES] = std::array::from_fn(|index| S::as_simd_f32s(self.rows[index]).0);
        let (bias, _) = S::as_simd_f32s(self.bias);
        let (hidden, _) = S::as_mut_simd_f32s(self.hidden);
        let rows = rows.map(|row| &row[..bias.len()]);
        let vectors = hidden.len();
        for (index, hidden) in hidden.iter_mut().enumerate() {
            let piece = |at: usize| {
                let sum = rows[1..].iter().fold(rows[0][at], |sum, row| simd.add_f32s(sum, row[at]));
                simd.add_f32s(sum, bias[at])
            };
            *hidden = piece(index);
            for number in 1..self.layout.pieces {
                *hidden = simd.max_f32s(*hidden, piece(number * vectors + index));
            }
        }
    }

    /// Multiplies the hidden numbers with the upper layer's weights, some vectors of moves at a time.
    #[inline(always)]
    fn score<S: Simd>(&mut self, simd: S, upper: &Upper) {
        let vectors = self.scores.len() / S::F32_LANES;
        let mut start = 0;
        while start < vectors {
            start += match vectors - start {
                1 => self.block::<S, 1>(simd, upper, start),
                2 => self.block::<S, 2>(simd, upper, start),
                3 => self.block::<S, 3>(simd, upper, start),
                4 => self.block::<S, 4>(simd, upper, start),
                5 => self.block::<S, 5>(simd, upper, start),
                6 => self.block::<S, 6>(simd, upper, start),
                7 => self.block::<S, 7>(simd, upper, start),
                _ => self.block::<S, 8>(simd, upper, start),
            };
        }
    }

    #[inline(always)]
    fn block<S: Simd, const VECTORS: usize>(&mut self, simd: S, upper: &Upper, start: usize) -> usize {
        let mut sums = [simd.splat_f32s(0.0); VECTORS];
        let rows = upper.weights.chunks_exact(self.scores.len());
        for (hidden, row) in self.hidden.iter().zip(rows) {
            let hidden = simd.splat_f32s(*hidden);
            let row = &S::as_simd_f32s(row).0[start..start + VECTORS];
            for (sum, weight) in sums.iter_mut().zip(row) {
                *sum = simd.mul_add_e_f32s(hidden, *weight, *sum);
            }
        }
        let bias = &S::as_simd_f32s(&upper.bias).0[start..start + VECTORS];
        let scores = &mut S::as_mut_simd_f32s(self.scores).0[start..start + VECTORS];
        for ((score, sum), bias) in scores.iter_mut().zip(sums).zip(bias) {
            *score = simd.add_f32s(sum, *bias);
        }
        VECTORS
    }

    /// Masks the scores and finds the best.
    #[inline(always)]
    fn best<S: Simd>(&mut self, simd: S) -> Option<usize> {
        let mut best = simd.splat_f32s(f32::NEG_INFINITY);
        let (mask, _) = S::as_simd_f32s(self.mask);
        for (score, mask) in S::as_mut_simd_f32s(self.scores).0.iter_mut().zip(mask) {
            *score = simd.add_f32s(*score, *mask);
            best = simd.max_f32s(best, *score);
        }
        let best = simd.reduce_max_f32s(best);
        if best == f32::NEG_INFINITY { None } else { self.scores.iter().position(|score| *score == best) }
    }
}
