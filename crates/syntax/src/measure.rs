//! How much is calculated?
//!
//! For benches only: what a reader costs is told by the products of matrices, in which nearly all of its time goes.

use std::cell::Cell;

pub use crate::peak::multiply_adds_at_peak;

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn work_is_counted_on_the_thread_that_does_it() {
        let before = multiply_adds();
        crate::multiply::Product::new(3, &[1.0; 6], &[0.5; 2]).multiply(&[1.0; 12], 3, &mut [0.0; 8]);
        assert_eq!(multiply_adds() - before, 4 * 3 * 2);
        let elsewhere = std::thread::spawn(multiply_adds).join().expect("counting does not panic");
        assert_eq!(elsewhere, 0);
    }
}
