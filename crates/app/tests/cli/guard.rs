//! What must not be overwritten, and what must not be taken for something else.

use std::fs;
use std::os::unix::fs::symlink;

use crate::dossier::{done, refused, room};
use crate::{Room, TEXT};

/// Runs a command that must leave a file as it is, and returns what it says.
fn spared(room: &Room, words: &[&str], file: &str) -> String {
    let bytes = || fs::read(room.path(file)).expect("the file is there");
    let before = bytes();
    let said = refused(room, words, 2);
    assert_eq!(bytes(), before, "{words:?} changed `{file}`");
    said
}

#[test]
fn a_page_takes_the_place_of_no_document_and_of_no_sidecar() {
    let room = room();
    room.put("a.meta.json", r#"{"publisher": "The Heron"}"#);
    symlink("a.meta.json", room.path("link")).expect("a link can be made");
    for (out, file, what) in [
        ("d/../a.txt", "a.txt", "one of the documents"),
        ("a.meta.json", "a.meta.json", "the sidecar of a document"),
        ("link", "a.meta.json", "the sidecar of a document"),
    ] {
        let said = spared(&room, &["read", "a.txt", "--html", out], file);
        let expect = format!(
            "error: `{out}` is {what}, and the page would overwrite it\n\
             hint: give `--html` a name of its own, as in `--html page.html`\n"
        );
        assert_eq!(said, expect);
    }
}

#[test]
fn a_brief_takes_the_place_of_nothing_it_is_made_from() {
    let room = room();
    room.put("d/in.txt", TEXT).put("d/in.meta.json", "{}");
    done(&room, &["ingest", "--dossier", "d", "d/in.txt", "a.txt"]);
    symlink("d/ledger.casus", room.path("link")).expect("a link can be made");
    fs::rename(room.path("d/dossier.toml"), room.path("named.toml")).expect("the file can be moved");
    symlink("../named.toml", room.path("d/dossier.toml")).expect("a link can be made");
    for (out, file, what) in [
        ("d/in.txt", "d/in.txt", "one of the documents"),
        ("a.txt", "a.txt", "one of the documents"),
        ("./d/in.meta.json", "d/in.meta.json", "the sidecar of a document"),
        ("d/ledger.casus", "d/ledger.casus", "a ledger"),
        ("link", "d/ledger.casus", "a ledger"),
        ("d/dossier.toml", "named.toml", "a file of a dossier"),
        ("named.toml", "named.toml", "a file of a dossier"),
    ] {
        let said = spared(&room, &["brief", "--dossier", "d", "--format", "html", "--out", out], file);
        assert!(said.starts_with(&format!("error: `{out}` is {what}, and the page")), "{said}");
        assert!(said.contains("\nhint: give `--out` a name of its own"), "{said}");
    }
    done(&room, &["brief", "--dossier", "d", "--format", "html", "--out", "d/brief.html"]);
    assert!(fs::metadata(room.path("d/brief.html")).is_ok());
}

#[test]
fn no_page_takes_the_place_of_another_dossier() {
    let room = room();
    done(&room, &["init", "e"]);
    fs::copy(room.path("e/ledger.casus"), room.path("kept.bak")).expect("the ledger can be copied");
    for file in ["e/dossier.toml", "e/ledger.casus", "kept.bak"] {
        spared(&room, &["brief", "--dossier", "d", "--out", file], file);
        spared(&room, &["read", "a.txt", "--html", file], file);
    }
    refused(&room, &["read", "a.txt", "--html", "e/ledger.casus-wal"], 2);
    assert!(fs::metadata(room.path("e/ledger.casus-wal")).is_err());
}

#[test]
fn another_spelling_of_a_path_is_no_other_document() {
    let room = room();
    symlink("a.txt", room.path("link.txt")).expect("a link can be made");
    let ingest = |folder: &str, words: &[&str]| {
        let output = room.command(&[&["ingest"], words].concat()).current_dir(room.path(folder)).output();
        String::from_utf8(output.expect("the command runs").stdout).expect("casus writes UTF-8")
    };
    assert!(ingest("", &["--dossier", "d", "a.txt"]).starts_with("a.txt: new, "));
    let absolute = room.path("a.txt").canonicalize().expect("the file is there");
    let absolute = absolute.to_str().expect("the path is UTF-8");
    for spelling in [absolute, "./a.txt", "d/../a.txt", "link.txt"] {
        let said = ingest("", &["--dossier", "d", spelling]);
        assert!(said.starts_with("a.txt: already known, "), "{spelling}: {said}");
    }
    let said = ingest("d", &["--dossier", ".", "../a.txt"]);
    assert!(said.starts_with("a.txt: already known, "), "{said}");
    let page = done(&room, &["brief", "--dossier", "d", "--format", "json"]).stdout;
    let page: serde_json::Value = serde_json::from_str(&page).expect("the brief is JSON");
    assert_eq!(page["documents"].as_array().expect("documents are a list").len(), 1, "{page}");
}
