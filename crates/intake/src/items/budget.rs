//! How much may a file unpack to?
//!
//! Text packs to a tenth, seldom to a fiftieth. What unpacks to much more than that was made to fill a memory or a disk.
//! One budget goes with a file through everything that is packed in it, so that nesting gains nothing.

use std::cell::Cell;
use std::io::{self, Read};

use crate::{Format, IntakeError, SIZE_BYTES_MAX};

/// How many bytes one packed byte may stand for, beyond what any file may unpack to.
const RATIO_MAX: u64 = 100;

/// What was read and what it unpacked to.
#[derive(Debug, Default)]
pub(super) struct Budget {
    packed_bytes: Cell<u64>,
    unpacked_bytes: Cell<u64>,
}

impl Budget {
    /// Adds bytes that were read.
    pub(super) fn add_packed(&self, bytes: u64) {
        self.packed_bytes.set(self.packed_bytes.get().saturating_add(bytes));
    }

    /// Returns how much may come out of what was read so far.
    pub(super) fn limit_bytes(&self) -> u64 {
        SIZE_BYTES_MAX.saturating_add(self.packed_bytes.get().saturating_mul(RATIO_MAX))
    }

    /// Returns whether more came out than may.
    pub(super) fn is_spent(&self) -> bool {
        self.unpacked_bytes.get() > self.limit_bytes()
    }

    /// Returns the refusal of what was unpacked.
    pub(super) fn refusal(&self, format: Format) -> IntakeError {
        IntakeError::Inflates { format, limit_bytes: self.limit_bytes() }
    }

    /// Counts what is read from a file.
    pub(super) fn packed<'a, R>(&'a self, inner: R) -> Packed<'a, R> {
        Packed { inner, budget: self }
    }

    /// Counts what comes out of a decoder, and ends it when that is too much.
    pub(super) fn unpacked<'a, R>(&'a self, inner: R) -> Unpacked<'a, R> {
        Unpacked { inner, budget: self }
    }
}

/// What is read from a file.
pub(super) struct Packed<'a, R> {
    inner: R,
    budget: &'a Budget,
}

impl<R: Read> Read for Packed<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        self.budget.add_packed(count as u64);
        Ok(count)
    }
}

/// What comes out of a decoder.
pub(super) struct Unpacked<'a, R> {
    inner: R,
    budget: &'a Budget,
}

impl<R: Read> Read for Unpacked<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.budget.is_spent() {
            return Err(io::Error::other(SPENT));
        }
        let count = self.inner.read(buffer)?;
        let sum = self.budget.unpacked_bytes.get().saturating_add(count as u64);
        self.budget.unpacked_bytes.set(sum);
        Ok(count)
    }
}

const SPENT: &str = "it unpacks to too much";

/// Makes a refusal of what a reader says, `format` being what was read.
pub(super) fn refusal(error: &io::Error, budget: &Budget, format: Format) -> IntakeError {
    if budget.is_spent() {
        return budget.refusal(format);
    }
    IntakeError::Broken { reason: shown(error) }
}

fn shown(error: &io::Error) -> String {
    error.to_string().chars().filter(|character| !character.is_control()).take(200).collect()
}
