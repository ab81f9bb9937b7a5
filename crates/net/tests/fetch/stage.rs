//! Who is there in a test? A site, a client that may ask it, and a clock for both.

use std::sync::Arc;
use std::time::Duration;

use casus_net::{Answer, Client, Clock, FetchError, Fetched, Limits, Request, Roots, Settings};
use casus_test_site::{Site, Time};
use jiff::Timestamp;

/// The clock of a test, for the client.
pub struct FakeClock(pub Arc<Time>);

impl Clock for FakeClock {
    fn now(&self) -> Timestamp {
        self.0.now()
    }

    fn sleep(&self, wait: Duration) {
        self.0.sleep(wait);
    }
}

/// A site, a client and their clock.
pub struct Stage {
    pub time: Arc<Time>,
    pub site: Site,
    pub client: Client,
}

impl Stage {
    /// Begins on a Saturday morning, without retries.
    pub fn new() -> Self {
        Self::with(|_| {})
    }

    /// Begins with a client that waits for no more than a moment of real time.
    pub fn hasty() -> Self {
        Self::with(|settings| {
            settings.limits.first_byte = Duration::from_millis(400);
            settings.limits.whole = Duration::from_millis(600);
        })
    }

    /// Begins with other settings.
    pub fn with(change: impl FnOnce(&mut Settings)) -> Self {
        let time = Arc::new(Time::at("2031-05-03T10:00:00Z"));
        let site = Site::start(Arc::clone(&time));
        let mut settings = settings();
        settings.allowed_hosts.insert(site.host());
        change(&mut settings);
        let client = client(settings, &time);
        Self { time, site, client }
    }

    /// Asks for a path.
    pub fn fetch(&self, path: &str) -> Result<Answer, FetchError> {
        fetch(&self.client, &self.site.url(path))
    }

    /// Asks for a path and shows the outcome in a line, in which the site is `SITE`.
    pub fn outcome(&self, path: &str) -> String {
        self.shown(self.fetch(path))
    }

    /// Shows an outcome in a line, in which the site is `SITE`.
    pub fn shown(&self, outcome: Result<Answer, FetchError>) -> String {
        let shown = match outcome {
            Ok(Answer::Fetched(fetched)) => line(&fetched),
            Ok(other) => format!("{other:?}"),
            Err(error) => error.to_string(),
        };
        shown.replace(&self.site.host(), "SITE").replace(&format!("localhost:{}", self.site.address().port()), "LOCAL")
    }

    /// Returns what the site was asked, in a line each, without the day.
    pub fn asked(&self) -> Vec<String> {
        self.site.lines().iter().map(|line| line.replace("2031-05-03T", "")).collect()
    }
}

/// Returns settings for tests: no retries, and limits that nothing reaches but what has no end.
pub fn settings() -> Settings {
    let limits = Limits { size_bytes: 100_000, ..Limits::default() };
    Settings { limits, roots: Roots::Given(Vec::new()), retries: 0, ..Settings::default() }
}

/// Returns a client with these settings.
pub fn client(settings: Settings, time: &Arc<Time>) -> Client {
    Client::new(settings, Arc::new(FakeClock(Arc::clone(time)))).expect("the settings of tests can be used")
}

/// Asks for an address.
pub fn fetch(client: &Client, address: &str) -> Result<Answer, FetchError> {
    client.fetch(&Request { address: address.to_owned(), ..Request::default() })
}

/// Returns what was fetched, or stops the test.
pub fn fetched(outcome: Result<Answer, FetchError>) -> Fetched {
    match outcome {
        Ok(Answer::Fetched(fetched)) => fetched,
        other => panic!("{other:?}"),
    }
}

fn line(fetched: &Fetched) -> String {
    let start: String = String::from_utf8_lossy(&fetched.bytes).chars().take(40).collect();
    let moved = fetched.moved_permanently_to.as_ref().map_or(String::new(), |to| format!(", moved to {to}"));
    format!("{} bytes from {}{moved}: {start}", fetched.bytes.len(), fetched.address)
}
