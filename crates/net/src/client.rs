//! What does an address give? The way of one call: each redirect checked anew, robots.txt asked, the host's turn waited
//! for, and what failed tried again.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use jiff::Timestamp;
use ureq::http::{HeaderName, header};

use crate::address::Address;
use crate::answer::{Answer, Fetched, Request};
use crate::body::{Beyond, Measure};
use crate::budget::Budget;
use crate::error::{Failure, FetchError, Refusal, Stage};
use crate::exchange::{Incoming, Outgoing, Wire};
use crate::hosts::{Hosts, Place, held};
use crate::media::media;
use crate::retry::{backoff, retry_after};
use crate::robots::{self, Robots};
use crate::settings::{Clock, Settings, SettingsError};
use crate::way::{Way, unasked};

/// How long a robots.txt is kept, which is the longest that RFC 9309 allows.
const ROBOTS_KEPT: Duration = Duration::from_secs(24 * 3600);

/// How many robots.txt are kept.
const ROBOTS_MAX: usize = 1_024;

/// A tag that is longer is not kept.
const TAG_BYTES_MAX: usize = 1_024;

/// Asks addresses, one request at a time for each host.
///
/// Several threads may use one client; they share its manners and its memory of robots.txt.
pub struct Client {
    pub(crate) settings: Settings,
    pub(crate) clock: Arc<dyn Clock>,
    wire: Wire,
    hosts: Hosts,
    robots: Mutex<BTreeMap<String, Arc<Mutex<Option<Kept>>>>>,
}

/// A robots.txt with the instant from which it counts.
struct Kept {
    since: Timestamp,
    robots: Arc<Robots>,
}

impl Client {
    /// Makes a client.
    pub fn new(settings: Settings, clock: Arc<dyn Clock>) -> Result<Self, SettingsError> {
        let wire = Wire::new(&settings)?;
        Ok(Self { settings, clock, wire, hosts: Hosts::default(), robots: Mutex::default() })
    }

    /// Asks an address, and tries again what is worth it.
    pub fn fetch(&self, request: &Request) -> Result<Answer, FetchError> {
        let address = Address::parse(&request.address)?;
        self.patiently(address.as_str(), |budget| self.follow(request, &address, budget))
    }

    /// Does something, and does it again as long as it fails in a way that is worth it and the call may wait.
    pub(crate) fn patiently<T>(
        &self,
        address: &str,
        act: impl Fn(&mut Budget) -> Result<T, FetchError>,
    ) -> Result<T, FetchError> {
        let mut budget = Budget::new(&self.settings);
        let mut retry = 0;
        loop {
            budget.begin();
            let error = match act(&mut budget) {
                Err(error) if error.is_worth_retrying() && retry < self.settings.retries => error,
                done => return done,
            };
            let wait = backoff(&self.settings, address, retry);
            let is_enough = match error.failure {
                // The host's place knows how long it wants to be left alone, and waits for it.
                Failure::Busy { retry_after: Some(asked) } if asked > wait => budget.allows(asked),
                _ => budget.wait(&*self.clock, wait).is_ok(),
            };
            if !is_enough {
                return Err(error);
            }
            retry += 1;
        }
    }

    fn follow(&self, request: &Request, first: &Address, budget: &mut Budget) -> Result<Answer, FetchError> {
        let mut way = Way::from(first);
        loop {
            let robots = self.robots(&way.address, budget)?;
            if !robots.allows(way.address.path()) {
                return Err(way.address.fails(Failure::Refused(Refusal::Robots)));
            }
            let headers = conditions(request, first, &way.address);
            let outgoing =
                Ask { address: &way.address, headers: &|_| headers.clone(), posted: None, delay: robots.delay };
            let read = |incoming: Incoming| match incoming.status() {
                300..=303 | 305..=399 => Ok(Step::On(incoming)),
                304 if headers.is_empty() => Err(unasked(304)),
                _ => self.answer(incoming, &way).map(Step::There),
            };
            match self.ask(&outgoing, budget, read)? {
                Step::There(answer) => return Ok(answer),
                Step::On(incoming) => way.go_on(&incoming, &self.settings)?,
            }
        }
    }

    /// Asks one address when it is its host's turn, and reads what comes back with `read`.
    pub(crate) fn ask<T>(
        &self,
        ask: &Ask<'_>,
        budget: &mut Budget,
        read: impl FnOnce(Incoming) -> Result<T, Failure>,
    ) -> Result<T, FetchError> {
        let address = ask.address;
        let place = self.hosts.place(address.host());
        let mut place = held(&place);
        let busy = |wait| address.fails(Failure::Busy { retry_after: Some(wait) });
        budget.wait(&*self.clock, place.wait(self.clock.now())).map_err(busy)?;
        let before = self.clock.now();
        let headers = (ask.headers)(before);
        let outgoing = Outgoing { address, headers: &headers, posted: ask.posted, budget: budget.left() };
        let read = self.wire.send(outgoing).and_then(|incoming| self.unless_busy(incoming)).and_then(read);
        budget.spend(before, self.clock.now());
        let asked = match &read {
            Err(Failure::Busy { retry_after }) => *retry_after,
            _ => None,
        };
        let delay = ask.delay.unwrap_or_default().max(self.settings.delay);
        *place = Place::asked(self.clock.now(), delay.max(asked.unwrap_or_default()));
        read.map_err(|failure| address.fails(failure))
    }

    fn unless_busy(&self, incoming: Incoming) -> Result<Incoming, Failure> {
        let status = incoming.status();
        match status {
            429 | 503 => {
                let asked = incoming.header(header::RETRY_AFTER);
                let retry_after = asked.and_then(|value| retry_after(&value, self.clock.now()));
                Err(Failure::Busy { retry_after })
            }
            408 | 500..=599 => Err(Failure::Server { status }),
            _ => Ok(incoming),
        }
    }

    fn answer(&self, incoming: Incoming, way: &Way) -> Result<Answer, Failure> {
        match incoming.status() {
            200 | 203 => {
                let (media_type, charset) = media(&incoming.header(header::CONTENT_TYPE).unwrap_or_default());
                let etag = incoming.header(header::ETAG).filter(|tag| is_tag(tag));
                let last_modified = incoming.header(header::LAST_MODIFIED).filter(|tag| is_tag(tag));
                let limit_bytes = self.settings.limits.size_bytes;
                let bytes = incoming.read(Measure { limit_bytes, beyond: Beyond::Refused })?;
                let address = way.address.as_str().to_owned();
                let moved_permanently_to = way.moved.clone();
                let fetched =
                    Fetched { address, moved_permanently_to, media_type, charset, etag, last_modified, bytes };
                Ok(Answer::Fetched(fetched))
            }
            304 => Ok(Answer::NotModified),
            status @ 410 => Ok(Answer::Gone { status }),
            status @ 404 => Err(Failure::NotFound { status }),
            status @ 400..=499 => Err(Failure::Denied { status }),
            status => Err(unasked(status)),
        }
    }

    /// Returns what the site of an address says to programs; without a word from it, nothing is asked there for now.
    fn robots(&self, address: &Address, budget: &mut Budget) -> Result<Arc<Robots>, FetchError> {
        let place = self.robots_place(&address.origin());
        // Held while it is asked for, so that it is asked for once. Whoever holds it holds no host's place.
        let mut kept = held(&place);
        let now = self.clock.now();
        if let Some(kept) = kept.as_ref().filter(|kept| is_fresh(kept, now)) {
            return Ok(Arc::clone(&kept.robots));
        }
        let robots = Arc::new(self.ask_robots(address, budget)?);
        *kept = Some(Kept { since: self.clock.now(), robots: Arc::clone(&robots) });
        Ok(robots)
    }

    fn robots_place(&self, origin: &str) -> Arc<Mutex<Option<Kept>>> {
        let mut places = held(&self.robots);
        if places.len() >= ROBOTS_MAX && !places.contains_key(origin) {
            let idle = places.iter().filter(|(_, place)| Arc::strong_count(place) == 1);
            let oldest = idle.min_by_key(|(_, place)| held(place).as_ref().map(|kept| kept.since));
            if let Some(origin) = oldest.map(|(origin, _)| origin.clone()) {
                places.remove(&origin);
            }
        }
        Arc::clone(places.entry(origin.to_owned()).or_default())
    }

    fn ask_robots(&self, address: &Address, budget: &mut Budget) -> Result<Robots, FetchError> {
        let mut way = Way::from(&address.robots());
        let measure = Measure { limit_bytes: robots::SIZE_BYTES_MAX, beyond: Beyond::Left };
        let name = self.settings.user_agent.split(['/', ' ']).next().unwrap_or_default();
        loop {
            let ask = Ask { address: &way.address, headers: &|_| Vec::new(), posted: None, delay: None };
            let read = |incoming: Incoming| match incoming.status() {
                200..=299 => Ok(Step::There(Robots::parse(&incoming.read(measure)?, name))),
                300..=399 => Ok(Step::On(incoming)),
                // What a site does not have or does not show forbids nothing.
                _ => Ok(Step::There(Robots::default())),
            };
            let step = self.ask(&ask, budget, read);
            match step.map_err(|error| about(address, &way, error))? {
                Step::There(robots) => return Ok(robots),
                Step::On(incoming) => match way.go_on(&incoming, &self.settings) {
                    // RFC 9309 takes a robots.txt behind too many redirects for one that is not there.
                    Err(FetchError { failure: Failure::Redirects(_) | Failure::Malformed(_), .. }) => {
                        return Ok(Robots::default());
                    }
                    gone => gone?,
                },
            }
        }
    }
}

/// One request to one address.
pub(crate) struct Ask<'a> {
    pub(crate) address: &'a Address,
    /// The headers, for the instant at which it is sent.
    pub(crate) headers: &'a dyn Fn(Timestamp) -> Vec<(HeaderName, String)>,
    pub(crate) posted: Option<&'a [u8]>,
    pub(crate) delay: Option<Duration>,
}

/// What an answer means for the way of a call.
enum Step<T> {
    There(T),
    On(Incoming),
}

/// Returns the headers that ask for the document only if it is another than the last time.
fn conditions(request: &Request, first: &Address, address: &Address) -> Vec<(HeaderName, String)> {
    if request.given_by.as_deref().unwrap_or(first.as_str()) != address.as_str() {
        return Vec::new();
    }
    let etag = request.etag.iter().map(|tag| (header::IF_NONE_MATCH, tag.clone()));
    let day = request.last_modified.iter().map(|tag| (header::IF_MODIFIED_SINCE, tag.clone()));
    etag.chain(day).filter(|(_, tag)| is_tag(tag)).collect()
}

/// Returns whether a tag can be sent back as it is.
fn is_tag(tag: &str) -> bool {
    tag.len() <= TAG_BYTES_MAX && tag.bytes().all(|byte| byte.is_ascii_graphic() || byte == b' ')
}

fn is_fresh(kept: &Kept, now: Timestamp) -> bool {
    // Where the clock was set back, the age is not known.
    Duration::try_from(now.duration_since(kept.since)).is_ok_and(|age| age < ROBOTS_KEPT)
}

/// Names the address that was asked where the site itself is the trouble, and not its robots.txt.
fn about(address: &Address, way: &Way, error: FetchError) -> FetchError {
    let is_site =
        matches!(error.failure, Failure::Refused(_) | Failure::Unreachable(_) | Failure::TooSlow(Stage::Connect));
    if is_site && way.is_at_start() { address.fails(error.failure) } else { error }
}
