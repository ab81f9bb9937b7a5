//! A watch as a user begins it: folders, wrong words, and briefs by schedule.

use std::fs;

use crate::{Room, Run};

const FERRIES: &str =
    "Ferries\n\nEastport, 4 May 2031\n\nThe government of Norland offered 12 ferries for the Sound service.\n";
const PLEDGED: &str =
    "Ferries\n\nEastport, 6 May 2031\n\nNorland pledged 12 ferries for the Sound service on Tuesday.\n";

/// Makes a dossier that watches the folder `inbox` in it.
fn watched(room: &Room, more: &str) {
    let made = room.run(&["init", "straits"]);
    assert_eq!(made.code, Some(0), "{}", made.stderr);
    fs::create_dir(room.path("straits/inbox")).expect("the folder can be made");
    let dossier = format!("[[source]]\nfolder = \"inbox\"\n\n[[channel]]\nname = \"screen\"\nstdout = true\n\n{more}");
    room.put("straits/dossier.toml", dossier);
}

fn look(room: &Room, now: &str) -> Run {
    let run = room.run(&["watch", "--dossier", "straits", "--once", "--now", now]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    run
}

#[test]
fn what_comes_into_a_folder_is_told_once_and_an_edit_is_told_as_one() {
    let room = Room::new();
    watched(&room, "");
    room.put("straits/inbox/first.txt", FERRIES);
    assert_eq!(look(&room, "2031-05-05T08:00:00Z").stdout, "");
    room.put("straits/inbox/second.txt", PLEDGED);
    let told = look(&room, "2031-05-06T20:00:00Z").stdout;
    assert!(told.starts_with("Norland: 12 ferries for the Sound service on Tuesday\n[stronger]"), "{told}");
    assert_eq!(look(&room, "2031-05-06T23:00:00Z").stdout, "");
    room.put("straits/inbox/second.txt", PLEDGED.replace("12 ferries", "nine ferries"));
    let told = look(&room, "2031-05-07T08:00:00Z").stdout;
    assert!(told.contains("“Ferries” was edited\n[edited]") && told.contains("nine ferries"), "{told}");
    assert_eq!(look(&room, "2031-05-07T09:00:00Z").stdout, "");
}

#[test]
fn a_digest_is_written_when_it_is_due() {
    let room = Room::new();
    watched(&room, "[[schedule]]\nevery = \"day\"\nat = \"07:00\"\nformats = [\"md\", \"html\", \"pdf\"]\n");
    room.put("straits/inbox/first.txt", FERRIES);
    look(&room, "2031-05-05T08:00:00Z");
    room.put("straits/inbox/second.txt", PLEDGED);
    look(&room, "2031-05-06T20:00:00Z");
    look(&room, "2031-05-07T07:10:00Z");
    let written = fs::read_dir(room.path("straits/briefs")).expect("the folder is there");
    let mut names: Vec<String> =
        written.map(|entry| entry.expect("it can be listed").file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    let days = ["2031-05-05T0700", "2031-05-06T0700", "2031-05-07T0700"];
    let expected: Vec<String> =
        days.iter().flat_map(|day| ["html", "md", "pdf"].map(|ending| format!("{day}-day.{ending}"))).collect();
    assert_eq!(names, expected);
    let last = fs::read_to_string(room.path("straits/briefs/2031-05-07T0700-day.md")).expect("it is text");
    assert!(last.contains("12 ferries"), "{last}");
    let pdf = fs::read(room.path("straits/briefs/2031-05-07T0700-day.pdf")).expect("it is there");
    assert!(pdf.starts_with(b"%PDF-"));
}

#[test]
fn what_cannot_be_watched_says_what_to_do() {
    let room = Room::new();
    let none = room.run(&["init", "straits"]);
    assert_eq!(none.code, Some(0));
    let check = |words: &[&str], expected: &str| {
        let run = room.run(&[&["watch", "--dossier", "straits"], words].concat());
        assert_eq!((run.code, run.stderr.as_str()), (Some(2), expected));
    };
    check(
        &["--once"],
        "error: `straits/dossier.toml` names no source to watch\n\
         hint: name one, as in `[[source]]` with `feed = \"https://post.example/feed.xml\"`\n",
    );
    check(&["--status"], "error: `straits` was never watched\nhint: begin: `casus watch --dossier straits`\n");
    fs::write(room.path("straits/watch.casus"), "Buy bread. ".repeat(100)).expect("it can be written");
    let run = room.run(&["watch", "--dossier", "straits", "--status"]);
    assert_eq!(run.code, Some(1));
    assert!(run.stderr.contains("the book of the watch `straits/watch.casus` is no book of a watch"), "{}", run.stderr);
}
