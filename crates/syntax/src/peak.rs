//! How fast can this machine multiply and add?
//!
//! What a pipeline reaches is worth saying only beside what the machine could do at most.

use std::hint::black_box;

use pulp::{Arch, Simd, WithSimd};

/// The sums that are formed at once: enough to keep two units busy for the four or five cycles that one step takes.
const SUMS: usize = 12;

/// Multiplies and adds numbers in registers, in `rounds` rounds, and returns how many times it has done so.
///
/// Whoever has a clock divides by the time it took, for the peak of one thread. A multiplication with an addition counts as one.
///
/// ```
/// let start = std::time::Instant::now();
/// let count = casus_syntax::measure::multiply_adds_at_peak(100_000);
/// let per_second = count as f64 / start.elapsed().as_secs_f64();
/// assert!(per_second > 1e6);
/// ```
pub fn multiply_adds_at_peak(rounds: u64) -> u64 {
    Arch::new().dispatch(Rounds(rounds))
}

struct Rounds(u64);

impl WithSimd for Rounds {
    type Output = u64;

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) -> u64 {
        let (factor, number) = (simd.splat_f32s(black_box(0.5)), simd.splat_f32s(black_box(1.0)));
        let mut sums = [number; SUMS];
        for _ in 0..self.0 {
            for sum in &mut sums {
                *sum = simd.mul_add_e_f32s(*sum, factor, number);
            }
        }
        black_box(sums.map(|sum| simd.reduce_sum_f32s(sum)));
        self.0 * (SUMS * S::F32_LANES) as u64
    }
}
