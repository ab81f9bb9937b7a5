//! One reading with every field in it, shown whole.

use super::readout;
use crate::sample::{claims, reading, source};

fn check(width: usize, expect: &str) {
    let source = source();
    assert_eq!(readout(&source, &reading(&source, claims(&source)), width), expect);
}

#[test]
fn every_field_is_shown_by_name() {
    check(100, include_str!("sample-100.txt"));
}

#[test]
fn long_lines_are_wrapped_with_their_underlines() {
    check(32, include_str!("sample-32.txt"));
}
