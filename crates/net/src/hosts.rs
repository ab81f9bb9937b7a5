//! Whose turn is it at a host? One request at a time, with a pause between two.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use jiff::Timestamp;

/// How many hosts are remembered; a hostile site could otherwise redirect to ever new ones.
const HOSTS_MAX: usize = 4_096;

/// Remembers when each host may be asked again.
#[derive(Default)]
pub struct Hosts {
    places: Mutex<BTreeMap<String, Arc<Mutex<Place>>>>,
}

/// When a host was asked, and how long it is left alone after that, by our own manners or by its word.
#[derive(Clone, Copy, Default)]
pub struct Place {
    asked: Option<Timestamp>,
    pause: Duration,
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
    /// Returns the place of a host that was asked at an instant.
    pub fn asked(now: Timestamp, pause: Duration) -> Self {
        Self { asked: Some(now), pause }
    }

    /// Returns how long it is until the host may be asked, which is never longer than the pause, even if the clock was
    /// set back.
    pub fn wait(&self, now: Timestamp) -> Duration {
        let Some(asked) = self.asked else { return Duration::ZERO };
        let since = Duration::try_from(now.duration_since(asked)).unwrap_or_default();
        self.pause.saturating_sub(since)
    }
}

/// Returns what a lock holds; a thread that broke off left it whole, since each change is one assignment.
pub fn held<T>(lock: &Mutex<T>) -> MutexGuard<'_, T> {
    lock.lock().unwrap_or_else(PoisonError::into_inner)
}

fn forget_the_oldest(places: &mut BTreeMap<String, Arc<Mutex<Place>>>) {
    // A place that somebody holds stays, so that nobody else comes between.
    let idle = places.iter().filter(|(_, place)| Arc::strong_count(place) == 1);
    let oldest = idle.min_by_key(|(_, place)| held(place).asked).map(|(host, _)| host.clone());
    if let Some(host) = oldest {
        places.remove(&host);
    }
}
