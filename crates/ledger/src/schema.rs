//! Is this file a ledger, and of which format?

use rusqlite::{Connection, TransactionBehavior};

use crate::storage::Fault;

/// Marks the file as ours in its header: `Casu` in ASCII.
const APPLICATION_ID: i64 = 0x4361_7375;

/// The steps from one format to the next; a step that has been released is never edited.
const STEPS: [&str; 1] = [include_str!("../schema/0001.sql")];

/// The format that this version writes: the number of steps.
pub(crate) const FORMAT: i64 = STEPS.len() as i64;

/// Makes an empty ledger in a file that holds nothing.
pub(crate) fn create(db: &mut Connection) -> Result<(), Fault> {
    let transaction = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let tables: i64 = transaction.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    if tables > 0 || header(&transaction, "application_id")? != 0 {
        return Err(Fault::Exists);
    }
    transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
    upgrade(&transaction, 0)?;
    Ok(transaction.commit()?)
}

/// Checks that a file is a ledger that this version understands; an earlier format is brought up to the present one.
pub(crate) fn check(db: &mut Connection) -> Result<(), Fault> {
    if header(db, "application_id")? != APPLICATION_ID {
        return Err(Fault::NotALedger);
    }
    let found = header(db, "user_version")?;
    if found > FORMAT {
        return Err(Fault::Newer { found });
    }
    if found < 1 {
        return Err(Fault::Corrupt(format!("there is no format `{found}`")));
    }
    if found < FORMAT {
        let transaction = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
        upgrade(&transaction, header(&transaction, "user_version")?)?;
        transaction.commit()?;
    }
    Ok(())
}

/// Takes the steps that are missing and notes the format that they lead to.
fn upgrade(db: &Connection, from: i64) -> Result<(), Fault> {
    let done = usize::try_from(from).map_err(|_| Fault::Corrupt(format!("there is no format `{from}`")))?;
    for step in STEPS.iter().skip(done) {
        db.execute_batch(step)?;
    }
    Ok(db.pragma_update(None, "user_version", FORMAT)?)
}

fn header(db: &Connection, field: &str) -> Result<i64, Fault> {
    Ok(db.pragma_query_value(None, field, |row| row.get(0))?)
}
