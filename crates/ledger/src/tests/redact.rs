//! Is a document that was taken out really gone, and everything else still there?

use std::fs;

use casus_claim::references;
use casus_text::Origin;

use super::{Sample, Store, at, check_whole, known, on_each, rules};
use crate::{Change, Decision, Error, Found, Ledger, Person, Subject};

const ADA: Person<'_> = Person { name: "Ada Vale", note: Some("her lawyers ask for it") };

/// A sample whose every sentence has a word that stands nowhere else.
fn sample(path: &str, word: &str) -> Sample {
    let text = format!("Norland will send {word} ferries once the {word} dykes hold. ").repeat(120);
    Sample::new(&text, Origin { path: path.to_owned(), title: Some(format!("Of {word}")), ..Origin::default() })
}

#[test]
fn a_redacted_document_is_not_known_at_any_instant_and_never_comes_back() {
    on_each(|store| {
        let mut ledger = store.ledger();
        let (gone, stays) = (sample("a.txt", "quillon"), sample("b.txt", "marlin"));
        let document = gone.ingest(&mut ledger, &rules(), at(0)).document;
        stays.ingest(&mut ledger, &rules(), at(1));
        let entry = references(&gone.reading)[0];
        let ada = Person { name: "Ada Vale", note: None };
        let about = [Decision::Accept(entry), Decision::Note(Subject::Document(document.clone()))];
        let mentions = ledger.decide(ada, &about, at(2)).unwrap();
        ledger.decide(ada, &[Decision::Accept(references(&stays.reading)[0])], at(2)).unwrap();
        let before = known(&ledger, None).len();
        assert_eq!(before, 2);

        let unreasoned = ledger.redact(&document, ada, at(3)).unwrap_err().to_string();
        assert_eq!(unreasoned, "a document is taken out, and no reason is given");
        let redaction = ledger.redact(&document, ADA, at(3)).unwrap();
        assert_eq!(redaction.shared_by, []);
        assert_eq!(redaction.mentioned_by, mentions);
        let redacted = redaction.redacted.clone();
        assert_eq!((redacted.address.as_str(), redacted.by.as_str()), ("a.txt", "Ada Vale"));
        assert_eq!((redacted.reason.as_str(), redacted.recorded_at), ("her lawyers ask for it", at(3)));
        assert_eq!(ledger.redacted(None).unwrap(), [redacted]);
        assert_eq!(ledger.redacted(Some(at(2))).unwrap(), []);
        for second in 0..5 {
            let paths: Vec<String> =
                known(&ledger, Some(at(second))).iter().map(|it| it.source.origin().path.clone()).collect();
            assert!(!paths.contains(&"a.txt".to_owned()), "at second {second}");
        }
        assert!(matches!(ledger.find(entry.whole(), None).unwrap(), Found::Nothing));
        assert_eq!(ledger.original(&document).unwrap(), None);
        check_whole(&ledger);

        // The same document, the same text elsewhere, and the document once more in another place: none is taken.
        assert_eq!(gone.change(&mut ledger, at(4)), Change::Redacted);
        assert_eq!(sample("c.txt", "quillon").change(&mut ledger, at(4)), Change::Redacted);
        let undone = ledger.decide(ada, &[Decision::Undo(redaction.redacted.decision)], at(5)).unwrap_err();
        assert_eq!(undone.to_string(), "`d6` took words out, which nobody can put back");
        let again = ledger.redact(&document, ADA, at(6)).unwrap();
        assert_eq!(again, redaction, "to redact it again changes nothing");
        // Another text at its address is a version of it.
        let version = sample("a.txt", "corvid").change(&mut ledger, at(7));
        assert_eq!(version, Change::Version { of: document, recorded_at: at(7) });
        check_whole(&ledger);
    });
}

#[test]
fn what_another_document_has_as_well_stays_there() {
    on_each(|store| {
        let mut ledger = store.ledger();
        let (first, second) = (sample("a.txt", "quillon"), sample("b.txt", "quillon"));
        let one = first.ingest(&mut ledger, &rules(), at(0)).document;
        let other = second.ingest(&mut ledger, &rules(), at(1)).document;
        let redaction = ledger.redact(&one, ADA, at(2)).unwrap();
        assert_eq!(redaction.shared_by, [(other.clone(), "b.txt".to_owned())]);
        check_whole(&ledger);
        let left = known(&ledger, None);
        assert_eq!(left.iter().map(|it| it.document.clone()).collect::<Vec<_>>(), std::slice::from_ref(&other));
        assert_eq!(left[0].readings, [(rules(), second.reading.clone())]);
        assert_eq!(ledger.redact(&other, ADA, at(3)).unwrap().shared_by, []);
        assert_eq!(known(&ledger, None).len(), 0);
        assert_eq!(ledger.redacted(None).unwrap().len(), 2);
        check_whole(&ledger);
    });
}

#[test]
fn what_is_not_there_cannot_be_taken_out() {
    on_each(|store| {
        let (mut ledger, mut other) = (store.ledger(), Ledger::in_memory().unwrap());
        let document = sample("a.txt", "quillon").ingest(&mut other, &rules(), at(0)).document;
        let error = ledger.redact(&document, ADA, at(1)).unwrap_err();
        assert_eq!(error.to_string(), format!("document `{document}` is not in the ledger, or was redacted"));
        sample("a.txt", "quillon").ingest(&mut ledger, &rules(), at(2));
        let nobody = Person { name: " ", ..ADA };
        assert!(matches!(ledger.redact(&document, nobody, at(3)), Err(Error::Refused { .. })));
        assert_eq!(known(&ledger, None).len(), 1);
        assert_eq!(ledger.redacted(None).unwrap(), []);
    });
}

#[test]
fn the_guards_let_nothing_be_emptied_but_what_was_redacted() {
    on_each(|store| {
        let mut ledger = store.ledger();
        let gone = sample("a.txt", "quillon").ingest(&mut ledger, &rules(), at(0)).document;
        sample("b.txt", "marlin").ingest(&mut ledger, &rules(), at(1));
        ledger.redact(&gone, ADA, at(2)).unwrap();
        let refusal = |sql: &str| ledger.db.batch(sql).expect_err("it is refused").at(ledger.location()).to_string();
        for sql in [
            "UPDATE original SET bytes = substr(bytes, 1, 0) WHERE length(bytes) > 0",
            "UPDATE text SET text = ''",
            "UPDATE origin SET title = NULL",
            "UPDATE origin SET title = 'x' WHERE act = 1",
            "UPDATE origin SET path = 'x' WHERE act = 1",
            "UPDATE text SET text = 'x' WHERE text = ''",
            "UPDATE reading SET entities = '[]', notes = '[]', sentences = '[]'",
            "UPDATE reading SET digest = '7' WHERE act = 1",
            "UPDATE redaction SET reason = 'x'",
        ] {
            let refusal = refusal(sql);
            assert!(refusal.ends_with("entries are never changed"), "{sql}: {refusal}");
        }
        for sql in ["DELETE FROM record", "DELETE FROM redaction", "DELETE FROM original WHERE length(bytes) = 0"] {
            let refusal = refusal(sql);
            assert!(refusal.ends_with("entries are never deleted"), "{sql}: {refusal}");
        }
    });
}

#[test]
fn a_document_of_no_words_can_be_taken_out_and_found_by_its_names() {
    on_each(|store| {
        let mut ledger = store.ledger();
        let document = Sample::at_path("", "a.txt").ingest(&mut ledger, &rules(), at(0)).document;
        let other = sample("b.txt", "marlin").ingest(&mut ledger, &rules(), at(1)).document;
        ledger.redact(&document, ADA, at(2)).unwrap();
        check_whole(&ledger);
        let placed = |name: &str| {
            let placed = ledger.placed(name).unwrap();
            placed.into_iter().map(|it| (it.document, it.path, it.recorded_at, it.is_redacted)).collect::<Vec<_>>()
        };
        let (first, second) =
            ((document.clone(), "a.txt".to_owned(), at(0), true), (other.clone(), "b.txt".to_owned(), at(1), false));
        assert_eq!(placed("a.txt"), std::slice::from_ref(&first));
        assert_eq!(placed(document.as_str()), [first]);
        assert_eq!(placed(&other.as_str()[..8].to_uppercase()), [second]);
        for nobody in ["", "-", "c.txt", &other.as_str()[..7], "%", "~"] {
            assert_eq!(placed(nobody), [], "{nobody}");
        }
    });
}

fn has(bytes: &[u8], word: &str) -> bool {
    bytes.windows(word.len()).any(|window| window == word.as_bytes())
}

#[test]
fn no_page_of_the_file_keeps_a_word() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ledger.casus");
    let mut ledger = Ledger::create(&path).unwrap();
    let mut documents = Vec::new();
    for number in 0..12 {
        let word = if number % 3 == 1 { "quillon" } else { "marlin" };
        let sample = sample(&format!("{number}.txt"), &format!("{word}{number}"));
        documents.push((word, sample.ingest(&mut ledger, &rules(), at(number)).document));
    }
    assert!(has(&fs::read(&path).unwrap(), "quillon"));
    for (_, document) in documents.iter().filter(|(word, _)| *word == "quillon") {
        ledger.redact(document, ADA, at(99)).unwrap();
    }
    for file in fs::read_dir(folder.path()).unwrap() {
        let bytes = fs::read(file.unwrap().path()).unwrap();
        assert!(!has(&bytes, "quillon"), "a word is left");
        assert!(has(&bytes, "marlin2"), "the others are there");
    }
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "no journal is left");
    drop(ledger);
    check_whole(&Ledger::open(&path).unwrap());
}

/// Asks for the word in every row of every table, as text and in hexadecimal, in the statistics, and in the files.
const LEFT: &str = "
    DO $$
    DECLARE name TEXT; is_left BOOLEAN; word TEXT := 'quillon'; hex TEXT := encode('quillon', 'hex');
    BEGIN
        ANALYZE;
        CHECKPOINT;
        FOR name IN SELECT relname FROM pg_class
            WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'i') LOOP
            IF (SELECT relkind = 'r' FROM pg_class
                WHERE relname = name AND relnamespace = current_schema()::regnamespace) THEN
                EXECUTE format('SELECT EXISTS (SELECT 1 FROM %I AS t WHERE t::TEXT LIKE $1 OR t::TEXT LIKE $2)', name)
                    INTO is_left USING '%' || word || '%', '%' || hex || '%';
                IF is_left THEN RAISE EXCEPTION 'a row of % has it', name; END IF;
            END IF;
            IF position(word::BYTEA IN pg_read_binary_file(pg_relation_filepath(name::regclass))) > 0 THEN
                RAISE EXCEPTION 'the file of % has it', name;
            END IF;
        END LOOP;
        IF EXISTS (SELECT 1 FROM pg_stats WHERE schemaname = current_schema() AND pg_stats::TEXT LIKE '%' || word || '%')
        THEN RAISE EXCEPTION 'the statistics have it'; END IF;
    END $$";

#[test]
fn no_row_no_statistic_and_no_table_file_of_a_server_keeps_a_word() {
    on_each(|store| {
        let Store::Server { .. } = store else { return };
        let mut ledger = store.ledger();
        let document = sample("a.txt", "quillon").ingest(&mut ledger, &rules(), at(0)).document;
        sample("b.txt", "marlin").ingest(&mut ledger, &rules(), at(1));
        let left = |ledger: &Ledger| match ledger.db.batch(LEFT) {
            Ok(()) => "nothing".to_owned(),
            Err(fault) => fault.at(ledger.location()).to_string(),
        };
        assert!(left(&ledger).ends_with("has it"), "{}", left(&ledger));
        ledger.redact(&document, ADA, at(2)).unwrap();
        assert_eq!(left(&ledger), "nothing");
    });
}
