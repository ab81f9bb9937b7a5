//! What happens in one look?
//!
//! Each step ends in one transaction of the ledger or of the book, and begins with what the last one left, so a process
//! may be killed between any two of them, and the next one does what is left to do.

use std::collections::BTreeSet;

use casus_engine::dossier::Place;
use casus_engine::ledger::{Ledger, Period};
use casus_engine::{Dossier, known};
use casus_text::Source;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use crate::alert::{Alert, Development};
use crate::assess::{State, assess};
use crate::book::{Book, Mark};
use crate::{Error, Outside, rule};

/// A source that could not be read for so long before now is not being read.
const OUTAGE_MIN: SignedDuration = SignedDuration::from_hours(24);

/// A dossier that is watched.
pub struct Watch<'w, O> {
    /// What the dossier says.
    pub dossier: &'w Dossier,
    /// Where what is read goes.
    pub ledger: &'w mut Ledger,
    /// What was asked and told.
    pub book: &'w mut Book,
    /// The world.
    pub outside: &'w mut O,
}

impl<O> std::fmt::Debug for Watch<'_, O> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Watch({:?})", self.ledger)
    }
}

/// What came of a look.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// How many documents are new or have changed.
    pub documents: usize,
    /// How many developments were told for the first time.
    pub alerts: usize,
    /// How many alerts were handed to a channel.
    pub sent: usize,
    /// How many briefs were written.
    pub briefs: usize,
}

impl<O: Outside> Watch<'_, O> {
    /// Looks once: asks what is to be asked, reads what is new, tells what developed, and delivers what is to be delivered.
    pub fn round(&mut self) -> Result<Outcome, Error> {
        self.begin()?;
        self.poll()?;
        let documents = self.look()?;
        let alerts = self.tell()?;
        let sent = self.deliver()?;
        let briefs = self.write_briefs()?;
        Ok(Outcome { documents, alerts, sent, briefs })
    }

    fn today(&self) -> Date {
        self.outside.now().to_zoned(TimeZone::UTC).date()
    }

    /// Takes for told, at the first look, all that is so already.
    fn begin(&mut self) -> Result<(), Error> {
        if self.book.mark()?.is_some() {
            return Ok(());
        }
        let (mark, now) = (Mark { instant: self.ledger.last_recorded_at()?, day: self.today() }, self.outside.now());
        let state = self.state(mark)?;
        let developments = self.developments([state.clone(), state])?;
        self.book.tell([Vec::new(), developments], Some(mark), now, |_| Vec::new()).map(drop)
    }

    /// Tells what developed since the last look, where anything was recorded or the day is another.
    fn tell(&mut self) -> Result<usize, Error> {
        let Some(last) = self.book.mark()? else { return Ok(0) };
        let now = self.outside.now();
        let mark = Mark { instant: self.ledger.last_recorded_at()?, day: self.today().max(last.day) };
        if mark == last {
            return Ok(0);
        }
        let before = self.state(last)?;
        let known = before.remembered.documents.iter().map(|it| it.source.origin().path.clone()).collect();
        let developments = self.developments([before, self.state(mark)?])?;
        let (passed_over, news) = self.parted(developments, &known)?;
        let to = |alert: &Alert| rule::channels(&self.dossier.watch, alert);
        self.book.tell([news, passed_over], Some(mark), now, to)
    }

    fn developments(&self, states: [State; 2]) -> Result<Vec<Development>, Error> {
        let reach = |source: &Source| self.is_read(source);
        let words = |change: &_| self.outside.change(change);
        assess(self.dossier, states, &reach, &words)
    }

    fn state(&self, mark: Mark) -> Result<State, Error> {
        // An empty ledger has no instant, and what came into it later is not to be seen.
        let instant = mark.instant.unwrap_or(Timestamp::MIN);
        let remembered = known(self.ledger, &Period::default(), Some(instant), &self.dossier.registry)?;
        Ok(State { remembered, day: mark.day })
    }

    /// Parts developments of what was there before the watch from those that are news.
    ///
    /// What rests on documents that were not known is passed over where all of these were there when their source was
    /// read first.
    fn parted(
        &self,
        developments: Vec<Development>,
        known: &BTreeSet<String>,
    ) -> Result<(Vec<Development>, Vec<Development>), Error> {
        let (mut passed_over, mut news) = (Vec::new(), Vec::new());
        for development in developments {
            let paths = development.alert.cites.iter().map(|cite| &cite.path);
            let new: Vec<&String> = paths.filter(|path| !known.contains(*path)).collect();
            let mut is_old = !new.is_empty();
            for path in new {
                is_old = is_old && self.book.address(named(path))?.is_some_and(|address| address.is_quiet);
            }
            if is_old { passed_over.push(development) } else { news.push(development) }
        }
        Ok((passed_over, news))
    }

    /// Returns whether the source of a document is being read: it is one of the watch, and has not failed for long.
    fn is_read(&self, source: &Source) -> bool {
        let address = named(&source.origin().path);
        let Ok(Some(place)) = self.book.place_of(address) else { return false };
        let Some(rule) = self.rule_of(&place) else { return false };
        if let Place::Page(_) = rule.place
            && !matches!(self.book.address(address), Ok(Some(page)) if page.tries == 0)
        {
            return false;
        }
        let Ok(known) = self.book.source(&rule.place) else { return false };
        let since = |instant: Option<Timestamp>| instant.map(|instant| self.outside.now().duration_since(instant));
        let limit = OUTAGE_MIN.max(rule.every.saturating_mul(2));
        known.failing_since.is_none() && since(known.last_read).is_some_and(|ago| ago <= limit)
    }
}

/// Returns the address that gave a document, which may be one of several that it gave.
fn named(path: &str) -> &str {
    path.split_once("#").map_or(path, |(address, _)| address)
}
