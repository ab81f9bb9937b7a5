//! What does a maxout layer make of a row?
//!
//! Each number of the result is the largest of a few sums, its *pieces*. The row is then normalised: shifted to the mean 0, scaled
//! to the variance 1, and scaled and shifted once more by what was learnt (layer normalisation, Ba et al. 2016).
//!
//! Invariant: sums over a row are formed in 16 strands and those joined in one order, so that the result is the same on
//! every machine.

use pulp::{Arch, Simd, WithSimd};

use crate::ModelError;
use crate::multiply::Product;
use crate::thinc::{Layer, Network};

/// The strands in which a sum over a row is formed: as many as the widest registers hold.
const STRANDS: usize = 16;

/// What keeps a variance from being zero, as in thinc's `layernorm`.
const VARIANCE_MIN: f32 = 1e-8;

/// A maxout layer with its normalisation.
#[derive(Clone, Debug)]
pub(crate) struct Maxout {
    /// Gives the pieces of a row: the first piece of each number of the result, then the second ones, and so on.
    pub product: Product,
    /// What makes one row of the pieces.
    pub finish: Finish,
}

/// The part of a maxout layer that follows the product.
#[derive(Clone, Debug)]
pub(crate) struct Finish {
    pieces: usize,
    scale: Vec<f32>,
    shift: Vec<f32>,
    arch: Arch,
}

/// A maxout layer's weights as they stand in a model, with the pieces of a number side by side.
#[derive(Debug)]
pub(crate) struct Weights {
    /// The numbers in a row of the result.
    pub width: usize,
    /// The pieces of each.
    pub pieces: usize,
    /// The numbers in a row that goes in.
    pub inputs: usize,
    weights: Vec<f32>,
    bias: Vec<f32>,
    scale: Vec<f32>,
    shift: Vec<f32>,
}

impl Weights {
    /// Reads a `maxout` layer and the `layernorm` after it.
    pub fn read(network: &Network, maxout: &Layer, layernorm: &Layer) -> Result<Self, ModelError> {
        let dim = |name| match maxout.dim(name) {
            None | Some(0) => Err(ModelError::damaged(network.file(), format!("a layer `maxout` has no `{name}`"))),
            Some(length) => Ok(length),
        };
        let (width, pieces, inputs) = (dim("nO")?, dim("nP")?, dim("nI")?);
        let weights = network.param(maxout, "W", &[width, pieces, inputs])?;
        let bias = network.param(maxout, "b", &[width, pieces])?;
        let scale = network.param(layernorm, "G", &[width])?;
        let shift = network.param(layernorm, "b", &[width])?;
        Ok(Self { width, pieces, inputs, weights, bias, scale, shift })
    }

    /// Lays the layer out for work.
    pub fn layer(&self) -> Maxout {
        let weights: Vec<f32> = self.rows().flat_map(|row| self.row(row).iter().copied()).collect();
        let bias: Vec<f32> = self.rows().map(|row| self.bias[row]).collect();
        Maxout { product: Product::new(self.inputs, &weights, &bias), finish: self.finish() }
    }

    /// Lays the layer out for a window of `count` rows of `width` numbers each that are multiplied one by one: the product gives
    /// what a row adds to the pieces as the first of the window, as the second, and so on. What it adds in the middle includes
    /// the bias.
    pub fn window(&self, count: usize) -> Product {
        let parts = (0..count).flat_map(|place| self.rows().map(move |row| (place, row)));
        let weights: Vec<f32> = parts
            .clone()
            .flat_map(|(place, row)| self.row(row)[place * self.width..(place + 1) * self.width].iter().copied())
            .collect();
        let bias: Vec<f32> = parts.map(|(place, row)| if place == count / 2 { self.bias[row] } else { 0.0 }).collect();
        Product::new(self.width, &weights, &bias)
    }

    /// Returns the part that follows the product.
    pub fn finish(&self) -> Finish {
        Finish { pieces: self.pieces, scale: self.scale.clone(), shift: self.shift.clone(), arch: Arch::new() }
    }

    /// Returns the rows of weights in the order in which work wants them: the first pieces, the second pieces, and so on.
    fn rows(&self) -> impl Iterator<Item = usize> + Clone + use<> {
        let (width, pieces) = (self.width, self.pieces);
        (0..pieces).flat_map(move |piece| (0..width).map(move |number| number * pieces + piece))
    }

    fn row(&self, row: usize) -> &[f32] {
        &self.weights[row * self.inputs..(row + 1) * self.inputs]
    }
}

impl Finish {
    /// Returns the numbers in a row of the result.
    pub fn width(&self) -> usize {
        self.scale.len()
    }

    /// Returns the numbers in a row of pieces.
    pub fn pieces(&self) -> usize {
        self.pieces * self.width()
    }

    /// Adds to each row of `out` what the row of pieces at the same place gives. The pieces are used up.
    pub fn add(&self, pieces: &mut [f32], out: &mut [f32]) {
        self.arch.dispatch(Add { finish: self, pieces, out });
    }

    /// Adds to each row of `out` what the sum of a few rows of pieces gives. `parts` returns the rows to sum up for a row of
    /// `out`, each of as many numbers as there are [`pieces`](Self::pieces).
    pub fn add_sums<'p, P: Iterator<Item = &'p [f32]>>(
        &self,
        parts: impl Fn(usize) -> P,
        sums: &mut [f32],
        out: &mut [f32],
    ) {
        self.arch.dispatch(AddSums { finish: self, parts, sums: &mut sums[..self.pieces()], out });
    }

    /// Adds to a row what a row of pieces gives.
    #[inline(always)]
    fn add_row(&self, pieces: &mut [f32], out: &mut [f32]) {
        let width = self.scale.len();
        let (best, others) = pieces.split_at_mut(width);
        for other in others.chunks_exact(width) {
            for (best, other) in best.iter_mut().zip(other) {
                *best = if *other > *best { *other } else { *best };
            }
        }
        let count = width as f32;
        let mean = sum(best, |number| number) / count;
        let variance = sum(best, |number| (number - mean) * (number - mean)) / count + VARIANCE_MIN;
        let factor = 1.0 / variance.sqrt();
        let learnt = self.scale.iter().zip(&self.shift);
        for ((out, number), (scale, shift)) in out.iter_mut().zip(best).zip(learnt) {
            *out += (*number - mean) * factor * scale + shift;
        }
    }
}

struct Add<'a> {
    finish: &'a Finish,
    pieces: &'a mut [f32],
    out: &'a mut [f32],
}

impl WithSimd for Add<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) {
        let pieces = self.pieces.chunks_exact_mut(self.finish.pieces());
        for (pieces, out) in pieces.zip(self.out.chunks_exact_mut(self.finish.width())) {
            self.finish.add_row(pieces, out);
        }
    }
}

struct AddSums<'a, F> {
    finish: &'a Finish,
    parts: F,
    sums: &'a mut [f32],
    out: &'a mut [f32],
}

impl<'p, P: Iterator<Item = &'p [f32]>, F: Fn(usize) -> P> WithSimd for AddSums<'_, F> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) {
        for (row, out) in self.out.chunks_exact_mut(self.finish.width()).enumerate() {
            self.sums.fill(0.0);
            for part in (self.parts)(row) {
                for (sum, number) in self.sums.iter_mut().zip(part) {
                    *sum += number;
                }
            }
            self.finish.add_row(self.sums, out);
        }
    }
}

/// Returns the sum of what a function makes of the numbers of a row.
#[inline(always)]
fn sum(row: &[f32], of: impl Fn(f32) -> f32) -> f32 {
    let mut strands = [0.0; STRANDS];
    let (whole, rest) = row.as_chunks::<STRANDS>();
    for numbers in whole {
        for (strand, number) in strands.iter_mut().zip(numbers) {
            *strand += of(*number);
        }
    }
    for (strand, number) in strands.iter_mut().zip(rest) {
        *strand += of(*number);
    }
    let mut half = STRANDS / 2;
    while half > 0 {
        for index in 0..half {
            strands[index] += strands[index + half];
        }
        half /= 2;
    }
    strands[0]
}
