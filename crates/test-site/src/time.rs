//! What time is it, in a test? Time passes only when somebody waits.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};

/// A clock that stands still until somebody waits.
#[derive(Debug)]
pub struct Time {
    now: Mutex<Timestamp>,
}

impl Time {
    /// Begins at an instant, such as `2031-05-03T10:00:00Z`.
    pub fn at(instant: &str) -> Self {
        Self { now: Mutex::new(instant.parse().expect("a test gives an instant")) }
    }

    /// Returns the present instant.
    pub fn now(&self) -> Timestamp {
        *self.now.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Lets time pass at once.
    pub fn sleep(&self, wait: Duration) {
        let mut now = self.now.lock().unwrap_or_else(PoisonError::into_inner);
        let wait = SignedDuration::try_from(wait).expect("a test waits for less than an age");
        *now = now.checked_add(wait).expect("a test ends before time does");
    }
}
