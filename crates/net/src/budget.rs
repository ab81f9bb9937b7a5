//! How long may a call still take? Its requests have one limit, which begins anew with each try, and all its waits another.

use std::time::Duration;

use jiff::Timestamp;

use crate::settings::{Clock, Settings};

/// What is left of the time that a call may take.
#[derive(Clone, Copy, Debug)]
pub struct Budget {
    whole: Duration,
    left: Duration,
    patience: Duration,
}

impl Budget {
    /// Returns what the settings give to a call.
    pub fn new(settings: &Settings) -> Self {
        let whole = settings.limits.whole;
        Self { whole, left: whole, patience: settings.wait_max }
    }

    /// Begins a try.
    pub fn begin(&mut self) {
        self.left = self.whole;
    }

    /// Returns what is left for the requests of this try.
    pub fn left(&self) -> Duration {
        self.left
    }

    /// Takes down that a request took from one instant to another.
    pub fn spend(&mut self, from: Timestamp, to: Timestamp) {
        let spent = Duration::try_from(to.duration_since(from)).unwrap_or_default();
        self.left = self.left.saturating_sub(spent);
    }

    /// Returns whether the call may wait so long.
    pub fn allows(&self, wait: Duration) -> bool {
        wait <= self.patience
    }

    /// Waits, or returns the wait if it is too long for this call.
    pub fn wait(&mut self, clock: &dyn Clock, wait: Duration) -> Result<(), Duration> {
        self.patience = self.patience.checked_sub(wait).ok_or(wait)?;
        if !wait.is_zero() {
            clock.sleep(wait);
        }
        Ok(())
    }
}
