//! `casus entities` and `casus attributions`: documents with their words marked, as JSON, text and HTML.

use std::fs;

use serde_json::Value;

use crate::{Room, TEXT};

const COMMANDS: [&str; 2] = ["entities", "attributions"];

const GERMAN: &str = "Die Regierung von Nordland hat am Freitag beschlossen, die Deiche an der Küste zu erhöhen. \
    Das sagte die Ministerpräsidentin nach einer Sitzung ihres Kabinetts in der Hauptstadt, und sie fügte hinzu, dass \
    die Arbeiten noch vor dem Winter beginnen sollen.\n";

fn room() -> Room {
    let room = Room::new();
    room.put("b.txt", TEXT).put("a.txt", "The ferries of Sudland run, Ann Berg said.\n").put("de.txt", GERMAN);
    room
}

#[test]
fn entities_are_those_of_extract() {
    let room = room();
    let [extracted, seen] = ["extract", "entities"].map(|command| room.run(&[command, "b.txt", "a.txt"]));
    assert_eq!(seen.code, Some(0), "{}", seen.stderr);
    assert_eq!(seen.lines().len(), 2);
    for (line, whole) in seen.lines().iter().zip(extracted.lines()) {
        let keys: Vec<&String> = line.as_object().expect("a line is an object").keys().collect();
        assert_eq!(keys, ["document", "entities", "path"]);
        assert_eq!(line["path"], whole["document"]["path"]);
        assert_eq!((&line["document"], &line["entities"]), (&whole["document"], &whole["entities"]));
    }
}

#[test]
fn attributions_are_pieces_of_the_text_in_code_points() {
    let room = room();
    let text = format!("“Ærø”\n\n{TEXT}");
    room.put("c.txt", &text);
    let run = room.run(&["attributions", "c.txt", "b.txt"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    let paths: Vec<_> = run.lines().iter().map(|line| line["path"].clone()).collect();
    assert_eq!(paths, ["c.txt", "b.txt"]);
    let length = text.chars().count();
    for attribution in run.lines()[0]["attributions"].as_array().expect("attributions are a list") {
        for role in ["source", "cue", "content"] {
            for piece in attribution[role].as_array().expect("a role is a list of pieces") {
                let [start, end] = [0, 1].map(|end| piece[end].as_u64().expect("an offset is a number") as usize);
                assert!(start < end && end <= length, "{attribution}");
            }
        }
    }
}

#[test]
fn who_says_what_is_told_by_the_words_themselves() {
    let room = room();
    let text = "“Ærø will pay,” Ann Berg said.\n";
    room.put("said.txt", text);
    let run = room.run(&["attributions", "said.txt"]);
    let line = run.lines()[0].clone();
    let [attribution] = &line["attributions"].as_array().expect("attributions are a list")[..] else {
        panic!("there is one: {line}")
    };
    let words = |role: &str| -> Vec<String> {
        let pieces = attribution[role].as_array().expect("a role is a list of pieces");
        let at = |piece: &Value, end: usize| piece[end].as_u64().expect("an offset is a number") as usize;
        let slice = |piece| text.chars().take(at(piece, 1)).skip(at(piece, 0)).collect();
        pieces.iter().map(slice).collect()
    };
    assert_eq!((words("source"), words("cue")), (vec!["Ann Berg".to_owned()], vec!["said".to_owned()]));
    assert!(words("content").concat().contains("Ærø will pay"), "{line}");
    let shown = room.run(&["attributions", "said.txt", "--format", "text"]).stdout;
    assert!(shown.contains("[Ann Berg]source1 [said]cue1."), "{shown}");
}

#[test]
fn the_text_view_shows_the_running_text_and_a_list() {
    let room = room();
    let run = room.run(&["entities", "b.txt", "a.txt", "--format", "text"]);
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""));
    assert!(run.stdout.starts_with("=== b.txt ===\n\nDykes before ferries\n"), "{}", run.stdout);
    assert!(run.stdout.contains("\n\n=== a.txt ===\n\n"), "{}", run.stdout);
    for expect in ["[Norland]1 will pay €3 billion for the dykes", "\nEntities\n  1 Norland, "] {
        assert!(run.stdout.contains(expect), "{expect}: {}", run.stdout);
    }
    let run = room.run(&["attributions", "b.txt", "--format", "text"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    assert!(run.stdout.contains("\nAttributions\n"), "{}", run.stdout);
}

#[test]
fn colours_are_kept_only_where_they_are_wanted() {
    let room = room();
    for command in COMMANDS {
        let mut coloured = room.command(&[command, "b.txt", "--format", "text"]);
        let coloured = coloured.env("CLICOLOR_FORCE", "1").output().expect("the command runs");
        let coloured = String::from_utf8(coloured.stdout).expect("casus writes UTF-8");
        assert!(coloured.contains("\u{1b}["), "{command}: {coloured}");
        let plain = room.run(&[command, "b.txt", "--format", "text"]).stdout;
        assert_eq!(anstream_less(&coloured), plain, "{command}");
    }
}

/// Takes the styles out of a text.
fn anstream_less(text: &str) -> String {
    let mut parts = text.split("\u{1b}[");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |plain, part| plain + part.split_once('m').map_or("", |(_, rest)| rest))
}

#[test]
fn a_page_is_one_file_wherever_it_goes() {
    let room = room();
    for command in COMMANDS {
        let printed = room.run(&[command, "b.txt", "a.txt", "--format", "html"]).stdout;
        let run = room.run(&[command, "b.txt", "a.txt", "--html", "page.html"]);
        assert_eq!(run.code, Some(0), "{}", run.stderr);
        assert!(run.stderr.contains("note: the page is in `page.html`\n"), "{}", run.stderr);
        assert_eq!(run.lines().len(), 2, "what is printed stays");
        let written = fs::read_to_string(room.path("page.html")).expect("the page is written");
        assert_eq!(written, printed, "{command}");
        assert!(written.to_lowercase().starts_with("<!doctype html>") && written.contains("Dykes before ferries"));
        assert!(!written.contains("http://") && !written.contains("https://"), "nothing is fetched");
    }
}

#[test]
fn a_page_does_not_take_the_place_of_a_document() {
    let room = room();
    room.put("b.meta.json", "{}");
    for command in COMMANDS {
        for (out, what) in [("./b.txt", "one of the documents"), ("b.meta.json", "the sidecar of a document")] {
            let run = room.run(&[command, "b.txt", "--html", out]);
            assert_eq!((run.code, run.stdout.as_str()), (Some(2), ""), "{command} {out}");
            assert!(run.stderr.contains(&format!("error: `{out}` is {what}")), "{}", run.stderr);
        }
        let run = room.run(&[command, "b.txt", "--html", "no/such/page.html"]);
        assert_eq!(run.code, Some(3), "{}", run.stderr);
        assert!(run.stderr.contains("error: `no/such/page.html` cannot be written: "), "{}", run.stderr);
    }
}

#[test]
fn another_language_gives_a_note_and_nothing_else() {
    let room = room();
    for command in COMMANDS {
        let run = room.run(&[command, "de.txt"]);
        assert_eq!(run.code, Some(0), "{}", run.stderr);
        assert_eq!(run.stderr, "note: `de.txt`: the text seems to be in German; only English is read\n");
        assert_eq!(run.lines()[0][command], Value::Array(Vec::new()));
        let shown = room.run(&[command, "de.txt", "--format", "text"]).stdout;
        assert!(shown.contains("Note: the text seems to be in German"), "{shown}");
    }
}

#[test]
fn nothing_found_is_done_and_is_said() {
    let room = room();
    room.put("rain.txt", "Rain.\n");
    for (command, thing) in [("entities", "entity"), ("attributions", "attribution")] {
        let run = room.run(&[command, "rain.txt"]);
        assert_eq!((run.code, run.stderr), (Some(0), format!("note: no {thing} was found in `rain.txt`\n")));
    }
}

#[test]
fn a_missing_file_is_told_and_the_others_are_shown() {
    let room = room();
    for command in COMMANDS {
        let run = room.run(&[command, "no.txt", "b.txt"]);
        assert_eq!((run.code, run.lines().len()), (Some(1), 1), "{}", run.stderr);
        assert!(run.stderr.starts_with("error: `no.txt` does not exist\n"), "{}", run.stderr);
    }
}

#[test]
fn standard_input_is_a_document() {
    let room = room();
    for command in COMMANDS {
        let run = room.run_on(&[command], TEXT);
        assert_eq!(run.code, Some(0), "{}", run.stderr);
        assert_eq!(run.lines()[0]["path"], "-");
    }
}
