//! `casus copies` and `casus coverage`: of documents and of a dossier, as text, JSON and HTML.

use serde_json::{Value, json};

use crate::dossier::done;
use crate::{Room, Run};

const WIRE: &str = "EASTPORT (Norland Wire) - Veria is ready to send 500 soldiers to the river once a truce holds, Prime \
                    Minister Ada Korn said on Tuesday.\n\nNorland will provide two ships and the use of its port at \
                    Callow.\n\nOstria opposes the guard, and its president said in a written answer that the soldiers \
                    would sooner or later be drawn into the fighting.\n\nRain fell on the river all day.\n";
const OTHER: &str = "The river guard was the talk of the day in Callow, where Norland keeps its ships.\n";

fn room() -> Room {
    let room = Room::new();
    let first = WIRE.split_inclusive("\n\n").take(3).collect::<String>();
    room.put("wire.txt", WIRE).put("post.txt", &first).put("other.txt", OTHER);
    room.put("wire.meta.json", r#"{"published": "2031-05-02", "publisher": "Norland Wire"}"#);
    room.put("post.meta.json", r#"{"published": "2031-05-03", "publisher": "Eastport Post", "title": "A guard"}"#);
    room.put("other.meta.json", r#"{"published": "2031-05-03"}"#);
    room
}

fn printed(run: &Run) -> Value {
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    serde_json::from_str(&run.stdout).expect("the answer is JSON")
}

fn counts(found: &Value) -> (&Value, &Value) {
    (&found["documents"], &found["voices"])
}

#[test]
fn a_copy_is_told_with_what_it_relays() {
    let found = printed(&room().run(&["copies", "other.txt", "post.txt", "wire.txt"]));
    assert_eq!(counts(&found), (&json!(3), &json!(2)));
    assert_eq!(found["groups"][0]["original"]["path"], "wire.txt");
    let copy = &found["groups"][0]["copies"][0];
    assert_eq!((&copy["publisher"], &copy["credit"]), (&json!("Eastport Post"), &json!("Norland Wire")));
    let relays = &copy["relays"];
    assert_eq!((&relays["path"], &relays["of_copy"]), (&json!("wire.txt"), &json!(1)));
    let text = room().run(&["copies", "other.txt", "post.txt", "wire.txt", "--format", "text"]);
    for words in
        ["└ A guard, Eastport Post, 3 May 2031", "copy of wire.txt, ", "from Norland Wire", "3 documents, 2 voices."]
    {
        assert!(text.stdout.contains(words), "{words} is missing in:\n{}", text.stdout);
    }
}

#[test]
fn documents_that_have_nothing_of_one_another_are_as_many_voices() {
    let found = printed(&room().run(&["copies", "other.txt", "wire.txt"]));
    assert_eq!(found, json!({"documents": 2, "voices": 2, "groups": []}));
}

#[test]
fn a_dossier_knows_the_copies_of_a_day_and_of_an_instant() {
    let room = room();
    done(&room, &["init", "d"]);
    done(&room, &["ingest", "--dossier", "d", "wire.txt", "--now", "2031-05-02T12:00:00Z"]);
    done(&room, &["ingest", "--dossier", "d", "post.txt", "--now", "2031-05-04T12:00:00Z"]);
    let asked = |more: &[&str]| printed(&room.run(&[&["copies", "--dossier", "d"], more].concat()));
    assert_eq!(counts(&asked(&[])), (&json!(2), &json!(1)));
    assert_eq!(counts(&asked(&["--as-of", "2031-05-02"])), (&json!(1), &json!(1)));
    assert_eq!(counts(&asked(&["--known-at", "2031-05-03"])), (&json!(1), &json!(1)));
}

#[test]
fn the_page_says_which_document_is_a_copy_and_counts_voices() {
    let run = room().run(&["read", "wire.txt", "post.txt", "other.txt"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    for words in ["copy of [1], ", "document 2 (copy of document 1), 3 May 2031", "told by: 2 documents with 1 voice"] {
        assert!(run.stdout.contains(words), "{words} is missing in:\n{}", run.stdout);
    }
    let alone = room().run(&["read", "wire.txt", "other.txt"]);
    assert!(!alone.stdout.contains("copy of") && !alone.stdout.contains("voice"), "{}", alone.stdout);
}

#[test]
fn a_page_says_what_a_promise_leaves_open_and_who_is_not_named() {
    let room = Room::new();
    room.put("a.txt", "A senior official said that 26 countries will send soldiers if the conditions are right.\n");
    let run = room.run(&["read", "a.txt", "--published", "2031-05-02"]);
    let text = run.stdout.split_whitespace().collect::<Vec<_>>().join(" ");
    let open = "leaves open: how much, by when, who by name, on which condition exactly, in what legal form";
    for words in [open, "says senior official (not named)"] {
        assert!(text.contains(words), "{words} is missing in:\n{}", run.stdout);
    }
}

#[test]
fn coverage_lists_the_sentences_without_a_record() {
    let room = room();
    let found = printed(&room.run(&["coverage", "wire.txt"]));
    let (sentences, with, without) = (&found["sentences"], &found["with_record"], &found["without_record"]);
    assert_eq!((sentences, with, without), (&json!(4), &json!(3), &json!(1)), "{found}");
    let rain = WIRE.chars().count() - "Rain fell on the river all day.\n".len();
    let expected = json!([{"span": [rain, rain + 31], "text": "Rain fell on the river all day."}]);
    assert_eq!((&found["silent"], &found["unread"]), (&expected, &json!([])));
    let text = room.run(&["coverage", "wire.txt", "--format", "text"]).stdout;
    for words in ["4 sentences looked at, 3 with a record, 1 without.", "[Rain fell on the river all day.]1"] {
        assert!(text.contains(words), "{words} is missing in:\n{text}");
    }
    let html = room.run(&["coverage", "wire.txt", "--format", "html"]).stdout;
    assert!(html.contains(r#"<span class="mark silent""#), "{html}");
}

#[test]
fn coverage_says_what_was_not_read() {
    let room = Room::new();
    let long = "Norland and ".repeat(4000) + "Veria met.\n";
    room.put("long.txt", &long);
    let found = printed(&room.run(&["coverage", "long.txt"]));
    assert_eq!(found["unread"][0]["kind"], "overlong", "{}", found["unread"]);
}
