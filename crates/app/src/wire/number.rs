//! Numbers as a person would write them in JSON: `34` and `0.7`, never `34.0`.

use rust_decimal::Decimal;
use rust_decimal::prelude::FromPrimitive;
use serde::{Serialize, Serializer};
use serde_json::value::RawValue;

/// How many decimal places a share keeps: more would be noise of its computation.
const SHARE_PLACES: u32 = 4;

/// A number that keeps each of its digits on the wire.
pub(super) struct Number(Decimal);

impl Number {
    /// Takes a number that a document gives.
    pub(super) fn exact(value: Decimal) -> Self {
        Self(value.normalize())
    }

    /// Takes a share from 0 to 1, or what moves one.
    pub(super) fn share(share: f64) -> Self {
        let share = Decimal::from_f64(share).expect("a share and what moves it are small");
        Self(share.round_dp(SHARE_PLACES).normalize())
    }
}

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        // A binary float cannot hold every decimal number, so the digits are written as they are.
        RawValue::from_string(self.0.to_string()).expect("a decimal number is JSON").serialize(serializer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_are_kept_and_trailing_zeros_are_not() {
        let check = |number: Number, expect: &str| {
            assert_eq!(serde_json::to_string(&number).expect("a number is JSON"), expect);
        };
        let exact = |text: &str| Number::exact(text.parse().expect("this is a number"));
        check(exact("38000000000"), "38000000000");
        check(exact("38.0"), "38");
        check(exact("-0.10"), "-0.1");
        check(exact("79228162514264337593543950335"), "79228162514264337593543950335");
        check(Number::share(1.0), "1");
        check(Number::share(0.8500000000000001), "0.85");
    }
}
