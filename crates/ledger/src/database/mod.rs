//! Which database is it? One way to ask, over SQLite and over PostgreSQL.
//!
//! The statements of this room are the same for both: they number their parameters `?1`, `?2`, which PostgreSQL gets as
//! `$1`, `$2`, and name no function that only one of them has. What differs stands in [`sqlite`] and [`server`]: how a
//! ledger is made and opened, how a transaction begins, and what a failure means.

mod encryption;
mod fault;
mod index;
mod server;
mod sqlite;
pub(crate) mod tables;
mod value;

use std::cell::RefCell;
use std::collections::BTreeMap;

use rusqlite::Connection;

pub(crate) use fault::Fault;
pub(crate) use value::{Row, Value};

use crate::{Location, search};

/// An open database that holds a ledger.
pub(crate) enum Database {
    /// A file, or memory.
    Sqlite(Connection),
    /// A server.
    Server(RefCell<Server>),
}

/// Returns the format that this version writes.
pub(crate) fn format() -> i64 {
    sqlite::FORMAT
}

/// A connection to PostgreSQL with the statements that it has prepared.
pub(crate) struct Server {
    client: postgres::Client,
    prepared: BTreeMap<String, postgres::Statement>,
}

/// What somebody means to do with a ledger.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Access {
    Read,
    Write,
}

impl Database {
    /// Makes a ledger where there is none, with what the work adds to it; where that fails, nothing is left.
    pub(crate) fn create_with<T>(
        at: &Location,
        work: impl FnOnce(&Self) -> Result<T, Fault>,
    ) -> Result<(Self, T), Fault> {
        match at {
            Location::File(path) => sqlite::created(path, |db| Self::Sqlite(db).filled(work)),
            Location::Server(url) => Self::Server(RefCell::new(server::connect(url)?)).filled(work),
        }
    }

    /// Makes the tables and does the work, in one transaction.
    fn filled<T>(self, work: impl FnOnce(&Self) -> Result<T, Fault>) -> Result<(Self, T), Fault> {
        let begin = match &self {
            Self::Sqlite(_) => "BEGIN IMMEDIATE",
            Self::Server(_) => "BEGIN",
        };
        let done = self.within(begin, |db| {
            match db {
                Self::Sqlite(db) => sqlite::fill(db)?,
                Self::Server(server) => server::fill(&mut server.borrow_mut().client)?,
            }
            work(db)
        })?;
        Ok((self, done))
    }

    /// Opens a ledger that is there; an earlier format is brought up to the present one.
    pub(crate) fn open(at: &Location, access: Access) -> Result<Self, Fault> {
        match at {
            Location::File(path) => Self::upgraded(sqlite::open(path)?, access),
            Location::Server(url) => server::open(url, access).map(|server| Self::Server(RefCell::new(server))),
        }
    }

    /// Brings a file to the present format, with the index that earlier ones did not have.
    fn upgraded(file: Connection, access: Access) -> Result<Self, Fault> {
        let db = Self::Sqlite(file);
        let format = |db: &Self| db.only("PRAGMA user_version", &[], |row| row.get::<i64>(0));
        if format(&db)? < sqlite::FORMAT {
            db.within("BEGIN IMMEDIATE", |db| {
                let Self::Sqlite(file) = db else { unreachable!("a file was opened") };
                if sqlite::upgrade(file)? == 1 {
                    search::index_all(db)?;
                }
                Ok(())
            })?;
        }
        let Self::Sqlite(file) = &db else { unreachable!("a file was opened") };
        sqlite::restrict(file, access)?;
        Ok(db)
    }

    /// Makes an empty ledger that lives as long as the value.
    pub(crate) fn in_memory() -> Result<Self, Fault> {
        sqlite::in_memory().map(Self::Sqlite)
    }

    /// Returns a copy to read at leisure where reading keeps others from writing.
    pub(crate) fn copied(&self) -> Result<Option<Self>, Fault> {
        match self {
            Self::Sqlite(db) => Ok(Some(Self::Sqlite(sqlite::copied(db)?))),
            Self::Server(_) => Ok(None),
        }
    }

    /// Returns the format of the ledger.
    pub(crate) fn format(&self) -> Result<i64, Fault> {
        match self {
            Self::Sqlite(db) => sqlite::format(db),
            Self::Server(server) => server::format(&mut server.borrow_mut().client),
        }
    }

    /// Adds acts that are in no strict order, as those of an earlier format may be.
    pub(crate) fn without_order<T>(&self, work: impl FnOnce(&Self) -> Result<T, Fault>) -> Result<T, Fault> {
        let guard = match self {
            Self::Sqlite(_) => {
                let guard = "SELECT sql FROM sqlite_schema WHERE name = 'act_order'";
                let guard = self.only(guard, &[], |row| row.get::<String>(0))?;
                self.batch("DROP TRIGGER act_order")?;
                guard
            }
            Self::Server(_) => {
                self.batch("ALTER TABLE act DISABLE TRIGGER act_order")?;
                "ALTER TABLE act ENABLE TRIGGER act_order".to_owned()
            }
        };
        let done = work(self)?;
        self.batch(&guard)?;
        Ok(done)
    }

    /// Runs a statement, and returns how many rows it touched.
    pub(crate) fn execute(&self, sql: &str, values: &[Value<'_>]) -> Result<u64, Fault> {
        match self {
            Self::Sqlite(db) => {
                let count = db.prepare_cached(sql)?.execute(rusqlite::params_from_iter(values))?;
                Ok(count as u64)
            }
            Self::Server(server) => server.borrow_mut().execute(sql, values),
        }
    }

    /// Runs several statements without parameters.
    pub(crate) fn batch(&self, sql: &str) -> Result<(), Fault> {
        match self {
            Self::Sqlite(db) => Ok(db.execute_batch(sql)?),
            Self::Server(server) => Ok(server.borrow_mut().client.batch_execute(sql)?),
        }
    }

    /// Returns what a query gives; `take` asks the database nothing.
    pub(crate) fn rows<T>(
        &self,
        sql: &str,
        values: &[Value<'_>],
        mut take: impl FnMut(&Row<'_>) -> Result<T, Fault>,
    ) -> Result<Vec<T>, Fault> {
        let mut taken = Vec::new();
        self.each(sql, values, |row| {
            taken.push(take(row)?);
            Ok(())
        })?;
        Ok(taken)
    }

    /// Goes through what a query gives, one row in memory at a time; `take` asks the database nothing.
    pub(crate) fn each(
        &self,
        sql: &str,
        values: &[Value<'_>],
        mut take: impl FnMut(&Row<'_>) -> Result<(), Fault>,
    ) -> Result<(), Fault> {
        match self {
            Self::Sqlite(db) => {
                let mut statement = db.prepare_cached(sql)?;
                let mut rows = statement.query(rusqlite::params_from_iter(values))?;
                while let Some(row) = rows.next()? {
                    take(&Row::Sqlite(row))?;
                }
                Ok(())
            }
            Self::Server(server) => server.borrow_mut().each(sql, values, take),
        }
    }

    /// Returns what the first row of a query gives, if there is one.
    pub(crate) fn first<T>(
        &self,
        sql: &str,
        values: &[Value<'_>],
        take: impl FnMut(&Row<'_>) -> Result<T, Fault>,
    ) -> Result<Option<T>, Fault> {
        Ok(self.rows(sql, values, take)?.into_iter().next())
    }

    /// Returns what the only row of a query gives.
    pub(crate) fn only<T>(
        &self,
        sql: &str,
        values: &[Value<'_>],
        take: impl FnMut(&Row<'_>) -> Result<T, Fault>,
    ) -> Result<T, Fault> {
        self.first(sql, values, take)?.ok_or_else(|| Fault::Corrupt("a row that must be there is missing".to_owned()))
    }

    /// Asks within one transaction, so that what comes in meanwhile is seen in whole or not at all.
    pub(crate) fn read<T>(&self, ask: impl FnOnce(&Self) -> Result<T, Fault>) -> Result<T, Fault> {
        let begin = match self {
            Self::Sqlite(_) => "BEGIN DEFERRED",
            Self::Server(_) => "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
        };
        self.within(begin, ask)
    }

    /// Runs one transaction: all that it writes is there afterwards, or none of it. Writers wait for one another.
    pub(crate) fn write<T>(&self, work: impl FnOnce(&Self) -> Result<T, Fault>) -> Result<T, Fault> {
        match self {
            Self::Sqlite(db) => {
                let turn = sqlite::turn(db);
                let begun = self.batch("BEGIN IMMEDIATE");
                drop(turn);
                begun.and_then(|()| self.finished(work)).map_err(Fault::while_writing)
            }
            // Whoever holds the lock is the only one to add an act, so acts are numbered in the order of their commits.
            Self::Server(_) => self.within("BEGIN ISOLATION LEVEL READ COMMITTED", |db| {
                db.batch("LOCK TABLE act IN EXCLUSIVE MODE")?;
                work(db)
            }),
        }
    }

    /// Returns what the database itself finds wrong with its own pages, and which of the tables, indexes and guards
    /// that keep a ledger are not there as they were made; a server looks after its own pages.
    pub(crate) fn harm(&self) -> Result<Vec<String>, Fault> {
        match self {
            Self::Sqlite(db) => sqlite::harm(db),
            Self::Server(server) => server::harm(&mut server.borrow_mut().client),
        }
    }

    /// Writes anew the tables that documents lie in, so that nothing of what was taken out is left between the rows.
    pub(crate) fn scrub(&self) -> Result<(), Fault> {
        match self {
            Self::Sqlite(db) => {
                let turn = sqlite::turn(db);
                let vacuumed = db.execute_batch("VACUUM").map_err(Fault::from).map_err(Fault::while_writing);
                drop(turn);
                vacuumed
            }
            Self::Server(server) => server::scrub(&mut server.borrow_mut().client),
        }
    }

    /// Returns the connection to a file, for tests of what only a file can suffer.
    #[cfg(test)]
    pub(crate) fn sqlite(&self) -> &Connection {
        let Self::Sqlite(db) = self else { panic!("this is a server") };
        db
    }

    fn within<T>(&self, begin: &str, work: impl FnOnce(&Self) -> Result<T, Fault>) -> Result<T, Fault> {
        self.batch(begin)?;
        self.finished(work)
    }

    /// Does the work of a transaction that has begun, and ends it.
    fn finished<T>(&self, work: impl FnOnce(&Self) -> Result<T, Fault>) -> Result<T, Fault> {
        let open = Open(self);
        let done = work(self)?;
        self.batch("COMMIT")?;
        std::mem::forget(open);
        Ok(done)
    }
}

/// A transaction that is undone unless it has come to its end.
struct Open<'a>(&'a Database);

impl Drop for Open<'_> {
    fn drop(&mut self) {
        // Where even this fails, the connection is gone or the database has undone it by itself.
        let _ = self.0.batch("ROLLBACK");
    }
}

impl Server {
    fn execute(&mut self, sql: &str, values: &[Value<'_>]) -> Result<u64, Fault> {
        let statement = self.prepared(sql)?;
        let values: Vec<&(dyn postgres::types::ToSql + Sync)> = values.iter().map(|value| value as _).collect();
        Ok(self.client.execute(&statement, &values)?)
    }

    fn each(
        &mut self,
        sql: &str,
        values: &[Value<'_>],
        mut take: impl FnMut(&Row<'_>) -> Result<(), Fault>,
    ) -> Result<(), Fault> {
        use postgres::fallible_iterator::FallibleIterator;
        let statement = self.prepared(sql)?;
        let mut rows = self.client.query_raw(&statement, values)?;
        while let Some(row) = rows.next()? {
            take(&Row::Server(&row))?;
        }
        Ok(())
    }

    fn prepared(&mut self, sql: &str) -> Result<postgres::Statement, Fault> {
        if let Some(statement) = self.prepared.get(sql) {
            return Ok(statement.clone());
        }
        let statement = self.client.prepare(&sql.replace('?', "$"))?;
        self.prepared.insert(sql.to_owned(), statement.clone());
        Ok(statement)
    }
}
