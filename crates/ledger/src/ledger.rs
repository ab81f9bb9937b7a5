//! Where is the ledger? In a file or on a server, made once and opened after.

use jiff::Timestamp;

use crate::database::{Access, Database, Fault};
use crate::stored::instant;
use crate::{Error, Location};

/// What was known, and when it was learned.
pub struct Ledger {
    pub(crate) db: Database,
    pub(crate) location: Location,
}

impl std::fmt::Debug for Ledger {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Ledger({})", self.location)
    }
}

impl Ledger {
    /// Makes an empty ledger at a place where there is none.
    pub fn create(at: impl Into<Location>) -> Result<Self, Error> {
        let location = at.into();
        let (db, ()) = Database::create_with(&location, |_| Ok(())).map_err(|fault| fault.at(&location))?;
        Ok(Self { db, location })
    }

    /// Makes an empty ledger that lives as long as the value.
    pub fn in_memory() -> Result<Self, Error> {
        let location = Location::from(":memory:");
        let db = Database::in_memory().map_err(|fault| fault.at(&location))?;
        Ok(Self { db, location })
    }

    /// Opens a ledger to read it and to add to it.
    pub fn open(at: impl Into<Location>) -> Result<Self, Error> {
        Self::opened(at.into(), Access::Write)
    }

    /// Opens a ledger to read it; adding to it fails.
    pub fn open_read_only(at: impl Into<Location>) -> Result<Self, Error> {
        Self::opened(at.into(), Access::Read)
    }

    /// Returns where the ledger lies.
    pub fn location(&self) -> &Location {
        &self.location
    }

    /// Returns the instant of the last entry, or `None` when there is none.
    pub fn last_recorded_at(&self) -> Result<Option<Timestamp>, Error> {
        self.read(last_recorded_at)
    }

    fn opened(location: Location, access: Access) -> Result<Self, Error> {
        let db = Database::open(&location, access).map_err(|fault| fault.at(&location))?;
        Ok(Self { db, location })
    }

    /// Asks within one transaction.
    pub(crate) fn read<T>(&self, ask: impl FnOnce(&Database) -> Result<T, Fault>) -> Result<T, Error> {
        self.db.read(ask).map_err(|fault| self.fails(fault))
    }

    /// Runs one transaction: all that it writes is there afterwards, or none of it.
    pub(crate) fn write<T>(&mut self, work: impl FnOnce(&Database) -> Result<T, Fault>) -> Result<T, Error> {
        self.db.write(work).map_err(|fault| self.fails(fault))
    }

    pub(crate) fn fails(&self, fault: impl Into<Fault>) -> Error {
        fault.into().at(&self.location)
    }
}

pub(crate) fn last_recorded_at(db: &Database) -> Result<Option<Timestamp>, Fault> {
    let last = "SELECT recorded_at FROM act ORDER BY seq DESC LIMIT 1";
    let text: Option<String> = db.first(last, &[], |row| row.get(0))?;
    text.map(|text| instant::parsed(&text)).transpose()
}
