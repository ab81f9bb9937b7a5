//! Is everything found that is wrong with a ledger, and nothing else?

use casus_claim::references;
use casus_text::Origin;

use super::{Sample, Store, at, check_whole, on_each};
use crate::database::Database;
use crate::{Decision, DecisionId, DocumentId, Ledger, Person, Subject};

/// A ledger of three documents and a version of the last, with decisions and a dossier.
struct Shelf {
    ledger: Ledger,
    samples: Vec<Sample>,
    ids: Vec<DocumentId>,
}

const ADA: Person<'_> = Person { name: "Ada Vale", note: Some("seen") };

impl Shelf {
    fn new(store: &Store) -> Self {
        let mut ledger = store.ledger();
        let texts = [("0.txt", "one ferry"), ("1.txt", "two ferries"), ("2.txt", "six ferries"), ("2.txt", "no ferry")];
        let samples: Vec<Sample> = texts
            .iter()
            .map(|(path, what)| {
                let origin = Origin { path: (*path).to_owned(), title: Some((*what).to_owned()), ..Origin::default() };
                Sample::new(&format!("Norland will send {what} once the dykes hold. ").repeat(20), origin)
            })
            .collect();
        let mut ids = Vec::new();
        for (second, sample) in (0..).zip(&samples) {
            ids.push(sample.ingest(&mut ledger, &super::rules(), at(second)).document);
        }
        let entry = references(&samples[0].reading)[0];
        let note = Decision::Note(Subject::Document(ids[1].clone()));
        ledger.decide(ADA, &[Decision::Accept(entry), note, Decision::Undo(DecisionId(5))], at(4)).unwrap();
        ledger.keep_dossier("[dossier]", at(9)).unwrap();
        Self { ledger, samples, ids }
    }

    /// Returns the findings as they are told, with the ids of documents, texts and bytes made short.
    fn found(&self) -> Vec<String> {
        let found = self.ledger.verify().expect("the ledger can be asked").findings;
        let told = found.iter().map(|finding| {
            let table = finding.table.unwrap_or("-");
            let mut told = format!("{table}: {finding}");
            for (number, (id, sample)) in self.ids.iter().zip(&self.samples).enumerate() {
                let bytes = blake3::hash(sample.source.text().as_bytes()).to_string();
                let text = sample.source.id().to_string();
                told = told.replace(id.as_str(), &format!("ID{number}"));
                told = told.replace(&bytes, &format!("BYTES{number}")).replace(&text, &format!("TEXT{number}"));
            }
            told
        });
        told.collect()
    }
}

/// Does something to a ledger that its guards would not let through.
fn behind(ledger: &Ledger, sql: &str) {
    let db = &ledger.db;
    match db {
        Database::Sqlite(_) => {
            let select = "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'";
            let guards: Vec<(String, String)> =
                db.rows(select, &[], |row| Ok((row.get(0)?, row.get(1)?))).expect("the schema can be read");
            db.batch("PRAGMA foreign_keys = off; PRAGMA ignore_check_constraints = on").expect("it is switched off");
            guards.iter().for_each(|(name, _)| db.batch(&format!("DROP TRIGGER {name}")).expect("it is there"));
            db.batch(sql).expect("nothing keeps it from being done");
            guards.iter().for_each(|(_, sql)| db.batch(sql).expect("it was there before"));
            db.batch("PRAGMA ignore_check_constraints = off").expect("it is switched on");
        }
        Database::Server(_) => {
            db.batch("SET session_replication_role = replica").expect("the tests may do so");
            db.batch(sql).expect("nothing keeps it from being done");
            db.batch("SET session_replication_role = origin").expect("the tests may do so");
        }
    }
}

/// Harms a ledger on each database, and holds what is found against what must be.
fn check(sql: &str, expected: &[&str]) {
    on_each(|store| {
        let shelf = Shelf::new(store);
        check_whole(&shelf.ledger);
        behind(&shelf.ledger, sql);
        assert_eq!(shelf.found(), expected, "{sql}");
    });
}

#[test]
fn a_changed_text_or_other_bytes_do_not_fit_their_hashes() {
    check(
        "UPDATE text SET text = replace(text, 'six', 'ten') WHERE text LIKE '%six%'",
        &["text: document `2.txt`: its text does not fit its hash"],
    );
    check(
        "UPDATE original SET bytes = substr(bytes, 2) WHERE hash = (SELECT original FROM document WHERE address = '1.txt')",
        &["original: document `1.txt`: the bytes under `BYTES1` do not fit their hash"],
    );
}

#[test]
fn a_changed_reading_is_named_with_each_record_that_does_not_fit() {
    check(
        "UPDATE record SET quote = 'Norland rues' WHERE reading = 2 AND place < 2",
        &[
            "reading: document `1.txt`: reading `2` does not fit its hash",
            "reading: document `1.txt`: reading `2`: record `r1`: `Norland rues` does not stand in its text",
            "reading: document `1.txt`: reading `2`: record `r2`: `Norland rues` does not stand in its text",
        ],
    );
    let misfit = "reading: document `1.txt`: reading `2` does not fit its hash";
    check("UPDATE reading SET notes = '[]', sentences = '[]' WHERE act = 2", &[misfit]);
    on_each(|store| {
        let shelf = Shelf::new(store);
        let last = shelf.samples[1].reading.records().len() - 1;
        behind(&shelf.ledger, &format!("DELETE FROM record WHERE reading = 2 AND place = {last}"));
        let astray = format!("record: record `2 {last}`: the index of words leads to it, and it is not there");
        assert_eq!(shelf.found(), [misfit, &astray]);
    });
    check(
        "UPDATE record SET span_start = 3, span_end = 9000 WHERE reading = 2 AND place = 0",
        &[misfit, "reading: document `1.txt`: reading `2`: record `r1`: bytes 3 to 9000 are no words of its text"],
    );
}

#[test]
fn a_record_under_another_reference_is_found_even_where_the_hash_was_made_to_fit() {
    on_each(|store| {
        let shelf = Shelf::new(store);
        let [own, other] = [1, 0].map(|number| references(&shelf.samples[number].reading)[0].whole().to_owned());
        behind(&shelf.ledger, &format!("UPDATE record SET reference = '{other}' WHERE reference = '{own}'"));
        let (stored, _) = shelf.ledger.read(|db| crate::stored::rows::stored(db, 2)).unwrap();
        behind(&shelf.ledger, &format!("UPDATE reading SET digest = '{}' WHERE act = 2", stored.digest()));
        let what = format!("record `r1` is stored under `{other}` and goes by `{own}`");
        assert_eq!(shelf.found(), [format!("reading: document `1.txt`: reading `2`: {what}")]);
    });
}

#[test]
fn what_is_known_of_a_document_must_make_sense() {
    check(
        "UPDATE origin SET published = 'May', published_by = 'given' WHERE act = 1",
        &["origin: document `0.txt`: `May` is no day"],
    );
    check(
        "UPDATE document SET address = 'other.txt' WHERE address = '0.txt'",
        &["document: document `0.txt`: its id does not fit its bytes, its text and its address"],
    );
    check(
        "UPDATE reading SET origin = 1 WHERE act = 2",
        &["reading: document `1.txt`: reading `2` was made under an origin that the document did not have"],
    );
}

#[test]
fn what_an_address_gave_is_followed_from_sighting_to_sighting() {
    check(
        "UPDATE sighting SET replaces = NULL WHERE act = 4",
        &["sighting: address `2.txt`: sighting `4` replaces nothing, and the address gave `ID2` before"],
    );
    check(
        "UPDATE sighting SET replaces = (SELECT document FROM sighting WHERE act = 1) WHERE act = 2",
        &["sighting: address `1.txt`: sighting `2` replaces `ID0`, and the address gave nothing before"],
    );
}

#[test]
fn a_part_that_is_missing_is_named() {
    check(
        "DELETE FROM sighting WHERE act = 2",
        &["document: document `1.txt`: it came in only in part: it has no sighting"],
    );
    check(
        "DELETE FROM original WHERE hash = (SELECT original FROM document WHERE address = '1.txt')",
        &["document: document `ID1`: its original `BYTES1` is not in the table `original`"],
    );
    check("INSERT INTO text VALUES ('7', 'seven')", &["text: text `7`: it belongs to no document"]);
}

#[test]
fn acts_follow_one_another_and_each_has_something_under_it() {
    check(
        "DELETE FROM act WHERE seq = 2",
        &[
            "act: act `2`: it is missing",
            "sighting: sighting `2`: its act `2` is not in the table `act`",
            "origin: origin `2`: its act `2` is not in the table `act`",
            "reading: reading `2`: its act `2` is not in the table `act`",
        ],
    );
    check("DELETE FROM dossier", &["act: act `8`: nothing is recorded under it"]);
    let moved = "UPDATE act SET recorded_at = '2031-01-01T00:00:00.000000000Z' WHERE seq = 8";
    let instant = |second| crate::stored::instant::written(at(second));
    let falls = format!(
        "act: act `8`: it was recorded at `2031-01-01T00:00:00.000000000Z`, and the one before it at `{}`",
        instant(4).replace("789Z", "791Z")
    );
    check(moved, &[&falls]);
    check(
        "UPDATE act SET recorded_at = 'May' WHERE seq = 8",
        &["act: act `8`: `May` is no instant as the ledger writes it"],
    );
}

#[test]
fn a_decision_is_about_something_that_is_there() {
    on_each(|store| {
        let shelf = Shelf::new(store);
        let accepted = references(&shelf.samples[0].reading)[0].whole().to_owned();
        let unknown = "0".repeat(52);
        behind(
            &shelf.ledger,
            &format!(
                "UPDATE decision SET body = replace(body, '{accepted}', '{unknown}') WHERE act = 5; \
                 UPDATE decision SET person = ' ' WHERE act = 6; UPDATE decision SET kind = 'guess' WHERE act = 7"
            ),
        );
        let expected = [
            &format!("decision: decision `d5`: no entry goes by `{unknown}`"),
            "decision: decision `d5`: it is not stored as the ledger stores it",
            "decision: decision `d6`: nobody is named who made it",
            "decision: decision `d7`: `guess` is no kind of decision",
        ];
        assert_eq!(shelf.found(), expected);
    });
    check(
        "UPDATE decision SET body = replace(body, '5', '9'), subject = 'd9' WHERE act = 7",
        &["decision: decision `d7`: there is no decision `d9` before it"],
    );
}

#[test]
fn what_was_redacted_is_gone_and_somebody_decided_so() {
    on_each(|store| {
        let shelf = Shelf::new(store);
        let act = "INSERT INTO act VALUES (9, '2099-01-01T00:00:00.000000000Z')";
        let id = &shelf.ids[1];
        behind(&shelf.ledger, &format!("{act}; INSERT INTO redaction VALUES (9, '{id}', 'asked to', '[]')"));
        let expected = [
            "original: document `1.txt`: it was redacted, and its bytes is still there",
            "text: document `1.txt`: it was redacted, and its text is still there",
            "origin: document `1.txt`: it was redacted, and its title or its author is still there",
            "reading: document `1.txt`: it was redacted, and its reading `2` is still there",
            "redaction: redaction `9`: document `ID1` was redacted and nobody decided so for this reason",
        ];
        assert_eq!(shelf.found(), expected);
    });
}

#[test]
fn a_guard_that_is_gone_is_found() {
    on_each(|store| {
        let shelf = Shelf::new(store);
        let (off, expected) = match store {
            Store::Memory => ("DROP TRIGGER text_kept", "-: database: trigger `text_kept` is missing"),
            Store::Server { .. } => (
                "ALTER TABLE text DISABLE TRIGGER text_kept",
                "-: database: trigger `text_kept` is missing or switched off",
            ),
        };
        shelf.ledger.db.batch(off).unwrap();
        assert_eq!(shelf.found(), [expected]);
    });
}

#[test]
fn a_record_that_no_search_finds_is_found() {
    let places = (1 << 24) * 2;
    on_each(|store| {
        let shelf = Shelf::new(store);
        let take_out = match store {
            Store::Memory => format!("DELETE FROM word WHERE rowid = {places}"),
            Store::Server { .. } => "DELETE FROM word WHERE reading = 2 AND place = 0".to_owned(),
        };
        shelf.ledger.db.batch(&take_out).unwrap();
        assert_eq!(shelf.found(), ["record: record `2 0`: the index of words does not lead to it"]);
    });
}

#[test]
fn several_harms_are_all_told() {
    let harms = "DELETE FROM dossier; UPDATE text SET text = 'no' WHERE text LIKE '%six%'; \
                 UPDATE reading SET digest = '7' WHERE act = 1; UPDATE sighting SET replaces = NULL";
    on_each(|store| {
        let shelf = Shelf::new(store);
        behind(&shelf.ledger, harms);
        let mut found = shelf.found();
        found.sort();
        let expected = [
            "act: act `8`: nothing is recorded under it",
            "reading: document `0.txt`: reading `1` does not fit its hash",
            "sighting: address `2.txt`: sighting `4` replaces nothing, and the address gave `ID2` before",
            "text: document `2.txt`: its text does not fit its hash",
        ];
        assert_eq!(found, expected);
    });
}
