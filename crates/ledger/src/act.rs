//! Under what is something recorded? Under an act, which has a number and an instant.

use jiff::{Timestamp, ToSpan};

use crate::database::{Database, Fault};
use crate::ledger::last_recorded_at;
use crate::stored::instant;

/// One thing done to the ledger, under which rows are added.
pub(crate) struct Act<'a> {
    pub db: &'a Database,
    pub seq: i64,
    pub recorded_at: Timestamp,
}

impl<'a> Act<'a> {
    /// Begins an act within a transaction.
    ///
    /// Instants rise from act to act: where `now` is not after the last one, as after a clock was set back, the least
    /// later instant is taken, so that what was known at an instant stays what it was.
    pub(crate) fn begin(db: &'a Database, now: Timestamp) -> Result<Self, Fault> {
        let least = last_recorded_at(db)?.map(|last| last.saturating_add(1.nanosecond()));
        let least = least.transpose().map_err(|error| Fault::Corrupt(format!("no instant is later: {error}")))?;
        let recorded_at = least.map_or(now, |least| least.max(now));
        let seq: i64 = db.only("SELECT coalesce(max(seq), 0) + 1 FROM act", &[], |row| row.get(0))?;
        db.execute("INSERT INTO act VALUES (?1, ?2)", &[seq.into(), (&instant::written(recorded_at)).into()])?;
        Ok(Self { db, seq, recorded_at })
    }
}
