//! How is a ledger kept in a file? By SQLite.
//!
//! The file is written with a rollback journal and not with a write-ahead log: between two commands a ledger is one
//! file that can be copied, mailed and put under version control, and there is one writer at a time. Each commit waits
//! for the disk. A process that is killed leaves a journal beside the file, with which the next one that opens it undoes
//! what was not finished.

use std::path::Path;
use std::time::Duration;

use rusqlite::{Connection, OpenFlags, OptionalExtension, TransactionBehavior};

use super::{Access, Fault};

/// How long to wait for other programs to finish their documents.
const WAIT_SECONDS: u64 = 30;
/// Marks a file as a ledger of Casus: `Casu` in ASCII.
const APPLICATION_ID: i64 = 0x4361_7375;
/// So many statements stay prepared; a question to a ledger takes fewer kinds.
const PREPARED_COUNT_MAX: usize = 64;

/// The steps from one format to the next; a step that has been released is never edited.
const STEPS: [&str; 2] = [include_str!("../../schema/sqlite/0001.sql"), include_str!("../../schema/sqlite/0002.sql")];

/// The format that this version writes: the number of steps.
pub(super) const FORMAT: i64 = STEPS.len() as i64;

pub(super) fn create(path: &Path) -> Result<Connection, Fault> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE;
    let made = || -> Result<Connection, Fault> {
        let mut db = connect(path, flags)?;
        fill(&mut db)?;
        Ok(db)
    };
    made().map_err(|fault| match fault {
        // What is no database is in the way like any other file.
        fault if fault.is_not_a_database() => Fault::Exists,
        fault => fault,
    })
}

pub(super) fn in_memory() -> Result<Connection, Fault> {
    let mut db = Connection::open_in_memory()?;
    fill(&mut db)?;
    Ok(db)
}

/// Opens a ledger in a file, of whichever format; what a killed process left unfinished is undone here, where the file
/// can be written to.
pub(super) fn open(path: &Path) -> Result<Connection, Fault> {
    // SQLite cannot tell a missing file or a folder from a file that must not be read.
    match path.try_exists() {
        Ok(true) if path.is_dir() => return Err(Fault::NotALedger),
        Ok(true) => {}
        Ok(false) => return Err(Fault::Missing),
        Err(error) => return Err(Fault::Unreachable(error.to_string())),
    }
    let db = connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    check(&db)?;
    Ok(db)
}

/// Keeps whoever only reads from writing, and says so at once where nothing can be written.
pub(super) fn restrict(db: &Connection, access: Access) -> Result<(), Fault> {
    match access {
        Access::Write if db.is_readonly("main")? => Err(Fault::ReadOnly),
        Access::Write => Ok(()),
        Access::Read => Ok(db.pragma_update(None, "query_only", true)?),
    }
}

/// Returns the first thing that is wrong with the pages of a file, or with what its rows point at.
pub(super) fn harm(db: &Connection) -> Result<Option<String>, Fault> {
    let answer: String = db.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))?;
    if answer != "ok" {
        return Ok(Some(answer));
    }
    let astray = "SELECT \"table\" FROM pragma_foreign_key_check LIMIT 1";
    let astray: Option<String> = db.query_row(astray, [], |row| row.get(0)).optional()?;
    Ok(astray.map(|table| format!("a row of `{table}` points at nothing")))
}

fn connect(path: &Path, flags: OpenFlags) -> Result<Connection, Fault> {
    let db = Connection::open_with_flags(path, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    db.busy_timeout(Duration::from_secs(WAIT_SECONDS))?;
    db.set_prepared_statement_cache_capacity(PREPARED_COUNT_MAX);
    db.pragma_update(None, "synchronous", "FULL")?;
    db.pragma_update(None, "foreign_keys", true)?;
    // What is taken out of a ledger is overwritten, and not merely forgotten.
    db.pragma_update(None, "secure_delete", true)?;
    // A file from elsewhere must not run functions through its schema.
    db.pragma_update(None, "trusted_schema", false)?;
    Ok(db)
}

/// Makes an empty ledger in a file that holds nothing.
fn fill(db: &mut Connection) -> Result<(), Fault> {
    let transaction = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let tables: i64 = transaction.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    if tables > 0 || header(&transaction, "application_id")? != 0 {
        return Err(Fault::Exists);
    }
    transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
    upgrade(&transaction)?;
    Ok(transaction.commit()?)
}

/// Checks that a file is a ledger of a format that this version understands.
fn check(db: &Connection) -> Result<(), Fault> {
    if header(db, "application_id")? != APPLICATION_ID {
        return Err(Fault::NotALedger);
    }
    match header(db, "user_version")? {
        found if found > FORMAT => Err(Fault::Newer { found, known: FORMAT }),
        found if found < 1 => Err(Fault::Corrupt(format!("there is no format `{found}`"))),
        _ => Ok(()),
    }
}

/// Takes the steps that are missing, notes the format that they lead to, and returns the one they began with.
pub(super) fn upgrade(db: &Connection) -> Result<i64, Fault> {
    let from = header(db, "user_version")?;
    let done = usize::try_from(from).map_err(|_| Fault::Corrupt(format!("there is no format `{from}`")))?;
    for step in STEPS.iter().skip(done) {
        db.execute_batch(step)?;
    }
    db.pragma_update(None, "user_version", FORMAT)?;
    Ok(from)
}

fn header(db: &Connection, field: &str) -> Result<i64, Fault> {
    Ok(db.pragma_query_value(None, field, |row| row.get(0))?)
}
