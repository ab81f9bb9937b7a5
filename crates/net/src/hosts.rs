//! Whose turn is it at a host? One request at a time, with a pause between two.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};

use crate::settings::Clock;

/// How many hosts are remembered; a hostile site could otherwise redirect to ever new ones.
const HOSTS_MAX: usize = 4_096;

/// Remembers when each host may be asked again.
#[derive(Default)]
pub struct Hosts {
    places: Mutex<BTreeMap<String, Arc<Mutex<Place>>>>,
}

/// When a host may be asked again.
#[derive(Clone, Copy, Default)]
pub struct Place {
    /// By our own manners.
    next: Option<Timestamp>,
    /// By its own word.
    busy_until: Option<Timestamp>,
}

impl Hosts {
    /// Returns the place of a host, which whoever asks it has to hold.
    pub fn place(&self, host: &str) -> Arc<Mutex<Place>> {
        let mut places = held(&self.places);
        if let Some(place) = places.get(host) {
            return Arc::clone(place);
        }
        if places.len() >= HOSTS_MAX {
            forget_the_oldest(&mut places);
        }
        Arc::clone(places.entry(host.to_owned()).or_default())
    }
}

impl Place {
    /// Waits until the host may be asked, or returns how long it wants to be left alone if that is longer than `wait_max`.
    pub fn wait(&self, clock: &dyn Clock, wait_max: Duration) -> Result<(), Duration> {
        let busy = self.busy_until.map_or(Duration::ZERO, |until| until_then(clock, until));
        if busy > wait_max {
            return Err(busy);
        }
        let wait = busy.max(self.next.map_or(Duration::ZERO, |next| until_then(clock, next)));
        if !wait.is_zero() {
            clock.sleep(wait);
        }
        Ok(())
    }

    /// Takes down that the host was asked just now, and whether it wants to be left alone.
    pub fn asked(&mut self, clock: &dyn Clock, delay: Duration, retry_after: Option<Duration>) {
        self.next = after(clock.now(), delay);
        self.busy_until = retry_after.and_then(|wait| after(clock.now(), wait));
    }
}

/// Returns what a lock holds; a thread that broke off left it whole, since each change is one assignment.
pub fn held<T>(lock: &Mutex<T>) -> MutexGuard<'_, T> {
    lock.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Returns how long it is until an instant.
pub fn until_then(clock: &dyn Clock, instant: Timestamp) -> Duration {
    instant.duration_since(clock.now()).try_into().unwrap_or(Duration::ZERO)
}

fn after(instant: Timestamp, wait: Duration) -> Option<Timestamp> {
    Some(instant.saturating_add(SignedDuration::try_from(wait).ok()?).unwrap_or(Timestamp::MAX))
}

fn forget_the_oldest(places: &mut BTreeMap<String, Arc<Mutex<Place>>>) {
    // A place that somebody holds stays, so that nobody else comes between.
    let idle = places.iter().filter(|(_, place)| Arc::strong_count(place) == 1);
    let oldest = idle.min_by_key(|(_, place)| held(place).next).map(|(host, _)| host.clone());
    if let Some(host) = oldest {
        places.remove(&host);
    }
}
