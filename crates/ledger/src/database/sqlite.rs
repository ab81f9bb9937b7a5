//! How is a ledger kept in a file? By SQLite.
//!
//! The file is written with a rollback journal and not with a write-ahead log: between two commands a ledger is one
//! file that can be copied, mailed and put under version control, and there is one writer at a time. Each commit waits
//! for the disk. A process that is killed leaves a journal beside the file, with which the next one that opens it undoes
//! what was not finished.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::path::Path;
use std::time::Duration;

use rusqlite::backup::{Backup, StepResult};
use rusqlite::{Connection, OpenFlags};

use super::{Access, Fault};

/// How long to wait for other programs to finish their documents.
const WAIT_SECONDS: u64 = 30;
/// Marks a file as a ledger of Casus: `Casu` in ASCII.
const APPLICATION_ID: i64 = 0x4361_7375;
/// So many statements stay prepared; a question to a ledger takes fewer kinds.
const PREPARED_COUNT_MAX: usize = 64;

/// The steps from one format to the next; a step that has been released is never edited.
const STEPS: [&str; 3] = [
    include_str!("../../schema/sqlite/0001.sql"),
    include_str!("../../schema/sqlite/0002.sql"),
    include_str!("../../schema/sqlite/0003.sql"),
];

/// The format that this version writes: the number of steps.
pub(super) const FORMAT: i64 = STEPS.len() as i64;

/// Makes a file and hands it to whoever fills it; where that fails, there is no file unless there was one.
pub(super) fn created<T>(path: &Path, fill: impl FnOnce(Connection) -> Result<T, Fault>) -> Result<T, Fault> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE;
    let is_new = !path.try_exists().map_err(|error| Fault::Unreachable(error.to_string()))?;
    connect(path, flags).and_then(fill).map_err(|fault| match fault {
        // What is no database is in the way like any other file.
        fault if fault.is_not_a_database() => Fault::Exists,
        fault => {
            // Nothing was committed, so the file is empty; somebody else's file is not.
            if is_new && fs::metadata(path).is_ok_and(|file| file.len() == 0) {
                let _ = fs::remove_file(path);
            }
            fault
        }
    })
}

pub(super) fn in_memory() -> Result<Connection, Fault> {
    let db = Connection::open_in_memory()?;
    fill(&db)?;
    Ok(db)
}

/// Copies a database into a file without a name, which is gone with the connection.
pub(super) fn copied(db: &Connection) -> Result<Connection, Fault> {
    let mut copy = Connection::open("")?;
    let backup = Backup::new(db, &mut copy)?;
    // All at once: others wait that long, and the copy need not begin again because of them.
    let pages_all = -1;
    let step = backup.step(pages_all)?;
    drop(backup);
    if step == StepResult::Done { Ok(copy) } else { Err(busy()) }
}

/// The turn of whoever writes next, which ends when it is dropped.
pub(super) struct Turn(#[expect(dead_code, reason = "the lock is held as long as the file is open")] Option<File>);

/// Waits for the turn to be the next who writes.
///
/// SQLite lets whoever asks at the right moment write, which is most often whoever has just written; others then give
/// up after a while. Here only one at a time asks, and whoever has written waits for its turn like the others. The turn
/// is a lock on the folder, for a ledger is one file and has no other beside it. Where a folder cannot be locked, there
/// are no turns.
pub(super) fn turn(db: &Connection) -> Turn {
    let path = db.path().filter(|path| !path.is_empty()).map(Path::new);
    let folder = path.and_then(Path::parent).map(|folder| match folder.as_os_str().is_empty() {
        true => Path::new("."),
        false => folder,
    });
    let Some(folder) = folder.and_then(|folder| File::open(folder).ok()) else { return Turn(None) };
    // Whoever has the turn waits for the ledger only so long, and the lock of a process that is gone is gone with it.
    let is_locked = folder.lock().is_ok();
    Turn(is_locked.then_some(folder))
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

/// Returns all that is wrong with the pages of a file, and what differs from the tables of a new ledger.
pub(super) fn harm(db: &Connection) -> Result<Vec<String>, Fault> {
    let mut statement = db.prepare("PRAGMA integrity_check")?;
    let answers = statement.query_map([], |row| row.get(0))?.collect::<Result<Vec<String>, _>>()?;
    let mut harm: Vec<String> = answers.into_iter().filter(|answer| answer != "ok").collect();
    let (there, fresh) = (schema(db)?, schema(&in_memory()?)?);
    for (name, sql) in &fresh {
        match there.get(name) {
            None => harm.push(format!("{name} is missing")),
            Some(other) if other != sql => harm.push(format!("{name} was changed")),
            Some(_) => {}
        }
    }
    harm.extend(there.keys().filter(|name| !fresh.contains_key(*name)).map(|name| format!("{name} is none of ours")));
    Ok(harm)
}

/// Returns how everything in a file was made, by its kind and name.
fn schema(db: &Connection) -> Result<BTreeMap<String, Option<String>>, Fault> {
    // What SQLite makes by itself, such as the statistics of ANALYZE, is its own.
    let select = "SELECT type || ' `' || name || '`', sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%'";
    let mut statement = db.prepare(select)?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
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

/// Makes the tables of an empty ledger in a file that holds nothing.
pub(super) fn fill(db: &Connection) -> Result<(), Fault> {
    let tables: i64 = db.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    if tables > 0 || header(db, "application_id")? != 0 {
        return Err(Fault::Exists);
    }
    db.pragma_update(None, "application_id", APPLICATION_ID)?;
    upgrade(db)?;
    Ok(())
}

/// Returns the format of a ledger.
pub(super) fn format(db: &Connection) -> Result<i64, Fault> {
    header(db, "user_version")
}

fn busy() -> Fault {
    let failure = rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_BUSY);
    Fault::Sqlite(rusqlite::Error::SqliteFailure(failure, None))
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
