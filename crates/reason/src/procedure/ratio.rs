//! An exact share.

use num_bigint::BigUint;

/// A share as one whole number over another, in lowest terms.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ratio {
    /// What stands above.
    pub numerator: BigUint,
    /// What stands below; never zero.
    pub denominator: BigUint,
}

impl Ratio {
    /// Takes one number over another; nothing over nothing is nothing.
    pub fn new(numerator: BigUint, denominator: BigUint) -> Self {
        let zero = BigUint::ZERO;
        if denominator == zero {
            return Self { numerator: zero, denominator: BigUint::from(1_u8) };
        }
        let (mut one, mut other) = (numerator.clone(), denominator.clone());
        while other != zero {
            (one, other) = (other.clone(), one % other);
        }
        Self { numerator: numerator / &one, denominator: denominator / one }
    }

    /// Returns the share as a number, right to fifteen digits.
    pub fn value(&self) -> f64 {
        // So many digits after the point survive, whatever the length of the two numbers.
        let scaled =
            (&self.numerator * BigUint::from(10_u8).pow(DIGITS) + &self.denominator / 2_u8) / &self.denominator;
        let digits = scaled.to_string();
        // A decimal text is read to the nearest number there is.
        format!("{digits}e-{DIGITS}").parse().expect("digits with an exponent are a number")
    }
}

impl std::fmt::Display for Ratio {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}/{}", self.numerator, self.denominator)
    }
}

/// Digits after the point that a share keeps when it becomes a number.
const DIGITS: u32 = 30;
