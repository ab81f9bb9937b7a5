//! Does a ledger come back from its archive, in either database, and is anything else refused?

use std::io::{Read, Write};

use fastrand::Rng;
use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;
use tempfile::TempDir;

use super::past::{check as check_each, log, replayed};
use super::{Sample, Store, at, check_whole, on_each, rules, shown};
use crate::{Archived, Decision, Error, Ledger, Location, Person, Subject};

fn archive(ledger: &Ledger) -> (Vec<u8>, Archived) {
    let mut bytes = Vec::new();
    let archived = ledger.backup(&mut bytes).expect("memory can be written to");
    (bytes, archived)
}

/// Returns a place in the same sort of database where nothing is yet.
pub(super) fn place(store: &Store, folder: &TempDir) -> Location {
    match store {
        Store::Memory => Location::from(&folder.path().join("restored.casus")),
        Store::Server { .. } => store.place(),
    }
}

#[test]
fn a_ledger_comes_back_as_it_was_and_gives_the_same_archive() {
    check_each(log(), |store, log| {
        let ledger = replayed(store, &log);
        let folder = tempfile::tempdir().unwrap();
        let (bytes, archived) = archive(&ledger);
        let (restored, read) = Ledger::restore(place(store, &folder), bytes.as_slice(), |_| {}).unwrap();
        assert_eq!(read, archived);
        for instant in log.iter().map(|(now, _)| Some(at(*now))).chain([None]) {
            assert_eq!(shown(&restored, instant), shown(&ledger, instant));
        }
        assert_eq!(archive(&restored).0, bytes);
        check_whole(&restored);
    });
}

/// A small ledger with a decision and a redaction.
fn sample(mut ledger: Ledger) -> Ledger {
    for (second, path) in (0..).zip(["a.txt", "b.txt", "c.txt"]) {
        let document = Sample::at_path(&format!("Norland will send {path} ferries."), path);
        let document = document.ingest(&mut ledger, &rules(), at(second)).document;
        let ada = Person { name: "Ada Vale", note: Some("for a reason") };
        ledger.decide(ada, &[Decision::Note(Subject::Document(document.clone()))], at(10)).unwrap();
        if path == "b.txt" {
            ledger.redact(&document, ada, at(11)).unwrap();
        }
    }
    ledger.keep_dossier("[dossier]", at(99)).unwrap();
    ledger
}

#[test]
fn a_ledger_moves_from_one_database_to_the_other_and_back() {
    on_each(|store| {
        let Store::Server { .. } = store else { return };
        let folder = tempfile::tempdir().unwrap();
        let ledger = sample(Ledger::in_memory().unwrap());
        let (bytes, _) = archive(&ledger);
        let (mut there, _) = Ledger::restore(store.place(), bytes.as_slice(), |_| {}).unwrap();
        assert_eq!(shown(&there, None), shown(&ledger, None));
        let (again, _) = archive(&there);
        assert_eq!(again, bytes, "both databases give the same archive");
        let (back, _) = Ledger::restore(place(&Store::Memory, &folder), again.as_slice(), |_| {}).unwrap();
        assert_eq!(shown(&back, None), shown(&ledger, None));
        // The guards are back in their places.
        let earlier = there.db.batch("INSERT INTO act VALUES (99, '2001-01-01T00:00:00.000000000Z')").unwrap_err();
        assert!(earlier.at(there.location()).to_string().ends_with("never recorded before an earlier one"));
        there.keep_dossier("[other]", at(100)).unwrap();
        check_whole(&there);
    });
}

/// Restores bytes that must be refused, and returns why; nothing may be left of it.
fn refusal(store: &Store, bytes: &[u8]) -> String {
    let folder = tempfile::tempdir().unwrap();
    let at = place(store, &folder);
    let error = Ledger::restore(at.clone(), bytes, |_| {}).unwrap_err();
    assert!(matches!(error, Error::BadArchive { .. }), "{error}");
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0, "a file is left");
    drop(Ledger::create(at).expect("nothing is there"));
    error.to_string()
}

#[test]
fn an_archive_that_was_cut_or_scribbled_on_is_refused() {
    let (whole, _) = archive(&sample(Ledger::in_memory().unwrap()));
    let mut rng = Rng::with_seed(5);
    let store = &Store::Memory;
    for round in 0..120 {
        let mut bytes = whole.clone();
        // The first ten bytes say when and on which system it was packed, which nobody asks.
        let place = rng.usize(10..whole.len());
        if round % 2 == 0 {
            bytes.truncate(place);
        } else {
            bytes[place] ^= 1 << rng.u8(0..8);
        }
        refusal(store, &bytes);
    }
    refusal(store, &[&whole[..], b"more"].concat());
    refusal(store, &[whole.clone(), whole].concat());
    for other in ["", "Buy bread.", "{}"] {
        refusal(store, other.as_bytes());
        refusal(store, &packed(other));
    }
}

fn packed(text: &str) -> Vec<u8> {
    let mut packed = GzEncoder::new(Vec::new(), Compression::default());
    packed.write_all(text.as_bytes()).unwrap();
    packed.finish().unwrap()
}

/// Changes what an archive says, with its hash made to fit, and holds why it is refused against the end of a message.
fn check(from: &str, to: &str, expected: &str) {
    on_each(|store| {
        let (bytes, archived) = archive(&sample(store.ledger()));
        let mut text = String::new();
        GzDecoder::new(bytes.as_slice()).read_to_string(&mut text).unwrap();
        assert!(text.contains(from), "{from} is not in {text}");
        let text = text.replacen(from, to, 1);
        let (lines, _) = text.trim_end().rsplit_once('\n').unwrap();
        let hash = blake3::hash(format!("{lines}\n").as_bytes()).to_string();
        let message = refusal(store, &packed(&text.replace(&archived.hash, &hash)));
        assert!(message.ends_with(expected), "{message}");
    });
}

#[test]
fn what_does_not_fit_together_is_refused_though_the_hash_fits() {
    check(r#"["text","#, r#"["texts","#, "is no row");
    check(r#""casus ledger""#, r#""other ledger""#, "it is no archive of a ledger");
    check(r#""version":1"#, r#""version":2"#, "a later version of Casus made it");
    check(r#""format":3"#, r#""format":4"#, "a later version of Casus made it");
    check(r#"["dossier",1]"#, r#"["dossier",2]"#, "it does not hold as many rows as it says");
    check("send a.txt ferries", "send a.txt barges!", "");
    check(r#"["dossier",8,"#, r#"["dossier",7,"#, "");
    check(r#""for a reason","[]""#, r#""for no reason","[]""#, "nobody decided so for this reason");
}

#[test]
fn an_archive_is_not_restored_over_a_ledger() {
    on_each(|store| {
        let folder = tempfile::tempdir().unwrap();
        let at = place(store, &folder);
        let ledger = sample(Ledger::create(at.clone()).unwrap());
        let (bytes, _) = archive(&ledger);
        let before = shown(&ledger, None);
        let error = Ledger::restore(at, bytes.as_slice(), |_| {}).unwrap_err();
        assert!(matches!(error, Error::Exists { .. }), "{error}");
        assert_eq!(shown(&ledger, None), before);
    });
}
