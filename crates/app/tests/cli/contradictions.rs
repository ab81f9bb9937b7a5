//! `casus contradictions`: of documents and of a dossier, as text and as JSON.

use serde_json::{Value, json};

use crate::dossier::done;
use crate::{Room, Run};

const FOUR: &str = "Norland keeps four ferries in Eastport.\n";
const SIX: &str = "“Æ”: Norland keeps six ferries in Eastport.\n";

fn room() -> Room {
    let room = Room::new();
    room.put("four.txt", FOUR).put("six.txt", SIX);
    room.put("four.meta.json", r#"{"published": "2031-05-02"}"#).put("six.meta.json", r#"{"published": "2031-05-04"}"#);
    room
}

fn list(run: &Run) -> Vec<Value> {
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    serde_json::from_str(&run.stdout).expect("the list is JSON")
}

#[test]
fn two_counts_of_one_thing_are_told_with_both_sentences() {
    let found = list(&room().run(&["contradictions", "four.txt", "six.txt"]));
    let expected = json!([{
        "kind": "count",
        "about": found[0]["about"],
        "why": "The same thing is given as 4 ferries and as 6 ferries.",
        "sides": [
            {"path": "four.txt", "span": [0, 39], "quote": "Norland keeps four ferries in Eastport."},
            {"path": "six.txt", "span": [0, 43], "quote": "“Æ”: Norland keeps six ferries in Eastport."},
        ],
    }]);
    assert_eq!(json!(found), expected);
}

#[test]
fn text_names_the_kind_and_the_sources() {
    let run = room().run(&["contradictions", "four.txt", "six.txt", "--format", "text"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    for words in ["another count", "Norland keeps six ferries in Eastport.", "[2] six.txt"] {
        assert!(run.stdout.contains(words), "{words} is missing in:\n{}", run.stdout);
    }
    let run = room().run(&["contradictions", "four.txt", "--format", "text"]);
    assert!(run.stdout.contains("No two sentences were found that cannot both be right."), "{}", run.stdout);
}

#[test]
fn a_dossier_says_the_same_and_knows_no_more_than_it_did() {
    let room = room();
    done(&room, &["init", "d"]);
    done(&room, &["ingest", "--dossier", "d", "four.txt", "--now", "2031-05-02T12:00:00Z"]);
    done(&room, &["ingest", "--dossier", "d", "six.txt", "--now", "2031-05-04T12:00:00Z"]);
    let asked = |more: &[&str]| list(&room.run(&[&["contradictions", "--dossier", "d"], more].concat()));
    assert_eq!(asked(&[]), list(&room.run(&["contradictions", "four.txt", "six.txt"])));
    assert_eq!(asked(&["--as-of", "2031-05-03"]), [] as [Value; 0]);
    assert_eq!(asked(&["--known-at", "2031-05-03"]), [] as [Value; 0]);
    assert_eq!(asked(&["--as-of", "2031-05-04", "--known-at", "2031-05-04"]).len(), 1);
}

#[test]
fn terms_of_a_dossier_tell_of_an_office_before_its_time() {
    let room = Room::new();
    room.put("a.txt", "President Ada Korn of Norland opened the lock.\n");
    room.put("a.meta.json", r#"{"published": "2031-05-02"}"#);
    done(&room, &["init", "d"]);
    let term = "[[term]]\nperson = \"Ada Korn\"\ntitle = \"President\"\nof = \"Norland\"\nfrom = 2032-01-01\n";
    room.put("d/dossier.toml", term);
    done(&room, &["ingest", "--dossier", "d", "a.txt"]);
    let found = list(&room.run(&["contradictions", "--dossier", "d"]));
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0]["kind"], "anachronism");
}

#[test]
fn wrong_use_is_refused() {
    let room = room();
    assert_eq!(room.run(&["contradictions", "none.txt"]).code, Some(1));
    assert_eq!(room.run(&["contradictions", "--dossier", "none"]).code, Some(2));
    assert_eq!(room.run(&["contradictions", "four.txt", "--dossier", "d"]).code, Some(2));
    assert_eq!(room.run(&["contradictions", "four.txt", "--known-at", "2031-05-03"]).code, Some(2));
}
