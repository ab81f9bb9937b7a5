//! How is a ledger kept on a server? By PostgreSQL, for a team.
//!
//! A database holds one ledger, in the schema that the connection looks in first. Several programs may write at once:
//! each waits for the lock on the table of acts while another finishes its document, and readers wait for nobody.

use std::collections::BTreeMap;

use postgres::{Client, Config, NoTls};

use super::{Access, Fault, Server};

/// The tables of a new ledger.
const TABLES: &str = include_str!("../../schema/postgres/0002.sql");
/// The format that this version writes; the formats of both databases are counted together.
const FORMAT: i64 = 2;
/// How long to wait for other programs to finish their documents.
const SETTINGS: &str =
    "SET lock_timeout = '30s'; SET client_min_messages = warning; SET standard_conforming_strings = on";

pub(super) fn create(url: &str) -> Result<Server, Fault> {
    let mut client = connect(url)?;
    let mut transaction = client.transaction()?;
    let is_taken: bool = transaction
        .query_one("SELECT EXISTS (SELECT 1 FROM pg_tables WHERE schemaname = current_schema())", &[])?
        .try_get(0)?;
    if is_taken {
        return Err(Fault::Exists);
    }
    transaction.batch_execute(TABLES)?;
    transaction.commit()?;
    Ok(server(client))
}

pub(super) fn open(url: &str, access: Access) -> Result<Server, Fault> {
    let mut client = connect(url)?;
    check(&mut client)?;
    if access == Access::Read {
        client.batch_execute("SET default_transaction_read_only = on")?;
    }
    Ok(server(client))
}

fn server(client: Client) -> Server {
    Server { client, prepared: BTreeMap::new() }
}

fn connect(url: &str) -> Result<Client, Fault> {
    let mut config: Config = url.parse().map_err(|error: postgres::Error| Fault::Unreachable(told(&error)))?;
    if config.get_application_name().is_none() {
        config.application_name("casus");
    }
    let mut client = config.connect(NoTls).map_err(|error| Fault::Unreachable(told(&error)))?;
    client.batch_execute(SETTINGS)?;
    Ok(client)
}

/// Checks that the database holds a ledger that this version understands.
fn check(client: &mut Client) -> Result<(), Fault> {
    let is_ledger: bool = client.query_one("SELECT to_regclass('ledger_format') IS NOT NULL", &[])?.try_get(0)?;
    if !is_ledger {
        return Err(Fault::NotALedger);
    }
    let found: i64 = client.query_one("SELECT max(format) FROM ledger_format", &[])?.try_get(0)?;
    if found > FORMAT {
        return Err(Fault::Newer { found, known: FORMAT });
    }
    Ok(())
}

/// Says what went wrong, with what lies behind it.
fn told(error: &postgres::Error) -> String {
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
