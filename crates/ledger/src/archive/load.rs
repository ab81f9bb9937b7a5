//! How do the rows of an archive get into the tables? In their order, each counted and hashed.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read};

use flate2::bufread::GzDecoder;

use crate::database::tables::{TABLES, Table};
use crate::database::{Database, Fault, format};
use crate::search;

use super::line::Line;
use super::{Archived, Foot, Head, NAME, VERSION};

/// The format of the first ledgers that archives were made of.
const FORMAT_FIRST: i64 = 2;
/// No line is longer: neither database holds so long a value.
const LINE_LEN_BYTES_MAX: u64 = 2 << 30;

/// Adds everything in an archive to the empty tables of a database.
pub(super) fn loaded(db: &Database, archive: impl BufRead) -> Result<Archived, Fault> {
    let mut lines = Lines::of(archive);
    head(&lines.next()?)?;
    let archived = db.without_order(|db| rows(db, &mut lines))?;
    // The index of words is made of what is there, and made again.
    match search::index_all(db).map_err(Fault::harm) {
        Ok(()) => Ok(archived),
        Err(Ok(what)) => Err(bad(&what)),
        Err(Err(other)) => Err(other),
    }
}

fn head(line: &str) -> Result<(), Fault> {
    let head: Head = serde_json::from_str(line).map_err(|_| bad("it is no archive of a ledger"))?;
    if head.archive != NAME {
        return Err(bad("it is no archive of a ledger"));
    }
    if head.version > VERSION || head.format > format() {
        return Err(bad("a later version of Casus made it"));
    }
    if head.version != VERSION || head.format < FORMAT_FIRST {
        return Err(bad(&format!("there is no version `{}` with format `{}`", head.version, head.format)));
    }
    Ok(())
}

fn rows(db: &Database, lines: &mut Lines<impl BufRead>) -> Result<Archived, Fault> {
    let mut counts: BTreeMap<&'static str, u64> = TABLES.iter().map(|table| (table.name, 0)).collect();
    let inserts: BTreeMap<&'static str, String> = TABLES.iter().map(|table| (table.name, insert(table))).collect();
    loop {
        let hash = lines.hasher.finalize().to_string();
        let text = lines.next()?;
        if text.starts_with('{') {
            let rows: Vec<(&'static str, u64)> = TABLES.iter().map(|it| (it.name, counts[it.name])).collect();
            foot(&text, &rows, &hash)?;
            lines.end()?;
            return Ok(Archived { rows, hash });
        }
        let place = lines.count;
        let line = Line::read(&text).ok_or_else(|| bad(&format!("line `{place}` is no row")))?;
        let added = db.execute(&inserts[line.table.name], &line.values());
        added.map_err(|fault| misplaced(fault, place))?;
        *counts.entry(line.table.name).or_default() += 1;
    }
}

fn insert(table: &Table) -> String {
    let places: Vec<String> = (1..=table.columns.len()).map(|place| format!("?{place}")).collect();
    format!("INSERT INTO {} ({}) VALUES ({})", table.name, table.names().join(", "), places.join(", "))
}

fn foot(text: &str, rows: &[(&str, u64)], hash: &str) -> Result<(), Fault> {
    let foot: Foot = serde_json::from_str(text).map_err(|_| bad("its last line cannot be understood"))?;
    if foot.blake3 != hash {
        return Err(bad("it does not fit its hash"));
    }
    let is_same = |((name, count), (own, counted)): (&(String, u64), &(&str, u64))| name == own && count == counted;
    if foot.rows.len() != rows.len() || !foot.rows.iter().zip(rows).all(is_same) {
        return Err(bad("it does not hold as many rows as it says"));
    }
    Ok(())
}

/// Says which line the tables do not take, where it is the line and not the disk that is at fault.
fn misplaced(fault: Fault, place: u64) -> Fault {
    match fault.refusal() {
        Ok(what) => bad(&format!("line `{place}` does not fit the lines before it: {what}")),
        Err(other) => other,
    }
}

fn bad(what: &str) -> Fault {
    Fault::BadArchive(what.to_owned())
}

/// The lines of an archive, and the hash of those that were read.
struct Lines<R> {
    input: BufReader<GzDecoder<R>>,
    hasher: blake3::Hasher,
    count: u64,
}

impl<R: BufRead> Lines<R> {
    fn of(archive: R) -> Self {
        Self { input: BufReader::new(GzDecoder::new(archive)), hasher: blake3::Hasher::new(), count: 0 }
    }

    fn next(&mut self) -> Result<String, Fault> {
        let mut line = Vec::new();
        self.input.by_ref().take(LINE_LEN_BYTES_MAX).read_until(b'\n', &mut line).map_err(|cause| unread(&cause))?;
        if line.pop() != Some(b'\n') {
            return Err(bad("it ends too early"));
        }
        self.count += 1;
        self.hasher.update(&line).update(b"\n");
        String::from_utf8(line).map_err(|_| bad(&format!("line `{}` is no text", self.count)))
    }

    /// Makes sure that nothing follows.
    fn end(&mut self) -> Result<(), Fault> {
        let follows = !self.input.fill_buf().map_err(|cause| unread(&cause))?.is_empty()
            || !self.input.get_mut().get_mut().fill_buf().map_err(|cause| unread(&cause))?.is_empty();
        if follows { Err(bad("something follows its last line")) } else { Ok(()) }
    }
}

fn unread(cause: &std::io::Error) -> Fault {
    match cause.kind() {
        std::io::ErrorKind::UnexpectedEof => bad("it ends too early"),
        std::io::ErrorKind::InvalidInput | std::io::ErrorKind::InvalidData => {
            bad(&format!("it cannot be unpacked: {cause}"))
        }
        _ => Fault::BadArchive(format!("it cannot be read: {cause}")),
    }
}
