//! What do the connections of a child do, and what happens when they are cut?

use std::time::{Duration, Instant};

use casus_ledger::Location;
use postgres::{Client, NoTls};

use crate::child::name;

/// The connections of children to a ledger, as seen from outside.
pub enum Sessions {
    File(std::path::PathBuf),
    Server(Box<Client>, String),
}

impl Sessions {
    pub fn of(location: &Location) -> Self {
        match location {
            Location::File(path) => Self::File(path.with_extension("sqlite-journal")),
            Location::Server(url) => {
                let client = Client::connect(url, NoTls).expect("the server answers");
                Self::Server(Box::new(client), name(url).to_owned())
            }
        }
    }

    /// Returns whether a write has begun that has not ended.
    pub fn is_writing(&mut self) -> bool {
        match self {
            Self::File(journal) => journal.try_exists().expect("the folder is there"),
            Self::Server(client, schema) => {
                let select = "SELECT EXISTS (SELECT 1 FROM pg_locks WHERE mode = 'ExclusiveLock' \
                              AND relation = to_regclass($1 || '.act') AND granted)";
                client.query_one(select, &[schema]).expect("it can be asked").get(0)
            }
        }
    }

    /// Cuts the connections, where there are any that can be cut.
    pub fn cut(&mut self) -> bool {
        let Self::Server(client, schema) = self else { return false };
        let cut = format!("SELECT pg_terminate_backend(pid) {}", of_children());
        !client.query(&cut, &[schema]).expect("it can be asked").is_empty()
    }

    /// Waits until the server is done with what the children had begun.
    pub fn wait(&mut self) {
        let Self::Server(client, schema) = self else { return };
        let until = Instant::now() + Duration::from_secs(60);
        while !client.query(&format!("SELECT pid {}", of_children()), &[schema]).expect("it can be asked").is_empty() {
            assert!(Instant::now() < until, "the server does not let go of a child that is gone");
        }
    }
}

fn of_children() -> &'static str {
    "FROM pg_stat_activity WHERE application_name = $1"
}
