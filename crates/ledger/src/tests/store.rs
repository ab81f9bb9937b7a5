//! Where do the ledgers of a test lie? In SQLite, and on a server where one is given.

use std::cell::RefCell;
use std::env;
use std::fs::OpenOptions;
use std::io::Write;
use std::process;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::{Ledger, Location};

/// Gives the address of a server on which tests may make what they like.
pub const SERVER: &str = "CASUS_TEST_POSTGRES";
/// Names the file with the certificate by which the server is known, where it can encrypt.
pub const CERTIFICATE: &str = "CASUS_TEST_POSTGRES_CERTIFICATE";
/// Names the file in which each test that talks to the server leaves a line.
const SEEN: &str = "CASUS_TEST_POSTGRES_SEEN";

/// Makes empty ledgers.
pub enum Store {
    /// In memory.
    Memory,
    /// Each in a schema of its own, which is gone with the store.
    Server { url: String, schemas: RefCell<Vec<String>> },
}

/// Runs a test with each of the databases that there are.
pub fn on_each(test: impl Fn(&Store)) {
    test(&Store::Memory);
    if let Ok(url) = env::var(SERVER) {
        note_server();
        test(&Store::Server { url, schemas: RefCell::default() });
    }
}

/// Leaves a line where somebody wants to know that the server was made use of.
pub fn note_server() {
    let Ok(path) = env::var(SEEN) else { return };
    let mut file = OpenOptions::new().create(true).append(true).open(path).expect("the file can be written");
    writeln!(file, "casus-ledger").expect("the file can be written");
}

impl Store {
    /// Returns a new empty ledger.
    pub fn ledger(&self) -> Ledger {
        match self {
            Store::Memory => Ledger::in_memory().expect("memory can be had"),
            Store::Server { .. } => Ledger::create(self.place()).expect("the schema is empty"),
        }
    }

    /// Returns a place on the server where nothing is yet.
    pub fn place(&self) -> Location {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let Store::Server { url, schemas } = self else { panic!("memory has no place") };
        let schema = format!("test_{}_{}", process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        self.run(&format!("CREATE SCHEMA {schema}"));
        schemas.borrow_mut().push(schema.clone());
        let sign = if url.contains('?') { '&' } else { '?' };
        Location::parse(&format!("{url}{sign}options=-c%20search_path%3D{schema}"))
    }

    /// Returns a place on the server where some tables are, as an earlier version made them.
    pub fn place_with(&self, tables: &str) -> Location {
        let place = self.place();
        let Store::Server { schemas, .. } = self else { panic!("memory has no place") };
        let schema = schemas.borrow().last().cloned().expect("a place was made");
        self.run(&format!("SET search_path = {schema}; {tables}"));
        place
    }

    fn run(&self, sql: &str) {
        let Store::Server { url, .. } = self else { return };
        let mut client = postgres::Client::connect(url, postgres::NoTls).expect("the server answers");
        client.batch_execute(sql).expect("the server does as it is told");
    }
}

impl Drop for Store {
    fn drop(&mut self) {
        let Store::Server { schemas, .. } = self else { return };
        // One by one: the server has a lock for every table that a transaction drops.
        let schemas = schemas.borrow().clone();
        for schema in schemas {
            self.run(&format!("SET client_min_messages = warning; DROP SCHEMA {schema} CASCADE"));
        }
    }
}
