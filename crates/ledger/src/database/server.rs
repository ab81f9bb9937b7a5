//! How is a ledger kept on a server? By PostgreSQL, for a team.
//!
//! A database holds one ledger, in the schema that the connection looks in first. Several programs may write at once:
//! each waits for the lock on the table of acts while another finishes its document, and readers wait for nobody.

use std::collections::{BTreeMap, BTreeSet};

use postgres::{Client, Config};

use super::tables::{TABLES, Table};
use super::{Access, Fault, Server, encryption};

/// The steps from one format to the next, each with the format that it leads to; a step that has been released is never
/// edited. The formats of both databases are counted together, and the first has none on a server.
const STEPS: [(i64, &str); 2] =
    [(2, include_str!("../../schema/postgres/0002.sql")), (3, include_str!("../../schema/postgres/0003.sql"))];
/// The format that this version writes.
const FORMAT: i64 = STEPS[STEPS.len() - 1].0;
/// How long to wait for other programs to finish their documents.
const SETTINGS: &str =
    "SET lock_timeout = '30s'; SET client_min_messages = warning; SET standard_conforming_strings = on";

/// Makes the tables of an empty ledger in a schema that holds nothing.
pub(super) fn fill(client: &mut Client) -> Result<(), Fault> {
    let is_taken: bool = client
        .query_one("SELECT EXISTS (SELECT 1 FROM pg_tables WHERE schemaname = current_schema())", &[])?
        .try_get(0)?;
    if is_taken {
        return Err(Fault::Exists);
    }
    STEPS.iter().try_for_each(|(_, step)| Ok(client.batch_execute(step)?))
}

/// Takes the steps that are missing, in one transaction; programs that write wait for it.
fn upgrade(client: &mut Client) -> Result<(), Fault> {
    let mut transaction = client.transaction()?;
    transaction.batch_execute("LOCK TABLE act IN EXCLUSIVE MODE")?;
    // Another program may have taken them meanwhile.
    let found: i64 = transaction.query_one("SELECT max(format) FROM ledger_format", &[])?.try_get(0)?;
    for (_, step) in STEPS.iter().filter(|(format, _)| *format > found) {
        transaction.batch_execute(step)?;
    }
    Ok(transaction.commit()?)
}

pub(super) fn open(url: &str, access: Access) -> Result<Server, Fault> {
    let mut server = connect(url)?;
    check(&mut server.client)?;
    if access == Access::Read {
        server.client.batch_execute("SET default_transaction_read_only = on")?;
    }
    Ok(server)
}

pub(super) fn connect(url: &str) -> Result<Server, Fault> {
    let mut config: Config = url.parse().map_err(|error: postgres::Error| Fault::Unreachable(told(&error)))?;
    if config.get_application_name().is_none() {
        config.application_name("casus");
    }
    let mut client = encryption::connect(config)?;
    client.batch_execute(SETTINGS)?;
    Ok(Server { client, prepared: BTreeMap::new() })
}

/// Checks that the database holds a ledger that this version understands.
fn check(client: &mut Client) -> Result<(), Fault> {
    let is_ledger: bool = client.query_one("SELECT to_regclass('ledger_format') IS NOT NULL", &[])?.try_get(0)?;
    if !is_ledger {
        return Err(Fault::NotALedger);
    }
    let found = format(client)?;
    match found {
        found if found > FORMAT => Err(Fault::Newer { found, known: FORMAT }),
        FORMAT => Ok(()),
        _ => upgrade(client),
    }
}

/// Returns the format of a ledger.
pub(super) fn format(client: &mut Client) -> Result<i64, Fault> {
    Ok(client.query_one("SELECT max(format) FROM ledger_format", &[])?.try_get(0)?)
}

/// Returns which guards of the tables are missing or switched off.
pub(super) fn harm(client: &mut Client) -> Result<Vec<String>, Fault> {
    let select = "SELECT tgname::TEXT FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid \
                  WHERE relnamespace = current_schema()::regnamespace AND tgenabled = 'O' AND NOT tgisinternal";
    let rows = client.query(select, &[])?;
    let there = rows.iter().map(|row| row.try_get(0)).collect::<Result<BTreeSet<String>, _>>()?;
    let of_table = |table: &Table| ["kept", "there", "whole"].map(|guard| format!("{}_{guard}", table.name));
    let guards = TABLES.iter().flat_map(of_table).chain(["act_order".to_owned()]);
    let is_missing = |guard: &String| !there.contains(guard);
    Ok(guards.filter(is_missing).map(|guard| format!("trigger `{guard}` is missing or switched off")).collect())
}

/// The tables that the words of a document lie in.
const WORDY: [&str; 6] = ["word", "record", "reading", "origin", "text", "original"];

/// Writes the tables anew that the words of a document lie in. Each stands alone: no transaction may hold it.
pub(super) fn scrub(client: &mut Client) -> Result<(), Fault> {
    // The server passes over a table of somebody else, and says so only in a warning.
    let own = "SELECT bool_and(pg_has_role(relowner, 'USAGE')) FROM pg_class \
               WHERE relnamespace = current_schema()::regnamespace AND relname = ANY($1)";
    let is_own: Option<bool> = client.query_one(own, &[&WORDY.as_slice()])?.try_get(0)?;
    if is_own != Some(true) {
        return Err(Fault::Refused("only the owner of the tables can write them anew".to_owned()));
    }
    for table in WORDY {
        client.batch_execute(&format!("VACUUM FULL {table}"))?;
    }
    Ok(())
}

/// Says what went wrong, with what lies behind it.
pub(super) fn told(error: &postgres::Error) -> String {
    let mut message = error.to_string();
    let mut cause = std::error::Error::source(error);
    while let Some(error) = cause {
        let more = error.to_string();
        if !message.contains(&more) {
            message = format!("{message}: {more}");
        }
        cause = error.source();
    }
    message
}
