//! What does an address give? The way of one call: each redirect checked anew, robots.txt asked, the host's turn waited
//! for, and what failed tried again.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use jiff::Timestamp;
use ureq::http::{HeaderName, header};

use crate::address::Address;
use crate::answer::{Answer, Fetched, Request};
use crate::body::{Beyond, Measure};
use crate::error::{Failure, FetchError, Refusal, Wandering};
use crate::exchange::{Incoming, Outgoing, Wire};
use crate::hosts::{Hosts, held};
use crate::media::media;
use crate::retry::{backoff, retry_after};
use crate::robots::{self, Robots};
use crate::settings::{Clock, Settings, SettingsError};

/// How many redirects are followed.
const REDIRECTS_MAX: usize = 10;

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

/// What is left of the time that a call may take.
pub(crate) struct Budget {
    left: Duration,
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
        self.patiently(address.as_str(), || self.follow(request, &address))
    }

    /// Does something, and does it again as long as it fails in a way that is worth it.
    pub(crate) fn patiently<T>(&self, address: &str, act: impl Fn() -> Result<T, FetchError>) -> Result<T, FetchError> {
        for retry in 0.. {
            let error = match act() {
                Err(error) if error.is_worth_retrying() && retry < self.settings.retries => error,
                done => return done,
            };
            let wait = backoff(&self.settings, address, retry);
            match error.failure {
                Failure::Busy { retry_after: Some(asked) } if asked > self.settings.wait_max => return Err(error),
                // The host's place knows how long it wants to be left alone.
                Failure::Busy { retry_after: Some(asked) } if asked > wait => {}
                _ => self.clock.sleep(wait),
            }
        }
        unreachable!("the number of retries has an end")
    }

    fn follow(&self, request: &Request, first: &Address) -> Result<Answer, FetchError> {
        let mut way = Way::from(first);
        let mut budget = self.budget();
        loop {
            let robots = self.robots(&way.address, &mut budget)?;
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
            match self.ask(&outgoing, &mut budget, read)? {
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
        self.check(address)?;
        let place = self.hosts.place(address.host());
        let mut place = held(&place);
        let busy = |wait| address.fails(Failure::Busy { retry_after: Some(wait) });
        place.wait(&*self.clock, self.settings.wait_max).map_err(busy)?;
        let before = self.clock.now();
        let headers = (ask.headers)(before);
        let outgoing = Outgoing { address, headers: &headers, posted: ask.posted, budget: budget.left };
        let read = self.wire.send(outgoing).and_then(|incoming| self.unless_busy(incoming)).and_then(read);
        budget.spend(before, self.clock.now());
        let asked = match &read {
            Err(Failure::Busy { retry_after }) => *retry_after,
            _ => None,
        };
        let delay = ask.delay.unwrap_or_default().max(self.settings.delay);
        place.asked(&*self.clock, delay, asked);
        read.map_err(|failure| address.fails(failure))
    }

    pub(crate) fn budget(&self) -> Budget {
        Budget { left: self.settings.limits.whole }
    }

    /// Checks a host that is written as an IP address; one that is a name is checked when it has been looked up.
    fn check(&self, address: &Address) -> Result<(), FetchError> {
        if self.wire.names().is_allowed(address.host(), address.port()) {
            return Ok(());
        }
        address.check().map_err(|refusal| address.fails(Failure::Refused(refusal)))
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

impl Budget {
    fn spend(&mut self, from: Timestamp, to: Timestamp) {
        let spent = Duration::try_from(to.duration_since(from)).unwrap_or_default();
        self.left = self.left.saturating_sub(spent);
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

/// The way of a call through its redirects.
struct Way {
    address: Address,
    been: BTreeSet<String>,
    /// Where the address that was asked has moved for good.
    moved: Option<String>,
    is_permanent: bool,
}

impl Way {
    fn from(address: &Address) -> Self {
        let been = BTreeSet::from([address.as_str().to_owned()]);
        Self { address: address.clone(), been, moved: None, is_permanent: true }
    }

    /// Goes where a redirect leads.
    fn go_on(&mut self, incoming: &Incoming, settings: &Settings) -> Result<(), FetchError> {
        let status = incoming.status();
        let location = incoming.header(header::LOCATION).filter(|_| matches!(status, 301..=303 | 307 | 308));
        let Some(location) = location else { return Err(self.address.fails(unasked(status))) };
        let next = self.address.redirect(&location, settings.downgrade)?;
        if self.been.len() > REDIRECTS_MAX {
            let limit = REDIRECTS_MAX;
            return Err(self.address.fails(Failure::Redirects(Wandering::TooMany { limit })));
        }
        if !self.been.insert(next.as_str().to_owned()) {
            return Err(self.address.fails(Failure::Redirects(Wandering::Circle)));
        }
        self.is_permanent &= matches!(status, 301 | 308);
        if self.is_permanent {
            self.moved = Some(next.as_str().to_owned());
        }
        self.address = next;
        Ok(())
    }
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

fn unasked(status: u16) -> Failure {
    Failure::Malformed(format!("its status is `{status}`, which was not asked for"))
}

/// Names the address that was asked where the site itself is the trouble, and not its robots.txt.
fn about(address: &Address, way: &Way, error: FetchError) -> FetchError {
    let is_site = matches!(error.failure, Failure::Refused(_) | Failure::Unreachable(_)) && way.been.len() == 1;
    if is_site { address.fails(error.failure) } else { error }
}
