//! How does this machine reach the web? Through the proxy that it is told of, and by the clock that runs.

use std::env;
use std::ffi::OsStr;
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use casus_engine::World;
use casus_net::{Answer, Client, Fetched, Proxy, Request, Settings};
use jiff::{SignedDuration, Timestamp};

use crate::clock::Clock;
use crate::error::Error;

/// The time of whoever asks the web: that of the system, or one that begins at an instant and passes only in waiting.
pub(crate) struct Pace {
    clock: Clock,
    waited: Mutex<SignedDuration>,
}

impl Pace {
    pub(crate) fn of(clock: Clock) -> Self {
        Self { clock, waited: Mutex::new(SignedDuration::ZERO) }
    }

    /// Lets a time pass: at once, where an instant was given.
    #[expect(clippy::disallowed_methods, reason = "who watches waits between two looks")]
    pub(crate) fn wait(&self, wait: Duration) {
        if self.clock.0.is_none() {
            return std::thread::sleep(wait);
        }
        let mut waited = self.waited.lock().expect("nobody panics while adding");
        *waited = waited.saturating_add(SignedDuration::try_from(wait).unwrap_or(SignedDuration::MAX));
    }

    pub(crate) fn present(&self) -> Timestamp {
        let waited = *self.waited.lock().expect("nobody panics while adding");
        self.clock.now().checked_add(waited).unwrap_or(Timestamp::MAX)
    }
}

impl casus_net::Clock for Pace {
    fn now(&self) -> Timestamp {
        self.present()
    }

    fn sleep(&self, wait: Duration) {
        self.wait(wait);
    }
}

/// Makes a client that reaches hosts in private networks only where they are allowed by name.
pub(crate) fn client(allowed_hosts: &[String], pace: &Arc<Pace>) -> Result<Client, Error> {
    let clock: Arc<dyn casus_net::Clock> = Arc::<Pace>::clone(pace);
    let allowed_hosts = allowed_hosts.iter().cloned().collect();
    Ok(Client::new(Settings { allowed_hosts, proxy: proxy(), ..Settings::default() }, clock)?)
}

/// Returns the address that a word of the command line is, where it is one.
pub(crate) fn address(word: &Path) -> Option<&str> {
    let word = word.as_os_str();
    word.to_str().filter(|word| ["http://", "https://"].iter().any(|scheme| word.starts_with(scheme)))
}

/// Fetches what an address gives.
pub(crate) fn fetched(client: &Client, address: &str) -> Result<Fetched, Error> {
    let request = Request { address: address.to_owned(), ..Request::default() };
    match client.fetch(&request)? {
        Answer::Fetched(fetched) => Ok(fetched),
        Answer::NotModified => Err(Error::NothingThere { address: address.to_owned() }),
        Answer::Gone { .. } => Err(Error::NothingThere { address: address.to_owned() }),
    }
}

/// Returns the proxy that this machine reaches the web through.
fn proxy() -> Option<Proxy> {
    let given = |names: &[&str]| names.iter().filter_map(env::var_os).find(|value| value != OsStr::new(""));
    let text = |names| given(names).and_then(|value| value.into_string().ok());
    let address = text(&["https_proxy", "HTTPS_PROXY", "http_proxy", "all_proxy", "ALL_PROXY"])?;
    let exceptions = text(&["no_proxy", "NO_PROXY"]).unwrap_or_default();
    let exceptions = exceptions.split(',').map(|host| host.trim().to_owned()).filter(|host| !host.is_empty());
    Some(Proxy { address, exceptions: exceptions.collect() })
}
