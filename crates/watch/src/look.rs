//! What stands at the sources and at the addresses they name?
//!
//! A source is asked when its time has come; the addresses that it names are asked when they are first seen, and again in
//! ever longer steps, since outlets change and take away what they have published.

use casus_engine::dossier::{AlertKind, Place, SourceRule};
use casus_engine::intake;
use casus_engine::ledger::{Change, Incoming};
use casus_engine::rules;
use casus_net::{Answer, Failure, FetchError, Fetched, Request};
use casus_text::Source;
use jiff::{SignedDuration, Timestamp};

use crate::alert::{Alert, Development, Kind};
use crate::book::{Address, Announced, Given, Polled, Read};
use crate::round::Watch;
use crate::{Error, Outside, Parcel};

/// So many addresses are asked in one look.
const ADDRESSES_MAX: usize = 400;
/// A source that fails is left alone for at most so long.
const WAIT_MAX: SignedDuration = SignedDuration::from_hours(6);
/// An address that fails is asked so often.
const TRIES_MAX: i64 = 6;
/// The first wait for an address that fails; each is twice as long as the one before.
const WAIT_FIRST: SignedDuration = SignedDuration::from_mins(10);
/// An address that was read is asked again after a quarter of the time that it has been known, between these.
const RECHECK: [SignedDuration; 2] = [SignedDuration::from_hours(1), SignedDuration::from_hours(48)];
/// A document that is not found is gone when it is still not found after so long.
const MISSING_MIN: SignedDuration = SignedDuration::from_hours(6);

impl<O: Outside> Watch<'_, O> {
    /// Asks the sources whose time has come for the addresses that they name.
    pub(crate) fn poll(&mut self) -> Result<(), Error> {
        for rule in &self.dossier.watch.sources {
            let now = self.outside.now();
            let source = self.book.source(&rule.place)?;
            if source.next.is_some_and(|next| next > now) {
                continue;
            }
            let named = match &rule.place {
                Place::Feed(address) => self.feed(address, &source.given),
                Place::Page(address) => {
                    let page = Announced { address: address.clone(), ..Announced::default() };
                    Ok((source.given.clone(), vec![page]))
                }
                Place::Folder(folder) => self.folder(folder),
            };
            let now = self.outside.now();
            match named {
                Ok((given, named)) => {
                    // First what it names: a process that is killed in between asks it again.
                    self.book.announce(&rule.place, &named, source.first_read.is_none(), now)?;
                    self.book.note_source(&rule.place, &Polled::Read(given), now, later(now, rule.every))?;
                }
                Err(failed) => {
                    self.outside.note(&format!("`{}` {}", rule.name, failed.what));
                    let times = source.failures_in_a_row.clamp(0, 8) as u32;
                    let wait = failed
                        .wait
                        .unwrap_or_else(|| rule.every.saturating_mul(1 << times).min(WAIT_MAX.max(rule.every)));
                    self.book.note_source(&rule.place, &Polled::Failed(failed.what), now, later(now, wait))?;
                }
            }
        }
        Ok(())
    }

    /// Asks a feed for its entries; none where it is as it was.
    fn feed(&mut self, address: &str, given: &Given) -> Result<(Given, Vec<Announced>), Failed> {
        let fetched = match self.outside.fetch(&request(address, given)) {
            Ok(Answer::Fetched(fetched)) => fetched,
            Ok(Answer::NotModified) => return Ok((given.clone(), Vec::new())),
            Ok(Answer::Gone { .. }) => return Err(Failed::of("is gone: take it out of the dossier".to_owned())),
            Err(error) => return Err(Failed::of_fetch(&error)),
        };
        let feed =
            intake::feed(&fetched.bytes, Some(&fetched.address)).map_err(|error| Failed::of(error.to_string()))?;
        let announced = feed.entries.into_iter().filter_map(|entry| {
            Some(Announced {
                address: entry.address?,
                stamp: Some(format!("{:?} {:?}", entry.updated, entry.title)),
                title: entry.title,
                published: entry.published,
            })
        });
        Ok((given_by(&fetched), announced.collect()))
    }

    fn folder(&mut self, folder: &str) -> Result<(Given, Vec<Announced>), Failed> {
        let files = self.outside.files(folder).map_err(Failed::of)?;
        let announced =
            |file: crate::Found| Announced { address: file.path, stamp: Some(file.stamp), ..Announced::default() };
        Ok((Given::default(), files.into_iter().map(announced).collect()))
    }

    /// Asks the addresses whose time has come, and puts into the ledger what is new there. Returns how many documents are.
    pub(crate) fn look(&mut self) -> Result<usize, Error> {
        let mut count = 0;
        for address in self.book.due(self.outside.now(), ADDRESSES_MAX)? {
            count += self.visit(&address)?;
        }
        Ok(count)
    }

    fn visit(&mut self, address: &Address) -> Result<usize, Error> {
        let parcel = match self.arrived(address) {
            Ok(Some(parcel)) => parcel,
            Ok(None) => {
                let (given, hash) = (address.given.clone(), None);
                return self.there(address, given, hash).map(|()| 0);
            }
            Err(Missed::Missing { at_once }) => return self.missing(address, at_once).map(|()| 0),
            Err(Missed::Failed(failed)) => return self.failed(address, failed).map(|()| 0),
        };
        let given = parcel.given;
        let documents = match self.outside.unpack(parcel.parcel) {
            Ok(documents) => documents,
            Err(what) => return self.failed(address, Failed::of(what)).map(|()| 0),
        };
        let hash = hash(&documents);
        let mut count = 0;
        // Other bytes with the same words are an outlet's own housekeeping.
        if address.hash.as_deref() != Some(&hash) {
            for (bytes, source) in documents {
                count += usize::from(self.take(&bytes, &source)?);
            }
        }
        self.there(address, given, Some(hash))?;
        Ok(count)
    }

    /// Fetches what an address gives; nothing where it is as it was.
    fn arrived(&mut self, address: &Address) -> Result<Option<Arrived>, Missed> {
        let Announced { address: name, title, published, .. } = &address.announced;
        let rule = self.rule_of(&address.place);
        let publisher = rule.and_then(|rule| rule.publisher.clone());
        let about = Parcel { title: title.clone(), published: *published, publisher, ..Parcel::default() };
        if rule.is_some_and(|rule| matches!(rule.place, Place::Folder(_))) {
            let bytes = self.outside.bytes(name).map_err(|what| Missed::Failed(Failed::of(what)))?;
            let parcel = Parcel { address: name.clone(), bytes, ..about };
            return Ok(Some(Arrived { parcel, given: Given::default() }));
        }
        match self.outside.fetch(&request(name, &address.given)) {
            Ok(Answer::NotModified) => Ok(None),
            Ok(Answer::Gone { .. }) => Err(Missed::Missing { at_once: true }),
            Ok(Answer::Fetched(fetched)) => {
                let given = given_by(&fetched);
                let Fetched { bytes, media_type, charset, .. } = fetched;
                // It stays under the address that was named, wherever that leads today.
                Ok(Some(Arrived {
                    parcel: Parcel { address: name.clone(), bytes, media_type, charset, ..about },
                    given,
                }))
            }
            Err(FetchError { failure: Failure::NotFound { .. }, .. }) => Err(Missed::Missing { at_once: false }),
            Err(error) => Err(Missed::Failed(Failed::of_fetch(&error))),
        }
    }

    /// Returns the source that the book calls so, where the dossier still has it.
    pub(crate) fn rule_of(&self, place: &str) -> Option<&SourceRule> {
        self.dossier.watch.sources.iter().find(|rule| crate::book::key(&rule.place) == place)
    }

    fn there(&mut self, address: &Address, given: Given, hash: Option<String>) -> Result<(), Error> {
        let now = self.outside.now();
        let next = self.recheck(address, now);
        self.book.note_address(address, &Read::There { given, hash }, now, next)
    }

    /// Returns when to look again, until the document has been known long enough.
    fn recheck(&self, address: &Address, now: Timestamp) -> Option<Timestamp> {
        let rule = self.rule_of(&address.place);
        if rule.is_some_and(|rule| matches!(rule.place, Place::Folder(_))) {
            return None;
        }
        let known = now.duration_since(address.first_read.unwrap_or(now));
        let [least, most] = RECHECK;
        let wait = (known / 4).clamp(least, most);
        // A page that is a source is looked at as long as it is one.
        if let Some(SourceRule { place: Place::Page(_), every, .. }) = rule {
            return Some(later(now, *every));
        }
        let days = i64::from(self.dossier.watch.rechecked_days());
        (known < SignedDuration::from_hours(24 * days)).then(|| later(now, wait))
    }

    /// Notes that there is nothing where something was, and tells it when that is sure.
    fn missing(&mut self, address: &Address, at_once: bool) -> Result<(), Error> {
        let now = self.outside.now();
        if address.first_read.is_none() {
            // Feeds are often ahead of the pages that they announce.
            let failed = Failed { is_for_now: true, ..Failed::of("is not there".to_owned()) };
            return self.failed(address, failed);
        }
        let since = address.missing_since.map(|since| now.duration_since(since));
        let is_gone = at_once || since.is_some_and(|since| since >= MISSING_MIN);
        if is_gone && !address.is_gone {
            let gone = gone(address);
            let to = |alert: &Alert| crate::rule::channels(&self.dossier.watch, alert);
            // First the alert: a process that is killed in between tells it under the same key.
            self.book.tell([vec![gone], Vec::new()], None, now, to)?;
        }
        let next = if is_gone { self.recheck(address, now) } else { Some(later(now, MISSING_MIN)) };
        self.book.note_address(address, &Read::Missing { is_gone }, now, next)
    }

    fn failed(&mut self, address: &Address, Failed { what, wait, is_for_now }: Failed) -> Result<(), Error> {
        let now = self.outside.now();
        self.outside.note(&format!("`{}` {what}", address.announced.address));
        let again = is_for_now && address.tries < TRIES_MAX;
        let wait = wait.unwrap_or_else(|| WAIT_FIRST.saturating_mul(1 << address.tries.clamp(0, 8) as u32));
        // A document that was there is looked at again whatever happens.
        let next =
            if again { Some(later(now, wait)) } else { address.first_read.and_then(|_| self.recheck(address, now)) };
        self.book.note_address(address, &Read::Failed(what), now, next)
    }

    /// Puts a document into the ledger; returns whether anything of it was new.
    fn take(&mut self, bytes: &[u8], source: &Source) -> Result<bool, Error> {
        let reader = rules(&self.dossier.registry);
        if self.ledger.has(bytes, source, &reader)? {
            return Ok(false);
        }
        let reading = self.outside.read(source);
        let incoming = Incoming { bytes, source, reader: &reader, reading: &reading };
        let taken = self.ledger.ingest(&incoming, self.outside.now())?;
        Ok(taken.change != Change::Nothing)
    }
}

/// What arrived from an address, and what to ask it with the next time.
struct Arrived {
    parcel: Parcel,
    given: Given,
}

/// Why an address gave no document.
enum Missed {
    Missing { at_once: bool },
    Failed(Failed),
}

/// Why nothing could be read, and when to try again.
struct Failed {
    what: String,
    wait: Option<SignedDuration>,
    is_for_now: bool,
}

impl Failed {
    fn of(what: String) -> Self {
        Self { what, wait: None, is_for_now: false }
    }

    fn of_fetch(error: &FetchError) -> Self {
        let wait = match &error.failure {
            Failure::Busy { retry_after: Some(wait) } => SignedDuration::try_from(*wait).ok(),
            _ => None,
        };
        Self { what: error.failure.to_string(), wait, is_for_now: error.is_worth_retrying() }
    }
}

fn gone(address: &Address) -> Development {
    let Announced { address: name, title, .. } = &address.announced;
    let key = format!("gone:{name}:{}", address.hash.as_deref().unwrap_or_default());
    let called = title.as_ref().map_or_else(|| format!("`{name}`"), |title| format!("“{title}”"));
    let change = format!("`{name}` gives nothing any more; what it said stays in the ledger");
    Development {
        kinds: vec![Kind { kind: AlertKind::Gone, change: Some(change), keys: vec![key] }],
        alert: Alert::of(format!("{called} is no longer there")),
    }
}

fn request(address: &str, Given { etag, last_modified, given_by }: &Given) -> Request {
    Request {
        address: address.to_owned(),
        etag: etag.clone(),
        last_modified: last_modified.clone(),
        given_by: given_by.clone(),
    }
}

fn given_by(fetched: &Fetched) -> Given {
    Given {
        etag: fetched.etag.clone(),
        last_modified: fetched.last_modified.clone(),
        given_by: Some(fetched.address.clone()),
    }
}

/// Hashes the words of what arrived.
fn hash(documents: &[(Vec<u8>, Source)]) -> String {
    let mut hasher = blake3::Hasher::new();
    for (_, source) in documents {
        hasher.update(source.id().to_string().as_bytes());
    }
    hasher.finalize().to_string()
}

/// Returns the instant after a wait, or the last one there is.
fn later(now: Timestamp, wait: SignedDuration) -> Timestamp {
    now.checked_add(wait).unwrap_or(Timestamp::MAX)
}
