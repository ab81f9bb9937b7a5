//! A dossier from its first command to its last: what is made, what is taken in, and what is said of mistakes.

use std::fs;

use crate::{Room, Run, TEXT};

/// A later document, in which the accord is already signed.
pub const LATER: &str = "Sudland signs\n\nEastport, 9 June 2031\n\n\
    Sudland agreed to open its harbour to Norland. Norland will send 12 ferries if Sudland signs the river accord.\n";

pub const DOSSIER: &str = r#"
[dossier]
title = "The river accord"

[[proposition]]
id = "accord"
label = "The river accord is signed"
phrases = ["Sudland signs the river accord"]

[[goal]]
id = "dykes"
label = "The dykes are paid for"
needs = { all = ["accord", { category = "finance", at_least = 1 }] }
"#;

/// Makes a room with an empty dossier `d` beside two documents.
pub fn room() -> Room {
    let room = Room::new();
    room.put("a.txt", TEXT).put("b.txt", LATER);
    done(&room, &["init", "d"]);
    room
}

/// Runs a command that must succeed.
pub fn done(room: &Room, words: &[&str]) -> Run {
    let run = room.run(words);
    assert_eq!(run.code, Some(0), "{words:?}: {}", run.stderr);
    run
}

/// Runs a command that must fail, and returns what it says.
pub fn refused(room: &Room, words: &[&str], code: i32) -> String {
    let run = room.run(words);
    assert_eq!(run.code, Some(code), "{words:?}: {run:?}");
    assert!(run.stderr.starts_with("error: "), "{words:?}: {}", run.stderr);
    run.stderr
}

#[test]
fn init_makes_a_dossier_once_and_says_what_comes_next() {
    let room = Room::new();
    let run = done(&room, &["init", "d"]);
    assert!(run.stdout.starts_with("made the dossier `d`\n"), "{}", run.stdout);
    assert!(run.stdout.contains("casus ingest --dossier d FILE…"), "{}", run.stdout);
    let said = refused(&room, &["init", "d"], 2);
    assert_eq!(said, "error: `d` holds a dossier already\nhint: add to it: `casus ingest --dossier d FILE…`\n");
    fs::create_dir(room.path("full")).expect("the folder can be made");
    room.put("full/notes.txt", "Buy bread.");
    assert!(refused(&room, &["init", "full"], 2).starts_with("error: `full` is not empty\n"));
    assert_eq!(fs::read_dir(room.path("full")).expect("the folder is there").count(), 1);
    let brief = done(&room, &["brief", "--dossier", "d"]);
    assert!(brief.stdout.contains("There is no document to read."), "{}", brief.stdout);
}

#[test]
fn init_keeps_a_file_that_is_there() {
    let room = Room::new();
    fs::create_dir(room.path("d")).expect("the folder can be made");
    room.put("d/dossier.toml", DOSSIER);
    done(&room, &["init", "d"]);
    assert_eq!(fs::read_to_string(room.path("d/dossier.toml")).expect("it is there"), DOSSIER);
}

#[test]
fn every_example_in_the_file_of_an_empty_dossier_is_one() {
    let room = room();
    let template = fs::read_to_string(room.path("d/dossier.toml")).expect("it is there");
    let is_example = |line: &&str| line.starts_with("# ") && line.contains(" = ") || line.starts_with("# [[");
    let examples: String = template
        .lines()
        .map(|line| if is_example(&line) { &line[2..] } else { line })
        .filter(|line| !line.starts_with("  "))
        .map(|line| format!("{line}\n"))
        .collect();
    assert_eq!(examples.matches("[[").count(), 8, "{examples}");
    room.put("d/dossier.toml", examples);
    let brief = done(&room, &["brief", "--dossier", "d"]);
    assert!(brief.stdout.contains("The strait is guarded: out of reach"), "{}", brief.stdout);
}

#[test]
fn each_document_is_told_with_what_the_ledger_took_of_it() {
    let room = room();
    let ingest = |words: &[&str]| done(&room, &[&["ingest", "--dossier", "d"], words].concat()).stdout;
    assert!(ingest(&["a.txt", "./b.txt"]).starts_with("a.txt: new, "));
    assert!(ingest(&["./a.txt"]).starts_with("a.txt: already known, "));
    room.put("a.txt", TEXT.replace("€3", "€4"));
    assert!(ingest(&["a.txt"]).starts_with("a.txt: new version of a document at the same address, "));
    assert!(ingest(&["b.txt", "--published", "2031-06-10"]).contains("b.txt: known text, of which something else"));
    room.put("d/dossier.toml", "[[actor]]\nname = \"Norland\"\nkind = \"state\"\naliases = [\"the northern side\"]\n");
    assert!(ingest(&["a.txt"]).starts_with("a.txt: known, and read anew, "));
    let brief = done(&room, &["brief", "--dossier", "d"]).stdout;
    assert!(brief.contains("An earlier version at the same address had other words."), "{brief}");
    assert!(brief.contains("€4 billion") && !brief.contains("€3 billion"), "{brief}");
}

#[test]
fn a_document_that_is_refused_keeps_no_other_out() {
    let room = room();
    let run = room.run(&["ingest", "--dossier", "d", "no.txt", "a.txt"]);
    assert_eq!(run.code, Some(1));
    assert!(run.stdout.starts_with("a.txt: new, "), "{run:?}");
    assert!(run.stderr.starts_with("error: `no.txt` does not exist\n"), "{run:?}");
}

#[test]
fn a_document_in_the_folder_goes_by_its_place_there() {
    let room = room();
    fs::create_dir(room.path("d/in")).expect("the folder can be made");
    room.put("d/in/a.txt", TEXT);
    assert!(done(&room, &["ingest", "--dossier", "d", "d/in/a.txt"]).stdout.starts_with("in/a.txt: new, "));
    let absolute = room.path("d/in/a.txt");
    let again = done(&room, &["ingest", "--dossier", "d", absolute.to_str().expect("the path is UTF-8")]);
    assert!(again.stdout.starts_with("in/a.txt: already known, "));
}

#[test]
fn a_fault_in_the_file_is_pointed_at_and_nothing_is_done() {
    let room = room();
    room.put("d/dossier.toml", "[[actor]]\nname = \"Norland\"\nkind = \"stat\"\n");
    let expect = "error: `d/dossier.toml:3:8`: `stat` is no kind of actor\n\
         3 | kind = \"stat\"\n  |        ^^^^^^\n\
         hint: did you mean `state`? there are `group`, `instrument`, `organisation`, `person`, `place`, `state`\n";
    for words in [&["ingest", "--dossier", "d", "a.txt"][..], &["brief", "--dossier", "d"]] {
        assert_eq!(refused(&room, words, 2), expect, "{words:?}");
    }
    room.put("d/dossier.toml", "[dossier\n");
    assert!(refused(&room, &["brief", "--dossier", "d"], 2).contains("`d/dossier.toml:1:9`: this is not TOML: "));
}

#[test]
fn a_file_that_is_not_utf_8_is_pointed_at() {
    let room = room();
    for (bytes, expect) in [
        (
            &b"\xEF\xBB\xBF[dossier]\ntitle = \"d\xC3\xA9j\xE0\"\n"[..],
            "2:13`: the byte `0xE0` is not UTF-8\n2 | title = \"d",
        ),
        (b"\xFF\xFE", "1:1`: this is UTF-16\n"),
        (b"\xFF\xFE[\0d\0]\0\n\0", "1:1`: this is UTF-16\n"),
        (b"\xFE\xFF\0[\0d", "1:1`: this is UTF-16\n"),
    ] {
        room.put("d/dossier.toml", bytes);
        for words in [&["ingest", "--dossier", "d", "a.txt"][..], &["brief", "--dossier", "d"]] {
            let said = refused(&room, words, 2);
            assert!(said.starts_with(&format!("error: `d/dossier.toml:{expect}")), "{said}");
            assert!(said.ends_with("\nhint: save the file as UTF-8\n"), "{said}");
        }
    }
}

#[test]
fn wrong_use_is_told() {
    let room = room();
    let said = refused(&room, &["brief", "--dossier", "no"], 2);
    assert_eq!(said, "error: `no` is no dossier: it has no `dossier.toml`\nhint: make one: `casus init no`\n");
    done(&room, &["ingest", "--dossier", "d", "a.txt"]);
    room.put("d/dossier.toml", DOSSIER);
    for command in ["brief", "what-if"] {
        let said = refused(&room, &[command, "--dossier", "d", "--set", "acord=true"], 2);
        assert!(said.starts_with("error: `acord` is no proposition"), "{said}");
        assert!(said.contains("hint: did you mean `accord`?"), "{said}");
    }
    let run = room.run(&["brief", "--dossier", "d", "--known-at", "yesterday"]);
    assert_eq!(run.code, Some(2));
    assert!(run.stderr.contains("`yesterday` is not an instant; write it as in `2031-05-02T18:00:00Z`"), "{run:?}");
    let run = room.run(&["ingest", "--dossier", "d", "a.txt", "--readings", "b.jsonl"]);
    assert_eq!(run.code, Some(2), "{run:?}");
}

#[test]
fn every_command_has_help_with_an_example() {
    let room = Room::new();
    for command in ["init", "ingest", "brief", "what-if", "show", "review"] {
        let help = done(&room, &[command, "--help"]).stdout;
        assert!(help.contains(&format!("  casus {command} ")) && help.contains("Example"), "{help}");
        assert!(!help.contains("--now"), "{help}");
    }
    for shell in ["bash", "zsh", "fish"] {
        assert!(done(&room, &["completions", shell]).stdout.contains("what-if"), "{shell}");
    }
}
