//! What time is it, and how much has gone?

use std::time::{Duration, Instant};

use casus_engine::World;
use jiff::Timestamp;

/// The clock of the system, unless the user gives an instant.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Clock(pub(crate) Option<Timestamp>);

impl World for Clock {
    #[expect(clippy::disallowed_methods, reason = "this is the one place where the time comes in")]
    fn now(&self) -> Timestamp {
        self.0.unwrap_or_else(Timestamp::now)
    }
}

/// How long something takes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Stopwatch(Instant);

impl Stopwatch {
    pub(crate) fn start() -> Self {
        Self(Instant::now())
    }

    pub(crate) fn gone(self) -> Duration {
        self.0.elapsed()
    }
}
