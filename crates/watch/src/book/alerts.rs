//! What was told, and what of it has gone to whom?

use std::collections::BTreeSet;

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, Row, Transaction, params};

use crate::alert::Development;
use crate::{Alert, Error};

use super::{Book, Mark, instant_of, written};

/// An alert that is to go to a channel.
#[derive(Clone, Debug, PartialEq)]
pub struct Delivery {
    /// The place of the alert among all.
    pub seq: i64,
    /// The alert.
    pub alert: Alert,
    /// How often it was tried to send it.
    pub tries: i64,
}

impl Book {
    /// Tells developments that were not told, each to the channels that `to` names for it, takes others for told, and
    /// notes how far both reach, all in one step. Returns how many are new.
    pub(crate) fn tell(
        &mut self,
        [news, passed_over]: [Vec<Development>; 2],
        mark: Option<Mark>,
        now: Timestamp,
        to: impl Fn(&Alert) -> Vec<String>,
    ) -> Result<usize, Error> {
        self.write(|db| {
            let mut count = 0;
            for development in news {
                count += usize::from(tell(db, development, now, &to)?);
            }
            for key in passed_over.into_iter().flat_map(|it| it.kinds).flat_map(|kind| kind.keys) {
                db.execute("INSERT INTO told VALUES (?1, NULL) ON CONFLICT DO NOTHING", [key])?;
            }
            mark.map(|mark| set_mark(db, mark)).transpose()?;
            Ok(count)
        })
    }

    /// Lists the alerts, the last ones first, at most so many.
    pub fn alerts(&self, limit: usize) -> Result<Vec<Alert>, Error> {
        let select = "SELECT seq, body, 0 FROM alert ORDER BY seq DESC LIMIT ?1";
        self.listed(select, params![limit as i64]).map(|all| all.into_iter().map(|one| one.alert).collect())
    }

    /// Counts the alerts by their kinds.
    pub(crate) fn alert_counts(&self) -> Result<Vec<(String, i64)>, Error> {
        let select = "SELECT kind, count(*) FROM alert GROUP BY kind ORDER BY kind";
        self.ask(|db| {
            let mut statement = db.prepare(select)?;
            let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
            rows.collect()
        })
    }

    /// Lists what is to go to a channel by an instant, in its order.
    pub(crate) fn waiting(&self, channel: &str, now: Timestamp) -> Result<Vec<Delivery>, Error> {
        let select = "SELECT alert.seq, body, tries FROM delivery JOIN alert ON alert.seq = delivery.seq \
                      WHERE channel = ?1 AND sent IS NULL AND next <= ?2 ORDER BY alert.seq";
        self.listed(select, params![channel, written(now)])
    }

    /// Lists all that is for a channel, sent or not, in its order.
    pub(crate) fn all_for(&self, channel: &str) -> Result<Vec<Delivery>, Error> {
        let select = "SELECT alert.seq, body, tries FROM delivery JOIN alert ON alert.seq = delivery.seq \
                      WHERE channel = ?1 ORDER BY alert.seq";
        self.listed(select, params![channel])
    }

    /// Notes that an alert has gone to a channel.
    pub(crate) fn note_sent(&mut self, channel: &str, seq: i64, now: Timestamp) -> Result<(), Error> {
        let update =
            "UPDATE delivery SET sent = ?3, tries = tries + 1, last_error = NULL WHERE seq = ?1 AND channel = ?2";
        self.write(|db| db.execute(update, params![seq, channel, written(now)]).map(drop))
    }

    /// Notes that an alert could not be sent, and when to try again.
    pub(crate) fn note_unsent(&mut self, channel: &str, seq: i64, error: &str, next: Timestamp) -> Result<(), Error> {
        let update =
            "UPDATE delivery SET tries = tries + 1, last_error = ?3, next = ?4 WHERE seq = ?1 AND channel = ?2";
        self.write(|db| db.execute(update, params![seq, channel, error, written(next)]).map(drop))
    }

    /// Returns how many alerts wait for a channel, and why the last one could not be sent.
    pub(crate) fn backlog(&self, channel: &str) -> Result<(i64, Option<String>), Error> {
        let select = "SELECT count(*), max(last_error) FROM delivery WHERE channel = ?1 AND sent IS NULL";
        self.ask(|db| db.query_row(select, [channel], |row| Ok((row.get(0)?, row.get(1)?))))
    }

    /// Returns when the last alert was raised.
    pub(crate) fn last_raised(&self) -> Result<Option<Timestamp>, Error> {
        self.ask(|db| db.query_row("SELECT max(raised_at) FROM alert", [], |row| instant_of(row, 0)))
    }

    fn listed(&self, select: &str, values: &[&dyn rusqlite::ToSql]) -> Result<Vec<Delivery>, Error> {
        let of_row = |row: &Row<'_>| {
            let body: String = row.get(1)?;
            let wrong =
                |error| rusqlite::Error::FromSqlConversionFailure(1, rusqlite::types::Type::Text, Box::new(error));
            let alert = serde_json::from_str(&body).map_err(wrong)?;
            Ok(Delivery { seq: row.get(0)?, alert, tries: row.get(2)? })
        };
        self.ask(|db| {
            let mut statement = db.prepare_cached(select)?;
            let rows = statement.query_map(values, of_row)?;
            rows.collect()
        })
    }
}

fn tell(
    db: &Transaction<'_>,
    development: Development,
    now: Timestamp,
    to: &impl Fn(&Alert) -> Vec<String>,
) -> rusqlite::Result<bool> {
    let mut told = BTreeSet::new();
    for key in development.kinds.iter().flat_map(|kind| &kind.keys) {
        if is_told(db, key)? {
            told.insert(key.clone());
        }
    }
    let Some((alert, keys)) = development.raised(now, |key| told.contains(key)) else { return Ok(false) };
    let body = serde_json::to_string(&alert).expect("an alert is plain data");
    let insert = "INSERT INTO alert (id, raised_at, kind, body) VALUES (?1, ?2, ?3, ?4)";
    db.execute(insert, params![alert.id, written(now), alert.kind, body])?;
    let seq = db.last_insert_rowid();
    for key in keys {
        db.execute("INSERT INTO told VALUES (?1, ?2) ON CONFLICT DO NOTHING", params![key, seq])?;
    }
    for channel in to(&alert) {
        let insert = "INSERT INTO delivery (seq, channel, next) VALUES (?1, ?2, ?3)";
        db.execute(insert, params![seq, channel, written(now)])?;
    }
    Ok(true)
}

fn is_told(db: &Connection, key: &str) -> rusqlite::Result<bool> {
    db.query_row("SELECT 1 FROM told WHERE key = ?1", [key], |_| Ok(())).optional().map(|there| there.is_some())
}

fn set_mark(db: &Transaction<'_>, mark: Mark) -> rusqlite::Result<()> {
    let instant = mark.instant.map(written);
    db.execute("INSERT OR REPLACE INTO mark VALUES (1, ?1, ?2)", params![instant, mark.day.to_string()])?;
    // What was there before the watch has been taken for told; from now on it is like any other.
    db.execute("UPDATE address SET is_quiet = 0 WHERE is_quiet = 1 AND first_read IS NOT NULL", []).map(drop)
}
