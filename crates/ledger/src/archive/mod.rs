//! How does a ledger move? As an archive, which holds every row and goes into either database.
//!
//! An archive is JSON, one line a row, compressed with gzip. The first line says what it is, the last how many rows of
//! each table there are, with the BLAKE3 hash of all lines before it. The same ledger gives the same bytes, whichever
//! database it lies in. One row is in memory at a time.

mod line;
mod load;

use std::io::{BufRead, Write};

use flate2::Compression;
use flate2::write::GzEncoder;
use serde::{Deserialize, Serialize};

use crate::database::tables::{TABLES, Table};
use crate::database::{Database, Fault};
use crate::verify::{self, Progress};
use crate::{Error, Ledger, Location};

/// Says that a file is an archive.
const NAME: &str = "casus ledger";
/// The version of archives that is written and read here.
const VERSION: u32 = 1;

/// What an archive holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Archived {
    /// How many rows of each table, in the order in which tables build on one another.
    pub rows: Vec<(&'static str, u64)>,
    /// The BLAKE3 hash of everything in it.
    pub hash: String,
}

/// The first line.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Head {
    archive: String,
    version: u32,
    /// The format of the ledger.
    format: i64,
}

/// The last line.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Foot {
    /// The name of each table with the number of its rows.
    rows: Vec<(String, u64)>,
    blake3: String,
}

impl Ledger {
    /// Writes an archive of the ledger as it is now, while others may add to it.
    pub fn backup(&self, out: impl Write) -> Result<Archived, Error> {
        // Whoever reads a file keeps others from adding to it, so a copy is made first, which takes less time.
        let copy = self.db.copied().map_err(|fault| self.fails(fault))?;
        let db = copy.as_ref().unwrap_or(&self.db);
        db.read(|db| written(db, out)).map_err(|fault| self.fails(fault))
    }

    /// Makes a ledger from an archive where there is none, and looks all of it through before it is there.
    ///
    /// Fails and leaves nothing when the archive is not whole, or when what it holds does not fit together.
    pub fn restore(
        at: impl Into<Location>,
        archive: impl BufRead,
        mut tell: impl FnMut(Progress),
    ) -> Result<(Self, Archived), Error> {
        let location = at.into();
        let made = Database::create_with(&location, |db| {
            let archived = load::loaded(db, archive)?;
            let found = verify::of(db, &mut tell)?;
            match found.findings.as_slice() {
                [] => Ok(archived),
                [only] => Err(Fault::BadArchive(only.to_string())),
                [first, others @ ..] => Err(Fault::BadArchive(format!("{first}; and {} more", others.len()))),
            }
        });
        let (db, archived) = made.map_err(|fault| fault.at(&location))?;
        Ok((Self { db, location }, archived))
    }
}

fn written(db: &Database, out: impl Write) -> Result<Archived, Fault> {
    let mut out = Hashed { inner: GzEncoder::new(out, Compression::default()), hasher: blake3::Hasher::new() };
    let head = Head { archive: NAME.to_owned(), version: VERSION, format: db.format()? };
    out.line(&json(&head))?;
    let mut rows = Vec::new();
    for table in &TABLES {
        rows.push((table.name, write_rows(db, table, &mut out)?));
    }
    let hash = out.hasher.finalize().to_string();
    let named = rows.iter().map(|(name, count)| ((*name).to_owned(), *count)).collect();
    out.line(&json(&Foot { rows: named, blake3: hash.clone() }))?;
    let mut inner = out.inner.finish().map_err(not_written)?;
    inner.flush().map_err(not_written)?;
    Ok(Archived { rows, hash })
}

fn write_rows(db: &Database, table: &Table, out: &mut Hashed<impl Write>) -> Result<u64, Fault> {
    let mut count = 0;
    let select = format!("SELECT {} FROM {} ORDER BY {}", table.names().join(", "), table.name, table.key());
    db.each(&select, &[], |row| {
        count += 1;
        out.line(&line::written(table, row)?)
    })?;
    Ok(count)
}

fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).expect("every key is a string and no value can fail")
}

fn not_written(cause: std::io::Error) -> Fault {
    Fault::NotArchived(cause.to_string())
}

/// Lines on their way to a file, and the hash of all of them.
struct Hashed<W: Write> {
    inner: GzEncoder<W>,
    hasher: blake3::Hasher,
}

impl<W: Write> Hashed<W> {
    fn line(&mut self, line: &str) -> Result<(), Fault> {
        for bytes in [line.as_bytes(), b"\n"] {
            self.hasher.update(bytes);
            self.inner.write_all(bytes).map_err(not_written)?;
        }
        Ok(())
    }
}
