//! Looking after a ledger: what is wrong with it, how it moves, and how a document is taken out.

use std::fs;

use serde_json::Value;

use crate::Room;
use crate::dossier::{DOSSIER, done, refused, room};

/// A room with a dossier of two documents.
fn filled() -> Room {
    let room = room();
    room.put("d/dossier.toml", DOSSIER);
    done(&room, &["ingest", "--dossier", "d", "a.txt", "b.txt"]);
    room
}

fn verified(room: &Room, dossier: &str) -> Value {
    let printed = done(room, &["verify", "--dossier", dossier]).stdout;
    serde_json::from_str(&printed).expect("what is printed to a pipe is JSON")
}

#[test]
fn a_whole_ledger_is_told_with_what_was_checked() {
    let room = filled();
    let verification = verified(&room, "d");
    assert_eq!(
        (&verification["is_whole"], &verification["checked"]["document"]),
        (&Value::from(true), &Value::from(2))
    );
    assert_eq!(verification["findings"], Value::Array(Vec::new()));
    let text = done(&room, &["verify", "--dossier", "d", "--format", "text"]).stdout;
    assert!(text.starts_with("Checked: 3 acts, 2 originals, 2 texts, 2 documents, "), "{text}");
    assert!(text.ends_with("\nEverything fits together.\n"), "{text}");
}

#[test]
fn what_is_wrong_is_listed_and_the_exit_code_says_so() {
    let room = filled();
    let path = room.path("d/ledger.casus");
    let mut bytes = fs::read(&path).expect("the ledger is there");
    // The text lies there twice: as it arrived, and as it was decoded.
    let word = b"ferries if Sudland";
    let places: Vec<usize> = (0..bytes.len() - word.len()).filter(|&at| &bytes[at..at + word.len()] == word).collect();
    places.iter().for_each(|&at| bytes[at..at + 7].copy_from_slice(b"barges!"));
    assert!(places.len() >= 2);
    fs::write(&path, bytes).expect("the ledger can be written");
    let run = room.run(&["verify", "--dossier", "d", "--format", "text"]);
    assert_eq!(run.code, Some(3));
    assert!(run.stdout.contains("b.txt`: its text does not fit its hash\n"), "{}", run.stdout);
    assert!(run.stdout.contains("b.txt`: the bytes under `"), "{}", run.stdout);
    assert!(run.stdout.contains("\nChecked: 3 acts, "), "{}", run.stdout);
    assert!(run.stderr.starts_with("error: the ledger is damaged: `"), "{}", run.stderr);
    let findings = room.run(&["verify", "--dossier", "d", "--format", "json"]).stdout;
    let findings: Value = serde_json::from_str(&findings).expect("it is JSON");
    let tables: Vec<&str> =
        findings["findings"].as_array().expect("a list").iter().filter_map(|it| it["table"].as_str()).collect();
    assert!(tables.contains(&"text") && tables.contains(&"original"), "{tables:?}");
}

#[test]
fn a_backup_comes_back_as_the_same_dossier() {
    let room = filled();
    let told = done(&room, &["backup", "--dossier", "d", "d.casus.gz"]).stdout;
    assert!(told.starts_with("wrote `d.casus.gz`: 2 documents, "), "{told}");
    let restored = done(&room, &["restore", "d.casus.gz", "--dossier", "e"]).stdout;
    assert_eq!(restored.replace("restored", "wrote"), told);
    assert_eq!(fs::read_to_string(room.path("e/dossier.toml")).expect("it was kept"), DOSSIER);
    let brief = |dossier| done(&room, &["brief", "--dossier", dossier, "--format", "json"]).stdout;
    assert_eq!(brief("e"), brief("d"));
    done(&room, &["backup", "--dossier", "e", "e.casus.gz"]);
    let bytes = |name| fs::read(room.path(name)).expect("it was written");
    assert!(bytes("e.casus.gz") == bytes("d.casus.gz"), "the same ledger gives the same file");
    let again = refused(&room, &["restore", "d.casus.gz", "--dossier", "e"], 2);
    assert!(again.starts_with("error: `e` holds a dossier already\n"), "{again}");
    let over = refused(&room, &["backup", "--dossier", "d", "d/ledger.casus"], 2);
    assert!(over.starts_with("error: `d/ledger.casus` is a ledger, and "), "{over}");
    assert!(done(&room, &["verify", "--dossier", "d", "--format", "text"]).stdout.ends_with("fits together.\n"));
}

#[test]
fn a_backup_that_was_cut_makes_no_dossier() {
    let room = filled();
    done(&room, &["backup", "--dossier", "d", "d.casus.gz"]);
    let whole = fs::read(room.path("d.casus.gz")).expect("it was written");
    room.put("cut.casus.gz", &whole[..whole.len() / 2]).put("other.gz", "Buy bread.");
    let said = refused(&room, &["restore", "cut.casus.gz", "--dossier", "e"], 1);
    assert!(said.starts_with("error: the archive cannot be restored: it "), "{said}");
    refused(&room, &["restore", "other.gz", "--dossier", "e"], 1);
    refused(&room, &["restore", "none.gz", "--dossier", "e"], 1);
    assert!(!room.path("e").try_exists().expect("the folder is there"), "nothing is left");
}

#[test]
fn a_redacted_document_is_gone_and_not_taken_again() {
    let room = filled();
    let redact = ["redact", "b.txt", "--dossier", "d", "--reason", "a private letter", "--by", "Ada Vale"];
    let said = refused(&room, &redact, 2);
    assert_eq!(
        said.lines().next(),
        Some(&*format!(
            "error: `{}` is not taken out: nobody said `yes`",
            room.path("b.txt").canonicalize().unwrap().display()
        ))
    );
    assert_eq!(verified(&room, "d")["checked"]["redaction"], 0);
    let told = done(&room, &[&redact[..], &["--yes"]].concat()).stdout;
    assert!(told.contains("as Ada Vale decided at ") && told.contains("): a private letter\n"), "{told}");
    let verification = verified(&room, "d");
    assert_eq!((&verification["checked"]["redaction"], &verification["is_whole"]), (&1.into(), &true.into()));
    let bytes = fs::read(room.path("d/ledger.casus")).expect("the ledger is there");
    assert!(!bytes.windows(7).any(|window| window == b"harbour"), "a word of the document is left");
    let again = done(&room, &["ingest", "--dossier", "d", "b.txt"]).stdout;
    assert!(again.ends_with("b.txt: redacted, not taken again\n"), "{again}");
    let brief = done(&room, &["brief", "--dossier", "d"]).stdout;
    assert!(!brief.contains("harbour"), "{brief}");
    done(&room, &["backup", "--dossier", "d", "d.casus.gz"]);
    done(&room, &["restore", "d.casus.gz", "--dossier", "e"]);
    assert_eq!(verified(&room, "e")["checked"], verified(&room, "d")["checked"]);
    let unknown = ["redact", "c.txt", "--dossier", "d", "--reason", "x", "--by", "Ada Vale", "--yes"];
    assert!(refused(&room, &unknown, 2).starts_with("error: no document of the dossier goes by `c.txt`\n"));
}

#[test]
fn of_several_versions_one_must_be_named() {
    let room = filled();
    room.put("b.txt", "Sudland will not sign the river accord.\n");
    done(&room, &["ingest", "--dossier", "d", "b.txt"]);
    let run = room.run(&["redact", "b.txt", "--dossier", "d", "--reason", "x", "--by", "Ada Vale", "--yes"]);
    assert_eq!(run.code, Some(2), "{run:?}");
    assert!(run.stderr.contains("error: `b.txt` stands for `2` documents\n"), "{}", run.stderr);
    let id = &run.stderr["note: `".len()..][..8];
    let told = done(&room, &["redact", id, "--dossier", "d", "--reason", "x", "--by", "Ada Vale", "--yes"]).stdout;
    assert!(told.contains(&format!("its id {id}")), "{told}");
    let brief = done(&room, &["brief", "--dossier", "d"]).stdout;
    assert!(brief.contains("Sudland"), "the other version is still there: {brief}");
}
