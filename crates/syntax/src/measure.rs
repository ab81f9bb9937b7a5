//! How much is calculated?
//!
//! For benches only: what a reader costs is told by the products of matrices, in which nearly all of its time goes.

use std::cell::Cell;

use crate::multiply::Product;

thread_local! {
    static MULTIPLY_ADDS: Cell<u64> = const { Cell::new(0) };
}

/// Returns how many products have been added up in matrix products on this thread.
pub fn multiply_adds() -> u64 {
    MULTIPLY_ADDS.get()
}

/// Counts the products that a matrix product adds up.
pub(crate) fn count(multiply_adds: usize) {
    MULTIPLY_ADDS.set(MULTIPLY_ADDS.get().wrapping_add(multiply_adds as u64));
}

/// A product of the size that reading asks for, which stays in the processor's nearest memory but one.
#[derive(Debug)]
pub struct Work {
    product: Product,
    input: Vec<f32>,
    out: Vec<f32>,
}

impl Default for Work {
    /// Makes a layer of 288 inputs and outputs, as the convolutions of small pipelines have, and 96 rows.
    fn default() -> Self {
        let number = |index: usize| (index % 7) as f32 - 3.0;
        let weights: Vec<f32> = (0..288 * 288).map(number).collect();
        let input = (0..96 * 288).map(number).collect();
        Self { product: Product::new(288, &weights, &[0.5; 288]), input, out: vec![0.0; 96 * 288] }
    }
}

impl Work {
    /// Multiplies once.
    pub fn multiply(&mut self) {
        self.product.multiply(&self.input, 288, &mut self.out);
        std::hint::black_box(&self.out);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn work_is_counted_on_the_thread_that_does_it() {
        let before = multiply_adds();
        Work::default().multiply();
        assert_eq!(multiply_adds() - before, 96 * 288 * 288);
        let elsewhere = std::thread::spawn(multiply_adds).join().expect("counting does not panic");
        assert_eq!(elsewhere, 0);
    }
}
