//! What are many rows times one matrix of weights?
//!
//! Nearly all of a pipeline's time goes into this product. The weights are laid out once, when a model is loaded, in the
//! order in which the inner loop reads them, and that loop is compiled for each instruction set and chosen at run time.
//!
//! Invariant: a number of the result is its bias plus the products in the order of the inputs, each added with one
//! rounding. It does not depend on how many rows are multiplied at once, on which row it stands, or on the machine.

use pulp::{Arch, Simd, WithSimd};

/// A matrix of weights with a bias, ready to be multiplied with.
#[derive(Clone, Debug)]
pub(crate) struct Product {
    inputs: usize,
    outputs: usize,
    /// Panels of columns: for each input, the weights of a panel's outputs side by side.
    weights: Vec<f32>,
    /// The bias of each output, filled up to whole vectors.
    bias: Vec<f32>,
    arch: Arch,
}

impl Product {
    /// Lays out the weights of a layer: `outputs` rows of `inputs` numbers, and `outputs` numbers that are added.
    ///
    /// # Panics
    ///
    /// When the lengths do not fit one another, which whoever reads them from a file must have checked.
    pub fn new(inputs: usize, weights: &[f32], bias: &[f32]) -> Self {
        let outputs = bias.len();
        assert_eq!(weights.len(), inputs * outputs, "there is one row of weights for each output");
        let arch = Arch::new();
        let shape = arch.dispatch(Panels);
        let columns = outputs.next_multiple_of(shape.lanes);
        let mut packed = Vec::with_capacity(inputs * columns);
        for start in (0..columns).step_by(shape.lanes * shape.vectors) {
            let panel = start..columns.min(start + shape.lanes * shape.vectors);
            for input in 0..inputs {
                let weight = |output: usize| if output < outputs { weights[output * inputs + input] } else { 0.0 };
                packed.extend(panel.clone().map(weight));
            }
        }
        let bias = bias.iter().copied().chain(std::iter::repeat_n(0.0, columns - outputs)).collect();
        Self { inputs, outputs, weights: packed, bias, arch }
    }

    /// Returns the numbers in a row that is multiplied.
    pub fn inputs(&self) -> usize {
        self.inputs
    }

    /// Returns the numbers in a row of the result.
    pub fn outputs(&self) -> usize {
        self.outputs
    }

    /// Returns how many multiplications and additions one row takes.
    pub fn multiply_adds(&self) -> usize {
        self.inputs * self.outputs
    }

    /// Multiplies rows with the weights and adds the bias; as many rows as `out` has room for.
    ///
    /// The rows of `input` begin `stride` numbers apart. A stride below [`inputs`](Self::inputs) makes them overlap,
    /// which is how a window over neighbouring rows is multiplied without being copied together.
    ///
    /// # Panics
    ///
    /// When `out` is no whole number of rows or `input` has too few.
    pub fn multiply(&self, input: &[f32], stride: usize, out: &mut [f32]) {
        if out.is_empty() {
            return;
        }
        let rows = out.len() / self.outputs;
        assert_eq!(rows * self.outputs, out.len(), "the result is a whole number of rows");
        assert!(input.len() >= (rows - 1) * stride + self.inputs, "there is an input row for each row of the result");
        crate::measure::count(rows * self.multiply_adds());
        self.arch.dispatch(Multiply { product: self, input, stride, rows, out });
    }
}

/// How the weights are cut into panels on a machine.
#[derive(Clone, Copy)]
struct PanelShape {
    /// The numbers in one vector register.
    lanes: usize,
    /// The vectors side by side in a panel.
    vectors: usize,
}

/// Asks for the shape of panels for the machine at hand.
struct Panels;

impl WithSimd for Panels {
    type Output = PanelShape;

    fn with_simd<S: Simd>(self, _: S) -> PanelShape {
        PanelShape { lanes: S::F32_LANES, vectors: if has_many_registers::<S>() { 3 } else { 2 } }
    }
}

/// Whether a block of 8 rows by 3 vectors fits the registers; else one of 6 by 2 does.
const fn has_many_registers<S: Simd>() -> bool {
    S::REGISTER_COUNT >= 32
}

struct Multiply<'a> {
    product: &'a Product,
    input: &'a [f32],
    stride: usize,
    rows: usize,
    out: &'a mut [f32],
}

impl WithSimd for Multiply<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(mut self, simd: S) {
        let vectors = if has_many_registers::<S>() { 3 } else { 2 };
        let width = S::F32_LANES * vectors;
        for start in (0..self.product.bias.len()).step_by(width) {
            match (self.product.bias.len() - start).min(width) / S::F32_LANES {
                1 => self.panel::<S, 1>(simd, start),
                2 => self.panel::<S, 2>(simd, start),
                _ => self.panel::<S, 3>(simd, start),
            }
        }
    }
}

impl Multiply<'_> {
    /// Fills the columns of one panel, in the largest blocks of rows that fit.
    #[inline(always)]
    fn panel<S: Simd, const VECTORS: usize>(&mut self, simd: S, start: usize) {
        let mut row = 0;
        while row < self.rows {
            row += match self.rows - row {
                8.. if has_many_registers::<S>() => self.block::<S, 8, VECTORS>(simd, start, row),
                6.. => self.block::<S, 6, VECTORS>(simd, start, row),
                3.. => self.block::<S, 3, VECTORS>(simd, start, row),
                2 => self.block::<S, 2, VECTORS>(simd, start, row),
                _ => self.block::<S, 1, VECTORS>(simd, start, row),
            };
        }
    }

    /// Fills a block of rows of one panel and returns their number.
    #[inline(always)]
    fn block<S: Simd, const ROWS: usize, const VECTORS: usize>(&mut self, simd: S, start: usize, row: usize) -> usize {
        let Product { inputs, outputs, weights, bias, .. } = self.product;
        let width = VECTORS * S::F32_LANES;
        let (panel, _) = S::as_simd_f32s(&weights[start * inputs..(start + width) * inputs]);
        let (panel, _) = panel.as_chunks::<VECTORS>();
        let (bias, _) = S::as_simd_f32s(&bias[start..start + width]);
        let rows: [&[f32]; ROWS] = std::array::from_fn(|index| &self.input[(row + index) * self.stride..][..*inputs]);
        let sums = sums::<S, ROWS, VECTORS>(simd, rows, panel, std::array::from_fn(|index| bias[index]));
        for (index, sums) in sums.into_iter().enumerate() {
            let out = &mut self.out[(row + index) * outputs..][..*outputs];
            if start + width <= *outputs {
                let (out, _) = S::as_mut_simd_f32s(&mut out[start..start + width]);
                out.copy_from_slice(&sums);
            } else {
                let parts = out[start..].chunks_mut(S::F32_LANES);
                sums.into_iter().zip(parts).for_each(|(sum, out)| simd.partial_store_f32s(out, sum));
            }
        }
        ROWS
    }
}

/// Returns the sums of some rows for the outputs of a panel. All of them stay in registers until the end.
#[inline(always)]
fn sums<S: Simd, const ROWS: usize, const VECTORS: usize>(
    simd: S,
    rows: [&[f32]; ROWS],
    panel: &[[S::f32s; VECTORS]],
    bias: [S::f32s; VECTORS],
) -> [[S::f32s; VECTORS]; ROWS] {
    let rows = rows.map(|row| &row[..panel.len()]);
    let mut sums = [bias; ROWS];
    for input in 0..panel.len() {
        for (row, sums) in rows.iter().zip(&mut sums) {
            let number = simd.splat_f32s(row[input]);
            for (weights, sum) in panel[input].iter().zip(sums) {
                *sum = simd.mul_add_e_f32s(number, *weights, *sum);
            }
        }
    }
    sums
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Numbers between -1 and 1 that look random.
    fn numbers(count: usize, seed: u32) -> Vec<f32> {
        let next = |state: &u32| Some(state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223));
        let states = std::iter::successors(Some(seed), next).skip(1);
        states.take(count).map(|state| f64::from(state).mul_add(2.0 / f64::from(u32::MAX), -1.0) as f32).collect()
    }

    fn expected(product: (&[f32], &[f32]), input: &[f32], stride: usize, rows: usize) -> Vec<f32> {
        let (weights, bias) = product;
        let inputs = weights.len() / bias.len();
        let row = |row: usize| {
            let input = &input[row * stride..][..inputs];
            bias.iter().zip(weights.chunks(inputs)).map(move |(bias, weights)| {
                weights.iter().zip(input).fold(*bias, |sum, (weight, number)| number.mul_add(*weight, sum))
            })
        };
        (0..rows).flat_map(row).collect()
    }

    #[test]
    fn each_number_is_the_sum_in_the_order_of_the_inputs() {
        for (inputs, outputs) in [(1, 1), (7, 3), (96, 50), (288, 288), (33, 97), (64, 16)] {
            let (weights, bias) = (numbers(inputs * outputs, 1), numbers(outputs, 2));
            let product = Product::new(inputs, &weights, &bias);
            assert_eq!(product.multiply_adds(), inputs * outputs);
            for rows in [1, 2, 3, 5, 6, 7, 8, 11, 23] {
                let stride = inputs.div_ceil(3);
                let input = numbers(rows * stride + inputs, 3);
                let mut out = vec![f32::NAN; rows * outputs];
                product.multiply(&input, stride, &mut out);
                assert_eq!(out, expected((&weights, &bias), &input, stride, rows), "{rows} rows, {inputs}x{outputs}");
            }
        }
    }

    #[test]
    fn no_row_gives_no_row() {
        Product::new(2, &[1.0, 2.0], &[3.0]).multiply(&[], 2, &mut []);
        Product::new(2, &[], &[]).multiply(&[], 2, &mut []);
    }
}
