//! What time is it?

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
