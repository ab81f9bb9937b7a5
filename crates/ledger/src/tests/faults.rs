//! Does it fail well? Each fault is a real one of the file, the disk or the database.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use casus_claim::references;
use casus_text::Origin;
use fastrand::Rng;
use tempfile::TempDir;

use super::Store;
use super::{Sample, at, check_whole, on_each, rules, shown};
use crate::{Decision, Error, Incoming, Ledger, Location, Person};

#[test]
fn a_server_that_lets_nobody_write_is_read_only() {
    on_each(|store| {
        let Store::Server { .. } = store else { return };
        let place = store.place();
        let mut ledger = Ledger::create(place.clone()).unwrap();
        document(0).change(&mut ledger, at(0));
        let before = shown(&ledger, None);
        let Location::Server(url) = &place else { panic!("it is a server") };
        let mut ledger =
            Ledger::open(Location::parse(&format!("{url}%20-c%20default_transaction_read_only%3Don"))).unwrap();
        let error = refused(&mut ledger, &document(9));
        assert!(matches!(error, Error::ReadOnly { .. }), "{error}");
        assert_eq!(shown(&ledger, None), before);
        check_whole(&ledger);
    });
}

/// A folder with a ledger of a few documents.
struct Shelf {
    folder: TempDir,
}

impl Shelf {
    fn new() -> Self {
        let shelf = Self { folder: tempfile::tempdir().unwrap() };
        let mut ledger = Ledger::create(&shelf.path()).unwrap();
        for number in 0..3 {
            document(number).change(&mut ledger, at(number));
        }
        shelf
    }

    fn path(&self) -> PathBuf {
        self.folder.path().join("ledger.sqlite")
    }

    fn holds(&self) -> String {
        shown(&Ledger::open_read_only(&self.path()).unwrap(), None)
    }
}

fn document(number: i64) -> Sample {
    let origin = Origin { path: format!("{number}.txt"), ..Origin::default() };
    Sample::new(&format!("Norland will send {number} ferries once the dykes hold. ").repeat(300), origin)
}

fn refused(ledger: &mut Ledger, sample: &Sample) -> Error {
    let bytes = sample.source.text().as_bytes();
    let incoming = Incoming { bytes, source: &sample.source, reader: &rules(), reading: &sample.reading };
    ledger.ingest(&incoming, at(99)).expect_err("nothing can be added")
}

/// Holds an error against the message that it must give.
fn check(error: &Error, path: &Path, message: &str) {
    assert_eq!(error.to_string().replace(&path.display().to_string(), "PATH"), message);
    assert!(error.hint().is_some());
}

#[test]
fn a_missing_ledger_is_named_and_not_made() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("none");
    check(&Ledger::open(&path).unwrap_err(), &path, "there is no ledger at `PATH`");
    check(&Ledger::open_read_only(&path).unwrap_err(), &path, "there is no ledger at `PATH`");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn what_lies_there_is_not_written_over() {
    let shelf = Shelf::new();
    let before = fs::read(shelf.path()).unwrap();
    check(&Ledger::create(&shelf.path()).unwrap_err(), &shelf.path(), "`PATH` is there already");
    assert_eq!(fs::read(shelf.path()).unwrap(), before);
    let other = shelf.folder.path().join("notes.txt");
    fs::write(&other, "Buy bread.").unwrap();
    check(&Ledger::create(&other).unwrap_err(), &other, "`PATH` is there already");
    assert_eq!(fs::read(&other).unwrap(), b"Buy bread.");
}

#[test]
fn another_file_is_not_taken_for_a_ledger() {
    let shelf = Shelf::new();
    let random: Vec<u8> = std::iter::repeat_with({
        let mut rng = Rng::with_seed(7);
        move || rng.u8(..)
    })
    .take(20_000)
    .collect();
    for bytes in [&b""[..], b"Buy bread.", &random] {
        let other = shelf.folder.path().join("other");
        fs::write(&other, bytes).unwrap();
        check(&Ledger::open(&other).unwrap_err(), &other, "`PATH` is not a ledger of Casus");
        assert_eq!(fs::read(&other).unwrap(), bytes);
    }
    let other = shelf.folder.path().join("other.sqlite");
    rusqlite::Connection::open(&other).unwrap().execute_batch("CREATE TABLE act (seq)").unwrap();
    check(&Ledger::open(&other).unwrap_err(), &other, "`PATH` is not a ledger of Casus");
    let folder = shelf.folder.path();
    check(&Ledger::open(folder).unwrap_err(), folder, "`PATH` is not a ledger of Casus");
}

#[test]
fn a_ledger_of_a_later_version_is_left_alone() {
    let shelf = Shelf::new();
    let path = shelf.path();
    rusqlite::Connection::open(&path).unwrap().pragma_update(None, "user_version", 7).unwrap();
    let before = fs::read(&path).unwrap();
    let message = "the ledger `PATH` has format `7`, and this version of Casus knows formats up to `3`";
    check(&Ledger::open(&path).unwrap_err(), &path, message);
    check(&Ledger::open_read_only(&path).unwrap_err(), &path, message);
    assert_eq!(fs::read(&path).unwrap(), before);
}

#[test]
fn a_ledger_that_is_read_only_is_read_and_not_added_to() {
    let shelf = Shelf::new();
    let before = shelf.holds();
    let mut ledger = Ledger::open_read_only(&shelf.path()).unwrap();
    check(&refused(&mut ledger, &document(9)), &shelf.path(), "the ledger `PATH` is read-only");
    assert_eq!(shown(&ledger, None), before);
}

#[test]
fn a_full_disk_leaves_the_ledger_as_it_was() {
    let shelf = Shelf::new();
    let before = shelf.holds();
    let mut ledger = Ledger::open(&shelf.path()).unwrap();
    let pages: i64 = ledger.db.sqlite().pragma_query_value(None, "page_count", |row| row.get(0)).unwrap();
    ledger.db.sqlite().query_row(&format!("PRAGMA max_page_count = {}", pages + 2), [], |_| Ok(())).unwrap();
    let message = "the disk is full: the ledger `PATH` is as it was before";
    check(&refused(&mut ledger, &document(9)), &shelf.path(), message);
    check_whole(&ledger);
    assert_eq!(shown(&ledger, None), before);
    drop(ledger);
    let mut ledger = Ledger::open(&shelf.path()).unwrap();
    document(9).change(&mut ledger, at(99));
    assert_eq!(shown(&ledger, Some(at(98))), before);
}

#[test]
fn a_ledger_in_use_is_waited_for_and_then_named() {
    let shelf = Shelf::new();
    let other = rusqlite::Connection::open(shelf.path()).unwrap();
    let mut ledger = Ledger::open(&shelf.path()).unwrap();
    ledger.db.sqlite().busy_timeout(Duration::from_millis(20)).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    check(&refused(&mut ledger, &document(9)), &shelf.path(), "the ledger `PATH` is in use by another program");
    other.execute_batch("ROLLBACK").unwrap();
    document(9).change(&mut ledger, at(99));
}

#[test]
fn entries_are_neither_changed_nor_deleted() {
    on_each(|store| {
        let mut ledger = store.ledger();
        let sample = document(0);
        sample.change(&mut ledger, at(0));
        let entry = references(&sample.reading)[0];
        ledger.decide(Person { name: "Ada Vale", note: None }, &[Decision::Accept(entry)], at(1)).unwrap();
        ledger.keep_dossier("[dossier]", at(2)).unwrap();
        let refusal = |sql: &str| ledger.db.batch(sql).expect_err("it is refused").at(ledger.location()).to_string();
        let first_columns = [
            ("act", "seq"),
            ("decision", "note"),
            ("document", "address"),
            ("dossier", "text"),
            ("origin", "path"),
            ("original", "hash"),
            ("reading", "digest"),
            ("record", "body"),
            ("sighting", "replaces"),
            ("text", "id"),
        ];
        for (table, column) in first_columns {
            let update = refusal(&format!("UPDATE {table} SET {column} = {column}"));
            assert!(update.ends_with("entries are never changed"), "{table}: {update}");
            let delete = refusal(&format!("DELETE FROM {table}"));
            assert!(delete.ends_with("entries are never deleted"), "{table}: {delete}");
        }
        let earlier = refusal("INSERT INTO act VALUES (9, '2001-01-01T00:00:00.000000000Z')");
        assert!(earlier.ends_with("an act is never recorded before an earlier one"), "{earlier}");
    });
}

#[test]
fn a_file_that_was_cut_or_scribbled_on_is_damaged_and_never_panics() {
    let shelf = Shelf::new();
    let whole = fs::read(shelf.path()).unwrap();
    let before = shelf.holds();
    let mut rng = Rng::with_seed(11);
    let path = shelf.folder.path().join("damaged");
    let mut found = 0;
    for round in 0..150 {
        let mut bytes = whole.clone();
        let is_cut = round % 3 == 0;
        if is_cut {
            bytes.truncate(rng.usize(0..whole.len()));
        } else {
            let from = rng.usize(0..whole.len());
            let until = whole.len().min(from + rng.usize(1..400));
            bytes[from..until].fill_with(|| rng.u8(..));
        }
        fs::write(&path, &bytes).unwrap();
        match looked_through(&path) {
            Err(error) => {
                found += 1;
                let is_fitting = matches!(
                    error,
                    Error::Corrupt { .. } | Error::NotALedger { .. } | Error::Newer { .. } | Error::Storage { .. }
                );
                assert!(is_fitting, "round {round}: {error}");
            }
            // A page that holds nothing, or a part of a page that is free, may say anything.
            Ok(shown) => {
                assert!(!is_cut, "round {round}: a cut file passed for whole");
                assert_eq!(shown, before, "round {round}: harm went unnoticed");
            }
        }
    }
    assert!(found > 100, "only {found} of 150 were found out");
}

fn looked_through(path: &Path) -> Result<String, Error> {
    let ledger = Ledger::open_read_only(path)?;
    ledger.known_at(None)?;
    match ledger.verify()?.findings.first() {
        Some(finding) => Err(Error::Corrupt { place: ledger.location().clone(), what: finding.to_string() }),
        None => Ok(shown(&ledger, None)),
    }
}
